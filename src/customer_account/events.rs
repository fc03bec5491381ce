//! What is told of a customer's account.

use crate::{
    activity::{self, Action, Actor, Line},
    customer_access::{CustomerAct, Granted},
    customers,
    db::{self, Tx, types::Timestamp},
};

/// A line of the partner's own.
pub(super) fn own<A: CustomerAct>(
    tx: &mut Tx<'_>,
    granted: &Granted<A>,
    action: Action,
    detail: &str,
    now: Timestamp,
) -> db::Result<()> {
    let line = Line {
        partner: granted.by.scope.partner_id(),
        actor: Actor::User(&granted.by.staff),
        action,
        entry: Some(granted.entry.id),
        company: &granted.entry.name,
        invitation: None,
        detail,
        notify: None,
    };
    activity::record(tx, line, now)
}

/// The same of what is the customer's: partners that the same consent connected read it, too (manage.md, rule 23).
pub(super) fn shared<A: CustomerAct>(
    tx: &mut Tx<'_>,
    granted: &Granted<A>,
    action: Action,
    detail: &str,
    now: Timestamp,
) -> db::Result<()> {
    own(tx, granted, action, detail, now)?;
    let staff = &granted.by.staff;
    let who = format!("{}, {}", staff.name, staff.partner.legal_name);
    let together = customers::joint_with(tx.conn(), granted.by.scope, granted.customer)?;
    for (partner, entry) in together {
        let line = Line {
            partner,
            actor: Actor::Partner(&who),
            action,
            entry: Some(entry),
            company: &granted.entry.name,
            invitation: None,
            detail,
            notify: None,
        };
        activity::record(tx, line, now)?;
    }
    Ok(())
}
