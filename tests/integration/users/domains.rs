//! Users can be in every verified domain of the customer, and in no other one.

use diesel::{ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    customer_access::{Granted, ManageUsers},
    customers::{self, CustomerDomain, DomainProof, insert_domain, verify_domain},
    db::{
        ids::CustomerId,
        schema::{customer_domains, users},
    },
    directory::{self, Profile, UserRoles},
    identity::CustomerManager,
};

use super::Desk;
use crate::support::Page;

const FURTHER: &str = "adatum-sales.example";

/// A further domain of the customer, proven.
fn prove(desk: &Desk) {
    let now = desk.app.now();
    let row = CustomerDomain::new(CustomerId::from_uuid(desk.customer), FURTHER, None, now);
    let proven = desk.app.write(|tx| {
        insert_domain(tx, &row)?;
        verify_domain(tx, &row, DomainProof::Dns, now)
    });
    assert!(proven);
}

/// Presses the button that takes the further domain off.
async fn take_off(desk: &Desk) -> Page {
    let all = desk.app.paths().customer_domains(desk.customer);
    let all = desk.agent.open(&all).await.expect(200);
    let page = desk.agent.click(&all, "Change: adatum-sales.example").await;
    let page = page.expect(200);
    desk.agent
        .submit(&page, "Take adatum-sales.example off", &[])
        .await
}

#[actix_web::test]
async fn a_user_can_be_in_each_verified_domain_of_the_customer() {
    let desk = Desk::global().await;
    let domains = |page: &Page| page.texts("select[name=domain] option");
    let form = desk.agent.open(&desk.below("new")).await.expect(200);
    assert_eq!(domains(&form), ["adatum.example"]);
    let further = [
        ("display_name", "Ada"),
        ("user_name", "ada"),
        ("domain", FURTHER),
    ];
    let refused = desk.agent.post(&desk.below("new"), &further).await;
    let refused = refused.expect(422);
    assert_eq!(
        refused.field_error("domain").as_deref(),
        Some("Choose one of the customer's verified domains")
    );

    prove(&desk);
    let form = desk.agent.open(&desk.below("new")).await.expect(200);
    assert_eq!(domains(&form), ["adatum.example", FURTHER]);
    let ada = desk.add_with("Ada", "ada", &[("domain", FURTHER)]).await;
    let page = desk.page(ada).await.expect(200);
    assert!(page.has_text("ada@adatum-sales.example"), "{}", page.text());
}

#[actix_web::test]
async fn a_domain_stays_while_a_user_has_it_in_their_user_name() {
    let desk = Desk::global().await;
    prove(&desk);
    let ada = desk.add_with("Ada", "ada", &[("domain", FURTHER)]).await;
    desk.delete(&[ada]).await.expect(303);
    let refused = take_off(&desk).await.expect(422);
    let why = "One user has a user name in adatum-sales.example, deleted ones that can be restored included";
    assert!(
        refused.error_summary()[0].starts_with(why),
        "{}",
        refused.text()
    );

    let restored = desk.restoration(&[ada]).await.expect(200);
    let typed = [("user_name", "ada@adatum.example")];
    let answer = desk.agent.submit(&restored, "main form.form", &typed).await;
    answer.expect(303);
    take_off(&desk).await.expect(303);
}

/// A form was judged before the domain was taken off: what it asks for is judged again where nothing changes meanwhile.
#[actix_web::test]
async fn a_domain_that_was_taken_off_in_the_meantime_gets_no_user() {
    let desk = Desk::global().await;
    let customer = CustomerId::from_uuid(desk.customer);
    let added = desk.app.write(|tx| {
        diesel::update(customer_domains::table)
            .set((
                customer_domains::state.eq("removed"),
                customer_domains::removed_at.eq(customer_domains::added_at.nullable()),
            ))
            .execute(tx.conn())?;
        let staff = users::table.select(users::id).first(tx.conn())?;
        let by = CustomerManager::for_user(tx.conn(), staff)?;
        let entry = customers::find(tx.conn(), by.scope, customer.uuid())?;
        let now = desk.app.now();
        let by = Granted::<ManageUsers>::of(tx, by, entry, now)?;
        let ada = Profile {
            display_name: "Ada".to_owned(),
            first_name: String::new(),
            last_name: String::new(),
            user_name: "ada@adatum.example".to_owned(),
            usage_location: None,
            contact_email: String::new(),
            roles: UserRoles::default(),
        };
        Ok(directory::add(tx, &by, &ada, now))
    });
    assert_eq!(
        added.unwrap_err().to_string(),
        "adatum.example is not a verified domain of this customer. Choose another one"
    );
}
