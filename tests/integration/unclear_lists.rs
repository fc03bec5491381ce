//! A list that is asked for what cannot be understood shows nothing, and says so; its file likewise.

use crate::support::{ADATUM, Page, TestApp, Visitor};

/// A site with an invitation of Adatum, an accepted customer, activity and a partnership.
async fn full() -> (TestApp, Visitor) {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    let northwind = app.partner_of_kind(
        "Northwind",
        partner_center::identity::RelationshipKind::IndirectProvider,
    );
    app.partnership(&northwind, &contoso);
    (app, agent)
}

#[track_caller]
fn is_refused(page: &Page, path: &str) {
    assert_eq!(page.heading(), "Nothing is shown", "{}", page.address);
    assert_eq!(page.link("Show the whole list"), path);
    for name in ["Adatum", "adatum.example", "Northwind"] {
        assert!(!page.body.contains(name), "{}: {name}", page.address);
    }
}

const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

#[actix_web::test]
async fn a_list_that_is_asked_for_nonsense_shows_nothing_and_says_what() {
    let (app, agent) = full().await;
    let paths = app.paths();
    let long = format!("q={LONG}");
    let somewhere = "after=aQprZXk";
    let searched = [
        long.as_str(),
        "q=a%07b",
        "q=%E2%80%AE",
        "q=a%0Ab",
        "q=a&q=b",
    ];
    let placed = [
        "after=nonsense",
        "before=%25",
        somewhere,
        "after=.&before=.",
    ];
    let mut asked = Vec::new();
    for path in [paths.customers(), paths.customers_csv()] {
        let filters = ["relationship=all", "sort=x", "dir=up", "per=7", "partner=1"];
        asked.extend(
            [searched.as_slice(), &placed, &filters]
                .concat()
                .into_iter()
                .map(|query| (path.clone(), query)),
        );
    }
    for path in [paths.activity(), paths.activity_csv()] {
        let filters = ["customer=1", "person=x", "action=none", "days=31"];
        asked.extend(
            [placed.as_slice(), &filters]
                .concat()
                .into_iter()
                .map(|query| (path.clone(), query)),
        );
    }
    let filters = ["state=none", "channel=x"];
    asked.extend(
        [placed.as_slice(), &filters]
            .concat()
            .into_iter()
            .map(|query| (paths.invitations(), query)),
    );
    asked.extend(
        [searched.as_slice(), &placed, &["side=both"]]
            .concat()
            .into_iter()
            .map(|query| (paths.partnerships(), query)),
    );
    asked.extend(placed.map(|query| (paths.notifications(), query)));
    for (path, query) in asked {
        let before = app.count("activity");
        let page = agent.open(&format!("{path}?{query}")).await;
        assert_eq!(page.status, 422, "{path}?{query}: {}", page.text());
        is_refused(&page, &path);
        assert!(!page.texts("main li").is_empty(), "{path}?{query}");
        assert_eq!(app.count("activity"), before, "an export was noted");
        agent.open(&path).await.expect(200);
    }
}

#[actix_web::test]
async fn what_cannot_be_understood_is_named() {
    let (app, agent) = full().await;
    let address = format!("{}?relationship=everything&q=a%07", app.paths().customers());
    let page = agent.open(&address).await.expect(422);
    let said = page.texts("main li").join("\n");
    assert!(
        said.contains("“relationship” cannot be “everything”"),
        "{said}"
    );
    assert!(
        said.contains("The text to search for cannot be used"),
        "{said}"
    );
}

#[actix_web::test]
async fn empty_and_unknown_parameters_are_as_usual() {
    let (app, agent) = full().await;
    let query = "q=&relationship=&sort=&after=&utm_source=letter";
    let address = format!("{}?{query}", app.paths().customers());
    let page = agent.open(&address).await.expect(200);
    assert_eq!(page.texts("tbody th a"), ["Adatum"]);
}
