//! What a reseller asks of its provider: to order a cart, or to change a subscription (rules 11, 12, 22, 24).

mod answers;
mod cart;
mod kept;
mod list;
mod races;
mod seen;
mod subscriptions;
mod time;
mod withdrawn;

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl, SelectableHelper, insert_into};
use partner_center::{
    db::{
        ids::{CustomerId, OrderPress, OrderRequestId, UserId},
        schema::{order_request_lines, order_requests},
    },
    identity::{Role, user_by_email},
    order_requests::{Act, OrderRequest, RequestLine, State},
};

use crate::{
    ordering::Store,
    support::{Company, Page, TestApp, Visitor},
};

/// The button that sends one.
pub(crate) const SEND: &str = "Send request to Meridian";

/// The reseller puts so many licenses of Suite into its cart; the review.
pub(crate) async fn reviewed(store: &Store, quantity: &str) -> Page {
    let seller = &store.pair.seller;
    store.add(seller, store.price, quantity).await.expect(303);
    let review = store.app.paths().cart_request(store.customer.uuid());
    seller.open(&review).await.expect(200)
}

/// The reseller asks for so many licenses of Suite; the page of its request.
pub(crate) async fn send(store: &Store, quantity: &str) -> Page {
    let review = reviewed(store, quantity).await;
    let typed = [("message", "They begin on Monday.")];
    let sent = store
        .pair
        .seller
        .submit(&review, SEND, &typed)
        .await
        .expect(303);
    store.pair.seller.follow(&sent).await.expect(200)
}

/// All requests, the oldest first.
pub(crate) fn sent(store: &Store) -> Vec<OrderRequest> {
    let query = order_requests::table.order((order_requests::asked_at, order_requests::id));
    store
        .app
        .read(|conn| Ok(query.select(OrderRequest::as_select()).load(conn)?))
}

/// The only one.
pub(crate) fn only(store: &Store) -> OrderRequest {
    let mut all = sent(store);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn lines(store: &Store) -> Vec<RequestLine> {
    let query = order_request_lines::table.order(order_request_lines::place);
    store
        .app
        .read(|conn| Ok(query.select(RequestLine::as_select()).load(conn)?))
}

/// The page of the only request.
pub(crate) fn page(store: &Store) -> String {
    store.app.paths().order_request(only(store).id)
}

/// The Admin agent of a partner, signed in anew: time may have passed.
pub(crate) async fn agent(store: &Store, of: &Company) -> Visitor {
    store.app.sign_in_as(&of.email(Role::AdminAgent)).await
}

/// The provider approves the only request, as the page proposes it.
async fn approve(store: &Store) -> Page {
    let who = agent(store, &store.pair.provider).await;
    let shown = who.open(&page(store)).await.expect(200);
    who.submit(&shown, "Approve", &[]).await
}

/// What the subscription page of an act leads to, for the reseller.
async fn ask(store: &Store, act: &str, more: &str) -> Page {
    let id = store.subscriptions()[0].id;
    let address = store.app.paths().subscription_request(id, act);
    let who = agent(store, &store.pair.reseller).await;
    who.open(&format!("{address}{more}")).await
}

/// The reseller asks for a change of the only subscription.
pub(crate) async fn send_change(store: &Store, act: &str, more: &str) -> Page {
    let shown = ask(store, act, more).await.expect(200);
    let who = agent(store, &store.pair.reseller).await;
    who.submit(&shown, SEND, &[]).await
}

#[track_caller]
fn assert_told(page: &Page, words: &str) {
    assert!(page.has_text(words), "{words:?} is not in {}", page.text());
}

/// Addresses and subjects of the letters about requests, in the order of the addresses.
async fn letters(store: &Store, about: &str) -> Vec<(String, String)> {
    let mails = store.app.mails().await.into_iter();
    let about = format!("Order request {about}");
    let mut found: Vec<(String, String)> = mails
        .filter(|mail| mail.subject.starts_with(&about))
        .map(|mail| (mail.to, mail.subject))
        .collect();
    found.sort();
    found
}

fn user(app: &TestApp, of: &Company) -> UserId {
    let email = of.email(Role::AdminAgent);
    app.read(|conn| Ok(user_by_email(conn, &email)?.unwrap().id))
}

/// A request to suspend nothing in particular that is open, past the site: so many minutes old.
pub(crate) fn insert(
    app: &TestApp,
    (from, to): (&Company, &Company),
    customer: CustomerId,
    minutes: i64,
) -> OrderRequestId {
    let asked_at = app.now().minus(Duration::minutes(minutes));
    let request = OrderRequest {
        id: OrderRequestId::new(),
        partner_id: from.id,
        provider_id: to.id,
        customer_id: customer,
        customer_name: format!("Adatum {minutes}"),
        customer_key: format!("adatum {minutes}"),
        act: Act::New,
        title: format!("{} × Suite 1", minutes + 1),
        state: State::Open,
        message: String::new(),
        asked_by: user(app, from),
        asked_at,
        expires_at: asked_at.plus(Duration::days(14)),
        next_warning_at: None,
        subscription_id: None,
        from_quantity: None,
        to_quantity: None,
        approved_quantity: None,
        currency: "EUR".to_owned(),
        partner_amount: None,
        list_amount: None,
        key: OrderPress::new(),
        content_hash: "0".repeat(64),
        answered_by: None,
        answered_at: None,
        reason: String::new(),
        withdrawn_because: None,
        order_id: None,
    };
    app.write(|tx| {
        insert_into(order_requests::table)
            .values(&request)
            .execute(tx.conn())?;
        Ok(())
    });
    request.id
}
