//! The number of an order: digits in groups of three, such as `100-042`, which people can say on the phone.

use std::{fmt, str::FromStr};

/// The number before the first one: all numbers have six digits or more.
pub(super) const BEFORE_THE_FIRST: i64 = 100_000;

/// The number of an order at its seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub i64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::text::thousands(self.0).replace(',', "-"))
    }
}

/// However it is grouped.
impl FromStr for Number {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ');
        if text.len() > 24 || !text.chars().all(is_part) {
            return Err(());
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse().map_err(drop)?;
        (number > BEFORE_THE_FIRST)
            .then_some(Self(number))
            .ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_grouped() {
        assert_eq!(Number(100_042).to_string(), "100-042");
        assert_eq!(Number(1_000_000).to_string(), "1-000-000");
        for text in ["100-042", "100042", "100 042", "1000-42"] {
            assert_eq!(text.parse(), Ok(Number(100_042)), "{text}");
        }
        for text in [
            "",
            "-",
            "12",
            "1e9",
            "100,042",
            "99999999999999999999999999",
        ] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}
