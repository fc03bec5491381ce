//! What was typed when the session had ended: kept for the same person, and done by nobody but them.

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use partner_center::{app, db::schema::kept_forms, identity::Role};

use crate::support::{ADATUM, Button, Company, PASSWORD, Page, TestApp, Visitor};

const OWNER: &str = "admin-agent@contoso.example";
const WORDS: &str = "Dear Ana,\n\nthese are my own words.";

/// A draft whose writer's session ends while they type: what they save is answered with the sign-in page.
struct Late {
    app: TestApp,
    contoso: Company,
    agent: Visitor,
    draft: Page,
    text: String,
    sign_in: Page,
}

impl Late {
    async fn start() -> Self {
        let app = TestApp::start();
        let (contoso, agent) = app.agent_of("Contoso").await;
        let draft = agent.draft(app.paths(), ADATUM, &[]).await;
        let link = draft.first("#link").attr("value").unwrap();
        let text = format!("{WORDS}\n\n{link}");
        app.pass(Duration::minutes(31));
        let sign_in = agent
            .press(
                &draft,
                "Save",
                &[("body", &text), ("subject", "My subject")],
            )
            .await
            .expect(200);
        Self {
            app,
            contoso,
            agent,
            draft,
            text,
            sign_in,
        }
    }

    async fn sign_in_as(&self, email: &str) -> Page {
        let typed = [("email", email), ("password", PASSWORD)];
        self.agent.press(&self.sign_in, "Sign in", &typed).await
    }
}

fn kept(app: &TestApp) -> i64 {
    app.count("kept_forms")
}

#[actix_web::test]
async fn what_was_typed_stands_there_after_signing_in_and_is_saved_by_a_press() {
    let late = Late::start().await;
    assert_eq!(late.sign_in.heading(), "Sign in");
    assert!(
        late.sign_in.flash().contains("What you typed is kept"),
        "{}",
        late.sign_in.flash()
    );

    let page = late.sign_in_as(OWNER).await.expect(200);
    assert_eq!(page.heading(), "Not saved yet");
    assert_eq!(page.value("body").replace('\r', ""), late.text);
    assert!(page.has_text("My subject"), "{}", page.text());
    let before = late.agent.open(late.draft.address.as_str()).await;
    assert_ne!(before.value("subject"), "My subject", "signing in did it");

    let more = [("body", format!("{}\nPS: more.", late.text))];
    let more = [("body", more[0].1.as_str())];
    let saved = late
        .agent
        .press(&page, "Save the draft", &more)
        .await
        .expect(200);
    assert_eq!(saved.flash(), "The draft is saved.");
    assert_eq!(saved.value("subject"), "My subject");
    assert!(saved.value("body").ends_with("PS: more."));
    let page = late.agent.open(&late.app.paths().kept_forms()).await;
    assert!(page.has_text("Nothing is waiting"), "{}", page.text());
}

#[actix_web::test]
async fn somebody_else_at_the_same_browser_does_not_see_it_and_its_owner_does_elsewhere() {
    let late = Late::start().await;
    let other = late.contoso.email(Role::GlobalAdmin);
    let home = late.sign_in_as(&other).await.expect(200);
    assert_eq!(home.heading(), "Dashboard");
    let page = late.agent.open(&late.app.paths().kept_forms()).await;
    assert!(page.has_text("Nothing is waiting"), "{}", page.text());

    let elsewhere = late.app.visitor();
    let form = elsewhere.open(&late.app.paths().sign_in()).await;
    let typed = [("email", OWNER), ("password", PASSWORD)];
    let page = elsewhere.press(&form, "Sign in", &typed).await.expect(200);
    assert_eq!(page.value("body").replace('\r', ""), late.text);
}

#[actix_web::test]
async fn the_database_holds_neither_the_words_nor_the_link_to_read() {
    let late = Late::start().await;
    let rows: Vec<(String, String)> = late.app.read(|conn| {
        Ok(kept_forms::table
            .select((kept_forms::place_hash, kept_forms::sealed))
            .load(conn)?)
    });
    let [(place, sealed)] = &rows[..] else {
        panic!("one row, not {rows:?}")
    };
    for part in [
        "my own words",
        "my+own+words",
        "invitations",
        "/i/",
        "%2Fi%2F",
    ] {
        assert!(!place.contains(part) && !sealed.contains(part), "{part}");
    }
}

#[actix_web::test]
async fn a_session_that_was_ended_by_its_owner_keeps_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let elsewhere = app.sign_in_as(OWNER).await;
    let sessions = elsewhere.open(&app.paths().sessions()).await;
    elsewhere
        .submit(&sessions, "Sign out everywhere", &[])
        .await
        .expect(303);

    let sign_in = agent
        .press(&draft, "Save", &[("subject", "My subject")])
        .await;

    assert!(
        sign_in.flash().contains("nothing of it was kept"),
        "{}",
        sign_in.flash()
    );
    assert_eq!(kept(&app), 0);
}

#[actix_web::test]
async fn a_form_is_kept_once_five_at_most_and_for_eight_hours() {
    let late = Late::start().await;
    late.agent
        .submit(&late.draft, "Save", &[("subject", "The same again")])
        .await
        .expect(303);
    assert_eq!(kept(&late.app), 1);
    for number in 0..7 {
        let address = format!("{}?number={number}", late.app.paths().new_invitation());
        let typed = [("company_name", "Adatum")];
        late.agent.post(&address, &typed).await.expect(303);
    }
    assert_eq!(kept(&late.app), 5);

    late.app.pass(Duration::hours(8));
    let home = late.sign_in_as(OWNER).await.expect(200);
    assert_eq!(home.heading(), "Dashboard");
    app::runner(&late.app.parts).drain().await;
    assert_eq!(kept(&late.app), 0);
}

#[actix_web::test]
async fn it_is_kept_until_the_last_moment_of_its_eight_hours() {
    let late = Late::start().await;
    late.app
        .pass(Duration::hours(8) - Duration::microseconds(1));
    app::runner(&late.app.parts).drain().await;
    let page = late.sign_in_as(OWNER).await.expect(200);
    assert_eq!(page.heading(), "Not saved yet");
    assert_eq!(kept(&late.app), 1);
}

#[actix_web::test]
async fn it_is_kept_in_the_morning_after_too() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    app.pass(Duration::hours(20));
    app::runner(&app.parts).drain().await;

    let typed = [("subject", "My subject")];
    let sign_in = agent.press(&draft, "Save", &typed).await.expect(200);

    assert!(sign_in.flash().contains("is kept"), "{}", sign_in.flash());
    assert_eq!(kept(&app), 1);
}

#[actix_web::test]
async fn what_makes_statements_is_shown_but_not_sent_from_there() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let record = agent.click(&list, "Adatum").await.expect(200);
    let removal = agent
        .click(&record, "Remove customer relationship")
        .await
        .expect(200);
    app.pass(Duration::minutes(31));
    let typed = [
        ("statements", "made"),
        ("confirm_domain", "adatum.example"),
        ("reason", "The contract ended"),
    ];
    let remove = "Remove relationship with Adatum";
    let sign_in = agent.press(&removal, remove, &typed).await.expect(200);
    let typed = [("email", OWNER), ("password", PASSWORD)];
    let page = agent.press(&sign_in, "Sign in", &typed).await.expect(200);

    assert!(page.has_text("The contract ended"), "{}", page.text());
    assert_eq!(page.button("Remove the relationship"), Button::Absent);
    let form = agent
        .click(&page, "Open the form and fill it in again")
        .await
        .expect(200);
    assert_eq!(form.button(remove), Button::Open);
    agent.press(&page, "Discard", &[]).await.expect(200);
    assert_eq!(kept(&app), 0);
}

#[actix_web::test]
async fn of_a_file_it_is_said_that_it_was_not_kept() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    app.pass(Duration::minutes(31));
    let body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nName\r\n--x--\r\n";
    let answer = agent
        .post_body(
            &app.paths().imports(),
            "multipart/form-data; boundary=x",
            body,
        )
        .await
        .expect(303);
    let sign_in = agent.follow(&answer).await.expect(200);
    assert!(
        sign_in.flash().contains("choose the file again"),
        "{}",
        sign_in.flash()
    );
    assert_eq!(kept(&app), 0);
}

#[actix_web::test]
async fn a_page_that_was_asked_for_opens_after_signing_in_with_its_query() {
    for prefix in ["", "/partners"] {
        let app = TestApp::start_under(prefix);
        let (_, agent) = app.agent_of("Contoso").await;
        app.pass(Duration::minutes(31));
        let wanted = format!("{}?q=ada%26tum&page=2", app.paths().customers());
        let asked = agent.open(&wanted).await.expect(303);
        let sign_in = agent.follow(&asked).await.expect(200);
        let typed = [("email", OWNER), ("password", PASSWORD)];
        let answer = agent.submit(&sign_in, "Sign in", &typed).await;
        assert_eq!(answer.location(), wanted);
    }
}
