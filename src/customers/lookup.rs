//! Finds entries: by their key, and by the company before it is asked once more. Every statement starts from a scope.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::Entry;
use crate::{
    db::{
        self, Conn, MultiBackend,
        ids::{CustomerId, EntryId},
        schema::customer_entries,
    },
    domains::SharedDomains,
    identity::Scope,
    text::folded,
};

pub(super) type Query<'q> = customer_entries::BoxedQuery<'q, MultiBackend>;

pub(super) fn of<'q>(scope: Scope) -> Query<'q> {
    customer_entries::table
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        .into_boxed()
}

/// The entry behind a record's address: by the customer's key, or by the entry's own.
pub fn find(conn: &mut Conn, scope: Scope, key: uuid::Uuid) -> db::Result<Entry> {
    match entry_of(conn, scope, CustomerId::from_uuid(key))? {
        Some(entry) => Ok(entry),
        None => find_entry(conn, scope, EntryId::from_uuid(key)),
    }
}

/// The entry that this partner has, or had, of a customer.
pub fn entry_of(conn: &mut Conn, scope: Scope, customer: CustomerId) -> db::Result<Option<Entry>> {
    Ok(of(scope)
        .filter(customer_entries::customer_id.eq(customer))
        .select(Entry::as_select())
        .first(conn)
        .optional()?)
}

/// The entry with this key.
pub fn find_entry(conn: &mut Conn, scope: Scope, id: EntryId) -> db::Result<Entry> {
    Ok(of(scope)
        .filter(customer_entries::id.eq(id))
        .select(Entry::as_select())
        .first(conn)?)
}

/// A company that a partner is about to ask.
#[derive(Debug, Clone, Copy)]
pub struct Prospect<'a> {
    /// Company name.
    pub name: &'a str,
    /// Domain.
    pub domain: &'a str,
}

/// This partner's entry for a company, with the closest standing first: found by the domain, or by domain and name
/// where many companies share the domain.
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
        // Both values, so that the index (partner, listed, name) is used.
        .filter(customer_entries::listed.eq_any([true, false]))
        .filter(customer_entries::name_key.eq(folded(company.name)))
        .select(Entry::as_select())
        .load(conn)?;
    // Compared here: in the statement, it would make SQLite scan all rows of the domain.
    entries.retain(|entry| entry.domain == company.domain);
    entries.sort_by_key(|entry| entry.standing);
    Ok(entries.into_iter().next())
}

fn by_domain(conn: &mut Conn, scope: Scope, domain: &str) -> db::Result<Option<Entry>> {
    let mut entries: Vec<Entry> = of(scope)
        .filter(customer_entries::domain.eq(domain))
        // Both values, so that the index (partner, listed, domain) is used.
        .filter(customer_entries::listed.eq_any([true, false]))
        // In the order of that index: with another order SQLite scans all entries of the partner.
        .order((
            customer_entries::listed,
            customer_entries::domain,
            customer_entries::id,
        ))
        .limit(50)
        .select(Entry::as_select())
        .load(conn)?;
    // The variants are declared from the closest standing to none.
    entries.sort_by_key(|entry| entry.standing);
    Ok(entries.into_iter().next())
}
