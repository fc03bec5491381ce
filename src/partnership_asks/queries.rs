//! Statements on asks for a partnership, and on the joint invitations that the end of one stops.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper, sql_types::Bool,
};

use crate::{
    db::{
        self, Conn, MultiBackend,
        ids::PartnerId,
        schema::{invitation_parties, invitations},
        sql,
        types::Timestamp,
    },
    identity::Scope,
    invitations::Invitation,
    partnerships::Side,
};

/// Said as text, so that the index on these states serves on both databases.
const OPEN: &str = "invitations.state IN ('draft', 'ready', 'sent')";
/// Open asks that a page shows, and that are counted.
const MOST: i64 = 100;

type Query<'q> = invitations::BoxedQuery<'q, MultiBackend>;

/// This partner's open asks for a partnership; some may have run out without the sweep having come by.
fn open<'q>(scope: Scope) -> Query<'q> {
    invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .filter(invitations::entry_id.is_null())
        .filter(sql::<Bool>(OPEN))
        .into_boxed()
}

/// The open ask of a company, if any.
pub(super) fn open_of_domain(
    conn: &mut Conn,
    scope: Scope,
    domain: &str,
) -> db::Result<Option<Invitation>> {
    let one = open(scope).filter(invitations::domain.eq(domain));
    Ok(one.select(Invitation::as_select()).first(conn).optional()?)
}

/// This partner's asks for a partnership that have no answer yet, the newest first; up to a hundred.
pub fn open_partnership_asks(
    conn: &mut Conn,
    scope: Scope,
    now: Timestamp,
) -> db::Result<Vec<Invitation>> {
    let lives = invitations::expires_at
        .is_null()
        .or(invitations::expires_at.gt(now));
    Ok(open(scope)
        .filter(lives)
        .order((invitations::created_at.desc(), invitations::id.desc()))
        .limit(MOST)
        .select(Invitation::as_select())
        .load(conn)?)
}

/// The open invitations of customers that `owner` has begun together with `across`, which is on `side`, by company.
pub(super) fn open_joint(
    conn: &mut Conn,
    owner: Scope,
    across: PartnerId,
    side: Side,
) -> db::Result<Vec<Invitation>> {
    Ok(invitations::table
        .inner_join(invitation_parties::table)
        .filter(invitations::partner_id.eq(owner.partner_id()))
        .filter(sql::<Bool>(OPEN))
        .filter(
            invitations::entry_id
                .is_not_null()
                .and(invitation_parties::partner_id.eq(across))
                .and(invitation_parties::kind.eq(side.kind())),
        )
        .order((invitations::company_name, invitations::id))
        .select(Invitation::as_select())
        .load(conn)?)
}
