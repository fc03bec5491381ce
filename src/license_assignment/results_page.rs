//! What became of each wish for each user.

use askama::Template;

use super::done::Done;
use crate::{
    customer_access::{AssignLicenses, Granted, Head, Tab},
    identity::Layout,
};

/// A line of it.
struct Line {
    user: String,
    license: String,
    tone: &'static str,
    word: &'static str,
    why: String,
}

#[derive(Template)]
#[template(path = "license_assignment/results.html")]
pub(super) struct ResultsPage {
    layout: Layout,
    record: Head,
    told: String,
    lines: Vec<Line>,
}

impl ResultsPage {
    /// Those for whom it was not done stand first.
    pub(super) fn new(
        layout: Layout,
        by: &Granted<AssignLicenses>,
        done: &[Done],
        left_out: &str,
    ) -> Self {
        let mut sorted: Vec<&Done> = done.iter().collect();
        sorted.sort_by_key(|it| !it.is_refused());
        let line = |it: &Done| Line {
            user: it.user.clone(),
            license: it.license.clone(),
            tone: if it.is_refused() { "attention" } else { "good" },
            word: it.result.as_ref().copied().unwrap_or("Not assigned"),
            why: it.result.as_ref().err().cloned().unwrap_or_default(),
        };
        Self {
            record: Head::new(&by.entry, Tab::Licenses, by.between()),
            told: format!("{} {left_out}", told(done)).trim_end().to_owned(),
            lines: sorted.into_iter().map(line).collect(),
            layout: layout.in_section("customers"),
        }
    }
}

/// How much was done, in one sentence.
pub(super) fn told(done: &[Done]) -> String {
    let refused = done.iter().filter(|it| it.is_refused()).count();
    let changes = |number| match number {
        1 => "One change was made".to_owned(),
        number => format!("{number} changes were made"),
    };
    match (done.len() - refused, refused) {
        (0, 0) => "Nothing was different, so nothing was changed.".to_owned(),
        (made, 0) => format!("{}.", changes(made)),
        (0, refused) => format!("Nothing was changed: {refused} could not be assigned."),
        (made, refused) => format!("{}; {refused} could not be assigned.", changes(made)),
    }
}
