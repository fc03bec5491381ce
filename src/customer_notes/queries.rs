//! Statements on notes. Every one starts from a scope.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl, SelectableHelper,
    dsl::InnerJoinOn,
};

use super::model::Note;
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{EntryId, NoteId, UserId},
        keyset::{Kind, Order, Page, Position},
        schema::{notes, users},
        types::Timestamp,
    },
    identity::Scope,
};

/// A note, and the name of who wrote it.
pub(super) type Written = (Note, String);

type ByAuthor = diesel::dsl::Eq<users::id, notes::author_id>;
type Source = InnerJoinOn<notes::table, users::table, ByAuthor>;

fn of<'q>(
    scope: Scope,
    entry: EntryId,
) -> diesel::helper_types::IntoBoxed<'q, Source, MultiBackend> {
    notes::table
        .inner_join(users::table.on(users::id.eq(notes::author_id)))
        .into_boxed()
        .filter(notes::partner_id.eq(scope.partner_id()))
        .filter(notes::entry_id.eq(entry))
}

const LATEST_FIRST: Order = Order {
    column: "notes.created_at",
    kind: Kind::Time,
    id: "notes.id",
    descending: true,
};

/// One page of the notes about a customer, the latest first.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
    place: &Position,
    size: usize,
) -> db::Result<Page<Written>> {
    LATEST_FIRST.page(conn, place, size, || {
        of(scope, entry).select((Note::as_select(), users::name))
    })
}

/// The latest notes about a customer, each with the name of who wrote it, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub fn latest(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
    size: usize,
) -> db::Result<(Vec<(Note, String)>, bool)> {
    let page = list(conn, scope, entry, &Position::First, size)?;
    Ok((page.rows, page.has_next))
}

/// The note with this key about this customer, and the name of who wrote it.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) fn find(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
    id: NoteId,
) -> db::Result<Written> {
    Ok(of(scope, entry)
        .filter(notes::id.eq(id))
        .select((Note::as_select(), users::name))
        .first(conn)?)
}

/// Keeps a new one.
pub(super) fn insert(tx: &mut Tx<'_>, note: &Note) -> db::Result<()> {
    diesel::insert_into(notes::table)
        .values(note)
        .execute(tx.conn())?;
    Ok(())
}

/// Changes the words of one's own, if nobody has since `version`.
pub(super) fn change(
    tx: &mut Tx<'_>,
    note: &Note,
    author: UserId,
    version: i32,
    body: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let own = notes::table
        .find(note.id)
        .filter(notes::author_id.eq(author).and(notes::version.eq(version)));
    let set = (
        notes::body.eq(body),
        notes::version.eq(notes::version + 1),
        notes::changed_at.eq(now),
    );
    Ok(diesel::update(own).set(set).execute(tx.conn())? == 1)
}

/// Removes one's own; false where it is gone.
pub(super) fn remove(tx: &mut Tx<'_>, note: &Note, author: UserId) -> db::Result<bool> {
    let own = notes::table
        .find(note.id)
        .filter(notes::author_id.eq(author));
    Ok(diesel::delete(own).execute(tx.conn())? == 1)
}
