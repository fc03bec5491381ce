//! Lines of activity about users: what was done to whom, by key and domain. Names and addresses stand in none of them, since a
//! line outlives the user whom it tells of.
//!
//! Every partner that the same consent connected with the customer has the line, too.

use super::{model::DirectoryUser, user_name::domain_part};
use crate::{
    activity::{self, Action, Actor, Line},
    customer_access::{CustomerAct, Granted},
    customers,
    db::{
        self, Tx,
        ids::{EntryId, PartnerId},
        types::Timestamp,
    },
    identity::Staff,
    text::thousands,
};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    Added,
    Changed,
    Blocked,
    Unblocked,
    Deleted,
    Restored,
    LinkMailed,
}

impl Event {
    fn action(self) -> Action {
        match self {
            Self::Added => Action::UserAdded,
            Self::Changed => Action::UserChanged,
            Self::Blocked => Action::UserBlocked,
            Self::Unblocked => Action::UserUnblocked,
            Self::Deleted => Action::UserDeleted,
            Self::Restored => Action::UserRestored,
            Self::LinkMailed => Action::UserPasswordLinkMailed,
        }
    }
}

fn detail(user: &DirectoryUser, more: &str) -> String {
    let who = format!("User {} at {}", user.id, domain_part(&user.user_name));
    match more {
        "" => who,
        more => format!("{who}. {more}"),
    }
}

/// What somebody of a partner did.
pub(super) fn record<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    event: Event,
    user: &DirectoryUser,
    more: &str,
    now: Timestamp,
) -> db::Result<()> {
    line_for_all(tx, by, event, &detail(user, more), now)
}

/// Many were added at once.
pub(super) fn added_many<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    count: usize,
    now: Timestamp,
) -> db::Result<()> {
    let count = thousands(i64::try_from(count).unwrap_or(i64::MAX));
    line_for_all(tx, by, Event::Added, &format!("{count} users"), now)
}

/// A line for the partner, and for every other one of the same consent.
fn line_for_all<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    event: Event,
    detail: &str,
    now: Timestamp,
) -> db::Result<()> {
    let staff: &Staff = &by.by.staff;
    let line = Line {
        partner: by.by.scope.partner_id(),
        actor: Actor::User(staff),
        action: event.action(),
        entry: Some(by.entry.id),
        company: &by.entry.name,
        invitation: None,
        detail,
        notify: None,
    };
    activity::record(tx, line, now)?;
    let who = format!("{}, {}", staff.name, staff.partner.legal_name);
    for (partner, entry) in customers::joint_entries(tx.conn(), by.by.scope, by.customer)? {
        let theirs = Line {
            partner,
            actor: Actor::Partner(&who),
            entry: Some(entry),
            ..line
        };
        activity::record(tx, theirs, now)?;
    }
    Ok(())
}

/// The list was exported.
pub(super) fn exported<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    what: &str,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner: by.by.scope.partner_id(),
        actor: Actor::User(&by.by.staff),
        action: Action::UsersExported,
        entry: Some(by.entry.id),
        company: &by.entry.name,
        invitation: None,
        detail: what,
        notify: None,
    };
    activity::record(tx, line, now)
}

/// A user has set their password with a link that this partner mailed.
pub(super) fn password_set(
    tx: &mut Tx<'_>,
    partner: PartnerId,
    entry: EntryId,
    company: &str,
    user: &DirectoryUser,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner,
        actor: Actor::Customer("A user of the customer"),
        action: Action::UserPasswordSet,
        entry: Some(entry),
        company,
        invitation: None,
        detail: &detail(user, ""),
        notify: None,
    };
    activity::record(tx, line, now)
}

/// The time to restore is over; told to the partner that deleted the user.
pub(super) fn purged(
    tx: &mut Tx<'_>,
    partner: PartnerId,
    entry: Option<EntryId>,
    company: &str,
    user: &DirectoryUser,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner,
        actor: Actor::System,
        action: Action::UserPurged,
        entry,
        company,
        invitation: None,
        detail: &detail(user, ""),
        notify: None,
    };
    activity::record(tx, line, now)
}
