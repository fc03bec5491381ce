//! What is told of notes: that there was one, never its words. The lines are the partner's own.

use super::model::Note;
use crate::{
    activity::{self, Action, Actor, Line},
    customer_access::{Annotate, Granted},
    db::{self, Tx, types::Timestamp},
};

/// Of a note about this customer.
pub(super) fn of_note(
    tx: &mut Tx<'_>,
    about: &Granted<Annotate>,
    action: Action,
    note: &Note,
    now: Timestamp,
) -> db::Result<()> {
    let detail = match action {
        Action::NoteAdded => String::new(),
        _ => format!("The note of {}", note.created_at.words()),
    };
    let line = Line {
        partner: about.by.scope.partner_id(),
        actor: Actor::User(&about.by.staff),
        action,
        entry: Some(about.entry.id),
        company: &about.entry.name,
        invitation: None,
        detail: &detail,
        notify: None,
    };
    activity::record(tx, line, now)
}
