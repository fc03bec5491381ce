//! Records that several acceptances share although their domain is not certainly one company's.
//!
//! A domain may have been added to the lists after the record was made. No later acceptance joins such a record; those
//! that did may be of other companies, whose partners see each other's customer in it.

use std::collections::BTreeSet;

use diesel::{ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use super::report::{PAGE, Report};
use crate::{
    db::{
        self, Conn,
        ids::CustomerId,
        schema::{consents, customers, partners, relationships},
    },
    domains::mailbox,
    relationships::State,
};

const TO_DO: &str = "Ask the companies whether they are one. If not, let each partner but one remove its relationship and invite its customer again: it gets a record of its own.";

pub(super) fn check(conn: &mut Conn, report: &mut Report<'_>) -> db::Result<()> {
    let mut last = None;
    loop {
        let page = page(conn, last)?;
        let Some((end, ..)) = page.last() else {
            return Ok(());
        };
        last = Some(*end);
        for (id, name, domain) in &page {
            if report.rules.shared.holds(domain) {
                one(conn, report, *id, name, domain)?;
            }
        }
        report.looked_at(page.len());
    }
}

/// The next records that count as verified, by their keys.
fn page(
    conn: &mut Conn,
    last: Option<CustomerId>,
) -> db::Result<Vec<(CustomerId, String, String)>> {
    let verified = customers::table
        .filter(customers::domain_verified.eq(true))
        .order(customers::id)
        .limit(PAGE)
        .select((customers::id, customers::name, customers::domain));
    Ok(match last {
        Some(last) => verified.filter(customers::id.gt(last)).load(conn)?,
        None => verified.load(conn)?,
    })
}

/// A record that more than one person's acceptance connects.
fn one(
    conn: &mut Conn,
    report: &mut Report<'_>,
    id: CustomerId,
    name: &str,
    domain: &str,
) -> db::Result<()> {
    let rows: Vec<(String, String)> = relationships::table
        .inner_join(consents::table.on(consents::id.eq(relationships::consent_id)))
        .inner_join(partners::table.on(partners::id.eq(relationships::partner_id)))
        .filter(relationships::customer_id.eq(id))
        .filter(relationships::state.eq(State::Active))
        .order((consents::accepted_at, partners::legal_name))
        .select((partners::legal_name, consents::email))
        .load(conn)?;
    let people: BTreeSet<String> = rows.iter().map(|(_, email)| mailbox(email)).collect();
    if people.len() < 2 {
        return Ok(());
    }
    let by: Vec<String> = rows
        .iter()
        .map(|(partner, email)| format!("{partner} (agreed by {email})"))
        .collect();
    let what = format!(
        "Customer {id}, {name}: {} acceptances were joined by the domain {domain}, which is open to everybody and proves nothing about the company. Connected: {}.",
        people.len(),
        by.join(", ")
    );
    report.found(what, TO_DO);
    Ok(())
}
