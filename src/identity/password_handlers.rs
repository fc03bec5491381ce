//! Forgotten passwords, and the page that sets one.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;

use super::{hashing, password, service};
use crate::{
    clock::Clock,
    db::{self, Db, types::Timestamp},
    error::AppError,
    mail::CanMail,
    secrets::Secrets,
    text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        html, html_422, html_with,
        layout::{Flash, PublicLayout},
        see_other,
    },
};

#[derive(Template)]
#[template(path = "identity/forgotten_password.html")]
struct ForgottenPasswordPage {
    layout: PublicLayout,
    errors: FieldErrors,
    email: String,
    can_mail: bool,
    asked: bool,
}

/// Whose password it is.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ForgottenPasswordForm {
    email: String,
}

/// Asks for the address.
pub(super) async fn forgotten(layout: PublicLayout, can_mail: Data<CanMail>) -> Answer {
    html(&ForgottenPasswordPage {
        layout,
        errors: FieldErrors::default(),
        email: String::new(),
        can_mail: can_mail.0,
        asked: false,
    })
}

/// Mails the link; says the same for an address that nobody has.
pub(super) async fn mail_link(
    layout: PublicLayout,
    db: Data<Db>,
    clock: Data<Clock>,
    secrets: Data<Secrets>,
    can_mail: Data<CanMail>,
    Form(form): Form<ForgottenPasswordForm>,
) -> Answer {
    let mut errors = FieldErrors::default();
    let email = errors.take("email", text::email(&form.email));
    if !errors.is_empty() {
        return html_422(&ForgottenPasswordPage {
            layout,
            errors,
            email: form.email,
            can_mail: can_mail.0,
            asked: false,
        });
    }
    let (now, product) = (clock.now(), layout.product.clone());
    let sent_to = email.clone();
    db.write(move |tx| service::request_reset(tx, &secrets, &product, &sent_to, now))
        .await
        .map_err(AppError::from)?;
    html(&ForgottenPasswordPage {
        layout,
        errors,
        email,
        can_mail: can_mail.0,
        asked: true,
    })
}

#[derive(Template)]
#[template(path = "identity/new_password.html")]
struct NewPasswordPage {
    layout: PublicLayout,
    errors: FieldErrors,
    token: String,
    email: String,
}

#[derive(Template)]
#[template(path = "identity/dead_password_link.html")]
struct DeadPasswordLinkPage {
    layout: PublicLayout,
}

/// The new password, twice.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NewPasswordForm {
    password: String,
    password_again: String,
}

/// The page behind the link; opening it uses nothing up.
pub(super) async fn edit(
    layout: PublicLayout,
    token: Path<String>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Answer {
    let (now, looked_up) = (clock.now(), token.clone());
    match db
        .read(move |conn| service::owner_of_link(conn, &looked_up, now))
        .await
    {
        Ok((user, _)) => html(&NewPasswordPage {
            layout,
            errors: FieldErrors::default(),
            token: token.into_inner(),
            email: user.email,
        }),
        Err(db::Error::NotFound) => dead_link(layout, &db, token.into_inner(), now).await,
        Err(other) => Err(other.into()),
    }
}

/// A link that sets no password (any more). One whose time is over is ended for good.
async fn dead_link(layout: PublicLayout, db: &Db, token: String, now: Timestamp) -> Answer {
    let looked_up = token.clone();
    let is_over = db.read(move |conn| service::is_link_over(conn, &looked_up, now));
    if is_over.await? {
        db.write(move |tx| service::end_link(tx, &token, now))
            .await
            .map_err(AppError::from)?;
    }
    html_with(StatusCode::GONE, &DeadPasswordLinkPage { layout })
}

/// Sets the password and ends every session of that person.
pub(super) async fn update(
    request: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    db: Data<Db>,
    clock: Data<Clock>,
    Form(form): Form<NewPasswordForm>,
) -> Answer {
    let (now, looked_up) = (clock.now(), token.clone());
    let place = hashing::enter()?;
    let (user, partner) = match db
        .read(move |conn| service::owner_of_link(conn, &looked_up, now))
        .await
    {
        Ok(found) => found,
        Err(db::Error::NotFound) => {
            return dead_link(layout, &db, token.into_inner(), now).await;
        }
        Err(other) => return Err(other.into()),
    };
    let mut errors = FieldErrors::default();
    let about = vec![
        user.email.clone(),
        user.name,
        partner.legal_name,
        partner.domain,
        layout.product.clone(),
    ];
    if let Err(message) = password::check_new(&place, &form.password, about).await? {
        errors.add("password", message);
    } else if form.password != form.password_again {
        errors.add("password_again", "Type the same password again");
    }
    if !errors.is_empty() {
        return html_422(&NewPasswordPage {
            layout,
            errors,
            token: token.into_inner(),
            email: user.email,
        });
    }
    let hash = password::hash_async(&place, form.password).await?;
    match db
        .write(move |tx| service::set_password(tx, &token, &hash, now))
        .await
    {
        Ok(()) => {
            tracing::info!(user = %user.id, "password set");
            Flash::good("Your password is set. Sign in with it.").leave(&request);
            Ok(see_other(&layout.paths.sign_in()))
        }
        Err(db::Error::NotFound) => html_with(StatusCode::GONE, &DeadPasswordLinkPage { layout }),
        Err(other) => Err(other.into()),
    }
}
