//! SQL that diesel cannot express, as prepared statements that are reused.
//!
//! diesel prepares a statement with a `diesel::dsl::sql` fragment anew each time, because it cannot know that the text
//! is constant. Here every text is a constant of the program and only values change, so a connection sees few different
//! statements and keeps them all prepared.

use std::marker::PhantomData;

use diesel::{
    RunQueryDsl,
    expression::{
        AppearsOnTable, AsExpression, Expression, SelectableExpression, TypedExpressionType,
        ValidGrouping, is_aggregate,
    },
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::{BigInt, Bool, Integer, SqlType, Text},
};

use super::{Conn, Error, MultiBackend, Result, types::Id};

/// An expression of constant texts and of values that are bound.
pub struct Sql<ST> {
    pieces: Vec<Piece>,
    sql_type: PhantomData<fn() -> ST>,
}

enum Piece {
    Text(&'static str),
    Part(Box<dyn QueryFragment<MultiBackend> + Send>),
}

/// Starts with a text.
#[must_use]
pub fn sql<ST>(text: &'static str) -> Sql<ST> {
    Sql {
        pieces: vec![Piece::Text(text)],
        sql_type: PhantomData,
    }
}

/// How many rows a query finds, as a value of another statement. A `LIMIT` of the query is the cap: no more rows are
/// looked at. The query need not select anything: `.select(1.into_sql::<Integer>())` lets an index answer alone.
///
/// ```ignore
/// let [unread, waiting] = numbers(conn, [counted(unread), counted(waiting)])?;
/// ```
pub fn counted(rows: impl QueryFragment<MultiBackend> + Send + 'static) -> Sql<BigInt> {
    sql("(SELECT count(*) FROM (")
        .part(rows)
        .sql(") AS counted)")
}

/// Several numbers in one statement, each from a query of its own.
pub fn numbers<const N: usize>(conn: &mut Conn, values: [Sql<BigInt>; N]) -> Result<[i64; N]> {
    let found = all_numbers(conn, values.into())?;
    found
        .try_into()
        .map_err(|_| Error::Accident("numbers are missing".to_owned()))
}

/// The same, for any number of queries.
pub fn all_numbers(conn: &mut Conn, values: Vec<Sql<BigInt>>) -> Result<Vec<i64>> {
    let mut found: Vec<(i32, i64)> = Numbers(values).load(conn)?;
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, number)| number).collect())
}

/// `SELECT 0, … UNION ALL SELECT 1, …`.
struct Numbers(Vec<Sql<BigInt>>);

impl QueryFragment<MultiBackend> for Numbers {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for (place, value) in self.0.iter().enumerate() {
            pass.push_sql(if place == 0 {
                "SELECT "
            } else {
                " UNION ALL SELECT "
            });
            pass.push_sql(&place.to_string());
            pass.push_sql(", ");
            value.walk_ast(pass.reborrow())?;
        }
        Ok(())
    }
}

impl QueryId for Numbers {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Numbers {
    type SqlType = (Integer, BigInt);
}

impl RunQueryDsl<Conn> for Numbers {}

/// A whole statement of such pieces, whose rows have the columns `ST`: `UNION ALL` of two tables, for which diesel has no
/// word that knows several kinds of database.
pub struct Rows<ST>(pub Sql<ST>);

impl<ST> QueryFragment<MultiBackend> for Rows<ST> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }
}

impl<ST> QueryId for Rows<ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST> Query for Rows<ST> {
    type SqlType = ST;
}

impl<ST> RunQueryDsl<Conn> for Rows<ST> {}

/// Whether a column of UUIDs holds one of these. However many they are, it is one value and the same statement.
pub fn is_one_of<K>(conn: &Conn, column: &'static str, keys: &[Id<K>]) -> Sql<Bool> {
    Keys::of(conn, keys).hold(column)
}

/// Some UUIDs, as a statement of this back end holds them.
#[derive(Debug, Clone)]
pub struct Keys {
    list: String,
    /// Around the list.
    pieces: [&'static str; 2],
}

impl Keys {
    /// These.
    #[must_use]
    pub fn of<K>(conn: &Conn, keys: &[Id<K>]) -> Self {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        match conn {
            Conn::Sqlite(_) => Self {
                list: format!("{keys:?}"),
                pieces: [" IN (SELECT value FROM json_each(", "))"],
            },
            Conn::Postgres(_) => Self {
                list: format!("{{{}}}", keys.join(",")),
                pieces: [" = ANY (CAST(", " AS uuid[]))"],
            },
        }
    }

    /// Whether a column holds one of them.
    #[must_use]
    pub fn hold(&self, column: &'static str) -> Sql<Bool> {
        let [before, behind] = self.pieces;
        sql(column)
            .sql(before)
            .bind::<Text, _>(self.list.clone())
            .sql(behind)
    }
}

/// What stands in front of a column for which no index is to be chosen, because the rows are known by key. SQLite without
/// statistics takes any index on it for the best one, however many rows have the value; a plus sign keeps it from that.
/// PostgreSQL knows better by itself.
#[must_use]
pub fn no_index(conn: &Conn) -> &'static str {
    match conn {
        Conn::Sqlite(_) => "+",
        Conn::Postgres(_) => "",
    }
}

impl<ST> Sql<ST> {
    /// Appends a text.
    #[must_use]
    pub fn sql(mut self, text: &'static str) -> Self {
        self.pieces.push(Piece::Text(text));
        self
    }

    /// Appends a bound value.
    #[must_use]
    pub fn bind<BT, V>(self, value: V) -> Self
    where
        BT: SqlType + TypedExpressionType,
        V: AsExpression<BT>,
        V::Expression: QueryFragment<MultiBackend> + Send + 'static,
    {
        self.part(value.as_expression())
    }

    /// Appends another expression, or a query.
    #[must_use]
    pub fn part(mut self, part: impl QueryFragment<MultiBackend> + Send + 'static) -> Self {
        self.pieces.push(Piece::Part(Box::new(part)));
        self
    }
}

impl<ST> QueryFragment<MultiBackend> for Sql<ST> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => pass.push_sql(text),
                Piece::Part(part) => part.walk_ast(pass.reborrow())?,
            }
        }
        Ok(())
    }
}

impl<ST> QueryId for Sql<ST> {
    type QueryId = ();
    // The type does not determine the text; the prepared statement is found by the text itself.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST: TypedExpressionType> Expression for Sql<ST> {
    type SqlType = ST;
}

impl<ST> ValidGrouping<()> for Sql<ST> {
    type IsAggregate = is_aggregate::Never;
}

// diesel cannot check which columns the text names; its author does.
impl<ST, Source> AppearsOnTable<Source> for Sql<ST> where Self: Expression {}
impl<ST, Source> SelectableExpression<Source> for Sql<ST> where Self: AppearsOnTable<Source> {}
