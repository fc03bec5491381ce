//! Counting up to a cap inside the database, several counts in one statement.

use diesel::{
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::BigInt,
};

use super::MultiBackend;

/// How many rows a query finds, as a value of another statement: `(SELECT count(*) FROM (…) AS counted)`. A `LIMIT` of the
/// query is the cap: no more rows are looked at.
///
/// ```ignore
/// diesel::select((counted(unread), counted(waiting))).first::<(i64, i64)>(conn)
/// ```
pub struct Counted<'q>(Box<dyn QueryFragment<MultiBackend> + Send + 'q>);

/// Counts the rows of a query that stands for itself. It need not select anything: `.select(1.into_sql::<Integer>())`
/// lets an index answer alone.
pub fn counted<'q>(rows: impl QueryFragment<MultiBackend> + Send + 'q) -> Counted<'q> {
    Counted(Box::new(rows))
}

impl QueryFragment<MultiBackend> for Counted<'_> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql("(SELECT count(*) FROM (");
        self.0.walk_ast(pass.reborrow())?;
        pass.push_sql(") AS counted)");
        Ok(())
    }
}

impl QueryId for Counted<'_> {
    type QueryId = ();
    // Its text is not known by its type; the prepared statement is found by the text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for Counted<'_> {
    type SqlType = BigInt;
}

impl ValidGrouping<()> for Counted<'_> {
    type IsAggregate = is_aggregate::Never;
}

// It names no column of the statement that it stands in.
impl<Source> AppearsOnTable<Source> for Counted<'_> {}
impl<Source> SelectableExpression<Source> for Counted<'_> {}
