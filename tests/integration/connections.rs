//! Connections that say little, and many of them: they are cut, and stop nobody else.

use std::time::Duration;

use partner_center::{
    identity::Role,
    web::connections::{Deadlines, Limits},
};

use crate::support::{TestApp, Wire};

/// Short enough to be waited for, long enough for what is honest.
const SHORT: Deadlines = Deadlines {
    head: Duration::from_millis(1_500),
    body: Duration::from_millis(1_500),
    idle: Duration::from_millis(1_500),
    closing: Duration::from_millis(1_500),
    stalled: Duration::from_millis(1_500),
};

/// So long that no deadline closes what the bounds should.
const PATIENT: Duration = Duration::from_secs(600);

fn impatient() -> TestApp {
    TestApp::start_with(|parts| parts.limits.deadlines = SHORT)
}

const GET: &str = "GET /healthz HTTP/1.1\r\nHost: site.example\r\n";

#[test]
fn in_production_a_head_has_five_seconds_and_a_body_fifteen() {
    let deadlines = Limits::default().deadlines;
    assert_eq!(deadlines.head, Duration::from_secs(5));
    assert_eq!(deadlines.body, Duration::from_secs(15));
}

#[actix_web::test]
async fn a_head_that_drips_is_cut() {
    let app = impatient();
    let mut wire = Wire::to(&app).await;
    wire.say(&format!("{GET}X-More: ")).await;
    assert_eq!(wire.drip().await.status(), 408);
}

#[actix_web::test]
async fn a_later_head_that_drips_is_cut() {
    let app = impatient();
    let mut wire = Wire::to(&app).await;
    wire.say(&format!("{GET}\r\n")).await;
    assert_eq!(wire.hear("ok").await.status(), 200);
    wire.say(&format!("{GET}X-More: ")).await;
    wire.drip().await;
}

#[actix_web::test]
async fn a_connection_that_says_nothing_is_cut_first_and_later() {
    let app = impatient();
    Wire::to(&app).await.closed().await;
    let mut wire = Wire::to(&app).await;
    wire.say(&format!("{GET}\r\n")).await;
    wire.hear("ok").await;
    wire.closed().await;
}

#[actix_web::test]
async fn a_form_that_drips_is_answered_and_cut() {
    let app = impatient();
    let mut wire = Wire::to(&app).await;
    wire.say(&app.form_head(&app.paths().sign_in(), 1_000, ""))
        .await;
    let said = wire.drip().await;
    assert_eq!(said.status(), 408, "{}", said.text);
    assert!(said.text.contains("This took too long"), "{}", said.text);
    assert_eq!(said.headers("connection"), ["close"]);
}

#[actix_web::test]
async fn an_upload_that_drips_is_answered_and_cut() {
    let app = impatient();
    let contoso = app.partner("Contoso");
    let cookie = Wire::cookie(&app, &contoso.email(Role::AdminAgent)).await;
    for part in [
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"pasted\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"",
    ] {
        let mut wire = Wire::to(&app).await;
        wire.say(&upload_head(&app, &cookie)).await;
        wire.say(&format!("--x\r\n{part}")).await;
        let said = wire.drip().await;
        assert_eq!(said.status(), 408, "{part:?}: {}", said.text);
    }
}

fn upload_head(app: &TestApp, cookie: &str) -> String {
    let form = app.form_head(&app.paths().imports(), 1_000_000, "");
    form.replace(
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    )
    .replace("\r\n\r\n", &format!("\r\nCookie: {cookie}\r\n\r\n"))
}

#[actix_web::test]
async fn a_body_that_drips_after_its_answer_is_cut() {
    let app = impatient();
    let sign_in = app.form_head(&app.paths().sign_in(), 100_000, "");
    let chunked = sign_in.replace("Content-Length: 100000", "Transfer-Encoding: chunked");
    for (status, head) in [
        (403, sign_in.replace("Origin", "X-No-Origin")),
        (404, sign_in.replace("/sign-in", "/nothing")),
        (405, sign_in.replace("/sign-in", "/healthz")),
        (303, sign_in.replace("/sign-in", "/imports")),
        (303, sign_in.replace("/sign-in", "/invitations/new")),
        (415, sign_in.replace("x-www-form-urlencoded", "json")),
        (413, format!("{sign_in}{}", "a".repeat(70_000))),
        (403, chunked.replace("Origin", "X-No-Origin")),
        (200, sign_in.replace("POST /sign-in", "GET /healthz")),
    ] {
        let mut wire = Wire::to(&app).await;
        wire.say(&head).await;
        let said = wire.drip().await;
        let begin = head.get(..100).unwrap();
        assert_eq!(said.status(), status, "{begin}: {}", said.text);
        assert_eq!(said.headers("connection"), ["close"], "{begin}");
    }
}

#[actix_web::test]
async fn a_connection_goes_on_after_a_form_that_came_whole() {
    let app = impatient();
    let mut wire = Wire::to(&app).await;
    for _ in 0..3 {
        wire.say(&app.form_head(&app.paths().sign_in(), 7, ""))
            .await;
        wire.say("email=x").await;
        assert_eq!(wire.hear("</html>").await.status(), 422);
    }
}

#[actix_web::test]
async fn a_network_with_many_connections_loses_its_oldest_and_others_none() {
    let app = TestApp::start_with(|parts| {
        parts.limits.per_network = 8;
        parts.limits.deadlines.head = PATIENT;
    });
    let mut other = Wire::from("127.0.0.2", &app).await;
    other.say(GET).await;
    let mut held = Vec::new();
    for _ in 0..40 {
        let mut wire = Wire::to(&app).await;
        wire.say(GET).await;
        held.push(wire);
    }
    // All but a few have made room; a newcomer is served at once.
    Wire::all_closed_but(8, &held).await;
    let mut newcomer = Wire::to(&app).await;
    newcomer.say(&format!("{GET}\r\n")).await;
    assert_eq!(newcomer.hear("ok").await.status(), 200);
    other.say("\r\n").await;
    assert_eq!(other.hear("ok").await.status(), 200);
}

#[actix_web::test]
async fn a_full_server_makes_room_for_newcomers() {
    let app = TestApp::start_with(|parts| {
        parts.limits.total = 12;
        parts.limits.deadlines.head = PATIENT;
    });
    let mut held = Vec::new();
    for number in 0..60 {
        let mut wire = Wire::from(&format!("127.0.0.{}", 2 + number % 6), &app).await;
        wire.say(GET).await;
        held.push(wire);
    }
    let mut newcomer = Wire::to(&app).await;
    newcomer.say(&format!("{GET}\r\n")).await;
    assert_eq!(newcomer.hear("ok").await.status(), 200);
    Wire::all_closed_but(12, &held).await;
}

#[actix_web::test]
async fn connections_through_a_trusted_proxy_are_not_bound_by_network() {
    let app = TestApp::start_with(|parts| {
        parts.limits.per_network = 2;
        parts.limits.deadlines.head = PATIENT;
        parts.trusted_proxies = "127.0.0.0/8".parse().unwrap();
    });
    let mut wires = Vec::new();
    for _ in 0..10 {
        let mut wire = Wire::to(&app).await;
        wire.say(GET).await;
        wires.push(wire);
    }
    for wire in &mut wires {
        wire.say("\r\n").await;
        assert_eq!(wire.hear("ok").await.status(), 200);
    }
}

#[actix_web::test]
async fn a_field_that_the_page_does_not_have_is_refused_at_its_name() {
    let app = impatient();
    let contoso = app.partner("Contoso");
    let cookie = Wire::cookie(&app, &contoso.email(Role::AdminAgent)).await;
    for part in [
        "Content-Disposition: form-data; name=\"unknown\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"other\"; filename=\"a.csv\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"pasted\"\r\n\r\na\r\n--x\r\nContent-Disposition: form-data; name=\"pasted\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n",
    ] {
        let mut wire = Wire::to(&app).await;
        wire.say(&upload_head(&app, &cookie)).await;
        // Nothing of its content comes, and yet it is answered, sooner than the body's deadline.
        wire.say(&format!("--x\r\n{part}")).await;
        let said = wire.hear_all().await;
        assert_eq!(said.status(), 400, "{part}: {}", said.text);
        assert!(
            said.text.contains("does not belong"),
            "{part}: {}",
            said.text
        );
    }
}
