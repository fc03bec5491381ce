//! Numbers of users that are not those of the rows: the totals of a customer's list are wrong.

use diesel::{
    ExpressionMethods, IntoSql, QueryDsl, RunQueryDsl, SelectableHelper, sql_types::Integer,
};

use super::report::{PAGE, Report};
use crate::{
    customers::Customer,
    db::{
        self, Conn, counted,
        ids::CustomerId,
        schema::{customers, directory_users},
    },
    directory::{UserState, kept_number},
};

const TO_DO: &str = "The totals above the list of that customer's users and on its record are wrong; the list itself is not. Ask who runs this installation to count its users again.";

pub(super) fn check(conn: &mut Conn, report: &mut Report<'_>) -> db::Result<()> {
    let mut last = None;
    loop {
        let page = page(conn, last)?;
        for customer in &page {
            for state in [UserState::Active, UserState::Blocked] {
                // In one statement, so that both are of the same moment.
                let both = [
                    kept_number(customer.id, Some(state)),
                    counted(
                        directory_users::table
                            .filter(directory_users::customer_id.eq(customer.id))
                            .filter(directory_users::state.eq(state))
                            .select(1.into_sql::<Integer>()),
                    ),
                ];
                let [kept, found] = db::numbers(conn, both)?;
                if kept != found {
                    let what = format!(
                        "{} has {found} users that are {}, and {kept} are kept as their number.",
                        customer.name,
                        state.as_str()
                    );
                    report.found(what, TO_DO);
                }
            }
        }
        report.looked_at(page.len());
        match page.last() {
            Some(customer) => last = Some(customer.id),
            None => return Ok(()),
        }
    }
}

/// The next customers, by their keys.
fn page(conn: &mut Conn, last: Option<CustomerId>) -> db::Result<Vec<Customer>> {
    let customers = customers::table
        .order(customers::id)
        .limit(PAGE)
        .select(Customer::as_select());
    Ok(match last {
        Some(last) => customers.filter(customers::id.gt(last)).load(conn)?,
        None => customers.load(conn)?,
    })
}
