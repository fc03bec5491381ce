//! The page on which a customer's user sets a password, behind the link that was mailed to them. Nobody has to be signed
//! in; opening it changes nothing.

use actix_web::{
    HttpRequest,
    http::{StatusCode, header},
    web::{Data, Path},
};
use askama::Template;

use super::link_service::{self, Behind};
use crate::{
    clock::Clock,
    db::{self, Db},
    error::AppError,
    identity::{PasswordFault, hash_new_password},
    translations::{Text, Texts},
    web::{
        Answer,
        form::{ErrorWords, FieldErrors, Form},
        html, html_with,
        layout::PublicLayout,
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

/// What the request is about, in the language of its reader: the link's, unless the browser does not take it.
struct Visit {
    layout: PublicLayout,
    t: Texts,
    behind: Behind,
}

impl Visit {
    /// `NotFound` where there never was such a link.
    async fn begin(
        http: &HttpRequest,
        mut layout: PublicLayout,
        db: &Db,
        clock: &Clock,
        token: &str,
    ) -> Result<Self, AppError> {
        let (token, now) = (token.to_owned(), clock.now());
        let read = db.read(move |conn| link_service::behind(conn, &token, now));
        let behind = read
            .await
            .map_err(|error: db::Error| AppError::from(error))?
            .ok_or(AppError::NotFound)?;
        let accepted = http.headers().get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok());
        let language = behind.language.for_browser(accepted.unwrap_or_default());
        layout.lang = language.as_str().to_owned();
        Ok(Self {
            layout,
            t: Texts::of(language),
            behind,
        })
    }

    /// 410: it sets no password any more.
    fn dead(self) -> Answer {
        let page = ToldPage {
            title: self.t.password_dead(),
            text: self.t.password_dead_text(),
            layout: self.layout,
        };
        html_with(StatusCode::GONE, &page)
    }
}

/// The page.
///
/// # Errors
/// `NotFound` for what never was a link.
pub(super) async fn edit(
    http: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> Answer {
    let visit = Visit::begin(&http, layout, &db, &clock, &token).await?;
    let Some(user) = &visit.behind.user else {
        return visit.dead();
    };
    html(&PasswordPage {
        account: user.user_name.clone(),
        layout: visit.layout,
        t: visit.t,
        errors: FieldErrors::default(),
        token: token.into_inner(),
    })
}

/// The new password, twice.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PasswordForm {
    password: String,
    password_again: String,
}

/// Sets it.
///
/// # Errors
/// `NotFound` for what never was a link.
pub(super) async fn update(
    http: HttpRequest,
    layout: PublicLayout,
    token: Path<String>,
    db: Data<Db>,
    clock: Data<Clock>,
    Form(form): Form<PasswordForm>,
) -> Answer {
    let visit = Visit::begin(&http, layout, &db, &clock, &token).await?;
    if visit.behind.user.is_none() {
        return visit.dead();
    }
    let about = about(&visit);
    let hash = match checked(visit.t, form, about).await? {
        Ok(hash) => hash,
        Err(errors) => return again(visit, token.into_inner(), errors),
    };
    let now = clock.now();
    let set = db.write(move |tx| link_service::set_password(tx, &token, &hash, now));
    match set.await {
        Ok(()) => done(visit),
        Err(db::Error::NotFound) => visit.dead(),
        Err(other) => Err(other.into()),
    }
}

/// What no password may be.
fn about(visit: &Visit) -> Vec<String> {
    let mut about = visit.behind.about.clone();
    about.push(visit.layout.product.clone());
    about
}

fn done(visit: Visit) -> Answer {
    html(&ToldPage {
        title: visit.t.password_done(),
        text: visit.t.password_done_text(),
        layout: visit.layout,
    })
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

fn again(visit: Visit, token: String, errors: FieldErrors) -> Answer {
    let user = visit.behind.user.as_ref();
    let account = user.map(|user| user.user_name.clone()).unwrap_or_default();
    html_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &PasswordPage {
            layout: visit.layout,
            t: visit.t,
            errors,
            token,
            account,
        },
    )
}
