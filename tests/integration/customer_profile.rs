//! The company profile is the customer's own: seen by all its partners, changed with a Global administrator privilege.

use crate::support::{ADATUM, Page, Pair, TestApp, Visitor, Way};

const GLOBAL: &[(&str, &str)] = &[("roles", "global_administrator"), ("days", "90")];

async fn profile(app: &TestApp, staff: &Visitor) -> String {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    format!("{}/account/profile", list.link("Adatum"))
}

async fn save(staff: &Visitor, page: &Page, typed: &[(&str, &str)]) -> Page {
    staff.submit(page, "Save", typed).await
}

/// Reseller and provider of one customer; the reseller alone holds Global administrator.
async fn together(app: &TestApp) -> Pair {
    let pair = app.pair().await;
    let form = pair.seller.open(&app.paths().new_invitation()).await;
    let (fields, other) = (ADATUM.fields(), pair.together(Way::JointByReseller));
    let typed = fields.iter().chain(&other);
    let mut typed: Vec<(&str, &str)> = typed.map(|(name, value)| (*name, value.as_str())).collect();
    typed.extend_from_slice(GLOBAL);
    let draft = pair
        .seller
        .press(&form, "Continue to the message", &typed)
        .await
        .expect(200);
    pair.seller.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    app.accept(&link, ADATUM.recipient).await;
    pair
}

#[actix_web::test]
async fn a_change_is_seen_by_every_partner_and_told_to_those_of_the_same_consent() {
    let app = TestApp::start();
    let pair = together(&app).await;
    let address = profile(&app, &pair.seller).await;
    let form = pair.seller.open(&address).await.expect(200);
    let typed = [
        ("name", "Zadatum Group"),
        ("country", "AT"),
        ("website", "zadatum.example"),
    ];
    save(&pair.seller, &form, &typed).await.expect(303);
    for staff in [&pair.seller, &pair.distributor] {
        assert_eq!(app.listed(staff, "q=zadat").await, ["Zadatum Group"]);
        let account = staff
            .open(&address.replace("/profile", ""))
            .await
            .expect(200);
        assert_eq!(account.heading(), "Zadatum Group");
        assert!(account.has_text("Austria") && account.has_text("https://zadatum.example/"));
        let activity = staff.open(&app.paths().activity()).await.expect(200);
        assert!(
            activity.has_text("Company name: Adatum → Zadatum Group")
                && activity.has_text("Country: none → Austria")
        );
    }
    let partner = format!("partner={}", pair.provider.id);
    assert_eq!(app.listed(&pair.seller, &partner).await, ["Zadatum Group"]);
}

#[actix_web::test]
async fn without_the_privilege_the_refusal_names_it_and_starts_the_request() {
    let app = TestApp::start();
    let (_, agent) = app
        .connected(&[("roles", "user_administrator"), ("days", "90")])
        .await;
    let address = profile(&app, &agent).await;
    let refused = agent.post(&address, &[("name", "x")]).await.expect(403);
    assert!(
        refused.has_text("takes delegated admin privileges with the role Global administrator")
    );
    assert!(
        refused
            .link("Ask Adatum for it")
            .contains("role=global_administrator")
    );
    let account = agent
        .open(&address.replace("/profile", ""))
        .await
        .expect(200);
    assert!(
        account
            .link("Ask Adatum for it")
            .contains("role=global_administrator")
    );
    assert_eq!(app.count("customer_profiles"), 0);
}

#[actix_web::test]
async fn saving_over_somebody_elses_change_shows_both() {
    let app = TestApp::start();
    let (_, agent) = app.connected(GLOBAL).await;
    let address = profile(&app, &agent).await;
    let (one, other) = (agent.open(&address).await, agent.open(&address).await);
    save(&agent, &one, &[("phone", "+43 1 1")])
        .await
        .expect(303);
    let mine = [("phone", "+43 1 2"), ("country", "AT")];
    let both = save(&agent, &other, &mine).await.expect(422);
    assert_eq!(
        (both.value("phone"), both.value("country")),
        ("+43 1 2".into(), "AT".into())
    );
    let saved = both.texts("#saved-text").join("");
    assert!(saved.contains("+43 1 1") && saved.contains("Admin agent of Contoso, Contoso"));
    save(&agent, &both, &[]).await.expect(303);
    assert_eq!(agent.open(&address).await.value("phone"), "+43 1 2");
}

#[actix_web::test]
async fn a_partner_of_another_consent_is_not_named_when_its_change_stands_in_the_way() {
    let app = TestApp::start();
    let (_, other) = app.agent_of("Fabrikam").await;
    let link = other.hand_out(app.paths(), ADATUM, GLOBAL).await;
    app.accept(&link, ADATUM.recipient).await;
    let (_, agent) = app.connected(GLOBAL).await;
    let page = agent.open(&profile(&app, &agent).await).await.expect(200);
    let theirs = other.open(&profile(&app, &other).await).await.expect(200);
    save(&other, &theirs, &[("phone", "+43 1 1")])
        .await
        .expect(303);
    let both = save(&agent, &page, &[("phone", "+43 1 2")]).await;
    let both = both.expect(422);
    let saved = both.texts("#saved-text").join("");
    assert!(saved.contains("+43 1 1") && saved.contains("another partner of this customer"));
    assert!(!both.has_text("Fabrikam"), "{}", both.text());
}
