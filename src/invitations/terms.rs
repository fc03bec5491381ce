//! The agreement: a versioned text of our own, frozen when the link goes live.

use askama::Template;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{
    model::{Invitation, Party},
    partnership_words,
};
use crate::{
    db::{self, Conn, Tx, schema::terms, types::Timestamp},
    language::Language,
    secrets::sha256_hex,
    texts::{self, RoleTexts, TermsTexts},
};

/// The version of `templates/invitations/terms.txt` and of the texts in it.
const VERSION: &str = "2026-11";

/// The version of the wording in a language.
#[must_use]
pub(crate) fn version(language: Language) -> String {
    match language {
        Language::English => VERSION.to_owned(),
        other => format!("{VERSION}-{}", other.as_str()),
    }
}

/// A party as the text names it.
struct Named {
    sentence: String,
    can: &'static [&'static str],
}

#[derive(Template)]
#[template(path = "invitations/terms.txt", escape = "none")]
struct Terms {
    t: &'static TermsTexts,
    title: String,
    who: String,
    parties: Vec<Named>,
    roles: Vec<&'static RoleTexts>,
    roles_for: String,
    not_agreed: String,
    end: String,
    who_agrees: String,
}

/// The wording for this ask, in the invitation's language.
///
/// # Errors
/// When the template fails.
pub(crate) fn wording(invitation: &Invitation, parties: &[Party]) -> Result<String, askama::Error> {
    let language = invitation.language;
    let (texts, t) = (texts::of(language), &texts::mails(language).terms);
    let company = &invitation.company_name;
    let named = |party: &Party| {
        let (partner, kind) = (&party.partner, texts.kind(party.kind));
        let country = texts::country(&partner.country, language);
        Named {
            sentence: (t.party)(&partner.legal_name, &partner.domain, &country, kind.label),
            can: kind.can,
        }
    };
    let terms = Terms {
        t,
        title: (t.title)(company, &invitation.domain, &version(language)),
        who: (t.who)(company),
        parties: parties.iter().map(named).collect(),
        roles: invitation
            .roles
            .roles()
            .iter()
            .map(|role| texts.role(*role))
            .collect(),
        roles_for: (t.roles)(invitation.grant_days.unwrap_or_default()),
        not_agreed: (t.not_agreed)(company),
        end: (t.end)(company),
        who_agrees: (t.who_agrees)(company),
    };
    terms.render()
}

/// Keeps the wording, once, and returns its hash.
pub(crate) fn freeze(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    parties: &[Party],
    now: Timestamp,
) -> db::Result<String> {
    let body = if invitation.is_of_partnership() {
        partnership_words::wording(invitation, parties)
    } else {
        wording(invitation, parties)
    };
    let body = body.map_err(|error| {
        db::Error::Other(diesel::result::Error::SerializationError(
            error.to_string().into(),
        ))
    })?;
    let hash = sha256_hex(&body);
    if find(tx.conn(), &hash)?.is_some() {
        return Ok(hash);
    }
    let row = (
        terms::hash.eq(&hash),
        terms::version.eq(version(invitation.language)),
        terms::body.eq(&body),
        terms::created_at.eq(now),
    );
    match tx.attempt(|conn| diesel::insert_into(terms::table).values(row).execute(conn)) {
        // The same words, frozen in this moment by somebody else, serve as well.
        Ok(_) | Err(db::Error::Duplicate) => Ok(hash),
        Err(other) => Err(other),
    }
}

/// The wording with this hash.
///
/// # Errors
/// When the database does not answer.
pub fn find(conn: &mut Conn, hash: &str) -> db::Result<Option<String>> {
    Ok(terms::table
        .find(hash)
        .select(terms::body)
        .first(conn)
        .optional()?)
}
