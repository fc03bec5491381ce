//! Part of a company's name or domain: one meaning, and a way to the rows that suits each back end.
//!
//! | text | finds |
//! |---|---|
//! | a whole UUID | the entry with that Customer ID, key of its own, or ID in another portal |
//! | one or two characters | names and domains that begin so |
//! | more | names and domains that hold it, letter for letter: `%`, `_`, quotes and operators find themselves |
//!
//! PostgreSQL gets one `LIKE`, and its planner chooses between the trigram index and the order of the list. On SQLite
//! the trigram table is asked first, up to a cap. Rare matches are fetched by key and sorted. For common matches the
//! ordered index is scanned, which fills a page soon because matches are frequent.

mod keys;

use diesel::{
    ExpressionMethods, QueryDsl, RunQueryDsl,
    sql_types::{BigInt, Bool, Text},
};

use super::{
    Conn, Result, Sql, ids::PartnerId, numbers, schema::customer_entries, sql, types::Uuid,
};

pub use keys::entry_with_key;

use keys::{FEW, limit};

/// The plus sign stops SQLite from using an index on the partner where the rows are known by key. Without statistics it
/// prefers that index, however many rows the partner has.
const OWN: &str = "+customer_entries.partner_id = ";

/// How the rows of a search are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// Nothing is searched.
    All,
    /// Known rows, in SQLite.
    SqliteRows(Vec<i64>),
    /// Known rows, in PostgreSQL.
    PostgresRows(Vec<i64>),
    /// Too many rows begin so to sort them: the list is scanned in order. Holds the way by key, too.
    Beginning(String, Box<Way>),
    /// SQLite: so common that the list is scanned in order.
    Walk(Common),
    /// SQLite: the same by key.
    Hits(Common),
    /// What begins so, by key.
    SqliteRanges(String),
    /// The same in PostgreSQL.
    PostgresRanges(String),
    /// PostgreSQL: a scan in order or the trigram index, as the planner decides.
    Like(String),
    /// PostgreSQL: by key, which the planner would not choose where a text is common at other partners.
    LikeByKey(String),
}

/// A common text, and how the trigram table is asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Common {
    text: String,
    question: String,
}

impl Common {
    /// The rows that hold it, by key.
    fn hits(&self) -> Sql<Bool> {
        sql("customer_entries.seq IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ")
            .bind::<Text, _>(self.question.clone())
            .sql(") AND ")
            .part(holds(&self.text))
    }
}

/// A search at one partner, prepared once and used for the page, the total and the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    partner: PartnerId,
    way: Way,
}

impl Search {
    /// The rows of a partner that hold the folded text; all of them when it is empty.
    pub fn of(conn: &mut Conn, partner: PartnerId, folded: &str) -> Result<Self> {
        let way = if folded.is_empty() {
            Way::All
        } else if let Ok(key) = uuid::Uuid::try_parse(folded) {
            let rows = keys::with_key(conn, partner, key, folded)?;
            known(conn, rows)
        } else if folded.chars().count() < 3 {
            match beginning(conn, partner, folded)? {
                Some(rows) => known(conn, rows),
                None => Way::Beginning(folded.to_owned(), Box::new(ranges(conn, folded))),
            }
        } else {
            containing(conn, partner, folded)?
        };
        Ok(Self { partner, way })
    }

    /// This partner's rows, and of those the ones that are searched for.
    #[must_use]
    pub fn condition(&self) -> Sql<Bool> {
        let of = |column| sql(column).bind::<Uuid, _>(self.partner);
        let partner = || of("customer_entries.partner_id = ");
        match &self.way {
            Way::All => partner(),
            Way::SqliteRows(rows) => of(OWN).sql(" AND ").part(sqlite_rows(rows)),
            Way::PostgresRows(rows) => partner().sql(" AND ").part(postgres_rows(rows)),
            Way::Beginning(text, _) => partner()
                .sql(" AND ((customer_entries.name_key >= ")
                .part(range(" AND customer_entries.name_key < ", text))
                .sql(") OR (customer_entries.domain >= ")
                .part(range(" AND customer_entries.domain < ", text))
                .sql("))"),
            Way::Walk(common) => partner().sql(" AND ").part(holds(&common.text)),
            Way::Hits(common) => of(OWN).sql(" AND ").part(common.hits()),
            Way::LikeByKey(pattern) => partner()
                .sql(" AND customer_entries.seq = ANY (ARRAY (SELECT own.seq FROM customer_entries AS own WHERE own.partner_id = ")
                .bind::<Uuid, _>(self.partner)
                .sql(" AND own.search_text LIKE ")
                .bind::<Text, _>(pattern.clone())
                .sql("))"),
            Way::SqliteRanges(text) => of(OWN)
                .sql(" AND customer_entries.seq IN (")
                .part(self.ranges(text))
                .sql(")"),
            Way::PostgresRanges(text) => partner()
                .sql(" AND customer_entries.seq = ANY (ARRAY (")
                .part(self.ranges(text))
                .sql("))"),
            Way::Like(pattern) => partner()
                .sql(" AND customer_entries.search_text LIKE ")
                .bind::<Text, _>(pattern.clone()),
        }
    }

    /// The rows that begin so, by the two indexes, in one statement whose rows are then fetched by key.
    fn ranges(&self, text: &str) -> Sql<Bool> {
        sql("SELECT own.seq FROM customer_entries AS own WHERE own.listed IN (true, false) AND own.partner_id = ")
            .bind::<Uuid, _>(self.partner)
            .sql(" AND own.name_key >= ")
            .part(range(" AND own.name_key < ", text))
            .sql(" UNION SELECT own.seq FROM customer_entries AS own WHERE own.listed IN (true, false) AND own.partner_id = ")
            .bind::<Uuid, _>(self.partner)
            .sql(" AND own.domain >= ")
            .part(range(" AND own.domain < ", text))
    }

    /// What the search comes to, for a table that is joined to the entries and confined to the partner; nothing where
    /// nothing is searched for.
    #[must_use]
    pub fn narrowed(&self) -> Option<Sql<Bool>> {
        let like = |pattern: String| {
            sql("customer_entries.search_text LIKE ")
                .bind::<Text, _>(pattern)
                .sql(r" ESCAPE '\'")
        };
        match &self.way {
            Way::All => None,
            Way::SqliteRows(rows) => Some(sqlite_rows(rows)),
            Way::PostgresRows(rows) => Some(postgres_rows(rows)),
            Way::Beginning(text, _) | Way::SqliteRanges(text) | Way::PostgresRanges(text) => {
                let begin = format!("{}%", literal(text));
                let text = sql(r"(customer_entries.name_key LIKE ")
                    .bind::<Text, _>(begin.clone())
                    .sql(r" ESCAPE '\' OR customer_entries.domain LIKE ")
                    .bind::<Text, _>(begin);
                Some(text.sql(r" ESCAPE '\')"))
            }
            Way::Walk(common) | Way::Hits(common) => Some(like(pattern(&common.text))),
            Way::Like(pattern) | Way::LikeByKey(pattern) => Some(like(pattern.clone())),
        }
    }

    /// Whether the ordered index is scanned. Then a page reads only a stretch of it; when matches are clustered
    /// elsewhere and the page stays short, [`Search::by_key`] is used.
    #[must_use]
    pub fn is_walk(&self) -> bool {
        matches!(self.way, Way::Walk(_) | Way::Beginning(..) | Way::Like(_))
    }

    /// Whether nothing is searched for.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.way == Way::All
    }

    /// All rows of the partner, whatever is searched for.
    #[must_use]
    pub fn everything(&self) -> Self {
        Self {
            partner: self.partner,
            way: Way::All,
        }
    }

    /// The same rows, reached by key and then sorted.
    #[must_use]
    pub fn by_key(&self) -> Self {
        let way = match &self.way {
            Way::Walk(common) => Way::Hits(common.clone()),
            Way::Beginning(_, by_key) => Way::clone(by_key),
            Way::Like(pattern) => Way::LikeByKey(pattern.clone()),
            other => other.clone(),
        };
        Self {
            partner: self.partner,
            way,
        }
    }

    /// SQLite, for a common text: how many rows of these standings hold it, counted up to a limit. The
    /// trigram table is read no further than that.
    pub fn count_common(
        &self,
        conn: &mut Conn,
        standings: &[&str],
        limit: i64,
    ) -> Result<Option<i64>> {
        let of_these = sql("entry.standing IN (SELECT value FROM json_each(")
            .bind::<Text, _>(format!("{standings:?}"))
            .sql("))");
        self.count_of(conn, of_these, limit)
    }

    /// The same for customers that have left.
    pub fn count_common_left(&self, conn: &mut Conn, limit: i64) -> Result<Option<i64>> {
        self.count_of(conn, sql("entry.left_at IS NOT NULL"), limit)
    }

    fn count_of(&self, conn: &mut Conn, these: Sql<Bool>, limit: i64) -> Result<Option<i64>> {
        let Way::Walk(common) = &self.way else {
            return Ok(None);
        };
        let number = sql("(SELECT count(*) FROM (SELECT 1 FROM customer_search CROSS JOIN customer_entries AS entry ON entry.seq = customer_search.rowid WHERE customer_search MATCH ")
            .bind::<Text, _>(common.question.clone())
            .sql(" AND +entry.partner_id = ")
            .bind::<Uuid, _>(self.partner)
            .sql(" AND instr(entry.search_text, ")
            .bind::<Text, _>(common.text.clone())
            .sql(") > 0 AND ")
            .part(these)
            .sql(" LIMIT ")
            .bind::<BigInt, _>(limit)
            .sql("))");
        let [number] = numbers(conn, [number])?;
        Ok(Some(number))
    }
}

fn known(conn: &Conn, rows: Vec<i64>) -> Way {
    match conn {
        Conn::Sqlite(_) => Way::SqliteRows(rows),
        Conn::Postgres(_) => Way::PostgresRows(rows),
    }
}

/// The rows whose name begins so, unless these are too many to sort; then those whose domain does.
fn beginning(conn: &mut Conn, partner: PartnerId, text: &str) -> Result<Option<Vec<i64>>> {
    let mut rows = Vec::new();
    for (from, to) in [
        (
            "customer_entries.name_key >= ",
            " AND customer_entries.name_key < ",
        ),
        (
            "customer_entries.domain >= ",
            " AND customer_entries.domain < ",
        ),
    ] {
        let found: Vec<i64> = customer_entries::table
            .filter(customer_entries::partner_id.eq(partner))
            // Both values, so that the index (partner, listed, …) is used.
            .filter(sql::<Bool>("customer_entries.listed IN (true, false)"))
            .filter(sql::<Bool>(from).part(range(to, text)))
            .select(customer_entries::seq)
            .limit(limit())
            .load(conn)?;
        rows.extend(found);
    }
    rows.sort_unstable();
    rows.dedup();
    Ok((rows.len() <= FEW).then_some(rows))
}

fn ranges(conn: &Conn, text: &str) -> Way {
    match conn {
        Conn::Sqlite(_) => Way::SqliteRanges(text.to_owned()),
        Conn::Postgres(_) => Way::PostgresRanges(text.to_owned()),
    }
}

/// From a text on, up to what no longer begins so; every index on the column serves. `and_below` names the column.
fn range(and_below: &'static str, text: &str) -> Sql<Bool> {
    sql("")
        .bind::<Text, _>(text.to_owned())
        .sql(and_below)
        .bind::<Text, _>(format!("{text}{}", char::MAX))
}

fn sqlite_rows(rows: &[i64]) -> Sql<Bool> {
    sql("customer_entries.seq IN (SELECT value FROM json_each(")
        .bind::<Text, _>(format!("{rows:?}"))
        .sql("))")
}

fn postgres_rows(rows: &[i64]) -> Sql<Bool> {
    sql("").part(customer_entries::seq.eq_any(rows.to_vec()))
}

fn containing(conn: &mut Conn, partner: PartnerId, text: &str) -> Result<Way> {
    if let Conn::Postgres(_) = conn {
        return Ok(Way::Like(pattern(text)));
    }
    let common = Common {
        text: text.to_owned(),
        question: question(partner, text),
    };
    let hits =
        sql("(SELECT count(*) FROM (SELECT 1 FROM customer_search WHERE customer_search MATCH ")
            .bind::<Text, _>(common.question.clone())
            .sql(" LIMIT ")
            .bind::<BigInt, _>(limit())
            .sql("))");
    let [hits] = numbers(conn, [hits])?;
    if hits == limit() {
        return Ok(Way::Walk(common));
    }
    // The trigram table folds more characters than we do, so the text itself is compared as well.
    let rows = customer_entries::table
        .filter(common.hits())
        .select(customer_entries::seq)
        .load(conn)?;
    Ok(Way::SqliteRows(rows))
}

/// SQLite: letter for letter.
fn holds(text: &str) -> Sql<Bool> {
    sql("instr(customer_entries.search_text, ")
        .bind::<Text, _>(text.to_owned())
        .sql(") > 0")
}

/// The wildcards of `LIKE` stand for themselves.
fn literal(text: &str) -> String {
    text.replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_")
}

/// What `LIKE … ESCAPE '\\'` takes for a text that stands anywhere, with its wildcards for themselves.
#[must_use]
pub fn pattern(text: &str) -> String {
    format!("%{}%", literal(text))
}

/// SQLite: the text as one phrase of the trigram table, beside the partner's own code, so that what is common
/// at other partners costs next to nothing here.
fn question(partner: PartnerId, text: &str) -> String {
    let partner = partner.to_string();
    let owner = partner.get(33..).unwrap_or(&partner);
    format!(
        "owner : \"{owner}\" AND search_text : \"{}\"",
        text.replace('"', "\"\"")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_wildcards_are_taken_literally() {
        assert_eq!(pattern(r"50%_\a"), r"%50\%\_\\a%");
        let partner: PartnerId = "018f0000-0000-7000-8000-00112233aabb".parse().unwrap();
        assert_eq!(
            question(partner, r#"a" OR b*"#),
            r#"owner : "abb" AND search_text : "a"" OR b*""#
        );
    }
}
