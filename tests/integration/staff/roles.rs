//! Roles of colleagues, and the last Global admin.

use futures_util::future::join;
use partner_center::identity::Role;

use super::{contoso, key, lines, person, subjects};
use crate::support::{Button, Page, TestApp};

#[actix_web::test]
async fn other_roles_count_from_the_next_request_and_are_mailed_to_the_person() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let email = contoso.email(Role::SalesAgent);
    let agent = app.sign_in(&contoso, Role::SalesAgent).await;
    agent.open(&app.paths().new_colleague()).await.expect(403);
    let page = admin
        .open(&app.paths().colleague_roles(key(&app, &email)))
        .await;
    let form = page.form("Save").without("roles");
    let form = form.fill(&[("roles", "helpdesk_agent"), ("roles", "global_admin")]);
    let done = admin.submit_form(form).await.expect(303);
    let done = admin.follow(&done).await;
    assert!(
        done.flash().contains("Global admin, Helpdesk agent"),
        "{}",
        done.flash()
    );
    assert_eq!(
        person(&app, &email).roles.words(),
        "Global admin, Helpdesk agent"
    );
    agent.open(&app.paths().new_colleague()).await.expect(200);
    assert_eq!(subjects(&app, &email).await, ["Your roles have changed"]);
    let found = lines(&app, contoso.id, "staff_roles_changed");
    assert_eq!(found[0].0, "Sales agent of Contoso");
    assert!(
        found[0].1[0].contains("Global admin, Helpdesk agent"),
        "{found:?}"
    );
}

#[actix_web::test]
async fn a_form_without_a_role_and_one_that_somebody_else_was_faster_than_change_nothing() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let email = contoso.email(Role::SalesAgent);
    let path = app.paths().colleague_roles(key(&app, &email));
    let page = admin
        .post(&path, &[("known", "sales_agent")])
        .await
        .expect(422);
    assert!(page.field_error("roles").is_some(), "{}", page.text());
    let stale = [("known", "admin_agent"), ("roles", "global_admin")];
    let page = admin.post(&path, &stale).await.expect(422);
    assert!(page.has_text("has changed since"), "{}", page.text());
    assert_eq!(person(&app, &email).roles.words(), "Sales agent");
    // The page has what holds now, so that the same press is meant this time.
    admin.press(&page, "Save", &[]).await.expect(200);
    assert_eq!(person(&app, &email).roles.words(), "Global admin");
    assert_eq!(subjects(&app, &email).await.len(), 1);
}

#[actix_web::test]
async fn the_last_global_admin_is_neither_demoted_nor_disabled() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let own = key(&app, &contoso.email(Role::GlobalAdmin));
    let path = app.paths().colleague_roles(own);
    let demote = [("known", "global_admin"), ("roles", "admin_agent")];
    let refused = admin.post(&path, &demote).await.expect(422);
    assert!(
        refused.has_text("the only Global admin who can sign in"),
        "{}",
        refused.text()
    );
    // Whoever has been invited and has no password yet, and whoever is disabled, does not count.
    let new = [
        ("name", "Ada"),
        ("email", "ada@contoso.example"),
        ("roles", "global_admin"),
    ];
    admin.post(&app.paths().staff(), &new).await.expect(303);
    let out = app.staff(&contoso, Role::GlobalAdmin, "Out", "out@contoso.example");
    admin
        .post(&app.paths().colleague_disabling(out), &[])
        .await
        .expect(303);
    admin.post(&path, &demote).await.expect(422);
    let refused = admin
        .post(&app.paths().colleague_disabling(own), &[])
        .await
        .expect(422);
    assert!(refused.has_text("own account"), "{}", refused.text());
    app.staff(&contoso, Role::GlobalAdmin, "Bo", "bo@contoso.example");
    admin.post(&path, &demote).await.expect(303);
    let page = admin.open(&app.paths().staff()).await.expect(200);
    assert!(matches!(
        page.button("Invite a colleague"),
        Button::Blocked(_)
    ));
}

#[actix_web::test]
async fn of_two_global_admins_who_demote_or_disable_each_other_at_the_same_moment_one_stays() {
    let app = TestApp::start();
    for round in 0..6 {
        let contoso = app.partner(&format!("Contoso {round}"));
        let one = contoso.email(Role::GlobalAdmin);
        let other = format!("other@{}", contoso.domain);
        app.staff(&contoso, Role::GlobalAdmin, "Other", &other);
        let (first, second) = (app.sign_in_as(&one).await, app.sign_in_as(&other).await);
        let (of_one, of_other) = (key(&app, &one), key(&app, &other));
        let demote = [("known", "global_admin"), ("roles", "sales_agent")];
        let paths = app.paths();
        let (a, b) = match round % 2 {
            0 => (
                paths.colleague_roles(of_other),
                paths.colleague_roles(of_one),
            ),
            _ => (
                paths.colleague_disabling(of_other),
                paths.colleague_disabling(of_one),
            ),
        };
        let typed: &[(&str, &str)] = if round % 2 == 0 { &demote } else { &[] };
        let (a, b) = join(first.post(&a, typed), second.post(&b, typed)).await;
        // Whoever is disabled meanwhile is sent to the sign-in page.
        let is_done =
            |page: &&Page| page.status == 303 && page.location().starts_with(&paths.staff());
        let done = [&a, &b].into_iter().filter(is_done).count();
        assert!(done <= 1, "round {round}: {} {}", a.status, b.status);
        let left = [one, other].into_iter().filter(|email| {
            let person = person(&app, email);
            person.status == partner_center::identity::UserStatus::Active
                && person.roles.words().contains("Global admin")
        });
        assert!(left.count() >= 1, "round {round}");
    }
}

#[actix_web::test]
async fn another_companys_colleague_is_not_found_by_any_address() {
    let app = TestApp::start();
    let (_, admin) = contoso(&app).await;
    let fabrikam = app.partner("Fabrikam");
    let theirs = key(&app, &fabrikam.email(Role::SalesAgent));
    let before = person(&app, &fabrikam.email(Role::SalesAgent));
    let paths = app.paths();
    for page in [
        paths.colleague(theirs),
        paths.colleague_roles(theirs),
        paths.colleague_disabling(theirs),
    ] {
        admin.open(&page).await.expect(404);
    }
    let roles = [("known", "sales_agent"), ("roles", "global_admin")];
    admin
        .post(&paths.colleague_roles(theirs), &roles)
        .await
        .expect(404);
    for press in [
        paths.colleague_disabling(theirs),
        paths.colleague_enabling(theirs),
        paths.colleague_invitation(theirs),
        paths.colleague_password(theirs),
        paths.colleague_sessions_end(theirs),
    ] {
        admin.post(&press, &[]).await.expect(404);
    }
    assert_eq!(person(&app, &fabrikam.email(Role::SalesAgent)), before);
    assert_eq!(app.count("mails"), 0);
    let list = admin.open(&paths.staff()).await.expect(200);
    assert!(!list.has_text("Fabrikam"), "{}", list.text());
}

#[actix_web::test]
async fn of_two_of_three_global_admins_who_disable_each_other_at_the_same_moment_one_is_out() {
    let app = TestApp::start();
    for round in 0..6 {
        let contoso = app.partner(&format!("Contoso {round}"));
        let one = contoso.email(Role::GlobalAdmin);
        let other = format!("other@{}", contoso.domain);
        app.staff(&contoso, Role::GlobalAdmin, "Other", &other);
        let third = format!("third@{}", contoso.domain);
        app.staff(&contoso, Role::GlobalAdmin, "Third", &third);
        let (first, second) = (app.sign_in_as(&one).await, app.sign_in_as(&other).await);
        let paths = app.paths();
        let (a, b) = (
            paths.colleague_disabling(key(&app, &other)),
            paths.colleague_disabling(key(&app, &one)),
        );
        let (a, b) = join(first.post(&a, &[]), second.post(&b, &[])).await;
        let is_out = |email: &str| !person(&app, email).can_sign_in();
        assert_eq!(
            [is_out(&one), is_out(&other)]
                .iter()
                .filter(|it| **it)
                .count(),
            1,
            "round {round}: {} {}",
            a.status,
            b.status
        );
        assert!(!is_out(&third));
    }
}
