//! A file from the command line: the same reader and the same rules as those of an upload, read at once and carried out
//! without an executor. The operator is no member of staff, so the lines of activity name this server.

use std::fs::File;

use serde::Serialize;

use super::{
    intake::{look_at_file, name_of},
    kind::{CarryOut, Upload},
    model::{Batch, BatchRow, State, Verdict},
    queries,
    reader::{Opening, Rows},
    reading_service, row_queries,
    rules::Rules,
    run_service::{RunBatch, run_through},
};
use crate::{
    clock::Clock,
    db::{self, Db, Tx},
    domains::ConsentRules,
    identity::{Partner, Scope},
    web::page::Position,
};

/// A file, for one partner.
#[derive(Debug)]
pub struct FromFile {
    /// Whose it is.
    pub partner: Partner,
    /// Which domains many companies share, and which acceptances count.
    pub rules: ConsentRules,
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub file: File,
}

/// What stands in the way.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not what was expected.
    #[error("{0}")]
    Refused(String),
    /// Somebody stopped it on the partner's page.
    #[error("somebody stopped it on the partner's page")]
    Stopped,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// A file that was read, and can be looked at before it is carried out.
#[derive(Debug)]
pub struct FileRead {
    pub(crate) batch: Batch,
    pub(crate) rules: ConsentRules,
    /// How many rows there are of each verdict.
    pub verdicts: Vec<(Verdict, i64)>,
    /// Some of those that make no sense.
    pub unreadable: Vec<BatchRow>,
}

impl FromFile {
    /// How it is read.
    pub(crate) fn look(&mut self, upload: &dyn Upload) -> Result<Opening, FileError> {
        look_at_file(&mut self.file, upload).map_err(FileError::Refused)
    }

    /// Reads it; `tell` hears how many rows there are so far, and of a hundred parts how many are read.
    pub(crate) fn read(
        self,
        (db, clock): (&Db, &Clock),
        upload: &dyn Upload,
        opening: Opening,
        settings: &impl Serialize,
        tell: &mut dyn FnMut(i32, i64),
    ) -> Result<FileRead, FileError> {
        let size = self.file.metadata().map_or(0, |about| about.len());
        let batch = Batch {
            file_name: name_of(&self.name),
            total_bytes: i64::try_from(size).unwrap_or(i64::MAX),
            ..Batch::reading(self.partner.id, None, upload.kind(), clock.now())
        }
        .with_settings(settings)?;
        db.write_now(|tx| queries::insert(tx, &batch))?;
        let rows = Rows::new(self.file, opening);
        let rules = db.read_now(|conn| Rules::of(conn, &self.rules, &self.partner))?;
        let mut told = |now: queries::Progress| {
            tell(now.rows, now.bytes * 100 / batch.total_bytes.max(1));
        };
        let state = reading_service::read(db, clock, upload, &batch, &rules, rows, &mut told)?;
        FileRead::of(db, &batch, state, self.rules)
    }
}

impl FileRead {
    fn of(db: &Db, batch: &Batch, state: State, rules: ConsentRules) -> Result<Self, FileError> {
        let scope = Scope::of(batch);
        let batch = db.read_now(|conn| queries::find(conn, scope, &batch.kind, batch.id))?;
        if state != State::Preview {
            let why = batch.note.clone();
            db.write_now(|tx| queries::forget(tx, batch.id))?;
            return Err(FileError::Refused(why));
        }
        let (verdicts, unreadable) = db.read_now(|conn| {
            let verdicts = row_queries::by_verdict(conn, batch.id)?;
            let unreadable = Some(Verdict::Unreadable);
            let rows = row_queries::list(conn, batch.id, unreadable, &Position::First, 10)?;
            Ok::<_, db::Error>((verdicts, rows.rows))
        })?;
        Ok(Self {
            batch,
            rules,
            verdicts,
            unreadable,
        })
    }

    /// Rows that will be carried out.
    #[must_use]
    pub fn good(&self) -> i32 {
        self.batch.rows_good
    }

    /// Changes nothing, and keeps nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn forget(self, db: &Db) -> Result<(), FileError> {
        Ok(db.write_now(|tx| queries::forget(tx, self.batch.id))?)
    }

    /// Carries out the rows, `first` in the transaction that begins it; `tell` hears how many are done. Returns how many there
    /// were; what is done stays, and can go on from the page of the upload.
    pub(crate) fn carry_out(
        &self,
        (db, clock): (&Db, &Clock),
        by: impl CarryOut + 'static,
        first: &mut dyn FnMut(&mut Tx<'_>) -> db::Result<bool>,
        tell: &mut dyn FnMut(i32),
    ) -> Result<i32, FileError> {
        let job = RunBatch(vec![Box::new(by)]);
        let done = run_through(db, clock, &job, &self.batch, None, first, tell)?;
        done.ok_or(FileError::Stopped)
    }
}
