//! What happens at the end of a term: chosen by the seller and by the reseller of record.

use actix_web::http::StatusCode;

use super::{
    acting::{Acting, Told},
    holding::Seen,
    next_term::{Wanted, plans, propose},
    people,
    problem::NotChanged,
    renewal_page::{Found, Own, RenewalPage, Typed},
    renewal_service,
    seats_handlers::licenses,
};
use crate::{
    customer_access::{Granted, ManageSubscriptions},
    db::{
        Conn,
        ids::{PlanId, SubscriptionId},
        types::Timestamp,
    },
    error::AppError,
    orders::Viewer,
    prices::{Billing, Term},
    subscriptions::{self, Act, Subscription},
    web::{
        Answer,
        address::Question,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

pub(super) type Manager = Acting<ManageSubscriptions>;

/// What is wanted; nothing where nothing was typed.
pub(super) fn wanted(typed: &Typed, errors: &mut FieldErrors) -> Option<Wanted> {
    if typed.quantity.is_empty() && typed.plan.is_empty() {
        return None;
    }
    let quantity = licenses(&typed.quantity).map_err(|why| errors.add("quantity", why));
    let plan = typed.plan.parse::<PlanId>();
    let plan = plan.map_err(|_| errors.add("plan", "Choose a plan"));
    let term = typed.term.parse::<Term>();
    let term = term.map_err(|_| errors.add("term", "Choose a term"));
    let billing = typed.billing.parse::<Billing>();
    let billing = billing.map_err(|_| errors.add("billing", "Choose how it is billed"));
    Some(Wanted {
        quantity: quantity.ok()?,
        plan: plan.ok()?,
        term: term.ok()?,
        billing: billing.ok()?,
    })
}

/// What the seller sees beside it, and what stands against what is wanted.
fn own(
    conn: &mut Conn,
    granted: &Granted<ManageSubscriptions>,
    row: &Subscription,
    (wanted, now): (Option<Wanted>, Timestamp),
) -> Result<(Own, Option<NotChanged>), NotChanged> {
    let scope = granted.by.scope;
    let proposed = wanted.map(|it| propose(conn, scope, row, it, now));
    let (proposal, problem) = match proposed.transpose() {
        Ok(proposal) => (proposal, None),
        Err(NotChanged::Db(error)) => return Err(error.into()),
        Err(problem) => (None, Some(problem)),
    };
    let plans = plans(conn, scope, row)?;
    let fewer = proposal
        .as_ref()
        .map_or(0, |next| row.fewer_as(&next.plan, next.change.quantity));
    let people = people::losing(conn, granted, row, fewer)?;
    let own = Own {
        plans,
        proposal,
        people,
    };
    Ok((own, problem))
}

fn read(
    conn: &mut Conn,
    granted: &Granted<ManageSubscriptions>,
    id: SubscriptionId,
    (wanted, now): (Option<Wanted>, Timestamp),
) -> Result<(Found, Option<NotChanged>), NotChanged> {
    let scope = granted.by.scope;
    let row = subscriptions::find(conn, scope, id)?;
    let (own, problem) = match row.partner_id == scope.partner_id() {
        true => own(conn, granted, &row, (wanted, now)).map(|(own, why)| (Some(own), why))?,
        false => (None, None),
    };
    let scheduled = subscriptions::scheduled_in_words(conn, &row)?;
    let found = Found {
        idle: people::idle(conn, &row)?,
        closed: Act::Renewal.closed(&row, now),
        ahead: subscriptions::ahead(conn, &row)?,
        viewer: Viewer::of(&granted.by, row.partner_id),
        own,
        scheduled,
        row,
    };
    Ok((found, problem))
}

/// The page, with what is wrong and with what the next term would cost.
pub(super) async fn page(
    mut acting: Manager,
    typed: Typed,
    (status, mut errors): (StatusCode, FieldErrors),
) -> Answer {
    let (id, now) = (acting.row.id, acting.on.request.now);
    let mut told = FieldErrors::default();
    let wanted = wanted(&typed, &mut told);
    if errors.is_empty() {
        errors = told;
    }
    let found = acting
        .on
        .read(move |conn, granted| read(conn, granted, id, (wanted, now)));
    let (found, problem) = match found.await {
        Ok(found) => found,
        Err(NotChanged::Db(error)) => return Err(error.into()),
        Err(_) => return Err(AppError::NotFound),
    };
    if let Some(NotChanged::Field(field, why)) = problem.filter(|_| errors.is_empty()) {
        errors.add(field, why);
    }
    let status = match (status, errors.is_empty()) {
        (StatusCode::OK, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (status, _) => status,
    };
    let granted = acting.on.granted.clone();
    let shown = |layout| RenewalPage::new(layout, &granted, &found, &typed, errors);
    acting.on.request.page_with(status, shown).await
}

/// What is chosen, what is scheduled, and what would be.
pub(super) async fn show(acting: Manager) -> Answer {
    let mut question = Question::of(acting.on.request.query_string());
    let typed = Typed {
        quantity: question.text("quantity"),
        plan: question.text("plan"),
        term: question.text("term"),
        billing: question.text("billing"),
    };
    let typed = question.answer(typed)?;
    page(acting, typed, (StatusCode::OK, FieldErrors::default())).await
}

/// What is chosen.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RenewalForm {
    version: String,
    choice: String,
}

impl RenewalForm {
    fn choice(&self, id: SubscriptionId) -> Result<(Seen, bool), NotChanged> {
        let renews = match self.choice.as_str() {
            "renew" => true,
            "end" => false,
            _ => {
                let why = "Say whether it renews or ends";
                return Err(NotChanged::Field("choice", why.to_owned()));
            }
        };
        let version = self.version.parse().map_err(|_| NotChanged::Stale)?;
        Ok((Seen { id, version }, renews))
    }
}

/// Chooses it.
pub(super) async fn choose(mut acting: Manager, Form(form): Form<RenewalForm>) -> Answer {
    let entry = acting.on.granted.entry.clone();
    let chosen = match form.choice(acting.row.id) {
        Ok((seen, renews)) => {
            let choose = acting.on.request.write(move |tx, by, now| {
                renewal_service::choose(tx, by, &entry, seen, (renews, now))
            });
            choose.await
        }
        Err(error) => Err(error),
    };
    match chosen {
        Ok(()) => Ok(acting.done(Flash::good(match form.choice.as_str() {
            "renew" => "The subscription renews at the end of its term.",
            _ => "The subscription ends with its term.",
        }))),
        Err(error) => match acting.told(error).await? {
            Told::Elsewhere(answer) => Ok(answer),
            Told::Here(status, errors) => page(acting, Typed::default(), (status, errors)).await,
        },
    }
}
