//! `verify` names rows of list, relationships and joint entries that do not agree.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::schema::{customer_entries, directory_counts, entry_counts, joint_entries, relationships},
    domains::ConsentRules,
    verify::{self, Finding, Report},
};

use crate::{
    support::{ADATUM, Pair, TestApp, Way},
    users::Desk,
};

fn findings(app: &TestApp) -> Vec<Finding> {
    let mut findings = Vec::new();
    app.read(|conn| {
        let rules = ConsentRules::default();
        let mut found = |finding: Finding| findings.push(finding);
        let mut progress = |_: &'static str, _: u64| {};
        verify::run(conn, &mut Report::new(&rules, &mut found, &mut progress))
    });
    findings
}

async fn connected() -> (TestApp, Pair) {
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
    app.accept(&link, ADATUM.recipient).await;
    assert_eq!(findings(&app), []);
    (app, pair)
}

/// Ends the reseller's relationship past everything that goes with it.
fn end(app: &TestApp, pair: &Pair) {
    let now = app.now();
    app.write(|tx| {
        let own = relationships::table.filter(relationships::partner_id.eq(pair.reseller.id));
        diesel::update(own)
            .set((
                relationships::state.eq("ended"),
                relationships::ended_at.eq(now),
                relationships::statements_version.eq("2026-11"),
            ))
            .execute(tx.conn())?;
        Ok(())
    });
}

#[track_caller]
fn says(findings: &[Finding], words: &str, times: usize) {
    let found = findings.iter().filter(|found| found.what.contains(words));
    assert_eq!(found.count(), times, "{words}: {findings:#?}");
}

#[actix_web::test]
async fn a_connected_entry_and_joint_rows_without_the_relationship_are_named() {
    let (app, pair) = connected().await;
    end(&app, &pair);
    let found = findings(&app);
    says(&found, "of Contoso: Adatum is connected in the list", 1);
    says(&found, "is connected together with partner", 2);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|it| !it.to_do.is_empty()));
}

#[actix_web::test]
async fn an_active_relationship_that_the_list_does_not_show_is_named() {
    let (app, pair) = connected().await;
    app.write(|tx| {
        let own = customer_entries::table.filter(customer_entries::partner_id.eq(pair.reseller.id));
        diesel::update(own)
            .set((
                customer_entries::standing.eq("former"),
                customer_entries::listed.eq(false),
            ))
            .execute(tx.conn())?;
        diesel::delete(joint_entries::table).execute(tx.conn())?;
        Ok(())
    });
    let found = findings(&app);
    says(&found, "of Contoso with customer", 1);
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[actix_web::test]
async fn a_relationship_by_the_consent_of_another_customer_is_named() {
    let (app, pair) = connected().await;
    let tailspin = crate::support::Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    let link = pair.link(&app, Way::ResellerAlone, tailspin).await;
    app.accept(&link, tailspin.recipient).await;
    app.write(|tx| {
        let theirs = relationships::table.filter(relationships::partner_id.eq(pair.provider.id));
        let foreign = relationships::table
            .filter(relationships::partner_id.eq(pair.reseller.id))
            .order(relationships::id.desc())
            .select(relationships::consent_id)
            .first::<partner_center::db::ids::ConsentId>(tx.conn())?;
        diesel::update(theirs)
            .set(relationships::consent_id.eq(foreign))
            .execute(tx.conn())?;
        Ok(())
    });
    let found = findings(&app);
    says(&found, "is active without a consent of that customer", 1);
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[actix_web::test]
async fn a_number_of_entries_that_is_not_that_of_the_rows_is_named() {
    let (app, pair) = connected().await;
    app.write(|tx| {
        diesel::update(entry_counts::table.find(pair.reseller.id))
            .set(entry_counts::invited.eq(7))
            .execute(tx.conn())?;
        Ok(())
    });
    let found = findings(&app);
    says(
        &found,
        "Contoso has 0 entries that are invited, and 7 are kept",
        1,
    );
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[actix_web::test]
async fn a_number_of_users_that_is_not_that_of_the_rows_is_named() {
    let desk = Desk::usual().await;
    desk.add("Ada Lind", "ada").await;
    assert_eq!(findings(&desk.app).len(), 0);
    desk.app.write(|tx| {
        diesel::update(directory_counts::table)
            .set(directory_counts::active.eq(7))
            .execute(tx.conn())?;
        Ok(())
    });
    let found = findings(&desk.app);
    says(
        &found,
        "Adatum has 1 users that are active, and 7 are kept",
        1,
    );
    assert_eq!(found.len(), 1, "{found:#?}");
}
