//! The address to which letters come back: one for each letter, by which it is known again (VERP).
//!
//! `bounces@partner.example` becomes `bounces+<key>@partner.example` in the envelope; the letter's own headers do not
//! change. The key is the letter's, signed ([`Secrets::return_key`]), so that nobody can say of another letter that it
//! came back.

use crate::{
    db::ids::MailId,
    secrets::{RETURN_KEY, Secrets},
    text,
};

/// What stands between the local part and the key. Mail servers deliver such an address as they do the one without.
const DELIMITER: char = '+';
/// Longest local part (RFC 5321, 4.5.3.1.1).
const LOCAL_MAX: usize = 64;

/// The address to which letters come back, without a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnAddress {
    local: String,
    domain: String,
}

impl ReturnAddress {
    /// # Errors
    /// With what it must be instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let room = LOCAL_MAX - RETURN_KEY - DELIMITER.len_utf8();
        let email = text::email(text).map_err(|_| {
            "must be an address of your own, such as bounces@partners.example".to_owned()
        })?;
        let (local, domain) = email.rsplit_once('@').unwrap_or_default();
        if local.len() > room || local.contains(DELIMITER) {
            return Err(format!(
                "must have at most {room} characters before the @, and no {DELIMITER} among them: a key of {RETURN_KEY} comes behind them"
            ));
        }
        Ok(Self {
            local: local.to_owned(),
            domain: domain.to_owned(),
        })
    }

    /// Where this letter comes back to.
    pub(super) fn of_letter(&self, letter: MailId, secrets: &Secrets) -> String {
        self.with(&secrets.return_key(letter.uuid()))
    }

    /// An address of the same kind that is no letter's.
    pub(super) fn of_none(&self) -> String {
        self.with("test")
    }

    fn with(&self, key: &str) -> String {
        format!("{}{DELIMITER}{key}@{}", self.local, self.domain)
    }

    /// The letter that this address belongs to.
    pub(super) fn letter(&self, address: &str, secrets: &Secrets) -> Option<MailId> {
        let (local, domain) = address.rsplit_once('@')?;
        let (name, key) = local.split_once(DELIMITER)?;
        let is_here =
            name.eq_ignore_ascii_case(&self.local) && domain.eq_ignore_ascii_case(&self.domain);
        let letter = is_here.then(|| secrets.returned_letter(key))?;
        letter.map(MailId::from_uuid)
    }
}

impl std::fmt::Display for ReturnAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_address_has_room_for_its_key_and_a_longer_one_is_refused() {
        let secrets = Secrets::ephemeral().unwrap();
        let longest = format!("{}@partner.example", "a".repeat(21));
        let address = ReturnAddress::parse(&longest).unwrap();
        let letter = MailId::new();
        let whole = address.of_letter(letter, &secrets);
        assert_eq!(whole.split('@').next().unwrap().len(), LOCAL_MAX);
        assert_eq!(text::email(&whole).as_ref(), Ok(&whole));
        assert_eq!(address.letter(&whole, &secrets), Some(letter));
        assert_eq!(address.to_string(), longest);
        for wrong in [
            format!("a{longest}"),
            "bounces+a@partner.example".to_owned(),
            "bounces".to_owned(),
        ] {
            assert!(ReturnAddress::parse(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_of_another_name_or_domain_is_no_letters() {
        let secrets = Secrets::ephemeral().unwrap();
        let address = ReturnAddress::parse("bounces@partner.example").unwrap();
        let key = secrets.return_key(uuid::Uuid::now_v7());
        for wrong in [
            format!("bounces+{key}@other.example"),
            format!("others+{key}@partner.example"),
            "bounces@partner.example".to_owned(),
            format!("bounces+{key}"),
            address.of_none(),
        ] {
            assert_eq!(address.letter(&wrong, &secrets), None, "{wrong}");
        }
        let shouted = format!("BOUNCES+{key}@Partner.Example").to_uppercase();
        assert!(address.letter(&shouted, &secrets).is_some());
    }
}
