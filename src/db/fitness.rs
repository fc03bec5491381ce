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
    check_path(&mut one)?;
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

/// Refuses a search path on which there is no schema: tables would be made in one of the extensions, or not at all.
fn check_path(conn: &mut PgConnection) -> Result<()> {
    let schema = word(conn, "SELECT coalesce(current_schema()::text, '') AS word")?;
    if !schema.is_empty() {
        return Ok(());
    }
    let path = word(conn, "SELECT current_setting('search_path') AS word")?;
    let role = role(conn)?;
    Err(Error::Refused(format!(
        "The search_path of the role {role} in this PostgreSQL database, {path}, names no schema that exists and that the role may use. \
         Nothing was changed. Make one, CREATE SCHEMA app AUTHORIZATION {role}, and name it: ALTER ROLE {role} SET search_path = app. \
         If it is there: GRANT USAGE, CREATE ON SCHEMA … TO {role}. If PARTNER_CENTER_DATABASE_URL sets search_path in its options, correct it there."
    )))
}

/// Refuses to migrate as a role that may not read the tables of another, or make any in the schema.
pub(super) fn check_rights(conn: &mut PgConnection) -> Result<()> {
    const OWNER: &str = "SELECT coalesce((SELECT quote_ident(pg_get_userbyid(c.relowner)) FROM pg_class AS c
        WHERE c.oid = to_regclass('__diesel_schema_migrations') AND NOT pg_has_role(c.relowner, 'USAGE')
        AND NOT has_table_privilege(c.oid, 'SELECT')), '') AS word";
    const CLOSED: &str = "SELECT CASE WHEN has_schema_privilege(current_schema(), 'CREATE') THEN ''
        ELSE quote_ident(current_schema()) END AS word";
    check_path(conn)?;
    let (owner, schema) = (word(conn, OWNER)?, word(conn, CLOSED)?);
    let role = role(conn)?;
    if !owner.is_empty() {
        return Err(Error::Refused(format!(
            "The tables in this PostgreSQL database belong to another role, {owner}; {role} may not use and change them. Nothing was \
             changed. Name {owner} in PARTNER_CENTER_DATABASE_URL, or have an administrator run: GRANT {owner} TO {role}."
        )));
    }
    if !schema.is_empty() {
        return Err(Error::Refused(format!(
            "The role {role} may not make tables in the schema {schema} of this PostgreSQL database. Nothing was changed. Have its owner \
             run: GRANT USAGE, CREATE ON SCHEMA {schema} TO {role}. Or give the database to the role: ALTER DATABASE … OWNER TO {role}."
        )));
    }
    Ok(())
}

fn role(conn: &mut PgConnection) -> Result<String> {
    word(conn, "SELECT quote_ident(current_user) AS word")
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
