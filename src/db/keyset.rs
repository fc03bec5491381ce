//! Pagination by key (keyset): the hundredth page costs as much as the first, and added or removed rows do not shift a
//! page.
//!
//! The order of a list is total: a column, and the row's id for rows that share its value. A page begins beside a row
//! that is known, `(column, id) > (?, ?)`, which both databases find in an index on the two. A column of numbers that no two
//! rows share is an order by itself.

use diesel::{
    expression::expression_types::Untyped,
    query_dsl::{
        LoadQuery,
        methods::{FilterDsl, LimitDsl, OrderDsl},
    },
    result::QueryResult,
    sql_types::{Bool, Integer, Text},
};

use super::{
    Conn, Result, Sql, sql,
    types::{Id, Timestamp, Timestamptz, Uuid},
};

/// The id of a row, whatever the list is of.
type AnyId = Id<()>;

/// A position beside a row: its sort key and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key, as text.
    pub key: String,
    /// The id, which makes the order total.
    pub id: String,
}

/// Which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// The beginning.
    First,
    /// What follows this row.
    After(Cursor),
    /// What stands in front of this row.
    Before(Cursor),
}

impl Position {
    /// The row beside it; none at the beginning.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        match self {
            Self::First => None,
            Self::After(cursor) | Self::Before(cursor) => Some(cursor),
        }
    }
}

/// One page of rows, in the order of the list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether there are rows in front of these.
    pub has_previous: bool,
    /// Whether there are rows behind these.
    pub has_next: bool,
    /// Where they were found.
    pub position: Position,
}

impl<T> Page<T> {
    /// Makes a page of one row more than it holds (the extra row tells whether there is another page), in the order
    /// they were read: towards the end for `First` and `After`, towards the beginning for `Before`.
    #[must_use]
    pub fn from_rows(mut rows: Vec<T>, size: usize, position: &Position) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let (has_previous, has_next) = match position {
            Position::First => (false, more),
            Position::After(_) => (true, more),
            Position::Before(_) => {
                rows.reverse();
                (more, true)
            }
        };
        Self {
            rows,
            has_previous,
            has_next,
            position: position.clone(),
        }
    }

    /// Whether there are rows beyond these in the direction in which they were read.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        match self.position {
            Position::First | Position::After(_) => self.has_next,
            Position::Before(_) => self.has_previous,
        }
    }
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, byte by byte.
    Text,
    /// A time.
    Time,
    /// A whole number that no two rows of the list share, such as the line of a file; the id is not asked for.
    Number,
}

/// The order of a list. The columns are named with their table, as in SQL.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// The column that is sorted by.
    pub column: &'static str,
    /// What that column holds.
    pub kind: Kind,
    /// The column of the id, a UUID; the same column again for [`Kind::Number`].
    pub id: &'static str,
    /// From the greatest value down.
    pub descending: bool,
}

/// A row of the list, as it is bound.
enum Key {
    Text(String, AnyId),
    Time(Timestamp, AnyId),
    Number(i32),
}

impl Kind {
    /// Whether a position can be one of a list that is sorted by this.
    #[must_use]
    pub fn knows(self, position: &Position) -> bool {
        position
            .cursor()
            .is_none_or(|cursor| self.key_of(cursor).is_some())
    }

    fn key_of(self, cursor: &Cursor) -> Option<Key> {
        let id = || cursor.id.parse().ok();
        match self {
            Self::Text => Some(Key::Text(cursor.key.clone(), id()?)),
            Self::Time => Some(Key::Time(Timestamp::parse(&cursor.key).ok()?, id()?)),
            Self::Number => Some(Key::Number(cursor.key.parse().ok()?)),
        }
    }
}

impl Order {
    /// One page of what `query` selects. The first page when the wanted one is empty because its rows are gone.
    pub fn page<'q, T, Q>(
        &self,
        conn: &mut Conn,
        position: &Position,
        size: usize,
        query: impl Fn() -> Q,
    ) -> Result<Page<T>>
    where
        Q: FilterDsl<Sql<Bool>, Output = Q>
            + OrderDsl<Sql<Untyped>, Output = Q>
            + LimitDsl<Output = Q>
            + LoadQuery<'q, Conn, T>,
    {
        let page = self.page_at(conn, position, size, query())?;
        if page.rows.is_empty() && *position != Position::First {
            return self.page_at(conn, &Position::First, size, query());
        }
        Ok(page)
    }

    /// The page at this position, also where it is empty.
    pub fn page_at<'q, T, Q>(
        &self,
        conn: &mut Conn,
        position: &Position,
        size: usize,
        query: Q,
    ) -> Result<Page<T>>
    where
        Q: FilterDsl<Sql<Bool>, Output = Q>
            + OrderDsl<Sql<Untyped>, Output = Q>
            + LimitDsl<Output = Q>
            + LoadQuery<'q, Conn, T>,
    {
        let limit = i64::try_from(size).unwrap_or(i64::MAX - 1) + 1;
        let query = self.from(query, position).limit(limit);
        let rows: Vec<T> = query.internal_load(conn)?.collect::<QueryResult<_>>()?;
        Ok(Page::from_rows(rows, size, position))
    }

    /// The rows from a position on, in reading order.
    pub fn from<Q>(&self, query: Q, position: &Position) -> Q
    where
        Q: FilterDsl<Sql<Bool>, Output = Q> + OrderDsl<Sql<Untyped>, Output = Q>,
    {
        let query = OrderDsl::order(query, self.clause(position));
        match position.cursor() {
            Some(cursor) => self.beyond(query, position, cursor),
            None => query,
        }
    }

    /// The rows before this one in reading order, and the row itself.
    pub fn up_to<Q>(&self, query: Q, position: &Position, cursor: &Cursor) -> Q
    where
        Q: FilterDsl<Sql<Bool>, Output = Q>,
    {
        let operator = if self.is_rising(position) { "<=" } else { ">=" };
        self.compared(query, operator, cursor)
    }

    fn beyond<Q>(&self, query: Q, position: &Position, cursor: &Cursor) -> Q
    where
        Q: FilterDsl<Sql<Bool>, Output = Q>,
    {
        let operator = if self.is_rising(position) { ">" } else { "<" };
        self.compared(query, operator, cursor)
    }

    /// Compares both columns at once, as the index has them: many rows may share a key, such as all rows of one import.
    fn compared<Q>(&self, query: Q, operator: &'static str, cursor: &Cursor) -> Q
    where
        Q: FilterDsl<Sql<Bool>, Output = Q>,
    {
        let both = || {
            let columns = sql("(").sql(self.column).sql(", ").sql(self.id);
            columns.sql(") ").sql(operator).sql(" (")
        };
        let (begin, id) = match self.kind.key_of(cursor) {
            Some(Key::Text(text, id)) => (both().bind::<Text, _>(text), id),
            Some(Key::Time(time, id)) => (both().bind::<Timestamptz, _>(time), id),
            Some(Key::Number(number)) => {
                let column = sql(self.column).sql(" ").sql(operator).sql(" ");
                return query.filter(column.bind::<Integer, _>(number));
            }
            None => return query,
        };
        query.filter(begin.sql(", ").bind::<Uuid, _>(id).sql(")"))
    }

    fn clause(&self, position: &Position) -> Sql<Untyped> {
        let direction = if self.is_rising(position) {
            " ASC"
        } else {
            " DESC"
        };
        let column = sql(self.column).sql(direction);
        match self.kind {
            Kind::Number => column,
            Kind::Text | Kind::Time => column.sql(", ").sql(self.id).sql(direction),
        }
    }

    /// Whether rows are read in ascending order; reading towards the beginning of the list reverses it.
    fn is_rising(&self, position: &Position) -> bool {
        self.descending == matches!(position, Position::Before(_))
    }
}
