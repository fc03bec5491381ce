//! A set of values of a [`text_enum!`](super::types), kept in one column: their texts in the order of declaration,
//! separated by spaces. A row is read together with its set, and one set has one spelling.

use std::{fmt::Debug, marker::PhantomData, str::FromStr};

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Text,
};

/// A value that is kept as text. Every `text_enum!` is one.
pub trait TextEnum: Copy + Debug + PartialEq + FromStr + 'static {
    /// Every value, in the order of declaration.
    const ALL: &'static [Self];

    /// The text in the database and in addresses.
    fn as_str(self) -> &'static str;
}

/// A set of them. A text that is no value (any more) is left out when it is read.
#[derive(
    Debug, Clone, PartialEq, Eq, AsExpression, FromSqlRow, serde::Serialize, serde::Deserialize,
)]
#[diesel(sql_type = Text)]
#[serde(transparent, bound = "")]
pub struct TextSet<E: 'static>(String, #[serde(skip)] PhantomData<fn() -> E>);

impl<E> Default for TextSet<E> {
    fn default() -> Self {
        Self(String::new(), PhantomData)
    }
}

impl<E: TextEnum> TextSet<E> {
    /// The set of these values.
    #[must_use]
    pub fn new(values: &[E]) -> Self {
        let all = E::ALL.iter().filter(|value| values.contains(value));
        let texts: Vec<&str> = all.map(|value| value.as_str()).collect();
        Self(texts.join(" "), PhantomData)
    }

    /// The values, in the order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = E> {
        self.0.split(' ').filter_map(|text| text.parse().ok())
    }

    /// Whether it is the empty set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What each value is called, as a sentence has it: `Global admin, Helpdesk agent`.
    #[must_use]
    pub fn words_of(&self, label: fn(E) -> &'static str) -> String {
        self.iter().map(label).collect::<Vec<_>>().join(", ")
    }
}

impl<E: TextEnum, DB: Backend> ToSql<Text, DB> for TextSet<E>
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        <str as ToSql<Text, DB>>::to_sql(&self.0, out)
    }
}
impl<E: TextEnum, DB: Backend> FromSql<Text, DB> for TextSet<E>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, DB>>::from_sql(value)?;
        Ok(Self(text, PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::types::text_enum;

    text_enum! {
        /// For the test alone.
        Letter {
            /// Comes first.
            A = "a",
            /// Comes second.
            B = "b",
        }
    }

    #[test]
    fn a_set_has_one_spelling() {
        let one = TextSet::new(&[Letter::B, Letter::A]);
        let other = TextSet::new(&[Letter::A, Letter::B, Letter::A]);
        assert_eq!(one, other);
        assert_eq!(one.iter().collect::<Vec<_>>(), [Letter::A, Letter::B]);
        assert_eq!(one.words_of(Letter::as_str), "a, b");
        let none = TextSet::<Letter>::default();
        assert!(TextSet::<Letter>::new(&[]).is_empty() && none.iter().next().is_none());
    }
}
