//! A tag that many customers have leaves in steps: the first one in the request that asks for it, which is all there is
//! to most, and the rest in the background. To staff it is gone from the first step on.

use super::leaving_queries as queries;
use crate::{
    db::{self, Tx, ids::TagId, types::Timestamp},
    identity::{self, Scope},
    jobs::{self, Job, Step, Task},
};

/// Customers in one step.
const STEP: i64 = 500;
const KIND: &str = "tags-leave";

/// Takes a tag off all customers, who have `into` instead where there is one; false while the rest follows in the background.
/// The caller holds the partner's row.
pub(super) fn leave(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: TagId,
    into: Option<TagId>,
    now: Timestamp,
) -> db::Result<bool> {
    if !queries::begin(tx, scope, id, into)? {
        return Err(db::Error::NotFound);
    }
    let is_through = step(tx, id)? == Step::Done;
    if !is_through {
        jobs::enqueue(tx, KIND, &id.to_string(), now, now)?;
    }
    Ok(is_through)
}

fn step(tx: &mut Tx<'_>, id: TagId) -> db::Result<Step> {
    let Some(tag) = queries::find(tx.conn(), id)? else {
        return Ok(Step::Done);
    };
    Ok(match queries::go_on(tx, &tag, STEP)? {
        true => Step::Done,
        false => Step::More,
    })
}

/// Goes on with tags that are leaving.
pub struct LetTagsLeave;

impl Job for LetTagsLeave {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn step(&self, tx: &mut Tx<'_>, task: &Task, _now: Timestamp) -> db::Result<Step> {
        let Ok(id) = task.key.parse::<TagId>() else {
            return Ok(Step::Done);
        };
        // Held before anything is read, because meanwhile the tag may have been sent elsewhere.
        match queries::find(tx.conn(), id)? {
            Some(tag) => identity::lock_partner(tx, Scope::of(&tag))?,
            None => return Ok(Step::Done),
        }
        step(tx, id)
    }
}
