//! What a seller does with a subscription, and its reseller of record as far as it may: rules 12, 14, 15, 16, 23 and 24.

mod cancellation;
mod names;
mod presses;
mod races;
mod renewal;
mod seats;
mod suspension;

use chrono::Duration;
use partner_center::{
    charges::{Day, TermDays},
    db::ids::SubscriptionId,
    identity::Role,
    orders::{Order, OrderLine},
    subscriptions::Subscription,
};

use crate::{
    ordering::Store,
    support::{Page, Visitor},
};

/// Ten licenses of Suite for a year at 120.00 EUR, sold by the provider for the reseller.
pub(crate) struct Sold {
    pub(crate) store: Store,
    pub(crate) id: SubscriptionId,
}

impl Sold {
    pub(crate) async fn open() -> Self {
        let store = Store::open().await;
        store.order("10").await;
        let id = store.subscriptions()[0].id;
        Self { store, id }
    }

    pub(crate) fn row(&self) -> Subscription {
        let mut rows = self.store.subscriptions();
        rows.retain(|row| row.id == self.id);
        rows.remove(0)
    }

    /// Of the whole of the term that runs.
    fn term(&self) -> TermDays {
        self.row().term()
    }

    fn today(&self) -> Day {
        Day::of(self.store.app.now())
    }

    /// The page of an act, or of the subscription itself.
    fn page(&self, act: &str) -> String {
        format!("{}{act}", self.store.app.paths().subscription(self.id))
    }

    /// The provider's Admin agent, signed in anew: time may have passed.
    pub(crate) async fn agent(&self) -> Visitor {
        let email = self.store.pair.provider.email(Role::AdminAgent);
        self.store.app.sign_in_as(&email).await
    }

    /// What so many licenses would come to.
    async fn shown(&self, who: &Visitor, to: &str) -> Page {
        who.open(&self.page(&format!("/seats?quantity={to}"))).await
    }

    /// Changes the licenses to so many.
    async fn seats(&self, to: &str) -> Page {
        let who = self.agent().await;
        let shown = self.shown(&who, to).await.expect(200);
        confirm_seats(&who, &shown).await.expect(303)
    }

    fn pass(&self, time: Duration) {
        self.store.app.pass(time);
    }

    /// The last order with its lines.
    fn last_order(&self) -> (Order, Vec<OrderLine>) {
        let order = self.store.orders().pop().unwrap();
        let mut lines = self.store.lines();
        lines.retain(|line| line.order_id == order.id);
        (order, lines)
    }

    /// What the last order says of its sums in the currency's words, and how many lines it has.
    fn orders(&self) -> i64 {
        self.store.app.count("orders")
    }
}

/// Presses the button of the page that shows what a change of licenses comes to.
async fn confirm_seats(who: &Visitor, shown: &Page) -> Page {
    let button = button(shown);
    who.submit(shown, &button, &[]).await
}

/// The button that adds, or gives back.
fn button(shown: &Page) -> String {
    let buttons = shown.texts("main form[method=post] button");
    let found = buttons
        .into_iter()
        .find(|text| text.starts_with("Add ") || text.starts_with("Give back "));
    found.unwrap_or_else(|| panic!("no button: {}", shown.text()))
}

#[track_caller]
fn assert_told(page: &Page, words: &str) {
    assert!(page.has_text(words), "{words:?} is not in {}", page.text());
}
