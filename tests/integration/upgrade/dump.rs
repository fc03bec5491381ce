//! A database as SQL text, and its rows as they are compared.

use std::{collections::BTreeMap, fmt::Write, fs, path::PathBuf};

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_types::Text};
use partner_center::db::{self, Conn, Db};

/// The last migration that the fixture has seen; its folder is called so.
pub(super) const VERSION: &str = "2026-11-26-000009";

/// Every table of that time, each after those that it refers to.
pub(super) const TABLES: &[&str] = &[
    "partners",
    "users",
    "user_sessions",
    "password_links",
    "attempts",
    "activity",
    "mails",
    "customers",
    "customer_entries",
    "terms",
    "invitations",
    "invitation_parties",
    "code_requests",
    "consents",
    "relationships",
    "grants",
    "partnerships",
    "joint_entries",
    "batches",
    "batch_rows",
    "letter_templates",
    "replaced_links",
    "limit_locks",
    "kept_forms",
    "mail_health",
    "installation",
];

/// Between the values of a row that is read to be compared: stands in none of them.
const UNIT: char = '\u{1f}';

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn lines(conn: &mut Conn, question: &str) -> Vec<String> {
    let found: Vec<Line> = diesel::sql_query(question).load(conn).unwrap();
    found.into_iter().map(|it| it.line).collect()
}

/// The columns of a table, in their order; none when there is no such table.
fn columns(conn: &mut Conn, table: &str) -> Vec<String> {
    let question = match conn {
        Conn::Sqlite(_) => {
            format!("SELECT name AS line FROM pragma_table_info('{table}') ORDER BY cid")
        }
        Conn::Postgres(_) => format!(
            "SELECT column_name::text AS line FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
        ),
    };
    lines(conn, &question)
}

/// The rows of a table in one order, each value as it is written in SQL.
fn rows(conn: &mut Conn, table: &str, columns: &[String]) -> Vec<Vec<String>> {
    let (quoted, unit): (fn(&String) -> String, _) = match conn {
        Conn::Sqlite(_) => (|column| format!("quote(\"{column}\")"), "char(31)"),
        Conn::Postgres(_) => (
            |column| format!("quote_nullable(\"{column}\"::text)"),
            "chr(31)",
        ),
    };
    let quoted: Vec<String> = columns.iter().map(quoted).collect();
    let line = quoted.join(&format!(" || {unit} || "));
    let mut found = lines(conn, &format!("SELECT {line} AS line FROM {table}"));
    found.sort();
    let split = |line: &String| line.split(UNIT).map(str::to_owned).collect();
    found.iter().map(split).collect()
}

/// All rows of all tables, by column.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snapshot(pub(super) BTreeMap<&'static str, Content>);

/// What a table holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Content {
    /// The rows with these columns alone, in one order.
    pub(super) fn of(&self, kept: &[String]) -> Vec<Vec<&str>> {
        let place = |name| self.columns.iter().position(|it| it == name).unwrap();
        let places: Vec<usize> = kept.iter().map(place).collect();
        let mut rows: Vec<Vec<&str>> = (self.rows.iter())
            .map(|row| places.iter().map(|place| row[*place].as_str()).collect())
            .collect();
        rows.sort();
        rows
    }
}

impl Snapshot {
    /// As it is now.
    pub(super) fn of(db: &Db) -> Self {
        let read = |conn: &mut Conn| {
            let content = |table: &&'static str| {
                let columns = columns(conn, table);
                let rows = match columns.is_empty() {
                    true => Vec::new(),
                    false => rows(conn, table, &columns),
                };
                (*table, Content { columns, rows })
            };
            Ok::<_, db::Error>(Self(TABLES.iter().map(content).collect()))
        };
        db.read_now(read).unwrap()
    }
}

/// A file of the fixture of this kind of database.
fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/integration/fixtures");
    folder.join(VERSION).join(name)
}

fn is_sqlite(db: &Db) -> bool {
    matches!(db.url(), partner_center::db::DatabaseUrl::Sqlite(_))
}

fn kind(db: &Db) -> &'static str {
    if is_sqlite(db) {
        "sqlite"
    } else {
        "postgresql"
    }
}

/// The keys to which the links of the fixture belong.
pub(super) fn keys(db: &Db) -> PathBuf {
    file(&format!("{}.keys", kind(db)))
}

/// Fills an empty database with the fixture: tables and rows.
pub(super) fn load(db: &Db) {
    let text = fs::read_to_string(file(&format!("{}.sql", kind(db)))).unwrap();
    let written = db.write_now(|tx| Ok::<_, db::Error>(tx.conn().batch_execute(&text)?));
    written.unwrap();
}

/// The migrations as they are applied, word for word.
fn schema(set: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(set);
    let mut names: Vec<PathBuf> = (fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let mut text = String::new();
    for name in names {
        let up = fs::read_to_string(name.join("up.sql")).unwrap();
        text.push_str(up.trim_end());
        text.push_str("\n\n");
    }
    text
}

/// Writes a database that is full and migrated as the fixture, with the keys that its links belong to.
pub(super) fn write(db: &Db, keys_file: &str) {
    let mut text = schema(kind(db));
    text.push_str(
        "CREATE TABLE __diesel_schema_migrations (\n    version VARCHAR(50) PRIMARY KEY NOT NULL,\n    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP\n);\n",
    );
    let applied = |conn: &mut Conn| {
        let version = ["version".to_owned()];
        Ok::<_, db::Error>(rows(conn, "__diesel_schema_migrations", &version))
    };
    for version in db.read_now(applied).unwrap() {
        let version = version.join("");
        writeln!(
            text,
            "INSERT INTO __diesel_schema_migrations (version) VALUES ({version});"
        )
        .unwrap();
    }
    // The migration has made the row that there always is.
    text.push_str("DELETE FROM mail_health;\n");
    for (table, content) in in_order(&Snapshot::of(db)) {
        for row in &content.rows {
            let (names, values) = (content.columns.join(", "), row.join(", "));
            writeln!(text, "INSERT INTO {table} ({names}) VALUES ({values});").unwrap();
        }
    }
    if !is_sqlite(db) {
        text.push_str("SELECT setval(pg_get_serial_sequence('customer_entries', 'seq'), (SELECT max(seq) FROM customer_entries));\n");
    }
    let place = file(&format!("{}.sql", kind(db)));
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
    fs::write(keys(db), keys_file).unwrap();
}

fn in_order(snapshot: &Snapshot) -> Vec<(&'static str, &Content)> {
    TABLES
        .iter()
        .map(|table| (*table, &snapshot.0[table]))
        .collect()
}
