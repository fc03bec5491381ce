//! A preview that changes, or is discarded, while another page of it is still open.

use std::time::Duration as Pause;

use chrono::Duration;
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    sql_types::BigInt,
};
use futures_util::future::join;
use partner_center::{app, db::DatabaseUrl, identity::Role};

use crate::support::{Page, TestApp, Visitor};

const IMPORT: &str = "Import these companies";
const INVITE: &str = "Invite these companies";
const SAVE: &str = "Save and read the message";
const LIST: &str =
    "Company,Domain,Name,Address,Language\nAdatum,adatum.example,Ana,ana@adatum.example,\n";
/// Two columns could be the domain.
const EXPORT: &[u8] =
    b"Name,Tenant ID,Domain,Other\nAdatum,1,adatum.example,other.example\nPlain,2,plain.example,next.example\n";

/// Says that the third column is not read and the fourth holds the domain.
async fn other_domain(agent: &Visitor, page: &Page) -> Page {
    let mut form = page.form("Read the file again").without("column");
    for column in ["company", "id", "", "domain"] {
        form.fields.push(("column".to_owned(), column.to_owned()));
    }
    let answer = agent.submit_form(form).await.expect(303);
    agent.settled(&answer.location()).await
}

async fn worked(app: &TestApp) {
    app::runner(&app.parts).drain().await;
}

/// Confirmed with a page of before the change: refused in words, and nothing was done.
async fn is_refused(app: &TestApp, agent: &Visitor, answer: Page, table: &'static str) -> Page {
    let page = match answer.status {
        303 => agent.follow(&answer).await.expect(200),
        _ => answer.expect(422),
    };
    assert!(page.has_text("has changed"), "{}", page.text());
    worked(app).await;
    assert_eq!(app.count(table), 0);
    page
}

#[actix_web::test]
async fn an_import_is_not_confirmed_with_columns_that_its_page_has_not_shown() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let old = agent.import(&app, EXPORT).await;
    let new = other_domain(&agent, &old).await;
    assert!(new.has_text("other.example"), "{}", new.text());
    let late = agent.submit(&old, IMPORT, &[]).await;
    is_refused(&app, &agent, late, "customer_entries").await;
    agent.confirm(&app, &new, IMPORT).await;
    assert_eq!(app.count("customer_entries"), 2);
}

#[actix_web::test]
async fn an_invitation_of_many_is_not_confirmed_with_columns_or_settings_that_its_page_has_not_shown()
 {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let old = agent.invite_many(&app, LIST).await;
    let german = [("language", "de")];
    let new = agent.press(&old, SAVE, &german).await.expect(200);
    let typed = [("expires_in", "17")];
    let late = agent.submit(&old, INVITE, &typed).await;
    let again = is_refused(&app, &agent, late, "invitations").await;
    assert_eq!(again.value("expires_in"), "17", "what was typed stays");
    let late = agent.submit(&old, SAVE, &typed).await;
    is_refused(&app, &agent, late, "invitations").await;
    let kept = agent.open(new.address.path()).await.expect(200);
    assert_eq!(kept.value("expires_in"), new.value("expires_in"));
    assert_eq!(kept.value("language"), "de");
    // Whoever has looked again may go on.
    let form = again.form(INVITE).fill(&[("hand_over", "prepare")]);
    agent.submit_form(form).await.expect(303);
    worked(&app).await;
    assert_eq!(app.count("invitations"), 1);
}

#[actix_web::test]
async fn a_message_that_was_written_on_an_older_page_takes_nothing_back() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let old = agent.invite_many(&app, LIST).await;
    let mut form = old.form("Read the file again").without("column");
    for column in ["company", "domain", "", "email", ""] {
        form.fields.push(("column".to_owned(), column.to_owned()));
    }
    let answer = agent.submit_form(form).await.expect(303);
    agent.settled(&answer.location()).await;
    let late = agent.submit(&old, INVITE, &[]).await;
    is_refused(&app, &agent, late, "invitations").await;
}

#[actix_web::test]
async fn a_confirmation_that_names_no_version_confirms_nothing() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, EXPORT).await;
    let confirmation = preview.form(IMPORT).action.path().to_owned();
    for version in ["", "2", "0", "x"] {
        let late = agent.post(&confirmation, &[("version", version)]).await;
        is_refused(&app, &agent, late, "customer_entries").await;
    }
    let late = agent.post(&confirmation, &[]).await;
    is_refused(&app, &agent, late, "customer_entries").await;
    agent.confirm(&app, &preview, IMPORT).await;
    assert_eq!(app.count("customer_entries"), 2);
}

#[actix_web::test]
async fn a_confirmation_of_before_a_stop_does_not_go_on() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, EXPORT).await;
    let running = agent.press(&preview, IMPORT, &[]).await.expect(200);
    let stopped = agent.press(&running, "Stop", &[]).await.expect(200);
    assert_eq!(stopped.heading(), "The import is stopped");
    let late = agent.press(&preview, IMPORT, &[]).await.expect(200);
    assert!(
        late.flash().contains("Nothing was changed"),
        "{}",
        late.text()
    );
    worked(&app).await;
    assert_eq!(app.count("customer_entries"), 0);
    agent.confirm(&app, &stopped, "Go on").await;
    assert_eq!(app.count("customer_entries"), 2);
}

/// How many lines of activity there are of this kind.
fn lines(app: &TestApp, action: &'static str) -> i64 {
    use diesel::{ExpressionMethods, QueryDsl};
    use partner_center::db::schema::activity;
    app.read(|conn| {
        Ok(activity::table
            .filter(activity::action.eq(action))
            .count()
            .get_result(conn)?)
    })
}

#[actix_web::test]
async fn of_a_confirmation_and_a_discarding_at_once_one_counts() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for round in 0..12 {
        let export = format!("Name,Tenant ID,Domain\nAdatum {round},{round},c{round}.example\n");
        let preview = agent.import(&app, export.as_bytes()).await;
        let (confirm, discard) = (
            agent.submit_form(preview.form(IMPORT)),
            agent.submit_form(preview.form("Discard")),
        );
        let answers = if round % 2 == 0 {
            join(confirm, discard).await
        } else {
            let (discarded, confirmed) = join(discard, confirm).await;
            (confirmed, discarded)
        };
        let (confirmed, discarded) = (answers.0.status, answers.1.status);
        let told = format!("round {round}: {confirmed} {discarded}");
        assert!(
            matches!(confirmed, 303 | 404) && matches!(discarded, 303 | 404),
            "{told}"
        );
        let done = lines(&app, "batch_started") + lines(&app, "batch_removed");
        assert_eq!(done, round + 1, "{told}");
        worked(&app).await;
        assert_eq!(app.count("batches"), lines(&app, "batch_started"), "{told}");
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Somebody who holds every batch of a PostgreSQL database.
struct Holder(PgConnection);

impl Holder {
    fn of(app: &TestApp) -> Option<Self> {
        let DatabaseUrl::Postgres(url) = app.database_url() else {
            return None;
        };
        let mut conn = PgConnection::establish(url).unwrap();
        AnsiTransactionManager::begin_transaction(&mut conn).unwrap();
        conn.batch_execute("UPDATE batches SET note = note")
            .unwrap();
        Some(Self(conn))
    }

    /// Waits until so many wait for a lock.
    async fn until_waiting(&mut self, most: i64) {
        for _ in 0..1_000 {
            let waiting: Count = diesel::sql_query(
                "SELECT count(*) AS count FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')",
            )
            .get_result(&mut self.0)
            .unwrap();
            if waiting.count >= most {
                return;
            }
            tokio::time::sleep(Pause::from_millis(10)).await;
        }
        panic!("nobody waits");
    }

    fn let_go(mut self) {
        AnsiTransactionManager::commit_transaction(&mut self.0).unwrap();
    }
}

#[actix_web::test]
async fn a_batch_whose_confirmation_came_first_is_not_discarded() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.import(&app, EXPORT).await;
    let Some(mut holder) = Holder::of(&app) else {
        return;
    };
    let confirm = agent.submit_form(preview.form(IMPORT));
    let discard = async {
        holder.until_waiting(1).await;
        let discard = agent.submit_form(preview.form("Discard"));
        let release = async {
            holder.until_waiting(2).await;
            holder.let_go();
        };
        join(discard, release).await.0
    };
    let (confirmed, discarded) = join(confirm, discard).await;
    confirmed.expect(303);
    let told = agent.follow(&discarded).await.expect(200);
    assert!(
        told.flash().contains("Nothing was changed"),
        "{}",
        told.text()
    );
    worked(&app).await;
    assert_eq!(app.count("customer_entries"), 2);
}

#[actix_web::test]
async fn a_batch_whose_confirmation_came_first_is_not_forgotten() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let address = agent.import(&app, EXPORT).await.address.path().to_owned();
    worked(&app).await;
    app.pass(Duration::days(8));
    let agent = app.sign_in(&company, Role::AdminAgent).await;
    let preview = agent.open(&address).await.expect(200);
    let Some(mut holder) = Holder::of(&app) else {
        return;
    };
    let confirm = agent.submit_form(preview.form(IMPORT));
    let job = async {
        holder.until_waiting(1).await;
        let runner = app::runner(&app.parts);
        let release = async {
            holder.until_waiting(2).await;
            holder.let_go();
        };
        join(runner.step_once("batches-forget"), release).await;
    };
    join(confirm, job).await.0.expect(303);
    worked(&app).await;
    assert_eq!(app.count("customer_entries"), 2);
}
