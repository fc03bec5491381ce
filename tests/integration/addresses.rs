//! Which address a visitor is known by, directly and behind proxies.

use partner_center::identity::Role;
use reqwest::{Method, header::ORIGIN};

use crate::support::{Company, PASSWORD, Page, TestApp, Visitor};

async fn sign_in(app: &TestApp, email: &str, password: &str, hops: &[&str]) -> (Visitor, Page) {
    let visitor = app.visitor();
    let mut request = visitor
        .request(Method::POST, &app.paths().sign_in())
        .header(ORIGIN, app.parts.site.origin());
    for value in hops {
        request = request.header("x-forwarded-for", *value);
    }
    let form = [("email", email), ("password", password)];
    let page = visitor.send(request.form(&form)).await;
    (visitor, page)
}

/// The address on the page of sessions of somebody who signs in so.
async fn known_as(app: &TestApp, company: &Company, hops: &[&str]) -> String {
    let email = company.email(Role::GlobalAdmin);
    let (visitor, page) = sign_in(app, &email, PASSWORD, hops).await;
    page.expect(303);
    let sessions = visitor.open(&app.paths().sessions()).await.expect(200);
    visitor
        .post(&app.paths().all_sessions_end(), &[])
        .await
        .expect(303);
    let text = sessions.text();
    let found = [
        "198.51.100.1",
        "192.0.2.7",
        "2001:db8::1",
        "127.0.0.1",
        "10.9.9.9",
    ];
    let known: Vec<&str> = found.into_iter().filter(|one| text.contains(one)).collect();
    known.join(" and ")
}

#[actix_web::test]
async fn behind_a_trusted_proxy_a_visitor_is_known_by_what_the_proxy_wrote() {
    let app = TestApp::start_with(|parts| {
        parts.trusted_proxies = "127.0.0.0/8,10.0.0.0/8".parse().unwrap();
    });
    let contoso = app.partner("Contoso");
    for (hops, known) in [
        (vec!["198.51.100.1"], "198.51.100.1"),
        (vec!["192.0.2.7, 198.51.100.1:4711"], "198.51.100.1"),
        (vec!["192.0.2.7", "198.51.100.1"], "198.51.100.1"),
        (vec!["192.0.2.7, \"[2001:db8::1]:80\""], "2001:db8::1"),
        (vec!["::ffff:198.51.100.1, 10.1.1.1"], "198.51.100.1"),
        (vec!["192.0.2.7, unknown"], "127.0.0.1"),
        (vec!["192.0.2.7, unknown, 10.9.9.9"], "10.9.9.9"),
        (vec![], "127.0.0.1"),
    ] {
        assert_eq!(known_as(&app, &contoso, &hops).await, known, "{hops:?}");
    }
}

#[actix_web::test]
async fn without_a_trusted_proxy_nobody_is_believed() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    assert_eq!(
        known_as(&app, &contoso, &["198.51.100.1"]).await,
        "127.0.0.1"
    );
}

#[actix_web::test]
async fn nobody_passes_the_limit_of_tries_by_an_address_of_their_own() {
    let app = TestApp::start_with(|parts| {
        parts.trusted_proxies = "127.0.0.1".parse().unwrap();
    });
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::GlobalAdmin);
    let mut last = String::new();
    for number in 0..12 {
        let hops = format!("192.0.2.{number}, _hidden");
        let (_, page) = sign_in(&app, &email, "a wrong password", &[&hops]).await;
        last = page.expect(422).text();
    }
    assert!(last.contains("Too many tries"), "{last}");
}
