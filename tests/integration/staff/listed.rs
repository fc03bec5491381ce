//! The list of staff, and its file.

use partner_center::identity::Role;

use super::contoso;
use crate::support::{Page, TestApp};

fn names(page: &Page) -> Vec<String> {
    page.texts("table.list tbody th a")
}

#[actix_web::test]
async fn staff_is_listed_by_name_page_by_page_and_found_by_name_address_role_and_state() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    for number in 0..120 {
        let (name, email) = (
            format!("Person {number:03}"),
            format!("p{number}@contoso.example"),
        );
        let role = if number % 2 == 0 {
            Role::SalesAgent
        } else {
            Role::HelpdeskAgent
        };
        app.staff(&contoso, role, &name, &email);
    }
    app.staff(&contoso, Role::SalesAgent, "äda", "z@contoso.example");
    let mut expected: Vec<String> = [
        "Admin agent of Contoso",
        "Global admin of Contoso",
        "Helpdesk agent of Contoso",
    ]
    .map(str::to_owned)
    .into();
    expected.extend((0..120).map(|number| format!("Person {number:03}")));
    expected.extend(["Sales agent of Contoso".to_owned(), "äda".to_owned()]);
    let mut page = admin.open(&app.paths().staff()).await.expect(200);
    let mut found = names(&page);
    while page.has_link("Next") {
        page = admin.click(&page, "Next").await.expect(200);
        found.extend(names(&page));
    }
    assert_eq!(found, expected);
    let path = app.paths().staff();
    for (query, expected) in [
        ("q=ÄDA", vec!["äda"]),
        ("q=p17%40", vec!["Person 017"]),
        ("q=100%25", vec![]),
        ("role=global_admin", vec!["Global admin of Contoso"]),
        (
            "q=person+11&role=helpdesk_agent",
            vec![
                "Person 111",
                "Person 113",
                "Person 115",
                "Person 117",
                "Person 119",
            ],
        ),
        ("state=invited", vec![]),
        ("state=disabled", vec![]),
    ] {
        let page = admin.open(&format!("{path}?{query}")).await.expect(200);
        assert_eq!(names(&page), expected, "{query}");
    }
    let csv = admin.open(&app.paths().staff_csv()).await.expect(200);
    let lines: Vec<String> = csv
        .body
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    let mut expected = expected_of_file();
    expected.insert(0, "Admin agent of Contoso".to_owned());
    assert_eq!(lines, expected);
}

/// All but the first.
fn expected_of_file() -> Vec<String> {
    let mut expected = vec![
        "Global admin of Contoso".to_owned(),
        "Helpdesk agent of Contoso".to_owned(),
    ];
    expected.extend((0..120).map(|number| format!("Person {number:03}")));
    expected.extend(["Sales agent of Contoso".to_owned(), "äda".to_owned()]);
    expected
}

#[actix_web::test]
async fn a_file_of_more_than_one_chunk_has_everybody_once_and_in_order() {
    let app = TestApp::start();
    let (contoso, admin) = contoso(&app).await;
    for number in 0..1_005 {
        let (name, email) = (
            format!("Person {number:04}"),
            format!("p{number}@contoso.example"),
        );
        app.staff(&contoso, Role::SalesAgent, &name, &email);
    }
    let csv = admin
        .open(&format!("{}?role=sales_agent", app.paths().staff_csv()))
        .await;
    let found: Vec<&str> = csv
        .body
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    let mut expected: Vec<String> = (0..1_005)
        .map(|number| format!("Person {number:04}"))
        .collect();
    expected.push("Sales agent of Contoso".to_owned());
    assert_eq!(found, expected);
    let log = app.read(|conn| {
        use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
        use partner_center::db::schema::activity;
        let exported = activity::table.filter(activity::action.eq("staff_exported"));
        Ok(exported.select(activity::detail).load::<String>(conn)?)
    });
    assert_eq!(log, ["Role: Sales agent"]);
}
