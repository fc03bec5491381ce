//! A partner changes its own message templates.

use super::{
    template_queries::{self, OwnTemplate},
    templates::{Template, Which},
};
use crate::{
    activity::{self, Action, Actor, Line},
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
    Ok(record(tx, by, which, Action::TemplateSaved, now)?)
}

/// Takes the partner's own away; where there is none, nothing is done.
pub(super) fn restore(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    which: Which,
    now: Timestamp,
) -> Result<(), TemplateError> {
    if template_queries::remove(tx, by.scope, which.language, which.occasion)? {
        record(tx, by, which, Action::TemplateRestored, now)?;
    }
    Ok(())
}

fn record(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    which: Which,
    action: Action,
    now: Timestamp,
) -> db::Result<()> {
    let detail = format!(
        "{}, {}",
        which.language.label(),
        which.occasion.label().to_lowercase()
    );
    let line = Line {
        partner: by.scope.partner_id(),
        actor: Actor::User(&by.staff),
        action,
        entry: None,
        company: "",
        invitation: None,
        detail: &detail,
        notify: None,
    };
    activity::record(tx, line, now)
}
