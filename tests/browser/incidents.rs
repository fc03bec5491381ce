//! An incident: reported, told of and ended by the seller, and read by its reseller.

use crate::{
    demo::Demo,
    driver::{Scripts, in_window},
    leaving::{Walk, global_admin},
    two_tiers::{PROVIDER, RESELLER, agent},
};

impl Walk {
    /// From the report to the cause.
    async fn keep_an_incident(&mut self) {
        self.window.open("/services").await;
        self.look_at("services-own").await;
        let first = self.window.element("table.list tbody th a").await;
        let first = first.attr("href").await.unwrap().unwrap();
        self.window.open(&first).await;
        self.window.follow("Report an incident").await;
        self.window.tick("Interrupted").await;
        self.window
            .fill("What is wrong", "Quill cannot sign in")
            .await;
        self.window
            .fill("What is affected", "Everybody in one region")
            .await;
        self.look_at("incident-new").await;
        self.window.press("Report").await;
        self.window.wait_for_text("Quill cannot sign in").await;
        self.window.choose("From now on", "Degraded").await;
        self.window.fill("Update", "Half of it works again").await;
        self.look_at("incident-own").await;
        self.window.press("Add the update").await;
        self.window.wait_for_text("Half of it works again").await;
        self.window.press("End the incident").await;
        self.window.fill("Cause", "A certificate had run out").await;
        self.window.press("Save the cause").await;
        self.window.wait_for_text("A certificate had run out").await;
        self.window.follow("Affected customers").await;
        self.look_at("incident-customers").await;
    }

    /// What a reseller sees of it, and cannot change.
    async fn read_incidents(&mut self) {
        self.window.open("/services").await;
        self.look_at("services-reseller").await;
        self.window.open("/incidents").await;
        self.look_at("incidents-reseller").await;
        let first = self.window.element("table.list tbody th a").await;
        let first = first.attr("href").await.unwrap().unwrap();
        self.window.open(&first).await;
        self.look_at("incident-reseller").await;
        let text = self.window.element("main").await.text().await.unwrap();
        assert!(!text.contains("Add the update"), "{text}");
    }
}

#[actix_web::test]
async fn an_incident_is_reported_told_of_and_ended_and_a_reseller_reads_what_concerns_it() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |provider| {
        in_window(Scripts::On, &demo.address, async |reseller| {
            provider.sign_in(global_admin(&demo, PROVIDER)).await;
            reseller.sign_in(agent(&demo, RESELLER)).await;
            let (mut provider, mut reseller) = (Walk::new(provider), Walk::new(reseller));
            provider.keep_an_incident().await;
            reseller.read_incidents().await;
            provider.assert_nothing_wrong();
            reseller.assert_nothing_wrong();
        })
        .await;
    })
    .await;
}
