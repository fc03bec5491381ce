//! What the time does to subscriptions (rules 16, 21, 22): each turn once for its date, and told of beforehand.

mod coming;
mod counts;
mod export;
mod races;
mod scheduled;
mod turns;
mod warnings;

use chrono::Duration;
use partner_center::{
    app,
    charges::{Day, TermDays},
    db::types::Timestamp,
    identity::Role,
    jobs::Node,
    subscriptions::Subscription,
};

use crate::{
    ordering::Store,
    support::{Company, Visitor},
};

/// The smallest step of the clock.
const MOMENT: Duration = Duration::microseconds(1);

/// Two servers do what is due, one after the other.
async fn housekeep_on_two_nodes(store: &Store) {
    store.app.housekeep().await;
    let mut other = store.app.parts.clone();
    other.node = Node::of_this_run();
    app::runner(&other).drain().await;
}

/// Moves the clock to an instant.
fn go_to(store: &Store, at: Timestamp) {
    store.app.pass(at.since(store.app.now()));
}

/// The only subscription.
fn only(store: &Store) -> Subscription {
    let mut all = store.subscriptions();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The days of its n-th term.
fn days(of: &Subscription, number: u32) -> TermDays {
    TermDays::nth(Day::of(of.effective_start_date), of.term_duration, number)
}

/// Another choice than the usual one, past the site.
fn set(store: &Store, what: &str) {
    store.run(&format!("UPDATE subscriptions SET {what}"));
}

/// The Admin agent of the seller, or of the reseller, who signs in now: sessions do not last as long as terms.
async fn agent(store: &Store, of: &Company) -> Visitor {
    store.app.sign_in_as(&of.email(Role::AdminAgent)).await
}

/// The notifications of whoever manages customers at a partner.
async fn notifications(store: &Store, of: &Company) -> String {
    let mut text = String::new();
    for role in [Role::AdminAgent, Role::GlobalAdmin] {
        let person = store.app.sign_in_as(&of.email(role)).await;
        let page = person.open(&store.app.paths().notifications()).await;
        text.push_str(&page.expect(200).text());
    }
    text
}

async fn global_admin(store: &Store, of: &Company) -> Visitor {
    store.app.sign_in_as(&of.email(Role::GlobalAdmin)).await
}
