//! The words of a bulk invitation, as long as nobody has changed them: the partner's template, or the built-in one, in the
//! language of the list and for who asks.

use super::{bulk_form::BulkForm, model::Batch, queries, row_queries};
use crate::{
    db::{self, Conn, Tx},
    identity::Scope,
    messages, text,
};

/// Gives a list that has been read its language, which is the one that every row names, and its words.
pub(super) fn begin(tx: &mut Tx<'_>, batch: &Batch) -> db::Result<()> {
    let scope = Scope::of(batch);
    let common = row_queries::common_language(tx.conn(), batch.id)?;
    let language = common.unwrap_or(batch.language);
    let template = messages::used_template(tx.conn(), scope, language, batch.occasion())?;
    let begun = Batch {
        language,
        subject: template.subject,
        body: template.body,
        ..batch.clone()
    };
    queries::save_settings(tx, scope, &begun)?;
    Ok(())
}

/// Puts the template of the form's language and occasion into the form. A subject or text that is not the one of the
/// present template any more was typed by somebody, and stays. Says whether anything was put in.
pub(super) fn follow(
    conn: &mut Conn,
    scope: Scope,
    batch: &Batch,
    form: &mut BulkForm,
) -> db::Result<bool> {
    let language = form.language.parse().unwrap_or(batch.language);
    let occasion = form.occasion();
    if (language, occasion) == (batch.language, batch.occasion()) {
        return Ok(false);
    }
    let present = messages::used_template(conn, scope, batch.language, batch.occasion())?;
    let template = messages::used_template(conn, scope, language, occasion)?;
    let follows_subject = form.subject.trim() == present.subject;
    let typed = text::paragraphs(&form.body, usize::MAX);
    let follows_body = typed.is_ok_and(|typed| typed == present.body);
    if follows_subject {
        form.subject = template.subject;
    }
    if follows_body {
        form.body = template.body;
    }
    Ok(follows_subject || follows_body)
}
