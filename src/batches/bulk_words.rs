//! The message of a bulk invitation: the template that it begins with, and its words for one row.

use super::model::{Batch, BatchRow};
use crate::{
    identity::Staff,
    invitations::{self, Party, Values},
};

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

/// Subject and text for one row, with `link` in its place.
#[must_use]
pub(super) fn words(
    batch: &Batch,
    by: &Staff,
    parties: &[Party],
    row: &BatchRow,
    link: &str,
) -> (String, String) {
    let own = by.partner.id;
    let kind = parties.iter().find(|party| party.partner.id == own);
    let other = parties.iter().find(|party| party.partner.id != own);
    let values = Values {
        language: batch.language,
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
    (
        invitations::fill(&batch.subject, &values),
        invitations::fill(&batch.body, &values),
    )
}
