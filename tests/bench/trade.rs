//! A seller with many subscriptions: its lists and pages at each size, and the job that renews beside a page that is asked for
//! meanwhile.

use std::time::{Duration, Instant};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::db::{
    ids::{PartnerId, PlanId, SubscriptionId},
    keyset::Cursor,
    schema::subscriptions,
    types::Timestamp,
};

use crate::support::{
    client::Client,
    load::{Figures, page},
    machine::machine,
    report::{Table, tenths, whole},
    server::Server,
    so_long,
    subscriptions::{due, fill, make_due},
    variable,
    world::World,
};

/// Subscriptions for each customer that the partner has, connected or not.
const EACH: u32 = 10;
/// How long a page is asked for again and again, between two looks at what was renewed.
const LOOK: Duration = Duration::from_secs(10);
/// The job comes every minute, but waits for the end of the lease of a process that was killed.
const PATIENCE: Duration = Duration::from_secs(200);

/// Fills the world with them; says how many.
pub(crate) fn prepare(world: &World) -> u32 {
    let number = world.size * variable("BENCH_EACH", EACH);
    eprintln!(
        "filling {} with {number} subscriptions",
        world.store.kind().name()
    );
    fill(world, number);
    number
}

/// Every page by its name.
pub(crate) fn addresses(world: &World) -> Vec<(&'static str, String)> {
    let (paths, middle) = (world.site.paths(), middle(world));
    let customer = world.middle().customer.uuid();
    let list = |query: &str| match query {
        "" => paths.subscriptions(),
        query => format!("{}?{query}", paths.subscriptions()),
    };
    let (plan, other) = (middle.plan, World::joint_reseller());
    vec![
        ("subscriptions", list("")),
        (
            "subscriptions, from the middle",
            list(&format!("after={}", middle.cursor)),
        ),
        ("subscriptions, active", list("state=active")),
        ("subscriptions, disabled", list("state=disabled")),
        ("subscriptions, expired (none)", list("state=expired")),
        ("subscriptions, 30 days", list("renews=30")),
        ("subscriptions, 90 days", list("renews=90")),
        ("subscriptions, of a plan", list(&format!("plan={plan}"))),
        (
            "subscriptions, of a plan, suspended",
            list(&format!("plan={plan}&state=suspended")),
        ),
        (
            "subscriptions, of a plan, expired (none)",
            list(&format!("plan={plan}&state=expired")),
        ),
        (
            "subscriptions, of a plan, 30 days",
            list(&format!("plan={plan}&renews=30")),
        ),
        (
            "subscriptions, of a reseller (none)",
            list(&format!("reseller={other}")),
        ),
        (
            "subscriptions, of a reseller, 30 days (none)",
            list(&format!("reseller={other}&renews=30")),
        ),
        (
            "subscriptions, disabled, 30 days (none)",
            list("state=disabled&renews=30"),
        ),
        ("subscriptions, unused licenses", list("licenses=unused")),
        (
            "subscriptions, unused licenses, disabled (none)",
            list("licenses=unused&state=disabled"),
        ),
        (
            "subscriptions, unused licenses, of a plan",
            list(&format!("licenses=unused&plan={plan}")),
        ),
        (
            "subscriptions, unused licenses, of a plan, expired (none)",
            list(&format!("licenses=unused&plan={plan}&state=expired")),
        ),
        (
            "subscriptions, unused licenses, expired (none)",
            list("licenses=unused&state=expired"),
        ),
        ("what happens next", paths.coming()),
        ("dashboard", paths.home()),
        ("subscription", paths.subscription(middle.id)),
        (
            "subscription, renewal",
            paths.subscription_renewal(middle.id),
        ),
        (
            "subscription, licenses",
            paths.subscription_seats(middle.id),
        ),
        (
            "customer, subscriptions",
            paths.customer_subscriptions(customer),
        ),
        ("customer, orders", paths.customer_orders(customer)),
        ("orders", paths.orders()),
        ("prices", paths.prices()),
        ("customers", paths.customers()),
    ]
}

struct Middle {
    id: SubscriptionId,
    plan: PlanId,
    cursor: String,
}

/// One of a customer that has many, in the middle of the year.
fn middle(world: &World) -> Middle {
    let partner: PartnerId = world.partner;
    let of = subscriptions::table
        .filter(subscriptions::partner_id.eq(partner))
        .filter(subscriptions::state.eq("active"))
        .filter(subscriptions::auto_renew_enabled.eq(true))
        .filter(subscriptions::commitment_end_date.gt(world.now.plus(chrono::Duration::days(180))))
        .order((subscriptions::commitment_end_date, subscriptions::id))
        .select((
            subscriptions::id,
            subscriptions::plan_id,
            subscriptions::commitment_end_date,
        ));
    let (id, plan, end): (SubscriptionId, PlanId, Timestamp) =
        world.store.read(|conn| Ok(of.first(conn)?));
    let key = end.rfc3339();
    let cursor = Cursor {
        key,
        id: id.to_string(),
    }
    .encode();
    Middle { id, plan, cursor }
}

/// Lets the program renew what waits for it, and asks for the customer list meanwhile.
pub(crate) async fn renew(world: &World, number: u32) {
    let wanted = variable("BENCH_RENEWALS", 50_000).min(number / 4);
    make_due(world, wanted);
    let server = Server::of(world, &[]).await;
    let path = world.site.paths().customers();
    let mut agent = [Client::signed_in(world).await];
    let mut table = Table::new(
        format!(
            "{} renewals of {} subscriptions, {}",
            whole(wanted.into()),
            whole(number.into()),
            world.store.kind().name()
        ),
        [
            "left",
            "renewed a second",
            "processor µs each",
            "memory MiB",
            "customer list, median ms",
            "p99 ms",
        ],
    );
    let mut row = |left: u32, renewed: Option<(f64, f64)>, figures: &Figures| {
        let (second, each) = renewed.map_or_else(Default::default, |(second, each)| {
            (whole(second), whole(each))
        });
        table.row([
            whole(left.into()),
            second,
            each,
            tenths(server.memory()),
            tenths(figures.wait(50)),
            tenths(figures.wait(99)),
        ]);
    };
    // Before the job comes.
    let mut left = due(world);
    let rest = page((&server, &world.store), &mut agent, &path, so_long()).await;
    row(left, None, &rest);
    let begun = Instant::now();
    while left > 0 {
        let (at, before) = (Instant::now(), server.processor_time(&world.store));
        let figures = page((&server, &world.store), &mut agent, &path, LOOK).await;
        let (now, took) = (due(world), at.elapsed().as_secs_f64());
        let (renewed, processor) = (
            f64::from(left - now),
            server.processor_time(&world.store).saturating_sub(before),
        );
        // What the pages cost before the job came: it is part of what they seem to cost now.
        let of_pages = rest.processor() * figures.per_second() * took;
        let each = (processor.as_secs_f64() * 1e6 - of_pages).max(0.0) / renewed.max(1.0);
        row(now, Some((renewed / took, each)), &figures);
        assert!(
            now < left || begun.elapsed() < PATIENCE,
            "nothing is renewed"
        );
        left = now;
    }
    table.done(&machine(&world.store));
}
