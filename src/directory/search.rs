//! How the users of a customer are found by words and by a role, at a cost that does not grow with how many there are.
//!
//! Up to [`FEW`] users who have the rarest of what is asked for are taken by key and sorted. Where all of it is more common
//! than that, the list is walked in its order, and a page is full soon.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, sql_types::Bool, sql_types::Text};

use super::{model::UserRole, user_name::searched};
use crate::db::{
    self, Conn, Keys, Sql,
    ids::{CustomerId, DirectoryUserId},
    schema::{directory_user_roles, directory_user_words},
    sql,
    types::Uuid,
};

/// Up to so many users are taken by key and sorted.
const FEW: usize = 2_000;

/// A search in the users of one customer.
#[derive(Debug, Clone)]
pub(super) struct Search {
    customer: CustomerId,
    /// What words of each user begin with.
    words: Vec<String>,
    role: Option<UserRole>,
    /// Those who have the rarest of it, where they are few.
    few: Option<Keys>,
    /// See [`db::no_index`].
    no_index: &'static str,
    /// Nothing can be found: a text without a letter or digit is in no name.
    is_empty: bool,
}

impl Search {
    /// By what was typed, which may be nothing, and by a role.
    pub(super) fn of(
        conn: &mut Conn,
        customer: CustomerId,
        text: &str,
        role: Option<UserRole>,
    ) -> db::Result<Self> {
        let words = searched(text);
        let mut few: Option<Vec<DirectoryUserId>> = None;
        let mut consider = |found: Vec<DirectoryUserId>| {
            let is_rarer = few.as_ref().is_none_or(|few| found.len() < few.len());
            if found.len() <= FEW && is_rarer {
                few = Some(found);
            }
        };
        for word in &words {
            consider(with_word(conn, customer, word)?);
        }
        if let Some(role) = role {
            consider(with_role(conn, customer, role)?);
        }
        Ok(Self {
            customer,
            is_empty: words.is_empty() && !text.is_empty(),
            words,
            role,
            few: few.map(|few| Keys::of(conn, &few)),
            no_index: db::no_index(conn),
        })
    }

    /// The customer's users, and of those the ones that are searched for.
    pub(super) fn condition(&self) -> Sql<Bool> {
        let by_key = if self.few.is_some() {
            self.no_index
        } else {
            ""
        };
        let mut all = sql::<Bool>(by_key)
            .sql("directory_users.customer_id = ")
            .bind::<Uuid, _>(self.customer);
        if let Some(few) = &self.few {
            all = all.sql(" AND ").part(few.hold("directory_users.id"));
        }
        for word in &self.words {
            // By the user alone, whose words are few; the plus sign of SQLite keeps it from the index by word.
            all = all
                .sql(" AND EXISTS (SELECT 1 FROM directory_user_words AS found WHERE found.user_id = directory_users.id AND ")
                .sql(self.no_index)
                .sql("found.word >= ")
                .bind::<Text, _>(word.clone())
                .sql(" AND ")
                .sql(self.no_index)
                .sql("found.word < ")
                .bind::<Text, _>(behind(word))
                .sql(")");
        }
        if let Some(role) = self.role {
            all = all
                .sql(" AND EXISTS (SELECT 1 FROM directory_user_roles AS held WHERE held.user_id = directory_users.id AND held.role = ")
                .bind::<Text, _>(role.as_str())
                .sql(")");
        }
        match self.is_empty {
            true => all.sql(" AND 1 = 0"),
            false => all,
        }
    }
}

/// What comes behind all words that begin so.
fn behind(word: &str) -> String {
    format!("{word}{}", char::MAX)
}

/// One more than can be taken by key, which tells that there are more.
fn limit() -> i64 {
    i64::try_from(FEW).unwrap_or(i64::MAX - 1) + 1
}

/// Users with a word that begins so; of one with two such words twice.
fn with_word(
    conn: &mut Conn,
    customer: CustomerId,
    word: &str,
) -> db::Result<Vec<DirectoryUserId>> {
    let mut found: Vec<DirectoryUserId> = directory_user_words::table
        .filter(directory_user_words::customer_id.eq(customer))
        .filter(directory_user_words::word.ge(word.to_owned()))
        .filter(directory_user_words::word.lt(behind(word)))
        .select(directory_user_words::user_id)
        .limit(limit())
        .load(conn)?;
    if found.len() <= FEW {
        found.sort_unstable();
        found.dedup();
    }
    Ok(found)
}

fn with_role(
    conn: &mut Conn,
    customer: CustomerId,
    role: UserRole,
) -> db::Result<Vec<DirectoryUserId>> {
    Ok(directory_user_roles::table
        .filter(directory_user_roles::customer_id.eq(customer))
        .filter(directory_user_roles::role.eq(role))
        .select(directory_user_roles::user_id)
        .limit(limit())
        .load(conn)?)
}
