//! Files hold what their address shows: the same rows in the same order, all of them, and nothing that a spreadsheet
//! would run.

use std::{borrow::Cow, cmp::Reverse};

use diesel::{QueryDsl, RunQueryDsl};
use partner_center::{
    activity::{self, By, Company as Named, Event, EventKind, Subject},
    activity_log::KINDS,
    customers::{ImportedFrom, Prospect, insert_imported},
    db::{
        ids::UserId,
        schema::{activity as lines, customer_entries as entries},
        types::Timestamp,
    },
    identity::{CustomerManager, Role, user_by_email},
};

use crate::support::{Asked, Company, Page, TestApp, Visitor, Way};

/// More than two of the chunks in which files are read.
const MANY: usize = 2_345;

/// The cells of a file, without its heading.
fn cells(file: &Page) -> Vec<Vec<String>> {
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let body = file.body.strip_prefix('\u{FEFF}').unwrap_or(&file.body);
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        row.iter().map(str::to_owned).collect()
    });
    rows.collect()
}

fn column(file: &Page, number: usize) -> Vec<String> {
    let rows = cells(file).into_iter();
    rows.map(|row| row[number].clone()).collect()
}

fn admin(app: &TestApp, company: &Company) -> CustomerManager {
    let email = company.email(Role::AdminAgent);
    app.read(|conn| {
        let user: UserId = user_by_email(conn, &email)?.unwrap().id;
        CustomerManager::for_user(conn, user)
    })
}

/// Imports companies: name, domain, and how many seconds after now.
fn import(app: &TestApp, company: &Company, rows: &[(String, String, i64)]) {
    let (admin, now) = (admin(app, company), app.now());
    app.write(|tx| {
        for (number, (name, domain, later)) in rows.iter().enumerate() {
            let prospect = Prospect { name, domain };
            let at = now.plus(chrono::Duration::seconds(*later));
            let from = ImportedFrom::Azure;
            let id = format!("external-{number}");
            insert_imported(tx, admin.scope, prospect, from, &id, at)?;
        }
        Ok(())
    });
}

/// Many companies whose orders by name, by domain and by time are three others, each with rows that share a key.
fn many() -> Vec<(String, String, i64)> {
    let row = |number: usize| {
        let (name, domain) = (number * 7 % 1_000, number * 1_009 % MANY);
        let later = i64::try_from(number * 13 % 500).unwrap();
        (
            format!("Company {name:04}"),
            format!("d{domain:04}.example"),
            later,
        )
    };
    (0..MANY).map(row).collect()
}

/// What stands in the table, as the orders need it: name, domain, since, key.
type Entry = (String, String, Timestamp, String);

fn kept(app: &TestApp) -> Vec<Entry> {
    let columns = (entries::name, entries::domain, entries::since, entries::id);
    let rows: Vec<(String, String, Timestamp, partner_center::db::ids::EntryId)> =
        app.read(|conn| Ok(entries::table.select(columns).load(conn)?));
    let text = |(name, domain, since, id): (_, _, _, partner_center::db::ids::EntryId)| {
        (name, domain, since, id.to_string())
    };
    rows.into_iter().map(text).collect()
}

/// The domains, which are unique, in one of the orders of the list.
fn in_order(mut rows: Vec<Entry>, sort: &str, dir: &str) -> Vec<String> {
    rows.sort_by_key(|(name, domain, since, id)| {
        let key = match sort {
            "name" => name.to_lowercase(),
            "domain" => domain.clone(),
            _ => since.rfc3339(),
        };
        (key, id.clone())
    });
    if dir == "desc" {
        rows.reverse();
    }
    rows.into_iter().map(|(_, domain, ..)| domain).collect()
}

/// The domains of a list, over all its pages.
async fn walked(agent: &Visitor, first: &str) -> Vec<String> {
    let mut page = agent.open(first).await.expect(200);
    let mut domains = Vec::new();
    loop {
        let table = page.table("");
        let column = table.column("Primary domain");
        domains.extend(column.into_iter().map(str::to_owned));
        if !page.has_link("Next") {
            return domains;
        }
        assert!(domains.len() < 10_000, "{first} goes round in circles");
        page = agent.click(&page, "Next").await.expect(200);
    }
}

#[actix_web::test]
async fn a_file_of_customers_holds_every_row_of_every_order_beyond_one_chunk() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(&app, &contoso, &many());
    let rows = kept(&app);
    for sort in ["name", "domain", "since"] {
        for dir in ["asc", "desc"] {
            let query = format!("sort={sort}&dir={dir}");
            let file = format!("{}?{query}", app.paths().customers_csv());
            let file = agent.open(&file).await.expect(200);
            let expected = in_order(rows.clone(), sort, dir);
            assert_eq!(column(&file, 1), expected, "{query}");
        }
    }
}

#[actix_web::test]
async fn the_pages_of_a_list_show_every_row_of_every_order_and_count_them() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(&app, &contoso, &many()[..260]);
    let rows = kept(&app);
    for sort in ["name", "domain", "since"] {
        for dir in ["asc", "desc"] {
            let query = format!("sort={sort}&dir={dir}&per=100");
            let first = format!("{}?{query}", app.paths().customers());
            let expected = in_order(rows.clone(), sort, dir);
            assert_eq!(walked(&agent, &first).await, expected, "{query}");
            let page = agent.open(&first).await.expect(200);
            assert!(page.has_text("260 customers") && page.has_text("1 to 100 of 260"));
        }
    }
}

#[actix_web::test]
async fn a_file_of_customers_is_narrowed_as_its_address_says() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(&app, &contoso, &many()[..200]);
    let asked = Asked {
        company: "Company 0000 Asked",
        domain: "asked.example",
        recipient: "ana@asked.example",
    };
    let link = agent.hand_out(app.paths(), asked, &[]).await;
    app.accept(&link, asked.recipient).await;
    let rows = kept(&app);
    assert_eq!(rows.len(), 201);
    let holding = |text: &str| -> Vec<Entry> {
        let holds = |row: &&Entry| row.0.to_lowercase().contains(text) || row.1.contains(text);
        rows.iter().filter(holds).cloned().collect()
    };
    for (query, text, sort, dir) in [
        (
            "q=company+00&sort=domain&dir=desc",
            "company 00",
            "domain",
            "desc",
        ),
        ("q=ompany+00&sort=name&dir=asc", "ompany 00", "name", "asc"),
        ("q=d000&sort=since&dir=asc", "d000", "since", "asc"),
        ("q=nothing+like+it", "nothing like it", "name", "asc"),
    ] {
        let found = holding(text);
        assert!(found.len() < rows.len(), "{query}");
        let file = format!("{}?{query}", app.paths().customers_csv());
        let file = agent.open(&file).await.expect(200);
        assert_eq!(column(&file, 1), in_order(found, sort, dir), "{query}");
    }
    let of = async |query: &str| {
        let file = format!("{}?{query}", app.paths().customers_csv());
        column(&agent.open(&file).await.expect(200), 1)
    };
    assert_eq!(of("relationship=connected").await, ["asked.example"]);
    assert_eq!(of("relationship=imported").await.len(), 200);
    assert_eq!(of("relationship=former").await, [""; 0]);
    assert_eq!(of("q=d000&relationship=connected").await, [""; 0]);
}

#[actix_web::test]
async fn a_file_of_customers_in_common_is_theirs_alone_and_in_order() {
    let app = TestApp::start();
    let pair = app.pair().await;
    import(&app, &pair.provider, &many()[..30]);
    for number in [1, 0, 2] {
        let (company, domain) = (format!("Joint {number}"), format!("j{number}.example"));
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &company,
            domain: &domain,
            recipient: &recipient,
        };
        let link = pair.link(&app, Way::JointByProvider, asked).await;
        app.accept(&link, &recipient).await;
        app.pass(chrono::Duration::minutes(1));
    }
    for (more, expected) in [
        ("", ["j0.example", "j1.example", "j2.example"]),
        ("&dir=desc", ["j2.example", "j1.example", "j0.example"]),
        (
            "&sort=since&dir=asc",
            ["j1.example", "j0.example", "j2.example"],
        ),
        ("&sort=since", ["j2.example", "j0.example", "j1.example"]),
    ] {
        let query = format!("partner={}{more}", pair.reseller.id);
        let file = format!("{}?{query}", app.paths().customers_csv());
        let file = pair.distributor.open(&file).await.expect(200);
        assert_eq!(column(&file, 1), expected, "{more}");
        let list = format!("{}?{query}", app.paths().customers());
        assert_eq!(walked(&pair.distributor, &list).await, expected, "{more}");
    }
}

/// Something that happened at a partner, as these words say.
struct Noted<'a> {
    of: Subject,
    code: &'a str,
    company: &'a str,
    words: &'a str,
}

impl Event for Noted<'_> {
    fn kind(&self) -> EventKind {
        KINDS.find(self.code).unwrap()
    }

    fn subject(&self) -> Subject {
        self.of
    }

    fn company(&self) -> Named<'_> {
        Named::named(self.company)
    }

    fn detail(&self) -> Cow<'_, str> {
        self.words.into()
    }
}

const EXPORTED: &str = "customers_exported";

/// Writes so many lines for a person, a second apart, five of each second at once, of two kinds in turn.
fn act(app: &TestApp, company: &Company, count: usize) {
    let (admin, now) = (admin(app, company), app.now());
    app.write(|tx| {
        for number in 0..count {
            let event = Noted {
                of: admin.scope.partner_id().into(),
                code: match number % 3 {
                    0 => EXPORTED,
                    _ => "invitation_saved",
                },
                company: "Adatum",
                words: &format!("line {number}"),
            };
            let seconds = i64::try_from(number / 5).unwrap();
            let at = now.minus(chrono::Duration::seconds(seconds));
            activity::record(tx, &admin, &event, at)?;
        }
        Ok(())
    });
}

/// Time, detail and action of all lines, the newest first.
fn acted(app: &TestApp) -> Vec<(String, String, String)> {
    let columns = (lines::at, lines::id, lines::detail, lines::action);
    let mut rows: Vec<(
        Timestamp,
        partner_center::db::ids::ActivityId,
        String,
        String,
    )> = app.read(|conn| Ok(lines::table.select(columns).load(conn)?));
    rows.sort_by_key(|(at, id, ..)| Reverse((at.rfc3339(), id.to_string())));
    let row = |(at, _, detail, action): (Timestamp, _, _, _)| (at.rfc3339(), detail, action);
    rows.into_iter().map(row).collect()
}

#[actix_web::test]
async fn a_file_of_activity_holds_every_line_newest_first_beyond_one_chunk() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    app.pass(chrono::Duration::minutes(1));
    act(&app, &contoso, MANY);
    app.pass(chrono::Duration::minutes(1));
    let file = agent.open(&app.paths().activity_csv()).await.expect(200);
    // The line that says that it was exported is the newest.
    let expected = acted(&app);
    assert_eq!(expected[0].2, "activity_exported");
    assert_eq!(expected.len(), MANY + 1);
    let when_and_what = |row: Vec<String>| (row[0].clone(), row[4].clone(), row[2].clone());
    let found: Vec<_> = cells(&file).into_iter().map(when_and_what).collect();
    let label = |(at, detail, action): (_, _, String)| (at, detail, KINDS.label(&action));
    let expected: Vec<_> = expected.into_iter().map(label).collect();
    assert_eq!(found, expected);
}

#[actix_web::test]
async fn the_pages_of_activity_show_every_line_once_newest_first_there_and_back() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    act(&app, &contoso, 137);
    let details = |page: &Page| page.texts("tbody th .meta");
    let mut page = agent.open(&app.paths().activity()).await.expect(200);
    let mut pages = vec![details(&page)];
    while page.has_link("Next") {
        assert!(pages.len() < 100, "the list goes round in circles");
        page = agent.click(&page, "Next").await.expect(200);
        pages.push(details(&page));
    }
    let expected: Vec<String> = acted(&app).into_iter().map(|(_, it, _)| it).collect();
    assert_eq!(pages.concat(), expected);
    assert!(pages.len() > 1);
    for before in pages.iter().rev().skip(1) {
        page = agent.click(&page, "Previous").await.expect(200);
        assert_eq!(&details(&page), before);
    }
}

#[actix_web::test]
async fn a_file_of_activity_is_narrowed_as_its_address_says() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let begin = app.now();
    act(&app, &contoso, 60);
    app.pass(chrono::Duration::days(7));
    let agent_again = app.sign_in(&contoso, Role::AdminAgent).await;
    drop(agent);
    act(&app, &contoso, 30);
    let other = app.sign_in(&contoso, Role::GlobalAdmin).await;
    other.open(&app.paths().customers_csv()).await.expect(200);
    let ids = |role: Role| {
        let email = contoso.email(role);
        app.read(|conn| Ok(user_by_email(conn, &email)?.unwrap().id))
    };
    let all = acted(&app);
    assert_eq!(all.len(), 91);
    let of = async |query: &str| {
        let file = format!("{}?{query}", app.paths().activity_csv());
        let rows = cells(&agent_again.open(&file).await.expect(200));
        // Each file leaves a line of its own, at this moment.
        let of_file = KINDS.label("activity_exported");
        let rows = rows.into_iter().filter(|row| row[2] != of_file);
        let rows = rows.map(|row| (row[0].clone(), row[4].clone()));
        rows.collect::<Vec<_>>()
    };
    let those = |keep: &dyn Fn(&(String, String, String)) -> bool| -> Vec<(String, String)> {
        let kept = all.iter().filter(|row| keep(row));
        kept.map(|(at, detail, _)| (at.clone(), detail.clone()))
            .collect()
    };
    let exported = "action=customers_exported";
    assert_eq!(of(exported).await, those(&|row| row.2 == EXPORTED));
    let (agent_id, other_id) = (ids(Role::AdminAgent), ids(Role::GlobalAdmin));
    assert_eq!(
        of(&format!("person={agent_id}")).await,
        those(&|row| row.1.starts_with("line "))
    );
    let by_other = of(&format!("person={other_id}&{exported}")).await;
    assert_eq!(by_other.len(), 1, "{by_other:?}");
    // Seven days back to the moment: of the first sixty only the five of that very second.
    let week = those(&|row| row.0 >= begin.rfc3339());
    assert_eq!(week.len(), 36);
    assert_eq!(of("days=7").await, week);
    app.pass(chrono::Duration::microseconds(1));
    let later = those(&|row| row.0 > begin.rfc3339());
    assert_eq!(later.len(), 31);
    assert_eq!(of("days=7").await, later);
}

/// Everything with which a spreadsheet takes a cell for a formula.
const DANGEROUS: [&str; 6] = ["=", "+", "-", "@", "\t", "\r"];

#[actix_web::test]
async fn a_cell_that_begins_like_a_formula_is_defused_in_every_file() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let names: Vec<String> = (DANGEROUS.iter())
        .flat_map(|sign| [format!("{sign}1+1"), format!("'{sign}1+1")])
        .collect();
    let rows: Vec<_> = (names.iter().enumerate())
        .map(|(number, name)| (name.clone(), format!("d{number:02}.example"), 0))
        .collect();
    import(&app, &contoso, &rows);
    let guarded: Vec<String> = names.iter().map(|name| format!("'{name}")).collect();
    let file = format!("{}?sort=domain", app.paths().customers_csv());
    let file = agent.open(&file).await.expect(200);
    assert_eq!(column(&file, 0), guarded);

    let admin = admin(&app, &contoso);
    for name in &names {
        app.pass(chrono::Duration::seconds(-1));
        let now = app.now();
        app.write(|tx| {
            let partner = admin.scope.partner_id();
            let event = Noted {
                of: partner.into(),
                code: "invitation_opened",
                company: name,
                words: name,
            };
            activity::record(tx, By::customer(partner, name), &event, now)
        });
    }
    app.pass(chrono::Duration::minutes(1));
    let file = format!("{}?action=invitation_opened", app.paths().activity_csv());
    let file = agent.open(&file).await.expect(200);
    for number in [1, 3, 4] {
        assert_eq!(column(&file, number), guarded, "column {number}");
    }
}

#[actix_web::test]
async fn a_cell_that_begins_otherwise_stays_as_it_is() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let names = [
        "'S Gravenhage",
        "1+1",
        "A=B",
        "Plain, with \"quotes\"",
        "Ω-1",
    ];
    let rows: Vec<_> = (names.iter().enumerate())
        .map(|(number, name)| ((*name).to_owned(), format!("d{number:02}.example"), 0))
        .collect();
    import(&app, &contoso, &rows);
    let file = format!("{}?sort=domain", app.paths().customers_csv());
    let file = agent.open(&file).await.expect(200);
    assert_eq!(column(&file, 0), names);
    assert!(file.body.contains("\"Plain, with \"\"quotes\"\"\""));
}

#[actix_web::test]
async fn the_line_of_an_exported_list_says_what_its_file_holds() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let shown = "relationship=connected&q=adatum&sort=domain&dir=desc";
    let file = format!("{}?{shown}", app.paths().customers_csv());
    agent.open(&file).await.expect(200);
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    let words =
        "Relationship: Reseller relationship; search: adatum; by primary domain, descending";
    assert!(activity.has_text(words), "{}", activity.text());
}

#[actix_web::test]
async fn a_file_begins_with_the_mark_that_excel_needs_and_without_it_for_programs() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    import(
        &app,
        &company,
        &[("Müller".to_owned(), "mueller.example".to_owned(), 0)],
    );
    for address in [app.paths().customers(), app.paths().activity()] {
        let page = agent.open(&address).await.expect(200);
        let marked = agent.click(&page, "Export these as CSV").await.expect(200);
        let bare = agent.click(&page, "for programs").await.expect(200);
        assert!(marked.body.as_bytes().starts_with(b"\xEF\xBB\xBF"));
        assert!(!bare.body.as_bytes().starts_with(b"\xEF\xBB\xBF"));
        assert!(marked.body.contains("\r\n"), "RFC 4180");
    }
    let file = agent.open(&app.paths().customers_csv()).await.expect(200);
    let again = agent.import(&app, file.body.as_bytes()).await;
    assert!(again.has_text("Müller"), "{}", again.text());
}
