//! Where a partner's bills for a customer go, and whom it speaks to there.

use diesel::{AsChangeset, Insertable, Queryable, Selectable};

use super::address::{Format, LINE_MAX, Part};
use crate::{
    db::{
        MultiBackend,
        ids::{EntryId, PartnerId, UserId},
        schema::bill_to,
        types::Timestamp,
    },
    language::Language,
    text,
    web::{form::FieldErrors, rival::Facts},
};

/// The words, as they are kept; every one checked.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = bill_to, check_for_backend(MultiBackend))]
pub struct BillToWords {
    /// The company that is billed.
    pub company: String,
    /// Street and number.
    pub line1: String,
    /// What else stands there.
    pub line2: String,
    /// City.
    pub city: String,
    /// State, province, county.
    pub region: String,
    /// As the country writes it.
    pub postal_code: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Whom to speak to.
    pub contact_name: String,
    /// Their address.
    pub contact_email: String,
    /// Their number.
    pub contact_phone: String,
    /// The language that they are written to in.
    pub language: Language,
}

impl BillToWords {
    /// Each with its label, for people.
    pub(super) fn facts(&self) -> Facts {
        vec![
            ("Company", self.company.clone()),
            ("Street", self.line1.clone()),
            ("Second line", self.line2.clone()),
            ("City", self.city.clone()),
            ("State or province", self.region.clone()),
            ("Postal code", self.postal_code.clone()),
            ("Country", crate::identity::country_name(&self.country)),
            ("Contact", self.contact_name.clone()),
            ("Email address", self.contact_email.clone()),
            ("Telephone", self.contact_phone.clone()),
            ("Language", self.language.label().to_owned()),
        ]
    }

    /// The lines of the address.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let place = format!("{} {}", self.postal_code, self.city);
        let lines = [
            self.company.clone(),
            self.line1.clone(),
            self.line2.clone(),
            place.trim().to_owned(),
            self.region.clone(),
            crate::identity::country_name(&self.country),
        ];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = bill_to, check_for_backend(MultiBackend))]
pub struct BillTo {
    /// Of which customer.
    pub entry_id: EntryId,
    /// Whose it is.
    pub partner_id: PartnerId,
    /// The words.
    #[diesel(embed)]
    pub words: BillToWords,
    /// Raised with each change, so that a stale form is seen.
    pub version: i32,
    /// Who changed it last.
    pub changed_by: UserId,
    /// When.
    pub changed_at: Timestamp,
}

/// As it is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BillToForm {
    pub(super) company: String,
    pub(super) line1: String,
    pub(super) line2: String,
    pub(super) city: String,
    pub(super) region: String,
    pub(super) postal_code: String,
    pub(super) country: String,
    pub(super) contact_name: String,
    pub(super) contact_email: String,
    pub(super) contact_phone: String,
    pub(super) language: String,
    /// The one that was on the page, 0 for none.
    pub(super) version: String,
}

impl From<&BillToWords> for BillToForm {
    fn from(words: &BillToWords) -> Self {
        let words = words.clone();
        Self {
            company: words.company,
            line1: words.line1,
            line2: words.line2,
            city: words.city,
            region: words.region,
            postal_code: words.postal_code,
            country: words.country,
            contact_name: words.contact_name,
            contact_email: words.contact_email,
            contact_phone: words.contact_phone,
            language: words.language.as_str().to_owned(),
            version: String::new(),
        }
    }
}

/// A part that the country asks for, or may be left out.
fn part(
    errors: &mut FieldErrors,
    field: &'static str,
    typed: &str,
    required: bool,
    what: &str,
) -> String {
    let read = match required {
        true => text::line(typed, LINE_MAX, what),
        false => text::optional_line(typed, LINE_MAX),
    };
    errors.take(field, read)
}

/// A telephone number as people write it; empty is allowed.
pub(super) fn phone(typed: &str) -> Result<String, String> {
    let line = text::optional_line(typed, 30)?;
    let is_part = |c: char| c.is_ascii_digit() || " +-()./".contains(c);
    match line.chars().all(is_part) {
        true => Ok(line),
        false => Err("Enter a telephone number such as +31 20 123 4567".to_owned()),
    }
}

/// A country by its code.
pub(super) fn country(typed: &str) -> Result<String, String> {
    let code = typed.trim().to_uppercase();
    match rust_iso3166::from_alpha2(&code) {
        Some(_) => Ok(code),
        None => Err("Choose the country".to_owned()),
    }
}

impl BillToForm {
    /// The words, when all of them are right.
    pub(super) fn parse(&self) -> Result<BillToWords, FieldErrors> {
        let mut errors = FieldErrors::default();
        let country = errors.take("country", country(&self.country));
        let format = Format::of(&country);
        let contact_email = match self.contact_email.trim() {
            "" => Ok(String::new()),
            email => text::email(email),
        };
        let words = BillToWords {
            company: errors.take(
                "company",
                text::line(&self.company, text::NAME_MAX, "the company"),
            ),
            line1: part(
                &mut errors,
                "line1",
                &self.line1,
                format.requires(Part::Street),
                "the street and number",
            ),
            line2: part(&mut errors, "line2", &self.line2, false, ""),
            city: part(
                &mut errors,
                "city",
                &self.city,
                format.requires(Part::City),
                "the city",
            ),
            region: part(
                &mut errors,
                "region",
                &self.region,
                format.requires(Part::Region),
                "the state or province",
            ),
            postal_code: match country.is_empty() {
                true => String::new(),
                false => errors.take("postal_code", format.postal_code(&self.postal_code)),
            },
            contact_name: errors.take(
                "contact_name",
                text::optional_line(&self.contact_name, text::NAME_MAX),
            ),
            contact_email: errors.take("contact_email", contact_email),
            contact_phone: errors.take("contact_phone", phone(&self.contact_phone)),
            language: self.language.parse().unwrap_or(Language::English),
            country,
        };
        errors.or(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_asks_for_its_own_parts_and_each_fault_stands_beside_its_field() {
        let form = |country: &str, region: &str, postal_code: &str| BillToForm {
            company: "Adatum".to_owned(),
            line1: "1 Main Street".to_owned(),
            city: "Anytown".to_owned(),
            region: region.to_owned(),
            postal_code: postal_code.to_owned(),
            country: country.to_owned(),
            ..BillToForm::default()
        };
        assert_eq!(
            form("nl", "", "1012ab").parse().unwrap().postal_code,
            "1012 AB"
        );
        let errors = form("US", "", "9805").parse().unwrap_err();
        assert!(errors.get("region").is_some() && errors.get("postal_code").is_some());
        assert!(
            form("", "", "")
                .parse()
                .unwrap_err()
                .get("country")
                .is_some()
        );
        let errors = BillToForm::default().parse().unwrap_err();
        let fields: Vec<&str> = errors.list().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["country", "company", "line1", "city"]);
    }

    #[test]
    fn a_telephone_number_is_digits_and_what_people_put_between() {
        assert!(phone("+31 (0)20 / 123-45.67").is_ok() && phone("").is_ok());
        assert!(phone("call me").is_err());
    }
}
