//! Partners that ask each other, answer, and work together.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use futures_util::future::join_all;
use partner_center::{
    app,
    db::schema::partners,
    identity::{RelationshipKind, Role, Scope},
    partnerships::{Side, active_with},
};

use crate::support::{ADATUM, Asked, Button, Company, PASSWORD, TestApp, Visitor, Way};

const PROVIDER: RelationshipKind = RelationshipKind::IndirectProvider;
const RESELLER: RelationshipKind = RelationshipKind::IndirectReseller;

/// A provider and a reseller with their Global admins.
async fn two(app: &TestApp) -> [(Company, Visitor); 2] {
    let (provider, reseller) = (
        app.partner_of_kind("Meridian", PROVIDER),
        app.partner("Contoso"),
    );
    let admins = (
        app.sign_in(&provider, Role::GlobalAdmin).await,
        app.sign_in(&reseller, Role::GlobalAdmin).await,
    );
    [(provider, admins.0), (reseller, admins.1)]
}

/// How often a line stands in somebody's activity.
async fn lines(app: &TestApp, visitor: &Visitor, what: &str) -> usize {
    let page = visitor.open(&app.paths().activity()).await.expect(200);
    let table = page.table("");
    let found = table.rows.iter().filter(|row| row[0].starts_with(what));
    found.count()
}

#[actix_web::test]
async fn a_provider_invites_a_reseller_whose_global_admin_accepts() {
    let app = TestApp::start();
    let [(provider, asker), (reseller, admin)] = two(&app).await;
    let paths = app.paths();
    let draft = asker.ask_partner(paths, &reseller, &[]).await;
    assert!(draft.has_text("What the other partner will see"));
    assert!(!draft.has_text("your customer") && !draft.has_text("Your customer"));
    asker.press(&draft, "Send now", &[]).await.expect(200);
    let email = reseller.email(Role::GlobalAdmin);
    let link = app.mail_to(&email).await.link().to_owned();
    assert!(link.contains("/p/"), "{link}");

    let page = admin.open(&link).await.expect(200);
    for words in [
        "Meridian may place orders for those customers of Contoso that agree to it",
        "Neither Meridian nor Contoso sees the other's customers",
        "Both can be named in one invitation of a customer",
        "Existing customers stay as they are",
        "can remove the partnership at any time",
    ] {
        assert!(page.has_text(words), "{words}: {}", page.text());
        assert!(draft.has_text(words), "the preview says it, too: {words}");
    }
    assert_eq!(app.count("partnerships"), 0, "reading changes nothing");
    let list = admin.press(&page, "Accept", &[]).await.expect(200);
    assert!(list.flash().contains("Meridian"), "{}", list.flash());
    assert_eq!(list.heading(), "Indirect providers");
    let invite = admin.click(&list, "Invite new customers").await.expect(200);
    assert_eq!(
        invite
            .form("Continue to the message")
            .fields
            .iter()
            .find(|(name, _)| name == "provider")
            .unwrap()
            .1,
        provider.id.to_string()
    );
    let theirs = asker.open(&paths.partnerships()).await.expect(200);
    assert_eq!(theirs.heading(), "Indirect resellers");
    for (page, other) in [(&list, "Meridian"), (&theirs, "Contoso")] {
        let table = page.table(&page.heading());
        assert_eq!(table.cell(other, "Customers in common"), "0");
        assert!(table.cell(other, "Country").starts_with("Netherlands"));
    }
    let notice = app.mail_to(&provider.email(Role::GlobalAdmin)).await;
    assert_eq!(notice.subject, "Contoso accepted your partnership");
    let told = asker.open(&paths.notifications()).await.expect(200);
    assert!(told.has_text("Partnership begun"), "{}", told.text());
    for visitor in [&asker, &admin] {
        assert_eq!(lines(&app, visitor, "Partnership begun").await, 1);
    }
}

#[actix_web::test]
async fn a_reseller_asks_a_provider() {
    let app = TestApp::start();
    let [(provider, answers), (reseller, asker)] = two(&app).await;
    let link = asker.partner_link(app.paths(), &provider).await;
    let page = answers.open(&link).await.expect(200);
    assert!(page.has_text("Meridian may place orders for those customers of Contoso"));
    answers.press(&page, "Accept", &[]).await.expect(200);
    let scope = Scope::of(&reseller);
    let found = app.read(|conn| active_with(conn, scope, Side::Reseller, provider.id));
    assert!(found.is_some());
}

#[actix_web::test]
async fn only_a_global_admin_of_the_invited_domain_answers() {
    let app = TestApp::start();
    let [(provider, asker), (reseller, admin)] = two(&app).await;
    let other = app.partner("Fabrikam");
    let link = asker.partner_link(app.paths(), &reseller).await;
    let to_sign_in = app.visitor().open(&link).await;
    let back = to_sign_in.location();
    assert!(back.contains("next=") && back.contains("%2Fp%2F"), "{back}");
    let anonymous = app.visitor();
    let sign_in = anonymous.open(&back).await.expect(200);
    let email = reseller.email(Role::GlobalAdmin);
    let typed = [("email", email.as_str()), ("password", PASSWORD)];
    let signed_in = anonymous.submit(&sign_in, "Sign in", &typed).await;
    assert!(link.ends_with(&signed_in.location()));

    let others = [
        (
            app.sign_in(&other, Role::GlobalAdmin).await,
            "Only contoso.example can answer",
            "you are signed in for fabrikam.example",
        ),
        (
            asker.clone(),
            "Only contoso.example can answer",
            "you are signed in for meridian.example, which asks",
        ),
        (
            app.sign_in(&reseller, Role::AdminAgent).await,
            "You cannot do this",
            "Global admin of Contoso",
        ),
        (
            app.sign_in(&reseller, Role::SalesAgent).await,
            "You cannot do this",
            "Global admin of Contoso",
        ),
        (
            app.sign_in(&provider, Role::AdminAgent).await,
            "You cannot do this",
            "Global admin of Meridian",
        ),
    ];
    let (acceptance, refusal) = (format!("{link}/acceptance"), format!("{link}/refusal"));
    for (visitor, heading, words) in &others {
        let answers = [
            visitor.open(&link).await,
            visitor.open(&refusal).await,
            visitor.post(&acceptance, &[]).await,
            visitor.post(&refusal, &[("reason", "No")]).await,
        ];
        for page in answers {
            let page = page.expect(403);
            assert_eq!(page.heading(), *heading);
            assert!(page.has_text(words), "{words}: {}", page.text());
        }
    }
    assert_eq!(app.count("partnerships"), 0);
    let page = admin.open(&link).await.expect(200);
    admin.press(&page, "Accept", &[]).await.expect(200);
}

#[actix_web::test]
async fn a_partner_that_cannot_take_the_other_side_is_told_so() {
    let app = TestApp::start();
    let [(_, asker), _] = two(&app).await;
    for (name, kind) in [
        ("Northwind", PROVIDER),
        ("Tailspin", RelationshipKind::DirectBill),
    ] {
        let company = app.partner_of_kind(name, kind);
        let admin = app.sign_in(&company, Role::GlobalAdmin).await;
        let link = asker.partner_link(app.paths(), &company).await;
        let page = admin.open(&link).await.expect(403);
        assert_eq!(page.heading(), "Your company is no indirect reseller here");
        admin
            .post(&format!("{link}/acceptance"), &[])
            .await
            .expect(403);
    }
    assert_eq!(app.count("partnerships"), 0);
}

#[actix_web::test]
async fn accepting_several_times_at_once_makes_one_partnership() {
    let app = TestApp::start();
    let [(_, asker), (reseller, admin)] = two(&app).await;
    app.staff(
        &reseller,
        Role::GlobalAdmin,
        "Second",
        "second@contoso.example",
    );
    let second = app.sign_in_as("second@contoso.example").await;
    let link = asker.partner_link(app.paths(), &reseller).await;
    let page = admin.open(&link).await.expect(200);
    let presses = (0..6).map(|number| {
        let visitor = if number % 2 == 0 { &admin } else { &second };
        visitor.submit(&page, "Accept", &[])
    });
    let mut statuses: Vec<u16> = (join_all(presses).await.iter())
        .map(|answer| answer.status)
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410, 410, 410, 410, 410]);
    assert_eq!(app.count("partnerships"), 1);
    assert_eq!(lines(&app, &asker, "Partnership begun").await, 1);
    assert_eq!(lines(&app, &admin, "Partnership begun").await, 1);
}

#[actix_web::test]
async fn two_asks_of_the_same_two_that_are_accepted_at_once_make_one_partnership() {
    let app = TestApp::start();
    let [(provider, of_provider), (reseller, of_reseller)] = two(&app).await;
    let to_reseller = of_provider.partner_link(app.paths(), &reseller).await;
    let to_provider = of_reseller.partner_link(app.paths(), &provider).await;
    let (one, other) = (
        of_reseller.open(&to_reseller).await.expect(200),
        of_provider.open(&to_provider).await.expect(200),
    );
    let (one, other) = tokio::join!(
        of_reseller.submit(&one, "Accept", &[]),
        of_provider.submit(&other, "Accept", &[])
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let late = if one.status == 409 { one } else { other };
    assert!(late.heading().contains("already"), "{}", late.heading());
    assert_eq!(app.count("partnerships"), 1);
    let accepted: i64 = app.read(|conn| {
        use partner_center::{db::schema::invitations, invitations::State};
        Ok(invitations::table
            .filter(invitations::state.eq(State::Accepted))
            .count()
            .get_result(conn)?)
    });
    assert_eq!(accepted, 1, "the other ask is as it was");
    let (visitor, link) = if late.address.path().ends_with(&format!(
        "{}/acceptance",
        to_reseller.rsplit('/').next().unwrap()
    )) {
        (&of_reseller, &to_reseller)
    } else {
        (&of_provider, &to_provider)
    };
    let page = visitor.open(link).await.expect(200);
    assert!(page.has_text("You work together already"));
    assert_eq!(page.button("Accept"), Button::Absent);
}

#[actix_web::test]
async fn declining_takes_a_word_which_the_sender_reads() {
    let app = TestApp::start();
    let [(provider, asker), (reseller, admin)] = two(&app).await;
    let link = asker.partner_link(app.paths(), &reseller).await;
    let ask = admin.open(&link).await.expect(200);
    let page = admin.click(&ask, "Decline").await.expect(200);
    let long = "x".repeat(2_000);
    for bad in ["", "  ", long.as_str(), "a\u{0007}b", "a\u{202E}b"] {
        let again = admin
            .submit(&page, "Decline the partnership", &[("reason", bad)])
            .await
            .expect(422);
        assert!(again.field_error("reason").is_some(), "{bad:?}");
        assert_eq!(again.value("reason"), bad);
    }
    let typed = [("reason", "We have a provider")];
    let list = admin
        .press(&page, "Decline the partnership", &typed)
        .await
        .expect(200);
    assert!(list.flash().contains("declined"), "{}", list.flash());
    let notice = app.mail_to(&provider.email(Role::GlobalAdmin)).await;
    assert_eq!(notice.subject, "Contoso declined your partnership");
    assert!(notice.text.contains("We have a provider"));
    let gone = admin.open(&link).await.expect(410);
    assert_eq!(gone.heading(), "This invitation was declined");
    admin.submit(&ask, "Accept", &[]).await.expect(410);
    assert_eq!(app.count("partnerships"), 0);
    assert_eq!(lines(&app, &asker, "Invitation declined").await, 1);
    assert_eq!(lines(&app, &admin, "Partnership declined").await, 1);
}

#[actix_web::test]
async fn a_link_that_cannot_be_answered_says_why() {
    let app = TestApp::start();
    let [(_, asker), (reseller, admin)] = two(&app).await;
    let paths = app.paths();
    admin
        .open(&paths.partnership_answer("none"))
        .await
        .expect(404);
    let draft = asker.ask_partner(paths, &reseller, &[]).await;
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    let closed = async |heading: &str| {
        let page = admin.open(&link).await.expect(410);
        assert_eq!(page.heading(), heading);
        for path in ["acceptance", "refusal"] {
            let typed: &[(&str, &str)] = &[];
            let page = admin.post(&format!("{link}/{path}"), typed).await;
            assert_eq!(page.expect(410).heading(), heading);
        }
    };
    closed("This invitation is not finished").await;
    asker.submit(&draft, "Done", &[]).await.expect(303);
    let ready = asker.open(draft.address.path()).await.expect(200);
    admin.open(&link).await.expect(200);
    app.pass(Duration::days(31));
    let (asker, admin) = (
        app.sign_in_as("global-admin@meridian.example").await,
        app.sign_in(&reseller, Role::GlobalAdmin).await,
    );
    let page = admin.open(&link).await.expect(410);
    assert_eq!(page.heading(), "This link has run out");
    app::runner(&app.parts).drain().await;
    let page = admin.open(&link).await.expect(410);
    assert_eq!(page.heading(), "This link has run out");

    let record = asker.open(ready.address.path()).await.expect(200);
    let record = asker.press(&record, "New link", &[]).await.expect(200);
    admin.open(&link).await.expect(410);
    let fresh = record.first("#link").attr("value").unwrap().to_owned();
    admin.open(&fresh).await.expect(200);
    asker
        .submit(&record, "Revoke this invitation", &[])
        .await
        .expect(303);
    let page = admin.open(&fresh).await.expect(410);
    assert_eq!(page.heading(), "This invitation was taken back");
}

#[actix_web::test]
async fn a_customers_link_opens_no_partnership_and_a_partners_no_customers_page() {
    let app = TestApp::start();
    let [(_, asker), (reseller, admin)] = two(&app).await;
    let of_partner = asker.partner_link(app.paths(), &reseller).await;
    let of_customer = asker.hand_out(app.paths(), ADATUM, &[]).await;
    let before = (app.count("activity"), app.count("mails"));
    let crossed = of_partner.replace("/p/", "/i/");
    let visitor = app.visitor();
    visitor.open(&crossed).await.expect(404);
    visitor
        .open(&format!("{crossed}/refusal"))
        .await
        .expect(404);
    for path in ["code", "acceptance", "refusal"] {
        let answer = visitor.post(&format!("{crossed}/{path}"), &[]).await;
        answer.expect(404);
    }
    let crossed = of_customer.replace("/i/", "/p/");
    admin.open(&crossed).await.expect(404);
    admin.open(&format!("{crossed}/refusal")).await.expect(404);
    for path in ["acceptance", "refusal"] {
        let answer = admin.post(&format!("{crossed}/{path}"), &[]).await;
        answer.expect(404);
    }
    assert_eq!((app.count("activity"), app.count("mails")), before);
}

#[actix_web::test]
async fn a_partner_that_was_disabled_meanwhile_gets_no_partnership() {
    let app = TestApp::start();
    let [(provider, asker), (reseller, admin)] = two(&app).await;
    let link = asker.partner_link(app.paths(), &reseller).await;
    let page = admin.open(&link).await.expect(200);
    app.write(|tx| {
        diesel::update(partners::table.find(provider.id))
            .set(partners::status.eq("disabled"))
            .execute(tx.conn())?;
        Ok(())
    });
    let answer = admin.submit(&page, "Accept", &[]).await.expect(410);
    assert_eq!(answer.heading(), "This cannot be accepted any more");
    assert_eq!(app.count("partnerships"), 0);
}

#[actix_web::test]
async fn other_words_than_the_ones_that_were_read_are_a_conflict() {
    let app = TestApp::start();
    let [(_, asker), (reseller, admin)] = two(&app).await;
    let link = asker.partner_link(app.paths(), &reseller).await;
    let page = admin.open(&link).await.expect(200);
    let hash = "0".repeat(64);
    let answer = admin
        .submit(&page, "Accept", &[("terms", &hash)])
        .await
        .expect(409);
    assert!(answer.has_text("The wording has changed"));
    assert_eq!(app.count("partnerships"), 0);
    admin.submit(&answer, "Accept", &[]).await.expect(303);
}

#[actix_web::test]
async fn who_is_asked_is_checked_field_by_field_and_what_was_typed_is_kept() {
    let app = TestApp::start();
    let [(_, asker), (reseller, _)] = two(&app).await;
    let form = asker.open(&app.paths().new_partnership()).await.expect(200);
    let long = "x".repeat(2_000);
    let good = [
        ("company_name", "Contoso"),
        ("domain", "contoso.example"),
        ("recipient", "ana@contoso.example"),
        ("recipient_name", "Ana"),
        ("expires_in", "30"),
    ];
    for (field, bad) in [
        ("company_name", ""),
        ("company_name", long.as_str()),
        ("company_name", "a\u{202E}b"),
        ("domain", ""),
        ("domain", "contoso"),
        ("domain", "meridian.example"),
        ("recipient", "nobody"),
        ("recipient", ""),
        ("recipient_name", "a\u{0007}b"),
        ("recipient_name", long.as_str()),
        ("expires_in", "0"),
        ("expires_in", "91"),
        ("expires_in", "x"),
        ("expires_in", ""),
    ] {
        let mut typed: Vec<(&str, &str)> = good.to_vec();
        typed.retain(|(name, _)| *name != field);
        typed.push((field, bad));
        let page = asker
            .submit(&form, "Continue to the message", &typed)
            .await
            .expect(422);
        assert!(page.field_error(field).is_some(), "{field}={bad:?}");
        for (name, value) in &typed {
            assert_eq!(page.value(name), *value, "{field}={bad:?}");
        }
    }
    let address = app.paths().new_partnership();
    for side in ["reseller", "both"] {
        let mut typed = good.to_vec();
        typed.push(("side", side));
        asker.post(&address, &typed).await.expect(422);
    }
    asker
        .post(&address, &[("partner_id", "1")])
        .await
        .expect(400);
    assert_eq!(app.count("invitations"), 0);

    let draft = asker.ask_partner(app.paths(), &reseller, &[]).await;
    let typed = good.to_vec();
    let page = asker
        .submit(&form, "Continue to the message", &typed)
        .await
        .expect(422);
    assert!(page.field_error("domain").unwrap().contains("open already"));
    let open = asker.click(&page, "Open the invitation of Contoso").await;
    assert_eq!(open.address, draft.address);
}

#[actix_web::test]
async fn partners_that_work_together_are_not_asked_again_and_nobody_elses_partner_is_revealed() {
    let app = TestApp::start();
    let [(provider, asker), (reseller, _)] = two(&app).await;
    let stranger = app.partner_of_kind("Northwind", PROVIDER);
    let of_stranger = app.sign_in(&stranger, Role::GlobalAdmin).await;
    app.partnership(&provider, &reseller);
    let form = asker.open(&app.paths().new_partnership()).await.expect(200);
    let email = reseller.email(Role::GlobalAdmin);
    let typed = [
        ("company_name", "Contoso"),
        ("domain", "contoso.example"),
        ("recipient", email.as_str()),
    ];
    let page = asker
        .submit(&form, "Continue to the message", &typed)
        .await
        .expect(422);
    assert_eq!(
        page.field_error("domain").unwrap(),
        "You work with Contoso already"
    );
    assert!(page.has_link("Show your partnerships"));

    // To somebody else a company with an account looks like one without.
    let unknown = Company {
        name: "Litware".to_owned(),
        domain: "litware.example".to_owned(),
        ..reseller.clone()
    };
    let mut pages = Vec::new();
    for company in [&reseller, &unknown] {
        let draft = of_stranger.ask_partner(app.paths(), company, &[]).await;
        let link = draft.first("#link").attr("value").unwrap().to_owned();
        let text = draft.text().replace(&link, "").to_lowercase();
        let body = draft.value("body").replace(&link, "").to_lowercase();
        let plain = |text: String| text.replace(&company.name.to_lowercase(), "it");
        pages.push((plain(text), plain(body)));
    }
    assert_eq!(pages[0], pages[1]);
}

#[actix_web::test]
async fn asks_for_partnerships_count_for_the_limit_of_the_day() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1));
    let [(_, asker), (reseller, _)] = two(&app).await;
    asker.ask_partner(app.paths(), &reseller, &[]).await;
    let form = asker.open(&app.paths().new_partnership()).await.expect(200);
    let typed = [
        ("company_name", "Fabrikam"),
        ("domain", "fabrikam.example"),
        ("recipient", "ana@fabrikam.example"),
    ];
    let page = asker
        .submit(&form, "Continue to the message", &typed)
        .await
        .expect(422);
    assert!(page.error_summary()[0].contains("its limit"));
}

#[actix_web::test]
async fn a_partner_of_both_kinds_chooses_its_side_and_sees_both_lists() {
    let app = TestApp::start();
    let both = app.partner_of_kinds("Northwind", &[PROVIDER, RESELLER]);
    let admin = app.sign_in(&both, Role::GlobalAdmin).await;
    let [(provider, of_provider), (reseller, _)] = two(&app).await;
    let form = admin.open(&app.paths().new_partnership()).await.expect(200);
    let email = provider.email(Role::GlobalAdmin);
    let typed = [
        ("company_name", "Meridian"),
        ("domain", "meridian.example"),
        ("recipient", email.as_str()),
    ];
    let page = admin
        .submit(&form, "Continue to the message", &typed)
        .await
        .expect(422);
    assert!(page.field_error("side").is_some());
    let side = [("side", "reseller")];
    let draft = admin.ask_partner(app.paths(), &provider, &side).await;
    admin.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    let page = of_provider.open(&link).await.expect(200);
    of_provider.press(&page, "Accept", &[]).await.expect(200);
    app.partnership(&both, &reseller);

    let list = admin.open(&app.paths().partnerships()).await.expect(200);
    assert_eq!(list.heading(), "Partnerships");
    let rows = |caption: &str| list.table(caption).rows.len();
    assert_eq!(
        (rows("Indirect resellers"), rows("Indirect providers")),
        (1, 1)
    );
    let invite = |caption: &str| {
        let links = list.links();
        let found = links.iter().find(|(text, _)| text.ends_with(caption));
        found.unwrap().1.clone()
    };
    assert!(invite("together with Meridian").ends_with(&format!("?provider={}", provider.id)));
    assert!(invite("together with Contoso").ends_with(&format!("?reseller={}", reseller.id)));
    assert!(invite("in common with Contoso").ends_with(&format!("?partner={}", reseller.id)));
}

#[actix_web::test]
async fn a_direct_bill_partner_has_no_partnerships_and_is_told_so() {
    let app = TestApp::start();
    let company = app.partner_of_kind("Tailspin", RelationshipKind::DirectBill);
    let admin = app.sign_in(&company, Role::GlobalAdmin).await;
    let paths = app.paths();
    for address in [paths.partnerships(), paths.new_partnership()] {
        let page = admin.open(&address).await.expect(200);
        assert!(page.has_text("has no partnerships"), "{}", page.text());
        assert_eq!(page.button("Continue to the message"), Button::Absent);
    }
    let typed = [
        ("company_name", "Contoso"),
        ("domain", "contoso.example"),
        ("recipient", "ana@contoso.example"),
        ("side", "reseller"),
    ];
    admin
        .post(&paths.new_partnership(), &typed)
        .await
        .expect(422);
    assert_eq!(app.count("invitations"), 0);
    let home = admin.open(&paths.home()).await.expect(200);
    let links = home.links();
    assert!(links.iter().all(|(_, href)| *href != paths.partnerships()));
}

#[actix_web::test]
async fn a_reseller_can_have_several_providers_and_a_provider_several_resellers() {
    let app = TestApp::start();
    let providers = [
        app.partner_of_kind("Meridian", PROVIDER),
        app.partner_of_kinds("Northwind", &[PROVIDER, RESELLER]),
    ];
    let resellers = [app.partner("Contoso"), app.partner("Fabrikam")];
    for provider in &providers {
        for reseller in &resellers {
            let made = app.partnership(provider, reseller);
            let scope = Scope::of(reseller);
            let found = app.read(|conn| active_with(conn, scope, Side::Reseller, provider.id));
            assert_eq!(found.map(|found| found.id), Some(made));
        }
    }
    let admin = app.sign_in(&resellers[0], Role::GlobalAdmin).await;
    let list = admin.open(&app.paths().partnerships()).await.expect(200);
    let mut names = list.table("Indirect providers").column("Company").join(" ");
    names.retain(|letter| letter.is_alphabetic() || letter == ' ');
    assert!(names.contains("Meridian") && names.contains("Northwind"));
    assert!(!list.has_text("Fabrikam"), "{}", list.text());
    let home = admin.open(&app.paths().home()).await.expect(200);
    assert!(home.has_link("Indirect providers"));
    let stranger = app.partner("Woodgrove");
    let stranger = app.sign_in(&stranger, Role::GlobalAdmin).await;
    let empty = stranger.open(&app.paths().partnerships()).await.expect(200);
    assert!(empty.has_text("No indirect providers yet"));
}

#[actix_web::test]
async fn many_partners_are_searched_and_paged_in_one_order() {
    let app = TestApp::start();
    let [(provider, admin), _] = two(&app).await;
    for number in 0..60 {
        let reseller = app.partner(&format!("Reseller {number:02}"));
        app.partnership(&provider, &reseller);
    }
    let first = admin.open(&app.paths().partnerships()).await.expect(200);
    let names = |page: &crate::support::Page| -> Vec<String> {
        let table = page.table("Indirect resellers");
        let names = table.column("Company");
        names.iter().map(|name| name[..11].to_owned()).collect()
    };
    let mut all = names(&first);
    assert_eq!(all.len(), 50);
    let second = admin.click(&first, "Next").await.expect(200);
    all.extend(names(&second));
    let expected: Vec<String> = (0..60)
        .map(|number| format!("Reseller {number:02}"))
        .collect();
    assert_eq!(all, expected);
    let back = admin.click(&second, "Previous").await.expect(200);
    assert_eq!(names(&back), expected[..50]);
    let found = admin
        .open(&format!("{}?q=SELLER+07", app.paths().partnerships()))
        .await
        .expect(200);
    assert_eq!(names(&found), ["Reseller 07"]);
    let none = admin
        .open(&format!("{}?q=%25", app.paths().partnerships()))
        .await
        .expect(200);
    assert!(none.has_text("No partnership fits"));
}

#[actix_web::test]
async fn roles_that_may_not_change_partnerships_see_them_and_why() {
    let app = TestApp::start();
    let [(provider, asker), (reseller, _)] = two(&app).await;
    let fabrikam = app.partner("Fabrikam");
    app.partnership(&provider, &fabrikam);
    let draft = asker.ask_partner(app.paths(), &reseller, &[]).await;
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    for role in [Role::AdminAgent, Role::SalesAgent] {
        let visitor = app.sign_in(&provider, role).await;
        let list = visitor.open(&app.paths().partnerships()).await.expect(200);
        assert!(
            list.has_link("Contoso"),
            "the ask is in sight: {}",
            list.text()
        );
        let Button::Blocked(reason) = list.button("Invite an indirect reseller") else {
            panic!("{role:?} may ask");
        };
        assert!(reason.contains("Global admin of Meridian"), "{reason}");
        let form = visitor
            .open(&app.paths().new_partnership())
            .await
            .expect(200);
        assert!(matches!(
            form.button("Continue to the message"),
            Button::Blocked(_)
        ));
        let removal = visitor
            .click(&list, "Remove partnership with Fabrikam")
            .await;
        assert!(matches!(
            removal
                .expect(200)
                .button("Remove partnership with Fabrikam"),
            Button::Blocked(_)
        ));
        let page = visitor.open(draft.address.path()).await.expect(200);
        assert!(!page.body.contains(&link), "nobody else sees the link");
        let Button::Blocked(reason) = page.button("Send now") else {
            panic!("{role:?} may send");
        };
        assert!(reason.contains("Global admin of Meridian"), "{reason}");
        assert_eq!(page.button("Save"), Button::Absent);
    }
}

/// Every page of one partner that could show a company, and every file.
fn pages_of(app: &TestApp, other: &Company) -> Vec<String> {
    let paths = app.paths();
    let (customers, invite) = (paths.customers(), paths.new_invitation());
    let mut pages = vec![
        paths.home(),
        customers.clone(),
        paths.customers_csv(),
        paths.invitations(),
        paths.activity(),
        paths.activity_csv(),
        paths.notifications(),
        paths.partnerships(),
        format!("{customers}?partner={}", other.id),
        format!("{}?partner={}", paths.customers_csv(), other.id),
        format!("{invite}?provider={}", other.id),
        format!("{invite}?reseller={}", other.id),
    ];
    for word in ["adatum", "tailspin", "woodgrove", "litware", ".example"] {
        pages.push(format!("{customers}?q={word}"));
        pages.push(format!("{}?q={word}", paths.customers_csv()));
    }
    pages
}

#[actix_web::test]
async fn connecting_partners_shares_no_customer_on_any_page_or_in_any_file() {
    let app = TestApp::start();
    let [(provider, of_provider), (reseller, of_reseller)] = two(&app).await;
    let company = |company: &'static str, domain, recipient| Asked {
        company,
        domain,
        recipient,
    };
    let woodgrove = company("Woodgrove", "woodgrove.example", "eva@woodgrove.example");
    for (visitor, connected, invited) in [
        (
            &of_reseller,
            ADATUM,
            company("Tailspin", "tailspin.example", "bo@tailspin.example"),
        ),
        (
            &of_provider,
            woodgrove,
            company("Litware", "litware.example", "lu@litware.example"),
        ),
    ] {
        let link = visitor.hand_out(app.paths(), connected, &[]).await;
        app.accept(&link, connected.recipient).await;
        visitor.hand_out(app.paths(), invited, &[]).await;
    }
    let csv = app.paths().customers_csv();
    let before = (
        of_provider.open(&csv).await.body,
        of_reseller.open(&csv).await.body,
    );
    let link = of_provider.partner_link(app.paths(), &reseller).await;
    let ask = of_reseller.open(&link).await.expect(200);
    of_reseller.press(&ask, "Accept", &[]).await.expect(200);
    let after = (
        of_provider.open(&csv).await.body,
        of_reseller.open(&csv).await.body,
    );
    assert_eq!(before, after);

    let removal = {
        let list = of_reseller.open(&app.paths().partnerships()).await;
        list.link("Remove partnership with Meridian")
    };
    for (visitor, other, foreign, theirs) in [
        (
            &of_provider,
            &reseller,
            ["Adatum", "Tailspin"],
            &of_reseller,
        ),
        (
            &of_reseller,
            &provider,
            ["Woodgrove", "Litware"],
            &of_provider,
        ),
    ] {
        let mut pages = pages_of(&app, other);
        pages.push(removal.clone());
        for address in pages {
            let page = visitor.open(&address).await.expect(200);
            for name in foreign {
                // What was searched for stands in the field; what was found would be written large.
                let is_searched = address.contains(&name.to_lowercase());
                let found = page.body.contains(name)
                    || (!is_searched && page.body.contains(&name.to_lowercase()));
                assert!(!found, "{name} on {address}");
            }
        }
        let list = theirs.open(&app.paths().customers()).await.expect(200);
        let record = list.link(foreign[0]);
        for part in [
            "",
            "/account",
            "/privileges",
            "/activity",
            "/invitations/new",
            "/relationship/removal",
        ] {
            visitor.open(&format!("{record}{part}")).await.expect(404);
        }
    }
}

#[actix_web::test]
async fn the_list_is_read_in_as_many_statements_however_long_it_is() {
    let app = TestApp::start();
    let [(provider, admin), _] = two(&app).await;
    let names = |from: usize, to: usize| -> Vec<String> {
        (from..to)
            .map(|number| format!("Reseller {number:02}"))
            .collect()
    };
    app.resellers(&provider, &names(0, 2));
    let address = app.paths().partnerships();
    let (few, asked_of_few) = app.count_statements(admin.open(&address)).await;
    assert_eq!(few.expect(200).texts("tbody tr").len(), 2);
    app.resellers(&provider, &names(2, 60));
    let (many, asked_of_many) = app.count_statements(admin.open(&address)).await;
    assert_eq!(many.expect(200).texts("tbody tr").len(), 50);
    assert_eq!(asked_of_few.texts, asked_of_many.texts);
}

#[actix_web::test]
async fn partners_stand_by_name_whatever_its_case_and_signs_with_what_they_have_in_common() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let provider = pair.distributor.clone();
    let link = pair.link(&app, Way::JointByProvider, ADATUM).await;
    app.accept(&link, ADATUM.recipient).await;
    let owner =
        app.read(|conn| partner_center::identity::partner_by_domain(conn, "meridian.example"));
    let owner = owner.unwrap();
    let owner = Company {
        id: owner.id,
        name: owner.legal_name,
        domain: owner.domain,
    };
    let names = ["delta", "Ärger", "\u{ff22}ravo", "alpha"].map(str::to_owned);
    app.resellers(&owner, &names);
    let list = provider.open(&app.paths().partnerships()).await.expect(200);
    let table = list.table("Indirect resellers");
    let names: Vec<&str> = (table.rows.iter())
        .map(|row| row[0].split_whitespace().next().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "alphaalpha.example",
            "\u{ff22}ravo\u{ff42}ravo.example",
            "Contosocontoso.example",
            "deltadelta.example",
            "Ärgerärger.example"
        ]
    );
    let common = table.column("Customers in common");
    assert_eq!(common, ["0", "0", "1", "0", "0"]);
}

/// A search looks at two thousand, and says so; the pages lead on to the rest.
#[actix_web::test]
async fn a_search_among_very_many_stops_and_goes_on() {
    let app = TestApp::start();
    let [(provider, admin), _] = two(&app).await;
    let mut names: Vec<String> = (0..2_000)
        .map(|number| format!("Reseller {number:04}"))
        .collect();
    names.push("Zimmer".to_owned());
    app.resellers(&provider, &names);
    let search = format!("{}?q=zimm", app.paths().partnerships());
    let first = admin.open(&search).await.expect(200);
    assert!(first.texts("tbody tr").is_empty());
    assert!(
        first.has_text("The search looked at 2,000 partnerships"),
        "{}",
        first.text()
    );
    let second = admin.click(&first, "Next").await.expect(200);
    assert!(second.has_text("Zimmer") && !second.has_text("The search looked at"));
    let back = admin.click(&second, "Previous").await.expect(200);
    assert!(back.texts("tbody tr").is_empty(), "{}", back.text());
    let absent = format!("{}?q=nowhere", app.paths().partnerships());
    let absent = admin.open(&absent).await.expect(200);
    let end = admin.click(&absent, "Next").await.expect(200);
    assert!(end.has_text("No partnership fits"), "{}", end.text());
    let common = format!("{}?q=reseller", app.paths().partnerships());
    let common = admin.open(&common).await.expect(200);
    assert_eq!(common.texts("tbody tr").len(), 50);
    assert!(!common.has_text("The search looked at"));
    let all = admin.open(&app.paths().partnerships()).await.expect(200);
    assert!(all.has_text("50 of 2,001 partnerships"), "{}", all.text());
}

/// The lists are sorted by a copy of the name, which the database itself keeps.
#[actix_web::test]
async fn a_partner_that_takes_another_name_stands_where_the_new_one_belongs() {
    let app = TestApp::start();
    let [(provider, admin), _] = two(&app).await;
    let names = ["Alpha", "Bravo", "Charlie"].map(str::to_owned);
    let resellers = app.resellers(&provider, &names);
    let id = resellers[0].id;
    app.write(|tx| {
        let named = (
            partners::legal_name.eq("Delta"),
            partners::name_key.eq("delta"),
        );
        diesel::update(partners::table.find(id))
            .set(named)
            .execute(tx.conn())?;
        Ok(())
    });
    let list = admin.open(&app.paths().partnerships()).await.expect(200);
    let names: Vec<String> = list
        .table("Indirect resellers")
        .rows
        .iter()
        .map(|row| row[0].split_whitespace().next().unwrap().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "Bravobravo.example",
            "Charliecharlie.example",
            "Deltaalpha.example"
        ]
    );
}
