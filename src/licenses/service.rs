//! Assigning licenses to users, and taking them. Each act runs in a transaction that holds the customer, so of two that assign the
//! last one at the same moment one finds none free.

use super::{
    error::NotAssigned,
    events,
    model::{Assignment, Holder, License, service_ids, service_words},
    queries,
};
use crate::{
    activity::Changes,
    customer_access::{AssignLicenses, Granted},
    db::{self, Tx, ids::LicenseAssignmentId, types::Timestamp},
    prices::LicenseService,
};

/// Whether a license could be newly assigned to somebody at this place who does not hold it.
pub(super) fn judge(license: &License, usage_location: Option<&str>) -> Result<(), NotAssigned> {
    let Some(country) = usage_location else {
        return Err(NotAssigned::NoLocation);
    };
    if !license.is_allowed_in(country) {
        return Err(NotAssigned::NotThere(country.to_owned()));
    }
    match license.free() {
        0 => Err(NotAssigned::NoneFree),
        _ => Ok(()),
    }
}

/// Assigns a license to a user of the customer, with these of its services switched off.
///
/// # Errors
/// See [`NotAssigned`]; then nothing is changed.
pub fn assign(
    tx: &mut Tx<'_>,
    by: &Granted<AssignLicenses>,
    holder: &Holder<'_>,
    sku: &str,
    (known, off): (&[LicenseService], &[String]),
    now: Timestamp,
) -> Result<(), NotAssigned> {
    let license = queries::license(tx.conn(), by.customer, sku)?;
    let license = license.ok_or(NotAssigned::NotGiven)?;
    if let Some(present) = queries::find(tx.conn(), by.customer, holder.user, sku)? {
        if present.is_held {
            return Err(NotAssigned::Held);
        }
        queries::remove(tx, present.id)?;
    }
    judge(&license, holder.usage_location)?;
    let assignment = Assignment {
        id: LicenseAssignmentId::new(),
        customer_id: by.customer,
        user_id: holder.user,
        license_sku: license.license_sku.clone(),
        assigned_at: now,
        assigned_by: by.by.staff.id,
        assigned_in: by.by.scope.partner_id(),
        services_off: service_ids(known, off),
        is_held: true,
    };
    queries::insert(tx, &assignment)?;
    let off = service_words(known, &assignment.services_off);
    let changes = Changes::default()
        .value("License", "", &license.name)
        .value(OFF, "", &off);
    events::record(tx, by, events::ASSIGNED, holder, &changes, now)?;
    Ok(())
}

const OFF: &str = "Services switched off";

/// Takes a license from a user; false when they do not hold it.
///
/// # Errors
/// When the database does not answer.
pub fn take(
    tx: &mut Tx<'_>,
    by: &Granted<AssignLicenses>,
    holder: &Holder<'_>,
    sku: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let Some((license, held)) = held(tx, by, holder, sku)? else {
        return Ok(false);
    };
    queries::remove(tx, held.id)?;
    let changes = Changes::default().value("License", &license.name, "");
    events::record(tx, by, events::TAKEN, holder, &changes, now)?;
    Ok(true)
}

/// Switches services off inside an assignment, and all others on; false when nothing is different, or it is not there.
///
/// # Errors
/// When the database does not answer.
pub fn switch_services(
    tx: &mut Tx<'_>,
    by: &Granted<AssignLicenses>,
    holder: &Holder<'_>,
    sku: &str,
    (known, off): (&[LicenseService], &[String]),
    now: Timestamp,
) -> db::Result<bool> {
    let Some((license, held)) = held(tx, by, holder, sku)? else {
        return Ok(false);
    };
    let ids = with_unknown(&held, known, &service_ids(known, off));
    if ids == held.services_off {
        return Ok(false);
    }
    queries::set_services(tx, held.id, &ids)?;
    let (before, after) = (
        service_words(known, &held.services_off),
        service_words(known, &ids),
    );
    let what = format!("{OFF} in {}", license.name);
    let changes = Changes::default().value(&what, &before, &after);
    events::record(tx, by, events::SERVICES, holder, &changes, now)?;
    Ok(true)
}

/// With those that are switched off and were not shown: the list of another seller names them.
fn with_unknown(held: &Assignment, known: &[LicenseService], ids: &str) -> String {
    let is_known = |id: &&str| known.iter().any(|service| service.service_plan_id == *id);
    let before = held.services_off.split_whitespace();
    let unknown = before.filter(|id| !is_known(id));
    let all: Vec<&str> = ids.split_whitespace().chain(unknown).collect();
    all.join(" ")
}

fn held(
    tx: &mut Tx<'_>,
    by: &Granted<AssignLicenses>,
    holder: &Holder<'_>,
    sku: &str,
) -> db::Result<Option<(License, Assignment)>> {
    let Some(license) = queries::license(tx.conn(), by.customer, sku)? else {
        return Ok(None);
    };
    let found = queries::find(tx.conn(), by.customer, holder.user, sku)?;
    Ok(found.filter(|it| it.is_held).map(|held| (license, held)))
}
