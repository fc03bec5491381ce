//! The form with the roles of a colleague.

use actix_web::web::Path;
use askama::Template;

use super::{
    error::StaffError, invite_handlers::role_choices, invite_service::chosen, letters::Post,
    roles_service,
};
use crate::{
    db::ids::UserId,
    identity::{self, Layout, ManageStaff, Request, Roles, User},
    secrets::Secrets,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::{Flash, Product},
    },
};

/// What is ticked, and what was on the page.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RolesForm {
    roles: Vec<String>,
    known: Vec<String>,
}

#[derive(Template)]
#[template(path = "staff/roles.html")]
struct RolesPage {
    layout: Layout,
    errors: FieldErrors,
    person: User,
    roles: Vec<Choice>,
    known: Vec<&'static str>,
    is_self: bool,
}

async fn page(
    mut request: Request<ManageStaff>,
    id: UserId,
    ticked: Option<Roles>,
    errors: FieldErrors,
) -> Answer {
    let read = request.read(move |conn, scope| identity::user(conn, scope, id));
    let person = read.await?;
    let (is_again, is_self) = (!errors.is_empty(), id == request.by.staff.id);
    let page = |layout: Layout| RolesPage {
        layout: layout.in_section("staff"),
        errors,
        roles: role_choices(ticked.as_ref().unwrap_or(&person.roles)),
        known: person.roles.iter().map(identity::Role::as_str).collect(),
        person,
        is_self,
    };
    match is_again {
        true => request.again(page).await,
        false => request.page(page).await,
    }
}

/// The form.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn edit(request: Request<ManageStaff>, id: Path<UserId>) -> Answer {
    page(request, *id, None, FieldErrors::default()).await
}

/// Gives other roles.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn change(
    mut request: Request<ManageStaff>,
    id: Path<UserId>,
    Form(form): Form<RolesForm>,
) -> Answer {
    let (id, known, wanted) = (*id, chosen(&form.known), chosen(&form.roles));
    let (secrets, product) = (request.part::<Secrets>()?, request.part::<Product>()?);
    let ticked = wanted.clone();
    let changed = request.write(move |tx, by, now| {
        let (secrets, product) = (&**secrets, product.0.as_str());
        let post = Post { secrets, product };
        roles_service::change_roles(tx, by, post, id, (&known, &wanted), now)
    });
    match changed.await {
        Ok(person) => {
            let text = format!("{} is {} now.", person.name, ticked.words());
            Ok(request.done(&request.paths().colleague(id), Flash::good(text)))
        }
        Err(StaffError::Db(error)) => Err(error.into()),
        Err(error) => {
            let mut errors = FieldErrors::default();
            errors.explain(&error);
            page(request, id, Some(ticked), errors).await
        }
    }
}
