//! Limits that are counted in the database, pressed at once.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use futures_util::future::join_all;
use partner_center::{app, db::schema::mails, identity::Role};

use crate::support::{ADATUM, Page, TestApp, Visitor};

fn letters(app: &TestApp, kind: &str, recipient: &str) -> i64 {
    app.read(|conn| {
        let of_kind = mails::table.filter(mails::kind.eq(kind));
        let found = of_kind.filter(mails::recipient.eq(recipient));
        Ok(found.count().get_result(conn)?)
    })
}

/// Agents of as many partners.
async fn agents(app: &TestApp, count: usize) -> Vec<Visitor> {
    let mut agents = Vec::new();
    for number in 0..count {
        agents.push(app.agent_of(&format!("Reseller {number}")).await.1);
    }
    agents
}

#[actix_web::test]
async fn eight_partners_who_send_to_one_address_at_once_send_three_letters() {
    let app = TestApp::start();
    let agents = agents(&app, 8).await;
    let mut presses = Vec::new();
    for agent in &agents {
        let draft = agent.draft(app.paths(), ADATUM, &[]).await;
        let form = draft.form("Send now");
        presses.push(agent.submit_form(form));
    }
    let answers = join_all(presses).await;
    let sent = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!(
        (sent, letters(&app, "invitation", ADATUM.recipient)),
        (3, 3)
    );
    for refused in answers.iter().filter(|answer| answer.status != 303) {
        let error = refused.field_error("recipient").unwrap_or_default();
        assert!(
            error.contains("three invitations in the last 24 hours"),
            "{error}"
        );
    }
}

#[actix_web::test]
async fn twenty_who_ask_for_a_new_password_at_once_get_three_letters() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let email = contoso.email(Role::AdminAgent);
    let page = app.visitor().open(&app.paths().forgotten_password()).await;
    let presses = (0..20).map(|_| {
        let visitor = app.visitor();
        let (page, email) = (&page, email.as_str());
        async move {
            let typed = [("email", email)];
            visitor.submit(page, "Mail me a link", &typed).await.status
        }
    });
    let answers = join_all(presses).await;
    assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
    assert_eq!(letters(&app, "password_reset", &email), 3);
}

/// The page on which the recipient of each invitation says who they are.
async fn asks(app: &TestApp, agents: &[Visitor]) -> Vec<(Visitor, Page)> {
    let mut asks = Vec::new();
    for agent in agents {
        let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
        let customer = app.visitor();
        let page = customer.open(&link).await.expect(200);
        asks.push((customer, page));
    }
    asks
}

const ANA: &[(&str, &str)] = &[
    ("name", "Ana Lima"),
    ("job_title", "Head of IT"),
    ("email", ADATUM.recipient),
];

#[actix_web::test]
async fn five_codes_a_day_go_to_one_address_by_however_many_invitations() {
    let app = TestApp::start();
    let agents = agents(&app, 4).await;
    let asks = asks(&app, &agents).await;
    let mut mailed = 0;
    for _ in 0..5 {
        for (customer, page) in &asks {
            let answer = customer.submit(page, "Continue to accept", ANA).await;
            mailed += usize::from(answer.status == 303);
            if answer.status != 303 {
                assert_eq!(answer.status, 422);
                let errors = answer.error_summary().join(" ");
                assert!(errors.contains("Five codes were mailed today"), "{errors}");
            }
        }
        app.pass(Duration::minutes(2));
    }
    assert_eq!((mailed, letters(&app, "code", ADATUM.recipient)), (5, 5));
    app.pass(Duration::days(1));
    let (customer, page) = &asks[0];
    customer
        .submit(page, "Continue to accept", ANA)
        .await
        .expect(303);
}

#[actix_web::test]
async fn codes_for_one_address_asked_for_at_once_are_five() {
    let app = TestApp::start();
    let agents = agents(&app, 8).await;
    let asks = asks(&app, &agents).await;
    let presses = (asks.iter())
        .map(|(customer, page)| customer.submit_form(page.form("Continue to accept").fill(ANA)));
    let answers = join_all(presses).await;
    let mailed = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!((mailed, letters(&app, "code", ADATUM.recipient)), (5, 5));
}

#[actix_web::test]
async fn codes_of_one_invitation_asked_for_at_once_are_one_a_minute_and_five_a_day() {
    let app = TestApp::start();
    let agents = agents(&app, 1).await;
    let asks = asks(&app, &agents).await;
    let (customer, page) = &asks[0];
    let mut mailed = Vec::new();
    for _ in 0..7 {
        let presses =
            (0..4).map(|_| customer.submit_form(page.form("Continue to accept").fill(ANA)));
        let answers = join_all(presses).await;
        mailed.push(answers.iter().filter(|answer| answer.status == 303).count());
        app.pass(Duration::minutes(1));
    }
    assert_eq!(mailed, [1, 1, 1, 1, 1, 0, 0]);
}

#[actix_web::test]
async fn invitations_begun_at_once_keep_to_the_partners_day() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(4));
    let (_, agent) = app.agent_of("Contoso").await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let presses = (0..12).map(|number| {
        let domain = format!("c{number}.example");
        let typed = [
            ("company_name", domain.clone()),
            ("domain", domain.clone()),
            ("recipient", format!("ana@{domain}")),
            ("recipient_name", "Ana Lima".to_owned()),
        ];
        let typed: Vec<(&str, &str)> = (typed.iter())
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        agent.submit_form(form.form("Continue to the message").fill(&typed))
    });
    let answers = join_all(presses.collect::<Vec<_>>()).await;
    let begun = answers.iter().filter(|answer| answer.status == 303).count();
    assert_eq!((begun, app.count("invitations")), (4, 4));
}

#[actix_web::test]
async fn two_partners_who_send_to_the_same_many_addresses_in_other_orders_finish_both() {
    const ADDRESSES: usize = 20;
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(10_000));
    let agents = agents(&app, 4).await;
    for (number, agent) in agents.iter().enumerate() {
        let mut rows: Vec<String> = (0..ADDRESSES)
            .map(|row| format!("Company {row},c{row}.example,Ana,ana@c{row}.example,en"))
            .collect();
        if number % 2 == 1 {
            rows.reverse();
        }
        let text = format!(
            "Company,Domain,Contact name,Address,Language\n{}\n",
            rows.join("\n")
        );
        let preview = agent.invite_many(&app, &text).await;
        let press = agent.submit(&preview, "Invite these companies", &[]).await;
        press.expect(303);
    }
    let workers: Vec<_> = (0..4).map(|_| app::runner(&app.parts)).collect();
    join_all(workers.iter().map(|worker| worker.drain())).await;
    // A worker that waited for the writer too long leaves its batch until the lease has run out.
    app.pass(Duration::hours(1));
    app::runner(&app.parts).drain().await;
    let states: Vec<(String, String)> = app.read(|conn| {
        use partner_center::db::schema::batches;
        Ok(batches::table
            .select((batches::state, batches::note))
            .load(conn)?)
    });
    assert!(
        states.iter().all(|(state, _)| state == "done"),
        "{states:?}"
    );
    for row in 0..ADDRESSES {
        let recipient = format!("ana@c{row}.example");
        assert_eq!(letters(&app, "invitation", &recipient), 3, "{recipient}");
    }
}
