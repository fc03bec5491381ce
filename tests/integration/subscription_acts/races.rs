//! Two acts at the same moment: one of them happens, and the other one is told.

use futures_util::future::join;
use partner_center::subscriptions::State;

use super::{Sold, confirm_seats};
use crate::support::Page;

/// One was done, and one was told that something has changed.
#[track_caller]
fn assert_one_of_two(first: &Page, second: &Page) {
    let mut answers = [first.status, second.status];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409], "{}\n{}", first.text(), second.text());
}

#[actix_web::test]
async fn two_returns_at_once_give_back_once() {
    for _ in 0..4 {
        let sold = Sold::open().await;
        let (one, other) = (sold.agent().await, sold.agent().await);
        let first = sold.shown(&one, "4").await.expect(200);
        let second = sold.shown(&other, "3").await.expect(200);
        let press = (confirm_seats(&one, &first), confirm_seats(&other, &second));
        let (first, second) = join(press.0, press.1).await;
        assert_one_of_two(&first, &second);
        let (order, lines) = sold.last_order();
        let given: i32 = lines.iter().map(|line| line.quantity).sum();
        assert_eq!(sold.row().quantity, 10 + given);
        assert_eq!((sold.orders(), order.cost_amount < 0), (2, true));
    }
}

#[actix_web::test]
async fn up_and_down_at_once_change_once() {
    for _ in 0..4 {
        let sold = Sold::open().await;
        let (one, other) = (sold.agent().await, sold.agent().await);
        let up = sold.shown(&one, "14").await.expect(200);
        let down = sold.shown(&other, "3").await.expect(200);
        let press = (confirm_seats(&one, &up), confirm_seats(&other, &down));
        let (up, down) = join(press.0, press.1).await;
        assert_one_of_two(&up, &down);
        let changed: i32 = sold.store.lines().iter().map(|line| line.quantity).sum();
        assert_eq!((sold.row().quantity, sold.orders()), (changed, 2));
    }
}

#[actix_web::test]
async fn suspending_against_cancelling_does_one_of_them() {
    for _ in 0..4 {
        let sold = Sold::open().await;
        let (one, other) = (sold.agent().await, sold.agent().await);
        let suspension = one.open(&sold.page("/suspension")).await.expect(200);
        let cancellation = other.open(&sold.page("/cancellation")).await.expect(200);
        let suspend = one.submit(&suspension, "Suspend Suite 1", &[]);
        let cancel = other.submit(&cancellation, "Cancel Suite 1", &[]);
        let (suspended, cancelled) = join(suspend, cancel).await;
        match sold.row().state {
            State::Suspended => {
                assert_eq!((suspended.status, cancelled.status), (303, 409));
                assert_eq!(sold.orders(), 1);
            }
            // It is told that what was cancelled is not suspended.
            State::Cancelled => {
                assert_eq!((suspended.status, cancelled.status), (422, 303));
                assert_eq!(sold.orders(), 2);
            }
            other => panic!("{other:?}"),
        }
    }
}
