//! The keys in the addresses to which letters come back.

use data_encoding::BASE32_NOPAD;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::Secrets;

/// What the HMAC is over, beside the letter.
const PURPOSE: &str = "returned letter";
/// Bytes of it that stand in a key: 80 bits.
const SIGNED: usize = 10;
/// Characters of a key. Its letters mean the same in either case, since some servers write addresses in small ones.
pub const RETURN_KEY: usize = 42;

impl Secrets {
    /// The key by which this letter is known again when it comes back. Nobody can make one of another letter from it.
    #[must_use]
    pub fn return_key(&self, letter: Uuid) -> String {
        let signed = self.mac(PURPOSE, letter, 0);
        let bytes = letter.as_bytes().iter().chain(signed.iter().take(SIGNED));
        let bytes: Vec<u8> = bytes.copied().collect();
        BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()
    }

    /// The letter of a key that these keys have made.
    #[must_use]
    pub fn returned_letter(&self, key: &str) -> Option<Uuid> {
        if key.len() != RETURN_KEY {
            return None;
        }
        let bytes = BASE32_NOPAD
            .decode(key.to_ascii_uppercase().as_bytes())
            .ok()?;
        let (id, signed) = bytes.split_at_checked(16)?;
        let letter = Uuid::from_slice(id).ok()?;
        let expected = self.mac(PURPOSE, letter, 0);
        let is_ours = signed.ct_eq(expected.get(..SIGNED)?);
        bool::from(is_ours).then_some(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_again_in_either_case_and_by_its_own_secrets_alone() {
        let (ours, others) = (Secrets::ephemeral().unwrap(), Secrets::ephemeral().unwrap());
        let letter = Uuid::now_v7();
        let key = ours.return_key(letter);
        assert_eq!(key.len(), RETURN_KEY);
        assert_eq!(ours.returned_letter(&key), Some(letter));
        assert_eq!(ours.returned_letter(&key.to_uppercase()), Some(letter));
        assert_eq!(others.returned_letter(&key), None);
    }

    #[test]
    fn a_key_with_any_character_changed_is_nobodys() {
        let secrets = Secrets::ephemeral().unwrap();
        let key = secrets.return_key(Uuid::now_v7());
        for at in 0..key.len() {
            let mut forged = key.clone().into_bytes();
            forged[at] = if forged[at] == b'a' { b'b' } else { b'a' };
            let forged = String::from_utf8(forged).unwrap();
            assert_eq!(secrets.returned_letter(&forged), None, "{forged}");
        }
        for wrong in ["", "a", "ä", &key[1..], &format!("{key}a")] {
            assert_eq!(secrets.returned_letter(wrong), None, "{wrong}");
        }
    }
}
