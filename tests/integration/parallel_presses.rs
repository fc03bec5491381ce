//! One person who presses Accept many times at once.

use futures_util::future::join_all;

use crate::support::{Asked, TestApp};

#[actix_web::test]
async fn every_press_of_the_right_code_ends_at_the_receipt() {
    const PRESSES: usize = 16;
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for round in 0..6 {
        let domain = format!("company-{round}.example");
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &domain,
            domain: &domain,
            recipient: &recipient,
        };
        let link = agent.hand_out(app.paths(), asked, &[]).await;
        let customer = app.visitor();
        let (page, code) = app.to_the_code(&customer, &link, &recipient).await;
        let typed = [("code", code.as_str()), ("agree", "yes")];
        let presses = (0..PRESSES).map(|_| {
            let (customer, form) = (customer.clone(), page.form("Accept").fill(&typed));
            async move {
                let answer = customer.submit_form(form).await;
                if answer.status != 303 {
                    return (answer.status, answer.error_summary().join(" "));
                }
                let receipt = customer.follow(&answer).await;
                (receipt.status, receipt.heading())
            }
        });
        let receipt = (200, "You are now connected with Contoso".to_owned());
        for answer in join_all(presses).await {
            assert_eq!(answer, receipt, "round {round}");
        }
    }
    assert_eq!((app.count("consents"), app.count("relationships")), (6, 6));
}

#[actix_web::test]
async fn a_right_code_after_five_wrong_ones_is_still_refused() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = (agent.hand_out(app.paths(), crate::support::ADATUM, &[])).await;
    let customer = app.visitor();
    let (page, code) = app
        .to_the_code(&customer, &link, crate::support::ADATUM.recipient)
        .await;
    for _ in 0..5 {
        let wrong = [("code", "BBBBBBBB"), ("agree", "yes")];
        customer.submit(&page, "Accept", &wrong).await.expect(422);
    }
    let right = [("code", code.as_str()), ("agree", "yes")];
    let refused = customer.submit(&page, "Accept", &right).await.expect(422);
    let error = refused.field_error("code").unwrap_or_default();
    assert!(error.contains("entered wrongly five times"), "{error}");
    assert_eq!(app.count("consents"), 0);
}
