//! The keys: found for a command, and `keys renew`.

use clap::Args;

use super::{Failure, database, say};
use crate::{
    clock::Clock,
    config::{Config, PublicUrl},
    db::Db,
    identity,
    installation::{self, KeysError, Renewal},
    secrets::{KeysFile, Secrets},
};

/// Companies that are named one by one; the staff see all of theirs.
const SHOWN: usize = 50;

/// For commands that may be the first of an installation.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Beginning {
    /// The database is empty though keys are there, and that is meant: begin anew with these keys.
    #[arg(long)]
    pub(super) new_database: bool,
}

/// What is renewed.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Renew {
    /// Do it. Without this, the command only says what would become dead.
    #[arg(long)]
    yes: bool,
}

/// The keys of this database, which is migrated. The first command of an installation makes them.
pub(super) fn of(config: &Config, db: &Db, beginning: Beginning) -> Result<Secrets, Failure> {
    let file = KeysFile::within(&config.data_dir);
    installation::keys(db, &file, beginning.new_database, Clock::System.now())
        .map_err(|error| explain(error, &file, db))
}

fn explain(error: KeysError, file: &KeysFile, db: &Db) -> Failure {
    let path = file.path();
    let path = path.display();
    Failure::new(match error {
        KeysError::Lost => format!(
            "The keys of this database are missing: {path} is not there. \
             Restore that file from where it was kept; a server that shares the database needs a copy of the same file. \
             If it is lost for good: partner-center keys renew says what becomes dead, and makes new keys."
        ),
        KeysError::Foreign => format!(
            "The keys in {path} do not belong to this database: its links were made with others, and would not fit. \
             Restore the right file from where it was kept; a server that shares the database needs a copy of the same file. \
             If it is lost for good: partner-center keys renew says what becomes dead, and makes new keys."
        ),
        KeysError::DatabaseGone => format!(
            "The database {:?} is empty, but there are keys in {path}, so it was in use once. \
             Restore the database, or correct PARTNER_CENTER_DATABASE_URL. If it is meant to be a new one, \
             say so once with --new-database, or move the keys away.",
            db.url()
        ),
        KeysError::File(error) => format!("Cannot use the keys in {path}: {error}"),
        KeysError::Db(error) => return error.into(),
    })
}

/// Runs `keys renew`.
pub(super) fn renew(options: Renew) -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Optional)?;
    let db = database::open(&config)?;
    db.migrate()?;
    let file = KeysFile::within(&config.data_dir);
    let now = Clock::System.now();
    let refused = |error| explain(error, &file, &db);
    if options.yes {
        let renewal = installation::renew(&db, &file, now).map_err(refused)?;
        say(
            "New keys are in force; what was in the keys file before is kept beside it. This is what became of the old ones:\n",
        );
        report(&db, &renewal)?;
        say("\nStart every server again, with a copy of the new keys file, and back it up.");
        return Ok(());
    }
    let renewal = installation::preview(&db, now).map_err(refused)?;
    say("With new keys this would happen:\n");
    report(&db, &renewal)?;
    Err(Failure::new(
        "Nothing was changed. Stop every server of this database, back up both, and run it again with --yes.",
    ))
}

fn report(db: &Db, renewal: &Renewal) -> Result<(), Failure> {
    let reissued = &renewal.invitations;
    let dead = &reissued.to_hand_out_again;
    for (count, what) in [
        (
            dead.len(),
            "links that were handed out are dead; the staff who did are told, and find the new ones on their pages",
        ),
        (
            renewal.passwords.set_up.len(),
            "people need a new set-up link (admin create)",
        ),
        (
            renewal.passwords.reset,
            "links for a forgotten password are dead; the sign-in page sends others",
        ),
        (
            renewal.privileges,
            "links with which customers end privileges are dead; the next letter about each has a new one",
        ),
        (
            renewal.codes,
            "codes of customers are dead; their page sends others",
        ),
        (
            renewal.user_passwords,
            "links of customers' users are dead; staff mail others",
        ),
        (renewal.sessions, "browsers are signed out"),
        (
            reissued.in_letters,
            "letters that are still queued leave with a new link",
        ),
        (
            reissued.drafts,
            "drafts get a new link, which nobody has yet",
        ),
    ] {
        say(format!("{count:>7}  {what}"));
    }
    let partners = db.read_now(identity::partners)?;
    for invitation in dead.iter().take(SHOWN) {
        let partner = partners
            .iter()
            .find(|partner| partner.id == invitation.partner_id)
            .map_or("", |partner| partner.legal_name.as_str());
        say(format!(
            "         dead: {partner} to {} ({})",
            invitation.company_name, invitation.domain
        ));
    }
    if dead.len() > SHOWN {
        say(format!("         and {} more", dead.len() - SHOWN));
    }
    for email in &renewal.passwords.set_up {
        say(format!("         set-up link: {email}"));
    }
    Ok(())
}
