//! The page on which licenses are assigned and taken: the boxes of one user, or what many are to have in common.

use askama::Template;

use super::wishes::{Act, service_value};
use crate::{
    customer_access::{AssignLicenses, Granted, Head, Tab},
    directory::DirectoryUser,
    identity::{Layout, country_name},
    licenses::{Assignment, License},
    prices::LicenseService,
    text::thousands,
    web::form::{Choice, FieldErrors},
};

/// What the page is made of.
pub(super) struct Found {
    pub(super) people: Vec<DirectoryUser>,
    pub(super) licenses: Vec<License>,
    /// What these people hold.
    pub(super) held: Vec<Assignment>,
    /// Of one user alone.
    pub(super) services: Vec<LicenseService>,
    /// What is said of those who were ticked and are not there.
    pub(super) left_out: String,
}

/// A service in a license of one user.
struct ServiceView {
    value: String,
    name: String,
    is_on: bool,
}

/// A license, for one user or for many.
struct LicenseView {
    sku: String,
    name: String,
    free: String,
    /// How many of them hold it, in words.
    holding: String,
    is_held: bool,
    /// Why it cannot be assigned, or not to all of them.
    lacking: String,
    /// Whether it can be assigned to any of them.
    is_assignable: bool,
    acts: Vec<Choice>,
    services: Vec<ServiceView>,
}

/// Somebody who is meant.
struct PersonView {
    id: String,
    name: String,
    user_name: String,
    location: String,
    href: String,
}

#[derive(Template)]
#[template(path = "license_assignment/assignment.html")]
pub(super) struct AssignmentPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    people: Vec<PersonView>,
    is_one: bool,
    licenses: Vec<LicenseView>,
    left_out: String,
}

impl AssignmentPage {
    pub(super) fn new(
        layout: Layout,
        by: &Granted<AssignLicenses>,
        found: &Found,
        errors: FieldErrors,
    ) -> Self {
        let record = Head::new(&by.entry, Tab::Licenses, by.between());
        let person = |user: &DirectoryUser| PersonView {
            id: user.id.to_string(),
            name: user.display_name.clone(),
            user_name: user.user_name.clone(),
            location: user.location_words(),
            href: layout.paths.user(record.key, user.id),
        };
        let license = |license| LicenseView::new(license, found);
        Self {
            errors,
            people: found.people.iter().map(person).collect(),
            is_one: found.people.len() == 1,
            licenses: found.licenses.iter().map(license).collect(),
            left_out: found.left_out.clone(),
            layout: layout.in_section("customers"),
            record,
        }
    }

    fn title(&self) -> String {
        match self.people.as_slice() {
            [one] => format!("Licenses of {}", one.name),
            _ => "Assign or take licenses".to_owned(),
        }
    }

    fn button(&self) -> String {
        match self.people.as_slice() {
            [one] => format!("Save the licenses of {}", one.name),
            many => format!("Change the licenses of {} users", many.len()),
        }
    }
}

impl LicenseView {
    fn new(license: &License, found: &Found) -> Self {
        let held = found.held.iter();
        let held: Vec<&Assignment> = held
            .filter(|it| it.license_sku == license.license_sku)
            .collect();
        let holds = |user: &&DirectoryUser| held.iter().any(|it| it.user_id == user.id);
        let without: Vec<&DirectoryUser> =
            found.people.iter().filter(|user| !holds(user)).collect();
        let lacking = Lacking::of(license, &without);
        let is_assignable = license.free() > 0 && lacking.able > 0;
        let services = found.services.iter();
        let services = services.filter(|it| it.provisioning_id == license.license_sku);
        let service = |service: &LicenseService| ServiceView {
            value: service_value(&license.license_sku, &service.service_plan_id),
            name: service.friendly_name.clone(),
            is_on: !held.iter().any(|it| it.is_off(&service.service_plan_id)),
        };
        Self {
            sku: license.license_sku.clone(),
            name: license.name.clone(),
            free: thousands(license.free()),
            holding: match (held.len(), without.len()) {
                (_, 0) => "All".to_owned(),
                (0, _) => "None".to_owned(),
                (some, rest) => format!("Some: {some} of {}", some + rest),
            },
            is_held: !held.is_empty(),
            acts: acts(is_assignable, !held.is_empty()),
            lacking: lacking.words(license, found.people.len() == 1),
            is_assignable,
            services: services.map(service).collect(),
        }
    }
}

fn acts(is_assignable: bool, is_held: bool) -> Vec<Choice> {
    let mut acts = vec![Choice::new(Act::Keep.as_str(), "Leave as it is", "keep")];
    if is_assignable {
        acts.push(Choice::new(
            Act::Assign.as_str(),
            "Assign to those without it",
            "",
        ));
    }
    if is_held {
        acts.push(Choice::new(
            Act::Take.as_str(),
            "Take from those with it",
            "",
        ));
    }
    acts
}

/// What stands in the way of assigning a license to those who do not hold it.
struct Lacking {
    /// To whom it could be assigned, if enough were free.
    able: i64,
    without_location: i64,
    /// Where it may not be used.
    elsewhere: Vec<String>,
}

impl Lacking {
    fn of(license: &License, without: &[&DirectoryUser]) -> Self {
        let mut lacking = Self {
            able: 0,
            without_location: 0,
            elsewhere: Vec::new(),
        };
        for user in without {
            match user.usage_location.as_deref() {
                None => lacking.without_location += 1,
                Some(country) if !license.is_allowed_in(country) => {
                    lacking.elsewhere.push(country.to_owned());
                }
                Some(_) => lacking.able += 1,
            }
        }
        lacking
    }

    fn words(&self, license: &License, is_one: bool) -> String {
        let mut words = Vec::new();
        if self.able > license.free() {
            words.push(match is_one {
                true => "None is free.".to_owned(),
                false => format!(
                    "{} more are needed for all.",
                    thousands(self.able - license.free())
                ),
            });
        }
        if self.without_location > 0 {
            words.push(match is_one {
                true => "The usage location is not known. Enter it for the user first.".to_owned(),
                false => format!("{} without a usage location.", self.without_location),
            });
        }
        if let [first, ..] = self.elsewhere.as_slice() {
            words.push(match is_one {
                true => format!("It may not be used in {}.", country_name(first)),
                false => format!("{} where it may not be used.", self.elsewhere.len()),
            });
        }
        words.join(" ")
    }
}
