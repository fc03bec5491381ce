//! Further domains of a customer: added, proven by a mailed code or a record of their name servers, taken off.

use super::{domain_model::MAILBOXES, events};
use crate::{
    customer_access::{Granted, ManageProfile},
    customers::{self, CustomerDomain, DomainProof, DomainState},
    db::{
        self, Conn, Tx,
        ids::{CustomerDomainId, DomainCodeId},
        types::Timestamp,
    },
    directory,
    domains::ConsentRules,
    error::{AppError, Explained},
    language::Language,
    limits::{self, Limit},
    mail::{self, Letter, MailKind, Mailbox, SecretRef},
    secrets::Purpose,
    text::{self, SECRET_MARK},
    translations::{DomainMailBody, Texts},
};

/// Domains of one customer.
const MOST: usize = 50;
const KIND: MailKind = MailKind::DomainCode;
/// Codes to one address.
const PER_ADDRESS: Limit = Limit::a_day(KIND.as_str(), 5);
/// Domains that one partner adds.
const PER_PARTNER: Limit = Limit::a_day("domains added", 20);

/// Why a domain was not added, proven or taken off.
#[derive(Debug, thiserror::Error)]
pub enum DomainError {
    /// It cannot be a domain.
    #[error("{0}")]
    Name(String),
    /// Many share it.
    #[error("{0} is open to everybody, so it cannot be one customer's")]
    Shared(String),
    /// The customer has it already.
    #[error("This customer has {0} already")]
    Known(String),
    /// It has as many as there can be.
    #[error("A customer has at most {MOST} domains. Take one off first")]
    Full,
    /// The partner has added many today.
    #[error(
        "Your company has added 20 domains in the last 24 hours, which is the most. Try tomorrow"
    )]
    TooManyAdded,
    /// No administrative address.
    #[error("Choose one of the addresses")]
    NoMailbox,
    /// One a minute.
    #[error("A code was mailed less than a minute ago. Wait a moment, then ask again")]
    TooSoon,
    /// Five a day.
    #[error(
        "This address has had five codes in the last 24 hours, which is the most. Use another one, or the DNS record"
    )]
    TooManyCodes,
    /// It is proven, or taken off, by now.
    #[error("This domain has changed since you opened the page. It now shows how it stands")]
    Changed,
    /// Another customer has proven it.
    #[error("{0} belongs to another customer, which has verified it")]
    Taken(String),
    /// Users have a user name in it.
    #[error("{}", in_use(.0, *.1))]
    InUse(String, i64),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

fn in_use(domain: &str, number: i64) -> String {
    let users = match number {
        1 => "One user has a user name".to_owned(),
        number => format!("{} users have a user name", text::thousands(number)),
    };
    format!(
        "{users} in {domain}, deleted ones that can be restored included. Give them a user name in another domain first"
    )
}

impl Explained for DomainError {
    fn code(&self) -> &'static str {
        match self {
            Self::Name(_) => "domain_name",
            Self::Shared(_) => "domain_shared",
            Self::Known(_) => "domain_known",
            Self::Full => "domains_full",
            Self::TooManyAdded => "domains_a_day",
            Self::NoMailbox => "no_mailbox",
            Self::TooSoon => "too_soon",
            Self::TooManyCodes => "codes_a_day",
            Self::Changed => "stale",
            Self::Taken(_) => "domain_taken",
            Self::InUse(..) => "domain_in_use",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Name(_) | Self::Shared(_) | Self::Known(_) => "domain",
            Self::NoMailbox | Self::TooManyCodes => "mailbox",
            _ => "",
        }
    }
}

impl From<DomainError> for AppError {
    fn from(error: DomainError) -> Self {
        match error {
            DomainError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Adds a domain that is to be proven. Whether it is another customer's is told to nobody who has not proven it.
///
/// # Errors
/// See [`DomainError`]; nothing is changed then.
pub fn add_domain(
    tx: &mut Tx<'_>,
    granted: &Granted<ManageProfile>,
    rules: &ConsentRules,
    typed: &str,
    now: Timestamp,
) -> Result<CustomerDomain, DomainError> {
    let domain = text::domain(typed).map_err(DomainError::Name)?;
    if rules.shared.holds(&domain) {
        return Err(DomainError::Shared(domain));
    }
    let partner = granted.by.scope.partner_id();
    let count = |conn: &mut Conn, since| customers::number_added(conn, partner, since);
    if !limits::has_room(tx, &PER_PARTNER, &partner.to_string(), now, count)? {
        return Err(DomainError::TooManyAdded);
    }
    if customers::domains_of(tx.conn(), granted.customer)?.len() >= MOST {
        return Err(DomainError::Full);
    }
    let row = CustomerDomain::new(granted.customer, &domain, Some(partner), now);
    match customers::insert_domain(tx, &row) {
        Err(db::Error::Duplicate) => return Err(DomainError::Known(domain)),
        inserted => inserted?,
    }
    events::of_domain(tx, granted, events::DOMAIN_ADDED, &row, now)?;
    Ok(row)
}

/// Where and how a code is mailed.
#[derive(Debug, Clone)]
pub(super) struct CodeRequest {
    pub(super) domain: CustomerDomainId,
    /// The part in front of the `@`.
    pub(super) mailbox: String,
    pub(super) language: Language,
    pub(super) product: String,
}

/// Mails a code to an administrative address in the domain, and returns the address.
pub(super) fn mail_code(
    tx: &mut Tx<'_>,
    granted: &Granted<ManageProfile>,
    request: &CodeRequest,
    now: Timestamp,
) -> Result<String, DomainError> {
    if !MAILBOXES.contains(&request.mailbox.as_str()) {
        return Err(DomainError::NoMailbox);
    }
    let row = customers::find_domain(tx.conn(), granted.customer, request.domain)?;
    let address = format!("{}@{}", request.mailbox, row.domain);
    if !mail::has_room(tx, &PER_ADDRESS, &address, now)? {
        return Err(DomainError::TooManyCodes);
    }
    let code = DomainCodeId::new();
    if !customers::begin_code(tx, row.id, code, &address, now)? {
        return Err(match row.state {
            DomainState::Pending => DomainError::TooSoon,
            DomainState::Verified | DomainState::Removed => DomainError::Changed,
        });
    }
    let letter = letter(granted, request.language, &row, code, &address, now);
    mail::enqueue_in(tx, &letter, &request.product, request.language, now)?;
    events::of_domain(tx, granted, events::DOMAIN_CODE_MAILED, &row, now)?;
    Ok(address)
}

fn letter(
    granted: &Granted<ManageProfile>,
    language: Language,
    row: &CustomerDomain,
    code: DomainCodeId,
    address: &str,
    now: Timestamp,
) -> Letter {
    let t = Texts::of(language);
    let partner = text::unlinked(&granted.by.staff.partner.legal_name);
    Letter {
        kind: KIND,
        event_key: format!("{} {code}", KIND.as_str()),
        partner: Some(granted.by.scope.partner_id()),
        invitation: None,
        to: Mailbox {
            name: String::new(),
            email: address.to_owned(),
        },
        sender: None,
        subject: t.domain_mail_subject(&row.domain).into_owned(),
        body: t
            .domain_mail_body(DomainMailBody {
                company: &text::unlinked(&granted.entry.name),
                domain: &row.domain,
                mark: &SECRET_MARK.to_string(),
                partner: &partner,
            })
            .into_owned(),
        footer: t.domain_mail_footer(&row.domain).into_owned(),
        secret: Some(SecretRef {
            purpose: Purpose::Code,
            id: code.uuid(),
            version: 0,
        }),
        give_up_at: Some(now.plus(chrono::Duration::minutes(10))),
    }
}

/// What was shown to be right makes the domain the customer's.
pub(super) fn verify(
    tx: &mut Tx<'_>,
    granted: &Granted<ManageProfile>,
    id: CustomerDomainId,
    how: DomainProof,
    now: Timestamp,
) -> Result<String, DomainError> {
    let row = customers::find_domain(tx.conn(), granted.customer, id)?;
    match customers::verify_domain(tx, &row, how, now) {
        Ok(true) => {}
        Ok(false) => return Err(DomainError::Changed),
        Err(db::Error::Duplicate) => return Err(DomainError::Taken(row.domain)),
        Err(other) => return Err(other.into()),
    }
    events::of_domain(tx, granted, events::DOMAIN_VERIFIED, &row, now)?;
    Ok(row.domain)
}

/// Takes a further domain off, which no user has in their user name.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    granted: &Granted<ManageProfile>,
    id: CustomerDomainId,
    now: Timestamp,
) -> Result<String, DomainError> {
    let row = customers::find_domain(tx.conn(), granted.customer, id)?;
    let users = directory::number_in_domain(tx.conn(), granted.customer, &row.domain)?;
    if row.state == DomainState::Verified && users > 0 {
        return Err(DomainError::InUse(row.domain, users));
    }
    if !customers::remove_domain(tx, &row, now)? {
        return Err(DomainError::Changed);
    }
    events::of_domain(tx, granted, events::DOMAIN_REMOVED, &row, now)?;
    Ok(row.domain)
}
