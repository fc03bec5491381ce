//! The joint invitation in three windows: the reseller's, its provider's and the customer's.

use crate::{
    customer,
    demo::{Demo, Person},
    driver::{Scripts, in_window},
    window::Window,
};

const COMPANY: &str = "Halligmoor Dairy";
const DOMAIN: &str = "halligmoor.example";
const EMAIL: &str = "ida.petersen@halligmoor.example";
pub(crate) const RESELLER: &str = "Norrbacka IT-partner AB";
pub(crate) const PROVIDER: &str = "Meridianquai Distribution GmbH";

/// An Admin agent of this company.
pub(crate) fn agent<'d>(demo: &'d Demo, company: &str) -> &'d Person {
    let found = demo
        .people
        .iter()
        .find(|person| person.company == company && person.role == "Admin agent");
    found.unwrap_or_else(|| panic!("no Admin agent of {company} among {:#?}", demo.people))
}

/// The reseller asks, together with its provider.
async fn ask(reseller: &Window) {
    reseller.follow("Customers").await;
    reseller.follow("Invite new customers").await;
    reseller.fill("Company name", COMPANY).await;
    reseller.fill("Company domain", DOMAIN).await;
    reseller.fill("Recipient's email address", EMAIL).await;
    reseller
        .choose("Together with an indirect provider", PROVIDER)
        .await;
    reseller.picture("invite-together").await;
    reseller.press("Continue to the message").await;
    reseller.wait_for_text(PROVIDER).await;
    reseller.picture("draft-together").await;
    reseller.press("Send now").await;
    assert_eq!(reseller.heading().await, format!("Invitation of {COMPANY}"));
}

/// The customer reads who asks, and accepts for both.
async fn accept(customer: &Window, mail: &Window) -> Vec<String> {
    customer
        .open(&customer::link_to(customer, EMAIL).await)
        .await;
    assert_eq!(
        customer.heading().await,
        format!("{RESELLER} and {PROVIDER} ask to act for {COMPANY}")
    );
    customer.picture("customers-page-together").await;
    let mut wrong = customer.obstacles().await;
    customer.resize(360, 700).await;
    wrong.extend(customer.overflow().await);
    customer
        .whole_picture("customers-page-together-narrow")
        .await;
    customer.resize(1280, 800).await;
    customer::say_who(customer, EMAIL).await;
    customer::agree(customer, mail, EMAIL).await;
    assert_eq!(
        customer.heading().await,
        format!("You are now connected with {RESELLER} and {PROVIDER}")
    );
    wrong.extend(customer.obstacles().await);
    wrong
}

/// A partner finds the customer in its own list, and on the record who else is connected.
async fn see(partner: &Window, other: &str, filter: &str) -> Vec<String> {
    partner.open("/customers").await;
    partner.choose_at_once(filter, other).await;
    partner
        .wait_for_text(&format!("Together with: {other}"))
        .await;
    partner.follow(COMPANY).await;
    assert_eq!(partner.heading().await, COMPANY);
    partner.wait_for_text("Also connected").await;
    partner.wait_for_text(other).await;
    partner.picture("record-together").await;
    partner.obstacles().await
}

#[actix_web::test]
async fn a_reseller_its_provider_and_a_customer_walk_the_joint_invitation_to_the_end() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |reseller| {
        in_window(Scripts::On, &demo.address, async |provider| {
            in_window(Scripts::On, &demo.address, async |customer| {
                reseller.sign_in(agent(&demo, RESELLER)).await;
                provider.sign_in(agent(&demo, PROVIDER)).await;
                ask(&reseller).await;
                let mut wrong = accept(&customer, &reseller).await;
                wrong.extend(see(&reseller, PROVIDER, "Indirect provider").await);
                wrong.extend(see(&provider, RESELLER, "Indirect reseller").await);
                assert!(
                    wrong.is_empty(),
                    "{} wrong:\n{}",
                    wrong.len(),
                    wrong.join("\n")
                );
            })
            .await;
        })
        .await;
    })
    .await;
}
