//! Two who press at the same moment: one of them is first, and the other one is told.

use std::time::Duration as Pause;

use futures_util::future::join;
use partner_center::{identity::Role, order_requests::State};

use super::{answers::LOOK, only, page, send, send_change};
use crate::{ordering::Store, support::Page};

/// Presses both, one of them a little later from round to round.
async fn at_once(
    round: u64,
    one: impl Future<Output = Page>,
    other: impl Future<Output = Page>,
) -> (Page, Page) {
    let (first, second) = match round.is_multiple_of(2) {
        true => (0, round / 2 * 3),
        false => (round / 2 * 3, 0),
    };
    join(
        async {
            tokio::time::sleep(Pause::from_millis(first)).await;
            one.await
        },
        async {
            tokio::time::sleep(Pause::from_millis(second)).await;
            other.await
        },
    )
    .await
}

#[actix_web::test]
async fn two_who_approve_at_once_make_one_order_also_with_other_quantities() {
    for round in 0..6 {
        let store = Store::open().await;
        send(&store, "10").await;
        let one = store
            .app
            .sign_in_as(&store.pair.provider.email(Role::AdminAgent))
            .await;
        let other = store
            .app
            .sign_in_as(&store.pair.provider.email(Role::GlobalAdmin))
            .await;
        let first = one.open(&page(&store)).await.expect(200);
        let mut second = other.open(&page(&store)).await.expect(200);
        if round >= 3 {
            let typed = [("quantity", "4")];
            second = other.submit(&second, LOOK, &typed).await.expect(200);
        }
        let (first, second) = at_once(
            round,
            one.submit(&first, "Approve", &[]),
            other.submit(&second, "Approve", &[]),
        )
        .await;
        for answer in [&first, &second] {
            assert_eq!(answer.status, 303, "{}", answer.text());
        }
        assert_eq!(store.app.count("orders"), 1);
        assert_eq!(store.app.count("subscriptions"), 1);
        assert_eq!(
            store
                .app
                .count("activity WHERE action = 'order_request_approved'"),
            2
        );
        let flashes = [
            one.follow(&first).await.flash(),
            other.follow(&second).await.flash(),
        ];
        let told = flashes
            .iter()
            .filter(|it| it.contains("has an answer already"));
        assert_eq!(told.count(), 1, "{flashes:?}");
        let approved = super::lines(&store)[0].approved_quantity;
        assert_eq!(approved, Some(store.subscriptions()[0].quantity));
    }
}

#[actix_web::test]
async fn two_who_approve_a_change_at_once_do_it_once() {
    for (round, act) in ["seats", "suspension", "cancellation", "seats"]
        .into_iter()
        .enumerate()
    {
        let store = Store::open().await;
        store.order("10").await;
        let more = if act == "seats" { "&quantity=12" } else { "" };
        send_change(&store, act, more).await.expect(303);
        let one = store
            .app
            .sign_in_as(&store.pair.provider.email(Role::AdminAgent))
            .await;
        let other = store
            .app
            .sign_in_as(&store.pair.provider.email(Role::GlobalAdmin))
            .await;
        let first = one.open(&page(&store)).await.expect(200);
        let second = other.open(&page(&store)).await.expect(200);
        let (first, second) = at_once(
            u64::try_from(round).unwrap(),
            one.submit(&first, "Approve", &[]),
            other.submit(&second, "Approve", &[]),
        )
        .await;
        for answer in [&first, &second] {
            // Who comes after the change is told of it, or of the answer.
            assert!(
                matches!(answer.status, 303 | 409 | 422),
                "{}",
                answer.text()
            );
        }
        assert_eq!(only(&store).state, State::Approved);
        let orders = if act == "suspension" { 1 } else { 2 };
        assert_eq!(store.app.count("orders"), orders, "{act}");
        assert_eq!(
            store
                .app
                .count("activity WHERE action = 'order_request_approved'"),
            2
        );
    }
}

#[actix_web::test]
async fn an_approval_against_a_withdrawal_does_one_of_them() {
    for round in 0..4 {
        let store = Store::open().await;
        let theirs = send(&store, "10").await;
        let who = super::agent(&store, &store.pair.provider).await;
        let shown = who.open(&page(&store)).await.expect(200);
        let seller = &store.pair.seller;
        let (approved, withdrawn) = at_once(
            round,
            who.submit(&shown, "Approve", &[]),
            seller.submit(&theirs, "Withdraw the request", &[]),
        )
        .await;
        assert_eq!((approved.status, withdrawn.status), (303, 303));
        let orders = match only(&store).state {
            State::Approved => 1,
            State::Withdrawn => 0,
            other => panic!("{other:?}"),
        };
        assert_eq!(store.app.count("orders"), orders);
    }
}

#[actix_web::test]
async fn an_approval_against_a_removal_orders_before_it_or_not_at_all() {
    for round in 0..4 {
        let store = Store::open().await;
        send(&store, "10").await;
        let who = super::agent(&store, &store.pair.provider).await;
        let shown = who.open(&page(&store)).await.expect(200);
        let seller = &store.pair.seller;
        let removal = store.app.paths().removal(store.customer.uuid());
        let removal = seller.open(&removal).await.expect(200);
        let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
        let button = "Remove relationship with Adatum";
        let (approved, removed) = at_once(
            round,
            who.submit(&shown, "Approve", &[]),
            seller.submit(&removal, button, &typed),
        )
        .await;
        assert_eq!(removed.status, 303, "{}", removed.text());
        assert!(matches!(approved.status, 303 | 422), "{}", approved.text());
        let orders = match only(&store).state {
            State::Approved => 1,
            State::Withdrawn => 0,
            other => panic!("{other:?}"),
        };
        assert_eq!(store.app.count("orders"), orders);
    }
}
