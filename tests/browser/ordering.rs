//! What a provider orders for a customer that it serves with its reseller, and the licenses that the reseller assigns: in two
//! windows, and every page of it accessible, also on a narrow screen.

use crate::{
    demo::Demo,
    driver::{Scripts, in_window},
    two_tiers::{PROVIDER, RESELLER, agent},
    window::{Hand, Window},
};
use serde_json::json;

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

    /// Five licenses of the plan in the cart.
    async fn fill_cart(&self) {
        let record = self.record().await;
        self.window.open(&format!("{record}/cart")).await;
        self.window.fill("Plan or ID", PLAN).await;
        self.window.press("Search").await;
        let quantity = format!("input[aria-label='Licenses of {PLAN}']");
        let quantity = self.window.element(&quantity).await;
        quantity.clear().await.unwrap();
        quantity.send_keys("5").await.unwrap();
        self.window.press(&format!("Add {PLAN}")).await;
    }

    /// Ordered for the reseller.
    async fn order(&mut self) {
        self.fill_cart().await;
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

/// The first price of the plan in the list.
const TERM: &str = "1 month, billed monthly";

/// The quantity of the first line in the cart.
const QUANTITY: &str = "[data-live-line] input[name=quantity]";

/// What stands in the quantity and in each row of the sums, whether the quantity has the focus, and what is read out.
const CART: &str = r"
const field = document.querySelector('[data-live-line] input[name=quantity]');
const cells = [...document.querySelectorAll('[data-live-all] tbody td:nth-of-type(1)')].map(it => it.innerText);
return { typed: field.value, sums: cells, focus: document.activeElement === field, said: document.querySelector('[data-live-said]').textContent };
";

/// From now on, answers wait until `letGo` is called, and `asked` counts them.
const HOLD: &str = r"
const usual = window.fetch;
window.asked = 0;
window.fetch = async (...request) => {
  const answer = await usual(...request);
  window.asked += 1;
  await new Promise(done => { window.letGo = done; });
  return answer;
};
";

/// From now on nothing arrives.
const BREAK: &str =
    "window.fetch = () => { window.tried = true; return Promise.reject(new TypeError('gone')); };";

impl Walk {
    async fn cart(&self) -> serde_json::Value {
        self.window.script(CART, vec![]).await
    }

    /// Waits until this is true in the page.
    async fn until(&self, condition: &str) {
        let source = format!("return Boolean({condition})");
        let waiting = async {
            while !self.window.script(&source, vec![]).await.as_bool().unwrap() {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        let reached = tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await;
        assert!(reached.is_ok(), "never: {condition}");
    }

    /// Waits until other sums stand there than these.
    async fn sums_after(&self, before: &serde_json::Value) -> serde_json::Value {
        let before = before["sums"][0].as_str().unwrap();
        self.until(&format!(
            "document.querySelector('[data-live-all] tbody td').innerText !== '{before}'"
        ))
        .await;
        self.cart().await
    }
}

#[actix_web::test]
async fn sums_of_a_cart_follow_what_is_typed_and_the_last_of_it_is_kept() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |window| {
        window.sign_in(agent(&demo, PROVIDER)).await;
        let walk = Walk {
            window: window.by(Hand::Keyboard),
            wrong: Vec::new(),
        };
        let mouse = Walk {
            window: walk.window.clone().by(Hand::Mouse),
            wrong: Vec::new(),
        };
        mouse.fill_cart().await;
        let five = walk.cart().await;
        assert_eq!(five["said"], "");
        walk.window
            .tab_to(&format!("Licenses of {PLAN}, {TERM}"))
            .await;
        walk.window.type_over("12").await;
        let twelve = walk.sums_after(&five).await;
        assert_eq!(twelve["typed"], "12");
        assert_eq!(twelve["focus"], true, "{twelve}");
        let said = twelve["said"].as_str().unwrap();
        let today = twelve["sums"][2].as_str().unwrap();
        assert!(said.contains(today), "{said} without {today}");
        // What stands there is what is kept.
        walk.window.client.refresh().await.unwrap();
        let kept = walk.cart().await;
        assert_eq!(
            (&kept["typed"], &kept["sums"]),
            (&twelve["typed"], &twelve["sums"])
        );

        // An answer that comes after more was typed is not shown; the one to what was typed last is.
        walk.window.script(HOLD, vec![]).await;
        walk.window
            .tab_to(&format!("Licenses of {PLAN}, {TERM}"))
            .await;
        walk.window.type_over("7").await;
        walk.until("window.asked === 1").await;
        walk.window.type_in("0").await;
        walk.window.script("letGo()", vec![]).await;
        walk.until("window.asked === 2").await;
        assert_eq!(walk.cart().await["sums"], twelve["sums"]);
        walk.window.script("letGo()", vec![]).await;
        let seventy = walk.sums_after(&twelve).await;
        assert_eq!(
            (&seventy["typed"], &seventy["focus"]),
            (&json!("70"), &json!(true))
        );
        walk.window.client.refresh().await.unwrap();
        let kept = walk.cart().await;
        assert_eq!(
            (&kept["typed"], &kept["sums"]),
            (&seventy["typed"], &seventy["sums"])
        );

        // A field that is emptied asks nothing, and where nothing arrives the button still works.
        walk.window.script(BREAK, vec![]).await;
        walk.window.element(QUANTITY).await.clear().await.unwrap();
        walk.window
            .element(QUANTITY)
            .await
            .send_keys("5")
            .await
            .unwrap();
        walk.until("window.tried").await;
        assert_eq!(walk.cart().await["sums"], seventy["sums"]);
        mouse.window.press("Update").await;
        let again = walk.cart().await;
        assert_eq!(
            (&again["typed"], &again["sums"]),
            (&five["typed"], &five["sums"])
        );
    })
    .await;
}
