//! Which services of a customer a partner sees, and how many use them.

use partner_center::prices::{Billing, Term};

use super::{hall, page};
use crate::{
    licenses::{Hall, SUITE, other_seller},
    ordering,
    support::ADATUM,
};

#[actix_web::test]
async fn a_service_is_used_by_the_assigned_licenses_in_which_it_is_on() {
    let hall = hall("exchange_administrator", "user_administrator").await;
    for (name, off) in [("Ada", ""), ("Bea", "files"), ("Cleo", "")] {
        let user = hall.add(name).await;
        let form = hall.form(&[user]).await.expect(200);
        let on = ["mail", "files"].into_iter().filter(|id| *id != off);
        let on: Vec<String> = on.map(|id| format!("{SUITE} {id}")).collect();
        let typed = std::iter::once(("license", SUITE));
        let typed: Vec<(&str, &str)> = typed
            .chain(on.iter().map(|id| ("service", id.as_str())))
            .collect();
        let form = form.form("main form.form").without("service").fill(&typed);
        hall.agent.submit_form(form).await.expect(303);
    }
    let shown = page(&hall, &hall.agent).await.expect(200);
    let table = shown.table("Services of Adatum");
    assert_eq!(table.column("Service"), ["FilesFILES", "MailMAIL"]);
    assert_eq!(table.column("Licenses using it"), ["2 of 3", "3 of 3"]);
    assert_eq!(table.column("Given by"), ["Suite 1", "Suite 1"]);
}

#[actix_web::test]
async fn without_a_privilege_one_sees_the_services_of_ones_own_subscriptions_without_numbers() {
    let hall = hall("exchange_administrator", "user_administrator").await;
    // The reseller of record has no privilege, and sees what it is reseller of record of.
    let seller = &hall.store.pair.seller;
    let shown = page(&hall, seller).await.expect(200);
    let table = shown.table("Services of Adatum");
    assert_eq!(table.column("Service"), ["FilesFILES", "MailMAIL"]);
    assert_eq!(
        table.column("Licenses using it"),
        ["Not shown", "Not shown"]
    );
    // Another provider sells something else: it sees nothing of Meridian's.
    let (other, agent) = hall.store.other_provider().await;
    let shown = page(&hall, &agent).await.expect(200);
    assert!(
        shown.has_text("No services yet") && !shown.has_text("Mail"),
        "{}",
        shown.text()
    );
    let plan = ordering::plan(hall.app(), &other, "9", |_| {});
    ordering::price(hall.app(), &plan, Term::Year, Billing::Annual, 10_000);
    // With one that reads the directory it sees those of all licenses, and no seller.
    let reader = [("roles", "directory_reader"), ("days", "30")];
    hall.app().grant(&agent, ADATUM, &reader).await;
    let shown = page(&hall, &agent).await.expect(200);
    let table = shown.table("Services of Adatum");
    assert_eq!(table.column("Service"), ["FilesFILES", "MailMAIL"]);
    assert_eq!(table.column("Licenses using it"), ["0 of 0", "0 of 0"]);
    assert!(!shown.has_text("Meridian"), "{}", shown.text());
}

#[actix_web::test]
async fn a_license_is_named_and_its_services_are_as_ones_own_list_has_them() {
    let hall = hall("exchange_administrator", "user_administrator").await;
    let (other, agent) = other_seller(&hall, "4").await;
    hall.named_by(other.id, &["Mail"]);
    let reader = [("roles", "directory_reader"), ("days", "30")];
    hall.app().grant(&agent, ADATUM, &reader).await;
    let shown = page(&hall, &agent).await.expect(200);
    assert_eq!(
        shown.table("Services of Adatum").column("Service"),
        ["MailMAIL"]
    );
}

#[actix_web::test]
async fn what_a_customer_has_is_searched() {
    let hall = hall("exchange_administrator", "user_administrator").await;
    let path = hall.app().paths().customer_services(hall.customer.uuid());
    let found = hall.agent.open(&format!("{path}?q=MAI")).await.expect(200);
    assert_eq!(
        found.table("Services of Adatum").column("Service"),
        ["MailMAIL"]
    );
    let none = hall
        .agent
        .open(&format!("{path}?q=telephony"))
        .await
        .expect(200);
    assert!(none.has_text("Nothing matches"), "{}", none.text());
}

#[actix_web::test]
async fn a_customer_without_subscriptions_has_no_services() {
    let hall = Hall::with("user_administrator").await;
    let shown = page(&hall, &hall.agent).await.expect(200);
    assert!(shown.has_text("No services yet"), "{}", shown.text());
}
