//! What only this server knows: the keys outside the database, and what is derived from them.
//!
//! Links and codes are derived (HMAC-SHA-256 over purpose, id and version) and never stored: a page can show a link
//! again after a redirect, a stolen database holds no working link, and a higher version makes the old link invalid.
//! The row keeps the SHA-256 of the link's token, for look-up. [`KeysFile`] holds the keys.

mod file;
mod returns;

use std::io;

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, AeadCore, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use rand::TryRng;
use sha2::{Digest, Sha256};

pub use file::KeysFile;
pub use returns::RETURN_KEY;

use crate::db::types::text_enum;

text_enum! {
    /// What a secret opens; part of the HMAC, so that one kind never opens the page of another.
    Purpose {
        /// The personalized link of an invitation.
        Invitation = "invitation",
        /// The link with which one partner asks another for a partnership.
        Partnership = "partnership",
        /// The link with which a customer looks at and ends privileges.
        Privileges = "privileges",
        /// The code mailed to a customer who wants to accept.
        Code = "code",
        /// The link that sets the first password.
        Setup = "setup",
        /// The link that sets a new password.
        Reset = "reset",
        /// The link with which a customer's user sets a password.
        UserPassword = "user_password",
    }
}

/// Characters of a mailed code: no vowels, no look-alikes.
const CODE_ALPHABET: &[u8; 25] = b"BCDFGHJKLMNPQRSTVWXZ45679";
/// Characters in a mailed code.
const CODE_LENGTH: usize = 8;

/// The keys of this installation. Does not print them.
#[derive(Clone)]
pub struct Secrets {
    link: [u8; 32],
    cookie: [u8; 64],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Keys for one run, for the demo and for tests.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn ephemeral() -> io::Result<Self> {
        let mut secrets = Self {
            link: [0; 32],
            cookie: [0; 64],
        };
        fill(&mut secrets.link)?;
        fill(&mut secrets.cookie)?;
        Ok(secrets)
    }

    /// A fingerprint that identifies these keys and reveals nothing about them: 64 hexadecimal digits, kept in the
    /// database that they belong to.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // Infallible: HMAC takes keys of any length.
        let Ok(mut mac) =
            Hmac::<Sha256>::new_from_slice(&[&self.link[..], &self.cookie[..]].concat())
        else {
            return String::new();
        };
        mac.update(b"partner-center: fingerprint of the keys");
        hex(&mac.finalize().into_bytes())
    }

    fn print(&self) -> String {
        format!(
            "link {}\ncookie {}\n",
            URL_SAFE_NO_PAD.encode(self.link),
            URL_SAFE_NO_PAD.encode(self.cookie)
        )
    }

    fn parse(text: &str) -> io::Result<Self> {
        let key = |name: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(name))
                .and_then(|value| URL_SAFE_NO_PAD.decode(value.trim()).ok())
        };
        let link = key("link ").and_then(|bytes| bytes.try_into().ok());
        let cookie = key("cookie ").and_then(|bytes| bytes.try_into().ok());
        match (link, cookie) {
            (Some(link), Some(cookie)) => Ok(Self { link, cookie }),
            _ => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the keys file is damaged; restore it from where it was kept",
            )),
        }
    }

    /// The key of the session cookie, 64 bytes.
    #[must_use]
    pub fn cookie_key(&self) -> &[u8; 64] {
        &self.cookie
    }

    fn derive(&self, purpose: Purpose, id: uuid::Uuid, version: i32) -> [u8; 32] {
        self.mac(purpose.as_str(), id, version)
    }

    fn mac(&self, purpose: &str, id: uuid::Uuid, version: i32) -> [u8; 32] {
        // Infallible: HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.link) else {
            return [0; 32];
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(id.as_bytes());
        mac.update(&version.to_be_bytes());
        mac.finalize().into_bytes().into()
    }

    /// The token of a link: 43 characters of base64url, 256 bits.
    #[must_use]
    pub fn token(&self, purpose: Purpose, id: uuid::Uuid, version: i32) -> String {
        URL_SAFE_NO_PAD.encode(self.derive(purpose, id, version))
    }

    /// Encrypts a text that may hold links, so that the database does not hold them in the clear: AES-256-GCM with a
    /// key for each row, derived from a key outside the database. Only the same row and owner can decrypt it. Each row
    /// is encrypted once, so a constant nonce is safe.
    ///
    /// # Errors
    /// When the text is too long for the cipher, which no form is.
    pub fn seal(&self, row: uuid::Uuid, owner: uuid::Uuid, text: &str) -> io::Result<String> {
        let sealed = self
            .cipher(row)
            .encrypt(&Nonce::default(), payload(text.as_bytes(), &owner));
        sealed
            .map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
            .map_err(|_| io::Error::other("the text could not be sealed"))
    }

    /// Decrypts what [`Secrets::seal`] returned; `None` for another row, owner or keys.
    #[must_use]
    pub fn unseal(&self, row: uuid::Uuid, owner: uuid::Uuid, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let text = self
            .cipher(row)
            .decrypt(&Nonce::default(), payload(&bytes, &owner))
            .ok()?;
        String::from_utf8(text).ok()
    }

    fn cipher(&self, row: uuid::Uuid) -> Aes256Gcm {
        <Aes256Gcm as aes_gcm::KeyInit>::new(&self.mac("sealed", row, 0).into())
    }

    /// The code that is mailed for this request: 8 characters, about 37 bits.
    #[must_use]
    pub fn code(&self, request: uuid::Uuid) -> String {
        let digest = self.derive(Purpose::Code, request, 0);
        // Two bytes for each character keep the bias below one in two thousand.
        digest
            .chunks_exact(2)
            .take(CODE_LENGTH)
            .map(|pair| {
                let number = pair
                    .iter()
                    .fold(0_usize, |sum, byte| sum * 256 + usize::from(*byte));
                char::from(
                    *CODE_ALPHABET
                        .get(number % CODE_ALPHABET.len())
                        .unwrap_or(&b'B'),
                )
            })
            .collect()
    }
}

type Nonce = aes_gcm::Nonce<<Aes256Gcm as AeadCore>::NonceSize>;

fn payload<'a>(msg: &'a [u8], owner: &'a uuid::Uuid) -> Payload<'a, 'a> {
    Payload {
        msg,
        aad: owner.as_bytes(),
    }
}

/// SHA-256 as hexadecimal: how tokens and session keys stand in the database.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Fresh randomness as base64url: 43 characters, 256 bits.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn random_token() -> io::Result<String> {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Fills these bytes with randomness.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn fill(bytes: &mut [u8]) -> io::Result<()> {
    rand::rngs::SysRng
        .try_fill_bytes(bytes)
        .map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purpose_id_and_version_each_change_the_token() {
        let secrets = Secrets::ephemeral().unwrap();
        let (one, two) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
        let token = secrets.token(Purpose::Invitation, one, 1);
        assert_eq!(token.len(), 43);
        assert_eq!(token, secrets.token(Purpose::Invitation, one, 1));
        assert_ne!(token, secrets.token(Purpose::Invitation, one, 2));
        assert_ne!(token, secrets.token(Purpose::Reset, one, 1));
        assert_ne!(token, secrets.token(Purpose::Invitation, two, 1));
        assert_ne!(
            token,
            Secrets::ephemeral()
                .unwrap()
                .token(Purpose::Invitation, one, 1)
        );
    }

    #[test]
    fn a_fingerprint_belongs_to_both_keys() {
        let keys = Secrets::ephemeral().unwrap();
        let other = Secrets::ephemeral().unwrap();
        assert_eq!(keys.fingerprint().len(), 64);
        assert_eq!(keys.fingerprint(), keys.clone().fingerprint());
        let mixed = Secrets {
            cookie: other.cookie,
            ..keys.clone()
        };
        assert_ne!(mixed.fingerprint(), keys.fingerprint());
        assert_ne!(mixed.fingerprint(), other.fingerprint());
    }

    #[test]
    fn what_is_sealed_opens_for_its_row_and_owner_alone() {
        let secrets = Secrets::ephemeral().unwrap();
        let (row, owner, other) = (
            uuid::Uuid::now_v7(),
            uuid::Uuid::now_v7(),
            uuid::Uuid::now_v7(),
        );
        let sealed = secrets.seal(row, owner, "Liebe Frau Groß").unwrap();
        assert!(!sealed.contains("Liebe"));
        let open = |row, owner| secrets.unseal(row, owner, &sealed);
        assert_eq!(open(row, owner).as_deref(), Some("Liebe Frau Groß"));
        assert_eq!(open(other, owner), None);
        assert_eq!(open(row, other), None);
        let elsewhere = Secrets::ephemeral().unwrap();
        assert_eq!(elsewhere.unseal(row, owner, &sealed), None);
    }

    #[test]
    fn a_code_has_eight_characters_without_look_alikes() {
        let code = Secrets::ephemeral().unwrap().code(uuid::Uuid::now_v7());
        assert_eq!(code.len(), 8);
        assert!(
            code.bytes().all(|byte| CODE_ALPHABET.contains(&byte)),
            "{code}"
        );
    }
}
