//! Statements on role templates. Every one starts from a scope.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::{self, Own, RoleTemplate};
use crate::{
    db::{self, Conn, Tx, ids::RoleTemplateId, schema::role_templates},
    identity::Scope,
};

fn own(conn: &mut Conn, scope: Scope) -> db::Result<Vec<RoleTemplate>> {
    let rows: Vec<Own> = role_templates::table
        .filter(role_templates::partner_id.eq(scope.partner_id()))
        .order((role_templates::name, role_templates::id))
        .limit(200)
        .select(Own::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(RoleTemplate::from).collect())
}

/// The partner's own by name, and then those to start from whose names it has not taken.
///
/// # Errors
/// When the database does not answer.
pub fn all(conn: &mut Conn, scope: Scope) -> db::Result<Vec<RoleTemplate>> {
    let mut all = own(conn, scope)?;
    for start in model::to_start_from() {
        if !all.iter().any(|known| known.is_called(&start.name)) {
            all.push(start);
        }
    }
    Ok(all)
}

/// Keeps a template; one of the same name is replaced. False when there are too many. The caller holds the partner.
pub(super) fn save(tx: &mut Tx<'_>, scope: Scope, template: &RoleTemplate) -> db::Result<bool> {
    let known = own(tx.conn(), scope)?;
    let same = known.iter().find(|it| it.is_called(&template.name));
    if let Some(id) = same.and_then(|it| it.id) {
        remove(tx, scope, id)?;
    } else if known.len() >= model::MOST {
        return Ok(false);
    }
    let row = Own {
        id: RoleTemplateId::new(),
        partner_id: scope.partner_id(),
        name: template.name.clone(),
        roles: template.roles.clone(),
        days: template.days,
    };
    diesel::insert_into(role_templates::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(true)
}

/// Forgets one; false when it is not there.
pub(super) fn remove(tx: &mut Tx<'_>, scope: Scope, id: RoleTemplateId) -> db::Result<bool> {
    let row = role_templates::table
        .find(id)
        .filter(role_templates::partner_id.eq(scope.partner_id()));
    Ok(diesel::delete(row).execute(tx.conn())? == 1)
}
