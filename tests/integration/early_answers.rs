//! Answers that are made before there is a request the site could route, and what stands in front of routing.

use std::time::Duration;

use crate::support::{TestApp, Wire};

const DRESS: &[&str] = &[
    "content-security-policy",
    "x-content-type-options",
    "cache-control",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
];

#[actix_web::test]
async fn answers_before_routing_carry_the_headers_too() {
    let app = TestApp::start_with(|parts| {
        parts.limits.deadlines.head = Duration::from_millis(500);
    });
    let long = format!(
        "GET / HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n",
        "a".repeat(200_000)
    );
    let many = format!(
        "GET / HTTP/1.1\r\nHost: a\r\n{}\r\n",
        "X-A: b\r\n".repeat(200)
    );
    for (text, statuses) in [
        ("NONSENSE\r\n\r\n", [400, 400]),
        ("GET / HTTP/1.1\r\n\r\n", [400, 400]),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", [400, 400]),
        (
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            [400, 400],
        ),
        ("GET / HTTP/9.9\r\nHost: a\r\n\r\n", [400, 505]),
        (&long, [400, 431]),
        (&many, [400, 431]),
        ("GET / HTTP/1.1\r\nHost: a", [408, 408]),
    ] {
        let mut wire = Wire::to(&app).await;
        wire.say(text).await;
        let said = wire.hear_all().await;
        let begin: String = text.chars().take(60).collect();
        assert!(statuses.contains(&said.status()), "{begin:?}: {said:?}");
        for name in DRESS {
            assert_eq!(said.headers(name).len(), 1, "{begin:?}: {name} in {said:?}");
        }
    }
}

#[actix_web::test]
async fn over_https_they_hold_the_browser_to_it() {
    let app = TestApp::start_with(|parts| {
        parts.site = partner_center::paths::Site::parse("https://partners.example").unwrap();
    });
    let mut wire = Wire::to(&app).await;
    wire.say("NONSENSE\r\n\r\n").await;
    let said = wire.hear_all().await;
    assert_eq!(
        said.headers("strict-transport-security"),
        ["max-age=31536000"]
    );
}

#[actix_web::test]
async fn answers_of_the_site_carry_each_header_once() {
    let app = TestApp::start();
    let mut wire = Wire::to(&app).await;
    wire.say("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .await;
    let said = wire.hear_all().await;
    assert_eq!(said.status(), 404);
    for name in DRESS.iter().chain(&["x-request-id"]) {
        assert_eq!(said.headers(name).len(), 1, "{name} in {said:?}");
    }
}

#[actix_web::test]
async fn a_proof_of_origin_that_stands_there_twice_proves_nothing() {
    let app = TestApp::start();
    let own = app.parts.site.origin().to_owned();
    for (headers, status) in [
        (vec![("Origin", own.as_str())], 422),
        (
            vec![("Origin", &own), ("Origin", "https://evil.example")],
            403,
        ),
        (
            vec![("Origin", "https://evil.example"), ("Origin", &own)],
            403,
        ),
        (vec![("Origin", &own), ("Origin", &own)], 403),
        (vec![("Sec-Fetch-Site", "same-origin")], 422),
        (
            vec![
                ("Sec-Fetch-Site", "same-origin"),
                ("Sec-Fetch-Site", "cross-site"),
            ],
            403,
        ),
    ] {
        let lines: String = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let head = app.form_head("/sign-in", 7, &format!("{lines}Connection: close\r\n"));
        let head = head.replacen(&format!("Origin: {own}\r\n"), "", 1);
        let mut wire = Wire::to(&app).await;
        wire.say(&format!("{head}email=x")).await;
        assert_eq!(wire.hear_all().await.status(), status, "{headers:?}");
    }
}

#[actix_web::test]
async fn whatever_stands_in_next_signing_in_leads_to_a_page() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(partner_center::identity::Role::SalesAgent);
    for (next, place) in [
        ("/customers?q=a%0Ab", "/customers?q=a%0Ab"),
        ("/customers?q=a\u{7}b", "/"),
        ("/customers\r\nX: y", "/"),
        ("/customers?q=\u{7f}", "/"),
        ("/customers?q=ü", "/"),
        ("/customers\t", "/"),
        ("//evil.example", "/"),
    ] {
        let typed = [
            ("email", email.as_str()),
            ("password", crate::support::PASSWORD),
            ("next", next),
        ];
        let answer = app.visitor().post(&app.paths().sign_in(), &typed).await;
        assert_eq!(answer.location(), place, "{next:?}");
    }
}

#[actix_web::test]
async fn the_demo_answers_names_of_this_machine_alone() {
    let demo = TestApp::start_with(|parts| parts.demo = true);
    let site = TestApp::start();
    for (host, is_this) in [
        ("localhost", true),
        ("LOCALHOST:8080", true),
        ("127.0.0.1", true),
        ("127.0.0.1:1", true),
        ("[::1]:8080", true),
        ("[::1]", true),
        ("evil.example", false),
        ("localhost.evil.example", false),
        ("127.0.0.1.evil.example:8080", false),
        ("localhost:80@evil.example", false),
        ("192.0.2.1:8080", false),
    ] {
        let ask = |path: &str| {
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
        };
        let mut wire = Wire::to(&demo).await;
        wire.say(&ask("/sign-in")).await;
        let said = wire.hear_all().await;
        assert_eq!(
            said.status(),
            if is_this { 200 } else { 421 },
            "{host}: {said:?}"
        );
        if !is_this {
            assert!(said.text.contains("The demo answers on this machine alone"));
        }
        let mut wire = Wire::to(&site).await;
        wire.say(&ask("/sign-in")).await;
        assert_eq!(wire.hear_all().await.status(), 200, "{host}");
    }
    let mut wire = Wire::to(&demo).await;
    wire.say(
        "GET http://evil.example/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert_eq!(wire.hear_all().await.status(), 421);
}
