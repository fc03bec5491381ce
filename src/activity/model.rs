//! A line of activity.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{ActivityId, EntryId, InvitationId, PartnerId, UserId},
        schema::activity,
        types::{Timestamp, text_enum},
    },
    identity::Staff,
};

text_enum! {
    /// What was done.
    Action {
        /// A draft was begun.
        InvitationDrafted = "invitation_drafted",
        /// The words of a draft were changed.
        InvitationSaved = "invitation_saved",
        /// Done: the link is live.
        InvitationReady = "invitation_ready",
        /// Queued to be sent by this server.
        InvitationSent = "invitation_sent",
        /// Queued again, the time runs anew.
        InvitationReminded = "invitation_reminded",
        /// Opened in the sender's own mail program.
        InvitationOpenedInEmail = "invitation_opened_in_email",
        /// Copied.
        InvitationCopied = "invitation_copied",
        /// Downloaded as a file.
        InvitationDownloaded = "invitation_downloaded",
        /// The customer's page was opened for the first time.
        InvitationOpened = "invitation_opened",
        /// Made dead by the sender.
        InvitationRevoked = "invitation_revoked",
        /// The old link is dead, a new one lives.
        InvitationLinkRenewed = "invitation_link_renewed",
        /// Ran out.
        InvitationExpired = "invitation_expired",
        /// A code was mailed to the customer.
        CodeRequested = "code_requested",
        /// The customer accepted.
        InvitationAccepted = "invitation_accepted",
        /// The customer declined.
        InvitationDeclined = "invitation_declined",
        /// A mail was given up.
        MailFailed = "mail_failed",
        /// Two partners work together from now on.
        PartnershipBegun = "partnership_begun",
        /// Another partner's ask was declined.
        PartnershipDeclined = "partnership_declined",
        /// Two partners no longer work together.
        PartnershipRemoved = "partnership_removed",
        /// A relationship was removed.
        RelationshipRemoved = "relationship_removed",
        /// Delegated admin privileges ran out.
        PrivilegesExpired = "privileges_expired",
        /// Delegated admin privileges were ended early.
        PrivilegesEnded = "privileges_ended",
        /// They were extended by themselves.
        PrivilegesExtended = "privileges_extended",
        /// Automatic extension was switched on.
        ExtensionSwitchedOn = "extension_switched_on",
        /// Automatic extension was switched off.
        ExtensionSwitchedOff = "extension_switched_off",
        /// Global administrator was dropped from them.
        GlobalAdministratorDropped = "global_administrator_dropped",
        /// The list of privileges was exported.
        PrivilegesExported = "privileges_exported",
        /// The customer list was exported.
        CustomersExported = "customers_exported",
        /// Activity was exported.
        ActivityExported = "activity_exported",
        /// Customers of other portals came in.
        CustomersImported = "customers_imported",
        /// A file of rows was uploaded, to be looked at.
        BatchUploaded = "batch_uploaded",
        /// An import or many invitations were confirmed, or went on.
        BatchStarted = "batch_started",
        /// They were stopped in the middle.
        BatchStopped = "batch_stopped",
        /// They were given up before anything was done.
        BatchRemoved = "batch_removed",
        /// The partner's own words for new invitations were changed.
        TemplateSaved = "template_saved",
        /// The built-in words are used again.
        TemplateRestored = "template_restored",
        /// A set of roles that is asked for again and again was saved.
        RoleTemplateSaved = "role_template_saved",
        /// Such a set was removed.
        RoleTemplateRemoved = "role_template_removed",
        /// The operator made a set-up link for a person.
        SetUpLinkMade = "set_up_link_made",
    }
}

impl Action {
    /// As pages write it, in the past tense.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::InvitationDrafted => "Invitation drafted",
            Self::InvitationSaved => "Draft saved",
            Self::InvitationReady => "Invitation finished",
            Self::InvitationSent => "Invitation sent",
            Self::InvitationReminded => "Reminder sent",
            Self::InvitationOpenedInEmail => "Draft opened in email",
            Self::InvitationCopied => "Draft copied",
            Self::InvitationDownloaded => "Draft downloaded",
            Self::InvitationOpened => "Link opened",
            Self::InvitationRevoked => "Invitation revoked",
            Self::InvitationLinkRenewed => "New link made",
            Self::InvitationExpired => "Invitation expired",
            Self::CodeRequested => "Code requested",
            Self::InvitationAccepted => "Invitation accepted",
            Self::InvitationDeclined => "Invitation declined",
            Self::MailFailed => "Mail failed",
            Self::PartnershipBegun => "Partnership begun",
            Self::PartnershipDeclined => "Partnership declined",
            Self::PartnershipRemoved => "Partnership removed",
            Self::RelationshipRemoved => "Relationship removed",
            Self::PrivilegesExpired => "Privileges expired",
            Self::PrivilegesEnded => "Privileges ended",
            Self::PrivilegesExtended => "Privileges extended",
            Self::ExtensionSwitchedOn => "Automatic extension switched on",
            Self::ExtensionSwitchedOff => "Automatic extension switched off",
            Self::GlobalAdministratorDropped => "Global administrator dropped",
            Self::PrivilegesExported => "Privileges exported",
            Self::CustomersExported => "Customer list exported",
            Self::ActivityExported => "Activity exported",
            Self::CustomersImported => "Customers imported",
            Self::BatchUploaded => "File uploaded",
            Self::BatchStarted => "Batch started",
            Self::BatchStopped => "Batch stopped",
            Self::BatchRemoved => "Batch discarded",
            Self::TemplateSaved => "Message template saved",
            Self::TemplateRestored => "Message template set back",
            Self::RoleTemplateSaved => "Role template saved",
            Self::RoleTemplateRemoved => "Role template removed",
            Self::SetUpLinkMade => "Set-up link made",
        }
    }
}

text_enum! {
    /// Who did it, in kind.
    ActorKind {
        /// A member of staff.
        User = "user",
        /// The customer.
        Customer = "customer",
        /// Somebody of another partner.
        Partner = "partner",
        /// This server.
        System = "system",
    }
}

/// Who did it.
#[derive(Debug, Clone, Copy)]
pub enum Actor<'a> {
    /// A member of staff.
    User(&'a Staff),
    /// The customer, by the name they gave.
    Customer(&'a str),
    /// Somebody of another partner, by name and company.
    Partner(&'a str),
    /// This server.
    System,
}

/// A line to be written.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Whose activity it is.
    pub partner: PartnerId,
    /// Who did it.
    pub actor: Actor<'a>,
    /// What.
    pub action: Action,
    /// To which company, by this partner's own entry.
    pub entry: Option<EntryId>,
    /// The company's name as it was then.
    pub company: &'a str,
    /// By which invitation.
    pub invitation: Option<InvitationId>,
    /// What else is worth knowing; never a link, code or address of a person.
    pub detail: &'a str,
    /// Who is to be told.
    pub notify: Option<UserId>,
}

/// A line as it is kept.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = activity, check_for_backend(MultiBackend))]
pub struct ActivityLine {
    /// Key.
    pub id: ActivityId,
    /// Whose activity it is.
    pub partner_id: PartnerId,
    /// When.
    pub at: Timestamp,
    /// Who did it, in kind.
    pub actor_kind: ActorKind,
    /// Who, when a member of staff.
    pub actor_id: Option<UserId>,
    /// Who, by name as it was then.
    pub actor_name: String,
    /// What.
    pub action: Action,
    /// To which company.
    pub entry_id: Option<EntryId>,
    /// The company's name as it was then.
    pub company: String,
    /// By which invitation.
    pub invitation_id: Option<InvitationId>,
    /// What else is worth knowing.
    pub detail: String,
    /// Who is to be told.
    pub notify_user_id: Option<UserId>,
}
