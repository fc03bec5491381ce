//! Forgotten passwords, and the page that sets one.

use std::{future::Future, pin::Pin};

use actix_web::{Error, FromRequest, HttpRequest, dev::Payload, http::StatusCode, web::Path};
use askama::Template;

use super::password_service::{self, NewPassword, NewPasswordError, Owner};
use crate::{
    error::AppError,
    mail::CanMail,
    secrets::Secrets,
    text,
    web::{
        Answer,
        error_page::Instead,
        form::{FieldErrors, Form},
        html_with,
        layout::{Flash, PublicLayout},
        public_request::PublicRequest,
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
pub(super) async fn forgotten(request: PublicRequest) -> Answer {
    let can_mail = request.part::<CanMail>()?.0;
    request.page(|layout| ForgottenPasswordPage {
        layout,
        errors: FieldErrors::default(),
        email: String::new(),
        can_mail,
        asked: false,
    })
}

/// Mails the link; says the same for an address that nobody has.
pub(super) async fn mail_link(
    request: PublicRequest,
    Form(form): Form<ForgottenPasswordForm>,
) -> Answer {
    let (secrets, can_mail) = (request.part::<Secrets>()?, request.part::<CanMail>()?.0);
    let mut errors = FieldErrors::default();
    let email = errors.take("email", text::email(&form.email));
    let page = |layout, errors, email, asked| ForgottenPasswordPage {
        layout,
        errors,
        email,
        can_mail,
        asked,
    };
    if !errors.is_empty() {
        return request.again(|layout| page(layout, errors, form.email, false));
    }
    let (product, to) = (request.layout.product.clone(), email.clone());
    let mailed = request
        .write(move |tx, now| password_service::request_reset(tx, &secrets, &product, &to, now));
    mailed.await?;
    request.page(|layout| page(layout, errors, email, true))
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

/// A link that sets a password. Whoever opens one that sets none (any more) is answered with the page that says so.
pub(super) struct PasswordLinkRequest {
    request: PublicRequest,
    token: String,
    owner: Owner,
}

impl FromRequest for PasswordLinkRequest {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, token) = (
            PublicRequest::from_request(http, payload),
            Path::<String>::from_request(http, payload),
        );
        Box::pin(async move {
            let request = request.await?;
            Self::open(request, token.await?.into_inner()).await
        })
    }
}

impl PasswordLinkRequest {
    async fn open(request: PublicRequest, token: String) -> Result<Self, Error> {
        let (looked_up, now) = (token.clone(), request.now);
        let found =
            request.read(move |conn| password_service::owner_of_link(conn, &looked_up, now));
        if let Some(owner) = found.await.map_err(AppError::from)? {
            return Ok(Self {
                request,
                token,
                owner,
            });
        }
        let ended = password_service::end_if_over(request.db(), &token, now);
        ended.await.map_err(AppError::from)?;
        let layout = request.layout;
        let page = DeadPasswordLinkPage { layout };
        Err(Instead::new(StatusCode::GONE, &page)?.into())
    }

    fn page(self, status: StatusCode, errors: FieldErrors) -> Answer {
        let page = NewPasswordPage {
            layout: self.request.layout,
            errors,
            token: self.token,
            email: self.owner.user.email,
        };
        html_with(status, &page)
    }

    /// What was typed, and what is easy to guess of the person.
    fn typed(&self, form: NewPasswordForm) -> NewPassword {
        let Owner { user, partner } = self.owner.clone();
        let product = self.request.layout.product.clone();
        NewPassword {
            password: form.password,
            again: form.password_again,
            about: vec![
                user.email,
                user.name,
                partner.legal_name,
                partner.domain,
                product,
            ],
        }
    }
}

/// The page behind the link; opening it uses nothing up.
pub(super) async fn edit(link: PasswordLinkRequest) -> Answer {
    link.page(StatusCode::OK, FieldErrors::default())
}

/// Sets the password and ends every session of that person.
pub(super) async fn update(link: PasswordLinkRequest, Form(form): Form<NewPasswordForm>) -> Answer {
    let (request, token) = (&link.request, link.token.clone());
    let set = link.typed(form).set(request.db(), token, request.now);
    match set.await {
        Ok(()) => {
            tracing::info!(user = %link.owner.user.id, "password set");
            let flash = Flash::good("Your password is set. Sign in with it.");
            Ok(request.done(&request.paths().sign_in(), flash))
        }
        Err(NewPasswordError::Accident(error)) => Err(error),
        Err(NewPasswordError::Dead) => {
            let layout = link.request.layout;
            html_with(StatusCode::GONE, &DeadPasswordLinkPage { layout })
        }
        Err(refused) => {
            let mut errors = FieldErrors::default();
            errors.explain(&refused);
            link.page(StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
    }
}
