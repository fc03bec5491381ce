//! What a customer reads when something is wrong with the link: their language, a hint, no way to an account.

use reqwest::{Method, header::ACCEPT_LANGUAGE};

use crate::support::{ADATUM, Page, TestApp, Visitor};

async fn opened(visitor: &Visitor, address: &str, accepted: &str) -> Page {
    let request = visitor.request(Method::GET, address);
    visitor
        .send(request.header(ACCEPT_LANGUAGE, accepted))
        .await
}

#[actix_web::test]
async fn a_link_opens_with_what_came_along_from_the_text_around_it() {
    let app = TestApp::start_under("/partners");
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let whole = customer.open(&link).await.expect(200);
    for along in [
        ".",
        ",",
        ")",
        "%5D",
        "%22",
        "'",
        "%3E",
        "%0D",
        "%0D%0A",
        "%20",
        "%E2%80%9D",
        "/",
        "/.",
        "*",
        "!%20Thanks",
    ] {
        let page = customer.open(&format!("{link}{along}")).await.expect(303);
        let page = customer.open(&page.location()).await.expect(200);
        assert_eq!(page.heading(), whole.heading(), "{along}");
    }
    let german = customer.open(&format!("{link}.?lang=de")).await.expect(303);
    assert!(german.location().ends_with("?lang=de"));
    customer.head(&format!("{link}.")).await.expect(303);
    let posted = customer.post(&format!("{link}./code"), &[]).await;
    assert!(posted.status >= 400, "nothing is posted to a guess");
}

#[actix_web::test]
async fn a_link_that_is_cut_off_or_unknown_says_so_in_the_readers_language_without_a_dashboard() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let cut = &link[..link.len() - 1];
    let mut unknown = link.clone();
    let last = if unknown.pop() == Some('A') { 'B' } else { 'A' };
    unknown.push(last);
    for (accepted, language, title) in [
        ("", "en", "This link does not work here"),
        (
            "de-AT, en;q=0.5",
            "de",
            "Dieser Link funktioniert hier nicht",
        ),
        ("fr", "fr", "Ce lien ne fonctionne pas ici"),
        ("es", "es", "Este enlace no funciona aquí"),
        ("pt-BR", "pt", "Este link não funciona aqui"),
        ("ja", "ja", "このリンクはここでは使えません"),
        ("nl", "en", "This link does not work here"),
    ] {
        let one = opened(&customer, cut, accepted).await.expect(404);
        let other = opened(&customer, &unknown, accepted).await.expect(404);
        assert_eq!(one.heading(), title);
        assert_eq!(one.first("html").attr("lang"), Some(language));
        assert_eq!(
            one.text(),
            other.text(),
            "nobody learns which links there are"
        );
        assert!(one.links().is_empty(), "{:?}", one.links());
    }
    let chosen = opened(&customer, &format!("{cut}?lang=ja"), "de")
        .await
        .expect(404);
    assert_eq!(chosen.first("html").attr("lang"), Some("ja"));
}

#[actix_web::test]
async fn every_other_error_on_a_customers_page_speaks_to_the_customer() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let code = format!("{link}/code");
    let foreign = customer
        .request(Method::POST, &code)
        .header(ACCEPT_LANGUAGE, "de");
    let foreign = customer
        .send(foreign.header("origin", "https://evil.example").body(""))
        .await
        .expect(403);
    let unread = customer
        .request(Method::POST, &code)
        .header(ACCEPT_LANGUAGE, "de")
        .header("origin", app.parts.site.origin());
    let unread = customer
        .send(unread.header("content-type", "text/plain").body("x"))
        .await
        .expect(415);
    let control = opened(&customer, &format!("{link}/x%00y"), "de").await;
    for page in [foreign, unread, control] {
        assert_eq!(
            page.heading(),
            "Das konnte nicht gelesen werden",
            "{}",
            page.status
        );
        assert!(page.links().is_empty(), "{:?}", page.links());
    }
    let staff = app.visitor().open("/nowhere").await.expect(404);
    assert!(staff.has_link("Go to the dashboard"));
}
