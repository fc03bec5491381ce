//! Asks for privileges: alone beside a relationship or with it, with automatic extension, and the way to end them.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::{
        ids::{CustomerId, UserId},
        schema::{consents, customers, invitations},
    },
    identity::{CustomerManager, Role, user_by_email},
    privileges::GrantState,
    relationships,
};

use crate::support::{ADATUM, ANA, Company, Page, TestApp, Visitor, Way, borrowed};

const ROLES: (&str, &str) = ("roles", "user_administrator");

/// The draft of an ask for privileges, begun on the record of Adatum.
async fn draft(app: &TestApp, agent: &Visitor, more: &[(&str, &str)]) -> Page {
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let form = agent
        .open(&format!("{}/invitations/new", list.link("Adatum")))
        .await
        .expect(200);
    let mut typed = more.to_vec();
    if !more.iter().any(|(name, _)| *name == "recipient") {
        typed.push(("recipient", ANA));
    }
    agent
        .press(&form, "Continue to the message", &typed)
        .await
        .expect(200)
}

/// The link of such an ask.
async fn link(app: &TestApp, agent: &Visitor, more: &[(&str, &str)]) -> String {
    let draft = draft(app, agent, more).await;
    agent.submit(&draft, "Done", &[]).await.expect(303);
    draft.first("#link").attr("value").unwrap().to_owned()
}

fn user(app: &TestApp, email: &str) -> UserId {
    app.read(|conn| Ok(user_by_email(conn, email)?.unwrap().id))
}

/// The partner removes its relationship with Adatum, as its page does.
fn end_relationship(app: &TestApp, company: &Company) {
    let (agent, now) = (user(app, &company.email(Role::AdminAgent)), app.now());
    app.write(|tx| {
        let by = CustomerManager::for_user(tx.conn(), agent)?;
        let customer: CustomerId = customers::table.select(customers::id).first(tx.conn())?;
        let active = relationships::active_of(tx.conn(), by.scope, customer)?;
        let shown: Vec<_> = active.iter().map(|it| it.id).collect();
        relationships::remove(tx, &by, customer.uuid(), &shown, "", now).unwrap();
        Ok(())
    });
}

fn active_relationships(app: &TestApp) -> i64 {
    app.count("relationships WHERE state = 'active'")
}

#[actix_web::test]
async fn beside_a_relationship_privileges_are_asked_for_alone_in_every_word() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let draft = draft(&app, &agent, &[ROLES]).await;
    assert_eq!(draft.value("subject"), "Contoso asks Adatum for privileges");
    let letter = draft.value("body");
    assert!(letter.contains("It is about these roles, for 365 days: User administrator."));
    assert!(!letter.contains("reseller of"), "{letter}");
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();

    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ANA).await;
    let ask = customer.open(&link).await.expect(200);
    assert_eq!(ask.heading(), "Contoso asks Adatum for privileges");
    for page in [&ask, &page] {
        assert!(!page.has_text("reseller of record") && !page.has_text("transact for it"));
    }
    assert!(page.has_text("Agreement of Adatum (adatum.example) to delegated admin privileges"));
    let agreed = [("code", code.as_str()), ("agree", "yes")];
    let receipt = customer.press(&page, "Accept", &agreed).await.expect(200);
    assert_eq!(receipt.heading(), "You have granted privileges to Contoso");
    let mailed = app.mail_to(ANA).await;
    assert_eq!(
        mailed.subject,
        "Receipt: Adatum has granted privileges to Contoso"
    );
    assert!(!mailed.text.contains("relationship"), "{}", mailed.text);
    assert_eq!((active_relationships(&app), app.grants().len()), (1, 1));
}

#[actix_web::test]
async fn with_a_relationship_that_is_asked_for_too_both_are_named() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[ROLES]).await;
    let ask = app.visitor().open(&link).await.expect(200);
    assert_eq!(ask.heading(), "Contoso asks to act for Adatum");
    assert!(ask.has_text("reseller of record") && ask.has_text("(User administrator)"));
    assert!(ask.has_text("End the privileges yourself at any time"));
}

#[actix_web::test]
async fn an_ask_for_privileges_alone_makes_no_relationship_where_it_ended_meanwhile() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let link = link(&app, &agent, &[ROLES]).await;
    end_relationship(&app, &contoso);
    app.accept(&link, ANA).await;
    let grants = app.grants();
    assert_eq!((active_relationships(&app), grants.len()), (0, 1));
    assert!(!grants[0].has_relationship);
}

/// The page of an ask after this address has asked for the code.
async fn ask_for_code(app: &TestApp, visitor: &Visitor, link: &str, email: &str) -> Page {
    let ask = visitor.open(link).await.expect(200);
    let person = [("name", "Eve"), ("job_title", "Owner"), ("email", email)];
    let page = visitor.submit(&ask, "Continue to accept", &person).await;
    assert_eq!(app.count("consents"), 1);
    page
}

#[actix_web::test]
async fn nobody_outside_the_customer_is_mailed_a_code_to_agree_to_privileges_over_it() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let outside = "eve@elsewhere.example";
    let link = link(&app, &agent, &[ROLES, ("recipient", outside)]).await;
    let before = (app.count("mails"), app.count("code_requests"));
    let eve = app.visitor();
    let refused = ask_for_code(&app, &eve, &link, outside).await.expect(422);
    let said = refused.field_error("email").unwrap();
    assert!(said.contains("does not verify"), "{said}");
    // A stranger reads what every stranger reads, whatever the invited address could do.
    let stranger = ask_for_code(&app, &eve, &link, "mallory@elsewhere.example").await;
    let said = stranger.expect(422).field_error("email").unwrap();
    assert!(said.contains("e•••@elsewhere.example"), "{said}");
    assert!(!said.contains("verify"), "{said}");
    assert_eq!((app.count("mails"), app.count("code_requests")), before);
    // Somebody of the customer to whom the mail was passed on can agree.
    app.accept(&link, ANA).await;
    assert_eq!(app.grants().len(), 1);
}

#[actix_web::test]
async fn whoever_cannot_speak_for_the_customer_any_more_is_refused_when_they_agree() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let link = link(&app, &agent, &[ROLES]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ANA).await;
    app.write(|tx| {
        diesel::update(customers::table)
            .set(customers::domain.eq("adatum.test"))
            .execute(tx.conn())?;
        Ok(())
    });
    let agreed = [("code", code.as_str()), ("agree", "yes")];
    let refused = customer.submit(&page, "Accept", &agreed).await.expect(403);
    let said = "only an address in the company’s own domain can accept";
    assert!(refused.has_text(said), "{}", refused.text());
    assert_eq!((app.grants().len(), app.count("consents")), (0, 1));
}

#[actix_web::test]
async fn automatic_extension_that_is_asked_for_is_told_and_begins_with_the_privileges() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let extended = [ROLES, ("days", "30"), ("extend", "yes")];
    let draft = draft(&app, &agent, &extended).await;
    let said = "When that time is over, 180 days are added";
    assert!(draft.value("body").contains(said));
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    let ask = app.visitor().open(&link).await.expect(200);
    assert!(ask.has_text(said));
    let receipt = app.accept(&link, ANA).await;
    assert!(receipt.has_text(said) && app.mail_to(ANA).await.text.contains(said));
    assert!(receipt.has_text("At the end of that time 180 days are added"));
    let grant = &app.grants()[0];
    assert_eq!((grant.auto_extend, grant.next_warning_at), (true, None));
    let agreed: Vec<bool> = app.read(|conn| {
        let each = consents::table.order(consents::id);
        Ok(each.select(consents::auto_extend).load(conn)?)
    });
    assert_eq!(agreed, [false, true]);
}

#[actix_web::test]
async fn privileges_with_global_administrator_are_not_asked_for_with_automatic_extension() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let fields = ADATUM.fields();
    let mut typed = borrowed(&fields);
    typed.extend([("roles", "global_administrator"), ("extend", "yes")]);
    let refused = agent.submit(&form, "Continue to the message", &typed).await;
    let why = refused.expect(422).field_error("extend").unwrap();
    assert!(
        why.starts_with("Privileges with Global administrator are never extended by themselves."),
        "{why}"
    );
    let asked: i64 = app.read(|conn| Ok(invitations::table.count().get_result(conn)?));
    assert_eq!(asked, 0);
}

#[actix_web::test]
async fn the_receipt_holds_the_way_to_see_and_end_what_was_granted() {
    let app = TestApp::start();
    app.connected(&[ROLES]).await;
    let receipt = app.mail_to(ANA).await;
    assert_eq!(receipt.kind, "receipt");
    let page = app.visitor().open(receipt.link()).await.expect(200);
    assert_eq!(page.heading(), "What Contoso may do for Adatum");
    assert!(page.has_link("End these privileges"));
}

#[actix_web::test]
async fn of_a_joint_consent_each_page_leads_to_the_privileges_of_the_other_partner() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let mut together = pair.together(Way::JointByReseller);
    together.push(("roles", "directory_reader".to_owned()));
    let asker = pair.asker(Way::JointByReseller);
    let more = borrowed(&together);
    let link = asker.hand_out(app.paths(), ADATUM, &more).await;
    app.accept(&link, ANA).await;
    let page = app.visitor().open(app.mail_to(ANA).await.link()).await;
    let page = page.expect(200);
    let first = page.heading();
    let others: Vec<String> = page.texts("main ul li a");
    assert_eq!(others.len(), 1, "{}", page.text());
    let other = app.visitor().open(&page.link(&others[0])).await.expect(200);
    assert_ne!(other.heading(), first);
    assert!(other.heading().contains(&others[0]), "{}", other.heading());
}

/// Sales agents look after Adatum.
async fn looked_after(app: &TestApp, company: &Company, agent: &Visitor) {
    let person = user(app, &company.email(Role::SalesAgent)).to_string();
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let address = format!("{}/account/responsible", list.link("Adatum"));
    let form = agent.open(&address).await.expect(200);
    agent
        .press(&form, "Save", &[("person", &person)])
        .await
        .expect(200);
}

#[actix_web::test]
async fn who_looks_after_the_customer_is_told_alone() {
    let app = TestApp::start();
    let (company, agent) = app.connected(&[ROLES]).await;
    looked_after(&app, &company, &agent).await;
    let token = app.grant_token(app.grants()[0].id);
    let end = app.paths().public_privileges_end(&token);
    app.visitor().post(&end, &[]).await.expect(303);
    let told: Vec<String> = (app.letters_about_privileges().await.into_iter())
        .map(|(to, _)| to)
        .collect();
    assert_eq!(told, [company.email(Role::SalesAgent), ANA.to_owned()]);
}

#[actix_web::test]
async fn the_customers_active_global_administrators_are_told_each_address_once() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[("roles", "global_administrator")]).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let form = format!("{}/users/new", list.link("Adatum"));
    for (name, contact, role) in [
        ("dana", "", "global_administrator"),
        ("ana", ANA, "global_administrator"),
        ("bo", "", "user_administrator"),
    ] {
        let form = agent.open(&form).await.expect(200);
        let typed = [
            ("display_name", name),
            ("user_name", name),
            ("contact_email", contact),
            ("roles", role),
        ];
        agent.press(&form, "Add user", &typed).await.expect(200);
    }
    let token = app.grant_token(app.grants()[0].id);
    let end = app.paths().public_privileges_end(&token);
    app.visitor().post(&end, &[]).await.expect(303);
    let mut told: Vec<String> = (app.letters_about_privileges().await.into_iter())
        .map(|(to, _)| to)
        .filter(|to| to.ends_with("@adatum.example"))
        .collect();
    told.sort();
    assert_eq!(told, [ANA, "dana@adatum.example"]);
}

#[actix_web::test]
async fn one_address_on_both_sides_gets_both_letters_and_the_privileges_end() {
    let app = TestApp::start();
    let (company, agent) = app.connected(&[("roles", "global_administrator")]).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let form = format!("{}/users/new", list.link("Adatum"));
    let form = agent.open(&form).await.expect(200);
    let colleague = company.email(Role::AdminAgent);
    let typed = [
        ("display_name", "Dana"),
        ("user_name", "dana"),
        ("contact_email", colleague.as_str()),
        ("roles", "global_administrator"),
    ];
    agent.press(&form, "Add user", &typed).await.expect(200);
    let token = app.grant_token(app.grants()[0].id);
    let end = app.paths().public_privileges_end(&token);
    app.visitor().post(&end, &[]).await.expect(303);
    assert_eq!(app.grants()[0].state, GrantState::Terminated);
    let letters = app.letters_about_privileges().await;
    let mut subjects: Vec<String> = (letters.into_iter())
        .filter(|(to, _)| *to == colleague)
        .map(|(_, subject)| subject)
        .collect();
    subjects.sort();
    assert_eq!(
        subjects,
        [
            "Adatum has ended your privileges",
            "Privileges of Contoso have ended"
        ]
    );
}
