//! The page of what one typed when the session had run out: seen, changed, sent again or discarded. Nothing is done
//! before the person presses a button, and what is pressed is the form's own address with its own checks.

use actix_web::{HttpRequest, web::Path};
use askama::Template;

use super::{
    keeping::KEPT,
    kept_forms::{self, KeptForm, Typed},
    layout::Layout,
    permissions::View,
    request::Request,
};
use crate::{
    db::{ids::KeptFormId, types::Timestamp},
    paths::{self, Paths},
    secrets::Secrets,
    web::{Answer, layout::Flash},
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
struct FormView {
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
struct KeptFormsPage {
    layout: Layout,
    forms: Vec<FormView>,
}

/// One's own, the newest first.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (user, now) = (request.by.staff.id, request.now);
    let kept = request.read(move |conn, _| kept_forms::of_user(conn, user, now));
    let kept = kept.await?;
    let secrets = request.part::<Secrets>()?;
    let open = |form: &KeptForm| {
        let typed = form.open(&secrets)?;
        Some(view(request.http(), request.paths(), form, &typed))
    };
    let forms = kept.iter().filter_map(open).collect();
    request.page(|layout| KeptFormsPage { layout, forms }).await
}

fn view(request: &HttpRequest, paths: &Paths, form: &KeptForm, typed: &Typed) -> FormView {
    let path = typed.address.split('?').next().unwrap_or_default();
    let pattern = request.resource_map().match_pattern(path);
    let pattern = pattern
        .as_deref()
        .and_then(|pattern| pattern.strip_prefix(paths.prefix()));
    let (what, again) = ACTS
        .iter()
        .find(|(known, ..)| Some(*known) == pattern)
        .map_or(("What you typed", Again::Look), |(_, what, again)| {
            (*what, *again)
        });
    let joint = if typed.address.contains('?') {
        '&'
    } else {
        '?'
    };
    FormView {
        id: form.id,
        made_at: form.made_at,
        kept_until: form.expires_at,
        what,
        action: (again == Again::Send)
            .then(|| format!("{}{joint}{KEPT}={}", typed.address, form.id)),
        page: (again == Again::Open).then(|| typed.address.clone()),
        fields: typed
            .fields
            .iter()
            .enumerate()
            .map(|(number, (name, value))| field(form.id, number, name, value))
            .collect(),
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

/// Discards one; nothing happens when it is gone already.
pub(super) async fn remove(mut request: Request<View>, id: Path<KeptFormId>) -> Answer {
    let id = id.into_inner();
    let removed = request.write(move |tx, by, _| kept_forms::remove(tx, by.staff.id, id));
    removed.await?;
    let flash = Flash::good("It is discarded.");
    Ok(request.done(&request.paths().kept_forms(), flash))
}
