//! One user: their page, and the acts that need no further question.

use actix_web::{HttpResponse, http::StatusCode};
use askama::Template;

use super::{
    error::DirectoryError,
    may::{blocked, user_of},
    model::{Person, UserState},
    queries, service,
};
use crate::{
    customer_access::{
        AssignLicenses, Blocked, CustomerRequest, Granted, Head, MailPasswordLinks, ManageAdmins,
        ManageUsers, SeeUsers, Tab,
    },
    db::{
        self, Conn,
        ids::{CustomerId, DirectoryUserId},
        types::Timestamp,
    },
    error::AppError,
    identity::Layout,
    licenses,
    web::{
        Answer,
        form::{FieldErrors, Form, NoFields},
        layout::Flash,
    },
};

/// A user as their page shows them.
struct UserView {
    id: DirectoryUserId,
    name: String,
    first_name: String,
    last_name: String,
    user_name: String,
    contact: String,
    location: String,
    roles: String,
    tone: &'static str,
    state: &'static str,
    is_blocked: bool,
    is_deleted: bool,
    has_password: bool,
    since: Timestamp,
    /// Until when a deleted one can be restored.
    until: Option<Timestamp>,
}

impl UserView {
    fn new(Person { user, roles }: &Person, now: Timestamp) -> Self {
        Self {
            id: user.id,
            name: user.display_name.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            user_name: user.user_name.clone(),
            contact: user.contact_email.clone(),
            location: user.location_words(),
            roles: roles.words(),
            tone: user.state.tone(),
            state: user.state.label(),
            is_blocked: user.state == UserState::Blocked,
            is_deleted: !user.present,
            has_password: user.password_hash.is_some(),
            since: user.created_at,
            until: user.restorable_until().filter(|until| now < *until),
        }
    }
}

#[derive(Template)]
#[template(path = "directory/show.html")]
struct UserPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    user: UserView,
    /// Why this user cannot be changed.
    blocked: Option<Blocked>,
    /// Why they cannot be mailed a link.
    no_link: Option<Blocked>,
    /// The names of what they hold.
    licenses: Vec<String>,
    /// Why none can be assigned.
    unassignable: Option<Blocked>,
}

/// A user with what they hold.
struct Shown {
    person: Person,
    licenses: Vec<String>,
}

fn read(conn: &mut Conn, customer: CustomerId, id: DirectoryUserId) -> db::Result<Shown> {
    let person = queries::find(conn, customer, id)?;
    let mut held = licenses::names_held_by(conn, &[id])?;
    Ok(Shown {
        person,
        licenses: held.remove(&id).unwrap_or_default(),
    })
}

/// The page.
pub(super) async fn show(mut on: CustomerRequest<SeeUsers>) -> Answer {
    let id = user_of(&on)?;
    let shown = on.read(move |conn, by| read(conn, by.customer, id));
    let (shown, by, now) = (shown.await?, on.granted, on.request.now);
    on.request
        .page(|layout| UserPage::new(layout, &by, &shown, now, FieldErrors::default()))
        .await
}

impl UserPage {
    fn new(
        layout: Layout,
        by: &Granted<impl crate::customer_access::CustomerAct>,
        Shown { person, licenses }: &Shown,
        now: Timestamp,
        errors: FieldErrors,
    ) -> Self {
        // Whoever is restored without Global administrator comes back without the roles.
        let is_admin = person.roles.is_admin() && person.user.present;
        let admins = || blocked::<_, ManageAdmins>(by, &layout).filter(|_| is_admin);
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors,
            user: UserView::new(person, now),
            blocked: blocked::<_, ManageUsers>(by, &layout).or_else(admins),
            no_link: blocked::<_, MailPasswordLinks>(by, &layout).or_else(admins),
            licenses: licenses.clone(),
            unassignable: blocked::<_, AssignLicenses>(by, &layout),
            layout: layout.in_section("customers"),
        }
    }
}

/// Block.
pub(super) async fn block(mut on: CustomerRequest<ManageUsers>, Form(_): Form<NoFields>) -> Answer {
    let id = user_of(&on)?;
    let done = on.write(move |tx, by, now| service::block(tx, by, id, now));
    match done.await? {
        Ok(true) => Ok(done_with(
            &on,
            id,
            "The user is blocked and cannot sign in.",
        )),
        Ok(false) => Ok(done_with(&on, id, "The user is blocked already.")),
        Err(error) => refused(on, id, error).await,
    }
}

/// Unblock.
pub(super) async fn unblock(
    mut on: CustomerRequest<ManageUsers>,
    Form(_): Form<NoFields>,
) -> Answer {
    let id = user_of(&on)?;
    let done = on.write(move |tx, by, now| service::unblock(tx, by, id, now));
    match done.await? {
        Ok(true) => Ok(done_with(&on, id, "The user can sign in again.")),
        Ok(false) => Ok(done_with(&on, id, "The user is not blocked.")),
        Err(error) => refused(on, id, error).await,
    }
}

fn done_with(on: &CustomerRequest<ManageUsers>, id: DirectoryUserId, text: &str) -> HttpResponse {
    let address = on.request.paths().user(on.granted.entry.page_key(), id);
    on.request.done(&address, Flash::good(text))
}

/// The page again with why nothing was done, or the refusal with the privilege that is missing.
async fn refused(
    mut on: CustomerRequest<ManageUsers>,
    id: DirectoryUserId,
    error: DirectoryError,
) -> Answer {
    if matches!(error, DirectoryError::AdminsOnly(_)) {
        return Err(on.refusal_of::<ManageAdmins>().await?);
    }
    if let DirectoryError::Db(error) = error {
        return Err(AppError::from(error));
    }
    let shown = on.read(move |conn, by| read(conn, by.customer, id));
    let (shown, by, now) = (shown.await?, on.granted, on.request.now);
    let errors = FieldErrors::page(error.to_string());
    let page = |layout: Layout| UserPage::new(layout, &by, &shown, now, errors);
    on.request
        .page_with(StatusCode::UNPROCESSABLE_ENTITY, page)
        .await
}
