//! Those who leave: a customer with all that it has, whose removal is read afterwards, and a colleague who was invited just before.

use fantoccini::Locator;

use crate::{
    demo::{Demo, Person},
    driver::{Scripts, in_window},
    two_tiers::{RESELLER, agent},
    window::Window,
};

const CUSTOMER: &str = "Möwental Backwaren eG";

const COLLEAGUE: &str = "quill.zephyr@norrbacka.example";
const PASSWORD: &str = "amber window 17 gravel";

/// A window, and what was wrong on its pages.
pub(crate) struct Walk {
    pub(crate) window: Window,
    wrong: Vec<String>,
}

impl Walk {
    pub(crate) fn new(window: Window) -> Self {
        let wrong = Vec::new();
        Self { window, wrong }
    }

    pub(crate) async fn look_at(&mut self, name: &str) {
        self.window.picture(name).await;
        self.wrong.extend(self.window.obstacles().await);
        self.window.resize(360, 700).await;
        self.window.whole_picture(&format!("{name}-narrow")).await;
        self.wrong.extend(self.window.overflow().await);
        self.window.resize(1280, 800).await;
    }

    #[track_caller]
    pub(crate) fn assert_nothing_wrong(&self) {
        let wrong = &self.wrong;
        assert!(
            wrong.is_empty(),
            "{} wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}

impl Walk {
    /// The record of the customer.
    async fn record(&self) -> String {
        self.window.open("/customers").await;
        self.window.fill("Name, domain", CUSTOMER).await;
        self.window.press("Search").await;
        self.window.follow(CUSTOMER).await;
        self.window.place().await
    }

    /// What is there is said, and all that can end is ended.
    async fn remove(&mut self) -> String {
        let record = self.record().await;
        self.window
            .open(&format!("{record}/relationship/removal"))
            .await;
        self.window.wait_for_text("What ends today").await;
        self.window.wait_for_text("reseller of record of").await;
        self.look_at("removal").await;
        let help = self.window.element("#h-confirm_domain").await;
        let help = help.text().await.unwrap();
        let domain = help.rsplit(' ').next().unwrap();
        self.window
            .tick("End our delegated admin privileges, too")
            .await;
        self.window.tick("We make all of these statements").await;
        self.window.fill("Reason", "Moves to another region").await;
        self.window.fill("Customer's domain", domain).await;
        self.window
            .press(&format!("Remove relationship with {CUSTOMER}"))
            .await;
        record
    }

    /// The report says what was there, what ended and what stays.
    async fn read_the_report(&mut self) {
        self.window.open("/customers").await;
        self.window.follow("Former customers").await;
        self.window.wait_for_text(CUSTOMER).await;
        self.look_at("former-customers").await;
        self.window.follow("Removal report").await;
        for words in ["Moves to another region", "Ended", "What stays"] {
            self.window.wait_for_text(words).await;
        }
        self.look_at("removal-report").await;
    }

    /// A colleague is invited; says where the letter leads.
    async fn invite(&mut self) -> String {
        self.window.follow("Staff").await;
        self.window.wait_for_text("Invited").await;
        self.look_at("staff").await;
        self.window.follow("Invite a colleague").await;
        self.window.fill("Name", "Quill Zephyr").await;
        self.window.fill("Email address", COLLEAGUE).await;
        self.window
            .tick("Sales agent: sees customers and prices, fills carts, keeps notes")
            .await;
        self.look_at("staff-new").await;
        self.window.press("Send the invitation").await;
        self.window.wait_for_text("Quill Zephyr is invited").await;
        self.look_at("staff-one").await;
        let letter = self.window.letter(&[COLLEAGUE, "/password/"]).await;
        let link = Locator::Css("a[href*='/password/']");
        let link = letter.find(link).await.unwrap();
        link.attr("href").await.unwrap().unwrap()
    }

    /// The colleague is kept out.
    async fn disable(&mut self) {
        self.window.open("/staff?q=zephyr").await;
        self.window.follow("Quill Zephyr").await;
        self.window.follow("Disable").await;
        self.look_at("staff-disabling").await;
        self.window.press("Disable Quill Zephyr").await;
        self.window
            .wait_for_text("Quill Zephyr is disabled and cannot sign in any more.")
            .await;
    }
}

#[actix_web::test]
async fn a_customer_with_everything_in_place_is_removed_and_the_report_is_read() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |reseller| {
        reseller.sign_in(agent(&demo, RESELLER)).await;
        let mut walk = Walk::new(reseller);
        let record = walk.remove().await;
        walk.read_the_report().await;
        walk.window.open(&record).await;
        walk.window.wait_for_text("Former customer").await;
        walk.look_at("former-record").await;
        walk.assert_nothing_wrong();
    })
    .await;
}

/// The Global admin of this company.
pub(crate) fn global_admin<'d>(demo: &'d Demo, company: &str) -> &'d Person {
    let is_it = |person: &&Person| person.company == company && person.role == "Global admin";
    demo.people.iter().find(is_it).unwrap()
}

#[actix_web::test]
async fn a_colleague_is_invited_sets_a_password_works_and_is_out_with_the_next_click() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |admin| {
        in_window(Scripts::On, &demo.address, async |colleague| {
            admin.sign_in(global_admin(&demo, RESELLER)).await;
            let mut walk = Walk::new(admin);
            let link = walk.invite().await;
            colleague.open(&link).await;
            colleague.fill("New password", PASSWORD).await;
            colleague.fill("The same again", PASSWORD).await;
            colleague.press("Set password").await;
            let new = Person {
                company: RESELLER.to_owned(),
                role: "Sales agent".to_owned(),
                email: COLLEAGUE.to_owned(),
                password: PASSWORD.to_owned(),
            };
            colleague.sign_in(&new).await;
            colleague.follow("Customers").await;
            walk.disable().await;
            colleague.follow("Invitations").await;
            colleague.wait_for_text("Sign in").await;
            walk.assert_nothing_wrong();
        })
        .await;
    })
    .await;
}
