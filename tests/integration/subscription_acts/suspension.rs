//! Suspend and resume.

use partner_center::subscriptions::State;

use super::{Sold, assert_told, confirm_seats};
use crate::support::Button;

#[actix_web::test]
async fn suspending_sets_the_choice_to_end_and_drops_what_is_scheduled_and_resuming_sets_neither_back()
 {
    let sold = Sold::open().await;
    sold.schedule("25").await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/suspension")).await.expect(200);
    assert_told(&page, "It is still paid: nothing is credited");
    assert_told(&page, "What is scheduled for its renewal is dropped");
    who.submit(&page, "Suspend Suite 1", &[]).await.expect(303);
    let row = sold.row();
    assert_eq!(
        (row.state, row.auto_renew_enabled),
        (State::Suspended, false)
    );
    assert_eq!(sold.store.app.count("scheduled_changes"), 0);
    assert_eq!(sold.orders(), 1, "nothing is charged or credited");
    let page = who.open(&sold.page("/suspension")).await.expect(200);
    let resumed = who.press(&page, "Resume Suite 1", &[]).await.expect(200);
    assert!(resumed.has_link("Let it renew"), "{}", resumed.text());
    let row = sold.row();
    assert_eq!((row.state, row.auto_renew_enabled), (State::Active, false));
}

#[actix_web::test]
async fn a_second_press_shows_the_same_and_does_nothing_more() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/suspension")).await.expect(200);
    let first = who.submit(&page, "Suspend Suite 1", &[]).await.expect(303);
    let again = who.submit(&page, "Suspend Suite 1", &[]).await.expect(303);
    assert_eq!(first.location(), again.location());
    let log = "activity WHERE action = 'subscription_suspended'";
    // One line for the seller and one for the reseller of record.
    assert_eq!((sold.row().version, sold.store.app.count(log)), (2, 2));
}

#[actix_web::test]
async fn a_page_that_is_older_than_a_change_suspends_nothing() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let page = who.open(&sold.page("/suspension")).await.expect(200);
    sold.seats("12").await;
    let told = who.submit(&page, "Suspend Suite 1", &[]).await.expect(409);
    assert_told(&told, "this subscription was changed since you looked");
    assert_eq!(sold.row().state, State::Active);
    who.submit(&told, "Suspend Suite 1", &[]).await.expect(303);
    assert_eq!(sold.row().state, State::Suspended);
}

#[actix_web::test]
async fn without_the_relationship_nothing_is_changed_and_the_page_says_what_is_missing() {
    let sold = Sold::open().await;
    let who = sold.agent().await;
    let shown = sold.shown(&who, "12").await.expect(200);
    sold.store.run(&format!(
        "UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11' WHERE partner_id = '{}'",
        sold.store.pair.provider.id
    ));
    let refused = confirm_seats(&who, &shown).await.expect(403);
    assert_told(&refused, "takes an active reseller relationship");
    for act in [
        "/seats",
        "/cancellation",
        "/suspension",
        "/renewal",
        "/nickname",
        "/reseller",
    ] {
        who.open(&sold.page(act)).await.expect(403);
        who.post(&sold.page(act), &[]).await.expect(403);
    }
    assert_eq!((sold.orders(), sold.row().version), (1, 1));
    let page = who.open(&sold.page("")).await.expect(200);
    for act in ["Change the licenses", "Suspend", "Change the nickname"] {
        match page.button(act) {
            Button::Blocked(why) => assert!(why.contains("reseller relationship"), "{why}"),
            other => panic!("{act}: {other:?}"),
        }
    }
}
