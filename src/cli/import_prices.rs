//! `import prices`: a price sheet of a vendor, for one seller.

use std::{fs::File, path::PathBuf};

use clap::{Args, ValueEnum};

use super::{
    Failure, database,
    import::{find_partner, progress},
    keys, say,
};
use crate::{
    clock::Clock,
    config::{Config, PublicUrl},
    price_import::{Extent, FileError, PriceFile, PriceFileRead, read_file},
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
    /// Go on also when more than a tenth of the list would end.
    #[arg(long)]
    end_many: bool,
    #[command(flatten)]
    beginning: keys::Beginning,
}

/// Runs the command.
pub(super) fn prices(command: &Prices) -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Optional)?;
    let db = database::open(&config)?;
    db.migrate()?;
    // Nothing here needs the keys; a database that is not the one meant is found out by them.
    keys::of(&config, &db, command.beginning)?;
    let partner = find_partner(&db, &command.partner)?;
    let shown = command.file.display();
    let file = File::open(&command.file).map_err(|error| {
        Failure::new(format!(
            "Cannot open {shown}: {error}. Check the path and that this user may read it."
        ))
    })?;
    let of = PriceFile {
        partner,
        extent: command.extent.map(|of| match of {
            Of::Whole => Extent::Whole,
            Of::Changes => Extent::Changes,
        }),
        rules: config.consent.clone(),
        name: shown.to_string(),
        file,
    };
    let read = read_file(&db, &Clock::System, of, &mut |rows, percent| {
        progress(&format!(
            "read {} rows, {percent} %",
            thousands(rows.into())
        ));
    })
    .map_err(explain)?;
    summary(&read);
    if command.dry_run {
        read.forget(&db).map_err(explain)?;
        say("Nothing was changed.");
        return Ok(());
    }
    let all = read.good();
    let stored = read
        .store(&db, &Clock::System, command.end_many, &mut |done| {
            progress(&format!(
                "carried out {} of {}",
                thousands(done.into()),
                thousands(all.into())
            ));
        })
        .map_err(explain)?;
    say(format!("Rows carried out: {}.", thousands(stored.into())));
    Ok(())
}

fn explain(error: FileError) -> Failure {
    match error {
        FileError::Refused(why) => Failure::new(format!("{why}.")),
        FileError::WhichExtent => Failure::new(
            "Say what the price list is: --as whole (what it lacks ends) or --as changes (nothing else ends).",
        ),
        FileError::EndsMuch => Failure::new(
            "More than a tenth of the list would end, so nothing was changed. See whether the file is complete; if it is meant, add --end-many.",
        ),
        FileError::Stopped => Failure::new(
            "Somebody stopped this on the page of the upload, or confirmed another file. What was changed stays; load the file again.",
        ),
        FileError::Db(error) => error.into(),
    }
}

fn summary(read: &PriceFileRead) {
    for (verdict, count) in &read.verdicts {
        say(format!("{:>9}  {}", thousands(*count), verdict.label()));
    }
    for row in &read.unreadable {
        say(format!("  line {}: {}", row.line, row.why));
    }
}
