//! What may end together with a relationship: as a tick each, off unless somebody ticks it.

use partner_center::{identity::Role, privileges::EndCause};

use super::{asked, remove, report_csv, told};
use crate::{licenses::Hall, support::ADATUM};

/// Meridian has sold two subscriptions that renew and one that ends, and has privileges.
async fn hall() -> Hall {
    let hall = Hall::open("10").await;
    hall.store.order("20").await;
    hall.store.order("30").await;
    hall.store
        .run("UPDATE subscriptions SET auto_renew_enabled = false WHERE quantity = 30");
    hall
}

fn renewing(hall: &Hall) -> Vec<(i32, bool)> {
    let mut rows: Vec<(i32, bool)> = hall
        .store
        .subscriptions()
        .iter()
        .map(|row| (row.quantity, row.auto_renew_enabled))
        .collect();
    rows.sort_unstable();
    rows
}

#[actix_web::test]
async fn without_a_tick_no_privilege_and_no_renewal_is_touched() {
    let hall = hall().await;
    let before = (hall.app().grants(), hall.store.subscriptions());
    let page = asked(&hall, &hall.agent).await;
    for tick in ["#f-end_privileges", "#f-end_renewals"] {
        assert_eq!(page.all(tick).len(), 1, "{tick}");
        assert_eq!(page.all(&format!("{tick}[checked]")).len(), 0, "{tick}");
    }
    let mails = hall.app().mails().await.len();
    remove(&hall, &hall.agent, &[]).await;
    let after = hall.app().grants();
    assert_eq!(after.len(), before.0.len());
    for (one, other) in before.0.iter().zip(&after) {
        assert_eq!(
            (one.state, one.ends_at, one.ended_at),
            (other.state, other.ends_at, other.ended_at)
        );
    }
    assert_eq!(hall.store.subscriptions(), before.1);
    assert_eq!(hall.app().mails().await.len(), mails);
    let renewals = hall
        .app()
        .count("activity WHERE action IN ('subscription_renewal_changed', 'privileges_ended')");
    assert_eq!(renewals, 0);
}

#[actix_web::test]
async fn a_tick_ends_the_privileges_as_by_hand() {
    let hall = hall().await;
    let mails = hall.app().letters_about_privileges().await.len();
    let done = remove(&hall, &hall.agent, &[("end_privileges", "yes")]).await;
    let flash = hall.agent.follow(&done).await.flash();
    assert!(flash.contains("have ended, too"), "{flash}");
    let now = hall.app().now();
    for grant in hall.app().grants() {
        assert_eq!(
            (grant.end_cause, grant.ended_at),
            (Some(EndCause::Partner), Some(now))
        );
    }
    assert_eq!(
        hall.app()
            .count("activity WHERE action = 'privileges_ended'"),
        1
    );
    // To the customer, and to those who manage customers at Meridian.
    let letters = hall.app().letters_about_privileges().await;
    assert!(letters.len() > mails, "{letters:?}");
    assert_eq!(renewing(&hall), [(10, true), (20, true), (30, false)]);
    let file = hall.agent.open(&report_csv(&hall)).await.expect(200);
    let lines = told(&file);
    let ended = lines
        .iter()
        .find(|it| it[1] == "Delegated admin privileges");
    assert_eq!(ended.unwrap()[0], "Ended");
    // What was seen then is kept: the directory could still be read.
    assert!(lines.iter().any(|it| it[2] == "0 users"), "{lines:?}");
}

#[actix_web::test]
async fn a_tick_lets_what_the_partner_sells_end_with_its_term() {
    let hall = hall().await;
    let done = remove(&hall, &hall.agent, &[("end_renewals", "yes")]).await;
    let flash = hall.agent.follow(&done).await.flash();
    assert!(
        flash.contains("2 subscriptions are not renewed any more"),
        "{flash}"
    );
    assert_eq!(renewing(&hall), [(10, false), (20, false), (30, false)]);
    assert!(hall.app().grants()[0].ended_at.is_none());
    // In the logs of the seller and of the reseller of record.
    let lines = "activity WHERE action = 'subscription_renewal_changed'";
    assert_eq!(hall.app().count(lines), 4);
    let file = hall.agent.open(&report_csv(&hall)).await.expect(200);
    let lines = told(&file);
    let fates: Vec<(&str, &str)> = lines
        .iter()
        .filter(|it| it[1] == "Subscription")
        .map(|it| (&*it[0], it[3].split_once(' ').unwrap().0))
        .collect();
    assert_eq!(
        fates,
        [("Changed", "10"), ("Changed", "20"), ("Stays", "30")]
    );
}

#[actix_web::test]
async fn the_reseller_of_record_ends_nothing_that_its_provider_sells() {
    let hall = hall().await;
    let seller = &hall.store.pair.seller;
    let page = asked(&hall, seller).await;
    assert!(!page.has_text("What else ends"), "{}", page.text());
    // Ticked past the page.
    let removal = hall.app().paths().removal(hall.customer.uuid());
    let shown = page
        .first("input[name=relationship]")
        .attr("value")
        .unwrap();
    let typed = [
        ("statements", "made"),
        ("confirm_domain", "adatum.example"),
        ("relationship", shown),
        ("end_renewals", "yes"),
        ("end_privileges", "yes"),
    ];
    seller.post(&removal, &typed).await.expect(303);
    assert_eq!(renewing(&hall), [(10, true), (20, true), (30, false)]);
    assert!(hall.app().grants()[0].ended_at.is_none());
}

#[actix_web::test]
async fn what_cannot_be_chosen_stays_as_it_is_and_the_rest_ends() {
    let hall = hall().await;
    hall.store.run("UPDATE subscriptions SET commitment_end_date = '2020-01-01T00:00:00.000000Z', commitment_start_date = '2019-01-02T00:00:00.000000Z', effective_start_date = '2019-01-02T00:00:00.000000Z' WHERE quantity = 10");
    remove(&hall, &hall.agent, &[("end_renewals", "yes")]).await;
    assert_eq!(renewing(&hall), [(10, true), (20, false), (30, false)]);
}

#[actix_web::test]
async fn people_without_the_right_end_nothing() {
    let hall = hall().await;
    let sales = hall
        .app()
        .sign_in(&hall.store.pair.provider, Role::SalesAgent)
        .await;
    let page = asked(&hall, &sales).await;
    assert!(!page.has_text("What else ends"));
    let removal = hall.app().paths().removal(hall.customer.uuid());
    let typed = [&super::STATED[..], &[("end_renewals", "yes")]].concat();
    sales.post(&removal, &typed).await.expect(403);
    assert_eq!(renewing(&hall), [(10, true), (20, true), (30, false)]);
}

#[actix_web::test]
async fn a_tick_ends_nothing_that_was_not_on_the_page() {
    let hall = hall().await;
    let page = asked(&hall, &hall.agent).await;
    hall.store.order("40").await;
    let more = [("roles", "license_administrator")];
    hall.app().grant(&hall.agent, ADATUM, &more).await;
    for tick in ["end_renewals", "end_privileges"] {
        let typed = [&super::STATED[..], &[(tick, "yes")]].concat();
        let answer = hall.agent.submit(&page, super::REMOVE, &typed).await;
        let answer = answer.expect(422);
        assert!(answer.has_text("has changed since"), "{}", answer.text());
        assert_eq!(answer.all(&format!("#f-{tick}[checked]")).len(), 1);
    }
    assert_eq!(
        renewing(&hall),
        [(10, true), (20, true), (30, false), (40, true)]
    );
    let ended = hall
        .app()
        .grants()
        .iter()
        .filter(|it| it.ended_at.is_some())
        .count();
    assert_eq!((ended, super::kept(hall.app()).0), (0, 0));
    let both = [("end_renewals", "yes"), ("end_privileges", "yes")];
    remove(&hall, &hall.agent, &both).await;
    assert_eq!(
        renewing(&hall).iter().filter(|(_, renews)| *renews).count(),
        0
    );
    let ended = hall
        .app()
        .grants()
        .iter()
        .filter(|it| it.ended_at.is_some())
        .count();
    assert_eq!(ended, 2);
}
