//! What the customer does, and what nobody can do in their place.

use chrono::Duration;
use futures_util::future::join_all;
use partner_center::{
    db::schema::{code_requests, partners},
    identity::Role,
};

use crate::support::{ADATUM, Asked, TestApp};

#[actix_web::test]
async fn opening_a_link_a_thousand_times_leaves_one_note_and_nothing_else() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    const TABLES: &[&str] = &[
        "activity",
        "mails",
        "customers",
        "customer_entries",
        "consents",
        "relationships",
        "grants",
        "code_requests",
        "user_sessions",
        "terms",
    ];
    let before: Vec<i64> = TABLES.iter().map(|table| app.count(table)).collect();
    let scanner = app.visitor();
    for round in 0..50 {
        let visits = (0..20).map(|number| {
            let (scanner, link) = (scanner.clone(), link.clone());
            async move {
                if (round + number) % 2 == 0 {
                    scanner.open(&link).await.expect(200);
                } else {
                    scanner.head(&link).await.expect(200);
                }
            }
        });
        join_all(visits).await;
    }
    let after: Vec<i64> = TABLES.iter().map(|table| app.count(table)).collect();
    assert_eq!(after[0], before[0] + 1, "one line: opened");
    assert_eq!(after[1..], before[1..]);
    let history = agent.open(&app.paths().invitations()).await;
    let history = agent
        .click(&history, "Adatum")
        .await
        .texts(".timeline strong");
    assert_eq!(
        history.iter().filter(|line| *line == "Link opened").count(),
        1
    );
}

#[actix_web::test]
async fn the_senders_own_look_and_a_browser_that_looks_ahead_are_not_noted() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let before = app.count("activity");
    agent.open(&link).await.expect(200);
    let visitor = app.visitor();
    let ahead = visitor
        .request(reqwest::Method::GET, &link)
        .header("Sec-Purpose", "prefetch;prerender");
    visitor.send(ahead).await.expect(200);
    assert_eq!(app.count("activity"), before);
}

#[actix_web::test]
async fn staff_of_the_asking_partner_cannot_accept() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let (page, code) = app.to_the_code(&agent, &link, ADATUM.recipient).await;
    let refused = agent
        .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
        .await
        .expect(403);
    assert_eq!(refused.heading(), "Only the customer can answer");
    assert_eq!(app.count("consents"), 0);
}

#[actix_web::test]
async fn a_code_goes_to_the_invited_address_alone() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&link).await;
    for email in ["eve@contoso.example", "colleague@adatum.example"] {
        let person = [("name", "Eve"), ("job_title", "Agent"), ("email", email)];
        let refused = customer
            .submit(&ask, "Continue to accept", &person)
            .await
            .expect(422);
        let message = refused.field_error("email").unwrap();
        assert!(message.contains("a•••@adatum.example"), "{message}");
        assert_eq!(
            (refused.value("name"), refused.value("email")),
            ("Eve".to_owned(), email.to_owned())
        );
    }
    assert!(app.mails().await.is_empty());
}

#[actix_web::test]
async fn a_wrong_code_is_counted_and_the_sixth_try_fails_even_with_the_right_one() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    for left in [
        "4 tries are left",
        "3 tries are left",
        "2 tries are left",
        "One try is left",
        "no tries left",
    ] {
        let answer = customer
            .submit(&page, "Accept", &[("code", "AAAA-AAAA"), ("agree", "yes")])
            .await
            .expect(422);
        assert!(
            answer.field_error("code").unwrap().contains(left),
            "{:?}",
            answer.field_error("code")
        );
    }
    let answer = customer
        .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
        .await
        .expect(422);
    assert!(answer.field_error("code").unwrap().contains("run out"));
    assert_eq!(app.count("consents"), 0);
}

#[actix_web::test]
async fn twenty_guesses_at_once_are_five_tries() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, _) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    join_all(
        (0..20)
            .map(|_| customer.submit(&page, "Accept", &[("code", "BBBBBBBB"), ("agree", "yes")])),
    )
    .await;
    use diesel::{QueryDsl, RunQueryDsl};
    let tries: Vec<i32> = app.read(|conn| {
        Ok(code_requests::table
            .select(code_requests::tries)
            .load(conn)?)
    });
    assert_eq!(tries, [5]);
}

#[actix_web::test]
async fn a_code_is_good_for_ten_minutes_and_one_is_mailed_a_minute_and_five_a_day() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let ask = customer.open(&link).await;
    let person = [
        ("name", "Ana"),
        ("job_title", "IT"),
        ("email", ADATUM.recipient),
    ];
    let soon = customer
        .submit(&ask, "Continue to accept", &person)
        .await
        .expect(422);
    assert!(soon.error_summary()[0].contains("less than a minute ago"));
    for _ in 0..4 {
        app.pass(Duration::minutes(2));
        customer
            .submit(&ask, "Continue to accept", &person)
            .await
            .expect(303);
    }
    app.pass(Duration::minutes(3));
    let many = customer
        .submit(&ask, "Continue to accept", &person)
        .await
        .expect(422);
    assert!(many.error_summary()[0].contains("Five codes"));
    let late = customer
        .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
        .await
        .expect(422);
    assert!(late.field_error("code").unwrap().contains("run out"));
    assert_eq!(app.mails().await.len(), 5);
}

#[actix_web::test]
async fn nothing_is_accepted_without_the_tick_and_without_the_code() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let form = page
        .form("Accept")
        .fill(&[("code", &code)])
        .without("agree");
    let answer = customer.submit_form(form).await.expect(422);
    assert!(answer.field_error("agree").is_some());
    let answer = customer
        .submit(&page, "Accept", &[("agree", "yes")])
        .await
        .expect(422);
    assert!(answer.field_error("code").is_some());
    assert_eq!(app.count("consents"), 0);
    customer
        .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
        .await
        .expect(303);
}

#[actix_web::test]
async fn other_words_than_the_ones_that_were_read_are_a_conflict() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let hash = "0".repeat(64);
    let typed = [
        ("code", code.as_str()),
        ("agree", "yes"),
        ("terms", hash.as_str()),
    ];
    let answer = customer.submit(&page, "Accept", &typed).await.expect(409);
    assert!(answer.has_text("The wording has changed"));
    assert_eq!(app.count("consents"), 0);
}

#[actix_web::test]
async fn the_same_person_pressing_again_sees_the_same_receipt_and_others_see_that_it_was_accepted()
{
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let typed = [("code", code.as_str()), ("agree", "yes")];
    let first = customer.press(&page, "Accept", &typed).await.expect(200);
    let second = customer.press(&page, "Accept", &typed).await.expect(200);
    assert_eq!(first.text(), second.text());
    let other = app.visitor().open(&link).await.expect(410);
    assert_eq!(other.heading(), "This invitation was accepted");
    assert_eq!((app.count("consents"), app.count("relationships")), (1, 1));
}

#[actix_web::test]
async fn a_hundred_invitations_that_two_people_accept_at_once_make_a_hundred_consents() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    let (_, agent) = app.agent_of("Contoso").await;
    let mut pages = Vec::new();
    for number in 0..100 {
        let (company, domain, recipient) = (
            format!("Company {number}"),
            format!("c{number}.example"),
            format!("ana@c{number}.example"),
        );
        let ask = Asked {
            company: &company,
            domain: &domain,
            recipient: &recipient,
        };
        let link = agent.hand_out(app.paths(), ask, &[]).await;
        let (one, two) = (app.visitor(), app.visitor());
        let (first, first_code) = app.to_the_code(&one, &link, &recipient).await;
        app.pass(Duration::seconds(61));
        let (second, second_code) = app.to_the_code(&two, &link, &recipient).await;
        pages.push([(one, first, first_code), (two, second, second_code)]);
        if number % 5 == 4 {
            let presses = pages
                .drain(..)
                .flatten()
                .map(|(person, page, code)| async move {
                    person
                        .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
                        .await
                });
            for answer in join_all(presses).await {
                assert!(matches!(answer.status, 303 | 410), "{}", answer.text());
            }
            app.pass(Duration::seconds(1));
        }
    }
    assert_eq!(
        (
            app.count("consents"),
            app.count("relationships"),
            app.count("customers")
        ),
        (100, 100, 100)
    );
}

#[actix_web::test]
async fn a_partner_that_was_disabled_meanwhile_gets_no_consent() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    app.write(|tx| {
        use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
        diesel::update(partners::table.find(contoso.id))
            .set(partners::status.eq("disabled"))
            .execute(tx.conn())?;
        Ok(())
    });
    let answer = customer
        .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
        .await
        .expect(410);
    assert_eq!(answer.heading(), "This cannot be accepted any more");
    assert_eq!(
        (
            app.count("consents"),
            app.count("relationships"),
            app.count("customers")
        ),
        (0, 0, 0)
    );
}

#[actix_web::test]
async fn two_partners_that_are_accepted_by_one_domain_share_one_customer() {
    let app = TestApp::start();
    let (_, contoso) = app.agent_of("Contoso").await;
    let (_, fabrikam) = app.agent_of("Fabrikam").await;
    for agent in [&contoso, &fabrikam] {
        let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
        app.accept(&link, ADATUM.recipient).await;
        app.pass(Duration::minutes(2));
    }
    assert_eq!((app.count("customers"), app.count("relationships")), (1, 2));
    let id = |page: crate::support::Page| page.table("").cell("Adatum", "Customer ID").to_owned();
    let (one, two) = (
        contoso.open(&app.paths().customers()).await,
        fabrikam.open(&app.paths().customers()).await,
    );
    assert_eq!(id(one), id(two));
}

#[actix_web::test]
async fn an_address_outside_the_domain_makes_a_customer_that_is_not_verified_and_joins_none() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let (_, other) = app.agent_of("Fabrikam").await;
    let outside = Asked {
        recipient: "ana@elsewhere.example",
        ..ADATUM
    };
    let link = other.hand_out(app.paths(), outside, &[]).await;
    let receipt = app.accept(&link, outside.recipient).await;
    assert!(receipt.has_text("not verified"), "{}", receipt.text());
    assert_eq!(app.count("customers"), 2);
    let list = agent.open(&app.paths().customers()).await;
    assert_eq!(list.table("").rows.len(), 1);
}

#[actix_web::test]
async fn declining_needs_a_word_and_tells_the_sender() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&link).await;
    let confirm = customer.click(&ask, "Decline").await.expect(200);
    let pressed = customer
        .submit(&confirm, "Decline the invitation", &[])
        .await
        .expect(422);
    assert!(pressed.field_error("reason").is_some());
    customer.open(&link).await.expect(200);
    let declined = customer
        .press(
            &confirm,
            "Decline the invitation",
            &[("reason", "Not needed")],
        )
        .await
        .expect(410);
    assert_eq!(declined.heading(), "This invitation was declined");
    let notice = app.mail_to(&contoso.email(Role::AdminAgent)).await;
    assert!(notice.text.contains("Not needed"), "{}", notice.text);
    let dashboard = agent.open(&app.paths().home()).await.expect(200);
    assert!(dashboard.has_text("Adatum"), "it needs attention");
    assert!(
        agent
            .open(&app.paths().customers())
            .await
            .all("tbody tr")
            .is_empty()
    );
}

#[actix_web::test]
async fn an_unknown_link_is_the_same_not_found_page_for_get_and_post() {
    let app = TestApp::start();
    let paths = app.paths();
    let visitor = app.visitor();
    let token = "A".repeat(43);
    let first = visitor
        .open(&paths.public_invitation(&token))
        .await
        .expect(404);
    assert_eq!(first.heading(), "This link does not work here");
    let long = "x".repeat(300);
    for token in ["x", long.as_str(), "%00", "..%2f"] {
        let page = visitor.open(&paths.public_invitation(token)).await;
        assert!(matches!(page.status, 400 | 404), "{token}: {}", page.status);
    }
    for address in [
        paths.public_code(&token),
        paths.public_acceptance(&token),
        paths.public_refusal(&token),
    ] {
        visitor.post(&address, &[]).await.expect(404);
    }
}

#[actix_web::test]
async fn the_customers_page_carries_its_headers_and_no_script() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let page = app.visitor().open(&link).await.expect(200);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert_eq!(page.header("x-robots-tag"), "noindex");
    let policy = page.header("content-security-policy").to_owned();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
    assert!(page.all("script").is_empty());
}

#[actix_web::test]
async fn a_form_from_another_site_is_stopped() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let visitor = app.visitor();
    let address = format!("{link}/refusal");
    for (name, value) in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://evil.example"),
        ("X-None", ""),
    ] {
        let request = visitor
            .request(reqwest::Method::POST, &address)
            .header(name, value)
            .form(&[("reason", "no")]);
        visitor.send(request).await.expect(403);
    }
    visitor.open(&link).await.expect(200);
}

#[actix_web::test]
async fn one_person_pressing_several_times_at_once_is_led_to_the_receipt_each_time() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let typed = [("code", code.as_str()), ("agree", "yes")];
    let answers = join_all((0..4).map(|_| customer.submit(&page, "Accept", &typed))).await;
    let receipts: Vec<String> = answers
        .into_iter()
        .map(|page| page.expect(303).location())
        .collect();
    assert!(
        receipts.iter().all(|place| place == &receipts[0]),
        "{receipts:?}"
    );
    assert_eq!((app.count("consents"), app.count("relationships")), (1, 1));
}

#[actix_web::test]
async fn the_page_says_until_when_it_can_be_answered_and_what_to_do_when_no_code_comes() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&link).await.expect(200);
    let ends = ask.texts(".lead time").join(" ");
    assert!(ends.contains("UTC"), "{ends}");
    let lead = ask.texts(".lead").join(" ");
    let until = format!("It can be answered until {ends}.");
    assert!(lead.contains(&until), "{lead}");
    let (code_page, _) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let advice =
        "No mail after a few minutes? Check the spam folder, or go back and ask for a new code.";
    assert!(code_page.has_text(advice), "{}", code_page.text());
}
