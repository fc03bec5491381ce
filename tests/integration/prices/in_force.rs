//! Which price is in force: the rule, and the query that finds the same.

use chrono::Duration;
use partner_center::{
    db::{
        ids::{PlanId, PriceId},
        types::Timestamp,
    },
    identity::Scope,
    prices::{
        self, Billing, Plan, PlanCode, Price, Segment, Term, in_force, insert_plan, insert_price,
        price_in_force,
    },
};

use crate::support::{Company, TestApp};

/// Numbers that look random and are the same each time.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, limit: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// A price without a partner's and a list price.
pub(super) fn price(
    seller: &Company,
    plan: PlanId,
    begins_at: Timestamp,
    ends_at: Option<Timestamp>,
) -> Price {
    Price {
        id: PriceId::new(),
        partner_id: seller.id,
        plan_id: plan,
        term_duration: Term::Year,
        billing_plan: Billing::Annual,
        market: "DE".to_owned(),
        currency: "EUR".to_owned(),
        segment: Segment::Commercial,
        cost: 100,
        partner_price: None,
        list_price: None,
        begins_at,
        ends_at,
        batch_id: None,
    }
}

fn plan(app: &TestApp, seller: &Company, sku: i64) -> PlanId {
    let code = PlanCode::of("PRODUCT01", &sku.to_string()).unwrap();
    let plan = Plan::new(seller.id, &code, "Suite", "Suite");
    app.write(|tx| insert_plan(tx, &plan));
    plan.id
}

#[actix_web::test]
async fn the_query_finds_what_the_rule_says_of_any_rows_at_any_instant() {
    let app = TestApp::start();
    let seller = app.partner("Meridian");
    let mut next = Numbers(20_261_127);
    let mut found_some = 0;
    for case in 0..40 {
        let plan = plan(&app, &seller, case + 1);
        let day = |number: i64| app.now().plus(Duration::hours(number));
        let mut rows: Vec<Price> = Vec::new();
        for _ in 0..=next.below(6) {
            let begins = next.below(12);
            let ends = (next.below(3) > 0).then(|| day(begins + next.below(8)));
            if rows.iter().all(|row| row.begins_at != day(begins)) {
                rows.push(price(&seller, plan, day(begins), ends));
            }
        }
        app.write(|tx| rows.iter().try_for_each(|row| insert_price(tx, row)));
        let key = rows[0].key();
        for hour in -1..22 {
            for at in [day(hour), day(hour).minus(Duration::microseconds(1))] {
                let expected = in_force(&rows, at).map(|price| price.id);
                let found = app.read(|conn| price_in_force(conn, &key, at));
                assert_eq!(
                    found.map(|price| price.id),
                    expected,
                    "case {case}, {at}: {rows:#?}"
                );
                found_some += usize::from(expected.is_some());
            }
        }
    }
    assert!(found_some > 300, "{found_some}");
}

#[actix_web::test]
async fn a_price_ends_once_and_only_earlier_than_before() {
    let app = TestApp::start();
    let (seller, other) = (app.partner("Meridian"), app.partner("Northwind"));
    let (now, plan) = (app.now(), plan(&app, &seller, 1));
    let day = |number: i64| now.plus(Duration::days(number));
    let (present, later) = (
        price(&seller, plan, day(-5), None),
        price(&seller, plan, day(5), None),
    );
    app.write(|tx| {
        [&present, &later]
            .into_iter()
            .try_for_each(|row| insert_price(tx, row))
    });
    let end = |company: &Company, id, at| {
        let scope = Scope::of(company);
        app.write(|tx| prices::end_price(tx, scope, id, at))
    };
    assert!(!end(&other, present.id, day(0)));
    assert!(end(&seller, present.id, day(3)));
    assert!(!end(&seller, present.id, day(4)));
    assert!(end(&seller, present.id, day(1)));
    assert!(end(&seller, later.id, day(2)));
    assert!(!end(&seller, later.id, day(2)));
    let scope = Scope::of(&seller);
    let found = app.read(|conn| prices::find_price(conn, scope, later.id));
    assert_eq!(found.ends_at, Some(later.begins_at));
}
