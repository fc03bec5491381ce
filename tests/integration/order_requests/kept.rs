//! What the database itself holds of requests.

use diesel::{RunQueryDsl, connection::SimpleConnection, insert_into};
use partner_center::{
    db::{
        self,
        ids::{OrderPress, OrderRequestId},
        schema::order_requests,
    },
    order_requests::{Act, OrderRequest, State},
};

use super::{approve, send, send_change};
use crate::ordering::Store;

/// Whether the database refuses a statement.
fn is_refused(store: &Store, statement: &str) -> bool {
    let statement = statement.to_owned();
    let done = store
        .app
        .parts
        .db
        .write_now(move |tx| Ok::<_, db::Error>(tx.conn().batch_execute(&statement)?));
    done.is_err()
}

#[actix_web::test]
async fn what_was_asked_and_what_was_answered_is_never_changed() {
    let store = Store::open().await;
    send(&store, "10").await;
    for statement in [
        "UPDATE order_requests SET message = 'Other'",
        "UPDATE order_requests SET partner_amount = 1",
        "UPDATE order_requests SET expires_at = asked_at",
        "UPDATE order_requests SET state = 'approved'",
        "UPDATE order_requests SET state = 'withdrawn'",
        "UPDATE order_request_lines SET quantity = 11",
        "DELETE FROM order_request_lines",
        "DELETE FROM order_requests",
    ] {
        assert!(is_refused(&store, statement), "{statement}");
    }
    approve(&store).await.expect(303);
    for statement in [
        "UPDATE order_requests SET reason = 'Other'",
        "UPDATE order_request_lines SET approved_quantity = 9",
    ] {
        assert!(is_refused(&store, statement), "{statement}");
    }
}

/// Whether the database takes a row.
fn is_taken(store: &Store, row: &OrderRequest) -> bool {
    let row = row.clone();
    let done = store.app.parts.db.write_now(move |tx| {
        insert_into(order_requests::table)
            .values(&row)
            .execute(tx.conn())?;
        Ok::<_, db::Error>(())
    });
    done.is_ok()
}

#[actix_web::test]
async fn a_second_open_one_of_a_subscription_and_a_second_of_a_press_are_refused() {
    let store = Store::open().await;
    store.order("10").await;
    send_change(&store, "suspension", "").await.expect(303);
    let row = || OrderRequest {
        id: OrderRequestId::new(),
        key: OrderPress::new(),
        ..only_suspension(&store)
    };
    let new = |row: OrderRequest| OrderRequest {
        act: Act::New,
        subscription_id: None,
        ..row
    };
    assert!(!is_taken(&store, &row()), "the same subscription");
    let same_press = OrderRequest {
        key: only_suspension(&store).key,
        ..new(row())
    };
    assert!(!is_taken(&store, &same_press));
    let to_itself = OrderRequest {
        provider_id: store.pair.reseller.id,
        ..new(row())
    };
    assert!(!is_taken(&store, &to_itself));
    let without_reason = OrderRequest {
        state: State::Declined,
        answered_at: Some(store.app.now()),
        answered_by: Some(row().asked_by),
        next_warning_at: None,
        ..new(row())
    };
    assert!(!is_taken(&store, &without_reason));
    let without_order = OrderRequest {
        state: State::Approved,
        ..without_reason
    };
    assert!(!is_taken(&store, &without_order));
    assert!(is_taken(&store, &new(row())));
}

fn only_suspension(store: &Store) -> OrderRequest {
    super::sent(store).remove(0)
}
