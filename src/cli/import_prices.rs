//! `import prices`: a price sheet of a vendor, for one seller.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{
    Failure,
    import::{begin, doing, of_file, reading, summary},
    keys, say,
};
use crate::{
    clock::Clock,
    price_import::{Extent, LoadError, read_file, store},
    web::page::thousands,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// The whole list: prices that it lacks, of the markets, currencies and segments that occur in it, end.
    Whole,
    /// Changes only: nothing else ends.
    Changes,
}

/// What is loaded, and for whom.
#[derive(Debug, Clone, Args)]
pub(super) struct Prices {
    /// The CSV file of the vendor.
    file: PathBuf,
    /// The seller, by its own domain.
    #[arg(long)]
    partner: String,
    /// How much of the list a price list is; the other files need not say.
    #[arg(long = "as", value_enum)]
    extent: Option<Of>,
    /// Only look: say what would come of each row, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Go on also when more than a tenth of the list would end, or prices that rows may hold which could not be read.
    #[arg(long)]
    end_many: bool,
    #[command(flatten)]
    beginning: keys::Beginning,
}

/// Runs the command.
pub(super) fn prices(command: &Prices) -> Result<(), Failure> {
    let (db, of) = begin(&command.file, &command.partner, command.beginning)?;
    let extent = command.extent.map(|of| match of {
        Of::Whole => Extent::Whole,
        Of::Changes => Extent::Changes,
    });
    let read = read_file(&db, &Clock::System, of, extent, &mut reading).map_err(explain)?;
    summary(&read);
    if command.dry_run {
        read.forget(&db).map_err(of_file)?;
        say("Nothing was changed.");
        return Ok(());
    }
    let mut tell = doing("carried out", &read);
    let done = store(read, &db, &Clock::System, command.end_many, &mut tell).map_err(explain)?;
    say(format!("Rows carried out: {}.", thousands(done.into())));
    Ok(())
}

fn explain(error: LoadError) -> Failure {
    match error {
        LoadError::WhichExtent => Failure::new(
            "Say what the price list is: --as whole (what it lacks ends) or --as changes (nothing else ends).",
        ),
        LoadError::EndsMuch => Failure::new(
            "More than a tenth of the list would end, so nothing was changed. See whether the file is complete; if it is meant, add --end-many.",
        ),
        LoadError::Unread => Failure::new(
            "Rows of the file could not be read, and prices would end that may stand in them, so nothing was changed. Correct the file; if it is meant, add --end-many.",
        ),
        LoadError::ListChanged => Failure::new(
            "Nothing was changed: another file was confirmed while this one was read. Run the command again.",
        ),
        LoadError::AnotherRuns => Failure::new(
            "Nothing was changed: another file is being carried out. Run the command again when it is done.",
        ),
        LoadError::File(error) => of_file(error),
    }
}
