//! Imports a file from the command line, see [`FromFile`].

use super::{
    kind::{CustomerImport, ImportCustomers, Settings},
    portals::portal_of,
};
use crate::{
    clock::Clock,
    customers::ImportedFrom,
    db::Db,
    uploads::{FileError, FileRead, FromFile},
};

/// What stands in the way.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The headings do not tell which portal it is from.
    #[error("the headings do not tell which portal the file is from")]
    WhichPortal,
    /// What stands in the way of any file.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Reads the file; without a portal, the headings are to tell which. `tell` hears how many rows there are so far, and of a
/// hundred parts how many are read.
pub fn read_file(
    db: &Db,
    clock: &Clock,
    mut of: FromFile,
    portal: Option<ImportedFrom>,
    tell: &mut dyn FnMut(i32, i64),
) -> Result<FileRead, ImportError> {
    let opening = of.look(&CustomerImport)?;
    let portal = portal.or_else(|| portal_of(&opening.first));
    let settings = Settings {
        portal: portal.ok_or(ImportError::WhichPortal)?,
    };
    Ok(of.read((db, clock), &CustomerImport, opening, &settings, tell)?)
}

/// Stores the rows; `tell` hears how many are done. Returns how many there were.
///
/// # Errors
/// See [`FileError`]; what is done stays, and can go on from the partner's page.
pub fn store(
    read: &FileRead,
    db: &Db,
    clock: &Clock,
    tell: &mut dyn FnMut(i32),
) -> Result<i32, FileError> {
    let shared = read.rules.shared.clone();
    read.carry_out(
        (db, clock),
        ImportCustomers { shared },
        &mut |_| Ok(true),
        tell,
    )
}
