//! The form that invites a colleague.

use askama::Template;

use super::{
    error::StaffError,
    invite_service::{self, Words, chosen},
    letters::Post,
};
use crate::{
    identity::{Layout, ManageStaff, Request, Role, Roles},
    mail::CanMail,
    secrets::Secrets,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::{Flash, Product},
    },
};

/// What is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ColleagueForm {
    name: String,
    email: String,
    roles: Vec<String>,
}

#[derive(Template)]
#[template(path = "staff/new.html")]
struct NewPage {
    layout: Layout,
    errors: FieldErrors,
    typed: ColleagueForm,
    roles: Vec<Choice>,
    can_mail: bool,
}

/// The roles to tick.
pub(super) fn role_choices(ticked: &Roles) -> Vec<Choice> {
    let choice = |role: &Role| Choice {
        value: role.as_str().to_owned(),
        label: format!("{}: {}", role.label(), role.may()),
        selected: ticked.iter().any(|it| it == *role),
    };
    Role::ALL.iter().map(choice).collect()
}

async fn page(request: Request<ManageStaff>, typed: ColleagueForm, errors: FieldErrors) -> Answer {
    let can_mail = request.part::<CanMail>()?.0;
    let is_again = !errors.is_empty();
    let page = |layout: Layout| NewPage {
        layout: layout.in_section("staff"),
        roles: role_choices(&chosen(&typed.roles)),
        errors,
        typed,
        can_mail,
    };
    match is_again {
        true => request.again(page).await,
        false => request.page(page).await,
    }
}

/// The form.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn new(request: Request<ManageStaff>) -> Answer {
    page(request, ColleagueForm::default(), FieldErrors::default()).await
}

/// Invites.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn create(
    mut request: Request<ManageStaff>,
    Form(form): Form<ColleagueForm>,
) -> Answer {
    let words = match Words::of(&form.name, &form.email, &form.roles) {
        Ok(words) => words,
        Err(errors) => return page(request, form, errors).await,
    };
    if !request.part::<CanMail>()?.0 {
        return page(request, form, FieldErrors::page(NO_MAIL)).await;
    }
    let (secrets, product) = (request.part::<Secrets>()?, request.part::<Product>()?);
    let invited = request.write(move |tx, by, now| {
        let (secrets, product) = (&**secrets, product.0.as_str());
        invite_service::invite(tx, by, Post { secrets, product }, &words, now)
    });
    match invited.await {
        Ok(id) => {
            let text = format!(
                "{} is invited. The link in the letter works for 7 days.",
                form.name.trim()
            );
            Ok(request.done(&request.paths().colleague(id), Flash::good(text)))
        }
        Err(StaffError::Db(error)) => Err(error.into()),
        Err(error) => refused(request, form, &error).await,
    }
}

async fn refused(request: Request<ManageStaff>, form: ColleagueForm, error: &StaffError) -> Answer {
    let mut errors = FieldErrors::default();
    errors.explain(error);
    page(request, form, errors).await
}

/// Why nobody can be invited.
pub(crate) const NO_MAIL: &str = "No mail server is set up, so nobody can be sent a link. The operator of this server can set one up, or make a link with “partner-center admin create”";
