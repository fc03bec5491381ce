//! Numbers beside the navigation.

use super::list_queries::number_waiting;
use crate::{
    activity,
    db::{self, Conn, ids::UserId, types::Timestamp},
    identity::{Counts, Scope},
    invitations,
};

/// What has no answer yet: notifications, invitations, and requests that came to the partner. In one statement.
///
/// # Errors
/// When the database does not answer.
pub fn nav_counts(
    conn: &mut Conn,
    scope: Scope,
    user: UserId,
    notified_until: Timestamp,
    now: Timestamp,
) -> db::Result<Counts> {
    let all = [
        activity::unread(user, notified_until),
        invitations::number_waiting(scope, now),
        number_waiting(scope, true),
    ];
    let [unread, waiting, requests] = db::numbers(conn, all)?;
    Ok(Counts {
        unread,
        waiting,
        requests,
    })
}
