//! Changes of entries. Every statement starts from a scope.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    sql_types::BigInt,
};

use super::{
    lookup::{Prospect, by_company, find_entry, of},
    model::{Customer, Entry, ImportedFrom, Standing},
};
use crate::{
    db::{
        self, Conn, Sql, Tx,
        ids::{CustomerId, EntryId},
        schema::customer_entries,
        sql,
        types::{Timestamp, Uuid},
    },
    domains::SharedDomains,
    identity::Scope,
    text::folded,
};

fn search_text(name_key: &str, domain: &str) -> String {
    format!("{name_key} {domain}")
}

struct NewEntry<'a> {
    name: &'a str,
    domain: &'a str,
    standing: Standing,
    customer: Option<CustomerId>,
    imported_from: Option<ImportedFrom>,
    external_id: Option<&'a str>,
}

fn insert(
    tx: &mut Tx<'_>,
    scope: Scope,
    new: &NewEntry<'_>,
    now: Timestamp,
) -> db::Result<EntryId> {
    tx.attempt(|conn| insert_row(conn, scope, new, now))
}

fn insert_row(
    conn: &mut Conn,
    scope: Scope,
    new: &NewEntry<'_>,
    now: Timestamp,
) -> diesel::QueryResult<EntryId> {
    let id = EntryId::new();
    let name_key = folded(new.name);
    let row = (
        customer_entries::id.eq(id),
        customer_entries::partner_id.eq(scope.partner_id()),
        customer_entries::customer_id.eq(new.customer),
        customer_entries::name.eq(new.name),
        customer_entries::search_text.eq(search_text(&name_key, new.domain)),
        customer_entries::name_key.eq(name_key),
        customer_entries::domain.eq(new.domain),
        customer_entries::standing.eq(new.standing),
        customer_entries::listed.eq(new.standing.is_listed()),
        customer_entries::imported_from.eq(new.imported_from),
        customer_entries::external_id.eq(new.external_id),
        customer_entries::since.eq(now),
        customer_entries::created_at.eq(now),
    );
    diesel::insert_into(customer_entries::table)
        .values(row)
        .execute(conn)?;
    Ok(id)
}

/// A company from another portal. `Duplicate` when this partner has a prospect of that name and domain already.
///
/// # Errors
/// `Duplicate`, or when the row cannot be written.
pub fn insert_imported(
    tx: &mut Tx<'_>,
    scope: Scope,
    company: Prospect<'_>,
    from: ImportedFrom,
    external_id: &str,
    now: Timestamp,
) -> db::Result<EntryId> {
    let new = NewEntry {
        name: company.name,
        domain: company.domain,
        standing: Standing::Imported,
        customer: None,
        imported_from: Some(from),
        external_id: Some(external_id),
    };
    insert(tx, scope, &new, now)
}

/// [`insert_imported`] for one of many rows that were looked up in this transaction. It uses no savepoint, which makes
/// many rows twice as fast; so a duplicate, which only a colleague at the same moment can cause, ends the transaction.
///
/// `Duplicate`; the transaction cannot go on.
pub fn insert_looked_up(
    tx: &mut Tx<'_>,
    scope: Scope,
    company: Prospect<'_>,
    from: ImportedFrom,
    external_id: &str,
    now: Timestamp,
) -> db::Result<EntryId> {
    let new = NewEntry {
        name: company.name,
        domain: company.domain,
        standing: Standing::Imported,
        customer: None,
        imported_from: Some(from),
        external_id: Some(external_id),
    };
    Ok(insert_row(tx.conn(), scope, &new, now)?)
}

/// The entry for an invitation: the one that this partner has for the company, or a new prospect.
pub fn ensure_prospect(
    tx: &mut Tx<'_>,
    scope: Scope,
    shared: &SharedDomains,
    company: Prospect<'_>,
    now: Timestamp,
) -> db::Result<Entry> {
    if let Some(entry) = by_company(tx.conn(), scope, shared, company)? {
        return Ok(entry);
    }
    let new = NewEntry {
        name: company.name,
        domain: company.domain,
        standing: Standing::Invited,
        customer: None,
        imported_from: None,
        external_id: None,
    };
    match insert(tx, scope, &new, now) {
        Ok(id) => find_entry(tx.conn(), scope, id),
        // A colleague inserted it meanwhile.
        Err(db::Error::Duplicate) => {
            by_company(tx.conn(), scope, shared, company)?.ok_or(db::Error::NotFound)
        }
        Err(other) => Err(other),
    }
}

fn set_standing(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: EntryId,
    from: &[Standing],
    to: Standing,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = customer_entries::table
        .filter(
            customer_entries::id
                .eq(id)
                .and(customer_entries::partner_id.eq(scope.partner_id())),
        )
        .filter(customer_entries::standing.eq_any(from.to_vec()));
    let set = (
        customer_entries::standing.eq(to),
        customer_entries::listed.eq(to.is_listed()),
        customer_entries::since.eq(now),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// An invitation begins. A connected customer stays connected.
pub fn mark_invited(tx: &mut Tx<'_>, scope: Scope, id: EntryId, now: Timestamp) -> db::Result<()> {
    set_standing(
        tx,
        scope,
        id,
        &[Standing::Imported, Standing::Former],
        Standing::Invited,
        now,
    )?;
    Ok(())
}

/// An invitation ended without acceptance: back to the standing before it.
pub fn note_end_of_ask(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: EntryId,
    now: Timestamp,
) -> db::Result<()> {
    let entry = find_entry(tx.conn(), scope, id)?;
    let before = match (entry.customer_id, entry.imported_from) {
        (None, Some(_)) => Standing::Imported,
        _ => Standing::Former,
    };
    set_standing(tx, scope, id, &[Standing::Invited], before, now)?;
    Ok(())
}

/// The reseller relationship was removed: no longer in the list, and among those that have left.
pub fn note_removal(tx: &mut Tx<'_>, scope: Scope, id: EntryId, now: Timestamp) -> db::Result<()> {
    if set_standing(tx, scope, id, &[Standing::Connected], Standing::Former, now)? {
        let own = customer_entries::table.filter(
            customer_entries::id
                .eq(id)
                .and(customer_entries::partner_id.eq(scope.partner_id())),
        );
        diesel::update(own)
            .set(customer_entries::left_at.eq(now))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The company accepted: this partner's entry for the customer is connected. That is the entry of the invitation,
/// unless the partner has another one for that customer already. The caller has locked the partner's row, so that what
/// is read here cannot change before it is written.
pub fn connect(
    tx: &mut Tx<'_>,
    scope: Scope,
    asked: Option<EntryId>,
    customer: &Customer,
    now: Timestamp,
) -> db::Result<EntryId> {
    let mut own = of(scope).filter(customer_entries::customer_id.eq(customer.id));
    if let Some(id) = asked {
        own = own.or_filter(
            customer_entries::id
                .eq(id)
                .and(customer_entries::partner_id.eq(scope.partner_id())),
        );
    }
    let own: Vec<(EntryId, Option<CustomerId>)> = own
        .select((customer_entries::id, customer_entries::customer_id))
        .load(tx.conn())?;
    let with = |wanted| own.iter().find(|(_, it)| *it == wanted).map(|(id, _)| *id);
    let known = with(Some(customer.id));
    let prospect = match asked {
        Some(_) if known.is_none() => with(None),
        // The other partner of a joint invitation may have an entry from its own import or invitation.
        None if known.is_none() && customer.domain_verified => of(scope)
            .filter(customer_entries::domain.eq(&customer.domain))
            .filter(customer_entries::customer_id.is_null())
            .select(customer_entries::id)
            .first::<EntryId>(tx.conn())
            .optional()?,
        _ => None,
    };
    let id = match known.or(prospect) {
        Some(id) => id,
        None => {
            let new = NewEntry {
                name: &customer.name,
                domain: &customer.domain,
                standing: Standing::Connected,
                customer: Some(customer.id),
                imported_from: None,
                external_id: None,
            };
            insert(tx, scope, &new, now)?
        }
    };
    become_connected(tx, scope, id, customer, now)?;
    if let Some(asked) = asked.filter(|asked| *asked != id) {
        note_end_of_ask(tx, scope, asked, now)?;
    }
    Ok(id)
}

fn become_connected(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: EntryId,
    customer: &Customer,
    now: Timestamp,
) -> db::Result<()> {
    let name_key = folded(&customer.name);
    let never: Option<Timestamp> = None;
    let own = customer_entries::table.filter(
        customer_entries::id
            .eq(id)
            .and(customer_entries::partner_id.eq(scope.partner_id())),
    );
    let set = (
        customer_entries::customer_id.eq(customer.id),
        customer_entries::name.eq(&customer.name),
        customer_entries::search_text.eq(search_text(&name_key, &customer.domain)),
        customer_entries::name_key.eq(name_key),
        customer_entries::domain.eq(&customer.domain),
        customer_entries::standing.eq(Standing::Connected),
        customer_entries::listed.eq(true),
        customer_entries::since.eq(now),
        customer_entries::left_at.eq(never),
    );
    diesel::update(own).set(set).execute(tx.conn())?;
    Ok(())
}

/// The number of entries with this standing; of all listed ones without it. Exact and cheap: triggers keep the numbers
/// with each change of an entry.
#[must_use]
pub fn number_of_entries(scope: Scope, standing: Option<Standing>) -> Sql<BigInt> {
    let number = match standing {
        None => "connected + invited + imported",
        Some(Standing::Connected) => "connected",
        Some(Standing::Invited) => "invited",
        Some(Standing::Imported) => "imported",
        Some(Standing::Former) => "former",
    };
    sql("coalesce((SELECT ")
        .sql(number)
        .sql(" FROM entry_counts WHERE partner_id = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql("), 0)")
}
