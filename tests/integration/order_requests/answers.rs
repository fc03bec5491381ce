//! The provider approves or declines, the reseller withdraws: once, and by whom it is for.

use partner_center::{
    identity::Role,
    order_requests::{Because, State},
};

use super::{agent, approve, assert_told, lines, only, page, send};
use crate::{
    ordering::{Store, next_price},
    support::Button,
};

#[actix_web::test]
async fn what_is_approved_is_ordered_for_the_reseller_and_says_who_asked() {
    let store = Store::open().await;
    send(&store, "10").await;
    let done = approve(&store).await.expect(303);
    assert_eq!(done.location(), page(&store));
    let (request, order) = (only(&store), store.orders().remove(0));
    assert_eq!(
        (request.state, request.order_id),
        (State::Approved, Some(order.id))
    );
    assert_eq!(order.partner_id, store.pair.provider.id);
    assert_eq!(order.partner_id_on_record, Some(store.pair.reseller.id));
    assert_eq!(order.asked_by, Some(request.asked_by));
    assert_eq!(order.confirmed_by, request.answered_by);
    assert_ne!(order.asked_by, order.confirmed_by);
    assert_eq!(order.partner_amount, Some(132_000));
    assert_eq!(store.subscriptions()[0].quantity, 10);
    let who = agent(&store, &store.pair.provider).await;
    let printed = who
        .open(&store.app.paths().order("100-001"))
        .await
        .expect(200);
    assert_told(&printed, ", Contoso");
    let theirs = store.pair.seller.open(&page(&store)).await.expect(200);
    assert_told(&theirs, "Approved");
    theirs.link("100-001");
}

/// The button that shows what other quantities come to.
pub(super) const LOOK: &str = "Show what it comes to";

#[actix_web::test]
async fn other_quantities_are_approved_as_shown_and_both_versions_stay() {
    let store = Store::open().await;
    send(&store, "10").await;
    let who = agent(&store, &store.pair.provider).await;
    // What is typed is what is approved: as it was not shown yet, it is shown first.
    let form = who.open(&page(&store)).await.expect(200);
    let typed = [("quantity", "6")];
    let shown = who.submit(&form, "Approve", &typed).await.expect(409);
    assert_told(&shown, "792.00 EUR");
    let looked = who.submit(&form, LOOK, &typed).await.expect(200);
    assert_told(&looked, "792.00 EUR");
    assert_eq!(store.app.count("orders"), 0);
    who.submit(&shown, "Approve", &[]).await.expect(303);
    let line = lines(&store).remove(0);
    assert_eq!((line.quantity, line.approved_quantity), (10, Some(6)));
    assert_eq!(store.subscriptions()[0].quantity, 6);
    let theirs = store.pair.seller.open(&page(&store)).await.expect(200);
    let table = theirs.table("What is asked for");
    assert_eq!(table.column("Asked"), ["10"]);
    assert_eq!(table.column("Approved"), ["6"]);
    assert_told(&theirs, "Suite 1: 10 → 6");
    let letter = store
        .app
        .mail_to(&store.pair.reseller.email(Role::AdminAgent))
        .await;
    assert!(letter.text.contains("Suite 1: 10 → 6"), "{}", letter.text);
}

#[actix_web::test]
async fn a_line_without_licenses_is_left_out_and_none_at_all_is_not_approved() {
    let store = Store::open().await;
    let (_, second) = store.sell("2", |_| {});
    store.add(&store.pair.seller, second, "3").await.expect(303);
    send(&store, "10").await;
    let who = agent(&store, &store.pair.provider).await;
    let path = store.app.paths().order_request_approval(only(&store).id);
    let look = async |one, two| {
        let typed = [("quantity", one), ("quantity", two), ("look", "yes")];
        who.post(&path, &typed).await
    };
    let none = look("0", "0").await.expect(200);
    match none.button("Approve") {
        Button::Blocked(why) => assert!(why.contains("no line has licenses"), "{why}"),
        other => panic!("{other:?}"),
    }
    // What was typed stays beside its error.
    for wrong in ["ten", "", "-1"] {
        let told = look("4", wrong).await.expect(422);
        let fields = told.all("input[name=quantity]");
        let values: Vec<_> = fields.iter().map(|it| it.attr("value").unwrap()).collect();
        assert_eq!(values, ["4", wrong]);
        assert_eq!(fields[1].attr("aria-invalid"), Some("true"));
    }
    let shown = look("0", "10").await.expect(200);
    who.submit(&shown, "Approve", &[]).await.expect(303);
    let approved: Vec<_> = lines(&store)
        .iter()
        .map(|it| it.approved_quantity)
        .collect();
    assert_eq!(approved, [Some(0), Some(10)]);
    assert_eq!(store.subscriptions().len(), 1);
}

#[actix_web::test]
async fn declining_takes_a_reason_which_the_reseller_reads() {
    let store = Store::open().await;
    send(&store, "10").await;
    let who = agent(&store, &store.pair.provider).await;
    let shown = who.open(&page(&store)).await.expect(200);
    let refused = who
        .submit(&shown, "Decline", &[("reason", " ")])
        .await
        .expect(422);
    assert_told(&refused, "Say why");
    let typed = [("reason", "The plan is sold out.")];
    who.submit(&refused, "Decline", &typed).await.expect(303);
    assert_eq!(only(&store).state, State::Declined);
    let theirs = store.pair.seller.open(&page(&store)).await.expect(200);
    assert_told(&theirs, "The plan is sold out.");
    assert_eq!(store.app.count("orders"), 0);
}

#[actix_web::test]
async fn the_reseller_takes_it_back() {
    let store = Store::open().await;
    let shown = send(&store, "10").await;
    let seller = &store.pair.seller;
    seller
        .submit(&shown, "Withdraw the request", &[])
        .await
        .expect(303);
    let request = only(&store);
    assert_eq!(
        (request.state, request.withdrawn_because),
        (State::Withdrawn, Some(Because::Asked))
    );
}

#[actix_web::test]
async fn what_has_an_answer_gets_no_other_one() {
    for first in ["approval", "refusal", "withdrawal"] {
        let store = Store::open().await;
        let theirs = send(&store, "10").await;
        let who = agent(&store, &store.pair.provider).await;
        let shown = who.open(&page(&store)).await.expect(200);
        let reason = [("reason", "No")];
        let seller = &store.pair.seller;
        for act in [first, "approval", "refusal", "withdrawal"] {
            let answer = match act {
                "approval" => who.submit(&shown, "Approve", &[]).await,
                "refusal" => who.submit(&shown, "Decline", &reason).await,
                _ => seller.submit(&theirs, "Withdraw the request", &[]).await,
            };
            answer.expect(303);
        }
        let state = match first {
            "approval" => State::Approved,
            "refusal" => State::Declined,
            _ => State::Withdrawn,
        };
        assert_eq!(only(&store).state, state, "{first}");
        let orders = i64::from(first == "approval");
        assert_eq!(store.app.count("orders"), orders, "{first}");
    }
}

#[actix_web::test]
async fn each_side_does_what_is_its_own_and_strangers_find_nothing() {
    let store = Store::open().await;
    send(&store, "10").await;
    let (paths, id) = (store.app.paths(), only(&store).id);
    let acts = [
        paths.order_request_approval(id),
        paths.order_request_refusal(id),
        paths.order_request_withdrawal(id),
    ];
    let reason = [("reason", "No")];
    let typed = |address: &String| match address.ends_with("refusal") {
        true => &reason[..],
        false => &[],
    };
    let (seller, distributor) = (&store.pair.seller, &store.pair.distributor);
    seller.post(&acts[0], &[]).await.expect(403);
    seller.post(&acts[1], &reason).await.expect(403);
    distributor.post(&acts[2], &[]).await.expect(403);
    let (_, stranger) = store.other_provider().await;
    let reseller = store.app.partner("Wingtip");
    let other = store.app.sign_in(&reseller, Role::GlobalAdmin).await;
    for who in [&stranger, &other] {
        who.open(&paths.order_request(id)).await.expect(404);
        for act in &acts {
            who.post(act, typed(act)).await.expect(404);
        }
        let list = who.open(&paths.order_requests()).await.expect(200);
        assert!(!list.has_text("Suite"), "{}", list.text());
    }
    for company in [&store.pair.provider, &store.pair.reseller] {
        for role in [Role::SalesAgent, Role::HelpdeskAgent] {
            let who = store.app.sign_in(company, role).await;
            who.open(&paths.order_request(id)).await.expect(200);
            for act in &acts {
                who.post(act, typed(act)).await.expect(403);
            }
        }
    }
    assert_eq!(only(&store).state, State::Open);
}

#[actix_web::test]
async fn a_price_that_rose_since_is_shown_to_both_and_a_page_from_before_orders_nothing() {
    let store = Store::open().await;
    send(&store, "10").await;
    let who = agent(&store, &store.pair.provider).await;
    let before = who.open(&page(&store)).await.expect(200);
    assert!(!before.has_text("Price rose"));
    next_price(&store, 20_000);
    let told = who.submit(&before, "Approve", &[]).await.expect(409);
    assert_told(&told, "Nothing was done");
    let theirs = store.pair.seller.open(&page(&store)).await.expect(200);
    for shown in [&told, &theirs] {
        assert_told(shown, "Price rose since it was asked");
        assert_told(shown, "1,320.00 EUR");
        assert_told(shown, "2,200.00 EUR");
    }
    assert_eq!(
        (only(&store).state, store.app.count("orders")),
        (State::Open, 0)
    );
    who.submit(&told, "Approve", &[]).await.expect(303);
    assert_eq!(store.orders()[0].partner_amount, Some(220_000));
    assert_eq!(
        only(&store).partner_amount,
        Some(132_000),
        "what was asked stays"
    );
}

#[actix_web::test]
async fn what_ordering_refuses_leaves_the_request_open_with_the_reason() {
    let ended = |id| {
        format!(
            "UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11' WHERE partner_id = '{id}'"
        )
    };
    for cause in [
        "seller",
        "reseller",
        "partnership",
        "disabled",
        "limit",
        "sale",
        "price",
    ] {
        let store = Store::open().await;
        send(&store, "10").await;
        let who = agent(&store, &store.pair.provider).await;
        let shown = who.open(&page(&store)).await.expect(200);
        let (status, words) = match cause {
            "seller" => {
                store.run(&ended(store.pair.provider.id));
                (422, "Your relationship with this customer has ended")
            }
            "reseller" => {
                store.run(&ended(store.pair.reseller.id));
                (
                    422,
                    "Contoso has no active reseller relationship with this customer",
                )
            }
            "partnership" => {
                store.app.end_partnership(&store.pair);
                (422, "You have no active partnership with that partner")
            }
            "disabled" => {
                store.app.disable(&store.pair.reseller);
                (422, "Contoso does not take part here at the moment")
            }
            "limit" => {
                store.run("UPDATE plans SET max_licenses = 5");
                (422, "and 5 are left")
            }
            "sale" => {
                let now = store.app.now().rfc3339();
                store.run(&format!("UPDATE plans SET end_of_sale_at = '{now}'"));
                (422, "This plan is sold no more")
            }
            _ => {
                let now = store.app.now().rfc3339();
                store.run(&format!("UPDATE prices SET ends_at = '{now}'"));
                (422, "No price of this term and billing is in force")
            }
        };
        let refused = who.submit(&shown, "Approve", &[]).await;
        assert_eq!(refused.status, status, "{cause}: {}", refused.text());
        assert!(refused.has_text(words), "{cause}: {}", refused.text());
        assert_eq!(only(&store).state, State::Open, "{cause}");
        assert_eq!(store.app.count("orders"), 0, "{cause}");
        assert_eq!(store.app.count("subscriptions"), 0, "{cause}");
    }
}
