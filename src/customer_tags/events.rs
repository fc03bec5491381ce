//! What is told of tags. A partner's own affair: the lines are its own alone.

use crate::{
    activity::{self, Action, Actor, Line},
    customers::Entry,
    db::{self, Tx, types::Timestamp},
    identity::{Authorized, KeepNotes},
};

/// Of a customer that was given a tag, or lost it.
pub(super) fn of_customer(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    entry: &Entry,
    action: Action,
    tag: &str,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner: by.scope.partner_id(),
        actor: Actor::User(&by.staff),
        action,
        entry: Some(entry.id),
        company: &entry.name,
        invitation: None,
        detail: tag,
        notify: None,
    };
    activity::record(tx, line, now)
}

/// Of a tag itself.
pub(super) fn of_tag(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    action: Action,
    detail: &str,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner: by.scope.partner_id(),
        actor: Actor::User(&by.staff),
        action,
        entry: None,
        company: "",
        invitation: None,
        detail,
        notify: None,
    };
    activity::record(tx, line, now)
}
