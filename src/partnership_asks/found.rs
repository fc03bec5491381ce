//! What stands behind the link of an ask, as the partner that opens it finds it.

use crate::{
    db::{self, Conn},
    identity::PartnershipManager,
    invitations::{self, Behind, Invitation, PartnershipView, Party, side_of},
    partnerships::{self, Side},
    secrets::sha256_hex,
};

/// All that stands behind a link, as one partner finds it.
pub(super) struct Found {
    pub(super) invitation: Invitation,
    pub(super) is_replaced: bool,
    pub(super) asker: Party,
    pub(super) side: Side,
    pub(super) view: PartnershipView,
    pub(super) terms: String,
    pub(super) already: bool,
}

pub(super) fn look_up(
    conn: &mut Conn,
    admin: &PartnershipManager,
    token: &str,
) -> db::Result<Found> {
    let Behind {
        invitation,
        sender,
        is_replaced,
    } = invitations::behind_partners_link(conn, &sha256_hex(token))?;
    let parties = invitations::parties(conn, invitation.id)?;
    let asker = parties.into_iter().next().ok_or(db::Error::NotFound)?;
    let view = PartnershipView::new(&invitation, &asker, &sender);
    let (Some(side), Some(view)) = (side_of(&asker), view) else {
        return Err(db::Error::NotFound);
    };
    let other = asker.partner.id;
    let active = partnerships::active_with(conn, admin.scope, side.other(), other)?;
    let terms = match &invitation.terms_hash {
        Some(hash) => invitations::find_terms(conn, hash)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(Found {
        invitation,
        is_replaced,
        asker,
        side,
        view,
        terms,
        already: active.is_some(),
    })
}
