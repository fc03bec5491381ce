//! Checks whether an answer from the recipient could count. Checked when inviting, so that nobody waits for an answer
//! that would not count, and again for the code and the acceptance.

use super::{
    model::{Invitation, Party},
    party_queries,
};
use crate::{
    db::{self, Conn},
    domains::ConsentRules,
    error::Explained,
    identity::{Insiders, Partner},
};

/// Why an answer from an address would not count, in a sentence for who asks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It belongs to this partner, which asks.
    #[error(
        "This address belongs to {0}, which asks. Enter the address of somebody at the company that is asked"
    )]
    Insider(String),
    /// It does not verify the company's domain, which this installation asks for.
    #[error("{0}")]
    Unverifiable(String),
}

impl Explained for Refused {
    fn code(&self) -> &'static str {
        match self {
            Self::Insider(_) => "recipient_is_insider",
            Self::Unverifiable(_) => "recipient_proves_nothing",
        }
    }

    fn field(&self) -> &'static str {
        "recipient"
    }
}

/// Whoever works for one of the parties.
pub(crate) fn insiders(
    conn: &mut Conn,
    rules: &ConsentRules,
    parties: &[Party],
) -> db::Result<Insiders> {
    let partners: Vec<&Partner> = parties.iter().map(|party| &party.partner).collect();
    Insiders::of(conn, &rules.shared, &partners)
}

/// Refuses an address of one of the partners that ask.
pub(crate) fn check_outsider(insiders: &Insiders, recipient: &str) -> Result<(), Refused> {
    match insiders.partner_of(recipient) {
        Some(partner) => Err(Refused::Insider(partner.to_owned())),
        None => Ok(()),
    }
}

/// Refuses an address from which no acceptance of this domain would count.
pub(crate) fn check(
    insiders: &Insiders,
    rules: &ConsentRules,
    domain: &str,
    recipient: &str,
) -> Result<(), Refused> {
    check_outsider(insiders, recipient)?;
    let checked = rules.check(domain, recipient);
    checked.map_err(Refused::Unverifiable)
}

/// [`check`] for an invitation that has been begun; another partner's answer is proven by the sign-in, not by its
/// domain.
pub(crate) fn check_of(
    conn: &mut Conn,
    rules: &ConsentRules,
    invitation: &Invitation,
    recipient: &str,
) -> db::Result<Result<(), Refused>> {
    let parties = party_queries::parties(conn, invitation.id)?;
    let insiders = insiders(conn, rules, &parties)?;
    Ok(if invitation.is_of_partnership() {
        check_outsider(&insiders, recipient)
    } else {
        check(&insiders, rules, &invitation.domain, recipient)
    })
}
