//! Does what is wished for some users, one after the other: what cannot be done for one of them stops no other.

use super::{
    done::Done,
    wishes::{Change, Wish},
};
use crate::{
    customer_access::{AssignLicenses, Granted},
    db::{self, Tx, types::Timestamp},
    directory::{self, DirectoryUser},
    licenses::{self, NotAssigned},
    prices::LicenseService,
};

/// Carries out all wishes for all of these users who are there, those by name first. Nothing is told where nothing is different.
///
/// # Errors
/// When the database does not answer; then nothing is changed.
pub(super) fn carry_out(
    tx: &mut Tx<'_>,
    by: &Granted<AssignLicenses>,
    people: &[DirectoryUser],
    wishes: &[Wish],
    services: &[LicenseService],
    now: Timestamp,
) -> db::Result<Vec<Done>> {
    let ids: Vec<_> = people.iter().map(|user| user.id).collect();
    // They may have gone since they were read.
    let people = directory::present_users(tx.conn(), by.customer, &ids)?;
    let mut done = Vec::new();
    for wish in wishes {
        let license = licenses::license(tx.conn(), by.customer, &wish.sku)?;
        let name = license.map_or_else(|| wish.sku.clone(), |license| license.name);
        let its = services.iter();
        let its = its.filter(|service| service.provisioning_id == wish.sku);
        let its: Vec<LicenseService> = its.cloned().collect();
        for user in &people {
            if let Some(result) = one(tx, by, user, wish, &its, now)? {
                done.push(Done {
                    user: user.display_name.clone(),
                    license: name.clone(),
                    result,
                });
            }
        }
    }
    Ok(done)
}

type Outcome = Result<&'static str, String>;

fn one(
    tx: &mut Tx<'_>,
    by: &Granted<AssignLicenses>,
    user: &DirectoryUser,
    wish: &Wish,
    services: &[LicenseService],
    now: Timestamp,
) -> db::Result<Option<Outcome>> {
    let holder = user.as_holder();
    Ok(match &wish.change {
        Change::Take => {
            let is_taken = licenses::take(tx, by, &holder, &wish.sku, now)?;
            is_taken.then_some(Ok("Taken"))
        }
        Change::Switch(off) => {
            let of = (services, off.as_slice());
            let is_changed = licenses::switch_services(tx, by, &holder, &wish.sku, of, now)?;
            is_changed.then_some(Ok("Services changed"))
        }
        Change::Assign(off) => {
            let of = (services, off.as_slice());
            match licenses::assign(tx, by, &holder, &wish.sku, of, now) {
                Ok(()) => Some(Ok("Assigned")),
                // Nobody holds it twice, and whoever holds it has what was wished.
                Err(NotAssigned::Held) => None,
                Err(NotAssigned::Db(error)) => return Err(error),
                Err(why) => Some(Err(why.to_string())),
            }
        }
    })
}
