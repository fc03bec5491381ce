//! Every kind of key on one page, so that slices can name each other's keys without importing each other.

use super::types::Id;

macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident => $id:ident),+ $(,)?) => {$(
        /// Marks keys of one kind; has no values.
        #[derive(Debug)]
        pub enum $kind {}
        $(#[$meta])*
        pub type $id = Id<$kind>;
    )+};
}

kinds! {
    /// A company with an account here.
    PartnerKind => PartnerId,
    /// A member of a partner's staff.
    UserKind => UserId,
    /// One signed-in browser.
    SessionKind => SessionId,
    /// A form that is kept for somebody whose session ended.
    KeptFormKind => KeptFormId,
    /// A one-time link that sets a password.
    PasswordLinkKind => PasswordLinkId,
    /// A counted try.
    AttemptKind => AttemptId,
    /// A line of activity.
    ActivityKind => ActivityId,
    /// An outgoing mail.
    MailKind => MailId,
    /// A server process that carries out jobs and sends mail.
    NodeKind => NodeId,
    /// A company that has accepted; shown as "Customer ID".
    CustomerKind => CustomerId,
    /// A partner's own view of one company.
    EntryKind => EntryId,
    /// A provider and a reseller that work together.
    PartnershipKind => PartnershipId,
    /// One ask.
    InvitationKind => InvitationId,
    /// A file or list of rows that is carried out as one.
    BatchKind => BatchId,
    /// The time for which one worker has a batch.
    LeaseKind => LeaseId,
    /// One request for a mailed code on the customer's page.
    CodeRequestKind => CodeRequestId,
    /// What a customer agreed to.
    ConsentKind => ConsentId,
    /// What allows a partner to transact for a customer.
    RelationshipKind => RelationshipId,
    /// Delegated admin privileges over a customer.
    GrantKind => GrantId,
    /// A set of roles that a partner asks for again and again.
    RoleTemplateKind => RoleTemplateId,
}
