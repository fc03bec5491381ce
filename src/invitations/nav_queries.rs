//! The numbers beside the navigation.

use super::queries;
use crate::{
    activity,
    db::{self, Conn, ids::UserId, types::Timestamp},
    identity::{Counts, Scope},
};

/// The numbers beside the navigation.
pub fn nav_counts(
    conn: &mut Conn,
    scope: Scope,
    user: UserId,
    notified_until: Timestamp,
    now: Timestamp,
) -> db::Result<Counts> {
    let both = [
        activity::unread(user, notified_until),
        queries::waiting(scope, now),
    ];
    let [unread, waiting] = db::numbers(conn, both)?;
    Ok(Counts { unread, waiting })
}
