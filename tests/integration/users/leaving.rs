//! Blocking, deleting, restoring and purging.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, connection::SimpleConnection};
use partner_center::{app, db::schema::directory_users, directory::restorable_for, identity::Role};

use super::Desk;

fn a_moment() -> Duration {
    Duration::microseconds(1)
}

#[actix_web::test]
async fn a_user_is_blocked_and_unblocked_and_a_second_press_changes_nothing() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada", "ada").await;
    let page = desk.page(ada).await;
    for _ in 0..2 {
        desk.agent.submit(&page, "Block", &[]).await.expect(303);
        assert_eq!(desk.state(ada), "blocked");
    }
    let page = desk.page(ada).await;
    for _ in 0..2 {
        desk.agent.submit(&page, "Unblock", &[]).await.expect(303);
        assert_eq!(desk.state(ada), "active");
    }
    assert_eq!(desk.lines("user_blocked").len(), 1);
    assert_eq!(desk.lines("user_unblocked").len(), 1);
}

#[actix_web::test]
async fn several_are_deleted_and_restored_as_they_were() {
    let desk = Desk::usual().await;
    let (ada, bea) = (desk.add("Ada", "ada").await, desk.add("Bea", "bea").await);
    desk.add("Cleo", "cleo").await;
    let page = desk.page(bea).await;
    desk.agent.submit(&page, "Block", &[]).await.expect(303);

    let gone = desk.delete(&[ada, bea]).await.expect(303);
    let list = desk.agent.follow(&gone).await.expect(200);
    assert!(
        list.flash().starts_with("2 users are deleted."),
        "{}",
        list.flash()
    );
    assert_eq!(desk.listed("").await, ["Cleo"]);
    // The second of two presses finds nobody left.
    desk.agent
        .post(&desk.below("deletion"), &[("user", &ada.to_string())])
        .await
        .expect(303);
    assert_eq!(desk.lines("user_deleted").len(), 2);

    let page = desk.restoration(&[ada, bea]).await;
    let back = desk
        .agent
        .press(&page, "Restore 2 users", &[])
        .await
        .expect(200);
    assert!(
        back.flash().starts_with("2 users are restored."),
        "{}",
        back.flash()
    );
    assert_eq!(
        (desk.state(ada), desk.state(bea)),
        ("active".to_owned(), "blocked".to_owned())
    );
    desk.agent
        .submit(&page, "Restore 2 users", &[])
        .await
        .expect(303);
    assert_eq!(desk.lines("user_restored").len(), 2);
}

#[actix_web::test]
async fn of_several_none_is_restored_where_one_cannot_be() {
    let desk = Desk::usual().await;
    let (ada, bea) = (desk.add("Ada", "ada").await, desk.add("Bea", "bea").await);
    desk.add("Cleo", "cleo").await;
    desk.delete(&[ada, bea]).await.expect(303);
    let page = desk.restoration(&[ada, bea]).await;
    for (bad, words) in [
        ("cleo@adatum.example", "is taken"),
        ("bea@contoso.example", "not a verified domain"),
        ("", "whole user name"),
        ("be a@adatum.example", "Use letters"),
    ] {
        let names = [("user_name", "ada@adatum.example"), ("user_name", bad)];
        let again = desk
            .agent
            .submit(&page, "Restore 2 users", &names)
            .await
            .expect(422);
        let problems = again.texts(".field-error");
        assert_eq!(problems.len(), 1, "{bad}: {}", again.text());
        assert!(problems[0].contains(words), "{problems:?}");
        let kept: Vec<&str> = again
            .all("[name='user_name']")
            .into_iter()
            .map(|field| field.attr("value").unwrap())
            .collect();
        assert_eq!(kept, ["ada@adatum.example", bad]);
    }
    assert_eq!(
        (desk.state(ada), desk.state(bea)),
        ("deleted".to_owned(), "deleted".to_owned())
    );
    let names = [
        ("user_name", "ada@adatum.example"),
        ("user_name", "bea.2@adatum.example"),
    ];
    desk.agent
        .submit(&page, "Restore 2 users", &names)
        .await
        .expect(303);
    assert_eq!(desk.listed("").await, ["Ada", "Bea", "Cleo"]);
}

#[actix_web::test]
async fn a_user_can_be_restored_until_the_last_moment_of_thirty_days() {
    let mut desk = Desk::usual().await;
    let ada = desk.add("Ada", "ada").await;
    desk.delete(&[ada]).await.expect(303);
    let deleted_at = desk.app.now();
    desk.app.pass(restorable_for() - a_moment());
    desk.agent = desk.sign_in(Role::AdminAgent).await;
    app::runner(&desk.app.parts).drain().await;
    let until = deleted_at.plus(Duration::hours(720)).words();
    let list = desk.agent.open(&desk.below("deleted")).await.expect(200);
    assert_eq!(list.table("").cell("Ada", "Can be restored until"), until);
    let page = desk.restoration(&[ada]).await;
    desk.agent
        .submit(&page, "Restore Ada", &[])
        .await
        .expect(303);
    assert_eq!(desk.state(ada), "active");
}

#[actix_web::test]
async fn after_thirty_days_a_user_cannot_be_restored_also_before_housekeeping_has_come_by() {
    let mut desk = Desk::usual().await;
    let ada = desk.add("Ada", "ada").await;
    desk.delete(&[ada]).await.expect(303);
    desk.app.pass(restorable_for() - Duration::minutes(10));
    desk.agent = desk.sign_in(Role::AdminAgent).await;
    let page = desk.restoration(&[ada]).await;
    desk.app.pass(Duration::minutes(10));
    assert_eq!(desk.state(ada), "deleted", "nobody has come by");
    let late = desk
        .agent
        .submit(&page, "Restore Ada", &[])
        .await
        .expect(422);
    assert!(late.has_text("Nobody can be restored"), "{}", late.text());
    let list = desk.agent.open(&desk.below("deleted")).await.expect(200);
    assert!(list.has_text("Nobody to restore"));
}

#[actix_web::test]
async fn purging_takes_the_names_once_and_keeps_the_key_and_the_domain_in_the_line() {
    let desk = Desk::global().await;
    let roles = [
        ("roles", "billing_administrator"),
        ("contact_email", "ada@home.example"),
    ];
    let ada = desk.add_with("Ada Lind", "ada", &roles).await;
    desk.delete(&[ada]).await.expect(303);
    desk.app.pass(restorable_for());
    for _ in 0..2 {
        app::runner(&desk.app.parts).drain().await;
    }
    assert_eq!(desk.state(ada), "purged");
    let row: (String, String, String, String) = desk.app.read(move |conn| {
        Ok(directory_users::table
            .filter(directory_users::id.eq(ada))
            .select((
                directory_users::user_name,
                directory_users::display_name,
                directory_users::name_key,
                directory_users::contact_email,
            ))
            .first(conn)?)
    });
    assert_eq!(row, Default::default());
    assert_eq!(desk.app.count("directory_user_words"), 0);
    assert_eq!(desk.app.count("directory_user_roles"), 0);
    assert_eq!(
        desk.lines("user_purged"),
        [format!("User {ada} at adatum.example")]
    );
    let agent = desk.sign_in(Role::AdminAgent).await;
    agent.open(&desk.below(&ada.to_string())).await.expect(404);
    // The name is free again.
    let form = agent.open(&desk.below("new")).await.expect(200);
    let typed = [("display_name", "Ada"), ("user_name", "ada")];
    agent.submit(&form, "Add user", &typed).await.expect(303);
}

#[actix_web::test]
async fn every_line_about_a_user_names_them_for_whoever_may_see_users_and_for_nobody_else() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada.lind").await;
    desk.delete(&[ada]).await.expect(303);
    let page = desk.restoration(&[ada]).await;
    desk.agent
        .submit(&page, "Restore Ada Lind", &[])
        .await
        .expect(303);
    let record = desk.app.paths().customer_activity(desk.customer);
    let log = desk.app.paths().activity();
    for address in [&record, &log] {
        let page = desk.agent.open(address).await.expect(200);
        for words in ["User added", "User deleted", "User restored", "Ada Lind"] {
            assert!(page.has_text(words), "{words}: {}", page.text());
        }
        let shown = desk.agent.click(&page, "Ada Lind").await.expect(200);
        assert!(shown.has_text("ada.lind@adatum.example"));
    }
    for action in ["user_added", "user_deleted", "user_restored"] {
        let line = format!("User {ada} at adatum.example");
        assert!(desk.lines(action)[0].starts_with(&line));
    }
    desk.set_roles("billing_administrator");
    for address in [&record, &log] {
        let page = desk.agent.open(address).await.expect(200);
        assert!(page.has_text("User restored"), "{}", page.text());
        assert!(!page.has_text("Ada Lind"), "{}", page.text());
    }
    desk.set_roles("directory_reader");
    desk.app.write(move |tx| {
        let statement = format!("UPDATE directory_users SET state = 'purged', present = false, deleted_at = created_at, deleted_by = (SELECT id FROM partners LIMIT 1), purged_at = created_at, user_name = '', user_name_key = '', display_name = '', first_name = '', last_name = '', name_key = '', usage_location = NULL WHERE id = '{ada}'");
        Ok(tx.conn().batch_execute(&statement)?)
    });
    let page = desk.agent.open(&record).await.expect(200);
    assert!(
        page.has_text("A user who was deleted for good"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn who_holds_an_admin_role_is_left_out_of_a_deletion_that_may_not_touch_them() {
    let desk = Desk::global().await;
    let role = [("roles", "license_administrator")];
    let ada = desk.add_with("Ada", "ada", &role).await;
    let (bea, cai) = (desk.add("Bea", "bea").await, desk.add("Cai", "cai").await);
    desk.set_roles("user_administrator");
    let address = format!(
        "{}?user={ada}&user={bea}&user={cai}",
        desk.below("deletion")
    );
    let page = desk.agent.open(&address).await.expect(200);
    assert!(page.has_text("Holds an admin role: left out"));
    assert!(page.has_text("the role Global administrator"));
    desk.agent
        .submit(&page, "Delete 2 users", &[])
        .await
        .expect(303);
    assert_eq!(
        [ada, bea, cai].map(|user| desk.state(user)),
        ["active", "deleted", "deleted"]
    );
    // Where the role was given between page and press, it is said who it is, and the others stay ticked.
    let dag = desk.add("Dag", "dag").await;
    let both = [("user", ada.to_string()), ("user", dag.to_string())];
    let both: Vec<(&str, &str)> = both.iter().map(|(name, id)| (*name, id.as_str())).collect();
    let refused = desk.agent.post(&desk.below("deletion"), &both).await;
    let refused = refused.expect(403);
    assert!(
        refused.error_summary()[0].ends_with("takes Global administrator: Ada"),
        "{}",
        refused.text()
    );
    desk.agent
        .submit(&refused, "Delete Dag", &[])
        .await
        .expect(303);
}

#[actix_web::test]
async fn a_deleted_user_with_a_role_can_be_restored_without_it_from_their_own_page() {
    let desk = Desk::global().await;
    let role = [("roles", "license_administrator")];
    let ada = desk.add_with("Ada", "ada", &role).await;
    desk.delete(&[ada]).await.expect(303);
    desk.set_roles("user_administrator");
    let page = desk.page(ada).await.expect(200);
    let form = desk.agent.click(&page, "Restore").await.expect(200);
    assert!(form.has_text("Comes back without the roles License administrator"));
    desk.agent
        .submit(&form, "Restore Ada", &[])
        .await
        .expect(303);
    let page = desk.page(ada).await.expect(200);
    assert!(!page.has_text("License administrator"), "{}", page.text());
}

#[actix_web::test]
async fn of_several_the_page_says_that_some_can_no_longer_be_restored() {
    let mut desk = Desk::usual().await;
    let (ada, bea) = (desk.add("Ada", "ada").await, desk.add("Bea", "bea").await);
    desk.delete(&[ada]).await.expect(303);
    desk.app.pass(Duration::minutes(1));
    desk.delete(&[bea]).await.expect(303);
    desk.app.pass(restorable_for() - Duration::minutes(2));
    desk.agent = desk.sign_in(Role::AdminAgent).await;
    let page = desk.restoration(&[ada, bea]).await;
    desk.app.pass(Duration::minutes(1));
    let again = desk
        .agent
        .submit(&page, "Restore 2 users", &[])
        .await
        .expect(422);
    assert!(
        again.error_summary()[0].contains("Some of these users can no longer be restored"),
        "{}",
        again.text()
    );
    assert_eq!(desk.state(bea), "deleted");
    desk.agent
        .submit(&again, "Restore Bea", &[])
        .await
        .expect(303);
    let gone = desk.page(ada).await.expect(200);
    assert!(!gone.has_text("can be restored until"), "{}", gone.text());
}
