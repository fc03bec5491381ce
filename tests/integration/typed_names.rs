//! Names that are typed: each shows something, and holds no mark that cannot be seen.

use std::process::Command;

use diesel::{QueryDsl, RunQueryDsl};
use partner_center::db::schema::{consents, customer_entries};

use crate::support::{ADATUM, Asked, TestApp, borrowed};

/// Nothing that anybody sees.
const INVISIBLE: [&str; 6] = [
    "\u{200B}",
    "\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}",
    "\u{061C}",
    "\u{3164}",
    "\u{00AD}",
    "\u{2800}",
];

#[actix_web::test]
async fn an_invisible_name_cannot_consent() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&link).await.expect(200);
    for name in INVISIBLE {
        let person = [
            ("name", name),
            ("job_title", name),
            ("email", ADATUM.recipient),
        ];
        let refused = customer
            .submit(&ask, "Continue to accept", &person)
            .await
            .expect(422);
        assert_eq!(
            refused.field_error("name").as_deref(),
            Some("Enter your name"),
            "{name:?}"
        );
        assert_eq!(
            refused.field_error("job_title").as_deref(),
            Some("Enter your job title"),
            "{name:?}"
        );
    }
    assert_eq!(app.count("code_requests"), 0);
}

#[actix_web::test]
async fn marks_around_a_name_do_not_come_into_the_consent() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&link).await.expect(200);
    let person = [
        ("name", "\u{061C}\u{202B}علی رضا\u{202C}\u{200F}"),
        ("job_title", "\u{2067}CEO\u{2069}\u{200B}"),
        ("email", "\u{200E}ana.lima@adatum.example\u{200E}"),
    ];
    let page = customer
        .press(&ask, "Continue to accept", &person)
        .await
        .expect(200);
    let code = app.mail_to(ADATUM.recipient).await.code().to_owned();
    let answer = [("code", code.as_str()), ("agree", "yes")];
    customer.press(&page, "Accept", &answer).await.expect(200);
    let kept: (String, String) = app.read(|conn| {
        Ok(consents::table
            .select((consents::person_name, consents::job_title))
            .first(conn)?)
    });
    assert_eq!(kept, ("علی رضا".to_owned(), "CEO".to_owned()));
}

#[actix_web::test]
async fn an_override_of_the_direction_is_refused_in_a_name() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&link).await.expect(200);
    let person = [
        ("name", "Ana\u{202E}amiL"),
        ("job_title", "CEO"),
        ("email", ADATUM.recipient),
    ];
    let refused = customer
        .submit(&ask, "Continue to accept", &person)
        .await
        .expect(422);
    assert!(
        refused
            .field_error("name")
            .unwrap()
            .contains("invisible control characters")
    );
}

#[actix_web::test]
async fn a_company_is_invited_by_a_name_that_is_seen() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    for company in INVISIBLE {
        let fields = Asked { company, ..ADATUM }.fields();
        let refused = agent
            .submit(&form, "Continue to the message", &borrowed(&fields))
            .await
            .expect(422);
        assert_eq!(
            refused.field_error("company_name").as_deref(),
            Some("Enter the company's name"),
            "{company:?}"
        );
    }
    let typed = [
        ("company_name", "\u{202A}Adatum\u{202C}\u{200B}"),
        ("domain", ADATUM.domain),
        ("recipient", ADATUM.recipient),
        ("recipient_name", "\u{200B}\u{200F}"),
    ];
    agent
        .submit(&form, "Continue to the message", &typed)
        .await
        .expect(303);
    let names: Vec<String> = app.read(|conn| {
        Ok(customer_entries::table
            .select(customer_entries::name)
            .load(conn)?)
    });
    assert_eq!(names, ["Adatum"]);
}

/// A name that needs its mark inside, as it is pasted, with more of them around it.
const MIXED: (&str, &str) = (
    "\u{FEFF}\u{202B}שלום (Adatum)\u{200E} בע״מ\u{202C}\u{200F}",
    "שלום (Adatum)\u{200E} בע״מ",
);

#[actix_web::test]
async fn a_name_from_right_to_left_keeps_its_marks_and_is_isolated_where_it_stands() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let asked = Asked {
        company: MIXED.0,
        ..ADATUM
    };
    let link = agent.hand_out(app.paths(), asked, &[]).await;
    let names: Vec<String> = app.read(|conn| {
        Ok(customer_entries::table
            .select(customer_entries::name)
            .load(conn)?)
    });
    assert_eq!(names, [MIXED.1]);
    let list = agent.open(&app.paths().customers()).await.expect(200);
    assert_eq!(list.texts("tbody th a bdi"), [MIXED.1]);
    let found = agent
        .open(&format!("{}?q=(Adatum)%20בע", app.paths().customers()))
        .await;
    assert_eq!(found.expect(200).texts("tbody th a"), [MIXED.1]);
    let record = agent.click(&list, MIXED.1).await.expect(200);
    assert_eq!(record.texts("h1 bdi"), [MIXED.1]);
    let page = app.visitor().open(&link).await.expect(200);
    let isolated = format!("\u{2068}{}\u{2069}", MIXED.1);
    assert!(page.body.contains(&isolated), "{}", page.text());
}

#[actix_web::test]
async fn a_legal_name_has_at_most_250_characters_everywhere() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let longest = "é".repeat(250);
    let asked = Asked {
        company: &longest,
        ..ADATUM
    };
    agent.hand_out(app.paths(), asked, &[]).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    assert_eq!(list.texts("tbody th a"), [longest.as_str()]);
    let over = format!("{longest}é");
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let fields = Asked {
        company: &over,
        ..ADATUM
    }
    .fields();
    let refused = agent
        .submit(&form, "Continue to the message", &borrowed(&fields))
        .await
        .expect(422);
    assert_eq!(
        refused.field_error("company_name").as_deref(),
        Some("Use at most 250 characters; this has 251")
    );
}

#[actix_web::test]
async fn an_address_is_pasted_as_mail_programs_copy_it() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    let typed = [
        ("company_name", "Adatum"),
        ("domain", ADATUM.domain),
        ("recipient", "\"Lima, Ana\" <mailto:ANA＠adatum.example>;"),
    ];
    let draft = agent
        .press(&form, "Continue to the message", &typed)
        .await
        .expect(200);
    assert_eq!(draft.value("recipient"), "ana@adatum.example");
    assert!(
        draft.value("body").contains("Lima, Ana"),
        "{}",
        draft.text()
    );
    let two = [
        typed[0],
        typed[1],
        ("recipient", "ana@adatum.example; bo@adatum.example"),
    ];
    let refused = agent
        .submit(&form, "Continue to the message", &two)
        .await
        .expect(422);
    let why = refused.field_error("recipient").unwrap();
    assert!(
        why.contains("ana@adatum.example and bo@adatum.example"),
        "{why}"
    );
    assert_eq!(refused.value("recipient"), two[2].1);
}

#[actix_web::test]
async fn names_in_files_have_something_that_is_seen() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent
        .invite_many(
            &app,
            "Company,Domain,Email\n\
             \u{200B}\u{2060},adatum.example,ana@adatum.example\n\
             \u{061C}Fabrikam\u{200F},fabrikam.example,bo@fabrikam.example\n",
        )
        .await;
    let verdicts = preview.verdicts();
    assert_eq!(verdicts[0].1, "Unreadable", "{}", preview.text());
    assert_eq!(verdicts[1], ("Fabrikam".to_owned(), "New".to_owned()));
    let file = "Name,Tenant ID,Domain\n\u{200B},t-1,adatum.example\n\u{200E}Tailspin,t-2,tailspin.example\n";
    let preview = agent.import(&app, file.as_bytes()).await;
    assert_eq!(preview.verdicts()[0].1, "Unreadable", "{}", preview.text());
    assert_eq!(preview.verdicts()[1].0, "Tailspin");
}

#[actix_web::test]
async fn the_command_line_takes_no_invisible_names() {
    let folder = tempfile::tempdir().unwrap();
    let run = |partner: &str, name: &str| {
        Command::new(env!("CARGO_BIN_EXE_partner-center"))
            .args([
                "admin",
                "create",
                "--domain",
                "contoso.example",
                "--country",
                "NL",
            ])
            .args([
                "--kind",
                "indirect-reseller",
                "--email",
                "eve@contoso.example",
            ])
            .args(["--partner", partner, "--name", name])
            .env("PARTNER_CENTER_PUBLIC_URL", "http://127.0.0.1:1")
            .env("PARTNER_CENTER_DATA_DIR", folder.path())
            .output()
            .unwrap()
    };
    let refused = run("\u{200B}", "\u{061C}\u{2060}");
    let told = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{told}");
    for words in [
        "--name: Enter the person's name",
        "--partner: Enter the partner's legal name",
    ] {
        assert!(told.contains(words), "{told}");
    }
    let made = run("\u{202A}Contoso\u{202C}", "Eve\u{200B} Adams");
    let told = String::from_utf8_lossy(&made.stdout);
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    assert!(
        told.contains("Eve Adams (eve@contoso.example)") && told.contains("of Contoso."),
        "{told}"
    );
}
