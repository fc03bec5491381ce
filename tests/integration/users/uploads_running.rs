//! Files of users while they are carried out: steps, stops, what ends in between, and who may see them.

use chrono::Duration;
use diesel::{ExpressionMethods, RunQueryDsl, connection::SimpleConnection};
use partner_center::{app, db::schema::grants, identity::Role};

use super::Desk;
use crate::support::{Asked, Page};

/// `count` people of Adatum.
fn people(count: usize) -> String {
    let mut text = "Display name,User name\n".to_owned();
    for number in 0..count {
        text.push_str(&format!("User {number},user{number}@adatum.example\n"));
    }
    text
}

impl Desk {
    /// Another customer of Contoso, with the same privileges; its key.
    pub(crate) async fn other_customer(&self) -> uuid::Uuid {
        let asked = Asked {
            company: "Fabrikam",
            domain: "fabrikam.example",
            recipient: "bo@fabrikam.example",
        };
        let more = [("roles", "user_administrator"), ("days", "365")];
        let link = self.agent.hand_out(self.app.paths(), asked, &more).await;
        self.app.accept(&link, asked.recipient).await;
        let list = self.agent.open(&self.app.paths().customers()).await;
        let record = list.expect(200).link("Fabrikam");
        record.rsplit('/').next().unwrap().parse().unwrap()
    }

    async fn begin(&self, preview: &Page) -> Page {
        let running = self.agent.press(preview, "Add these users", &[]).await;
        running.expect(200)
    }

    fn count(&self) -> i64 {
        self.app.count("directory_users")
    }
}

#[actix_web::test]
async fn an_upload_that_is_stopped_keeps_who_is_added_and_goes_on() {
    let desk = Desk::usual().await;
    let running = desk.begin(&desk.upload(&people(450)).await).await;
    assert_eq!(running.heading(), "Users are being added");
    assert_eq!(running.header("refresh"), "3");
    app::runner(&desk.app.parts).step_once("batch").await;
    let running = desk.agent.open(running.address.path()).await.expect(200);
    assert!(running.has_text("200 of 450 rows"), "{}", running.text());
    let stopped = desk.agent.press(&running, "Stop", &[]).await.expect(200);
    assert_eq!(stopped.heading(), "Adding is stopped");
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.count(), 200);
    let done = desk.agent.confirm(&desk.app, &stopped, "Go on").await;
    assert_eq!(done.heading(), "The users are added");
    assert_eq!(desk.count(), 450);
    assert_eq!(
        desk.lines("users_added"),
        ["250 users from users.csv", "200 users from users.csv"]
    );
}

#[actix_web::test]
async fn a_whole_file_leaves_one_line_in_the_record_and_none_of_it_names_anybody() {
    let desk = Desk::usual().await;
    let preview = desk.upload(&people(401)).await;
    desk.confirm(&preview, &[]).await;
    assert_eq!(desk.lines("users_added"), ["401 users from users.csv"]);
    let record = desk.app.paths().customer_activity(desk.customer);
    let page = desk.agent.open(&record).await.expect(200);
    assert!(page.has_text("401 users from users.csv"), "{}", page.text());
    let page = desk.agent.open(&desk.app.paths().activity()).await;
    assert!(!page.expect(200).has_text("User 7"));
}

#[actix_web::test]
async fn the_other_partner_of_the_same_consent_reads_how_many_were_added() {
    let app = crate::support::TestApp::start();
    let pair = app.pair().await;
    let provider = pair.provider.id.to_string();
    let more = [("roles", "user_administrator"), ("provider", &provider)];
    let adatum = crate::support::ADATUM;
    let link = pair.seller.hand_out(app.paths(), adatum, &more).await;
    app.accept(&link, adatum.recipient).await;
    let list = pair.seller.open(&app.paths().customers()).await.expect(200);
    let record = list.link("Adatum");
    let file = people(2);
    let file = Some(("users.csv", file.as_bytes()));
    let imports = format!("{record}/users/imports");
    let answer = pair.seller.upload(&app, &imports, file, &[]).await;
    let preview = pair.seller.settled(&answer.expect(303).location()).await;
    pair.seller.confirm(&app, &preview, "Add these users").await;
    let theirs = pair.distributor.open(&format!("{record}/activity")).await;
    let theirs = theirs.expect(200);
    assert!(
        theirs.has_text("2 users from users.csv"),
        "{}",
        theirs.text()
    );
    assert!(theirs.has_text("By Admin agent of Contoso, Contoso"));
}

#[actix_web::test]
async fn a_privilege_that_ends_meanwhile_stops_the_rest_until_it_is_there_again() {
    let desk = Desk::usual().await;
    let running = desk.begin(&desk.upload(&people(450)).await).await;
    app::runner(&desk.app.parts).step_once("batch").await;
    desk.set_roles("directory_reader");
    desk.app.pass(Duration::minutes(2));
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.count(), 200);
    let stopped = desk.agent.open(running.address.path()).await.expect(200);
    assert!(
        stopped.has_text("takes delegated admin privileges with the role User administrator or Global administrator. What Adatum has granted you: Directory reader. The rest waits."),
        "{}",
        stopped.text()
    );
    assert_eq!(desk.lines("users_added"), ["200 users from users.csv"]);
    let confirmation = format!("{}/confirmation", running.address.path());
    desk.agent.post(&confirmation, &[]).await.expect(403);
    desk.set_roles("user_administrator");
    let stopped = desk.agent.open(running.address.path()).await.expect(200);
    desk.agent.confirm(&desk.app, &stopped, "Go on").await;
    assert_eq!(desk.count(), 450);
}

#[actix_web::test]
async fn roles_of_a_file_stop_it_when_global_administrator_has_ended_meanwhile() {
    let desk = Desk::global().await;
    let preview = desk.upload(&people(2)).await;
    let roles = [("roles", "license_administrator")];
    let answer = desk.agent.submit(&preview, "Add these users", &roles).await;
    desk.set_roles("user_administrator");
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.count(), 0);
    let stopped = desk.agent.follow(&answer.expect(303)).await.expect(200);
    assert!(
        stopped.has_text("the role Global administrator"),
        "{}",
        stopped.text()
    );
}

#[actix_web::test]
async fn who_has_left_adds_nobody_and_a_colleague_goes_on() {
    let desk = Desk::usual().await;
    let running = desk.begin(&desk.upload(&people(3)).await).await;
    let email = desk.company.email(Role::AdminAgent);
    desk.app.write(move |tx| {
        let statement = format!("UPDATE users SET status = 'disabled' WHERE email = '{email}'");
        Ok(tx.conn().batch_execute(&statement)?)
    });
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.count(), 0);
    let colleague = desk.sign_in(Role::GlobalAdmin).await;
    let stopped = colleague.open(running.address.path()).await.expect(200);
    assert!(
        stopped.has_text("may no longer change customers"),
        "{}",
        stopped.text()
    );
    colleague.confirm(&desk.app, &stopped, "Go on").await;
    assert_eq!(desk.count(), 3);
}

#[actix_web::test]
async fn when_a_server_falls_silent_another_goes_on_and_nobody_is_added_twice() {
    let desk = Desk::usual().await;
    desk.begin(&desk.upload(&people(450)).await).await;
    app::runner(&desk.app.parts).step_once("batch").await;
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.count(), 200, "the lease still holds");
    desk.app.pass(Duration::minutes(2));
    let (one, other) = (
        app::runner(&desk.app.parts),
        app::runner(&desk.app.again_with(|_| {}).parts),
    );
    futures_util::future::join(one.drain(), other.drain()).await;
    assert_eq!(desk.count(), 450);
    assert_eq!(desk.lines("users_added"), ["450 users from users.csv"]);
}

#[actix_web::test]
async fn a_step_that_fails_leaves_nobody_behind_and_the_page_says_so() {
    let desk = Desk::usual().await;
    let running = desk.begin(&desk.upload(&people(20)).await).await;
    let fault = |statement: &'static str| {
        desk.app
            .write(move |tx| Ok(tx.conn().batch_execute(statement)?));
    };
    fault("ALTER TABLE directory_user_words RENAME TO words_away");
    app::runner(&desk.app.parts).drain().await;
    fault("ALTER TABLE words_away RENAME TO directory_user_words");
    assert_eq!(desk.count(), 0);
    let stopped = desk.agent.open(running.address.path()).await.expect(200);
    assert!(stopped.has_text("Something went wrong here"));
    desk.agent.confirm(&desk.app, &stopped, "Go on").await;
    assert_eq!(desk.count(), 20);
}

#[actix_web::test]
async fn names_taken_since_the_preview_are_left_to_whoever_has_them() {
    let desk = Desk::usual().await;
    let file = "Display name,User name\nAda,ada@adatum.example\nBea,bea@adatum.example\nCai,cai@adatum.example\n";
    let preview = desk.upload(file).await;
    desk.add("Another Ada", "ADA").await;
    let bea = desk.add("Another Bea", "bea").await;
    desk.delete(&[bea]).await.expect(303);
    let done = desk.confirm(&preview, &[]).await;
    assert_eq!(
        done.texts("table.list tbody .badge"),
        ["Known here already", "Name of a deleted user", "Added"]
    );
    assert!(done.has_text("A user here has this user name"));
    assert!(done.has_text("1 row added, 2 rows not"), "{}", done.text());
    assert_eq!(desk.listed("").await, ["Another Ada", "Cai"]);
}

#[actix_web::test]
async fn two_previews_of_the_same_file_that_are_both_confirmed_add_everybody_once() {
    let desk = Desk::usual().await;
    let (first, second) = (desk.upload(&people(3)).await, desk.upload(&people(3)).await);
    desk.confirm(&first, &[]).await;
    let done = desk.confirm(&second, &[]).await;
    assert!(done.has_text("0 rows added, 3 rows not"), "{}", done.text());
    assert_eq!(desk.count(), 3);
    assert_eq!(desk.lines("users_added"), ["3 users from users.csv"]);
}

#[actix_web::test]
async fn an_upload_belongs_to_its_partner_and_its_customer() {
    let desk = Desk::usual().await;
    let preview = desk.upload(&people(2)).await;
    let fabrikam = desk.other_customer().await;
    let id = preview
        .address
        .path()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let elsewhere = format!("{}/imports/{id}", desk.app.paths().customer_users(fabrikam));
    desk.agent.open(&elsewhere).await.expect(404);
    for act in ["confirmation", "stop", "removal"] {
        let address = format!("{elsewhere}/{act}");
        desk.agent.post(&address, &[]).await.expect(404);
    }
    let (_, other) = desk.app.agent_of("Litware").await;
    other.open(preview.address.path()).await.expect(404);
    assert_eq!(desk.app.count("batches"), 1);
    desk.agent.open(preview.address.path()).await.expect(200);
}

#[actix_web::test]
async fn uploads_name_people_and_are_forgotten_after_thirty_days() {
    let mut desk = Desk::usual().await;
    let preview = desk.upload(&people(2)).await;
    desk.confirm(&preview, &[]).await;
    desk.app.pass(Duration::days(30));
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.app.count("batch_rows"), 2);
    desk.app.pass(Duration::minutes(1));
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(
        (desk.app.count("batches"), desk.app.count("batch_rows")),
        (0, 0)
    );
    desk.agent = desk.sign_in(Role::AdminAgent).await;
    assert_eq!(desk.listed("").await, ["User 0", "User 1"]);
}

#[actix_web::test]
async fn a_privilege_that_ends_between_page_and_press_confirms_nothing() {
    let desk = Desk::usual().await;
    let preview = desk.upload(&people(2)).await;
    desk.app.pass(Duration::seconds(1));
    let now = desk.app.now();
    desk.app.write(move |tx| {
        diesel::update(grants::table)
            .set(grants::ends_at.eq(now))
            .execute(tx.conn())?;
        Ok(())
    });
    let refused = desk.agent.submit(&preview, "Add these users", &[]).await;
    assert!(refused.expect(403).has_text("ended on"));
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.count(), 0);
}

#[actix_web::test]
async fn more_than_a_thousand_are_read_added_counted_and_exported_whole() {
    let desk = Desk::usual().await;
    let mut file = people(1_001);
    file.push_str("User 0,USER0@adatum.example\n");
    let preview = desk.upload(&file).await;
    assert!(
        preview.has_text("Repeated in the file (1)"),
        "{}",
        preview.text()
    );
    desk.confirm(&preview, &[]).await;
    let list = desk.agent.open(&desk.users()).await.expect(200);
    assert!(list.has_text("1,001 users"), "{}", list.text());
    let export = desk.agent.click(&list, "Export these as CSV").await;
    let export = export.expect(200);
    let mut names: Vec<&str> = export.body.lines().skip(1).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 1_001);
}
