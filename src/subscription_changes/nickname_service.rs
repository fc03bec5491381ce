//! Gives a subscription a name.

use super::{
    events::{self, NICKNAME_CHANGED, Said},
    holding::Seen,
    problem::NotChanged,
};
use crate::{
    activity::Changes,
    customer_access::{Granted, NameSubscriptions},
    db::{Tx, types::Timestamp},
    subscriptions::{self, Act, Change},
};

/// Most letters of a nickname.
pub(super) const LONGEST: usize = 120;

/// A nickname as it was typed, with single spaces; an empty one takes it away.
pub(super) fn nickname(typed: &str) -> Result<String, NotChanged> {
    let wrong = |why: String| Err(NotChanged::Field("nickname", why));
    let words: Vec<&str> = typed.split_whitespace().collect();
    let name = words.join(" ");
    if name.chars().count() > LONGEST {
        return wrong(format!("A nickname has at most {LONGEST} letters"));
    }
    if name.chars().any(char::is_control) {
        return wrong("A nickname is one line of text".to_owned());
    }
    Ok(name)
}

/// Names it; the seller and the reseller of record do, at once. Where it is called so already, nothing changes.
///
/// # Errors
/// See [`NotChanged`].
pub(super) fn name(
    tx: &mut Tx<'_>,
    granted: &Granted<NameSubscriptions>,
    seen: Seen,
    name: &str,
    now: Timestamp,
) -> Result<(), NotChanged> {
    let row = subscriptions::find(tx.conn(), granted.by.scope, seen.id)?;
    if let Some(reason) = Act::Nickname.closed(&row, now) {
        return Err(NotChanged::Closed(reason));
    }
    if row.friendly_name == name {
        return Ok(());
    }
    let change = Change {
        friendly_name: Some(name.to_owned()),
        ..Change::default()
    };
    if row.version != seen.version || !subscriptions::change(tx, &row, &change)? {
        return Err(NotChanged::Stale);
    }
    let changes = Changes::none().value("Nickname", &row.friendly_name, name);
    let said = Said::of(NICKNAME_CHANGED, changes);
    events::log(tx, &granted.by, &row, &said, now)?;
    Ok(())
}
