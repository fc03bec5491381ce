//! The list of those who left.

use diesel::ExpressionMethods;
use diesel::{RunQueryDsl, connection::SimpleConnection};
use partner_center::{
    db::{
        ids::{CustomerId, EntryId},
        schema::{customer_entries as entries, customers},
        types::Timestamp,
    },
    identity::Role,
};

use super::{cells, remove};
use crate::{
    licenses::Hall,
    support::{Asked, Company, TestApp, Visitor},
};

/// A customer that left so many minutes ago, past the site.
fn insert(app: &TestApp, company: &Company, number: i64) {
    let (name, domain) = (
        format!("Former {number:03}"),
        format!("former{number:03}.example"),
    );
    let (id, left): (CustomerId, Timestamp) = (
        CustomerId::new(),
        app.now().minus(chrono::Duration::minutes(number)),
    );
    app.write(|tx| {
        let customer = (
            customers::id.eq(id),
            customers::name.eq(&name),
            customers::domain.eq(&domain),
            customers::domain_verified.eq(true),
            customers::contact_name.eq("Bo"),
            customers::contact_job_title.eq(""),
            customers::contact_email.eq(format!("bo@{domain}")),
            customers::created_at.eq(left),
        );
        diesel::insert_into(customers::table)
            .values(customer)
            .execute(tx.conn())?;
        let entry = (
            entries::id.eq(EntryId::new()),
            entries::partner_id.eq(company.id),
            entries::customer_id.eq(id),
            entries::name.eq(&name),
            entries::name_key.eq(name.to_lowercase()),
            entries::domain.eq(&domain),
            entries::search_text.eq(format!("{} {domain}", name.to_lowercase())),
            entries::standing.eq("former"),
            entries::listed.eq(false),
            entries::since.eq(left),
            entries::created_at.eq(left),
            entries::left_at.eq(left),
        );
        diesel::insert_into(entries::table)
            .values(entry)
            .execute(tx.conn())?;
        Ok(())
    });
}

/// The names on all pages from this one on.
async fn all(agent: &Visitor, address: &str) -> Vec<Vec<String>> {
    let mut page = agent.open(address).await.expect(200);
    let mut pages = vec![page.texts("tbody th a")];
    while page.has_link("Next") {
        page = agent.click(&page, "Next").await.expect(200);
        pages.push(page.texts("tbody th a"));
    }
    pages
}

#[actix_web::test]
async fn who_left_stands_there_with_when_by_whom_and_the_report() {
    let hall = Hall::with("user_administrator").await;
    let former = hall.app().paths().former_customers();
    let empty = hall.agent.open(&former).await.expect(200);
    assert!(empty.has_text("No former customers"));
    remove(&hall, &hall.agent, &[("reason", "The contract ended")]).await;
    let customers = hall.agent.open(&hall.app().paths().customers()).await;
    let page = hall
        .agent
        .click(&customers, "Former customers")
        .await
        .expect(200);
    let rows = page.table("").rows;
    assert_eq!(rows.len(), 1);
    assert!(
        rows[0]
            .iter()
            .any(|cell| cell.contains("Admin agent of Meridian")),
        "{rows:?}"
    );
    let report = hall
        .agent
        .click(&page, "Removal report of Adatum")
        .await
        .expect(200);
    assert_eq!(report.heading(), "Removal report");
    let record = hall.agent.click(&page, "Adatum").await.expect(200);
    assert_eq!(record.heading(), "Adatum");
    let csv = hall.app().paths().former_customers_csv();
    let file = hall.agent.open(&csv).await.expect(200);
    let now = hall.app().now().rfc3339();
    assert_eq!(
        cells(&file),
        [[
            "Adatum",
            "adatum.example",
            &hall.customer.to_string(),
            &now,
            "Indirect provider",
            "Admin agent of Meridian",
            "The contract ended",
            "No relationship any more",
        ]]
    );
    // The other partner of the same customer has not lost it.
    let other = &hall.store.pair.seller;
    assert!(
        other
            .open(&former)
            .await
            .expect(200)
            .has_text("No former customers")
    );
    assert_eq!(cells(&other.open(&csv).await.expect(200)).len(), 0);
    assert_eq!(
        hall.app()
            .count("activity WHERE action = 'customers_exported'"),
        2
    );
}

#[actix_web::test]
async fn pages_search_and_file_show_the_same_rows_in_the_same_order() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let other = app.partner("Fabrikam");
    for number in 0..60 {
        insert(&app, &company, number);
        insert(&app, &other, 100 + number);
    }
    let (former, csv) = (
        app.paths().former_customers(),
        app.paths().former_customers_csv(),
    );
    let names: Vec<String> = (0..60)
        .map(|number| format!("Former {number:03}"))
        .collect();
    let turned: Vec<String> = names.iter().rev().cloned().collect();
    for (query, expected) in [
        ("per=25", &names),
        ("per=25&dir=asc", &turned),
        ("per=25&sort=name", &names),
        ("per=25&sort=name&dir=desc", &turned),
        ("per=25&q=former", &names),
        ("per=25&q=f&sort=name", &names),
    ] {
        let pages = all(&agent, &format!("{former}?{query}")).await;
        assert_eq!(pages.len(), 3, "{query}");
        assert_eq!(&pages.concat(), expected, "{query}");
        let file = agent.open(&format!("{csv}?{query}")).await.expect(200);
        let found: Vec<String> = cells(&file).into_iter().map(|row| row[0].clone()).collect();
        assert_eq!(&found, expected, "{query}");
    }
    let one = agent
        .open(&format!("{former}?q=former017"))
        .await
        .expect(200);
    assert_eq!(one.texts("tbody th a"), ["Former 017"]);
    assert!(one.has_text("1 former customer"));
    let foreign = agent
        .open(&format!("{former}?q=former117"))
        .await
        .expect(200);
    assert!(foreign.has_text("Nothing matches"));
    for nonsense in ["sort=domain", "per=7", "after=%25", "q=a&q=b", "dir=up"] {
        agent
            .open(&format!("{former}?{nonsense}"))
            .await
            .expect(422);
        agent.open(&format!("{csv}?{nonsense}")).await.expect(422);
    }
}

#[actix_web::test]
async fn who_was_only_asked_never_left() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let tailspin = Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    let link = agent.hand_out(app.paths(), tailspin, &[]).await;
    app.write(|tx| {
        Ok(tx
            .conn()
            .batch_execute("UPDATE customer_entries SET standing = 'former', listed = false")?)
    });
    let page = agent
        .open(&app.paths().former_customers())
        .await
        .expect(200);
    assert_eq!(page.texts("tbody th a"), Vec::<String>::new());
    assert!(!link.is_empty());
}

#[actix_web::test]
async fn every_role_reads_the_list_and_nobody_without_a_session() {
    let hall = Hall::with("user_administrator").await;
    remove(&hall, &hall.agent, &[]).await;
    let former = hall.app().paths().former_customers();
    for role in [Role::SalesAgent, Role::HelpdeskAgent, Role::GlobalAdmin] {
        let who = hall.app().sign_in(&hall.store.pair.provider, role).await;
        assert!(who.open(&former).await.expect(200).has_link("Adatum"));
        who.open(&super::report(&hall)).await.expect(200);
    }
    hall.app().visitor().open(&former).await.expect(303);
}
