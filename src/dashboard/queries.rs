//! Statements of the dashboard. It reads the invitations and mails, and never writes them.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, QueryDsl, RunQueryDsl,
    sql_types::{BigInt, Bool, Integer},
};

use crate::{
    activity,
    customers::{self, Standing},
    db::{
        self, Conn, MultiBackend, Sql, counted,
        ids::InvitationId,
        schema::{invitations, mails},
        sql,
        types::Timestamp,
    },
    identity::Scope,
    invitations::{MAIL_FAILED, State, WAITING},
    mail::MailState,
    order_requests,
    partnerships::{self, Side},
    subscriptions,
};

/// Invitations are counted up to here.
pub(super) const CAP: i64 = 1_000;
/// Lines under "needs attention".
const LINES: usize = 10;
const LIMIT: i64 = 10;

/// The numbers of the tiles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    pub(super) connected: i64,
    pub(super) imported: i64,
    pub(super) waiting: i64,
    pub(super) accepted: i64,
    pub(super) declined: i64,
    pub(super) drafts: i64,
    pub(super) activity: i64,
    pub(super) failing: i64,
    /// Active partnerships, and asks for one without an answer.
    pub(super) partnerships: i64,
    pub(super) asked_partners: i64,
    /// Order requests without an answer: those that came, and those that one sent.
    pub(super) requests_came: i64,
    pub(super) requests_sent: i64,
    /// Subscriptions with unused licenses.
    pub(super) unused: i64,
    /// When the oldest of those that came was sent.
    pub(super) oldest_request: Option<Timestamp>,
}

/// All numbers of one partner.
pub(super) fn figures(
    conn: &mut Conn,
    scope: Scope,
    side: subscriptions::Side,
    now: Timestamp,
) -> db::Result<Figures> {
    let month = beginning_of_month(now);
    let of_state = |state| of(scope).filter(invitations::state.eq(state));
    let answered = |state| of_state(state).filter(invitations::answered_at.ge(month));
    let waiting = || {
        of(scope)
            .filter(sql::<Bool>(WAITING))
            .filter(invitations::expires_at.gt(now))
    };
    // Said twice, so that the index on the few open asks serves, and not that on all that wait.
    let asked_partners = waiting()
        .filter(invitations::entry_id.is_null())
        .filter(sql::<Bool>(
            "invitations.state IN ('draft', 'ready', 'sent')",
        ));
    let numbers = [
        customers::number_of_entries(scope, Some(Standing::Connected)),
        customers::number_of_entries(scope, Some(Standing::Imported)),
        capped(waiting()),
        capped(answered(State::Accepted)),
        capped(answered(State::Declined)),
        capped(of_state(State::Draft)),
        activity::number_since(scope, now.minus(Duration::days(7))),
        activity::number_of(scope, MAIL_FAILED, now.minus(Duration::days(30))),
        partnerships::number_active(scope, Side::Provider, CAP),
        partnerships::number_active(scope, Side::Reseller, CAP),
        capped(asked_partners),
        order_requests::number_waiting(scope, true),
        order_requests::number_waiting(scope, false),
        subscriptions::number_unused(scope, side),
    ];
    let [
        connected,
        imported,
        waiting,
        accepted,
        declined,
        drafts,
        activity,
        failing,
        with_resellers,
        with_providers,
        asked_partners,
        requests_came,
        requests_sent,
        unused,
    ] = db::numbers(conn, numbers)?;
    let oldest_request = match requests_came {
        0 => None,
        _ => order_requests::oldest_waiting(conn, scope)?,
    };
    Ok(Figures {
        requests_came,
        requests_sent,
        oldest_request,
        unused,
        connected,
        imported,
        waiting,
        accepted,
        declined,
        drafts,
        activity,
        failing,
        partnerships: with_resellers + with_providers,
        asked_partners,
    })
}

type Query<'q> = invitations::BoxedQuery<'q, MultiBackend>;

fn of<'q>(scope: Scope) -> Query<'q> {
    invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .into_boxed()
}

fn capped(query: Query<'static>) -> Sql<BigInt> {
    counted(query.select(1.into_sql::<Integer>()).limit(CAP + 1))
}

fn beginning_of_month(now: Timestamp) -> Timestamp {
    let text = now.rfc3339();
    let month = text.get(..7).unwrap_or_default();
    Timestamp::parse(&format!("{month}-01T00:00:00Z")).unwrap_or(now)
}

/// Why an invitation needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// A mail of it came back.
    Bounced,
    /// Its link ends soon.
    Ending,
    /// The customer said no.
    Declined,
}

/// An invitation that needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attention {
    pub(super) reason: Reason,
    pub(super) invitation: InvitationId,
    pub(super) company: String,
    /// The server's answer, or the customer's words.
    pub(super) detail: String,
    pub(super) at: Timestamp,
}

/// What needs attention: what is broken first, then what ends, then what was refused.
pub(super) fn attention(
    conn: &mut Conn,
    scope: Scope,
    now: Timestamp,
) -> db::Result<Vec<Attention>> {
    let mut lines = bounced(conn, scope, now.minus(Duration::days(14)))?;
    for line in ending(conn, scope, now)?.into_iter().chain(declined(
        conn,
        scope,
        now.minus(Duration::days(14)),
    )?) {
        if lines
            .iter()
            .all(|known| known.invitation != line.invitation)
        {
            lines.push(line);
        }
    }
    lines.truncate(LINES);
    Ok(lines)
}

fn bounced(conn: &mut Conn, scope: Scope, since: Timestamp) -> db::Result<Vec<Attention>> {
    let failed = mails::table
        .filter(mails::partner_id.eq(scope.partner_id()))
        .filter(mails::state.eq(MailState::Failed))
        .filter(
            mails::created_at
                .gt(since)
                .and(mails::invitation_id.is_not_null()),
        );
    let failed: Vec<(Option<InvitationId>, Option<String>, Timestamp)> = failed
        .order((mails::created_at.desc(), mails::id.desc()))
        .select((mails::invitation_id, mails::last_answer, mails::created_at))
        .limit(LIMIT)
        .load(conn)?;
    let ids: Vec<InvitationId> = failed.iter().filter_map(|(id, ..)| *id).collect();
    let companies: Vec<(InvitationId, String)> = of(scope)
        .filter(db::is_one_of(conn, "invitations.id", &ids))
        .select((invitations::id, invitations::company_name))
        .load(conn)?;
    let mut lines: Vec<Attention> = Vec::new();
    for (id, answer, at) in failed {
        let named = companies.iter().find(|(known, _)| Some(*known) == id);
        if let Some((invitation, company)) = named
            && lines.iter().all(|line| line.invitation != *invitation)
        {
            lines.push(Attention {
                reason: Reason::Bounced,
                invitation: *invitation,
                company: company.clone(),
                detail: answer.unwrap_or_default(),
                at,
            });
        }
    }
    Ok(lines)
}

fn ending(conn: &mut Conn, scope: Scope, now: Timestamp) -> db::Result<Vec<Attention>> {
    let rows: Vec<(InvitationId, String, Option<Timestamp>)> = of(scope)
        .filter(sql::<Bool>(WAITING))
        .filter(invitations::expires_at.gt(now))
        .filter(invitations::expires_at.le(now.plus(Duration::days(3))))
        .order((invitations::expires_at.asc(), invitations::id.asc()))
        .select((
            invitations::id,
            invitations::company_name,
            invitations::expires_at,
        ))
        .limit(LIMIT)
        .load(conn)?;
    let line = |(invitation, company, ends): (_, _, Option<Timestamp>)| {
        Some(Attention {
            reason: Reason::Ending,
            invitation,
            company,
            detail: String::new(),
            at: ends?,
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

fn declined(conn: &mut Conn, scope: Scope, since: Timestamp) -> db::Result<Vec<Attention>> {
    let rows: Vec<(InvitationId, String, String, Option<Timestamp>)> = of(scope)
        .filter(invitations::state.eq(State::Declined))
        .filter(invitations::answered_at.gt(since))
        .order(invitations::answered_at.desc())
        .select((
            invitations::id,
            invitations::company_name,
            invitations::refusal_reason,
            invitations::answered_at,
        ))
        .limit(LIMIT)
        .load(conn)?;
    let line = |(invitation, company, detail, at): (_, _, _, Option<Timestamp>)| {
        Some(Attention {
            reason: Reason::Declined,
            invitation,
            company,
            detail,
            at: at?,
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_at_midnight_utc() {
        let now = Timestamp::parse("2026-11-22T16:40:00Z").unwrap();
        assert_eq!(
            beginning_of_month(now).rfc3339(),
            "2026-11-01T00:00:00.000000Z"
        );
    }
}
