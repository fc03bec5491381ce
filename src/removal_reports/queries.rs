//! Statements on reports. Each starts from a scope, or from a report that was found by one.

use std::collections::HashSet;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::{About, Fate, Kind, Line, NewLine, NewReport, Report, What};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{EntryId, PartnershipId, RemovalReportId},
        keyset::{Kind as Column, Order, Page, Position},
        schema::{removal_report_lines, removal_reports},
        types::Timestamp,
    },
    identity::Scope,
};

/// Other reports of the same customer that are named.
const OTHERS: i64 = 20;

/// Keeps the report of a removal, in its transaction: the statements first, then the lines as they are given.
///
/// # Errors
/// When a row cannot be written.
pub fn keep(
    tx: &mut Tx<'_>,
    scope: Scope,
    new: NewReport<'_>,
    now: Timestamp,
) -> db::Result<RemovalReportId> {
    let (entry_id, partnership_id, kind) = match new.about {
        About::Customer(entry) => (Some(entry), None, Kind::Customer),
        About::Partnership(partnership) => (None, Some(partnership), Kind::Partnership),
    };
    let (version, statements) = new.statements;
    let made = statements.iter().filter(|_| new.by.is_some());
    let stated = made.map(|text| NewLine::new(Fate::Stated, What::Statement, *text).code(version));
    let lines: Vec<NewLine> = stated.chain(new.lines).collect();
    let report = Report {
        id: RemovalReportId::new(),
        partner_id: scope.partner_id(),
        kind,
        entry_id,
        partnership_id,
        company: new.company.0.to_owned(),
        domain: new.company.1.to_owned(),
        removed_at: now,
        removed_by: new.by.map(|staff| staff.id),
        by_name: new
            .by
            .map_or(new.company.0, |staff| staff.name.as_str())
            .to_owned(),
        reason: new.reason.to_owned(),
        statements_version: new.by.map(|_| version.to_owned()),
        line_count: i32::try_from(lines.len()).unwrap_or(i32::MAX),
    };
    diesel::insert_into(removal_reports::table)
        .values(&report)
        .execute(tx.conn())?;
    for (place, line) in (1..).zip(lines) {
        diesel::insert_into(removal_report_lines::table)
            .values(line.placed(report.id, place))
            .execute(tx.conn())?;
    }
    Ok(report.id)
}

fn of<'q>(scope: Scope) -> removal_reports::BoxedQuery<'q, MultiBackend> {
    removal_reports::table
        .filter(removal_reports::partner_id.eq(scope.partner_id()))
        .into_boxed()
}

/// The latest reports of a customer, the last one first.
pub(super) fn of_entry(conn: &mut Conn, scope: Scope, entry: EntryId) -> db::Result<Vec<Report>> {
    Ok(of(scope)
        .filter(removal_reports::entry_id.eq(Some(entry)))
        .order((
            removal_reports::removed_at.desc(),
            removal_reports::id.desc(),
        ))
        .limit(OTHERS)
        .select(Report::as_select())
        .load(conn)?)
}

/// One report of a customer.
pub(super) fn find(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
    id: RemovalReportId,
) -> db::Result<Report> {
    Ok(of(scope)
        .filter(removal_reports::id.eq(id))
        .filter(removal_reports::entry_id.eq(Some(entry)))
        .select(Report::as_select())
        .first(conn)?)
}

/// This partner's report of a partnership.
pub(super) fn of_partnership(
    conn: &mut Conn,
    scope: Scope,
    id: PartnershipId,
) -> db::Result<Option<Report>> {
    Ok(of(scope)
        .filter(removal_reports::partnership_id.eq(Some(id)))
        .select(Report::as_select())
        .first(conn)
        .optional()?)
}

/// The lines of a report from this place on.
pub(super) fn lines(
    conn: &mut Conn,
    report: RemovalReportId,
    from: i32,
    most: i64,
) -> db::Result<Vec<Line>> {
    Ok(removal_report_lines::table
        .filter(removal_report_lines::report_id.eq(report))
        .filter(removal_report_lines::place.ge(from))
        .order(removal_report_lines::place)
        .limit(most)
        .select(Line::as_select())
        .load(conn)?)
}

/// Those of these entries of which a report is kept.
///
/// # Errors
/// When the database does not answer.
pub fn reported(
    conn: &mut Conn,
    scope: Scope,
    entries: &[EntryId],
) -> db::Result<HashSet<EntryId>> {
    if entries.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<Option<EntryId>> = of(scope)
        .filter(removal_reports::entry_id.is_not_null())
        .filter(db::is_one_of(conn, "removal_reports.entry_id", entries))
        .select(removal_reports::entry_id)
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}

const NEWEST_FIRST: Order = Order {
    column: "removal_reports.removed_at",
    kind: Column::Time,
    id: "removal_reports.id",
    descending: true,
};

/// One page of the reports of partnerships.
pub(super) fn of_partnerships(
    conn: &mut Conn,
    scope: Scope,
    (place, size): (&Position, usize),
) -> db::Result<Page<Report>> {
    NEWEST_FIRST.page(conn, place, size, || {
        of(scope)
            .filter(removal_reports::kind.eq(Kind::Partnership))
            .select(Report::as_select())
    })
}
