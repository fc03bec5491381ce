//! Delete one user, or many that were ticked.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    error::DirectoryError,
    may::{MOST, blocked},
    model::Person,
    queries, service,
    ticks::{TickedForm, Ticks},
};
use crate::{
    customer_access::{Blocked, CustomerRequest, Granted, Head, ManageAdmins, ManageUsers, Tab},
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
    /// Holds an admin role, and this person may not touch those.
    is_held: bool,
}

#[derive(Template)]
#[template(path = "directory/deletion.html")]
struct DeletionPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    lines: Vec<Line>,
    button: String,
    /// What is said of those who are ticked and not there.
    left_out: String,
    /// Why those who hold an admin role cannot be deleted, when some of these do.
    held: Option<Blocked>,
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
            is_held: person.roles.is_admin() && !by.allows::<ManageAdmins>(),
        };
        let lines: Vec<Line> = people.iter().map(line).collect();
        let is_any_held = lines.iter().any(|line| line.is_held);
        let free: Vec<&Line> = lines.iter().filter(|line| !line.is_held).collect();
        let button = match free.as_slice() {
            [] => String::new(),
            [one] => format!("Delete {}", one.name),
            many => format!("Delete {} users", many.len()),
        };
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors,
            held: blocked::<_, ManageAdmins>(by, &layout).filter(|_| is_any_held),
            lines,
            button,
            left_out: String::new(),
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
pub(super) async fn confirm(on: Acting) -> Answer {
    let ticks = Ticks::in_query(on.request.query_string());
    ask(on, ticks).await
}

/// The same for those who are ticked in the list, over all its pages.
pub(super) async fn confirm_ticked(on: Acting, Form(form): Form<TickedForm>) -> Answer {
    ask(on, form.ticks()).await
}

async fn ask(mut on: Acting, ticks: Ticks) -> Answer {
    if let Some(why) = ticks.over(MOST) {
        return refused(on, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, &why).await;
    }
    let people = present(&mut on, ticks.keys().to_vec()).await?;
    let left_out = ticks.left_out(people.len());
    let by = on.granted;
    on.request
        .page(|layout| DeletionPage {
            left_out,
            ..DeletionPage::new(layout, &by, &people, FieldErrors::default())
        })
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
    let ticks = Ticks::of(form.user.iter().map(String::as_str));
    if let Some(why) = ticks.over(MOST) {
        return refused(on, Vec::new(), StatusCode::UNPROCESSABLE_ENTITY, &why).await;
    }
    let ids = ticks.keys().to_vec();
    if ids.is_empty() {
        let why = "Tick the users that are to be deleted";
        return refused(on, ids, StatusCode::UNPROCESSABLE_ENTITY, why).await;
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
        Err(DirectoryError::Db(error)) => Err(error.into()),
        Err(error) => refused(on, ids, status_of(&error), &error.to_string()).await,
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

fn status_of(error: &DirectoryError) -> StatusCode {
    match error {
        DirectoryError::AdminsOnly(_) => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The page again, with those who are still there.
async fn refused(
    mut on: Acting,
    ids: Vec<DirectoryUserId>,
    status: StatusCode,
    why: &str,
) -> Answer {
    let people = present(&mut on, ids).await?;
    let (by, errors) = (on.granted, FieldErrors::page(why));
    on.request
        .page_with(status, |layout| {
            DeletionPage::new(layout, &by, &people, errors)
        })
        .await
}
