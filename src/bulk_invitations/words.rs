//! The message of a bulk invitation: its words for one row. A row that names another language than the list gets the
//! partner's template of that language, so that nobody is written to in a language that the list says they do not read.

use std::collections::{BTreeSet, HashMap};

use super::settings::Settings;
use crate::{
    db::{self, Conn, ids::BatchId},
    identity::{Scope, Staff},
    invitations::{self, InviteError, Party},
    language::Language,
    messages::{self, Foreign, ForeignLinks, Template, Values},
    text::domain_of,
    uploads::{self, BatchRow},
};

/// As many rows as a list may have.
const ROWS: i64 = 10_000;

/// The templates of the languages that rows name and the batch has no text for.
pub(super) type Templates = HashMap<Language, Template>;

/// Looked up once for these rows.
pub(super) fn templates(
    conn: &mut Conn,
    scope: Scope,
    settings: &Settings,
    rows: &[BatchRow],
) -> db::Result<Templates> {
    let mut templates = Templates::new();
    for language in rows.iter().filter_map(|row| row.language) {
        if language != settings.language && !templates.contains_key(&language) {
            let template = messages::used_template(conn, scope, language, settings.occasion())?;
            templates.insert(language, template);
        }
    }
    Ok(templates)
}

/// Stands for a row's own link, which is this site's.
const NO_LINK: &str = "[link]";

/// The other sites that the messages of all waiting rows name, each with its own words, and what they may name.
pub(super) fn foreign(
    conn: &mut Conn,
    scope: Scope,
    by: &Staff,
    (batch, settings): (BatchId, &Settings),
    host: String,
    rule: ForeignLinks,
) -> db::Result<(Foreign, BTreeSet<String>)> {
    let parties = match invitations::who_asks(conn, scope, &by.partner, settings.together()) {
        Ok(parties) => parties,
        Err(InviteError::Db(error)) => return Err(error),
        Err(_) => Vec::new(),
    };
    let mut own = vec![host, by.partner.domain.clone()];
    own.extend(parties.iter().map(|party| party.partner.domain.clone()));
    let foreign = Foreign::new(own, rule);
    let rows = uploads::waiting(conn, batch, ROWS)?;
    let templates = templates(conn, scope, settings, &rows)?;
    let mut sites = BTreeSet::new();
    for row in &rows {
        let (subject, body) = words(settings, by, &parties, &templates, row, NO_LINK);
        sites.extend(foreign.sites(&subject, &body, domain_of(&row.email)));
    }
    Ok((foreign, sites))
}

/// Subject and text for one row, with `link` in its place.
#[must_use]
pub(super) fn words(
    settings: &Settings,
    by: &Staff,
    parties: &[Party],
    templates: &Templates,
    row: &BatchRow,
    link: &str,
) -> (String, String) {
    let own = by.partner.id;
    let kind = parties.iter().find(|party| party.partner.id == own);
    let other = parties.iter().find(|party| party.partner.id != own);
    let values = Values {
        language: row.language.unwrap_or(settings.language),
        company: &row.company,
        person: &row.contact,
        sender: &by.name,
        partner: &by.partner.legal_name,
        kind: kind.map_or(by.partner.kind_alone(), |party| party.kind),
        other: other.map(|party| (party.partner.legal_name.as_str(), party.kind)),
        roles: &settings.roles,
        grant_days: settings.grant_days,
        auto_extend: settings.auto_extend,
        privileges_only: settings.for_privileges,
        expires_in: settings.expires_in,
        link,
    };
    let (subject, body) = match templates.get(&values.language) {
        Some(template) => (&template.subject, &template.body),
        None => (&settings.subject, &settings.body),
    };
    (
        messages::fill(subject, &values),
        messages::fill(body, &values),
    )
}
