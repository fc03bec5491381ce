//! The account page: the company, what connects it with the partner, and what can be done about that.

use actix_web::web::Path;
use askama::Template;

use super::{
    model::{Ask, label},
    queries::{self, Agreed, Other, Past, Record},
};
use crate::{
    customer_access::{Head, Tab},
    customers::ImportedFrom,
    db::{
        ids::{CustomerId, InvitationId},
        types::Timestamp,
    },
    domains::{ConsentRules, Proof},
    identity::{Layout, Request, View},
    partnerships::Side,
    relationships::State,
    translations::{RolesForDays, Text, staff},
    web::Answer,
};

/// Who can be spoken to.
struct ContactView {
    name: String,
    job_title: String,
    email: String,
}

/// What the customer agreed to.
struct ConsentView {
    person: String,
    job_title: String,
    email: String,
    /// What the address does not prove.
    doubt: Option<String>,
    at: Timestamp,
    version: String,
    wording: String,
    privileges: Text,
}

impl ConsentView {
    fn new(agreed: &Agreed, domain: &str, rules: &ConsentRules) -> Self {
        let consent = &agreed.consent;
        let proof = rules.proof_since(domain, &consent.email, consent.domain_verified);
        Self {
            doubt: proof.doubt(domain),
            person: consent.person_name.clone(),
            job_title: consent.job_title.clone(),
            email: consent.email.clone(),
            at: consent.accepted_at,
            version: agreed.version.clone(),
            wording: agreed.wording.clone(),
            privileges: match (consent.roles.is_empty(), consent.grant_days) {
                (true, _) | (_, None) => "None".into(),
                (false, Some(days)) => staff::roles_for_days(RolesForDays {
                    roles: &consent.roles.words(),
                    count: days.into(),
                }),
            },
        }
    }
}

/// What allows, or allowed, the partner to transact.
struct RelationshipView {
    kind: &'static str,
    since: Timestamp,
    /// When, by whom, and why.
    ended: Option<(Timestamp, String, String)>,
    consent: ConsentView,
}

/// An open ask.
struct AskView {
    id: InvitationId,
    tone: &'static str,
    words: &'static str,
    begun: Timestamp,
    ends: Option<Timestamp>,
}

/// What is shown of the company.
struct CompanyView {
    customer_id: Option<CustomerId>,
    /// In words.
    verified: &'static str,
    tone: &'static str,
    why_not: String,
    /// The portal, and its ID there.
    imported: Option<(&'static str, String)>,
    contact: Option<ContactView>,
}

/// Another partner that the same consent connected.
pub(super) struct OtherView {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) since: Timestamp,
}

impl OtherView {
    /// All of a record.
    pub(super) fn all(found: &Record) -> Vec<Self> {
        let view = |other: &Other| Self {
            name: other.partner.legal_name.clone(),
            kind: other.relationship.kind.label(),
            since: other.relationship.started_at,
        };
        found.others.iter().map(view).collect()
    }
}

/// What a partner of this side would be asked for together.
fn adding(side: Side) -> &'static str {
    match side {
        Side::Provider => "Ask to add an indirect provider",
        Side::Reseller => "Ask to add an indirect reseller",
    }
}

#[derive(Template)]
#[template(path = "customer_record/account.html")]
struct AccountPage {
    layout: Layout,
    record: Head,
    tone: &'static str,
    standing: String,
    since: Timestamp,
    company: CompanyView,
    active: Vec<RelationshipView>,
    earlier: Vec<RelationshipView>,
    others: Vec<OtherView>,
    /// Labels of the ways to ask for another partner, too.
    adding: Vec<&'static str>,
    open_ask: Option<AskView>,
    privileges_in_force: Text,
}

/// The record, which is its account page.
pub async fn show(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let rules = request.part::<ConsentRules>()?;
    let found = request.read(move |conn, scope| queries::record(conn, scope, key));
    let found = found.await?;
    let head = Head::with_grants(&found.entry, Tab::Account, &found.grants, now);
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    request
        .page(|layout| page(layout, head, &found, &rules, now))
        .await
}

fn page(
    layout: Layout,
    record: Head,
    found: &Record,
    rules: &ConsentRules,
    now: Timestamp,
) -> AccountPage {
    let view = |state: State| -> Vec<RelationshipView> {
        let rows = found.relationships_in(state);
        rows.map(|row| relationship(found, rules, row)).collect()
    };
    AccountPage {
        layout: layout.in_section("customers"),
        record,
        tone: found.entry.standing.tone(),
        standing: found.entry.standing_words(),
        since: found.entry.since,
        company: company(found, rules),
        active: view(State::Active),
        earlier: view(State::Ended),
        others: OtherView::all(found),
        adding: found.partners.iter().map(|side| adding(*side)).collect(),
        open_ask: open_ask(&found.asks, now),
        privileges_in_force: {
            let in_force = found.grants.iter().filter(|it| it.is_in_force(now));
            staff::grants_in_force(in_force.count())
        },
    }
}

fn company(found: &Record, rules: &ConsentRules) -> CompanyView {
    let customer = found.customer.as_ref();
    let proof = customer.map(|customer| customer.proof(rules));
    let is_verified = proof == Some(Proof::Verified);
    CompanyView {
        customer_id: found.entry.customer_id,
        verified: if is_verified {
            "Verified"
        } else {
            "Not verified"
        },
        tone: match customer {
            None => "waiting",
            Some(_) if is_verified => "good",
            Some(_) => "attention",
        },
        why_not: match customer.zip(proof) {
            None => "It is verified when somebody accepts with an address in it.".to_owned(),
            Some((customer, proof)) => proof
                .doubt(&customer.domain)
                .map_or_else(String::new, |doubt| format!("{doubt}.")),
        },
        imported: found
            .entry
            .imported_from
            .map(ImportedFrom::label)
            .map(|portal| {
                let there = found.entry.external_id.clone().unwrap_or_default();
                (portal, there)
            }),
        contact: customer.map(|customer| ContactView {
            name: customer.contact_name.clone(),
            job_title: customer.contact_job_title.clone(),
            email: customer.contact_email.clone(),
        }),
    }
}

fn relationship(found: &Record, rules: &ConsentRules, row: &Past) -> RelationshipView {
    let domain = found
        .customer
        .as_ref()
        .map_or(found.entry.domain.as_str(), |it| it.domain.as_str());
    RelationshipView {
        kind: row.relationship.kind.label(),
        since: row.relationship.started_at,
        ended: ended(row),
        consent: ConsentView::new(&row.agreed, domain, rules),
    }
}

/// When a relationship ended, by whom, and why.
pub(super) fn ended(row: &Past) -> Option<(Timestamp, String, String)> {
    let Past {
        relationship,
        ender,
        ..
    } = row;
    let by = match (relationship.ended_by, ender) {
        (None, _) => "the customer".to_owned(),
        (Some(_), Some(name)) => name.clone(),
        (Some(_), None) => "a former colleague".to_owned(),
    };
    let at = relationship.ended_at?;
    Some((at, by, relationship.end_reason.clone()))
}

fn open_ask(asks: &[Ask], now: Timestamp) -> Option<AskView> {
    let open = asks.iter().find(|ask| ask.is_open(now))?;
    let state = open.state_at(now);
    Some(AskView {
        id: open.id,
        tone: state.tone(),
        words: label(state),
        begun: open.created_at,
        ends: open.expires_at,
    })
}
