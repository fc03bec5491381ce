//! Links with which a customer's users set their password: 24 hours, once, and never a password where anybody reads it.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    app,
    db::{
        ids::DirectoryUserId,
        schema::{activity, directory_password_links, directory_users, mails},
    },
    directory::restorable_for,
    identity::Role,
    mail::{Mail, ReturnAddress},
};

use super::Desk;
use crate::support::{Page, Visitor};

const NEW: &str = "copper lantern sideways 17";
const TWICE: [(&str, &str); 2] = [("password", NEW), ("password_again", NEW)];
const HOME: &str = "ada@home.example";

async fn send(desk: &Desk, by: &Visitor, user: DirectoryUserId, language: &str) -> Page {
    let address = desk.below(&format!("{user}/password-link"));
    let page = by.open(&address).await.expect(200);
    by.submit(&page, "Mail the link", &[("language", language)])
        .await
}

/// Ada, and the link that was mailed to her.
async fn mailed() -> (Desk, DirectoryUserId, String) {
    let desk = Desk::usual().await;
    let ada = desk
        .add_with("Ada Lind", "ada", &[("contact_email", HOME)])
        .await;
    send(&desk, &desk.agent, ada, "en").await.expect(303);
    let link = desk.app.mail_to(HOME).await.link().to_owned();
    (desk, ada, link)
}

fn hash(desk: &Desk, user: DirectoryUserId) -> Option<String> {
    desk.app.read(move |conn| {
        Ok(directory_users::table
            .find(user)
            .select(directory_users::password_hash)
            .first(conn)?)
    })
}

#[actix_web::test]
async fn the_link_goes_to_the_contact_address_and_sets_the_password_once() {
    let (desk, ada, link) = mailed().await;
    let letter = desk.app.mail_to(HOME).await;
    assert_eq!(letter.subject, "Set a new password for ada@adatum.example");
    let visitor = desk.app.visitor();
    let page = visitor.open(&link).await.expect(200);
    assert!(page.has_text("ada@adatum.example"));
    let done = visitor
        .submit(&page, "Set password", &TWICE)
        .await
        .expect(200);
    assert_eq!(done.heading(), "Your password is set");
    assert!(hash(&desk, ada).unwrap().starts_with("$argon2id$"));
    assert!(desk.page(ada).await.has_text("Set by the user"));
    visitor.open(&link).await.expect(410);
    visitor.post(&link, &TWICE).await.expect(410);
    assert_eq!(desk.lines("user_password_link_mailed").len(), 1);
    assert_eq!(
        desk.lines("user_password_set"),
        [format!("User {ada} at adatum.example")]
    );
}

#[actix_web::test]
async fn the_row_holds_a_hash_and_no_page_or_letter_a_password() {
    let (desk, ada, link) = mailed().await;
    let token = link.rsplit('/').next().unwrap().to_owned();
    let kept: String = desk.app.read(|conn| {
        Ok(directory_password_links::table
            .select(directory_password_links::token_hash)
            .first(conn)?)
    });
    assert_ne!(kept, token);
    assert_eq!(kept.len(), 64);
    let visitor = desk.app.visitor();
    let wrong = [
        ("password", NEW),
        ("password_again", "other words entirely 17"),
    ];
    let page = visitor.post(&link, &wrong).await.expect(422);
    assert!(!page.body.contains(NEW), "{}", page.body);
    visitor.post(&link, &TWICE).await.expect(200);
    assert!(!desk.page(ada).await.body.contains("argon2"));
    assert!(
        desk.app
            .mails()
            .await
            .iter()
            .all(|letter| !letter.text.contains(NEW))
    );
}

#[actix_web::test]
async fn a_link_works_until_the_last_moment_of_24_hours_and_stays_dead_afterwards() {
    let (desk, ada, link) = mailed().await;
    let visitor = desk.app.visitor();
    desk.app
        .pass(Duration::hours(24) - Duration::microseconds(1));
    visitor.open(&link).await.expect(200);
    desk.app.pass(Duration::microseconds(1));
    visitor.open(&link).await.expect(410);
    visitor.post(&link, &TWICE).await.expect(410);
    assert_eq!(hash(&desk, ada), None);
    partner_center::app::runner(&desk.app.parts).drain().await;
    desk.app.pass(-Duration::hours(1));
    visitor.open(&link).await.expect(410);
}

#[actix_web::test]
async fn a_newer_link_a_block_and_a_deletion_end_the_older_one() {
    let (desk, ada, link) = mailed().await;
    let visitor = desk.app.visitor();
    send(&desk, &desk.agent, ada, "en").await.expect(303);
    visitor.open(&link).await.expect(410);
    let newer = desk.app.mail_to(HOME).await.link().to_owned();
    visitor.open(&newer).await.expect(200);
    let page = desk.page(ada).await;
    desk.agent.submit(&page, "Block", &[]).await.expect(303);
    let page = desk.page(ada).await;
    desk.agent.submit(&page, "Unblock", &[]).await.expect(303);
    visitor.open(&newer).await.expect(410);
    send(&desk, &desk.agent, ada, "en").await.expect(303);
    let third = desk.app.mail_to(HOME).await.link().to_owned();
    desk.delete(&[ada]).await.expect(303);
    let page = desk.restoration(&[ada]).await;
    desk.agent
        .submit(&page, "Restore Ada Lind", &[])
        .await
        .expect(303);
    visitor.post(&third, &TWICE).await.expect(410);
    assert_eq!(hash(&desk, ada), None);
}

#[actix_web::test]
async fn a_user_who_was_blocked_meanwhile_gets_no_link() {
    let desk = Desk::usual().await;
    let ada = desk
        .add_with("Ada Lind", "ada", &[("contact_email", HOME)])
        .await;
    let address = desk.below(&format!("{ada}/password-link"));
    let form = desk.agent.open(&address).await.expect(200);
    let page = desk.page(ada).await;
    desk.agent.submit(&page, "Block", &[]).await.expect(303);
    let refused = desk.agent.submit(&form, "Mail the link", &[]).await;
    assert!(
        refused.expect(422).has_text("blocked"),
        "the page says why nothing was mailed"
    );
    assert_eq!(desk.app.count("directory_password_links"), 0);
    assert!(desk.lines("user_password_link_mailed").is_empty());
}

#[actix_web::test]
async fn a_weak_password_is_refused_in_the_language_of_the_link() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    send(&desk, &desk.agent, ada, "de").await.expect(303);
    let letter = desk.app.mail_to("ada@adatum.example").await;
    assert_eq!(
        letter.subject,
        "Neues Kennwort für ada@adatum.example festlegen"
    );
    let link = letter.link();
    let visitor = desk.app.visitor();
    assert_eq!(
        visitor.open(link).await.expect(200).heading(),
        "Kennwort festlegen"
    );
    for (password, words) in [
        ("short", "mindestens 12 Zeichen"),
        ("ada lind adatum", "leicht zu erraten"),
        (&*"x".repeat(257), "höchstens 256"),
    ] {
        let typed = [("password", password), ("password_again", password)];
        let page = visitor.post(link, &typed).await.expect(422);
        let said = page.texts("#e-password").join("");
        assert!(said.contains(words), "{password}: {said}");
    }
    assert_eq!(hash(&desk, ada), None);
    desk.app
        .visitor()
        .open(&format!("{}x", link))
        .await
        .expect(404);
}

#[actix_web::test]
async fn a_helpdesk_agent_mails_links_to_users_without_an_admin_role_alone() {
    let desk = Desk::global().await;
    let ada = desk.add("Ada", "ada").await;
    let bea = desk
        .add_with("Bea", "bea", &[("roles", "billing_administrator")])
        .await;
    let helpdesk = desk.sign_in(Role::HelpdeskAgent).await;
    send(&desk, &helpdesk, ada, "en").await.expect(303);
    let address = desk.below(&format!("{bea}/password-link"));
    let refused = helpdesk.open(&address).await.expect(403);
    assert!(
        refused.has_text("for Global admins and Admin agents"),
        "{}",
        refused.text()
    );
    helpdesk
        .post(&address, &[("language", "en")])
        .await
        .expect(403);
    let sales = desk.sign_in(Role::SalesAgent).await;
    sales
        .open(&desk.below(&format!("{ada}/password-link")))
        .await
        .expect(403);
    send(&desk, &desk.agent, bea, "en").await.expect(303);
    assert_eq!(desk.app.count("directory_password_links"), 2);
}

#[actix_web::test]
async fn an_address_gets_three_links_a_day() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada", "ada").await;
    for _ in 0..3 {
        send(&desk, &desk.agent, ada, "en").await.expect(303);
    }
    let refused = send(&desk, &desk.agent, ada, "en").await.expect(422);
    assert!(
        refused.error_summary()[0].contains("Three links"),
        "{}",
        refused.text()
    );
    let none = desk
        .agent
        .post(&desk.below(&format!("{ada}/password-link")), &[])
        .await;
    assert!(none.expect(422).field_error("language").is_some());
    assert_eq!(desk.app.count("directory_password_links"), 3);
}

#[actix_web::test]
async fn a_link_dies_when_the_address_the_user_name_or_the_roles_become_others() {
    for (changed, is_alive) in [
        (("display_name", "Ada Berg"), true),
        (("usage_location", "FR"), true),
        (("contact_email", "other@home.example"), false),
        (("user_name", "ada.berg"), false),
        (("roles", "license_administrator"), false),
    ] {
        let desk = Desk::global().await;
        let ada = desk
            .add_with("Ada Lind", "ada", &[("contact_email", HOME)])
            .await;
        send(&desk, &desk.agent, ada, "en").await.expect(303);
        let link = desk.app.mail_to(HOME).await.link().to_owned();
        let address = desk.below(&format!("{ada}/profile"));
        let form = desk.agent.open(&address).await.expect(200);
        desk.agent
            .submit(&form, "Save changes", &[changed])
            .await
            .expect(303);
        let status = if is_alive { 200 } else { 410 };
        desk.app.visitor().open(&link).await.expect(status);
    }
}

#[actix_web::test]
async fn a_user_name_that_is_no_address_for_letters_takes_a_contact_address() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada", ".ada").await;
    let refused = send(&desk, &desk.agent, ada, "en").await.expect(422);
    assert!(
        refused.error_summary()[0].contains("Enter a contact address"),
        "{}",
        refused.text()
    );
    assert_eq!(desk.app.count("directory_password_links"), 0);
    let form = desk
        .agent
        .open(&desk.below(&format!("{ada}/profile")))
        .await;
    let typed = [("contact_email", HOME)];
    desk.agent
        .submit(&form.expect(200), "Save changes", &typed)
        .await
        .expect(303);
    send(&desk, &desk.agent, ada, "en").await.expect(303);
}

#[actix_web::test]
async fn whoever_had_a_letter_mailed_is_told_that_it_failed_without_the_address() {
    let (desk, ada, _) = mailed().await;
    let (failed, now) = (app::worker(&desk.app.parts).on_failed, desk.app.now());
    desk.app.write(move |tx| {
        let mail: Mail = mails::table
            .filter(mails::recipient.eq(HOME))
            .select(Mail::as_select())
            .first(tx.conn())?;
        failed(tx, &mail, "550 no such mailbox: ada@home.example", now)
    });
    assert_eq!(
        desk.lines("user_password_letter_failed"),
        [format!("User {ada} at adatum.example")]
    );
    let page = desk.agent.open(&desk.app.paths().notifications()).await;
    let page = page.expect(200);
    assert!(
        page.has_text("Password letter not delivered"),
        "{}",
        page.text()
    );
    let other = desk.sign_in(Role::GlobalAdmin).await;
    let page = other.open(&desk.app.paths().notifications()).await;
    assert!(!page.expect(200).has_text("Password letter not delivered"));
}

#[actix_web::test]
async fn a_letter_that_came_back_matters_while_its_link_is_unused_and_its_user_is_there() {
    let (desk, ada, link) = mailed().await;
    let parts = &desk.app.parts;
    let address = ReturnAddress::parse("bounces@partner.example").unwrap();
    let matters = app::returns(&parts.db, parts.clock.clone(), &parts.secrets, &address).matters;
    let letter = |number| {
        desk.app.read(move |conn| {
            let mut letters: Vec<Mail> = mails::table
                .filter(mails::recipient.eq(HOME))
                .order(mails::created_at)
                .select(Mail::as_select())
                .load(conn)?;
            let mail = letters.remove(number);
            matters(conn, &mail)
        })
    };
    assert!(letter(0));
    let page = desk.app.visitor().open(&link).await.expect(200);
    let set = desk.app.visitor();
    set.submit(&page, "Set password", &TWICE).await.expect(200);
    assert!(!letter(0), "it has reached somebody");
    desk.app.pass(Duration::minutes(2));
    send(&desk, &desk.agent, ada, "en").await.expect(303);
    assert!(letter(1));
    desk.delete(&[ada]).await.expect(303);
    assert!(!letter(1), "nobody is there to get it");
}

#[actix_web::test]
async fn purging_takes_the_names_off_the_letters_too() {
    let (desk, ada, _) = mailed().await;
    desk.delete(&[ada]).await.expect(303);
    desk.app.mails().await;
    desk.app.pass(restorable_for());
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.state(ada), "purged");
    let kept: Vec<(String, String, String, String, String, String)> = desk.app.read(|conn| {
        Ok(mails::table
            .filter(mails::secret_kind.eq("user_password"))
            .select((
                mails::recipient,
                mails::recipient_name,
                mails::mailbox,
                mails::subject,
                mails::text_body,
                mails::html_body,
            ))
            .load(conn)?)
    });
    assert_eq!(kept, [Default::default()]);
    let details: Vec<String> = desk
        .app
        .read(|conn| Ok(activity::table.select(activity::detail).load(conn)?));
    assert!(
        details.iter().all(|detail| !detail.contains("Ada")),
        "{details:?}"
    );
}

#[actix_web::test]
async fn of_several_who_press_at_once_one_sets_the_password() {
    let (desk, _, link) = mailed().await;
    let page = desk.app.visitor().open(&link).await.expect(200);
    let presses = (0..6).map(|_| {
        let form = page.form("Set password").fill(&TWICE);
        let visitor = desk.app.visitor();
        async move { visitor.submit_form(form).await.status }
    });
    let mut answers = futures_util::future::join_all(presses).await;
    answers.sort_unstable();
    assert_eq!(answers, [200, 410, 410, 410, 410, 410]);
    assert_eq!(desk.lines("user_password_set").len(), 1);
}
