//! Privileges: several customers asked with one role template, accepted by one of them, extended by themselves until that
//! customer switches it off, and ended.

use fantoccini::Locator;

use crate::{
    customer,
    demo::Demo,
    driver::{Scripts, in_window},
    window::{Hand, Window},
};

/// So many are ticked.
const TICKED: usize = 3;
/// One to start from, which no privileges of the demo have: its name, and one of its roles.
const TEMPLATE: (&str, &str) = ("Security review", "Security administrator");

/// One way through in two windows, and what is looked at in it.
struct Walk {
    staff: Window,
    customer: Window,
    is_looked_at: bool,
    wrong: Vec<String>,
    /// The customer that accepts, and who is written to there.
    company: String,
    email: String,
    /// What the privileges are called.
    name: String,
}

impl Walk {
    async fn look_at(&mut self, window: &Window, name: &str) {
        if self.is_looked_at {
            window.picture(name).await;
            self.wrong.extend(window.obstacles().await);
            self.wrong.extend(window.overflow().await);
        }
    }

    /// The step on the staff's side, and a look at the page that comes.
    async fn look_at_staff(&mut self, name: &str) {
        let staff = self.staff.clone();
        self.look_at(&staff, name).await;
    }

    async fn look_at_customer(&mut self, name: &str) {
        let customer = self.customer.clone();
        self.look_at(&customer, name).await;
    }

    /// Customers whose domain is verified, by name.
    async fn verified(&self) -> Vec<String> {
        let rows = "//tr[.//input[@name='entry'] and not(contains(., 'Not verified'))]//th//a";
        let rows = self.staff.client.find_all(Locator::XPath(rows)).await;
        let mut names = Vec::new();
        for row in rows.unwrap().into_iter().take(TICKED) {
            names.push(row.text().await.unwrap());
        }
        names
    }

    /// Ticks several customers, and asks them with a role template.
    async fn ask(&mut self) {
        self.staff.open("/customers?relationship=connected").await;
        let names = self.verified().await;
        assert_eq!(names.len(), TICKED, "{names:?}");
        for name in &names {
            self.staff.tick_called(&format!("Select {name}")).await;
        }
        self.staff.press("Ask those selected for privileges").await;
        self.look_at_staff("privileges-selection").await;
        let address = format!(
            "[aria-label='Email address of the recipient at {}']",
            names[0]
        );
        let address = self.staff.element(&address).await;
        self.email = address.prop("value").await.unwrap().unwrap();
        self.company.clone_from(&names[0]);
        self.staff.press("Continue to the message").await;
        self.staff.wait_for_text("Look before you invite").await;
        self.staff.wait_for_text("3 rows will be invited").await;
        self.staff.pick("Role template", TEMPLATE.0).await;
        self.staff.press("Fill the roles in").await;
        self.look_at_staff("privileges-many").await;
        self.staff.press("Invite these companies").await;
        self.staff.wait_for_text("All are invited").await;
    }

    /// The customer reads what is asked for, proves who they are, and agrees.
    async fn accept(&mut self) {
        let link = customer::link_to(&self.customer, &self.email).await;
        self.customer.open(&link).await;
        let heading = self.customer.heading().await;
        let asks = format!("asks {} for privileges", self.company);
        assert!(heading.ends_with(&asks), "{heading}");
        self.customer.wait_for_text(TEMPLATE.1).await;
        self.look_at_customer("privileges-ask").await;
        customer::say_who(&self.customer, &self.email).await;
        self.look_at_customer("privileges-code").await;
        customer::agree(&self.customer, &self.staff, &self.email).await;
        let heading = self.customer.heading().await;
        assert!(
            heading.starts_with("You have granted privileges to"),
            "{heading}"
        );
        self.look_at_customer("privileges-receipt").await;
    }

    /// To the privileges of the customer.
    async fn record(&mut self) {
        self.staff.open("/customers?relationship=connected").await;
        self.staff.follow(&self.company).await;
        self.staff.follow("Privileges").await;
        if self.staff.place().await == "/privileges" {
            // The main navigation has a page of this name, too.
            self.staff.client.back().await.unwrap();
            let tab = self.staff.element("nav.tabs a[href$='/privileges']").await;
            let tab = tab.attr("href").await.unwrap().unwrap();
            self.staff.open(&tab).await;
        }
        let row = format!(
            "//tr[contains(., '{}') and contains(., 'In force')]/th",
            TEMPLATE.1
        );
        let row = self
            .staff
            .client
            .wait()
            .for_element(Locator::XPath(&row))
            .await;
        self.name = row.unwrap().text().await.unwrap();
    }

    /// Automatic extension is switched on by the partner, and off by the customer.
    async fn extend(&mut self) {
        self.look_at_staff("privileges-record").await;
        let on = format!("Switch automatic extension on for {}", self.name);
        self.staff.press(&on).await;
        self.staff.wait_for_text("is extended by 180 days").await;
        let letter = self
            .customer
            .letter(&[self.email.as_str(), "/g/", self.name.as_str()])
            .await;
        let link = letter.find(Locator::Css("a[href*='/g/']")).await.unwrap();
        let link = link.attr("href").await.unwrap().unwrap();
        self.customer.open(&link).await;
        self.customer.wait_for_text("180 days").await;
        self.look_at_customer("privileges-granted").await;
        self.customer.follow("Switch automatic extension off").await;
        self.look_at_customer("privileges-switch-off").await;
        self.customer.press("Switch automatic extension off").await;
        self.customer.wait_for_text("End these privileges").await;
        let text = self.customer.element("main").await.text().await.unwrap();
        assert!(!text.contains("Switch automatic extension off"), "{text}");
    }

    /// The partner ends them; the customer's page says so.
    async fn end(&mut self) {
        self.record().await;
        self.staff.follow(&format!("End {}", self.name)).await;
        self.look_at_staff("privileges-end").await;
        self.staff.press(&format!("End {}", self.name)).await;
        self.staff.wait_for_text("has ended").await;
        self.look_at_staff("privileges-record-ended").await;
        self.customer.client.refresh().await.unwrap();
        let heading = self.customer.heading().await;
        assert_eq!(heading, "These privileges have ended");
        self.look_at_customer("privileges-over").await;
    }
}

impl Window {
    /// Ticks a box that goes by this name.
    async fn tick_called(&self, label: &str) {
        if self.hand() == Hand::Keyboard {
            self.tab_to(label).await;
            return self.space().await;
        }
        let css = format!("input[aria-label='{label}']");
        self.element(&css).await.click().await.unwrap();
    }

    /// Chooses the line of a select that begins so.
    async fn pick(&self, label: &str, line: &str) {
        if self.hand() == Hand::Mouse {
            return self.choose(label, line).await;
        }
        self.tab_to(label).await;
        let begin = line.split(' ').next().unwrap_or(line);
        self.type_in(begin).await;
        let chosen = self.field(label).await.prop("value").await.unwrap();
        assert_eq!(chosen.as_deref(), Some(line));
    }
}

async fn walk(scripts: Scripts, hand: Hand, is_looked_at: bool) {
    let demo = Demo::start();
    in_window(scripts, &demo.address, async |staff| {
        in_window(scripts, &demo.address, async |customer| {
            let mut walk = Walk {
                staff: staff.clone().by(hand),
                customer: customer.by(hand),
                is_looked_at,
                wrong: Vec::new(),
                company: String::new(),
                email: String::new(),
                name: String::new(),
            };
            walk.staff.sign_in(demo.person("Admin agent")).await;
            walk.ask().await;
            walk.accept().await;
            walk.record().await;
            walk.extend().await;
            walk.end().await;
            let wrong = walk.wrong;
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

#[actix_web::test]
async fn privileges_are_asked_for_granted_extended_and_ended_and_every_page_of_it_is_accessible() {
    walk(Scripts::On, Hand::Mouse, true).await;
}

#[actix_web::test]
async fn privileges_are_asked_for_granted_extended_and_ended_by_keyboard_alone() {
    walk(Scripts::On, Hand::Keyboard, false).await;
}
