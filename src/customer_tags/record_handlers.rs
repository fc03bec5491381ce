//! The tags of one customer.

use actix_web::web::Path;
use askama::Template;

use super::{
    model::Tag,
    queries::{self, Tags},
    service::{self, TagError},
};
use crate::{
    customer_access::{Annotate, Blocked, CustomerRequest, look, why_blocked},
    customers::Entry,
    db::{
        self, Conn,
        ids::{CustomerId, TagId},
    },
    identity::{Layout, Request, Scope, View},
    web::{
        Answer,
        form::{FieldErrors, Form, NoFields},
        layout::Flash,
        see_other,
    },
};

#[derive(Template)]
#[template(path = "customer_tags/record.html")]
struct RecordTagsPage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    /// The customer's.
    own: Vec<Tag>,
    /// The partner's others, to choose from.
    others: Vec<Tag>,
    typed: String,
    blocked: Option<Blocked>,
}

impl RecordTagsPage {
    fn new(layout: Layout, entry: &Entry, found: Found, typed: String) -> Self {
        Self {
            layout: layout.in_section("customers"),
            errors: FieldErrors::default(),
            name: entry.name.clone(),
            key: entry.page_key(),
            own: found.own,
            others: found.others,
            typed,
            blocked: None,
        }
    }
}

struct Found {
    own: Vec<Tag>,
    others: Vec<Tag>,
}

fn find(conn: &mut Conn, scope: Scope, entry: &Entry) -> db::Result<Found> {
    let Tags { all, .. } = queries::of_entries(conn, scope, &[])?;
    let own = queries::of_entry(conn, scope, entry.id)?;
    let others = all.into_iter().filter(|tag| !own.contains(tag)).collect();
    Ok(Found { own, others })
}

/// What there is, and the form for one more.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn show(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let read = request.read(move |conn, scope| {
        let (entry, between) = look(conn, scope, key, now)?;
        let found = find(conn, scope, &entry)?;
        Ok::<_, db::Error>((entry, between, found))
    });
    let (entry, between, found) = read.await?;
    if key != entry.page_key() {
        return Ok(see_other(&request.paths().customer_tags(entry.page_key())));
    }
    let blocked = why_blocked::<Annotate, _>(&mut request, &entry, &between).await?;
    let page = |layout| RecordTagsPage {
        blocked,
        ..RecordTagsPage::new(layout, &entry, found, String::new())
    };
    request.page(page).await
}

/// One more tag.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct TagForm {
    tag: String,
    /// `record` where the form stood on the record itself.
    from: String,
}

/// Gives it.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn add(mut on: CustomerRequest<Annotate>, Form(form): Form<TagForm>) -> Answer {
    let typed = form.tag.clone();
    let added = on.write(move |tx, granted, now| service::add(tx, granted, &typed, now));
    match added.await? {
        Ok(tag) => {
            let (key, paths) = (on.granted.entry.page_key(), on.request.paths());
            let here = match form.from.as_str() {
                "record" => paths.customer(key),
                _ => paths.customer_tags(key),
            };
            let text = format!("{} has the tag {}.", on.granted.entry.name, tag.name);
            Ok(on.request.done(&here, Flash::good(text)))
        }
        Err(TagError::Db(error)) => Err(error.into()),
        Err(error) => again(on, form, &error).await,
    }
}

async fn again(mut on: CustomerRequest<Annotate>, form: TagForm, error: &TagError) -> Answer {
    let found = on.read(|conn, granted| find(conn, granted.by.scope, &granted.entry));
    let found: Result<Found, db::Error> = found.await;
    let (found, entry) = (found?, on.granted.entry);
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let page = |layout| RecordTagsPage {
        errors,
        ..RecordTagsPage::new(layout, &entry, found, form.tag)
    };
    on.request.again(page).await
}

/// Takes a tag off.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn remove(
    mut on: CustomerRequest<Annotate>,
    key: Path<(uuid::Uuid, TagId)>,
    Form(NoFields {}): Form<NoFields>,
) -> Answer {
    let id = key.1;
    let removed = on.write(move |tx, granted, now| service::remove(tx, granted, id, now));
    let tag = removed.await??;
    let here = on
        .request
        .paths()
        .customer_tags(on.granted.entry.page_key());
    let text = format!(
        "{} no longer has the tag {}.",
        on.granted.entry.name, tag.name
    );
    Ok(on.request.done(&here, Flash::good(text)))
}
