//! `bounce`: a message that came to the address to which letters come back, from the mail server that took it.

use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

use clap::Args;

use super::{Failure, database, keys, say};
use crate::{
    app,
    clock::Clock,
    config::{Config, PublicUrl},
    mail::{DropFolder, Fate, MESSAGE_MOST},
};

/// What a mail server understands as "not now, again later" (`EX_TEMPFAIL`). Any other failure would be told to
/// whoever sent the message.
const LATER: u8 = 75;

/// What the mail server knows beside the message.
#[derive(Debug, Clone, Args)]
pub(super) struct Options {
    /// The address that the message came to, where it stands in none of its headers.
    #[arg(long)]
    recipient: Option<String>,
}

/// Runs the command.
pub(super) fn bounce(options: &Options) -> ExitCode {
    match take_in(options) {
        Ok(Fate::Later) => ExitCode::from(LATER),
        Ok(fate) => {
            say(match fate {
                Fate::Failed => "The letter is marked as not delivered.",
                Fate::Nothing | Fate::Later => "A report that changes nothing.",
                Fate::NoReport => "No delivery report.",
                Fate::NotOurs => "A report about no letter of this installation.",
            });
            ExitCode::SUCCESS
        }
        Err(failure) => {
            // Standard error may be closed; the exit code still tells.
            drop(writeln!(io::stderr(), "partner-center: {failure}"));
            ExitCode::from(LATER)
        }
    }
}

fn take_in(options: &Options) -> Result<Fate, Failure> {
    let message = message(&mut io::stdin().lock())
        .map_err(|error| Failure::new(format!("Cannot read the message: {error}.")))?;
    let config = Config::from_env(PublicUrl::Optional)?;
    let mail = config.mail.as_ref();
    let Some(address) = mail.and_then(|mail| mail.smtp.return_address.clone()) else {
        return Err(Failure::new(
            "Letters come back to no address of their own. Set PARTNER_CENTER_BOUNCE_ADDRESS, with the other settings of the server.",
        ));
    };
    let db = database::open(&config)?;
    let secrets = keys::of(&config, &db, keys::Beginning::default())?;
    let returns = app::returns(&db, Clock::System, &secrets, &address);
    Ok(returns.take_in(&message, options.recipient.as_deref())?)
}

/// The beginning of the message. The rest is read, too, since the writer waits for it.
fn message(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut message = Vec::new();
    let most = u64::try_from(MESSAGE_MOST).unwrap_or(u64::MAX);
    from.by_ref().take(most).read_to_end(&mut message)?;
    io::copy(from, &mut io::sink())?;
    Ok(message)
}

/// Whether the folder for letters that come back can be used, where one is set.
pub(super) fn check_folder(config: &Config) -> Result<(), Failure> {
    let mail = config.mail.as_ref();
    let Some(folder) = mail.and_then(|mail| mail.bounce_folder.as_ref()) else {
        return Ok(());
    };
    DropFolder::check(folder).map_err(|error| {
        Failure::new(format!(
            "The folder {} cannot be used: {error}. Make it, and let this user and the mail server write it, or correct PARTNER_CENTER_BOUNCE_FOLDER.",
            folder.display()
        ))
    })
}
