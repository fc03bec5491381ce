//! What the demo's sellers have ordered for their customers, through the same services as on the pages.

use chrono::Duration;
use diesel::{
    ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper,
};

use super::Demo;
use crate::{
    carts::{self, Choice, NotOrdered, Pressed},
    customer_access::{FillCart, Granted, ManageBillTo},
    customer_account::{self, BillToWords},
    customers::{Entry, Standing},
    db::{
        self, Conn, Tx,
        ids::UserId,
        schema::{customer_entries, directory_users},
        types::Timestamp,
    },
    error::AppError,
    identity::{self, Authorized, ManageCustomers, Partner, Scope, SeePrices},
    jobs::{Job, Step, Task},
    language::Language,
    partnerships::{self, Side},
    prices::{Offer, OffersFor, Segment, currencies_of, offers_for},
    relationships,
    renewals::MoveOn,
};

/// Customers of each seller for which something was ordered.
const MOST: i64 = 24;
/// Plans to choose from.
const PLANS: usize = 40;
/// Licenses that are ordered.
const QUANTITIES: [i32; 6] = [12, 40, 5, 180, 25, 3];
/// Days before now of which something was ordered.
const PAST: i64 = 120;

/// Where bills for customers go of which that is not kept yet: the markets of the demo's price lists.
pub(super) const PLACES: [(&str, &str, &str, &str); 3] = [
    ("DE", "Musterstraße 21", "12345", "Musterstadt"),
    ("GB", "21 Example Street", "EX1 2MP", "Exampleton"),
    ("JP", "Mihon-cho 2-1", "100-0000", "Tokyo"),
];

/// Orders, in the name of one of a seller's staff. Partners that are no sellers have nothing to order.
///
/// # Errors
/// When a service refuses what a page would have refused, too.
pub(super) async fn place(demo: &Demo, user: UserId) -> Result<(), AppError> {
    let now = demo.now;
    let placed = demo.db.write(move |tx| {
        let by = Authorized::<ManageCustomers>::for_user(tx.conn(), user)?;
        let partner = by.staff.partner.clone();
        if !crate::prices::keeps_list(&partner) {
            return Ok(());
        }
        let resellers = resellers(tx.conn(), &by)?;
        let mut wanted = Vec::new();
        for (place, entry) in connected(tx.conn(), by.scope)?.into_iter().enumerate() {
            let days = i64::try_from(place * 37 % 120)
                .unwrap_or_default()
                .min(PAST);
            wanted.push((
                now.minus(Duration::days(days)).max(entry.since),
                place,
                entry,
            ));
        }
        // Numbers are given in the order of time.
        wanted.sort_by_key(|(at, place, _)| (*at, *place));
        let mut day = now.minus(Duration::days(PAST)).start_of_day();
        for (at, place, entry) in wanted {
            day = renew(tx, day, at)?;
            one(tx, &by, &entry, (place, &resellers), at)?;
        }
        renew(tx, day, now)?;
        Ok::<_, NotOrdered>(())
    });
    placed.await.map_err(|error| match error {
        NotOrdered::Db(error) => error.into(),
        other => AppError::Internal(other.to_string()),
    })
}

/// What the time does to subscriptions, day by day from one on until an instant; returns the day behind it.
fn renew(tx: &mut Tx<'_>, from: Timestamp, until: Timestamp) -> db::Result<Timestamp> {
    let mut day = from;
    while day <= until {
        let task = Task {
            kind: MoveOn.kind().to_owned(),
            key: String::new(),
            due_at: day,
            attempts: 1,
        };
        while MoveOn.step(tx, &task, day)? == Step::More {}
        day = day.plus(Duration::days(1));
    }
    Ok(day)
}

/// The latest ones, and all that have users, who can be given licenses.
fn connected(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Entry>> {
    let all = || {
        customer_entries::table
            .filter(customer_entries::partner_id.eq(scope.partner_id()))
            .filter(customer_entries::standing.eq(Standing::Connected))
            .order((customer_entries::since.desc(), customer_entries::id))
            .select(Entry::as_select())
    };
    let mut entries: Vec<Entry> = all().limit(MOST).load(conn)?;
    let with_users = directory_users::table.select(directory_users::customer_id.nullable());
    let with_users = all().filter(customer_entries::customer_id.eq_any(with_users));
    for entry in with_users.load::<Entry>(conn)? {
        if !entries.iter().any(|known| known.id == entry.id) {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// Those that a seller works with.
fn resellers(conn: &mut Conn, by: &Authorized<ManageCustomers>) -> db::Result<Vec<Partner>> {
    let all = identity::partners(conn)?.into_iter();
    let mut found = Vec::new();
    for partner in all.filter(|it| it.is_reseller) {
        if partnerships::active_with(conn, by.scope, Side::Provider, partner.id)?.is_some() {
            found.push(partner);
        }
    }
    Ok(found)
}

/// One order for one customer; none where the seller has no prices for its country.
fn one(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    (place, resellers): (usize, &[Partner]),
    at: Timestamp,
) -> Result<(), NotOrdered> {
    let keeper = Authorized::<SeePrices>::for_user(tx.conn(), by.staff.id)?;
    let market = bill_to(tx, by, entry, place, at)?;
    let granted = Granted::<FillCart>::of(tx, keeper, entry.clone(), at)?;
    let currencies = currencies_of(tx.conn(), by.scope, &market)?;
    let Some(currency) = currencies.into_iter().next() else {
        return Ok(());
    };
    let wanted = OffersFor {
        market,
        currency,
        segment: Segment::Commercial,
        text: String::new(),
    };
    let (found, _) = offers_for(tx.conn(), by.scope, &wanted, PLANS, at)?;
    for number in 0..=place % 3 {
        // The archive needs a mailbox, which not every customer has.
        let plans = found
            .iter()
            .filter(|it| !it.plan.sku_title.contains("Archive"));
        let Some(line) = line(plans, place * 5 + number * 7) else {
            continue;
        };
        carts::add_line(tx, &granted, line, at).map_err(|error| match error {
            crate::carts::CartError::Db(error) => NotOrdered::Db(error),
            _ => NotOrdered::Lines,
        })?;
    }
    let review = carts::review(tx.conn(), &granted, at)?;
    let pressed = Pressed {
        key: review.key(),
        shown: review.shown(),
        choice: choice(tx.conn(), &granted, resellers)?,
    };
    carts::confirm(tx, by, entry, &pressed, at)?;
    Ok(())
}

/// The reseller that is connected with the customer, too; else the seller sells directly.
fn choice(
    conn: &mut Conn,
    granted: &Granted<FillCart>,
    resellers: &[Partner],
) -> db::Result<Choice> {
    for reseller in resellers {
        let theirs = relationships::active_of(conn, Scope::of(reseller), granted.customer)?;
        if !theirs.is_empty() {
            return Ok(Choice::Reseller(reseller.id));
        }
    }
    Ok(Choice::Direct)
}

fn line<'a>(
    offers: impl Iterator<Item = &'a Offer> + Clone,
    place: usize,
) -> Option<carts::NewLine> {
    let number = offers.clone().count();
    let offer = offers.into_iter().nth(place % number.max(1))?;
    let price = offer.prices.get(place % offer.prices.len().max(1))?;
    Some(carts::NewLine {
        price: price.id,
        quantity: QUANTITIES.get(place % QUANTITIES.len()).copied()?,
        provider: None,
    })
}

/// The country to which bills for a customer go; said here where it is not kept yet.
pub(super) fn bill_to(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    place: usize,
    at: Timestamp,
) -> Result<String, NotOrdered> {
    if let Some((known, _)) = customer_account::bill_to_of(tx.conn(), by.scope, entry.id)? {
        return Ok(known.words.country);
    }
    let granted = Granted::<ManageBillTo>::of(tx, by.clone(), entry.clone(), at)?;
    let [first, ..] = PLACES;
    let found = PLACES.get(place % PLACES.len()).copied();
    let (country, line1, postal_code, city) = found.unwrap_or(first);
    let words = BillToWords {
        company: entry.name.clone(),
        line1: line1.to_owned(),
        line2: String::new(),
        city: city.to_owned(),
        region: String::new(),
        postal_code: postal_code.to_owned(),
        country: country.to_owned(),
        contact_name: "Accounts payable".to_owned(),
        contact_email: format!("accounts@{}", entry.domain),
        contact_phone: String::new(),
        language: Language::English,
    };
    let saved = customer_account::save_bill_to(tx, &granted, &words, 0, at);
    saved.map_err(|error| match error {
        crate::web::rival::SaveError::Db(error) => NotOrdered::Db(error),
        crate::web::rival::SaveError::Stale => NotOrdered::Lacking,
    })?;
    Ok(words.country)
}
