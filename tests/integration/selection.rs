//! Several companies of the list are ticked and asked at once.

use crate::support::{ADATUM, Page, TestApp, Visitor};

const EXPORT: &str = "Microsoft ID,Company name,Primary domain name,Relationship\n\
    00000000-0000-4000-8000-000000000001,Alpine Ski House,alpine.example,Reseller\n\
    00000000-0000-4000-8000-000000000002,Bellows College,bellows.example,Reseller\n\
    00000000-0000-4000-8000-000000000003,City Power,citypower.example,Reseller\n";

const BUTTON: &str = "Request reseller relationships from those selected";

/// Imports the three, and shows them in the list.
async fn imported(app: &TestApp, agent: &Visitor) -> Page {
    let preview = agent.import(app, EXPORT.as_bytes()).await;
    agent.confirm(app, &preview, "Import these companies").await;
    let list = format!("{}?relationship=imported", app.paths().customers());
    agent.open(&list).await.expect(200)
}

/// The key by which a company is ticked.
fn key_of(list: &Page, company: &str) -> String {
    let boxes = list.all("input[name='entry']");
    let found = boxes
        .into_iter()
        .find(|one| one.attr("aria-label") == Some(&format!("Select {company}")));
    found.unwrap().attr("value").unwrap().to_owned()
}

async fn select(agent: &Visitor, list: &Page, companies: &[&str]) -> Page {
    let keys: Vec<String> = companies.iter().map(|name| key_of(list, name)).collect();
    let ticked: Vec<(&str, &str)> = keys.iter().map(|key| ("entry", key.as_str())).collect();
    agent.submit(list, BUTTON, &ticked).await.expect(200)
}

#[actix_web::test]
async fn those_that_are_ticked_and_have_an_address_are_asked_with_one_message() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let list = imported(&app, &agent).await;
    let page = select(
        &agent,
        &list,
        &["Alpine Ski House", "Bellows College", "City Power"],
    )
    .await;
    assert!(page.has_text("3 companies. One without an address is left out."));
    let typed = [
        ("email", "ana@alpine.example"),
        ("email", ""),
        ("email", "cy@citypower.example"),
        ("name", "Ana Lima"),
        ("name", ""),
        ("name", ""),
    ];
    let answer = agent
        .submit(&page, "Continue to the message", &typed)
        .await
        .expect(303);
    let preview = agent.settled(&answer.location()).await;
    assert!(
        preview.has_text("2 rows will be invited"),
        "{}",
        preview.text()
    );
    assert_eq!(preview.value("channel"), "existing_customer");
    agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    let ana = app.mail_to("ana@alpine.example").await;
    assert!(ana.text.contains("Alpine Ski House") && ana.text.contains("Ana Lima"));
    app.accept(ana.link(), "ana@alpine.example").await;
    let standing = |page: &Page, name: &str| {
        page.table("Customers, 3 customers")
            .cell(name, "Relationship")
            .to_owned()
    };
    let list = agent.open(&app.paths().customers()).await.expect(200);
    assert!(standing(&list, "Alpine").starts_with("Reseller relationship"));
    assert!(standing(&list, "Bellows").starts_with("Imported"));
    assert!(standing(&list, "City Power").starts_with("Invited"));
}

#[actix_web::test]
async fn a_wrong_address_is_told_beside_it_and_nothing_typed_is_lost() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let list = imported(&app, &agent).await;
    let page = select(&agent, &list, &["Alpine Ski House", "City Power"]).await;
    for (emails, summary) in [
        (["ana@", "cy@citypower.example"], "1 of the lines below"),
        (["", ""], "Enter an address for at least one company"),
    ] {
        let typed = [
            ("email", emails[0]),
            ("email", emails[1]),
            ("name", "Ana"),
            ("name", "Cy"),
        ];
        let again = agent
            .submit(&page, "Continue to the message", &typed)
            .await
            .expect(422);
        assert!(again.error_summary()[0].contains(summary));
        let kept = |name: &str| -> Vec<String> {
            let fields = again.all(&format!("input[name='{name}']"));
            let values = fields
                .iter()
                .map(|field| field.attr("value").unwrap_or_default());
            values.map(str::to_owned).collect()
        };
        assert_eq!(kept("email"), emails);
        assert_eq!(kept("name"), ["Ana", "Cy"]);
    }
    assert_eq!(app.count("invitations"), 0);
}

#[actix_web::test]
async fn nobody_selects_a_customer_an_open_ask_or_another_partners_company() {
    let app = TestApp::start();
    let (_, other) = app.agent_of("Fabrikam").await;
    let foreign = key_of(&imported(&app, &other).await, "City Power");
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    // A customer can be ticked for a tag or for privileges; it is no company to be asked for a relationship.
    assert_eq!(list.all("input[name='entry']").len(), 1);
    assert!(!list.has_text(BUTTON));
    let adatum = list.link("Adatum");
    let adatum = adatum.rsplit('/').next().unwrap();
    let address = format!("{}?entry={foreign}&entry={adatum}", app.paths().selection());
    let page = agent.open(&address).await.expect(200);
    assert_eq!(page.heading(), "Request reseller relationships");
    assert!(page.has_text("Nobody is selected") && !page.has_text("City Power"));
    let typed = [
        ("entry", foreign.as_str()),
        ("email", "cy@citypower.example"),
        ("name", ""),
    ];
    let answer = agent.post(&app.paths().selection(), &typed).await;
    answer.expect(422);
    assert_eq!(app.count("batches"), 1, "the other partner's import");
}

#[actix_web::test]
async fn customers_that_are_ticked_are_asked_for_privileges_with_one_role_template() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let key = key_of(&list, "Adatum");
    let address = format!("{}?entry={key}&for=privileges", app.paths().selection());
    let page = agent.open(&address).await.expect(200);
    assert_eq!(page.heading(), "Ask for privileges");
    assert_eq!(page.value("email"), ADATUM.recipient);
    let answer = agent.submit(&page, "Continue to the message", &[]).await;
    let preview = agent.settled(&answer.location()).await;
    assert!(
        preview.has_text("1 row will be invited"),
        "{}",
        preview.text()
    );
    // Without a role there is nothing to ask for.
    let nothing = agent.submit(&preview, "Invite these companies", &[]).await;
    let error = nothing.expect(422).field_error("roles").unwrap();
    assert!(error.starts_with("Choose one or more roles"), "{error}");
    let template = [("template", "Help desk")];
    let filled = agent.press(&preview, "Fill the roles in", &template).await;
    let filled = filled.expect(200);
    agent.confirm(&app, &filled, "Invite these companies").await;
    let letter = app.mail_to(ADATUM.recipient).await;
    app.accept(letter.link(), ADATUM.recipient).await;
    let grant = app.grants().remove(0);
    assert_eq!(
        grant.roles.words(),
        "Directory reader, Service support administrator"
    );
    assert_eq!(grant.ends_at.since(grant.starts_at).num_days(), 365);
    assert_eq!(app.count("relationships"), 1);
}
