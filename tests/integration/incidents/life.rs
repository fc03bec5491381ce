//! The life of an incident: reported, updated, over, explained.

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl, connection::SimpleConnection};
use partner_center::db::{Error, schema::incident_updates};

use super::{Watch, fact, key};
use crate::support::Button;

#[actix_web::test]
async fn an_incident_is_reported_updated_ended_and_explained() {
    let mut watch = Watch::open().await;
    let begins = watch.ago(Duration::hours(3));
    let fields = [
        ("severity", "degraded"),
        ("title", "Delivery is slow"),
        (
            "affected",
            "All mail to other organisations.\nNot within one.",
        ),
        ("message", "We are looking for the cause."),
        ("begins", begins.as_str()),
    ];
    let id = key(&watch.report(&fields).await.expect(303));
    let page = watch.page(&watch.keeper, id).await.expect(200);
    assert_eq!(page.heading(), "Delivery is slow");
    assert_eq!(fact(&page, "State"), "Goes on");
    assert_eq!(fact(&page, "Severity"), "Degraded");
    assert_eq!(fact(&page, "End"), "Not yet");
    assert_eq!(page.button("Save the cause"), Button::Absent);

    watch.pass(Duration::hours(1)).await;
    let worse = watch
        .update(id, "interrupted", "Now nothing is delivered.")
        .await;
    let page = watch.keeper.follow(&worse.expect(303)).await.expect(200);
    assert_eq!(fact(&page, "Severity"), "Interrupted");
    watch.pass(Duration::hours(1)).await;
    watch
        .update(id, "degraded", "It begins to move.")
        .await
        .expect(303);
    watch.pass(Duration::minutes(10)).await;
    watch
        .update(id, "interrupted", "It stands again.")
        .await
        .expect(303);

    watch.pass(Duration::hours(1)).await;
    let page = watch.page(&watch.keeper, id).await.expect(200);
    let ended = watch.keeper.submit(&page, "End the incident", &[]).await;
    let page = watch.keeper.follow(&ended.expect(303)).await.expect(200);
    assert_eq!(fact(&page, "State"), "Ended");
    assert_eq!(page.button("Add the update"), Button::Absent);
    assert_eq!(page.button("End the incident"), Button::Absent);

    let cause = [("cause", "A full disk.\nIt is watched now.")];
    let saved = watch.keeper.submit(&page, "Save the cause", &cause).await;
    let page = watch.keeper.follow(&saved.expect(303)).await.expect(200);
    assert!(
        fact(&page, "Cause").starts_with("A full disk."),
        "{}",
        page.text()
    );
    let said = page.texts(".timeline .typed");
    assert_eq!(
        said,
        [
            "It stands again.",
            "It begins to move.",
            "Now nothing is delivered.",
            "We are looking for the cause."
        ]
    );
    let severities = page.texts(".timeline strong");
    assert_eq!(
        severities,
        [
            "Interrupted",
            "Degraded",
            "Interrupted",
            "Reported: Degraded"
        ]
    );
    assert_eq!(
        watch.lines("incident_reported"),
        ["Severity: none → Degraded"]
    );
    assert_eq!(
        watch.lines("incident_updated"),
        [
            "Severity: Degraded → Interrupted",
            "Severity: Interrupted → Degraded",
            "Severity: Degraded → Interrupted"
        ]
    );
    assert_eq!(watch.lines("incident_ended").len(), 1);
    assert_eq!(watch.lines("incident_cause_changed").len(), 1);
}

#[actix_web::test]
async fn what_is_over_takes_no_update_and_is_not_opened_again() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    let before = watch.page(&watch.keeper, id).await.expect(200);
    let page = watch.page(&watch.keeper, id).await.expect(200);
    watch
        .keeper
        .submit(&page, "End the incident", &[])
        .await
        .expect(303);
    let typed = [("severity", "interrupted"), ("body", "It is wrong again.")];
    let late = watch
        .keeper
        .submit(&before, "Add the update", &typed)
        .await
        .expect(422);
    assert!(late.has_text("This incident is over"), "{}", late.text());
    assert!(late.has_text("It is wrong again."), "{}", late.text());
    assert_eq!(fact(&late, "Severity"), "Degraded");
    assert_eq!(watch.app().count("incident_updates"), 1);
    assert_eq!(watch.lines("incident_updated").len(), 0);
}

#[actix_web::test]
async fn a_cause_comes_after_the_end_and_is_corrected_by_who_saw_the_last_one() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    let path = watch.app().paths().incident_cause(id);
    let early = [("version", "1"), ("cause", "A full disk.")];
    let refused = watch.keeper.post(&path, &early).await.expect(422);
    assert!(refused.has_text("after its end"), "{}", refused.text());
    let page = watch.page(&watch.keeper, id).await.expect(200);
    watch
        .keeper
        .submit(&page, "End the incident", &[])
        .await
        .expect(303);
    let page = watch.page(&watch.keeper, id).await.expect(200);
    let one = [("cause", "A full disk.")];
    watch
        .keeper
        .submit(&page, "Save the cause", &one)
        .await
        .expect(303);
    // The same again is no change; other words on a stale page are kept and not saved.
    watch
        .keeper
        .submit(&page, "Save the cause", &one)
        .await
        .expect(303);
    let other = [("cause", "A broken cable.")];
    let stale = watch
        .keeper
        .submit(&page, "Save the cause", &other)
        .await
        .expect(422);
    assert_eq!(stale.value("cause").trim(), "A broken cable.");
    assert_eq!(fact(&stale, "Cause"), "A full disk.");
    watch
        .keeper
        .submit(&stale, "Save the cause", &[])
        .await
        .expect(303);
    let page = watch.page(&watch.keeper, id).await.expect(200);
    assert_eq!(fact(&page, "Cause"), "A broken cable.");
    let empty = [("cause", "  ")];
    let refused = watch
        .keeper
        .submit(&page, "Save the cause", &empty)
        .await
        .expect(422);
    assert!(refused.field_error("cause").is_some());
    assert_eq!(
        watch.lines("incident_cause_changed"),
        [
            "Cause: none → A full disk.",
            "Cause: A full disk. → A broken cable."
        ]
    );
}

#[actix_web::test]
async fn what_cannot_be_is_refused_and_kept_as_typed() {
    let watch = Watch::open().await;
    let (past, later) = (
        watch.ago(Duration::hours(2)),
        watch.ago(-Duration::hours(2)),
    );
    let long = "x".repeat(200);
    let right = [
        ("severity", "degraded"),
        ("title", "Slow"),
        ("affected", "All"),
        ("begins", past.as_str()),
        ("ends", ""),
    ];
    for (field, wrong) in [
        ("severity", "catastrophe"),
        ("title", ""),
        ("title", long.as_str()),
        ("affected", " "),
        ("affected", "a\u{7}b"),
        ("begins", ""),
        ("begins", "yesterday"),
        ("begins", later.as_str()),
        ("ends", later.as_str()),
        ("ends", "2001-01-01T00:00"),
    ] {
        let fields = right.map(|(name, value)| (name, if name == field { wrong } else { value }));
        let path = watch.app().paths().new_incident_of(watch.mail);
        let page = watch.keeper.post(&path, &fields).await.expect(422);
        assert!(
            page.field_error(field).is_some(),
            "{field} {wrong}: {}",
            page.text()
        );
        for (name, value) in fields.iter().filter(|(name, _)| *name != "severity") {
            assert_eq!(
                page.value(name).trim_start_matches('\n'),
                *value,
                "{field} {wrong}"
            );
        }
    }
    assert_eq!(watch.app().count("incidents"), 0);
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    let begins = watch.ago(Duration::hours(4));
    for wrong in ["", "noon", begins.as_str(), later.as_str()] {
        let page = watch.page(&watch.keeper, id).await.expect(200);
        let refused = watch
            .keeper
            .submit(&page, "End the incident", &[("ends", wrong)])
            .await;
        let refused = refused.expect(422);
        assert!(refused.field_error("ends").is_some(), "{wrong}");
        assert_eq!(refused.value("ends"), wrong);
    }
    for (severity, body, field) in [("maintenance", "x", "severity"), ("degraded", " ", "body")] {
        let path = watch.app().paths().incident_updates(id);
        let fields = [("version", "1"), ("severity", severity), ("body", body)];
        let refused = watch.keeper.post(&path, &fields).await.expect(422);
        assert!(refused.field_error(field).is_some(), "{}", refused.text());
    }
    assert_eq!(watch.app().count("incident_updates"), 1);
}

#[actix_web::test]
async fn what_was_said_is_never_changed_or_removed_in_the_database() {
    let watch = Watch::open().await;
    watch.going_on("degraded", Duration::hours(3)).await;
    for statement in [
        "UPDATE incident_updates SET body = 'x'",
        "DELETE FROM incident_updates",
    ] {
        let tried = watch
            .app()
            .read(|conn| Ok::<_, Error>(conn.batch_execute(statement).is_err()));
        assert!(tried, "{statement}");
    }
    let bodies: Vec<String> = watch.app().read(|conn| {
        Ok(incident_updates::table
            .select(incident_updates::body)
            .load(conn)?)
    });
    assert_eq!(bodies, [""]);
}
