//! What becomes of privileges at the same moment, on several nodes, and under acts that take them.

use std::thread;

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, TextExpressionMethods};
use futures_util::FutureExt;
use partner_center::{
    app,
    db::{self, schema::grants, types::Timestamp},
    identity::Role,
    jobs::{Job, Step, Task},
    privilege_changes::{Desk as Letters, EndGrants, SendWarnings},
    privileges::{EndCause, Grant, GrantState},
};

use super::acts::{Press, at_once, rounds};
use crate::{
    support::{ANA, TestApp, Visitor},
    users::Desk,
};

/// Asks Adatum anew on its record, and it agrees; the newest privileges.
async fn granted(app: &TestApp, agent: &Visitor, number: usize, more: &[(&str, &str)]) -> Grant {
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let form = format!("{}/invitations/new", list.link("Adatum"));
    let form = agent.open(&form).await.expect(200);
    let by = format!("by{number}@adatum.example");
    let mut typed = vec![("recipient", by.as_str())];
    typed.extend_from_slice(more);
    let draft = agent.press(&form, "Continue to the message", &typed).await;
    let draft = draft.expect(200);
    agent.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    app.accept(&link, &by).await;
    app.grants().pop().unwrap()
}

fn post<'a>(visitor: &Visitor, address: String, fields: Vec<(String, String)>) -> Press<'a> {
    let visitor = visitor.clone();
    async move {
        let fields: Vec<(&str, &str)> = (fields.iter())
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        visitor.post(&address, &fields).await.status
    }
    .boxed_local()
}

fn background(app: &TestApp) -> Press<'_> {
    async move {
        app::runner(&app.parts).drain().await;
        303
    }
    .boxed_local()
}

fn now_of(app: &TestApp, grant: &Grant) -> Grant {
    let grants = app.grants();
    grants.into_iter().find(|it| it.id == grant.id).unwrap()
}

/// How many letters to this address have this subject.
async fn told(app: &TestApp, to: &str, subject: &str) -> usize {
    let letters = app.letters_about_privileges().await;
    let found = letters
        .iter()
        .filter(|(at, it)| at == to && it.starts_with(subject));
    found.count()
}

#[actix_web::test]
async fn an_act_is_done_before_its_privileges_end_or_is_refused() {
    // Directory reader alone stays.
    let desk = Desk::with(&["directory_reader"]).await;
    let (app, other) = (&desk.app, desk.sign_in(Role::GlobalAdmin).await);
    let more = [("roles", "user_administrator")];
    for round in 0..rounds(app) {
        let grant = granted(app, &desk.agent, round, &more).await;
        let name = format!("u{round}");
        let form = desk.agent.open(&desk.below("new")).await.expect(200);
        let form = form.form("Add user");
        let form = form.fill(&[("display_name", "Ada"), ("user_name", &name)]);
        let agent = desk.agent.clone();
        let add = async move { agent.submit_form(form).await.status }.boxed_local();
        let key = vec![("grant".to_owned(), grant.id.to_string())];
        let end = post(&other, app.paths().privileges_end(), key);
        let (added, ended) = at_once(round, add, end).await;
        let told = format!("round {round}: {added} {ended}");
        assert!(matches!(added, 303 | 403) && ended == 303, "{told}");
        let found = desk.listed(&format!("q=u{round}")).await.len();
        assert_eq!(found, usize::from(added == 303), "{told}");
        assert_eq!(
            now_of(app, &grant).end_cause,
            Some(EndCause::Partner),
            "{told}"
        );
    }
}

#[actix_web::test]
async fn what_the_customer_ends_as_it_is_extended_stays_ended() {
    let desk = Desk::with(&["directory_reader"]).await;
    let app = &desk.app;
    let more = [
        ("roles", "user_administrator"),
        ("days", "1"),
        ("extend", "yes"),
    ];
    for round in 0..rounds(app) {
        let agent = app.sign_in(&desk.company, Role::AdminAgent).await;
        let grant = granted(app, &agent, round, &more).await;
        app.pass(Duration::days(1));
        let token = app.grant_token(grant.id);
        let end = post(
            &app.visitor(),
            app.paths().public_privileges_end(&token),
            Vec::new(),
        );
        let (ended, _) = at_once(round, end, background(app)).await;
        let found = now_of(app, &grant);
        assert_eq!(
            (ended, found.state, found.end_cause, found.auto_extend),
            (303, GrantState::Terminated, Some(EndCause::Customer), false),
            "round {round}"
        );
        app.housekeep().await;
        assert_eq!(now_of(app, &grant), found, "round {round}");
        let letters = told(app, ANA, "Privileges of Contoso have ended").await;
        assert_eq!(letters, round + 1);
        assert_eq!(app.count("jobs WHERE last_error IS NOT NULL"), 0);
    }
}

/// One step of a job, without the lease by which nodes share their work.
fn step(app: &TestApp, job: impl Job + 'static, now: Timestamp) -> thread::JoinHandle<()> {
    let db = app.parts.db.clone();
    thread::spawn(move || {
        let task = Task {
            kind: job.kind().to_owned(),
            key: String::new(),
            due_at: now,
            attempts: 1,
        };
        while db.write_now(|tx| job.step(tx, &task, now)).unwrap() == Step::More {}
    })
}

fn letters(app: &TestApp) -> Letters {
    Letters {
        secrets: app.parts.secrets.clone(),
        site: app.parts.site.clone(),
        product: "Partner Center".to_owned(),
    }
}

#[actix_web::test]
async fn a_warning_and_an_extension_that_several_nodes_come_to_at_once_are_told_once() {
    let desk = Desk::with(&["directory_reader"]).await;
    let app = &desk.app;
    for round in 0..rounds(app).min(10) {
        let agent = app.sign_in(&desk.company, Role::AdminAgent).await;
        let more = [("roles", "user_administrator"), ("days", "20")];
        let warned = granted(app, &agent, 2 * round, &more).await;
        let more = [
            ("roles", "user_administrator"),
            ("days", "14"),
            ("extend", "yes"),
        ];
        let extended = granted(app, &agent, 2 * round + 1, &more).await;
        app.pass(Duration::days(14));
        let now = app.now();
        let steps: Vec<_> = (0..3)
            .flat_map(|_| {
                [
                    step(app, SendWarnings(letters(app)), now),
                    step(app, EndGrants(letters(app)), now),
                ]
            })
            .collect();
        for step in steps {
            step.join().unwrap();
        }
        let by = |number: usize| format!("by{number}@adatum.example");
        let ends = told(app, &by(2 * round), "Privileges of Contoso end on").await;
        let extends = told(
            app,
            &by(2 * round + 1),
            "Privileges of Contoso were extended",
        )
        .await;
        assert_eq!((ends, extends), (1, 1), "round {round}");
        let end = now_of(app, &extended).ends_at;
        assert_eq!(end, extended.ends_at.plus(Duration::days(180)));
        // The rest of the test is about others.
        app.write(move |tx| {
            diesel::update(grants::table)
                .filter(grants::id.eq_any([warned.id, extended.id]))
                .set((
                    grants::auto_extend.eq(false),
                    grants::next_warning_at.eq(None::<Timestamp>),
                ))
                .execute(tx.conn())?;
            Ok::<_, db::Error>(())
        });
    }
}

/// So many privileges of one customer end in one press.
const MANY: i32 = 8;

#[actix_web::test]
async fn many_privileges_of_one_customer_are_ended_while_all_of_them_are_warned_of_and_used() {
    let desk = Desk::with(&["directory_reader"]).await;
    let (app, other) = (&desk.app, desk.sign_in(Role::GlobalAdmin).await);
    for round in 0..rounds(app) {
        // A warning of each is due, and the use of the day is still to be noted.
        let word = format!("round{round}");
        app.many_grants_called(desk.company.id, &word, MANY);
        let (now, soon) = (app.now(), app.now().plus(Duration::hours(20)));
        app.write(move |tx| {
            let active = grants::table.filter(grants::name.like(format!("{word}-%")));
            let set = (
                grants::ends_at.eq(soon),
                grants::next_warning_at.eq(now.start_of_day()),
                grants::last_used_at.eq(None::<Timestamp>),
            );
            diesel::update(active).set(set).execute(tx.conn())?;
            Ok::<_, db::Error>(())
        });
        let active = app.grants().into_iter();
        let begun = active.filter(|it| it.state == GrantState::Active && it.ends_at == soon);
        let mut keys: Vec<_> = begun.map(|it| it.id).collect();
        if round.is_multiple_of(2) {
            keys.reverse();
        }
        let keys = keys
            .into_iter()
            .map(|id| ("grant".to_owned(), id.to_string()));
        let end = post(&other, app.paths().privileges_end(), keys.collect());
        let warn = step(app, SendWarnings(letters(app)), now);
        let (agent, users) = (desk.agent.clone(), desk.users());
        let look = async move { agent.open(&users).await.status };
        let answers = at_once(round, end, look.boxed_local()).await;
        warn.join().unwrap();
        assert_eq!(answers, (303, 200), "round {round}");
        let over = app.count("grants WHERE state = 'terminated'");
        assert_eq!(over, (i64::try_from(round).unwrap() + 1) * i64::from(MANY));
    }
}
