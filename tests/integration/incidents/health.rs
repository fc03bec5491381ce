//! How services are, and were in the last days.

use chrono::Duration;

use super::Watch;
use crate::{
    services,
    support::{Page, Visitor},
};

async fn list(watch: &Watch, who: &Visitor) -> Page {
    who.open(&watch.app().paths().services()).await.expect(200)
}

/// The strips in words, Files before Mail.
fn strips(page: &Page) -> Vec<String> {
    page.texts(".strip + .unseen")
}

/// To this time of a day in the future.
async fn to(watch: &mut Watch, time: &str) {
    let now = watch.app().now();
    let day = now.start_of_day().plus(Duration::days(1));
    let minutes = time
        .split_once(':')
        .map(|(hour, minute)| hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap());
    let at = day.plus(Duration::minutes(minutes.unwrap()));
    watch.pass(at.since(now)).await;
}

#[actix_web::test]
async fn a_strip_shows_the_days_from_midnight_to_midnight_and_no_more_than_ninety() {
    let mut watch = Watch::open().await;
    to(&mut watch, "10:40").await;
    let now = watch.app().now();
    let day = |days: i64| now.minus(Duration::days(days)).day();
    let since_midnight = Duration::minutes(10 * 60 + 40);
    assert_eq!(
        strips(&list(&watch, &watch.keeper).await)[1],
        "No incident in 90 days."
    );
    // One whole day, from midnight to midnight.
    let from = since_midnight + Duration::days(10);
    watch
        .over("interrupted", from, from - Duration::days(1))
        .await;
    // Ninety days and a minute ago, over at midnight; and over a minute later.
    let first = since_midnight + Duration::days(89);
    watch
        .over("degraded", first + Duration::days(1), first)
        .await;
    assert_eq!(
        strips(&list(&watch, &watch.keeper).await),
        [
            "No incident in 90 days.".to_owned(),
            format!("Interrupted on {}.", day(10))
        ]
    );
    watch
        .over(
            "degraded",
            first + Duration::days(1),
            first - Duration::minutes(1),
        )
        .await;
    // One that goes on since yesterday, and was worse today.
    let id = watch.going_on("degraded", Duration::days(1)).await;
    watch.update(id, "interrupted", "Worse.").await.expect(303);
    let shown = list(&watch, &watch.keeper).await;
    assert_eq!(
        strips(&shown)[1],
        format!(
            "Degraded on {}; Interrupted on {}; Degraded on {}; Interrupted on {}.",
            day(89),
            day(10),
            day(1),
            day(0)
        )
    );
    let table = shown.table("Services");
    assert!(
        table
            .cell("Mail", "Last 90 days")
            .starts_with("Interrupted 2 days, Degraded 2 days")
    );
    assert!(table.cell("Mail", "Health").starts_with("Interrupted"));
    assert_eq!(table.cell("Files", "Health"), "Working");
    assert_eq!(shown.all(".strip rect").len(), 4);
    // A day later the first of them is the ninety-first.
    watch.pass(Duration::days(1)).await;
    let tomorrow = |days: i64| watch.app().now().minus(Duration::days(days)).day();
    assert_eq!(
        strips(&list(&watch, &watch.keeper).await)[1],
        format!(
            "Interrupted on {}; Degraded on {}; Interrupted from {} to {}.",
            tomorrow(11),
            tomorrow(2),
            tomorrow(1),
            tomorrow(0)
        )
    );
}

#[actix_web::test]
async fn a_customers_services_show_the_worst_of_what_goes_on_with_a_link_to_it() {
    let watch = Watch::open().await;
    let at = async |who: &Visitor| {
        let page = services::page(&watch.hall, who).await.expect(200);
        let table = page.table("Services of Adatum");
        (table.column("Health").join("|"), page)
    };
    assert_eq!(at(&watch.hall.agent).await.0, "Working|Working");
    let info = watch.going_on("information", Duration::hours(5)).await;
    let (health, page) = at(&watch.hall.agent).await;
    assert_eq!(health, "Working|WorkingDelivery is slow");
    assert_eq!(
        page.link("Delivery is slow"),
        watch.app().paths().incident(info)
    );
    watch.going_on("degraded", Duration::hours(4)).await;
    let worst = watch.going_on("interrupted", Duration::hours(3)).await;
    watch.going_on("degraded", Duration::hours(2)).await;
    // The reseller of record sees the same.
    for who in [&watch.hall.agent, &watch.hall.store.pair.seller] {
        let (health, page) = at(who).await;
        assert_eq!(health, "Working|InterruptedDelivery is slow");
        assert_eq!(
            page.link("Delivery is slow"),
            watch.app().paths().incident(worst)
        );
        watch.page(who, worst).await.expect(200);
    }
    let page = watch.page(&watch.keeper, worst).await.expect(200);
    watch
        .keeper
        .submit(&page, "End the incident", &[])
        .await
        .expect(303);
    assert!(
        at(&watch.hall.agent)
            .await
            .0
            .starts_with("Working|Degraded")
    );
}

#[actix_web::test]
async fn another_seller_of_the_same_service_says_nothing_of_what_the_customer_has_from_here() {
    let watch = Watch::open().await;
    let (other, agent) = crate::licenses::other_seller(&watch.hall, "4").await;
    watch.hall.named_by(other.id, &["Mail", "Files"]);
    watch.going_on("interrupted", Duration::hours(3)).await;
    let page = services::page(&watch.hall, &agent).await.expect(200);
    let table = page.table("Services of Adatum");
    assert_eq!(table.column("Health"), ["Working", "Working"]);
    assert!(!page.has_text("Delivery is slow"), "{}", page.text());
    let own = services::page(&watch.hall, &watch.hall.agent)
        .await
        .expect(200);
    assert!(own.has_text("Delivery is slow"), "{}", own.text());
}

#[actix_web::test]
async fn what_is_said_of_maintenance_before_it_begins_does_not_make_it_longer() {
    let mut words = Vec::new();
    for is_told_before in [false, true] {
        let mut watch = Watch::open().await;
        to(&mut watch, "10:00").await;
        let at = |days: i64, hours: i64| {
            let ahead = Duration::days(days) + Duration::hours(hours);
            super::typed(watch.app().now().plus(ahead))
        };
        let (begins, ends) = (at(10, 0), at(10, 2));
        let fields = [
            ("severity", "maintenance"),
            ("title", "Servers are replaced"),
            ("affected", "Everything."),
            ("begins", begins.as_str()),
            ("ends", ends.as_str()),
        ];
        let id = super::key(&watch.report(&fields).await.expect(303));
        if is_told_before {
            let page = watch.page(&watch.keeper, id).await.expect(200);
            let said = [("body", "Still so.")];
            let told = watch.keeper.submit(&page, "Add the update", &said).await;
            told.expect(303);
        }
        watch.pass(Duration::days(10) + Duration::hours(3)).await;
        words.push(strips(&list(&watch, &watch.keeper).await)[1].clone());
    }
    assert!(words[0].contains("Maintenance"), "{words:?}");
    assert_eq!(words[0], words[1]);
}
