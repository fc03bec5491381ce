//! Assigning licenses to one user, and taking them.

use partner_center::identity::Role;

use super::{Hall, SUITE, licenses_page};
use crate::ordering::surround;

#[actix_web::test]
async fn a_license_is_assigned_shown_everywhere_and_taken_again() {
    let hall = Hall::open("3").await;
    let ada = hall.add("Ada").await;
    let answer = hall.tick(ada, &[SUITE]).await.expect(303);
    let page = hall.agent.follow(&answer).await.expect(200);
    assert_eq!(page.flash(), "One change was made.");
    assert!(page.has_text("Suite 1"), "{}", page.text());
    let suite = hall.license(SUITE);
    assert_eq!((suite.active, suite.assigned, suite.free()), (3, 1, 2));
    let list = licenses_page(&hall, &hall.agent).await.expect(200);
    let table = list.table("Licenses of Adatum");
    assert_eq!(table.column("Free"), ["2"]);
    assert_eq!(table.column("Assigned"), ["1"]);
    assert_eq!(
        list.first("svg.meter").attr("aria-label"),
        Some("1 of 3 assigned")
    );
    let holders = hall.agent.click(&list, "Suite 1").await.expect(200);
    assert!(holders.has_link("Ada"), "{}", holders.text());
    let provider = hall.store.pair.provider.id;
    assert_eq!(
        hall.lines(provider, "license_assigned"),
        ["License: none → Suite 1"]
    );
    hall.tick(ada, &[]).await.expect(303);
    assert_eq!(hall.holders(SUITE), []);
    assert_eq!(hall.license(SUITE).free(), 3);
    assert_eq!(
        hall.lines(provider, "license_taken"),
        ["License: Suite 1 → none"]
    );
    hall.assert_exact();
}

#[actix_web::test]
async fn none_is_assigned_beyond_what_active_subscriptions_and_those_in_grace_give() {
    let hall = Hall::open("1").await;
    let (ada, bea) = (hall.add("Ada").await, hall.add("Bea").await);
    hall.tick(ada, &[SUITE]).await.expect(303);
    // The page says it before it is tried, and its box cannot be ticked.
    let form = hall.form(&[bea]).await.expect(200);
    assert!(form.has_text("0 free. None is free."), "{}", form.text());
    assert!(form.first("[name='license']").attr("disabled").is_some());
    let refused = hall.post(&hall.agent, bea, &[("license", SUITE)]).await;
    let refused = refused.expect(422);
    assert!(
        refused.error_summary().join("").contains("None is free"),
        "{}",
        refused.text()
    );
    assert_eq!(hall.holders(SUITE), [ada]);
    // In grace it works; suspended or disabled it does not.
    hall.store.order("1").await;
    for (state, works) in [
        ("suspended", false),
        ("disabled", false),
        ("cancelled", false),
        ("expired", true),
    ] {
        hall.store.run(&format!(
            "UPDATE subscriptions SET state = '{state}',
                next_at = CASE WHEN '{state}' = 'cancelled' THEN NULL ELSE commitment_end_date END WHERE id = (SELECT max(CAST(id AS text)) FROM subscriptions)"
        ).replace("WHERE id =", "WHERE CAST(id AS text) ="));
        let answer = hall.post(&hall.agent, bea, &[("license", SUITE)]).await;
        assert_eq!(answer.status == 303, works, "{state}: {}", answer.text());
    }
    assert_eq!(hall.holders(SUITE), [ada, bea]);
    hall.assert_exact();
}

#[actix_web::test]
async fn a_license_needs_a_usage_location_in_which_the_plan_is_allowed() {
    let hall = Hall::with("user_administrator").await;
    surround(hall.app(), &hall.store.suite, &["AT", "DE"], &[]);
    hall.store.order("5").await;
    let nowhere = hall.add_in("Nia", "").await;
    let elsewhere = hall.add_in("Fay", "FR").await;
    for (user, why) in [
        (nowhere, "The usage location is not known"),
        (elsewhere, "It may not be used in France"),
    ] {
        let form = hall.form(&[user]).await.expect(200);
        assert!(form.has_text(why), "{}", form.text());
        let refused = hall.post(&hall.agent, user, &[("license", SUITE)]).await;
        assert!(refused.expect(422).has_text(why));
    }
    let here = hall.add("Ada").await;
    hall.tick(here, &[SUITE]).await.expect(303);
    assert_eq!(hall.holders(SUITE), [here]);
}

#[actix_web::test]
async fn where_a_license_may_be_used_follows_an_offer_matrix_that_came_after_the_order() {
    let hall = Hall::open("5").await;
    assert_eq!(hall.license(SUITE).countries, "");
    let fay = hall.add_in("Fay", "FR").await;
    surround(hall.app(), &hall.store.suite, &["DE", "AT"], &[]);
    assert_eq!(hall.license(SUITE).countries, "AT DE");
    let refused = hall.post(&hall.agent, fay, &[("license", SUITE)]).await;
    let refused = refused.expect(422);
    let why = "It may not be used in France";
    assert!(refused.has_text(why), "{}", refused.text());
    surround(hall.app(), &hall.store.suite, &["FR"], &[]);
    hall.tick(fay, &[SUITE]).await.expect(303);
    assert_eq!(hall.holders(SUITE), [fay]);
}

#[actix_web::test]
async fn a_usage_location_stays_where_a_license_of_the_user_needs_it() {
    let hall = Hall::with("user_administrator").await;
    surround(hall.app(), &hall.store.suite, &["AT", "DE"], &[]);
    hall.store.order("5").await;
    let ada = hall.add("Ada").await;
    hall.tick(ada, &[SUITE]).await.expect(303);
    let profile = hall.app().paths().user_profile(hall.customer.uuid(), ada);
    for location in ["FR", ""] {
        let form = hall.agent.open(&profile).await.expect(200);
        let typed = [("usage_location", location), ("display_name", "Ada Berg")];
        let refused = hall.agent.submit(&form, "Save changes", &typed).await;
        let refused = refused.expect(422);
        assert!(
            refused.has_text("The user holds Suite 1"),
            "{}",
            refused.text()
        );
        assert_eq!(refused.value("display_name"), "Ada Berg");
    }
    let form = hall.agent.open(&profile).await.expect(200);
    let typed = [("usage_location", "AT")];
    let saved = hall.agent.submit(&form, "Save changes", &typed).await;
    saved.expect(303);
    hall.tick(ada, &[]).await.expect(303);
    let form = hall.agent.open(&profile).await.expect(200);
    let typed = [("usage_location", "")];
    let saved = hall.agent.submit(&form, "Save changes", &typed).await;
    saved.expect(303);
}

#[actix_web::test]
async fn nobody_holds_the_same_license_twice() {
    let hall = Hall::open("5").await;
    let ada = hall.add("Ada").await;
    hall.tick(ada, &[SUITE]).await.expect(303);
    // Another person had the page open before.
    let twice = [("license", SUITE), ("license", SUITE)];
    hall.post(&hall.agent, ada, &twice).await.expect(303);
    assert_eq!(hall.holders(SUITE), [ada]);
    assert_eq!(hall.license(SUITE).assigned, 1);
}

#[actix_web::test]
async fn services_are_switched_off_inside_an_assignment_and_on_again() {
    let hall = Hall::open("5").await;
    hall.with_services(&["Mail", "Files"]);
    let ada = hall.add("Ada").await;
    let form = hall.form(&[ada]).await.expect(200);
    let typed = [("license", SUITE), ("service", "PRODUCT01/0001 files")];
    let button = "Save the licenses of Ada";
    hall.agent.submit(&form, button, &typed).await.expect(303);
    assert_eq!(hall.assignments()[0].services_off, "mail");
    let form = hall.form(&[ada]).await.expect(200);
    let typed = [("service", "PRODUCT01/0001 mail")];
    hall.agent.submit(&form, button, &typed).await.expect(303);
    assert_eq!(hall.assignments()[0].services_off, "files");
    let provider = hall.store.pair.provider.id;
    assert_eq!(
        hall.lines(provider, "license_services_changed"),
        ["Services switched off in Suite 1: Mail → Files"]
    );
    let form = hall.form(&[ada]).await.expect(200);
    let both = [
        ("service", "PRODUCT01/0001 mail"),
        ("service", "PRODUCT01/0001 files"),
    ];
    hall.agent.submit(&form, button, &both).await.expect(303);
    assert_eq!(hall.assignments()[0].services_off, "");
}

#[actix_web::test]
async fn a_plan_whose_licenses_are_not_assigned_to_people_gives_none() {
    let hall = Hall::with("user_administrator").await;
    let (_, price) = hall.store.sell("2", |plan| plan.has_matrix = true);
    let agent = hall.agent.clone();
    hall.store.add(&agent, price, "5").await.expect(303);
    let review = hall.store.review(&agent).await.expect(200);
    hall.store.confirm(&review).await.expect(303);
    let page = licenses_page(&hall, &hall.agent).await.expect(200);
    assert!(page.has_text("No licenses yet"), "{}", page.text());
    assert_eq!(hall.app().count("license_counts"), 0);
}

#[actix_web::test]
async fn a_license_administrator_assigns_and_a_reader_reads_why_not() {
    let hall = Hall::open("5").await;
    let ada = hall.add("Ada").await;
    let helper = hall
        .app()
        .sign_in(&hall.store.pair.provider, Role::HelpdeskAgent)
        .await;
    hall.store
        .run("UPDATE grants SET roles = 'license_administrator'");
    hall.post(&helper, ada, &[("license", SUITE)])
        .await
        .expect(303);
    hall.store.run("UPDATE grants SET roles = 'global_reader'");
    let refused = hall.form(&[ada]).await.expect(403);
    let said = "the role License administrator, User administrator or Global administrator";
    assert!(refused.has_text(said), "{}", refused.text());
    let list = licenses_page(&hall, &hall.agent).await.expect(200);
    assert!(matches!(
        list.button("Assign licenses"),
        crate::support::Button::Blocked(_)
    ));
    let refused = hall.post(&hall.agent, ada, &[("held", SUITE)]).await;
    refused.expect(403);
    assert_eq!(hall.holders(SUITE), [ada]);
}
