//! What the renewal of the keys does to the links with which customers end privileges.

use crate::{
    db::{self, Tx},
    privileges::{self, Grant},
    secrets::{Secrets, sha256_hex},
};

/// Links that were mailed are dead; letters that have not left yet leave with links of the new keys. Returns how many
/// grants had a link.
///
/// # Errors
/// When a row cannot be written.
pub fn relink(tx: &mut Tx<'_>, keys: &Secrets) -> db::Result<usize> {
    let linked = privileges::linked(tx.conn())?;
    for id in &linked {
        let secret = Grant::secret_of(*id);
        let token = keys.token(secret.purpose, secret.id, secret.version);
        privileges::set_link(tx, *id, Some(sha256_hex(&token)))?;
    }
    Ok(linked.len())
}
