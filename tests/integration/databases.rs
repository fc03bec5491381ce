//! PostgreSQL as it is set up out there, and folders that cannot be written.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection,
    sql_types::BigInt,
};
use partner_center::db::DatabaseUrl;

use crate::support::{Database, Program, TestApp, skip};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Tables outside the system's own schemas.
fn tables(url: &str) -> i64 {
    let mut conn = PgConnection::establish(url).unwrap();
    let question = "SELECT count(*) AS count FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
    let found: Count = diesel::sql_query(question).get_result(&mut conn).unwrap();
    found.count
}

fn address(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Postgres(url) => url.clone(),
        DatabaseUrl::Sqlite(path) => path.clone(),
    }
}

fn run_on(url: &str, statements: &str) {
    PgConnection::establish(url)
        .unwrap()
        .batch_execute(statements)
        .unwrap();
}

#[test]
fn a_database_that_is_not_in_utf_8_is_refused_with_the_reason() {
    let Some(database) = Database::empty_postgres_with(
        "ENCODING 'SQL_ASCII' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'",
    ) else {
        return;
    };
    let program = Program::on(&database.url);
    for said in [program.refused(&["migrate"]), program.serve_is_refused()] {
        assert!(
            said.contains("encoded in SQL_ASCII") && said.contains("ENCODING 'UTF8'"),
            "{said}"
        );
    }
    assert_eq!(tables(&address(&database.url)), 0);
}

#[test]
fn extensions_in_another_schema_are_found() {
    let Some(database) = Database::empty_postgres() else {
        return;
    };
    let url = address(&database.url);
    run_on(
        &url,
        "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin; CREATE SCHEMA app",
    );
    let inside = format!("{url}&options=-c%20search_path%3Dapp");
    let program = Program::on(&DatabaseUrl::Postgres(inside.clone()));
    program.succeed(&["migrate"]);
    let created = program.create_admin(&[]);
    assert!(created.status.success(), "{created:?}");
}

#[test]
fn a_migration_that_fails_leaves_nothing_behind_and_says_what_to_do() {
    let Some(database) = Database::empty_postgres() else {
        return;
    };
    let url = address(&database.url);
    let nowhere = format!("{url}&options=-c%20search_path%3Dnowhere");
    let program = Program::on(&DatabaseUrl::Postgres(nowhere));
    let said = program.refused(&["migrate"]);
    assert!(
        said.contains("search_path") && said.contains("Nothing was changed"),
        "{said}"
    );
    // Far behind the first step: a table of a later one stands in the way.
    run_on(&url, "CREATE TABLE column_choices (a integer)");
    let program = Program::on(&database.url);
    let said = program.refused(&["migrate"]);
    assert!(said.contains("column_choices"), "{said}");
    assert_eq!(tables(&url), 1);
    run_on(&url, "DROP TABLE column_choices");
    program.succeed(&["migrate"]);
}

#[test]
fn a_search_path_that_leads_nowhere_is_refused_before_anything_is_made_elsewhere() {
    let Some(database) = Database::empty_postgres() else {
        return;
    };
    let url = address(&database.url);
    // The extensions stand in a schema: what is behind them on the path must not take the tables.
    run_on(&url, "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin");
    for path in ["nowhere", "%22%22", "%22$user%22"] {
        let inside = format!("{url}&options=-c%20search_path%3D{path}");
        let program = Program::on(&DatabaseUrl::Postgres(inside));
        for said in [program.refused(&["migrate"]), program.serve_is_refused()] {
            for part in ["search_path", "CREATE SCHEMA", "Nothing was changed"] {
                assert!(said.contains(part), "{path}: {part} in {said}");
            }
        }
        assert_eq!(tables(&url), 0, "{path}");
    }
}

#[test]
fn a_role_that_may_not_make_tables_or_read_them_is_told_what_to_grant() {
    let Some(database) = Database::empty_postgres() else {
        return;
    };
    let url = address(&database.url);
    run_on(
        &url,
        "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin; REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    );
    // A role that every server has, and that owns nothing.
    let inside = format!("{url}&options=-c%20role%3Dpg_monitor");
    let powerless = Program::on(&DatabaseUrl::Postgres(inside));
    for said in [
        powerless.refused(&["migrate"]),
        powerless.serve_is_refused(),
    ] {
        for part in [
            "GRANT USAGE, CREATE ON SCHEMA public TO pg_monitor",
            "Nothing was changed",
        ] {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
    assert_eq!(tables(&url), 0);
    Program::on(&database.url).succeed(&["migrate"]);
    for said in [
        powerless.refused(&["migrate"]),
        powerless.serve_is_refused(),
    ] {
        for part in ["belong to another role", "Nothing was changed"] {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
}

#[test]
fn a_password_is_never_part_of_a_message() {
    let program = Program::on(&DatabaseUrl::Postgres(
        "postgres://app:pa#ss/w@rd@h/db".to_owned(),
    ));
    for said in [program.refused(&["migrate"]), program.serve_is_refused()] {
        assert!(said.contains("PARTNER_CENTER_DATABASE_URL"), "{said}");
        for part in ["pa#ss", "ss/w", "rd@h", "w@rd"] {
            assert!(!said.contains(part), "{part} in {said}");
        }
    }
    let nobody = "postgres://app:violet%23harbour@127.0.0.1:1/db?connect_timeout=1";
    let program = Program::on(&DatabaseUrl::Postgres(nobody.to_owned()));
    let said = program.refused(&["migrate"]);
    assert!(
        said.contains("PARTNER_CENTER_DATABASE_URL") && !said.contains("violet"),
        "{said}"
    );
}

/// PgBouncer in front of the tests' server, in this mode; killed when it is dropped.
struct Bouncer {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Bouncer {
    fn start(url: &str, mode: &str) -> Option<Self> {
        let program = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]
            .into_iter()
            .find(|it| Path::new(it).exists());
        let Some(program) = program else {
            skip("the tests behind PgBouncer: it is not installed");
            return None;
        };
        let parsed = url::Url::parse(url).unwrap();
        let host = parsed
            .query_pairs()
            .find(|(name, _)| name == "host")
            .map(|(_, value)| value.into_owned());
        let host = host.unwrap_or_else(|| parsed.host_str().unwrap_or("127.0.0.1").to_owned());
        let name = parsed.path().trim_start_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().display();
        let config = format!(
            "[databases]\n{name} = host={host} dbname={name} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
             auth_type = any\npool_mode = {mode}\nunix_socket_dir =\nignore_startup_parameters = extra_float_digits,options\nlogfile = {at}/log\npidfile = {at}/pid\n"
        );
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, config).unwrap();
        let mut command = Command::new(program);
        // It refuses to run as root.
        if Command::new("id").arg("-u").output().unwrap().stdout == b"0\n" {
            drop(
                Command::new("chmod")
                    .args(["-R", "777", folder.path().to_str().unwrap()])
                    .status(),
            );
            command.args(["-u", "nobody"]);
        }
        let process = command
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let bouncer = Self {
            process,
            port,
            _folder: folder,
        };
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(bouncer);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("PgBouncer does not listen");
    }

    fn url(&self, name: &str) -> DatabaseUrl {
        DatabaseUrl::Postgres(format!("postgres://postgres@127.0.0.1:{}{name}", self.port))
    }
}

#[test]
fn a_pooler_by_transaction_is_refused_in_words_and_one_by_session_works() {
    let Some(database) = Database::empty_postgres() else {
        return;
    };
    let url = address(&database.url);
    let name = url::Url::parse(&url).unwrap().path().to_owned();
    if let Some(bouncer) = Bouncer::start(&url, "transaction") {
        let program = Program::on(&bouncer.url(&name));
        let said = program.refused(&["migrate"]);
        assert!(said.contains("pool_mode=session"), "{said}");
    }
    if let Some(bouncer) = Bouncer::start(&url, "session") {
        let program = Program::on(&bouncer.url(&name));
        program.succeed(&["migrate"]);
        let created = program.create_admin(&[]);
        assert!(created.status.success(), "{created:?}");
    }
}

#[test]
fn a_start_needs_no_folder_of_the_system_for_uploads() {
    let database = Database::fresh();
    let program = Program::on(&database.url);
    let nowhere = [("$TMPDIR", "/nonexistent/at/all")];
    let checked = program.run_with(&["config", "check"], &nowhere);
    assert!(checked.status.success(), "{checked:?}");
    let serving = program.serve_with(&nowhere);
    serving.is_up().unwrap();
    serving.stop();
}

#[actix_web::test]
async fn uploads_are_kept_in_the_data_folder_and_readyz_says_when_they_cannot_be() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("data");
    fs::create_dir(&inside).unwrap();
    let kept = inside.clone();
    let app = TestApp::start_with(move |parts| {
        parts.upload_folder = partner_center::web::upload::UploadFolder(kept);
    });
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent
        .import(&app, b"Name,Tenant ID,Domain\nA,1,a.example\n")
        .await;
    assert_eq!(preview.heading(), "Look before you import");
    agent.open("/readyz").await.expect(200);
    fs::remove_dir_all(&inside).unwrap();
    let asked = agent.open("/readyz").await.expect(503);
    assert!(
        asked.body.contains("PARTNER_CENTER_DATA_DIR"),
        "{}",
        asked.body
    );
}
