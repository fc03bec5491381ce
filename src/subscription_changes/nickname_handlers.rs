//! The page on which a subscription gets a name.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    acting::{Acting, Told},
    holding::Seen,
    nickname_service,
    problem::NotChanged,
    view::About,
};
use crate::{
    customer_access::NameSubscriptions,
    error::AppError,
    identity::Layout,
    subscriptions::{self, Act},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Namer = Acting<NameSubscriptions>;

#[derive(Template)]
#[template(path = "subscription_changes/nickname.html")]
struct NicknamePage {
    layout: Layout,
    errors: FieldErrors,
    about: About,
    closed: String,
    nickname: String,
    here: String,
}

async fn page(
    mut acting: Namer,
    typed: Option<String>,
    (status, errors): (StatusCode, FieldErrors),
) -> Answer {
    let (id, now) = (acting.row.id, acting.on.request.now);
    let read = acting
        .on
        .read(move |conn, granted| subscriptions::find(conn, granted.by.scope, id));
    let row = read.await.map_err(AppError::from)?;
    let customer = acting.on.granted.entry.name.clone();
    let shown = |layout: Layout| NicknamePage {
        errors,
        closed: Act::Nickname.closed(&row, now).unwrap_or_default(),
        nickname: typed.unwrap_or_else(|| row.friendly_name.clone()),
        here: layout.paths.subscription_nickname(row.id),
        about: About::new(&layout, &row, &customer),
        layout: layout.in_section("subscriptions"),
    };
    acting.on.request.page_with(status, shown).await
}

/// What it is called.
pub(super) async fn show(acting: Namer) -> Answer {
    page(acting, None, (StatusCode::OK, FieldErrors::default())).await
}

/// What was typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NicknameForm {
    version: String,
    nickname: String,
}

async fn carry_out(
    acting: &mut Namer,
    form: &NicknameForm,
) -> Result<Result<(), NotChanged>, AppError> {
    let parsed = nickname_service::nickname(&form.nickname)
        .and_then(|name| Ok((name, form.version.parse().map_err(|_| NotChanged::Stale)?)));
    let (name, version) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return Ok(Err(error)),
    };
    let seen = Seen {
        id: acting.row.id,
        version,
    };
    let named = acting
        .on
        .write(move |tx, granted, now| nickname_service::name(tx, granted, seen, &name, now));
    named.await
}

/// Names it.
pub(super) async fn name(mut acting: Namer, Form(form): Form<NicknameForm>) -> Answer {
    match carry_out(&mut acting, &form).await? {
        Ok(()) => Ok(acting.done(Flash::good("The nickname is saved."))),
        Err(error) => match acting.told(error).await? {
            Told::Elsewhere(answer) => Ok(answer),
            Told::Here(status, errors) => page(acting, Some(form.nickname), (status, errors)).await,
        },
    }
}
