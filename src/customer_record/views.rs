//! What the pages of a record show of it.

use super::{
    model::{Ask, label},
    queries::{Agreed, Other, Past, Record},
};
use crate::{
    customers::ImportedFrom,
    db::{
        ids::{CustomerId, InvitationId},
        types::Timestamp,
    },
    domains::{ConsentRules, Proof},
    partnerships::Side,
    translations::{RolesForDays, Text, staff},
};

/// Who can be spoken to.
pub(super) struct ContactView {
    pub(super) name: String,
    pub(super) job_title: String,
    pub(super) email: String,
}

/// What the customer agreed to.
pub(super) struct ConsentView {
    pub(super) person: String,
    pub(super) job_title: String,
    pub(super) email: String,
    /// What the address does not prove.
    pub(super) doubt: Option<String>,
    pub(super) at: Timestamp,
    pub(super) version: String,
    pub(super) wording: String,
    pub(super) privileges: Text,
}

impl ConsentView {
    pub(super) fn new(agreed: &Agreed, domain: &str, rules: &ConsentRules) -> Self {
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
pub(super) struct RelationshipView {
    pub(super) kind: &'static str,
    pub(super) since: Timestamp,
    /// When, by whom, and why.
    pub(super) ended: Option<(Timestamp, String, String)>,
    pub(super) consent: ConsentView,
}

/// An open ask.
pub(super) struct AskView {
    pub(super) id: InvitationId,
    pub(super) tone: &'static str,
    pub(super) words: &'static str,
    pub(super) begun: Timestamp,
    pub(super) ends: Option<Timestamp>,
}

/// What is shown of the company.
pub(super) struct CompanyView {
    pub(super) customer_id: Option<CustomerId>,
    /// In words.
    pub(super) verified: &'static str,
    pub(super) tone: &'static str,
    pub(super) why_not: String,
    /// The portal, and its ID there.
    pub(super) imported: Option<(&'static str, String)>,
    pub(super) contact: Option<ContactView>,
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
pub(super) fn adding(side: Side) -> &'static str {
    match side {
        Side::Provider => "Ask to add an indirect provider",
        Side::Reseller => "Ask to add an indirect reseller",
    }
}

pub(super) fn company(found: &Record, rules: &ConsentRules) -> CompanyView {
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
            Some((customer, proof)) => proof.doubt(&customer.domain).map_or_else(
                String::new,
                |doubt| {
                    let contact = &customer.contact_email;
                    format!(
                        "{doubt}. What {contact} accepts further is kept in this record; what another address accepts may make a record of its own."
                    )
                },
            ),
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

pub(super) fn relationship(found: &Record, rules: &ConsentRules, row: &Past) -> RelationshipView {
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

pub(super) fn open_ask(asks: &[Ask], now: Timestamp) -> Option<AskView> {
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
