//! Customers of other portals: uploaded, looked at, confirmed, carried out.

use chrono::Duration;
use diesel::{RunQueryDsl, sql_query};
use partner_center::{app, db, identity::Role};

use crate::support::{Asked, Button, Page, TestApp, Visitor};

const EXPORT: &str = "Microsoft ID,Company name,Primary domain name,Relationship\r\n\
    11111111-0000-0000-0000-000000000001,Zürich AG,zuerich.example,Cloud Reseller\r\n\
    11111111-0000-0000-0000-000000000002,\"Adatum, Inc.\",ADATUM.example,Cloud Reseller\r\n";

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// `count` companies as Partner Center exports them.
fn export_of(count: usize) -> Vec<u8> {
    let mut text = "Microsoft ID,Company name,Primary domain name,Relationship\n".to_owned();
    for number in 0..count {
        text.push_str(&format!(
            "id-{number},Company {number},c{number}.example,x\n"
        ));
    }
    text.into_bytes()
}

async fn names(app: &TestApp, agent: &Visitor) -> Vec<String> {
    let list = agent.open(&app.paths().customers()).await.expect(200);
    list.texts("tbody th a")
}

async fn import_all(app: &TestApp, agent: &Visitor, bytes: &[u8]) -> Page {
    let preview = agent.import(app, bytes).await;
    agent.confirm(app, &preview, "Import these companies").await
}

#[actix_web::test]
async fn every_encoding_and_delimiter_ends_in_the_same_list() {
    let semicolons = "Relationship;Primary domain name;COMPANY NAME;microsoft id\nx;zuerich.example;Zürich AG;11111111-0000-0000-0000-000000000001\nx;ADATUM.example;Adatum, Inc.;11111111-0000-0000-0000-000000000002\n";
    let tabs = semicolons.replace(';', "\t");
    let marked = format!("\u{FEFF}{EXPORT}");
    for bytes in [
        EXPORT.as_bytes().to_vec(),
        marked.as_bytes().to_vec(),
        utf_16(&marked, u16::to_le_bytes),
        utf_16(&marked, u16::to_be_bytes),
        utf_16(&tabs, u16::to_le_bytes),
        semicolons.as_bytes().to_vec(),
        tabs.into_bytes(),
    ] {
        let app = TestApp::start();
        let (_, agent) = app.agent_of("Contoso").await;
        let done = import_all(&app, &agent, &bytes).await;
        assert_eq!(done.heading(), "The import is done");
        let list = agent.open(&app.paths().customers()).await.expect(200);
        assert_eq!(list.texts("tbody th a"), ["Adatum, Inc.", "Zürich AG"]);
        assert!(list.has_text("No reseller relationship yet; from Office 365 admin center"));
        assert!(list.has_text("adatum.example"));
    }
}

#[actix_web::test]
async fn an_azure_export_is_recognised_by_its_headings() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent
        .import(
            &app,
            b"Customer name,Tenant ID,Primary domain\nAdatum,t-1,adatum.example\n",
        )
        .await;
    assert!(preview.has_text("Azure portal"), "{}", preview.text());
}

#[actix_web::test]
async fn headings_that_do_not_tell_the_portal_ask_for_it_and_keep_what_was_pasted() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let rows = "Company,Domain\nAdatum,adatum.example";
    let imports = app.paths().imports();
    let asked = agent
        .upload(&app, &imports, None, &[("pasted", rows)])
        .await
        .expect(422);
    assert!(asked.field_error("portal").unwrap().contains("Choose it"));
    assert_eq!(asked.value("pasted"), rows);
    let answer = agent
        .upload(
            &app,
            &imports,
            None,
            &[("pasted", rows), ("portal", "azure")],
        )
        .await;
    let preview = agent.settled(&answer.location()).await;
    assert_eq!(
        preview.verdicts(),
        [("Adatum".to_owned(), "New".to_owned())]
    );
}

#[actix_web::test]
async fn a_preview_says_what_will_come_of_each_row_and_stores_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    import_all(
        &app,
        &agent,
        b"Name,Tenant ID,Domain\nFabrikam,t-1,fabrikam.example\nWingtip,t-8,wingtip.example\n",
    )
    .await;
    let before = app.count("customer_entries");
    let file = "Name,Tenant ID,Domain\n\
        New One,t-2,new.example\n\
        Fabrikam,t-1,fabrikam.example\n\
        Wingtip Renamed,t-8,other.example\n\
        Adatum,,adatum.example\n\
        New Two,t-3,NEW.example\n\
        Contoso,t-4,contoso.example\n\
        No Domain,t-5,\n\
        Broken,\"t-6,broken.example\n\
        Last,t-7,last.example\n";
    let preview = agent.import(&app, file.as_bytes()).await;
    assert_eq!(preview.heading(), "Look before you import");
    let verdicts: Vec<String> = preview.verdicts().into_iter().map(|(_, one)| one).collect();
    assert_eq!(
        verdicts,
        [
            "New",
            "Known here already",
            "Known here already",
            "Connected already",
            "Repeated in the file",
            "Your own domain",
            "Unreadable",
            "Unreadable",
            "New"
        ]
    );
    assert!(preview.has_text("The same company as line 2"));
    assert!(preview.has_text("Domain: Enter a domain"));
    assert!(preview.has_text("A quotation mark is opened here and not closed"));
    assert!(
        preview.has_text("2 rows will be imported"),
        "{}",
        preview.text()
    );
    assert_eq!(app.count("customer_entries"), before);
    let unreadable = agent
        .open(&format!("{}?verdict=unreadable", preview.address.path()))
        .await
        .expect(200);
    assert_eq!(unreadable.verdicts().len(), 2);
    agent
        .confirm(&app, &preview, "Import these companies")
        .await;
    assert_eq!(app.count("customer_entries"), before + 2);
}

#[actix_web::test]
async fn the_same_file_twice_adds_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    import_all(&app, &agent, &export_of(30)).await;
    let again = agent.import(&app, &export_of(30)).await;
    assert!(
        matches!(again.button("Import these companies"), Button::Blocked(_)),
        "{}",
        again.text()
    );
    assert_eq!(app.count("customer_entries"), 30);
}

#[actix_web::test]
async fn two_previews_of_the_same_file_that_are_both_confirmed_add_it_once() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let first = agent.import(&app, &export_of(3)).await;
    let second = agent.import(&app, &export_of(3)).await;
    agent.confirm(&app, &first, "Import these companies").await;
    let done = agent.confirm(&app, &second, "Import these companies").await;
    assert!(done.has_text("3 rows left as they were"), "{}", done.text());
    assert_eq!(app.count("customer_entries"), 3);
}

#[actix_web::test]
async fn a_company_that_was_invited_stays_as_it_is_and_gets_its_id() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let asked = Asked {
        company: "Adatum",
        domain: "adatum.example",
        recipient: "ana@adatum.example",
    };
    agent.hand_out(app.paths(), asked, &[]).await;
    let preview = agent
        .import(
            &app,
            b"Name,Tenant ID,Domain\nOther name,t-9,adatum.example\n",
        )
        .await;
    assert!(preview.has_text("Its ID in the other portal will be added"));
    agent
        .confirm(&app, &preview, "Import these companies")
        .await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    assert_eq!(list.texts("tbody th a"), ["Adatum"]);
    assert!(list.has_text("Invited"));
    let again = agent
        .import(
            &app,
            b"Name,Tenant ID,Domain\nOther name,t-9,adatum.example\n",
        )
        .await;
    assert!(matches!(
        again.button("Import these companies"),
        Button::Blocked(_)
    ));
}

#[actix_web::test]
async fn what_is_no_csv_is_refused_with_what_was_expected() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for (bytes, what) in [
        (b"PK\x03\x04aaaaaaaa".as_slice(), "Excel workbook"),
        (b"\x89PNG\r\n\x1a\n0000", "picture"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b"", "empty"),
        (b"Dear all\nplease find attached\n", "No column holds"),
    ] {
        let page = agent
            .upload(&app, &app.paths().imports(), Some(("a.csv", bytes)), &[])
            .await
            .expect(422);
        let error = page.field_error("file").unwrap();
        assert!(
            error.contains(what) && error.contains("CSV UTF-8"),
            "{error}"
        );
    }
    assert_eq!(app.count("batches"), 0);
}

#[actix_web::test]
async fn no_file_and_no_text_is_a_message_beside_the_field() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let imports = app.paths().imports();
    let page = agent.upload(&app, &imports, None, &[]).await.expect(422);
    assert_eq!(page.field_error("file").as_deref(), Some("Choose a file"));
    let page = agent.post(&imports, &[]).await.expect(422);
    assert_eq!(page.field_error("file").as_deref(), Some("Choose a file"));
    agent
        .upload(&app, &imports, None, &[("colour", "red")])
        .await
        .expect(400);
}

#[actix_web::test]
async fn a_file_that_is_too_large_is_refused_and_nothing_is_kept() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let mut bytes = b"Name,Tenant ID,Domain\n".to_vec();
    bytes.resize(33 * 1024 * 1024, b'x');
    let page = agent
        .upload(&app, &app.paths().imports(), Some(("a.csv", &bytes)), &[])
        .await
        .expect(422);
    assert!(
        page.field_error("file")
            .unwrap()
            .contains("larger than 32 MiB")
    );
    assert_eq!(app.count("batches"), 0);
}

#[actix_web::test]
async fn a_file_with_too_many_rows_says_so_and_can_be_discarded() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let mut bytes = export_of(1);
    for _ in 0..100_000 {
        bytes.extend_from_slice(b"x,y,\n");
    }
    let page = agent.import(&app, &bytes).await;
    assert_eq!(page.heading(), "The file could not be read");
    assert!(page.has_text("more than 100,000 rows"), "{}", page.text());
    agent.press(&page, "Discard", &[]).await.expect(200);
    assert_eq!(app.count("batch_rows"), 0);
}

#[actix_web::test]
async fn cells_with_formulas_and_control_characters_do_no_harm() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let file = b"Name,Tenant ID,Domain\n=HYPERLINK(1),t-1,a.example\n'+Plus,t-2,b.example\nNu\0l,t-3,c.example\nBell\x07,t-4,d.example\n<b>Bold</b>,t-5,e.example\n";
    let preview = agent.import(&app, file).await;
    let verdicts: Vec<String> = preview.verdicts().into_iter().map(|(_, one)| one).collect();
    assert_eq!(verdicts, ["New", "New", "Unreadable", "Unreadable", "New"]);
    agent
        .confirm(&app, &preview, "Import these companies")
        .await;
    assert_eq!(
        names(&app, &agent).await,
        ["+Plus", "<b>Bold</b>", "=HYPERLINK(1)"]
    );
    let export = agent.open(&app.paths().customers_csv()).await.expect(200);
    assert!(
        export.text().contains("'=HYPERLINK(1)"),
        "{}",
        export.text()
    );
}

#[actix_web::test]
async fn an_import_that_is_stopped_keeps_what_is_done_and_goes_on() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, &export_of(1_500)).await;
    let running = agent
        .press(&preview, "Import these companies", &[])
        .await
        .expect(200);
    assert_eq!(running.header("refresh"), "3");
    app::runner(&app.parts).step_once("batch").await;
    let running = agent.open(running.address.path()).await.expect(200);
    assert!(running.has_text("500 of 1,500 rows"), "{}", running.text());
    let stopped = agent.press(&running, "Stop", &[]).await.expect(200);
    assert_eq!(stopped.heading(), "The import is stopped");
    assert_eq!(stopped.header("refresh"), "");
    app::runner(&app.parts).drain().await;
    assert_eq!(app.count("customer_entries"), 500);
    let done = agent.confirm(&app, &stopped, "Go on").await;
    assert_eq!(done.heading(), "The import is done");
    assert_eq!(app.count("customer_entries"), 1_500);
}

#[actix_web::test]
async fn when_a_server_falls_silent_another_goes_on_and_nothing_is_done_twice() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, &export_of(2_500)).await;
    agent
        .press(&preview, "Import these companies", &[])
        .await
        .expect(200);
    app::runner(&app.parts).step_once("batch").await;
    app::runner(&app.parts).drain().await;
    assert_eq!(app.count("customer_entries"), 500, "the lease still holds");
    app.pass(Duration::minutes(2));
    app::runner(&app.parts).drain().await;
    assert_eq!(app.count("customer_entries"), 2_500);
    let done = agent.open(preview.address.path()).await.expect(200);
    assert!(done.has_text("2,500 rows imported"), "{}", done.text());
}

#[actix_web::test]
async fn a_chunk_that_fails_leaves_nothing_behind_and_the_page_says_so() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, &export_of(20)).await;
    agent
        .press(&preview, "Import these companies", &[])
        .await
        .expect(200);
    let fault = |statement: &'static str| {
        app.write(move |tx| {
            sql_query(statement).execute(tx.conn())?;
            Ok::<_, db::Error>(())
        });
    };
    fault("ALTER TABLE activity RENAME TO activity_away");
    app::runner(&app.parts).drain().await;
    fault("ALTER TABLE activity_away RENAME TO activity");
    assert_eq!(app.count("customer_entries"), 0);
    let stopped = agent.open(preview.address.path()).await.expect(200);
    assert!(
        stopped.has_text("Something went wrong here"),
        "{}",
        stopped.text()
    );
    agent.confirm(&app, &stopped, "Go on").await;
    assert_eq!(app.count("customer_entries"), 20);
}

#[actix_web::test]
async fn a_file_whose_reading_was_cut_short_is_to_be_uploaded_again() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, &export_of(2)).await;
    app.write(|tx| {
        sql_query("UPDATE batches SET state = 'reading'").execute(tx.conn())?;
        Ok::<_, db::Error>(())
    });
    app.pass(Duration::minutes(2));
    let page = agent.open(preview.address.path()).await.expect(200);
    assert!(page.has_text("upload it again"), "{}", page.text());
    agent.press(&page, "Discard", &[]).await.expect(200);
    assert_eq!(app.count("batches"), 0);
}

#[actix_web::test]
async fn an_import_belongs_to_its_partner_and_says_nothing_of_others() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    import_all(&app, &agent, EXPORT.as_bytes()).await;
    let (_, other) = app.agent_of("Fabrikam").await;
    let theirs = other.import(&app, EXPORT.as_bytes()).await;
    let verdicts: Vec<String> = theirs.verdicts().into_iter().map(|(_, one)| one).collect();
    assert_eq!(verdicts, ["New", "New"]);
    other.confirm(&app, &theirs, "Import these companies").await;
    assert_eq!(app.count("customer_entries"), 4);
    agent.open(theirs.address.path()).await.expect(404);
    for address in ["confirmation", "stop", "removal"] {
        let address = format!("{}/{address}", theirs.address.path());
        agent.post(&address, &[]).await.expect(404);
    }
}

#[actix_web::test]
async fn an_imported_company_that_accepts_becomes_the_one_shared_record() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let (_, other) = app.agent_of("Fabrikam").await;
    import_all(&app, &agent, EXPORT.as_bytes()).await;
    import_all(&app, &other, EXPORT.as_bytes()).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let record = agent.click(&list, "Adatum, Inc.").await.expect(200);
    assert!(
        record.has_text("no reseller relationship yet"),
        "{}",
        record.text()
    );
    for visitor in [&agent, &other] {
        let list = visitor.open(&app.paths().customers()).await.expect(200);
        let form = visitor
            .click(&list, "Request a reseller relationship with Adatum, Inc.")
            .await
            .expect(200);
        let draft = visitor
            .press(
                &form,
                "Continue to the message",
                &[("recipient", "ana.lima@adatum.example")],
            )
            .await
            .expect(200);
        visitor.submit(&draft, "Done", &[]).await.expect(303);
        let link = draft.first("#link").attr("value").unwrap().to_owned();
        app.accept(&link, "ana.lima@adatum.example").await;
    }
    assert_eq!(app.count("customers"), 1);
    assert_eq!(app.count("relationships"), 2);
    assert_eq!(app.count("customer_entries"), 4);
}

#[actix_web::test]
async fn a_sales_agent_sees_imports_and_why_they_cannot_be_changed() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, &export_of(2)).await;
    let sales = app.sign_in(&contoso, Role::SalesAgent).await;
    let profile = sales.open(&app.paths().profile()).await.expect(200);
    assert!(profile.has_text("Contoso"));
    assert!(matches!(profile.button("Upload"), Button::Blocked(_)));
    let page = sales.open(preview.address.path()).await.expect(200);
    assert!(matches!(page.button("Import"), Button::Blocked(_)));
    let imports = app.paths().imports();
    sales
        .upload(&app, &imports, Some(("a.csv", b"x")), &[])
        .await
        .expect(403);
    sales
        .post(&format!("{}/confirmation", preview.address.path()), &[])
        .await
        .expect(403);
}

#[actix_web::test]
async fn every_step_of_an_import_leaves_a_line_of_activity() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    import_all(&app, &agent, &export_of(2)).await;
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    for words in [
        "File uploaded",
        "Batch started",
        "Customers imported",
        "2 companies from Customers.csv",
    ] {
        assert!(activity.has_text(words), "{words}: {}", activity.text());
    }
}

#[actix_web::test]
async fn names_that_begin_like_a_formula_or_its_guard_survive_export_and_import() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let (_, other) = app.agent_of("Fabrikam").await;
    // As they stand in a file that is guarded: one apostrophe more than the name has.
    let file = "Name,Tenant ID,Domain\n'=1+1 AG,1,a.example\n''=2+2 AG,2,b.example\n'''-3 AG,3,c.example\n'S Gravenhage,4,d.example\n'@ AG,5,e.example\n";
    import_all(&app, &agent, file.as_bytes()).await;
    // In the order of the list.
    let expected = ["''-3 AG", "'=2+2 AG", "'S Gravenhage", "=1+1 AG", "@ AG"];
    assert_eq!(names(&app, &agent).await, expected);
    let export = agent.open(&app.paths().customers_csv()).await.expect(200);
    for line in export.body.lines() {
        assert!(!line.starts_with(['=', '-', '@']), "{line}");
    }
    import_all(&app, &other, export.body.as_bytes()).await;
    assert_eq!(names(&app, &other).await, expected);
}
