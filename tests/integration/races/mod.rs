//! Acts that write the same rows, pressed at the same moment. Afterwards list, joint rows, relationships and consents
//! agree, whoever was first. `RACE_ROUNDS` says how often each pair is pressed.

mod acts;
mod books;
mod partnership;
mod privileges;
mod users;

use diesel::{ExpressionMethods, RunQueryDsl};
use partner_center::db::schema::partners;

use crate::support::{TestApp, Way};
use acts::{Act, Before, Scene, Side, at_once, rounds};
use books::Books;

/// What may come of the two presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    /// The one that is first leaves nothing to do for the other.
    One,
    /// Either order leaves both done.
    Both,
    /// Both are answered in words; the rows say who was first.
    Either,
}

/// Presses both acts, round after round, each about a company of its own.
async fn race(before: Before, one: Act, other: Act, comes: Comes) {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(10_000));
    let mut pair = app.pair().await;
    for round in 0..rounds(&app) {
        if round > 0 && [one, other].iter().any(ends_more_than_one_company) {
            refresh(&app, &mut pair).await;
        }
        let answers = {
            let scene = Scene::set(&app, &pair, before, round).await;
            if [one, other].contains(&Act::Expire) {
                scene.is_about_to_run_out();
            }
            let (one, other) = (scene.ready(one).await, scene.ready(other).await);
            at_once(round, one, other).await
        };
        let told = format!(
            "round {round}, {before:?}: {one:?} {}, {other:?} {}",
            answers.0, answers.1
        );
        let is_defined = |status: u16| matches!(status, 303 | 404 | 409 | 410 | 422);
        assert!(is_defined(answers.0) && is_defined(answers.1), "{told}");
        let done = usize::from(answers.0 == 303) + usize::from(answers.1 == 303);
        match comes {
            Comes::One => assert_eq!(done, 1, "{told}"),
            Comes::Both => assert_eq!(done, 2, "{told}"),
            Comes::Either => assert!(done > 0, "{told}"),
        }
        let found = Books::read(&app).disagreements();
        assert!(found.is_empty(), "{told}\n{}", found.join("\n"));
    }
}

fn ends_more_than_one_company(act: &Act) -> bool {
    matches!(act, Act::EndPartnership(_) | Act::Disable(_))
}

/// Makes the two take part and work together again, and signs their staff in again.
async fn refresh(app: &TestApp, pair: &mut crate::support::Pair) {
    use partner_center::identity::Role;
    app.write(|tx| {
        diesel::update(partners::table)
            .set(partners::status.eq("active"))
            .execute(tx.conn())?;
        Ok(())
    });
    pair.seller = app.sign_in(&pair.reseller, Role::AdminAgent).await;
    pair.distributor = app.sign_in(&pair.provider, Role::AdminAgent).await;
    app.end_partnership(pair);
    pair.partnership = app.partnership(&pair.provider, &pair.reseller);
}

const BY_RESELLER: Way = Way::JointByReseller;
const BY_PROVIDER: Way = Way::JointByProvider;

#[actix_web::test]
async fn a_removal_while_the_same_customer_accepts_the_two_of_them() {
    let before = Before::ResellerConnected(BY_PROVIDER);
    race(
        before,
        Act::Accept,
        Act::Remove(Side::Reseller),
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn a_removal_while_the_same_customer_accepts_ones_own_further_ask() {
    let before = Before::ResellerConnected(BY_RESELLER);
    race(
        before,
        Act::Accept,
        Act::Remove(Side::Reseller),
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn two_acceptances_of_one_company_one_joint_and_one_alone() {
    for (way, side) in [(BY_PROVIDER, Side::Reseller), (BY_RESELLER, Side::Provider)] {
        race(
            Before::Asked(way),
            Act::Accept,
            Act::AcceptAlone(side),
            Comes::Both,
        )
        .await;
    }
}

#[actix_web::test]
async fn two_acceptances_of_one_company_each_alone() {
    let before = Before::Asked(Way::ResellerAlone);
    race(
        before,
        Act::Accept,
        Act::AcceptAlone(Side::Provider),
        Comes::Both,
    )
    .await;
}

#[actix_web::test]
async fn accepting_and_declining_the_same_invitation() {
    race(
        Before::Asked(BY_RESELLER),
        Act::Accept,
        Act::Decline,
        Comes::One,
    )
    .await;
}

#[actix_web::test]
async fn an_import_of_the_company_that_accepts() {
    for side in [Side::Reseller, Side::Provider] {
        race(
            Before::Asked(BY_RESELLER),
            Act::Accept,
            Act::Import(side),
            Comes::Both,
        )
        .await;
    }
}

#[actix_web::test]
async fn accepting_both_while_their_partnership_ends() {
    let before = Before::Asked(BY_PROVIDER);
    race(
        before,
        Act::Accept,
        Act::EndPartnership(Side::Reseller),
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn accepting_what_is_revoked() {
    race(
        Before::Asked(BY_RESELLER),
        Act::Accept,
        Act::Revoke,
        Comes::One,
    )
    .await;
}

#[actix_web::test]
async fn accepting_by_the_link_that_is_replaced() {
    race(
        Before::Asked(Way::ResellerAlone),
        Act::Accept,
        Act::NewLink,
        Comes::One,
    )
    .await;
}

#[actix_web::test]
async fn declining_by_the_link_that_is_replaced() {
    race(
        Before::Asked(Way::ResellerAlone),
        Act::Decline,
        Act::NewLink,
        Comes::One,
    )
    .await;
}

#[actix_web::test]
async fn accepting_what_runs_out() {
    race(
        Before::Asked(BY_RESELLER),
        Act::Accept,
        Act::Expire,
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn declining_what_runs_out() {
    race(
        Before::Asked(BY_RESELLER),
        Act::Decline,
        Act::Expire,
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn accepting_while_a_partner_is_disabled() {
    for side in [Side::Reseller, Side::Provider] {
        race(
            Before::Asked(BY_RESELLER),
            Act::Accept,
            Act::Disable(side),
            Comes::Either,
        )
        .await;
    }
}

#[actix_web::test]
async fn declining_what_is_revoked() {
    race(
        Before::Asked(BY_RESELLER),
        Act::Decline,
        Act::Revoke,
        Comes::One,
    )
    .await;
}

#[actix_web::test]
async fn two_removals_by_one_partner() {
    let remove = Act::Remove(Side::Reseller);
    race(Before::BothConnected, remove, remove, Comes::One).await;
}

#[actix_web::test]
async fn removals_by_both_partners() {
    let (one, other) = (Act::Remove(Side::Reseller), Act::Remove(Side::Provider));
    race(Before::BothConnected, one, other, Comes::Both).await;
}

#[actix_web::test]
async fn removing_a_relationship_while_the_company_is_imported() {
    let (one, other) = (Act::Remove(Side::Reseller), Act::Import(Side::Reseller));
    race(Before::BothConnected, one, other, Comes::Both).await;
}

#[actix_web::test]
async fn removing_a_relationship_while_the_partnership_ends() {
    let one = Act::Remove(Side::Reseller);
    race(
        Before::BothConnected,
        one,
        Act::EndPartnership(Side::Provider),
        Comes::Both,
    )
    .await;
}

#[actix_web::test]
async fn two_ends_of_one_partnership() {
    let (one, other) = (
        Act::EndPartnership(Side::Reseller),
        Act::EndPartnership(Side::Provider),
    );
    race(Before::Asked(BY_RESELLER), one, other, Comes::One).await;
}

#[actix_web::test]
async fn a_new_link_while_the_partnership_ends() {
    let before = Before::Asked(BY_RESELLER);
    race(
        before,
        Act::NewLink,
        Act::EndPartnership(Side::Provider),
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn revoking_while_the_partnership_ends() {
    let before = Before::Asked(BY_RESELLER);
    race(
        before,
        Act::Revoke,
        Act::EndPartnership(Side::Provider),
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn running_out_while_the_partnership_ends() {
    let before = Before::Asked(BY_RESELLER);
    race(
        before,
        Act::Expire,
        Act::EndPartnership(Side::Provider),
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn a_new_link_for_what_runs_out() {
    race(
        Before::Asked(BY_RESELLER),
        Act::NewLink,
        Act::Expire,
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn revoking_what_runs_out() {
    race(
        Before::Asked(BY_RESELLER),
        Act::Revoke,
        Act::Expire,
        Comes::Either,
    )
    .await;
}

#[actix_web::test]
async fn revoking_while_the_link_is_replaced() {
    race(
        Before::Asked(BY_RESELLER),
        Act::Revoke,
        Act::NewLink,
        Comes::Either,
    )
    .await;
}
