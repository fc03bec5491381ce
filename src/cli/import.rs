//! `import customers`: the customer export of another portal, for one partner.

use std::{fs::File, io::Write, path::PathBuf};

use clap::{Args, ValueEnum};

use super::{Failure, database, keys, say};
use crate::{
    clock::Clock,
    config::{Config, PublicUrl},
    customer_import::{FileError, FileImport, FileRead, read_file},
    customers::ImportedFrom,
    db::{self, Db},
    identity::{self, Partner},
    text,
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
    let import = FileImport {
        partner,
        portal: command.from.map(|portal| match portal {
            Portal::Office365 => ImportedFrom::Office365,
            Portal::Azure => ImportedFrom::Azure,
        }),
        rules: config.consent.clone(),
        name: shown.to_string(),
        file,
    };
    let read = read_file(&db, &Clock::System, import, &mut |rows, percent| {
        progress(&format!(
            "read {} rows, {percent} %",
            thousands(rows.into())
        ));
    })
    .map_err(explain)?;
    summary(&read);
    if command.dry_run {
        read.forget(&db).map_err(explain)?;
        say("Nothing was stored.");
        return Ok(());
    }
    let all = read.good();
    let stored = read
        .store(&db, &Clock::System, &mut |done| {
            progress(&format!(
                "stored {} of {}",
                thousands(done.into()),
                thousands(all.into())
            ));
        })
        .map_err(explain)?;
    say(format!("Rows stored: {}.", thousands(stored.into())));
    Ok(())
}

pub(super) fn find_partner(db: &Db, typed: &str) -> Result<Partner, Failure> {
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

fn explain(error: FileError) -> Failure {
    match error {
        FileError::Refused(why) => Failure::new(format!("{why}.")),
        FileError::WhichPortal => Failure::new(
            "The headings do not tell which portal this file is from. Say it: --from office365 or --from azure.",
        ),
        FileError::Stopped => Failure::new(
            "Somebody stopped this import on the partner's page. What was stored stays; it can go on there.",
        ),
        FileError::Db(error) => error.into(),
    }
}

fn summary(read: &FileRead) {
    for (verdict, count) in &read.verdicts {
        say(format!("{:>9}  {}", thousands(*count), verdict.label()));
    }
    for row in &read.unreadable {
        say(format!("  line {}: {}", row.line, row.why));
    }
}

/// Beside the result, so that it can be piped.
pub(super) fn progress(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}
