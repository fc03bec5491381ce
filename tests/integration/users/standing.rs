//! What stands between partner and customer, and what pages about users say where it is not enough. Which route needs what
//! is in `access_standing`.

use diesel::{ExpressionMethods, RunQueryDsl, connection::SimpleConnection};
use partner_center::{db::schema::grants, identity::Role};

use super::Desk;
use crate::support::Button;

/// What stands between the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    RelationshipOnly,
    /// Beside a relationship.
    Reader,
}

impl Desk {
    pub(super) fn set_roles(&self, roles: &str) {
        let roles = roles.to_owned();
        self.app.write(move |tx| {
            diesel::update(grants::table)
                .set(grants::roles.eq(roles))
                .execute(tx.conn())?;
            Ok(())
        });
    }

    fn run(&self, statement: &str) {
        let statement = statement.to_owned();
        self.app
            .write(move |tx| Ok(tx.conn().batch_execute(&statement)?));
    }

    /// The privilege ends at this moment, and housekeeping has not come by.
    fn end_privilege(&self) {
        self.app.pass(chrono::Duration::seconds(1));
        let now = self.app.now();
        self.app.write(move |tx| {
            diesel::update(grants::table)
                .set(grants::ends_at.eq(now))
                .execute(tx.conn())?;
            Ok(())
        });
    }
}

async fn desk_at(standing: Standing) -> Desk {
    let desk = Desk::global().await;
    match standing {
        Standing::RelationshipOnly => desk.run("DELETE FROM grants"),
        Standing::Reader => desk.set_roles("directory_reader"),
    }
    desk
}

#[actix_web::test]
async fn a_privilege_that_ends_between_page_and_press_changes_nothing() {
    let desk = Desk::global().await;
    let ada = desk.add("Ada", "ada").await;
    let new = desk.agent.open(&desk.below("new")).await.expect(200);
    let page = desk.page(ada).await;
    let edit = desk
        .agent
        .open(&desk.below(&format!("{ada}/profile")))
        .await
        .expect(200);
    let link = desk
        .agent
        .open(&desk.below(&format!("{ada}/password-link")))
        .await
        .expect(200);
    let ticked = format!("{}?user={ada}", desk.below("deletion"));
    let deletion = desk.agent.open(&ticked).await.expect(200);
    desk.end_privilege();
    let before = (desk.app.count("activity"), desk.app.count("mails"));
    let eve = [("display_name", "Eve"), ("user_name", "eve")];
    for (page, button, typed) in [
        (&new, "Add user", &eve[..]),
        (&page, "Block", &[]),
        (&edit, "Save changes", &[("display_name", "Eve")]),
        (&link, "Mail the link", &[]),
        (&deletion, "Delete Ada", &[]),
    ] {
        let refused = desk.agent.submit(page, button, typed).await.expect(403);
        assert!(refused.has_text("ended on"), "{button}: {}", refused.text());
    }
    assert_eq!(
        (desk.app.count("activity"), desk.app.count("mails")),
        before
    );
    assert_eq!(
        (desk.state(ada).as_str(), desk.app.count("directory_users")),
        ("active", 1)
    );
}

#[actix_web::test]
async fn the_refusal_names_the_missing_role_and_starts_the_request_for_it() {
    let desk = desk_at(Standing::Reader).await;
    let refused = desk.agent.open(&desk.below("new")).await.expect(403);
    let said = "Changing a customer's users takes delegated admin privileges with the role User administrator or Global administrator. What Adatum has granted you: Directory reader.";
    assert!(refused.has_text(said), "{}", refused.text());
    let form = desk
        .agent
        .click(&refused, "Ask Adatum for it")
        .await
        .expect(200);
    assert_eq!(form.heading(), "Ask for privileges");
    let ticked: Vec<&str> = form
        .all("[name='roles'][checked]")
        .into_iter()
        .map(|field| field.attr("value").unwrap())
        .collect();
    assert_eq!(ticked, ["user_administrator"]);
    // It is no dead end: the ask is begun beside the relationship, and its acceptance opens the page.
    let typed = [("recipient", "ana.lima@adatum.example")];
    let draft = desk
        .agent
        .press(&form, "Continue to the message", &typed)
        .await
        .expect(200);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    desk.agent.submit(&draft, "Done", &[]).await.expect(303);
    desk.app.accept(&link, "ana.lima@adatum.example").await;
    desk.agent.open(&desk.below("new")).await.expect(200);
}

#[actix_web::test]
async fn who_may_not_ask_reads_who_can() {
    let desk = desk_at(Standing::RelationshipOnly).await;
    let sales = desk.sign_in(Role::SalesAgent).await;
    let refused = sales.open(&desk.users()).await.expect(403);
    assert!(
        refused.has_text("Adatum has granted you none."),
        "{}",
        refused.text()
    );
    assert!(
        refused.has_text("Global admin of Contoso, Global admin"),
        "{}",
        refused.text()
    );
    assert!(!refused.has_link("Ask Adatum for it"));
}

#[actix_web::test]
async fn the_tab_is_shown_with_the_reason_and_the_step_that_mends_it() {
    let desk = desk_at(Standing::RelationshipOnly).await;
    for address in [
        desk.app.paths().customer(desk.customer),
        desk.app.paths().customer_privileges(desk.customer),
        desk.app.paths().customer_activity(desk.customer),
    ] {
        let page = desk.agent.open(&address).await.expect(200);
        let Button::Blocked(reason) = page.button("Users") else {
            panic!("{}", page.text());
        };
        assert!(reason.contains("the role Directory reader"), "{reason}");
        let ask = desk.agent.click(&page, "Ask for it").await.expect(200);
        assert_eq!(
            ask.first("[name='roles'][checked]").attr("value"),
            Some("directory_reader")
        );
        assert!(!page.has_link("Users"));
    }
    let desk = desk_at(Standing::Reader).await;
    let page = desk
        .agent
        .open(&desk.app.paths().customer(desk.customer))
        .await
        .expect(200);
    let users = desk.agent.click(&page, "Users").await.expect(200);
    assert!(matches!(users.button("Add a user"), Button::Blocked(_)));
    assert!(users.all("[name='user']").is_empty());
}

#[actix_web::test]
async fn what_one_partner_does_stands_in_the_activity_of_the_other_of_the_same_consent() {
    let app = crate::support::TestApp::start();
    let pair = app.pair().await;
    let provider = pair.provider.id.to_string();
    let more = [("roles", "user_administrator"), ("provider", &provider)];
    let link = pair
        .seller
        .hand_out(app.paths(), crate::support::ADATUM, &more)
        .await;
    app.accept(&link, crate::support::ADATUM.recipient).await;
    let list = pair.seller.open(&app.paths().customers()).await.expect(200);
    let record = list.link("Adatum");
    let form = pair
        .seller
        .open(&format!("{record}/users/new"))
        .await
        .expect(200);
    let typed = [("display_name", "Ada"), ("user_name", "ada")];
    pair.seller
        .submit(&form, "Add user", &typed)
        .await
        .expect(303);
    let theirs = pair
        .distributor
        .open(&format!("{record}/activity"))
        .await
        .expect(200);
    assert!(theirs.has_text("User added"), "{}", theirs.text());
    assert!(
        theirs.has_text("By Admin agent of Contoso, Contoso"),
        "{}",
        theirs.text()
    );
}

#[actix_web::test]
async fn what_one_partner_does_stands_in_no_log_of_a_partner_of_another_consent() {
    let app = crate::support::TestApp::start();
    let users = [("roles", "user_administrator")];
    let (_, other) = app.agent_of("Fabrikam").await;
    let link = other
        .hand_out(app.paths(), crate::support::ADATUM, &users)
        .await;
    app.accept(&link, crate::support::ADATUM.recipient).await;
    let (_, agent) = app.connected(&users).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let record = list.link("Adatum");
    let form = agent.open(&format!("{record}/users/new")).await.expect(200);
    let typed = [("display_name", "Ada"), ("user_name", "ada")];
    agent.submit(&form, "Add user", &typed).await.expect(303);
    let own = agent.open(&format!("{record}/activity")).await.expect(200);
    assert!(own.has_text("By Admin agent of Contoso"), "{}", own.text());
    let list = other.open(&app.paths().customers()).await.expect(200);
    let theirs = format!("{}/activity", list.link("Adatum"));
    let theirs = other.open(&theirs).await.expect(200);
    assert!(theirs.has_text("By Ana Lima"), "{}", theirs.text());
    assert!(!theirs.has_text("of Contoso"), "{}", theirs.text());
}
