//! What becomes of subscriptions and of those who hold their licenses, as the rules say it: without the database, and without what the
//! product reckons with.

use chrono::{Days, Duration, Months, NaiveDate};
use partner_center::{db::types::Timestamp, subscriptions::State};

const DAY: i64 = 24;
/// Until when what was bought, added or renewed can be given back (rules 14 and 15).
const BACK: i64 = 7 * DAY;

pub(super) fn day_of(at: Timestamp) -> NaiveDate {
    at.rfc3339()[..10].parse().unwrap()
}

fn midnight(day: NaiveDate) -> Timestamp {
    Timestamp::parse(&format!("{day}T00:00:00Z")).unwrap()
}

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sold {
    pub(super) state: State,
    pub(super) quantity: i32,
    pub(super) renews: bool,
    began: NaiveDate,
    pub(super) term: u32,
    renewed_at: Timestamp,
    /// What can be given back: how many, and from when on.
    added: Vec<(i32, Timestamp)>,
    /// When it goes on by itself.
    pub(super) next: Option<Timestamp>,
}

impl Sold {
    fn begin(quantity: i32, now: Timestamp) -> Self {
        let mut sold = Self {
            state: State::Active,
            quantity,
            renews: true,
            began: day_of(now),
            term: 0,
            renewed_at: now,
            added: vec![(quantity, now)],
            next: None,
        };
        sold.next = Some(midnight(sold.first_day(1)));
        sold
    }

    /// The first day of its n-th term: years are counted from the first.
    pub(super) fn first_day(&self, term: u32) -> NaiveDate {
        self.began + Months::new(12 * term)
    }

    fn is_back_open(at: Timestamp, now: Timestamp) -> bool {
        now < at.plus(Duration::hours(BACK))
    }

    fn returnable(&self, now: Timestamp) -> i32 {
        let open = self
            .added
            .iter()
            .filter(|(_, at)| Self::is_back_open(*at, now));
        open.map(|(quantity, _)| *quantity).sum()
    }

    fn units(&self) -> i32 {
        match self.state {
            State::Cancelled | State::Deleted => 0,
            _ => self.quantity,
        }
    }

    fn working(&self) -> i32 {
        match self.state {
            State::Active => self.quantity,
            _ => 0,
        }
    }

    /// What the time does to it at one due date; false where nothing is due.
    fn turn(&mut self, now: Timestamp) -> bool {
        let Some(due) = self.next.filter(|due| *due <= now) else {
            return false;
        };
        let after = |days| Some(midnight(day_of(due) + Days::new(days)));
        match (self.state, self.renews) {
            (State::Active, true) => {
                self.term += 1;
                self.renewed_at = now;
                self.added = vec![(self.quantity, now)];
                self.next = Some(midnight(self.first_day(self.term + 1)));
            }
            (State::Active, false) => (self.state, self.next) = (State::Disabled, after(90)),
            (State::Suspended, _) => (self.state, self.next) = (State::Disabled, after(120)),
            _ => (self.state, self.next) = (State::Deleted, None),
        }
        true
    }
}

/// All of them, and who holds their license.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) sold: Vec<Sold>,
    /// The numbers of users, in the order of assignment.
    pub(super) holders: Vec<usize>,
}

impl Model {
    pub(super) fn units(&self) -> usize {
        usize::try_from(self.sold.iter().map(Sold::units).sum::<i32>()).unwrap()
    }

    pub(super) fn working(&self) -> usize {
        usize::try_from(self.sold.iter().map(Sold::working).sum::<i32>()).unwrap()
    }

    /// Those assigned last lose what there is no more of.
    fn settle(&mut self) {
        let units = self.units();
        self.holders.truncate(units);
    }

    pub(super) fn order(&mut self, quantity: i32, now: Timestamp) {
        self.sold.push(Sold::begin(quantity, now));
    }

    /// False where it is refused; then nothing is different.
    pub(super) fn seats(&mut self, place: usize, to: i32, now: Timestamp) -> bool {
        let (units, working, held) = (self.units(), self.working(), self.holders.len());
        let sold = &mut self.sold[place];
        let fewer = sold.quantity - to;
        if sold.state != State::Active || to < 1 || fewer == 0 || fewer > sold.returnable(now) {
            return false;
        }
        // Neither does anybody lose theirs by it, nor does it stop working.
        let gone = usize::try_from(fewer.max(0)).unwrap();
        let lost = held.saturating_sub(units - gone);
        let stopped = held.min(working).saturating_sub(working - gone);
        if fewer > 0 && lost.max(stopped) > 0 {
            return false;
        }
        if fewer < 0 {
            sold.added.push((-fewer, now));
        }
        let mut left = fewer.max(0);
        for (quantity, at) in &mut sold.added {
            if Sold::is_back_open(*at, now) {
                let taken = left.min(*quantity);
                *quantity -= taken;
                left -= taken;
            }
        }
        sold.quantity = to;
        true
    }

    pub(super) fn cancel(&mut self, place: usize, now: Timestamp) -> bool {
        let sold = &mut self.sold[place];
        let is_running = matches!(sold.state, State::Active | State::Suspended);
        if !is_running || !Sold::is_back_open(sold.renewed_at, now) {
            return false;
        }
        (sold.state, sold.renews, sold.next) = (State::Cancelled, false, None);
        self.settle();
        true
    }

    /// Suspends what is active, and resumes what is suspended.
    pub(super) fn suspend(&mut self, place: usize) -> bool {
        let sold = &mut self.sold[place];
        (sold.state, sold.renews) = match sold.state {
            State::Active => (State::Suspended, false),
            State::Suspended => (State::Active, false),
            _ => return false,
        };
        true
    }

    pub(super) fn choose(&mut self, place: usize, renews: bool) -> bool {
        let sold = &mut self.sold[place];
        if sold.state != State::Active {
            return false;
        }
        sold.renews = renews;
        true
    }

    pub(super) fn assign(&mut self, user: usize) -> bool {
        if self.holders.contains(&user) || self.holders.len() >= self.working() {
            return false;
        }
        self.holders.push(user);
        true
    }

    pub(super) fn take(&mut self, user: usize) -> bool {
        let before = self.holders.len();
        self.holders.retain(|held| *held != user);
        self.holders.len() < before
    }

    pub(super) fn is_anything_due(&self, now: Timestamp) -> bool {
        self.sold
            .iter()
            .any(|it| it.next.is_some_and(|at| at <= now))
    }

    /// The background comes by: each due date of each, in the order of the dates.
    pub(super) fn turn(&mut self, now: Timestamp) {
        loop {
            let due = self.sold.iter().enumerate();
            let due = due.filter_map(|(place, sold)| Some((sold.next?, place)));
            let Some((_, place)) = due.min().filter(|(at, _)| *at <= now) else {
                return;
            };
            assert!(self.sold[place].turn(now));
            self.settle();
        }
    }
}

/// The amount of so many licenses for some days of a term, by the rule (16) with whole numbers: half up.
pub(super) fn part(quantity: i32, price: i64, (all, days): (i64, i64)) -> i64 {
    let units = i128::from(quantity) * i128::from(price) * i128::from(days);
    let all = i128::from(all);
    i64::try_from((2 * units + all).div_euclid(2 * all)).unwrap()
}
