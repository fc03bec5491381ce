//! What a partner has with a company, before it is asked once more.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{
    entries::{Prospect, of},
    model::Entry,
};
use crate::{
    db::{self, Conn, schema::customer_entries},
    domains::SharedDomains,
    identity::Scope,
    text::folded,
};

/// What this partner has with a company, the closest standing: by its domain, or by domain and name where many
/// companies share the domain.
///
/// # Errors
/// When the database does not answer.
pub fn by_company(
    conn: &mut Conn,
    scope: Scope,
    shared: &SharedDomains,
    company: Prospect<'_>,
) -> db::Result<Option<Entry>> {
    if shared.holds(company.domain) {
        by_name(conn, scope, company)
    } else {
        by_domain(conn, scope, company.domain)
    }
}

fn by_name(conn: &mut Conn, scope: Scope, company: Prospect<'_>) -> db::Result<Option<Entry>> {
    let mut entries: Vec<Entry> = of(scope)
        // Both, said so that the index (partner, listed, name) serves.
        .filter(customer_entries::listed.eq_any([true, false]))
        .filter(customer_entries::name_key.eq(folded(company.name)))
        .select(Entry::as_select())
        .load(conn)?;
    // Looked at here: asked for in the statement, it would make SQLite walk all that the domain holds.
    entries.retain(|entry| entry.domain == company.domain);
    entries.sort_by_key(|entry| entry.standing);
    Ok(entries.into_iter().next())
}

fn by_domain(conn: &mut Conn, scope: Scope, domain: &str) -> db::Result<Option<Entry>> {
    let mut entries: Vec<Entry> = of(scope)
        .filter(customer_entries::domain.eq(domain))
        // Both, said so that the index (partner, listed, domain) serves.
        .filter(customer_entries::listed.eq_any([true, false]))
        // In the order of that index: another one makes SQLite walk all entries of the partner instead.
        .order((
            customer_entries::listed,
            customer_entries::domain,
            customer_entries::id,
        ))
        .limit(50)
        .select(Entry::as_select())
        .load(conn)?;
    // Declared from the closest standing to none.
    entries.sort_by_key(|entry| entry.standing);
    Ok(entries.into_iter().next())
}
