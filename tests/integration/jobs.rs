//! The runner of jobs: once for each due time, whoever is at work, whatever becomes of them and of the clock.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl, sql_query};
use futures_util::future::join_all;
use partner_center::{
    db::{self, Tx, schema::jobs as table, types::Timestamp},
    jobs::{self, Counters, Job, Node, Runner, Step, Task},
};
use tokio::{
    sync::{Notify, watch},
    time::timeout,
};

use crate::support::TestApp;

/// What a made-up job does in its steps, one after the other; done when there is nothing left.
#[derive(Clone, Default)]
struct Plan(Arc<Mutex<Vec<Next>>>, Arc<Notify>);

#[derive(Clone, Copy)]
enum Next {
    More,
    Fail,
    Stop,
}

/// A made-up kind of work. Each step leaves a line in the table `traces`, in its own transaction.
struct Made {
    kind: &'static str,
    every: Option<Duration>,
    plan: Plan,
}

impl Job for Made {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn every(&self) -> Option<Duration> {
        self.every
    }

    fn step(&self, tx: &mut Tx<'_>, task: &Task, _now: Timestamp) -> db::Result<Step> {
        let (kind, key, due) = (&task.kind, &task.key, task.due_at.rfc3339());
        sql_query(format!(
            "INSERT INTO traces (trace) VALUES ('{kind} {key} {due}')"
        ))
        .execute(tx.conn())?;
        let next = self.plan.0.lock().unwrap().pop();
        match next {
            Some(Next::More) => Ok(Step::More),
            Some(Next::Fail) => Err(db::Error::Accident("made up".to_owned())),
            Some(Next::Stop) => Ok(Step::Stop),
            None => {
                self.plan.1.notify_one();
                Ok(Step::Done)
            }
        }
    }
}

const EACH: &str = "made-up";

/// A test that waits longer has failed.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// A site whose runners know made-up work alone.
struct Works {
    app: TestApp,
    plan: Plan,
    counters: Counters,
}

impl Works {
    fn new() -> Self {
        let app = TestApp::start();
        app.write(|tx| {
            sql_query("CREATE TABLE traces (trace TEXT NOT NULL)").execute(tx.conn())?;
            Ok(())
        });
        Self {
            app,
            plan: Plan::default(),
            counters: Counters::default(),
        }
    }

    fn planned(self, steps: &[Next]) -> Self {
        *self.plan.0.lock().unwrap() = steps.iter().rev().copied().collect();
        self
    }

    fn runner_as(&self, node: Node, made: Vec<Made>) -> Runner {
        let jobs = made.into_iter().map(|made| Box::new(made) as Box<dyn Job>);
        let (db, clock) = (self.app.parts.db.clone(), self.app.parts.clock.clone());
        Runner::new(db, clock, node, self.counters.clone(), jobs.collect())
    }

    fn made(&self, kind: &'static str, every: Option<Duration>) -> Made {
        Made {
            kind,
            every,
            plan: self.plan.clone(),
        }
    }

    /// One more process.
    fn runner(&self) -> Runner {
        self.runner_as(Node::of_this_run(), vec![self.made(EACH, None)])
    }

    /// One whose work recurs.
    fn hourly(&self) -> Runner {
        let made = self.made(EACH, Some(Duration::hours(1)));
        self.runner_as(Node::of_this_run(), vec![made])
    }

    fn enqueue(&self, key: &str, due: Timestamp) -> bool {
        let now = self.app.now();
        self.app.write(|tx| jobs::enqueue(tx, EACH, key, due, now))
    }

    /// What was done, in its order.
    fn traces(&self) -> Vec<String> {
        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Text)]
            trace: String,
        }
        let rows: Vec<Row> = self
            .app
            .read(|conn| Ok(sql_query("SELECT trace FROM traces").load(conn)?));
        rows.into_iter().map(|row| row.trace).collect()
    }

    /// The keys of what was done after so much.
    fn keys(&self, after: usize) -> Vec<String> {
        let traces = self.traces().split_off(after);
        let key = |trace: &String| trace.split(' ').nth(1).unwrap().to_owned();
        traces.iter().map(key).collect()
    }

    fn states(&self) -> Vec<(String, i32, Option<String>)> {
        self.app.read(|conn| {
            Ok(table::table
                .order((table::kind, table::key, table::due_at))
                .select((table::state, table::attempts, table::last_error))
                .load(conn)?)
        })
    }
}

#[actix_web::test]
async fn runners_that_race_carry_out_each_job_once() {
    const JOBS: usize = 40;
    let works = Works::new();
    for number in 0..JOBS {
        assert!(works.enqueue(&format!("{number:02}"), works.app.now()));
    }
    let runners: Vec<Runner> = (0..4).map(|_| works.runner()).collect();
    join_all(runners.iter().map(Runner::drain)).await;
    let mut traces = works.traces();
    traces.sort();
    let all = traces.len();
    traces.dedup();
    assert_eq!((all, traces.len()), (JOBS, JOBS));
    assert_eq!(works.counters.of(EACH).done, 40);
}

#[actix_web::test]
async fn runners_that_start_together_add_recurring_work_once() {
    let works = Works::new();
    let runners: Vec<Runner> = (0..4).map(|_| works.hourly()).collect();
    join_all(runners.iter().map(Runner::drain)).await;
    assert_eq!(works.traces().len(), 1);
    assert_eq!(works.states().len(), 1);
}

#[actix_web::test]
async fn a_due_time_that_was_missed_runs_once_however_long_nobody_was_there() {
    let works = Works::new();
    works.hourly().drain().await;
    works.hourly().drain().await;
    assert_eq!(works.traces().len(), 1, "the next is due within the hour");
    works.app.pass(Duration::days(10));
    works.hourly().drain().await;
    assert_eq!(works.traces().len(), 2);
    works.app.pass(Duration::hours(1));
    works.hourly().drain().await;
    assert_eq!(works.traces().len(), 3);
}

#[actix_web::test]
async fn when_the_clock_is_put_back_recurring_work_goes_on_and_no_due_time_comes_twice() {
    let works = Works::new();
    works.hourly().drain().await;
    for _ in 0..3 {
        works.app.pass(Duration::hours(1));
        works.hourly().drain().await;
    }
    assert_eq!(works.traces().len(), 4);
    works.app.pass(-Duration::hours(2));
    for _ in 0..3 {
        works.hourly().drain().await;
        works.app.pass(Duration::hours(1));
    }
    let mut traces = works.traces();
    assert_eq!(traces.len(), 7, "one an hour, by the clock as it is now");
    traces.sort();
    traces.dedup();
    assert_eq!(traces.len(), 7, "{traces:?}");
}

#[actix_web::test]
async fn when_the_clock_is_put_back_a_job_is_not_stuck_and_one_for_a_later_day_waits_for_it() {
    let works = Works::new().planned(&[Next::Fail, Next::More]);
    let now = works.app.now();
    works.enqueue("tried", now);
    works.runner().drain().await;
    works.enqueue("held", now);
    works.runner().step_once(EACH).await;
    works.enqueue("new", now);
    works.enqueue("next-month", now.plus(Duration::days(30)));
    works.app.pass(-Duration::days(3));
    let before = works.traces().len();
    works.runner().drain().await;
    let mut keys = works.keys(before);
    keys.sort();
    assert_eq!(keys, ["held", "new", "tried"]);
    works.app.pass(Duration::days(33));
    works.runner().drain().await;
    assert_eq!(works.keys(before + 3), ["next-month"]);
}

#[actix_web::test]
async fn a_job_is_added_once_for_each_due_time_and_one_at_a_time() {
    let works = Works::new();
    let now = works.app.now();
    assert!(works.enqueue("a", now));
    assert!(!works.enqueue("a", now));
    assert!(
        !works.enqueue("a", now.plus(Duration::days(1))),
        "one waits"
    );
    works.runner().drain().await;
    assert!(!works.enqueue("a", now), "it is done");
    assert!(works.enqueue("a", now.plus(Duration::days(1))));
}

#[actix_web::test]
async fn the_job_of_a_dead_process_is_taken_by_another_after_its_lease() {
    let works = Works::new().planned(&[Next::More]);
    works.enqueue("a", works.app.now());
    works.runner().step_once(EACH).await;
    works.app.pass(Duration::seconds(119));
    works.runner().drain().await;
    assert_eq!(works.traces().len(), 1, "the lease still holds");
    works.app.pass(Duration::seconds(1));
    works.runner().drain().await;
    assert_eq!(works.traces().len(), 2);
    assert_eq!(works.states(), [("done".to_owned(), 2, None)]);
}

#[actix_web::test]
async fn who_has_lost_the_lease_changes_nothing() {
    let works = Works::new();
    let (app, start) = (&works.app, works.app.now());
    works.enqueue("a", start);
    let node = Node::of_this_run().id();
    // The same process takes it a second time, so that its name alone does not tell the two apart.
    let take = |now| {
        app.write(|tx| jobs::take(tx, EACH, "a", node, now))
            .unwrap()
    };
    let first = take(start);
    let later = start.plus(Duration::minutes(3));
    let second = take(later);
    let step = |task: &Task| {
        let job = works.made(EACH, None);
        app.write(|tx| jobs::carry_out(tx, &job, task, node, later))
    };
    assert_eq!(step(&first), None);
    assert_eq!(works.traces().len(), 0);
    assert_eq!(step(&second), Some(Step::Done));
    assert_eq!(works.traces().len(), 1);
}

#[actix_web::test]
async fn a_process_that_was_killed_takes_its_jobs_up_at_its_next_start() {
    let works = Works::new().planned(&[Next::More]);
    let folder = tempfile::tempdir().unwrap();
    works.enqueue("a", works.app.now());
    {
        let node = Node::of_folder(folder.path()).unwrap();
        let killed = works.runner_as(node, vec![works.made(EACH, None)]);
        killed.step_once(EACH).await;
    }
    let node = Node::of_folder(folder.path()).unwrap();
    let (stop, stopping) = watch::channel(false);
    let runner = works.runner_as(node, vec![works.made(EACH, None)]);
    let running = tokio::spawn(runner.run(stopping));
    let carried_out = works.plan.1.notified();
    timeout(PATIENCE, carried_out).await.unwrap();
    stop.send_replace(true);
    running.await.unwrap();
    assert_eq!(works.states(), [("done".to_owned(), 2, None)]);
}

#[actix_web::test]
async fn a_process_that_is_told_to_stop_gives_its_jobs_to_others_at_once() {
    let works = Works::new().planned(&[Next::More; 10_000]);
    works.enqueue("a", works.app.now());
    let (stop, stopping) = watch::channel(false);
    let running = tokio::spawn(works.runner().run(stopping));
    while works.traces().is_empty() {
        tokio::task::yield_now().await;
    }
    stop.send_replace(true);
    running.await.unwrap();
    let works = works.planned(&[]);
    works.runner().drain().await;
    assert_eq!(works.states()[0].0, "done");
}

#[actix_web::test]
async fn a_step_that_fails_leaves_nothing_and_is_tried_again_after_growing_pauses() {
    let works = Works::new().planned(&[Next::Fail, Next::Fail]);
    works.enqueue("a", works.app.now());
    for (least, most, attempts) in [(60, 67, 1), (120, 133, 2)] {
        works.runner().drain().await;
        assert_eq!(works.traces().len(), 0);
        let (state, tries, error) = works.states().remove(0);
        assert_eq!((state.as_str(), tries), ("waiting", attempts));
        assert!(error.unwrap().contains("made up"));
        works.app.pass(Duration::seconds(least - 1));
        works.runner().drain().await;
        assert_eq!(works.states()[0].1, attempts, "not before its time");
        works.app.pass(Duration::seconds(most - least + 1));
    }
    works.runner().drain().await;
    assert_eq!(works.traces().len(), 1);
    let counts = works.counters.all();
    let (kind, count) = &counts[0];
    assert_eq!((kind.as_str(), count.done, count.failed), (EACH, 1, 2));
}

#[actix_web::test]
async fn a_stopped_job_waits_until_it_may_go_on() {
    let works = Works::new().planned(&[Next::More, Next::Stop]);
    let now = works.app.now();
    works.enqueue("a", now);
    works.runner().step_once(EACH).await;
    let app = &works.app;
    assert!(app.write(|tx| jobs::stop(tx, EACH, "a")));
    assert!(!app.write(|tx| jobs::stop(tx, EACH, "a")), "it is stopped");
    app.pass(Duration::days(1));
    works.runner().drain().await;
    assert_eq!(works.traces().len(), 1);
    let now = app.now();
    assert!(app.write(|tx| jobs::go_on(tx, EACH, "a", now)));
    works.runner().drain().await;
    assert_eq!(works.states()[0].0, "stopped", "by its own step");
    assert!(app.write(|tx| jobs::go_on(tx, EACH, "a", now)));
    works.runner().drain().await;
    assert_eq!(
        (works.traces().len(), works.states()[0].0.as_str()),
        (3, "done")
    );
}

#[actix_web::test]
async fn a_long_job_does_not_hold_up_a_short_one() {
    let works = Works::new();
    let long = Plan::default();
    *long.0.lock().unwrap() = vec![Next::More; 100];
    let now = works.app.now();
    works.app.write(|tx| {
        jobs::enqueue(tx, "long", "", now.minus(Duration::hours(1)), now)?;
        jobs::enqueue(tx, "short", "", now, now)
    });
    let made = |kind, plan| Made {
        kind,
        every: None,
        plan,
    };
    let jobs = vec![made("long", long), made("short", Plan::default())];
    works.runner_as(Node::of_this_run(), jobs).drain().await;
    let traces = works.traces();
    let short = traces.iter().position(|trace| trace.starts_with("short"));
    assert_eq!((traces.len(), short), (102, Some(1)));
}

#[actix_web::test]
async fn a_kind_that_a_process_does_not_know_is_left_to_those_that_do() {
    let works = Works::new();
    works.enqueue("a", works.app.now());
    let other = works.runner_as(Node::of_this_run(), vec![works.made("other", None)]);
    other.drain().await;
    assert_eq!(works.states(), [("waiting".to_owned(), 0, None)]);
}
