//! What a provider orders for a customer that it serves with its reseller, and the licenses that the reseller assigns: in two
//! windows, and every page of it accessible, also on a narrow screen.

use crate::{
    demo::Demo,
    driver::{Scripts, in_window},
    two_tiers::{PROVIDER, RESELLER, agent},
    window::Window,
};

const CUSTOMER: &str = "Möwental Backwaren eG";
const PLAN: &str = "Fernlight Desktop Standard";

/// A window, and what was wrong on its pages.
struct Walk {
    window: Window,
    wrong: Vec<String>,
}

impl Walk {
    async fn look_at(&mut self, name: &str) {
        self.window.picture(name).await;
        self.wrong.extend(self.window.obstacles().await);
        self.window.resize(360, 700).await;
        self.wrong.extend(self.window.overflow().await);
        self.window.resize(1280, 800).await;
    }

    /// The address of the customer's record.
    async fn record(&self) -> String {
        self.window.open("/customers").await;
        self.window.fill("Name, domain", CUSTOMER).await;
        self.window.press("Search").await;
        self.window.follow(CUSTOMER).await;
        self.window.place().await
    }

    /// Five licenses of the plan, ordered for the reseller.
    async fn order(&mut self) {
        let record = self.record().await;
        self.window.open(&format!("{record}/cart")).await;
        self.window.fill("Plan or ID", PLAN).await;
        self.window.press("Search").await;
        let quantity = format!("input[aria-label='Licenses of {PLAN}']");
        let quantity = self.window.element(&quantity).await;
        quantity.clear().await.unwrap();
        quantity.send_keys("5").await.unwrap();
        self.window.press(&format!("Add {PLAN}")).await;
        self.look_at("cart").await;
        self.window.press("Review the order").await;
        self.window
            .tick(&format!("We act indirectly for {RESELLER}"))
            .await;
        self.look_at("cart-review").await;
        self.window.press(&format!("Order for {CUSTOMER}")).await;
        self.window.wait_for_text(PLAN).await;
        self.look_at("order").await;
    }

    /// Three people get one each.
    async fn assign(&mut self) {
        let record = self.record().await;
        self.window.open(&format!("{record}/users")).await;
        for name in ["Ada Lind", "Björn Håkansson", "Chi Okafor"] {
            let css = format!("input[aria-label='Select {name}']");
            self.window.element(&css).await.click().await.unwrap();
        }
        let button = "Assign or take licenses of those selected";
        self.window.press(button).await;
        let what = format!("select[aria-label='What is to become of {PLAN}']");
        let what = self.window.element(&what).await;
        what.select_by_label("Assign to those without it")
            .await
            .unwrap();
        self.look_at("licenses-assignment").await;
        self.window.press("Change the licenses of 3 users").await;
        self.look_at("licenses-results").await;
        self.window.open(&format!("{record}/licenses")).await;
        self.look_at("licenses").await;
        self.window.follow(PLAN).await;
        self.window.wait_for_text("Chi Okafor").await;
        self.look_at("licenses-holders").await;
    }

    /// The seats that people hold are not given back; the others are.
    async fn give_back(&mut self) {
        let record = self.record().await;
        self.window.open(&format!("{record}/subscriptions")).await;
        self.window.follow(PLAN).await;
        let subscription = self.window.place().await;
        self.look_at("subscription").await;
        self.window
            .open(&format!("{subscription}/cancellation"))
            .await;
        self.window
            .wait_for_text("3 people would be left without")
            .await;
        self.look_at("subscription-cancellation").await;
        self.window.open(&format!("{subscription}/seats")).await;
        self.window.fill("Licenses", "1").await;
        self.window.press("Show what it comes to").await;
        self.window
            .wait_for_text("2 people would be left without")
            .await;
        self.look_at("subscription-seats").await;
        self.window.fill("Licenses", "3").await;
        self.window.press("Show what it comes to").await;
        self.window.press("Give back 2 licenses").await;
        self.window
            .wait_for_text("The subscription has 3 licenses now.")
            .await;
        for act in ["renewal", "suspension", "nickname", "reseller"] {
            self.window.open(&format!("{subscription}/{act}")).await;
            self.look_at(&format!("subscription-{act}")).await;
        }
        for place in ["/subscriptions", "/subscriptions/coming", "/orders", "/"] {
            self.window.open(place).await;
            self.look_at(&format!("list{}", place.replace('/', "-")))
                .await;
        }
    }
}

#[actix_web::test]
async fn a_provider_orders_its_reseller_assigns_and_what_people_hold_is_not_given_back() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |provider| {
        in_window(Scripts::On, &demo.address, async |reseller| {
            provider.sign_in(agent(&demo, PROVIDER)).await;
            reseller.sign_in(agent(&demo, RESELLER)).await;
            let new = |window| Walk {
                window,
                wrong: Vec::new(),
            };
            let (mut provider, mut reseller) = (new(provider), new(reseller));
            provider.order().await;
            reseller.assign().await;
            provider.give_back().await;
            let wrong = [provider.wrong, reseller.wrong].concat();
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
}
