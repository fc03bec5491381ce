//! Gives the partner subscriptions beyond those of the demo: copies of what was ordered there, spread over its connected
//! customers, over the days of a year, and over states.

use diesel::{
    ExpressionMethods, QueryDsl, QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt,
};
use partner_center::db::{
    Db, Result, Tx,
    ids::{OrderId, SubscriptionId},
    schema::{orders, subscriptions},
};

use super::{
    sql::{copy, numbers_of, run},
    store::Kind,
    world::World,
};

/// So many are copied in one transaction.
const STEP: u32 = 20_000;
/// Subscriptions of which others are copies.
const TEMPLATES: u32 = 12;
/// The connected customers by number, for the time of filling.
const CUSTOMERS: &str = "bench_customers";

/// So many subscriptions, for each connected customer as many as for another.
pub(crate) fn fill(world: &World, number: u32) {
    let db = world.store.open();
    let filling = Filling { world };
    let customers = db.write_now(|tx| filling.customers(tx)).unwrap();
    filling.in_steps(&db, customers, &|tx, source| filling.orders(tx, source));
    let templates = filling.templates(&db);
    filling.in_steps(&db, number, &|tx, source| {
        filling.subscriptions(tx, (&templates, customers), source)
    });
    db.write_now(|tx| run(tx, &format!("DROP TABLE {CUSTOMERS}")))
        .unwrap();
    drop(db);
    world.store.settle();
}

/// Puts so many terms a year back, so that their ends are past and they wait to be renewed.
pub(crate) fn make_due(world: &World, number: u32) {
    let dialect = world.store.dialect();
    let columns = [
        "effective_start_date",
        "commitment_start_date",
        "commitment_end_date",
        "renewed_at",
        "cancellation_allowed_until_date",
        "next_at",
    ];
    let set = columns.map(|column| format!("{column} = {}", dialect.shifted(column, -1)));
    let statement = format!(
        "UPDATE subscriptions SET {} WHERE id IN (SELECT id FROM subscriptions WHERE partner_id = '{}' AND state = 'active' \
         AND auto_renew_enabled AND order_id IN (SELECT id FROM orders WHERE number > {FIRST}) ORDER BY id LIMIT {number})",
        set.join(", "),
        world.partner
    );
    let db = world.store.open();
    db.write_now(|tx| {
        take_your_time(world, tx)?;
        run(tx, &statement)
    })
    .unwrap();
}

/// How many wait to be renewed.
pub(crate) fn due(world: &World) -> u32 {
    let due = subscriptions::table
        .filter(subscriptions::next_at.le(world.now))
        .count();
    let due: i64 = world.store.read(|conn| Ok(due.get_result(conn)?));
    u32::try_from(due).unwrap()
}

/// Numbers of copied orders are beyond it.
const FIRST: u32 = 10_000_000;

/// The program's connections give a statement of PostgreSQL a minute.
fn take_your_time(world: &World, tx: &mut Tx<'_>) -> Result<()> {
    match world.store.kind() {
        Kind::Sqlite => Ok(()),
        Kind::Postgres => run(tx, "SET LOCAL statement_timeout = 0"),
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

struct Filling<'w> {
    world: &'w World,
}

impl Filling<'_> {
    /// Numbers the connected customers, and says how many there are.
    fn customers(&self, tx: &mut Tx<'_>) -> Result<u32> {
        take_your_time(self.world, tx)?;
        run(
            tx,
            &format!(
                "CREATE TABLE {CUSTOMERS} AS SELECT row_number() OVER (ORDER BY id) AS n, customer_id, name, domain \
                 FROM customer_entries WHERE partner_id = '{}' AND standing = 'connected' AND imported_from IS NOT NULL",
                self.world.partner
            ),
        )?;
        run(
            tx,
            &format!("CREATE UNIQUE INDEX {CUSTOMERS}_by_number ON {CUSTOMERS} (n)"),
        )?;
        let counted = sql_query(format!("SELECT count(*) AS number FROM {CUSTOMERS}"));
        let counted: Counted = counted.get_result(tx.conn())?;
        Ok(u32::try_from(counted.number).unwrap())
    }

    /// One row for each number.
    fn in_steps(&self, db: &Db, number: u32, f: &dyn Fn(&mut Tx<'_>, &str) -> Result<()>) {
        for first in (1..=number).step_by(STEP as usize) {
            let source = numbers_of(first, number.min(first + STEP - 1));
            db.write_now(|tx| {
                take_your_time(self.world, tx)?;
                f(tx, &source)
            })
            .unwrap();
        }
    }

    /// One for each customer, to which its subscriptions belong.
    fn orders(&self, tx: &mut Tx<'_>, source: &str) -> Result<()> {
        let dialect = self.world.store.dialect();
        let first = orders::table
            .filter(orders::partner_id.eq(self.world.partner))
            .order(orders::number)
            .select(orders::id);
        let first: OrderId = first.first(tx.conn())?;
        let source = format!(
            "SELECT c.* FROM ({source}) AS these INNER JOIN {CUSTOMERS} AS c ON c.n = these.n"
        );
        let changed = [
            ("id", dialect.key('6', "s.n")),
            ("key", dialect.key('5', "s.n")),
            ("number", format!("{FIRST} + s.n")),
            ("customer_id", "s.customer_id".to_owned()),
            ("customer_name", "s.name".to_owned()),
            ("customer_domain", "s.domain".to_owned()),
        ];
        copy(tx, dialect, "orders", &first.to_string(), &source, &changed)
    }

    /// Of what was ordered for a year, plans and billing as different as they come.
    fn templates(&self, db: &Db) -> Vec<String> {
        let all = subscriptions::table
            .filter(subscriptions::partner_id.eq(self.world.partner))
            .filter(subscriptions::state.eq("active"))
            .filter(subscriptions::term_duration.eq("P1Y"))
            .order(subscriptions::id)
            .limit(i64::from(TEMPLATES))
            .select(subscriptions::id);
        let all: Vec<SubscriptionId> = db.read_now(|conn| Result::Ok(all.load(conn)?)).unwrap();
        assert!(!all.is_empty(), "the demo has ordered nothing for a year");
        all.iter().map(ToString::to_string).collect()
    }

    /// Of twenty one does not renew, of a hundred one is disabled and one suspended.
    fn subscriptions(
        &self,
        tx: &mut Tx<'_>,
        (templates, customers): (&[String], u32),
        source: &str,
    ) -> Result<()> {
        let (dialect, now) = (self.world.store.dialect(), self.world.now);
        let days = "s.n * 37 % 364";
        let (begin, end) = (dialect.day(now, days, 0), dialect.day(now, days, 1));
        let last = dialect.day(now, &format!("{days} + 1"), 1);
        let changed = [
            ("id", dialect.key('4', "s.n")),
            ("customer_id", "s.customer_id".to_owned()),
            ("order_id", dialect.key('6', "s.place")),
            (
                "state",
                "CASE s.n % 100 WHEN 1 THEN 'disabled' WHEN 2 THEN 'suspended' ELSE 'active' END"
                    .to_owned(),
            ),
            (
                "auto_renew_enabled",
                "(s.n % 20 <> 0 AND s.n % 100 NOT IN (1, 2))".to_owned(),
            ),
            ("effective_start_date", begin.clone()),
            ("term_number", "0".to_owned()),
            ("commitment_start_date", begin.clone()),
            ("commitment_end_date", last),
            ("renewed_at", begin.clone()),
            ("cancellation_allowed_until_date", begin),
            ("next_at", end),
            ("next_warning_at", "NULL".to_owned()),
        ];
        for (place, template) in templates.iter().enumerate() {
            let source = format!(
                "SELECT these.n AS n, c.n AS place, c.customer_id FROM ({source}) AS these \
                 INNER JOIN {CUSTOMERS} AS c ON c.n = these.n % {customers} + 1 WHERE these.n % {} = {place}",
                templates.len()
            );
            copy(tx, dialect, "subscriptions", template, &source, &changed)?;
        }
        Ok(())
    }
}
