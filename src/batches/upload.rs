//! What one kind of upload does with its rows.

use super::model::{Batch, Kind};
use crate::{
    db::{self, Tx, types::Timestamp},
    jobs::Step,
};

/// A kind of upload.
pub trait Upload: Send + Sync {
    /// Which one.
    fn kind(&self) -> Kind;

    /// Carries out the next rows of a batch that runs.
    ///
    /// # Errors
    /// As those of [`crate::jobs::Job::step`]; nothing of these rows is stored then.
    fn next(&self, tx: &mut Tx<'_>, batch: &Batch, now: Timestamp) -> db::Result<Step>;
}
