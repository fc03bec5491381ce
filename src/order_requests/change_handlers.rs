//! Shows what a change of a subscription would come to, and asks its seller for it.

use actix_web::{http::StatusCode, web::Path};

use super::{
    change_page::{ChangePage, Found, Typed},
    comes::{self, Done},
    desk::{WORDS_MAX, desk},
    model::Act,
    queries,
    send_service::{self, ChangeAsk, NotSent, SendPress},
};
use crate::{
    customer_access::{CustomerRequest, Granted, ManageSubscriptions},
    db::{self, Conn, ids::SubscriptionId, types::Timestamp},
    error::AppError,
    identity::{ManageCustomers, Request},
    orders,
    subscriptions::{self, Act as SubscriptionAct, State, Subscription},
    text,
    web::{
        Answer,
        address::Question,
        form::{FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

type On = CustomerRequest<ManageSubscriptions>;

/// The page of an act, as its address names it.
fn page_of(name: &str) -> Option<SubscriptionAct> {
    let asked = [
        SubscriptionAct::Seats,
        SubscriptionAct::Suspension,
        SubscriptionAct::Cancellation,
    ];
    asked.into_iter().find(|act| act.name() == name)
}

/// What is asked on it, as the subscription is.
fn act_of(page: SubscriptionAct, row: &Subscription, to: Option<i32>) -> Act {
    match page {
        SubscriptionAct::Cancellation => Act::Cancel,
        SubscriptionAct::Suspension if row.state == State::Suspended => Act::Resume,
        SubscriptionAct::Suspension => Act::Suspend,
        _ if to.is_some_and(|to| to < row.quantity) => Act::FewerSeats,
        _ => Act::MoreSeats,
    }
}

fn licenses(text: &str) -> Result<i32, String> {
    let number = text.trim().parse::<i32>().ok().filter(|it| *it >= 0);
    number.ok_or_else(|| "The licenses are a whole number".to_owned())
}

/// The subscription of the address, of which the partner is reseller of record, and its customer. Whoever sells it is sent to
/// the act itself.
async fn open(
    mut request: Request<ManageCustomers>,
    id: SubscriptionId,
    page: SubscriptionAct,
) -> Result<Result<(On, Subscription), String>, AppError> {
    let read = request.read(move |conn, scope| subscriptions::find(conn, scope, id));
    let row = read.await?;
    if row.partner_id == request.scope().partner_id() {
        return Ok(Err(page.address(&row, request.paths())));
    }
    let on = CustomerRequest::open(request, row.customer_id.uuid()).await?;
    Ok(Ok((on, row)))
}

fn read(
    conn: &mut Conn,
    granted: &Granted<ManageSubscriptions>,
    (id, page, typed): (SubscriptionId, SubscriptionAct, &Typed),
    now: Timestamp,
) -> db::Result<Found> {
    let row = subscriptions::find(conn, granted.by.scope, id)?;
    let to = licenses(&typed.quantity).ok();
    let to = to.filter(|_| page == SubscriptionAct::Seats);
    let act = act_of(page, &row, to);
    let comes = match (page, to) {
        (SubscriptionAct::Seats, None) => page.closed(&row, now).map(Err),
        _ => Some(comes::change(conn, &row, (act, to), now)?),
    };
    let names = orders::names(conn, &[row.partner_id])?;
    Ok(Found {
        provider: names.get(&row.partner_id).cloned().unwrap_or_default(),
        customer: granted.entry.name.clone(),
        open: queries::open_of_subscription(conn, granted.by.scope, id)?.map(|it| it.id),
        done: match &comes {
            Some(Ok(comes)) => Done::of(conn, &row, (act, comes))?,
            _ => Done::default(),
        },
        page,
        act,
        comes,
        row,
    })
}

async fn page(
    mut on: On,
    (id, act, typed): (SubscriptionId, SubscriptionAct, Typed),
    (status, errors): (StatusCode, FieldErrors),
) -> Answer {
    let (now, of) = (on.request.now, typed.clone());
    let found = on.read(move |conn, granted| read(conn, granted, (id, act, &of), now));
    let found = found.await?;
    let shown = |layout| ChangePage::new(layout, &found, &typed, errors);
    on.request.page_with(status, shown).await
}

/// What it would come to.
pub(super) async fn show(request: Request<ManageCustomers>, id: Path<SubscriptionId>) -> Answer {
    let mut question = Question::of(request.query_string());
    let (act, quantity) = (question.text("act"), question.text("quantity"));
    let (act, quantity) = question.answer((act, quantity))?;
    let act = page_of(&act).unwrap_or(SubscriptionAct::Seats);
    let (on, row) = match open(request, id.into_inner(), act).await? {
        Ok(opened) => opened,
        Err(address) => return Ok(see_other(&address)),
    };
    let mut errors = FieldErrors::default();
    if let Some(why) = licenses(&quantity).err().filter(|_| !quantity.is_empty()) {
        errors.add("quantity", why);
    }
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let typed = Typed {
        quantity,
        ..Typed::default()
    };
    page(on, (row.id, act, typed), (status, errors)).await
}

/// What was shown, and what is said.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ChangeForm {
    act: String,
    quantity: String,
    version: String,
    key: String,
    shown: String,
    message: String,
    /// Not empty where only what it comes to is wanted.
    look: String,
}

impl ChangeForm {
    fn parse(
        &self,
        (page, row): (SubscriptionAct, &Subscription),
    ) -> Result<(ChangeAsk, SendPress), FieldErrors> {
        let mut errors = FieldErrors::default();
        let message = errors.take("message", text::paragraphs(&self.message, WORDS_MAX));
        let to = match page {
            SubscriptionAct::Seats => Some(errors.take("quantity", licenses(&self.quantity))),
            _ => None,
        };
        let ask = ChangeAsk {
            subscription: row.id,
            act: act_of(page, row, to),
            to,
            version: self.version.parse().unwrap_or_default(),
        };
        let press = SendPress {
            key: self.key.parse().unwrap_or_default(),
            shown: self.shown.clone(),
            message,
        };
        errors.or((ask, press))
    }

    /// What is answered where only what it comes to is wanted.
    fn look(&self) -> Option<(StatusCode, FieldErrors)> {
        if self.look.is_empty() {
            return None;
        }
        let mut errors = FieldErrors::default();
        Some(match licenses(&self.quantity) {
            Ok(_) => (StatusCode::OK, errors),
            Err(why) => {
                errors.add("quantity", why);
                (StatusCode::UNPROCESSABLE_ENTITY, errors)
            }
        })
    }

    fn typed(&self) -> Typed {
        Typed {
            quantity: self.quantity.clone(),
            message: self.message.clone(),
            key: self.key.parse().ok(),
        }
    }
}

/// Asks for it.
pub(super) async fn send(
    request: Request<ManageCustomers>,
    id: Path<SubscriptionId>,
    Form(form): Form<ChangeForm>,
) -> Answer {
    let act = page_of(&form.act).unwrap_or(SubscriptionAct::Seats);
    let (mut on, row) = match open(request, id.into_inner(), act).await? {
        Ok(opened) => opened,
        Err(address) => return Ok(see_other(&address)),
    };
    let of = (row.id, act, form.typed());
    if let Some(look) = form.look() {
        return page(on, of, look).await;
    }
    let (ask, press) = match form.parse((act, &row)) {
        Ok(parsed) => parsed,
        Err(errors) => return page(on, of, (StatusCode::UNPROCESSABLE_ENTITY, errors)).await,
    };
    let desk = desk(&on.request)?;
    let sent =
        on.write(move |tx, by, now| send_service::send_change(tx, by, &desk, (&ask, &press), now));
    match sent.await? {
        Ok(request) => {
            let page = on.request.paths().order_request(request.id);
            let flash =
                Flash::good("The request is sent. You are told by mail what becomes of it.");
            Ok(on.request.done(&page, flash))
        }
        Err(error) => refused(on, of, error).await,
    }
}

async fn refused(on: On, of: (SubscriptionId, SubscriptionAct, Typed), error: NotSent) -> Answer {
    if let NotSent::OtherContent(id) | NotSent::Open(id) = error {
        let page = on.request.paths().order_request(id);
        let flash = Flash::attention(format!("{error}."));
        return Ok(on.request.done(&page, flash));
    }
    let status = match error {
        NotSent::Db(error) => return Err(error.into()),
        NotSent::Changed => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    page(on, of, (status, FieldErrors::page(error.to_string()))).await
}
