//! Companies that were ticked in the list, and whom to write to at each: as typed, checked, and as the file of a bulk
//! invitation. Addresses are never guessed; a company without one is left out.

use std::iter;

use askama::Template;

use crate::{
    customers::{Entry, Standing},
    identity::Layout,
    text,
    web::{address, csv, form::FieldErrors},
};

/// What is typed: one of each for every line.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SelectionForm {
    entry: Vec<String>,
    email: Vec<String>,
    name: Vec<String>,
}

impl SelectionForm {
    /// Nothing typed yet, for the companies that the list's address names.
    pub(super) fn of(query: &str) -> Self {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        let named = pairs.filter(|(name, key)| name == "entry" && is_key(key));
        Self {
            entry: named.map(|(_, key)| key.into_owned()).collect(),
            ..Self::default()
        }
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
    fn new(entry: Entry, form: &SelectionForm) -> Self {
        let key = entry.page_key();
        let (email, person) = (form.typed(&form.email, key), form.typed(&form.name, key));
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
    lines: Vec<Line>,
    /// Selected, and past asking by now.
    left_out: usize,
}

impl Selection {
    /// Of the companies found for this form.
    pub(super) fn new(found: Vec<Entry>, form: &SelectionForm) -> Self {
        let can_be_asked =
            |entry: &Entry| matches!(entry.standing, Standing::Imported | Standing::Former);
        let found = found.into_iter().filter(can_be_asked);
        let lines: Vec<Line> = found.map(|entry| Line::new(entry, form)).collect();
        Self {
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
    lines: Vec<Line>,
    left_out: usize,
}

impl SelectionPage {
    pub(super) fn new(layout: Layout, selection: Selection, errors: FieldErrors) -> Self {
        Self {
            layout: layout.in_section("customers"),
            errors,
            lines: selection.lines,
            left_out: selection.left_out,
        }
    }

    fn imported(&self) -> String {
        let imported = Standing::Imported.as_str().to_owned();
        address::with(
            &self.layout.paths.customers(),
            &[("relationship", imported)],
        )
    }
}
