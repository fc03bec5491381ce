//! Carts, orders and subscriptions: what a seller orders for its customer is asked for, kept, and seen by whom it concerns.

mod bounds;
mod cart;
mod confirming;
mod kept;
mod presses;
mod races;
mod seen;

use diesel::{QueryDsl, RunQueryDsl, SelectableHelper, connection::SimpleConnection};
use partner_center::{
    customers::{Profile, keep_profile},
    db::{
        ids::{CustomerId, PriceId},
        schema::{customers, order_lines, orders, subscriptions},
        types::Timestamp,
    },
    identity::{RelationshipKind, Role},
    orders::{Order, OrderLine},
    prices::{
        Billing, Plan, PlanCode, Price, Segment, Term, insert_plan, insert_price,
        replace_surroundings,
    },
    subscriptions::Subscription,
};

use crate::support::{ADATUM, Company, Page, Pair, TestApp, Visitor, Way};

/// A provider and its reseller, both connected with Adatum, which is in Germany, and what the provider sells.
pub(crate) struct Store {
    pub(crate) app: TestApp,
    pub(crate) pair: Pair,
    pub(crate) customer: CustomerId,
    /// Suite, from 1 license on without a limit, and its price for a year that is billed yearly.
    pub(crate) suite: Plan,
    pub(crate) price: PriceId,
}

impl Store {
    pub(crate) async fn open() -> Self {
        let app = TestApp::start();
        let pair = app.pair().await;
        let link = pair.link(&app, Way::JointByProvider, ADATUM).await;
        app.accept(&link, ADATUM.recipient).await;
        let customer: CustomerId =
            app.read(|conn| Ok(customers::table.select(customers::id).first(conn)?));
        settle(&app, customer, "DE");
        let suite = plan(&app, &pair.provider, "1", |_| {});
        let price = price(&app, &suite, Term::Year, Billing::Annual, 12_000);
        Self {
            app,
            pair,
            customer,
            suite,
            price,
        }
    }

    /// A plan of the provider with a price for a year.
    pub(crate) fn sell(&self, sku: &str, change: impl FnOnce(&mut Plan)) -> (Plan, PriceId) {
        let plan = plan(&self.app, &self.pair.provider, sku, change);
        let price = price(&self.app, &plan, Term::Year, Billing::Annual, 12_000);
        (plan, price)
    }

    /// A price of Suite from an instant to an instant.
    pub(crate) fn price_between(
        &self,
        of: (Term, Billing),
        (begins_at, ends_at): (Timestamp, Option<Timestamp>),
        cost: i64,
    ) -> PriceId {
        let price = Price {
            begins_at,
            ends_at,
            ..price_row(&self.suite, of, "EUR", cost)
        };
        self.app.write(|tx| insert_price(tx, &price));
        price.id
    }

    /// A statement, past the site.
    pub(crate) fn run(&self, statement: &str) {
        self.app.write(|tx| Ok(tx.conn().batch_execute(statement)?));
    }

    pub(crate) fn cart(&self) -> String {
        self.app.paths().cart(self.customer.uuid())
    }

    pub(crate) async fn add(&self, who: &Visitor, price: PriceId, quantity: &str) -> Page {
        let lines = self.app.paths().cart_lines(self.customer.uuid());
        let price = price.to_string();
        let typed = [("price", price.as_str()), ("quantity", quantity)];
        who.post(&lines, &typed).await
    }

    pub(crate) async fn review(&self, who: &Visitor) -> Page {
        let review = self.app.paths().cart_confirmation(self.customer.uuid());
        who.open(&review).await
    }

    /// The review of so many licenses of Suite by the provider's Admin agent.
    pub(crate) async fn reviewed(&self, quantity: &str) -> Page {
        let agent = &self.pair.distributor;
        self.add(agent, self.price, quantity).await.expect(303);
        self.review(agent).await.expect(200)
    }

    /// Confirms it for the reseller.
    pub(crate) async fn confirm(&self, review: &Page) -> Page {
        let reseller = self.pair.reseller.id.to_string();
        let chosen = [("reseller", reseller.as_str())];
        self.pair.distributor.submit(review, ORDER, &chosen).await
    }

    /// An order of so many licenses of Suite for the reseller; its page.
    pub(crate) async fn order(&self, quantity: &str) -> Page {
        let review = self.reviewed(quantity).await;
        let placed = self.confirm(&review).await.expect(303);
        self.pair.distributor.follow(&placed).await.expect(200)
    }

    /// What the provider's Admin agent is told of the cart as it is, when it is confirmed for the reseller.
    pub(crate) async fn refusal(&self, review: &Page) -> Page {
        let refused = self.confirm(review).await;
        assert!(matches!(refused.status, 409 | 422), "{}", refused.text());
        assert_eq!(self.app.count("orders"), 0);
        assert_eq!(self.app.count("subscriptions"), 0);
        assert_eq!(self.app.count("order_numbers"), 0);
        refused
    }

    pub(crate) fn orders(&self) -> Vec<Order> {
        let query = orders::table.order(orders::number);
        self.app
            .read(|conn| Ok(query.select(Order::as_select()).load(conn)?))
    }

    pub(crate) fn lines(&self) -> Vec<OrderLine> {
        let query = order_lines::table.order((order_lines::order_id, order_lines::place));
        self.app
            .read(|conn| Ok(query.select(OrderLine::as_select()).load(conn)?))
    }

    pub(crate) fn subscriptions(&self) -> Vec<Subscription> {
        let query = subscriptions::table.order(subscriptions::id);
        self.app
            .read(|conn| Ok(query.select(Subscription::as_select()).load(conn)?))
    }

    /// Another provider that Adatum has accepted, with its Admin agent.
    pub(crate) async fn other_provider(&self) -> (Company, Visitor) {
        let kind = RelationshipKind::IndirectProvider;
        let other = self.app.partner_of_kind("Northwind", kind);
        let agent = self.app.sign_in(&other, Role::AdminAgent).await;
        let link = agent.hand_out(self.app.paths(), ADATUM, &[]).await;
        self.app.accept(&link, ADATUM.recipient).await;
        (other, agent)
    }
}

/// The button of the review.
pub(crate) const ORDER: &str = "Order for Adatum";

/// The customer says where it is.
pub(crate) fn settle(app: &TestApp, customer: CustomerId, country: &str) {
    let profile = Profile {
        customer_id: customer,
        country: country.to_owned(),
        phone: String::new(),
        website: String::new(),
        version: 1,
        changed_by: "Ana Lima".to_owned(),
        changed_at: app.now(),
        changed_in: None,
    };
    app.write(|tx| keep_profile(tx, &profile, 0));
}

pub(crate) fn plan(
    app: &TestApp,
    seller: &Company,
    sku: &str,
    change: impl FnOnce(&mut Plan),
) -> Plan {
    let code = PlanCode::of("PRODUCT01", sku).unwrap();
    let mut plan = Plan::new(seller.id, &code, "Suite", &format!("Suite {sku}"));
    change(&mut plan);
    app.write(|tx| insert_plan(tx, &plan));
    plan
}

/// A price of a plan in Germany for ever: the reseller pays a tenth more than the cost, the list price is a quarter more.
pub(crate) fn price(
    app: &TestApp,
    plan: &Plan,
    term: Term,
    billing: Billing,
    cost: i64,
) -> PriceId {
    price_in(app, plan, (term, billing), "EUR", cost)
}

/// Another price of Suite for a year, from now on; the one before has ended.
pub(crate) fn next_price(store: &Store, cost: i64) -> PriceId {
    let now = store.app.now();
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}' WHERE ends_at IS NULL",
        now.rfc3339()
    ));
    let price = Price {
        begins_at: now,
        ..price_row(&store.suite, (Term::Year, Billing::Annual), "EUR", cost)
    };
    store.app.write(|tx| insert_price(tx, &price));
    price.id
}

pub(crate) fn price_in(
    app: &TestApp,
    plan: &Plan,
    of: (Term, Billing),
    currency: &str,
    cost: i64,
) -> PriceId {
    let price = price_row(plan, of, currency, cost);
    app.write(|tx| insert_price(tx, &price));
    price.id
}

fn price_row(
    plan: &Plan,
    (term_duration, billing_plan): (Term, Billing),
    currency: &str,
    cost: i64,
) -> Price {
    Price {
        id: PriceId::new(),
        partner_id: plan.partner_id,
        plan_id: plan.id,
        term_duration,
        billing_plan,
        market: "DE".to_owned(),
        currency: currency.to_owned(),
        segment: Segment::Commercial,
        cost,
        partner_price: Some(cost + cost / 10),
        list_price: Some(cost + cost / 4),
        begins_at: Timestamp::EPOCH,
        ends_at: None,
        batch_id: None,
    }
}

/// The countries in which a plan is sold, and the plans one of which it needs.
pub(crate) fn surround(app: &TestApp, plan: &Plan, countries: &[&str], needed: &[&Plan]) {
    let countries: Vec<String> = countries.iter().map(|it| (*it).to_owned()).collect();
    let links: Vec<_> = needed
        .iter()
        .map(|other| partner_center::prices::PlanLink {
            plan_id: plan.id,
            kind: partner_center::prices::Link::Prerequisite,
            product_id: other.product_id.clone(),
            sku_id: other.sku_id.clone(),
        })
        .collect();
    app.write(|tx| replace_surroundings(tx, plan.id, &countries, &links));
}
