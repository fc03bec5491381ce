//! The domains of a customer: the one that its own acceptance verified, and further ones, added and then proven. A
//! verified domain belongs to one customer, whichever way it was proven: the rows are unique while they are verified.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    RunQueryDsl, Selectable, SelectableHelper,
};

use super::model::Customer;
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{CustomerDomainId, CustomerId, DomainCodeId, PartnerId},
        schema::{customer_domains, customers},
        types::{Timestamp, text_enum},
    },
    domains::ConsentRules,
};

text_enum! {
    /// Where a domain stands.
    DomainState {
        /// Added, not proven yet.
        Pending = "pending",
        /// Proven to be the customer's.
        Verified = "verified",
        /// Taken off.
        Removed = "removed",
    }
}

text_enum! {
    /// How a domain was proven.
    DomainProof {
        /// By the code with which the customer accepted.
        Acceptance = "acceptance",
        /// By a code mailed to an administrative address in it.
        Mail = "mail",
        /// By a record of its name servers.
        Dns = "dns",
    }
}

/// Tries at one code.
pub const CODE_TRIES: i32 = 5;

/// A domain of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = customer_domains, check_for_backend(MultiBackend))]
pub struct CustomerDomain {
    /// Key; part of the record that proves it.
    pub id: CustomerDomainId,
    /// Whose.
    pub customer_id: CustomerId,
    /// In lower-case ASCII.
    pub domain: String,
    /// Where it stands.
    pub state: DomainState,
    /// How it was proven.
    pub how: Option<DomainProof>,
    /// By which partner it was added; none where the customer itself did.
    pub added_by: Option<PartnerId>,
    /// When.
    pub added_at: Timestamp,
    /// Since when it is proven.
    pub verified_at: Option<Timestamp>,
    /// When it was taken off.
    pub removed_at: Option<Timestamp>,
    /// The newest mailed code, which is derived from it.
    pub code_id: Option<DomainCodeId>,
    /// Where that was mailed; empty for none.
    pub code_to: String,
    /// Tries at it so far, counted before comparing.
    pub code_tries: i32,
    /// When it was mailed.
    pub code_sent_at: Option<Timestamp>,
    /// Until when it is good.
    pub code_expires_at: Option<Timestamp>,
}

impl CustomerDomain {
    /// One that is not proven yet, and who added it.
    #[must_use]
    pub fn new(
        customer: CustomerId,
        domain: &str,
        added_by: Option<PartnerId>,
        now: Timestamp,
    ) -> Self {
        Self {
            id: CustomerDomainId::new(),
            customer_id: customer,
            domain: domain.to_owned(),
            state: DomainState::Pending,
            how: None,
            added_by,
            added_at: now,
            verified_at: None,
            removed_at: None,
            code_id: None,
            code_to: String::new(),
            code_tries: 0,
            code_sent_at: None,
            code_expires_at: None,
        }
    }

    /// The domain that a customer's own acceptance has verified.
    pub(super) fn of_acceptance(customer: &Customer) -> Self {
        let at = customer.created_at;
        Self {
            state: DomainState::Verified,
            how: Some(DomainProof::Acceptance),
            verified_at: Some(at),
            ..Self::new(customer.id, &customer.domain, None, at)
        }
    }

    /// Whether a mailed code can still be typed.
    #[must_use]
    pub fn awaits_code(&self, now: Timestamp) -> bool {
        self.state == DomainState::Pending
            && self.code_tries < CODE_TRIES
            && self.code_expires_at.is_some_and(|end| now < end)
    }

    /// What a TXT record of the domain has to say.
    #[must_use]
    pub fn record(&self) -> String {
        format!("partner-center-verification={}", self.id)
    }
}

/// The verified domains of a customer: the one of its acceptance first, then the others by name. One that many share by
/// the rules of today is not among them. The caller has found the customer through a scope.
///
/// # Errors
/// When the database does not answer.
pub fn verified_domains(
    conn: &mut Conn,
    rules: &ConsentRules,
    customer: CustomerId,
) -> db::Result<Vec<String>> {
    let mut verified = domains_of(conn, customer)?;
    verified.retain(|row| row.state == DomainState::Verified && !rules.shared.holds(&row.domain));
    Ok(verified.into_iter().map(|row| row.domain).collect())
}

/// Whether a domain is a verified one of this customer, whoever shares it by the rules of today.
///
/// # Errors
/// When the database does not answer.
pub fn is_verified_domain(conn: &mut Conn, customer: CustomerId, domain: &str) -> db::Result<bool> {
    let owner = owner_of(conn, domain)?;
    Ok(owner.is_some_and(|owner| owner.id == customer))
}

/// All domains of a customer that were not taken off: the one of its acceptance first, then the others by name.
///
/// # Errors
/// When the database does not answer.
pub fn domains_of(conn: &mut Conn, customer: CustomerId) -> db::Result<Vec<CustomerDomain>> {
    let mut rows: Vec<CustomerDomain> = customer_domains::table
        .filter(customer_domains::customer_id.eq(customer))
        .filter(customer_domains::state.ne(DomainState::Removed))
        .order((customer_domains::domain, customer_domains::id))
        .limit(200)
        .select(CustomerDomain::as_select())
        .load(conn)?;
    rows.sort_by_key(|row| row.how != Some(DomainProof::Acceptance));
    Ok(rows)
}

/// A domain of a customer that was not taken off.
///
/// # Errors
/// `NotFound`, also for another customer's.
pub fn find_domain(
    conn: &mut Conn,
    customer: CustomerId,
    id: CustomerDomainId,
) -> db::Result<CustomerDomain> {
    Ok(customer_domains::table
        .find(id)
        .filter(customer_domains::customer_id.eq(customer))
        .filter(customer_domains::state.ne(DomainState::Removed))
        .select(CustomerDomain::as_select())
        .first(conn)?)
}

/// The customer to whom a verified domain belongs.
pub(super) fn owner_of(conn: &mut Conn, domain: &str) -> db::Result<Option<Customer>> {
    Ok(customer_domains::table
        .inner_join(customers::table)
        .filter(customer_domains::domain.eq(domain))
        .filter(customer_domains::state.eq(DomainState::Verified))
        .select(Customer::as_select())
        .first(conn)
        .optional()?)
}

/// How many a partner has added since a time, whatever became of them.
///
/// # Errors
/// When the database does not answer.
pub fn number_added(conn: &mut Conn, partner: PartnerId, since: Timestamp) -> db::Result<i64> {
    let added = customer_domains::table.filter(customer_domains::added_by.eq(partner));
    Ok(added
        .filter(customer_domains::added_at.gt(since))
        .count()
        .get_result(conn)?)
}

/// Keeps a new one. `Duplicate` where the customer has it already; the transaction goes on.
///
/// # Errors
/// `Duplicate`, or when the row cannot be written.
pub fn insert_domain(tx: &mut Tx<'_>, row: &CustomerDomain) -> db::Result<()> {
    tx.attempt(|conn| insert_row(conn, row))?;
    Ok(())
}

pub(super) fn insert_row(conn: &mut Conn, row: &CustomerDomain) -> diesel::QueryResult<usize> {
    diesel::insert_into(customer_domains::table)
        .values(row)
        .execute(conn)
}

/// A code is mailed: true for one press a minute.
///
/// # Errors
/// When the row cannot be written.
pub fn begin_code(
    tx: &mut Tx<'_>,
    id: CustomerDomainId,
    code: DomainCodeId,
    to: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let long_ago = now.minus(chrono::Duration::minutes(1));
    let pending = customer_domains::table
        .find(id)
        .filter(customer_domains::state.eq(DomainState::Pending))
        .filter(
            customer_domains::code_sent_at
                .is_null()
                .or(customer_domains::code_sent_at.le(long_ago)),
        );
    let set = (
        customer_domains::code_id.eq(code),
        customer_domains::code_to.eq(to),
        customer_domains::code_tries.eq(0),
        customer_domains::code_sent_at.eq(now),
        customer_domains::code_expires_at.eq(now.plus(chrono::Duration::minutes(10))),
    );
    Ok(diesel::update(pending).set(set).execute(tx.conn())? == 1)
}

/// Counts a try at a code, in a transaction of its own; false where there is none left, or it has run out.
///
/// # Errors
/// When the row cannot be written.
pub fn count_code_try(
    tx: &mut Tx<'_>,
    id: CustomerDomainId,
    code: DomainCodeId,
    now: Timestamp,
) -> db::Result<bool> {
    let good = customer_domains::table
        .find(id)
        .filter(customer_domains::state.eq(DomainState::Pending))
        .filter(
            customer_domains::code_id
                .eq(code)
                .and(customer_domains::code_tries.lt(CODE_TRIES)),
        )
        .filter(customer_domains::code_expires_at.gt(now));
    let counted = diesel::update(good)
        .set(customer_domains::code_tries.eq(customer_domains::code_tries + 1))
        .execute(tx.conn())?;
    Ok(counted == 1)
}

/// A pending domain is proven; false where it is no longer pending. `Duplicate` where it is another customer's; the
/// transaction goes on.
///
/// # Errors
/// `Duplicate`, or when the row cannot be written.
pub fn verify_domain(
    tx: &mut Tx<'_>,
    row: &CustomerDomain,
    how: DomainProof,
    now: Timestamp,
) -> db::Result<bool> {
    let pending = customer_domains::table
        .find(row.id)
        .filter(customer_domains::state.eq(DomainState::Pending));
    let set = (
        customer_domains::state.eq(DomainState::Verified),
        customer_domains::how.eq(how),
        customer_domains::verified_at.eq(now),
        customer_domains::code_expires_at.eq(None::<Timestamp>),
    );
    let changed = tx.attempt(|conn| diesel::update(pending).set(set).execute(conn))?;
    if changed == 1 {
        note_primary(tx, row, true)?;
    }
    Ok(changed == 1)
}

/// A further domain is taken off; false where it is gone. The one of the acceptance stays.
///
/// # Errors
/// When the row cannot be written.
pub fn remove_domain(tx: &mut Tx<'_>, row: &CustomerDomain, now: Timestamp) -> db::Result<bool> {
    let further = customer_domains::table
        .find(row.id)
        .filter(customer_domains::state.ne(DomainState::Removed))
        .filter(
            customer_domains::how
                .is_null()
                .or(customer_domains::how.ne(DomainProof::Acceptance)),
        );
    let set = (
        customer_domains::state.eq(DomainState::Removed),
        customer_domains::removed_at.eq(now),
    );
    let changed = diesel::update(further).set(set).execute(tx.conn())?;
    if changed == 1 {
        note_primary(tx, row, false)?;
    }
    Ok(changed == 1)
}

/// Keeps in the record itself whether its domain is proven, where this is the one that the customer goes by.
fn note_primary(tx: &mut Tx<'_>, row: &CustomerDomain, is_proven: bool) -> db::Result<()> {
    let own = customers::table
        .find(row.customer_id)
        .filter(customers::domain.eq(&row.domain));
    diesel::update(own)
        .set(customers::domain_verified.eq(is_proven))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends the codes that were mailed under keys that are no longer in force, and returns how many.
///
/// # Errors
/// When a row cannot be written.
pub fn end_domain_codes(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<usize> {
    let open = customer_domains::table.filter(customer_domains::code_expires_at.gt(now));
    Ok(diesel::update(open)
        .set(customer_domains::code_expires_at.eq(now))
        .execute(tx.conn())?)
}
