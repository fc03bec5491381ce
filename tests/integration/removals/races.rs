//! A removal at the same moment as what it would forbid or count: one of them is first, and the report says what was there.

use std::time::Duration as Pause;

use futures_util::future::join;
use partner_center::{db::DatabaseUrl, order_requests::State};

use super::{REMOVE, STATED, asked, kept, report_csv, told};
use crate::{
    licenses::{Hall, SUITE},
    order_requests,
    support::{ADATUM, Page},
};

fn rounds(hall: &Hall) -> u64 {
    let usual = match hall.app().database_url() {
        DatabaseUrl::Postgres(_) => 6,
        DatabaseUrl::Sqlite(_) => 3,
    };
    let wanted = std::env::var("RACE_ROUNDS").ok();
    wanted.map_or(usual, |rounds| rounds.parse().unwrap())
}

/// Both, one of them a little later from round to round.
async fn at_once(
    round: u64,
    one: impl Future<Output = Page>,
    other: impl Future<Output = Page>,
) -> (Page, Page) {
    let (first, second) = match round.is_multiple_of(2) {
        true => (0, round / 2 * 4),
        false => (round / 2 * 4, 0),
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

/// What the report of Meridian has of this kind.
async fn of(hall: &Hall, what: &str) -> Vec<[String; 4]> {
    let file = hall.agent.open(&report_csv(hall)).await.expect(200);
    told(&file).into_iter().filter(|it| it[1] == what).collect()
}

#[actix_web::test]
async fn a_removal_against_an_order() {
    for round in 0..rounds(&Hall::with("user_administrator").await) {
        let hall = Hall::with("user_administrator").await;
        let review = hall.store.reviewed("10").await;
        let page = asked(&hall, &hall.agent).await;
        let (order, removed) = at_once(
            round,
            hall.store.confirm(&review),
            hall.agent.submit(&page, REMOVE, &STATED),
        )
        .await;
        assert_eq!(removed.status, 303, "{}", removed.text());
        assert!(matches!(order.status, 303 | 403), "{}", order.text());
        let placed = usize::try_from(hall.app().count("orders")).unwrap();
        assert_eq!(of(&hall, "Subscription").await.len(), placed);
        // A cart that was ordered is none that ended.
        assert_eq!(of(&hall, "Carts").await.len(), 1 - placed);
        assert_eq!(hall.app().count("carts"), 0);
    }
}

#[actix_web::test]
async fn a_removal_against_an_approval() {
    for round in 0..rounds(&Hall::with("user_administrator").await) {
        let hall = Hall::with("user_administrator").await;
        order_requests::send(&hall.store, "10").await;
        let shown = hall.agent.open(&order_requests::page(&hall.store)).await;
        let page = asked(&hall, &hall.agent).await;
        let (_, removed) = at_once(
            round,
            hall.agent.submit(&shown, "Approve", &[]),
            hall.agent.submit(&page, REMOVE, &STATED),
        )
        .await;
        assert_eq!(removed.status, 303, "{}", removed.text());
        let requests = of(&hall, "Order request").await.len();
        let subscriptions = of(&hall, "Subscription").await.len();
        match order_requests::only(&hall.store).state {
            State::Approved => assert_eq!((requests, subscriptions), (0, 1)),
            State::Withdrawn => assert_eq!((requests, subscriptions), (1, 0)),
            other => panic!("{other:?}"),
        }
    }
}

#[actix_web::test]
async fn a_removal_that_ends_the_privileges_against_an_assignment() {
    for round in 0..rounds(&Hall::with("user_administrator").await) {
        let hall = Hall::open("1").await;
        let ada = hall.add("Ada").await;
        let page = asked(&hall, &hall.agent).await;
        let typed = [&STATED[..], &[("end_privileges", "yes")]].concat();
        let (assigned, removed) = at_once(
            round,
            hall.post(&hall.agent, ada, &[("license", SUITE)]),
            hall.agent.submit(&page, REMOVE, &typed),
        )
        .await;
        assert_eq!(removed.status, 303, "{}", removed.text());
        assert!(matches!(assigned.status, 303 | 403), "{}", assigned.text());
        let held = hall.holders(SUITE).len();
        assert_eq!(held, usize::from(assigned.status == 303));
        let licenses = of(&hall, "License").await;
        assert!(
            licenses[0][3].starts_with(&format!("{held} assigned")),
            "{licenses:?}"
        );
        hall.assert_exact();
    }
}

#[actix_web::test]
async fn a_removal_against_a_new_acceptance() {
    for round in 0..rounds(&Hall::with("user_administrator").await) {
        let hall = Hall::with("user_administrator").await;
        let link = hall
            .agent
            .hand_out(
                hall.app().paths(),
                ADATUM,
                &[("roles", "directory_reader"), ("days", "30")],
            )
            .await;
        let customer = hall.app().visitor();
        let (form, code) = hall
            .app()
            .to_the_code(&customer, &link, ADATUM.recipient)
            .await;
        let page = asked(&hall, &hall.agent).await;
        let typed = [("code", code.as_str()), ("agree", "yes")];
        let (accepted, removed) = at_once(
            round,
            customer.submit(&form, "Accept", &typed),
            hall.agent.submit(&page, REMOVE, &STATED),
        )
        .await;
        assert_eq!(accepted.status, 303, "{}", accepted.text());
        assert_eq!(removed.status, 303, "{}", removed.text());
        let (reports, _) = kept(hall.app());
        assert_eq!(reports, 1);
        let provider = hall.store.pair.provider.id;
        let own = format!("partner_id = '{provider}'");
        let active = hall
            .app()
            .count(&format!("relationships WHERE state = 'active' AND {own}"));
        let left = hall.app().count(&format!(
            "customer_entries WHERE left_at IS NOT NULL AND {own}"
        ));
        let connected = hall.app().count(&format!(
            "customer_entries WHERE standing = 'connected' AND {own}"
        ));
        // Accepted before, it changed nothing but privileges; afterwards, it brought the customer back.
        assert_eq!((left, connected), (1 - active, active));
        assert_eq!(hall.app().grants().len(), 2);
    }
}

#[actix_web::test]
async fn a_removal_that_ends_renewals_against_a_choice_of_the_reseller() {
    for round in 0..rounds(&Hall::with("user_administrator").await) {
        let hall = Hall::open("10").await;
        let row = hall.store.subscriptions()[0].clone();
        let renewal = hall.app().paths().subscription_renewal(row.id);
        let version = row.version.to_string();
        let page = asked(&hall, &hall.agent).await;
        let typed = [&STATED[..], &[("end_renewals", "yes")]].concat();
        let choice = [("version", version.as_str()), ("choice", "end")];
        let (chosen, removed) = at_once(
            round,
            hall.store.pair.seller.post(&renewal, &choice),
            hall.agent.submit(&page, REMOVE, &typed),
        )
        .await;
        // Where the choice was first, the page has shown more than there was to end, and is shown again.
        assert!(matches!(removed.status, 303 | 422), "{}", removed.text());
        if removed.status == 422 {
            let page = asked(&hall, &hall.agent).await;
            let again = hall.agent.submit(&page, REMOVE, &STATED).await;
            again.expect(303);
        }
        assert_eq!(chosen.status, 303, "{}", chosen.text());
        assert!(!hall.store.subscriptions()[0].auto_renew_enabled);
        let changed = of(&hall, "Subscription").await;
        assert_eq!(changed.len(), 1);
        // Whoever came second changed nothing, and its line is not there.
        let lines = "activity WHERE action = 'subscription_renewal_changed'";
        assert_eq!(hall.app().count(lines), 2);
    }
}
