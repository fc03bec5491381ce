//! What people do to a grant, of either side.

use super::{
    audience_queries::{self, Audience},
    desk::Desk,
    events::{ENDED, GLOBAL_DROPPED, GrantEvent, SWITCHED_OFF, SWITCHED_ON},
    letters::{self, News},
};
use crate::{
    activity::{By, Changes},
    customers,
    db::{self, Tx, ids::GrantId, types::Timestamp},
    error::AppError,
    identity::{self, CustomerManager},
    privileges::{self, AdminRole, EndCause, Grant},
};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// It stands so already, has ended meanwhile, or cannot be done to privileges with these roles.
    #[error("these privileges have changed meanwhile")]
    Changed,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<ChangeError> for AppError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Changed => Self::NotFound,
            ChangeError::Db(error) => error.into(),
        }
    }
}

/// A grant, and the company that granted it.
#[derive(Debug, Clone)]
pub struct Change {
    /// As it was before.
    pub grant: Grant,
    /// Whose.
    pub company: String,
}

/// Ends some of a partner's, in one transaction; those that have ended already are left as they are. Returns those that
/// were ended now.
///
/// # Errors
/// `NotFound` when one of them is another partner's; nothing is changed then.
pub fn end_many(
    tx: &mut Tx<'_>,
    desk: &Desk,
    by: &CustomerManager,
    ids: &[GrantId],
    now: Timestamp,
) -> db::Result<Vec<Change>> {
    identity::lock_partner(tx, by.scope)?;
    let mut chosen = Vec::new();
    for id in ids {
        chosen.push(privileges::find(tx.conn(), by.scope, *id)?.customer_id);
    }
    customers::hold_all(tx, chosen)?;
    let mut ended = Vec::new();
    for id in ids {
        let grant = privileges::find(tx.conn(), by.scope, *id)?;
        if !grant.is_in_force(now) {
            continue;
        }
        if let Some(company) = end(tx, desk, &grant, EndCause::Partner, by.into(), now)? {
            ended.push(Change { grant, company });
        }
    }
    Ok(ended)
}

/// The customer ends the one behind its link; where it has ended already, nothing is changed.
pub(super) fn end_by_link(
    tx: &mut Tx<'_>,
    desk: &Desk,
    token_hash: &str,
    now: Timestamp,
) -> db::Result<()> {
    let grant = privileges::find_by_link(tx.conn(), token_hash)?;
    end_for_customer(tx, desk, &grant, now)
}

/// The customer ends one.
///
/// # Errors
/// When a row cannot be written.
pub fn end_for_customer(
    tx: &mut Tx<'_>,
    desk: &Desk,
    grant: &Grant,
    now: Timestamp,
) -> db::Result<()> {
    if grant.is_in_force(now) {
        let company = privileges::company_of(tx.conn(), grant)?.1;
        let by = By::customer(grant.partner_id, &company);
        end(tx, desk, grant, EndCause::Customer, by, now)?;
    }
    Ok(())
}

/// Returns the company, when this one ended it.
fn end(
    tx: &mut Tx<'_>,
    desk: &Desk,
    grant: &Grant,
    cause: EndCause,
    by: By<'_>,
    now: Timestamp,
) -> db::Result<Option<String>> {
    if !privileges::end(tx, grant, cause, now)? {
        return Ok(None);
    }
    let audience = audience_queries::audience(tx.conn(), grant)?;
    let by = match cause {
        EndCause::Customer => by.notifying(audience.notified()),
        EndCause::Partner | EndCause::Term => by,
    };
    let changes = Changes::none().value("Until", &grant.ends_at.words(), &now.words());
    GrantEvent::new(ENDED, grant, changes).record(tx, by, now)?;
    letters::tell(tx, desk, grant, &audience, News::Ended(cause), now)?;
    Ok(Some(audience.company))
}

/// Switches automatic extension.
///
/// # Errors
/// `Changed` where it stands so already, has ended, or holds Global administrator.
pub fn switch(
    tx: &mut Tx<'_>,
    desk: &Desk,
    by: &CustomerManager,
    id: GrantId,
    on: bool,
    now: Timestamp,
) -> Result<Change, ChangeError> {
    let grant = privileges::find(tx.conn(), by.scope, id)?;
    let audience = switch_one(tx, desk, &grant, on, now)?;
    note_switched(tx, &grant, on, by.into(), now)?;
    Ok(Change {
        grant,
        company: audience.company,
    })
}

/// The customer switches it off; where it is off already, nothing is changed.
pub(super) fn switch_off_by_link(
    tx: &mut Tx<'_>,
    desk: &Desk,
    token_hash: &str,
    now: Timestamp,
) -> db::Result<()> {
    let grant = privileges::find_by_link(tx.conn(), token_hash)?;
    match switch_one(tx, desk, &grant, false, now) {
        Ok(audience) => {
            let by = By::customer(grant.partner_id, &audience.company);
            let by = by.notifying(audience.notified());
            note_switched(tx, &grant, false, by, now)
        }
        Err(ChangeError::Changed) => Ok(()),
        Err(ChangeError::Db(error)) => Err(error),
    }
}

fn switch_one(
    tx: &mut Tx<'_>,
    desk: &Desk,
    grant: &Grant,
    on: bool,
    now: Timestamp,
) -> Result<Audience, ChangeError> {
    if !privileges::switch(tx, grant, on, now)? {
        return Err(ChangeError::Changed);
    }
    let audience = audience_queries::audience(tx.conn(), grant)?;
    let news = match on {
        true => News::SwitchedOn,
        false => News::SwitchedOff,
    };
    letters::tell(tx, desk, grant, &audience, news, now)?;
    Ok(audience)
}

fn note_switched(
    tx: &mut Tx<'_>,
    grant: &Grant,
    on: bool,
    by: By<'_>,
    now: Timestamp,
) -> db::Result<()> {
    let (kind, before, after) = match on {
        true => (SWITCHED_ON, "off", "on"),
        false => (SWITCHED_OFF, "on", "off"),
    };
    let changes = Changes::none().value("Automatic extension", before, after);
    GrantEvent::new(kind, grant, changes).record(tx, by, now)
}

/// Drops Global administrator from one in force that holds other roles, too.
///
/// # Errors
/// `Changed` where there is nothing to drop (any more).
pub fn drop_global(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    id: GrantId,
    now: Timestamp,
) -> Result<Change, ChangeError> {
    let grant = privileges::find(tx.conn(), by.scope, id)?;
    if !privileges::drop_global(tx, &grant, now)? {
        return Err(ChangeError::Changed);
    }
    let company = privileges::company_of(tx.conn(), &grant)?.1;
    let rest = grant.roles.without(AdminRole::GlobalAdministrator);
    let changes = Changes::none().value("Roles", &grant.roles.words(), &rest.words());
    GrantEvent::new(GLOBAL_DROPPED, &grant, changes).record(tx, by.into(), now)?;
    Ok(Change { grant, company })
}
