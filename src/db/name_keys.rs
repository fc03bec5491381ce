//! Names as they are compared and sorted, in rows that are older than the column for them: SQL does not fold as the
//! program does.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::{
    Conn, Result,
    ids::{PartnerId, ServiceId, UserId},
    schema::{partners, services, users},
};
use crate::text::folded;

/// Fills in what is missing; the foreign keys of partnerships follow. Partners, services
/// and staff are few, and after the first time none is found.
pub(super) fn fill(conn: &mut Conn) -> Result<()> {
    let missing: Vec<(PartnerId, String)> = partners::table
        .filter(partners::name_key.eq(""))
        .select((partners::id, partners::legal_name))
        .load(conn)?;
    for (id, name) in missing {
        diesel::update(partners::table.find(id))
            .set(partners::name_key.eq(folded(&name)))
            .execute(conn)?;
    }
    let missing: Vec<(ServiceId, String)> = services::table
        .filter(services::name_key.eq(""))
        .select((services::id, services::name))
        .load(conn)?;
    for (id, name) in missing {
        diesel::update(services::table.find(id))
            .set(services::name_key.eq(folded(&name)))
            .execute(conn)?;
    }
    let missing: Vec<(UserId, String)> = users::table
        .filter(users::name_key.eq(""))
        .select((users::id, users::name))
        .load(conn)?;
    for (id, name) in missing {
        diesel::update(users::table.find(id))
            .set(users::name_key.eq(folded(&name)))
            .execute(conn)?;
    }
    Ok(())
}
