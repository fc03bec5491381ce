//! Adding a user: what is typed, what is refused, and the name of somebody who is deleted.

use chrono::Duration;
use futures_util::future::join_all;
use partner_center::{directory::restorable_for, identity::Role};

use super::{DOMAIN, Desk};
use crate::support::{Asked, TestApp};

#[actix_web::test]
async fn a_user_stands_on_their_page_as_they_were_typed() {
    let desk = Desk::global().await;
    let form = desk.agent.open(&desk.below("new")).await.expect(200);
    // The usual place is the partner's own country.
    assert_eq!(form.value("usage_location"), "NL");
    let typed = [
        ("first_name", "Ada"),
        ("last_name", "Lind"),
        ("user_name", "Ada.Lind"),
        ("usage_location", "DE"),
        ("contact_email", "Ada@home.example"),
        ("roles", "license_administrator"),
        ("roles", "password_administrator"),
    ];
    let page = desk
        .agent
        .press(&form, "Add user", &typed)
        .await
        .expect(200);
    for words in [
        "Ada Lind",
        "Ada.Lind@adatum.example",
        "Germany",
        "ada@home.example",
        "Password administrator, License administrator",
        "Active",
        "Not set yet",
    ] {
        assert!(page.has_text(words), "{words}: {}", page.text());
    }
    let lines = desk.lines("user_added");
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].ends_with(
            "at adatum.example. Roles: none → Password administrator, License administrator"
        ),
        "{lines:?}"
    );
    assert!(!lines[0].contains("Ada"), "{lines:?}");
}

#[actix_web::test]
async fn a_display_name_alone_is_enough_and_first_and_last_name_make_one() {
    let desk = Desk::usual().await;
    desk.add("Room 4, \"Aurora\"", "room.4").await;
    let typed = [("first_name", "Björn"), ("last_name", "Håkansson")];
    let with_name = [&typed[..], &[("user_name", "bjorn")]].concat();
    desk.try_add(&with_name).await.expect(303);
    assert_eq!(
        desk.listed("").await,
        ["Björn Håkansson", "Room 4, \"Aurora\""]
    );
}

#[actix_web::test]
async fn each_field_says_what_is_wrong_with_it_and_nothing_is_added() {
    let desk = Desk::global().await;
    let long = "x".repeat(2_000);
    let too_long = "a".repeat(65);
    let good = [("display_name", "Ada"), ("user_name", "ada")];
    let wrong: &[(&str, &[&str])] = &[
        (
            "display_name",
            &["", " \u{a0} ", &long, "a\u{7}b", "a\u{202e}b", "a\nb"],
        ),
        (
            "first_name",
            &[&long, "a\u{7}b", "a\u{202e}b", "a\u{fffc}b"],
        ),
        ("last_name", &[&long, "a\u{7}b", "a\u{202e}b"]),
        (
            "user_name",
            &[
                "",
                "a b",
                "ada.",
                "ä",
                "a+b",
                "a@b",
                "a\u{202e}b",
                &too_long,
                "a@contoso.example",
            ],
        ),
        ("domain", &["", "contoso.example", "ADATUM.example"]),
        ("usage_location", &["XX", "germany", "de"]),
        ("contact_email", &["nobody", &long, "a@b"]),
        ("roles", &["owner", "exchange_administrator"]),
    ];
    for (field, values) in wrong {
        for value in *values {
            let mut typed = good.to_vec();
            typed.retain(|(name, _)| name != field);
            typed.push((field, value));
            let page = desk.try_add(&typed).await.expect(422);
            assert!(page.field_error(field).is_some(), "{field}={value:?}");
            let kept = if *field == "display_name" {
                "user_name"
            } else {
                "display_name"
            };
            assert!(!page.value(kept).is_empty(), "{field}={value:?}");
        }
    }
    assert_eq!(desk.app.count("directory_users"), 0);
    assert_eq!(desk.lines("user_added"), [""; 0]);
    let unknown = [("display_name", "Ada"), ("customer_id", "1")];
    desk.agent
        .post(&desk.below("new"), &unknown)
        .await
        .expect(400);
}

#[actix_web::test]
async fn a_user_name_of_64_characters_is_taken_and_one_of_65_is_not() {
    let desk = Desk::usual().await;
    let longest = "a".repeat(64);
    desk.add("Longest", &longest).await;
    let page = desk
        .try_add(&[("display_name", "B"), ("user_name", &"b".repeat(65))])
        .await
        .expect(422);
    assert!(
        page.field_error("user_name")
            .unwrap()
            .contains("at most 64")
    );
}

#[actix_web::test]
async fn a_user_name_is_given_once_ignoring_case_also_to_two_who_ask_at_once() {
    let desk = Desk::usual().await;
    desk.add("Ada", "ada").await;
    let page = desk
        .try_add(&[("display_name", "Other"), ("user_name", "ADA")])
        .await
        .expect(422);
    assert_eq!(
        page.field_error("user_name").unwrap(),
        "Ada has this user name"
    );
    let form = desk.agent.open(&desk.below("new")).await.expect(200);
    let presses = (0..8).map(|number| {
        let name = format!("Eve {number}");
        let typed = [("display_name", name.as_str()), ("user_name", "eve")];
        let (agent, form) = (desk.agent.clone(), form.form("Add user").fill(&typed));
        async move { agent.submit_form(form).await.status }
    });
    let mut answers = join_all(presses).await;
    answers.sort_unstable();
    assert_eq!(answers, [303, 422, 422, 422, 422, 422, 422, 422]);
    assert_eq!(desk.app.count("directory_users"), 2);
}

#[actix_web::test]
async fn who_has_a_deleted_users_name_in_mind_can_restore_that_user_instead() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    desk.delete(&[ada]).await.expect(303);
    let page = desk
        .try_add(&[("display_name", "Another Ada"), ("user_name", "Ada")])
        .await
        .expect(422);
    assert!(
        page.has_text("A deleted user has this user name"),
        "{}",
        page.text()
    );
    assert!(page.has_text("Ada Lind (ada@adatum.example) was deleted on"));
    assert_eq!(page.value("display_name"), "Another Ada");
    let back = desk
        .agent
        .press(&page, "Restore the deleted user", &[])
        .await
        .expect(200);
    assert_eq!(back.flash(), "Ada Lind is restored.");
    assert_eq!(desk.listed("").await, ["Ada Lind"]);
}

#[actix_web::test]
async fn a_deleted_user_is_restored_under_another_name_which_sets_the_old_one_free() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    desk.add("Bea", "bea").await;
    desk.delete(&[ada]).await.expect(303);
    let mine = [("display_name", "Another Ada"), ("user_name", "ada")];
    let page = desk.try_add(&mine).await.expect(422);
    for (typed, words) in [
        ("bea@adatum.example", "is taken"),
        ("ada@contoso.example", "is not a verified domain"),
        ("ada.", "Enter a whole user name"),
    ] {
        let typed = [("restore_as", typed)];
        let again = desk
            .agent
            .submit(&page, "Restore the deleted user", &typed)
            .await
            .expect(422);
        let said = again.field_error("restore_as").unwrap();
        assert!(said.contains(words), "{said}");
        assert_eq!(again.value("display_name"), "Another Ada");
    }
    let typed = [("restore_as", "ada.lind@adatum.example")];
    let back = desk
        .agent
        .submit(&page, "Restore the deleted user", &typed)
        .await
        .expect(200);
    assert!(
        back.has_text("Ada Lind is restored. What you typed stands below"),
        "{}",
        back.text()
    );
    assert_eq!(back.value("display_name"), "Another Ada");
    desk.agent.submit(&back, "Add user", &[]).await.expect(303);
    assert_eq!(desk.listed("").await, ["Ada Lind", "Another Ada", "Bea"]);
    // Found by the new name, and no longer by the old one.
    assert_eq!(desk.listed("q=ada.lind@").await, ["Ada Lind"]);
    assert_eq!(desk.listed("q=ada@").await, ["Another Ada"]);
}

#[actix_web::test]
async fn without_a_verified_domain_the_pages_say_how_to_get_one() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let shared = Asked {
        company: "Shared",
        domain: "gmail.com",
        recipient: "ana@gmail.com",
    };
    let more = [("roles", "user_administrator")];
    let link = agent.hand_out(app.paths(), shared, &more).await;
    app.accept(&link, shared.recipient).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let users = format!("{}/users", list.link("Shared"));
    let page = agent.open(&users).await.expect(200);
    assert!(page.has_text("No verified domain"), "{}", page.text());
    assert!(!page.has_link("Add a user"));
    let new = agent.open(&format!("{users}/new")).await.expect(200);
    let domains = agent.click(&new, "Verify a domain of Shared").await;
    let domains = domains.expect(200);
    assert_eq!(domains.heading(), "Domains");
    // User administrator is not enough to add one: what is, is named, and can be asked for.
    let ask = agent.click(&domains, "Ask Shared for it").await.expect(200);
    assert_eq!(ask.heading(), "Ask for privileges");
    let typed = [
        ("display_name", "Ada"),
        ("user_name", "ada"),
        ("domain", "gmail.com"),
    ];
    let refused = agent
        .post(&format!("{users}/new"), &typed)
        .await
        .expect(422);
    assert!(refused.has_text("No verified domain"));
    assert_eq!(app.count("directory_users"), 0);
    assert_eq!(DOMAIN, "adatum.example");
}

#[actix_web::test]
async fn what_was_typed_is_kept_when_the_deleted_user_is_back_already() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    desk.delete(&[ada]).await.expect(303);
    let mine = [("display_name", "Another Ada"), ("user_name", "ada")];
    let page = desk.try_add(&mine).await.expect(422);
    let theirs = desk.restoration(&[ada]).await;
    desk.agent
        .submit(&theirs, "Restore Ada Lind", &[])
        .await
        .expect(303);
    let again = desk
        .agent
        .submit(&page, "Restore the deleted user", &[])
        .await
        .expect(422);
    let said = again.field_error("user_name").unwrap();
    assert!(said.contains("is back already"), "{said}");
    assert_eq!(again.value("display_name"), "Another Ada");
}

#[actix_web::test]
async fn a_name_is_free_as_soon_as_nobody_can_be_restored_to_it() {
    let mut desk = Desk::usual().await;
    let ada = desk.add("Ada", "ada").await;
    let bea = desk.add("Bea", "bea").await;
    desk.delete(&[ada, bea]).await.expect(303);
    let other = desk.add("Other", "other").await;
    desk.app.pass(restorable_for() - Duration::microseconds(1));
    desk.agent = desk.sign_in(Role::AdminAgent).await;
    let mine = [("display_name", "Another Ada"), ("user_name", "ADA")];
    desk.try_add(&mine).await.expect(422);
    desk.app.pass(Duration::microseconds(1));
    assert_eq!(desk.state(ada), "deleted", "nobody has come by");
    desk.try_add(&mine).await.expect(303);
    assert_eq!(desk.state(ada), "purged");
    assert_eq!(desk.lines("user_purged").len(), 1);
    let address = desk.below(&format!("{other}/profile"));
    let form = desk.agent.open(&address).await.expect(200);
    desk.agent
        .submit(&form, "Save changes", &[("user_name", "bea")])
        .await
        .expect(303);
    assert_eq!(desk.state(bea), "purged");
}
