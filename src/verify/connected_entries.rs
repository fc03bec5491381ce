//! Entries that say connected although no relationship is active: the partner's list promises what is not there.

use std::collections::HashSet;

use diesel::{ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use super::report::{PAGE, Report};
use crate::{
    customers::Standing,
    db::{
        self, Conn,
        ids::{CustomerId, EntryId, PartnerId},
        schema::{customer_entries, partners, relationships},
    },
    relationships::State,
};

const TO_DO: &str = "Nothing may be done for this customer by that partner. Let the partner invite it again, or ask who runs this installation to set the entry to former.";

/// An entry, its partner's name, its company and its customer.
type Row = (EntryId, PartnerId, String, String, Option<CustomerId>);

pub(super) fn check(conn: &mut Conn, report: &mut Report<'_>) -> db::Result<()> {
    let mut last = None;
    loop {
        let page = page(conn, last)?;
        let customers: Vec<CustomerId> = page.iter().filter_map(|row| row.4).collect();
        let active = active_with(conn, customers)?;
        for (entry, partner, partner_name, company, customer) in &page {
            let stands = customer.is_some_and(|customer| active.contains(&(*partner, customer)));
            if !stands {
                let what = format!(
                    "Entry {entry} of {partner_name}: {company} is connected in the list, and no relationship is active."
                );
                report.found(what, TO_DO);
            }
        }
        report.looked_at(page.len());
        match page.last() {
            Some((id, ..)) => last = Some(*id),
            None => return Ok(()),
        }
    }
}

/// The next entries that say connected, by their keys.
fn page(conn: &mut Conn, last: Option<EntryId>) -> db::Result<Vec<Row>> {
    let connected = customer_entries::table
        .inner_join(partners::table.on(partners::id.eq(customer_entries::partner_id)))
        .filter(customer_entries::standing.eq(Standing::Connected))
        .order(customer_entries::id)
        .limit(PAGE)
        .select((
            customer_entries::id,
            customer_entries::partner_id,
            partners::legal_name,
            customer_entries::name,
            customer_entries::customer_id,
        ));
    Ok(match last {
        Some(last) => connected.filter(customer_entries::id.gt(last)).load(conn)?,
        None => connected.load(conn)?,
    })
}

/// Who has an active relationship with whom of these customers.
pub(super) fn active_with(
    conn: &mut Conn,
    customers: Vec<CustomerId>,
) -> db::Result<HashSet<(PartnerId, CustomerId)>> {
    let active: Vec<(PartnerId, CustomerId)> = relationships::table
        .filter(relationships::customer_id.eq_any(customers))
        .filter(relationships::state.eq(State::Active))
        .select((relationships::partner_id, relationships::customer_id))
        .load(conn)?;
    Ok(active.into_iter().collect())
}
