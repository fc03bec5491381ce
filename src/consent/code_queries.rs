//! Requests for the mailed code, the second proof beside the link.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl,
    Selectable, SelectableHelper,
};

use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{CodeRequestId, InvitationId},
        schema::code_requests,
        types::Timestamp,
    },
    language::Language,
};

/// Tries at one code.
pub(super) const TRIES: i32 = 5;

/// Someone who asked for a code.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = code_requests, check_for_backend(MultiBackend))]
pub struct CodeRequest {
    /// Key; the code is derived from it.
    pub id: CodeRequestId,
    /// For which invitation.
    pub invitation_id: InvitationId,
    /// Their name.
    pub person_name: String,
    /// Their job.
    pub job_title: String,
    /// Where the code was mailed.
    pub email: String,
    /// The language in which they read the page.
    pub language: Language,
    /// Tries so far, counted before comparing.
    pub tries: i32,
    /// When.
    pub created_at: Timestamp,
    /// Until when the code is good.
    pub expires_at: Timestamp,
    /// When it was used to accept.
    pub used_at: Option<Timestamp>,
}

pub(super) fn count_since(conn: &mut Conn, id: InvitationId, since: Timestamp) -> db::Result<i64> {
    let requests = code_requests::table.filter(code_requests::invitation_id.eq(id));
    Ok(requests
        .filter(code_requests::created_at.gt(since))
        .count()
        .get_result(conn)?)
}

pub(super) fn insert(tx: &mut Tx<'_>, request: &CodeRequest) -> db::Result<()> {
    diesel::insert_into(code_requests::table)
        .values(request)
        .execute(tx.conn())?;
    Ok(())
}

/// A request of this invitation.
pub fn find(
    conn: &mut Conn,
    invitation: InvitationId,
    id: CodeRequestId,
) -> db::Result<CodeRequest> {
    let one = code_requests::table
        .find(id)
        .filter(code_requests::invitation_id.eq(invitation));
    Ok(one.select(CodeRequest::as_select()).first(conn)?)
}

/// Counts a try, in its own transaction, so that it counts even when the rest fails; false when none is left or the
/// code is too old. A code that is too old loses its tries, so that it stays invalid when the clock is set back.
pub fn count_try(
    tx: &mut Tx<'_>,
    invitation: InvitationId,
    id: CodeRequestId,
    now: Timestamp,
) -> db::Result<bool> {
    let good = code_requests::table
        .find(id)
        .filter(code_requests::invitation_id.eq(invitation))
        .filter(
            code_requests::tries
                .lt(TRIES)
                .and(code_requests::used_at.is_null()),
        )
        .filter(code_requests::expires_at.gt(now));
    let counted = diesel::update(good)
        .set(code_requests::tries.eq(code_requests::tries + 1))
        .execute(tx.conn())?;
    if counted == 0 {
        let over = code_requests::table
            .find(id)
            .filter(code_requests::invitation_id.eq(invitation))
            .filter(code_requests::used_at.is_null())
            .filter(code_requests::expires_at.le(now));
        diesel::update(over)
            .set(code_requests::tries.eq(TRIES))
            .execute(tx.conn())?;
    }
    Ok(counted == 1)
}

/// Marks the code as used: true once.
pub(super) fn use_up(tx: &mut Tx<'_>, id: CodeRequestId, now: Timestamp) -> db::Result<bool> {
    let unused = code_requests::table
        .find(id)
        .filter(code_requests::used_at.is_null());
    Ok(diesel::update(unused)
        .set(code_requests::used_at.eq(now))
        .execute(tx.conn())?
        == 1)
}

/// Codes that are still valid.
pub(super) fn open_codes(conn: &mut Conn, now: Timestamp) -> db::Result<Vec<CodeRequestId>> {
    Ok(code_requests::table
        .filter(code_requests::used_at.is_null())
        .filter(code_requests::expires_at.gt(now))
        .select(code_requests::id)
        .load(conn)?)
}

/// Ends the code; another one can be requested at once.
pub(super) fn end_code(tx: &mut Tx<'_>, id: CodeRequestId, now: Timestamp) -> db::Result<()> {
    diesel::update(code_requests::table.find(id))
        .set(code_requests::expires_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}
