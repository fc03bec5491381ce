//! Loads a price sheet from the command line, see [`FromFile`].

use super::{
    carrying::LoadPrices,
    confirm_service::{ConfirmError, take_list},
    headings::Sheet,
    kind::PRICES,
    pages,
    settings::{Extent, Settings, asked},
};
use crate::{
    clock::Clock,
    db::{self, Db, Tx},
    identity::Scope,
    prices,
    uploads::{FileError, FileRead, FromFile},
};

/// What stands in the way.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It was not said how much of the list it is.
    #[error("it was not said how much of the list the file is")]
    WhichExtent,
    /// More than a tenth of the list would end.
    #[error("more than a tenth of the list would end")]
    EndsMuch,
    /// Prices would end that may stand in rows which could not be read.
    #[error("prices would end that may stand in rows which could not be read")]
    Unread,
    /// The list was changed while the file was read.
    #[error("another file was confirmed since this one was read")]
    ListChanged,
    /// The list is being changed.
    #[error("another file is being carried out")]
    AnotherRuns,
    /// What stands in the way of any file.
    #[error(transparent)]
    File(#[from] FileError),
}

impl From<db::Error> for LoadError {
    fn from(error: db::Error) -> Self {
        Self::File(error.into())
    }
}

/// Reads the file. How much of the list it is, is asked of price lists alone; `tell` hears how many rows there are so far, and
/// of a hundred parts how many are read.
pub fn read_file(
    db: &Db,
    clock: &Clock,
    mut of: FromFile,
    extent: Option<Extent>,
    tell: &mut dyn FnMut(i32, i64),
) -> Result<FileRead, LoadError> {
    if !prices::keeps_list(&of.partner) {
        let why = "A price list is kept by indirect providers and direct bill partners";
        return Err(FileError::Refused(why.to_owned()).into());
    }
    let opening = of.look(&PRICES)?;
    let sheet = Sheet::of(&opening.first).map_err(FileError::Refused)?;
    let extent = match (extent, sheet) {
        (None, Sheet::Prices) => return Err(LoadError::WhichExtent),
        (extent, _) => extent.unwrap_or(Extent::Changes),
    };
    let scope = Scope::of(&of.partner);
    let list_version = db.read_now(|conn| prices::version(conn, scope))?;
    let settings = pages::settings(
        (sheet, extent),
        list_version,
        &opening.first,
        opening.unread(),
    );
    Ok(of.read((db, clock), &PRICES, opening, &settings, tell)?)
}

/// Carries out the rows; `tell` hears how many are done. Returns how many there were.
///
/// # Errors
/// See [`LoadError`]; what is done stays, and can go on from the page of the upload.
pub fn store(
    read: FileRead,
    db: &Db,
    clock: &Clock,
    may_end: bool,
    tell: &mut dyn FnMut(i32),
) -> Result<i32, LoadError> {
    let asked = asked(&read.batch.settings::<Settings>()?, &read.verdicts);
    if asked.any() && !may_end {
        read.forget(db)?;
        return Err(match asked.is_unread {
            true => LoadError::Unread,
            false => LoadError::EndsMuch,
        });
    }
    let mut refused = None;
    let mut take = |tx: &mut Tx<'_>| match take_list(tx, &read.batch) {
        Ok(()) => Ok(true),
        Err(ConfirmError::Db(error)) => Err(error),
        Err(why) => {
            refused = Some(why);
            Ok(false)
        }
    };
    let done = read.carry_out((db, clock), LoadPrices, &mut take, tell);
    let Some(why) = refused else { return Ok(done?) };
    read.forget(db)?;
    Err(match why {
        ConfirmError::AnotherRuns => LoadError::AnotherRuns,
        _ => LoadError::ListChanged,
    })
}
