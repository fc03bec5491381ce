//! One request, and the acts on it.

use actix_web::{HttpResponse, http::StatusCode, web::Path};

use super::{
    answer_service,
    approve_service::{self, Approval, NotAnswered},
    comes,
    desk::{WORDS_MAX, desk},
    model::{OrderRequest, RequestLine},
    queries,
    show_page::{FIELDS, Found, ShowPage, Typed},
};
use crate::{
    activity::{self, EventKinds},
    db::{
        self, Conn,
        ids::{OrderRequestId, PlanId},
        types::Timestamp,
    },
    error::{AppError, Refusal},
    identity::{self, ManageCustomers, Permission, Request, Scope, View},
    orders, subscriptions, text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

/// Most licenses of a line.
const MOST: i32 = 10_000_000;
/// A whole number for each line; none where a word is no such number.
fn quantities(words: &[String]) -> Option<Vec<i32>> {
    let number = |word: &String| {
        let number = word.trim().parse::<i32>().ok();
        number.filter(|it| (0..=MOST).contains(it))
    };
    words.iter().map(number).collect()
}

fn read(
    conn: &mut Conn,
    scope: Scope,
    (id, words): (OrderRequestId, &[String]),
    now: Timestamp,
) -> db::Result<Found> {
    let request = queries::find(conn, scope, id)?;
    let lines = queries::lines(conn, id)?;
    let asked = comes::asked(&request, &lines);
    let wanted = quantities(words).filter(|all| all.len() == asked.len());
    let wanted = wanted.unwrap_or(asked);
    let now_comes = match request.is_open(now) {
        true => Some(comes::at_once(conn, &request, (&lines, &wanted), now)?),
        false => None,
    };
    let names = orders::names(conn, &[request.partner_id, request.provider_id])?;
    let reseller = Scope::of(&identity::find_partner(conn, request.partner_id)?);
    let order = request.order_id.map(|id| orders::find(conn, scope, id));
    Ok(Found {
        is_seen: sees(conn, scope, &request)?,
        asker: identity::user(conn, reseller, request.asked_by)?.name,
        events: activity::of_subject(conn, scope, id)?,
        order: order.transpose()?,
        again: ordered_again(conn, scope, (&request, &lines), now)?,
        names,
        wanted,
        at_once: now_comes,
        lines,
        request,
    })
}

/// While it waits: which of its plans the partner ordered for the same customer in the last hour, as approving it would come on
/// top (rule 12). A reseller has no such orders.
fn ordered_again(
    conn: &mut Conn,
    scope: Scope,
    (request, lines): (&OrderRequest, &[RequestLine]),
    now: Timestamp,
) -> db::Result<Vec<(PlanId, orders::Number)>> {
    if !request.is_open(now) {
        return Ok(Vec::new());
    }
    let plans: Vec<PlanId> = lines.iter().map(|line| line.plan_id).collect();
    let hour = now.minus(chrono::Duration::hours(1));
    orders::ordered_since(conn, scope, request.customer_id, &plans, hour)
}

/// Whether a partner may see the subscription: another reseller may be of record by now.
fn sees(conn: &mut Conn, scope: Scope, request: &OrderRequest) -> db::Result<bool> {
    let Some(id) = request.subscription_id else {
        return Ok(false);
    };
    match subscriptions::find(conn, scope, id) {
        Ok(_) => Ok(true),
        Err(db::Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

async fn page<P: Permission>(
    mut request: Request<P>,
    (id, words): (OrderRequestId, Vec<String>),
    typed: Typed,
    (status, errors): (StatusCode, FieldErrors),
) -> Answer {
    let now = request.now;
    let typed = Typed {
        quantities: words.clone(),
        ..typed
    };
    let read = request.read(move |conn, scope| read(conn, scope, (id, &words), now));
    let found = read.await?;
    let viewer = orders::Viewer::of(&request.by, found.request.provider_id);
    let own = request.scope().partner_id();
    let kinds = *request.part::<EventKinds>()?.get_ref();
    let shown = |layout| ShowPage::new(layout, (viewer, own), &found, (typed, errors, kinds), now);
    request.page_with(status, shown).await
}

/// The request.
pub(super) async fn show(request: Request<View>, id: Path<OrderRequestId>) -> Answer {
    let of = (id.into_inner(), Vec::new());
    let fine = (StatusCode::OK, FieldErrors::default());
    page(request, of, Typed::default(), fine).await
}

const NOT_WHOLE: &str = "The licenses are whole numbers; 0 leaves a line out";

/// What was shown, and what is said.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ApproveForm {
    quantity: Vec<String>,
    version: String,
    shown: String,
    scheduled: String,
    /// Not empty where only what it comes to is wanted.
    look: String,
}

impl ApproveForm {
    fn approval(&self, id: OrderRequestId) -> Option<Approval> {
        Some(Approval {
            id,
            wanted: quantities(&self.quantity)?,
            shown: self.shown.clone(),
            version: self.version.parse().unwrap_or_default(),
            keep: match self.scheduled.as_str() {
                "keep" => Some(true),
                "drop" => Some(false),
                _ => None,
            },
        })
    }
}

/// Approves it, or shows what these quantities come to.
pub(super) async fn approve(
    mut request: Request<ManageCustomers>,
    id: Path<OrderRequestId>,
    Form(form): Form<ApproveForm>,
) -> Answer {
    let id = id.into_inner();
    let approval = form.approval(id);
    let typed = Typed {
        scheduled: form.scheduled.clone(),
        ..Typed::default()
    };
    let Some(approval) = approval else {
        let unread = (StatusCode::UNPROCESSABLE_ENTITY, not_whole(&form.quantity));
        return page(request, (id, form.quantity), typed, unread).await;
    };
    if !form.look.is_empty() {
        let fine = (StatusCode::OK, FieldErrors::default());
        return page(request, (id, form.quantity), typed, fine).await;
    }
    let desk = desk(&request)?;
    let done =
        request.write(move |tx, by, now| approve_service::approve(tx, by, &desk, &approval, now));
    match done.await {
        Ok(done) => Ok(approved(&request, &done)),
        Err(error) => refused(request, (id, form.quantity), typed, error).await,
    }
}

/// Says at the first field that is none that it has to be a whole number.
fn not_whole(words: &[String]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let is_wrong = |word: &String| quantities(std::slice::from_ref(word)).is_none();
    let place = words.iter().position(is_wrong).unwrap_or_default();
    let field = FIELDS.get(place).copied().unwrap_or_default();
    errors.add(field, NOT_WHOLE);
    errors
}

fn approved<P>(request: &Request<P>, done: &OrderRequest) -> HttpResponse {
    let paths = request.paths();
    let words = match done.order_id {
        Some(_) => "The request is approved, and the order is placed. The reseller is told.",
        None => "The request is approved, and done. The reseller is told.",
    };
    request.done(&paths.order_request(done.id), Flash::good(words))
}

/// Why it is declined.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeclineForm {
    reason: String,
}

impl DeclineForm {
    fn parse(&self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reason = errors.take("reason", text::paragraphs(&self.reason, WORDS_MAX));
        if reason.trim().is_empty() && errors.get("reason").is_none() {
            errors.add("reason", "Say why, for whoever asked");
        }
        errors.or(reason)
    }
}

/// Declines it.
pub(super) async fn decline(
    mut request: Request<ManageCustomers>,
    id: Path<OrderRequestId>,
    Form(form): Form<DeclineForm>,
) -> Answer {
    let (id, typed) = (id.into_inner(), Typed::of(&form.reason));
    let reason = match form.parse() {
        Ok(reason) => reason,
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return page(request, (id, Vec::new()), typed, (status, errors)).await;
        }
    };
    let desk = desk(&request)?;
    let done = request
        .write(move |tx, by, now| answer_service::decline(tx, by, &desk, (id, &reason), now))
        .await;
    match done {
        Ok(_) => Ok(done_with(
            &request,
            id,
            "The request is declined. The reseller is told.",
        )),
        Err(error) => refused(request, (id, Vec::new()), typed, error).await,
    }
}

/// Takes it back.
pub(super) async fn withdraw(
    mut request: Request<ManageCustomers>,
    id: Path<OrderRequestId>,
) -> Answer {
    let id = id.into_inner();
    let desk = desk(&request)?;
    let done = request
        .write(move |tx, by, now| answer_service::take_back(tx, by, &desk, id, now))
        .await;
    match done {
        Ok(_) => Ok(done_with(
            &request,
            id,
            "The request is withdrawn. The provider is told.",
        )),
        Err(error) => refused(request, (id, Vec::new()), Typed::default(), error).await,
    }
}

fn done_with<P>(request: &Request<P>, id: OrderRequestId, words: &str) -> HttpResponse {
    request.done(&request.paths().order_request(id), Flash::good(words))
}

async fn refused(
    request: Request<ManageCustomers>,
    of: (OrderRequestId, Vec<String>),
    typed: Typed,
    error: NotAnswered,
) -> Answer {
    let mut errors = FieldErrors::default();
    let status = match &error {
        NotAnswered::Changed => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    match error {
        NotAnswered::Db(error) => return Err(error.into()),
        NotAnswered::NotYours => return Err(not_yours(&request, of.0)),
        NotAnswered::Already => {
            let address = request.paths().order_request(of.0);
            let flash = Flash::attention(ALREADY);
            return Ok(request.done(&address, flash));
        }
        NotAnswered::Refused(field, why) => errors.add(field, why),
        other => errors.add("", other.to_string()),
    }
    page(request, of, typed, (status, errors)).await
}

const ALREADY: &str = "Nothing was done: this request has an answer already, or its time is over.";

fn not_yours<P>(request: &Request<P>, id: OrderRequestId) -> AppError {
    AppError::Forbidden(Refusal {
        message: "A request is approved or declined by the provider that it was sent to, and withdrawn by the reseller that sent it.".to_owned(),
        people: Vec::new(),
        step: Some((
            "Show the request".to_owned(),
            request.paths().order_request(id),
        )),
    })
}
