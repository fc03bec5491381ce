//! One tag: another name, part of another, or gone.

use actix_web::web::Path;
use askama::Template;

use super::{
    model::Tag,
    queries,
    service::{self, TagError},
};
use crate::{
    db::{self, ids::TagId},
    error::AppError,
    identity::{KeepNotes, Layout, Request},
    web::{
        Answer,
        form::{Choice, FieldErrors, Form, NoFields},
        layout::Flash,
    },
};

#[derive(Template)]
#[template(path = "customer_tags/tag.html")]
struct TagPage {
    layout: Layout,
    errors: FieldErrors,
    tag: Tag,
    /// As typed.
    typed: String,
    /// What it can become part of.
    others: Vec<Choice>,
    remove: String,
}

/// A tag, and the others of its partner.
type Found = (Tag, Vec<Tag>);

async fn find(request: &mut Request<KeepNotes>, id: TagId) -> Result<Found, AppError> {
    let found = request.read(move |conn, scope| {
        let tag = queries::find(conn, scope, id)?;
        let mut others = queries::all(conn, scope)?;
        others.retain(|other| other.id != id);
        Ok::<_, db::Error>((tag, others))
    });
    Ok(found.await?)
}

fn page(layout: Layout, (tag, others): Found, typed: Option<String>, into: &str) -> TagPage {
    let choice = |other: &Tag| Choice::new(&other.id.to_string(), other.name.clone(), into);
    let first = Choice::new("", "Choose a tag", into);
    TagPage {
        layout: layout.in_section("customers"),
        errors: FieldErrors::default(),
        typed: typed.unwrap_or_else(|| tag.name.clone()),
        remove: format!("Take {} off all customers", tag.name),
        others: std::iter::once(first)
            .chain(others.iter().map(choice))
            .collect(),
        tag,
    }
}

/// The page.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn edit(mut request: Request<KeepNotes>, id: Path<TagId>) -> Answer {
    let found = find(&mut request, *id).await?;
    request.page(|layout| page(layout, found, None, "")).await
}

/// Another name, and the one that was on the page.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NameForm {
    tag: String,
    known: String,
}

/// Gives it another name.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn rename(
    mut request: Request<KeepNotes>,
    id: Path<TagId>,
    Form(form): Form<NameForm>,
) -> Answer {
    let (id, typed) = (*id, form.tag.clone());
    let renamed =
        request.write(move |tx, by, now| service::rename(tx, by, id, &form.known, &typed, now));
    match renamed.await {
        Ok(tag) => {
            let text = format!("The tag is named {} now.", tag.name);
            Ok(request.done(&request.paths().tags(), Flash::good(text)))
        }
        Err(TagError::Db(error)) => Err(error.into()),
        Err(error) => again(request, id, Some(form.tag), &error).await,
    }
}

async fn again(
    mut request: Request<KeepNotes>,
    id: TagId,
    typed: Option<String>,
    error: &TagError,
) -> Answer {
    let found = find(&mut request, id).await?;
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let into = match error {
        TagError::Taken(other) => other.id.to_string(),
        _ => String::new(),
    };
    request
        .again(|layout| TagPage {
            errors,
            ..page(layout, found, typed, &into)
        })
        .await
}

/// The tag that it becomes part of.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MergerForm {
    into: String,
}

/// Makes it part of another.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn merge(
    mut request: Request<KeepNotes>,
    id: Path<TagId>,
    Form(form): Form<MergerForm>,
) -> Answer {
    let id = *id;
    let Ok(into) = form.into.parse::<TagId>() else {
        let found = find(&mut request, id).await?;
        let mut errors = FieldErrors::default();
        errors.add("into", "Choose the tag that it becomes part of");
        let show = |layout| TagPage {
            errors,
            ..page(layout, found, None, "")
        };
        return request.again(show).await;
    };
    let merged = request.write(move |tx, by, now| service::merge(tx, by, id, into, now));
    let (tag, is_through) = merged.await?;
    let rest = match is_through {
        true => "",
        false => " Customers get it one after the other; the last ones in some moments.",
    };
    let text = format!("The two are one tag now: {}.{rest}", tag.name);
    Ok(request.done(&request.paths().tags(), Flash::good(text)))
}

/// Takes it off all customers.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn forget(
    mut request: Request<KeepNotes>,
    id: Path<TagId>,
    Form(NoFields {}): Form<NoFields>,
) -> Answer {
    let id = *id;
    let forgotten = request.write(move |tx, by, now| service::forget(tx, by, id, now));
    let (tag, number) = forgotten.await?;
    let had = number.of("customer", "customers");
    let text = format!("The tag {} is gone; {had} had it.", tag.name);
    Ok(request.done(&request.paths().tags(), Flash::good(text)))
}
