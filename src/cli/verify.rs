//! `verify`: what should not be in the database, and what to do about it.

use std::io::Write;

use super::{Failure, database, say};
use crate::{
    config::{Config, PublicUrl},
    db,
    verify::{self, Finding, Report},
    web::page::thousands,
};

/// Runs the command: one line for each finding on standard output, progress on standard error. Any finding is a
/// failure, so that a monitor can run it.
pub(super) fn verify() -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Optional)?;
    let db = database::open(&config)?;
    let mut findings = 0_u64;
    let mut found = |finding: Finding| {
        findings += 1;
        say(format!("{} {}", finding.what, finding.to_do));
    };
    let mut progress = progress;
    db.read_now(|conn| {
        let mut report = Report::new(&config.consent, &mut found, &mut progress);
        verify::run(conn, &mut report)
    })
    .map_err(|error: db::Error| {
        Failure::new(format!(
            "The records could not be looked through: {error}. If the database is older than this program, run `partner-center migrate` first."
        ))
    })?;
    match findings {
        0 => {
            say("Nothing was found that should not be there.");
            Ok(())
        }
        1 => Err(Failure::new("1 finding; the line above says what to do.")),
        count => Err(Failure::new(format!(
            "{count} findings; each line above says what to do."
        ))),
    }
}

/// Beside the findings, so that they can be piped. A closed standard error is no reason to stop.
fn progress(what: &'static str, rows: u64) {
    let rows = thousands(i64::try_from(rows).unwrap_or(i64::MAX));
    drop(writeln!(std::io::stderr(), "{what}: {rows} looked at"));
}
