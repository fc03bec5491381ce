//! Everything that changes something leaves a record (product.md, rule 9), and no partner sees another's.

use std::collections::BTreeMap;

use diesel::{QueryDsl, RunQueryDsl};
use partner_center::{db::schema::activity, identity::Role};

use crate::support::{ADATUM, Asked, TestApp};

fn recorded(app: &TestApp) -> BTreeMap<String, i64> {
    let actions: Vec<String> =
        app.read(|conn| Ok(activity::table.select(activity::action).load(conn)?));
    actions
        .into_iter()
        .fold(BTreeMap::new(), |mut counts, action| {
            *counts.entry(action).or_default() += 1;
            counts
        })
}

#[actix_web::test]
async fn every_change_export_copy_and_send_leaves_its_line() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let paths = app.paths();
    let draft = agent.draft(paths, ADATUM, &[]).await;
    let draft = agent
        .press(&draft, "Save", &[("subject", "Other words")])
        .await;
    let draft = agent.press(&draft, "Copy to clipboard", &[]).await;
    agent.submit(&draft, "Open in email", &[]).await.expect(303);
    agent
        .press(&draft, "Download as .eml", &[])
        .await
        .expect(200);
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let record = agent.press(&draft, "Send now", &[]).await.expect(200);
    app.pass(chrono::Duration::minutes(2));
    let record = agent.press(&record, "Remind", &[]).await.expect(200);
    let renewed = agent.press(&record, "New link", &[]).await.expect(200);
    let link = renewed.first("#link").attr("value").unwrap().to_owned();
    app.accept(&link, ADATUM.recipient).await;
    let other = Asked {
        company: "Other",
        domain: "other.example",
        recipient: "bo@other.example",
    };
    let refused = agent.hand_out(paths, other, &[]).await;
    let customer = app.visitor();
    let page = customer
        .open(&format!("{refused}/refusal"))
        .await
        .expect(200);
    customer
        .submit(&page, "Decline the invitation", &[("reason", "No")])
        .await
        .expect(303);
    let third = Asked {
        company: "Third",
        domain: "third.example",
        recipient: "cy@third.example",
    };
    let draft = agent.draft(paths, third, &[]).await;
    agent
        .press(&draft, "Revoke this invitation", &[])
        .await
        .expect(200);
    agent.open(&paths.customers_csv()).await.expect(200);
    agent.open(&paths.activity_csv()).await.expect(200);

    let recorded = recorded(&app);
    for (action, times) in [
        ("invitation_drafted", 3),
        ("invitation_saved", 1),
        ("invitation_copied", 1),
        ("invitation_opened_in_email", 1),
        ("invitation_sent", 1),
        ("invitation_reminded", 1),
        ("invitation_link_renewed", 1),
        ("invitation_opened", 1),
        ("code_requested", 1),
        ("invitation_accepted", 1),
        ("invitation_declined", 1),
        ("invitation_revoked", 1),
        ("customers_exported", 1),
        ("activity_exported", 1),
    ] {
        assert_eq!(recorded.get(action), Some(&times), "{action}: {recorded:?}");
    }
    assert!(
        recorded["invitation_downloaded"] >= 1 && recorded["invitation_ready"] >= 1,
        "{recorded:?}"
    );
    drop(contoso);
}

#[actix_web::test]
async fn a_partner_sees_nothing_of_another() {
    let app = TestApp::start();
    let (_, contoso) = app.connected(&[]).await;
    let fabrikam = app.partner("Fabrikam");
    let stranger = app.sign_in(&fabrikam, Role::GlobalAdmin).await;
    let paths = app.paths();
    for address in [
        paths.home(),
        paths.customers(),
        paths.invitations(),
        paths.activity(),
        paths.notifications(),
    ] {
        let page = stranger.open(&address).await.expect(200);
        assert!(!page.has_text("Adatum"), "{address}: {}", page.text());
        assert!(
            contoso.open(&address).await.has_text("Adatum") || address == paths.home(),
            "{address}"
        );
    }
    for address in [
        paths.customers_csv(),
        paths.activity_csv(),
        format!("{}?q=adatum", paths.customers()),
    ] {
        assert!(
            !stranger
                .open(&address)
                .await
                .expect(200)
                .body
                .contains("Adatum"),
            "{address}"
        );
    }
}

#[actix_web::test]
async fn activity_is_filtered_and_exported_as_it_is_shown() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let filtered = agent
        .open(&format!(
            "{}?action=invitation_accepted",
            app.paths().activity()
        ))
        .await
        .expect(200);
    assert_eq!(filtered.all("tbody tr").len(), 1);
    let file = agent
        .open(&format!(
            "{}?action=invitation_accepted",
            app.paths().activity_csv()
        ))
        .await
        .expect(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.body.trim_end().lines().count(), 2, "{}", file.body);
}
