//! Adds the users of a file, some in each step.

use super::{
    judging::{self, customer_of},
    kind::{BY_HEADINGS, By},
    rows::Values,
    settings::Settings,
};
use crate::{
    customer_access::{
        self, AssignLicenses, CustomerAct, Granted, ManageAdmins, ManageUsers, missing,
    },
    customers::{self, Entry},
    db::{self, Tx, ids::DirectoryUserId, types::Timestamp},
    directory::{self, DirectoryError, Profile, UserRoles},
    domains::ConsentRules,
    identity::CustomerManager,
    licenses::{self, Holder, NotAssigned},
    uploads::{
        Batch, BatchRow, CarriedOut, CarryOut, NOT_ALLOWED, Outcome, RowState, Upload, Verdict,
    },
};

/// Adds users, with what that needs.
pub(crate) struct AddUsers {
    /// Which domains are verified.
    pub(crate) rules: ConsentRules,
}

impl CarryOut for AddUsers {
    fn upload(&self) -> &'static dyn Upload {
        &BY_HEADINGS
    }

    fn chunk(&self) -> i64 {
        200
    }

    /// What this takes is judged again in each step, which holds it: an end in between stops the upload.
    fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        batch: &Batch,
        by: Option<&CustomerManager>,
        rows: &[BatchRow],
        now: Timestamp,
    ) -> db::Result<CarriedOut> {
        let Some(by) = by else {
            return Ok(CarriedOut::stopped(NOT_ALLOWED));
        };
        let customer = customer_of(batch)?;
        let entry = customers::find(tx.conn(), by.scope, customer.uuid())?;
        let granted = match Granted::<ManageUsers>::of(tx, by.clone(), entry.clone(), now) {
            Err(db::Error::NotFound) => return stopped::<ManageUsers>(tx, by, &entry, now),
            granted => granted?,
        };
        let adding = Adding {
            domains: directory::domains_for_users(tx.conn(), &self.rules, customer)?,
            settings: batch.settings()?,
            // Who may add users may give them licenses.
            assigning: granted.also().ok_or(db::Error::NotFound)?,
            by: granted,
        };
        let mut carried = CarriedOut::default();
        for row in rows {
            match adding.add(tx, row, now)? {
                Some(outcome) => carried.outcomes.push(outcome),
                None => {
                    carried.stop = stopped::<ManageAdmins>(tx, by, &entry, now)?.stop;
                    break;
                }
            }
        }
        Ok(carried)
    }
}

/// Stopped, because what `A` takes stands there no longer.
fn stopped<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    entry: &Entry,
    now: Timestamp,
) -> db::Result<CarriedOut> {
    let customer = entry.customer_id.ok_or(db::Error::NotFound)?;
    let between = customer_access::between(tx.conn(), by.scope, customer, now)?;
    let why = missing::<A>(entry, &between).unwrap_or_default();
    let why = why.trim_end_matches('.');
    Ok(CarriedOut::stopped(format!("{why}. The rest waits")))
}

/// What the rows of one step share.
struct Adding {
    by: By,
    assigning: Granted<AssignLicenses>,
    domains: Vec<String>,
    settings: Settings,
}

impl Adding {
    /// What came of a row; nothing when it takes a privilege that is not there.
    fn add(&self, tx: &mut Tx<'_>, row: &BatchRow, now: Timestamp) -> db::Result<Option<Outcome>> {
        if !self.domains.contains(&row.domain) {
            let why = judging::outside(&self.domains);
            return Ok(Some(refused(Verdict::OtherDomain, why)));
        }
        let values: Values = row.more()?;
        let (new, is_blocked) = (self.profile(row, &values), values.is_blocked);
        let added = directory::add_one_of_many(tx, &self.by, &new, is_blocked, now);
        Ok(match added {
            Ok(id) => Some(Outcome {
                user: Some(id),
                state: RowState::Done,
                ..refused(Verdict::New, self.assign(tx, row, (id, &new), now)?)
            }),
            Err(DirectoryError::NameTaken(user) | DirectoryError::NameOfDeleted(user)) => {
                let (verdict, why) = judging::taken(&user);
                Some(Outcome {
                    user: Some(user.id),
                    ..refused(verdict, why)
                })
            }
            Err(DirectoryError::AdminsOnly(_)) => None,
            Err(DirectoryError::Db(error)) => return Err(error),
            Err(other) => Some(refused(row.verdict, other.to_string())),
        })
    }

    /// Gives the new user the licenses of the row; says which ones they did not get, and why.
    fn assign(
        &self,
        tx: &mut Tx<'_>,
        row: &BatchRow,
        (user, new): (DirectoryUserId, &Profile),
        now: Timestamp,
    ) -> db::Result<String> {
        let values: Values = row.more()?;
        let holder = Holder {
            user,
            domain: &row.domain,
            usage_location: new.usage_location.as_deref(),
        };
        let mut lacking = Vec::new();
        for wanted in &values.licenses {
            let sku = &wanted.license_sku;
            match licenses::assign(tx, &self.assigning, &holder, sku, (&[], &[]), now) {
                Ok(()) => {}
                Err(NotAssigned::Db(error)) => return Err(error),
                Err(why) => lacking.push(format!("{} was not assigned: {why}", wanted.name)),
            }
        }
        Ok(lacking.join(". "))
    }

    /// What the row says of itself, and what is set for the file where it says nothing.
    fn profile(&self, row: &BatchRow, values: &Values) -> Profile {
        let location = values.usage_location.as_ref();
        let roles = values.roles.as_ref();
        Profile {
            display_name: row.contact.clone(),
            first_name: values.first_name.clone(),
            last_name: values.last_name.clone(),
            user_name: row.email.clone(),
            usage_location: location.or(self.settings.usage_location.as_ref()).cloned(),
            contact_email: values.other_email.clone(),
            roles: roles.map_or_else(|| self.settings.roles(), |roles| UserRoles::new(roles)),
        }
    }
}

fn refused(verdict: Verdict, why: String) -> Outcome {
    Outcome {
        verdict,
        why,
        state: RowState::Skipped,
        entry: None,
        invitation: None,
        user: None,
    }
}
