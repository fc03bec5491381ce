//! Lines of activity about an invitation: by staff, by the customer, by this server.

use super::model::Invitation;
use crate::{
    activity::{self, Action, Actor, Line},
    db::{self, Tx, types::Timestamp},
    identity::Authorized,
};

pub(crate) fn record<P>(
    tx: &mut Tx<'_>,
    by: &Authorized<P>,
    invitation: &Invitation,
    action: Action,
    detail: &str,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner: by.scope.partner_id(),
        actor: Actor::User(&by.staff),
        action,
        entry: invitation.entry_id,
        company: &invitation.company_name,
        invitation: Some(invitation.id),
        detail,
        notify: None,
    };
    activity::record(tx, line, now)
}

pub(crate) fn customer_line<'a>(
    invitation: &'a Invitation,
    actor: Actor<'a>,
    action: Action,
    detail: &'a str,
) -> Line<'a> {
    Line {
        partner: invitation.partner_id,
        actor,
        action,
        entry: invitation.entry_id,
        company: &invitation.company_name,
        invitation: Some(invitation.id),
        detail,
        notify: None,
    }
}
