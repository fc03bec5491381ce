//! Who works for a partner that asks cannot answer for the customer, in whatever spelling they give their address, and
//! one mailbox gets no more invitations by being spelt in many ways.

use partner_center::identity::{RelationshipKind, Role};

use crate::support::{ADATUM, Asked, Page, TestApp, Visitor, Way, borrowed};

/// An ask that would go to this address, as the form answers it.
async fn invite(app: &TestApp, agent: &Visitor, recipient: &str) -> Page {
    let asked = Asked {
        recipient,
        ..ADATUM
    };
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let fields = asked.fields();
    let typed = borrowed(&fields);
    agent.submit(&form, "Continue to the message", &typed).await
}

#[track_caller]
fn assert_refused(page: Page, partner: &str) {
    let page = page.expect(422);
    let message = page.field_error("recipient").unwrap_or_default();
    let words = format!("This address belongs to {partner}, which asks");
    assert!(message.contains(&words), "{message:?} in {}", page.text());
}

#[actix_web::test]
async fn ones_own_address_is_refused_in_every_spelling() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    app.staff(&company, Role::AdminAgent, "Eve", "eve.adams@gmail.com");
    app.staff(&company, Role::SalesAgent, "Mal", "mal@elsewhere.example");
    for recipient in [
        "admin-agent@contoso.example",
        "Admin-Agent@CONTOSO.example",
        "admin-agent+adatum@contoso.example",
        "nobody-we-know@contoso.example",
        "mail@sub.contoso.example",
        "eve.adams@gmail.com",
        "EveAdams+ceo@googlemail.com",
        "e.v.e.a.d.a.m.s@gmail.com",
        "mal+x@elsewhere.example",
        "MAL@Elsewhere.Example",
    ] {
        assert_refused(invite(&app, &agent, recipient).await, "Contoso");
    }
    assert_eq!(app.count("invitations"), 0);
    // Dots tell people apart at other services, and other people at those domains are strangers.
    for recipient in ["m.al@elsewhere.example", "evelyn@gmail.com"] {
        let asked = Asked {
            company: recipient,
            domain: &format!("{}.example", recipient.replace(['@', '.'], "-")),
            recipient,
        };
        agent.draft(app.paths(), asked, &[]).await;
    }
}

#[actix_web::test]
async fn a_colleague_who_has_left_or_another_partners_staff_are_told_apart() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let other = app.partner("Fabrikam");
    app.staff(&company, Role::SalesAgent, "Gone", "gone@elsewhere.example");
    app.write(|tx| {
        use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
        use partner_center::db::schema::users;
        let gone = users::table.filter(users::email.eq("gone@elsewhere.example"));
        diesel::update(gone)
            .set(users::status.eq("disabled"))
            .execute(tx.conn())?;
        Ok(())
    });
    assert_refused(
        invite(&app, &agent, "gone@elsewhere.example").await,
        "Contoso",
    );
    // A partner that takes no part in the ask may be a customer like any other.
    let recipient = other.email(Role::GlobalAdmin);
    invite(&app, &agent, &recipient).await.expect(303);
}

#[actix_web::test]
async fn the_staff_of_either_partner_of_a_joint_invitation_are_refused() {
    let app = TestApp::start();
    let pair = app.pair().await;
    app.staff(
        &pair.provider,
        Role::SalesAgent,
        "Pat",
        "pat@elsewhere.example",
    );
    for way in [Way::JointByReseller, Way::JointByProvider] {
        for (recipient, partner) in [
            (pair.provider.email(Role::SalesAgent), "Meridian"),
            ("pat+1@elsewhere.example".to_owned(), "Meridian"),
            (pair.reseller.email(Role::SalesAgent), "Contoso"),
        ] {
            let asked = Asked {
                recipient: &recipient,
                ..ADATUM
            };
            assert_refused(pair.ask(&app, way, asked).await, partner);
        }
    }
    // Alone, the reseller may ask somebody of the provider: they are no party then.
    let recipient = pair.provider.email(Role::SalesAgent);
    let asked = Asked {
        recipient: &recipient,
        ..ADATUM
    };
    pair.ask(&app, Way::ResellerAlone, asked).await.expect(303);
}

#[actix_web::test]
async fn a_draft_cannot_be_turned_to_ones_own_address() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    for button in ["Save", "Done", "Send now"] {
        let own = [("recipient", "sales-agent+adatum@contoso.example")];
        assert_refused(agent.submit(&draft, button, &own).await, "Contoso");
    }
}

#[actix_web::test]
async fn a_code_is_not_mailed_to_an_address_that_became_a_partners() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let asked = Asked {
        recipient: "ana.lima@gmail.com",
        ..ADATUM
    };
    let link = agent.hand_out(app.paths(), asked, &[]).await;
    app.staff(&company, Role::SalesAgent, "Ana", "analima@gmail.com");
    let customer = app.visitor();
    let ask = customer.open(&link).await.expect(200);
    let person = [
        ("name", "Ana"),
        ("job_title", "Chief Executive"),
        ("email", asked.recipient),
    ];
    let refused = customer
        .submit(&ask, "Continue to accept", &person)
        .await
        .expect(422);
    let message = refused.field_error("email").unwrap();
    assert!(
        message.contains("This address belongs to Contoso"),
        "{message}"
    );
    assert!(app.mails().await.iter().all(|it| it.kind != "code"));
}

#[actix_web::test]
async fn a_colleague_of_the_customer_who_works_for_the_partner_gets_no_code() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let alone = pair.link(&app, Way::ResellerAlone, ADATUM).await;
    app.accept(&alone, ADATUM.recipient).await;
    let joint = pair.link(&app, Way::JointByReseller, ADATUM).await;
    app.staff(&pair.provider, Role::SalesAgent, "Bo", "bo@adatum.example");
    let customer = app.visitor();
    let ask = customer.open(&joint).await.expect(200);
    for (email, status) in [("bo+x@adatum.example", 422), ("cy@adatum.example", 303)] {
        let person = [("name", "Bo"), ("job_title", "IT"), ("email", email)];
        customer
            .submit(&ask, "Continue to accept", &person)
            .await
            .expect(status);
    }
}

#[actix_web::test]
async fn who_became_staff_between_the_code_and_the_press_cannot_accept() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let asked = Asked {
        recipient: "ana.lima@gmail.com",
        ..ADATUM
    };
    let link = agent.hand_out(app.paths(), asked, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, asked.recipient).await;
    app.staff(
        &company,
        Role::SalesAgent,
        "Ana",
        "a.nalima+work@googlemail.com",
    );
    let answer = [("code", code.as_str()), ("agree", "yes")];
    let refused = customer.submit(&page, "Accept", &answer).await.expect(403);
    assert!(
        refused.has_text("This address belongs to Contoso, which asks"),
        "{}",
        refused.text()
    );
    for table in ["consents", "relationships", "customers"] {
        assert_eq!(app.count(table), 0, "{table}");
    }
    assert_eq!(app.count("invitations WHERE state = 'accepted'"), 0);
}

#[actix_web::test]
async fn rows_of_a_list_to_ones_own_people_are_left_out() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    app.staff(&company, Role::SalesAgent, "Mal", "mal@elsewhere.example");
    let preview = agent
        .invite_many(
            &app,
            "Company,Domain,Email\n\
             Adatum,adatum.example,admin-agent+1@contoso.example\n\
             Fabrikam,fabrikam.example,MAL+2@elsewhere.example\n\
             Tailspin,tailspin.example,bo@tailspin.example\n",
        )
        .await;
    let verdicts = preview.verdicts();
    let verdicts: Vec<&str> = verdicts
        .iter()
        .map(|(_, verdict)| verdict.as_str())
        .collect();
    assert_eq!(verdicts, ["Your own domain", "Your own domain", "New"]);
    assert!(
        preview.has_text("belongs to Contoso, which asks"),
        "{}",
        preview.text()
    );
    // Staff since the preview.
    app.staff(&company, Role::SalesAgent, "Bo", "bo@tailspin.example");
    let result = agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert_eq!(app.count("invitations"), 0);
    assert!(
        result.has_text("belongs to Contoso, which asks"),
        "{}",
        result.text()
    );
}

#[actix_web::test]
async fn a_partnership_is_not_asked_of_ones_own_people() {
    let app = TestApp::start();
    let provider = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    let reseller = app.partner("Contoso");
    app.staff(&provider, Role::SalesAgent, "Pat", "pat@elsewhere.example");
    let admin = app.sign_in(&provider, Role::GlobalAdmin).await;
    let form = admin.open(&app.paths().new_partnership()).await.expect(200);
    for recipient in ["sales-agent+x@meridian.example", "PAT+x@elsewhere.example"] {
        let typed = [
            ("company_name", "Contoso"),
            ("domain", "contoso.example"),
            ("recipient", recipient),
        ];
        let page = admin.submit(&form, "Continue to the message", &typed).await;
        assert_refused(page, "Meridian");
    }
    let draft = admin.ask_partner(app.paths(), &reseller, &[]).await;
    let own = [("recipient", "pat+x@elsewhere.example")];
    assert_refused(admin.submit(&draft, "Done", &own).await, "Meridian");
    admin.submit(&draft, "Done", &[]).await.expect(303);
}

#[actix_web::test]
async fn one_mailbox_gets_three_invitations_a_day_however_it_is_spelt() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let spellings = [
        "ana.lima@gmail.com",
        "analima+a@gmail.com",
        "A.n.a.Lima+b@googlemail.com",
        "analima+c@gmail.com",
        "analima@googlemail.com",
    ];
    for (place, recipient) in spellings.into_iter().enumerate() {
        let (company, domain) = (
            format!("Company {place}"),
            format!("company{place}.example"),
        );
        let asked = Asked {
            company: &company,
            domain: &domain,
            recipient,
        };
        let draft = agent.draft(app.paths(), asked, &[]).await;
        let answer = agent.submit(&draft, "Send now", &[]).await;
        if place < 3 {
            answer.expect(303);
        } else {
            let page = answer.expect(422);
            assert!(
                page.has_text("three invitations in the last 24 hours"),
                "{}",
                page.text()
            );
        }
    }
    let sent = app
        .mails()
        .await
        .iter()
        .filter(|it| it.kind == "invitation")
        .count();
    assert_eq!(sent, 3);
    // A list is counted in the same way.
    let preview = agent
        .invite_many(
            &app,
            "Company,Domain,Email\nAdatum,adatum.example,ana.lima+list@gmail.com\n",
        )
        .await;
    let typed = [("hand_over", "send")];
    let answer = agent
        .submit(&preview, "Invite these companies", &typed)
        .await
        .expect(303);
    partner_center::app::runner(&app.parts).drain().await;
    let result = agent.follow(&answer).await.expect(200);
    assert!(
        result.has_text("three invitations today"),
        "{}",
        result.text()
    );
}
