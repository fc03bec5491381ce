//! The database that the settings name, opened for a command.

use std::path::Path;

use super::Failure;
use crate::{config::Config, db::Db};

/// Opens the database. The data folder is made first: it usually holds the database, too.
pub(super) fn open(config: &Config) -> Result<Db, Failure> {
    make_folder(&config.data_dir)?;
    Db::open(&config.database, config.connections).map_err(|error| {
        Failure::new(format!(
            "Cannot open the database {:?}: {}. Check PARTNER_CENTER_DATABASE_URL and that this user may use it.",
            config.database,
            error.to_string().trim_end()
        ))
    })
}

/// For its owner alone: it holds the keys.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).map_err(|error| {
        Failure::new(format!(
            "Cannot make the data folder {}: {error}. Make it yourself, or set PARTNER_CENTER_DATA_DIR.",
            folder.display()
        ))
    })
}
