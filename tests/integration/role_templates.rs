//! Sets of roles that a partner asks for again and again.

use crate::support::{ADATUM, Page, TestApp, Visitor, borrowed};

async fn page(app: &TestApp, agent: &Visitor) -> Page {
    agent.open(&app.paths().role_templates()).await.expect(200)
}

async fn save(app: &TestApp, agent: &Visitor, name: &str, role: &str, days: &str) -> Page {
    let typed = [("name", name), ("roles", role), ("days", days)];
    let form = page(app, agent).await;
    agent
        .press(&form, "Save the template", &typed)
        .await
        .expect(200)
}

fn ticked(page: &Page) -> Vec<String> {
    let boxes = page.all("input[name=roles][checked]");
    boxes
        .iter()
        .map(|it| it.attr("value").unwrap().to_owned())
        .collect()
}

#[actix_web::test]
async fn a_saved_template_takes_the_place_of_the_one_of_its_name_and_is_this_partners() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let start = [
        "Users and licenses",
        "Help desk",
        "Look only",
        "Security review",
    ];
    let shown = page(&app, &agent).await;
    assert_eq!(
        shown.table("Role templates to start from").column("Name"),
        start
    );
    save(&app, &agent, "help DESK", "service_support", "30").await;
    let shown = save(&app, &agent, "Night shift", "user_administrator", "7").await;
    let own = shown.table("Your role templates");
    assert_eq!(own.column("Name"), ["Night shift", "help DESK"]);
    assert_eq!(
        own.column("Roles"),
        [
            "User administrator, for 7 days",
            "Service support administrator, for 30 days"
        ]
    );
    let rest = shown.table("Role templates to start from");
    assert_eq!(
        rest.column("Name"),
        ["Users and licenses", "Look only", "Security review"]
    );
    let shown = save(&app, &agent, "NIGHT shift", "global_reader", "8").await;
    let own = shown.table("Your role templates");
    assert_eq!(own.column("Name"), ["NIGHT shift", "help DESK"]);
    assert_eq!(own.cell("NIGHT", "Roles"), "Global reader, for 8 days");
    // Another partner has none of them, and cannot remove them.
    let (_, other) = app.agent_of("Fabrikam").await;
    assert!(
        page(&app, &other)
            .await
            .has_text("no templates of its own yet")
    );
    let removal = shown.form("Remove").action;
    other.post(removal.path(), &[]).await.expect(404);
    agent.post(removal.path(), &[]).await.expect(303);
    let shown = page(&app, &agent).await;
    assert_eq!(
        shown.table("Your role templates").column("Name"),
        ["help DESK"]
    );
}

#[actix_web::test]
async fn what_cannot_be_asked_for_is_no_template() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let form = page(&app, &agent).await;
    for (typed, field) in [
        (
            [("name", ""), ("roles", "global_reader"), ("days", "1")],
            "name",
        ),
        (
            [
                ("name", "a"),
                ("roles", "billing_administrator"),
                ("days", "1"),
            ],
            "roles",
        ),
        (
            [
                ("name", "a"),
                ("roles", "global_administrator"),
                ("days", "366"),
            ],
            "days",
        ),
    ] {
        let again = agent
            .submit(&form, "Save the template", &typed)
            .await
            .expect(422);
        assert!(
            again.field_error(field).is_some(),
            "{field}: {}",
            again.text()
        );
    }
    assert_eq!(app.count("role_templates"), 0);
}

#[actix_web::test]
async fn a_template_fills_roles_and_days_in_and_nothing_that_was_typed_is_lost() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    save(&app, &agent, "Desk", "service_support", "45").await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let fields = ADATUM.fields();
    let mut typed = borrowed(&fields);
    typed.extend([("template", "Desk"), ("roles", "user_administrator")]);
    let filled = agent
        .submit(&form, "Fill the roles in", &typed)
        .await
        .expect(200);
    assert_eq!(ticked(&filled), ["service_support"]);
    assert_eq!(filled.value("days"), "45");
    assert_eq!(filled.value("recipient"), ADATUM.recipient);
    assert_eq!(app.count("invitations"), 0);
    let draft = agent
        .press(&filled, "Continue to the message", &[])
        .await
        .expect(200);
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    app.accept(&link, ADATUM.recipient).await;
    let grant = app.grants().remove(0);
    assert_eq!(grant.roles.words(), "Service support administrator");
    assert_eq!(grant.ends_at.since(grant.starts_at).num_days(), 45);
}
