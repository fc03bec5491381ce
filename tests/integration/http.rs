//! What holds for every answer and every form, whatever the page.

use partner_center::{identity::Role, web::assets};
use reqwest::Method;

use crate::support::{ADATUM, Page, TestApp, Wire};

/// Headers that every answer carries, whatever it is.
#[track_caller]
fn is_dressed(page: &Page) {
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ] {
        assert!(
            policy.contains(part),
            "{}: {part} in {policy:?}",
            page.address
        );
    }
    assert!(!policy.contains("unsafe"), "{}: {policy}", page.address);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value, "{}: {name}", page.address);
    }
    assert!(!page.header("x-request-id").is_empty(), "{}", page.address);
}

#[actix_web::test]
async fn every_answer_carries_the_headers_errors_and_files_included() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let asset = assets::url(app.paths(), "css/site.css");
    let visitor = app.visitor();
    for address in [
        "/healthz",
        "/sign-in",
        "/customers",
        "/nothing",
        "/password/none",
        "/i/none",
        "/%00",
        &asset,
        &link,
    ] {
        is_dressed(&visitor.open(address).await);
    }
    for address in [
        "/",
        "/customers",
        "/customers.csv",
        "/invitations/none",
        "/nothing",
    ] {
        is_dressed(&agent.open(address).await);
    }
    is_dressed(
        &visitor
            .send(visitor.request(Method::POST, "/sign-in"))
            .await
            .expect(403),
    );
    is_dressed(
        &visitor
            .post("/sign-in", &[("unknown", "x")])
            .await
            .expect(400),
    );
    is_dressed(
        &visitor
            .send(visitor.request(Method::DELETE, "/sign-in"))
            .await
            .expect(405),
    );
}

#[actix_web::test]
async fn pages_are_not_stored_and_files_are_kept_for_good() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    assert_eq!(
        agent
            .open("/customers")
            .await
            .expect(200)
            .header("cache-control"),
        "no-store"
    );
    let asset = assets::url(app.paths(), "css/site.css");
    let file = agent.open(&asset).await.expect(200);
    assert!(file.header("cache-control").contains("immutable"));
    agent
        .open(&asset.replace("site.", "site.00"))
        .await
        .expect(404);
}

#[actix_web::test]
async fn the_customers_page_runs_no_script_and_is_in_no_index() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    for address in [link.as_str(), "/i/none"] {
        let page = app.visitor().open(address).await;
        assert!(
            !page
                .header("content-security-policy")
                .contains("script-src"),
            "{address}"
        );
        assert_eq!(page.header("x-robots-tag"), "noindex", "{address}");
        assert!(!page.body.contains("<script"), "{address}");
    }
}

#[actix_web::test]
async fn over_https_the_cookie_and_the_headers_hold_the_browser_to_it() {
    for (site, cookie) in [
        ("https://partners.example", "__Host-partner_center="),
        ("https://example.org/partners", "__Secure-partner_center="),
    ] {
        let app = TestApp::start_with(|parts| {
            parts.site = partner_center::paths::Site::parse(site).unwrap()
        });
        let contoso = app.partner("Contoso");
        let email = contoso.email(Role::SalesAgent);
        let typed = [
            ("email", email.as_str()),
            ("password", crate::support::PASSWORD),
        ];
        let answer = app
            .visitor()
            .post(&app.paths().sign_in(), &typed)
            .await
            .expect(303);
        let set = answer.header("set-cookie");
        assert!(set.starts_with(cookie), "{set}");
        for part in ["Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(set.contains(part), "{part} in {set}");
        }
        assert!(!set.contains("Domain="), "{set}");
        let held = answer.header("strict-transport-security");
        assert_eq!(held, "max-age=31536000");
    }
}

#[actix_web::test]
async fn names_below_the_host_are_held_to_https_only_where_the_operator_asks() {
    let app = TestApp::start_with(|parts| {
        parts.site = partner_center::paths::Site::parse("https://partners.example").unwrap();
        parts.hsts = partner_center::web::security::Hsts::Subdomains;
    });
    let page = app.visitor().open("/sign-in").await.expect(200);
    assert_eq!(
        page.header("strict-transport-security"),
        "max-age=31536000; includeSubDomains"
    );
}

#[actix_web::test]
async fn a_form_from_another_site_changes_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let sign_out = app.paths().sign_out();
    for headers in [
        vec![],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![
            ("sec-fetch-site", "cross-site"),
            ("origin", app.parts.site.origin()),
        ],
    ] {
        let mut request = agent.request(Method::POST, &sign_out);
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let page = agent.send(request).await.expect(403);
        assert_eq!(page.heading(), "This request was stopped", "{headers:?}");
        agent.open("/customers").await.expect(200);
    }
    let own = agent
        .request(Method::POST, &sign_out)
        .header("sec-fetch-site", "same-origin");
    agent.send(own).await.expect(303);
    agent.open("/customers").await.expect(303);
}

#[actix_web::test]
async fn a_form_that_is_none_gets_a_page_and_nothing_is_lost() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let address = app.paths().new_invitation();
    const FORM: &str = "application/x-www-form-urlencoded";
    for (kind, body, status) in [
        ("application/json", "{}".to_owned(), 415),
        ("multipart/form-data; boundary=x", "--x--".to_owned(), 415),
        ("text/plain", "company_name=Adatum".to_owned(), 415),
        (
            "application/x-www-form-urlencoded; charset=iso-8859-1",
            "company_name=Adatum".to_owned(),
            415,
        ),
        (FORM, format!("company_name={}", "x".repeat(70_000)), 413),
        (FORM, "company_name=%00".to_owned(), 400),
        (FORM, "company_name=%FF".to_owned(), 400),
        (FORM, "company_name=Adatum&partner_id=1".to_owned(), 400),
    ] {
        let page = agent.post_body(&address, kind, body).await.expect(status);
        assert!(page.has_text("Nothing was changed"), "{}", page.text());
        assert!(
            !page.text().contains("partner_id `") && !page.text().contains("deserialize"),
            "{}",
            page.text()
        );
    }
    let kept = agent
        .post_body(&address, FORM, "company_name=Adatum+%26+Co&unknown=1")
        .await
        .expect(400);
    assert!(kept.has_text("Adatum & Co"), "{}", kept.text());
    let empty = agent.post_body(&address, FORM, "").await.expect(422);
    assert!(!empty.error_summary().is_empty());
    assert_eq!(app.count("invitations"), 0);
}

#[actix_web::test]
async fn text_that_is_none_in_an_address_is_refused() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for address in [
        "/customers?q=%00",
        "/customers?q=%FF",
        "/customers/%C3%28",
        "/i/%00",
    ] {
        agent.open(address).await.expect(400);
    }
    agent.open("/customers?q=%25_%5C'%22*").await.expect(200);
}

#[actix_web::test]
async fn an_error_page_names_a_request_and_nothing_internal() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for address in [
        "/nothing",
        "/customers/none",
        "/customers/00000000-0000-0000-0000-000000000000",
        "/invitations/%20",
    ] {
        let page = agent.open(address).await.expect(404);
        assert_eq!(page.heading(), "Page not found", "{address}");
        assert_eq!(page.link("Go to the dashboard"), "/");
    }
}

#[actix_web::test]
async fn head_answers_as_get_does_without_a_body() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for address in ["/healthz", "/customers", "/sign-in", "/nothing"] {
        let (get, head) = (agent.open(address).await, agent.head(address).await);
        assert_eq!(
            (head.status, head.body.as_str()),
            (get.status, ""),
            "{address}"
        );
        assert_eq!(
            head.header("content-type"),
            get.header("content-type"),
            "{address}"
        );
    }
}

#[actix_web::test]
async fn a_letter_says_the_same_in_both_parts_and_escapes_what_was_typed() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let body = format!("{}\n<b>R&D</b>", draft.value("body"));
    agent
        .submit(&draft, "Send now", &[("body", &body)])
        .await
        .expect(303);
    let letter = app.mail_to(ADATUM.recipient).await;
    assert_eq!(letter.kind, "invitation");
    assert!(letter.text.contains("<b>R&D</b>"), "{}", letter.text);
    assert!(
        letter.html.contains(letter.link()) && !letter.html.contains("<b>R&D"),
        "{}",
        letter.html
    );
}

#[actix_web::test]
async fn a_page_travels_compressed_unless_a_link_stands_on_it() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let list = agent.open("/customers").await.expect(200);
    assert_eq!(list.header("content-encoding"), "zstd");
    let invitation = agent.open("/invitations").await.expect(200).link("Adatum");
    for address in [link.as_str(), &invitation] {
        let page = agent.open(address).await.expect(200);
        assert!(page.body.contains(&link[link.len() - 46..]), "{address}");
        assert_eq!(page.header("content-encoding"), "", "{address}");
    }
}

#[actix_web::test]
async fn of_several_encodings_the_one_is_chosen_that_the_browser_understands() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let asset = assets::url(app.paths(), "css/site.css");
    let encoding = async |address: &str, accepted: &'static str| {
        let request = agent.request(Method::GET, address);
        let answer = request
            .header("accept-encoding", accepted)
            .send()
            .await
            .unwrap();
        let encoding = answer.headers().get("content-encoding").cloned();
        encoding.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    };
    for (accepted, page, file) in [
        ("gzip, deflate, br, zstd", "zstd", "br"),
        ("gzip, deflate, br", "br", "br"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip", "gzip", "gzip"),
        ("identity", "", ""),
    ] {
        assert_eq!(encoding("/customers", accepted).await, page, "{accepted}");
        assert_eq!(encoding(&asset, accepted).await, file, "{accepted}");
    }
}

#[actix_web::test]
async fn a_link_with_a_full_stop_behind_it_leads_to_the_link_and_never_to_another_host() {
    let token = "aZ0-_".repeat(9)[..43].to_owned();
    for (app, prefix) in [
        (TestApp::start(), ""),
        (TestApp::start_under("/partners"), "/partners"),
    ] {
        let ask = async |path: &str| {
            let mut wire = Wire::to(&app).await;
            wire.say(&format!(
                "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            ))
            .await;
            wire.hear_all().await
        };
        let link = format!("{prefix}/i/{token}");
        let led = ask(&format!("{link}.?lang=de")).await;
        assert_eq!(led.status(), 303, "{led:?}");
        assert_eq!(led.headers("location"), [format!("{link}?lang=de")]);
        for path in [
            format!("//evil.example{link}."),
            format!("/\\evil.example{link}."),
            format!("/%5Cevil.example{link}."),
            format!("/%2F/evil.example{link}."),
            format!("//evil.example/{link}."),
            format!("/{link}."),
            format!("/elsewhere{link}."),
            format!("{prefix}/customers{link}."),
            format!("{link}{link}."),
        ] {
            let answer = ask(&path).await;
            assert!(matches!(answer.status(), 400 | 404), "{path}: {answer:?}");
            assert!(answer.headers("location").is_empty(), "{path}: {answer:?}");
        }
        let absolute = ask(&format!("http://evil.example{link}.")).await;
        assert!(
            absolute.headers("location").iter().all(|it| *it == link),
            "{absolute:?}"
        );
    }
}
