//! Statements on role templates. Every one starts from a scope.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::{self, Own, RoleTemplate};
use crate::{
    db::{self, Conn, Tx, ids::RoleTemplateId, schema::role_templates},
    identity::Scope,
};

/// The partner's own, by name.
pub(super) fn own(conn: &mut Conn, scope: Scope) -> db::Result<Vec<RoleTemplate>> {
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

pub(super) fn insert(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: RoleTemplateId,
    template: &RoleTemplate,
) -> db::Result<()> {
    let row = Own {
        id,
        partner_id: scope.partner_id(),
        name: template.name.clone(),
        roles: template.roles.clone(),
        days: template.days,
    };
    diesel::insert_into(role_templates::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// Gives one this name, these roles and days.
pub(super) fn update(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: RoleTemplateId,
    template: &RoleTemplate,
) -> db::Result<()> {
    let row = role_templates::table
        .find(id)
        .filter(role_templates::partner_id.eq(scope.partner_id()));
    let set = (
        role_templates::name.eq(&template.name),
        role_templates::roles.eq(&template.roles),
        role_templates::days.eq(template.days),
    );
    diesel::update(row).set(set).execute(tx.conn())?;
    Ok(())
}

/// Forgets one; false when it is not there.
pub(super) fn remove(tx: &mut Tx<'_>, scope: Scope, id: RoleTemplateId) -> db::Result<bool> {
    let row = role_templates::table
        .find(id)
        .filter(role_templates::partner_id.eq(scope.partner_id()));
    Ok(diesel::delete(row).execute(tx.conn())? == 1)
}
