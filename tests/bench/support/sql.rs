//! Many rows from one: a million through the services would take an hour. A copied row holds what the services wrote,
//! but for the columns that are named, so that a new column needs no change here.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use partner_center::db::{Error, Result, Tx, types::Timestamp};

/// What is said in different words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// The key that belongs to a number; `kind`, a hexadecimal digit, tells tables apart.
    pub(crate) fn key(self, kind: char, number: &str) -> String {
        let begin = format!("{kind}0000000-0000-7000-8000-");
        match self {
            Self::Sqlite => format!("printf('{begin}%012x', {number})"),
            Self::Postgres => format!("('{begin}' || lpad(to_hex({number}), 12, '0'))::uuid"),
        }
    }

    /// So many seconds later.
    pub(crate) fn later(self, from: Timestamp, seconds: &str) -> String {
        let from = from.rfc3339();
        match self {
            Self::Sqlite => format!(
                "strftime('%Y-%m-%dT%H:%M:%S.000000Z', '{from}', '+' || ({seconds}) || ' seconds')"
            ),
            Self::Postgres => {
                format!("(timestamptz '{from}' + ({seconds}) * interval '1 second')")
            }
        }
    }

    /// The midnight that so many days are before an instant's day, and then so many years behind it.
    pub(crate) fn day(self, from: Timestamp, days_before: &str, years: i32) -> String {
        let from = from.start_of_day().rfc3339();
        match self {
            Self::Sqlite => format!(
                "strftime('%Y-%m-%dT%H:%M:%S.000000Z', '{from}', '-' || ({days_before}) || ' days', '{years} years')"
            ),
            Self::Postgres => format!(
                "(timestamptz '{from}' - ({days_before}) * interval '1 day' + interval '{years} years')"
            ),
        }
    }

    /// What a column holds, so many years later.
    pub(crate) fn shifted(self, column: &str, years: i32) -> String {
        match self {
            Self::Sqlite => {
                format!("strftime('%Y-%m-%dT%H:%M:%S.000000Z', {column}, '{years} years')")
            }
            Self::Postgres => format!("{column} + interval '{years} years'"),
        }
    }

    fn columns(self, table: &str) -> String {
        match self {
            Self::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
            Self::Postgres => format!(
                "SELECT column_name::text AS name FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema()"
            ),
        }
    }
}

/// The numbers from 1.
pub(crate) fn numbers(count: u32) -> String {
    numbers_of(1, count)
}

/// The numbers from one to another, with both.
pub(crate) fn numbers_of(first: u32, last: u32) -> String {
    format!(
        "WITH RECURSIVE numbers (n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) SELECT n FROM numbers"
    )
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Copies the row of `table` that `template` names once for each row of `source`, which is `s` in the changed columns.
pub(crate) fn copy(
    tx: &mut Tx<'_>,
    dialect: Dialect,
    table: &str,
    template: &str,
    source: &str,
    changed: &[(&str, String)],
) -> Result<()> {
    let columns: Vec<Column> = sql_query(dialect.columns(table)).load(tx.conn())?;
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    for (name, _) in changed {
        assert!(names.contains(name), "{table} has no column {name}");
    }
    let values = names.iter().map(|name| {
        let new = changed.iter().find(|(column, _)| column == name);
        new.map_or_else(|| format!("t.{name}"), |(_, value)| value.clone())
    });
    let values: Vec<String> = values.collect();
    run(
        tx,
        &format!(
            "INSERT INTO {table} ({}) SELECT {} FROM {table} AS t, ({source}) AS s WHERE t.id = '{template}'",
            names.join(", "),
            values.join(", ")
        ),
    )
}

/// One statement.
pub(crate) fn run(tx: &mut Tx<'_>, statement: &str) -> Result<()> {
    sql_query(statement)
        .execute(tx.conn())
        .map_err(Error::from)?;
    Ok(())
}
