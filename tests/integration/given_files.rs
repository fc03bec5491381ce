//! Files as other programs and people write them; each of the kept ones is an example of a kind that was met outside.

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};
use partner_center::identity::Role;

use crate::support::{Page, TestApp, Visitor};

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("fixtures/files/", $name)).as_slice()
    };
}

/// The preview of an import.
async fn import(bytes: &[u8]) -> Page {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    agent.import(&app, bytes).await
}

/// The preview of a list to invite.
async fn invite(bytes: &[u8]) -> Page {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    upload_list(&app, &agent, bytes).await
}

async fn upload_list(app: &TestApp, agent: &Visitor, bytes: &[u8]) -> Page {
    let page = app.paths().new_bulk_invitation();
    let answer = agent
        .upload(app, &page, Some(("list.csv", bytes)), &[])
        .await
        .expect(303);
    agent.settled(&answer.location()).await
}

/// Company, domain, what stands beside, and the verdict of each row.
fn rows(page: &Page) -> Vec<[String; 4]> {
    let row = |css: &str| page.texts(&format!("#rows tbody {css}"));
    let (domains, more, verdicts) = (
        row("td:nth-of-type(1)"),
        row("td:nth-of-type(2)"),
        row(".badge"),
    );
    let places = row("th").into_iter().enumerate();
    places
        .map(|(place, company)| {
            let cell = |all: &[String]| all[place].clone();
            [company, cell(&domains), cell(&more), cell(&verdicts)]
        })
        .collect()
}

fn badges(page: &Page) -> Vec<String> {
    page.texts("#rows tbody .badge")
}

fn all_new(rows: &[[&str; 3]]) -> Vec<[String; 4]> {
    rows.iter()
        .map(|row| {
            [
                row[0].to_owned(),
                row[1].to_owned(),
                row[2].to_owned(),
                "New".to_owned(),
            ]
        })
        .collect()
}

#[track_caller]
fn reads(page: &Page, expected: &[[&str; 3]]) {
    assert_eq!(rows(page), all_new(expected), "{}", page.text());
}

fn read_as(page: &Page) -> String {
    let facts = page.texts("dl.facts > div");
    let found = facts.iter().find(|fact| fact.starts_with("Read as"));
    found.cloned().unwrap_or_default()
}

#[actix_web::test]
async fn the_type_line_of_powershell_is_skipped() {
    let page = import(file!("import-powershell-5.1-type-line.csv")).await;
    reads(
        &page,
        &[[
            "Northwind Ltd",
            "northwind.example",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
        ]],
    );
    assert!(page.has_text("Office 365 admin center"), "{}", page.text());
}

#[actix_web::test]
async fn headings_are_found_below_a_title() {
    let page = import(file!("import-title-line-above-headings.csv")).await;
    reads(&page, &[["Adatum", "adatum.example", "1"]]);
    assert!(read_as(&page).contains("headings in line 2"));
    for above in [
        "Customers as of 27 November 2026\r\n\r\n",
        "\r\n;;;\r\nExported;2026-11-27;;\r\n",
        "sep=;\r\nCustomers\r\n",
        "\"SEP=;\"\r\n",
        "#TYPE System.Management.Automation.PSCustomObject\r\n",
        "#type Selected.System.Object;;\r\n",
    ] {
        let text = format!("{above}Firma;Domäne;Mandanten-ID\r\nAdatum;adatum.example;7\r\n");
        reads(
            &import(text.as_bytes()).await,
            &[["Adatum", "adatum.example", "7"]],
        );
    }
}

#[actix_web::test]
async fn headings_in_german_are_read() {
    let page = import(file!("import-german-headings.csv")).await;
    reads(&page, &[["Adatum GmbH", "adatum.example", "1"]]);
}

#[actix_web::test]
async fn headings_in_every_language_of_ours_are_read() {
    for headings in [
        "Company name,Primary domain name,Microsoft ID",
        "Unternehmensname,Primärer Domänenname,Microsoft-ID",
        "Nom de la société,Nom de domaine principal,ID Microsoft",
        "Nombre de la empresa,Nombre de dominio principal,Id. de Microsoft",
        "Nome da empresa,Nome de domínio principal,ID da Microsoft",
        "会社名,プライマリ ドメイン名,Microsoft の ID",
    ] {
        let text = format!("{headings}\r\nAdatum,adatum.example,7\r\n");
        let app = TestApp::start();
        let (_, agent) = app.agent_of("Contoso").await;
        let answer = agent
            .upload(
                &app,
                &app.paths().imports(),
                Some(("a.csv", text.as_bytes())),
                &[("portal", "azure")],
            )
            .await;
        let page = agent.settled(&answer.location()).await;
        reads(&page, &[["Adatum", "adatum.example", "7"]]);
    }
}

#[actix_web::test]
async fn direction_marks_are_taken_off_names() {
    let page = import(file!("import-direction-mark-in-company-name.csv")).await;
    reads(
        &page,
        &[
            ["אדטום בע״מ", "adatum.example", "1"],
            ["Northwind", "northwind.example", "2"],
            ["Plain", "plain.example", "3"],
        ],
    );
}

#[actix_web::test]
async fn a_long_legal_name_is_read_whole() {
    let page = import(file!("import-legal-name-of-154-characters.csv")).await;
    let row = &rows(&page)[0];
    assert_eq!(
        (row[0].chars().count(), row[3].as_str()),
        (154, "New"),
        "{row:?}"
    );
}

#[actix_web::test]
async fn a_file_of_excel_in_german_is_read_in_its_encoding_and_says_so() {
    let page = import(file!("import-excel-german-windows-1252-semicolons.csv")).await;
    reads(
        &page,
        &[
            ["Müller & Söhne GmbH", "mueller.example", "1"],
            ["Plain AG", "plain.example", "2"],
        ],
    );
    assert!(read_as(&page).contains("Windows-1252"), "{}", page.text());
}

#[actix_web::test]
async fn files_in_the_encodings_of_other_countries_are_read() {
    for (encoding, company, called) in [
        (
            WINDOWS_1252,
            "Crédit Générale de l’Orléanais",
            "Windows-1252",
        ),
        (MACINTOSH, "Müller & Söhne Gebäudetechnik", "Mac Roman"),
        (SHIFT_JIS, "株式会社東京システム販売", "Shift_JIS"),
        (GBK, "北京科技发展有限公司", "GB"),
        (BIG5, "臺北資訊股份有限公司", "Big5"),
        (EUC_KR, "한국무역주식회사", "EUC-KR"),
        (
            WINDOWS_1251,
            "Общество с ограниченной ответственностью",
            "Windows-1251",
        ),
    ] {
        let text = format!("Company name,Tenant ID,Domain\r\n{company},1,adatum.example\r\n");
        let (bytes, _, has_other) = Encoding::encode(encoding, &text);
        assert!(!has_other);
        let page = import(&bytes).await;
        reads(&page, &[[company, "adatum.example", "1"]]);
        assert!(read_as(&page).contains(called), "{}", page.text());
    }
}

#[actix_web::test]
async fn a_backslash_before_a_quotation_mark_is_read() {
    let page = import(file!("import-backslash-before-quotation-mark.csv")).await;
    reads(
        &page,
        &[
            ["5\" Pipes Ltd", "pipes.example", "1"],
            ["Plain", "plain.example", "2"],
        ],
    );
}

#[actix_web::test]
async fn lines_that_stand_whole_in_one_cell_are_read() {
    for text in [
        "\"Name,Tenant ID,Domain\"\r\n\"Adatum,1,adatum.example\"\r\n\"Plain,2,plain.example\"\r\n",
        "\"Name,Tenant ID,Domain\";;\r\n\"\"\"Adatum\"\",1,adatum.example\";;\r\n\"Plain,2,plain.example\";;\r\n",
        "Name,Tenant ID,Domain\r\n\"Adatum,1,adatum.example\"\r\nPlain,2,plain.example\r\n",
        "\"Name;Tenant ID;Domain\"\r\n\"Adatum;1;adatum.example\"\r\n\"Plain;2;plain.example\"\r\n",
    ] {
        reads(
            &import(text.as_bytes()).await,
            &[
                ["Adatum", "adatum.example", "1"],
                ["Plain", "plain.example", "2"],
            ],
        );
    }
}

#[actix_web::test]
async fn lines_that_end_in_several_ways_are_read() {
    let text = "Name,Tenant ID,Domain\r\nAdatum,1,adatum.example\rPlain,2,plain.example\nLast,3,last.example";
    reads(
        &import(text.as_bytes()).await,
        &[
            ["Adatum", "adatum.example", "1"],
            ["Plain", "plain.example", "2"],
            ["Last", "last.example", "3"],
        ],
    );
}

#[actix_web::test]
async fn a_domain_of_free_mail_stays_unverified_with_a_record_for_each() {
    let page = invite(file!("invite-free-mail-yahoo-co-uk.csv")).await;
    let found: Vec<(String, String)> = page.verdicts();
    let will = "Will be asked, look at the address".to_owned();
    assert_eq!(
        found,
        [
            ("Smith & Sons".to_owned(), will.clone()),
            ("Jones Bakery".to_owned(), will)
        ],
    );
    assert!(
        page.has_text("it gets a record of its own"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn a_language_that_we_lack_is_said_and_the_row_is_invited() {
    let page = invite(file!("invite-language-the-product-lacks.csv")).await;
    reads(
        &page,
        &[
            ["Adatum BV", "adatum-n.example", "ana@adatum-n.example"],
            ["Adatum SpA", "adatum-i.example", "ana@adatum-i.example"],
        ],
    );
    for given in ["nl-NL", "it"] {
        let said = format!(
            "{given} is not a language of this product: the message goes in the language of the list"
        );
        assert!(page.has_text(&said), "{}", page.text());
    }
}

#[actix_web::test]
async fn a_first_cell_may_begin_as_other_files_do() {
    let page = invite(file!("invite-no-headings-company-begins-with-PK.csv")).await;
    reads(
        &page,
        &[[
            "PKF Beratung AG",
            "pkf-beratung.example",
            "Anna Kern, anna@pkf-beratung.example",
        ]],
    );
    for company in [
        "PK",
        "%PDF Services",
        "GIF8 Ltd",
        "{Braces}",
        "<Angle> Ltd",
        "[Box]",
    ] {
        let text = format!("{company},adatum.example,Ana,ana@adatum.example\r\n");
        reads(
            &invite(text.as_bytes()).await,
            &[[company, "adatum.example", "Ana, ana@adatum.example"]],
        );
    }
}

#[actix_web::test]
async fn a_postal_address_is_not_taken_for_the_mail_address() {
    let page = invite(file!("invite-postal-address-column-before-email.csv")).await;
    reads(
        &page,
        &[["Adatum Ltd", "adatum-p.example", "ana@adatum-p.example"]],
    );
    for text in [
        "Company,Email,Address\r\nAdatum Ltd,ana@adatum-p.example,Main Street 1\r\n",
        "Company,Address\r\nAdatum Ltd,ana@adatum-p.example\r\n",
        "Firma;Anschrift;Kontaktweg\r\nAdatum Ltd;Main Street 1;ana@adatum-p.example\r\n",
        "Company,Email,Secondary Email\r\nAdatum Ltd,,ana@adatum-p.example\r\n",
    ] {
        reads(
            &invite(text.as_bytes()).await,
            &[["Adatum Ltd", "adatum-p.example", "ana@adatum-p.example"]],
        );
    }
}

#[actix_web::test]
async fn address_books_are_read_as_their_programs_write_them() {
    let page = invite(file!("invite-thunderbird-address-book.csv")).await;
    reads(
        &page,
        &[[
            "Adatum Ltd",
            "adatum-t.example",
            "Ana Lima, ana@adatum-t.example",
        ]],
    );
    for (program, text) in [
        (
            "Outlook",
            "First Name,Middle Name,Last Name,Title,Company,E-mail Address,E-mail Type,E-mail Display Name,Business Street\r\nAna,,Lima,,Adatum Ltd,ana@adatum-t.example,SMTP,,Main Street 1\r\n",
        ),
        (
            "Outlook in German",
            "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;E-Mail-Adresse;Straße geschäftlich\r\n;Ana;;Lima;Adatum Ltd;ana@adatum-t.example;Hauptstraße 1\r\n",
        ),
        (
            "Google",
            "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value\r\nAna,,Lima,Adatum Ltd,,Work,ana@adatum-t.example,\r\n",
        ),
        (
            "Google before",
            "Name,Given Name,Family Name,Organization 1 - Name,E-mail 1 - Type,E-mail 1 - Value\r\nAna Lima,Ana,Lima,Adatum Ltd,* Work,ana@adatum-t.example\r\n",
        ),
        (
            "a bookkeeping program",
            "*ContactName,EmailAddress,FirstName,LastName\r\nAdatum Ltd,ana@adatum-t.example,Ana,Lima\r\n",
        ),
    ] {
        let page = invite(text.as_bytes()).await;
        if program == "a bookkeeping program" {
            // Its contact is the company; only a person can know that.
            assert!(
                page.has_text("No column is known to hold the company's name"),
                "{}",
                page.text()
            );
            continue;
        }
        reads(
            &page,
            &[[
                "Adatum Ltd",
                "adatum-t.example",
                "Ana Lima, ana@adatum-t.example",
            ]],
        );
    }
}

#[actix_web::test]
async fn an_address_is_taken_out_of_what_was_copied_with_it() {
    let page = invite(file!("invite-address-with-name-as-outlook-copies-it.csv")).await;
    reads(
        &page,
        &[[
            "Adatum",
            "adatum-o.example",
            "Ana Lima, ana@adatum-o.example",
        ]],
    );
    let page = invite(b"Company,Email\r\nAdatum,ana@adatum.example; bo@adatum.example\r\n").await;
    assert_eq!(badges(&page), ["Unreadable"]);
    assert!(
        page.has_text("ana@adatum.example and bo@adatum.example"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn languages_with_a_region_or_by_name_are_understood() {
    let text = "Company,Email,Language\r\nA,a@a.example,de-AT\r\nB,b@b.example,English (United States)\r\nC,c@c.example,Französisch\r\nD,d@d.example,日本語\r\n";
    let page = invite(text.as_bytes()).await;
    assert!(
        !page.has_text("not a language of this product"),
        "{}",
        page.text()
    );
    let app = TestApp::start();
    let company = app.partner("Contoso");
    let agent = app.sign_in(&company, Role::AdminAgent).await;
    let page = upload_list(
        &app,
        &agent,
        b"Company,Email,Language\r\nA,a@a.example,fr-CA\r\n",
    )
    .await;
    assert_eq!(page.value("language"), "fr");
}
