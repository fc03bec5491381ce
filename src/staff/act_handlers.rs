//! What is done to a colleague by one press: another invitation, a link for a new password, the end of all sessions.

use actix_web::web::Path;

use super::{
    error::StaffError, invite_handlers::NO_MAIL, invite_service, letters::Post, roles_service,
    show_handlers,
};
use crate::{
    db::{Tx, ids::UserId, types::Timestamp},
    identity::{Authorized, ManageStaff, Request, User},
    mail::CanMail,
    secrets::Secrets,
    web::{
        Answer,
        form::FieldErrors,
        layout::{Flash, Product},
    },
};

/// What mails a link to a colleague.
type Mailing = fn(
    &mut Tx<'_>,
    &Authorized<ManageStaff>,
    Post<'_>,
    UserId,
    Timestamp,
) -> Result<User, StaffError>;

async fn mail(
    mut request: Request<ManageStaff>,
    id: UserId,
    mailing: Mailing,
    done: fn(&User) -> String,
) -> Answer {
    if !request.part::<CanMail>()?.0 {
        return show_handlers::page(request, id, FieldErrors::page(NO_MAIL)).await;
    }
    let (secrets, product) = (request.part::<Secrets>()?, request.part::<Product>()?);
    let mailed = request.write(move |tx, by, now| {
        let (secrets, product) = (&**secrets, product.0.as_str());
        mailing(tx, by, Post { secrets, product }, id, now)
    });
    match mailed.await {
        Ok(person) => {
            let flash = Flash::good(done(&person));
            Ok(request.done(&request.paths().colleague(id), flash))
        }
        Err(StaffError::Db(error)) => Err(error.into()),
        Err(error) => {
            let errors = FieldErrors::page(error.to_string());
            show_handlers::page(request, id, errors).await
        }
    }
}

/// Mails the link to set the first password once more.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn invite_again(request: Request<ManageStaff>, id: Path<UserId>) -> Answer {
    let done = |person: &User| {
        let name = &person.name;
        format!(
            "{name} is invited again. The new link works for 7 days; the older one does not work any more."
        )
    };
    mail(request, *id, invite_service::invite_again, done).await
}

/// Mails a link for a new password.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn mail_password_link(request: Request<ManageStaff>, id: Path<UserId>) -> Answer {
    let done = |person: &User| {
        let name = &person.name;
        format!("A link for a new password is on its way to {name}. It works for 30 minutes.")
    };
    mail(request, *id, invite_service::mail_password_link, done).await
}

/// Signs a colleague out everywhere.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn end_sessions(mut request: Request<ManageStaff>, id: Path<UserId>) -> Answer {
    let id = *id;
    let (secrets, product) = (request.part::<Secrets>()?, request.part::<Product>()?);
    let ended = request.write(move |tx, by, now| {
        let (secrets, product) = (&**secrets, product.0.as_str());
        roles_service::sign_out(tx, by, Post { secrets, product }, id, now)
    });
    let (person, ended) = ended.await?;
    let flash = match ended {
        0 => Flash::attention(format!("{} was signed in nowhere.", person.name)),
        _ => Flash::good(format!("{} is signed out everywhere.", person.name)),
    };
    Ok(request.done(&request.paths().colleague(id), flash))
}
