//! Where a partner's bills for a customer go, and whom it speaks to there: a partner's own.

use partner_center::identity::Role;

use crate::support::{ADATUM, Page, TestApp, Visitor, Way};

async fn address(app: &TestApp, staff: &Visitor) -> String {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    format!("{}/account/bill-to", list.link("Adatum"))
}

const AMSTERDAM: &[(&str, &str)] = &[
    ("company", "Adatum B.V."),
    ("country", "NL"),
    ("line1", "Damrak 1"),
    ("postal_code", "1012lg"),
    ("city", "Amsterdam"),
    ("contact_name", "Ana Lima"),
    ("contact_email", "Ana.Lima@adatum.example"),
    ("contact_phone", "+31 20 123 4567"),
    ("language", "de"),
];

/// The same with something else.
fn with<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let is_kept = |(name, _): &&(&str, &str)| other.iter().all(|(known, _)| known != name);
    let kept = AMSTERDAM.iter().filter(is_kept);
    kept.chain(other).copied().collect()
}

async fn save(staff: &Visitor, page: &Page, typed: &[(&str, &str)]) -> Page {
    staff.submit(page, "Save", typed).await
}

#[actix_web::test]
async fn what_is_saved_stands_in_the_account_as_the_country_writes_it() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let address = address(&app, &agent).await;
    let form = agent.open(&address).await.expect(200);
    assert_eq!(form.value("company"), "Adatum");
    let saved = save(&agent, &form, AMSTERDAM).await.expect(303);
    let account = agent.follow(&saved).await.expect(200);
    for words in [
        "Adatum B.V.",
        "Damrak 1",
        "1012 LG Amsterdam",
        "ana.lima@adatum.example",
        "German",
    ] {
        assert!(account.has_text(words), "{words}: {}", account.text());
    }
    let again = agent.open(&address).await.expect(200);
    assert_eq!(again.value("postal_code"), "1012 LG");
    assert_eq!(again.value("country"), "NL");
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    assert!(
        activity.has_text("Bill-to data changed") && activity.has_text("City: none → Amsterdam")
    );
}

#[actix_web::test]
async fn each_country_asks_for_its_parts_and_nothing_typed_is_lost() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let form = agent.open(&address(&app, &agent).await).await.expect(200);
    let typed = [
        ("country", "US"),
        ("line1", "1 Main Street"),
        ("postal_code", "9805"),
    ];
    let refused = save(&agent, &form, &typed).await.expect(422);
    let error = |field: &str| refused.field_error(field).unwrap_or_default();
    assert_eq!(error("city"), "Enter the city");
    assert_eq!(error("region"), "Enter the state or province");
    assert_eq!(
        error("postal_code"),
        "Enter a postal code such as 12345 or 12345-6789"
    );
    assert_eq!(error("line1"), "");
    assert_eq!(refused.value("line1"), "1 Main Street");
    assert_eq!(refused.value("country"), "US");
    let typed = [("country", "SG"), ("city", ""), ("postal_code", "018956")];
    save(&agent, &refused, &typed).await.expect(303);
}

#[actix_web::test]
async fn saving_over_a_colleagues_change_shows_both_and_loses_neither() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let address = address(&app, &agent).await;
    // Nothing is there yet for either of the two; then both change what is there.
    for version in ["0", "1"] {
        let (one, other) = (agent.open(&address).await, admin.open(&address).await);
        assert_eq!(one.value("version"), version);
        let street = format!("Theirs {version}");
        let theirs = with(&[("line1", street.as_str())]);
        save(&agent, &one, &theirs).await.expect(303);
        let mine = with(&[("city", "Utrecht"), ("line1", "Mine 2")]);
        let both = save(&admin, &other, &mine).await.expect(422);
        assert!(both.error_summary()[0].contains("Somebody else changed this"));
        assert_eq!(
            (both.value("line1"), both.value("city")),
            ("Mine 2".into(), "Utrecht".into())
        );
        let saved = both.texts("#saved-text").join("");
        for words in [
            "Saved by Admin agent of Contoso",
            &street,
            "Amsterdam",
            "differs from yours",
        ] {
            assert!(saved.contains(words), "{words}: {saved}");
        }
        if version == "1" {
            save(&admin, &both, &[]).await.expect(303);
        }
    }
    let account = agent
        .open(&address.replace("/bill-to", ""))
        .await
        .expect(200);
    assert!(account.has_text("Mine 2") && account.has_text("Utrecht"));
}

#[actix_web::test]
async fn bill_to_data_is_kept_by_admins_with_a_relationship_and_seen_by_no_other_partner() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
    app.accept(&link, ADATUM.recipient).await;
    let address = address(&app, &pair.seller).await;
    let form = pair.seller.open(&address).await.expect(200);
    save(&pair.seller, &form, AMSTERDAM).await.expect(303);
    let theirs = pair.distributor.open(&address).await.expect(200);
    assert_eq!(
        (theirs.value("line1"), theirs.value("version")),
        (String::new(), "0".into())
    );
    let account = pair
        .distributor
        .open(&address.replace("/bill-to", ""))
        .await;
    assert!(!account.expect(200).has_text("Damrak"));
    let sales = app.sign_in(&pair.reseller, Role::SalesAgent).await;
    sales.open(&address).await.expect(403);
    let account = sales
        .open(&address.replace("/bill-to", ""))
        .await
        .expect(200);
    assert!(
        account.has_text("Damrak 1") && account.has_text("A Global admin can give you the role")
    );

    let removal = address.replace("/account/bill-to", "/relationship/removal");
    let page = pair.seller.open(&removal).await.expect(200);
    let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
    let button = "Remove relationship with Adatum";
    pair.seller.submit(&page, button, &typed).await.expect(303);
    let refused = pair
        .seller
        .post(&address, &[("line1", "x")])
        .await
        .expect(403);
    assert!(refused.has_text("takes an active reseller relationship"));
    let account = pair.seller.open(&address.replace("/bill-to", "")).await;
    assert!(
        account.expect(200).has_text("Damrak 1"),
        "it can still be read"
    );
}
