//! Who at a company may have the code besides the person that was invited: a colleague at a domain that is proven to be
//! the company's, and nobody else.

use crate::support::{ADATUM, Asked, Page, Pair, TestApp, Way};

const COLLEAGUE: &str = "bo.chen@adatum.example";

/// The same company, by somebody who reads mail elsewhere.
const BY_MAIL: Asked<'static> = Asked {
    recipient: "ana.lima@gmail.com",
    ..ADATUM
};

/// A customer of the reseller, who is asked again together with its provider: what a person at this address is told.
async fn asked_again(app: &TestApp, pair: &Pair, first: Asked<'_>, email: &str) -> Page {
    let link = pair.link(app, Way::ResellerAlone, first).await;
    app.accept(&link, first.recipient).await;
    let link = pair.link(app, Way::JointByReseller, first).await;
    let visitor = app.visitor();
    let ask = visitor.open(&link).await.expect(200);
    let person = [("name", "Bo Chen"), ("job_title", "IT"), ("email", email)];
    visitor.submit(&ask, "Continue to accept", &person).await
}

fn codes(app: &TestApp, email: &str) -> i64 {
    app.count(&format!(
        "mails WHERE kind = 'code' AND recipient = '{email}'"
    ))
}

#[actix_web::test]
async fn a_colleague_of_a_customer_with_a_verified_domain_gets_a_code() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let answer = asked_again(&app, &pair, ADATUM, COLLEAGUE).await;
    answer.expect(303);
    assert_eq!(codes(&app, COLLEAGUE), 1);
}

#[actix_web::test]
async fn a_colleague_of_a_customer_whose_domain_is_not_verified_gets_no_code() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let answer = asked_again(&app, &pair, BY_MAIL, COLLEAGUE).await;
    let refused = answer.expect(422);
    let message = refused.field_error("email").unwrap();
    assert!(message.contains("a•••@gmail.com"), "{message}");
    assert_eq!(codes(&app, COLLEAGUE), 0);
    assert_eq!(app.count("customers WHERE domain_verified"), 0);
}

#[actix_web::test]
async fn somebody_at_another_domain_than_the_verified_one_gets_no_code() {
    for email in [
        "bo@mail.adatum.example",
        "bo@adatum.example.tailspin.example",
        "bo@notadatum.example",
        "bo@gmail.com",
    ] {
        let app = TestApp::start();
        let pair = app.pair().await;
        let answer = asked_again(&app, &pair, ADATUM, email).await;
        let refused = answer.expect(422);
        assert!(refused.field_error("email").is_some(), "{email}");
        assert_eq!(codes(&app, email), 0, "{email}");
    }
}

#[actix_web::test]
async fn a_colleague_at_a_company_that_has_not_accepted_gets_no_code() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::ResellerAlone, ADATUM).await;
    let visitor = app.visitor();
    let ask = visitor.open(&link).await.expect(200);
    let person = [
        ("name", "Bo Chen"),
        ("job_title", "IT"),
        ("email", COLLEAGUE),
    ];
    let answer = visitor.submit(&ask, "Continue to accept", &person).await;
    answer.expect(422);
    assert_eq!(codes(&app, COLLEAGUE), 0);
}
