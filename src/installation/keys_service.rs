//! The keys of a database: found, made, or refused.

use std::io;

use super::queries;
use crate::{
    db::{self, Conn, Db, Tx, types::Timestamp},
    identity, invitations,
    mail::SecretRef,
    secrets::{KeysFile, Secrets, sha256_hex},
};

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The database belongs to keys that are not there.
    #[error("the keys of this database are missing")]
    Lost,
    /// The database belongs to other keys than those that are there.
    #[error("the keys do not belong to this database")]
    Foreign,
    /// There are keys, but the database is empty.
    #[error("there are keys, and the database is empty")]
    DatabaseGone,
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] io::Error),
    /// The database cannot be used.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// The keys of this database, which must be migrated. The first start makes them. `is_new` says that an empty database
/// is intended although there are keys.
///
/// # Errors
/// See [`KeysError`]; then nothing was made.
pub fn keys(db: &Db, file: &KeysFile, is_new: bool, now: Timestamp) -> Result<Secrets, KeysError> {
    // One process at a time: of several that start for the first time in one folder, each would write its own keys.new.
    let found = db.write_alone(|tx| find(tx, file, is_new, now))?;
    Ok(match found {
        Found::InForce(secrets) => secrets,
        Found::Staged(secrets) => {
            file.put_in_force()?;
            secrets
        }
    })
}

enum Found {
    /// In the file.
    InForce(Secrets),
    /// In `keys.new`: just made, or left by a process that was interrupted.
    Staged(Secrets),
}

fn find(
    tx: &mut Tx<'_>,
    file: &KeysFile,
    is_new: bool,
    now: Timestamp,
) -> Result<Found, KeysError> {
    // In this order: another process may put the staged ones in force between the two, and then they are found as present.
    let (staged, present) = (file.staged()?, file.present()?);
    match (queries::fingerprint(tx.conn())?, present) {
        (Some(known), Some(present)) if present.fingerprint() == known => {
            Ok(Found::InForce(present))
        }
        (Some(known), present) => match staged {
            Some(staged) if staged.fingerprint() == known => Ok(Found::Staged(staged)),
            _ => Err(present.map_or(KeysError::Lost, |_| KeysError::Foreign)),
        },
        (None, Some(present)) => {
            if !identity::has_users(tx.conn())? && !is_new {
                return Err(KeysError::DatabaseGone);
            }
            if !fits(&proofs(tx.conn())?, &present) {
                return Err(KeysError::Foreign);
            }
            queries::remember(tx, &present.fingerprint(), now)?;
            Ok(Found::InForce(present))
        }
        (None, None) => {
            if !proofs(tx.conn())?.is_empty() {
                return Err(KeysError::Lost);
            }
            let fresh = file.stage(&now.day())?;
            queries::remember(tx, &fresh.fingerprint(), now)?;
            Ok(Found::Staged(fresh))
        }
    }
}

/// Recently derived secrets, each with the hash that the database keeps.
fn proofs(conn: &mut Conn) -> db::Result<Vec<(SecretRef, String)>> {
    let mut proofs = invitations::newest_links(conn)?;
    proofs.extend(identity::newest_password_links(conn)?);
    Ok(proofs)
}

/// One match is enough: older secrets may come from keys that were lost before.
fn fits(proofs: &[(SecretRef, String)], keys: &Secrets) -> bool {
    proofs.is_empty()
        || proofs.iter().any(|(secret, hash)| {
            sha256_hex(&keys.token(secret.purpose, secret.id, secret.version)) == *hash
        })
}
