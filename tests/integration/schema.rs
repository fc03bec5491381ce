//! The two migration sets make the same tables, which are those of `src/db/schema.rs`.

use std::{collections::BTreeSet, fs, path::Path};

use diesel::{QueryableByName, RunQueryDsl, sql_types};
use partner_center::db::{self, Db};

use crate::support::Database;

/// A column: its name, and whether it may be empty.
type Column = (String, bool);

/// Tables and their columns, in order, as `schema.rs` has them.
fn expected() -> Vec<(String, Vec<Column>)> {
    let text = fs::read_to_string(root().join("src/db/schema.rs")).unwrap();
    let mut tables: Vec<(String, Vec<Column>)> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some((name, kind)) = line
            .trim_end_matches(',')
            .split_once(" -> ")
            .filter(|(name, _)| !name.contains('('))
        {
            tables
                .last_mut()
                .unwrap()
                .1
                .push((name.to_owned(), kind.starts_with("Nullable")));
        } else if let Some((name, _)) = line
            .strip_suffix(") {")
            .and_then(|head| head.split_once(" ("))
        {
            tables.push((name.to_owned(), Vec::new()));
        }
    }
    assert!(tables.len() > 10, "schema.rs was not understood");
    tables
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[derive(Debug, QueryableByName)]
struct Found {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
    #[diesel(sql_type = sql_types::Bool)]
    nullable: bool,
}

fn ask(db: &Db, question: &str) -> Vec<Column> {
    let question = question.to_owned();
    let rows: Vec<Found> = db
        .read_now(|conn| Ok::<_, db::Error>(diesel::sql_query(question).load(conn)?))
        .unwrap();
    rows.into_iter()
        .map(|row| (row.name, row.nullable))
        .collect()
}

/// How one kind of database is asked what it has.
struct Questions {
    tables: &'static str,
    columns: fn(&str) -> String,
}

const SQLITE: Questions = Questions {
    // Without the tables of SQLite itself, of the migrations, and of the full-text index.
    tables: "SELECT name, false AS nullable FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')
             AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'",
    // A key is never empty, whatever the list says; of a view nothing is known.
    columns: |table| {
        format!(
            "SELECT name, \"notnull\" = 0 AND pk = 0 AND NOT EXISTS (SELECT 1 FROM sqlite_schema
                 WHERE type = 'view' AND name = '{table}') AS nullable FROM pragma_table_info('{table}') ORDER BY cid"
        )
    },
};

const POSTGRESQL: Questions = Questions {
    tables: "SELECT table_name::text AS name, false AS nullable FROM information_schema.tables
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'",
    columns: |table| {
        format!(
            "SELECT column_name::text AS name, is_nullable = 'YES' AND NOT EXISTS (SELECT 1 FROM information_schema.views
                 WHERE table_schema = 'public' AND table_name = '{table}') AS nullable FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
        )
    },
};

/// Up, down, and up again; after each way up every table is as `schema.rs` says.
fn goes_up_and_down(database: &Database, questions: &Questions) {
    let db = database.open();
    let names = db.migrate().unwrap();
    assert_eq!(names.len(), migrations("sqlite").len());
    assert!(db.is_migrated().unwrap());
    is_as_expected(&db, questions);
    assert!(
        db.migrate().unwrap().is_empty(),
        "a second run has nothing to do"
    );

    db.revert_all().unwrap();
    assert!(!db.is_migrated().unwrap());
    assert_eq!(
        ask(&db, questions.tables),
        [],
        "what down.sql leaves behind"
    );

    db.migrate().unwrap();
    is_as_expected(&db, questions);
}

fn is_as_expected(db: &Db, questions: &Questions) {
    let expected = expected();
    let found: BTreeSet<String> = ask(db, questions.tables)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        found,
        expected.iter().map(|(name, _)| name.clone()).collect()
    );
    for (table, columns) in expected {
        assert_eq!(
            ask(db, &(questions.columns)(&table)),
            columns,
            "columns of {table}"
        );
    }
}

#[test]
fn sqlite_has_the_tables_of_the_schema_and_goes_down_and_up() {
    goes_up_and_down(&Database::empty_sqlite(), &SQLITE);
}

#[test]
fn postgresql_has_the_tables_of_the_schema_and_goes_down_and_up() {
    match Database::empty_postgres() {
        Some(database) => goes_up_and_down(&database, &POSTGRESQL),
        // The run on PostgreSQL does it.
        None => assert!(std::env::var("TEST_DATABASE_URL").is_err()),
    }
}

fn migrations(set: &str) -> BTreeSet<String> {
    let folders = fs::read_dir(root().join("migrations").join(set)).unwrap();
    folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn both_sets_have_the_same_migrations_each_with_its_way_back() {
    assert_eq!(migrations("sqlite"), migrations("postgresql"));
    for set in ["sqlite", "postgresql"] {
        for name in migrations(set) {
            for file in ["up.sql", "down.sql"] {
                let path = root().join("migrations").join(set).join(&name).join(file);
                let text = fs::read_to_string(&path).unwrap_or_default();
                assert!(
                    !text.trim().is_empty(),
                    "{} is missing or empty",
                    path.display()
                );
            }
        }
    }
}
