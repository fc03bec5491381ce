//! Companies that were ticked in the list, and whom to write to at each: as typed, checked, and as the file of a bulk
//! invitation. Addresses are never guessed, though the contact of a customer is proposed; a company without one is left
//! out.

use std::iter;

use askama::Template;

use crate::{
    customers::{Customer, Entry, Standing},
    identity::Layout,
    text,
    web::{address, csv, form::FieldErrors},
};

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Wish {
    /// A relationship.
    #[default]
    Relationship,
    /// Privileges, beside a relationship.
    Privileges,
}

impl Wish {
    fn of(typed: &str) -> Self {
        match typed {
            "privileges" => Self::Privileges,
            _ => Self::Relationship,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Relationship => "Request reseller relationships",
            Self::Privileges => "Ask for privileges",
        }
    }

    fn can_be_asked(self, entry: &Entry) -> bool {
        match self {
            Self::Relationship => {
                matches!(entry.standing, Standing::Imported | Standing::Former)
            }
            Self::Privileges => entry.standing == Standing::Connected,
        }
    }
}

/// What is typed: one of each for every line.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SelectionForm {
    entry: Vec<String>,
    email: Vec<String>,
    name: Vec<String>,
    r#for: String,
}

impl SelectionForm {
    /// Nothing typed yet, for the companies that the list's address names.
    pub(super) fn of(query: &str) -> Self {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "entry" if is_key(&value) => form.entry.push(value.into_owned()),
                "for" => form.r#for = value.into_owned(),
                _ => {}
            }
        }
        form
    }

    /// What is asked for.
    pub(super) fn wish(&self) -> Wish {
        Wish::of(&self.r#for)
    }

    /// The companies' keys.
    pub(super) fn keys(&self) -> Vec<uuid::Uuid> {
        let keys = self.entry.iter();
        keys.filter_map(|key| key.parse().ok()).collect()
    }

    /// What stands in the list beside this company.
    fn typed(&self, list: &[String], key: uuid::Uuid) -> String {
        let key = key.to_string();
        let place = self.entry.iter().position(|entry| *entry == key);
        let value = place.and_then(|place| list.get(place));
        value.cloned().unwrap_or_default()
    }
}

fn is_key(text: &str) -> bool {
    text.parse::<uuid::Uuid>().is_ok()
}

/// A selected company, and the person there as they were typed.
struct Line {
    key: uuid::Uuid,
    name: String,
    domain: String,
    email: String,
    person: String,
    /// What is wrong with the address or the name.
    problem: Option<String>,
}

impl Line {
    fn new(entry: Entry, contact: Option<Customer>, form: &SelectionForm) -> Self {
        let key = entry.page_key();
        let (email, person) = match contact {
            Some(contact) if form.email.is_empty() => (contact.contact_email, contact.contact_name),
            _ => (form.typed(&form.email, key), form.typed(&form.name, key)),
        };
        let checked = match email.trim() {
            "" => Ok(()),
            email => text::email(email).map(drop),
        };
        let named = text::optional_line(&person, text::NAME_MAX).map(drop);
        Self {
            key,
            name: entry.name,
            domain: entry.domain,
            email: email.trim().to_owned(),
            person,
            problem: checked.and(named).err(),
        }
    }
}

/// The companies that can be asked, with what was typed.
pub(super) struct Selection {
    wish: Wish,
    lines: Vec<Line>,
    /// Selected, and past asking by now.
    left_out: usize,
}

impl Selection {
    /// Of the companies found for this form, each with the customer that it is. Its contact is proposed where privileges
    /// are asked for.
    pub(super) fn new(found: Vec<(Entry, Option<Customer>)>, form: &SelectionForm) -> Self {
        let wish = form.wish();
        let found = found.into_iter().filter(|(it, _)| wish.can_be_asked(it));
        let lines: Vec<Line> = found
            .map(|(entry, customer)| {
                let contact = customer.filter(|_| wish == Wish::Privileges);
                Line::new(entry, contact, form)
            })
            .collect();
        Self {
            wish,
            left_out: form.entry.len().saturating_sub(lines.len()),
            lines,
        }
    }

    /// Why nobody is invited yet.
    pub(super) fn problems(&self) -> FieldErrors {
        let wrong = self.lines.iter().filter(|line| line.problem.is_some());
        let problem = match wrong.count() {
            0 if self.lines.iter().any(|line| !line.email.is_empty()) => {
                return FieldErrors::default();
            }
            0 => "Enter an address for at least one company".to_owned(),
            wrong => format!("{wrong} of the lines below cannot be read; each says why"),
        };
        FieldErrors::page(problem)
    }

    /// Those with an address, as the file that a bulk invitation begins with.
    pub(super) fn file(&self) -> Vec<u8> {
        let heading = ["Company", "Domain", "Contact name", "Address"].map(str::to_owned);
        let rows = self.lines.iter().filter(|line| !line.email.is_empty());
        let cells =
            |line: &Line| [&line.name, &line.domain, &line.person, &line.email].map(String::clone);
        csv::lines(iter::once(heading).chain(rows.map(cells)).map(Vec::from))
    }
}

#[derive(Template)]
#[template(path = "bulk_invitations/selection.html")]
pub(super) struct SelectionPage {
    layout: Layout,
    errors: FieldErrors,
    wish: Wish,
    lines: Vec<Line>,
    left_out: usize,
}

impl SelectionPage {
    pub(super) fn new(layout: Layout, selection: Selection, errors: FieldErrors) -> Self {
        Self {
            layout: layout.in_section("customers"),
            errors,
            wish: selection.wish,
            lines: selection.lines,
            left_out: selection.left_out,
        }
    }

    fn is_for_privileges(&self) -> bool {
        self.wish == Wish::Privileges
    }

    fn imported(&self) -> String {
        let imported = Standing::Imported.as_str().to_owned();
        address::with(
            &self.layout.paths.customers(),
            &[("relationship", imported)],
        )
    }
}
