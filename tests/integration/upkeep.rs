//! What an SQLite file needs: everything in it after a clean stop, and a word when it is damaged.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::FileExt,
};

use diesel::{QueryableByName, RunQueryDsl, sql_types::Integer};
use partner_center::db::{self, DatabaseUrl, Db};

use crate::support::{Database, Program, TestApp};

fn path(database: &Database) -> &str {
    match &database.url {
        DatabaseUrl::Sqlite(path) => path,
        DatabaseUrl::Postgres(_) => unreachable!("asked for SQLite"),
    }
}

#[test]
fn a_clean_stop_leaves_everything_in_the_file() {
    let database = Database::empty_sqlite();
    let program = Program::on(&database.url);
    let serving = program.serve();
    serving.is_up().unwrap();
    assert!(program.create_admin(&[]).status.success());
    let log = format!("{}-wal", path(&database));
    assert!(fs::metadata(&log).unwrap().len() > 0, "nothing to prove");
    // Somebody who looks on: else SQLite would tidy up by itself when the last connection is closed.
    let other = database.open();
    assert!(other.is_migrated().unwrap());
    serving.stop();
    let left = fs::metadata(&log).map_or(0, |log| log.len());
    assert_eq!(left, 0, "bytes left in the write-ahead log");
    drop(other);
}

#[derive(QueryableByName)]
struct Root {
    #[diesel(sql_type = Integer)]
    rootpage: i32,
}

/// Overwrites the page where a table begins.
fn damage(database: &Database, db: Db) {
    let question = "SELECT rootpage FROM sqlite_schema WHERE name = 'letter_templates'";
    let root: Root = db
        .read_now(|conn| Ok::<_, db::Error>(diesel::sql_query(question).get_result(conn)?))
        .unwrap();
    assert!(db.checkpoint().unwrap());
    drop(db);
    let file = OpenOptions::new().write(true).open(path(database)).unwrap();
    let place = u64::try_from(root.rootpage - 1).unwrap() * 4096;
    file.write_all_at(&[0xA5; 4096], place).unwrap();
}

#[actix_web::test]
async fn a_damaged_page_is_found_and_told_to_the_operator() {
    let database = Database::empty_sqlite();
    let db = Db::open(&database.url, 2).unwrap();
    db.migrate().unwrap();
    assert_eq!(db.check_file().await.unwrap(), None);
    damage(&database, db);

    let app = TestApp::start_with(|parts| parts.db = Db::open(&database.url, 2).unwrap());
    let visitor = app.visitor();
    let page = visitor.open("/readyz").await.expect(200);
    assert_eq!(page.text(), "ready");
    let found = app.parts.db.check_file().await.unwrap();
    assert!(found.is_some());
    assert_eq!(app.parts.db.damage(), found);
    let page = visitor.open("/readyz").await.expect(200);
    assert!(page.has_text("damaged"), "{}", page.text());
}
