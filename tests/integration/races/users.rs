//! Acts on a customer's users, pressed at the same moment.

use chrono::Duration;
use futures_util::FutureExt;
use partner_center::{app, db::ids::DirectoryUserId, directory::restorable_for, identity::Role};

use super::acts::{Press, at_once, rounds};
use crate::{
    support::{ADATUM, TestApp, Visitor, borrowed},
    users::Desk,
};

const GLOBAL: (&str, &str) = ("roles", "global_administrator");

/// What is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Delete,
    Block,
    /// Their roles are taken.
    Demote,
    /// Together with somebody without a role.
    DeleteWithAnother,
    /// Together with the other Global administrator.
    DeleteBoth,
}

/// The last two Global administrators of Adatum, somebody without a role, and two people who press.
struct Scene {
    desk: Desk,
    other: Visitor,
    round: usize,
    pair: [DirectoryUserId; 2],
    ordinary: DirectoryUserId,
}

fn press(visitor: Visitor, address: String, fields: Vec<(&'static str, String)>) -> Press<'static> {
    async move { visitor.post(&address, &borrowed(&fields)).await.status }.boxed_local()
}

impl Scene {
    /// Both of one partner.
    async fn of_one_partner() -> Self {
        let desk = Desk::global().await;
        let other = desk.sign_in(Role::GlobalAdmin).await;
        Self::of(desk, other).await
    }

    /// One of the reseller and one of its provider, who were granted the same.
    async fn of_two_partners() -> Self {
        let app = TestApp::start();
        let pair = app.pair().await;
        let provider = pair.provider.id.to_string();
        let more = [GLOBAL, ("days", "365"), ("provider", &provider)];
        let link = pair.seller.hand_out(app.paths(), ADATUM, &more).await;
        app.accept(&link, ADATUM.recipient).await;
        let list = pair.seller.open(&app.paths().customers()).await.expect(200);
        let record = list.link("Adatum");
        let desk = Desk {
            customer: record.rsplit('/').next().unwrap().parse().unwrap(),
            app,
            company: pair.reseller,
            agent: pair.seller,
        };
        Self::of(desk, pair.distributor).await
    }

    async fn of(desk: Desk, other: Visitor) -> Self {
        let pair = [
            desk.add_with("Ada", "ada", &[GLOBAL]).await,
            desk.add_with("Bea", "bea", &[GLOBAL]).await,
        ];
        let ordinary = desk.add("Cai", "cai").await;
        Self {
            desk,
            other,
            round: 0,
            pair,
            ordinary,
        }
    }

    /// Two new ones; whoever is left of the last round is deleted, and can be, because they are there.
    async fn renew(&mut self) {
        self.round += 1;
        let round = self.round;
        let name = |of: &str| format!("{of}.{round}");
        let before = self.desk.listed("role=global_administrator").await.len();
        let pair = [
            self.desk
                .add_with(&name("Ada"), &name("ada"), &[GLOBAL])
                .await,
            self.desk
                .add_with(&name("Bea"), &name("bea"), &[GLOBAL])
                .await,
        ];
        self.desk.delete(&self.pair).await.expect(303);
        assert!(before <= 2);
        self.pair = pair;
        self.ordinary = self.desk.add(&name("Cai"), &name("cai")).await;
    }

    /// Everything up to the press: by the first or the second person, about the first or the second administrator.
    async fn ready(&self, act: Act, side: usize) -> Press<'static> {
        let visitor = [&self.desk.agent, &self.other][side].clone();
        let one = self.pair[side];
        let delete = |users: &[DirectoryUserId]| {
            let fields = users.iter().map(|id| ("user", id.to_string())).collect();
            press(visitor.clone(), self.desk.below("deletion"), fields)
        };
        match act {
            Act::Delete => delete(&[one]),
            Act::DeleteWithAnother => delete(&[self.ordinary, one]),
            Act::DeleteBoth => delete(&self.pair),
            Act::Block => {
                let address = self.desk.below(&format!("{one}/blocking"));
                press(visitor, address, Vec::new())
            }
            Act::Demote => {
                let address = self.desk.below(&format!("{one}/profile"));
                let page = visitor.open(&address).await.expect(200);
                let mut form = page.form("Save changes");
                form.fields.retain(|(name, _)| name != "roles");
                async move { visitor.submit_form(form).await.status }.boxed_local()
            }
        }
    }

    fn active(&self) -> i64 {
        self.desk.app.count(
            "directory_users JOIN directory_user_roles ON directory_user_roles.user_id = directory_users.id \
             WHERE state = 'active' AND role = 'global_administrator'",
        )
    }
}

#[actix_web::test]
async fn of_the_last_two_global_administrators_one_stays_whatever_two_people_do_to_them_at_once() {
    let mut scene = Scene::of_one_partner().await;
    one_stays(&mut scene).await;
}

#[actix_web::test]
async fn of_the_last_two_global_administrators_one_stays_whatever_two_partners_do_at_once() {
    let mut scene = Scene::of_two_partners().await;
    one_stays(&mut scene).await;
}

async fn one_stays(scene: &mut Scene) {
    for (one, other) in [
        (Act::Delete, Act::Delete),
        (Act::Block, Act::Block),
        (Act::Demote, Act::Demote),
        (Act::Delete, Act::Demote),
        (Act::Block, Act::DeleteWithAnother),
        (Act::DeleteBoth, Act::Block),
    ] {
        for round in 0..rounds(&scene.desk.app) {
            let (first, second) = (scene.ready(one, 0).await, scene.ready(other, 1).await);
            let answers = at_once(round, first, second).await;
            let told = format!("round {round}: {one:?} and {other:?} {answers:?}");
            let mut sorted = [answers.0, answers.1];
            sorted.sort_unstable();
            assert_eq!(sorted, [303, 422], "{told}");
            assert_eq!(scene.active(), 1, "{told}");
            scene.renew().await;
        }
    }
}

#[actix_web::test]
async fn the_last_global_administrator_is_blocked_only_once_an_upload_has_added_another() {
    let mut scene = Scene::of_one_partner().await;
    scene.renew().await;
    // One is left, and the file brings another.
    for round in 0..rounds(&scene.desk.app) {
        let [left, gone] = scene.pair;
        scene.desk.delete(&[gone]).await.expect(303);
        let file = format!("Display name,User name\nNew {round},new{round}@adatum.example\n");
        let preview = scene.desk.upload(&file).await;
        let form = preview.form("Add these users").fill(&[GLOBAL]);
        scene.desk.agent.submit_form(form).await.expect(303);
        let parts = scene.desk.app.parts.clone();
        let upload = async move {
            app::runner(&parts).drain().await;
            303
        };
        let block = press(
            scene.other.clone(),
            scene.desk.below(&format!("{left}/blocking")),
            Vec::new(),
        );
        let (_, blocked) = at_once(round, upload.boxed_local(), block).await;
        let expected = if blocked == 303 { 1 } else { 2 };
        assert!(matches!(blocked, 303 | 422), "round {round}: {blocked}");
        assert_eq!(scene.active(), expected, "round {round}: {blocked}");
        assert_eq!(scene.desk.app.count("jobs WHERE last_error IS NOT NULL"), 0);
        // The next round begins with two again, and without those of this one.
        let added = format!("{}?q=new{round}", scene.desk.users());
        let page = scene.desk.agent.open(&added).await.expect(200);
        let new = page.link(&format!("New {round}"));
        let new: DirectoryUserId = new.rsplit('/').next().unwrap().parse().unwrap();
        scene.renew().await;
        scene.desk.delete(&[new]).await.expect(303);
    }
}

#[actix_web::test]
async fn a_link_that_is_mailed_while_its_user_is_deleted_opens_nothing() {
    let desk = Desk::usual().await;
    let other = desk.sign_in(Role::GlobalAdmin).await;
    for round in 0..rounds(&desk.app) {
        let contact = format!("u{round}@home.example");
        let typed = [("contact_email", contact.as_str())];
        let user = desk.add_with("Ada", &format!("u{round}"), &typed).await;
        let link = press(
            desk.agent.clone(),
            desk.below(&format!("{user}/password-link")),
            vec![("language", "en".to_owned())],
        );
        let fields = vec![("user", user.to_string())];
        let delete = press(other.clone(), desk.below("deletion"), fields);
        let answers = at_once(round, link, delete).await;
        let told = format!("round {round}: {answers:?}");
        assert!(matches!(answers.0, 303 | 404 | 422), "{told}");
        assert_eq!(
            (answers.1, desk.state(user).as_str()),
            (303, "deleted"),
            "{told}"
        );
        let open = desk
            .app
            .count("directory_password_links WHERE used_at IS NULL");
        assert_eq!(open, 0, "{told}");
        if answers.0 == 303 {
            let letter = desk.app.mail_to(&contact).await;
            desk.app.visitor().open(letter.link()).await.expect(410);
        }
    }
}

/// Deletes these, and lets all but a moment of their 30 days pass.
async fn almost_over(desk: &mut Desk, users: &[DirectoryUserId]) {
    desk.delete(users).await.expect(303);
    desk.app.pass(restorable_for() - Duration::microseconds(1));
    desk.agent = desk.sign_in(Role::AdminAgent).await;
}

/// How many are added in each round.
const MANY: usize = 5;

async fn added(desk: &Desk, round: usize, of: &str) -> Vec<DirectoryUserId> {
    let mut users = Vec::new();
    for number in 0..MANY {
        let name = format!("{of}.{round}.{number}");
        users.push(desk.add(&name, &name).await);
    }
    users
}

/// The background comes by once so much time has passed.
fn background(desk: &Desk, after: Duration) -> Press<'_> {
    async move {
        desk.app.pass(after);
        app::runner(&desk.app.parts).drain().await;
        303
    }
    .boxed_local()
}

#[actix_web::test]
async fn users_who_are_restored_as_their_time_ends_are_all_back_or_all_purged() {
    // Thirty days pass in each round, and the privileges last for a year.
    let mut desk = Desk::global().await;
    let most = rounds(&desk.app).min(8);
    for round in 0..most {
        let mut users = added(&desk, round, "u").await;
        almost_over(&mut desk, &users).await;
        users.reverse();
        let form = desk.restoration(&users).await;
        let form = form.form(&format!("Restore {MANY} users"));
        let agent = desk.agent.clone();
        let restore = async move { agent.submit_form(form).await.status };
        let purge = background(&desk, Duration::microseconds(1));
        let (restored, _) = at_once(round, restore.boxed_local(), purge).await;
        let expected = match restored {
            303 => "active",
            422 => "purged",
            other => panic!("round {round}: {other}"),
        };
        for user in &users {
            assert_eq!(desk.state(*user), expected, "round {round}: {restored}");
        }
        assert_eq!(desk.app.count("jobs WHERE last_error IS NOT NULL"), 0);
    }
}

#[actix_web::test]
async fn users_are_restored_under_the_names_of_others_who_are_purged_at_the_same_moment() {
    let mut desk = Desk::global().await;
    let most = rounds(&desk.app).min(8);
    for round in 0..most {
        let old = added(&desk, round, "old").await;
        almost_over(&mut desk, &old).await;
        let mut young = added(&desk, round, "young").await;
        desk.delete(&young).await.expect(303);
        desk.app.pass(Duration::microseconds(1));
        young.reverse();
        let page = desk.restoration(&young).await;
        let mut form = page.form(&format!("Restore {MANY} users"));
        for (name, value) in &mut form.fields {
            if name == "user_name" {
                *value = value.replace("young", "old");
            }
        }
        let agent = desk.agent.clone();
        let restore = async move { agent.submit_form(form).await.status };
        let purge = background(&desk, Duration::zero());
        let (restored, _) = at_once(round, restore.boxed_local(), purge).await;
        assert_eq!(restored, 303, "round {round}");
        for user in &young {
            assert_eq!(desk.state(*user), "active", "round {round}");
        }
        for user in &old {
            assert_eq!(desk.state(*user), "purged", "round {round}");
        }
        assert_eq!(desk.app.count("jobs WHERE last_error IS NOT NULL"), 0);
    }
}
