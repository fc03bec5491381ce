//! One order.

use actix_web::web::Path;

use super::{
    list_queries::{self, Names},
    number::Number,
    order::{Kind, Order, OrderLine},
    queries,
    show_page::{ShowPage, Shown},
};
use crate::{
    charges::Day,
    db::{self, Conn, ids::OrderId},
    error::AppError,
    identity::{self, Request, Scope, View},
    web::{Answer, see_other},
};

/// What its page is called by.
enum Name {
    Number(Number),
    Key(OrderId),
}

/// All that the page shows.
struct Found {
    order: Order,
    lines: Vec<OrderLine>,
    names: Names,
    /// Who asked and who confirmed, for the seller alone.
    people: (String, String),
    /// The first day of the term of what was added in the middle of one.
    term_began: Option<Day>,
}

fn read(conn: &mut Conn, scope: Scope, name: &Name) -> db::Result<Found> {
    let order = match name {
        Name::Number(number) => queries::by_number(conn, scope, *number)?,
        Name::Key(id) => queries::find(conn, scope, *id)?,
    };
    let mut partners = vec![order.partner_id];
    partners.extend(order.partner_id_on_record);
    let people = people(conn, scope, &order)?;
    let lines = queries::lines_of(conn, order.id)?;
    Ok(Found {
        term_began: match lines.first().filter(|_| order.kind == Kind::Seats) {
            Some(line) => queries::lines_of_term(conn, line.subscription_id, line.ends_on)?
                .first()
                .map(|(first, _)| Day::of(first.begins_on)),
            None => None,
        },
        lines,
        names: list_queries::names(conn, &partners)?,
        people,
        order,
    })
}

/// Who asked and who confirmed, for the seller alone.
fn people(conn: &mut Conn, scope: Scope, order: &Order) -> db::Result<(String, String)> {
    let own = order.partner_id == scope.partner_id();
    let confirmed = match order.confirmed_by.filter(|_| own) {
        Some(user) => identity::user(conn, scope, user)?.name,
        None => String::new(),
    };
    Ok(match asked_by_reseller(conn, scope, order)? {
        Some(name) => (name, confirmed),
        None => (confirmed.clone(), confirmed),
    })
}

/// Who asked for it, where that was not who confirmed it: somebody of its reseller of record, whom its seller is told of.
fn asked_by_reseller(conn: &mut Conn, scope: Scope, order: &Order) -> db::Result<Option<String>> {
    let own = order.partner_id == scope.partner_id();
    let asked = order
        .asked_by
        .filter(|_| own && order.asked_by != order.confirmed_by);
    let (Some(user), Some(reseller)) = (asked, order.partner_id_on_record) else {
        return Ok(None);
    };
    let reseller = identity::find_partner(conn, reseller)?;
    match identity::user(conn, Scope::of(&reseller), user) {
        Ok(user) => Ok(Some(format!("{}, {}", user.name, reseller.legal_name))),
        Err(db::Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The page, which prints well.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn show(mut request: Request<View>, name: Path<String>) -> Answer {
    let typed = name.into_inner();
    let name = match (typed.parse(), typed.parse()) {
        (Ok(number), _) => Name::Number(number),
        (_, Ok(key)) => Name::Key(key),
        _ => return Err(AppError::NotFound),
    };
    let read = request.read(move |conn, scope| read(conn, scope, &name));
    let found = read.await?;
    let right = found.order.name_for(request.scope().partner_id());
    if typed != right {
        return Ok(see_other(&request.paths().order(&right)));
    }
    let by = request.by.clone();
    let shown = Shown {
        order: &found.order,
        lines: &found.lines,
        names: &found.names,
        people: (&found.people.0, &found.people.1),
        term_began: found.term_began,
    };
    request
        .page(|layout| ShowPage::new(layout, &by, &shown))
        .await
}
