//! Statements on many invitations at once, for bulk invitations.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::model::State;
use crate::{
    db::{
        self, Conn,
        ids::{EntryId, InvitationId},
        schema::invitations,
    },
    identity::Scope,
};

/// The open invitations of these entries.
pub fn open_of_entries(
    conn: &mut Conn,
    scope: Scope,
    entries: &[EntryId],
) -> db::Result<HashMap<EntryId, InvitationId>> {
    let open: Vec<(Option<EntryId>, InvitationId)> = invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .filter(invitations::entry_id.eq_any(entries.to_vec()))
        .filter(invitations::state.eq_any([State::Draft, State::Ready, State::Sent]))
        .select((invitations::entry_id, invitations::id))
        .load(conn)?;
    Ok(open
        .into_iter()
        .filter_map(|(entry, id)| Some((entry?, id)))
        .collect())
}
