//! The page on which a customer's user sets a password, behind the link that was mailed to them. Nobody has to be signed
//! in; opening it changes nothing.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::{StatusCode, header},
};
use askama::Template;

use super::link_service::{self, Behind};
use crate::{
    db,
    error::AppError,
    identity::{PasswordFault, hash_new_password},
    translations::{Text, Texts},
    web::{
        Answer,
        form::{ErrorWords, FieldErrors, Form},
        html_with,
        layout::PublicLayout,
        public_request::PublicRequest,
    },
};

#[derive(Template)]
#[template(path = "directory/password.html")]
struct PasswordPage {
    layout: PublicLayout,
    t: Texts,
    errors: FieldErrors,
    token: String,
    account: String,
}

#[derive(Template)]
#[template(path = "directory/password_told.html")]
struct ToldPage {
    layout: PublicLayout,
    title: Text,
    text: Text,
}

/// The link that was opened, in the language of its reader: the link's, unless the browser does not take it.
pub(super) struct Visit {
    request: PublicRequest,
    token: String,
    t: Texts,
    behind: Behind,
}

impl FromRequest for Visit {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = PublicRequest::from_request(http, payload);
        let token = http.match_info().get("token").map(str::to_owned);
        Box::pin(async move { Self::open(request.await?, token.unwrap_or_default()).await })
    }
}

impl Visit {
    /// `NotFound` where there never was such a link.
    async fn open(mut request: PublicRequest, token: String) -> Result<Self, AppError> {
        let (looked_up, now) = (token.clone(), request.now);
        let read = request.read(move |conn| link_service::behind(conn, &looked_up, now));
        let behind = read.await?.ok_or(AppError::NotFound)?;
        let accepted = request.http().headers().get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        let language = behind.language.for_browser(accepted.unwrap_or_default());
        request.layout.lang = language.as_str().to_owned();
        Ok(Self {
            request,
            token,
            t: Texts::of(language),
            behind,
        })
    }

    /// 410: it sets no password any more.
    fn dead(self) -> Answer {
        let page = ToldPage {
            title: self.t.password_dead(),
            text: self.t.password_dead_text(),
            layout: self.request.layout,
        };
        html_with(StatusCode::GONE, &page)
    }

    /// What no password may be.
    fn about(&self) -> Vec<String> {
        let mut about = self.behind.about.clone();
        about.push(self.request.layout.product.clone());
        about
    }

    fn done(self) -> Answer {
        let (title, text) = (self.t.password_done(), self.t.password_done_text());
        self.request.page(|layout| ToldPage {
            layout,
            title,
            text,
        })
    }

    fn form(self, errors: FieldErrors) -> PasswordPage {
        let user = self.behind.user.as_ref();
        PasswordPage {
            account: user.map(|user| user.user_name.clone()).unwrap_or_default(),
            layout: self.request.layout,
            t: self.t,
            errors,
            token: self.token,
        }
    }
}

/// The page. Opening it changes nothing.
pub(super) async fn edit(visit: Visit) -> Answer {
    match visit.behind.user {
        Some(_) => html_with(StatusCode::OK, &visit.form(FieldErrors::default())),
        None => visit.dead(),
    }
}

/// The new password, twice.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PasswordForm {
    password: String,
    password_again: String,
}

/// Sets it.
pub(super) async fn update(visit: Visit, Form(form): Form<PasswordForm>) -> Answer {
    if visit.behind.user.is_none() {
        return visit.dead();
    }
    let hash = match checked(visit.t, form, visit.about()).await? {
        Ok(hash) => hash,
        Err(errors) => {
            return html_with(StatusCode::UNPROCESSABLE_ENTITY, &visit.form(errors));
        }
    };
    let token = visit.token.clone();
    let set = visit
        .request
        .write(move |tx, now| link_service::set_password(tx, &token, &hash, now));
    match set.await {
        Ok(()) => visit.done(),
        Err(db::Error::NotFound) => visit.dead(),
        Err(other) => Err(other.into()),
    }
}

/// The hash of a password that may be set.
async fn checked(
    t: Texts,
    form: PasswordForm,
    about: Vec<String>,
) -> Result<Result<String, FieldErrors>, AppError> {
    let mut errors = FieldErrors::default().in_words(ErrorWords {
        prefix: t.error_prefix(),
        summary: t.error_summary(),
    });
    if form.password != form.password_again {
        errors.add("password_again", t.password_differs());
        return Ok(Err(errors));
    }
    Ok(match hash_new_password(form.password, about).await? {
        Ok(hash) => Ok(hash),
        Err(fault) => {
            errors.add("password", fault_words(t, fault));
            Err(errors)
        }
    })
}

fn fault_words(t: Texts, fault: PasswordFault) -> Text {
    match fault {
        PasswordFault::Short(length) => t.password_short(length),
        PasswordFault::Long => t.password_long(),
        PasswordFault::Easy => t.password_easy(),
    }
}
