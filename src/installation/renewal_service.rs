//! New keys for a database whose keys are lost, or known to somebody else.

use super::{KeysError, queries};
use crate::{
    consent,
    db::{self, Db, Tx, types::Timestamp},
    identity,
    invitations::{self, Reissued},
    privilege_changes,
    secrets::{KeysFile, Secrets},
};

/// What becomes dead, and what was given anew.
#[derive(Debug)]
pub struct Renewal {
    /// Invitations and asks.
    pub invitations: Reissued,
    /// Codes that were mailed and do not fit any more.
    pub codes: usize,
    /// Signed-in browsers that are signed out.
    pub sessions: usize,
    /// Links that set a password.
    pub passwords: identity::EndedLinks,
    /// Privileges whose customers were mailed a link to end them; the next letter has a new one.
    pub privileges: usize,
}

/// What [`renew`] would do.
///
/// # Errors
/// When the database does not answer.
pub fn preview(db: &Db, now: Timestamp) -> Result<Renewal, KeysError> {
    let keys = Secrets::ephemeral()?;
    // Done, counted, and rolled back.
    let tried = db.write_alone(|tx| Err::<(), _>(Tried::of(carry_out(tx, &keys, now))));
    match tried {
        Err(Tried::Renewal(renewal)) => Ok(*renewal),
        Err(Tried::Db(error)) => Err(error.into()),
        Ok(()) => Err(db::Error::Accident("nothing was tried".to_owned()).into()),
    }
}

/// Makes new keys and gives anew what can be given, all or nothing. Links that were handed out are dead from then
/// on; the people who handed them out are told. Servers that run meanwhile still have the old keys.
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
    // When this fails, the next start finds keys.new, which fits.
    file.put_in_force()?;
    Ok(renewal)
}

fn carry_out(tx: &mut Tx<'_>, keys: &Secrets, now: Timestamp) -> db::Result<Renewal> {
    Ok(Renewal {
        invitations: invitations::reissue(tx, keys, now)?,
        codes: consent::end_mailed_codes(tx, now)?,
        sessions: identity::end_all_sessions(tx)?,
        passwords: identity::end_password_links(tx, keys, now)?,
        privileges: privilege_changes::relink(tx, keys)?,
    })
}

/// The way out of a transaction that is to be rolled back.
enum Tried {
    Renewal(Box<Renewal>),
    Db(db::Error),
}

impl Tried {
    fn of(outcome: db::Result<Renewal>) -> Self {
        match outcome {
            Ok(renewal) => Self::Renewal(Box::new(renewal)),
            Err(error) => Self::Db(error),
        }
    }
}

impl From<db::Error> for Tried {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}
