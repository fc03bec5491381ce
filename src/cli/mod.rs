//! The command line. Every failure says what to do, on standard error, with a non-zero exit.

mod admin;
mod bounce;
mod check;
mod database;
mod demo;
mod door;
mod failure;
mod import;
mod import_prices;
mod keys;
mod log;
mod serve;
mod terminal;
mod verify;

use std::{io::Write, process::ExitCode};

use clap::{Parser, Subcommand};

use failure::Failure;
use terminal::say;

use crate::config::{Config, PublicUrl, table_of_settings};

/// Connects resellers with their customers. Settings come from PARTNER_CENTER_… variables; see the README.
#[derive(Debug, Parser)]
#[command(
    name = "partner-center",
    version,
    about,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the site: apply migrations, serve pages, send mail.
    Serve(keys::Beginning),
    /// Apply the migrations that the database lacks.
    Migrate,
    /// People who run partners.
    #[command(subcommand)]
    Admin(AdminCommand),
    /// The keys that links are made with.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// What other portals know.
    #[command(subcommand)]
    Import(ImportCommand),
    /// The configuration.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Outgoing mail.
    #[command(subcommand)]
    Mail(MailCommand),
    /// Read a delivery report from standard input, as a mail server hands it over; exits with 75 when it must try again.
    Bounce(bounce::Options),
    /// Look through the records for what should not be there, and say what to do about it; changes nothing.
    Verify,
    /// Ask the running server whether it is ready; for containers and monitors.
    Healthcheck,
    /// Run everything in a fresh temporary database with made-up companies.
    Demo(demo::Options),
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Create a Global admin, and the partner if its domain is new; print a one-time set-up link.
    Create(admin::Create),
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make new keys, when they are lost or somebody else knows them; say what becomes dead.
    Renew(keys::Renew),
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Import the customer export of another portal for a partner; say what comes of each row.
    Customers(import::Customers),
    /// Load a vendor's price list, offer matrix or table of licenses for a seller; say what comes of each row.
    Prices(import_prices::Prices),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print what is in force, without secrets, or everything that is wrong.
    Check,
    /// Print every setting with its default, as a table in Markdown.
    List,
}

#[derive(Debug, Subcommand)]
enum MailCommand {
    /// Send one letter and show the dialogue with the mail server, without secrets.
    Test {
        /// Who gets it.
        #[arg(long)]
        to: String,
    },
}

/// Runs the command that was typed.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(beginning) => serve::serve(beginning),
        Command::Migrate => migrate(),
        Command::Admin(AdminCommand::Create(new)) => admin::create(new),
        Command::Keys(KeysCommand::Renew(options)) => keys::renew(options),
        Command::Import(ImportCommand::Customers(command)) => import::customers(&command),
        Command::Import(ImportCommand::Prices(command)) => import_prices::prices(&command),
        Command::Config(ConfigCommand::Check) => check::config(),
        Command::Config(ConfigCommand::List) => {
            say(table_of_settings().trim_end());
            Ok(())
        }
        Command::Mail(MailCommand::Test { to }) => check::mail(&to),
        Command::Bounce(options) => return bounce::bounce(&options),
        Command::Verify => verify::verify(),
        Command::Healthcheck => check::health(),
        Command::Demo(options) => demo::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed; the exit code still tells.
            drop(writeln!(std::io::stderr(), "partner-center: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn migrate() -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Optional)?;
    let applied = database::open(&config)?.migrate()?;
    for name in &applied {
        say(format!("applied {name}"));
    }
    say(match applied.len() {
        0 => "The database is up to date.".to_owned(),
        1 => "1 migration applied.".to_owned(),
        count => format!("{count} migrations applied."),
    });
    Ok(())
}
