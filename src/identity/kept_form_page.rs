//! What the page of kept forms shows of each: what its form does, what was typed, and how one goes on.

use actix_web::HttpRequest;
use askama::Template;

use super::{
    keeping::KEPT,
    kept_forms::{KeptForm, Typed},
    layout::Layout,
};
use crate::{
    db::{ids::KeptFormId, types::Timestamp},
    paths::{self, Paths},
};

/// What a form does, by the pattern of its address, and whether it can be sent again from here. What makes statements or
/// gives consent is not: those words stand on its own page.
const ACTS: &[(&str, &str, Again)] = &[
    (
        paths::NEW_INVITATION,
        "Continue to the message",
        Again::Send,
    ),
    (
        paths::CUSTOMER_INVITATION,
        "Continue to the message",
        Again::Send,
    ),
    (
        paths::NEW_PARTNERSHIP,
        "Continue to the message",
        Again::Send,
    ),
    (paths::INVITATION, "Save the draft", Again::Send),
    (
        paths::SENDING,
        "Save and send the invitation now",
        Again::Send,
    ),
    (
        paths::HANDOVER,
        "Save and hand out the invitation",
        Again::Send,
    ),
    (
        paths::COMPLETION,
        "Save the invitation as done",
        Again::Send,
    ),
    (paths::TEMPLATE, "Save the template", Again::Send),
    (paths::BULK_INVITATION, "Save the list", Again::Send),
    (paths::REMOVAL, "Remove the relationship", Again::Open),
    (
        paths::PARTNERSHIP_REMOVAL,
        "Remove the partnership",
        Again::Open,
    ),
    (paths::SELECTION, "Choose companies", Again::Look),
];

/// How one goes on with a kept form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// Send it from here.
    Send,
    /// Open its page, and fill it in there.
    Open,
    /// Its words are shown, to be taken along by hand.
    Look,
}

/// Names of fields that say nothing to a person.
const TECHNICAL: &[&str] = &["version", "by", "terms_hash"];
/// A value of this many characters, or of several lines, can be changed here.
const LONG: usize = 60;

/// A field as the page shows it.
struct FieldView {
    id: String,
    name: String,
    label: String,
    value: String,
    /// Shown in a box of its own, to be changed.
    is_text: bool,
    is_shown: bool,
}

/// A kept form as the page shows it.
pub(super) struct FormView {
    id: KeptFormId,
    made_at: Timestamp,
    kept_until: Timestamp,
    what: &'static str,
    /// Where it is sent again to; none when it is not sent from here.
    action: Option<String>,
    /// The page on which to fill it in again.
    page: Option<String>,
    fields: Vec<FieldView>,
}

#[derive(Template)]
#[template(path = "identity/kept_forms.html")]
pub(super) struct KeptFormsPage {
    pub(super) layout: Layout,
    pub(super) forms: Vec<FormView>,
}

/// What the form does that was sent to this address, and how one goes on with it.
fn act(http: &HttpRequest, paths: &Paths, address: &str) -> (&'static str, Again) {
    let path = address.split('?').next().unwrap_or_default();
    let pattern = http.resource_map().match_pattern(path);
    let pattern = pattern
        .as_deref()
        .and_then(|pattern| pattern.strip_prefix(paths.prefix()));
    let known = ACTS.iter().find(|(known, ..)| Some(*known) == pattern);
    known.map_or(("What you typed", Again::Look), |(_, what, again)| {
        (*what, *again)
    })
}

impl FormView {
    /// As it is shown by this app, whose routes say what its address is.
    pub(super) fn new(http: &HttpRequest, paths: &Paths, form: &KeptForm, typed: &Typed) -> Self {
        let address = &typed.address;
        let (what, again) = act(http, paths, address);
        let joint = if address.contains('?') { '&' } else { '?' };
        let fields = typed.fields.iter().enumerate();
        Self {
            id: form.id,
            made_at: form.made_at,
            kept_until: form.expires_at,
            what,
            action: (again == Again::Send).then(|| format!("{address}{joint}{KEPT}={}", form.id)),
            page: (again == Again::Open).then(|| address.clone()),
            fields: fields
                .map(|(number, (name, value))| field(form.id, number, name, value))
                .collect(),
        }
    }
}

fn field(form: KeptFormId, number: usize, name: &str, value: &str) -> FieldView {
    FieldView {
        id: format!("f-{form}-{number}"),
        name: name.to_owned(),
        label: label(name),
        is_text: value.contains('\n') || value.chars().count() > LONG,
        is_shown: !TECHNICAL.contains(&name) && !value.trim().is_empty(),
        value: value.to_owned(),
    }
}

/// The name of a field in words; a form has no other names for them on its way to the server.
fn label(name: &str) -> String {
    if name == "body" {
        return "Message".to_owned();
    }
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
