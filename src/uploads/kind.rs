//! The two traits that a kind of upload implements, each on a type of its own slice.

use super::{
    cells::Fields,
    column::Column,
    columns::Columns,
    headings::{self, Vocabulary},
    model::{Batch, BatchRow},
    place::Place,
    row_queries::Outcome,
    rules::Rules,
    seen::Seen,
};
use crate::{
    db::{self, Conn, Tx, types::Timestamp},
    domains::ConsentRules,
    identity::{CustomerManager, Scope},
    paths::Paths,
};

/// What a file of this kind holds, and what its pages say.
pub(crate) trait Upload: Sync {
    /// Its name in the database.
    fn kind(&self) -> &'static str;

    /// Most rows of one file.
    fn most_rows(&self) -> i32;

    /// What to do with a file that is larger than that.
    fn too_large(&self) -> &'static str {
        "Split it, and upload the parts"
    }

    /// What every row needs, and how a person is told that no column holds it.
    fn needs(&self) -> &'static [(Column, &'static str)];

    /// What its columns may hold, in the order in which a person chooses.
    fn columns(&self) -> &'static [Column] {
        &[
            Column::Company,
            Column::Domain,
            Column::ExternalId,
            Column::Contact,
            Column::FirstName,
            Column::LastName,
            Column::Email,
            Column::Language,
        ]
    }

    /// What is expected of a file, and how to get it, for who has sent something else.
    fn expected(&self) -> &'static str;

    /// The headings that it knows.
    fn vocabulary(&self) -> Vocabulary {
        headings::OF_COMPANIES
    }

    /// Where the values stand in a file whose headings do not tell, which has this first row. The row is one of values
    /// when an address is in it.
    fn without_headings(&self, _first: &[String]) -> Option<Columns> {
        None
    }

    /// Whether its headings alone tell what the columns hold, so that nobody chooses. A row with more cells than there are
    /// headings is refused then, because its values may stand in other columns than they seem to. Such a file is not kept.
    fn is_strict(&self) -> bool {
        self.may_hold_secrets()
    }

    /// Whether a file may hold what must not be read into anything, such as passwords. Then it is strict; a row with fewer
    /// cells than there are headings is refused, too, where a column is not read; nothing is kept of a row that makes no
    /// sense; and nothing of the file is shown. Its encoding is chosen when it is uploaded.
    fn may_hold_secrets(&self) -> bool {
        false
    }

    /// What the list of rows names one that makes no sense by, as [`BatchRow::company`] and [`BatchRow::domain`].
    fn named(&self, fields: &Fields) -> [String; 2] {
        [Column::Company, Column::Domain].map(|column| fields.get(column).to_owned())
    }

    /// The row of these values, checked one by one before the database is asked.
    ///
    /// # Errors
    /// With what is wrong, for the person.
    fn check(&self, fields: &Fields, rules: &ConsentRules) -> Result<BatchRow, String>;

    /// What will come of rows that are sound, by what is known and by the rows before them.
    fn judge(
        &self,
        tx: &mut Tx<'_>,
        about: &About<'_>,
        seen: &mut Seen,
        rows: &mut [BatchRow],
    ) -> db::Result<()>;

    /// Rows that follow from what the file lacks, behind those that this gave last; none where nothing more follows. They are
    /// rows like the others, except that they have no line in the file.
    fn lacking(
        &self,
        _conn: &mut Conn,
        _about: &About<'_>,
        _seen: &Seen,
        _behind: Option<&BatchRow>,
    ) -> db::Result<Vec<BatchRow>> {
        Ok(Vec::new())
    }

    /// What the kind adds to its settings when all rows are there, in the transaction that opens the preview.
    fn finish_reading(
        &self,
        _tx: &mut Tx<'_>,
        _batch: &Batch,
        _seen: &Seen,
        _now: Timestamp,
    ) -> db::Result<()> {
        Ok(())
    }

    /// What its pages say.
    fn words(&self) -> Words;

    /// What stands in the list of rows, under [`Words::columns`].
    fn cells(&self, row: &BatchRow) -> [String; 3];

    /// What came of a row, or was found: what the link to it says, and its address.
    fn link(&self, paths: &Paths, place: Place, row: &BatchRow) -> Option<(&'static str, String)>;

    /// A run has ended: all rows are carried out, or somebody or something has stopped it.
    fn ended(&self, _tx: &mut Tx<'_>, _batch: &Batch, _now: Timestamp) -> db::Result<()> {
        Ok(())
    }

    /// The page of one upload.
    fn page(&self, paths: &Paths, place: Place) -> String;

    /// Where Confirm and Go on, Stop, and Discard lead.
    fn acts(&self, paths: &Paths, place: Place) -> [String; 3];

    /// Where the choice of its columns leads.
    fn columns_page(&self, paths: &Paths, place: Place) -> String {
        format!("{}/columns", self.page(paths, place))
    }

    /// The page that uploads begin on.
    fn start(&self, paths: &Paths, place: Place) -> String;
}

/// The upload that rows are judged for.
pub(crate) struct About<'a> {
    pub(crate) batch: &'a Batch,
    pub(crate) rules: &'a Rules,
    pub(crate) now: Timestamp,
}

impl About<'_> {
    /// The partner whose upload it is.
    pub(crate) fn scope(&self) -> Scope {
        Scope::of(self.batch)
    }
}

/// Where an entry or an invitation that came of a row is shown.
pub(crate) fn link_of_company(paths: &Paths, row: &BatchRow) -> Option<(&'static str, String)> {
    match (row.invitation_id, row.entry_id) {
        (Some(id), _) => Some(("Open the invitation", paths.invitation(id))),
        (None, Some(id)) => Some(("Open the record", paths.record(None, id))),
        (None, None) => None,
    }
}

/// The words of a kind of upload.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    /// What it is called in the list of activity.
    pub(crate) name: &'static str,
    /// The verdict on a row that is carried out.
    pub(crate) done: &'static str,
    /// The headings of the list of rows.
    pub(crate) columns: [&'static str; 3],
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
