//! The agreement: a versioned text of our own, frozen when the link goes live.

use askama::Template;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{
    model::{Invitation, Party},
    words,
};
use crate::{
    db::{self, Conn, Tx, schema::terms, types::Timestamp},
    secrets::sha256_hex,
};

/// The version of `templates/invitations/terms.txt`.
pub(super) const VERSION: &str = "2026-11";

/// A party as the text names it.
struct Named<'a> {
    name: &'a str,
    domain: &'a str,
    country: String,
    kind: &'static str,
    can: &'static [&'static str],
}

#[derive(Template)]
#[template(path = "invitations/terms.txt", escape = "none")]
struct Terms<'a> {
    version: &'static str,
    company: &'a str,
    domain: &'a str,
    parties: Vec<Named<'a>>,
    roles: Vec<(&'static str, &'static str)>,
    grant_days: i32,
}

/// The wording for this ask.
///
/// # Errors
/// When the template fails.
pub(super) fn wording(invitation: &Invitation, parties: &[Party]) -> Result<String, askama::Error> {
    let terms = Terms {
        version: VERSION,
        company: &invitation.company_name,
        domain: &invitation.domain,
        parties: parties
            .iter()
            .map(|party| Named {
                name: &party.partner.legal_name,
                domain: &party.partner.domain,
                country: words::country(&party.partner.country),
                kind: party.kind.label(),
                can: words::can(party.kind),
            })
            .collect(),
        roles: invitation
            .roles
            .roles()
            .iter()
            .map(|role| (role.label(), role.meaning()))
            .collect(),
        grant_days: invitation.grant_days.unwrap_or_default(),
    };
    terms.render()
}

/// Keeps the wording, once, and returns its hash.
pub(super) fn freeze(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    parties: &[Party],
    now: Timestamp,
) -> db::Result<String> {
    let body = wording(invitation, parties).map_err(|error| {
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
        terms::version.eq(VERSION),
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
