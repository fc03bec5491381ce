//! Which acceptances join one record: only those with an address in a domain that is certainly one company's. What an
//! acceptance does not prove is said wherever it is shown.

use std::process::Command;

use diesel::{ExpressionMethods, RunQueryDsl};
use partner_center::{
    db::{DatabaseUrl, schema::customers},
    domains::{ConsentRules, Policy, SharedDomains},
    language::Language,
    verify::{self, Finding, Report},
};

use crate::support::{ADATUM, Asked, Page, TestApp, Visitor, Way};

const SMITH: Asked<'static> = Asked {
    company: "Smith & Sons",
    domain: "yahoo.co.uk",
    recipient: "smith@yahoo.co.uk",
};
const JONES: Asked<'static> = Asked {
    company: "Jones Bakery",
    domain: "yahoo.co.uk",
    recipient: "jones@yahoo.co.uk",
};
/// A company that is asked at an address of another domain.
const BY_MAIL: Asked<'static> = Asked {
    company: "Adatum",
    domain: "adatum.example",
    recipient: "ana.lima@gmail.com",
};

/// The record behind the only row that a search finds.
async fn record(app: &TestApp, staff: &Visitor, company: &str) -> Page {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    staff.click(&list, company).await.expect(200)
}

/// Invited and accepted.
async fn connect(app: &TestApp, agent: &Visitor, asked: Asked<'_>) -> Page {
    let link = agent.hand_out(app.paths(), asked, &[]).await;
    app.accept(&link, asked.recipient).await
}

#[actix_web::test]
async fn two_partners_of_two_companies_at_one_free_mail_domain_see_their_own_alone() {
    let app = TestApp::start();
    let (_, norrbacka) = app.agent_of("Norrbacka").await;
    let (_, hollowbrook) = app.agent_of("Hollowbrook").await;
    connect(&app, &norrbacka, SMITH).await;
    connect(&app, &hollowbrook, JONES).await;
    assert_eq!(
        app.listed(&hollowbrook, "q=yahoo.co.uk").await,
        ["Jones Bakery"]
    );
    assert_eq!(
        app.listed(&norrbacka, "q=yahoo.co.uk").await,
        ["Smith & Sons"]
    );
    let jones = record(&app, &hollowbrook, "Jones Bakery").await;
    assert!(jones.has_text("jones@yahoo.co.uk"), "{}", jones.text());
    assert!(!jones.text().contains("smith"), "{}", jones.text());
    assert!(jones.has_text("Not verified"), "{}", jones.text());
    assert!(
        jones.has_text("yahoo.co.uk is open to everybody, so it proves nothing about the company"),
        "{}",
        jones.text()
    );
    assert_eq!(app.count("customers WHERE domain_verified"), 0);
}

#[actix_web::test]
async fn one_partner_has_many_customers_of_one_shared_domain() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Norrbacka").await;
    // Both open at once, then both connected.
    let smith = agent.hand_out(app.paths(), SMITH, &[]).await;
    let jones = agent.hand_out(app.paths(), JONES, &[]).await;
    app.accept(&smith, SMITH.recipient).await;
    app.accept(&jones, JONES.recipient).await;
    assert_eq!(
        app.listed(&agent, "relationship=connected").await,
        ["Jones Bakery", "Smith & Sons"]
    );
    assert_eq!(app.count("customers"), 2);
    // The same company is still known again, in any capitals.
    let again = Asked {
        company: "smith & SONS",
        recipient: "other@yahoo.co.uk",
        ..SMITH
    };
    let form = agent.open(&app.paths().new_invitation()).await;
    let fields = again.fields();
    let refused = agent
        .submit(
            &form,
            "Continue to the message",
            &crate::support::borrowed(&fields),
        )
        .await
        .expect(422);
    assert_eq!(
        refused.field_error("domain").as_deref(),
        Some("Smith & Sons is your customer already")
    );
}

#[actix_web::test]
async fn a_record_that_counted_as_verified_is_not_joined_once_its_domain_is_known_to_be_shared() {
    let app = TestApp::start();
    let (_, norrbacka) = app.agent_of("Norrbacka").await;
    let (_, hollowbrook) = app.agent_of("Hollowbrook").await;
    connect(&app, &norrbacka, SMITH).await;
    // As an older program, whose list did not hold the domain, left it.
    app.write(|tx| {
        diesel::update(customers::table)
            .set(customers::domain_verified.eq(true))
            .execute(tx.conn())?;
        Ok(())
    });
    connect(&app, &hollowbrook, JONES).await;
    assert_eq!(app.count("customers"), 2);
    assert_eq!(app.listed(&hollowbrook, "").await, ["Jones Bakery"]);
    // It is shown as what it is by now, too.
    let smith = record(&app, &norrbacka, "Smith & Sons").await;
    assert!(smith.has_text("Not verified"), "{}", smith.text());
}

#[actix_web::test]
async fn the_flag_of_an_older_program_lets_nobody_else_at_a_shared_domain_have_the_code() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let alone = pair.link(&app, Way::ResellerAlone, SMITH).await;
    app.accept(&alone, SMITH.recipient).await;
    app.write(|tx| {
        diesel::update(customers::table)
            .set(customers::domain_verified.eq(true))
            .execute(tx.conn())?;
        Ok(())
    });
    // The customer is asked for another partner, too; a stranger at yahoo.co.uk has found the link.
    let joint = pair.link(&app, Way::JointByReseller, SMITH).await;
    let stranger = app.visitor();
    let ask = stranger.open(&joint).await.expect(200);
    let person = [
        ("name", "Eve"),
        ("job_title", "Owner"),
        ("email", "eve@yahoo.co.uk"),
    ];
    let refused = stranger
        .submit(&ask, "Continue to accept", &person)
        .await
        .expect(422);
    let message = refused.field_error("email").unwrap();
    assert!(message.contains("s•••@yahoo.co.uk"), "{message}");
}

#[actix_web::test]
async fn a_public_suffix_is_nobodys_own_and_a_company_below_one_is_verified() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Norrbacka").await;
    let suffix = Asked {
        company: "Hosted",
        domain: "github.io",
        recipient: "a@github.io",
    };
    let below = Asked {
        company: "Below",
        domain: "below.co.uk",
        recipient: "a@below.co.uk",
    };
    connect(&app, &agent, suffix).await;
    assert_eq!(app.count("customers WHERE domain_verified"), 0);
    connect(&app, &agent, below).await;
    assert_eq!(app.count("customers WHERE domain_verified"), 1);
}

#[actix_web::test]
async fn the_operator_adds_a_domain_that_is_shared_and_takes_one_off() {
    let app = TestApp::start_with(|parts| {
        let shared = SharedDomains::parse("+adatum.example, -yahoo.co.uk").unwrap();
        parts.consent.shared = shared;
    });
    let (_, agent) = app.agent_of("Norrbacka").await;
    connect(&app, &agent, ADATUM).await;
    assert_eq!(app.count("customers WHERE domain_verified"), 0);
    connect(&app, &agent, SMITH).await;
    assert_eq!(app.count("customers WHERE domain_verified"), 1);
}

#[actix_web::test]
async fn what_an_acceptance_does_not_prove_is_said_wherever_it_is_shown() {
    for (asked, doubt, to_customer) in [
        (
            BY_MAIL,
            "Agreed by an address outside adatum.example",
            "Your address is outside adatum.example",
        ),
        (
            SMITH,
            "yahoo.co.uk is open to everybody, so it proves nothing about the company",
            "yahoo.co.uk is open to everybody, so it proves nothing about the company",
        ),
    ] {
        let app = TestApp::start();
        let pair = app.pair().await;
        let link = pair.link(&app, Way::JointByReseller, asked).await;
        let customer = app.visitor();
        let (page, code) = app.to_the_code(&customer, &link, asked.recipient).await;
        assert!(page.has_text(to_customer), "{}", page.text());
        let answer = [("code", code.as_str()), ("agree", "yes")];
        let receipt = customer.press(&page, "Accept", &answer).await.expect(200);
        assert!(
            receipt.has_text("(not verified)") && receipt.has_text(to_customer),
            "{}",
            receipt.text()
        );
        let mailed = app.mail_to(asked.recipient).await;
        assert!(mailed.text.contains(to_customer), "{}", mailed.text);
        for staff in [&pair.seller, &pair.distributor] {
            let list = staff.open(&app.paths().customers()).await;
            assert!(
                list.has_text(&format!("Not verified. {doubt}")),
                "{}",
                list.text()
            );
            let file = staff.open(&app.paths().customers_csv()).await;
            assert!(file.body.contains(doubt), "{}", file.body);
            let record = record(&app, staff, asked.company).await;
            assert!(
                record
                    .texts(".card")
                    .iter()
                    .filter(|card| card.contains(doubt))
                    .count()
                    >= 2,
                "company and consent: {}",
                record.text()
            );
            let activity = staff.click(&record, "Activity").await.expect(200);
            assert!(activity.has_text(doubt), "{}", activity.text());
            let tab = record.first("nav.tabs a[href$='/privileges']");
            let privileges = staff.open(tab.attr("href").unwrap()).await.expect(200);
            assert!(privileges.has_text(doubt), "{}", privileges.text());
        }
        for letter in app.mails().await.iter().filter(|it| it.kind == "notice") {
            assert!(letter.text.contains(doubt), "{}", letter.text);
        }
    }
}

#[actix_web::test]
async fn a_verified_acceptance_is_shown_without_doubt() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let list = agent.open(&app.paths().customers()).await;
    assert!(!list.has_text("Not verified"));
    let file = agent.open(&app.paths().customers_csv()).await;
    assert!(
        file.body.trim_end().ends_with(",Verified,"),
        "{}",
        file.body
    );
    let record = record(&app, &agent, "Adatum").await;
    assert!(!record.has_text("Not verified"), "{}", record.text());
}

#[actix_web::test]
async fn what_is_not_proven_is_said_in_every_language() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Norrbacka").await;
    let link = agent.hand_out(app.paths(), SMITH, &[]).await;
    let customer = app.visitor();
    let (page, _) = app.to_the_code(&customer, &link, SMITH.recipient).await;
    let here = place(page.address.as_str());
    let words = [
        (Language::English, "yahoo.co.uk is open to everybody"),
        (Language::German, "yahoo.co.uk steht allen offen"),
        (Language::French, "yahoo.co.uk est ouvert à tous"),
        (
            Language::Spanish,
            "yahoo.co.uk está abierto a todo el mundo",
        ),
        (Language::Portuguese, "yahoo.co.uk está aberto a todos"),
        (Language::Japanese, "yahoo.co.uk は誰でも利用できる"),
    ];
    assert_eq!(words.len(), Language::ALL.len());
    for (language, words) in words {
        let address = format!("{here}&lang={}", language.as_str());
        let page = customer.open(&address).await.expect(200);
        assert!(page.has_text(words), "{}", page.text());
    }
}

/// A site on which only verified acceptances count.
fn strict() -> TestApp {
    TestApp::start_with(|parts| parts.consent.policy = Policy::Verified)
}

#[actix_web::test]
async fn where_a_verified_domain_is_asked_for_others_are_refused_when_inviting() {
    let app = strict();
    let (_, agent) = app.agent_of("Norrbacka").await;
    let form = agent.open(&app.paths().new_invitation()).await;
    for (asked, words) in [
        (BY_MAIL, "Enter an address at adatum.example"),
        (SMITH, "yahoo.co.uk is open to everybody"),
    ] {
        let fields = asked.fields();
        let refused = agent
            .submit(
                &form,
                "Continue to the message",
                &crate::support::borrowed(&fields),
            )
            .await
            .expect(422);
        let message = refused.field_error("recipient").unwrap();
        assert!(message.contains(words), "{message}");
    }
    assert_eq!(app.count("invitations"), 0);
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    for button in ["Save", "Done", "Send now"] {
        let refused = agent
            .submit(&draft, button, &[("recipient", BY_MAIL.recipient)])
            .await
            .expect(422);
        let message = refused.field_error("recipient").unwrap();
        assert!(message.contains("adatum.example"), "{button}: {message}");
    }
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    let receipt = app.accept(&link, ADATUM.recipient).await;
    assert!(receipt.has_text("(verified by your address)"));
}

#[actix_web::test]
async fn where_a_verified_domain_is_asked_for_a_list_says_which_rows_cannot_be_invited() {
    let app = strict();
    let (_, agent) = app.agent_of("Norrbacka").await;
    let preview = agent
        .invite_many(
            &app,
            "Company,Domain,Email\n\
             Smith & Sons,,smith@yahoo.co.uk\n\
             Adatum,adatum.example,ana.lima@gmail.com\n\
             Fabrikam,fabrikam.example,bo@fabrikam.example\n",
        )
        .await;
    let verdicts = preview.verdicts();
    let verdicts: Vec<&str> = verdicts
        .iter()
        .map(|(_, verdict)| verdict.as_str())
        .collect();
    assert_eq!(verdicts, ["Unreadable", "Unreadable", "New"]);
    assert!(preview.has_text("open to everybody"), "{}", preview.text());
    agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert_eq!(app.count("invitations"), 1);
}

/// The same page at another server.
fn place(address: &str) -> String {
    let address = url::Url::parse(address).unwrap();
    match address.query() {
        Some(query) => format!("{}?{query}", address.path()),
        None => address.path().to_owned(),
    }
}

#[actix_web::test]
async fn where_a_verified_domain_is_asked_for_from_now_on_links_that_are_out_are_not_accepted() {
    // The setting is changed while links are out and codes are mailed: the same database under the stricter site.
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Norrbacka").await;
    let link = agent.hand_out(app.paths(), BY_MAIL, &[]).await;
    let (page, code) = app
        .to_the_code(&app.visitor(), &link, BY_MAIL.recipient)
        .await;
    let stricter = app.again_with(|parts| parts.consent.policy = Policy::Verified);
    let answer = [("code", code.as_str()), ("agree", "yes")];
    let visitor = stricter.visitor();
    let there = visitor
        .open(&place(page.address.as_str()))
        .await
        .expect(200);
    let refused = visitor.submit(&there, "Accept", &answer).await.expect(403);
    for words in [
        "outside adatum.example",
        "only an address in the company’s own domain can accept",
    ] {
        assert!(refused.has_text(words), "{}", refused.text());
    }
    assert_eq!(app.count("consents"), 0);
    app.pass(chrono::Duration::minutes(2));
    let ask = visitor.open(&place(&link)).await.expect(200);
    let person = [
        ("name", "Ana"),
        ("job_title", "IT"),
        ("email", BY_MAIL.recipient),
    ];
    let refused = visitor
        .submit(&ask, "Continue to accept", &person)
        .await
        .expect(422);
    assert!(
        refused
            .field_error("email")
            .unwrap()
            .contains("outside adatum.example")
    );
    // Where any acceptance counts, the same code still does.
    let customer = app.visitor();
    customer.submit(&page, "Accept", &answer).await.expect(303);
}

#[actix_web::test]
async fn rows_of_a_shared_domain_are_invited_each_for_itself() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Norrbacka").await;
    let preview = agent
        .invite_many(
            &app,
            "Company,Email\nSmith & Sons,smith@yahoo.co.uk\nJones Bakery,jones@yahoo.co.uk\n",
        )
        .await;
    let verdicts = preview.verdicts();
    let verdicts: Vec<&str> = verdicts
        .iter()
        .map(|(_, verdict)| verdict.as_str())
        .collect();
    assert_eq!(
        verdicts,
        [
            "Will be asked, look at the address",
            "Will be asked, look at the address"
        ]
    );
    assert!(
        preview.has_text("will stay unverified, and it gets a record of its own"),
        "{}",
        preview.text()
    );
    agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert_eq!(
        (app.count("invitations"), app.count("customer_entries")),
        (2, 2)
    );
    let again = agent
        .invite_many(
            &app,
            "Company,Email\nSmith & Sons,smith@yahoo.co.uk\nBrown,brown@yahoo.co.uk\nBROWN,b@yahoo.co.uk\n",
        )
        .await;
    let verdicts = again.verdicts();
    let verdicts: Vec<&str> = verdicts
        .iter()
        .map(|(_, verdict)| verdict.as_str())
        .collect();
    assert_eq!(
        verdicts,
        [
            "Invitation open already",
            "Will be asked, look at the address",
            "Repeated in the file"
        ]
    );
}

#[actix_web::test]
async fn companies_of_a_shared_domain_are_imported_each_for_itself() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Norrbacka").await;
    let preview = agent
        .import(
            &app,
            b"Name,Tenant ID,Domain\nSmith & Sons,t-1,yahoo.co.uk\nJones Bakery,t-2,yahoo.co.uk\n",
        )
        .await;
    agent
        .confirm(&app, &preview, "Import these companies")
        .await;
    assert_eq!(
        app.listed(&agent, "").await,
        ["Jones Bakery", "Smith & Sons"]
    );
    let again = agent
        .import(
            &app,
            b"Name,Tenant ID,Domain\nJones Bakery,t-2,yahoo.co.uk\n",
        )
        .await;
    assert_eq!(again.verdicts()[0].1, "Known here already");
}

fn findings(app: &TestApp, rules: &ConsentRules) -> (Vec<Finding>, u64) {
    let (mut found, mut rows) = (Vec::new(), 0);
    app.read(|conn| {
        let mut take = |it| found.push(it);
        let mut progress = |what: &str, so_far| {
            if what == "customers of shared domains" {
                rows = so_far;
            }
        };
        verify::run(conn, &mut Report::new(rules, &mut take, &mut progress))
    });
    (found, rows)
}

/// A site with Smith and Jones joined, as an older program did it, and a customer that nobody doubts.
async fn joined_before() -> TestApp {
    let app = TestApp::start_with(|parts| {
        parts.consent.shared = SharedDomains::parse("-yahoo.co.uk").unwrap();
    });
    let (_, norrbacka) = app.agent_of("Norrbacka").await;
    let (_, hollowbrook) = app.agent_of("Hollowbrook").await;
    connect(&app, &norrbacka, SMITH).await;
    connect(&app, &hollowbrook, JONES).await;
    connect(&app, &norrbacka, ADATUM).await;
    connect(
        &app,
        &hollowbrook,
        Asked {
            recipient: "bo@adatum.example",
            ..ADATUM
        },
    )
    .await;
    assert_eq!(app.count("customers"), 2, "joined");
    app
}

#[actix_web::test]
async fn verify_lists_records_that_were_joined_through_a_shared_domain() {
    let app = joined_before().await;
    let (found, rows) = findings(&app, &ConsentRules::default());
    assert_eq!(rows, 2, "both records were looked at");
    assert_eq!(found.len(), 1, "{found:?}");
    for words in [
        "Smith & Sons",
        "yahoo.co.uk",
        "Norrbacka (agreed by smith@yahoo.co.uk)",
        "Hollowbrook (agreed by jones@yahoo.co.uk)",
    ] {
        assert!(found[0].what.contains(words), "{}", found[0].what);
    }
    assert!(found[0].to_do.contains("invite its customer again"));
    assert_eq!(
        findings(&app, &app.parts.consent).0,
        [],
        "the operator vouches for it"
    );
}

#[actix_web::test]
async fn the_command_verify_prints_findings_and_fails_with_them() {
    let app = joined_before().await;
    let url = match app.database_url() {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    let folder = tempfile::tempdir().unwrap();
    let run = |shared: &str| {
        Command::new(env!("CARGO_BIN_EXE_partner-center"))
            .arg("verify")
            .env("PARTNER_CENTER_DATABASE_URL", &url)
            .env("PARTNER_CENTER_DATA_DIR", folder.path())
            .env("PARTNER_CENTER_SHARED_DOMAINS", shared)
            .output()
            .unwrap()
    };
    let found = run("");
    let (out, err) = (
        String::from_utf8_lossy(&found.stdout),
        String::from_utf8_lossy(&found.stderr),
    );
    assert_eq!(found.status.code(), Some(1), "{out}{err}");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(
        out.contains("Smith & Sons") && out.contains("jones@yahoo.co.uk"),
        "{out}"
    );
    assert!(
        err.contains("2 looked at") && err.contains("1 finding"),
        "{err}"
    );
    let clean = run("-yahoo.co.uk");
    let out = String::from_utf8_lossy(&clean.stdout);
    assert_eq!(clean.status.code(), Some(0), "{out}");
    assert!(out.contains("Nothing was found"), "{out}");
}
