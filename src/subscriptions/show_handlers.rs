//! One subscription.

use std::collections::HashMap;

use actix_web::web::Path;

use super::{
    acts::Act,
    model::Subscription,
    outlook::ahead,
    queries, scheduled,
    show_page::{ActView, ShowPage, Shown},
};
use crate::{
    activity::{self, EventKinds},
    customer_access::{
        Between, Blocked, ManageSubscriptions, NameSubscriptions, look, why_blocked,
    },
    customers::Entry,
    db::{self, Conn, ids::SubscriptionId, types::Timestamp},
    identity::{Request, Scope, View},
    orders,
    web::Answer,
};

/// Lines of its history.
const LINES: i64 = 100;

type Found = (Shown, Entry, Between);

fn read(conn: &mut Conn, scope: Scope, id: SubscriptionId, now: Timestamp) -> db::Result<Found> {
    let subscription = queries::find(conn, scope, id)?;
    let mut partners = vec![subscription.partner_id];
    partners.extend(subscription.partner_id_on_record);
    let names: HashMap<_, _> = orders::names(conn, &partners)?;
    let (entry, between) = look(conn, scope, subscription.customer_id.uuid(), now)?;
    let change = scheduled::scheduled_in_words(conn, &subscription)?;
    let mut lines = orders::lines_of_subscription(conn, id, LINES)?;
    let own = scope.partner_id();
    lines.retain(|(_, order)| order.is_seen_by(own));
    let shown = Shown {
        customer: entry.name.clone(),
        lines,
        of_term: orders::lines_of_term(conn, id, subscription.commitment_end_date)?,
        events: activity::of_subject(conn, scope, id)?,
        scheduled: change.map(|(_, words)| words),
        names,
        ahead: ahead(conn, &subscription)?,
        subscription,
    };
    Ok((shown, entry, between))
}

/// The page.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn show(mut request: Request<View>, id: Path<SubscriptionId>) -> Answer {
    let (id, now) = (id.into_inner(), request.now);
    let read = request.read(move |conn, scope| read(conn, scope, id, now));
    let (shown, entry, between) = read.await?;
    let manage = why_blocked::<ManageSubscriptions, _>(&mut request, &entry, &between).await?;
    let name = why_blocked::<NameSubscriptions, _>(&mut request, &entry, &between).await?;
    let concerned = Act::ALL.iter();
    let concerned = concerned.filter(|act| act.concerns(&shown.subscription));
    let acts = concerned.map(|act| {
        let blocked = match act {
            Act::Nickname => name.clone(),
            _ => manage.clone(),
        };
        view(*act, &request, &shown, blocked)
    });
    let acts = acts.collect();
    let (by, kinds) = (request.by.clone(), *request.part::<EventKinds>()?.get_ref());
    request
        .page(|layout| ShowPage::new(layout, &by, &shown, (acts, kinds), now))
        .await
}

/// An act as a link, or why it is none: what the subscription itself stands against it comes first.
fn view(act: Act, request: &Request<View>, shown: &Shown, blocked: Option<Blocked>) -> ActView {
    let row = &shown.subscription;
    let reason = |reason| Blocked { reason, step: None };
    let closed = act.closed(row, request.now).map(reason);
    let others = others(act, request.scope(), shown).map(reason);
    let why = closed.or(others).or(blocked);
    let asks = row.partner_id != request.scope().partner_id() && act.is_asked_for();
    ActView {
        name: act.name(),
        label: match asks {
            true => act.asking_label(row),
            false => act.label(row),
        },
        href: match asks {
            true => request.paths().subscription_request(row.id, act.name()),
            false => act.address(row, request.paths()),
        },
        why,
    }
}

/// What only the seller does.
fn others(act: Act, scope: Scope, shown: &Shown) -> Option<String> {
    let row: &Subscription = &shown.subscription;
    let is_own = row.partner_id == scope.partner_id();
    (!is_own && !act.is_the_resellers_too() && !act.is_asked_for()).then(|| {
        let seller = shown.names.get(&row.partner_id);
        format!(
            "It is sold by {}. Ask them to change it.",
            seller.map_or("another partner", String::as_str)
        )
    })
}
