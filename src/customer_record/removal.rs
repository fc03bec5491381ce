//! Remove customer relationship: a page that says what ends and what stays, and asks for the statements and
//! the customer's domain.
//!
//! The form names the relationships it was shown for. When they have ended meanwhile, or others were made,
//! it is not taken for consent to end whatever is there now.

use actix_web::{http::StatusCode, web::Path};
use askama::Template;

use super::{
    queries::{self, Record, Sold},
    views::{OtherView, ended},
};
use crate::{
    carts,
    customer_access::{Head, Tab},
    db::{
        self, Conn, Tx,
        ids::{CustomerId, InvitationId, RelationshipId},
        types::Timestamp,
    },
    identity::{CustomerManager, Layout, ManageCustomers, Request, Scope, View},
    order_requests,
    relationships::{self, Relationship, Removal, RemoveError, STATEMENTS, State},
    renewals::Desk,
    text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;
/// What the checkbox sends.
const MADE: &str = "made";
const CHANGED: &str = "The relationship has changed since you opened this page, so nothing was removed. The page now shows how it stands; check it, then remove the relationship";

/// What is typed to remove a relationship.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RemovalForm {
    reason: String,
    confirm_domain: String,
    statements: Vec<String>,
    /// The relationships that the page has shown.
    relationship: Vec<String>,
}

impl RemovalForm {
    fn states(&self) -> bool {
        self.statements.iter().any(|value| value == MADE)
    }

    /// The reason, when all that is asked for is there.
    fn parse(&self, domain: &str) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        if !self.states() {
            errors.add(
                "statements",
                "Make the statements to remove the relationship",
            );
        }
        let reason = errors.take("reason", text::paragraphs(&self.reason, REASON_MAX));
        let typed = self.confirm_domain.trim().to_lowercase();
        if typed.is_empty() {
            errors.add(
                "confirm_domain",
                format!("Enter the customer's domain, {domain}"),
            );
        } else if typed != domain.to_lowercase() {
            errors.add(
                "confirm_domain",
                format!("This is not the customer's domain. Enter {domain}"),
            );
        }
        errors.or(reason)
    }

    /// The relationships it was shown for; what is no key is none.
    fn shown(&self) -> Vec<RelationshipId> {
        self.relationship
            .iter()
            .filter_map(|key| key.parse().ok())
            .collect()
    }
}

/// What ends.
struct EndingView {
    id: RelationshipId,
    kind: &'static str,
    since: Timestamp,
}

/// What stays.
struct StayingView {
    roles: String,
    until: Timestamp,
}

#[derive(Template)]
#[template(path = "customer_record/removal.html")]
struct RemovalPage {
    layout: Layout,
    errors: FieldErrors,
    record: Head,
    ending: Vec<EndingView>,
    staying: Vec<StayingView>,
    others: Vec<OtherView>,
    open_ask: Option<InvitationId>,
    /// Subscriptions that stay, carts and order requests that go; empty where there are none.
    subscriptions: String,
    carts: String,
    requests: String,
    statements: &'static [&'static str],
    stated: bool,
    reason: String,
    confirm_domain: String,
    domain_help: String,
    /// The verb and the name.
    button: String,
}

/// There is nothing to remove.
#[derive(Template)]
#[template(path = "customer_record/removed.html")]
struct RemovedPage {
    layout: Layout,
    record: Head,
    /// When the last one ended, by whom, and why.
    ended: Option<(Timestamp, String, String)>,
    open_ask: Option<InvitationId>,
    /// Whether somebody has just tried to remove it.
    tried: bool,
}

/// What would end, what would stay, and the form. Everybody may read it.
pub(super) async fn confirm(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let found = request.read(move |conn, scope| read(conn, scope, key));
    let (found, sold) = found.await?;
    let own = found.entry.page_key();
    if key != own {
        return Ok(see_other(&request.paths().removal(own)));
    }
    if active(&found).next().is_none() {
        return request
            .page(|layout| removed_page(layout, &found, false, now))
            .await;
    }
    let form = RemovalForm::default();
    request
        .page(|layout| page(layout, (&found, sold), &form, FieldErrors::default(), now))
        .await
}

fn read(conn: &mut Conn, scope: Scope, key: uuid::Uuid) -> db::Result<(Record, Sold)> {
    let found = queries::record(conn, scope, key)?;
    let sold = queries::sold(conn, scope, found.entry.customer_id)?;
    Ok((found, sold))
}

/// Removes it.
pub(super) async fn remove(
    mut request: Request<ManageCustomers>,
    key: Path<CustomerId>,
    Form(form): Form<RemovalForm>,
) -> Answer {
    let (key, now, typed) = (key.uuid(), request.now, form.clone());
    let desk = order_requests::desk(&request)?;
    let removed = request.write(move |tx, by, now| try_to_remove(tx, (by, &desk), key, &form, now));
    match removed.await {
        Ok(removal) => {
            let flash = Flash::good(removed_words(&removal));
            Ok(request.done(&request.paths().customers(), flash))
        }
        Err(NotRemoved::Form(found, errors)) => {
            let customer = found.entry.customer_id;
            let sold = request.read(move |conn, scope| queries::sold(conn, scope, customer));
            let sold = sold.await?;
            request
                .again(|layout| page(layout, (&found, sold), &typed, errors, now))
                .await
        }
        Err(NotRemoved::Ended(found)) => {
            let page = |layout| removed_page(layout, &found, true, now);
            request.page_with(StatusCode::CONFLICT, page).await
        }
        Err(NotRemoved::Db(error)) => Err(error.into()),
    }
}

fn removed_words(removal: &Removal) -> String {
    format!(
        "The reseller relationship with {} has been removed. Delegated admin privileges are unchanged, and nothing was mailed to the customer.",
        removal.company
    )
}

/// Why nothing was removed, with what the page then shows.
enum NotRemoved {
    Form(Box<Record>, FieldErrors),
    Ended(Box<Record>),
    Db(db::Error),
}

impl From<db::Error> for NotRemoved {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

fn try_to_remove(
    tx: &mut Tx<'_>,
    (admin, desk): (&CustomerManager, &Desk),
    key: uuid::Uuid,
    form: &RemovalForm,
    now: Timestamp,
) -> Result<Removal, NotRemoved> {
    let found = Box::new(queries::record(tx.conn(), admin.scope, key)?);
    if active(&found).next().is_none() {
        return Err(NotRemoved::Ended(found));
    }
    let reason = match form.parse(&found.entry.domain) {
        Ok(reason) => reason,
        Err(errors) => return Err(NotRemoved::Form(found, errors)),
    };
    match relationships::remove(tx, admin, key, &form.shown(), &reason, now) {
        Ok(removal) => {
            if let Some(customer) = found.entry.customer_id {
                carts::withdraw(tx, admin.scope, customer)?;
                order_requests::withdraw_for_customer(tx, admin, desk, customer, now)?;
            }
            Ok(removal)
        }
        Err(RemoveError::Db(error)) => Err(error.into()),
        // Read again: what was there a moment ago has changed.
        Err(RemoveError::AlreadyEnded) => Err(NotRemoved::Ended(Box::new(queries::record(
            tx.conn(),
            admin.scope,
            key,
        )?))),
        Err(RemoveError::Changed) => {
            let found = Box::new(queries::record(tx.conn(), admin.scope, key)?);
            Err(NotRemoved::Form(found, FieldErrors::page(CHANGED)))
        }
    }
}

fn active(found: &Record) -> impl Iterator<Item = &Relationship> {
    found
        .relationships_in(State::Active)
        .map(|past| &past.relationship)
}

fn page(
    layout: Layout,
    (found, sold): (&Record, Sold),
    form: &RemovalForm,
    errors: FieldErrors,
    now: Timestamp,
) -> RemovalPage {
    let ending = active(found).map(|row| EndingView {
        id: row.id,
        kind: row.kind.label(),
        since: row.started_at,
    });
    let in_force = found.grants.iter().filter(|grant| grant.is_in_force(now));
    RemovalPage {
        layout: layout.in_section("customers"),
        errors,
        record: Head::with_grants(&found.entry, Tab::Account, &found.grants, now),
        ending: ending.collect(),
        staying: in_force
            .map(|grant| StayingView {
                roles: grant.roles.words(),
                until: grant.ends_at,
            })
            .collect(),
        others: OtherView::all(found),
        open_ask: open_ask(found, now),
        subscriptions: sold.subscriptions(),
        carts: sold.carts(),
        requests: sold.requests(),
        statements: STATEMENTS,
        stated: form.states(),
        reason: form.reason.clone(),
        confirm_domain: form.confirm_domain.clone(),
        domain_help: format!("To confirm, type {}", found.entry.domain),
        button: format!("Remove relationship with {}", found.entry.name),
    }
}

fn removed_page(layout: Layout, found: &Record, tried: bool, now: Timestamp) -> RemovedPage {
    let ended = found
        .relationships_in(State::Ended)
        .max_by_key(|past| past.relationship.ended_at)
        .and_then(ended);
    RemovedPage {
        layout: layout.in_section("customers"),
        record: Head::with_grants(&found.entry, Tab::Account, &found.grants, now),
        ended,
        open_ask: open_ask(found, now),
        tried,
    }
}

fn open_ask(found: &Record, now: Timestamp) -> Option<InvitationId> {
    found
        .asks
        .iter()
        .find(|ask| ask.is_open(now))
        .map(|ask| ask.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(statements: &[&str], domain: &str, reason: &str) -> RemovalForm {
        RemovalForm {
            reason: reason.to_owned(),
            confirm_domain: domain.to_owned(),
            statements: statements.iter().map(|text| (*text).to_owned()).collect(),
            relationship: Vec::new(),
        }
    }

    #[test]
    fn the_domain_is_confirmed_whatever_its_case_and_the_space_around_it() {
        let parsed =
            form(&["made"], "  Contoso.Example ", " Moved away. ").parse("contoso.example");
        assert_eq!(parsed.as_deref(), Ok("Moved away."));
    }

    #[test]
    fn every_fault_is_named_beside_its_field() {
        let long = "x".repeat(REASON_MAX + 1);
        let errors = form(&["on"], "contoso.example.net", &long)
            .parse("contoso.example")
            .err()
            .unwrap_or_default();
        for field in ["statements", "reason", "confirm_domain"] {
            assert!(errors.get(field).is_some(), "{field}");
        }
        assert!(form(&["made"], "", "").parse("contoso.example").is_err());
    }

    #[test]
    fn what_is_no_key_names_no_relationship() {
        let form = RemovalForm {
            relationship: vec!["nonsense".to_owned(), RelationshipId::new().to_string()],
            ..RemovalForm::default()
        };
        assert_eq!(form.shown().len(), 1);
    }
}
