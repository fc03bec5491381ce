//! Statements on tags. Every one starts from a scope, or from an entry that was found through one.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{BigInt, Bool, Integer, Nullable, Text},
};

use super::model::Tag;
use crate::{
    customers::Entry,
    db::{
        self, Conn, MultiBackend, Rows, Sql, Tx, counted,
        ids::{EntryId, PartnerId, TagId},
        keyset::{Kind, Order, Page, Position},
        schema::{entry_tags, tags},
        sql,
        types::{Timestamp, Uuid},
    },
    identity::Scope,
    text::folded,
    web::page::COUNT_CAP,
};

/// A partner's tags, without those that are leaving.
#[diesel::dsl::auto_type(no_type_alias)]
fn own(scope: Scope) -> _ {
    let partner: PartnerId = scope.partner_id();
    tags::table
        .filter(tags::partner_id.eq(partner))
        .filter(tags::leaving.eq(false))
}

/// The tag with this key.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) fn find(conn: &mut Conn, scope: Scope, id: TagId) -> db::Result<Tag> {
    Ok(own(scope)
        .filter(tags::id.eq(id))
        .select(Tag::as_select())
        .first(conn)?)
}

/// The tag with this name, ignoring case.
pub(super) fn by_name(conn: &mut Conn, scope: Scope, name: &str) -> db::Result<Option<Tag>> {
    Ok(own(scope)
        .filter(tags::name_key.eq(folded(name)))
        .select(Tag::as_select())
        .first(conn)
        .optional()?)
}

/// How many a partner has.
pub(super) fn number(conn: &mut Conn, scope: Scope) -> db::Result<i64> {
    Ok(own(scope).count().get_result(conn)?)
}

/// How many a customer has.
pub(super) fn number_of_entry(conn: &mut Conn, entry: EntryId) -> db::Result<i64> {
    let own = entry_tags::table
        .inner_join(tags::table)
        .filter(entry_tags::entry_id.eq(entry))
        .filter(tags::leaving.eq(false));
    Ok(own.count().get_result(conn)?)
}

/// Makes a tag; its name is known to be free.
pub(super) fn insert(tx: &mut Tx<'_>, scope: Scope, name: &str, now: Timestamp) -> db::Result<Tag> {
    let id = TagId::new();
    diesel::insert_into(tags::table)
        .values((
            tags::id.eq(id),
            tags::partner_id.eq(scope.partner_id()),
            tags::name.eq(name),
            tags::name_key.eq(folded(name)),
            tags::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(Tag {
        id,
        name: name.to_owned(),
    })
}

/// Whether the customer has the tag.
pub(super) fn has(conn: &mut Conn, tag: TagId, entry: EntryId) -> db::Result<bool> {
    let one = entry_tags::table.find((tag, entry));
    let found = one.select(entry_tags::entry_id).first::<EntryId>(conn);
    Ok(found.optional()?.is_some())
}

/// Gives a customer a tag that it does not have.
pub(super) fn give(tx: &mut Tx<'_>, tag: TagId, entry: &Entry) -> db::Result<()> {
    diesel::insert_into(entry_tags::table)
        .values((
            entry_tags::tag_id.eq(tag),
            entry_tags::entry_id.eq(entry.id),
            entry_tags::partner_id.eq(entry.partner_id),
            entry_tags::listed.eq(entry.standing.is_listed()),
            entry_tags::name_key.eq(&entry.name_key),
            entry_tags::domain.eq(&entry.domain),
            entry_tags::since.eq(entry.since),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes a tag from a customer, and those that are on their way into it; false where it has none of them.
pub(super) fn take(tx: &mut Tx<'_>, tag: TagId, entry: EntryId) -> db::Result<bool> {
    let into = tags::table.filter(tags::merged_into.eq(tag));
    let into: Vec<TagId> = into.select(tags::id).load(tx.conn())?;
    let these = db::is_one_of(
        tx.conn(),
        "entry_tags.tag_id",
        &[&into[..], &[tag]].concat(),
    );
    let given = entry_tags::table.filter(entry_tags::entry_id.eq(entry).and(these));
    Ok(diesel::delete(given).execute(tx.conn())? > 0)
}

/// Gives a tag another name, while it has this one.
pub(super) fn rename(tx: &mut Tx<'_>, scope: Scope, tag: &Tag, name: &str) -> db::Result<bool> {
    let still = own(scope).filter(tags::id.eq(tag.id).and(tags::name.eq(&tag.name)));
    let set = (tags::name.eq(name), tags::name_key.eq(folded(name)));
    Ok(diesel::update(still).set(set).execute(tx.conn())? == 1)
}

/// By name.
pub(super) const BY_NAME: Order = Order {
    column: "tags.name_key",
    kind: Kind::Text,
    id: "tags.id",
    descending: false,
};

/// One page of a partner's tags, by name.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    place: &Position,
    size: usize,
) -> db::Result<Page<Tag>> {
    BY_NAME.page(conn, place, size, || {
        own(scope)
            .select(Tag::as_select())
            .into_boxed::<MultiBackend>()
    })
}

/// How many customers have each of these tags, counted up to the cap and one.
pub(super) fn numbers_of(conn: &mut Conn, tags: &[Tag]) -> db::Result<Vec<i64>> {
    let number = |tag: &Tag| {
        let given = entry_tags::table.filter(entry_tags::tag_id.eq(tag.id));
        counted(given.select(1.into_sql::<Integer>()).limit(COUNT_CAP + 1))
    };
    match tags {
        [] => Ok(Vec::new()),
        tags => db::all_numbers(conn, tags.iter().map(number).collect::<Vec<Sql<BigInt>>>()),
    }
}

/// All tags of a partner, by name.
///
/// # Errors
/// When the database does not answer.
pub fn all(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Tag>> {
    Ok(of_entries(conn, scope, &[])?.all)
}

/// The tags of one customer, by name.
///
/// # Errors
/// When the database does not answer.
pub fn of_entry(conn: &mut Conn, scope: Scope, entry: EntryId) -> db::Result<Vec<Tag>> {
    Ok(entry_tags::table
        .inner_join(tags::table)
        .filter(entry_tags::partner_id.eq(scope.partner_id()))
        .filter(entry_tags::entry_id.eq(entry))
        .filter(tags::leaving.eq(false))
        .order((tags::name_key, tags::id))
        .select(Tag::as_select())
        .load(conn)?)
}

/// The tags that a page of customers needs.
#[derive(Debug, Clone, Default)]
pub struct Tags {
    /// All of the partner, by name.
    pub all: Vec<Tag>,
    of: HashMap<EntryId, Vec<String>>,
}

impl Tags {
    /// The names of a customer's tags, by name.
    #[must_use]
    pub fn of(&self, entry: EntryId) -> &[String] {
        self.of.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// The name of a tag; one that is gone says so.
    #[must_use]
    pub fn name(&self, id: TagId) -> &str {
        let mut all = self.all.iter();
        all.find(|tag| tag.id == id)
            .map_or("a tag that is gone", |tag| tag.name.as_str())
    }
}

/// The tags of a partner, and which of these customers have which, in one statement.
///
/// # Errors
/// When the database does not answer.
pub fn of_entries(conn: &mut Conn, scope: Scope, entries: &[Entry]) -> db::Result<Tags> {
    let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let statement = sql::<(Uuid, Text, Nullable<Uuid>)>(
        "SELECT tags.id, tags.name, NULL FROM tags WHERE tags.partner_id = ",
    )
    .bind::<Uuid, _>(scope.partner_id())
    .sql(" AND NOT tags.leaving UNION ALL SELECT entry_tags.tag_id, '', entry_tags.entry_id FROM entry_tags WHERE entry_tags.partner_id = ")
    .bind::<Uuid, _>(scope.partner_id())
    .sql(" AND ")
    .part(db::is_one_of(conn, "entry_tags.entry_id", &ids));
    let rows: Vec<(TagId, String, Option<EntryId>)> = Rows(statement).load(conn)?;
    let mut tags = Tags::default();
    let mut given = Vec::new();
    for (id, name, entry) in rows {
        match entry {
            None => tags.all.push(Tag { id, name }),
            Some(entry) => given.push((id, entry)),
        }
    }
    tags.all
        .sort_by_cached_key(|tag| (folded(&tag.name), tag.id));
    for tag in &tags.all {
        for (_, entry) in given.iter().filter(|(id, _)| *id == tag.id) {
            tags.of.entry(*entry).or_default().push(tag.name.clone());
        }
    }
    Ok(tags)
}

/// Whether an entry has a tag, for lists that are not read by it.
#[must_use]
pub fn condition(tag: TagId) -> Sql<Bool> {
    sql("EXISTS (SELECT 1 FROM entry_tags WHERE entry_tags.entry_id = customer_entries.id AND entry_tags.tag_id = ")
        .bind::<Uuid, _>(tag)
        .sql(")")
}
