//! Imports a file from the command line: the same reader and the same rules, without an executor.
//!
//! The operator is no member of staff, so the lines of activity name this server and say where it came from.

use std::fs::File;

use super::{
    kind::{CustomerImport, ImportCustomers, Settings},
    portals::portal_of,
};
use crate::{
    clock::Clock,
    customers::ImportedFrom,
    db::{self, Db},
    domains::ConsentRules,
    identity::{Partner, Scope},
    uploads::{self, Batch, BatchRow, Rows, Rules, RunBatch, State, Upload, Verdict},
    web::page::Position,
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
pub fn read_file(
    db: &Db,
    clock: &Clock,
    import: FileImport,
    tell: &mut dyn FnMut(i32, i64),
) -> Result<FileRead, FileError> {
    let mut file = import.file;
    let opening = uploads::look_at_file(&mut file, &CustomerImport).map_err(FileError::Refused)?;
    let portal = import.portal.or_else(|| portal_of(&opening.first));
    let size = file.metadata().map_or(0, |about| about.len());
    let partner = &import.partner;
    let portal = portal.ok_or(FileError::WhichPortal)?;
    let batch = Batch {
        file_name: uploads::name_of(&import.name),
        total_bytes: i64::try_from(size).unwrap_or(i64::MAX),
        ..Batch::reading(partner.id, None, CustomerImport.kind(), clock.now())
    }
    .with_settings(&Settings { portal })?;
    db.write_now(|tx| uploads::insert(tx, &batch))?;
    let rows = Rows::new(file, opening);
    let rules = db.read_now(|conn| Rules::of(conn, &import.rules, partner))?;
    let state = uploads::read(
        db,
        clock,
        &CustomerImport,
        &batch,
        &rules,
        rows,
        &mut |now| {
            tell(now.rows, now.bytes * 100 / batch.total_bytes.max(1));
        },
    )?;
    let scope = Scope::of(partner);
    let batch = db.read_now(|conn| uploads::find(conn, scope, CustomerImport.kind(), batch.id))?;
    if state != State::Preview {
        let why = batch.note.clone();
        db.write_now(|tx| uploads::forget(tx, batch.id))?;
        return Err(FileError::Refused(why));
    }
    let (verdicts, unreadable) = db.read_now(|conn| {
        let verdicts = uploads::by_verdict(conn, batch.id)?;
        let unreadable = Some(Verdict::Unreadable);
        let rows = uploads::list_rows(conn, batch.id, unreadable, &Position::First, 10)?;
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
    pub fn forget(self, db: &Db) -> Result<(), FileError> {
        db.write_now(|tx| uploads::forget(tx, self.batch.id))?;
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
        let shared = self.rules.shared;
        let job = RunBatch(vec![Box::new(ImportCustomers { shared })]);
        let done = uploads::run_through(db, clock, &job, &self.batch, None, tell)?;
        done.ok_or(FileError::Stopped)
    }
}
