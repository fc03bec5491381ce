//! Starting: several nodes at once, and a program that is older than the database.

use diesel::RunQueryDsl;
use partner_center::db;

use crate::support::{Database, Program};

/// Nodes that start at once.
const NODES: usize = 24;

#[test]
fn nodes_that_start_together_on_an_empty_database_all_live() {
    let database = Database::empty();
    let program = Program::on(&database.url);
    let nodes: Vec<_> = (0..NODES).map(|_| program.serve()).collect();
    let dead: Vec<String> = nodes.iter().filter_map(|node| node.is_up().err()).collect();
    assert!(dead.is_empty(), "{} of {NODES}: {dead:#?}", dead.len());
    assert!(database.open().is_migrated().unwrap());
}

#[test]
fn of_several_that_start_first_with_folders_of_their_own_one_makes_the_keys() {
    let database = Database::empty();
    let programs: Vec<_> = (0..6).map(|_| Program::on(&database.url)).collect();
    let nodes: Vec<_> = programs.iter().map(Program::serve).collect();
    let refused: Vec<String> = nodes.iter().filter_map(|node| node.is_up().err()).collect();
    assert_eq!(refused.len(), nodes.len() - 1, "{refused:#?}");
    for said in refused {
        assert!(said.contains("needs a copy of the same file"), "{said}");
    }
    let made = programs.iter().filter(|node| node.keys().path().exists());
    assert_eq!(made.count(), 1);
}

/// The version of the newest migration, as the table of migrations has it.
fn newest_migration() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");
    let names = std::fs::read_dir(folder).unwrap();
    let newest = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .max();
    let newest = newest.unwrap();
    newest.split('_').next().unwrap().replace('-', "")
}

#[test]
fn an_older_program_refuses_a_newer_database_and_names_both() {
    let database = Database::fresh();
    let newer = "INSERT INTO __diesel_schema_migrations (version, run_on)
                 VALUES ('20991231000001', CURRENT_TIMESTAMP)";
    database
        .open()
        .write_now(|tx| Ok::<_, db::Error>(diesel::sql_query(newer).execute(tx.conn())?))
        .unwrap();
    let newest = newest_migration();
    let program = Program::on(&database.url);
    let refused = [
        program.refused(&["migrate"]),
        program.refused(&["keys", "renew"]),
        program.serve_is_refused(),
    ];
    for said in refused {
        for part in [
            "newer than this program",
            "20991231000001",
            &newest,
            env!("CARGO_PKG_VERSION"),
            "Start the newer program again",
        ] {
            assert!(said.contains(part), "{part} in {said}");
        }
    }
    let created = program.create_admin(&[]);
    assert_eq!(created.status.code(), Some(1), "{created:?}");
    assert!(!program.keys().path().exists(), "nothing is left behind");
}
