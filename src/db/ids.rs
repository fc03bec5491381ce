//! Every kind of key, so that slices can name each other's keys without importing each other.

use super::types::Id;

/// A kind of key with a name, which says what an event of the log happened to.
pub trait Named {
    /// In the database and in addresses; never changed.
    const NAME: &'static str;
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident $($name:literal)? => $id:ident),+ $(,)?) => {$(
        /// Marks keys of one kind; has no values.
        #[derive(Debug)]
        pub enum $kind {}
        $(impl Named for $kind {
            const NAME: &'static str = $name;
        })?
        $(#[$meta])*
        pub type $id = Id<$kind>;
    )+};
}

kinds! {
    /// A company with an account here.
    PartnerKind "partner" => PartnerId,
    /// A member of a partner's staff.
    UserKind "user" => UserId,
    /// One signed-in browser.
    SessionKind => SessionId,
    /// A form that is kept for somebody whose session ended.
    KeptFormKind => KeptFormId,
    /// A one-time link that sets a password.
    PasswordLinkKind => PasswordLinkId,
    /// A counted try.
    AttemptKind => AttemptId,
    /// An event of the log.
    ActivityKind => ActivityId,
    /// What an event happened to, of any kind.
    SubjectKind => SubjectId,
    /// An outgoing mail.
    MailKind => MailId,
    /// A server process that carries out jobs and sends mail.
    NodeKind => NodeId,
    /// A company that has accepted; shown as "Customer ID".
    CustomerKind => CustomerId,
    /// A partner's own view of one company.
    EntryKind "customer_entry" => EntryId,
    /// A domain of a customer.
    CustomerDomainKind "customer_domain" => CustomerDomainId,
    /// A mailed code that proves a domain.
    DomainCodeKind => DomainCodeId,
    /// A word of a partner's own for some of its customers.
    TagKind "tag" => TagId,
    /// What a partner's staff wrote down about a customer.
    NoteKind "note" => NoteId,
    /// A provider and a reseller that work together.
    PartnershipKind "partnership" => PartnershipId,
    /// One ask.
    InvitationKind "invitation" => InvitationId,
    /// A file or list of rows that is carried out as one.
    BatchKind "batch" => BatchId,
    /// The time for which one worker has a batch.
    LeaseKind => LeaseId,
    /// One request for a mailed code on the customer's page.
    CodeRequestKind => CodeRequestId,
    /// What a customer agreed to.
    ConsentKind => ConsentId,
    /// What allows a partner to transact for a customer.
    RelationshipKind => RelationshipId,
    /// What is kept of a removal.
    RemovalReportKind => RemovalReportId,
    /// Delegated admin privileges over a customer.
    GrantKind "grant" => GrantId,
    /// A set of roles that a partner asks for again and again.
    RoleTemplateKind "role_template" => RoleTemplateId,
    /// What a seller sells.
    PlanKind "plan" => PlanId,
    /// For how much, from when to when.
    PriceKind => PriceId,
    /// What a seller adds to its cost.
    MarkupKind => MarkupId,
    /// What somebody collects for a customer before ordering it.
    CartKind => CartId,
    /// A line of it.
    CartLineKind => CartLineId,
    /// What a seller ordered for a customer.
    OrderKind "order" => OrderId,
    /// By which a second press of an order is known: the key of the cart, or of what else was ordered.
    OrderPressKind => OrderPress,
    /// A line of it.
    OrderLineKind => OrderLineId,
    /// What an indirect reseller asks of its provider.
    OrderRequestKind "order_request" => OrderRequestId,
    /// A line of what is asked.
    OrderRequestLineKind => OrderRequestLineId,
    /// What came of such a line.
    SubscriptionKind "subscription" => SubscriptionId,
    /// That somebody holds a license.
    LicenseAssignmentKind => LicenseAssignmentId,
    /// What a seller's licenses include.
    ServiceKind "service" => ServiceId,
    /// What is wrong with one of them.
    IncidentKind "incident" => IncidentId,
    /// What was said of that, and by which a second press is known.
    IncidentUpdateKind => IncidentUpdateId,
    /// A person of a customer.
    DirectoryUserKind "directory_user" => DirectoryUserId,
    /// A one-time link that sets a customer's user's password.
    DirectoryLinkKind => DirectoryLinkId,
}
