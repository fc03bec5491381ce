//! A tag for several customers that were ticked in the list.

use askama::Template;

use super::{
    model::Tag,
    queries,
    service::{self, Change, Changed, TagError},
};
use crate::{
    customers::{self, Entry, Standing},
    db,
    error::AppError,
    identity::{KeepNotes, Layout, Request},
    web::{
        Answer, address,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

/// So many can be ticked at once: a page of the list.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "customer_tags/many.html")]
struct ManyPage {
    layout: Layout,
    errors: FieldErrors,
    chosen: Vec<Entry>,
    /// Ticked, and without an active relationship.
    left_out: usize,
    known: Vec<Tag>,
    typed: String,
}

/// What the page shows of what was ticked.
struct Ticked {
    chosen: Vec<Entry>,
    left_out: usize,
    known: Vec<Tag>,
}

async fn find(request: &mut Request<KeepNotes>, keys: Vec<uuid::Uuid>) -> Result<Ticked, AppError> {
    let found = request.read(move |conn, scope| {
        let mut chosen = Vec::new();
        let ticked = keys.len();
        for key in keys.into_iter().take(MOST) {
            match customers::find(conn, scope, key) {
                Ok(entry) if entry.standing == Standing::Connected => chosen.push(entry),
                Ok(_) | Err(db::Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        Ok::<_, db::Error>(Ticked {
            left_out: ticked - chosen.len(),
            known: queries::all(conn, scope)?,
            chosen,
        })
    });
    Ok(found.await?)
}

fn page(layout: Layout, ticked: Ticked, typed: String, errors: FieldErrors) -> ManyPage {
    ManyPage {
        layout: layout.in_section("customers"),
        errors,
        chosen: ticked.chosen,
        left_out: ticked.left_out,
        known: ticked.known,
        typed,
    }
}

/// Which tag.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn choose(mut request: Request<KeepNotes>) -> Answer {
    let keys = url::form_urlencoded::parse(request.query_string().as_bytes())
        .filter(|(name, _)| name == "entry")
        .filter_map(|(_, key)| key.parse().ok())
        .collect();
    let ticked = find(&mut request, keys).await?;
    request
        .page(|layout| page(layout, ticked, String::new(), FieldErrors::default()))
        .await
}

/// The tag, what is done with it, and whose it is.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ManyForm {
    entry: Vec<String>,
    tag: String,
    /// `add` or `remove`: the button.
    change: String,
}

impl ManyForm {
    fn change(&self) -> Change {
        match self.change.as_str() {
            "remove" => Change::Remove,
            _ => Change::Add,
        }
    }
}

/// Gives it to them, or takes it from them.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn change(mut request: Request<KeepNotes>, Form(form): Form<ManyForm>) -> Answer {
    let keys = form.entry.iter().take(MOST);
    let keys: Vec<uuid::Uuid> = keys.filter_map(|key| key.parse().ok()).collect();
    let change = form.change();
    let (typed, ticked) = (form.tag.clone(), keys.clone());
    let changed = request
        .write(move |tx, by, now| service::change_many(tx, by, &ticked, change, &typed, now));
    match changed.await {
        Ok(changed) => {
            let only = [("tag", changed.tag.id.to_string())];
            let list = address::with(&request.paths().customers(), &only);
            let flash = told(change, &changed, keys.len());
            Ok(request.done(&list, flash))
        }
        Err(TagError::Db(error)) => Err(error.into()),
        Err(error) => again(request, keys, form.tag, &error).await,
    }
}

async fn again(
    mut request: Request<KeepNotes>,
    keys: Vec<uuid::Uuid>,
    typed: String,
    error: &TagError,
) -> Answer {
    let ticked = find(&mut request, keys).await?;
    let mut errors = FieldErrors::default();
    errors.explain(error);
    request
        .again(|layout| page(layout, ticked, typed, errors))
        .await
}

fn customers_of(number: usize) -> String {
    match number {
        1 => "1 customer".to_owned(),
        number => format!("{number} customers"),
    }
}

/// What became of it, in words.
fn told(change: Change, changed: &Changed, asked: usize) -> Flash {
    let (name, done) = (&changed.tag.name, customers_of(changed.done));
    let left_out = asked - changed.done - changed.full;
    let mut text = match change {
        Change::Add => format!("{done} of those selected have the tag {name}."),
        Change::Remove => format!("{done} of those selected are without the tag {name}."),
    };
    if changed.full > 0 {
        let full = customers_of(changed.full);
        text.push_str(&format!(" {full} had 50 tags already, which is the most."));
    }
    if left_out > 0 {
        let left_out = customers_of(left_out);
        text.push_str(&format!(
            " {left_out} without an active relationship are left out."
        ));
    }
    match changed.full + left_out {
        0 => Flash::good(text),
        _ => Flash::attention(text),
    }
}
