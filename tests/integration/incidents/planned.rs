//! Planned maintenance: its window, whose end comes by itself.

use chrono::Duration;
use partner_center::db::{ids::IncidentId, types::Timestamp};

use super::{Watch, fact, key, typed};
use crate::{services, support::Button};

/// From so many minutes from now on, for so many.
async fn plan(watch: &Watch, begins: i64, ends: i64) -> crate::support::Page {
    let at = |minutes| typed(watch.app().now().plus(Duration::minutes(minutes)));
    let (begins, ends) = (at(begins), at(ends));
    let fields = [
        ("severity", "maintenance"),
        ("title", "Servers are replaced"),
        ("affected", "Everything."),
        ("begins", begins.as_str()),
        ("ends", ends.as_str()),
    ];
    watch.report(&fields).await
}

/// The health of Mail at Adatum.
async fn health(watch: &Watch) -> String {
    let page = services::page(&watch.hall, &watch.hall.agent)
        .await
        .expect(200);
    let table = page.table("Services of Adatum");
    table.cell("Mail", "Health").to_owned()
}

#[actix_web::test]
async fn a_window_begins_and_ends_by_the_clock() {
    let mut watch = Watch::open().await;
    // To the whole minute, so that the edges are exact.
    let now = watch.app().now();
    let next = Timestamp::parse(&format!("{}:00Z", typed(now.plus(Duration::minutes(1))))).unwrap();
    watch.pass(next.since(now)).await;
    let (hour, instant) = (Duration::minutes(60), Duration::microseconds(1));
    let id = key(&plan(&watch, 60, 120).await.expect(303));
    assert_eq!(state(&watch, id).await, "Planned");
    assert_eq!(health(&watch).await, "Working");
    watch.pass(hour - instant).await;
    assert_eq!(state(&watch, id).await, "Planned");
    watch.pass(instant).await;
    assert_eq!(state(&watch, id).await, "Goes on");
    assert!(health(&watch).await.starts_with("Maintenance now"));
    watch.pass(hour - instant).await;
    assert_eq!(state(&watch, id).await, "Goes on");
    watch.pass(instant).await;
    assert_eq!(state(&watch, id).await, "Ended");
    assert_eq!(health(&watch).await, "Working");
    let page = watch.page(&watch.keeper, id).await.expect(200);
    assert_eq!(page.button("Save the cause"), Button::Open);
}

async fn state(watch: &Watch, id: IncidentId) -> String {
    fact(&watch.page(&watch.keeper, id).await.expect(200), "State")
}

#[actix_web::test]
async fn a_window_is_now_or_later_and_ends_after_its_begin() {
    let watch = Watch::open().await;
    for (begins, ends, field) in [(-1, 60, "begins"), (60, 60, "ends"), (60, 59, "ends")] {
        let refused = plan(&watch, begins, ends).await.expect(422);
        assert!(refused.field_error(field).is_some(), "{}", refused.text());
    }
    plan(&watch, 0, 1).await.expect(303);
}

#[actix_web::test]
async fn maintenance_stays_maintenance_and_can_be_over_before_its_end() {
    let mut watch = Watch::open().await;
    let id = key(&plan(&watch, 0, 120).await.expect(303));
    watch.pass(Duration::minutes(30)).await;
    let page = watch.page(&watch.keeper, id).await.expect(200);
    let typed = [("body", "Half of them are replaced.")];
    watch
        .keeper
        .submit(&page, "Add the update", &typed)
        .await
        .expect(303);
    let page = watch.page(&watch.keeper, id).await.expect(200);
    assert_eq!(fact(&page, "Severity"), "Maintenance");
    watch
        .keeper
        .submit(&page, "End the incident", &[])
        .await
        .expect(303);
    assert_eq!(health(&watch).await, "Working");
    assert_eq!(watch.lines("incident_ended").len(), 1);
}
