//! What the renewal of the keys ends here: sessions, and links that set a password. For the operator alone.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::password_links::PasswordLink;
use crate::{
    db::{
        self, Conn, Tx,
        schema::{password_links, user_sessions, users},
        types::Timestamp,
    },
    mail::{self, SecretRef},
    secrets::{Purpose, Secrets, sha256_hex},
};

/// Links that set a password and are dead.
#[derive(Debug, Default)]
pub struct EndedLinks {
    /// Addresses of people who have not set their first password: each needs a new set-up link.
    pub set_up: Vec<String>,
    /// Links for a forgotten password; the sign-in page gives another one.
    pub reset: usize,
}

impl PasswordLink {
    fn secret(&self) -> SecretRef {
        SecretRef {
            purpose: self.purpose,
            id: self.id.uuid(),
            version: 0,
        }
    }
}

/// The links that were made last, each with the hash of its token.
pub fn newest_links(conn: &mut Conn) -> db::Result<Vec<(SecretRef, String)>> {
    let newest: Vec<PasswordLink> = password_links::table
        .order((password_links::created_at.desc(), password_links::id.desc()))
        .limit(50)
        .select(PasswordLink::as_select())
        .load(conn)?;
    Ok(newest
        .into_iter()
        .map(|link| (link.secret(), link.token_hash))
        .collect())
}

/// Everybody is signed out. Returns how many browsers that were.
pub fn end_all_sessions(tx: &mut Tx<'_>) -> db::Result<usize> {
    Ok(diesel::delete(user_sessions::table).execute(tx.conn())?)
}

/// Ends the links that are out; those whose letter has not left yet leave as links of the new keys.
pub fn end_password_links(
    tx: &mut Tx<'_>,
    keys: &Secrets,
    now: Timestamp,
) -> db::Result<EndedLinks> {
    let open: Vec<(PasswordLink, String)> = password_links::table
        .inner_join(users::table)
        .filter(password_links::used_at.is_null())
        .filter(password_links::expires_at.gt(now))
        .order(users::email)
        .select((PasswordLink::as_select(), users::email))
        .load(tx.conn())?;
    let mut ended = EndedLinks::default();
    for (link, email) in open {
        let row = password_links::table.find(link.id);
        if mail::is_waiting(tx.conn(), link.purpose, link.id.uuid())? {
            let secret = link.secret();
            let token = keys.token(secret.purpose, secret.id, secret.version);
            diesel::update(row)
                .set(password_links::token_hash.eq(sha256_hex(&token)))
                .execute(tx.conn())?;
            continue;
        }
        diesel::update(row)
            .set(password_links::used_at.eq(now))
            .execute(tx.conn())?;
        match link.purpose {
            Purpose::Setup => ended.set_up.push(email),
            _ => ended.reset += 1,
        }
    }
    ended.set_up.dedup();
    Ok(ended)
}
