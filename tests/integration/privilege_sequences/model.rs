//! What must be so, written from the rules and not from the code.

use std::collections::BTreeSet;

use chrono::Duration;
use partner_center::db::types::Timestamp;

use crate::support::ANA;

/// Who of Contoso is told: nobody looks after Adatum, so everybody who manages customers.
const STAFF: [&str; 2] = [
    "admin-agent@contoso.example",
    "global-admin@contoso.example",
];

/// Days that automatic extension adds.
const ADDED: i64 = 180;

/// What ended privileges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    Term,
    Partner,
    Customer,
}

/// Privileges over Adatum.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) name: String,
    pub(super) roles: BTreeSet<&'static str>,
    /// Who agreed.
    pub(super) by: String,
    pub(super) begun: Timestamp,
    pub(super) end: Timestamp,
    pub(super) extends: bool,
    pub(super) over: Option<(Cause, Timestamp)>,
    /// Warnings for moments up to here are not made up for.
    warned_from: Timestamp,
    /// The warnings that are done with: for which end, and how many days before it.
    warned: BTreeSet<(Timestamp, i64)>,
    used: Option<Timestamp>,
}

/// The beginning of the day that lies so many days before the one of the last moment.
pub(super) fn warning(end: Timestamp, days: i64) -> Timestamp {
    let last_moment = end.minus(Duration::microseconds(1));
    last_moment.start_of_day().minus(Duration::days(days))
}

/// Days before the end on which both sides are warned.
pub(super) const WARNINGS: [i64; 4] = [30, 7, 1, 0];

impl Held {
    pub(super) fn begin(
        name: String,
        roles: &[&'static str],
        by: String,
        (days, extends): (i64, bool),
        now: Timestamp,
    ) -> Self {
        Self {
            name,
            roles: roles.iter().copied().collect(),
            by,
            begun: now,
            end: now.plus(Duration::days(days)),
            extends,
            over: None,
            warned_from: now,
            warned: BTreeSet::new(),
            used: None,
        }
    }

    pub(super) fn is_in_force(&self, now: Timestamp) -> bool {
        self.over.is_none() && (self.extends || now < self.end)
    }

    pub(super) fn is_global(&self) -> bool {
        self.roles.contains("global_administrator")
    }

    pub(super) fn changes_users(&self) -> bool {
        self.is_global() || self.roles.contains("user_administrator")
    }

    /// What the page of the customer's privileges says of them: how its cell begins and how it ends.
    pub(super) fn standing(&self, now: Timestamp) -> (&'static str, String) {
        match self.over {
            None if self.is_in_force(now) => ("In force", self.left(now)),
            None | Some((Cause::Term, _)) => ("Ran out", "Ran out".to_owned()),
            Some((Cause::Partner, at)) => {
                ("Ended early", format!("On {}, by your company", at.words()))
            }
            Some((Cause::Customer, at)) => {
                ("Ended early", format!("On {}, by the customer", at.words()))
            }
        }
    }

    fn left(&self, now: Timestamp) -> String {
        if self.extends {
            return "Extended by itself".to_owned();
        }
        match self.end.since(now).num_hours() / 24 {
            0 => "Less than a day left".to_owned(),
            1 => "1 day left".to_owned(),
            days => format!("{days} days left"),
        }
    }

    fn is_unused(&self, now: Timestamp) -> bool {
        let last = self.used.unwrap_or(self.begun);
        self.is_in_force(now) && now >= last.plus(Duration::days(90))
    }
}

/// To whom, with which subject, about which privileges.
pub(super) type Letter = (String, String, String);

/// All of Contoso's privileges over Adatum, and the letters about them.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) held: Vec<Held>,
    pub(super) is_related: bool,
    pub(super) letters: Vec<Letter>,
}

impl Model {
    /// Both sides are told; at the customer who agreed, and its contact.
    fn tell(&mut self, place: usize, to_staff: &str, to_customer: &str) {
        let held = &self.held[place];
        let (name, mut customer) = (held.name.clone(), vec![held.by.as_str(), ANA]);
        customer.dedup();
        let staff = STAFF.map(|to| (to.to_owned(), to_staff.to_owned(), name.clone()));
        let customer: Vec<Letter> = (customer.into_iter())
            .map(|to| (to.to_owned(), to_customer.to_owned(), name.clone()))
            .collect();
        self.letters.extend(staff);
        self.letters.extend(customer);
    }

    /// What the background has to have done by now, however long it did not come by.
    pub(super) fn housekeep(&mut self, now: Timestamp) {
        for place in 0..self.held.len() {
            if self.held[place].over.is_some() {
                continue;
            }
            while self.held[place].extends && self.held[place].end <= now {
                let end = self.held[place].end.plus(Duration::days(ADDED));
                self.held[place].end = end;
                let until = format!("Privileges of Contoso were extended until {}", end.day());
                self.tell(place, "Privileges over Adatum were extended", &until);
            }
            let held = &mut self.held[place];
            if held.end <= now {
                held.over = Some((Cause::Term, held.end));
            } else if !held.extends {
                self.warn(place, now);
            }
        }
    }

    /// The latest of the warnings that are due, once.
    fn warn(&mut self, place: usize, now: Timestamp) {
        let held = &mut self.held[place];
        let (end, from) = (held.end, held.warned_from);
        let is_due =
            |days: &i64| (from..=now).contains(&warning(end, *days)) && warning(end, *days) != from;
        let due: Vec<i64> = WARNINGS.into_iter().filter(is_due).collect();
        let Some(latest) = due.last() else {
            return;
        };
        let is_new = !held.warned.contains(&(end, *latest));
        held.warned.extend(due.iter().map(|days| (end, *days)));
        if is_new {
            let day = end.day();
            self.tell(
                place,
                &format!("Privileges over Adatum end on {day}"),
                &format!("Privileges of Contoso end on {day}"),
            );
        }
    }

    /// True where it was in force until now.
    pub(super) fn end(&mut self, place: usize, cause: Cause, now: Timestamp) -> bool {
        let held = &mut self.held[place];
        if !held.is_in_force(now) {
            return false;
        }
        held.over = Some((cause, now));
        held.extends = false;
        let to_staff = match cause {
            Cause::Customer => "Adatum has ended your privileges",
            _ => "Privileges over Adatum have ended",
        };
        self.tell(place, to_staff, "Privileges of Contoso have ended");
        true
    }

    /// True where automatic extension stood otherwise until now.
    pub(super) fn switch(&mut self, place: usize, on: bool, now: Timestamp) -> bool {
        let held = &mut self.held[place];
        if !held.is_in_force(now) || held.extends == on || (on && held.is_global()) {
            return false;
        }
        held.extends = on;
        held.warned_from = now;
        let how = match on {
            true => "are extended by themselves",
            false => "are no longer extended",
        };
        self.tell(
            place,
            &format!("Privileges over Adatum {how}"),
            &format!("Privileges of Contoso {how}"),
        );
        true
    }

    /// True where it was there, beside something else.
    pub(super) fn drop_global(&mut self, place: usize, now: Timestamp) -> bool {
        let held = &mut self.held[place];
        let can = held.is_in_force(now) && held.is_global() && held.roles.len() > 1;
        if can {
            held.roles.remove("global_administrator");
        }
        can
    }

    /// Somebody looks at the customer's users: noted once a day.
    pub(super) fn use_all(&mut self, now: Timestamp) {
        let today = now.start_of_day();
        let in_force = self.held.iter_mut().filter(|it| it.is_in_force(now));
        for held in in_force {
            if held.used.is_none_or(|at| at < today) {
                held.used = Some(now);
            }
        }
    }

    /// The names in a part of the list, by what its filter promises.
    pub(super) fn part(&self, part: &str, now: Timestamp) -> BTreeSet<String> {
        let is_in = |held: &&Held| {
            let in_force = held.is_in_force(now);
            let ends_within =
                |days| in_force && !held.extends && held.end < now.plus(Duration::days(days));
            match part {
                "in_force" => in_force,
                "ended" => !in_force,
                "ending_7" => ends_within(7),
                "ending_30" => ends_within(30),
                "ending_90" => ends_within(90),
                "without_relationship" => in_force && !self.is_related,
                "unused" => held.is_unused(now),
                other => panic!("no part {other}"),
            }
        };
        let held = self.held.iter().filter(is_in);
        held.map(|it| it.name.clone()).collect()
    }
}
