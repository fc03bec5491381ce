//! Statements on many entries at once, for imports and bulk invitations.

use std::collections::HashSet;

use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::{Entry, ImportedFrom};
use crate::{
    db::{self, Conn, Tx, ids::EntryId, schema::customer_entries},
    identity::Scope,
    text::folded,
};

/// This partner's entries for these domains; of one domain the closest standing first.
pub fn by_domains(conn: &mut Conn, scope: Scope, domains: &[String]) -> db::Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = customer_entries::table
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        // Both values, so that the index (partner, listed, domain) is used.
        .filter(customer_entries::listed.eq_any([true, false]))
        .filter(customer_entries::domain.eq_any(domains.to_vec()))
        .select(Entry::as_select())
        .load(conn)?;
    entries.sort_by_key(|entry| entry.standing);
    Ok(entries)
}

/// This partner's entries for companies with these names in these domains, the closest standing first; for domains that
/// many companies share.
pub fn by_companies(
    conn: &mut Conn,
    scope: Scope,
    domains: &[String],
    names: &[&str],
) -> db::Result<Vec<Entry>> {
    let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let mut entries: Vec<Entry> = customer_entries::table
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        // Both values, so that the index (partner, listed, name) is used.
        .filter(customer_entries::listed.eq_any([true, false]))
        .filter(customer_entries::name_key.eq_any(names))
        .select(Entry::as_select())
        .load(conn)?;
    // Compared here: in the statement, it would make SQLite scan all rows of the domains.
    let domains: HashSet<&String> = domains.iter().collect();
    entries.retain(|entry| domains.contains(&entry.domain));
    entries.sort_by_key(|entry| entry.standing);
    Ok(entries)
}

/// This partner's entries with these IDs of other portals.
pub fn by_external_ids(conn: &mut Conn, scope: Scope, ids: &[&str]) -> db::Result<Vec<Entry>> {
    Ok(customer_entries::table
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        .filter(customer_entries::external_id.eq_any(ids.to_vec()))
        .select(Entry::as_select())
        .load(conn)?)
}

/// Adds the portal and its ID to an entry that has none.
pub fn note_other_portal(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: EntryId,
    from: ImportedFrom,
    external_id: &str,
) -> db::Result<bool> {
    let guarded = customer_entries::table
        .filter(
            customer_entries::id
                .eq(id)
                .and(customer_entries::partner_id.eq(scope.partner_id())),
        )
        .filter(customer_entries::external_id.is_null());
    let set = (
        customer_entries::imported_from.eq(from),
        customer_entries::external_id.eq(external_id),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}
