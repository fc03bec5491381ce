//! Statements on the shared record, and the rule which customer an acceptance binds.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{
    domains::{self, CustomerDomain},
    model::{Customer, Entry},
};
use crate::{
    db::{self, Conn, Tx, ids::CustomerId, schema::customers, types::Timestamp},
    domains::{ConsentRules, Proof},
};

/// The shared record. The caller has found an entry or invitation that names it.
///
/// # Errors
/// `NotFound`.
pub fn find_customer(conn: &mut Conn, id: CustomerId) -> db::Result<Customer> {
    Ok(customers::table
        .find(id)
        .select(Customer::as_select())
        .first(conn)?)
}

/// Holds the shared record until the transaction ends. Which partners are connected with the customer together is
/// written by whoever holds it, one at a time, because such a row belongs to two partners.
///
/// # Errors
/// When the database does not answer.
pub fn hold(tx: &mut Tx<'_>, id: CustomerId) -> db::Result<()> {
    // A change to the same value takes the row's lock on PostgreSQL; SQLite has one writer anyway.
    diesel::update(customers::table.find(id))
        .set(customers::domain.eq(customers::domain))
        .execute(tx.conn())?;
    Ok(())
}

/// The shared records of these entries, which were found through a scope.
///
/// # Errors
/// When the database does not answer.
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

/// Which customer is bound (security.md): the address that received the code decides. Inside the invited
/// domain, when that is certainly one company's, the domain is verified by it, and the customer of that domain
/// is the one, made now if there is none; a customer that has proven the domain as a further one is the one, too. Otherwise the domain is only claimed: always a record of its own,
/// never an existing one, not even one that counted as verified before the domain was known to be shared.
///
/// `wanted` becomes the key of a new record, so that the address of the partner's page stays. The record is held, as by
/// [`hold`].
///
/// # Errors
/// When the row cannot be written.
pub fn bind(
    tx: &mut Tx<'_>,
    rules: &ConsentRules,
    wanted: CustomerId,
    company: super::Prospect<'_>,
    person: Acceptor<'_>,
    now: Timestamp,
) -> db::Result<Customer> {
    let verified = rules.proof(company.domain, person.email) == Proof::Verified;
    if verified && let Some(known) = domains::owner_of(tx.conn(), company.domain)? {
        hold(tx, known.id)?;
        return Ok(known);
    }
    let mut customer = Customer {
        id: wanted,
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
    // Another invitation of the same domain was accepted in this moment: theirs is the record.
    if verified && let Some(known) = domains::owner_of(tx.conn(), company.domain)? {
        hold(tx, known.id)?;
        return Ok(known);
    }
    // The key that was wanted is another record's.
    customer.id = CustomerId::new();
    insert(tx, &customer)?;
    Ok(customer)
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
