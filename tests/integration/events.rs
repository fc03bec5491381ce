//! What an event of the log happened to, and what it says that it changed.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::db::{
    ids::{CustomerId, EntryId, InvitationId, PartnerId, SubjectId},
    schema::{activity, customer_entries, customers, invitations, partners},
};

use crate::support::{ADATUM, Page, TestApp, Visitor};

/// What the events of one kind say that they changed, newest first, on the page of all activity.
async fn changes(app: &TestApp, visitor: &Visitor, code: &str) -> Vec<String> {
    let address = format!("{}?action={code}", app.paths().activity());
    let page = visitor.open(&address).await.expect(200);
    page.texts("tbody th .meta")
}

/// A draft whose address, subject and message were changed and saved.
async fn saved(app: &TestApp, agent: &Visitor) -> Page {
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let body = format!("A quite private sentence.\n\n{}", draft.value("body"));
    let typed = [
        ("recipient", "bo@adatum.example"),
        ("subject", "Work with us"),
        ("body", &body),
    ];
    agent.press(&draft, "Save", &typed).await.expect(200)
}

const SAVED: [&str; 3] = [
    "Recipient changed",
    "Subject: Contoso asks Adatum for a reseller relationship → Work with us",
    "Message changed",
];

#[actix_web::test]
async fn a_saved_draft_says_before_and_after_wherever_the_event_is_shown() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = saved(&app, &agent).await;
    assert_eq!(changes(&app, &agent, "invitation_saved").await, SAVED);

    let history = draft.texts(".timeline li p");
    let at = history.iter().position(|it| it == SAVED[0]).unwrap();
    assert_eq!(history[at..at + 3], SAVED);

    let entry: EntryId = app.read(|conn| {
        Ok(customer_entries::table
            .select(customer_entries::id)
            .first(conn)?)
    });
    let tab = app.paths().customer_activity(entry.uuid());
    let tab = agent.open(&tab).await.expect(200);
    assert_eq!(tab.texts(".timeline p.typed"), SAVED);

    let file = format!("{}?action=invitation_saved", app.paths().activity_csv());
    let file = agent.open(&file).await.expect(200);
    let mut lines = csv::Reader::from_reader(file.body.as_bytes());
    assert_eq!(&lines.headers().unwrap()[6], "Changes");
    let row = lines.records().next().unwrap().unwrap();
    assert_eq!(&row[6], SAVED.join("; "));
}

#[actix_web::test]
async fn neither_a_message_nor_an_address_nor_a_link_comes_into_the_log() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = saved(&app, &agent).await;
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    let subject = [("subject", "Or write to eve@adatum.example")];
    agent.press(&draft, "Save", &subject).await.expect(200);
    let shown = changes(&app, &agent, "invitation_saved").await;
    assert_eq!(shown[0], "Subject changed");
    let kept: Vec<(String, String)> = app.read(|conn| {
        let texts = activity::table.select((activity::detail, activity::changes));
        Ok(texts.load(conn)?)
    });
    for (detail, changes) in kept {
        for secret in ["private", "@adatum.example", link.as_str()] {
            assert!(!detail.contains(secret) && !changes.contains(secret));
        }
    }
}

#[actix_web::test]
async fn only_what_is_different_is_a_change() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    let typed = [("subject", "Work with us")];
    let draft = agent.press(&draft, "Save", &typed).await.expect(200);
    agent.press(&draft, "Save", &[]).await.expect(200);
    let shown = changes(&app, &agent, "invitation_saved").await;
    assert_eq!(shown, [SAVED[1]]);
    assert_eq!(
        changes(&app, &agent, "invitation_drafted").await,
        [""; 0],
        "nothing is different by being begun"
    );
}

#[actix_web::test]
async fn a_saved_template_says_before_and_after_and_so_does_its_way_back() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let address = app.paths().template("en", "alone");
    let page = agent.open(&address).await.expect(200);
    let built_in = page.value("subject");
    let body = format!("Hello.\n\n{}", page.value("body"));
    let words = [("subject", "We ask {company}"), ("body", &body)];
    let page = agent
        .press(&page, "Save template", &words)
        .await
        .expect(200);
    let words = [("subject", "Once more, {company}")];
    let page = agent
        .press(&page, "Save template", &words)
        .await
        .expect(200);
    agent
        .press(&page, "Back to the built-in text", &[])
        .await
        .expect(200);
    let which = "English, your company alone";
    let restored = format!("Subject: Once more, {{company}} → {built_in}");
    assert_eq!(
        changes(&app, &agent, "template_restored").await,
        [which, &restored, "Message changed"]
    );
    let first = format!("Subject: {built_in} → We ask {{company}}");
    let second = "Subject: We ask {company} → Once more, {company}";
    assert_eq!(
        changes(&app, &agent, "template_saved").await,
        [which, second, which, &first, "Message changed"]
    );
}

/// Kind and key of what the only event of a kind happened to, and the customer.
fn subject(app: &TestApp, code: &str) -> (String, uuid::Uuid, Option<CustomerId>) {
    let columns = (
        activity::subject_kind,
        activity::subject_key,
        activity::customer_id,
    );
    let mut found: Vec<(String, SubjectId, Option<CustomerId>)> = app.read(|conn| {
        let of_kind = activity::table.filter(activity::action.eq(code));
        Ok(of_kind.select(columns).load(conn)?)
    });
    assert_eq!(found.len(), 1, "{code}");
    let (kind, key, customer) = found.remove(0);
    (kind, key.uuid(), customer)
}

#[actix_web::test]
async fn an_event_names_what_it_happened_to_and_the_customer_that_it_concerns() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    agent.open(&app.paths().customers_csv()).await.expect(200);
    let customer: CustomerId =
        app.read(|conn| Ok(customers::table.select(customers::id).first(conn)?));
    let invitation: InvitationId =
        app.read(|conn| Ok(invitations::table.select(invitations::id).first(conn)?));
    let invitation = ("invitation".to_owned(), invitation.uuid());
    for (code, whose) in [
        ("invitation_drafted", None),
        ("code_requested", None),
        ("invitation_accepted", Some(customer)),
    ] {
        let (kind, key, customer) = subject(&app, code);
        assert_eq!(
            ((kind, key), customer),
            (invitation.clone(), whose),
            "{code}"
        );
    }
    let partner: PartnerId =
        app.read(|conn| Ok(partners::table.select(partners::id).first(conn)?));
    let expected = ("partner".to_owned(), partner.uuid(), None);
    assert_eq!(subject(&app, "customers_exported"), expected);
}
