//! Limits over a day: none more before the day is over, and one more at the moment at which it is.

use chrono::Duration;
use partner_center::{db::types::Timestamp, identity::Role};

use crate::support::{ADATUM, Asked, Letter, Page, TestApp, Visitor};

fn a_moment() -> Duration {
    Duration::microseconds(1)
}

/// To a moment after `begin`.
fn to(app: &TestApp, begin: Timestamp, after: Duration) {
    app.pass(begin.plus(after).since(app.now()));
}

async fn letters(app: &TestApp, kind: &str, email: &str) -> usize {
    let is_one = |letter: &&Letter| letter.kind == kind && letter.to == email;
    app.mails().await.iter().filter(is_one).count()
}

#[actix_web::test]
async fn three_links_for_a_forgotten_password_go_to_one_address_in_any_24_hours() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let (email, other) = (
        contoso.email(Role::AdminAgent),
        contoso.email(Role::SalesAgent),
    );
    let begin = app.now();
    let ask = async |email: &str| {
        let visitor = app.visitor();
        let page = visitor.open(&app.paths().forgotten_password()).await;
        let typed = [("email", email)];
        let answer = visitor.submit(&page, "Mail me a link", &typed).await;
        answer.expect(200);
        letters(&app, "password_reset", email).await
    };
    let hour = Duration::hours(1);
    for (after, sent) in [
        (Duration::zero(), 1),
        (hour, 2),
        (hour * 2, 3),
        (hour * 3, 3),
        (hour * 24 - a_moment(), 3),
        (hour * 24, 4),
        (hour * 24, 4),
        (hour * 25 - a_moment(), 4),
        (hour * 25, 5),
        (hour * 25, 5),
    ] {
        to(&app, begin, after);
        assert_eq!(ask(&email).await, sent, "after {after}");
    }
    assert_eq!(ask(&other).await, 1, "another address has its own three");
}

/// A draft for the recipient of ADATUM, of a company of its own.
async fn draft(app: &TestApp, agent: &Visitor, number: usize) -> Page {
    let domain = format!("c{number}.example");
    let asked = Asked {
        company: &domain,
        domain: &domain,
        recipient: ADATUM.recipient,
    };
    agent.draft(app.paths(), asked, &[]).await
}

#[actix_web::test]
async fn three_invitations_go_to_one_address_in_any_24_hours() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let begin = app.now();
    let hour = Duration::hours(1);
    for (number, (after, status)) in [
        (Duration::zero(), 303),
        (hour, 303),
        (hour * 2, 303),
        (hour * 3, 422),
        (hour * 24 - a_moment(), 422),
        (hour * 24, 303),
        (hour * 24, 422),
        (hour * 25, 303),
    ]
    .into_iter()
    .enumerate()
    {
        to(&app, begin, after);
        let agent = app.sign_in(&contoso, Role::AdminAgent).await;
        let page = draft(&app, &agent, number).await;
        let answer = agent.submit(&page, "Send now", &[]).await;
        assert_eq!(answer.status, status, "after {after}: {}", answer.text());
    }
    assert_eq!(letters(&app, "invitation", ADATUM.recipient).await, 5);
}

/// A list that invites one company at this address, carried out: what it says of the row.
async fn list(app: &TestApp, agent: &Visitor, number: usize, email: &str) -> (String, Page) {
    let rows = format!("Company {number}, list{number}.example, Ana Lima, {email}\n");
    let preview = agent.invite_many(app, &rows).await;
    let done = agent.confirm(app, &preview, "Invite these companies").await;
    let [(_, verdict)] = &done.verdicts()[..] else {
        panic!("{}", done.text())
    };
    (verdict.clone(), done)
}

#[actix_web::test]
async fn lists_keep_to_the_three_invitations_of_an_address_and_fill_them() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let (_, stranger) = app.agent_of("Fabrikam").await;
    let begin = app.now();
    let page = draft(&app, &agent, 0).await;
    agent.submit(&page, "Send now", &[]).await.expect(303);
    let email = ADATUM.recipient;
    // Two more by lists, of whichever partner; the next is left out and not kept.
    assert_eq!(list(&app, &agent, 1, email).await.0, "Invited");
    assert_eq!(list(&app, &stranger, 2, email).await.0, "Invited");
    let begun = app.count("invitations");
    // In another spelling of the mailbox, too.
    for (number, spelt) in [(3, email), (4, "Ana.Lima+x@adatum.example")] {
        let (verdict, done) = list(&app, &agent, number, spelt).await;
        assert_ne!(verdict, "Invited", "{spelt}");
        assert!(
            done.has_text("This address has had three invitations today"),
            "{}",
            done.text()
        );
    }
    assert_eq!(app.count("invitations"), begun);
    // What a list has sent counts for a single invitation, too.
    let page = draft(&app, &agent, 5).await;
    agent.submit(&page, "Send now", &[]).await.expect(422);
    assert_eq!(letters(&app, "invitation", email).await, 3);

    to(&app, begin, Duration::days(1) - a_moment());
    let agent = app.sign_in(&contoso, Role::AdminAgent).await;
    assert_ne!(list(&app, &agent, 6, email).await.0, "Invited");
    to(&app, begin, Duration::days(1));
    assert_eq!(list(&app, &agent, 7, email).await.0, "Invited");
    assert_eq!(letters(&app, "invitation", email).await, 4);
}

#[actix_web::test]
async fn one_list_sends_three_letters_to_an_address_that_stands_there_five_times() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let rows: String = (0..5)
        .map(|number| {
            format!(
                "Company {number}, c{number}.example, Ana, {}\n",
                ADATUM.recipient
            )
        })
        .collect();
    let preview = agent.invite_many(&app, &rows).await;
    let done = agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    let verdicts: Vec<String> = done.verdicts().into_iter().map(|(_, one)| one).collect();
    assert_eq!(verdicts[..3], ["Invited", "Invited", "Invited"]);
    assert!(
        verdicts[3..].iter().all(|one| one != "Invited"),
        "{verdicts:?}"
    );
    assert_eq!(letters(&app, "invitation", ADATUM.recipient).await, 3);
    assert_eq!(app.count("invitations"), 3);
}

const ANA: &[(&str, &str)] = &[
    ("name", "Ana Lima"),
    ("job_title", "Head of IT"),
    ("email", ADATUM.recipient),
];

#[actix_web::test]
async fn five_codes_of_an_invitation_are_mailed_in_any_24_hours() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let page = customer.open(&link).await.expect(200);
    let begin = app.now();
    let hour = Duration::hours(1);
    for (after, status) in [
        (Duration::zero(), 303),
        (hour, 303),
        (hour * 2, 303),
        (hour * 3, 303),
        (hour * 4, 303),
        (hour * 5, 422),
        (hour * 24 - a_moment(), 422),
        (hour * 24, 303),
        (hour * 24 + Duration::minutes(1), 422),
        (hour * 25, 303),
    ] {
        to(&app, begin, after);
        let answer = customer.submit(&page, "Continue to accept", ANA).await;
        assert_eq!(answer.status, status, "after {after}: {}", answer.text());
    }
    assert_eq!(letters(&app, "code", ADATUM.recipient).await, 7);
}

#[actix_web::test]
async fn a_partners_day_of_invitations_is_any_24_hours() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(2));
    let contoso = app.partner("Contoso");
    let begin = app.now();
    let hour = Duration::hours(1);
    let mut expected = 0;
    for (number, (after, is_begun)) in [
        (Duration::zero(), true),
        (hour, true),
        (hour * 2, false),
        (hour * 24 - a_moment(), false),
        (hour * 24, true),
        (hour * 24, false),
        (hour * 25, true),
    ]
    .into_iter()
    .enumerate()
    {
        to(&app, begin, after);
        let agent = app.sign_in(&contoso, Role::AdminAgent).await;
        let form = agent.open(&app.paths().new_invitation()).await.expect(200);
        let domain = format!("c{number}.example");
        let recipient = format!("ana@{domain}");
        let typed = [
            ("company_name", domain.as_str()),
            ("domain", &domain),
            ("recipient", &recipient),
        ];
        let answer = agent.submit(&form, "Continue to the message", &typed).await;
        let status = if is_begun { 303 } else { 422 };
        assert_eq!(answer.status, status, "after {after}: {}", answer.text());
        expected += i64::from(is_begun);
        assert_eq!(app.count("invitations"), expected);
    }
}

/// How many wrong passwords are looked at, one right after the other, before one has to wait.
async fn looked_at(app: &TestApp, email: &str) -> usize {
    let wrong = [("email", email), ("password", "not the password")];
    for number in 0..20 {
        let page = app.visitor().post(&app.paths().sign_in(), &wrong).await;
        if page.expect(422).error_summary()[0].contains("Wait") {
            return number;
        }
    }
    panic!("twenty in a row are looked at");
}

#[actix_web::test]
async fn failures_at_signing_in_count_for_fifteen_minutes() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let quarter = Duration::minutes(15);
    for (role, later, free) in [
        (Role::AdminAgent, quarter - a_moment(), 1),
        (Role::SalesAgent, quarter, 10),
    ] {
        let email = contoso.email(role);
        assert_eq!(looked_at(&app, &email).await, 10);
        app.pass(later);
        assert_eq!(looked_at(&app, &email).await, free, "after {later}");
    }
}
