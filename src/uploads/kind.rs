//! The two traits that a kind of upload implements, each on a type of its own slice.

use super::{
    cells::Fields,
    companies::Known,
    headings::{Column, Columns},
    model::{Batch, BatchRow},
    row_queries::Outcome,
};
use crate::{
    db::{self, Conn, Tx, ids::BatchId, types::Timestamp},
    domains::ConsentRules,
    identity::CustomerManager,
    paths::Paths,
};

/// What a file of this kind holds, and what its pages say.
pub(crate) trait Upload: Sync {
    /// Its name in the database.
    fn kind(&self) -> &'static str;

    /// Most rows of one file.
    fn most_rows(&self) -> i32;

    /// What every row needs, and how a person is told that no column holds it.
    fn needs(&self) -> &'static [(Column, &'static str)];

    /// What is expected of a file, and how to get it, for who has sent something else.
    fn expected(&self) -> &'static str;

    /// Where the values stand in a file without headings, whose first row this is.
    fn without_headings(&self, _first: &[String]) -> Option<Columns> {
        None
    }

    /// The row of these values, checked one by one before the database is asked.
    ///
    /// # Errors
    /// With what is wrong, for the person.
    fn check(&self, fields: &Fields, rules: &ConsentRules) -> Result<BatchRow, String>;

    /// What will come of rows of a batch that are sound, by what the partner has with their companies.
    fn judge(
        &self,
        conn: &mut Conn,
        batch: &Batch,
        known: &Known,
        rows: &mut [BatchRow],
    ) -> db::Result<()>;

    /// What the kind adds to its settings when all rows are there, in the transaction that opens the preview.
    fn finish_reading(&self, _tx: &mut Tx<'_>, _batch: &Batch) -> db::Result<()> {
        Ok(())
    }

    /// What its pages say.
    fn words(&self) -> Words;

    /// What stands beside the company in the list of rows.
    fn detail(&self, row: &BatchRow) -> String;

    /// The page of one upload.
    fn page(&self, paths: &Paths, id: BatchId) -> String;

    /// Where Confirm and Go on, Stop, and Discard lead.
    fn acts(&self, paths: &Paths, id: BatchId) -> [String; 3];

    /// The page that uploads begin on.
    fn start(&self, paths: &Paths) -> String;
}

/// The words of a kind of upload.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    /// What it is called in the list of activity.
    pub(crate) name: &'static str,
    /// The verdict on a row that is carried out.
    pub(crate) done: &'static str,
    /// The heading of what stands beside the company.
    pub(crate) detail: &'static str,
    pub(crate) discarded: &'static str,
    /// Whether each row has a message that can be read before it goes.
    pub(crate) has_messages: bool,
}

/// Carries out the rows of a kind of upload, with what that needs.
pub(crate) trait CarryOut: Send + Sync {
    /// The kind.
    fn upload(&self) -> &'static dyn Upload;

    /// Rows of one step.
    fn chunk(&self) -> i64;

    /// Carries out these rows, in one transaction. Nobody is `by` when the command line confirmed it.
    ///
    /// # Errors
    /// As those of [`crate::jobs::Job::step`]; nothing of these rows is stored then.
    fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        batch: &Batch,
        by: Option<&CustomerManager>,
        rows: &[BatchRow],
        now: Timestamp,
    ) -> db::Result<CarriedOut>;
}

/// What came of some rows.
#[derive(Debug, Default)]
pub(crate) struct CarriedOut {
    /// Of each row, in their order; of those after a stop, nothing.
    pub(crate) outcomes: Vec<Outcome>,
    /// Why the upload stops here.
    pub(crate) stop: Option<String>,
}

impl CarriedOut {
    /// Nothing more, for this reason.
    #[must_use]
    pub(crate) fn stopped(why: impl Into<String>) -> Self {
        Self {
            stop: Some(why.into()),
            ..Self::default()
        }
    }
}
