//! More licenses, and fewer.

use actix_web::http::StatusCode;

use super::{
    acting::{Acting, SellerActing, Told},
    holding::{Press, Seen},
    people,
    problem::NotChanged,
    seats::propose,
    seats_page::{Found, SeatsPage, Typed},
    seats_service::{self, SeatsPress},
};
use crate::{
    customer_access::{Granted, ManageSubscriptions},
    db::{Conn, ids::SubscriptionId, types::Timestamp},
    orders::{self, Order},
    prices,
    subscriptions::{self, Act, still_returnable},
    text,
    web::{
        Answer,
        address::Question,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Manager = Acting<ManageSubscriptions>;

/// A whole number of licenses.
pub(super) fn licenses(text: &str) -> Result<i32, String> {
    let number = text.trim().parse::<i32>().ok().filter(|it| *it >= 0);
    number.ok_or_else(|| "The licenses are a whole number".to_owned())
}

fn read(
    conn: &mut Conn,
    granted: &Granted<ManageSubscriptions>,
    id: SubscriptionId,
    (to, now): (Option<i32>, Timestamp),
) -> Result<(Found, Option<NotChanged>), NotChanged> {
    let scope = granted.by.scope;
    let row = subscriptions::find(conn, scope, id)?;
    let proposed = to.map(|to| propose(conn, scope, &row, to, now)).transpose();
    let (proposal, problem) = match proposed {
        Ok(proposal) => (proposal, None),
        Err(NotChanged::Db(error)) => return Err(error.into()),
        Err(problem) => (None, Some(problem)),
    };
    let lines = orders::lines_of_term(conn, id, row.commitment_end_date)?;
    let plan = prices::find_plan(conn, scope, row.plan_id)?;
    let scheduled = subscriptions::scheduled_in_words(conn, &row)?;
    let fewer = proposal.as_ref().map_or(0, |it| row.quantity - it.to);
    let found = Found {
        people: people::losing(conn, granted, &row, fewer)?,
        closed: Act::Seats.closed(&row, now),
        back: still_returnable(&row, &lines, now),
        plan,
        proposal,
        scheduled: scheduled.map(|(_, words)| words),
        row,
    };
    Ok((found, problem))
}

/// The page, with what is wrong and with what it would come to.
async fn page(
    mut acting: Manager,
    typed: Typed,
    (status, mut errors): (StatusCode, FieldErrors),
) -> Answer {
    let (id, now) = (acting.row.id, acting.on.request.now);
    let to = match typed.quantity.as_str() {
        "" => None,
        text => licenses(text).ok(),
    };
    let found = acting
        .on
        .read(move |conn, granted| read(conn, granted, id, (to, now)));
    let (found, problem) = match found.await {
        Ok(found) => found,
        Err(NotChanged::Db(error)) => return Err(error.into()),
        Err(_) => return Err(crate::error::AppError::NotFound),
    };
    // What stands against it is told once.
    if let Some(NotChanged::Field(field, why)) = problem.filter(|_| errors.is_empty()) {
        errors.add(field, why);
    }
    let status = match (status, errors.is_empty()) {
        (StatusCode::OK, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (status, _) => status,
    };
    let granted = acting.on.granted.clone();
    let shown = |layout| SeatsPage::new(layout, &granted, &found, &typed, errors);
    acting.on.request.page_with(status, shown).await
}

/// How many it has, what can be given back, and what it would come to.
pub(super) async fn show(SellerActing(acting): SellerActing<ManageSubscriptions>) -> Answer {
    let mut question = Question::of(acting.on.request.query_string());
    let quantity = question.text("quantity");
    let quantity = question.answer(quantity)?;
    let mut errors = FieldErrors::default();
    if let Some(why) = licenses(&quantity).err().filter(|_| !quantity.is_empty()) {
        errors.add("quantity", why);
    }
    let typed = Typed {
        quantity,
        ..Typed::default()
    };
    page(acting, typed, (StatusCode::OK, errors)).await
}

/// What was shown, and what is said.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SeatsForm {
    quantity: String,
    scheduled: String,
    version: String,
    key: String,
    shown: String,
}

impl SeatsForm {
    fn typed(&self) -> Typed {
        Typed {
            quantity: self.quantity.clone(),
            scheduled: self.scheduled.clone(),
            key: self.key.parse().ok(),
        }
    }

    fn press(&self, id: SubscriptionId) -> Result<SeatsPress, NotChanged> {
        let to = licenses(&self.quantity).map_err(|why| NotChanged::Field("quantity", why))?;
        Ok(SeatsPress {
            press: press(id, (&self.version, &self.key, &self.shown))?,
            to,
            keep: match self.scheduled.as_str() {
                "keep" => Some(true),
                "drop" => Some(false),
                _ => None,
            },
        })
    }
}

/// The press of a form; one that carries no key or version was opened before this page was what it is.
pub(super) fn press(
    id: SubscriptionId,
    (version, key, shown): (&str, &str, &str),
) -> Result<Press, NotChanged> {
    let version = version.parse().map_err(|_| NotChanged::Stale)?;
    Ok(Press {
        seen: Seen { id, version },
        key: key.parse().map_err(|_| NotChanged::Stale)?,
        shown: shown.to_owned(),
        asked_by: None,
    })
}

/// Changes it.
pub(super) async fn change(
    SellerActing(mut acting): SellerActing<ManageSubscriptions>,
    Form(form): Form<SeatsForm>,
) -> Answer {
    let (entry, pressed) = (acting.on.granted.entry.clone(), form.press(acting.row.id));
    let changed = match pressed {
        Ok(pressed) => {
            let change = acting.on.request.write(move |tx, by, now| {
                seats_service::change_seats(tx, by, &entry, &pressed, now)
            });
            change.await
        }
        Err(error) => Err(error),
    };
    match changed {
        Ok(order) => Ok(acting.done(done(&acting, &order, &form.quantity))),
        Err(error) => match acting.told(error).await? {
            Told::Elsewhere(answer) => Ok(answer),
            Told::Here(status, errors) => page(acting, form.typed(), (status, errors)).await,
        },
    }
}

fn done(acting: &Manager, order: &Order, to: &str) -> Flash {
    let number = order.number().to_string();
    let paths = acting.on.request.paths();
    Flash::good(format!(
        "Order {number} is placed. The subscription has {} now.",
        text::licenses(to.trim().parse::<i32>().unwrap_or_default())
    ))
    .with_link(format!("Show order {number}"), paths.order(&number))
}
