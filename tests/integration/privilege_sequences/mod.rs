//! Random sequences of what becomes of privileges, and of jumps of the clock, compared with a model after each step: what
//! the pages say, what the customer's users allow, and which letters went out.
//!
//! `PRIVILEGE_SEQUENCES` says how many sequences are driven; `PRIVILEGE_SEED` repeats one that failed.

mod model;

use std::collections::BTreeSet;

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use partner_center::{
    app,
    db::{
        ids::{CustomerId, GrantId},
        schema::{customers, mails},
        types::Timestamp,
    },
    identity::{CustomerManager, Role, user_by_email},
    jobs::Node,
    relationships,
};

use crate::support::{Company, Numbers, Page, TestApp, Visitor, seeds};
use model::{Cause, Held, Letter, Model, WARNINGS, warning};

/// Acts of one sequence.
const ACTS: usize = 45;
/// Most privileges of one sequence: what one page of the list holds.
const MOST: usize = 20;

/// What can be asked for.
const ROLES: &[&[&str]] = &[
    &["directory_reader"],
    &["user_administrator"],
    &["service_support", "license_administrator"],
    &["global_administrator", "directory_reader"],
    &["global_administrator"],
];
/// Role templates to start from: their name, roles and days.
const TEMPLATES: &[(&str, &[&str], i64)] = &[
    (
        "Users and licenses",
        &["user_administrator", "license_administrator"],
        365,
    ),
    ("Look only", &["global_reader"], 180),
];
const DAYS: &[i64] = &[1, 5, 20, 31, 90, 365];

/// How privileges are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Typed,
    Template(&'static str),
    /// Beginning with others that are in force.
    Anew,
}

/// One sequence, and where it stands.
struct Drive {
    app: TestApp,
    company: Company,
    customer: CustomerId,
    agent: Visitor,
    signed_in_at: Timestamp,
    model: Model,
    next: Numbers,
    /// When the background came by last.
    housekept_at: Option<Timestamp>,
    story: Vec<String>,
}

impl Drive {
    async fn new(seed: u64) -> Self {
        let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(10_000));
        let (company, agent) = app.connected(&[]).await;
        let customer = app.read(|conn| Ok(customers::table.select(customers::id).first(conn)?));
        Self {
            signed_in_at: app.now(),
            app,
            company,
            customer,
            agent,
            model: Model {
                held: Vec::new(),
                is_related: true,
                letters: Vec::new(),
            },
            next: Numbers::of(seed),
            housekept_at: None,
            story: vec![format!("PRIVILEGE_SEED={seed}")],
        }
    }

    fn told(&self) -> String {
        self.story.join("\n")
    }

    /// Signs in anew where the session has ended.
    async fn sign_in(&mut self) {
        let now = self.app.now();
        if now.since(self.signed_in_at) > Duration::minutes(20) {
            self.agent = self.app.sign_in(&self.company, Role::AdminAgent).await;
            self.signed_in_at = now;
        }
    }

    /// The key of the privileges at this place of the model.
    fn id(&self, place: usize) -> GrantId {
        let name = &self.model.held[place].name;
        let grants = self.app.grants();
        grants.iter().find(|it| it.name == *name).unwrap().id
    }

    /// Some privileges, whatever has become of them.
    fn any(&mut self) -> Option<usize> {
        let places: Vec<usize> = (0..self.model.held.len()).collect();
        self.next.one_of(&places)
    }

    /// One act, chosen at random, on the site and in the model.
    async fn go(&mut self) {
        self.sign_in().await;
        let now = self.app.now();
        let told = match self.next.below(16) {
            0..=3 => self.ask(now).await,
            4 | 5 => self.switch(now).await,
            6 => self.switch_off_by_link(now).await,
            7 => self.end(now).await,
            8 => self.end_by_link(now).await,
            9 => self.drop_global(now).await,
            10 => self.end_relationship(now),
            11 => self.housekeep(now).await,
            _ => self.jump().await,
        };
        self.story.push(told);
    }

    async fn ask(&mut self, now: Timestamp) -> String {
        let number = self.model.held.len();
        if number >= MOST {
            return "as many as fit".to_owned();
        }
        let in_force: Vec<usize> = (0..number)
            .filter(|place| self.model.held[*place].is_in_force(now))
            .collect();
        let template = self.next.one_of(TEMPLATES).unwrap();
        let (how, roles, days) = match (self.next.below(4), self.next.one_of(&in_force)) {
            (0, _) => (Form::Template(template.0), template.1.to_vec(), template.2),
            (1, Some(place)) => {
                let before = &self.model.held[place];
                let roles = before.roles.iter().copied().collect();
                self.begin(place, roles).await
            }
            _ => {
                let roles = self.next.one_of(ROLES).unwrap().to_vec();
                let days = self.next.one_of(DAYS).unwrap();
                (Form::Typed, roles, days)
            }
        };
        let is_global = roles.contains(&"global_administrator");
        let extends = !is_global && self.next.below(3) == 0;
        let name = format!("p-{number}");
        let by = match self.next.below(3) {
            0 => crate::support::ANA.to_owned(),
            _ => format!("{name}@adatum.example"),
        };
        let link = self
            .hand_out((how, &roles, days, extends), &name, &by)
            .await;
        self.app.accept(&link, &by).await;
        // What is asked for without a relationship asks for one, too.
        self.model.is_related = true;
        let held = Held::begin(name, &roles, by, (days, extends), now);
        let told = format!("{now:?}: {how:?} {held:?}");
        self.model.held.push(held);
        told
    }

    /// The ask that begins with these privileges: roles as they are now, and the days that were asked for.
    async fn begin(
        &self,
        place: usize,
        roles: Vec<&'static str>,
    ) -> (Form, Vec<&'static str>, i64) {
        let page = self.privileges().await;
        let name = &self.model.held[place].name;
        let link = page.link(&format!("Ask anew for {name}"));
        let form = self.agent.open(&link).await.expect(200);
        let ticked: BTreeSet<String> = (form.all("input[name=roles][checked]").iter())
            .map(|it| it.attr("value").unwrap().to_owned())
            .collect();
        let expected: BTreeSet<String> = roles.iter().map(|role| (*role).to_owned()).collect();
        assert_eq!(ticked, expected, "{}", self.told());
        (Form::Anew, roles, form.value("days").parse().unwrap())
    }

    /// The link of an ask that is filled in so.
    async fn hand_out(
        &self,
        (how, roles, days, extends): (Form, &[&'static str], i64, bool),
        name: &str,
        recipient: &str,
    ) -> String {
        let form = self.app.paths().customer_invitation(self.customer.uuid());
        let form = self.agent.open(&form).await.expect(200);
        let mut typed = vec![("recipient", recipient), ("privilege_name", name)];
        if extends {
            typed.push(("extend", "yes"));
        }
        let days = days.to_string();
        let form = match how {
            Form::Template(template) => {
                typed.push(("template", template));
                let filled = self.agent.submit(&form, "Fill the roles in", &typed).await;
                typed.clear();
                filled.expect(200)
            }
            Form::Typed | Form::Anew => {
                typed.extend(roles.iter().map(|role| ("roles", *role)));
                typed.push(("days", &days));
                form
            }
        };
        let draft = self
            .agent
            .press(&form, "Continue to the message", &typed)
            .await
            .expect(200);
        self.agent.submit(&draft, "Done", &[]).await.expect(303);
        draft.first("#link").attr("value").unwrap().to_owned()
    }

    async fn switch(&mut self, now: Timestamp) -> String {
        let Some(place) = self.any() else {
            return "nothing to switch".to_owned();
        };
        let on = self.next.below(2) == 0;
        let address = self.app.paths().privileges_extension(self.id(place));
        let to = if on { "on" } else { "off" };
        let answer = self.agent.post(&address, &[("extend", to)]).await;
        let flash = self.agent.follow(&answer).await.flash();
        let switched = self.model.switch(place, on, now);
        let told = format!("{now:?}: switch {place} {to}: {switched}");
        let is_refused = flash.starts_with("Nothing was switched");
        assert_eq!(is_refused, !switched, "{}\n{told}", self.told());
        told
    }

    async fn switch_off_by_link(&mut self, now: Timestamp) -> String {
        let Some(place) = self.any() else {
            return "nothing to switch".to_owned();
        };
        let token = self.app.grant_token(self.id(place));
        let address = self.app.paths().public_privileges_extension(&token);
        self.app.visitor().post(&address, &[]).await.expect(303);
        let switched = self.model.switch(place, false, now);
        format!("{now:?}: switch {place} off by its link: {switched}")
    }

    /// One, or two at once.
    async fn end(&mut self, now: Timestamp) -> String {
        let places: BTreeSet<usize> = (0..2).filter_map(|_| self.any()).collect();
        if places.is_empty() {
            return "nothing to end".to_owned();
        }
        let keys: Vec<String> = places.iter().map(|it| self.id(*it).to_string()).collect();
        let fields: Vec<(&str, &str)> = keys.iter().map(|it| ("grant", it.as_str())).collect();
        let address = self.app.paths().privileges_end();
        let answer = self.agent.post(&address, &fields).await;
        let flash = self.agent.follow(&answer).await.flash();
        let ended: Vec<bool> = (places.iter())
            .map(|place| self.model.end(*place, Cause::Partner, now))
            .collect();
        let told = format!("{now:?}: end {places:?}: {ended:?}");
        let is_refused = flash.starts_with("Nothing was ended");
        assert_eq!(
            is_refused,
            !ended.contains(&true),
            "{}\n{told}",
            self.told()
        );
        told
    }

    async fn end_by_link(&mut self, now: Timestamp) -> String {
        let Some(place) = self.any() else {
            return "nothing to end".to_owned();
        };
        let token = self.app.grant_token(self.id(place));
        let address = self.app.paths().public_privileges_end(&token);
        self.app.visitor().post(&address, &[]).await.expect(303);
        let ended = self.model.end(place, Cause::Customer, now);
        format!("{now:?}: end {place} by its link: {ended}")
    }

    async fn drop_global(&mut self, now: Timestamp) -> String {
        let global: Vec<usize> = (0..self.model.held.len())
            .filter(|place| self.model.held[*place].is_global())
            .collect();
        let Some(place) = self.next.one_of(&global) else {
            return "nothing to drop".to_owned();
        };
        let address = self.app.paths().privileges_global(self.id(place));
        let answer = self.agent.post(&address, &[]).await;
        let flash = self.agent.follow(&answer).await.flash();
        let dropped = self.model.drop_global(place, now);
        let told = format!("{now:?}: drop Global administrator from {place}: {dropped}");
        let is_refused = flash.starts_with("Nothing was dropped");
        assert_eq!(is_refused, !dropped, "{}\n{told}", self.told());
        told
    }

    /// The partner removes the relationship: privileges stay as they are.
    fn end_relationship(&mut self, now: Timestamp) -> String {
        let email = self.company.email(Role::AdminAgent);
        let customer = self.customer;
        let is_related = self.model.is_related;
        self.app.write(move |tx| {
            let user = user_by_email(tx.conn(), &email)?.unwrap();
            let by = CustomerManager::for_user(tx.conn(), user.id)?;
            let active = relationships::active_of(tx.conn(), by.scope, customer)?;
            let shown: Vec<_> = active.iter().map(|it| it.id).collect();
            assert_eq!(shown.len(), usize::from(is_related));
            if is_related {
                relationships::remove(tx, &by, customer.uuid(), &shown, "", now).unwrap();
            }
            Ok(())
        });
        self.model.is_related = false;
        format!("{now:?}: remove the relationship: {is_related}")
    }

    /// The background comes by, on one node or on two.
    async fn housekeep(&mut self, now: Timestamp) -> String {
        let nodes = 1 + self.next.below(2);
        self.app.housekeep().await;
        if nodes == 2 {
            let mut other = self.app.parts.clone();
            other.node = Node::of_this_run();
            app::runner(&other).drain().await;
        }
        self.model.housekeep(now);
        self.housekept_at = Some(now);
        format!("{now:?}: housekeeping on {nodes}")
    }

    /// To a moment at which something happens, or the last one before it; some hours or days; past many due dates. Mostly
    /// the background comes by then.
    async fn jump(&mut self) -> String {
        let now = self.app.now();
        let alive = self.model.held.iter().filter(|it| it.is_in_force(now));
        let moments: Vec<Timestamp> = alive
            .flat_map(|it| {
                let warnings = WARNINGS.map(|days| warning(it.end, days));
                warnings.into_iter().chain([it.end])
            })
            .filter(|at| *at > now)
            .collect();
        let by = match (self.next.below(8), self.next.one_of(&moments)) {
            (0..=3, Some(at)) => at.since(now),
            (4, Some(at)) => at.since(now) - Duration::microseconds(1),
            (5, _) => Duration::days(9),
            (6, _) => Duration::days(100),
            (7, _) => Duration::days(400),
            _ => Duration::hours(5),
        };
        self.app.pass(by);
        let mut told = format!("{by} pass");
        if self.next.below(4) > 0 {
            let housekept = self.housekeep(now.plus(by)).await;
            told = format!("{told}\n{housekept}");
        }
        told
    }

    async fn privileges(&self) -> Page {
        let page = self.app.paths().customer_privileges(self.customer.uuid());
        self.agent.open(&page).await.expect(200)
    }

    /// The site and the model say the same.
    async fn compare(&mut self) {
        self.sign_in().await;
        let now = self.app.now();
        self.compare_record(now).await;
        self.compare_list(now).await;
        self.compare_users(now).await;
        self.compare_links(now).await;
        self.compare_letters();
    }

    /// State, end and cause on the customer's record.
    async fn compare_record(&self, now: Timestamp) {
        if self.model.held.is_empty() {
            return;
        }
        let page = self.privileges().await;
        let table = page.table("Privileges granted");
        assert_eq!(table.rows.len(), self.model.held.len(), "{}", self.told());
        for held in &self.model.held {
            let row = table.rows.iter().find(|row| row[0] == held.name).unwrap();
            let (begins, ends) = held.standing(now);
            let (until, state) = (&row[3], &row[5]);
            let is_right = state.starts_with(begins)
                && state.ends_with(&ends)
                && until.starts_with(&held.end.words())
                && until.contains("180 days are added") == held.extends;
            assert!(
                is_right,
                "{}\n{now:?}: {held:?} stands there as {row:?}",
                self.told()
            );
        }
    }

    /// The parts of the list, which the background keeps.
    async fn compare_list(&self, now: Timestamp) {
        if self.housekept_at != Some(now) {
            return;
        }
        for part in [
            "in_force",
            "ended",
            "ending_7",
            "ending_30",
            "ending_90",
            "without_relationship",
            "unused",
        ] {
            let address = format!("{}?show={part}", self.app.paths().privileges());
            let page = self.agent.open(&address).await.expect(200);
            let names: BTreeSet<String> = page.texts("tbody th a").into_iter().collect();
            let expected = self.model.part(part, now);
            assert_eq!(names, expected, "{part} at {now:?}\n{}", self.told());
        }
    }

    /// What the customer's users allow: to see them with anything in force, to change them with the role for it.
    async fn compare_users(&mut self, now: Timestamp) {
        let status = |is_open: bool| if is_open { 200 } else { 403 };
        let held = self.model.held.iter().filter(|it| it.is_in_force(now));
        let (mut sees, mut changes) = (false, false);
        for held in held {
            sees = true;
            changes |= held.changes_users();
        }
        let (record, paths) = (self.customer.uuid(), self.app.paths());
        let seen = self.agent.open(&paths.customer_users(record)).await;
        let changed = self.agent.open(&paths.new_user(record)).await;
        assert_eq!(
            (seen.status, changed.status),
            (status(sees), status(changes)),
            "at {now:?}\n{}",
            self.told()
        );
        self.model.use_all(now);
    }

    /// The customer's page of the latest ones.
    async fn compare_links(&self, now: Timestamp) {
        let latest = self.model.held.len().saturating_sub(3);
        for place in latest..self.model.held.len() {
            let held = &self.model.held[place];
            let token = self.app.grant_token(self.id(place));
            let page = self.app.paths().public_privileges(&token);
            let page = self.app.visitor().open(&page).await.expect(200);
            let heading = match held.is_in_force(now) {
                true => "What Contoso may do for Adatum",
                false => "These privileges have ended",
            };
            let off = page.has_link("Switch automatic extension off");
            assert_eq!(
                (page.heading().as_str(), off),
                (heading, held.extends && held.over.is_none()),
                "{held:?} at {now:?}\n{}",
                self.told()
            );
        }
    }

    /// Each letter went out exactly once, and no other.
    fn compare_letters(&self) {
        let rows: Vec<(String, String, String)> = self.app.read(|conn| {
            let columns = (mails::recipient, mails::subject, mails::text_body);
            Ok(mails::table.select(columns).load(conn)?)
        });
        let names = self.model.held.iter().map(|it| it.name.as_str());
        let names: Vec<&str> = names.collect();
        let about = |text: &str| {
            let is_named = |name: &&&str| {
                text.contains(&format!("Name: {name}\n")) || text.contains(&format!("“{name}”"))
            };
            names.iter().find(is_named).map(|name| (*name).to_owned())
        };
        let mut found: Vec<Letter> = (rows.into_iter())
            .filter(|(_, subject, _)| {
                subject.starts_with("Privileges o") || subject.ends_with("ended your privileges")
            })
            .map(|(to, subject, text)| {
                let name = about(&text).unwrap_or(text);
                (to, subject, name)
            })
            .collect();
        let mut expected = self.model.letters.clone();
        found.sort();
        expected.sort();
        let lacks: Vec<_> = lacking(&expected, &found);
        let over: Vec<_> = lacking(&found, &expected);
        assert!(
            lacks.is_empty() && over.is_empty(),
            "{}\nnot sent: {lacks:#?}\nsent and not due: {over:#?}",
            self.told()
        );
    }
}

/// What of these is not among the others, counted.
fn lacking(these: &[Letter], others: &[Letter]) -> Vec<Letter> {
    let mut others = others.to_vec();
    let mut lacking = Vec::new();
    for one in these {
        match others.iter().position(|other| other == one) {
            Some(place) => drop(others.swap_remove(place)),
            None => lacking.push(one.clone()),
        }
    }
    lacking
}

#[actix_web::test]
async fn whatever_becomes_of_privileges_in_whatever_order_pages_users_and_letters_follow_the_rules()
{
    for seed in seeds("PRIVILEGE", 3) {
        let mut drive = Drive::new(seed).await;
        for _ in 0..ACTS {
            drive.go().await;
            drive.compare().await;
        }
    }
}
