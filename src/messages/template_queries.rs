//! Statements on the partners' own message templates.

use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::{placeholders::Occasion, templates::Template};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{PartnerId, UserId},
        schema::{letter_templates, users},
        types::Timestamp,
    },
    identity::Scope,
    language::Language,
};

/// A partner's own words.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = letter_templates, check_for_backend(MultiBackend))]
pub struct OwnTemplate {
    /// Whose.
    pub partner_id: PartnerId,
    /// In which language.
    pub language: Language,
    /// For which kind of invitation.
    pub occasion: Occasion,
    /// Subject, with placeholders.
    pub subject: String,
    /// Text, with placeholders.
    pub body: String,
    /// Raised with each change, so that a stale form is seen.
    pub version: i32,
    /// Who changed it last.
    pub updated_by: UserId,
    /// When.
    pub updated_at: Timestamp,
}

/// Its own template, when the partner has one.
pub(super) fn find(
    conn: &mut Conn,
    scope: Scope,
    language: Language,
    occasion: Occasion,
) -> db::Result<Option<OwnTemplate>> {
    Ok(letter_templates::table
        .find((scope.partner_id(), language, occasion))
        .select(OwnTemplate::as_select())
        .first(conn)
        .optional()?)
}

/// The template that a new draft begins with: the partner's own, or the built-in one.
pub fn used(
    conn: &mut Conn,
    scope: Scope,
    language: Language,
    occasion: Occasion,
) -> db::Result<Template> {
    Ok(match find(conn, scope, language, occasion)? {
        Some(own) => Template {
            subject: own.subject,
            body: own.body,
        },
        None => Template::built_in(language, occasion),
    })
}

/// All of a partner's own, each with the name of who changed it last.
pub(super) fn list(conn: &mut Conn, scope: Scope) -> db::Result<Vec<(OwnTemplate, String)>> {
    let own: Vec<OwnTemplate> = letter_templates::table
        .filter(letter_templates::partner_id.eq(scope.partner_id()))
        .order((letter_templates::language, letter_templates::occasion))
        .select(OwnTemplate::as_select())
        .load(conn)?;
    own.into_iter()
        .map(|template| {
            let name = users::table
                .find(template.updated_by)
                .select(users::name)
                .first(conn)?;
            Ok((template, name))
        })
        .collect()
}

/// Adds one. `Duplicate` when somebody else was first; the transaction goes on.
pub(super) fn insert(tx: &mut Tx<'_>, template: &OwnTemplate) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(letter_templates::table)
            .values(template)
            .execute(conn)
    })?;
    Ok(())
}

/// Changes the words, if nobody else has since `version`.
pub(super) fn update(tx: &mut Tx<'_>, template: &OwnTemplate, version: i32) -> db::Result<bool> {
    let guarded = letter_templates::table
        .find((template.partner_id, template.language, template.occasion))
        .filter(letter_templates::version.eq(version));
    let changed = diesel::update(guarded)
        .set((
            letter_templates::subject.eq(&template.subject),
            letter_templates::body.eq(&template.body),
            letter_templates::version.eq(letter_templates::version + 1),
            letter_templates::updated_by.eq(template.updated_by),
            letter_templates::updated_at.eq(template.updated_at),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Takes the partner's own away, so that the built-in one is used. False when there was none.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    scope: Scope,
    language: Language,
    occasion: Occasion,
) -> db::Result<bool> {
    let own = letter_templates::table.find((scope.partner_id(), language, occasion));
    Ok(diesel::delete(own).execute(tx.conn())? == 1)
}
