//! Delete one user, or many that were ticked.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    error::DirectoryError,
    may::{users_in, users_of},
    model::Person,
    queries, service,
};
use crate::{
    customer_access::{CustomerRequest, Granted, Head, ManageAdmins, ManageUsers, Tab},
    db::ids::DirectoryUserId,
    error::AppError,
    identity::Layout,
    text::thousands,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Acting = CustomerRequest<ManageUsers>;

/// A user who is about to be deleted.
struct Line {
    id: DirectoryUserId,
    name: String,
    user_name: String,
    roles: String,
}

#[derive(Template)]
#[template(path = "directory/deletion.html")]
struct DeletionPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    lines: Vec<Line>,
    button: String,
}

impl DeletionPage {
    fn new(
        layout: Layout,
        by: &Granted<ManageUsers>,
        people: &[Person],
        errors: FieldErrors,
    ) -> Self {
        let line = |person: &Person| Line {
            id: person.user.id,
            name: person.user.display_name.clone(),
            user_name: person.user.user_name.clone(),
            roles: person.roles.words(),
        };
        let button = match people {
            [one] => format!("Delete {}", one.user.display_name),
            many => format!("Delete {} users", many.len()),
        };
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors,
            lines: people.iter().map(line).collect(),
            button,
            layout: layout.in_section("customers"),
        }
    }
}

/// Those of these users that are there.
async fn present(on: &mut Acting, ids: Vec<DirectoryUserId>) -> Result<Vec<Person>, AppError> {
    let read = on.read(move |conn, by| queries::find_many(conn, by.customer, &ids));
    let mut people = read.await?;
    people.retain(|person| person.user.present);
    Ok(people)
}

/// Who will be deleted, and what that means.
pub(super) async fn confirm(mut on: Acting) -> Answer {
    let ids = users_in(on.request.query_string());
    let people = present(&mut on, ids).await?;
    let by = on.granted;
    on.request
        .page(|layout| DeletionPage::new(layout, &by, &people, FieldErrors::default()))
        .await
}

/// Who was confirmed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeletionForm {
    user: Vec<String>,
}

/// Deletes them, all or none.
pub(super) async fn delete(mut on: Acting, Form(form): Form<DeletionForm>) -> Answer {
    let ids = users_of(&form.user);
    if ids.is_empty() {
        return refused(on, ids, "Tick the users that are to be deleted").await;
    }
    let these = ids.clone();
    let deleted = on.write(move |tx, by, now| service::delete(tx, by, &these, now));
    match deleted.await? {
        Ok(count) => {
            let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
            let flash =
                Flash::good(told(count)).with_link("Show deleted users", paths.deleted_users(key));
            Ok(on.request.done(&paths.customer_users(key), flash))
        }
        Err(DirectoryError::AdminsOnly(_)) => Err(on.refusal_of::<ManageAdmins>().await?),
        Err(DirectoryError::Db(error)) => Err(error.into()),
        Err(error) => refused(on, ids, &error.to_string()).await,
    }
}

fn told(count: usize) -> String {
    match count {
        0 => "They were deleted already.".to_owned(),
        1 => "One user is deleted. For 30 days the user can be restored.".to_owned(),
        many => {
            let many = thousands(i64::try_from(many).unwrap_or(i64::MAX));
            format!("{many} users are deleted. For 30 days they can be restored.")
        }
    }
}

async fn refused(mut on: Acting, ids: Vec<DirectoryUserId>, why: &str) -> Answer {
    let people = present(&mut on, ids).await?;
    let (by, errors) = (on.granted, FieldErrors::page(why));
    on.request
        .page_with(StatusCode::UNPROCESSABLE_ENTITY, |layout| {
            DeletionPage::new(layout, &by, &people, errors)
        })
        .await
}
