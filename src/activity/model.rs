//! An event as it was logged, and what it changed.

use std::fmt;

use diesel::{
    Queryable, Selectable,
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    sql_types::Text,
};
use serde::{Deserialize, Serialize};

use crate::db::{
    MultiBackend,
    ids::{ActivityId, EntryId, Named, SubjectId},
    schema::activity,
    types::{Id, Timestamp, text_enum},
};

text_enum! {
    /// Who did it, in kind.
    ActorKind {
        /// A member of staff.
        User = "user",
        /// The customer.
        Customer = "customer",
        /// Somebody of another partner.
        Partner = "partner",
        /// This server.
        System = "system",
    }
}

/// One thing that is different from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    what: String,
    /// Before and after; none where they are not for everybody who may read the log.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    values: Option<Values>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Values {
    before: String,
    after: String,
}

/// `Usage location: Germany → Austria`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &String| match value.as_str() {
            "" => "none".to_owned(),
            value => value.to_owned(),
        };
        match &self.values {
            Some(Values { before, after }) => {
                write!(f, "{}: {} → {}", self.what, shown(before), shown(after))
            }
            None => write!(f, "{} changed", self.what),
        }
    }
}

/// What is different from now on, with what stood there before.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromSqlRow, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(Vec<Change>);

impl Changes {
    /// Nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Adds a value, where it is another one now. Both are kept, as people read them; but of values that hold a link, an
    /// address or a token only that they changed.
    #[must_use]
    pub fn value(self, what: &str, before: &str, after: &str) -> Self {
        let may_be_kept = !is_withheld(before) && !is_withheld(after);
        let values = may_be_kept.then(|| Values {
            before: before.to_owned(),
            after: after.to_owned(),
        });
        self.and(what, before != after, values)
    }

    /// What differs between two lists of the same facts, in the same order, each with its label.
    #[must_use]
    pub fn between(before: &[(&str, String)], after: &[(&str, String)]) -> Self {
        let pairs = before.iter().zip(after);
        pairs.fold(Self::none(), |changes, ((label, before), (_, after))| {
            changes.value(label, before, after)
        })
    }

    /// Adds that something changed which is not for everybody who may read the log, such as a person's address.
    #[must_use]
    pub fn withheld(self, what: &str, has_changed: bool) -> Self {
        self.and(what, has_changed, None)
    }

    fn and(mut self, what: &str, has_changed: bool, values: Option<Values>) -> Self {
        if has_changed {
            let what = what.to_owned();
            self.0.push(Change { what, values });
        }
        self
    }

    /// Whether everything is as it was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each in words, in the order in which they were added.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}

/// Whether one of the words is a link, an address, or as long as the tokens of links.
fn is_withheld(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.split_whitespace().any(|word| {
        word.contains("://") || word.contains('@') || (word.is_ascii() && word.len() > LONGEST)
    })
}

impl<DB: Backend> FromSql<Text, DB> for Changes
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(serde_json::from_str(&String::from_sql(value)?)?)
    }
}

/// An event as it was logged.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = activity, check_for_backend(MultiBackend))]
pub struct LoggedEvent {
    /// Key.
    pub id: ActivityId,
    /// When.
    pub at: Timestamp,
    /// Who did it, by name as it was then.
    pub actor_name: String,
    /// What: the code of its kind.
    pub action: String,
    /// To which company, in the partner's list.
    pub entry_id: Option<EntryId>,
    /// The company's name as it was then.
    pub company: String,
    /// What else is worth knowing.
    pub detail: String,
    /// What is different since.
    pub changes: Changes,
    subject_kind: String,
    subject_key: SubjectId,
}

impl LoggedEvent {
    /// What it happened to, if that is of this kind.
    #[must_use]
    pub fn subject<K: Named>(&self) -> Option<Id<K>> {
        (self.subject_kind == K::NAME).then(|| Id::from_uuid(self.subject_key.uuid()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_reads_as_before_and_after() {
        let changes = Changes::default()
            .value("Usage location", "Germany", "Austria")
            .value("Department", "", "Sales")
            .value("Title", "Lead", "Lead")
            .withheld("Recipient", true)
            .withheld("Message", false);
        let words = [
            "Usage location: Germany → Austria",
            "Department: none → Sales",
            "Recipient changed",
        ];
        assert_eq!(changes.words(), words);
    }

    #[test]
    fn links_addresses_and_tokens_are_not_kept() {
        let token = "q".repeat(41);
        for secret in [
            "See https://partner.example/i/q",
            "ana@adatum.example",
            token.as_str(),
        ] {
            for (before, after) in [(secret, "Hello"), ("Hello", secret)] {
                let changes = Changes::default().value("Subject", before, after);
                assert_eq!(changes.words(), ["Subject changed"]);
                assert!(!serde_json::to_string(&changes).unwrap().contains(secret));
            }
        }
        let short = "q".repeat(40);
        let kept = Changes::default().value("Subject", &short, "ü");
        assert_eq!(kept.words(), [format!("Subject: {short} → ü")]);
    }

    #[test]
    fn changes_are_kept_as_json_and_read_back() {
        let changes = Changes::default()
            .value("Subject", "A \"word\"", "")
            .withheld("Message", true);
        let text = serde_json::to_string(&changes).unwrap();
        assert_eq!(
            text,
            r#"[{"what":"Subject","before":"A \"word\"","after":""},{"what":"Message"}]"#
        );
        assert_eq!(serde_json::from_str::<Changes>(&text).unwrap(), changes);
    }
}
