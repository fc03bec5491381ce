//! What staff do to their role templates.

use super::{
    events::{REMOVED, SAVED, TemplateEvent},
    model::{MOST, RoleTemplate},
    queries,
};
use crate::{
    activity::{self, Changes},
    db::{self, Tx, ids::RoleTemplateId, types::Timestamp},
    identity::{self, CustomerManager},
};

/// Keeps a template; one of the same name is changed to it. False when there are too many.
pub(super) fn save(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    template: &RoleTemplate,
    now: Timestamp,
) -> db::Result<bool> {
    identity::lock_partner(tx, by.scope)?;
    let known = queries::own(tx.conn(), by.scope)?;
    let same = known.iter().find(|it| it.is_called(&template.name));
    if same.is_none() && known.len() >= MOST {
        return Ok(false);
    }
    let id = same.and_then(|it| it.id).unwrap_or_default();
    match same {
        Some(_) => queries::update(tx, by.scope, id, template)?,
        None => queries::insert(tx, by.scope, id, template)?,
    }
    let event = TemplateEvent {
        kind: SAVED,
        id,
        template,
        changes: changes(same, template),
    };
    activity::record(tx, by, &event, now)?;
    Ok(true)
}

/// What is different, where it was there before.
fn changes(before: Option<&RoleTemplate>, after: &RoleTemplate) -> Changes {
    let Some(before) = before else {
        return Changes::none();
    };
    Changes::none()
        .value("Name", &before.name, &after.name)
        .value("Roles", &before.roles.words(), &after.roles.words())
        .value("Days", &before.days.to_string(), &after.days.to_string())
}

/// Forgets one, and returns it. What was asked for with it stays.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    id: RoleTemplateId,
    now: Timestamp,
) -> db::Result<RoleTemplate> {
    identity::lock_partner(tx, by.scope)?;
    let own = queries::own(tx.conn(), by.scope)?;
    let known = own.into_iter().find(|it| it.id == Some(id));
    let template = known.ok_or(db::Error::NotFound)?;
    if !queries::remove(tx, by.scope, id)? {
        return Err(db::Error::NotFound);
    }
    let event = TemplateEvent {
        kind: REMOVED,
        id,
        template: &template,
        changes: Changes::none(),
    };
    activity::record(tx, by, &event, now)?;
    Ok(template)
}
