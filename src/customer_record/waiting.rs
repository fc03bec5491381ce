//! What waits for somebody at a customer.

use chrono::Duration;

use super::{acts::Acts, model::label, queries::Record};
use crate::{
    db::types::Timestamp, identity::UserStatus, paths::Paths, privileges::Grant,
    relationships::State,
};

/// How long before their end privileges are said to end.
const SOON: i64 = 30;

/// Something to be done, and where, for whom may do it.
pub(super) struct Waiting {
    pub(super) tone: &'static str,
    pub(super) what: String,
    pub(super) step: Option<(&'static str, String)>,
}

/// All of it, the most urgent first.
pub(super) fn waiting(record: &Record, acts: &Acts, paths: &Paths, now: Timestamp) -> Vec<Waiting> {
    let key = record.entry.page_key();
    let ask = record.asks.iter().find(|ask| ask.is_open(now));
    let ask = ask.map(|ask| Waiting {
        tone: ask.state_at(now).tone(),
        what: format!("Invitation: {}", label(ask.state_at(now)).to_lowercase()),
        step: Some(("Open the invitation", paths.invitation(ask.id))),
    });
    let soon = now.plus(Duration::days(SOON));
    let ends =
        |grant: &&Grant| grant.is_in_force(now) && !grant.auto_extend && grant.ends_at <= soon;
    let ending = record.grants.iter().filter(ends).map(|grant| Waiting {
        tone: "attention",
        what: format!(
            "Delegated admin privileges end on {}: {}",
            grant.ends_at.words(),
            grant.roles.words()
        ),
        step: Some(("See the privileges", paths.customer_privileges(key))),
    });
    let is_connected = record.relationships_in(State::Active).next().is_some();
    let responsible = nobody(record).filter(|_| is_connected).map(|what| Waiting {
        tone: "waiting",
        what,
        step: acts
            .step(&paths.customer_responsible(key))
            .map(|(label, href)| (*label, href.clone())),
    });
    ask.into_iter().chain(ending).chain(responsible).collect()
}

/// Why nobody looks after the customer.
fn nobody(record: &Record) -> Option<String> {
    match &record.responsible {
        None => Some("Nobody of your company is responsible".to_owned()),
        Some(person) if person.status == UserStatus::Disabled => Some(format!(
            "{}, who is responsible, can no longer sign in",
            person.name
        )),
        Some(_) => None,
    }
}
