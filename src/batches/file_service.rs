//! Imports a file from the command line: the same reader and the same rules, without an executor.
//!
//! The operator is no member of staff, so the lines of activity name this server and say where it came from.

use std::fs::File;

use super::{
    import_service, intake,
    judging::Rules,
    model::{Batch, BatchRow, Kind, State, Verdict},
    queries,
    reader::Rows,
    reading_service, row_queries,
    worker_service::Step,
};
use crate::{
    clock::Clock,
    customers::ImportedFrom,
    db::{self, Db},
    domains::ConsentRules,
    identity::{Partner, Scope},
    web::page::Place,
};

/// A file of another portal, for one partner.
#[derive(Debug)]
pub struct FileImport {
    /// Whose customers these are.
    pub partner: Partner,
    /// The portal, when the headings are not to tell.
    pub portal: Option<ImportedFrom>,
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
    /// The headings do not tell which portal it is from.
    #[error("the headings do not tell which portal the file is from")]
    WhichPortal,
    /// Somebody stopped the import on the partner's page.
    #[error("somebody stopped it on the partner's page")]
    Stopped,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// A file that was read, and can be looked at before it is stored.
#[derive(Debug)]
pub struct FileRead {
    batch: Batch,
    rules: ConsentRules,
    /// How many rows there are of each verdict.
    pub verdicts: Vec<(Verdict, i64)>,
    /// Some of those that make no sense.
    pub unreadable: Vec<BatchRow>,
}

/// Reads the file; `tell` hears how many rows there are so far, and of a hundred parts how many are read.
///
/// # Errors
/// See [`FileError`]; nothing is kept then.
pub fn read_file(
    db: &Db,
    clock: &Clock,
    import: FileImport,
    tell: &mut dyn FnMut(i32, i64),
) -> Result<FileRead, FileError> {
    let mut file = import.file;
    let opening = intake::look_at(&mut file, Kind::Import).map_err(FileError::Refused)?;
    let portal = import.portal.or(opening.portal);
    let size = file.metadata().map_or(0, |about| about.len());
    let partner = &import.partner;
    let batch = Batch {
        portal: Some(portal.ok_or(FileError::WhichPortal)?),
        file_name: intake::name_of(&import.name),
        total_bytes: i64::try_from(size).unwrap_or(i64::MAX),
        ..Batch::reading(partner.id, None, Kind::Import, clock.now())
    };
    db.write_now(|tx| queries::insert(tx, &batch))?;
    let rows = Rows::new(file, opening);
    let rules = db.read_now(|conn| Rules::of(conn, &import.rules, partner))?;
    let state = reading_service::read(db, clock, &batch, &rules, rows, &mut |now| {
        tell(now.rows, now.bytes * 100 / batch.total_bytes.max(1));
    })?;
    let scope = Scope::of(partner);
    let batch = db.read_now(|conn| queries::find(conn, scope, Kind::Import, batch.id))?;
    if state != State::Preview {
        let why = batch.note.clone();
        db.write_now(|tx| queries::forget(tx, batch.id))?;
        return Err(FileError::Refused(why));
    }
    let (verdicts, unreadable) = db.read_now(|conn| {
        let verdicts = row_queries::by_verdict(conn, batch.id)?;
        let unreadable = Some(Verdict::Unreadable);
        let rows = row_queries::list(conn, batch.id, unreadable, &Place::First, 10)?;
        Ok::<_, db::Error>((verdicts, rows.rows))
    })?;
    Ok(FileRead {
        batch,
        rules: import.rules,
        verdicts,
        unreadable,
    })
}

impl FileRead {
    /// Rows that will be stored.
    #[must_use]
    pub fn good(&self) -> i32 {
        self.batch.rows_good
    }

    /// Stores nothing, and keeps nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn forget(self, db: &Db) -> Result<(), FileError> {
        db.write_now(|tx| queries::forget(tx, self.batch.id))?;
        Ok(())
    }

    /// Stores the rows; `tell` hears how many are done. Returns how many there were.
    ///
    /// # Errors
    /// See [`FileError`]; what is done stays, and can go on from the partner's page.
    pub fn store(
        self,
        db: &Db,
        clock: &Clock,
        tell: &mut dyn FnMut(i32),
    ) -> Result<i32, FileError> {
        let scope = Scope::of(&self.batch);
        let (id, now) = (self.batch.id, clock.now());
        let held = db.write_now(|tx| queries::begin_held(tx, scope, id, now))?;
        let batch = held.ok_or(FileError::Stopped)?;
        loop {
            let now = clock.now();
            let step = match db
                .write_now(|tx| import_service::next(tx, &self.rules.shared, &batch, now))
            {
                Err(db::Error::Duplicate) => Step::More,
                other => other?,
            };
            let found = db.read_now(|conn| queries::find(conn, scope, Kind::Import, id))?;
            tell(found.rows_done + found.rows_skipped);
            match step {
                Step::More => {}
                Step::Ended => return Ok(found.rows_done),
                Step::Lost => return Err(FileError::Stopped),
            }
        }
    }
}
