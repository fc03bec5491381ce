//! What staff do with tags.

use super::{
    events, leaving,
    model::{self, MOST_OF_CUSTOMER, MOST_OF_PARTNER, Tag},
    queries,
};
use crate::{
    activity::Changes,
    customer_access::{Annotate, Granted},
    customers,
    db::{self, Tx, ids::TagId, types::Timestamp},
    error::{AppError, Explained},
    identity::{self, Authorized, KeepNotes},
    web::page::Total,
};

/// Why a tag was not given or changed.
#[derive(Debug, thiserror::Error)]
pub enum TagError {
    /// The name cannot be one.
    #[error("{0}")]
    Name(String),
    /// The customer has as many as there can be.
    #[error("A customer has at most {MOST_OF_CUSTOMER} tags. Take one off first")]
    CustomerIsFull,
    /// The partner has as many as there can be.
    #[error(
        "Your company has {MOST_OF_PARTNER} tags, which is the most. Merge some, or take one off all customers"
    )]
    PartnerIsFull,
    /// There is another tag of that name.
    #[error("There is a tag named {} already. Merge the two, or choose another name", .0.name)]
    Taken(Tag),
    /// Somebody else has renamed it meanwhile.
    #[error(
        "Somebody else renamed this tag to {0} since you opened the page. Nothing was changed; save again if your name is the better one"
    )]
    Stale(String),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for TagError {
    fn code(&self) -> &'static str {
        match self {
            Self::Name(_) => "tag_name",
            Self::CustomerIsFull => "customer_tags_full",
            Self::PartnerIsFull => "tags_full",
            Self::Taken(_) => "tag_taken",
            Self::Stale(_) => "stale",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        "tag"
    }
}

impl From<TagError> for AppError {
    fn from(error: TagError) -> Self {
        match error {
            TagError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// The tag of this name, made where there is none. The caller holds the partner's row.
fn named(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    name: &str,
    now: Timestamp,
) -> Result<Tag, TagError> {
    if let Some(tag) = queries::by_name(tx.conn(), by.scope, name)? {
        return Ok(tag);
    }
    if queries::number(tx.conn(), by.scope)? >= MOST_OF_PARTNER {
        return Err(TagError::PartnerIsFull);
    }
    Ok(queries::insert(tx, by.scope, name, now)?)
}

fn give(
    tx: &mut Tx<'_>,
    to: &Granted<Annotate>,
    tag: &Tag,
    now: Timestamp,
) -> Result<(), TagError> {
    if queries::has(tx.conn(), tag.id, to.entry.id)? {
        return Ok(());
    }
    if queries::number_of_entry(tx.conn(), to.entry.id)? >= MOST_OF_CUSTOMER {
        return Err(TagError::CustomerIsFull);
    }
    // As it is now: a rename may have come between the page and the lock, and the list of a tag has a copy of its order.
    let entry = customers::find_entry(tx.conn(), to.by.scope, to.entry.id)?;
    queries::give(tx, tag.id, &entry)?;
    events::of_customer(tx, &to.by, &to.entry, events::TAG_ADDED, tag, now)?;
    Ok(())
}

/// Gives a customer a tag; one that it has already stays.
///
/// # Errors
/// See [`TagError`]; nothing is changed then.
pub fn add(
    tx: &mut Tx<'_>,
    to: &Granted<Annotate>,
    typed: &str,
    now: Timestamp,
) -> Result<Tag, TagError> {
    let name = model::name(typed).map_err(TagError::Name)?;
    let tag = named(tx, &to.by, &name, now)?;
    give(tx, to, &tag, now)?;
    Ok(tag)
}

/// Takes a tag from a customer; where it does not have it, nothing is done.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    from: &Granted<Annotate>,
    id: TagId,
    now: Timestamp,
) -> Result<Tag, TagError> {
    let tag = queries::find(tx.conn(), from.by.scope, id)?;
    if queries::take(tx, tag.id, from.entry.id)? {
        events::of_customer(tx, &from.by, &from.entry, events::TAG_REMOVED, &tag, now)?;
    }
    Ok(tag)
}

/// What is done with a tag and many customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Add,
    Remove,
}

/// What became of many customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) tag: Tag,
    /// Those that have it now, or do not have it any more.
    pub(super) done: usize,
    /// Those that have as many tags as there can be.
    pub(super) full: usize,
}

/// Gives many customers a tag, or takes it from them. Customers without an active relationship are left out.
pub(super) fn change_many(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    keys: &[uuid::Uuid],
    change: Change,
    typed: &str,
    now: Timestamp,
) -> Result<Changed, TagError> {
    let name = model::name(typed).map_err(TagError::Name)?;
    let customers = Granted::<Annotate>::of_many(tx, by, keys, now)?;
    let tag = match (change, queries::by_name(tx.conn(), by.scope, &name)?) {
        (_, Some(tag)) => tag,
        (Change::Add, None) => named(tx, by, &name, now)?,
        (Change::Remove, None) => {
            return Err(TagError::Name(format!("There is no tag named {name}")));
        }
    };
    let mut full = 0;
    for customer in &customers {
        let done = match change {
            Change::Add => give(tx, customer, &tag, now),
            Change::Remove => remove(tx, customer, tag.id, now).map(drop),
        };
        match done {
            Ok(()) => {}
            Err(TagError::CustomerIsFull) => full += 1,
            Err(other) => return Err(other),
        }
    }
    Ok(Changed {
        tag,
        done: customers.len() - full,
        full,
    })
}

/// Gives a tag another name; `known` is the one that was on the page.
pub(super) fn rename(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    id: TagId,
    known: &str,
    typed: &str,
    now: Timestamp,
) -> Result<Tag, TagError> {
    let name = model::name(typed).map_err(TagError::Name)?;
    identity::lock_partner(tx, by.scope)?;
    let tag = queries::find(tx.conn(), by.scope, id)?;
    let named = Tag {
        id,
        name: name.clone(),
    };
    if tag.name == name {
        return Ok(named);
    }
    if tag.name != known {
        return Err(TagError::Stale(tag.name));
    }
    let same = queries::by_name(tx.conn(), by.scope, &name)?;
    if let Some(other) = same.filter(|other| other.id != id) {
        return Err(TagError::Taken(other));
    }
    if !queries::rename(tx, by.scope, &tag, &name)? {
        return Err(TagError::Stale(tag.name));
    }
    let changes = Changes::none().value("Name", &tag.name, &name);
    events::of_tag(tx, by, events::TAG_RENAMED, &named, changes, now)?;
    Ok(named)
}

/// Makes one tag part of another, which whoever had it has instead; false while that goes on in the background.
pub(super) fn merge(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    from: TagId,
    into: TagId,
    now: Timestamp,
) -> Result<(Tag, bool), TagError> {
    identity::lock_partner(tx, by.scope)?;
    let into = queries::find(tx.conn(), by.scope, into)?;
    let from = queries::find(tx.conn(), by.scope, from)?;
    let mut is_through = true;
    if from.id != into.id {
        is_through = leaving::leave(tx, by.scope, from.id, Some(into.id), now)?;
        let changes = Changes::none().value("Part of", &from.name, &into.name);
        events::of_tag(tx, by, events::TAGS_MERGED, &into, changes, now)?;
    }
    Ok((into, is_through))
}

/// Takes a tag from all customers, and forgets it; with how many have it, counted as the list of tags does.
pub(super) fn forget(
    tx: &mut Tx<'_>,
    by: &Authorized<KeepNotes>,
    id: TagId,
    now: Timestamp,
) -> Result<(Tag, Total), TagError> {
    identity::lock_partner(tx, by.scope)?;
    let tag = queries::find(tx.conn(), by.scope, id)?;
    let number = queries::numbers_of(tx.conn(), std::slice::from_ref(&tag))?;
    let number = Total::capped(number.into_iter().sum());
    leaving::leave(tx, by.scope, id, None, now)?;
    events::of_tag(tx, by, events::TAG_FORGOTTEN, &tag, Changes::none(), now)?;
    Ok((tag, number))
}
