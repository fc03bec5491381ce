//! Paging by key: a page far in costs the same as the first, and rows that come or go do not shift it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

pub use crate::text::thousands;

/// Totals are exact up to here, "10,000+" beyond.
pub const COUNT_CAP: i64 = 10_000;

/// The place between two rows: the sort key and the id of the row beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key, as text.
    pub key: String,
    /// The id, which makes the order total.
    pub id: String,
}

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

/// Which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The beginning.
    First,
    /// What follows this row.
    After(Cursor),
    /// What stands in front of this row.
    Before(Cursor),
}

impl Place {
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

    /// The row beside it; none at the beginning.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        match self {
            Self::First => None,
            Self::After(cursor) | Self::Before(cursor) => Some(cursor),
        }
    }
}

/// One page of rows, in the order of the list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether there are rows in front of these.
    pub has_previous: bool,
    /// Whether there are rows behind these.
    pub has_next: bool,
}

impl<T> Page<T> {
    /// From one row more than a page holds, in the order they were read: towards the end for `First` and
    /// `After`, towards the beginning for `Before`.
    #[must_use]
    pub fn from_rows(mut rows: Vec<T>, size: usize, place: &Place) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        match place {
            Place::First => Self {
                rows,
                has_previous: false,
                has_next: more,
            },
            Place::After(_) => Self {
                rows,
                has_previous: true,
                has_next: more,
            },
            Place::Before(_) => {
                rows.reverse();
                Self {
                    rows,
                    has_previous: more,
                    has_next: true,
                }
            }
        }
    }
}

/// `1,234` or `10,000+`.
#[must_use]
pub fn total_words(count: i64) -> String {
    if count > COUNT_CAP {
        format!("{}+", thousands(COUNT_CAP))
    } else {
        thousands(count)
    }
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
