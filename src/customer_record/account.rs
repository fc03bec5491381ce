//! The account page: what the customer says of itself, what the partner keeps about it, and what connects the two.

use actix_web::web::Path;
use askama::Template;

use super::{
    queries::{self, Own, Record},
    views::{self, CompanyView, OtherView, RelationshipView},
};
use crate::{
    customer_access::{Blocked, Head, ManageBillTo, ManageProfile, Tab, why_blocked},
    customer_account::{self, BillTo, ProfileWords},
    customers::{self, CustomerDomain, DomainState, Profile, Responsible},
    db::{self, Conn, ids::CustomerId, types::Timestamp},
    domains::ConsentRules,
    identity::{Layout, Request, Scope, View},
    relationships::State,
    web::Answer,
};

/// All that the page shows.
struct Account {
    record: Record,
    own: Own,
    profile: Option<Profile>,
    domains: Vec<CustomerDomain>,
    bill_to: Option<(BillTo, String)>,
}

fn read(conn: &mut Conn, scope: Scope, key: uuid::Uuid) -> db::Result<Account> {
    let record = queries::record(conn, scope, key)?;
    let (profile, domains) = match record.entry.customer_id {
        None => (None, Vec::new()),
        Some(customer) => (
            customers::profile_of(conn, customer)?,
            customers::domains_of(conn, customer)?,
        ),
    };
    Ok(Account {
        own: queries::own(conn, scope, record.entry.id)?,
        bill_to: customer_account::bill_to_of(conn, scope, record.entry.id)?,
        profile,
        domains,
        record,
    })
}

/// A domain in one line.
struct DomainView {
    domain: String,
    tone: &'static str,
    standing: &'static str,
}

impl DomainView {
    fn new(row: &CustomerDomain, rules: &ConsentRules) -> Self {
        let (tone, standing) = match row.state {
            DomainState::Verified if rules.shared.holds(&row.domain) => {
                ("attention", "Not verified")
            }
            DomainState::Verified => ("good", "Verified"),
            DomainState::Pending | DomainState::Removed => ("waiting", "Not proven yet"),
        };
        Self {
            domain: row.domain.clone(),
            tone,
            standing,
        }
    }
}

/// Where bills go, and whom to speak to.
struct BillToView {
    lines: Vec<String>,
    contact: Vec<(&'static str, String)>,
    changed: Timestamp,
    who: String,
}

impl BillToView {
    fn new((row, who): &(BillTo, String)) -> Self {
        let words = &row.words;
        let contact = [
            ("Contact", words.contact_name.clone()),
            ("Email address", words.contact_email.clone()),
            ("Telephone", words.contact_phone.clone()),
            ("Language", words.language.label().to_owned()),
        ];
        Self {
            lines: words.lines(),
            contact: contact
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
            changed: row.changed_at,
            who: who.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "customer_record/account.html")]
struct AccountPage {
    layout: Layout,
    record: Head,
    company: CompanyView,
    /// What the customer says of itself, beside its name.
    profile: Vec<(&'static str, String)>,
    domains: Vec<DomainView>,
    bill_to: Option<BillToView>,
    responsible: Option<Responsible>,
    own: Own,
    active: Vec<RelationshipView>,
    earlier: Vec<RelationshipView>,
    others: Vec<OtherView>,
    no_profile: Option<Blocked>,
    no_bill_to: Option<Blocked>,
}

/// The page.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub async fn account(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let rules = request.part::<ConsentRules>()?;
    let found = request.read(move |conn, scope| read(conn, scope, key));
    let found = found.await?;
    let between = found.record.between(now);
    let head = Head::new(&found.record.entry, Tab::Account, &between);
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let entry = &found.record.entry;
    let no_profile = why_blocked::<ManageProfile, _>(&mut request, entry, &between).await?;
    let no_bill_to = why_blocked::<ManageBillTo, _>(&mut request, entry, &between).await?;
    let page = |layout| AccountPage {
        no_profile,
        no_bill_to,
        ..page(layout, head, found, &rules)
    };
    request.page(page).await
}

fn page(layout: Layout, record: Head, found: Account, rules: &ConsentRules) -> AccountPage {
    let rows = &found.record;
    let view = |state: State| -> Vec<RelationshipView> {
        let past = rows.relationships_in(state);
        past.map(|row| views::relationship(rows, rules, row))
            .collect()
    };
    let words = rows
        .customer
        .as_ref()
        .map(|customer| ProfileWords::kept(customer, found.profile.as_ref()));
    let facts = words.map(|words| words.facts()).unwrap_or_default();
    AccountPage {
        layout: layout.in_section("customers"),
        record,
        company: views::company(rows, rules),
        // The name stands above.
        profile: facts
            .into_iter()
            .skip(1)
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        domains: found
            .domains
            .iter()
            .map(|row| DomainView::new(row, rules))
            .collect(),
        bill_to: found.bill_to.as_ref().map(BillToView::new),
        active: view(State::Active),
        earlier: view(State::Ended),
        others: OtherView::all(rows),
        responsible: rows.responsible.clone(),
        own: found.own,
        no_profile: None,
        no_bill_to: None,
    }
}
