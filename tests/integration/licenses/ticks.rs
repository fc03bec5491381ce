//! Who is ticked in the list of users, over all its pages.

use partner_center::db::ids::DirectoryUserId;

use super::{Hall, SUITE};
use crate::support::{Asked, Page};

const ASSIGN: &str = "Assign or take licenses of those selected";

/// A company of its own with the same partner.
const OTHER: Asked<'static> = Asked {
    company: "Fabrikam",
    domain: "fabrikam.example",
    recipient: "dana@fabrikam.example",
};

impl Hall {
    fn users(&self) -> String {
        self.app().paths().customer_users(self.customer.uuid())
    }

    /// Presses a button of the list with these ticked beside those that are.
    async fn tick_and_press(&self, page: &Page, users: &[DirectoryUserId], button: &str) -> Page {
        let mut form = page.form(button);
        let more = users.iter().map(|id| ("user".to_owned(), id.to_string()));
        form.fields.extend(more);
        self.agent.submit_form(form).await
    }

    /// A user of another customer of the same partner.
    async fn stranger(&self) -> String {
        let more = [("roles", "user_administrator"), ("days", "365")];
        self.app().grant(&self.agent, OTHER, &more).await;
        let list = self.agent.open(&self.app().paths().customers()).await;
        let users = format!("{}/users/new", list.expect(200).link("Fabrikam"));
        let form = self.agent.open(&users).await.expect(200);
        let typed = [
            ("display_name", "Dana"),
            ("user_name", "dana"),
            ("usage_location", "DE"),
        ];
        let added = self.agent.submit(&form, "Add user", &typed).await;
        let page = added.expect(303).location();
        page.rsplit('/').next().unwrap().to_owned()
    }
}

/// Who would be sent along from this page, by their keys.
fn ticked(page: &Page, button: &str) -> Vec<String> {
    let fields = page.form(button).fields.into_iter();
    let mut users: Vec<String> = fields
        .filter(|(name, _)| name == "user")
        .map(|(_, key)| key)
        .collect();
    users.sort();
    users
}

#[actix_web::test]
async fn ticks_are_kept_over_pages_orders_filters_and_searches_and_all_of_them_get_the_license() {
    let hall = Hall::open("5").await;
    let mut users = Vec::new();
    for number in 0..27 {
        users.push(hall.add(&format!("Name{number:02}")).await);
    }
    let mut meant = [users[0], users[1], users[26]].map(|id| id.to_string());
    meant.sort();
    let first = format!("{}?per=25", hall.users());
    let page = hall.agent.open(&first).await.expect(200);
    let page = hall.tick_and_press(&page, &users[..2], "Next").await;
    let page = page.expect(200);
    assert_eq!(page.table("").column("User name").len(), 2);
    assert!(
        page.has_text("2 users are ticked on other pages"),
        "{}",
        page.text()
    );
    let page = hall.tick_and_press(&page, &users[26..], "User name").await;
    let page = page.expect(200);
    assert_eq!(
        page.table("").column("User name").len(),
        25,
        "from its start"
    );
    assert_eq!(ticked(&page, "Search"), meant);
    assert!(page.has_text("1 user is ticked on other pages"));
    // One of them is on the page and ticked there, once.
    let form = page.form("Search").fill(&[("q", "name26")]);
    let page = hall.agent.submit_form(form).await.expect(200);
    assert_eq!(page.texts("tbody th a"), ["Name26"]);
    assert_eq!(ticked(&page, "Search"), meant);
    let form = page.form("Search").fill(&[("q", ""), ("state", "blocked")]);
    let page = hall.agent.submit_form(form).await.expect(200);
    assert!(page.has_text("Nothing matches"));
    assert_eq!(ticked(&page, "Show all users"), meant);
    let page = hall.agent.submit(&page, "Show all users", &[]).await;
    let page = page.expect(200);
    assert_eq!(page.texts("tbody th a").len(), 27);
    let form = hall.agent.submit(&page, ASSIGN, &[]).await.expect(200);
    let button = "Change the licenses of 3 users";
    let assign = [("act", "assign")];
    hall.agent.submit(&form, button, &assign).await.expect(200);
    let mut holders: Vec<String> = hall
        .holders(SUITE)
        .iter()
        .map(ToString::to_string)
        .collect();
    holders.sort();
    assert_eq!(holders, meant);
}

#[actix_web::test]
async fn where_nobody_is_ticked_any_more_the_list_has_an_address_again() {
    let hall = Hall::open("1").await;
    let ada = hall.add("Ada").await;
    hall.add("Bea").await;
    let page = hall.agent.open(&hall.users()).await.expect(200);
    let mut form = page.form("Search").fill(&[("q", "bea")]);
    form.fields.push(("user".to_owned(), ada.to_string()));
    let page = hall.agent.submit_form(form).await.expect(200);
    assert_eq!(ticked(&page, "Search"), [ada.to_string()]);
    let form = page.form("Search").without("user");
    let bare = hall.agent.submit_form(form).await.expect(303);
    let address = bare.location();
    assert!(address.ends_with("/users?q=bea"), "{address}");
    let unticked = page.link("Untick all");
    assert!(unticked.ends_with("/users?q=bea"), "{unticked}");
    // What stands in the address line after a press can be opened.
    let selection = hall.app().paths().users_selection(hall.customer.uuid());
    let opened = hall.agent.open(&format!("{selection}?q=bea")).await;
    assert!(opened.expect(303).location().ends_with("/users?q=bea"));
}

#[actix_web::test]
async fn whoever_is_no_user_of_the_customer_is_left_out_with_a_word() {
    let hall = Hall::open("5").await;
    let (ada, bea) = (hall.add("Ada").await, hall.add("Bea").await);
    let gone = hall.add("Cai").await;
    let deletion = hall.app().paths().users_deletion(hall.customer.uuid());
    let gone = gone.to_string();
    let stranger = hall.stranger().await;
    hall.agent
        .post(&deletion, &[("user", gone.as_str())])
        .await
        .expect(303);
    let (ada, bea) = (ada.to_string(), bea.to_string());
    let keys = [&ada, &bea, "no-key", stranger.as_str(), &gone, &ada];
    let all: Vec<(&str, &str)> = keys.iter().map(|key| ("user", *key)).collect();
    let words = "3 of those ticked are no users of this customer now, and are left out.";
    let (paths, key) = (hall.app().paths(), hall.customer.uuid());
    for path in [
        paths.users_selection(key),
        paths.license_assignment_choice(key),
        paths.users_deletion_choice(key),
    ] {
        let page = hall.agent.post(&path, &all).await.expect(200);
        assert!(page.has_text(words), "{path}: {}", page.text());
        assert!(!page.has_text("Dana") && !page.has_text("Cai"), "{path}");
    }
    let mut fields = all.clone();
    fields.extend([("sku", SUITE), ("act", "assign")]);
    let assigned = hall
        .agent
        .post(&paths.license_assignment(key), &fields)
        .await;
    let assigned = assigned.expect(200);
    assert!(
        assigned.has_text(&format!("2 changes were made. {words}")),
        "{}",
        assigned.text()
    );
    assert_eq!(hall.holders(SUITE).len(), 2);
    // Nobody is left: nothing is done.
    let fields = [("user", stranger.as_str()), ("sku", SUITE), ("act", "take")];
    let none = hall
        .agent
        .post(&paths.license_assignment(key), &fields)
        .await;
    let one = "One of those ticked is no user of this customer now, and is left out.";
    assert!(none.expect(422).has_text(one));
    hall.assert_exact();
}

#[actix_web::test]
async fn more_than_can_be_ticked_are_refused_and_nothing_is_changed() {
    let hall = Hall::open("5").await;
    let ada = hall.add("Ada").await.to_string();
    let others: Vec<String> = (0..500)
        .map(|_| DirectoryUserId::new().to_string())
        .collect();
    let mut fields = vec![("user", ada.as_str())];
    fields.extend(others.iter().map(|key| ("user", key.as_str())));
    let (paths, key) = (hall.app().paths(), hall.customer.uuid());
    let words = "501 users are ticked, and at most 500 can be at once";
    for path in [
        paths.users_selection(key),
        paths.license_assignment_choice(key),
    ] {
        let page = hall.agent.post(&path, &fields).await.expect(422);
        assert!(page.has_text(words), "{path}: {}", page.text());
    }
    let few = &fields[..101];
    let over = "101 users are ticked, and at most 100 can be at once";
    for path in [paths.users_deletion_choice(key), paths.users_deletion(key)] {
        let page = hall.agent.post(&path, few).await.expect(422);
        assert!(page.has_text(over), "{path}: {}", page.text());
    }
    fields.extend([("sku", SUITE), ("act", "assign")]);
    let page = hall
        .agent
        .post(&paths.license_assignment(key), &fields)
        .await;
    assert!(page.expect(422).has_text(words));
    assert_eq!(hall.holders(SUITE), []);
    let list = hall.agent.open(&hall.users()).await.expect(200);
    assert_eq!(list.texts("tbody th a"), ["Ada"]);
}
