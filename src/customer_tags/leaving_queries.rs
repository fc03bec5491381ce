//! Statements on tags that are leaving: taken off their customers a part at a time, so that a tag of a million customers
//! is no single long transaction.

use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::{
    db::{
        self, Conn, Tx,
        ids::{EntryId, PartnerId, TagId},
        schema::{entry_tags, tags},
    },
    identity::{Owned, Scope},
};

/// A tag that is leaving.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaving {
    pub(super) id: TagId,
    partner: PartnerId,
    /// The tag that its customers have instead.
    into: Option<TagId>,
}

impl Owned for Leaving {
    fn owner(&self) -> PartnerId {
        self.partner
    }
}

/// A tag that is leaving; `None` where it is gone.
pub(super) fn find(conn: &mut Conn, id: TagId) -> db::Result<Option<Leaving>> {
    let leaving = tags::table.filter(tags::id.eq(id).and(tags::leaving.eq(true)));
    let found = leaving
        .select((tags::partner_id, tags::merged_into))
        .first::<(PartnerId, Option<TagId>)>(conn)
        .optional()?;
    Ok(found.map(|(partner, into)| Leaving { id, partner, into }))
}

/// Lets a tag leave, if it does not yet. Its name is free at once, and tags on their way into it go where it goes.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: TagId,
    into: Option<TagId>,
) -> db::Result<bool> {
    let own = tags::table.filter(tags::partner_id.eq(scope.partner_id()));
    let on_their_way = own.filter(tags::merged_into.eq(id));
    diesel::update(on_their_way)
        .set(tags::merged_into.eq(into))
        .execute(tx.conn())?;
    let set = (
        tags::leaving.eq(true),
        tags::merged_into.eq(into),
        // No name that is typed begins with a space.
        tags::name_key.eq(format!(" {id}")),
    );
    let still = own.filter(tags::id.eq(id).and(tags::leaving.eq(false)));
    Ok(diesel::update(still).set(set).execute(tx.conn())? == 1)
}

/// Takes the tag off at most so many customers, and forgets it with the last; true when that is done.
pub(super) fn go_on(tx: &mut Tx<'_>, tag: &Leaving, most: i64) -> db::Result<bool> {
    let entries: Vec<EntryId> = entry_tags::table
        .filter(entry_tags::tag_id.eq(tag.id))
        .order(entry_tags::entry_id)
        .limit(most)
        .select(entry_tags::entry_id)
        .load(tx.conn())?;
    let these = db::is_one_of(tx.conn(), "entry_tags.entry_id", &entries);
    let given = entry_tags::table.filter(entry_tags::tag_id.eq(tag.id).and(these));
    if let Some(into) = tag.into {
        let these = db::is_one_of(tx.conn(), "entry_tags.entry_id", &entries);
        let have: Vec<EntryId> = entry_tags::table
            .filter(entry_tags::tag_id.eq(into).and(these))
            .select(entry_tags::entry_id)
            .load(tx.conn())?;
        let lack: Vec<EntryId> = entries
            .iter()
            .copied()
            .filter(|it| !have.contains(it))
            .collect();
        let those = db::is_one_of(tx.conn(), "entry_tags.entry_id", &lack);
        diesel::update(entry_tags::table.filter(entry_tags::tag_id.eq(tag.id).and(those)))
            .set(entry_tags::tag_id.eq(into))
            .execute(tx.conn())?;
    }
    diesel::delete(given).execute(tx.conn())?;
    let is_last = i64::try_from(entries.len()).is_ok_and(|number| number < most);
    if is_last {
        diesel::delete(tags::table.find(tag.id)).execute(tx.conn())?;
    }
    Ok(is_last)
}
