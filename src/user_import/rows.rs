//! What a row of a file of users says, checked value by value. No message repeats a value: it may be what stands in
//! another column by mistake.

use serde::{Deserialize, Serialize};

use crate::{
    directory::{UserRole, UserRoles, name_of_parts},
    identity::country_name,
    licenses::License,
    text::{self, folded},
    uploads::{BatchRow, Column, Fields, RowState, Verdict, in_cell},
};

/// What stands in a row beside display name and user name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Values {
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) other_email: String,
    /// The one of the whole file where it says none.
    pub(super) usage_location: Option<String>,
    /// Those of the whole file where it says none.
    pub(super) roles: Option<Vec<UserRole>>,
    pub(super) is_blocked: bool,
    /// Rows of before this column was read have none.
    #[serde(default)]
    pub(super) licenses: Vec<Wanted>,
}

/// A license that a user is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wanted {
    /// Which; empty until it is compared with what the customer has.
    pub(super) license_sku: String,
    /// What it is called; as it was typed until then.
    pub(super) name: String,
}

impl Values {
    /// The roles that the row asks for by itself.
    pub(super) fn own_roles(&self) -> UserRoles {
        UserRoles::new(self.roles.as_deref().unwrap_or_default())
    }

    /// Puts the customer's licenses in the place of what was typed, by name or key. False, and then it asks for none, where one
    /// is not among them or two are called so.
    pub(super) fn find_licenses(&mut self, known: &[License]) -> bool {
        let found = self.licenses.iter().map(|wanted| {
            let typed = folded(&wanted.name);
            let is_it =
                |it: &&License| folded(&it.license_sku) == typed || folded(&it.name) == typed;
            let mut found = known.iter().filter(is_it);
            let one = found.next().filter(|_| found.next().is_none())?;
            Some(Wanted {
                license_sku: one.license_sku.clone(),
                name: one.name.clone(),
            })
        });
        let found: Option<Vec<Wanted>> = found.collect();
        let is_known = found.is_some();
        self.licenses.clear();
        for one in found.unwrap_or_default() {
            if !self.licenses.contains(&one) {
                self.licenses.push(one);
            }
        }
        is_known
    }

    /// What differs from the rest of the file.
    pub(super) fn words(&self) -> String {
        let location = self.usage_location.as_deref().map(country_name);
        let roles = self.roles.as_ref().map(|_| self.own_roles().words());
        let blocked = self.is_blocked.then(|| "Blocked".to_owned());
        let licenses: Vec<&str> = self.licenses.iter().map(|it| it.name.as_str()).collect();
        let licenses = (!licenses.is_empty()).then(|| licenses.join(", "));
        let all = [location, roles, blocked, licenses];
        all.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

/// The row of these values.
///
/// # Errors
/// With what is wrong, for the person.
pub(super) fn check(fields: &Fields) -> Result<BatchRow, String> {
    let name = |column, what| {
        text::optional_line(fields.get(column), text::NAME_MAX).map_err(in_cell(what))
    };
    let values = Values {
        first_name: name(Column::FirstName, "First name")?,
        last_name: name(Column::LastName, "Last name")?,
        other_email: match fields.get(Column::OtherEmail) {
            "" => String::new(),
            typed => text::email(typed).map_err(in_cell("Contact address"))?,
        },
        usage_location: location(fields.get(Column::UsageLocation))?,
        roles: roles(fields.get(Column::Roles))?,
        is_blocked: is_blocked(fields)?,
        licenses: licenses(fields.get(Column::Licenses))?,
    };
    let display_name = display_name(fields, &values)?;
    let user_name = sign_in_name(fields.get(Column::UserName)).map_err(in_cell("User name"))?;
    let domain = text::domain_of(&user_name).to_owned();
    let more = serde_json::to_string(&values).map_err(|error| error.to_string())?;
    let mut row = BatchRow {
        contact: display_name,
        email: user_name,
        more,
        ..BatchRow::sound(String::new(), domain)
    };
    if is_example(&row) {
        row.verdict = Verdict::Example;
        row.state = RowState::Left;
    }
    Ok(row)
}

/// The one of the file; where the file has no such column, the one that first and last name make.
fn display_name(fields: &Fields, values: &Values) -> Result<String, String> {
    let both = format!("{} {}", values.first_name, values.last_name);
    let name = match fields.has(Column::DisplayName) {
        true => fields.get(Column::DisplayName),
        false => both.trim(),
    };
    text::line(name, text::NAME_MAX, "a display name").map_err(in_cell("Display name"))
}

/// A whole user name, whatever the domain.
fn sign_in_name(typed: &str) -> Result<String, String> {
    let (local, domain) = typed
        .trim()
        .rsplit_once('@')
        .ok_or("Enter a whole user name, with the domain behind an @")?;
    name_of_parts(local, &text::domain(domain)?)
}

/// Entra's template begins with an example, which people leave in.
fn is_example(row: &BatchRow) -> bool {
    row.contact.starts_with("Example: ") || row.email == "chris@contoso.com"
}

/// A country by its code, or by its English name.
fn location(typed: &str) -> Result<Option<String>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let by_code = rust_iso3166::from_alpha2(&typed.to_ascii_uppercase());
    let name = folded(typed);
    let mut each = rust_iso3166::ALL.iter();
    let found = by_code.or_else(|| each.find(|country| folded(country.name) == name).copied());
    match found {
        Some(country) => Ok(Some(country.alpha2.to_owned())),
        None => Err("Usage location: Use the two letters of the country, such as DE".to_owned()),
    }
}

/// Roles by name or code, separated by semicolon or comma; `User` is none of them.
fn roles(typed: &str) -> Result<Option<Vec<UserRole>>, String> {
    const UNKNOWN: &str =
        "Roles: Use the names of the roles that can be given here, separated by semicolons";
    let mut roles = Vec::new();
    let names = typed.split([';', ',']).map(|name| folded(name.trim()));
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    for name in names.iter().filter(|name| *name != "user") {
        let known = UserRole::ALL
            .iter()
            .find(|role| folded(role.label()) == *name || role.as_str() == name);
        roles.push(*known.ok_or(UNKNOWN)?);
    }
    Ok((!names.is_empty()).then_some(roles))
}

/// Names or keys of licenses, separated by semicolon or comma, each once. What an export of the Microsoft 365 admin center says
/// of a user without any is none of them.
fn licenses(typed: &str) -> Result<Vec<Wanted>, String> {
    let mut names: Vec<&str> = Vec::new();
    for name in typed.split([';', ',']).map(str::trim) {
        let is_new = !names.iter().any(|known| folded(known) == folded(name));
        if is_new && !["", "unlicensed", "none"].contains(&folded(name).as_str()) {
            names.push(name);
        }
    }
    let names = names.into_iter().map(|name| {
        text::line(name, text::NAME_MAX, "a license").map(|name| Wanted {
            license_sku: String::new(),
            name,
        })
    });
    names.collect::<Result<_, _>>().map_err(in_cell("Licenses"))
}

/// Of two columns that disagree, neither is believed.
fn is_blocked(fields: &Fields) -> Result<bool, String> {
    let blocked = yes_or_no(fields.get(Column::Blocked)).map_err(in_cell("Block sign in"))?;
    let enabled = yes_or_no(fields.get(Column::Enabled)).map_err(in_cell("Account enabled"))?;
    match (blocked, enabled) {
        (Some(blocked), Some(enabled)) if blocked == enabled => {
            Err("One column says that sign-in is blocked, another that it is not".to_owned())
        }
        (Some(blocked), _) => Ok(blocked),
        (None, enabled) => Ok(enabled == Some(false)),
    }
}

fn yes_or_no(typed: &str) -> Result<Option<bool>, String> {
    match folded(typed.trim()).as_str() {
        "" => Ok(None),
        "yes" | "y" | "true" | "1" | "ja" | "oui" | "sí" | "si" | "sim" | "はい" => {
            Ok(Some(true))
        }
        "no" | "n" | "false" | "0" | "nein" | "non" | "não" | "nao" | "いいえ" => {
            Ok(Some(false))
        }
        _ => Err("Use Yes or No".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::CustomerId;

    fn fields(values: &[(Column, &str)]) -> Fields {
        let values = values.iter();
        Fields::of(
            values
                .map(|(column, text)| (*column, (*text).to_owned()))
                .collect(),
        )
    }

    fn with(column: Column, value: &str) -> Result<BatchRow, String> {
        let mut values = vec![
            (Column::DisplayName, "Ada Lind"),
            (Column::UserName, "Ada.Lind@Adatum.example"),
        ];
        values.retain(|(known, _)| *known != column);
        values.push((column, value));
        check(&fields(&values))
    }

    fn values(row: &BatchRow) -> Values {
        row.more().unwrap()
    }

    #[test]
    fn a_row_keeps_the_name_as_typed_and_the_domain_in_small_letters() {
        let row = with(Column::FirstName, " Ada ").unwrap();
        assert_eq!(row.contact, "Ada Lind");
        assert_eq!(row.email, "Ada.Lind@adatum.example");
        assert_eq!(row.domain, "adatum.example");
        assert_eq!(values(&row).first_name, "Ada");
        assert_eq!(values(&row).roles, None);
    }

    #[test]
    fn a_license_that_is_named_twice_is_wanted_once_whatever_stands_between() {
        let license = |key: &str, name: &str| License {
            license_sku: key.to_owned(),
            name: name.to_owned(),
            customer_id: CustomerId::new(),
            countries: String::new(),
            active: 1,
            in_grace: 0,
            suspended: 0,
            disabled: 0,
            assigned: 0,
        };
        let known = [license("A-1", "Suite"), license("B-1", "Mail")];
        let mut row = Values {
            licenses: ["suite", "Mail", "a-1"]
                .map(|typed| Wanted {
                    license_sku: String::new(),
                    name: typed.to_owned(),
                })
                .into(),
            ..Values::default()
        };
        assert!(row.find_licenses(&known));
        let keys: Vec<&str> = row
            .licenses
            .iter()
            .map(|it| it.license_sku.as_str())
            .collect();
        assert_eq!(keys, ["A-1", "B-1"]);
    }

    #[test]
    fn an_empty_display_name_is_refused_unless_the_file_has_no_such_column() {
        let wrong = with(Column::DisplayName, " ").unwrap_err();
        assert!(wrong.starts_with("Display name: "), "{wrong}");
        let named = check(&fields(&[
            (Column::FirstName, "Ada"),
            (Column::LastName, "Lind"),
            (Column::UserName, "ada@adatum.example"),
        ]));
        assert_eq!(named.unwrap().contact, "Ada Lind");
        check(&fields(&[(Column::UserName, "ada@adatum.example")])).unwrap_err();
    }

    #[test]
    fn what_a_cell_cannot_mean_is_refused_without_repeating_it() {
        for (column, value) in [
            (Column::UserName, "Spring!2026-a"),
            (Column::UserName, "a b@adatum.example"),
            (Column::UserName, "ada.@adatum.example"),
            (Column::UserName, "ada@adatum"),
            (Column::UsageLocation, "Spring!2026-a"),
            (Column::Roles, "Spring!2026-a"),
            (Column::Blocked, "Spring!2026-a"),
            (Column::Enabled, "Spring!2026-a"),
            (Column::OtherEmail, "Spring!2026-a"),
            (Column::DisplayName, "Spring!2026-a\u{7}"),
        ] {
            let wrong = with(column, value).unwrap_err();
            assert!(!wrong.contains("Spring"), "{wrong}");
            assert!(wrong.contains(": "), "{wrong}");
        }
    }

    #[test]
    fn a_place_is_known_by_its_code_or_by_its_name() {
        for (typed, code) in [("se", "SE"), ("Sweden", "SE"), (" germany ", "DE")] {
            let row = with(Column::UsageLocation, typed).unwrap();
            assert_eq!(values(&row).usage_location.as_deref(), Some(code));
        }
        assert_eq!(
            values(&with(Column::UsageLocation, "").unwrap()).usage_location,
            None
        );
    }

    #[test]
    fn roles_are_known_by_name_or_code_and_user_is_none_of_them() {
        let row = with(
            Column::Roles,
            "License administrator; password_administrator",
        )
        .unwrap();
        let own = values(&row).own_roles();
        assert_eq!(own.words(), "Password administrator, License administrator");
        let row = with(Column::Roles, "User").unwrap();
        assert_eq!(values(&row).roles, Some(Vec::new()));
    }

    #[test]
    fn licenses_are_named_once_each_and_none_is_no_name() {
        let names = |typed| {
            let row = with(Column::Licenses, typed).unwrap();
            let licenses = values(&row).licenses.into_iter();
            licenses.map(|it| it.name).collect::<Vec<_>>()
        };
        assert_eq!(names(" Suite; Mail ,suite;"), ["Suite", "Mail"]);
        assert_eq!(names("Unlicensed"), [""; 0]);
        assert_eq!(names(""), [""; 0]);
    }

    #[test]
    fn who_cannot_sign_in_is_told_by_either_column_and_never_by_two_that_disagree() {
        for (column, value, is_blocked) in [
            (Column::Blocked, "Yes", true),
            (Column::Blocked, "No", false),
            (Column::Blocked, "", false),
            (Column::Enabled, "False", true),
            (Column::Enabled, "TRUE", false),
        ] {
            assert_eq!(values(&with(column, value).unwrap()).is_blocked, is_blocked);
        }
        let both = fields(&[
            (Column::DisplayName, "Ada"),
            (Column::UserName, "ada@adatum.example"),
            (Column::Blocked, "Yes"),
            (Column::Enabled, "Yes"),
        ]);
        assert!(check(&both).unwrap_err().contains("another that it is not"));
    }

    #[test]
    fn the_example_of_a_template_is_left_out() {
        for row in [
            with(Column::DisplayName, "Example: Chris Green"),
            with(Column::UserName, "chris@contoso.com"),
        ] {
            let row = row.unwrap();
            assert_eq!((row.verdict, row.state), (Verdict::Example, RowState::Left));
        }
    }
}
