//! Statements on joint entries: customers that one consent connected with two partners.
//!
//! Only these rows tell one partner of another's relationship, and only of one that began with the same consent. Each
//! side has its own row, found through its own scope.

use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::model::{Customer, Entry};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{CustomerId, EntryId, PartnerId},
        schema::{customer_entries, joint_entries},
    },
    identity::Scope,
};

/// Whether this entry is connected together with that partner.
pub fn is_joint(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
    other: PartnerId,
) -> db::Result<bool> {
    let together = joint_entries::table
        .filter(joint_entries::partner_id.eq(scope.partner_id()))
        .filter(joint_entries::entry_id.eq(entry))
        .filter(joint_entries::other_id.eq(other));
    let found = together.select(joint_entries::other_id);
    Ok(found.first::<PartnerId>(conn).optional()?.is_some())
}

/// The entries of the other partners that one consent connected with this customer together with this one.
///
/// # Errors
/// When the database does not answer.
pub fn joint_entries(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
) -> db::Result<Vec<(PartnerId, EntryId)>> {
    let theirs = joint_entries::table
        .filter(joint_entries::customer_id.eq(customer))
        .filter(joint_entries::other_id.eq(scope.partner_id()));
    Ok(theirs
        .order(joint_entries::partner_id)
        .select((joint_entries::partner_id, joint_entries::entry_id))
        .load(conn)?)
}

/// One consent connected the customer with these partners: each of them sees the others. The caller has locked the
/// customer's row.
pub fn join(tx: &mut Tx<'_>, customer: &Customer, partners: &[PartnerId]) -> db::Result<()> {
    use diesel::SelectableHelper;
    if partners.len() < 2 {
        return Ok(());
    }
    let entries: Vec<Entry> = customer_entries::table
        .filter(
            customer_entries::customer_id
                .eq(customer.id)
                .and(customer_entries::partner_id.eq_any(partners.to_vec())),
        )
        .select(Entry::as_select())
        .load(tx.conn())?;
    for entry in &entries {
        for other in partners.iter().filter(|other| **other != entry.partner_id) {
            insert(tx, customer.id, entry, *other)?;
        }
    }
    Ok(())
}

fn insert(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    entry: &Entry,
    other: PartnerId,
) -> db::Result<()> {
    let own = joint_entries::table.find((entry.partner_id, other, entry.id));
    let known = own.select(joint_entries::entry_id);
    let orders = (
        joint_entries::name_key.eq(&entry.name_key),
        joint_entries::domain.eq(&entry.domain),
        joint_entries::since.eq(entry.since),
    );
    if known.first::<EntryId>(tx.conn()).optional()?.is_some() {
        diesel::update(own).set(orders).execute(tx.conn())?;
        return Ok(());
    }
    let keys = (
        joint_entries::partner_id.eq(entry.partner_id),
        joint_entries::other_id.eq(other),
        joint_entries::entry_id.eq(entry.id),
        joint_entries::customer_id.eq(customer),
    );
    diesel::insert_into(joint_entries::table)
        .values((keys, orders))
        .execute(tx.conn())?;
    Ok(())
}

/// The partner's relationship with the customer ended: it and those connected by the same consent no longer see each
/// other there. The caller has locked the customer's row.
pub fn part(tx: &mut Tx<'_>, scope: Scope, customer: CustomerId) -> db::Result<()> {
    let either = joint_entries::partner_id
        .eq(scope.partner_id())
        .or(joint_entries::other_id.eq(scope.partner_id()));
    diesel::delete(
        joint_entries::table.filter(joint_entries::customer_id.eq(customer).and(either)),
    )
    .execute(tx.conn())?;
    Ok(())
}
