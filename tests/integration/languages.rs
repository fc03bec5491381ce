//! The customer reads, is written to and answers in a language of theirs.

use chrono::Duration;
use partner_center::{
    db::ids::PartnershipId,
    identity::{RelationshipKind, Role},
    partnerships::{self, Partnership, State},
};
use reqwest::{Method, header::ACCEPT_LANGUAGE};

use crate::support::{ADATUM, Asked, Company, Page, TestApp, Visitor};

const GERMAN: &[(&str, &str)] = &[("language", "de")];
const PERSON: &[(&str, &str)] = &[
    ("name", "Ana Lima"),
    ("job_title", "Leitung IT"),
    ("email", ADATUM.recipient),
];

fn lang(page: &Page) -> &str {
    page.first("html").attr("lang").unwrap()
}

async fn with_browser(visitor: &Visitor, link: &str, accepted: &str) -> Page {
    let request = visitor.request(Method::GET, link);
    visitor
        .send(request.header(ACCEPT_LANGUAGE, accepted))
        .await
}

#[actix_web::test]
async fn an_invitation_in_german_has_a_german_letter_page_code_and_receipt() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, GERMAN).await;
    assert_eq!(
        draft.value("subject"),
        "Contoso bittet Adatum um eine Handelspartnerbeziehung"
    );
    assert!(draft.value("body").starts_with("Guten Tag Ana Lima,"));
    assert_eq!(draft.first(".preview").attr("lang"), Some("de"));
    assert!(draft.has_text("Wie Sie es zurücknehmen"));
    agent.submit(&draft, "Send now", &[]).await.expect(303);
    let letter = app.mail_to(ADATUM.recipient).await;
    assert!(letter.html.contains("<html lang=\"de\">"));
    assert!(
        letter.text.contains("Antworten gehen an"),
        "{}",
        letter.text
    );

    let customer = app.visitor();
    let ask = customer.open(letter.link()).await.expect(200);
    assert_eq!(ask.heading(), "Contoso möchte für Adatum tätig werden");
    assert_eq!(lang(&ask), "de");
    assert!(ask.has_text("Niederlande") && ask.has_text("Indirekter Handelspartner"));
    let code_page = customer
        .press(&ask, "Weiter zur Annahme", PERSON)
        .await
        .expect(200);
    let mail = app.mail_to(ADATUM.recipient).await;
    assert_eq!(mail.subject, "Ihr Code");
    assert!(code_page.has_text("Vereinbarung von Adatum (adatum.example)"));
    let agreed = [("code", mail.code()), ("agree", "yes")];
    let receipt = customer
        .press(&code_page, "Annehmen", &agreed)
        .await
        .expect(200);
    assert_eq!(receipt.heading(), "Sie sind jetzt mit Contoso verbunden");
    let mail = app.mail_to(ADATUM.recipient).await;
    assert_eq!(
        mail.subject,
        "Bestätigung: Adatum ist mit Contoso verbunden"
    );
    assert!(mail.html.contains("<html lang=\"de\">"));
}

#[actix_web::test]
async fn the_browser_decides_only_when_it_does_not_take_the_invitations_language() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, GERMAN).await;
    let customer = app.visitor();
    for (accepted, language) in [
        ("ja", "ja"),
        ("fr-CA, fr;q=0.9, en;q=0.5", "fr"),
        ("fr, de;q=0.1", "de"),
        ("fr, *;q=0.1", "de"),
        ("fr;q=0.4, pt-BR;q=0.6, de;q=0", "pt"),
        ("nl", "de"),
        ("", "de"),
        (";;q=2, =, q", "de"),
    ] {
        let page = with_browser(&customer, &link, accepted).await;
        assert_eq!(lang(&page), language, "{accepted}");
    }
}

#[actix_web::test]
async fn a_language_that_is_chosen_stays_through_errors_code_and_receipt() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let english = with_browser(&customer, &link, "en").await;
    let ask = customer.click(&english, "Français").await.expect(200);
    assert_eq!(ask.heading(), "Contoso demande à agir pour Adatum");

    let refused = customer
        .submit(&ask, "Continuer pour accepter", &[("name", "Ana")])
        .await
        .expect(422);
    assert_eq!(lang(&refused), "fr");
    assert_eq!(
        refused.field_error("job_title").unwrap(),
        "Erreur : Saisissez votre fonction"
    );
    assert!(refused.title().starts_with("Erreur : "));
    assert_eq!(refused.value("name"), "Ana");

    let code_page = customer
        .press(&refused, "Continuer pour accepter", PERSON)
        .await
        .expect(200);
    let mail = app.mail_to(ADATUM.recipient).await;
    assert_eq!(
        (lang(&code_page), mail.subject.as_str()),
        ("fr", "Votre code")
    );
    let wrong = customer
        .submit(
            &code_page,
            "Accepter",
            &[("code", "AAAAAAAA"), ("agree", "yes")],
        )
        .await
        .expect(422);
    assert_eq!(
        wrong.field_error("code").unwrap(),
        "Erreur : Ce n’est pas le code. Il reste 4 essais"
    );
    let spanish = customer.click(&wrong, "Español").await.expect(200);
    assert_eq!(
        spanish.heading(),
        "Introduzca el código y dé su conformidad"
    );
    let receipt = customer
        .press(
            &wrong,
            "Accepter",
            &[("code", mail.code()), ("agree", "yes")],
        )
        .await
        .expect(200);
    assert_eq!(
        receipt.heading(),
        "Vous êtes maintenant en relation avec Contoso"
    );
    assert_eq!(
        app.mail_to(ADATUM.recipient).await.subject,
        "Reçu\u{a0}: Adatum est en relation avec Contoso"
    );
    let sender = app.mail_to("admin-agent@contoso.example").await;
    assert_eq!(
        sender.subject, "Adatum accepted your invitation",
        "staff read English"
    );
    let japanese = customer.click(&receipt, "日本語").await.expect(200);
    assert_eq!(japanese.heading(), "Contoso との関係が結ばれました");
}

#[actix_web::test]
async fn declining_keeps_the_chosen_language_too() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let customer = app.visitor();
    let ask = customer.open(&format!("{link}?lang=ja")).await.expect(200);
    let page = customer
        .click(&ask, "心当たりがありません")
        .await
        .expect(200);
    assert_eq!(page.heading(), "この招待に心当たりがない場合");
    let other = customer.click(&page, "Deutsch").await.expect(200);
    assert_eq!(other.heading(), "Sie haben diese Einladung nicht erwartet");
    let empty = customer
        .submit(&page, "報告して辞退する", &[])
        .await
        .expect(422);
    assert!(
        empty
            .field_error("reason")
            .unwrap()
            .starts_with("エラー: 理由を")
    );
    let done = customer
        .submit(&empty, "報告して辞退する", &[("reason", "知らない")])
        .await;
    let dead = customer.follow(&done).await.expect(410);
    assert_eq!(
        (lang(&dead), dead.heading().as_str()),
        ("ja", "この招待は辞退されました")
    );
}

#[actix_web::test]
async fn a_language_that_we_do_not_have_is_no_choice() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, GERMAN).await;
    for choice in ["nl", "", "de-AT", "%22%3E", "english"] {
        let page = app
            .visitor()
            .open(&format!("{link}?lang={choice}"))
            .await
            .expect(200);
        assert_eq!(lang(&page), "de", "{choice}");
    }
}

#[actix_web::test]
async fn the_agreement_stays_in_the_language_in_which_it_was_frozen() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, GERMAN).await;
    let customer = app.visitor();
    let ask = customer.open(&format!("{link}?lang=en")).await.expect(200);
    let page = customer
        .press(&ask, "Continue to accept", PERSON)
        .await
        .expect(200);
    let agreement = page.first(".agreement .letter-text");
    assert_eq!(agreement.attr("lang"), Some("de"));
    assert!(page.texts(".agreement .letter-text")[0].starts_with("Vereinbarung von Adatum"));
    assert!(page.has_text("The agreement is written in this language: Deutsch."));
    let hash = page.value("terms");
    let german = customer.click(&page, "Deutsch").await.expect(200);
    assert_eq!(german.value("terms"), hash);
    assert!(!german.has_text("Die Vereinbarung ist in dieser Sprache abgefasst"));
    let mail = app.mail_to(ADATUM.recipient).await;
    let agreed = [("code", mail.code()), ("agree", "yes")];
    let receipt = customer.press(&page, "Accept", &agreed).await.expect(200);
    assert!(receipt.has_text(&hash) && receipt.has_text("Vereinbarung von Adatum"));
}

#[actix_web::test]
async fn every_dead_page_and_the_staffs_refusal_are_in_the_language() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, GERMAN).await;
    let (page, code) = {
        let ask = agent.open(&link).await.expect(200);
        let page = agent
            .press(&ask, "Weiter zur Annahme", PERSON)
            .await
            .expect(200);
        (page, app.mail_to(ADATUM.recipient).await.code().to_owned())
    };
    let agreed = [("code", code.as_str()), ("agree", "yes")];
    let staff = agent.submit(&page, "Annehmen", &agreed).await.expect(403);
    assert_eq!(staff.heading(), "Nur der Kunde kann antworten");
    app.pass(Duration::days(31));
    let dead = app.visitor().open(&link).await.expect(410);
    assert_eq!(
        (lang(&dead), dead.heading().as_str()),
        ("de", "Dieser Link ist abgelaufen")
    );
    let spanish = app.visitor().click(&dead, "Español").await.expect(410);
    assert_eq!(spanish.heading(), "Este enlace ha caducado");
}

/// An active partnership; any invitation of the reseller's stands for the one that made it.
async fn work_together(app: &TestApp, reseller: &Company, provider: &Company, agent: &Visitor) {
    let asked = Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    let draft = agent.draft(app.paths(), asked, &[]).await;
    let key = draft.address.path().rsplit('/').next().unwrap();
    let contact = |company: &Company| {
        let email = format!("partnerships@{}", company.domain);
        app.staff(company, Role::GlobalAdmin, "Contact", &email)
    };
    let partnership = Partnership {
        id: PartnershipId::new(),
        provider_id: provider.id,
        reseller_id: reseller.id,
        state: State::Active,
        invitation_id: key.parse().unwrap(),
        provider_contact: contact(provider),
        reseller_contact: contact(reseller),
        started_at: app.now(),
        ended_at: None,
        ended_by: None,
        end_reason: String::new(),
        statements_version: None,
    };
    app.write(|tx| partnerships::insert(tx, &partnership));
}

#[actix_web::test]
async fn a_joint_invitation_names_both_and_what_each_may_do_in_every_language() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let northwind = app.partner_of_kind("Northwind", RelationshipKind::IndirectProvider);
    work_together(&app, &contoso, &northwind, &agent).await;
    let provider = northwind.id.to_string();
    for (language, subject, heading) in [
        (
            "en",
            "Contoso and Northwind ask Adatum for a reseller relationship",
            "Contoso and Northwind ask to act for Adatum",
        ),
        (
            "de",
            "Contoso und Northwind bitten Adatum um eine Handelspartnerbeziehung",
            "Contoso und Northwind möchten für Adatum tätig werden",
        ),
        (
            "fr",
            "Contoso et Northwind sollicitent une relation de revente avec Adatum",
            "Contoso et Northwind demandent à agir pour Adatum",
        ),
        (
            "es",
            "Contoso y Northwind solicitan a Adatum una relación de reventa",
            "Contoso y Northwind solicitan actuar para Adatum",
        ),
        (
            "pt",
            "Contoso e Northwind solicitam a Adatum uma relação de revenda",
            "Contoso e Northwind pedem para agir por Adatum",
        ),
        (
            "ja",
            "Adatum 様とのリセラー関係のお願い（Contoso および Northwind）",
            "Contoso および Northwind が Adatum のために業務を行うことへのご同意のお願い",
        ),
    ] {
        let more = [("language", language), ("provider", provider.as_str())];
        let draft = agent.draft(app.paths(), ADATUM, &more).await;
        assert_eq!(draft.value("subject"), subject);
        let link = draft.first("#link").attr("value").unwrap().to_owned();
        agent.submit(&draft, "Done", &[]).await.expect(303);
        let page = app.visitor().open(&link).await.expect(200);
        assert_eq!((lang(&page), page.heading().as_str()), (language, heading));
        assert_eq!(page.all(".asking .card").len(), 2);
        let place = draft.address.path().to_owned();
        let shown = agent.open(&place).await.expect(200);
        agent
            .submit(&shown, "Revoke this invitation", &[])
            .await
            .expect(303);
    }
}

/// SHA-256 of the agreement in each language: of a reseller and a provider with all privileges, and of a direct bill
/// partner with none. Whoever changes a word of it raises the version in `terms.rs`, and then these.
const WORDINGS: &[(&str, &str, &str)] = &[
    (
        "en",
        "748c1b140071fa1dc21b807bd2abde2d80ebab61965a35a0fcec765878727fcc",
        "a5a6f675bbb2fe5f26dbcee73e0b8f671702fd502a9cf1d04af036820e764740",
    ),
    (
        "de",
        "e0424ca58e9e214c724e884f68dd19c5e90da85f14d75f61060e43733aa25dd7",
        "ff6763bd67e9eee573ea8a65f73208ab5a31440befcbde0e1a60eafd93b106ee",
    ),
    (
        "fr",
        "763995ab31844bd223f9dc2d91a6f75df62ca380d63a5fa26abfe8a48a51d0d5",
        "d0047a81e145859530d0cbff31d0838a9078e94f417e0121cc963efa14fbf602",
    ),
    (
        "es",
        "802f087e63eb3537bf002fae0f9043885b622d500defa768d032efd719434867",
        "4a1b3c88d4098322beed540885a6ebc2400b8d5fb1400341083ec91e8a180b40",
    ),
    (
        "pt",
        "0ba49fc37a3f2af66602f1968e3f4c2cce0cc80efae8901df9959f878a3b3a02",
        "c363ab768dec0934663a7dbce2c51eeeae8b1b3be4fa5cafe7fa13e9636e9712",
    ),
    (
        "ja",
        "d138aeaa1d19f944eb9605c7bba0313dd38adeb164b484a1fe253e92b24f1f0c",
        "04aa3dd4387b076926a317f6a4f567dc053a1ac92745d93d0f54d2bf36877864",
    ),
];

const ALL_ROLES: &[(&str, &str)] = &[
    ("roles", "directory_reader"),
    ("roles", "service_support"),
    ("roles", "license_administrator"),
    ("roles", "user_administrator"),
    ("roles", "global_administrator"),
    ("roles", "global_reader"),
    ("roles", "exchange_administrator"),
    ("roles", "sharepoint_administrator"),
    ("roles", "teams_administrator"),
    ("roles", "intune_administrator"),
    ("roles", "security_administrator"),
];

/// The hash on the page of the code.
async fn hash_of_the_wording(app: &TestApp, link: &str, email: &str) -> String {
    let link = format!("{link}?lang=en");
    let (page, _) = app.to_the_code(&app.visitor(), &link, email).await;
    page.value("terms")
}

#[actix_web::test]
async fn the_wording_of_a_version_stays_as_it_is() {
    let mut found = Vec::new();
    for (language, ..) in WORDINGS {
        let app = TestApp::start();
        let (contoso, agent) = app.agent_of("Contoso").await;
        let iberia = app.partner_of_kind("Iberia Cloud", RelationshipKind::IndirectProvider);
        work_together(&app, &contoso, &iberia, &agent).await;
        let provider = iberia.id.to_string();
        let mut more = vec![("language", *language), ("provider", &provider)];
        more.push(("days", "90"));
        more.extend_from_slice(ALL_ROLES);
        let link = agent.hand_out(app.paths(), ADATUM, &more).await;
        let joint = hash_of_the_wording(&app, &link, ADATUM.recipient).await;

        let coffee = app.partner_of_kind("Fourth Coffee", RelationshipKind::DirectBill);
        let direct = app.sign_in(&coffee, Role::AdminAgent).await;
        let shared = Asked {
            company: "Shared",
            domain: "gmail.com",
            recipient: "ana@gmail.com",
        };
        let more = [("language", *language)];
        let link = direct.hand_out(app.paths(), shared, &more).await;
        let alone = hash_of_the_wording(&app, &link, shared.recipient).await;
        found.push((*language, joint, alone));
    }
    let found: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|(language, joint, alone)| (*language, joint.as_str(), alone.as_str()))
        .collect();
    assert_eq!(found, WORDINGS);
}
