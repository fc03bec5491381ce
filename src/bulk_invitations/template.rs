//! The words of a bulk invitation, as long as nobody has changed them: the partner's template, or the built-in one, in the
//! language of the list and for who asks.

use super::{form::BulkForm, settings::Settings};
use crate::{
    db::{self, Conn, Tx},
    identity::Scope,
    messages, text,
    uploads::{self, Batch},
};

/// Gives a list that has been read its language, which is the one that every row names, and its words. A list that is read
/// again, because somebody has chosen its columns, keeps what was set meanwhile.
pub(super) fn begin(tx: &mut Tx<'_>, batch: &Batch) -> db::Result<()> {
    let scope = Scope::of(batch);
    let mut settings: Settings = batch.settings()?;
    if !settings.body.is_empty() {
        return Ok(());
    }
    if let Some(language) = uploads::common_language(tx.conn(), batch.id)? {
        settings.language = language;
    }
    let (language, occasion) = (settings.language, settings.occasion());
    let template = messages::used_template(tx.conn(), scope, language, occasion)?;
    (settings.subject, settings.body) = (template.subject, template.body);
    uploads::save_settings(tx, scope, &batch.clone().with_settings(&settings)?)?;
    Ok(())
}

/// Puts the template of the form's language and occasion into the form. A subject or text that is not the one of the
/// present template any more was typed by somebody, and stays. Says whether anything was put in.
pub(super) fn follow(
    conn: &mut Conn,
    scope: Scope,
    present: &Settings,
    form: &mut BulkForm,
) -> db::Result<bool> {
    let language = form.language.parse().unwrap_or(present.language);
    let occasion = form.occasion(present);
    if (language, occasion) == (present.language, present.occasion()) {
        return Ok(false);
    }
    let old = messages::used_template(conn, scope, present.language, present.occasion())?;
    let new = messages::used_template(conn, scope, language, occasion)?;
    let follows_subject = form.subject.trim() == old.subject;
    let typed = text::paragraphs(&form.body, usize::MAX);
    let follows_body = typed.is_ok_and(|typed| typed == old.body);
    if follows_subject {
        form.subject = new.subject;
    }
    if follows_body {
        form.body = new.body;
    }
    Ok(follows_subject || follows_body)
}
