//! What a PostgreSQL database must be, looked at before anything is written to it.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl,
    connection::{AnsiTransactionManager, TransactionManager},
    sql_query,
    sql_types::{Integer, Text},
};

use super::{Conn, DatabaseUrl, Error, Result, manager::Manager};

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

#[derive(QueryableByName)]
struct Process {
    #[diesel(sql_type = Integer)]
    pid: i32,
}

/// Refuses a database that cannot hold every text, and a pooler that gives each transaction another connection.
pub(super) fn check(url: &DatabaseUrl, manager: &Manager) -> Result<()> {
    if matches!(url, DatabaseUrl::Sqlite(_)) {
        return Ok(());
    }
    let (Conn::Postgres(mut one), Conn::Postgres(mut other)) =
        (manager.connect_now()?, manager.connect_now()?)
    else {
        return Ok(());
    };
    if is_shared(&mut one, &mut other) {
        return Err(Error::Refused(POOLER.to_owned()));
    }
    let encoding = word(
        &mut one,
        "SELECT current_setting('server_encoding') AS word",
    )?;
    if encoding != "UTF8" {
        return Err(Error::Refused(format!(
            "This PostgreSQL database is encoded in {encoding}, which cannot hold every name. Nothing was changed. Make one in UTF-8, \
             CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and name it in PARTNER_CENTER_DATABASE_URL."
        )));
    }
    Ok(())
}

const POOLER: &str = "PARTNER_CENTER_DATABASE_URL leads to a connection pooler that gives each transaction another connection to PostgreSQL \
    (PgBouncer with pool_mode=transaction or statement). Settings, locks and prepared statements of a connection would get lost. \
    Set pool_mode=session for this database in the pooler, or name PostgreSQL itself: this program keeps a pool of its own.";

/// Whether two connections of ours are served by the same process of the server, or one of them by several: then a pooler
/// hands them out by transaction. A direct connection and one of a session have one process each, their own.
fn is_shared(one: &mut PgConnection, other: &mut PgConnection) -> bool {
    let first = in_transaction(one, process);
    let meanwhile = in_transaction(other, |other| {
        let held = process(other)?;
        let again = in_transaction(one, process)?;
        Ok((held, again))
    });
    match (first, meanwhile) {
        (Ok(first), Ok((held, again))) => held == first || again != first,
        // A statement that was prepared on one process and is unknown to the next.
        (Err(error), _) | (_, Err(error)) => error.to_string().contains("prepared statement"),
    }
}

fn in_transaction<T>(
    conn: &mut PgConnection,
    ask: impl FnOnce(&mut PgConnection) -> Result<T>,
) -> Result<T> {
    AnsiTransactionManager::begin_transaction(conn)?;
    let answer = ask(conn);
    let ended = AnsiTransactionManager::rollback_transaction(conn);
    let answer = answer?;
    ended?;
    Ok(answer)
}

fn process(conn: &mut PgConnection) -> Result<i32> {
    let found: Process = sql_query("SELECT pg_backend_pid() AS pid").get_result(conn)?;
    Ok(found.pid)
}

fn word(conn: &mut PgConnection, question: &str) -> Result<String> {
    let found: Word = sql_query(question).get_result(conn)?;
    Ok(found.word)
}

/// Lets the migrations find the extensions that an administrator has installed in another schema, behind those of the
/// search path: tables and indexes are still made in its first one.
pub(super) fn find_extensions(conn: &mut PgConnection) -> Result<()> {
    const ELSEWHERE: &str = "SELECT DISTINCT quote_ident(n.nspname) AS word
        FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace
        WHERE e.extname IN ('pg_trgm', 'btree_gin') AND n.nspname <> ALL (current_schemas(true))";
    let elsewhere: Vec<Word> = sql_query(ELSEWHERE).load(conn)?;
    for schema in elsewhere {
        let path = word(conn, "SELECT current_setting('search_path') AS word")?;
        // Both come from the server, which has quoted them.
        sql_query(format!("SET search_path = {path}, {}", schema.word)).execute(conn)?;
    }
    Ok(())
}
