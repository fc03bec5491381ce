//! Gives a subscription another reseller of record, or none.

use super::{
    events::{self, RESELLER_CHANGED, Said},
    holding::{Seen, hold_own},
    problem::NotChanged,
};
use crate::{
    activity::Changes,
    customers::Entry,
    db::{Tx, ids::PartnerId, types::Timestamp},
    identity::{self, Authorized, ManageCustomers},
    orders::Reseller,
    subscriptions::{Act, Change, Subscription},
};

/// As the log calls that there is none.
const DIRECT: &str = "None, sold directly";

/// Puts a reseller on record, or none where the seller states that it sells directly. What was ordered stays as it was; the
/// next orders name the new one. Where it is of record already, nothing changes. Locks: the partnership, both partners by key,
/// the customer.
///
/// # Errors
/// See [`NotChanged`].
pub fn put_on_record(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    seen: Seen,
    (reseller, now): (Option<PartnerId>, Timestamp),
) -> Result<(), NotChanged> {
    let reseller = match reseller {
        Some(id) => Some(Reseller::hold(tx, by.scope, id)?),
        None => None,
    };
    let held = hold_own(tx, by, entry, seen.id, now)?;
    let row = &held.row;
    let id = reseller.as_ref().map(Reseller::id);
    if row.partner_id_on_record == id {
        return Ok(());
    }
    held.demand(seen)?;
    if let Some(reason) = Act::Reseller.closed(row, now) {
        return Err(NotChanged::Closed(reason));
    }
    if let Some(reseller) = &reseller {
        reseller.demand(tx, held.granted.customer)?;
    }
    let change = Change {
        partner_id_on_record: Some(id),
        ..Change::default()
    };
    held.change(tx, &change)?;
    log(tx, by, row, reseller.as_ref(), now)
}

/// For the seller both names; for each reseller only what concerns itself: neither learns of the other.
fn log(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    row: &Subscription,
    reseller: Option<&Reseller>,
    now: Timestamp,
) -> Result<(), NotChanged> {
    let before = match row.partner_id_on_record {
        Some(id) => identity::find_partner(tx.conn(), id)?.legal_name,
        None => DIRECT.to_owned(),
    };
    let after = reseller.map_or(DIRECT, Reseller::name);
    let changes = Changes::none().value("Reseller of record", &before, after);
    let said = Said::of(RESELLER_CHANGED, changes);
    events::log_at(tx, by, (row, row.partner_id), &said, now)?;
    let of_own = |detail: &str| Said {
        detail: detail.to_owned(),
        ..Said::of(RESELLER_CHANGED, Changes::none())
    };
    if let Some(id) = row.partner_id_on_record {
        let said = of_own("you are no longer its reseller of record");
        events::log_at(tx, by, (row, id), &said, now)?;
    }
    if let Some(reseller) = reseller {
        let said = of_own("you are its reseller of record from now on");
        events::log_at(tx, by, (row, reseller.id()), &said, now)?;
    }
    Ok(())
}
