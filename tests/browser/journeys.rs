//! The main job from the sign-in to the removal, in two windows: the partner's and the customer's.

use crate::{
    customer,
    demo::{Demo, Person},
    driver::{Scripts, in_window},
    window::{Hand, Window},
};

/// A company that no demo knows.
struct Company {
    name: &'static str,
    domain: &'static str,
    email: &'static str,
}

const PELLWORM: Company = Company {
    name: "Pellworm Seafood",
    domain: "pellworm.example",
    email: "ida.petersen@pellworm.example",
};

/// What is looked at on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// axe-core and pictures of every page.
    Closely,
    /// Nothing but the way itself.
    No,
}

/// Both windows and what is looked at in them.
struct Walk {
    staff: Window,
    customer: Window,
    look: Look,
    wrong: Vec<String>,
}

impl Walk {
    async fn look_at(&mut self, who: Who, name: &str) {
        if self.look == Look::Closely {
            let window = match who {
                Who::Staff => &self.staff,
                Who::Customer => &self.customer,
            };
            window.picture(name).await;
            self.wrong.extend(window.obstacles().await);
        }
    }

    async fn main_job(&mut self, person: &Person) {
        self.staff.sign_in(person).await;
        self.look_at(Who::Staff, "dashboard").await;
        self.invite().await;
        self.accept(person).await;
        self.remove().await;
        assert!(
            self.wrong.is_empty(),
            "{} wrong:\n{}",
            self.wrong.len(),
            self.wrong.join("\n")
        );
    }

    /// Steps 2 to 4: the list, the ask, the draft, sent by this server.
    async fn invite(&mut self) {
        self.staff.follow("Customers").await;
        assert_eq!(self.staff.heading().await, "Customers");
        self.look_at(Who::Staff, "customers").await;
        self.staff.follow("Invite new customers").await;
        self.staff.fill("Company name", PELLWORM.name).await;
        self.staff.fill("Company domain", PELLWORM.domain).await;
        self.staff
            .fill("Recipient's email address", PELLWORM.email)
            .await;
        self.staff.fill("Recipient's name", "Ida Petersen").await;
        self.look_at(Who::Staff, "invite").await;
        self.staff.press("Continue to the message").await;
        self.look_at(Who::Staff, "draft").await;
        self.staff.press("Send now").await;
        assert_eq!(
            self.staff.heading().await,
            format!("Invitation of {}", PELLWORM.name)
        );
        self.look_at(Who::Staff, "invitation").await;
    }

    /// Steps 5 and 6: the customer reads, proves who they are, agrees, and stands in the list.
    async fn accept(&mut self, person: &Person) {
        let link = customer::link_to(&self.customer, PELLWORM.email).await;
        self.customer.open(&link).await;
        let asks = format!("{} asks to act for {}", person.company, PELLWORM.name);
        assert_eq!(self.customer.heading().await, asks);
        self.look_at(Who::Customer, "customers-page").await;
        customer::say_who(&self.customer, PELLWORM.email).await;
        self.look_at(Who::Customer, "customers-code").await;
        customer::agree(&self.customer, &self.staff, PELLWORM.email).await;
        let connected = format!("You are now connected with {}", person.company);
        assert_eq!(self.customer.heading().await, connected);
        self.look_at(Who::Customer, "customers-receipt").await;
    }

    /// Steps 7 and 8: the record, and the relationship removed again.
    async fn remove(&mut self) {
        self.staff
            .open(&format!("/customers?q={}", PELLWORM.domain))
            .await;
        self.staff.follow(PELLWORM.name).await;
        assert_eq!(self.staff.heading().await, PELLWORM.name);
        self.look_at(Who::Staff, "record").await;
        self.staff.follow("Remove customer relationship").await;
        self.staff.tick("We make all of these statements").await;
        self.staff.fill("Customer's domain", PELLWORM.domain).await;
        self.look_at(Who::Staff, "removal").await;
        self.staff
            .press(&format!("Remove relationship with {}", PELLWORM.name))
            .await;
        assert_eq!(self.staff.heading().await, "Customers");
        self.staff.wait_for_text(PELLWORM.name).await;
        self.staff
            .open(&format!("/customers?q={}", PELLWORM.domain))
            .await;
        self.staff.wait_for_text("Nothing matches").await;
    }
}

#[derive(Clone, Copy)]
enum Who {
    Staff,
    Customer,
}

async fn walk(scripts: Scripts, hand: Hand, look: Look) {
    let demo = Demo::start();
    let person = demo.person("Admin agent");
    in_window(scripts, &demo.address, async |staff| {
        in_window(scripts, &demo.address, async |customer| {
            let (staff, customer) = (staff.clone().by(hand), customer.by(hand));
            Walk {
                staff,
                customer,
                look,
                wrong: Vec::new(),
            }
            .main_job(person)
            .await;
        })
        .await;
    })
    .await;
}

#[actix_web::test]
async fn the_main_job_is_done_with_scripts_and_every_page_of_it_is_accessible() {
    walk(Scripts::On, Hand::Mouse, Look::Closely).await;
}

#[actix_web::test]
async fn the_main_job_is_done_without_scripts() {
    walk(Scripts::Off, Hand::Mouse, Look::No).await;
}

#[actix_web::test]
async fn the_main_job_is_done_by_keyboard_alone() {
    walk(Scripts::On, Hand::Keyboard, Look::No).await;
}

/// A draft of an invitation in the window.
async fn draft(window: &Window, demo: &Demo) {
    window.sign_in(demo.person("Admin agent")).await;
    window.open("/invitations/new").await;
    window.fill("Company name", PELLWORM.name).await;
    window.fill("Company domain", PELLWORM.domain).await;
    window
        .fill("Recipient's email address", PELLWORM.email)
        .await;
    window.press("Continue to the message").await;
}

#[actix_web::test]
async fn the_message_is_copied_by_keyboard_and_the_copy_is_told_to_a_screen_reader() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |window| {
        draft(&window, &demo).await;
        let text = window
            .field("Message")
            .await
            .prop("value")
            .await
            .unwrap()
            .unwrap();
        window.tab_to("Copy to clipboard").await;
        window.enter().await;
        let said = "[data-copy-said='f-body']";
        window.wait_for_text("Copied").await;
        assert_eq!(
            window
                .element(said)
                .await
                .prop("textContent")
                .await
                .unwrap()
                .as_deref(),
            Some("Copied")
        );
        assert_eq!(window.clipboard().await.replace("\r\n", "\n"), text);
    })
    .await;
}

#[actix_web::test]
async fn a_link_that_was_deleted_is_missed_at_once_and_put_back() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |window| {
        draft(&window, &demo).await;
        window.fill("Message", "Dear Ida, no link here.").await;
        let missing = window.element("[data-link-state='missing']").await;
        assert!(
            missing.is_displayed().await.unwrap(),
            "it is told while one types"
        );
        window
            .button("Put the link back")
            .await
            .click()
            .await
            .unwrap();
        assert!(!missing.is_displayed().await.unwrap());
        let text = window
            .field("Message")
            .await
            .prop("value")
            .await
            .unwrap()
            .unwrap();
        assert!(
            text.starts_with("Dear Ida, no link here.") && text.contains("/i/"),
            "{text}"
        );
        window.press("Done").await;
        window
            .wait_for_text(&format!("The invitation of {} is ready", PELLWORM.name))
            .await;
    })
    .await;
}
