//! The report and its lines.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{EntryId, PartnerId, PartnershipId, RemovalReportId, UserId},
        keyset::Cursor,
        schema::{removal_report_lines, removal_reports},
        types::{Timestamp, text_enum},
    },
    identity::Staff,
};

text_enum! {
    /// What was removed.
    Kind {
        /// The reseller relationship with a customer.
        Customer = "customer",
        /// A partnership.
        Partnership = "partnership",
    }
}

text_enum! {
    /// What became of something.
    Fate {
        /// It was stated.
        Stated = "stated",
        /// It ended.
        Ended = "ended",
        /// It goes on, otherwise than before.
        Changed = "changed",
        /// It goes on as it was.
        Stayed = "stayed",
    }
}

impl Fate {
    /// The heading above those lines.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Stated => "What was stated",
            Self::Ended => "What ended",
            Self::Changed => "What was changed",
            Self::Stayed => "What stays",
        }
    }

    /// As the file has it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Stated => "Stated",
            Self::Ended => "Ended",
            Self::Changed => "Changed",
            Self::Stayed => "Stays",
        }
    }
}

text_enum! {
    /// What a line is of.
    What {
        /// What was stated.
        Statement = "statement",
        /// A reseller relationship.
        Relationship = "relationship",
        /// A partnership.
        Partnership = "partnership",
        /// An open order request.
        OrderRequest = "order_request",
        /// Carts of the staff.
        Cart = "cart",
        /// An open invitation.
        Invitation = "invitation",
        /// Delegated admin privileges.
        Privilege = "privilege",
        /// A subscription.
        Subscription = "subscription",
        /// A license of the customer.
        License = "license",
        /// The users of the customer.
        Users = "users",
        /// Another partner of the customer.
        Partner = "partner",
        /// Customers in common.
        Customers = "customers",
    }
}

impl What {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Statement => "Statement",
            Self::Relationship => "Reseller relationship",
            Self::Partnership => "Partnership",
            Self::OrderRequest => "Order request",
            Self::Cart => "Carts",
            Self::Invitation => "Invitation",
            Self::Privilege => "Delegated admin privileges",
            Self::Subscription => "Subscription",
            Self::License => "License",
            Self::Users => "Users",
            Self::Partner => "Other partner",
            Self::Customers => "Customers",
        }
    }
}

/// What is kept of one removal.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = removal_reports, check_for_backend(MultiBackend))]
pub struct Report {
    /// Key.
    pub id: RemovalReportId,
    /// Whose it is.
    pub partner_id: PartnerId,
    /// What was removed.
    pub kind: Kind,
    /// The partner's entry, of a customer.
    pub entry_id: Option<EntryId>,
    /// The partnership, of one.
    pub partnership_id: Option<PartnershipId>,
    /// What the other company was called.
    pub company: String,
    /// Its domain.
    pub domain: String,
    /// When it was removed.
    pub removed_at: Timestamp,
    /// By whom; nobody of this partner, where the other side did.
    pub removed_by: Option<UserId>,
    /// Their name, or that of the other company.
    pub by_name: String,
    /// Why, in their words.
    pub reason: String,
    /// Which statements were made.
    pub statements_version: Option<String>,
    /// How many lines it has.
    pub line_count: i32,
}

impl Report {
    pub(super) fn cursor(&self) -> Cursor {
        Cursor {
            key: self.removed_at.rfc3339(),
            id: self.id.to_string(),
        }
    }
}

/// A line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = removal_report_lines, check_for_backend(MultiBackend))]
pub(super) struct Line {
    pub(super) report_id: RemovalReportId,
    /// Which one of it, from 1.
    pub(super) place: i32,
    pub(super) fate: Fate,
    pub(super) what: What,
    /// By what it is known elsewhere.
    pub(super) code: String,
    pub(super) name: String,
    /// How it was.
    pub(super) detail: String,
    /// How it is now.
    pub(super) outcome: String,
}

/// What was removed.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// The relationship with the customer of an entry.
    Customer(EntryId),
    /// A partnership.
    Partnership(PartnershipId),
}

/// A report to be kept.
#[derive(Debug)]
pub struct NewReport<'a> {
    /// Of what.
    pub about: About,
    /// The other company, and its domain.
    pub company: (&'a str, &'a str),
    /// Who of this partner removed it; nobody, where the other side did.
    pub by: Option<&'a Staff>,
    /// Why, in their words; nothing where the other side did.
    pub reason: &'a str,
    /// Which statements were made, and what they said.
    pub statements: (&'a str, &'a [&'a str]),
    /// What became of what.
    pub lines: Vec<NewLine>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// What became of it.
    pub fate: Fate,
    /// What it is.
    pub what: What,
    /// By what it is known elsewhere.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// How it was.
    pub detail: String,
    /// How it is now.
    pub outcome: String,
}

impl NewLine {
    /// What became of something of this name.
    #[must_use]
    pub fn new(fate: Fate, what: What, name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            fate,
            what,
            code: String::new(),
            name: match name.is_empty() {
                true => "Without a name".to_owned(),
                false => name,
            },
            detail: String::new(),
            outcome: String::new(),
        }
    }

    /// Known elsewhere by this.
    #[must_use]
    pub fn code(self, code: impl std::fmt::Display) -> Self {
        Self {
            code: code.to_string(),
            ..self
        }
    }

    /// How it was, and how it is now.
    #[must_use]
    pub fn was(self, detail: impl Into<String>, outcome: impl Into<String>) -> Self {
        Self {
            detail: detail.into(),
            outcome: outcome.into(),
            ..self
        }
    }

    pub(super) fn placed(self, report_id: RemovalReportId, place: i32) -> Line {
        Line {
            report_id,
            place,
            fate: self.fate,
            what: self.what,
            code: self.code,
            name: self.name,
            detail: self.detail,
            outcome: self.outcome,
        }
    }
}
