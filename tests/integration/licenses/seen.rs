//! What each partner sees of licenses: the numbers over all sellers, and of subscriptions its own.

use std::collections::BTreeMap;

use partner_center::identity::Role;

use super::{Hall, SUITE, licenses_page, other_seller};
use crate::{
    figures::figures,
    support::{ADATUM, Button, Page, Visitor},
};

#[actix_web::test]
async fn units_of_other_partners_are_a_number_without_a_seller() {
    let hall = Hall::open("3").await;
    let (_, other) = other_seller(&hall, "40").await;
    let page = licenses_page(&hall, &hall.agent).await.expect(200);
    assert_eq!(
        page.table("Licenses of Adatum").column("Active"),
        ["43"],
        "{}",
        page.text()
    );
    let table = page.table("Licenses of Adatum");
    let given = table.column("Given by");
    assert!(given[0].contains("3 of Suite 1, Active"), "{given:?}");
    assert!(given[0].contains("40 of other partners"), "{given:?}");
    assert!(!page.has_text("Northwind"), "{}", page.text());
    let holders = hall.agent.click(&page, "Suite 1").await.expect(200);
    assert!(!holders.has_text("Northwind"), "{}", holders.text());
    // The other one sees nothing without a privilege, and with one the same numbers.
    licenses_page(&hall, &other).await.expect(403);
    let reader = [("roles", "directory_reader"), ("days", "30")];
    hall.app().grant(&other, ADATUM, &reader).await;
    let theirs = licenses_page(&hall, &other).await.expect(200);
    let table = theirs.table("Licenses of Adatum");
    let given = table.column("Given by");
    assert!(given[0].contains("40 of Suite 1, Active"), "{given:?}");
    assert!(given[0].contains("3 of other partners"), "{given:?}");
    assert!(!theirs.has_text("Meridian"), "{}", theirs.text());
}

#[actix_web::test]
async fn who_of_another_partner_assigned_a_license_is_not_said() {
    let hall = Hall::open("3").await;
    let ada = hall.add("Ada").await;
    hall.tick(ada, &[SUITE]).await.expect(303);
    let (_, other) = other_seller(&hall, "40").await;
    let reader = [("roles", "directory_reader"), ("days", "30")];
    hall.app().grant(&other, ADATUM, &reader).await;
    let list = licenses_page(&hall, &other).await.expect(200);
    let holders = other.click(&list, "Suite 1").await.expect(200);
    let table = holders.table("Users who hold Suite 1");
    assert_eq!(table.column("By"), ["Another partner"]);
    let own = licenses_page(&hall, &hall.agent).await.expect(200);
    let own = hall.agent.click(&own, "Suite 1").await.expect(200);
    let table = own.table("Users who hold Suite 1");
    assert_eq!(table.column("By"), ["Admin agent of Meridian"]);
}

#[actix_web::test]
async fn the_holders_are_exported_and_the_export_is_recorded() {
    let hall = Hall::open("3").await;
    hall.with_services(&["Mail", "Files"]);
    for name in ["Ada", "Bea"] {
        hall.app().pass(chrono::Duration::seconds(1));
        let user = hall.add(name).await;
        let form = hall.form(&[user]).await.expect(200);
        let typed = [("license", SUITE), ("service", "PRODUCT01/0001 files")];
        let form = form.form("main form.form").fill(&typed);
        hall.agent.submit_form(form).await.expect(303);
    }
    let csv = hall
        .app()
        .paths()
        .customer_licenses_csv(hall.customer.uuid());
    let file = hall.agent.open(&csv).await.expect(200);
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines.len(), 3, "{}", file.body);
    assert!(lines[1].starts_with("Suite 1,PRODUCT01/0001,Bea,bea@adatum.example,Active,DE,"));
    assert!(lines[1].ends_with(",Mail"), "{}", lines[1]);
    let provider = hall.store.pair.provider.id;
    assert_eq!(hall.lines(provider, "licenses_exported").len(), 1);
}

#[actix_web::test]
async fn a_sales_agent_sees_licenses_and_is_offered_nothing_to_press() {
    let hall = Hall::open("3").await;
    let ada = hall.add("Ada").await;
    let sales = hall
        .app()
        .sign_in(&hall.store.pair.provider, Role::SalesAgent)
        .await;
    let page = licenses_page(&hall, &sales).await.expect(200);
    assert!(matches!(page.button("Assign licenses"), Button::Blocked(_)));
    let user = hall.app().paths().user(hall.customer.uuid(), ada);
    let page = sales.open(&user).await.expect(200);
    let button = page.button("Assign or take licenses");
    assert!(matches!(button, Button::Blocked(_)));
}

/// The list of those with unused licenses, by the figure of the dashboard that says how many there are.
async fn unused(hall: &Hall, who: &Visitor) -> (String, Page) {
    let home = who.open(&hall.app().paths().home()).await.expect(200);
    let all: BTreeMap<_, _> = figures(&home);
    let key = (
        "Subscriptions".to_owned(),
        "With unused licenses".to_owned(),
    );
    let (number, href) = all[&key].clone();
    (number, who.open(&href).await.expect(200))
}

#[actix_web::test]
async fn unused_licenses_are_found_over_all_customers_by_both_partners() {
    let hall = Hall::open("2").await;
    let (_, other) = other_seller(&hall, "1").await;
    let (seller, reseller) = (&hall.agent, &hall.store.pair.seller);
    for who in [seller, reseller, &other] {
        let (number, list) = unused(&hall, who).await;
        assert_eq!(number, "1");
        assert_eq!(
            list.table("Subscriptions, what ends first stands first")
                .column("Customer"),
            ["Adatum"]
        );
    }
    // The three units are one license: what one person holds of it is nobody's in particular.
    let mut users = Vec::new();
    for name in ["Ada", "Bea", "Cy"] {
        hall.assert_unused();
        let user = hall.add(name).await;
        hall.tick(user, &[SUITE]).await.expect(303);
        users.push(user);
    }
    hall.assert_unused();
    for who in [seller, reseller, &other] {
        let (number, list) = unused(&hall, who).await;
        assert_eq!(number, "0");
        assert!(list.has_text("Nothing matches"), "{}", list.text());
    }
    hall.tick(users[0], &[]).await.expect(303);
    hall.assert_unused();
    let (number, list) = unused(&hall, seller).await;
    assert_eq!(number, "1");
    let file = seller.click(&list, "Export these as CSV").await.expect(200);
    assert_eq!(file.body.lines().count(), 2, "{}", file.body);
    // Narrowed to something else at once.
    let path = hall.app().paths().subscriptions();
    let none = format!("{path}?licenses=unused&state=suspended");
    let none = seller.open(&none).await.expect(200);
    assert!(none.has_text("Nothing matches"), "{}", none.text());
}

#[actix_web::test]
async fn what_does_not_work_is_not_unused() {
    let hall = Hall::open("2").await;
    let page = hall.agent.open(&hall.act("/suspension")).await.expect(200);
    hall.agent
        .submit(&page, "Suspend Suite 1", &[])
        .await
        .expect(303);
    hall.assert_unused();
    assert_eq!(unused(&hall, &hall.agent).await.0, "0");
    let page = hall.agent.open(&hall.act("/suspension")).await.expect(200);
    hall.agent
        .submit(&page, "Resume Suite 1", &[])
        .await
        .expect(303);
    hall.assert_unused();
    assert_eq!(unused(&hall, &hall.agent).await.0, "1");
}
