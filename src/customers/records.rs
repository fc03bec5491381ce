//! Statements on the shared record, and the rule for which customer an acceptance is.

use std::collections::{BTreeSet, HashMap};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{
    domains::{self, CustomerDomain},
    lookup::find_entry,
    model::{Customer, Entry},
};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{CustomerId, EntryId},
        schema::customers,
        types::Timestamp,
    },
    domains::{ConsentRules, Proof, mailbox},
    identity::Scope,
};

/// The shared record. The caller has found an entry or invitation that names it.
pub fn find_customer(conn: &mut Conn, id: CustomerId) -> db::Result<Customer> {
    Ok(customers::table
        .find(id)
        .select(Customer::as_select())
        .first(conn)?)
}

/// Locks the shared record until the transaction ends. Joint entries belong to two partners, so only the transaction
/// that holds the customer's lock writes them.
pub fn hold(tx: &mut Tx<'_>, id: CustomerId) -> db::Result<()> {
    // An update to the same value locks the row on PostgreSQL; SQLite has a single writer.
    diesel::update(customers::table.find(id))
        .set(customers::domain.eq(customers::domain))
        .execute(tx.conn())?;
    Ok(())
}

/// [`hold`] for several, in the order of their keys, so that two who need the same customers never wait for each other.
pub fn hold_all(tx: &mut Tx<'_>, ids: impl IntoIterator<Item = CustomerId>) -> db::Result<()> {
    let ids: BTreeSet<CustomerId> = ids.into_iter().collect();
    for id in ids {
        hold(tx, id)?;
    }
    Ok(())
}

/// The shared records of these entries, which were found through a scope.
pub fn customers_of(
    conn: &mut Conn,
    entries: &[Entry],
) -> db::Result<HashMap<CustomerId, Customer>> {
    let ids: Vec<CustomerId> = entries.iter().filter_map(|it| it.customer_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<Customer> = customers::table
        .filter(db::is_one_of(conn, "customers.id", &ids))
        .select(Customer::as_select())
        .load(conn)?;
    Ok(found.into_iter().map(|it| (it.id, it)).collect())
}

/// The customer of an ask that makes no relationship and no record. None where this address cannot speak for it: that is
/// one in the domain that the customer has verified or, of a customer that has verified none, one in its domain or that of
/// whoever agreed first. Exact for whoever holds the customer.
pub fn speaking_for(
    conn: &mut Conn,
    rules: &ConsentRules,
    id: CustomerId,
    email: &str,
) -> db::Result<Option<Customer>> {
    let customer = find_customer(conn, id)?;
    let is_first = !customer.domain_verified && mailbox(&customer.contact_email) == mailbox(email);
    let speaks = is_first || rules.proof(&customer.domain, email) == Proof::Verified;
    Ok(Some(customer).filter(|_| speaks))
}

/// The person who accepts, as the mailed code has shown them.
#[derive(Debug, Clone, Copy)]
pub struct Acceptor<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their job.
    pub job_title: &'a str,
    /// The address that received the code.
    pub email: &'a str,
}

/// Finds or makes the customer who accepted (security.md). The address that received the code decides. If it is in the
/// invited domain, and that domain certainly belongs to one company, the domain is verified and the customer is the one
/// with that domain, proven in whichever way, new if there is none. Otherwise the domain is only claimed, and the
/// acceptance makes a record of its own, never joining one by its domain, not even one verified before the domain was
/// known to be shared. Only the mailbox that made a record accepts more for it, when it is asked from that record.
///
/// The key of the entry that asks becomes the key of a new record, so that the address of the partner's page stays. The record is
/// locked as by [`hold`].
pub fn bind(
    tx: &mut Tx<'_>,
    rules: &ConsentRules,
    scope: Scope,
    asked: EntryId,
    company: super::Prospect<'_>,
    person: Acceptor<'_>,
    now: Timestamp,
) -> db::Result<Customer> {
    let verified = rules.proof(company.domain, person.email) == Proof::Verified;
    if verified && let Some(known) = held_owner(tx, company.domain)? {
        return Ok(known);
    }
    if !verified && let Some(known) = same_person(tx.conn(), scope, asked, person.email)? {
        hold(tx, known.id)?;
        return find_customer(tx.conn(), known.id);
    }
    let mut customer = Customer {
        id: CustomerId::from_uuid(asked.uuid()),
        name: company.name.to_owned(),
        domain: company.domain.to_owned(),
        domain_verified: verified,
        contact_name: person.name.to_owned(),
        contact_job_title: person.job_title.to_owned(),
        contact_email: person.email.to_owned(),
        created_at: now,
    };
    match insert(tx, &customer) {
        Err(db::Error::Duplicate) => {}
        done => return done.map(|()| customer),
    }
    // Another invitation of the same domain was accepted at the same moment and made the record.
    if verified && let Some(known) = held_owner(tx, company.domain)? {
        return Ok(known);
    }
    // Another record has the wanted key.
    customer.id = CustomerId::new();
    insert(tx, &customer)?;
    Ok(customer)
}

/// The customer of a verified domain, held; read again once it is held, because it may have been renamed, or the domain
/// taken off, while this waited.
fn held_owner(tx: &mut Tx<'_>, domain: &str) -> db::Result<Option<Customer>> {
    let Some(known) = domains::owner_of(tx.conn(), domain)? else {
        return Ok(None);
    };
    hold(tx, known.id)?;
    let now = domains::owner_of(tx.conn(), domain)?;
    Ok(now.filter(|now| now.id == known.id))
}

/// The record of the entry that asks, where the same mailbox accepted for it before.
fn same_person(
    conn: &mut Conn,
    scope: Scope,
    asked: EntryId,
    email: &str,
) -> db::Result<Option<Customer>> {
    let Some(id) = find_entry(conn, scope, asked)?.customer_id else {
        return Ok(None);
    };
    let known = find_customer(conn, id)?;
    let is_same = mailbox(&known.contact_email) == mailbox(email);
    Ok(Some(known).filter(|_| is_same))
}

fn insert(tx: &mut Tx<'_>, customer: &Customer) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(customers::table)
            .values(customer)
            .execute(conn)?;
        // Unique with what other customers have proven in other ways.
        match customer.domain_verified {
            true => domains::insert_row(conn, &CustomerDomain::of_acceptance(customer)),
            false => Ok(0),
        }
    })?;
    Ok(())
}
