//! A partner changes its own message templates.

use super::{
    events::{TEMPLATE_RESTORED, TEMPLATE_SAVED, TemplateEvent},
    template_queries::{self, OwnTemplate},
    templates::{Template, Which},
};
use crate::{
    activity::{self, Changes, EventKind},
    db::{self, Tx, types::Timestamp},
    error::AppError,
    identity::CustomerManager,
};

/// Why a template was not kept. What was typed is kept on the page.
#[derive(Debug, thiserror::Error)]
pub(super) enum TemplateError {
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed this template meanwhile")]
    Stale,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<TemplateError> for AppError {
    fn from(error: TemplateError) -> Self {
        match error {
            TemplateError::Db(error) => error.into(),
            other @ TemplateError::Stale => Self::Internal(other.to_string()),
        }
    }
}

/// Keeps the words as the partner's own. `version` is the one that was on the page, 0 for the built-in text.
///
/// # Errors
/// `Stale` when somebody else changed it; nothing is changed then.
pub(super) fn save(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    which: Which,
    words: Template,
    version: i32,
    now: Timestamp,
) -> Result<(), TemplateError> {
    let before = template_queries::used(tx.conn(), by.scope, which.language, which.occasion)?;
    let changes = changes(&before, &words);
    let template = OwnTemplate {
        partner_id: by.scope.partner_id(),
        language: which.language,
        occasion: which.occasion,
        subject: words.subject,
        body: words.body,
        version: 1,
        updated_by: by.staff.id,
        updated_at: now,
    };
    if version == 0 {
        match template_queries::insert(tx, &template) {
            Err(db::Error::Duplicate) => return Err(TemplateError::Stale),
            inserted => inserted?,
        }
    } else if !template_queries::update(tx, &template, version)? {
        return Err(TemplateError::Stale);
    }
    Ok(record(tx, by, TEMPLATE_SAVED, which, changes, now)?)
}

/// Takes the partner's own away; where there is none, nothing is done.
pub(super) fn restore(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    which: Which,
    now: Timestamp,
) -> Result<(), TemplateError> {
    let Which { language, occasion } = which;
    let own = template_queries::used(tx.conn(), by.scope, language, occasion)?;
    if template_queries::remove(tx, by.scope, language, occasion)? {
        let changes = changes(&own, &Template::built_in(language, occasion));
        record(tx, by, TEMPLATE_RESTORED, which, changes, now)?;
    }
    Ok(())
}

fn changes(before: &Template, after: &Template) -> Changes {
    Changes::default()
        .value("Subject", &before.subject, &after.subject)
        .withheld("Message", before.body != after.body)
}

fn record(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    kind: EventKind,
    which: Which,
    changes: Changes,
    now: Timestamp,
) -> db::Result<()> {
    let event = TemplateEvent {
        kind,
        partner: by.scope.partner_id(),
        which,
        changes,
    };
    activity::record(tx, by, &event, now)
}
