//! New keys for a database whose keys are lost, or known to somebody else.

use super::{KeysError, queries};
use crate::{
    consent, customers,
    db::{self, Db, Tx, types::Timestamp},
    directory, identity,
    invitations::{self, Reissued},
    privilege_changes,
    secrets::{KeysFile, Secrets},
};

/// What stops working, and what was replaced.
#[derive(Debug)]
pub struct Renewal {
    /// Invitations, of customers and of partners.
    pub invitations: Reissued,
    /// Codes that were mailed and do not fit any more.
    pub codes: usize,
    /// Signed-in browsers that are signed out.
    pub sessions: usize,
    /// Links that set a password.
    pub passwords: identity::EndedLinks,
    /// Privileges whose customers were mailed a link to end them; the next letter has a new one.
    pub privileges: usize,
    /// Links with which customers' users set one.
    pub user_passwords: usize,
}

/// What [`renew`] would do.
pub fn preview(db: &Db, now: Timestamp) -> Result<Renewal, KeysError> {
    let keys = Secrets::ephemeral()?;
    // Does everything, counts, and rolls back.
    let tried = db.write_alone(|tx| Err::<(), _>(RolledBack::of(carry_out(tx, &keys, now))));
    match tried {
        Err(RolledBack::Renewal(renewal)) => Ok(*renewal),
        Err(RolledBack::Db(error)) => Err(error.into()),
        Ok(()) => Err(db::Error::Accident("nothing was tried".to_owned()).into()),
    }
}

/// Makes new keys and new links, all or nothing. Links that were handed out stop working; the staff who handed them out
/// get a notification. Running servers still have the old keys.
///
/// # Errors
/// When the folder or the database cannot be written; then the old keys stay in force.
pub fn renew(db: &Db, file: &KeysFile, now: Timestamp) -> Result<Renewal, KeysError> {
    let fresh = file.stage(&now.day())?;
    let renewal = db.write_alone(|tx| {
        let renewal = carry_out(tx, &fresh, now)?;
        queries::remember(tx, &fresh.fingerprint(), now)?;
        Ok::<_, db::Error>(renewal)
    })?;
    // If this fails, the next start finds keys.new, which matches the database.
    file.put_in_force()?;
    Ok(renewal)
}

fn carry_out(tx: &mut Tx<'_>, keys: &Secrets, now: Timestamp) -> db::Result<Renewal> {
    Ok(Renewal {
        invitations: invitations::reissue(tx, keys, now)?,
        codes: consent::end_mailed_codes(tx, now)? + customers::end_domain_codes(tx, now)?,
        sessions: identity::end_all_sessions(tx)?,
        passwords: identity::end_password_links(tx, keys, now)?,
        privileges: privilege_changes::relink(tx, keys)?,
        user_passwords: directory::end_links_of_old_keys(tx, keys, now)?,
    })
}

/// The error that ends a transaction which must be rolled back.
enum RolledBack {
    Renewal(Box<Renewal>),
    Db(db::Error),
}

impl RolledBack {
    fn of(outcome: db::Result<Renewal>) -> Self {
        match outcome {
            Ok(renewal) => Self::Renewal(Box::new(renewal)),
            Err(error) => Self::Db(error),
        }
    }
}

impl From<db::Error> for RolledBack {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}
