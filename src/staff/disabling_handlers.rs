//! The page that keeps a colleague out, and the press that lets one in again.

use actix_web::web::Path;
use askama::Template;

use super::{
    disabling_service, error::StaffError, invite_handlers::NO_MAIL, letters::Post, show_handlers,
};
use crate::{
    db::{self, ids::UserId},
    identity::{self, Layout, ManageStaff, Request, Staff, User, UserStatus},
    mail::CanMail,
    secrets::Secrets,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::{Flash, Product},
    },
};

/// Who takes over: a key, or nothing for whoever acts.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DisablingForm {
    heir: String,
}

#[derive(Template)]
#[template(path = "staff/disabling.html")]
struct DisablingPage {
    layout: Layout,
    errors: FieldErrors,
    person: User,
    heirs: Vec<Choice>,
    /// Has not set a password yet.
    is_invited: bool,
    /// Is out already.
    is_out: bool,
    is_self: bool,
}

impl DisablingPage {
    /// What the page is called.
    fn act(&self) -> &'static str {
        match self.is_invited {
            true => "Withdraw the invitation",
            false => "Disable",
        }
    }

    /// Verb and name.
    fn button(&self) -> String {
        match self.is_invited {
            true => format!("{} of {}", self.act(), self.person.name),
            false => format!("{} {}", self.act(), self.person.name),
        }
    }
}

/// Whoever acts, and every other colleague who can sign in.
fn heirs(staff: &[User], by: &Staff, person: UserId, chosen: &str) -> Vec<Choice> {
    let is_other = |user: &&User| user.can_sign_in() && user.id != person && user.id != by.id;
    let others = staff.iter().filter(is_other);
    let choice = |user: &User| {
        let label = format!("{}, {}", user.name, user.roles.words());
        Choice::new(&user.id.to_string(), label, chosen)
    };
    let own = Choice::new("", format!("{} (you)", by.name), chosen);
    std::iter::once(own).chain(others.map(choice)).collect()
}

async fn page(
    mut request: Request<ManageStaff>,
    id: UserId,
    chosen: String,
    errors: FieldErrors,
) -> Answer {
    let read = request.read(move |conn, scope| {
        let person = identity::user(conn, scope, id)?;
        Ok::<_, db::Error>((person, identity::staff_of(conn, scope)?))
    });
    let (person, staff) = read.await?;
    let (is_again, by) = (!errors.is_empty(), request.by.staff.clone());
    let page = |layout: Layout| DisablingPage {
        layout: layout.in_section("staff"),
        errors,
        heirs: heirs(&staff, &by, id, &chosen),
        is_invited: person.password_hash.is_none(),
        is_out: person.status == UserStatus::Disabled,
        person,
        is_self: id == by.id,
    };
    match is_again {
        true => request.again(page).await,
        false => request.page(page).await,
    }
}

/// What it means, and who takes over.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn ask(request: Request<ManageStaff>, id: Path<UserId>) -> Answer {
    page(request, *id, String::new(), FieldErrors::default()).await
}

/// Keeps a colleague out.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn disable(
    mut request: Request<ManageStaff>,
    id: Path<UserId>,
    Form(form): Form<DisablingForm>,
) -> Answer {
    let id = *id;
    let heir = match form.heir.as_str() {
        "" => None,
        key => match key.parse() {
            Ok(heir) => Some(heir),
            Err(_) => return refused(request, id, form, &StaffError::NoHeir).await,
        },
    };
    let (secrets, product) = (request.part::<Secrets>()?, request.part::<Product>()?);
    let disabled = request.write(move |tx, by, now| {
        let (secrets, product) = (&**secrets, product.0.as_str());
        disabling_service::disable(tx, by, Post { secrets, product }, (id, heir), now)
    });
    match disabled.await {
        Ok(person) => Ok(request.done(&request.paths().colleague(id), out(&person))),
        Err(StaffError::Db(error)) => Err(error.into()),
        Err(error) => refused(request, id, form, &error).await,
    }
}

fn out(person: &User) -> Flash {
    let name = &person.name;
    Flash::good(match person.password_hash {
        Some(_) => format!("{name} is disabled and cannot sign in any more."),
        None => format!("The invitation of {name} is withdrawn. Its link does not work any more."),
    })
}

async fn refused(
    request: Request<ManageStaff>,
    id: UserId,
    form: DisablingForm,
    error: &StaffError,
) -> Answer {
    let mut errors = FieldErrors::default();
    errors.explain(error);
    page(request, id, form.heir, errors).await
}

fn back(person: &User) -> Flash {
    let name = &person.name;
    Flash::good(match person.password_hash {
        Some(_) => format!("{name} can sign in again."),
        None => format!("{name} is invited again. The link works for 7 days."),
    })
}

/// Lets a colleague in again.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn enable(mut request: Request<ManageStaff>, id: Path<UserId>) -> Answer {
    let id = *id;
    if !request.part::<CanMail>()?.0 {
        let read = request.read(move |conn, scope| identity::user(conn, scope, id));
        if read.await?.password_hash.is_none() {
            return show_handlers::page(request, id, FieldErrors::page(NO_MAIL)).await;
        }
    }
    let (secrets, product) = (request.part::<Secrets>()?, request.part::<Product>()?);
    let enabled = request.write(move |tx, by, now| {
        let (secrets, product) = (&**secrets, product.0.as_str());
        disabling_service::enable(tx, by, Post { secrets, product }, id, now)
    });
    match enabled.await {
        Ok(person) => Ok(request.done(&request.paths().colleague(id), back(&person))),
        Err(StaffError::Db(error)) => Err(error.into()),
        Err(error) => {
            let errors = FieldErrors::page(error.to_string());
            show_handlers::page(request, id, errors).await
        }
    }
}
