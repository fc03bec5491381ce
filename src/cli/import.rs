//! `import customers`: the customer export of another portal, for one partner.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Failure, database, keys, say};
use crate::{
    clock::Clock,
    config::{Config, PublicUrl},
    customer_import::{ImportError, read_file, store},
    customers::ImportedFrom,
    db::{self, Db},
    identity::{self, Partner},
    text,
    uploads::{FileError, FileRead, FromFile},
    web::page::thousands,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Portal {
    /// Partner Center or the Microsoft 365 admin center.
    Office365,
    /// The Azure portal.
    Azure,
}

/// What is imported, and for whom.
#[derive(Debug, Clone, Args)]
pub(super) struct Customers {
    /// The CSV file that the portal exported.
    file: PathBuf,
    /// The partner, by its own domain.
    #[arg(long)]
    partner: String,
    /// The portal, where the headings do not tell.
    #[arg(long, value_enum)]
    from: Option<Portal>,
    /// Only look: say what would come of each row, and store nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    beginning: keys::Beginning,
}

/// Runs the command.
pub(super) fn customers(command: &Customers) -> Result<(), Failure> {
    let (db, of) = begin(&command.file, &command.partner, command.beginning)?;
    let portal = command.from.map(|portal| match portal {
        Portal::Office365 => ImportedFrom::Office365,
        Portal::Azure => ImportedFrom::Azure,
    });
    let read = read_file(&db, &Clock::System, of, portal, &mut reading).map_err(explain)?;
    summary(&read);
    if command.dry_run {
        read.forget(&db).map_err(of_file)?;
        say("Nothing was stored.");
        return Ok(());
    }
    let mut tell = doing("stored", &read);
    let stored = store(&read, &db, &Clock::System, &mut tell).map_err(of_file)?;
    say(format!("Rows stored: {}.", thousands(stored.into())));
    Ok(())
}

/// The database, ready, and the file for the partner.
pub(super) fn begin(
    path: &Path,
    partner: &str,
    beginning: keys::Beginning,
) -> Result<(Db, FromFile), Failure> {
    let config = Config::from_env(PublicUrl::Optional)?;
    let db = database::open(&config)?;
    db.migrate()?;
    // Nothing here needs the keys; a database that is not the one meant is found out by them.
    keys::of(&config, &db, beginning)?;
    let partner = find_partner(&db, partner)?;
    let shown = path.display();
    let file = File::open(path).map_err(|error| {
        Failure::new(format!(
            "Cannot open {shown}: {error}. Check the path and that this user may read it."
        ))
    })?;
    let of = FromFile {
        partner,
        rules: config.consent,
        name: shown.to_string(),
        file,
    };
    Ok((db, of))
}

fn find_partner(db: &Db, typed: &str) -> Result<Partner, Failure> {
    let domain = text::domain(typed).map_err(Failure::new)?;
    let (found, all) = db.read_now(|conn| {
        Ok::<_, db::Error>((
            identity::partner_by_domain(conn, &domain)?,
            identity::partners(conn)?,
        ))
    })?;
    found.ok_or_else(|| {
        let known: Vec<&str> = all
            .iter()
            .take(20)
            .map(|partner| partner.domain.as_str())
            .collect();
        Failure::new(format!(
            "No partner has the domain {domain}. Known: {}. `admin create` makes one.",
            if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            }
        ))
    })
}

fn explain(error: ImportError) -> Failure {
    match error {
        ImportError::WhichPortal => Failure::new(
            "The headings do not tell which portal this file is from. Say it: --from office365 or --from azure.",
        ),
        ImportError::File(error) => of_file(error),
    }
}

/// What stands in the way of any file, and what to do.
pub(super) fn of_file(error: FileError) -> Failure {
    match error {
        FileError::Refused(why) => Failure::new(format!("{why}.")),
        FileError::Stopped => Failure::new(
            "Somebody stopped this on the partner's page, or confirmed another file. What was done stays; see its page for the rest.",
        ),
        FileError::Db(error) => error.into(),
    }
}

/// How many rows there are of each verdict, and some that make no sense.
pub(super) fn summary(read: &FileRead) {
    for (verdict, count) in &read.verdicts {
        say(format!("{:>9}  {}", thousands(*count), verdict.label()));
    }
    for row in &read.unreadable {
        say(format!("  line {}: {}", row.line, row.why));
    }
}

/// Says how far the reading is.
pub(super) fn reading(rows: i32, percent: i64) {
    progress(&format!(
        "read {} rows, {percent} %",
        thousands(rows.into())
    ));
}

/// Says how many rows are done.
pub(super) fn doing(what: &'static str, read: &FileRead) -> impl FnMut(i32) + use<> {
    let all = thousands(read.good().into());
    move |done| progress(&format!("{what} {} of {all}", thousands(done.into())))
}

/// Beside the result, so that it can be piped.
fn progress(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}
