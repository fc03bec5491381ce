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
        /// The operator made a set-up link for a person.
        SetUpLinkMade = "set_up_link_made",
        /// A customer was given a tag.
        TagAdded = "tag_added",
        /// A tag was taken from a customer.
        TagRemoved = "tag_removed",
        /// A tag has another name.
        TagRenamed = "tag_renamed",
        /// One tag became part of another.
        TagsMerged = "tags_merged",
        /// A tag was taken from all customers.
        TagForgotten = "tag_forgotten",
        /// A note was written.
        NoteAdded = "note_added",
        /// A note was changed by who wrote it.
        NoteChanged = "note_changed",
        /// A note was removed by who wrote it.
        NoteRemoved = "note_removed",
        /// Somebody else looks after the customer.
        ResponsibleChanged = "responsible_changed",
        /// Where bills go, and whom to speak to.
        BillToChanged = "bill_to_changed",
        /// What a customer says of itself.
        ProfileChanged = "profile_changed",
        /// A further domain of a customer, not verified yet.
        DomainAdded = "domain_added",
        /// A code for a domain was mailed to somebody in it.
        DomainCodeMailed = "domain_code_mailed",
        /// A further domain is proven to be the customer's.
        DomainVerified = "domain_verified",
        /// A further domain is the customer's no more.
        DomainRemoved = "domain_removed",
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
            Self::CustomersExported => "Customer list exported",
            Self::ActivityExported => "Activity exported",
            Self::CustomersImported => "Customers imported",
            Self::BatchUploaded => "File uploaded",
            Self::BatchStarted => "Batch started",
            Self::BatchStopped => "Batch stopped",
            Self::BatchRemoved => "Batch discarded",
            Self::TemplateSaved => "Message template saved",
            Self::TemplateRestored => "Message template set back",
            Self::SetUpLinkMade => "Set-up link made",
            Self::TagAdded => "Tag added",
            Self::TagRemoved => "Tag removed",
            Self::TagRenamed => "Tag renamed",
            Self::TagsMerged => "Tags merged",
            Self::TagForgotten => "Tag taken from all customers",
            Self::NoteAdded => "Note added",
            Self::NoteChanged => "Note changed",
            Self::NoteRemoved => "Note removed",
            Self::ResponsibleChanged => "Responsible person changed",
            Self::BillToChanged => "Bill-to data changed",
            Self::ProfileChanged => "Company profile changed",
            Self::DomainAdded => "Domain added",
            Self::DomainCodeMailed => "Code for a domain mailed",
            Self::DomainVerified => "Domain verified",
            Self::DomainRemoved => "Domain removed",
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
