//! The customers that an incident concerns.

use chrono::Duration;
use diesel::{ExpressionMethods, RunQueryDsl};
use partner_center::{
    customers::Customer,
    db::{
        ids::{CustomerId, EntryId, IncidentId, OrderId, OrderPress, PartnerId, SubscriptionId},
        schema::{customer_entries, customers, orders, subscriptions},
        types::Timestamp,
    },
    identity::Role,
    orders::Order,
    subscriptions::Subscription,
};

use super::Watch;
use crate::support::{Page, Visitor};

/// More than a thousand, a chunk of a file, and than the two thousand up to which they are taken by key.
const MANY: usize = 2_345;

/// A customer of these partners with what Adatum has; its name.
fn copy(watch: &Watch, number: usize, of: &[PartnerId], state: Option<&str>) -> String {
    let (order, subscription) = (
        watch.hall.store.orders().remove(0),
        watch.hall.store.subscriptions().remove(0),
    );
    watch.app().write(|tx| {
        let name = insert(
            tx,
            (number, of),
            (&order, &subscription),
            state,
            watch.app().now(),
        )?;
        Ok(name)
    })
}

fn insert(
    tx: &mut partner_center::db::Tx<'_>,
    (number, of): (usize, &[PartnerId]),
    (order, subscription): (&Order, &Subscription),
    state: Option<&str>,
    now: Timestamp,
) -> Result<String, partner_center::db::Error> {
    let (id, name) = (
        CustomerId::new(),
        format!("Company {:04}", number * 7 % 1_000),
    );
    let domain = format!("company-{number}.example");
    let customer = Customer {
        id,
        name: name.clone(),
        domain: domain.clone(),
        domain_verified: false,
        contact_name: "Ana Lima".to_owned(),
        contact_job_title: String::new(),
        contact_email: format!("ana@{domain}"),
        created_at: now,
    };
    diesel::insert_into(customers::table)
        .values(&customer)
        .execute(tx.conn())?;
    for partner in of {
        let key = name.to_lowercase();
        let row = (
            customer_entries::id.eq(EntryId::new()),
            customer_entries::partner_id.eq(*partner),
            customer_entries::customer_id.eq(Some(id)),
            customer_entries::name.eq(&name),
            customer_entries::search_text.eq(format!("{key}\n{domain}")),
            customer_entries::name_key.eq(key),
            customer_entries::domain.eq(&domain),
            customer_entries::standing.eq("connected"),
            customer_entries::listed.eq(true),
            customer_entries::since.eq(now),
            customer_entries::created_at.eq(now),
        );
        diesel::insert_into(customer_entries::table)
            .values(row)
            .execute(tx.conn())?;
    }
    let Some(state) = state else {
        return Ok(name);
    };
    let order = Order {
        id: OrderId::new(),
        number: order.number + 1 + i64::try_from(number).unwrap(),
        customer_id: id,
        key: OrderPress::new(),
        ..order.clone()
    };
    diesel::insert_into(orders::table)
        .values(&order)
        .execute(tx.conn())?;
    let subscription = Subscription {
        id: SubscriptionId::new(),
        customer_id: id,
        order_id: order.id,
        state: state.parse().unwrap(),
        ..subscription.clone()
    };
    diesel::insert_into(subscriptions::table)
        .values(&subscription)
        .execute(tx.conn())?;
    Ok(name)
}

fn file(page: &Page) -> Vec<(String, String)> {
    let body = page.body.strip_prefix('\u{FEFF}').unwrap_or(&page.body);
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        (row[0].to_owned(), row[1].to_owned())
    });
    rows.collect()
}

/// All pages of the list, forward.
async fn pages(watch: &Watch, who: &Visitor, id: IncidentId, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut address = Some(watch.app().paths().incident_customers(id));
    while let Some(next) = address.filter(|_| found.len() < most) {
        let page = who.open(&next).await.expect(200);
        found.extend(
            page.table("Affected")
                .column("Primary domain")
                .into_iter()
                .map(str::to_owned),
        );
        address = page.has_link("Next").then(|| page.link("Next"));
    }
    found
}

#[actix_web::test]
async fn staff_see_their_own_customers_that_have_the_service_from_this_seller_now() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    let pair = &watch.hall.store.pair;
    let (provider, reseller) = (pair.provider.id, pair.reseller.id);
    // Both have it; it does not work; none at all; only the provider's customer.
    copy(&watch, 1, &[provider, reseller], Some("active"));
    copy(&watch, 2, &[provider, reseller], Some("suspended"));
    copy(&watch, 3, &[provider, reseller], None);
    copy(&watch, 4, &[provider], Some("active"));
    copy(&watch, 5, &[provider, reseller], Some("expired"));
    // Theirs both, but bought from the provider without this reseller.
    copy(&watch, 7, &[provider, reseller], Some("active"));
    watch.hall.store.run("UPDATE subscriptions SET partner_id_on_record = NULL WHERE customer_id = (SELECT id FROM customers WHERE domain = 'company-7.example')");
    // Adatum has the same license from another seller, and so has nobody else there.
    let (other, agent) = crate::licenses::other_seller(&watch.hall, "4").await;
    watch.hall.named_by(other.id, &["Mail"]);
    copy(&watch, 6, &[other.id], None);
    let contoso = watch.reseller(Role::HelpdeskAgent).await;
    let domains = |numbers: &[usize]| {
        let rows = numbers
            .iter()
            .map(|number| format!("company-{number}.example"));
        std::iter::once("adatum.example".to_owned())
            .chain(rows)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        pages(&watch, &watch.keeper, id, 100).await,
        domains(&[1, 4, 5, 7])
    );
    assert_eq!(pages(&watch, &contoso, id, 100).await, domains(&[1, 5]));
    agent
        .open(&watch.app().paths().incident_customers(id))
        .await
        .expect(404);
    for (who, expected) in [(&watch.keeper, 5), (&contoso, 3)] {
        let rows = who
            .open(&watch.app().paths().incident_customers_csv(id))
            .await
            .expect(200);
        assert_eq!(file(&rows).len(), expected);
    }
    for (text, expected) in [
        ("adatum", vec!["adatum.example"]),
        ("any-5", vec!["company-5.example"]),
    ] {
        let address = format!("{}?q={text}", watch.app().paths().incident_customers(id));
        let page = contoso.open(&address).await.expect(200);
        assert_eq!(page.table("Affected").column("Primary domain"), expected);
    }
    for none in ["company-4", "company-7", "company-2", "zz"] {
        let address = format!("{}?q={none}", watch.app().paths().incident_customers(id));
        assert!(
            contoso
                .open(&address)
                .await
                .expect(200)
                .has_text("Nothing matches")
        );
    }
    assert_eq!(watch.lines("affected_customers_exported").len(), 1);
    assert_eq!(
        watch
            .hall
            .lines(reseller, "affected_customers_exported")
            .len(),
        1
    );
    // Of Files the same: it is in the same license.
    let begins = watch.ago(Duration::hours(1));
    let fields = [
        ("severity", "degraded"),
        ("title", "Slow"),
        ("affected", "All"),
        ("begins", begins.as_str()),
    ];
    let files = super::key(&watch.report_of(watch.files, &fields).await.expect(303));
    assert_eq!(pages(&watch, &contoso, files, 100).await, domains(&[1, 5]));
}

#[actix_web::test]
async fn many_customers_come_whole_and_in_order_over_pages_and_chunks() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    let provider = watch.hall.store.pair.provider.id;
    let reseller = watch.hall.store.pair.reseller.id;
    let (order, subscription) = (
        watch.hall.store.orders().remove(0),
        watch.hall.store.subscriptions().remove(0),
    );
    let now = watch.app().now();
    // Contoso has fewer than are taken by key, and more than a chunk.
    watch.app().write(|tx| {
        for number in 1..=MANY {
            let of: &[PartnerId] = if number % 2 == 0 {
                &[provider, reseller]
            } else {
                &[provider]
            };
            insert(
                tx,
                (number, of),
                (&order, &subscription),
                Some("active"),
                now,
            )?;
        }
        Ok(())
    });
    let contoso = watch.reseller(Role::AdminAgent).await;
    for (who, number) in [(&watch.keeper, MANY + 1), (&contoso, MANY / 2 + 1)] {
        let address = watch.app().paths().incident_customers_csv(id);
        let rows = file(&who.open(&address).await.expect(200));
        assert_eq!(rows.len(), number);
        let names: Vec<String> = rows.iter().map(|(name, _)| name.to_lowercase()).collect();
        assert!(names.is_sorted());
        let mut domains: Vec<String> = rows.iter().map(|(_, domain)| domain.clone()).collect();
        assert_eq!(pages(&watch, who, id, 120).await, domains[..150]);
        domains.sort();
        domains.dedup();
        assert_eq!(domains.len(), number);
        let address = format!(
            "{}?q=company 0014",
            watch.app().paths().incident_customers(id)
        );
        let page = who.open(&address).await.expect(200);
        let found = page.table("Affected").column("Primary domain").len();
        let expected = rows
            .iter()
            .filter(|(name, _)| name == "Company 0014")
            .count();
        assert!(expected > 0);
        assert_eq!(found, expected);
    }
}
