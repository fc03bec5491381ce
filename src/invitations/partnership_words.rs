//! What a partnership means, in plain words: the letter that asks for one, the page behind its link, and the wording
//! that is agreed to.

use askama::Template;

use super::model::{Invitation, Party};
use crate::partnerships::Side;

/// The version of `templates/invitations/partnership_terms.txt`.
pub(crate) const VERSION: &str = "2026-11";

/// Which side a party takes; none for one that stands alone.
pub(crate) fn side_of(party: &Party) -> Option<Side> {
    Side::ALL
        .iter()
        .copied()
        .find(|side| side.kind() == party.kind)
}

/// An ask for a partnership, as the other partner's page and the sender's preview show it.
#[derive(Debug, Clone)]
pub(crate) struct PartnershipView {
    /// Who asks.
    pub asker: String,
    pub domain: String,
    /// Its country, by name.
    pub country: String,
    /// Which side it takes.
    pub kind: &'static str,
    /// Since when it is here.
    pub since: String,
    pub sender: String,
    /// The company that is asked, as the sender wrote it.
    pub company: String,
    pub company_domain: String,
    /// Which side it is asked to take.
    pub company_kind: &'static str,
    pub means: Vec<String>,
    /// What it does not mean.
    pub leaves: Vec<String>,
    pub ends: Vec<String>,
}

impl PartnershipView {
    /// The ask of an invitation; none when nobody asks in it as one of the two sides.
    pub(crate) fn new(invitation: &Invitation, asker: &Party, sender: &str) -> Option<Self> {
        let side = side_of(asker)?;
        let (asking, asked) = (&asker.partner.legal_name, &invitation.company_name);
        let (provider, reseller) = match side {
            Side::Provider => (asking, asked),
            Side::Reseller => (asked, asking),
        };
        Some(Self {
            asker: asking.clone(),
            domain: asker.partner.domain.clone(),
            country: asker.partner.country_name(),
            kind: asker.kind.label(),
            since: asker.partner.created_at.day(),
            sender: sender.to_owned(),
            company: asked.clone(),
            company_domain: invitation.domain.clone(),
            company_kind: side.other().kind().label(),
            means: means(provider, reseller),
            leaves: leaves(provider, reseller),
            ends: ends(),
        })
    }
}

fn means(provider: &str, reseller: &str) -> Vec<String> {
    vec![
        format!(
            "{provider} may place orders for those customers of {reseller} that agree to it; {reseller} stays the reseller of record"
        ),
        "Both can be named in one invitation of a customer. The customer sees both, and agrees to both or to neither".to_owned(),
        format!("{provider} and {reseller} see which customers they have in common, and no others"),
    ]
}

fn leaves(provider: &str, reseller: &str) -> Vec<String> {
    vec![
        format!("Neither {provider} nor {reseller} sees the other's customers"),
        "Existing customers stay as they are: nobody is connected with anybody by this".to_owned(),
        "It is no order, and costs nothing".to_owned(),
    ]
}

fn ends() -> Vec<String> {
    vec![
        "Each of the two can remove the partnership at any time, without giving a reason"
            .to_owned(),
        "Customers that both are connected with by then stay connected with both".to_owned(),
    ]
}

#[derive(Template)]
#[template(path = "invitations/partnership_terms.txt", escape = "none")]
struct Terms<'a> {
    version: &'static str,
    view: &'a PartnershipView,
}

/// The wording for this ask.
///
/// # Errors
/// When the template fails, or nobody asks as one of the two sides.
pub(crate) fn wording(invitation: &Invitation, parties: &[Party]) -> Result<String, askama::Error> {
    let view = parties
        .first()
        .and_then(|asker| PartnershipView::new(invitation, asker, ""))
        .ok_or(askama::Error::Fmt)?;
    let terms = Terms {
        version: VERSION,
        view: &view,
    };
    terms.render()
}

/// What the first draft says.
#[derive(Template)]
#[template(path = "invitations/partnership_draft.txt", escape = "none")]
pub(crate) struct FirstDraft<'a> {
    /// The partner that asks.
    pub partner: &'a str,
    /// Its staff member.
    pub sender: &'a str,
    /// Name of the recipient, may be empty.
    pub recipient_name: &'a str,
    /// The company that is asked.
    pub company: &'a str,
    pub domain: &'a str,
    /// As what it is asked, such as "indirect reseller".
    pub wanted: &'a str,
    /// Who would place the orders.
    pub provider: &'a str,
    /// Whose customers they are for.
    pub reseller: &'a str,
    pub expires_in: i32,
    /// Where the link stands.
    pub mark: char,
}

impl FirstDraft<'_> {
    /// The text.
    pub(crate) fn text(&self) -> Result<String, askama::Error> {
        self.render()
    }
}

/// Subject of the first draft.
#[must_use]
pub(crate) fn first_subject(partner: &str, company: &str) -> String {
    format!("{partner} asks {company} for a partnership")
}
