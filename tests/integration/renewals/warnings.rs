//! The letters 30 and 7 days before a term is over: each once, on both sides, and only of what is news.

use chrono::Duration;
use partner_center::{
    identity::{NewUser, Role, Roles},
    prices::{Billing, Term},
};

use super::{MOMENT, days, go_to, housekeep_on_two_nodes, only, set};
use crate::{
    ordering::{Store, next_price, price},
    support::Company,
};

/// The letters about subscriptions to the Admin agent of a partner, the oldest first.
async fn letters(store: &Store, to: &Company) -> Vec<String> {
    let email = to.email(Role::AdminAgent);
    let mails = store.app.mails().await.into_iter();
    let about = mails.filter(|mail| {
        mail.to == email
            && (mail.subject.contains("the term of")
                || mail.subject.contains("subscriptions renew or end"))
    });
    about
        .map(|mail| format!("{}\n{}", mail.subject, mail.text))
        .collect()
}

async fn numbers(store: &Store) -> (usize, usize) {
    let seller = letters(store, &store.pair.provider).await.len();
    (seller, letters(store, &store.pair.reseller).await.len())
}

/// A subscription for a month.
async fn a_month(store: &Store) {
    let monthly = price(
        &store.app,
        &store.suite,
        Term::Month,
        Billing::Monthly,
        1_000,
    );
    let agent = &store.pair.distributor;
    store.add(agent, monthly, "3").await.expect(303);
    let review = store.review(agent).await.expect(200);
    store.confirm(&review).await.expect(303);
}

#[actix_web::test]
async fn both_partners_are_told_30_and_7_days_before_each_once_also_on_two_nodes() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&only(&store), 0).last.ends_at();
    let day = |days| end.minus(Duration::days(days));
    for (at, number) in [
        (day(30).minus(MOMENT), 0),
        (day(30), 1),
        (day(8), 1),
        (day(7).minus(MOMENT), 1),
        (day(7), 2),
        (end.minus(MOMENT), 2),
        (end, 2),
        (end.plus(Duration::days(20)), 2),
    ] {
        go_to(&store, at);
        housekeep_on_two_nodes(&store).await;
        assert_eq!(numbers(&store).await, (number, number), "{at}");
    }
}

#[actix_web::test]
async fn whoever_is_invited_and_has_no_password_yet_is_told_nothing() {
    let store = Store::open().await;
    store.order("10").await;
    let new = NewUser {
        partner: store.pair.reseller.id,
        email: "invited@contoso.example".to_owned(),
        name: "Ada".to_owned(),
        roles: Roles::new(&[Role::AdminAgent]),
        password_hash: None,
    };
    let now = store.app.now();
    store.app.write(|tx| new.insert(tx, now));
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(30)));
    store.app.housekeep().await;
    assert_eq!(numbers(&store).await, (1, 1));
    let told = store.app.mails().await;
    assert!(told.iter().all(|mail| mail.to != "invited@contoso.example"));
}

#[actix_web::test]
async fn after_standing_still_only_the_latest_goes_out_and_none_when_it_has_happened() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(3)));
    housekeep_on_two_nodes(&store).await;
    assert_eq!(numbers(&store).await, (1, 1));
    let store = Store::open().await;
    store.order("10").await;
    go_to(&store, end);
    housekeep_on_two_nodes(&store).await;
    assert_eq!(numbers(&store).await, (0, 0));
    assert_eq!(only(&store).term_number, 1);
}

#[actix_web::test]
async fn the_letter_says_the_new_price_and_the_reseller_reads_no_cost() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(40)));
    next_price(&store, 24_000);
    go_to(&store, end.minus(Duration::days(30)));
    store.app.housekeep().await;
    for partner in [&store.pair.provider, &store.pair.reseller] {
        let letter = letters(&store, partner).await.remove(0);
        for said in [
            "Adatum: the term of Suite 1 ends with",
            "Adatum: 10 × Suite 1",
            "at 22.00 EUR a license and month",
            "The running term costs 11.00 EUR",
            &store.app.paths().subscription(only(&store).id),
        ] {
            assert!(letter.contains(said), "{said}: {letter}");
        }
        assert!(
            !letter.contains("20.00") && !letter.contains("240.00"),
            "{letter}"
        );
    }
}

#[actix_web::test]
async fn the_letter_says_why_it_cannot_be_renewed() {
    let store = Store::open().await;
    store.order("10").await;
    let end = days(&only(&store), 0).last.ends_at();
    store.run(&format!("UPDATE prices SET ends_at = '{}'", end.rfc3339()));
    go_to(&store, end.minus(Duration::days(7)));
    store.app.housekeep().await;
    for partner in [&store.pair.provider, &store.pair.reseller] {
        let letter = letters(&store, partner).await.remove(0);
        let said = "cannot be, as things stand: the price list has no price of it for Germany in EUR on that day";
        assert!(letter.contains(said), "{letter}");
    }
}

#[actix_web::test]
async fn a_month_that_goes_on_at_the_same_price_is_no_news_and_a_rise_is_news_to_whoever_sees_it() {
    let store = Store::open().await;
    a_month(&store).await;
    let end = |number| days(&only(&store), number).last.ends_at();
    go_to(&store, end(0).minus(Duration::days(7)));
    store.app.housekeep().await;
    assert_eq!(numbers(&store).await, (0, 0));
    // The cost alone rises for the second term, and the partner price for the third one.
    let month = (Term::Month, Billing::Monthly);
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}' WHERE term_duration = 'P1M'",
        end(0).rfc3339()
    ));
    let second = store.price_between(month, (end(0), Some(end(1))), 1_050);
    store.run(&format!(
        "UPDATE prices SET partner_price = 1100, list_price = 1250 WHERE id = '{second}'"
    ));
    store.price_between(month, (end(1), None), 1_050);
    go_to(&store, end(0).minus(Duration::days(6)));
    store.app.housekeep().await;
    go_to(&store, end(0));
    store.app.housekeep().await;
    assert_eq!(numbers(&store).await, (0, 0));
    go_to(&store, end(1).minus(Duration::days(7)));
    store.app.housekeep().await;
    assert_eq!(numbers(&store).await, (1, 1));
}

#[actix_web::test]
async fn a_rise_of_the_cost_alone_is_told_to_the_seller_and_not_to_the_reseller() {
    let store = Store::open().await;
    a_month(&store).await;
    let end = days(&only(&store), 0).last.ends_at();
    store.run(&format!(
        "UPDATE prices SET ends_at = '{}' WHERE term_duration = 'P1M'",
        end.rfc3339()
    ));
    let next = store.price_between((Term::Month, Billing::Monthly), (end, None), 1_050);
    store.run(&format!(
        "UPDATE prices SET partner_price = 1100, list_price = 1250 WHERE id = '{next}'"
    ));
    go_to(&store, end.minus(Duration::days(7)));
    store.app.housekeep().await;
    assert_eq!(numbers(&store).await, (1, 0));
}

#[actix_web::test]
async fn a_month_that_will_not_renew_is_told_of() {
    let store = Store::open().await;
    a_month(&store).await;
    set(&store, "auto_renew_enabled = false");
    let end = days(&only(&store), 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(7)));
    store.app.housekeep().await;
    assert_eq!(numbers(&store).await, (1, 1));
    let letter = letters(&store, &store.pair.reseller).await.remove(0);
    assert!(letter.contains("and is not renewed"), "{letter}");
}

#[actix_web::test]
async fn what_a_person_is_told_at_a_time_stands_in_one_letter() {
    let store = Store::open().await;
    for sku in ["2", "3"] {
        let (_, price) = store.sell(sku, |_| {});
        let agent = &store.pair.distributor;
        store.add(agent, price, "7").await.expect(303);
    }
    store.order("10").await;
    let end = days(&store.subscriptions()[0], 0).last.ends_at();
    go_to(&store, end.minus(Duration::days(30)));
    housekeep_on_two_nodes(&store).await;
    let letters = letters(&store, &store.pair.provider).await;
    assert_eq!(letters.len(), 1);
    for said in [
        "3 subscriptions renew or end",
        "Suite 1",
        "Suite 2",
        "Suite 3",
    ] {
        assert!(letters[0].contains(said), "{said}: {}", letters[0]);
    }
}
