//! Money: whole minor units of an ISO 4217 currency. What is typed or divided becomes such units by one rounding, half up.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use crate::text::thousands;

/// Most of an amount, in minor units: what a database and a program add up without a thought of their bounds.
const MOST: i64 = 1_000_000_000_000_000;

/// A currency that has minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// By its code, in capital letters.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let known = iso_currency::Currency::from_code(code).map(Self);
        // Precious metals and units of account have no minor unit.
        known.filter(|currency| currency.0.exponent().is_some())
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Decimal places of its minor unit.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How the amounts of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// With a point alone.
    Point,
    /// With a point or a comma.
    PointOrComma,
}

/// The amount, in minor units of the currency. What could mean two amounts is refused.
///
/// # Errors
/// With what is wrong, for the person.
pub fn parse_amount(text: &str, currency: Currency, decimals: Decimals) -> Result<i64, String> {
    let text = text.trim();
    let (whole, part) = match text.find(['.', ',']) {
        Some(place) => (text.get(..place), text.get(place + 1..)),
        None => (Some(text), Some("")),
    };
    let (whole, part) = (whole.unwrap_or_default(), part.unwrap_or_default());
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(part) || text.ends_with(['.', ',']) {
        return Err(format!(
            "{} is no amount, such as 1234.50, without signs and spaces between thousands",
            quoted(text)
        ));
    }
    let has_comma = text.contains(',');
    if has_comma && decimals == Decimals::Point {
        return Err(format!(
            "{} has a decimal comma, which is understood only where semicolons or tabs part the cells",
            quoted(text)
        ));
    }
    let may_be_thousands = part.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    if decimals == Decimals::PointOrComma && may_be_thousands {
        let how = if currency.decimals() == 3 {
            "four"
        } else {
            "two"
        };
        return Err(format!(
            "{} can mean thousands or decimals. Write it with {how} decimals",
            quoted(text)
        ));
    }
    let exact = Decimal::from_str_exact(&text.replace(',', "."));
    let units = exact
        .ok()
        .and_then(|amount| in_minor_units(amount, currency));
    units.ok_or_else(|| format!("{} is too large", quoted(text)))
}

fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(20).collect();
    format!("\u{201C}{shown}\u{201D}")
}

fn in_minor_units(amount: Decimal, currency: Currency) -> Option<i64> {
    let units = amount.checked_mul(Decimal::from(10_i64.pow(currency.decimals())))?;
    whole(units)
}

/// Half up: away from zero, so that what is given back is what was charged.
fn whole(units: Decimal) -> Option<i64> {
    let rounded = units.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    rounded.to_i64().filter(|units| units.abs() <= MOST)
}

/// The cost and so many hundredths of a percent of it; nothing where that is too large.
#[must_use]
pub fn marked_up(cost: i64, hundredths: i32) -> Option<i64> {
    let factor = Decimal::new(10_000 + i64::from(hundredths), 4);
    whole(Decimal::from(cost).checked_mul(factor)?)
}

/// The total in equal parts: the first ones carry one minor unit more, until the sum is exact. No parts are one.
#[must_use]
pub fn split_amount(total: i64, parts: u32) -> Vec<i64> {
    let count = i64::from(parts.max(1));
    let (each, rest) = (total / count, total % count);
    let part = |number: i64| {
        each + if number < rest.abs() {
            rest.signum()
        } else {
            0
        }
    };
    (0..count).map(part).collect()
}

/// `1234.50`, for programs.
#[must_use]
pub fn plain_amount(units: i64, currency: Currency) -> String {
    Decimal::new(units, currency.decimals()).to_string()
}

/// `1,234.50 EUR`, for people.
#[must_use]
pub fn amount_words(units: i64, currency: Currency) -> String {
    let plain = plain_amount(units.abs(), currency);
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let point = if part.is_empty() { "" } else { "." };
    let sign = if units < 0 { "-" } else { "" };
    let whole = thousands(whole.parse().unwrap_or_default());
    format!("{sign}{whole}{point}{part} {currency}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str) -> Currency {
        Currency::of(code).unwrap()
    }

    #[test]
    fn currencies_have_the_minor_units_of_the_standard() {
        for (code, decimals) in [("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("CLP", 0)] {
            assert_eq!(of(code).decimals(), decimals, "{code}");
        }
        for code in ["XAU", "eur", "EURO", "", "ZZZ"] {
            assert_eq!(Currency::of(code), None, "{code}");
        }
    }

    #[test]
    fn amounts_are_whole_minor_units_rounded_half_up_once() {
        for (text, code, units) in [
            ("51.84", "USD", 5_184),
            ("0", "USD", 0),
            ("1512", "USD", 151_200),
            ("1.005", "USD", 101),
            ("1.0049999999", "USD", 100),
            ("2.5", "JPY", 3),
            ("2.4999", "JPY", 2),
            ("1.2345", "KWD", 1_235),
            (" 4.8 ", "EUR", 480),
            ("0.000000000000000000000000001", "EUR", 0),
        ] {
            let found = parse_amount(text, of(code), Decimals::Point);
            assert_eq!(found, Ok(units), "{text} {code}");
        }
    }

    #[test]
    fn a_decimal_comma_is_understood_where_it_can_be_no_sign_between_cells() {
        for (text, units) in [
            ("48,5", 4_850),
            ("48.5", 4_850),
            ("1234,50", 123_450),
            ("0,125", 13),
        ] {
            let found = parse_amount(text, of("EUR"), Decimals::PointOrComma);
            assert_eq!(found, Ok(units), "{text}");
        }
        let three = |text| parse_amount(text, of("KWD"), Decimals::PointOrComma);
        assert_eq!(three("1,2340"), Ok(1_234));
        assert!(three("1,234").is_err() && three("1.234").is_err());
        assert!(parse_amount("48,5", of("EUR"), Decimals::Point).is_err());
    }

    #[test]
    fn what_could_be_two_amounts_or_is_none_is_refused() {
        for text in [
            "",
            "-1",
            "+1",
            "1.234",
            "1,234",
            "1.234,50",
            "1,234.50",
            "1 234",
            "1e5",
            "abc",
            ".5",
            "5.",
            "1'234",
            "€5",
            "9999999999999999999999999999999",
            "99999999999999999",
        ] {
            let found = parse_amount(text, of("EUR"), Decimals::PointOrComma);
            assert!(found.is_err(), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_line_is_split_into_equal_parts_of_which_the_first_carry_the_rest() {
        let parts = split_amount(10_000, 12);
        assert_eq!(parts, [[834].repeat(4), [833].repeat(8)].concat());
        assert_eq!(
            split_amount(-10_000, 12),
            parts.iter().map(|it| -it).collect::<Vec<_>>()
        );
        assert_eq!(split_amount(7, 3), [3, 2, 2]);
        assert_eq!(split_amount(2, 3), [1, 1, 0]);
        assert_eq!(split_amount(5, 1), [5]);
        assert_eq!(split_amount(5, 0), [5]);
        for (total, count) in [(1, 36), (99_999, 36), (15_552, 3), (0, 12), (-7, 12)] {
            let parts = split_amount(total, count);
            assert_eq!(parts.iter().sum::<i64>(), total);
            let (most, least) = (parts.iter().max().unwrap(), parts.iter().min().unwrap());
            assert!(most - least <= 1 && parts.is_sorted_by(|a, b| a.abs() >= b.abs()));
        }
    }

    #[test]
    fn a_mark_up_is_added_to_the_cost_and_rounded_once() {
        assert_eq!(marked_up(5_184, 0), Some(5_184));
        assert_eq!(marked_up(5_184, 1_250), Some(5_832));
        assert_eq!(marked_up(50, 100), Some(51));
        assert_eq!(marked_up(49, 100), Some(49));
        assert_eq!(marked_up(0, 5_000), Some(0));
        assert_eq!(marked_up(MOST, 10_000), None);
    }

    #[test]
    fn amounts_are_written_with_the_decimals_of_their_currency() {
        for (units, code, text) in [
            (123_450, "EUR", "1,234.50 EUR"),
            (5, "EUR", "0.05 EUR"),
            (-1_050, "USD", "-10.50 USD"),
            (1_234, "JPY", "1,234 JPY"),
            (1_234_567, "KWD", "1,234.567 KWD"),
            (0, "USD", "0.00 USD"),
        ] {
            assert_eq!(amount_words(units, of(code)), text);
        }
        assert_eq!(plain_amount(123_450, of("EUR")), "1234.50");
        assert_eq!(plain_amount(1_234, of("JPY")), "1234");
    }
}
