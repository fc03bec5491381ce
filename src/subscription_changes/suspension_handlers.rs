//! The page on which a subscription is suspended, and resumed.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    acting::{Acting, SellerActing, Told},
    holding::Seen,
    people,
    problem::NotChanged,
    suspension_service,
    view::About,
};
use crate::{
    customer_access::ManageSubscriptions,
    db,
    error::AppError,
    identity::Layout,
    subscriptions::{self, Act, State},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Manager = Acting<ManageSubscriptions>;

#[derive(Template)]
#[template(path = "subscription_changes/suspension.html")]
struct SuspensionPage {
    layout: Layout,
    errors: FieldErrors,
    about: About,
    /// Why neither can be done.
    closed: String,
    is_suspended: bool,
    renews: bool,
    has_scheduled: bool,
    /// Whose licenses stop working; empty where nobody's do.
    idle: String,
    here: String,
    button: String,
}

async fn page(mut acting: Manager, (status, errors): (StatusCode, FieldErrors)) -> Answer {
    let (id, now) = (acting.row.id, acting.on.request.now);
    let read = acting.on.read(move |conn, granted| {
        let row = subscriptions::find(conn, granted.by.scope, id)?;
        let has_scheduled = subscriptions::scheduled_change(conn, id)?.is_some();
        let idle = people::idle(conn, &row)?;
        Ok::<_, db::Error>((row, has_scheduled, idle))
    });
    let (row, has_scheduled, idle) = read.await.map_err(AppError::from)?;
    let customer = acting.on.granted.entry.name.clone();
    let shown = |layout: Layout| SuspensionPage {
        errors,
        closed: Act::Suspension.closed(&row, now).unwrap_or_default(),
        is_suspended: row.state == State::Suspended,
        renews: row.auto_renew_enabled,
        has_scheduled,
        idle: people::idle_words(idle),
        here: layout.paths.subscription_suspension(row.id),
        button: format!("{} {}", Act::Suspension.label(&row), row.name()),
        about: About::new(&layout, &row, &customer),
        layout: layout.in_section("subscriptions"),
    };
    acting.on.request.page_with(status, shown).await
}

/// What it does.
pub(super) async fn show(SellerActing(acting): SellerActing<ManageSubscriptions>) -> Answer {
    page(acting, (StatusCode::OK, FieldErrors::default())).await
}

/// Which of the two.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SuspensionForm {
    version: String,
    act: String,
}

/// Suspends or resumes it.
pub(super) async fn change(
    SellerActing(mut acting): SellerActing<ManageSubscriptions>,
    Form(form): Form<SuspensionForm>,
) -> Answer {
    let (entry, id) = (acting.on.granted.entry.clone(), acting.row.id);
    let resumes = form.act == "resume";
    let changed = match form.version.parse() {
        Ok(version) => {
            let seen = Seen { id, version };
            let change = acting.on.request.write(move |tx, by, now| match resumes {
                true => suspension_service::resume(tx, by, &entry, seen, now),
                false => suspension_service::suspend(tx, by, &entry, seen, now),
            });
            change.await
        }
        Err(_) => Err(NotChanged::Stale),
    };
    match changed {
        Ok(()) => Ok(acting.done(done(&acting, resumes))),
        Err(error) => match acting.told(error).await? {
            Told::Elsewhere(answer) => Ok(answer),
            Told::Here(status, errors) => page(acting, (status, errors)).await,
        },
    }
}

fn done(acting: &Manager, resumes: bool) -> Flash {
    if !resumes {
        return Flash::good(
            "The subscription is suspended. Its licenses do not work until it is resumed.",
        );
    }
    let renewal = acting
        .on
        .request
        .paths()
        .subscription_renewal(acting.row.id);
    Flash::good("The subscription is resumed, and its licenses work. It still ends with its term.")
        .with_link("Let it renew", renewal)
}
