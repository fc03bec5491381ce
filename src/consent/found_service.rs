//! What stands behind a link, as it is found for one request.

use super::{
    code_queries::{self, CodeRequest},
    code_service,
    page_language::PageLanguage,
};
use crate::{
    db::{self, Conn, ids::CodeRequestId, types::Timestamp},
    identity::Scope,
    invitations::{self, AskView, Behind, Invitation, Party, State},
    mail::Delivery,
    partnerships::{self, Side},
    relationships::{self, Consent},
    secrets::sha256_hex,
};

/// All that stands behind a link.
pub(super) struct Found {
    pub(super) invitation: Invitation,
    /// Whether a newer link has replaced the one that was opened.
    pub(super) is_replaced: bool,
    pub(super) parties: Vec<Party>,
    pub(super) sender: String,
    pub(super) request: Option<CodeRequest>,
    /// How the mail with its code fares.
    pub(super) delivery: Option<Delivery>,
    pub(super) consent: Option<Consent>,
    pub(super) terms: String,
    /// Whether the two partners of a joint invitation still work together.
    pub(super) is_partnership_active: bool,
}

impl Found {
    pub(super) fn ask(&self, language: PageLanguage) -> AskView {
        AskView::in_language(
            &self.invitation,
            &self.parties,
            &self.sender,
            language.language,
        )
    }

    /// Adds what is shown beside a request for a code: how its mail fares, and the wording.
    pub(super) fn add_wording(&mut self, conn: &mut Conn, now: Timestamp) -> db::Result<()> {
        let Some(request) = &self.request else {
            return Ok(());
        };
        self.delivery = code_service::delivery(conn, request.id, now)?;
        if let Some(hash) = &self.invitation.terms_hash {
            self.terms = invitations::find_terms(conn, hash)?.unwrap_or_default();
        }
        Ok(())
    }

    /// The request of the person who accepted, when they come back.
    pub(super) fn is_acceptors(&self) -> bool {
        self.request
            .as_ref()
            .is_some_and(|request| request.used_at.is_some())
    }
}

/// What stands behind the link with this token, and behind the request for a code that its address names.
pub(super) fn look_up(
    conn: &mut Conn,
    token: &str,
    request: Option<CodeRequestId>,
    now: Timestamp,
) -> db::Result<Found> {
    let Behind {
        invitation,
        sender,
        is_replaced,
    } = invitations::behind_customers_link(conn, &sha256_hex(token))?;
    let parties = invitations::parties(conn, invitation.id)?;
    let is_partnership_active = match parties.as_slice() {
        [reseller, provider] => {
            let scope = Scope::of(&reseller.partner);
            let other = provider.partner.id;
            partnerships::active_with(conn, scope, Side::Reseller, other)?.is_some()
        }
        _ => true,
    };
    let consent = match invitation.state {
        State::Accepted => relationships::consent_of_invitation(conn, invitation.id)?,
        _ => None,
    };
    let mut found = Found {
        invitation,
        is_replaced,
        parties,
        sender,
        request: None,
        delivery: None,
        consent,
        terms: String::new(),
        is_partnership_active,
    };
    if let Some(id) = request {
        found.request = code_queries::find(conn, found.invitation.id, id).ok();
        found.add_wording(conn, now)?;
    }
    Ok(found)
}
