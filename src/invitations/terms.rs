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
    privileges::EXTENSION_DAYS,
    secrets::sha256_hex,
    translations::{
        self, AgreementExtended, AgreementParty, AgreementPrivilegesParty,
        AgreementPrivilegesTitle, AgreementTitle, Text, Texts,
    },
};

/// The version of `templates/invitations/terms.txt` and of `agreement.ftl` in every language.
const VERSION: &str = "2026-11b";

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
    sentence: Text,
    can: Text,
}

#[derive(Template)]
#[template(path = "invitations/terms.txt", escape = "none")]
struct Terms<'a> {
    t: Texts,
    company: &'a str,
    title: Text,
    parties: Vec<Named>,
    days: i32,
    roles: Vec<(Text, Text)>,
    /// How they end or, extended by themselves, go on.
    end: Text,
}

/// The wording of an ask for privileges alone.
#[derive(Template)]
#[template(path = "invitations/terms_privileges.txt", escape = "none")]
struct PrivilegeTerms<'a> {
    t: Texts,
    company: &'a str,
    title: Text,
    parties: Vec<Text>,
    days: i32,
    roles: Vec<(Text, Text)>,
    /// How they end or, extended by themselves, go on.
    end: Text,
}

/// The wording for this ask, in the invitation's language.
pub(crate) fn wording(invitation: &Invitation, parties: &[Party]) -> Result<String, askama::Error> {
    if invitation.privileges_only {
        return wording_of_privileges(invitation, parties);
    }
    let language = invitation.language;
    let t = Texts::of(language);
    let named = |party: &Party| Named {
        sentence: t.agreement_party(AgreementParty {
            name: &party.partner.legal_name,
            domain: &party.partner.domain,
            country: &translations::country(&party.partner.country, language),
            kind: &t.kind(party.kind),
        }),
        can: t.kind_can(party.kind),
    };
    let roles = invitation.roles.roles();
    let terms = Terms {
        t,
        company: &invitation.company_name,
        title: t.agreement_title(AgreementTitle {
            company: &invitation.company_name,
            domain: &invitation.domain,
            version: &version(language),
        }),
        parties: parties.iter().map(named).collect(),
        days: invitation.grant_days.unwrap_or_default(),
        roles: roles.iter().map(|role| t.role(*role)).collect(),
        end: end_of(t, invitation),
    };
    terms.render()
}

/// How privileges end or, extended by themselves, go on.
fn end_of(t: Texts, invitation: &Invitation) -> Text {
    match invitation.auto_extend {
        true => t.agreement_extended(AgreementExtended {
            company: &invitation.company_name,
            days: EXTENSION_DAYS.into(),
        }),
        false => t.agreement_privileges_end(),
    }
}

fn wording_of_privileges(
    invitation: &Invitation,
    parties: &[Party],
) -> Result<String, askama::Error> {
    let language = invitation.language;
    let t = Texts::of(language);
    let named = |party: &Party| {
        t.agreement_privileges_party(AgreementPrivilegesParty {
            name: &party.partner.legal_name,
            domain: &party.partner.domain,
            country: &translations::country(&party.partner.country, language),
        })
    };
    let roles = invitation.roles.roles();
    let terms = PrivilegeTerms {
        t,
        company: &invitation.company_name,
        title: t.agreement_privileges_title(AgreementPrivilegesTitle {
            company: &invitation.company_name,
            domain: &invitation.domain,
            version: &version(language),
        }),
        parties: parties.iter().map(named).collect(),
        days: invitation.grant_days.unwrap_or_default(),
        roles: roles.iter().map(|role| t.role(*role)).collect(),
        end: end_of(t, invitation),
    };
    terms.render()
}

/// Stores the wording once, and returns its hash.
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
        // Another transaction stored the same words at the same moment.
        Ok(_) | Err(db::Error::Duplicate) => Ok(hash),
        Err(other) => Err(other),
    }
}

/// The wording with this hash.
pub fn find(conn: &mut Conn, hash: &str) -> db::Result<Option<String>> {
    Ok(terms::table
        .find(hash)
        .select(terms::body)
        .first(conn)
        .optional()?)
}
