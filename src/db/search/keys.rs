//! Whole keys: the Customer ID, the entry's own, and the ID in another portal.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::db::{
    Conn, Result,
    ids::{CustomerId, EntryId, PartnerId},
    schema::customer_entries,
};

/// Up to so many rows are taken by key and sorted.
pub(super) const FEW: usize = 2_000;

/// One row more than that, which tells that there are more.
pub(super) fn limit() -> i64 {
    i64::try_from(FEW).unwrap_or(i64::MAX - 1) + 1
}

/// The rows that a whole UUID finds.
pub(super) fn with_key(
    conn: &mut Conn,
    partner: PartnerId,
    key: uuid::Uuid,
    typed: &str,
) -> Result<Vec<i64>> {
    let own = || customer_entries::table.filter(customer_entries::partner_id.eq(partner));
    let by_customer = own().filter(customer_entries::customer_id.eq(CustomerId::from_uuid(key)));
    let mut rows: Vec<i64> = by_customer.select(customer_entries::seq).load(conn)?;
    let by_entry = own().filter(customer_entries::id.eq(EntryId::from_uuid(key)));
    rows.extend(by_entry.select(customer_entries::seq).load::<i64>(conn)?);
    // Other portals' IDs are kept as they came.
    let spellings = [
        key.to_string(),
        key.to_string().to_uppercase(),
        typed.to_owned(),
    ];
    for spelling in spellings {
        let elsewhere = own().filter(customer_entries::external_id.eq(spelling));
        let found: Vec<i64> = elsewhere
            .select(customer_entries::seq)
            .limit(limit())
            .load(conn)?;
        rows.extend(found);
    }
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}

/// The entry behind a record's address, and the company's name: for lines that are kept by entry.
pub fn entry_with_key(
    conn: &mut Conn,
    partner: PartnerId,
    key: uuid::Uuid,
) -> Result<Option<(EntryId, String)>> {
    let own = || customer_entries::table.filter(customer_entries::partner_id.eq(partner));
    let named = (customer_entries::id, customer_entries::name);
    let by_customer = own().filter(customer_entries::customer_id.eq(CustomerId::from_uuid(key)));
    let by_entry = own().filter(customer_entries::id.eq(EntryId::from_uuid(key)));
    match by_customer.select(named).first(conn).optional()? {
        Some(found) => Ok(Some(found)),
        None => Ok(by_entry.select(named).first(conn).optional()?),
    }
}
