//! Users who hold an admin role at the customer: for Global administrator alone, and an active Global administrator stays.

use futures_util::future::join_all;
use partner_center::{db::ids::DirectoryUserId, identity::Role};

use super::Desk;

const GLOBAL: (&str, &str) = ("roles", "global_administrator");
const BILLING: (&str, &str) = ("roles", "billing_administrator");

/// Takes the role Global administrator from the partner's privilege, past the site.
fn only_user_administrator(desk: &Desk) {
    use diesel::{ExpressionMethods, RunQueryDsl};
    use partner_center::db::schema::grants;
    desk.app.write(|tx| {
        diesel::update(grants::table)
            .set(grants::roles.eq("user_administrator"))
            .execute(tx.conn())?;
        Ok(())
    });
}

#[actix_web::test]
async fn without_global_administrator_a_user_with_an_admin_role_is_only_looked_at() {
    let desk = Desk::global().await;
    let ada = desk.add_with("Ada", "ada", &[BILLING]).await;
    desk.add_with("Root", "root", &[GLOBAL]).await;
    only_user_administrator(&desk);
    let page = desk.page(ada).await.expect(200);
    assert!(
        page.has_text("Changing users who hold an admin role"),
        "{}",
        page.text()
    );
    assert!(!page.has_link("Change") && !page.has_link("Mail a link to set a new password"));
    for (tail, typed) in [
        ("profile", &[][..]),
        ("blocking", &[]),
        ("unblocking", &[]),
        ("password-link", &[("language", "en")]),
    ] {
        let address = desk.below(&format!("{ada}/{tail}"));
        let refused = desk.agent.post(&address, typed).await.expect(403);
        assert!(
            refused.has_text("the role Global administrator"),
            "{}",
            refused.text()
        );
        let ask = refused.link("Ask Adatum for it");
        assert!(ask.ends_with("?role=global_administrator"), "{ask}");
    }
    let ids = [("user", ada.to_string())];
    let typed: Vec<(&str, &str)> = ids.iter().map(|(name, id)| (*name, id.as_str())).collect();
    desk.agent
        .post(&desk.below("deletion"), &typed)
        .await
        .expect(403);
    assert_eq!(desk.state(ada), "active");
}

#[actix_web::test]
async fn without_global_administrator_no_role_is_given_or_taken() {
    let desk = Desk::usual().await;
    let form = desk.agent.open(&desk.below("new")).await.expect(200);
    assert!(form.all("[name='roles']").is_empty());
    assert!(form.has_text("Give or take admin roles at the customer"));
    let typed = [
        ("display_name", "Ada"),
        ("user_name", "ada"),
        ("domain", "adatum.example"),
        BILLING,
    ];
    desk.agent
        .post(&desk.below("new"), &typed)
        .await
        .expect(403);
    assert_eq!(desk.app.count("directory_users"), 0);
    let ada = desk.add("Ada", "ada").await;
    let typed = [&typed[..], &[("version", "1")]].concat();
    let address = desk.below(&format!("{ada}/profile"));
    desk.agent.post(&address, &typed).await.expect(403);
    assert_eq!(desk.app.count("directory_user_roles"), 0);
}

#[actix_web::test]
async fn a_restored_user_has_their_roles_only_from_global_administrator() {
    for (is_global, roles) in [(true, "Billing administrator"), (false, "User")] {
        let desk = Desk::global().await;
        let ada = desk.add_with("Ada", "ada", &[BILLING]).await;
        desk.delete(&[ada]).await.expect(303);
        if !is_global {
            only_user_administrator(&desk);
        }
        let page = desk.restoration(&[ada]).await;
        let says = page.has_text("Comes back without the roles Billing administrator");
        assert_eq!(says, !is_global, "{}", page.text());
        desk.agent
            .submit(&page, "Restore Ada", &[])
            .await
            .expect(303);
        let list = desk.agent.open(&desk.users()).await.expect(200);
        assert_eq!(list.table("").cell("Ada", "Roles"), roles);
    }
}

/// Two active Global administrators, one blocked, and an ordinary user.
async fn two_globals() -> (Desk, [DirectoryUserId; 4]) {
    let desk = Desk::global().await;
    let ada = desk.add_with("Ada", "ada", &[GLOBAL]).await;
    let bea = desk.add_with("Bea", "bea", &[GLOBAL]).await;
    let cleo = desk.add_with("Cleo", "cleo", &[GLOBAL]).await;
    let page = desk.page(cleo).await;
    desk.agent.submit(&page, "Block", &[]).await.expect(303);
    let dana = desk.add("Dana", "dana").await;
    (desk, [ada, bea, cleo, dana])
}

const LEFT: &str = "without an active Global administrator";

#[actix_web::test]
async fn the_last_active_global_administrator_is_not_blocked_deleted_or_demoted() {
    let (desk, [ada, bea, ..]) = two_globals().await;
    desk.delete(&[ada]).await.expect(303);
    let page = desk.page(bea).await;
    let refused = desk.agent.submit(&page, "Block", &[]).await.expect(422);
    assert!(
        refused.error_summary()[0].contains(LEFT),
        "{}",
        refused.text()
    );
    let refused = desk.delete(&[bea]).await.expect(422);
    assert!(
        refused.error_summary()[0].contains(LEFT),
        "{}",
        refused.text()
    );
    let form = desk
        .agent
        .open(&desk.below(&format!("{bea}/profile")))
        .await
        .expect(200);
    let demoted = form.form("Save changes").without("roles");
    let refused = desk.agent.submit_form(demoted).await.expect(422);
    assert!(refused.field_error("roles").unwrap().contains(LEFT));
    assert_eq!(desk.state(bea), "active");
    // With another one it may go.
    let form = desk.agent.open(&desk.below("new")).await.expect(200);
    let typed = [("display_name", "Eve"), ("user_name", "eve"), GLOBAL];
    desk.agent
        .submit(&form, "Add user", &typed)
        .await
        .expect(303);
    desk.delete(&[bea]).await.expect(303);
}

#[actix_web::test]
async fn in_bulk_nobody_is_deleted_where_no_active_global_administrator_would_stay() {
    let (desk, [ada, bea, cleo, dana]) = two_globals().await;
    let refused = desk.delete(&[ada, bea, cleo, dana]).await.expect(422);
    let said = &refused.error_summary()[0];
    assert!(said.contains(LEFT) && said.contains("Ada, Bea"), "{said}");
    assert!(!said.contains("Cleo"), "{said}");
    assert_eq!(desk.listed("").await, ["Ada", "Bea", "Cleo", "Dana"]);
    desk.delete(&[bea, cleo, dana]).await.expect(303);
    assert_eq!(desk.listed("").await, ["Ada"]);
}

#[actix_web::test]
async fn two_hands_at_once_leave_one_active_global_administrator() {
    for round in 0..3 {
        let (desk, [ada, bea, ..]) = two_globals().await;
        let other = desk.sign_in(Role::GlobalAdmin).await;
        let (one, two) = (desk.page(ada).await, desk.page(bea).await);
        let ticked = format!("{}?user={bea}", desk.below("deletion"));
        let asked = other.open(&ticked).await.expect(200);
        let presses = [
            (desk.agent.clone(), one.form("Block")),
            (
                other,
                match round {
                    0 => two.form("Block"),
                    _ => asked.form("main form.form"),
                },
            ),
        ];
        let presses =
            presses.map(|(person, form)| async move { person.submit_form(form).await.status });
        let mut answers = join_all(presses).await;
        answers.sort_unstable();
        assert_eq!(answers, [303, 422], "round {round}");
        let active = [ada, bea].map(|id| desk.state(id) == "active");
        assert_eq!(active.iter().filter(|is| **is).count(), 1, "round {round}");
    }
}
