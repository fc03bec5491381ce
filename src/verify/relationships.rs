//! Active relationships that no connected entry shows, or that no consent of the customer stands behind.

use std::collections::HashSet;

use diesel::{ExpressionMethods, JoinOnDsl, NullableExpressionMethods, QueryDsl, RunQueryDsl};

use super::report::{PAGE, Report};
use crate::{
    customers::Standing,
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId, RelationshipId},
        schema::{consents, customer_entries, partners, relationships},
    },
    relationships::State,
};

const NOT_LISTED: &str = "The partner may act for a customer that it does not see. Let it invite the customer again: the acceptance puts the entry right.";
const NO_CONSENT: &str =
    "No relationship stands without consent. Let the partner remove it and ask the customer again.";

/// A relationship, whose, with whom, and the customer of the consent behind it.
type Row = (
    RelationshipId,
    PartnerId,
    String,
    CustomerId,
    Option<CustomerId>,
);

pub(super) fn check(conn: &mut Conn, report: &mut Report<'_>) -> db::Result<()> {
    let mut last = None;
    loop {
        let page = page(conn, last)?;
        let listed = listed_with(conn, page.iter().map(|row| row.3).collect())?;
        for (id, partner, name, customer, agreed) in &page {
            if !listed.contains(&(*partner, *customer)) {
                let what = format!(
                    "Relationship {id} of {name} with customer {customer} is active, and its list does not say connected."
                );
                report.found(what, NOT_LISTED);
            }
            if *agreed != Some(*customer) {
                let what = format!(
                    "Relationship {id} of {name} with customer {customer} is active without a consent of that customer."
                );
                report.found(what, NO_CONSENT);
            }
        }
        report.looked_at(page.len());
        match page.last() {
            Some((id, ..)) => last = Some(*id),
            None => return Ok(()),
        }
    }
}

/// The next active relationships, by their keys.
fn page(conn: &mut Conn, last: Option<RelationshipId>) -> db::Result<Vec<Row>> {
    let active = relationships::table
        .inner_join(partners::table.on(partners::id.eq(relationships::partner_id)))
        .left_join(consents::table.on(consents::id.eq(relationships::consent_id)))
        .filter(relationships::state.eq(State::Active))
        .order(relationships::id)
        .limit(PAGE)
        .select((
            relationships::id,
            relationships::partner_id,
            partners::legal_name,
            relationships::customer_id,
            consents::customer_id.nullable(),
        ));
    Ok(match last {
        Some(last) => active.filter(relationships::id.gt(last)).load(conn)?,
        None => active.load(conn)?,
    })
}

/// Whose list says connected for which of these customers.
fn listed_with(
    conn: &mut Conn,
    customers: Vec<CustomerId>,
) -> db::Result<HashSet<(PartnerId, CustomerId)>> {
    let listed: Vec<(PartnerId, CustomerId)> = customer_entries::table
        .filter(customer_entries::customer_id.eq_any(customers))
        .filter(customer_entries::standing.eq(Standing::Connected))
        .select((
            customer_entries::partner_id,
            customer_entries::customer_id.assume_not_null(),
        ))
        .load(conn)?;
    Ok(listed.into_iter().collect())
}
