//! Numbers of entries that are not those of the rows: the totals of a partner's list are wrong.

use diesel::{
    ExpressionMethods, IntoSql, QueryDsl, RunQueryDsl, SelectableHelper, sql_types::Integer,
};

use super::report::{PAGE, Report};
use crate::{
    customers::{Standing, number_of_entries},
    db::{
        self, Conn, counted,
        ids::PartnerId,
        schema::{customer_entries, partners},
    },
    identity::{Partner, Scope},
};

const TO_DO: &str = "The totals above that partner's list and on its dashboard are wrong; the list itself is not. Ask who runs this installation to count its entries again.";

pub(super) fn check(conn: &mut Conn, report: &mut Report<'_>) -> db::Result<()> {
    let mut last = None;
    loop {
        let page = page(conn, last)?;
        for partner in &page {
            for standing in Standing::ALL {
                // In one statement, so that both are of the same moment.
                let both = [
                    number_of_entries(Scope::of(partner), Some(*standing)),
                    counted(
                        customer_entries::table
                            .filter(customer_entries::partner_id.eq(partner.id))
                            .filter(customer_entries::standing.eq(*standing))
                            .select(1.into_sql::<Integer>()),
                    ),
                ];
                let [kept, found] = db::numbers(conn, both)?;
                if kept != found {
                    let what = format!(
                        "{} has {found} entries that are {}, and {kept} are kept as their number.",
                        partner.legal_name,
                        standing.as_str()
                    );
                    report.found(what, TO_DO);
                }
            }
        }
        report.looked_at(page.len());
        match page.last() {
            Some(partner) => last = Some(partner.id),
            None => return Ok(()),
        }
    }
}

/// The next partners, by their keys.
fn page(conn: &mut Conn, last: Option<PartnerId>) -> db::Result<Vec<Partner>> {
    let partners = partners::table
        .order(partners::id)
        .limit(PAGE)
        .select(Partner::as_select());
    Ok(match last {
        Some(last) => partners.filter(partners::id.gt(last)).load(conn)?,
        None => partners.load(conn)?,
    })
}
