//! A second press, and two people at once.

use chrono::Duration;
use futures_util::future::join;
use partner_center::{db::ids::IncidentId, identity::Role};

use super::{Watch, fact};
use crate::support::Visitor;

/// Another Global admin of Meridian.
async fn other(watch: &Watch) -> Visitor {
    let provider = &watch.hall.store.pair.provider;
    let email = "second@meridian.example";
    watch
        .app()
        .staff(provider, Role::GlobalAdmin, "Second", email);
    watch.app().sign_in_as(email).await
}

#[actix_web::test]
async fn a_second_press_reports_nothing_twice_and_other_words_are_not_lost() {
    let watch = Watch::open().await;
    let form = watch.app().paths().new_incident_of(watch.mail);
    let form = watch.keeper.open(&form).await.expect(200);
    let begins = watch.ago(Duration::hours(1));
    let fields = [
        ("severity", "degraded"),
        ("title", "Slow"),
        ("affected", "All"),
        ("begins", begins.as_str()),
    ];
    let (one, two) = join(
        watch.keeper.submit(&form, "Report", &fields),
        watch.keeper.submit(&form, "Report", &fields),
    )
    .await;
    assert_eq!(one.expect(303).location(), two.expect(303).location());
    assert_eq!(watch.app().count("incidents"), 1);
    assert_eq!(watch.app().count("incident_updates"), 1);
    assert_eq!(watch.lines("incident_reported").len(), 1);
    let mut others = fields;
    others[1] = ("title", "Very slow");
    let refused = watch
        .keeper
        .submit(&form, "Report", &others)
        .await
        .expect(422);
    assert!(refused.has_text("sent already"), "{}", refused.text());
    assert_eq!(refused.value("title"), "Very slow");
    assert_eq!(watch.app().count("incidents"), 1);
    watch
        .keeper
        .submit(&refused, "Report", &[])
        .await
        .expect(303);
    assert_eq!(watch.app().count("incidents"), 2);
}

#[actix_web::test]
async fn a_second_press_adds_no_update_twice() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(1)).await;
    let page = watch.page(&watch.keeper, id).await.expect(200);
    let typed = [("severity", "interrupted"), ("body", "Nothing moves.")];
    let (one, two) = join(
        watch.keeper.submit(&page, "Add the update", &typed),
        watch.keeper.submit(&page, "Add the update", &typed),
    )
    .await;
    one.expect(303);
    two.expect(303);
    assert_eq!(watch.app().count("incident_updates"), 2);
    assert_eq!(watch.lines("incident_updated").len(), 1);
    // Other words under the same key.
    let others = [("severity", "interrupted"), ("body", "Something moves.")];
    let refused = watch.keeper.submit(&page, "Add the update", &others).await;
    let refused = refused.expect(422);
    assert_eq!(refused.value("body").trim(), "Something moves.");
    watch
        .keeper
        .submit(&refused, "Add the update", &[])
        .await
        .expect(303);
    assert_eq!(watch.app().count("incident_updates"), 3);
}

#[actix_web::test]
async fn of_two_that_write_at_once_the_second_sees_the_first_and_keeps_its_words() {
    let watch = Watch::open().await;
    let other = other(&watch).await;
    let id = watch.going_on("degraded", Duration::hours(1)).await;
    let (mine, theirs) = (
        watch.page(&watch.keeper, id).await.expect(200),
        watch.page(&other, id).await.expect(200),
    );
    let typed = [("severity", "interrupted"), ("body", "From one.")];
    watch
        .keeper
        .submit(&mine, "Add the update", &typed)
        .await
        .expect(303);
    let typed = [("severity", "information"), ("body", "From the other.")];
    let stale = other
        .submit(&theirs, "Add the update", &typed)
        .await
        .expect(422);
    assert!(stale.has_text("From one."), "{}", stale.text());
    assert_eq!(stale.value("body").trim(), "From the other.");
    assert_eq!(stale.value("severity"), "information");
    other
        .submit(&stale, "Add the update", &[])
        .await
        .expect(303);
    let page = watch.page(&other, id).await.expect(200);
    assert_eq!(
        page.texts(".timeline .typed"),
        ["From the other.", "From one."]
    );
}

#[actix_web::test]
async fn of_two_that_end_it_at_once_one_is_first() {
    let watch = Watch::open().await;
    let other = other(&watch).await;
    for round in 0..4 {
        let id: IncidentId = watch.going_on("degraded", Duration::hours(2)).await;
        let (mine, theirs) = (
            watch.page(&watch.keeper, id).await.expect(200),
            watch.page(&other, id).await.expect(200),
        );
        let (first, second) = (
            watch.ago(Duration::minutes(50)),
            watch.ago(Duration::minutes(40)),
        );
        let (one, two) = join(
            watch
                .keeper
                .submit(&mine, "End the incident", &[("ends", first.as_str())]),
            other.submit(&theirs, "End the incident", &[("ends", second.as_str())]),
        )
        .await;
        let mine = watch.keeper.follow(&one.expect(303)).await.expect(200);
        let theirs = other.follow(&two.expect(303)).await.expect(200);
        assert_eq!(fact(&mine, "End"), fact(&theirs, "End"));
        let told = [mine.flash(), theirs.flash()];
        let late = told.iter().filter(|it| it.contains("over already")).count();
        assert_eq!(late, 1, "{round}: {told:?}");
        assert_eq!(watch.lines("incident_ended").len(), round + 1);
    }
}
