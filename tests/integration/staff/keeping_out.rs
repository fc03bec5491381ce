//! Colleagues who are kept out, let in again, signed out, or given a link for a new password.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::schema::{invitations, responsible_people, users},
    identity::Role,
};

use super::{contoso, key, lines, person, subjects};
use crate::support::{ADATUM, Asked, TestApp};

const NEW: &str = "amber window 17 gravel";

#[actix_web::test]
async fn a_disabled_colleague_is_out_at_once_and_comes_back_as_they_were() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let email = contoso.email(Role::AdminAgent);
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    let before = person(&app, &email);
    let page = admin
        .open(&app.paths().colleague_disabling(before.id))
        .await;
    let page = admin
        .press(&page, "Disable Admin agent of Contoso", &[])
        .await;
    assert!(
        page.flash().contains("cannot sign in any more"),
        "{}",
        page.flash()
    );
    let out = agent.open(&app.paths().home()).await.expect(303);
    assert_eq!(
        out.location().split('?').next(),
        Some(app.paths().sign_in().as_str())
    );
    let visitor = app.visitor();
    let sign_in = visitor.open(&app.paths().sign_in()).await;
    let typed = [
        ("email", email.as_str()),
        ("password", crate::support::PASSWORD),
    ];
    let refused = visitor.submit(&sign_in, "Sign in", &typed).await;
    assert_ne!(refused.status, 303, "{}", refused.text());
    // A second press finds it done already.
    let again = admin
        .post(&app.paths().colleague_disabling(before.id), &[])
        .await;
    assert!(again.expect(422).has_text("has changed since"));
    admin.press(&page, "Enable", &[]).await.expect(200);
    assert_eq!(person(&app, &email), before);
    app.sign_in(&contoso, Role::AdminAgent).await;
    assert_eq!(
        subjects(&app, &email).await,
        ["Your account is disabled", "Your account is enabled again"]
    );
}

#[actix_web::test]
async fn a_link_for_a_new_password_that_is_on_its_way_dies_with_the_account() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let email = contoso.email(Role::AdminAgent);
    let id = key(&app, &email);
    let page = admin.open(&app.paths().colleague(id)).await;
    let page = admin
        .press(&page, "Mail a link for a new password", &[])
        .await;
    assert!(page.flash().contains("30 minutes"), "{}", page.flash());
    let link = app.mail_to(&email).await.link().to_owned();
    let hash = person(&app, &email).password_hash;
    admin
        .post(&app.paths().colleague_disabling(id), &[])
        .await
        .expect(303);
    admin
        .post(&app.paths().colleague_password(id), &[])
        .await
        .expect(422);
    admin
        .post(&app.paths().colleague_enabling(id), &[])
        .await
        .expect(303);
    let typed = [("password", NEW), ("password_again", NEW)];
    app.visitor().post(&link, &typed).await.expect(410);
    assert_eq!(person(&app, &email).password_hash, hash);
    assert_eq!(lines(&app, contoso.id, "staff_link_mailed").len(), 1);
}

#[actix_web::test]
async fn what_a_colleague_looks_after_passes_to_the_one_who_is_chosen_and_nothing_else_does() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    let paths = app.paths();
    agent.hand_out(paths, ADATUM, &[]).await;
    let tailspin = Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    admin.draft(paths, tailspin, &[]).await;
    let (leaver, heir) = (
        key(&app, &contoso.email(Role::AdminAgent)),
        key(&app, &contoso.email(Role::SalesAgent)),
    );
    let owner = key(&app, &contoso.email(Role::GlobalAdmin));
    let disable = paths.colleague_disabling(leaver);
    // Nobody of another company, nobody who is out, and nobody who leaves takes over.
    let fabrikam = app.partner("Fabrikam");
    let out = app.staff(&contoso, Role::AdminAgent, "Out", "out@contoso.example");
    admin
        .post(&paths.colleague_disabling(out), &[])
        .await
        .expect(303);
    for wrong in [
        key(&app, &fabrikam.email(Role::AdminAgent)).to_string(),
        out.to_string(),
        leaver.to_string(),
        "x".to_owned(),
    ] {
        let page = admin.post(&disable, &[("heir", &wrong)]).await.expect(422);
        assert!(
            page.field_error("heir").is_some(),
            "{wrong}: {}",
            page.text()
        );
    }
    admin
        .post(&disable, &[("heir", &heir.to_string())])
        .await
        .expect(303);
    let mut found: Vec<(String, partner_center::db::ids::UserId)> = app.read(|conn| {
        Ok(invitations::table
            .select((invitations::domain, invitations::created_by))
            .load(conn)?)
    });
    found.sort();
    assert_eq!(
        found,
        [
            ("adatum.example".to_owned(), heir),
            ("tailspin.example".to_owned(), owner)
        ]
    );
    let none: i64 = app.read(|conn| {
        let theirs = responsible_people::table.filter(responsible_people::user_id.eq(leaver));
        Ok(theirs.count().get_result(conn)?)
    });
    assert_eq!(none, 0);
}

#[actix_web::test]
async fn ending_the_sessions_of_a_colleague_signs_out_that_one_alone() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let email = contoso.email(Role::AdminAgent);
    let (here, there) = (
        app.sign_in(&contoso, Role::AdminAgent).await,
        app.sign_in(&contoso, Role::AdminAgent).await,
    );
    let other = app.sign_in(&contoso, Role::SalesAgent).await;
    let page = admin.open(&app.paths().colleague(key(&app, &email))).await;
    assert!(page.has_text("2 browsers"), "{}", page.text());
    let page = admin.press(&page, "End all sessions", &[]).await;
    assert!(
        page.flash().contains("signed out everywhere"),
        "{}",
        page.flash()
    );
    let sessions = app.paths().sessions();
    for (visitor, status) in [(&here, 303), (&there, 303), (&other, 200), (&admin, 200)] {
        visitor.open(&sessions).await.expect(status);
    }
    app.sign_in(&contoso, Role::AdminAgent).await;
    assert_eq!(subjects(&app, &email).await, ["You were signed out"]);
}

#[actix_web::test]
async fn the_folded_names_of_people_are_filled_in_when_the_program_starts() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let id = key(&app, &contoso.email(Role::AdminAgent));
    app.write(|tx| {
        let row = diesel::update(users::table.find(id));
        row.set((users::name.eq("ÄRGER"), users::name_key.eq("")))
            .execute(tx.conn())?;
        Ok(())
    });
    app.parts.db.migrate().unwrap();
    let key: String =
        app.read(|conn| Ok(users::table.find(id).select(users::name_key).first(conn)?));
    assert_eq!(key, "ärger");
}

#[actix_web::test]
async fn without_a_colleague_who_is_chosen_whoever_disables_is_told_what_customers_answer() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let leaver = contoso.email(Role::AdminAgent);
    let disable = app.paths().colleague_disabling(key(&app, &leaver));
    admin.post(&disable, &[]).await.expect(303);
    app.accept(&link, ADATUM.recipient).await;
    let told = subjects(&app, &leaver).await;
    assert_eq!(told, ["Your account is disabled"]);
    let told = subjects(&app, &contoso.email(Role::GlobalAdmin)).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let page = admin.open(&app.paths().notifications()).await.expect(200);
    assert!(page.has_text("Adatum"), "{}", page.text());
}
