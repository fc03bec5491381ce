//! What a person says of a file on its preview: which column is which, its encoding, its headings.

use crate::support::{Button, Page, TestApp, Visitor};

const STRANGE: &[u8] =
    b"Wer;Wohin;Was\r\nAdatum GmbH;ana@adatum.example;1\r\nPlain AG;bo@plain.example;2\r\n";

async fn uploaded(app: &TestApp, agent: &Visitor, bytes: &[u8]) -> Page {
    let page = app.paths().new_bulk_invitation();
    let answer = agent
        .upload(app, &page, Some(("list.csv", bytes)), &[])
        .await
        .expect(303);
    agent.settled(&answer.location()).await
}

/// Sends the form with these choices for the columns, in their order, and something else.
async fn choose(agent: &Visitor, page: &Page, columns: &[&str], more: &[(&str, &str)]) -> Page {
    let mut form = page
        .form("Read the file again")
        .without("column")
        .fill(more);
    for column in columns {
        form.fields
            .push(("column".to_owned(), (*column).to_owned()));
    }
    agent.submit_form(form).await
}

async fn chosen(agent: &Visitor, page: &Page, columns: &[&str], more: &[(&str, &str)]) -> Page {
    let answer = choose(agent, page, columns, more).await.expect(303);
    agent.settled(&answer.location()).await
}

/// What each column is said to hold.
fn held(page: &Page) -> Vec<String> {
    page.all("select[name='column'] option[selected]")
        .iter()
        .map(|option| option.attr("value").unwrap().to_owned())
        .collect()
}

fn companies(page: &Page) -> Vec<String> {
    page.texts("#rows tbody th")
}

#[actix_web::test]
async fn a_column_that_nothing_names_is_chosen_with_its_first_values_and_read() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    assert!(
        page.has_text("No column is known to hold the company's name"),
        "{}",
        page.text()
    );
    let columns = page.table("Columns of the file");
    assert_eq!(columns.column("Column"), ["Wer", "Wohin", "Was"]);
    assert_eq!(
        columns.column("First values"),
        [
            "Adatum GmbH · Plain AG",
            "ana@adatum.example · bo@plain.example",
            "1 · 2"
        ]
    );
    assert_eq!(held(&page), ["", "email", ""]);
    assert!(matches!(
        page.button("Invite these companies"),
        Button::Blocked(_)
    ));
    let read = chosen(&agent, &page, &["company", "email", ""], &[]).await;
    assert_eq!(companies(&read), ["Adatum GmbH", "Plain AG"]);
    assert_eq!(read.button("Invite these companies"), Button::Open);
    let done = agent.confirm(&app, &read, "Invite these companies").await;
    assert_eq!(done.heading(), "All are invited");
    assert_eq!(app.count("batch_parts"), 0, "nothing of the file is kept");
    let log = agent.open(&app.paths().activity()).await.expect(200);
    assert!(log.has_text("Columns of a file chosen"), "{}", log.text());
}

#[actix_web::test]
async fn what_was_chosen_is_remembered_for_the_partner_and_for_no_other() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    chosen(&agent, &page, &["company", "email", ""], &[]).await;
    let again = uploaded(
        &app,
        &agent,
        b"WER;wohin;Was\r\nLater AG;c@later.example;9\r\n",
    )
    .await;
    assert_eq!(companies(&again), ["Later AG"]);
    let (_, other) = app.agent_of("Fabrikam").await;
    let page = uploaded(&app, &other, STRANGE).await;
    assert!(
        page.has_text("No column is known to hold"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn a_later_choice_takes_the_place_of_an_earlier_one() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    let page = chosen(&agent, &page, &["company", "email", ""], &[]).await;
    let page = chosen(&agent, &page, &["person", "email", "company"], &[]).await;
    assert_eq!(companies(&page), ["1", "2"]);
    let again = uploaded(&app, &agent, STRANGE).await;
    assert_eq!(held(&again), ["person", "email", "company"]);
    assert_eq!(app.count("column_choices"), 1);
}

#[actix_web::test]
async fn a_choice_that_cannot_be_is_explained_and_kept_as_it_was_made() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    for (columns, why) in [
        (
            ["person", "email", ""],
            "Say which column holds the company's name",
        ),
        (
            ["company", "email", "company"],
            "Two columns are said to hold the same: Company name",
        ),
    ] {
        let refused = choose(&agent, &page, &columns, &[("encoding", "Big5")])
            .await
            .expect(422);
        assert!(
            refused.field_error("column").unwrap().contains(why),
            "{}",
            refused.text()
        );
        assert_eq!(held(&refused), columns);
        assert_eq!(refused.value("encoding"), "Big5");
    }
    let unknown = choose(&agent, &page, &["colour", "email", ""], &[])
        .await
        .expect(422);
    assert_eq!(
        unknown.field_error("column").as_deref(),
        Some("Choose what the columns hold")
    );
    let strange = choose(
        &agent,
        &page,
        &["company", "email", ""],
        &[("encoding", "klingon")],
    )
    .await;
    assert!(strange.expect(422).field_error("encoding").is_some());
}

#[actix_web::test]
async fn of_two_people_who_choose_the_second_is_told_and_loses_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    chosen(&agent, &page, &["company", "email", ""], &[]).await;
    let late = choose(&agent, &page, &["person", "email", "company"], &[])
        .await
        .expect(422);
    assert!(
        late.field_error("column").unwrap().contains("meanwhile"),
        "{}",
        late.text()
    );
    assert_eq!(held(&late), ["person", "email", "company"]);
    let read = chosen(&agent, &late, &["person", "email", "company"], &[]).await;
    assert_eq!(companies(&read), ["1", "2"]);
}

#[actix_web::test]
async fn the_encoding_is_chosen_where_it_was_not_found() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("Company,Email\r\nЛуна,a@luna.example\r\n");
    let page = uploaded(&app, &agent, &bytes).await;
    let read = {
        let wrong = chosen(
            &agent,
            &page,
            &["company", "email"],
            &[("encoding", "windows-1252")],
        )
        .await;
        assert_eq!(companies(&wrong), ["Ëóíà"]);
        chosen(
            &agent,
            &wrong,
            &["company", "email"],
            &[("encoding", "windows-1251")],
        )
        .await
    };
    assert_eq!(companies(&read), ["Луна"]);
    assert!(read.has_text("Windows-1251 (Cyrillic)"));
}

#[actix_web::test]
async fn with_another_encoding_or_other_headings_the_columns_are_found_anew() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let (bytes, ..) =
        encoding_rs::SHIFT_JIS.encode("会社名,メールアドレス\r\n東京商事,a@tokyo.example\r\n");
    let page = uploaded(&app, &agent, &bytes).await;
    let present = held(&page);
    let present: Vec<&str> = present.iter().map(String::as_str).collect();
    let wrong = chosen(&agent, &page, &present, &[("encoding", "windows-1252")]).await;
    assert!(
        wrong.has_text("No column is known to hold the company's name"),
        "{}",
        wrong.text()
    );
    let present = held(&wrong);
    let present: Vec<&str> = present.iter().map(String::as_str).collect();
    let right = chosen(&agent, &wrong, &present, &[("encoding", "Shift_JIS")]).await;
    assert_eq!(companies(&right), ["東京商事"]);
    let two = uploaded(
        &app,
        &agent,
        b"Company,Email\r\nCompany name,E-mail\r\nAdatum,a@adatum.example\r\n",
    )
    .await;
    assert_eq!(companies(&two).len(), 2);
    let below = chosen(&agent, &two, &["company", "email"], &[("headings", "2")]).await;
    assert_eq!(companies(&below), ["Adatum"]);
}

#[actix_web::test]
async fn a_preview_that_is_confirmed_or_discarded_takes_no_choice_any_more() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    let read = chosen(&agent, &page, &["company", "email", ""], &[]).await;
    agent.confirm(&app, &read, "Invite these companies").await;
    let late = choose(&agent, &read, &["person", "email", "company"], &[]).await;
    let page = agent.follow(&late).await.expect(200);
    assert!(
        page.flash().contains("Nothing was changed"),
        "{}",
        page.text()
    );
    let page = uploaded(&app, &agent, b"A;B;C\r\nx;y;z\r\n").await;
    agent.press(&page, "Discard", &[]).await;
    choose(&agent, &page, &["company", "email", ""], &[])
        .await
        .expect(404);
    assert_eq!((app.count("batch_parts"), app.count("batch_rows")), (0, 2));
}

#[actix_web::test]
async fn a_message_that_was_changed_survives_another_choice_of_columns() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    let read = chosen(&agent, &page, &["company", "email", ""], &[]).await;
    let body = format!("{}\nMy own line.", read.value("body"));
    let saved = agent
        .press(&read, "Save and read the message", &[("body", &body)])
        .await
        .expect(200);
    let again = chosen(&agent, &saved, &["company", "email", "person"], &[]).await;
    assert!(
        again.value("body").contains("My own line."),
        "{}",
        again.text()
    );
}

#[actix_web::test]
async fn a_file_of_several_parts_is_read_again_to_its_end() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let mut text = "Wer;Wo;Was\r\n".to_owned();
    for number in 0..9_000 {
        text.push_str(&format!(
            "Company {number} {};c{number}.example;{number}\r\n",
            "é".repeat(90)
        ));
    }
    let file = Some(("a.csv", text.as_bytes()));
    let answer = agent
        .upload(&app, &app.paths().imports(), file, &[("portal", "azure")])
        .await;
    let page = agent.settled(&answer.location()).await;
    assert!(app.count("batch_parts") >= 2);
    let read = chosen(&agent, &page, &["company", "domain", "id"], &[]).await;
    assert!(
        read.has_text("9,000 rows will be imported"),
        "{}",
        read.text()
    );
}

#[actix_web::test]
async fn who_may_not_import_sees_no_choice_and_makes_none() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let page = uploaded(&app, &agent, STRANGE).await;
    let reader = app
        .sign_in(&company, partner_center::identity::Role::HelpdeskAgent)
        .await;
    let shown = reader.open(page.address.path()).await.expect(200);
    assert_eq!(shown.button("Read the file again"), Button::Absent);
    choose(&reader, &page, &["company", "email", ""], &[])
        .await
        .expect(403);
    let (_, other) = app.agent_of("Fabrikam").await;
    choose(&other, &page, &["company", "email", ""], &[])
        .await
        .expect(404);
}
