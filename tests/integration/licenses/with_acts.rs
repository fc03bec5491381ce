//! What acts on subscriptions, and the time, do to those who hold licenses: said beforehand, done in the same transaction
//! (rule 17).

use chrono::Duration;
use partner_center::{
    charges::{Day, TermDays},
    db::ids::DirectoryUserId,
    identity::Role,
    subscriptions::State,
};

use super::{Hall, SUITE, other_seller};
use crate::{
    ordering::ORDER,
    support::{Button, Page, Visitor},
};

const CANCEL: &str = "Cancel Suite 1";

impl Hall {
    /// The first subscription's page of an act.
    pub(super) fn act(&self, act: &str) -> String {
        let id = self.store.subscriptions()[0].id;
        format!("{}{act}", self.app().paths().subscription(id))
    }

    /// The provider's Admin agent, signed in anew: time may have passed.
    async fn again(&self) -> Visitor {
        let email = self.store.pair.provider.email(Role::AdminAgent);
        self.app().sign_in_as(&email).await
    }

    /// Goes on to the end of the running term, and by so much more.
    async fn pass_the_term(&self, more: Duration) {
        let row = &self.store.subscriptions()[0];
        let began = Day::of(row.effective_start_date);
        let number = u32::try_from(row.term_number).unwrap();
        let end = TermDays::nth(began, row.term_duration, number)
            .last
            .ends_at();
        self.app().pass(end.plus(more).since(self.app().now()));
        self.app().housekeep().await;
    }

    /// So many people hold Suite, one after the other.
    pub(crate) async fn people(&self, names: &[&str]) -> Vec<DirectoryUserId> {
        let mut users = Vec::new();
        for name in names {
            let user = self.add(name).await;
            self.app().pass(Duration::seconds(1));
            self.tick(user, &[SUITE]).await.expect(303);
            users.push(user);
        }
        users
    }

    async fn schedule(&self, quantity: &str) -> Page {
        let page = self.agent.open(&self.act("/renewal")).await.expect(200);
        let typed = [("quantity", quantity)];
        let shown = self.agent.submit(&page, "Show what it comes to", &typed);
        let shown = shown.await.expect(200);
        let button = "Schedule it for the renewal";
        self.agent.submit(&shown, button, &[]).await.expect(303);
        shown
    }

    fn assert_lost(&self, people: usize) {
        let lines = vec!["License: Suite 1 → none"; people];
        for partner in [self.store.pair.provider.id, self.store.pair.reseller.id] {
            assert_eq!(self.lines(partner, "license_lost"), lines);
        }
        self.assert_exact();
    }
}

/// The people that a page names, in their order.
fn named(page: &Page) -> Vec<String> {
    page.texts("main .callout ul li")
}

#[actix_web::test]
async fn licenses_are_not_given_back_while_people_hold_them_and_the_page_names_them() {
    let hall = Hall::open("4").await;
    let users = hall.people(&["Ada", "Bea", "Cai"]).await;
    let page = hall.agent.open(&hall.act("/seats?quantity=1")).await;
    let page = page.expect(200);
    assert!(page.has_text("2 people would be left without Suite 1"));
    assert_eq!(named(&page), ["Cai", "Bea"]);
    match page.button("Give back 3 licenses") {
        Button::Blocked(why) => assert!(why.contains("People hold these licenses"), "{why}"),
        other => panic!("{other:?}"),
    }
    // What nobody holds goes back; and what was free when the page was opened need not be any more.
    let page = hall.agent.open(&hall.act("/seats?quantity=3")).await;
    let page = page.expect(200);
    let dot = hall.add("Dot").await;
    hall.tick(dot, &[SUITE]).await.expect(303);
    let refused = hall.agent.submit(&page, "Give back 1 license", &[]).await;
    let refused = refused.expect(422);
    assert!(refused.has_text("One person would be left without Suite 1. Take it from them first"));
    assert_eq!(named(&refused), ["Dot"]);
    assert_eq!(hall.store.subscriptions()[0].quantity, 4);
    assert_eq!(hall.app().count("orders"), 1);
    hall.tick(users[2], &[]).await.expect(303);
    let page = hall.agent.open(&hall.act("/seats?quantity=3")).await;
    let button = "Give back 1 license";
    hall.agent
        .submit(&page.expect(200), button, &[])
        .await
        .expect(303);
    assert_eq!(hall.holders(SUITE), [users[0], users[1], dot]);
    hall.assert_exact();
}

#[actix_web::test]
async fn without_a_privilege_that_reads_the_directory_the_page_says_how_many_and_whom_to_ask() {
    let hall = Hall::open("1").await;
    let (_, agent) = other_seller(&hall, "4").await;
    hall.people(&["Ada", "Bea", "Cai"]).await;
    let sold = hall.store.subscriptions()[1].id;
    let seats = hall.app().paths().subscription_seats(sold);
    let page = agent.open(&format!("{seats}?quantity=1")).await;
    let page = page.expect(200);
    assert!(page.has_text("One person would be left without Suite 1"));
    assert!(page.has_text("Who they are"));
    let asks = page.texts("main .callout a");
    assert_eq!(asks.len(), 1, "the way to a privilege: {asks:?}");
    assert!(!page.text().contains("Cai"), "{}", page.text());
}

#[actix_web::test]
async fn a_cancellation_takes_licenses_from_those_assigned_last_and_says_so_beforehand() {
    let hall = Hall::open("2").await;
    other_seller(&hall, "2").await;
    let users = hall.people(&["Ada", "Bea", "Cai"]).await;
    let page = hall.agent.open(&hall.act("/cancellation")).await;
    let page = page.expect(200);
    assert!(page.has_text("One person would be left without Suite 1"));
    assert_eq!(named(&page), ["Cai"]);
    // Another number than was said is said again first.
    let dot = hall.add("Dot").await;
    hall.tick(dot, &[SUITE]).await.expect(303);
    let refused = hall.agent.submit(&page, CANCEL, &[]).await.expect(409);
    assert_eq!(named(&refused), ["Dot", "Cai"]);
    let done = hall.agent.submit(&refused, CANCEL, &[]).await.expect(303);
    let told = hall.agent.open(&done.location()).await.expect(200);
    assert!(told.has_text("2 people lost their licenses"));
    assert_eq!(hall.holders(SUITE), [users[0], users[1]]);
    hall.assert_lost(2);
}

#[actix_web::test]
async fn a_suspension_says_whose_licenses_stop_working_and_takes_none() {
    let hall = Hall::open("3").await;
    let users = hall.people(&["Ada", "Bea"]).await;
    let page = hall.agent.open(&hall.act("/suspension")).await.expect(200);
    assert!(page.has_text("The licenses of 2 people stop working"));
    let suspend = "Suspend Suite 1";
    hall.agent.submit(&page, suspend, &[]).await.expect(303);
    assert_eq!(hall.holders(SUITE), users);
    // It does not work, so nobody is given one.
    let cai = hall.add("Cai").await;
    let license = [("license", SUITE)];
    hall.post(&hall.agent, cai, &license).await.expect(422);
    hall.assert_lost(0);
}

#[actix_web::test]
async fn a_renewal_with_fewer_licenses_takes_them_from_those_assigned_last_when_it_begins() {
    let hall = Hall::open("4").await;
    let users = hall.people(&["Ada", "Bea", "Cai"]).await;
    let shown = hall.schedule("1").await;
    assert!(shown.has_text("2 people would be left without Suite 1"));
    assert_eq!(named(&shown), ["Cai", "Bea"]);
    assert_eq!(hall.holders(SUITE), users, "not before");
    hall.pass_the_term(-Duration::days(30)).await;
    let mails = hall.app().mails().await;
    let told = mails.iter().filter(|mail| {
        mail.text
            .contains("2 people will be left without a license then.")
            && mail.text.contains("1 license of it is assigned to nobody.")
    });
    assert_eq!(told.count(), 4, "two managers at each of two partners");
    assert_eq!(hall.holders(SUITE), users, "not before");
    hall.pass_the_term(Duration::zero()).await;
    assert_eq!(hall.store.subscriptions()[0].quantity, 1);
    assert_eq!(hall.holders(SUITE), [users[0]]);
    hall.assert_lost(2);
}

#[actix_web::test]
async fn a_renewal_as_another_plan_takes_the_license_of_the_former_one() {
    use partner_center::prices::{Link, PlanLink, replace_surroundings};
    let hall = Hall::open("2").await;
    hall.people(&["Ada"]).await;
    let (other, _) = hall.store.sell("2", |_| {});
    let link = PlanLink {
        plan_id: hall.store.suite.id,
        kind: Link::Conversion,
        product_id: other.product_id.clone(),
        sku_id: other.sku_id.clone(),
    };
    let suite = hall.store.suite.id;
    hall.app()
        .write(move |tx| replace_surroundings(tx, suite, &[], &[link]));
    let page = hall.agent.open(&hall.act("/renewal")).await.expect(200);
    let plan = other.id.to_string();
    let typed = [("plan", plan.as_str())];
    let shown = hall.agent.submit(&page, "Show what it comes to", &typed);
    let shown = shown.await.expect(200);
    assert_eq!(named(&shown), ["Ada"]);
    let button = "Schedule it for the renewal";
    hall.agent.submit(&shown, button, &[]).await.expect(303);
    hall.pass_the_term(Duration::zero()).await;
    assert_eq!(hall.holders(SUITE), []);
    assert_eq!(hall.license(SUITE).all(), 0);
    assert_eq!(hall.license("PRODUCT01/0002").working(), 2);
    hall.assert_lost(1);
}

#[actix_web::test]
async fn an_end_leaves_assignments_for_90_days_and_takes_them_when_it_is_deleted() {
    let hall = Hall::open("3").await;
    let users = hall.people(&["Ada", "Bea"]).await;
    let page = hall.agent.open(&hall.act("/renewal")).await.expect(200);
    assert!(page.has_text("The licenses of 2 people stop working if it ends"));
    let end = [("choice", "end")];
    hall.agent
        .submit(&page, "Save the choice", &end)
        .await
        .expect(303);
    hall.pass_the_term(-Duration::days(7)).await;
    let mails = hall.app().mails().await;
    let told = mails.iter().filter(|mail| {
        let words = "2 people hold a license that stops working then.";
        mail.text.contains(words)
    });
    assert_eq!(told.count(), 4, "two managers at each of two partners");
    hall.pass_the_term(Duration::zero()).await;
    assert_eq!(hall.store.subscriptions()[0].state, State::Disabled);
    assert_eq!(hall.holders(SUITE), users);
    hall.pass_the_term(Duration::days(90) - Duration::seconds(1))
        .await;
    assert_eq!(hall.holders(SUITE), users);
    hall.pass_the_term(Duration::days(90)).await;
    assert_eq!(hall.store.subscriptions()[0].state, State::Deleted);
    assert_eq!(hall.holders(SUITE), []);
    hall.assert_lost(2);
}

#[actix_web::test]
async fn what_has_ended_is_reactivated_by_ordering_it_anew_and_people_keep_their_licenses() {
    let hall = Hall::open("2").await;
    let users = hall.people(&["Ada", "Bea"]).await;
    hall.store
        .run("UPDATE subscriptions SET auto_renew_enabled = FALSE");
    hall.pass_the_term(Duration::days(10)).await;
    let (working, all) = {
        let license = hall.license(SUITE);
        (license.working(), license.all())
    };
    assert_eq!((working, all), (0, 2));
    let agent = hall.again().await;
    let subscription = agent.open(&hall.act("")).await.expect(200);
    let page = agent.open(&subscription.link("Reactivate")).await;
    let page = page.expect(200);
    assert!(page.has_text("2 people hold a license that does not work until then."));
    // The reseller of record puts the same into its own cart, for a request, and reads no cost.
    let email = hall.store.pair.reseller.email(Role::AdminAgent);
    let theirs = hall.app().sign_in_as(&email).await;
    let asked = theirs.open(&hall.act("/reactivation")).await.expect(200);
    assert!(!asked.has_text("120.00 EUR") && asked.has_text("132.00 EUR"));
    let added = theirs.submit(&asked, "Put 2 licenses in the cart", &[]);
    added.await.expect(303);
    let cart = theirs.open(&hall.store.cart()).await.expect(200);
    assert!(cart.has_text("Suite 1"), "{}", cart.text());
    let button = "Put 2 licenses in the cart";
    agent.submit(&page, button, &[]).await.expect(303);
    let review = hall.store.review(&agent).await.expect(200);
    let direct = [("reseller", "direct")];
    agent.submit(&review, ORDER, &direct).await.expect(303);
    assert_eq!(hall.license(SUITE).working(), 2);
    hall.pass_the_term(Duration::days(90)).await;
    let states: Vec<State> = hall
        .store
        .subscriptions()
        .iter()
        .map(|it| it.state)
        .collect();
    assert_eq!(states, [State::Deleted, State::Active]);
    assert_eq!(hall.holders(SUITE), users);
    hall.assert_lost(0);
}

/// The licenses that a list shows, in its order.
fn licenses_in(list: &Page) -> Vec<String> {
    let table = list.table("Subscriptions, what ends first stands first");
    table
        .column("Licenses")
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[actix_web::test]
async fn the_list_over_all_customers_and_its_file_say_how_many_licenses_are_unused() {
    let hall = Hall::open("3").await;
    let paths = hall.app().paths().clone();
    let list = paths.subscriptions();
    let users = hall.people(&["Ada", "Bea"]).await;
    let shown = hall.agent.open(&list).await.expect(200);
    assert_eq!(licenses_in(&shown), ["31 unused"]);
    let file = format!("{}?mark=no", paths.subscriptions_csv());
    let file = hall.agent.open(&file).await.expect(200);
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let lines: Vec<_> = reader.records().map(|line| line.unwrap()).collect();
    assert_eq!((lines.len(), &lines[0][8], &lines[0][9]), (1, "3", "1"));
    // The last one is assigned; then one is taken back.
    let cai = hall.add("Cai").await;
    hall.tick(cai, &[SUITE]).await.expect(303);
    let shown = hall.agent.open(&list).await.expect(200);
    assert_eq!(licenses_in(&shown), ["3"]);
    hall.tick(users[0], &[]).await.expect(303);
    // Those of the other seller are free for all, and no more than its own are said to each.
    let (_, other) = other_seller(&hall, "4").await;
    for (who, licenses) in [(&hall.agent, "33 unused"), (&other, "44 unused")] {
        let shown = who.open(&list).await.expect(200);
        assert_eq!(licenses_in(&shown), [licenses], "five are free");
    }
    // What does not work is not unused.
    hall.store
        .run("UPDATE subscriptions SET state = 'suspended'");
    let shown = hall.agent.open(&list).await.expect(200);
    assert_eq!(licenses_in(&shown), ["3"]);
}

#[actix_web::test]
async fn what_runs_is_not_reactivated() {
    let hall = Hall::open("2").await;
    let page = hall.agent.open(&hall.act("")).await.expect(200);
    assert!(matches!(page.button("Reactivate"), Button::Absent));
    let page = hall.agent.open(&hall.act("/reactivation")).await;
    match page.expect(200).button("Put it in the cart") {
        Button::Blocked(why) => assert!(why.contains("It has not ended"), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn a_reseller_whose_provider_cannot_be_asked_is_told_so_instead_of_offered_a_cart() {
    let hall = Hall::open("2").await;
    hall.store
        .run("UPDATE subscriptions SET state = 'disabled', auto_renew_enabled = false");
    let reseller = &hall.store.pair.seller;
    let page = reseller.open(&hall.act("/reactivation")).await.expect(200);
    assert!(matches!(
        page.button("Put 2 licenses in the cart"),
        Button::Open
    ));
    hall.store.run(
        "UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11'
         WHERE kind = 'indirect_provider'",
    );
    let page = reseller.open(&hall.act("/reactivation")).await.expect(200);
    match page.button("Put it in the cart") {
        Button::Blocked(why) => assert!(why.contains("takes no order for this customer"), "{why}"),
        other => panic!("{other:?}"),
    }
}

#[actix_web::test]
async fn seats_that_people_use_are_not_given_back_beside_others_that_do_not_work() {
    let hall = Hall::open("2").await;
    hall.people(&["Ada", "Bea"]).await;
    hall.store.order("2").await;
    let first = hall.store.subscriptions().remove(0).id;
    hall.store.run(&format!(
        "UPDATE subscriptions SET state = 'suspended' WHERE id = '{first}'"
    ));
    let second = hall.store.subscriptions().remove(1).id;
    let seats = hall.app().paths().subscription_seats(second);
    let page = hall.agent.open(&format!("{seats}?quantity=1")).await;
    let page = page.expect(200);
    assert!(page.has_text("One person would be left without Suite 1"));
    assert!(matches!(
        page.button("Give back 1 license"),
        Button::Blocked(_)
    ));
    // Nobody's stops by taking back what does not work.
    let paths = hall.app().paths().subscription_cancellation(first);
    let page = hall.agent.open(&paths).await.expect(200);
    assert!(!page.has_text("would be left without"), "{}", page.text());
}

#[actix_web::test]
async fn another_subscription_of_a_plan_gives_the_license_that_people_hold_whatever_the_list_says_by_now()
 {
    let hall = Hall::open("1").await;
    hall.people(&["Ada"]).await;
    hall.store
        .run("UPDATE plans SET provisioning_id = 'another', has_matrix = TRUE");
    hall.store.order("4").await;
    let given: Vec<String> = hall
        .store
        .subscriptions()
        .into_iter()
        .map(|it| it.license_sku)
        .collect();
    assert_eq!(given, [SUITE, SUITE]);
    assert_eq!(hall.license(SUITE).free(), 4);
}
