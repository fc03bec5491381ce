//! The message of a bulk invitation: the template that it begins with, and its words for one row. A row that names
//! another language than the batch gets the partner's template of that language, so that nobody is written to in a
//! language that the list says they do not read.

use std::collections::{BTreeSet, HashMap};

use super::{
    model::{Batch, BatchRow},
    row_queries,
};
use crate::{
    db::{self, Conn},
    identity::{Scope, Staff},
    invitations::{self, InviteError, Party},
    language::Language,
    messages::{self, Foreign, ForeignLinks, Occasion, Template, Values},
    text::domain_of,
};

/// As many rows as a list may have.
const ROWS: i64 = 10_000;

/// Subject.
pub(super) const SUBJECT: &str = "{partners}: reseller relationship with {company}";

/// Text. The link stands once.
pub(super) const BODY: &str = "\
{salutation}

{partners} would like to work with {company} on cloud products and services, and asks for your agreement.

Your personal link shows what this means, and lets you accept or decline:

{link}

{privileges}

The link is meant for {company} alone and works for {days} days. To accept, you enter your name and work email and a code that is mailed to you. Nothing happens before that, and opening the link commits you to nothing.

If you have questions, answer this message.

Kind regards
{sender}
{partner}";

/// The templates of the languages that rows name and the batch has no text for.
pub(super) type Templates = HashMap<Language, Template>;

/// Looked up once for these rows.
pub(super) fn templates(
    conn: &mut Conn,
    scope: Scope,
    batch: &Batch,
    rows: &[BatchRow],
) -> db::Result<Templates> {
    let occasion = match batch.together() {
        Some(_) => Occasion::Joint,
        None => Occasion::Alone,
    };
    let mut templates = Templates::new();
    for language in rows.iter().filter_map(|row| row.language) {
        if language != batch.language && !templates.contains_key(&language) {
            let template = messages::used_template(conn, scope, language, occasion)?;
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
    batch: &Batch,
    host: String,
    rule: ForeignLinks,
) -> db::Result<(Foreign, BTreeSet<String>)> {
    let parties = match invitations::who_asks(conn, scope, &by.partner, batch.together()) {
        Ok(parties) => parties,
        Err(InviteError::Db(error)) => return Err(error),
        Err(_) => Vec::new(),
    };
    let mut own = vec![host, by.partner.domain.clone()];
    own.extend(parties.iter().map(|party| party.partner.domain.clone()));
    let foreign = Foreign::new(own, rule);
    let rows = row_queries::waiting(conn, batch.id, ROWS)?;
    let templates = templates(conn, scope, batch, &rows)?;
    let mut sites = BTreeSet::new();
    for row in &rows {
        let (subject, body) = words(batch, by, &parties, &templates, row, NO_LINK);
        sites.extend(foreign.sites(&subject, &body, domain_of(&row.email)));
    }
    Ok((foreign, sites))
}

/// Subject and text for one row, with `link` in its place.
#[must_use]
pub(super) fn words(
    batch: &Batch,
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
        language: row.language.unwrap_or(batch.language),
        company: &row.company,
        person: &row.contact,
        sender: &by.name,
        partner: &by.partner.legal_name,
        kind: kind.map_or(by.partner.kind_alone(), |party| party.kind),
        other: other.map(|party| (party.partner.legal_name.as_str(), party.kind)),
        roles: &batch.roles,
        grant_days: batch.grant_days,
        expires_in: batch.expires_in,
        link,
    };
    let (subject, body) = match templates.get(&values.language) {
        Some(template) => (&template.subject, &template.body),
        None => (&batch.subject, &batch.body),
    };
    (
        messages::fill(subject, &values),
        messages::fill(body, &values),
    )
}
