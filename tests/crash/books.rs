//! What stands in the database when all is over.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::db::{
    ids::{CodeRequestId, ConsentId, CustomerId, InvitationId, MailId, PartnerId},
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
    recorded: Vec<Option<InvitationId>>,
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
                    .select(activity::invitation_id)
                    .load(conn)?,
                code_requests: code_requests::table.select(code_requests::id).load(conn)?,
                mails: mails::table
                    .select((mails::id, mails::event_key, mails::state))
                    .load(conn)?,
            })
        })
    }

    /// Nothing that was acknowledged is lost.
    pub(crate) fn hold_every(&self, acknowledged: &[InvitationId]) {
        assert!(!acknowledged.is_empty(), "nothing was accepted at all");
        let accepted: BTreeSet<_> = self.accepted.iter().map(|(id, _)| id.uuid()).collect();
        for id in acknowledged {
            assert!(
                accepted.contains(&id.uuid()),
                "{id} was acknowledged and lost"
            );
        }
    }

    /// One consent and one relationship for each acceptance, and none beside.
    pub(crate) fn agree_with_each_other(&self) {
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
        let pairs: BTreeSet<_> = self
            .relationships
            .iter()
            .map(|(partner, customer, kind, _)| (partner.uuid(), customer.uuid(), kind))
            .collect();
        let recorded: BTreeSet<_> = self.recorded.iter().flatten().map(|id| id.uuid()).collect();
        for (id, partner) in &self.accepted {
            let (consent, customer) = consents[&id.uuid()];
            assert_eq!(made[&consent.uuid()], (*partner, customer), "{id}");
            assert!(recorded.contains(&id.uuid()), "{id} left no activity");
        }
        // As many in each set as rows: none is there twice, and none without its acceptance.
        let count = self.accepted.len();
        let rows = [
            (self.consents.len(), consents.len()),
            (self.relationships.len(), made.len()),
            (self.relationships.len(), pairs.len()),
            (self.recorded.len(), recorded.len()),
        ];
        assert_eq!(
            rows,
            [(count, count); 4],
            "rows and different ones among them"
        );
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
            let arrived = taken.contains_key(&format!("<{id}@127.0.0.1>"));
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
