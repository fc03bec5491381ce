//! What stands in the database when all is over.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::db::{
    ids::{CodeRequestId, ConsentId, CustomerId, InvitationId, MailId, PartnerId, SubjectId},
    schema::{activity, code_requests, consents, invitations, mails, relationships},
};

use crate::store::Store;

/// The rows that matter.
pub(crate) struct Books {
    accepted: Vec<(InvitationId, PartnerId)>,
    consents: Vec<(ConsentId, InvitationId, CustomerId)>,
    /// The active ones.
    relationships: Vec<(PartnerId, CustomerId, String, ConsentId)>,
    /// Invitations whose acceptance stands in the activity.
    recorded: Vec<SubjectId>,
    code_requests: Vec<CodeRequestId>,
    mails: Vec<(MailId, String, String)>,
}

impl Books {
    pub(crate) fn read(store: &Store) -> Self {
        store.read(|conn| {
            Ok(Self {
                accepted: invitations::table
                    .filter(invitations::state.eq("accepted"))
                    .select((invitations::id, invitations::partner_id))
                    .load(conn)?,
                consents: consents::table
                    .select((consents::id, consents::invitation_id, consents::customer_id))
                    .load(conn)?,
                relationships: relationships::table
                    .filter(relationships::state.eq("active"))
                    .select((
                        relationships::partner_id,
                        relationships::customer_id,
                        relationships::kind,
                        relationships::consent_id,
                    ))
                    .load(conn)?,
                recorded: activity::table
                    .filter(activity::action.eq("invitation_accepted"))
                    .filter(activity::subject_kind.eq("invitation"))
                    .select(activity::subject_key)
                    .load(conn)?,
                code_requests: code_requests::table.select(code_requests::id).load(conn)?,
                mails: mails::table
                    .select((mails::id, mails::event_key, mails::state))
                    .load(conn)?,
            })
        })
    }

    /// What was acknowledged and is not there.
    pub(crate) fn lost(&self, acknowledged: &[InvitationId]) -> Vec<String> {
        let accepted: BTreeSet<_> = self.accepted.iter().map(|(id, _)| id.uuid()).collect();
        let lost = acknowledged
            .iter()
            .filter(|id| !accepted.contains(&id.uuid()));
        lost.map(ToString::to_string).collect()
    }

    /// Acceptances of which a part is missing: the consent, the relationship of the same partner and customer, or
    /// the line of activity; and parts without their acceptance.
    pub(crate) fn torn(&self) -> Vec<String> {
        let consents: BTreeMap<_, _> = self
            .consents
            .iter()
            .map(|(id, invitation, customer)| (invitation.uuid(), (*id, *customer)))
            .collect();
        let made: BTreeMap<_, _> = self
            .relationships
            .iter()
            .map(|(partner, customer, _, consent)| (consent.uuid(), (*partner, *customer)))
            .collect();
        let recorded: BTreeSet<_> = self.recorded.iter().map(|id| id.uuid()).collect();
        let mut torn = Vec::new();
        for (id, partner) in &self.accepted {
            let consent = consents.get(&id.uuid());
            let relationship = consent.and_then(|(consent, _)| made.get(&consent.uuid()));
            let fits = consent.is_some_and(|(_, customer)| {
                relationship.is_some_and(|found| *found == (*partner, *customer))
            });
            if !fits || !recorded.contains(&id.uuid()) {
                torn.push(id.to_string());
            }
        }
        let accepted: BTreeSet<_> = self.accepted.iter().map(|(id, _)| id.uuid()).collect();
        let whole: BTreeSet<_> = self.consents.iter().map(|(id, ..)| id.uuid()).collect();
        torn.extend(
            consents
                .keys()
                .filter(|id| !accepted.contains(id))
                .map(|id| format!("consent to {id}")),
        );
        torn.extend(
            made.keys()
                .filter(|id| !whole.contains(id))
                .map(|id| format!("relationship of {id}")),
        );
        torn.extend(
            recorded
                .difference(&accepted)
                .map(|id| format!("activity of {id}")),
        );
        torn
    }

    /// Rows beyond the first, where there may be one.
    pub(crate) fn doubled(&self) -> Vec<String> {
        let consents = self
            .consents
            .iter()
            .map(|(_, id, _)| format!("consent to {id}"));
        let of_consent = self
            .relationships
            .iter()
            .map(|(.., consent)| format!("relationship of consent {consent}"));
        let pairs = self
            .relationships
            .iter()
            .map(|(partner, customer, kind, _)| format!("{kind} {partner} {customer}"));
        let lines = self.recorded.iter().map(|id| format!("activity of {id}"));
        let mut seen = BTreeSet::new();
        consents
            .chain(of_consent)
            .chain(pairs)
            .chain(lines)
            .filter(|row| !seen.insert(row.clone()))
            .collect()
    }

    /// Every mail that the changes call for is there, and every mail there was taken by the mail server.
    pub(crate) fn agree_with(&self, taken: &HashMap<String, usize>) {
        let events: BTreeSet<_> = self
            .mails
            .iter()
            .map(|(_, event, _)| event.as_str())
            .collect();
        let codes = self.code_requests.iter().map(|id| format!("code {id}"));
        let receipts = self.consents.iter().map(|(id, ..)| format!("receipt {id}"));
        let notices = self.accepted.iter().map(|(id, _)| format!("accepted {id}"));
        for event in codes.chain(receipts).chain(notices) {
            assert!(
                events.contains(event.as_str()),
                "no mail was queued: {event}"
            );
        }
        for (id, event, state) in &self.mails {
            assert_eq!(state, "sent", "{event}");
            let arrived = taken.contains_key(&format!("<{id}@[127.0.0.1]>"));
            assert!(arrived, "marked as sent, but never arrived: {event}");
        }
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "{} consents, {} relationships, {} mails",
            self.consents.len(),
            self.relationships.len(),
            self.mails.len()
        )
    }
}
