//! SQL types that Diesel's `MultiConnection` lacks, and the Rust types for them.
//!
//! `Uuid` and `Timestamptz` carry the names that `diesel print-schema` writes for PostgreSQL, so that one
//! generated `schema.rs` serves both back ends. SQLite keeps both as text: a time as fixed-width RFC 3339
//! in UTC, so that the order of the text is the order of time.

use std::{cmp::Ordering, fmt, hash::Hash, marker::PhantomData, str::FromStr};

pub(crate) use super::text_enum::text_enum;

use chrono::{DateTime, Datelike, Duration, SubsecRound, Timelike, Utc};
use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::Pg,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{HasSqlType, Text},
    sqlite::Sqlite,
};

use super::MultiBackend;

/// `uuid` in PostgreSQL, text in SQLite.
#[derive(
    Debug, Clone, Copy, Default, diesel::query_builder::QueryId, diesel::sql_types::SqlType,
)]
#[diesel(postgres_type(name = "uuid"), sqlite_type(name = "Text"))]
pub struct Uuid;

/// `timestamptz` in PostgreSQL, text in SQLite.
#[derive(
    Debug, Clone, Copy, Default, diesel::query_builder::QueryId, diesel::sql_types::SqlType,
)]
#[diesel(postgres_type(name = "timestamptz"), sqlite_type(name = "Text"))]
pub struct Timestamptz;

impl diesel::sql_types::SqlOrd for Timestamptz {}
impl diesel::sql_types::SqlOrd for Uuid {}
impl diesel::sql_types::ops::Add for Timestamptz {
    type Rhs = diesel::sql_types::Interval;
    type Output = Timestamptz;
}
impl diesel::sql_types::ops::Sub for Timestamptz {
    type Rhs = diesel::sql_types::Interval;
    type Output = Timestamptz;
}

impl HasSqlType<Uuid> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        MultiBackend::lookup_sql_type::<Uuid>(lookup)
    }
}
impl HasSqlType<Timestamptz> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        MultiBackend::lookup_sql_type::<Timestamptz>(lookup)
    }
}

/// The key of a row of one kind, so that keys of two kinds cannot be mixed up. UUID version 7: key order is insertion
/// order.
#[derive(AsExpression, FromSqlRow)]
#[diesel(sql_type = Uuid)]
pub struct Id<K: 'static>(uuid::Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    /// A new key.
    #[must_use]
    pub fn new() -> Self {
        Self(uuid::Uuid::now_v7(), PhantomData)
    }

    /// The plain UUID, for deriving secrets and for keys that may name rows of several kinds.
    #[must_use]
    pub fn uuid(self) -> uuid::Uuid {
        self.0
    }

    /// The key with this UUID.
    #[must_use]
    pub fn from_uuid(uuid: uuid::Uuid) -> Self {
        Self(uuid, PhantomData)
    }
}

impl<K> Default for Id<K> {
    fn default() -> Self {
        Self::new()
    }
}
impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<K> FromStr for Id<K> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        uuid::Uuid::try_parse(text).map(Self::from_uuid)
    }
}
impl<K> serde::Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, K> serde::Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl<K: 'static> ToSql<Uuid, Pg> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        std::io::Write::write_all(out, self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}
impl<K: 'static> ToSql<Uuid, Sqlite> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_string());
        Ok(IsNull::No)
    }
}
impl<K: 'static> ToSql<Uuid, MultiBackend> for Id<K> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Uuid, self));
        Ok(IsNull::No)
    }
}
impl<K: 'static> FromSql<Uuid, Pg> for Id<K> {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self::from_uuid(uuid::Uuid::from_slice(value.as_bytes())?))
    }
}
impl<K: 'static> FromSql<Uuid, Sqlite> for Id<K> {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        Ok(text.parse()?)
    }
}
impl<K: 'static> FromSql<Uuid, MultiBackend> for Id<K> {
    fn from_sql(value: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Uuid>()
    }
}

/// As pages write them.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A time in UTC, to the microsecond, which both databases keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Timestamptz)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// Before every other time: the end of what is over, even if the clock is set back.
    pub const EPOCH: Self = Self(DateTime::UNIX_EPOCH);

    /// The present moment. Called by `Clock` alone; everything below takes the time as an argument.
    #[must_use]
    pub(crate) fn system_now() -> Self {
        Self(Utc::now().trunc_subsecs(6))
    }

    /// The moment of an RFC 3339 text.
    pub fn parse(text: &str) -> Result<Self, chrono::ParseError> {
        Ok(Self(
            DateTime::parse_from_rfc3339(text)?
                .with_timezone(&Utc)
                .trunc_subsecs(6),
        ))
    }

    /// Fixed-width RFC 3339 with microseconds and `Z`: sorts as text.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let (time, micros) = (self.0, self.0.timestamp_subsec_micros());
        let (year, month, day) = self.date();
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z")
    }

    /// As pages and letters show it: `22 Nov 2026, 16:40 UTC`.
    #[must_use]
    pub fn words(self) -> String {
        format!("{}, {} UTC", self.day(), self.time_of_day())
    }

    /// The day alone: `22 Nov 2026`.
    #[must_use]
    pub fn day(self) -> String {
        let (year, _, day) = self.date();
        let name = MONTHS.get(self.0.month0() as usize).unwrap_or(&"");
        format!("{day} {name} {year:04}")
    }

    /// Year, month (1–12) and day, for languages that write them in their own way.
    #[must_use]
    pub fn date(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// `16:40`.
    #[must_use]
    pub fn time_of_day(self) -> String {
        format!("{:02}:{:02}", self.0.hour(), self.0.minute())
    }

    /// As letters' date headers want it.
    #[must_use]
    pub fn system_time(self) -> std::time::SystemTime {
        self.0.into()
    }

    /// Midnight (UTC) at the beginning of this moment's month.
    #[must_use]
    pub fn start_of_month(self) -> Self {
        let text = self.0.format("%Y-%m-01T00:00:00Z").to_string();
        Self::parse(&text).unwrap_or(self)
    }

    /// Midnight (UTC) at the beginning of this moment's day.
    #[must_use]
    pub fn start_of_day(self) -> Self {
        let text = self.0.format("%Y-%m-%dT00:00:00Z").to_string();
        Self::parse(&text).unwrap_or(self)
    }

    /// This much later.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.checked_add_signed(duration).unwrap_or(self.0))
    }

    /// This much earlier.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.checked_sub_signed(duration).unwrap_or(self.0))
    }

    /// How long after `earlier` this is.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0 - earlier.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

/// PostgreSQL counts microseconds from here.
fn pg_epoch() -> DateTime<Utc> {
    DateTime::from_timestamp(946_684_800, 0).unwrap_or_default()
}

impl ToSql<Timestamptz, Pg> for Timestamp {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let micros = (self.0 - pg_epoch())
            .num_microseconds()
            .ok_or("time out of range")?;
        std::io::Write::write_all(out, &micros.to_be_bytes())?;
        Ok(IsNull::No)
    }
}
impl ToSql<Timestamptz, Sqlite> for Timestamp {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.rfc3339());
        Ok(IsNull::No)
    }
}
impl ToSql<Timestamptz, MultiBackend> for Timestamp {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Timestamptz, self));
        Ok(IsNull::No)
    }
}
impl FromSql<Timestamptz, Pg> for Timestamp {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let micros = i64::from_be_bytes(value.as_bytes().try_into()?);
        let time = pg_epoch().checked_add_signed(Duration::microseconds(micros));
        Ok(Self(time.ok_or("time out of range")?))
    }
}
impl FromSql<Timestamptz, Sqlite> for Timestamp {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        Ok(Self::parse(&text)?)
    }
}
impl FromSql<Timestamptz, MultiBackend> for Timestamp {
    fn from_sql(value: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Timestamptz>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_their_patterns_say() {
        for text in [
            "0001-01-01T00:00:00.000000Z",
            "2024-02-29T23:59:59.999999Z",
            "2026-11-02T07:05:09.000012Z",
            "9999-12-31T12:00:00.100000Z",
        ] {
            let time = Timestamp::parse(text).unwrap();
            let pattern = |pattern| time.0.format(pattern).to_string();
            assert_eq!(time.rfc3339(), text);
            assert_eq!(time.words(), pattern("%-d %b %Y, %H:%M UTC"));
            assert_eq!(time.day(), pattern("%-d %b %Y"));
            assert_eq!(time.time_of_day(), pattern("%H:%M"));
        }
    }
}
