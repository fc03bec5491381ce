//! The page that asks before a partnership is removed, with what is typed on it, and the one that finds none.

use askama::Template;

use super::{
    leaving_lines::{carts_words, sold_words},
    model::capped,
    queries::Standing,
};
use crate::{
    db::types::Timestamp,
    identity::Layout,
    paths::Paths,
    relationships::STATEMENTS,
    text::{self, thousands},
    translations::{InvitationsAcross, Text, staff},
    web::{form::FieldErrors, page::Total},
};

/// So many order requests are shown; the others are counted.
pub(super) const SHOWN: i64 = 20;
/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;
/// What the checkbox sends.
const MADE: &str = "made";
/// So many open invitations are named; the others are counted.
const NAMED: usize = 100;

/// What is typed to remove a partnership.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RemovalForm {
    pub(super) reason: String,
    confirm_domain: String,
    statements: Vec<String>,
}

impl RemovalForm {
    fn states(&self) -> bool {
        self.statements.iter().any(|value| value == MADE)
    }

    /// The reason, when all that is asked for is there.
    pub(super) fn parse(&self, domain: &str) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        if !self.states() {
            errors.add(
                "statements",
                "Make the statements to remove the partnership",
            );
        }
        let reason = errors.take("reason", text::paragraphs(&self.reason, REASON_MAX));
        let typed = self.confirm_domain.trim().to_lowercase();
        if typed.is_empty() {
            errors.add(
                "confirm_domain",
                format!("Enter the other company's domain, {domain}"),
            );
        } else if typed != domain {
            errors.add(
                "confirm_domain",
                format!("This is not the other company's domain. Enter {domain}"),
            );
        }
        errors.or(reason)
    }
}

#[derive(Template)]
#[template(path = "partnership_list/removal.html")]
pub(super) struct RemovalPage {
    layout: Layout,
    errors: FieldErrors,
    action: String,
    name: String,
    since: (String, String),
    common: String,
    /// One's own open joint invitations: company and address.
    own: Vec<(String, String)>,
    /// How many more there are than are named.
    own_more: usize,
    /// How many the other side began, and the sentence about them.
    across: usize,
    across_words: Text,
    /// Open order requests of the two, in words; empty where there are none.
    requests: String,
    /// The first of them: what each asks, and for whom.
    request_rows: Vec<(String, String)>,
    /// How many more there are, in words.
    more_requests: String,
    /// Carts that end, and subscriptions that stay; empty where there are none.
    carts: String,
    sold: String,
    statements: &'static [&'static str],
    stated: bool,
    reason: String,
    confirm_domain: String,
    domain_help: String,
    /// The verb and the name.
    button: String,
}

impl RemovalPage {
    pub(super) fn new(
        layout: Layout,
        found: &Standing,
        form: &RemovalForm,
        errors: FieldErrors,
    ) -> Self {
        let partnership = &found.partnership;
        let name = found.other.legal_name.clone();
        let own = &found.open.own;
        Self {
            action: layout.paths.partnership_removal(partnership.id),
            since: moment(partnership.started_at),
            common: capped(found.common),
            own: named(found, &layout.paths),
            own_more: own.len().saturating_sub(NAMED),
            across: found.open.across,
            across_words: staff::invitations_across(InvitationsAcross {
                count: found.open.across.into(),
                name: &name,
            }),
            requests: requests_words(found.requests),
            request_rows: (found.asked.iter())
                .map(|it| (it.title.clone(), it.customer_name.clone()))
                .collect(),
            more_requests: more(found),
            carts: carts_words(found),
            sold: sold_words(found),
            statements: STATEMENTS,
            stated: form.states(),
            reason: form.reason.clone(),
            confirm_domain: form.confirm_domain.clone(),
            domain_help: format!("To confirm, type {}", found.other.domain),
            button: format!("Remove partnership with {name}"),
            name,
            layout,
            errors,
        }
    }
}

fn more(found: &Standing) -> String {
    let shown = i64::try_from(found.asked.len()).unwrap_or(i64::MAX);
    match found.requests.saturating_sub(shown) {
        more if more > 0 => format!("and {} more", thousands(more)),
        _ => String::new(),
    }
}

fn moment(at: Timestamp) -> (String, String) {
    (at.rfc3339(), at.words())
}

fn named(found: &Standing, paths: &Paths) -> Vec<(String, String)> {
    let own = found.open.own.iter().take(NAMED);
    own.map(|ask| (ask.company_name.clone(), paths.invitation(ask.id)))
        .collect()
}

/// There is nothing to remove.
#[derive(Template)]
#[template(path = "partnership_list/removed.html")]
pub(super) struct RemovedPage {
    layout: Layout,
    name: String,
    ended: Option<(String, String)>,
    /// By whom: a colleague, or the other side.
    by: String,
    /// Why, when it was one's own side.
    reason: String,
    /// Whether somebody has just tried to remove it.
    tried: bool,
    report: String,
}

impl RemovedPage {
    pub(super) fn new(layout: Layout, found: &Standing, tried: bool) -> Self {
        let partnership = &found.partnership;
        let name = found.other.legal_name.clone();
        let is_own = found.ender.is_some();
        Self {
            report: layout.paths.partnership_report(partnership.id),
            layout,
            ended: partnership.ended_at.map(moment),
            by: found.ender.clone().unwrap_or_else(|| name.clone()),
            reason: if is_own {
                partnership.end_reason.clone()
            } else {
                String::new()
            },
            name,
            tried,
        }
    }
}

/// Open order requests of the two, in words; empty where there are none.
pub(super) fn requests_words(number: i64) -> String {
    match number {
        0 => String::new(),
        number => Total::exact(number).of("open order request", "open order requests"),
    }
}
