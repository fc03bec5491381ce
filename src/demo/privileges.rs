//! What became of the privileges of the demo's past: some are extended by themselves, some were ended by either side, and
//! some were used.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::Demo;
use crate::{
    db::{
        self, Conn,
        ids::UserId,
        schema::{directory_users, grants},
        types::Timestamp,
    },
    error::AppError,
    identity::{CustomerManager, Scope},
    privilege_changes::{self, Desk},
    privileges::{self, Grant, GrantState},
};

/// Those of a partner that are in force, in the order in which they began; those over customers whose users the demo has
/// are left as they are.
fn in_force(conn: &mut Conn, scope: Scope, now: Timestamp) -> db::Result<Vec<Grant>> {
    let active: Vec<Grant> = grants::table
        .filter(grants::partner_id.eq(scope.partner_id()))
        .filter(grants::state.eq(GrantState::Active))
        .filter(
            grants::customer_id.ne_all(directory_users::table.select(directory_users::customer_id)),
        )
        .order((grants::starts_at, grants::id))
        .select(Grant::as_select())
        .load(conn)?;
    Ok(active
        .into_iter()
        .filter(|it| it.is_in_force(now))
        .collect())
}

/// Changes those of one partner, in the name of one of its staff.
pub(super) async fn change(demo: &Demo, desk: &Desk, user: UserId) -> Result<(), AppError> {
    let (desk, now) = (desk.clone(), demo.now);
    let changed = demo.db.write(move |tx| {
        let by = CustomerManager::for_user(tx.conn(), user)?;
        for (place, grant) in in_force(tx.conn(), by.scope, now)?.iter().enumerate() {
            match place % 6 {
                1 if !grant.is_global() => {
                    privilege_changes::switch(tx, &desk, &by, grant.id, true, now)?;
                }
                3 => {
                    privilege_changes::end_many(tx, &desk, &by, &[grant.id], now)?;
                }
                4 => privilege_changes::end_for_customer(tx, &desk, grant, now)?,
                0 | 2 => {
                    let roles = grant.roles.roles();
                    privileges::note_use(tx, by.scope, grant.customer_id, &roles, now)?;
                }
                _ => {}
            }
        }
        Ok::<_, privilege_changes::ChangeError>(())
    });
    Ok(changed.await?)
}
