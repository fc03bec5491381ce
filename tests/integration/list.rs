//! The customer list: what it shows, finds, sorts, pages and exports, the same on both databases.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    customers::{ImportedFrom, Prospect, insert_imported},
    db::{
        ids::{EntryId, UserId},
        schema::{customer_entries as entries, entry_counts},
        types::Timestamp,
    },
    identity::{CustomerManager, Role, user_by_email},
};

use crate::support::{ADATUM, Company, Page, TestApp, Visitor};

/// Imports companies of these names; their domains are `c0.example`, `c1.example` …
fn import(app: &TestApp, company: &Company, names: &[&str]) {
    let (email, now) = (company.email(Role::AdminAgent), app.now());
    let user: UserId = app.read(|conn| Ok(user_by_email(conn, &email)?.unwrap().id));
    app.write(|tx| {
        let admin = CustomerManager::for_user(tx.conn(), user)?;
        for (number, name) in names.iter().enumerate() {
            let domain = format!("c{number}.example");
            let prospect = Prospect {
                name,
                domain: &domain,
            };
            insert_imported(
                tx,
                admin.scope,
                prospect,
                ImportedFrom::Azure,
                &format!("external-{number}"),
                now,
            )?;
        }
        Ok(())
    });
}

async fn open(app: &TestApp, agent: &Visitor, query: &[(&str, &str)]) -> Page {
    let query: String = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    agent
        .open(&format!("{}?{query}", app.paths().customers()))
        .await
        .expect(200)
}

/// The domains of all entries in one of the orders, as the rows stand.
fn in_order(app: &TestApp, sort: &str, dir: &str) -> Vec<String> {
    type Row = (String, String, Timestamp, EntryId);
    let columns = (entries::name, entries::domain, entries::since, entries::id);
    let mut rows: Vec<Row> = app.read(|conn| Ok(entries::table.select(columns).load(conn)?));
    rows.sort_by_key(|(name, domain, since, id)| {
        let key = match sort {
            "name" => name.to_lowercase(),
            "domain" => domain.clone(),
            _ => since.rfc3339(),
        };
        (key, id.to_string())
    });
    if dir == "desc" {
        rows.reverse();
    }
    rows.into_iter().map(|(_, domain, ..)| domain).collect()
}

fn names(page: &Page) -> Vec<String> {
    page.texts("tbody th a")
}

#[actix_web::test]
async fn a_search_is_literal_and_finds_parts_of_names_and_domains_ignoring_case() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(
        &app,
        &contoso,
        &[
            "100% Bio",
            "Under_score",
            "Back\\slash",
            "Quote \"Q\" d'Or",
            "Zürich AG",
            "ÅNGSTRÖM",
            "Or and Not",
            "Ab",
            "东京商事",
        ],
    );
    for (q, found) in [
        // One sign or two find the beginning alone, and an ID is found when it is a UUID.
        ("%", vec![]),
        ("10", vec!["100% Bio"]),
        ("0% b", vec!["100% Bio"]),
        ("_", vec![]),
        ("r_s", vec!["Under_score"]),
        ("k\\s", vec!["Back\\slash"]),
        ("\"q\"", vec!["Quote \"Q\" d'Or"]),
        ("d'or", vec!["Quote \"Q\" d'Or"]),
        ("ZÜRICH", vec!["Zürich AG"]),
        ("ström", vec!["ÅNGSTRÖM"]),
        ("or and not", vec!["Or and Not"]),
        ("or OR not", vec![]),
        ("* NEAR", vec![]),
        ("c3.exam", vec!["Quote \"Q\" d'Or"]),
        ("ab", vec!["Ab"]),
        ("c4", vec!["Zürich AG"]),
        ("京商事", vec!["东京商事"]),
        ("external-5", vec![]),
        ("nothing like it", vec![]),
    ] {
        let page = open(&app, &agent, &[("q", q)]).await;
        assert_eq!(names(&page), found, "{q}");
    }
}

#[actix_web::test]
async fn pages_by_key_show_every_row_once_forwards_and_backwards() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let all: Vec<String> = (0..60)
        .map(|number| format!("Same {:02}", number / 2))
        .collect();
    import(
        &app,
        &contoso,
        &all.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    for (sort, dir) in [
        ("name", "asc"),
        ("name", "desc"),
        ("domain", "asc"),
        ("since", "desc"),
    ] {
        let query = [("sort", sort), ("dir", dir), ("per", "25")];
        let first = open(&app, &agent, &query).await;
        assert!(first.has_text("60 customers"), "{}", first.text());
        let second = agent.click(&first, "Next").await.expect(200);
        let third = agent.click(&second, "Next").await.expect(200);
        assert!(!third.has_link("Next"));
        let domains = |page: &Page| {
            page.table("")
                .column("Primary domain")
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        let seen = [domains(&first), domains(&second), domains(&third)].concat();
        assert_eq!(seen, in_order(&app, sort, dir), "{sort} {dir}");
        let back = agent.click(&third, "Previous").await.expect(200);
        assert_eq!(domains(&back), domains(&second), "{sort} {dir}");
    }
}

#[actix_web::test]
async fn the_export_is_what_the_address_shows_and_harmless_in_a_spreadsheet() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(
        &app,
        &contoso,
        &["=cmd|' /C calc'!A0", "Plain, with \"quotes\"", "Other"],
    );
    let page = open(
        &app,
        &agent,
        &[
            ("q", "the"),
            ("relationship", "imported"),
            ("sort", "name"),
            ("dir", "desc"),
        ],
    )
    .await;
    let file = agent
        .open(&page.link("Export these as CSV"))
        .await
        .expect(200);
    let shown = names(&page);
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let exported: Vec<String> = reader
        .records()
        .map(|row| row.unwrap()[0].to_owned())
        .collect();
    assert_eq!(exported, shown);
    assert_eq!(shown, ["Other"]);
    let all = agent.open(&app.paths().customers_csv()).await.expect(200);
    assert!(
        all.body.contains("\"'=cmd|' /C calc'!A0\"") || all.body.contains("'=cmd|' /C calc'!A0"),
        "{}",
        all.body
    );
    assert!(
        all.body.contains("\"Plain, with \"\"quotes\"\"\""),
        "{}",
        all.body
    );
}

#[actix_web::test]
async fn the_empty_pages_differ_by_what_is_the_matter() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let none = open(&app, &agent, &[]).await;
    assert!(none.has_link("Invite new customers"));
    let sales = app.sign_in(&contoso, Role::SalesAgent).await;
    let may_not = open(&app, &sales, &[]).await;
    assert!(
        !may_not.has_link("Invite new customers"),
        "{}",
        may_not.text()
    );
    assert!(
        may_not.has_text("Admin agent of Contoso") || may_not.has_text("Global admin of Contoso"),
        "{}",
        may_not.text()
    );
    import(&app, &contoso, &["Adatum"]);
    let nothing = open(&app, &agent, &[("q", "zzz")]).await;
    assert!(
        nothing.has_text("zzz") && names(&nothing).is_empty(),
        "{}",
        nothing.text()
    );
    let texts = [
        none.texts(".empty h2"),
        may_not.texts(".empty h2"),
        nothing.texts(".empty h2"),
    ];
    assert!(
        texts[0] != texts[2] && !texts[0].is_empty() && !texts[2].is_empty(),
        "{texts:?}"
    );
}

#[actix_web::test]
async fn an_imported_company_is_asked_from_its_row_and_goes_back_when_it_declines() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(&app, &contoso, &["Adatum"]);
    let list = open(&app, &agent, &[]).await;
    assert!(list.has_text("Imported"));
    let form = agent
        .click(&list, "Request a reseller relationship")
        .await
        .expect(200);
    assert!(form.has_text("c0.example"));
    let draft = agent
        .press(
            &form,
            "Continue to the message",
            &[("recipient", "ana@c0.example")],
        )
        .await
        .expect(200);
    assert!(open(&app, &agent, &[]).await.has_text("Invited"));
    agent
        .press(&draft, "Revoke this invitation", &[])
        .await
        .expect(200);
    assert!(open(&app, &agent, &[]).await.has_text("Imported"));
}

/// The numbers that the database keeps of a partner's entries: connected, invited, imported, former.
fn kept(app: &TestApp, company: &Company) -> (i64, i64, i64, i64) {
    app.read(|conn| {
        Ok(entry_counts::table
            .find(company.id)
            .select((
                entry_counts::connected,
                entry_counts::invited,
                entry_counts::imported,
                entry_counts::former,
            ))
            .first(conn)?)
    })
}

#[actix_web::test]
async fn numbers_of_entries_follow_every_change_of_a_standing() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(&app, &contoso, &["Adatum", "Fabrikam"]);
    assert_eq!(kept(&app, &contoso), (0, 0, 2, 0));
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    assert_eq!(kept(&app, &contoso), (0, 1, 2, 0));
    agent
        .press(&draft, "Revoke this invitation", &[])
        .await
        .expect(200);
    assert_eq!(kept(&app, &contoso), (0, 0, 2, 1));
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    assert_eq!(kept(&app, &contoso), (1, 0, 2, 0));
    app.write(|tx| {
        let imported = entries::table.filter(entries::standing.eq("imported"));
        diesel::delete(imported).execute(tx.conn())?;
        Ok(())
    });
    assert_eq!(kept(&app, &contoso), (1, 0, 0, 0));
}

#[actix_web::test]
async fn a_total_is_exact_where_nothing_is_searched_for() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(&app, &contoso, &["Adatum"]);
    app.write(|tx| {
        diesel::update(entry_counts::table.find(contoso.id))
            .set((
                entry_counts::imported.eq(999_990),
                entry_counts::invited.eq(10),
                entry_counts::former.eq(20_000),
            ))
            .execute(tx.conn())?;
        Ok(())
    });
    for (query, total) in [
        (("q", ""), "1,000,000 customers"),
        (("relationship", "imported"), "999,990 customers"),
        (("relationship", "former"), "20,000 customers"),
        (("q", "adatum"), "1 customer"),
    ] {
        let page = open(&app, &agent, &[query]).await;
        assert_eq!(page.texts(".list-line [role=status]"), [total], "{query:?}");
    }
}
