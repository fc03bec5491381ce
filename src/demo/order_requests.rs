//! What the demo's reseller has asked its provider to order: one request that waits, one that was approved with another quantity,
//! and one that was declined. Through the same services as on the pages.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{
    Demo,
    orders::{PLACES, bill_to},
};
use crate::{
    carts::{self, NewLine, NotOrdered},
    customer_access::{FillCart, Granted, PlaceOrder},
    customer_account,
    customers::{self, Entry, Standing},
    db::{self, Conn, Tx, ids::CustomerId, schema::customer_entries, types::Timestamp},
    error::AppError,
    identity::{self, Authorized, ManageCustomers, Partner, RelationshipKind, Scope, SeePrices},
    order_requests::{self, NotAnswered, NotSent, SendPress},
    prices::{OffersFor, Segment, currencies_of, offers_for},
    relationships,
    renewals::Desk,
};

/// Who asks, and who answers.
const ASKER: &str = "elias.bergqvist@norrbacka.example";
const ANSWERER: &str = "juergen.ostertag@meridianquai.example";

/// What becomes of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Open,
    Approved,
    Declined,
}

/// What is asked: how many, with which words, how many hours ago, and what comes of it. The earliest first.
const ASKED: [(i32, &str, i64, Ending); 3] = [
    (
        30,
        "They open a second site next month and want to try it there first.",
        24 * 9,
        Ending::Declined,
    ),
    (
        25,
        "Twenty-five new colleagues start on Monday.",
        24 * 4,
        Ending::Approved,
    ),
    (
        8,
        "For the new warehouse team. They would like to begin this week.",
        27,
        Ending::Open,
    ),
];

/// Why what was asked could not be made.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error(transparent)]
    Sent(#[from] NotSent),
    #[error(transparent)]
    Answered(#[from] NotAnswered),
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Sends and answers them. Where the two have no customer in common with prices, there is nothing to ask.
///
/// # Errors
/// When a service refuses what a page would have refused, too.
pub(super) async fn send(demo: &Demo) -> Result<(), AppError> {
    let past = demo.clone();
    let sent = demo.db.write(move |tx| {
        let reseller = person(tx.conn(), ASKER)?;
        let provider = person(tx.conn(), ANSWERER)?;
        for (place, asked) in ASKED.iter().enumerate() {
            one(tx, &past, (&reseller, &provider), (place, asked))?;
        }
        Ok::<_, Refused>(())
    });
    sent.await.map_err(|error| match error {
        Refused::Db(error) => error.into(),
        other => AppError::Internal(other.to_string()),
    })
}

fn person(conn: &mut Conn, email: &str) -> db::Result<Authorized<ManageCustomers>> {
    let user = identity::user_by_email(conn, email)?.ok_or(db::Error::NotFound)?;
    Authorized::for_user(conn, user.id)
}

fn one(
    tx: &mut Tx<'_>,
    demo: &Demo,
    (reseller, provider): (&Authorized<ManageCustomers>, &Authorized<ManageCustomers>),
    (place, (quantity, message, hours, ending)): (usize, &(i32, &str, i64, Ending)),
) -> Result<(), Refused> {
    let at = demo.now.minus(Duration::hours(*hours));
    let desk = Desk {
        site: demo.site.clone(),
        product: demo.product.clone(),
    };
    let Some((entry, line)) = wanted(
        tx,
        reseller,
        &provider.staff.partner,
        (place, *quantity),
        at,
    )?
    else {
        return Ok(());
    };
    let keeper = Authorized::<SeePrices>::for_user(tx.conn(), reseller.staff.id)?;
    let filler = Granted::<FillCart>::of(tx, keeper, entry.clone(), at)?;
    match carts::add_line(tx, &filler, line, at) {
        Ok(()) => {}
        Err(carts::CartError::Db(error)) => return Err(error.into()),
        Err(_) => return Ok(()),
    }
    let review = carts::review(tx.conn(), &filler, at)?;
    let press = SendPress {
        key: review.key(),
        shown: review.shown(),
        message: (*message).to_owned(),
    };
    let granted = Granted::<PlaceOrder>::of(tx, reseller.clone(), entry, at)?;
    let request = order_requests::send_cart(tx, &granted, &desk, &press, at)?;
    let answered = at.plus(Duration::hours(5));
    match ending {
        Ending::Open => {}
        Ending::Declined => {
            let reason = "The second site is not in the bill-to data yet. Add it, and ask again.";
            order_requests::decline(tx, provider, &desk, (request.id, reason), answered)?;
        }
        Ending::Approved => {
            let approval = order_requests::as_asked(tx.conn(), &request, answered)?;
            order_requests::approve(tx, provider, &desk, &approval, answered)?;
        }
    }
    Ok(())
}

/// A customer of both, the latest first, and a plan of the provider's list for it.
fn wanted(
    tx: &mut Tx<'_>,
    reseller: &Authorized<ManageCustomers>,
    provider: &Partner,
    (place, quantity): (usize, i32),
    at: Timestamp,
) -> db::Result<Option<(Entry, NewLine)>> {
    for entry in connected(tx.conn(), reseller.scope)? {
        let Some(customer) = entry.customer_id.filter(|_| entry.since <= at) else {
            continue;
        };
        let theirs = relationships::active_of(tx.conn(), Scope::of(provider), customer)?;
        let is_provider = |kind| kind == RelationshipKind::IndirectProvider;
        if !theirs
            .iter()
            .any(|it| is_provider(it.kind) && it.started_at <= at)
        {
            continue;
        }
        let Some((market, currency)) = market(tx, reseller, &entry, (provider, customer), at)?
        else {
            continue;
        };
        let wanted = OffersFor {
            market,
            currency,
            segment: Segment::Commercial,
            text: String::new(),
        };
        let (offers, _) = offers_for(tx.conn(), Scope::of(provider), &wanted, 20, at)?;
        let plain = offers
            .iter()
            .filter(|it| !it.plan.sku_title.contains("Archive"));
        let price = plain.filter_map(|it| it.prices.first()).nth(place);
        if let Some(price) = price {
            let line = NewLine {
                price: price.id,
                quantity,
                provider: Some(provider.id),
            };
            return Ok(Some((entry, line)));
        }
    }
    Ok(None)
}

/// Where the provider sends its bills for the customer, which the reseller keeps, too; and a currency of its prices there.
fn market(
    tx: &mut Tx<'_>,
    reseller: &Authorized<ManageCustomers>,
    entry: &Entry,
    (provider, customer): (&Partner, CustomerId),
    at: Timestamp,
) -> db::Result<Option<(String, String)>> {
    let scope = Scope::of(provider);
    let Some(theirs) = customers::entry_of(tx.conn(), scope, customer)? else {
        return Ok(None);
    };
    let known = customer_account::bill_to_of(tx.conn(), scope, theirs.id)?;
    let country = known.map(|(known, _)| known.words.country);
    let place = PLACES
        .iter()
        .position(|it| Some(it.0) == country.as_deref());
    let Some(place) = place else {
        return Ok(None);
    };
    let market = bill_to(tx, reseller, entry, place, at).map_err(|error| match error {
        NotOrdered::Db(error) => error,
        other => db::Error::Accident(other.to_string()),
    })?;
    let currencies = currencies_of(tx.conn(), scope, &market)?;
    Ok(currencies
        .into_iter()
        .next()
        .map(|currency| (market, currency)))
}

fn connected(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Entry>> {
    Ok(customer_entries::table
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        .filter(customer_entries::standing.eq(Standing::Connected))
        .order((customer_entries::since.desc(), customer_entries::id))
        .select(Entry::as_select())
        .load(conn)?)
}
