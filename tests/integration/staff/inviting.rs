//! Inviting a colleague.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    app,
    db::schema::mails,
    identity::Role,
    mail::{Mail, MailState},
};

use super::{contoso, key, lines, person, subjects};
use crate::support::{Button, Page, TestApp, Visitor};

const ADA: &str = "ada@contoso.example";
const NEW: &str = "amber window 17 gravel";

async fn invite(app: &TestApp, admin: &Visitor, typed: &[(&str, &str)]) -> Page {
    let page = admin.open(&app.paths().new_colleague()).await.expect(200);
    admin.submit(&page, "Send the invitation", typed).await
}

fn ada() -> [(&'static str, &'static str); 3] {
    [
        ("name", "Ada Lind"),
        ("email", ADA),
        ("roles", "sales_agent"),
    ]
}

/// The only letter is refused for good, as the mail worker notes it.
fn give_up(app: &TestApp) {
    let (on_failed, now) = (app::worker(&app.parts).on_failed, app.now());
    app.write(move |tx| {
        let mail: Mail = mails::table.select(Mail::as_select()).first(tx.conn())?;
        diesel::update(mails::table.find(mail.id))
            .set(mails::state.eq(MailState::Failed))
            .execute(tx.conn())?;
        on_failed(tx, &mail, "550 no such mailbox", now)
    });
}

async fn set_password(app: &TestApp, link: &str) -> Page {
    let typed = [("password", NEW), ("password_again", NEW)];
    app.visitor().post(link, &typed).await
}

#[actix_web::test]
async fn a_colleague_is_invited_by_mail_sets_a_password_and_signs_in_with_the_roles_given() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let answer = invite(&app, &admin, &ada()).await.expect(303);
    assert_eq!(answer.location(), app.paths().colleague(key(&app, ADA)));
    let page = admin.follow(&answer).await.expect(200);
    assert_eq!(page.heading(), "Ada Lind");
    assert!(
        page.has_text("Invited") && page.has_text("Sales agent"),
        "{}",
        page.text()
    );
    let letter = app.mail_to(ADA).await;
    assert_eq!(letter.kind, "staff_invitation");
    assert!(letter.text.contains("as Sales agent"), "{}", letter.text);
    set_password(&app, letter.link()).await.expect(303);
    let visitor = app.visitor();
    let sign_in = visitor.open(&app.paths().sign_in()).await;
    let typed = [("email", ADA), ("password", NEW)];
    visitor
        .submit(&sign_in, "Sign in", &typed)
        .await
        .expect(303);
    let home = visitor.open(&app.paths().home()).await.expect(200);
    assert!(home.has_text("Sales agent"), "{}", home.text());
    let found = lines(&app, contoso.id, "staff_invited");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "Ada Lind");
}

#[actix_web::test]
async fn the_link_works_until_the_last_moment_of_seven_days() {
    for (late, status) in [(0, 410), (1, 303)] {
        let app = TestApp::start();
        let (_, admin) = contoso(&app).await;
        invite(&app, &admin, &ada()).await.expect(303);
        let link = app.mail_to(ADA).await.link().to_owned();
        app.pass(Duration::days(7) - Duration::microseconds(late));
        set_password(&app, &link).await.expect(status);
    }
}

#[actix_web::test]
async fn an_invitation_that_has_run_out_is_shown_and_sent_again_and_the_older_link_stays_dead() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    invite(&app, &admin, &ada()).await.expect(303);
    let old = app.mail_to(ADA).await.link().to_owned();
    app.pass(Duration::days(7));
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let page = admin.open(&app.paths().colleague(key(&app, ADA))).await;
    assert!(page.has_text("Invitation over"), "{}", page.text());
    let done = admin.press(&page, "Send the invitation again", &[]).await;
    assert!(done.flash().contains("invited again"), "{}", done.flash());
    set_password(&app, &old).await.expect(410);
    let new = app.mail_to(ADA).await.link().to_owned();
    set_password(&app, &new).await.expect(303);
    // Whoever has a password is not invited, whatever page is still open.
    let refused = admin
        .post(&app.paths().colleague_invitation(key(&app, ADA)), &[])
        .await;
    assert!(refused.expect(422).has_text("has set a password already"));
}

#[actix_web::test]
async fn a_wrong_form_comes_back_as_it_was_typed_and_nobody_is_invited() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let before = app.count("users");
    let taken = contoso.email(Role::SalesAgent);
    for (typed, field) in [
        (
            [("name", " "), ("email", ADA), ("roles", "sales_agent")],
            "name",
        ),
        (
            [("name", "Ada"), ("email", "ada"), ("roles", "sales_agent")],
            "email",
        ),
        ([("name", "Ada"), ("email", ADA), ("roles", "")], "roles"),
        (
            [("name", "Ada"), ("email", ADA), ("roles", "owner")],
            "roles",
        ),
        (
            [("name", "Ada"), ("email", &taken), ("roles", "sales_agent")],
            "email",
        ),
    ] {
        let path = app.paths().staff();
        let page = admin.post(&path, &typed).await.expect(422);
        assert!(
            page.field_error(field).is_some(),
            "{field}: {}",
            page.text()
        );
        assert_eq!(page.value("email"), typed[1].1);
        assert_eq!(app.count("users"), before, "{typed:?}");
    }
    assert_eq!(app.count("mails"), 0);
}

#[actix_web::test]
async fn an_address_that_another_company_has_is_refused_without_saying_whose_it_is() {
    let app = TestApp::start();
    let (_, admin) = contoso(&app).await;
    let fabrikam = app.partner("Fabrikam");
    let taken = fabrikam.email(Role::AdminAgent);
    let typed = [
        ("name", "Ada"),
        ("email", taken.as_str()),
        ("roles", "sales_agent"),
    ];
    let page = invite(&app, &admin, &typed).await.expect(422);
    assert!(!page.has_text("Fabrikam"), "{}", page.text());
    assert_eq!(person(&app, &taken).partner_id, fabrikam.id);
}

#[actix_web::test]
async fn the_same_form_sent_twice_makes_one_colleague_and_one_letter() {
    let app = TestApp::start();
    let (_, admin) = contoso(&app).await;
    invite(&app, &admin, &ada()).await.expect(303);
    invite(&app, &admin, &ada()).await.expect(422);
    assert_eq!(subjects(&app, ADA).await.len(), 1);
}

#[actix_web::test]
async fn three_invitations_a_day_go_to_one_address_and_the_fourth_says_so() {
    let app = TestApp::start();
    let (_, admin) = contoso(&app).await;
    invite(&app, &admin, &ada()).await.expect(303);
    let again = app.paths().colleague_invitation(key(&app, ADA));
    for _ in 0..2 {
        admin.post(&again, &[]).await.expect(303);
    }
    let refused = admin.post(&again, &[]).await.expect(422);
    assert!(refused.has_text("Try again tomorrow"), "{}", refused.text());
    assert_eq!(subjects(&app, ADA).await.len(), 3);
    let link = app.mail_to(ADA).await.link().to_owned();
    set_password(&app, &link).await.expect(303);
}

#[actix_web::test]
async fn a_withdrawn_invitation_opens_nothing_and_can_be_given_again() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    invite(&app, &admin, &ada()).await.expect(303);
    let link = app.mail_to(ADA).await.link().to_owned();
    let page = admin.open(&app.paths().colleague(key(&app, ADA))).await;
    let page = admin
        .click(&page, "Withdraw the invitation")
        .await
        .expect(200);
    let page = admin
        .press(&page, "Withdraw the invitation of Ada Lind", &[])
        .await;
    assert!(page.flash().contains("withdrawn"), "{}", page.flash());
    set_password(&app, &link).await.expect(410);
    let page = admin.press(&page, "Enable", &[]).await;
    assert!(page.flash().contains("invited again"), "{}", page.flash());
    set_password(&app, &link).await.expect(410);
    let new = app.mail_to(ADA).await.link().to_owned();
    set_password(&app, &new).await.expect(303);
    assert_eq!(lines(&app, contoso.id, "staff_disabled").len(), 1);
    assert_eq!(lines(&app, contoso.id, "staff_enabled").len(), 1);
}

#[actix_web::test]
async fn an_invitation_that_came_back_is_shown_on_the_row_and_told_to_whoever_invited() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    invite(&app, &admin, &ada()).await.expect(303);
    give_up(&app);
    let list = admin.open(&app.paths().staff()).await.expect(200);
    let table = list.table("Staff, 5 people");
    assert_eq!(table.cell("Ada Lind", "State"), "Invitation not delivered");
    let page = admin.open(&app.paths().colleague(key(&app, ADA))).await;
    assert!(page.has_text("could not be delivered"), "{}", page.text());
    assert_eq!(lines(&app, contoso.id, "staff_letter_failed").len(), 1);
    let told = admin.open(&app.paths().notifications()).await.expect(200);
    assert!(
        told.has_text("Invitation of a colleague not delivered"),
        "{}",
        told.text()
    );
}

#[actix_web::test]
async fn without_a_mail_server_the_form_says_why_nobody_can_be_invited() {
    let app = TestApp::start_with(|parts| parts.mailer = partner_center::mail::Mailer::Off);
    let (_, admin) = contoso(&app).await;
    let page = admin.open(&app.paths().new_colleague()).await.expect(200);
    let Button::Blocked(why) = page.button("Send the invitation") else {
        panic!("{}", page.text());
    };
    assert!(why.contains("No mail server"), "{why}");
    let before = app.count("users");
    let refused = admin.post(&app.paths().staff(), &ada()).await.expect(422);
    assert!(refused.has_text("No mail server"), "{}", refused.text());
    assert_eq!(app.count("users"), before);
}

#[actix_web::test]
async fn whoever_has_no_password_yet_gets_no_link_by_having_forgotten_it() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    invite(&app, &admin, &ada()).await.expect(303);
    app.pass(Duration::days(8));
    for email in [ADA, contoso.email(Role::SalesAgent).as_str()] {
        let visitor = app.visitor();
        let page = visitor.open(&app.paths().forgotten_password()).await;
        let typed = [("email", email)];
        let answer = visitor.submit(&page, "Mail me a link", &typed).await;
        answer.expect(200);
    }
    assert_eq!(subjects(&app, ADA).await.len(), 1);
    let sales = contoso.email(Role::SalesAgent);
    assert_eq!(subjects(&app, &sales).await, ["Set a new password"]);
}

#[actix_web::test]
async fn whoever_is_invited_is_named_to_nobody_as_one_who_can_help_and_takes_nothing_over() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let new = [("name", "Ada"), ("email", ADA), ("roles", "global_admin")];
    invite(&app, &admin, &new).await.expect(303);
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    let list = agent.open(&app.paths().staff()).await.expect(200);
    let Button::Blocked(why) = list.button("Invite a colleague") else {
        panic!("{}", list.text());
    };
    assert!(
        why.contains("Global admin of Contoso") && !why.contains("Ada"),
        "{why}"
    );
    let sales = key(&app, &contoso.email(Role::SalesAgent));
    let disabling = app.paths().colleague_disabling(sales);
    let page = admin.open(&disabling).await.expect(200);
    let heirs = page.texts("#f-heir option");
    assert_eq!(heirs.len(), 3, "{heirs:?}");
    assert!(!heirs.iter().any(|heir| heir.contains("Ada")), "{heirs:?}");
    let heir = key(&app, ADA).to_string();
    admin.post(&disabling, &[("heir", &heir)]).await.expect(422);
}

#[actix_web::test]
async fn nobody_is_invited_at_another_partners_own_domain_and_a_colleague_is_named() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    app.partner("Fabrikam");
    let there = [
        ("name", "Bo"),
        ("email", "bo@fabrikam.example"),
        ("roles", "sales_agent"),
    ];
    let page = invite(&app, &admin, &there).await.expect(422);
    let error = page.field_error("email").unwrap();
    assert!(error.contains("is here already"), "{error}");
    let known = contoso.email(Role::SalesAgent);
    let here = [("name", "Bo"), ("email", &known), ("roles", "sales_agent")];
    let page = invite(&app, &admin, &here).await.expect(422);
    let error = page.field_error("email").unwrap();
    assert!(error.contains("Sales agent of Contoso"), "{error}");
}

#[actix_web::test]
async fn two_hundred_colleagues_are_invited_a_day_and_the_next_one_when_the_day_is_over() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    app.pass(Duration::days(1));
    let admin = {
        drop(admin);
        app.sign_in(&contoso, Role::GlobalAdmin).await
    };
    for number in 0..200 {
        let email = format!("p{number}@contoso.example");
        app.staff(&contoso, Role::SalesAgent, "Person", &email);
    }
    let page = invite(&app, &admin, &ada()).await.expect(422);
    assert!(page.has_text("Go on tomorrow"), "{}", page.text());
    app.pass(Duration::days(1));
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    invite(&app, &admin, &ada()).await.expect(303);
}
