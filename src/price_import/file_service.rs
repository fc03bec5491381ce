//! Loads a price sheet from the command line: the same reader and the same rules, without an executor.

use std::fs::File;

use super::{
    carrying::LoadPrices,
    confirm_service::{ConfirmError, take_list},
    headings::Sheet,
    kind::PRICES,
    pages::has_partner_price,
    settings::{Extent, Settings, ends_much},
};
use crate::{
    clock::Clock,
    db::{self, Db},
    domains::ConsentRules,
    identity::{Partner, Scope},
    prices,
    uploads::{self, Batch, BatchRow, Rows, Rules, RunBatch, State, Upload, Verdict},
    web::page::Position,
};

/// A price sheet, for one seller.
#[derive(Debug)]
pub struct PriceFile {
    /// Whose list it is for.
    pub partner: Partner,
    /// How much of the list it is; asked of price lists alone.
    pub extent: Option<Extent>,
    /// What rows of other kinds of uploads are judged by.
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
    /// It was not said how much of the list it is.
    #[error("it was not said how much of the list the file is")]
    WhichExtent,
    /// More than a tenth of the list would end.
    #[error("more than a tenth of the list would end")]
    EndsMuch,
    /// Another file was confirmed meanwhile, or somebody stopped it.
    #[error("somebody stopped it, or confirmed another file")]
    Stopped,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// A sheet that was read, and can be looked at before it is carried out.
#[derive(Debug)]
pub struct PriceFileRead {
    batch: Batch,
    /// How many rows there are of each verdict.
    pub verdicts: Vec<(Verdict, i64)>,
    /// Some of those that make no sense.
    pub unreadable: Vec<BatchRow>,
}

/// Reads the file; `tell` hears how many rows there are so far, and of a hundred parts how many are read.
pub fn read_file(
    db: &Db,
    clock: &Clock,
    of: PriceFile,
    tell: &mut dyn FnMut(i32, i64),
) -> Result<PriceFileRead, FileError> {
    let (mut file, partner) = (of.file, &of.partner);
    if !prices::keeps_list(partner) {
        let why = "A price list is kept by indirect providers and direct bill partners";
        return Err(FileError::Refused(why.to_owned()));
    }
    let opening = uploads::look_at_file(&mut file, &PRICES).map_err(FileError::Refused)?;
    let sheet = Sheet::of(&opening.first).map_err(FileError::Refused)?;
    let extent = match (of.extent, sheet) {
        (None, Sheet::Prices) => return Err(FileError::WhichExtent),
        (extent, _) => extent.unwrap_or(Extent::Changes),
    };
    let size = file.metadata().map_or(0, |about| about.len());
    let scope = Scope::of(partner);
    let settings = Settings {
        sheet,
        extent,
        list_version: db.read_now(|conn| prices::version(conn, scope))?,
        has_partner_price: has_partner_price(&opening.first),
        unread: opening.unread(),
    };
    let batch = Batch {
        file_name: uploads::name_of(&of.name),
        total_bytes: i64::try_from(size).unwrap_or(i64::MAX),
        ..Batch::reading(partner.id, None, PRICES.kind(), clock.now())
    }
    .with_settings(&settings)?;
    db.write_now(|tx| uploads::insert(tx, &batch))?;
    let rows = Rows::new(file, opening);
    let rules = db.read_now(|conn| Rules::of(conn, &of.rules, partner))?;
    let state = uploads::read(db, clock, &PRICES, &batch, &rules, rows, &mut |now| {
        tell(now.rows, now.bytes * 100 / batch.total_bytes.max(1));
    })?;
    was_read(db, scope, &batch, state)
}

fn was_read(
    db: &Db,
    scope: Scope,
    batch: &Batch,
    state: State,
) -> Result<PriceFileRead, FileError> {
    let batch = db.read_now(|conn| uploads::find(conn, scope, PRICES.kind(), batch.id))?;
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
    Ok(PriceFileRead {
        batch,
        verdicts,
        unreadable,
    })
}

impl PriceFileRead {
    /// Rows that will be carried out.
    #[must_use]
    pub fn good(&self) -> i32 {
        self.batch.rows_good
    }

    /// Changes nothing, and keeps nothing.
    pub fn forget(self, db: &Db) -> Result<(), FileError> {
        db.write_now(|tx| uploads::forget(tx, self.batch.id))?;
        Ok(())
    }

    /// Carries out the rows; `tell` hears how many are done. Returns how many there were.
    ///
    /// # Errors
    /// See [`FileError`]; what is done stays, and can go on from the page of the upload.
    pub fn store(
        self,
        db: &Db,
        clock: &Clock,
        may_end_much: bool,
        tell: &mut dyn FnMut(i32),
    ) -> Result<i32, FileError> {
        if ends_much(&self.verdicts) && !may_end_much {
            self.forget(db)?;
            return Err(FileError::EndsMuch);
        }
        db.write_now(|tx| take_list(tx, &self.batch))
            .map_err(|error| match error {
                ConfirmError::Db(error) => FileError::Db(error),
                _ => FileError::Stopped,
            })?;
        let job = RunBatch(vec![Box::new(LoadPrices)]);
        let done = uploads::run_through(db, clock, &job, &self.batch, None, tell)?;
        done.ok_or(FileError::Stopped)
    }
}
