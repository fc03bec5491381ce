//! Who holds the licenses of the demo's customers that have users, through the same services as on the pages.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::Demo;
use crate::{
    customer_access::{AssignLicenses, Granted},
    customers::{Entry, Standing},
    db::{
        self, Conn, Tx,
        ids::{CustomerId, UserId},
        schema::{customer_entries, directory_users},
        types::Timestamp,
    },
    directory::DirectoryUser,
    error::AppError,
    identity::{Authorized, HandleLicenses, Scope},
    licenses::{self, License, NotAssigned},
};

/// Customers of each partner that are looked at.
const MOST: i64 = 60;
/// Users of a customer who get something.
const PEOPLE: i64 = 40;

/// Assigns some, in the name of one of a partner's staff.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn assign(demo: &Demo, user: UserId) -> Result<(), AppError> {
    let now = demo.now;
    let assigned = demo.db.write(move |tx| {
        let by = Authorized::<HandleLicenses>::for_user(tx.conn(), user)?;
        for entry in connected(tx.conn(), by.scope)? {
            match Granted::of(tx, by.clone(), entry, now) {
                Ok(granted) => at_customer(tx, &granted, now)?,
                // It has granted no privilege for that.
                Err(db::Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    });
    Ok(assigned.await?)
}

fn connected(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Entry>> {
    Ok(customer_entries::table
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        .filter(customer_entries::standing.eq(Standing::Connected))
        .order((customer_entries::since.desc(), customer_entries::id))
        .limit(MOST)
        .select(Entry::as_select())
        .load(conn)?)
}

fn people(conn: &mut Conn, customer: CustomerId) -> db::Result<Vec<DirectoryUser>> {
    Ok(directory_users::table
        .filter(directory_users::customer_id.eq(customer))
        .filter(directory_users::present.eq(true))
        .order((directory_users::name_key, directory_users::id))
        .limit(PEOPLE)
        .select(DirectoryUser::as_select())
        .load(conn)?)
}

/// Most of what is free, each a minute after the one before.
fn at_customer(
    tx: &mut Tx<'_>,
    granted: &Granted<AssignLicenses>,
    now: Timestamp,
) -> db::Result<()> {
    let all = licenses::licenses_of(tx.conn(), granted.customer)?;
    if all.is_empty() {
        return Ok(());
    }
    let people = people(tx.conn(), granted.customer)?;
    let free = |license: &License| usize::try_from(license.free()).unwrap_or_default();
    for (place, license) in all.iter().enumerate() {
        let lucky = people.iter().skip(place).take(free(license) * 2 / 3);
        for (number, user) in lucky.enumerate() {
            let ago = PEOPLE - i64::try_from(number).unwrap_or_default();
            let at = now.minus(Duration::minutes(ago));
            let (holder, sku) = (user.as_holder(), &license.license_sku);
            let assigned = licenses::assign(tx, granted, &holder, sku, (&[], &[]), at);
            // Else their place is not known, or none where it may be used.
            if let Err(NotAssigned::Db(error)) = assigned {
                return Err(error);
            }
        }
    }
    Ok(())
}
