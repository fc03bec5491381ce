//! Pages of a list as they stand in an address, and how many rows there are in words.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

pub use crate::{
    db::keyset::{Cursor, Page, Position},
    text::thousands,
};

/// Totals are exact up to here, "10,000+" beyond.
pub const COUNT_CAP: i64 = 10_000;

impl Cursor {
    /// As it stands in an address.
    #[must_use]
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}\n{}", self.id, self.key))
    }

    /// From an address; nonsense is no cursor.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (id, key) = text.split_once('\n')?;
        (!key.contains('\0')).then(|| Self {
            key: key.to_owned(),
            id: id.to_owned(),
        })
    }
}

impl Position {
    /// From the address's `after`; none for what is no key.
    #[must_use]
    pub fn after(text: &str) -> Option<Self> {
        Cursor::decode(text).map(Self::After)
    }

    /// From the address's `before`; none for what is no key.
    #[must_use]
    pub fn before(text: &str) -> Option<Self> {
        Cursor::decode(text).map(Self::Before)
    }
}

/// How many rows a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    number: i64,
    is_capped: bool,
}

impl Total {
    /// All of them are known.
    #[must_use]
    pub fn exact(number: i64) -> Self {
        Self {
            number,
            is_capped: false,
        }
    }

    /// They were counted up to the cap and one.
    #[must_use]
    pub fn capped(number: i64) -> Self {
        Self::up_to(COUNT_CAP, number)
    }

    /// They were counted up to this number and one.
    #[must_use]
    pub fn up_to(cap: i64, number: i64) -> Self {
        Self {
            number: number.min(cap),
            is_capped: number > cap,
        }
    }

    /// `1 customer`, `1,234 customers` or `10,000+ customers`.
    #[must_use]
    pub fn of(self, one: &str, many: &str) -> String {
        let noun = if self.number == 1 { one } else { many };
        format!("{self} {noun}")
    }
}

impl std::fmt::Display for Total {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_capped {
            write!(f, "{}+", thousands(self.number))
        } else {
            f.write_str(&thousands(self.number))
        }
    }
}

/// `1,234` or `10,000+`.
#[must_use]
pub fn total_words(count: i64) -> String {
    Total::capped(count).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_an_address_and_nonsense_is_none() {
        let cursor = Cursor {
            key: "zürich \n ag".to_owned(),
            id: "1".to_owned(),
        };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        for text in ["", "%%%", "AA", "////"] {
            assert_eq!(Cursor::decode(text), None, "{text}");
        }
    }

    #[test]
    fn totals_are_capped() {
        assert_eq!(total_words(0), "0");
        assert_eq!(total_words(10_000), "10,000");
        assert_eq!(total_words(10_001), "10,000+");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
