//! Who of a partner's staff looks after a customer.

use partner_center::{db::ids::UserId, identity::Role};

use crate::support::{Company, TestApp, Visitor};

fn person(app: &TestApp, company: &Company, role: Role) -> String {
    let email = company.email(role);
    let id: UserId = app.read(move |conn| {
        Ok(partner_center::identity::user_by_email(conn, &email)?
            .unwrap()
            .id)
    });
    id.to_string()
}

async fn address(app: &TestApp, staff: &Visitor) -> String {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    format!("{}/account/responsible", list.link("Adatum"))
}

#[actix_web::test]
async fn somebody_is_made_responsible_and_nobody_again() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let address = address(&app, &agent).await;
    let form = agent.open(&address).await.expect(200);
    assert_eq!(form.value("person"), "");
    let sales = person(&app, &contoso, Role::SalesAgent);
    let record = agent.press(&form, "Save", &[("person", &sales)]).await;
    let record = record.expect(200);
    assert_eq!(
        record.flash(),
        "Sales agent of Contoso is responsible for Adatum now."
    );
    let form = agent.open(&address).await.expect(200);
    assert_eq!(form.value("person"), sales);
    let record = agent.press(&form, "Save", &[("person", "")]).await;
    assert_eq!(
        record.expect(200).flash(),
        "Nobody is responsible for Adatum now."
    );
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    assert!(activity.has_text("Responsible person: none → Sales agent of Contoso"));
    assert!(activity.has_text("Responsible person: Sales agent of Contoso → none"));
}

#[actix_web::test]
async fn a_choice_made_since_the_page_was_opened_is_not_overwritten() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let address = address(&app, &agent).await;
    let (one, other) = (agent.open(&address).await, agent.open(&address).await);
    let sales = person(&app, &contoso, Role::SalesAgent);
    let admin = person(&app, &contoso, Role::GlobalAdmin);
    agent
        .submit(&one, "Save", &[("person", &sales)])
        .await
        .expect(303);
    let refused = agent.submit(&other, "Save", &[("person", &admin)]).await;
    let refused = refused.expect(422);
    assert!(
        refused
            .field_error("person")
            .unwrap()
            .contains("Sales agent of Contoso was made")
    );
    assert_eq!(refused.value("person"), admin, "what was chosen is kept");
    agent.submit(&refused, "Save", &[]).await.expect(303);
    assert_eq!(agent.open(&address).await.value("person"), admin);
}

#[actix_web::test]
async fn nobody_of_another_partner_can_be_responsible() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let other = app.partner("Fabrikam");
    let foreign = person(&app, &other, Role::AdminAgent);
    let address = address(&app, &agent).await;
    for wrong in [foreign.as_str(), "nonsense"] {
        let refused = agent.post(&address, &[("person", wrong)]).await.expect(422);
        assert_eq!(
            refused.field_error("person").as_deref(),
            Some("Choose one of your colleagues")
        );
    }
    assert_eq!(app.count("responsible_people"), 0);
}
