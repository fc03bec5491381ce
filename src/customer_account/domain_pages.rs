//! What the pages of a customer's domains show.

use askama::Template;

use super::domain_model::MAILBOXES;
use crate::{
    customer_access::Blocked,
    customers::{CustomerDomain, DomainProof, DomainState, Entry},
    db::{
        ids::{CustomerDomainId, DomainCodeId},
        types::Timestamp,
    },
    domains::ConsentRules,
    identity::Layout,
    language::Language,
    web::form::{Choice, FieldErrors},
};

/// A domain as the pages show it.
pub(super) struct DomainView {
    id: CustomerDomainId,
    domain: String,
    tone: &'static str,
    standing: String,
    since: Timestamp,
    is_pending: bool,
    can_remove: bool,
}

impl DomainView {
    fn new(row: &CustomerDomain, rules: &ConsentRules) -> Self {
        let is_shared = rules.shared.holds(&row.domain);
        let is_pending = row.state == DomainState::Pending;
        let standing = match row.how {
            _ if is_pending => "Not proven yet".to_owned(),
            _ if is_shared => "Not verified: open to everybody".to_owned(),
            Some(DomainProof::Acceptance) => "Verified when the customer accepted".to_owned(),
            Some(DomainProof::Mail) => format!("Verified by a code mailed to {}", row.code_to),
            Some(DomainProof::Dns) => "Verified by a DNS record".to_owned(),
            None => "Not proven".to_owned(),
        };
        Self {
            id: row.id,
            domain: row.domain.clone(),
            tone: match (is_pending, is_shared) {
                (true, _) => "waiting",
                (false, true) => "attention",
                (false, false) => "good",
            },
            standing,
            since: row.verified_at.unwrap_or(row.added_at),
            is_pending,
            can_remove: row.how != Some(DomainProof::Acceptance),
        }
    }
}

#[derive(Template)]
#[template(path = "customer_account/domains.html")]
pub(super) struct DomainsPage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    /// The one that the partner knows the customer by.
    primary: String,
    is_customer: bool,
    domains: Vec<DomainView>,
    typed: String,
    blocked: Option<Blocked>,
}

impl DomainsPage {
    pub(super) fn new(
        layout: Layout,
        entry: &Entry,
        rows: &[CustomerDomain],
        rules: &ConsentRules,
        typed: String,
    ) -> Self {
        let domains = rows.iter().map(|row| DomainView::new(row, rules));
        Self {
            layout: layout.in_section("customers"),
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key: entry.page_key(),
            primary: entry.domain.clone(),
            is_customer: entry.customer_id.is_some(),
            domains: domains.collect(),
            typed,
            blocked: None,
        }
    }

    /// With what is wrong.
    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    /// For somebody who may look alone.
    pub(super) fn for_readers(mut self, blocked: Option<Blocked>) -> Self {
        self.blocked = blocked;
        self
    }

    fn has_verified(&self) -> bool {
        self.domains.iter().any(|domain| domain.tone == "good")
    }
}

/// The mailed code that can be typed.
struct OpenCode {
    request: DomainCodeId,
    help: String,
}

#[derive(Template)]
#[template(path = "customer_account/domain.html")]
pub(super) struct DomainPage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    domain: DomainView,
    code: Option<OpenCode>,
    record: String,
    mailboxes: Vec<Choice>,
    languages: Vec<Choice>,
    /// The verb and the name.
    button: String,
}

impl DomainPage {
    pub(super) fn new(
        layout: Layout,
        entry: &Entry,
        row: &CustomerDomain,
        rules: &ConsentRules,
        now: Timestamp,
    ) -> Self {
        let mailbox = |local: &str| Choice::new(local, format!("{local}@{}", row.domain), "");
        let languages = Language::ALL.iter();
        let code = row.code_id.filter(|_| row.awaits_code(now));
        Self {
            layout: layout.in_section("customers"),
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key: entry.page_key(),
            domain: DomainView::new(row, rules),
            code: code.map(|request| OpenCode {
                request,
                help: format!("Mailed to {}. It works for 10 minutes.", row.code_to),
            }),
            record: row.record(),
            mailboxes: MAILBOXES.into_iter().map(mailbox).collect(),
            languages: languages
                .map(|language| Choice::new(language.as_str(), language.label(), "en"))
                .collect(),
            button: format!("Verify {}", row.domain),
        }
    }
    /// With what is wrong; beside the code only where one can be typed.
    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = match (&self.code, errors.get("code")) {
            (None, Some(problem)) => FieldErrors::page(problem),
            _ => errors,
        };
        self
    }
}
