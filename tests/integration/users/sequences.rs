//! Random sequences of acts and of jumps of the clock, compared with a model after each of them.
//!
//! `USERS_SEQUENCES` says how many sequences are driven; `USERS_SEED` repeats one that failed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use partner_center::{
    app,
    customer_access::{Granted, ManageUsers},
    customers,
    db::{
        Tx,
        ids::DirectoryUserId,
        schema::{directory_user_roles, directory_user_words, directory_users},
        types::Timestamp,
    },
    directory::{self, DirectoryError, Profile, UserRole, UserRoles, Wanted, restorable_for},
    identity::{CustomerManager, Role, user_by_email},
};

use super::Desk;
use crate::support::{Numbers, seeds};

/// Acts of one sequence.
const ACTS: usize = 70;
/// Days that a sequence lasts at most: the privilege is granted for a year.
const DAYS: i64 = 330;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Standing {
    Active,
    Blocked,
    /// Since when, and whether they were blocked.
    Deleted(Timestamp, bool),
    Purged,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Somebody {
    user_name: String,
    roles: BTreeSet<&'static str>,
    standing: Standing,
}

impl Somebody {
    fn is_present(&self) -> bool {
        matches!(self.standing, Standing::Active | Standing::Blocked)
    }

    fn is_active_global(&self) -> bool {
        self.standing == Standing::Active && self.roles.contains("global_administrator")
    }

    /// Until when they can be restored.
    fn until(&self) -> Option<Timestamp> {
        match self.standing {
            Standing::Deleted(at, _) => Some(at.plus(restorable_for())),
            _ => None,
        }
    }

    fn state(&self) -> &'static str {
        match self.standing {
            Standing::Active => "active",
            Standing::Blocked => "blocked",
            Standing::Deleted(..) => "deleted",
            Standing::Purged => "purged",
        }
    }

    fn purge(&mut self) {
        *self = Self {
            user_name: String::new(),
            roles: BTreeSet::new(),
            standing: Standing::Purged,
        };
    }
}

/// What must be so, written from the rules.
#[derive(Debug, Clone, Default)]
struct Model(BTreeMap<DirectoryUserId, Somebody>);

/// What comes of an act, in a word.
type Said = &'static str;

impl Model {
    /// Why a name cannot be had. Whoever has it and can no longer be restored is purged.
    fn holder(&mut self, name: &str, own: Option<DirectoryUserId>, now: Timestamp) -> Option<bool> {
        let key = name.to_lowercase();
        let mut each = self.0.iter_mut();
        let (id, holder) = each.find(|(_, it)| it.user_name.to_lowercase() == key)?;
        if own == Some(*id) {
            return None;
        }
        match holder.until() {
            Some(until) if now >= until => {
                holder.purge();
                None
            }
            until => Some(until.is_some()),
        }
    }

    /// Whether an active Global administrator is left without these; true also where these are none.
    fn keeps_a_global(&self, leaving: &[DirectoryUserId]) -> bool {
        let is_global = |id: &DirectoryUserId| self.0[id].is_active_global();
        let any_leaves = leaving.iter().any(is_global);
        !any_leaves
            || self
                .0
                .keys()
                .any(|id| is_global(id) && !leaving.contains(id))
    }

    fn delete(&mut self, ids: &[DirectoryUserId], now: Timestamp) -> Said {
        let ids: Vec<DirectoryUserId> = (ids.iter().copied())
            .filter(|id| self.0[id].is_present())
            .collect();
        if !self.keeps_a_global(&ids) {
            return "last_global";
        }
        for id in ids {
            let user = self.0.get_mut(&id).unwrap();
            let was_blocked = user.standing == Standing::Blocked;
            user.standing = Standing::Deleted(now, was_blocked);
        }
        "done"
    }

    fn restore(&mut self, wanted: &[Wanted], now: Timestamp) -> Said {
        let before = self.clone();
        for one in wanted {
            let said = self.restore_one(one, now);
            if said != "done" {
                *self = before;
                return said;
            }
        }
        "done"
    }

    fn restore_one(&mut self, one: &Wanted, now: Timestamp) -> Said {
        let user = &self.0[&one.id];
        match user.standing {
            Standing::Active | Standing::Blocked => return "done",
            Standing::Purged => return "too_late",
            Standing::Deleted(..) if user.until().is_some_and(|until| now >= until) => {
                return "too_late";
            }
            Standing::Deleted(..) => {}
        }
        if self.holder(&one.user_name, Some(one.id), now).is_some() {
            return "restored_name_taken";
        }
        let user = self.0.get_mut(&one.id).unwrap();
        user.user_name.clone_from(&one.user_name);
        user.standing = match user.standing {
            Standing::Deleted(_, true) => Standing::Blocked,
            _ => Standing::Active,
        };
        "done"
    }

    fn change(&mut self, id: DirectoryUserId, new: &Profile, now: Timestamp) -> Said {
        let roles = codes(&new.roles);
        let user = &self.0[&id];
        if !user.is_present() {
            return "gone";
        }
        let demotes = user.is_active_global() && !roles.contains("global_administrator");
        if demotes && !self.keeps_a_global(&[id]) {
            return "last_global";
        }
        match self.holder(&new.user_name, Some(id), now) {
            Some(true) => return "name_of_deleted",
            Some(false) => return "name_taken",
            None => {}
        }
        let user = self.0.get_mut(&id).unwrap();
        (user.user_name, user.roles) = (new.user_name.clone(), roles);
        "done"
    }

    fn block(&mut self, id: DirectoryUserId) -> Said {
        match self.0[&id].standing {
            Standing::Blocked => return "done",
            Standing::Active => {}
            _ => return "gone",
        }
        if !self.keeps_a_global(&[id]) {
            return "last_global";
        }
        self.0.get_mut(&id).unwrap().standing = Standing::Blocked;
        "done"
    }

    fn unblock(&mut self, id: DirectoryUserId) -> Said {
        let user = self.0.get_mut(&id).unwrap();
        if !user.is_present() {
            return "gone";
        }
        user.standing = Standing::Active;
        "done"
    }
}

fn codes(roles: &UserRoles) -> BTreeSet<&'static str> {
    roles.each().iter().map(|role| role.as_str()).collect()
}

fn profile(local: &str, roles: &[UserRole]) -> Profile {
    Profile {
        display_name: format!("Somebody {local}"),
        first_name: String::new(),
        last_name: String::new(),
        user_name: format!("{local}@adatum.example"),
        usage_location: None,
        contact_email: String::new(),
        roles: UserRoles::new(roles),
    }
}

/// One sequence, and where it stands.
struct Drive {
    desk: Desk,
    by: CustomerManager,
    model: Model,
    next: Numbers,
    begun: Timestamp,
    story: Vec<String>,
}

/// Names that are asked for again and again, so that they collide; some differ in case alone.
const LOCALS: &[&str] = &["ada", "Ada", "bea", "BEA", "cai", "dag", "eve"];

const ROLES: &[&[UserRole]] = &[
    &[],
    &[],
    &[UserRole::LicenseAdministrator],
    &[UserRole::GlobalAdministrator],
];

impl Drive {
    async fn new(seed: u64) -> Self {
        let desk = Desk::global().await;
        let email = desk.company.email(Role::GlobalAdmin);
        let by = desk.app.read(|conn| {
            let user = user_by_email(conn, &email)?.unwrap();
            CustomerManager::for_user(conn, user.id)
        });
        let begun = desk.app.now();
        Self {
            desk,
            by,
            model: Model::default(),
            next: Numbers::of(seed),
            begun,
            story: Vec::new(),
        }
    }

    /// Carries out an act in one transaction; what came of it, in a word.
    fn act<T>(
        &self,
        f: impl FnOnce(&mut Tx<'_>, &Granted<ManageUsers>, Timestamp) -> Result<T, DirectoryError>,
    ) -> (Said, Option<T>) {
        use partner_center::error::Explained;
        let (now, customer) = (self.desk.app.now(), self.desk.customer);
        let done = self.desk.app.parts.db.write_now(|tx| {
            let entry = customers::find(tx.conn(), self.by.scope, customer)?;
            let by = Granted::of(tx, self.by.clone(), entry, now)?;
            f(tx, &by, now)
        });
        match done {
            Ok(value) => ("done", Some(value)),
            Err(DirectoryError::Db(partner_center::db::Error::NotFound)) => ("gone", None),
            Err(error) => (error.code(), None),
        }
    }

    fn anybody(&mut self) -> Option<DirectoryUserId> {
        let all: Vec<DirectoryUserId> = self.model.0.keys().copied().collect();
        self.next.one_of(&all)
    }

    fn some(&mut self) -> Vec<DirectoryUserId> {
        let count = 1 + self.next.below(3);
        let mut some: Vec<DirectoryUserId> = (0..count).filter_map(|_| self.anybody()).collect();
        some.sort_unstable();
        some.dedup();
        some
    }

    fn new_profile(&mut self) -> Profile {
        let local = self.next.one_of(LOCALS).unwrap();
        let roles = self.next.one_of(ROLES).unwrap();
        profile(local, roles)
    }

    /// One act, chosen at random, on the site and in the model.
    async fn go(&mut self) {
        let now = self.desk.app.now();
        let (what, said, expected) = match self.next.below(11) {
            0..=2 => self.add(now),
            3 => self.change(now),
            4 => self.block_or_unblock(),
            5 | 6 => self.delete(now),
            7 | 8 => self.restore(now),
            9 => {
                self.jump();
                return;
            }
            _ => {
                app::runner(&self.desk.app.parts).drain().await;
                let over = |user: &&mut Somebody| user.until().is_some_and(|until| now >= until);
                self.model
                    .0
                    .values_mut()
                    .filter(over)
                    .for_each(Somebody::purge);
                ("purge".to_owned(), "done", "done")
            }
        };
        self.story.push(format!("{what}: {said}"));
        assert_eq!(said, expected, "{}", self.story.join("\n"));
    }

    fn add(&mut self, now: Timestamp) -> (String, Said, Said) {
        let new = self.new_profile();
        let (said, id) = self.act(|tx, by, now| directory::add(tx, by, &new, now));
        let expected = match self.model.holder(&new.user_name, None, now) {
            Some(true) => "name_of_deleted",
            Some(false) => "name_taken",
            None => "done",
        };
        if let Some(id) = id {
            let somebody = Somebody {
                user_name: new.user_name.clone(),
                roles: codes(&new.roles),
                standing: Standing::Active,
            };
            self.model.0.insert(id, somebody);
        }
        (format!("add {}", new.user_name), said, expected)
    }

    fn change(&mut self, now: Timestamp) -> (String, Said, Said) {
        let Some(id) = self.anybody() else {
            return ("change nobody".to_owned(), "done", "done");
        };
        let new = self.new_profile();
        let version: i32 = self.desk.app.read(|conn| {
            Ok(directory_users::table
                .find(id)
                .select(directory_users::version)
                .first(conn)?)
        });
        let (said, _) = self.act(|tx, by, now| directory::change(tx, by, id, version, &new, now));
        let expected = self.model.change(id, &new, now);
        (format!("change {id} to {new:?}"), said, expected)
    }

    fn block_or_unblock(&mut self) -> (String, Said, Said) {
        let Some(id) = self.anybody() else {
            return ("block nobody".to_owned(), "done", "done");
        };
        if self.next.below(2) == 0 {
            let (said, _) = self.act(|tx, by, now| directory::block(tx, by, id, now));
            return (format!("block {id}"), said, self.model.block(id));
        }
        let (said, _) = self.act(|tx, by, now| directory::unblock(tx, by, id, now));
        (format!("unblock {id}"), said, self.model.unblock(id))
    }

    fn delete(&mut self, now: Timestamp) -> (String, Said, Said) {
        let ids = self.some();
        let (said, _) = self.act(|tx, by, now| directory::delete(tx, by, &ids, now));
        (
            format!("delete {ids:?}"),
            said,
            self.model.delete(&ids, now),
        )
    }

    fn restore(&mut self, now: Timestamp) -> (String, Said, Said) {
        let wanted: Vec<Wanted> = self
            .some()
            .into_iter()
            .map(|id| {
                let own = self.model.0[&id].user_name.clone();
                let other = self.new_profile().user_name;
                let keeps = self.next.below(2) == 0 && !own.is_empty();
                let user_name = if keeps { own } else { other };
                Wanted { id, user_name }
            })
            .collect();
        let (said, _) = self.act(|tx, by, now| directory::restore(tx, by, &wanted, now));
        let expected = self.model.restore(&wanted, now);
        (format!("restore {wanted:?}"), said, expected)
    }

    /// Some hours or days; often exactly to the end of somebody's time, or the last moment of it.
    fn jump(&mut self) {
        let now = self.desk.app.now();
        let ends: Vec<Timestamp> = self.model.0.values().filter_map(Somebody::until).collect();
        let by = match (self.next.below(4), self.next.one_of(&ends)) {
            (0, Some(end)) if end > now => end.since(now),
            (1, Some(end)) if end > now => end.since(now) - Duration::microseconds(1),
            (2, _) => Duration::days(9),
            _ => Duration::hours(5),
        };
        if now.since(self.begun) + by < Duration::days(DAYS) {
            self.desk.app.pass(by);
            self.story.push(format!("{by} pass"));
        }
    }

    /// The site and the model hold the same.
    fn compare(&self) {
        type Row = (DirectoryUserId, String, String, String);
        let users: Vec<Row> = self.desk.app.read(|conn| {
            Ok(directory_users::table
                .order(directory_users::id)
                .select((
                    directory_users::id,
                    directory_users::user_name,
                    directory_users::state,
                    directory_users::display_name,
                ))
                .load(conn)?)
        });
        let roles: BTreeSet<(DirectoryUserId, String)> = self.desk.app.read(|conn| {
            let rows: Vec<(DirectoryUserId, String)> = directory_user_roles::table
                .select((directory_user_roles::user_id, directory_user_roles::role))
                .load(conn)?;
            Ok(rows.into_iter().collect())
        });
        let story = self.story.join("\n");
        let found: Vec<_> = users
            .iter()
            .map(|(id, name, state, _)| (*id, name.as_str(), state.as_str()))
            .collect();
        let each = self.model.0.iter();
        let expected: Vec<_> = each
            .map(|(id, user)| (*id, user.user_name.as_str(), user.state()))
            .collect();
        assert_eq!(sorted(found), sorted(expected), "{story}");
        let expected: BTreeSet<(DirectoryUserId, String)> = (self.model.0.iter())
            .flat_map(|(id, user)| user.roles.iter().map(|role| (*id, (*role).to_owned())))
            .collect();
        assert_eq!(roles, expected, "{story}");
        let words: BTreeSet<DirectoryUserId> = self.desk.app.read(|conn| {
            let ids: Vec<DirectoryUserId> = directory_user_words::table
                .select(directory_user_words::user_id)
                .load(conn)?;
            Ok(ids.into_iter().collect())
        });
        let named = (self.model.0.iter()).filter(|(_, user)| user.standing != Standing::Purged);
        assert_eq!(words, named.map(|(id, _)| *id).collect(), "{story}");
        for (_, _, state, name) in &users {
            assert_eq!(state == "purged", name.is_empty(), "{story}");
        }
    }
}

fn sorted<T: Ord>(mut rows: Vec<T>) -> Vec<T> {
    rows.sort_unstable();
    rows
}

#[actix_web::test]
async fn whatever_is_done_in_whatever_order_the_users_are_what_the_rules_say() {
    for seed in seeds("USERS", 6) {
        let mut drive = Drive::new(seed).await;
        drive.story.push(format!("USERS_SEED={seed}"));
        for _ in 0..ACTS {
            drive.go().await;
            drive.compare();
        }
    }
}
