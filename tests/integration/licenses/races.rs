//! Licenses at the same moment.

use std::time::Duration as Pause;

use futures_util::future::join;
use partner_center::{db::DatabaseUrl, identity::Role};

use super::{Hall, SUITE};
use crate::support::Visitor;

fn rounds(hall: &Hall) -> u64 {
    let usual = match hall.app().database_url() {
        DatabaseUrl::Postgres(_) => 12,
        DatabaseUrl::Sqlite(_) => 4,
    };
    let wanted = std::env::var("RACE_ROUNDS").ok();
    wanted.map_or(usual, |rounds| rounds.parse().unwrap())
}

/// Both, one of them a little later from round to round.
async fn at_once<A, B>(
    round: u64,
    one: impl Future<Output = A>,
    other: impl Future<Output = B>,
) -> (A, B) {
    let (first, second) = match round.is_multiple_of(2) {
        true => (0, round / 2 % 6),
        false => (round / 2 % 6, 0),
    };
    join(
        async {
            tokio::time::sleep(Pause::from_millis(first)).await;
            one.await
        },
        async {
            tokio::time::sleep(Pause::from_millis(second)).await;
            other.await
        },
    )
    .await
}

async fn other_agent(hall: &Hall) -> Visitor {
    let provider = &hall.store.pair.provider;
    hall.app().sign_in(provider, Role::GlobalAdmin).await
}

#[actix_web::test]
async fn of_two_that_assign_the_last_one_at_the_same_moment_one_finds_none_free() {
    let hall = Hall::open("1").await;
    let other = other_agent(&hall).await;
    let (ada, bea) = (hall.add("Ada").await, hall.add("Bea").await);
    for round in 0..rounds(&hall) {
        let (one, two) = at_once(
            round,
            hall.post(&hall.agent, ada, &[("license", SUITE)]),
            hall.post(&other, bea, &[("license", SUITE)]),
        )
        .await;
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        assert_eq!(hall.license(SUITE).assigned, 1);
        hall.assert_exact();
        hall.store.run("DELETE FROM license_assignments");
    }
}

#[actix_web::test]
async fn of_two_restored_at_the_same_moment_one_gets_the_last_one_back() {
    let hall = Hall::open("1").await;
    let other = other_agent(&hall).await;
    let users = [hall.add("Ada").await, hall.add("Bea").await];
    for round in 0..rounds(&hall) {
        // Each held it, one after the other.
        for user in users {
            hall.post(&hall.agent, user, &[("license", SUITE)])
                .await
                .expect(303);
            hall.delete(user).await;
        }
        assert_eq!(hall.license(SUITE).assigned, 0);
        let [ada, bea] = users;
        let (one, two) = at_once(
            round,
            hall.post_restoration(&hall.agent, ada, "ada"),
            hall.post_restoration(&other, bea, "bea"),
        )
        .await;
        assert_eq!((one.status, two.status), (303, 303));
        assert_eq!(hall.license(SUITE).assigned, 1);
        hall.assert_exact();
        hall.store.run("DELETE FROM license_assignments");
    }
}

#[actix_web::test]
async fn an_assignment_against_giving_seats_back_does_one_of_them() {
    for round in 0..rounds(&Hall::open("1").await) {
        let hall = Hall::open("2").await;
        hall.people(&["Ada"]).await;
        let bea = hall.add("Bea").await;
        let other = other_agent(&hall).await;
        let page = other.open(&hall.act("/seats?quantity=1")).await.expect(200);
        let back = other.submit(&page, "Give back 1 license", &[]);
        let assign = hall.post(&hall.agent, bea, &[("license", SUITE)]);
        let (assigned, given) = at_once(round, assign, back).await;
        match (assigned.status, given.status) {
            (303, 422) | (422, 303) => {}
            other => panic!("{other:?}: {}\n{}", assigned.text(), given.text()),
        }
        let units = hall.license(SUITE).all();
        assert_eq!(hall.license(SUITE).assigned, units, "round {round}");
        hall.assert_exact();
    }
}

#[actix_web::test]
async fn an_assignment_against_a_cancellation_leaves_nobody_with_a_license_that_is_gone() {
    for round in 0..rounds(&Hall::open("1").await) {
        let hall = Hall::open("1").await;
        let ada = hall.add("Ada").await;
        let other = other_agent(&hall).await;
        let page = other.open(&hall.act("/cancellation")).await.expect(200);
        let assign = hall.post(&hall.agent, ada, &[("license", SUITE)]);
        let cancel = other.submit(&page, "Cancel Suite 1", &[]);
        let (assigned, cancelled) = at_once(round, assign, cancel).await;
        match (assigned.status, cancelled.status) {
            // That somebody holds one by now is said first.
            (303, 409) => assert_eq!(hall.license(SUITE).assigned, 1),
            (422, 303) => assert_eq!(hall.license(SUITE).assigned, 0),
            other => panic!("{other:?}: {}\n{}", assigned.text(), cancelled.text()),
        }
        hall.assert_exact();
    }
}

#[actix_web::test]
async fn an_assignment_against_the_deletion_of_its_subscription_leaves_nothing_behind() {
    for round in 0..4 {
        let hall = Hall::open("1").await;
        let ada = hall.add("Ada").await;
        let assign = hall.post(&hall.agent, ada, &[("license", SUITE)]);
        let cancel = async { hall.settle("UPDATE subscriptions SET state = 'deleted'") };
        let (answer, lost) = at_once(round, assign, cancel).await;
        match answer.status {
            303 => assert_eq!(lost, [ada]),
            422 => assert_eq!(lost, []),
            other => panic!("{other}: {}", answer.text()),
        }
        assert_eq!(hall.license(SUITE).assigned, 0);
        hall.assert_exact();
    }
}
