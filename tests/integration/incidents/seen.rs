//! Who sees incidents, and who keeps them.

use chrono::Duration;
use partner_center::identity::{RelationshipKind, Role};

use super::Watch;
use crate::support::{Button, Visitor};

#[actix_web::test]
async fn an_admin_agent_of_the_seller_sees_what_a_global_admin_could_do_with_the_reason() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    let agent = &watch.hall.agent;
    let page = watch.page(agent, id).await.expect(200);
    let Button::Blocked(why) = page.button("Add an update") else {
        panic!("{}", page.text());
    };
    assert!(why.contains("Global admins"), "{why}");
    assert_eq!(page.button("End the incident"), Button::Absent);
    let service = agent.open(&watch.app().paths().service(watch.mail)).await;
    assert!(matches!(
        service.expect(200).button("Report an incident"),
        Button::Blocked(_)
    ));
    for path in posts(&watch, id) {
        agent.post(&path, &[]).await.expect(403);
    }
    let form = watch.app().paths().new_incident_of(watch.mail);
    agent.open(&form).await.expect(403);
}

fn posts(watch: &Watch, id: partner_center::db::ids::IncidentId) -> Vec<String> {
    let paths = watch.app().paths();
    vec![
        paths.new_incident_of(watch.mail),
        paths.incident_updates(id),
        paths.incident_end(id),
        paths.incident_cause(id),
    ]
}

fn looks(watch: &Watch, id: partner_center::db::ids::IncidentId) -> Vec<String> {
    let paths = watch.app().paths();
    vec![
        paths.incident(id),
        paths.incident_customers(id),
        paths.incident_customers_csv(id),
        format!("{}?service={}", paths.incidents(), watch.mail),
        format!("{}?service={}", paths.incidents_csv(), watch.mail),
    ]
}

#[actix_web::test]
async fn a_reseller_with_a_customer_that_has_the_service_reads_and_writes_nothing() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    for role in [Role::GlobalAdmin, Role::HelpdeskAgent] {
        let who = watch.reseller(role).await;
        for path in looks(&watch, id) {
            who.open(&path).await.expect(200);
        }
        let page = watch.page(&who, id).await.expect(200);
        assert!(page.has_text("as Meridian says"), "{}", page.text());
        for button in ["Add an update", "Add the update", "End the incident"] {
            assert_eq!(page.button(button), Button::Absent);
        }
        let status = if role == Role::GlobalAdmin { 404 } else { 403 };
        for path in posts(&watch, id) {
            let version = ("version", "1");
            let typed = match path.rsplit('/').next().unwrap() {
                "updates" => vec![version, ("body", "x"), ("severity", "degraded")],
                "end" => vec![version, ("ends", "2026-01-01T00:00")],
                "cause" => vec![version, ("cause", "x")],
                _ => vec![("title", "x")],
            };
            who.post(&path, &typed).await.expect(status);
        }
    }
    assert_eq!(watch.app().count("incident_updates"), 1);
    assert_eq!(watch.lines("incident_ended").len(), 0);
}

async fn sees_nothing(watch: &Watch, who: &Visitor, id: partner_center::db::ids::IncidentId) {
    for path in looks(watch, id) {
        let page = who.open(&path).await;
        let is_list = path.contains("?service=");
        assert!(
            page.status == 404 || (is_list && page.status == 200),
            "{path}: {}",
            page.status
        );
        assert!(!page.body.contains("Delivery is slow"), "{path}");
    }
}

#[actix_web::test]
async fn nobody_else_sees_it() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", Duration::hours(3)).await;
    let app = watch.app();
    // A seller that works with nobody; and a reseller of Meridian's without a customer that has the service.
    let northwind = app.partner_of_kind("Northwind", RelationshipKind::IndirectProvider);
    let northwind = app.sign_in(&northwind, Role::GlobalAdmin).await;
    let fabrikam = app.partner("Fabrikam");
    app.partnership(&watch.hall.store.pair.provider, &fabrikam);
    let fabrikam = app.sign_in(&fabrikam, Role::GlobalAdmin).await;
    for who in [&northwind, &fabrikam] {
        sees_nothing(&watch, who, id).await;
    }
    let services = format!(
        "{}?seller={}",
        app.paths().services(),
        watch.hall.store.pair.provider.id
    );
    let services = fabrikam.open(&services).await.expect(200);
    assert_eq!(
        services.table("Services").column("Health"),
        ["Not shown", "Not shown"]
    );
    // Its own reseller, once the license does not work, or the two do not work together any more.
    let contoso = watch.reseller(Role::GlobalAdmin).await;
    watch.page(&contoso, id).await.expect(200);
    watch
        .hall
        .store
        .run("UPDATE subscriptions SET state = 'suspended'");
    sees_nothing(&watch, &contoso, id).await;
    watch
        .hall
        .store
        .run("UPDATE subscriptions SET state = 'active'");
    watch.page(&contoso, id).await.expect(200);
    app.end_partnership(&watch.hall.store.pair);
    sees_nothing(&watch, &contoso, id).await;
    watch.page(&watch.keeper, id).await.expect(200);
}
