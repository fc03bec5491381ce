//! The page on which a subscription is cancelled.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    acting::{Acting, SellerActing, Told},
    cancellation::{Cancellation, propose},
    cancellation_service::{self, Cancelled},
    people::{self, People, PeopleView},
    problem::NotChanged,
    seats_handlers::press,
    view::{About, MoneyView},
};
use crate::{
    customer_access::{Granted, ManageSubscriptions},
    db::ids::OrderPress,
    error::AppError,
    identity::Layout,
    subscriptions::{self, Subscription},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Manager = Acting<ManageSubscriptions>;

#[derive(Template)]
#[template(path = "subscription_changes/cancellation.html")]
struct CancellationPage {
    layout: Layout,
    errors: FieldErrors,
    about: About,
    /// Why it cannot be cancelled.
    closed: String,
    renewal_href: String,
    until: String,
    money: Option<MoneyView>,
    orphans: Vec<String>,
    people: Option<PeopleView>,
    has_scheduled: bool,
    key: String,
    shown: String,
    here: String,
    button: String,
}

/// What the page is of.
struct Found {
    row: Subscription,
    proposed: Result<Cancellation, String>,
    has_scheduled: bool,
    people: Option<People>,
}

impl CancellationPage {
    fn new(
        layout: Layout,
        granted: &Granted<ManageSubscriptions>,
        found: &Found,
        key: OrderPress,
    ) -> Self {
        let (row, paths) = (&found.row, &layout.paths);
        let proposed = found.proposed.as_ref().ok();
        Self {
            errors: FieldErrors::default(),
            closed: found.proposed.as_ref().err().cloned().unwrap_or_default(),
            renewal_href: paths.subscription_renewal(row.id),
            until: row.cancellation_allowed_until_date.words(),
            money: proposed
                .map(|it| MoneyView::new(&it.lines, it.sums, &row.currency, String::new())),
            orphans: proposed.map(|it| it.orphans.clone()).unwrap_or_default(),
            people: found
                .people
                .as_ref()
                .map(|it| PeopleView::new(it, granted, row, &layout)),
            has_scheduled: found.has_scheduled,
            key: key.to_string(),
            shown: proposed.map(Cancellation::shown).unwrap_or_default(),
            here: paths.subscription_cancellation(row.id),
            button: format!("Cancel {}", row.name()),
            about: About::new(&layout, row, &granted.entry.name),
            layout: layout.in_section("subscriptions"),
        }
    }
}

async fn page(
    mut acting: Manager,
    key: OrderPress,
    (status, errors): (StatusCode, FieldErrors),
) -> Answer {
    let (id, now) = (acting.row.id, acting.on.request.now);
    let read = acting.on.read(move |conn, granted| {
        let row = subscriptions::find(conn, granted.by.scope, id)?;
        let proposed = match propose(conn, granted.by.scope, &row, now) {
            Ok(proposed) => Ok(proposed),
            Err(NotChanged::Db(error)) => return Err(error),
            Err(other) => Err(other.to_string()),
        };
        Ok(Found {
            has_scheduled: subscriptions::scheduled_change(conn, id)?.is_some(),
            people: people::losing(conn, granted, &row, row.quantity)?,
            proposed,
            row,
        })
    });
    let found = read.await.map_err(AppError::from)?;
    let granted = acting.on.granted.clone();
    let shown = |layout| CancellationPage {
        errors,
        ..CancellationPage::new(layout, &granted, &found, key)
    };
    acting.on.request.page_with(status, shown).await
}

/// What it does, and what comes back.
pub(super) async fn show(SellerActing(acting): SellerActing<ManageSubscriptions>) -> Answer {
    let fine = (StatusCode::OK, FieldErrors::default());
    page(acting, OrderPress::new(), fine).await
}

/// What was shown.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CancellationForm {
    version: String,
    key: String,
    shown: String,
}

/// Cancels it.
pub(super) async fn cancel(
    SellerActing(mut acting): SellerActing<ManageSubscriptions>,
    Form(form): Form<CancellationForm>,
) -> Answer {
    let entry = acting.on.granted.entry.clone();
    let pressed = press(acting.row.id, (&form.version, &form.key, &form.shown));
    let cancelled = match pressed {
        Ok(press) => {
            let cancel = acting.on.request.write(move |tx, by, now| {
                cancellation_service::cancel(tx, by, &entry, &press, now)
            });
            cancel.await
        }
        Err(error) => Err(error),
    };
    match cancelled {
        Ok(cancelled) => Ok(acting.done(done(&acting, &cancelled))),
        Err(error) => match acting.told(error).await? {
            Told::Elsewhere(answer) => Ok(answer),
            Told::Here(status, errors) => {
                let key = form.key.parse().unwrap_or_default();
                page(acting, key, (status, errors)).await
            }
        },
    }
}

fn done(acting: &Manager, cancelled: &Cancelled) -> Flash {
    let number = cancelled.order.number().to_string();
    let lost = match cancelled.lost {
        0 => String::new(),
        1 => " One person lost their license.".to_owned(),
        many => format!(" {many} people lost their licenses."),
    };
    let order = acting.on.request.paths().order(&number);
    Flash::good(format!(
        "The subscription is cancelled. What was left of it is returned with order {number}.{lost}"
    ))
    .with_link(format!("Show order {number}"), order)
}
