//! Postal addresses: which parts a country asks for, and how its postal codes look.

/// One line for each country; the head of the file says what stands in it, and where that is from.
const FORMATS: &str = include_str!("postal_addresses.tsv");

/// Longest line of an address, in characters.
pub(super) const LINE_MAX: usize = 120;
/// Longest postal code where no shape is known.
const CODE_MAX: usize = 16;

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Street,
    City,
    Region,
    PostalCode,
}

/// How addresses of one country look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Format {
    required: &'static str,
    codes: &'static str,
}

impl Format {
    /// Of the country with this ISO 3166-1 code; one that is not listed asks for street and city.
    pub(super) fn of(country: &str) -> Self {
        let lines = FORMATS.lines().filter(|line| !line.starts_with('#'));
        let mut rows = lines.map(|line| line.split('\t'));
        let found = rows.find_map(|mut row| (row.next() == Some(country)).then_some(row));
        let mut rest = found.unwrap_or_else(|| "AC".split('\t'));
        Self {
            required: rest.next().unwrap_or_default(),
            codes: rest.next().unwrap_or_default(),
        }
    }

    /// Whether an address has to have this part.
    pub(super) fn requires(self, part: Part) -> bool {
        self.required.contains(match part {
            Part::Street => 'A',
            Part::City => 'C',
            Part::Region => 'S',
            Part::PostalCode => 'Z',
        })
    }

    /// A postal code as the country writes it: spaces, hyphens and case are put right.
    ///
    /// # Errors
    /// With the sentence for the person.
    pub(super) fn postal_code(self, typed: &str) -> Result<String, String> {
        let typed = crate::text::optional_line(typed, CODE_MAX)?.to_uppercase();
        if typed.is_empty() {
            return match self.requires(Part::PostalCode) {
                true => Err("Enter the postal code".to_owned()),
                false => Ok(typed),
            };
        }
        if self.codes.is_empty() {
            return Ok(typed);
        }
        let mut shapes = self.codes.split('|');
        let fitted = shapes.find_map(|shape| fit(shape, &typed));
        fitted.ok_or_else(|| {
            let shapes: Vec<String> = self.codes.split('|').map(example).collect();
            format!("Enter a postal code such as {}", shapes.join(" or "))
        })
    }
}

fn is_between(c: char) -> bool {
    matches!(c, ' ' | '-')
}

/// The code in this shape, if it has its letters and digits.
fn fit(shape: &str, typed: &str) -> Option<String> {
    let mut rest = typed.chars().filter(|c| !is_between(*c));
    let mut code = String::new();
    for place in shape.chars() {
        if is_between(place) {
            code.push(place);
            continue;
        }
        let c = rest.next()?;
        let fits = match place {
            '#' => c.is_ascii_digit(),
            '@' => c.is_ascii_uppercase(),
            '*' => c.is_ascii_alphanumeric(),
            fixed => c == fixed,
        };
        if !fits {
            return None;
        }
        code.push(c);
    }
    rest.next().is_none().then_some(code)
}

/// A made-up code of this shape.
fn example(shape: &str) -> String {
    let mut digits = "1234567890".chars().cycle();
    let place = |c| match c {
        '#' | '*' => digits.next().unwrap_or('1'),
        '@' => 'A',
        fixed => fixed,
    };
    shape.chars().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postal_code_is_put_right_or_refused_with_an_example() {
        let code = |country, typed| Format::of(country).postal_code(typed);
        for (country, typed, kept) in [
            ("DE", "10115", "10115"),
            ("GB", "sw1a1aa", "SW1A 1AA"),
            ("NL", "1012ab", "1012 AB"),
            ("PT", "1000 205", "1000-205"),
            ("JP", "1000001", "100-0001"),
            ("US", "98052", "98052"),
            ("US", "980526399", "98052-6399"),
            ("CA", "k1a 0b1", "K1A 0B1"),
            ("LV", "lv1010", "LV-1010"),
            ("IE", "d02af30", "D02 AF30"),
            ("HK", "", ""),
            ("AE", "whatever", "WHATEVER"),
        ] {
            assert_eq!(
                code(country, typed).as_deref(),
                Ok(kept),
                "{country} {typed}"
            );
        }
        for (country, typed, why) in [
            ("DE", "1011", "Enter a postal code such as 12345"),
            ("DE", "101156", "Enter a postal code such as 12345"),
            ("DE", "1O115", "Enter a postal code such as 12345"),
            ("DE", "", "Enter the postal code"),
            ("NL", "AB1012", "Enter a postal code such as 1234 AA"),
            (
                "US",
                "9805",
                "Enter a postal code such as 12345 or 12345-6789",
            ),
        ] {
            assert_eq!(code(country, typed).unwrap_err(), why, "{country} {typed}");
        }
    }

    #[test]
    fn countries_ask_for_the_parts_that_they_use() {
        let required = |country| {
            let format = Format::of(country);
            [Part::Street, Part::City, Part::Region, Part::PostalCode]
                .map(|part| format.requires(part))
        };
        assert_eq!(required("DE"), [true, true, false, true]);
        assert_eq!(required("US"), [true, true, true, true]);
        assert_eq!(required("SG"), [true, false, false, true]);
        assert_eq!(required("IE"), [true, true, false, false]);
        assert_eq!(required("ZZ"), [true, true, false, false]);
    }

    #[test]
    fn every_country_has_a_line_of_known_parts() {
        for country in rust_iso3166::ALL {
            let found = FORMATS
                .lines()
                .find(|line| line.split('\t').next() == Some(country.alpha2));
            let line = found.unwrap_or_else(|| panic!("{}", country.alpha2));
            let parts = line.split('\t').nth(1).unwrap();
            assert!(
                parts.contains('A') && parts.chars().all(|c| "ACSZ".contains(c)),
                "{line}"
            );
        }
    }
}
