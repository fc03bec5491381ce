//! What a letter is, and where it stands.

use crate::db::types::text_enum;

text_enum! {
    /// What a letter is: shown to its sender, and what limits for one address count.
    MailKind {
        /// A partner asks a customer, or another partner.
        Invitation = "invitation",
        /// The code that a customer types to show that the mailbox is its own.
        Code = "code",
        /// What a customer has agreed to.
        Receipt = "receipt",
        /// Something happened that a member of staff should know.
        Notice = "notice",
        /// What becomes of privileges that a customer has granted.
        Privileges = "privileges",
        /// A link for a new password.
        PasswordReset = "password_reset",
        /// A link with which a new member of staff sets their first password.
        StaffInvitation = "staff_invitation",
        /// The code that proves whose domain it is.
        DomainCode = "domain_code",
        /// A link with which a customer's user sets a password.
        UserPassword = "user_password",
    }
}

text_enum! {
    /// Where a mail stands.
    MailState {
        /// Waiting for its next try.
        Queued = "queued",
        /// Taken by the next server.
        Sent = "sent",
        /// Given up; the last answer says why.
        Failed = "failed",
    }
}
