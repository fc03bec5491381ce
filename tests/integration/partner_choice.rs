//! One partner of many, chosen in a form or a filter: from a list while these are few, by name or domain when they are more.

use partner_center::identity::{RelationshipKind, Role};

use crate::support::{ADATUM, Company, Page, TestApp, Visitor};

/// A provider with its Admin agent, and resellers of these names.
async fn provider_of(app: &TestApp, names: &[String]) -> (Company, Visitor, Vec<Company>) {
    let provider = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    let agent = app.sign_in(&provider, Role::AdminAgent).await;
    let resellers = app.resellers(&provider, names);
    (provider, agent, resellers)
}

/// `Reseller 00` to the last of `count`, and two that share a part of their names.
fn names(count: usize) -> Vec<String> {
    let numbered = (0..count - 2).map(|number| format!("Reseller {number:02}"));
    let alike = ["Northwind Ost", "Northwind West"].map(str::to_owned);
    numbered.chain(alike).collect()
}

async fn invite(app: &TestApp, agent: &Visitor, reseller: &str) -> Page {
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let typed = [
        ("company_name", ADATUM.company),
        ("domain", ADATUM.domain),
        ("recipient", ADATUM.recipient),
        ("reseller", reseller),
    ];
    let answer = agent.submit(&form, "Continue to the message", &typed).await;
    match answer.status {
        303 => agent.follow(&answer).await,
        _ => answer,
    }
}

fn is_typed(page: &Page) -> bool {
    page.first("#f-reseller").value().name() == "input"
}

#[actix_web::test]
async fn twenty_partners_are_a_list_and_one_more_is_a_field_to_type_in() {
    let app = TestApp::start();
    let (provider, agent, _) = provider_of(&app, &names(20)).await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    assert!(!is_typed(&form), "{}", form.body);
    assert_eq!(form.all("#f-reseller option").len(), 21);
    let list = agent.open(&app.paths().customers()).await.expect(200);
    assert!(list.all("#f-partner option").is_empty(), "no customer yet");

    app.resellers(&provider, &["One more".to_owned()]);
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    assert!(is_typed(&form), "{}", form.body);
    assert_eq!(form.value("reseller"), "");
}

#[actix_web::test]
async fn a_partner_is_named_by_its_name_a_part_of_it_or_its_domain() {
    for typed in [
        "northwind ost",
        "northwind-ost.example",
        "wind-ost",
        "Northwind Ost (northwind-ost.example)",
    ] {
        let app = TestApp::start();
        let (_, agent, _) = provider_of(&app, &names(21)).await;
        let draft = invite(&app, &agent, typed).await;
        let draft = draft.expect(200);
        assert!(draft.has_text("Northwind Ost"), "{typed}: {}", draft.text());
        assert!(!draft.has_text("Northwind West"), "{typed}");
    }
}

#[actix_web::test]
async fn a_name_that_fits_several_asks_which_and_loses_nothing() {
    let app = TestApp::start();
    let (_, agent, _) = provider_of(&app, &names(21)).await;
    let again = invite(&app, &agent, "Northw").await.expect(422);
    let said = again.field_error("reseller").unwrap();
    assert!(
        said.contains(
            "Northwind Ost (northwind-ost.example), Northwind West (northwind-west.example)"
        ),
        "{said}"
    );
    assert_eq!(again.value("reseller"), "Northw");
    assert_eq!(again.value("company_name"), ADATUM.company);
    let offered: Vec<&str> = again
        .all("#l-reseller option")
        .iter()
        .filter_map(|option| option.attr("value"))
        .collect();
    assert_eq!(
        offered,
        [
            "Northwind Ost (northwind-ost.example)",
            "Northwind West (northwind-west.example)"
        ]
    );
    assert_eq!(
        app.count("invitations"),
        21,
        "only those of the partnerships"
    );
    let typed = [("reseller", "northwind-west.example")];
    let draft = agent.press(&again, "Continue to the message", &typed).await;
    assert!(draft.expect(200).has_text("Northwind West"));
}

#[actix_web::test]
async fn a_name_that_fits_no_partner_is_refused_also_where_another_partner_has_it() {
    let app = TestApp::start();
    let (_, agent, _) = provider_of(&app, &names(21)).await;
    app.partner("Fabrikam");
    for typed in ["Fabrikam", "fabrikam.example", "Nobody at all", "%"] {
        let again = invite(&app, &agent, typed).await.expect(422);
        let said = again.field_error("reseller").unwrap();
        assert!(
            said.contains(&format!(
                "None of the companies you work with fits “{typed}”"
            )),
            "{said}"
        );
        assert_eq!(again.value("reseller"), typed);
    }
}

#[actix_web::test]
async fn a_link_that_names_a_partner_by_key_fills_the_field_in() {
    let app = TestApp::start();
    let (_, agent, resellers) = provider_of(&app, &names(21)).await;
    let address = format!(
        "{}?reseller={}",
        app.paths().new_invitation(),
        resellers[3].id
    );
    let form = agent.open(&address).await.expect(200);
    assert_eq!(form.value("reseller"), "Reseller 03 (reseller-03.example)");
    let typed = [
        ("company_name", ADATUM.company),
        ("domain", ADATUM.domain),
        ("recipient", ADATUM.recipient),
    ];
    let draft = agent.press(&form, "Continue to the message", &typed).await;
    assert!(draft.expect(200).has_text("Reseller 03"));
}

#[actix_web::test]
async fn a_bulk_invitation_names_a_partner_in_the_same_way() {
    let app = TestApp::start();
    let (_, agent, _) = provider_of(&app, &names(21)).await;
    let rows = "Company,Domain,Contact name,Address,Language\n\
        Adatum,adatum.example,Ana Lima,ana.lima@adatum.example,en\n";
    let preview = agent.invite_many(&app, rows).await;
    let save = "Save and read the message";
    let again = agent.submit(&preview, save, &[("reseller", "north")]).await;
    let again = again.expect(422);
    assert!(again.field_error("reseller").unwrap().contains("Northwind"));
    assert_eq!(again.value("reseller"), "north");
    let saved = agent.press(&again, save, &[("reseller", "northwind ost")]);
    let saved = saved.await.expect(200);
    assert_eq!(
        saved.value("reseller"),
        "Northwind Ost (northwind-ost.example)"
    );
}

#[actix_web::test]
async fn customers_are_filtered_by_the_partner_that_is_named() {
    let app = TestApp::start();
    let (_, agent, resellers) = provider_of(&app, &names(21)).await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    assert!(list.all("#f-partner").is_empty());
    let typed = [("with", "NORTHWIND OST"), ("sort", "domain")];
    let answer = agent.submit(&list, "Search", &typed).await;
    let filtered = agent.follow(&answer).await.expect(200);
    assert!(
        filtered.has_text("Together with: Northwind Ost"),
        "{}",
        filtered.text()
    );
    let query = filtered.address.query().unwrap().to_owned();
    let key = resellers[19].id;
    assert_eq!(query, format!("partner={key}&sort=domain"));
    assert_eq!(
        filtered.value("with"),
        "Northwind Ost (northwind-ost.example)"
    );

    let which = agent.submit(&list, "Search", &[("with", "north")]).await;
    let which = which.expect(200);
    assert_eq!(
        which.texts("ul.rows li a"),
        ["Northwind Ost", "Northwind West"]
    );
    let chosen = agent.click(&which, "Northwind West").await.expect(200);
    assert!(chosen.has_text("Together with: Northwind West"));
    let refused = agent.submit(&list, "Search", &[("with", "Fabrikam")]).await;
    let refused = refused.expect(422);
    assert!(refused.has_text("No company fits"), "{}", refused.text());
    assert!(
        !refused.has_text(ADATUM.company),
        "nothing is shown instead"
    );
    assert_eq!(refused.value("with"), "Fabrikam");
}

/// However many partners there are, the pages with a choice of them ask the same, and of no more rows.
#[actix_web::test]
async fn a_choice_of_partners_costs_the_same_however_many_there_are() {
    let app = TestApp::start();
    let (provider, agent, _) = provider_of(&app, &names(21)).await;
    let paths = app.paths();
    let mut before = Vec::new();
    for round in 0..2 {
        for address in [paths.new_invitation(), paths.customers()] {
            let (page, asked) = app.count_statements(agent.open(&address)).await;
            page.expect(200);
            if round == 0 {
                before.push((address, asked.count));
            } else {
                assert!(before.contains(&(address, asked.count)), "{asked}");
            }
        }
        let more: Vec<String> = (0..30).map(|number| format!("More {number}")).collect();
        if round == 0 {
            app.resellers(&provider, &more);
        }
    }
}
