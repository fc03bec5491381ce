//! Why a subscription was not changed: each cause in its own words.

use crate::{
    db,
    orders::{NotOnRecord, Number},
};

/// The cause. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// What the act needs does not stand there any more.
    #[error("the relationship has ended")]
    Lacking,
    /// The relationship is that of a reseller.
    #[error(
        "You are connected with {0} as an indirect reseller. Changing a subscription takes a relationship as its indirect provider or direct bill partner"
    )]
    NotAsSeller(String),
    /// With this form something else was done.
    #[error("With that page order {0} was placed, with other content. Nothing was done now")]
    OtherContent(Number),
    /// Somebody has changed the subscription since the page was opened.
    #[error(
        "Nothing was done: this subscription was changed since you looked. How it stands now is shown below"
    )]
    Stale,
    /// An amount or a date is different from what was shown.
    #[error(
        "Nothing was done: an amount, a bound or a date has changed since you looked. What it comes to now stands below"
    )]
    Changed,
    /// It cannot be done with this subscription now.
    #[error("{0}")]
    Closed(String),
    /// What was typed cannot be.
    #[error("{1}")]
    Field(&'static str, String),
    /// The reseller of record cannot be that, any more or at all.
    #[error(transparent)]
    OnRecord(NotOnRecord),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<NotOnRecord> for NotChanged {
    fn from(error: NotOnRecord) -> Self {
        match error {
            NotOnRecord::Db(error) => Self::Db(error),
            other => Self::OnRecord(other),
        }
    }
}

/// More money than an amount can be.
pub(super) const TOO_LARGE: &str = "This comes to more than an order can have";
