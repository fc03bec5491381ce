//! Random sequences of orders, changes of licenses, suspensions, cancellations, choices, reactivations, assignments and jumps of
//! the clock, compared with a model after each step: where each subscription stands, who holds a license, and what every line of
//! every order comes to, reckoned anew.
//!
//! `SUBSCRIPTION_SEQUENCES` says how many sequences are driven; `SUBSCRIPTION_SEED` repeats one that failed.

mod model;

use std::collections::HashMap;

use chrono::Duration;
use partner_center::{
    app,
    db::{
        ids::{DirectoryUserId, OrderLineId, SubscriptionId},
        types::Timestamp,
    },
    identity::Role,
    jobs::Node,
    orders::{Kind, OrderLine},
    subscriptions::State,
};

use crate::{
    licenses::{Hall, SUITE},
    ordering::{ORDER, next_price},
    support::{ADATUM, Button, Numbers, Page, Visitor, seeds},
};
use model::{Model, day_of, part};

/// Acts of one sequence.
const ACTS: usize = 40;
const USERS: usize = 6;
const MOST: usize = 6;

struct Drive {
    hall: Hall,
    agent: Visitor,
    signed_in_at: Timestamp,
    granted_at: Timestamp,
    users: Vec<DirectoryUserId>,
    model: Model,
    /// The cost of a license for a year, and from when on.
    prices: Vec<(Timestamp, i64)>,
    next: Numbers,
    story: Vec<String>,
}

impl Drive {
    async fn new(seed: u64) -> Self {
        let hall = Hall::with("user_administrator").await;
        let mut users = Vec::new();
        for number in 0..USERS {
            users.push(hall.add(&format!("User{number}")).await);
        }
        let now = hall.app().now();
        Self {
            agent: hall.agent.clone(),
            hall,
            signed_in_at: now,
            granted_at: now,
            users,
            model: Model::default(),
            prices: vec![(Timestamp::EPOCH, 12_000)],
            next: Numbers::of(seed),
            story: vec![format!("SUBSCRIPTION_SEED={seed}")],
        }
    }

    fn now(&self) -> Timestamp {
        self.hall.app().now()
    }

    fn told(&self) -> String {
        self.story.join("\n")
    }

    /// Signs in anew where the session has ended, with privileges that are in force.
    async fn sign_in(&mut self) {
        let now = self.now();
        if now.since(self.signed_in_at) > Duration::minutes(20) {
            let email = self.hall.store.pair.provider.email(Role::AdminAgent);
            self.agent = self.hall.app().sign_in_as(&email).await;
            self.hall.agent = self.agent.clone();
            self.signed_in_at = now;
        }
        if now.since(self.granted_at) > Duration::days(300) {
            let more = [("roles", "user_administrator"), ("days", "365")];
            self.hall.app().grant(&self.agent, ADATUM, &more).await;
            self.granted_at = now;
        }
    }

    fn any(&mut self) -> Option<usize> {
        let places: Vec<usize> = (0..self.model.sold.len()).collect();
        self.next.one_of(&places)
    }

    fn page_of(&self, place: usize, act: &str) -> String {
        let id = self.hall.store.subscriptions()[place].id;
        format!("{}{act}", self.hall.app().paths().subscription(id))
    }

    /// One act, chosen at random, on the site and in the model.
    async fn go(&mut self) {
        self.sign_in().await;
        // Two at one instant would have no order.
        self.hall.app().pass(Duration::seconds(1));
        if self.model.is_anything_due(self.now()) {
            self.hall.app().housekeep().await;
            self.model.turn(self.now());
        }
        let told = match (self.next.below(14), self.any()) {
            (0 | 1, _) | (_, None) => self.order().await,
            (2..=4, Some(place)) => self.seats(place).await,
            (5, Some(place)) => self.cancel(place).await,
            (6, Some(place)) => self.suspend(place).await,
            (7, Some(place)) => self.choose(place).await,
            (8..=10, _) => self.assign().await,
            (11, _) => self.take().await,
            _ => self.jump().await,
        };
        self.story.push(told);
    }

    async fn order(&mut self) -> String {
        if self.model.sold.len() >= MOST {
            return "as many as fit".to_owned();
        }
        let quantity = 1 + i32::try_from(self.next.below(4)).unwrap();
        let store = &self.hall.store;
        let wanted = quantity.to_string();
        let added = store.add(&self.agent, store.price, &wanted).await;
        added.expect(303);
        let review = store.review(&self.agent).await.expect(200);
        let direct = [("reseller", "direct")];
        let placed = self.agent.submit(&review, ORDER, &direct).await;
        placed.expect(303);
        self.model.order(quantity, self.now());
        format!("{:?}: order {quantity}", self.now())
    }

    /// Presses the button of a page that begins so; false where there is none, or it is refused.
    async fn press(&self, page: &Page, button: &str, typed: &[(&str, &str)]) -> bool {
        let buttons = page.texts("main form[method=post] button");
        let Some(found) = buttons.into_iter().find(|text| text.starts_with(button)) else {
            return false;
        };
        if !matches!(page.button(&found), Button::Open) {
            return false;
        }
        let answer = self.agent.submit(page, &found, typed).await;
        match answer.status {
            303 => true,
            422 => false,
            other => panic!("{other}: {}\n{}", answer.text(), self.told()),
        }
    }

    async fn seats(&mut self, place: usize) -> String {
        let from = self.model.sold[place].quantity;
        let to = i32::try_from(self.next.below(usize::try_from(from).unwrap() + 4)).unwrap();
        let page = self.page_of(place, &format!("/seats?quantity={to}"));
        let page = self.agent.open(&page).await;
        let button = if to > from { "Add " } else { "Give back " };
        let done = self.press(&page, button, &[]).await;
        let expected = self.model.seats(place, to, self.now());
        let told = format!("{:?}: {place} from {from} to {to}: {done}", self.now());
        assert_eq!(done, expected, "{}\n{told}\n{}", self.told(), page.text());
        told
    }

    async fn cancel(&mut self, place: usize) -> String {
        let page = self.agent.open(&self.page_of(place, "/cancellation")).await;
        let done = self.press(&page, "Cancel ", &[]).await;
        let expected = self.model.cancel(place, self.now());
        let told = format!("{:?}: cancel {place}: {done}", self.now());
        assert_eq!(done, expected, "{}\n{told}\n{}", self.told(), page.text());
        told
    }

    async fn suspend(&mut self, place: usize) -> String {
        let page = self.agent.open(&self.page_of(place, "/suspension")).await;
        let button = match self.model.sold[place].state {
            State::Suspended => "Resume ",
            _ => "Suspend ",
        };
        let done = self.press(&page, button, &[]).await;
        let expected = self.model.suspend(place);
        let told = format!("{:?}: {button}{place}: {done}", self.now());
        assert_eq!(done, expected, "{}\n{told}\n{}", self.told(), page.text());
        told
    }

    async fn choose(&mut self, place: usize) -> String {
        let renews = self.next.below(2) == 0;
        let choice = if renews { "renew" } else { "end" };
        let page = self.agent.open(&self.page_of(place, "/renewal")).await;
        let done = self
            .press(&page, "Save the choice", &[("choice", choice)])
            .await;
        let expected = self.model.choose(place, renews);
        let told = format!("{:?}: {place} shall {choice}: {done}", self.now());
        assert_eq!(done, expected, "{}\n{told}\n{}", self.told(), page.text());
        told
    }

    async fn assign(&mut self) -> String {
        let user = self.next.below(USERS);
        let license = [("license", SUITE)];
        let answer = self
            .hall
            .post(&self.agent, self.users[user], &license)
            .await;
        let before = self.model.holders.clone();
        let expected = self.model.assign(user);
        let told = format!("{:?}: assign to {user}: {}", self.now(), answer.status);
        let holds = self.hall.holders(SUITE).contains(&self.users[user]);
        let is_new = holds && !before.contains(&user);
        assert_eq!(
            is_new,
            expected,
            "{}\n{told}\n{}",
            self.told(),
            answer.text()
        );
        told
    }

    async fn take(&mut self) -> String {
        let Some(user) = self.next.one_of(&self.model.holders) else {
            return "nobody holds one".to_owned();
        };
        let before = self.hall.holders(SUITE).len();
        self.hall.tick(self.users[user], &[]).await.expect(303);
        let taken = self.hall.holders(SUITE).len() < before;
        let expected = self.model.take(user);
        let told = format!("{:?}: take from {user}: {taken}", self.now());
        assert_eq!(taken, expected, "{}\n{told}", self.told());
        told
    }

    /// To an instant at which something happens, or the last one before it, or some days on; then the background comes by, on
    /// one node or on two. Now and then the price changes first.
    async fn jump(&mut self) -> String {
        let now = self.now();
        if self.next.below(3) == 0 {
            let cost = 9_000 + i64::try_from(self.next.below(6_000)).unwrap();
            self.hall.store.price = next_price(&self.hall.store, cost);
            self.prices.push((now, cost));
        }
        let due: Vec<Timestamp> = self.model.sold.iter().filter_map(|it| it.next).collect();
        let by = match (self.next.below(7), self.next.one_of(&due)) {
            (0 | 1, Some(at)) => at.since(now),
            (2, Some(at)) => at.since(now) - Duration::microseconds(1),
            (3, _) => Duration::days(100),
            (4, _) => Duration::hours(168),
            _ => Duration::days(2),
        };
        self.hall.app().pass(by);
        self.hall.app().housekeep().await;
        if self.next.below(2) == 0 {
            let mut other = self.hall.app().parts.clone();
            other.node = Node::of_this_run();
            app::runner(&other).drain().await;
        }
        self.model.turn(self.now());
        format!("{by} pass, cost now {}", self.prices.last().unwrap().1)
    }

    /// The site and the model say the same.
    fn compare(&self) {
        let rows = self.hall.store.subscriptions();
        let found: Vec<_> = rows
            .iter()
            .map(|row| {
                let term = u32::try_from(row.term_number).unwrap();
                (
                    row.state,
                    row.quantity,
                    row.auto_renew_enabled,
                    term,
                    row.next_at,
                )
            })
            .collect();
        let expected: Vec<_> = self
            .model
            .sold
            .iter()
            .map(|it| (it.state, it.quantity, it.renews, it.term, it.next))
            .collect();
        assert_eq!(states(&found), states(&expected), "{}", self.told());
        let holders = self.model.holders.iter();
        let holders: Vec<DirectoryUserId> = holders.map(|user| self.users[*user]).collect();
        assert_eq!(self.hall.holders(SUITE), holders, "{}", self.told());
        if !rows.is_empty() {
            let license = self.hall.license(SUITE);
            let units = usize::try_from(license.all()).unwrap();
            let working = usize::try_from(license.working()).unwrap();
            assert_eq!(
                (units, working),
                (self.model.units(), self.model.working()),
                "{}",
                self.told()
            );
            self.hall.assert_exact();
        }
    }

    /// What one license of a new term costs that begins on this day, or was ordered at this instant.
    fn cost_at(&self, at: Timestamp) -> i64 {
        let mut begun = self.prices.iter().rev().filter(|(from, _)| *from <= at);
        begun.next().unwrap().1
    }

    /// Every order is the sum of its lines, and every line can be reckoned anew.
    fn compare_amounts(&self) {
        let lines = self.hall.store.lines();
        let rows = self.hall.store.subscriptions();
        let by_id: HashMap<OrderLineId, &OrderLine> =
            lines.iter().map(|line| (line.id, line)).collect();
        let mut given: HashMap<OrderLineId, (i32, i64)> = HashMap::new();
        // What a license costs in the running term.
        let mut running: HashMap<SubscriptionId, i64> = HashMap::new();
        for order in self.hall.store.orders() {
            let its: Vec<&OrderLine> = lines
                .iter()
                .filter(|line| line.order_id == order.id)
                .collect();
            let sum: i64 = its.iter().map(|line| line.cost_amount).sum();
            assert_eq!(order.cost_amount, sum, "{}", self.told());
            for line in its {
                let place = rows.iter().position(|row| row.id == line.subscription_id);
                let sold = &self.model.sold[place.unwrap()];
                let (from, to) = (day_of(line.begins_on), day_of(line.ends_on));
                let term = (0..50)
                    .find(|term| from < sold.first_day(term + 1))
                    .unwrap();
                let end = sold.first_day(term + 1);
                let all = (end - sold.first_day(term)).num_days();
                assert_eq!(to, end.pred_opt().unwrap(), "{}", self.told());
                let days = (all, (end - from).num_days());
                let expected = match order.kind {
                    Kind::New => self.cost_at(order.ordered_at),
                    Kind::Renewal => self.cost_at(line.begins_on),
                    Kind::Seats => running[&line.subscription_id],
                    Kind::Return => line.cost,
                };
                assert_eq!(line.cost, expected, "{}", self.told());
                if matches!(order.kind, Kind::New | Kind::Renewal) {
                    running.insert(line.subscription_id, line.cost);
                }
                if order.kind == Kind::Return {
                    let of = by_id[&line.returned_line_id.unwrap()];
                    assert_eq!(of.cost, line.cost);
                    let so_far = given.entry(of.id).or_default();
                    so_far.0 -= line.quantity;
                    so_far.1 -= line.cost_amount;
                    let is_within = so_far.0 <= of.quantity && so_far.1 <= of.cost_amount;
                    assert!(is_within, "{so_far:?} of {of:?}\n{}", self.told());
                    // All that was charged for them less the days begun since: within one unit of each rounding.
                    let began = (day_of(order.ordered_at) - day_of(of.begins_on)).num_days() + 1;
                    let used = part(-line.quantity, line.cost, (all, began));
                    let charged =
                        of.cost_amount * i64::from(-line.quantity) / i64::from(of.quantity);
                    let credit = -line.cost_amount;
                    assert!(
                        (charged - used - credit).abs() <= 1 || (credit == 0 && used >= charged),
                        "{charged} less {used} is not {credit}\n{}",
                        self.told()
                    );
                } else {
                    let amount = part(line.quantity, line.cost, days);
                    assert_eq!(line.cost_amount, amount, "{line:?}\n{}", self.told());
                }
            }
        }
    }
}

type Standing = (State, i32, bool, u32, Option<Timestamp>);

/// What has ended needs no choice.
fn states(all: &[Standing]) -> Vec<Standing> {
    let all = all.iter().copied();
    all.map(|(state, quantity, renews, term, next)| {
        let renews = renews && matches!(state, State::Active);
        (state, quantity, renews, term, next)
    })
    .collect()
}

#[actix_web::test]
async fn whatever_is_done_with_subscriptions_states_holders_and_amounts_follow_the_rules() {
    for seed in seeds("SUBSCRIPTION", 3) {
        let mut drive = Drive::new(seed).await;
        for _ in 0..ACTS {
            drive.go().await;
            drive.compare();
        }
        drive.compare_amounts();
    }
}
