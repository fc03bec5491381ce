//! Licenses of users who are deleted, restored and purged.

use partner_center::{db::ids::DirectoryUserId, directory::restorable_for};

use super::{Hall, SUITE};
use crate::support::{Page, Visitor};

impl Hall {
    pub(super) async fn delete(&self, user: DirectoryUserId) {
        let path = self.app().paths().users_deletion(self.customer.uuid());
        let user = user.to_string();
        self.agent.post(&path, &[("user", &user)]).await.expect(303);
    }

    /// Past the form.
    pub(super) async fn post_restoration(
        &self,
        who: &Visitor,
        user: DirectoryUserId,
        name: &str,
    ) -> Page {
        let path = self.app().paths().users_restoration(self.customer.uuid());
        let (user, name) = (user.to_string(), format!("{name}@adatum.example"));
        let typed = [("user", user.as_str()), ("user_name", name.as_str())];
        who.post(&path, &typed).await
    }

    pub(super) async fn restore(&self, user: DirectoryUserId) -> Page {
        let path = self.app().paths().users_restoration(self.customer.uuid());
        let page = self.agent.open(&format!("{path}?user={user}")).await;
        let page = page.expect(200);
        let answer = self.agent.submit(&page, "main form.form", &[]).await;
        self.agent.follow(&answer.expect(303)).await.expect(200)
    }
}

#[actix_web::test]
async fn a_deleted_user_holds_no_license_and_a_restored_one_gets_it_back_with_the_services_as_they_were()
 {
    let hall = Hall::open("1").await;
    hall.with_services(&["Mail", "Files"]);
    let ada = hall.add("Ada").await;
    let form = hall.form(&[ada]).await.expect(200);
    let typed = [("license", SUITE), ("service", "PRODUCT01/0001 files")];
    let form = form.form("main form.form").fill(&typed);
    hall.agent.submit_form(form).await.expect(303);
    hall.delete(ada).await;
    assert_eq!(hall.license(SUITE).free(), 1);
    assert_eq!(hall.holders(SUITE), []);
    let provider = hall.store.pair.provider.id;
    assert_eq!(
        hall.lines(provider, "user_deleted"),
        ["Licenses: Suite 1 → none"]
    );
    let page = hall.restore(ada).await;
    assert!(!page.flash().contains("Suite"), "{}", page.flash());
    assert_eq!(hall.holders(SUITE), [ada]);
    assert_eq!(hall.assignments()[0].services_off, "mail");
    assert_eq!(
        hall.lines(provider, "user_restored"),
        ["Licenses: none → Suite 1"]
    );
    hall.assert_exact();
}

#[actix_web::test]
async fn what_is_not_free_any_more_is_not_given_back_and_the_page_says_so() {
    let hall = Hall::open("1").await;
    let (ada, bea) = (hall.add("Ada").await, hall.add("Bea").await);
    hall.tick(ada, &[SUITE]).await.expect(303);
    hall.delete(ada).await;
    hall.tick(bea, &[SUITE]).await.expect(303);
    let page = hall.restore(ada).await;
    assert!(
        page.flash()
            .contains("Ada does not hold Suite 1 again: None is free."),
        "{}",
        page.flash()
    );
    assert_eq!(hall.holders(SUITE), [bea]);
    // Nothing of it comes back later.
    hall.delete(bea).await;
    hall.delete(ada).await;
    hall.restore(ada).await;
    assert_eq!(hall.holders(SUITE), []);
    hall.assert_exact();
}

#[actix_web::test]
async fn nothing_is_kept_of_a_purged_user() {
    let hall = Hall::open("1").await;
    let ada = hall.add("Ada").await;
    hall.tick(ada, &[SUITE]).await.expect(303);
    hall.delete(ada).await;
    assert_eq!(hall.assignments().len(), 1);
    hall.app().pass(restorable_for());
    hall.app().housekeep().await;
    assert_eq!(hall.assignments(), []);
    assert_eq!(hall.license(SUITE).assigned, 0);
}

#[actix_web::test]
async fn the_file_of_users_says_what_each_holds() {
    let hall = Hall::open("2").await;
    let (ada, _) = (hall.add("Ada").await, hall.add("Bea").await);
    hall.tick(ada, &[SUITE]).await.expect(303);
    let csv = hall.app().paths().customer_users_csv(hall.customer.uuid());
    let file = hall.agent.open(&csv).await.expect(200);
    let lines: Vec<&str> = file.body.lines().collect();
    assert!(lines[0].ends_with(",Licenses"), "{}", lines[0]);
    assert!(lines[1].starts_with("Ada,") && lines[1].ends_with(",Suite 1"));
    assert!(lines[2].starts_with("Bea,") && lines[2].ends_with(','));
}
