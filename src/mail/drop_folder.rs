//! The folder into which a mail server puts what comes to the address to which letters come back: a Maildir, or files
//! that are moved in whole.
//!
//! A report that was read is removed. What is no report of ours is moved into a folder inside, for the operator to look
//! at. Each process looks into its own folder, so this is no job of the common table.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{sync::watch, time::sleep};

use super::{
    report::MOST,
    returned::{Fate, Returns},
};
use crate::db;

/// How often it is looked into.
const LOOK: Duration = Duration::from_secs(5);
/// Files that one look deals with; the rest is for the next, so that a stop does not wait long.
const FILES: usize = 100;
/// What is no report of ours.
const OTHERS: &str = "not-reports";
/// Most files that are kept there. Anybody may write to an address.
const OTHERS_KEPT: usize = 1_000;

/// The folder, and what reads it.
#[derive(Clone)]
pub struct DropFolder {
    /// Where it is.
    pub folder: PathBuf,
    /// Takes in what is found.
    pub returns: Returns,
}

impl DropFolder {
    /// Whether a folder can be used: read, and changed.
    ///
    /// # Errors
    /// With the reason.
    pub fn check(folder: &Path) -> io::Result<()> {
        let place = place_of(folder);
        fs::read_dir(&place)?;
        tempfile::Builder::new()
            .prefix(".check")
            .tempfile_in(&place)
            .map(drop)
    }

    /// Looks into the folder until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut is_well = true;
        while !*stop.borrow() {
            let this = self.clone();
            let looked = tokio::task::spawn_blocking(move || this.look()).await;
            let found = match looked.unwrap_or_else(|error| Err(error.to_string())) {
                Ok(count) => {
                    is_well = true;
                    count
                }
                Err(error) => {
                    // Once, and not every few seconds.
                    if std::mem::take(&mut is_well) {
                        tracing::error!(folder = %self.folder.display(), error, "mail: delivery reports cannot be read");
                    }
                    0
                }
            };
            if found < FILES {
                tokio::select! {
                    _ = stop.changed() => {}
                    () = sleep(LOOK) => {}
                }
            }
        }
    }

    /// Takes in what is there now, and returns how many files it has dealt with.
    ///
    /// # Errors
    /// In words, when the folder or the database cannot be used. What was not read stays.
    pub fn look(&self) -> Result<usize, String> {
        let files = files(&place_of(&self.folder)).map_err(|error| error.to_string())?;
        let mut count = 0;
        for file in files {
            if count == FILES {
                break;
            }
            let fate = match read(&file) {
                Ok(message) => self.returns.take_in(&message, None),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    tracing::warn!(file = name_of(&file), %error, "mail: a file cannot be read");
                    Ok(Fate::NoReport)
                }
            };
            count += usize::from(
                self.settle(&file, fate)
                    .map_err(|error| error.to_string())?,
            );
        }
        Ok(count)
    }

    /// Removes the file, moves it aside, or lets it wait; returns whether it is gone.
    fn settle(&self, file: &Path, fate: db::Result<Fate>) -> io::Result<bool> {
        let gone = match fate.map_err(|error| io::Error::other(error.to_string()))? {
            Fate::Later => return Ok(false),
            Fate::Failed | Fate::Nothing => fs::remove_file(file),
            Fate::NoReport | Fate::NotOurs => self.put_aside(file),
        };
        match gone {
            // Another process on the same folder was first; the letter was marked once.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            gone => gone.map(|()| true),
        }
    }

    fn put_aside(&self, file: &Path) -> io::Result<()> {
        let others = self.folder.join(OTHERS);
        fs::create_dir_all(&others)?;
        let name = name_of(file);
        if fs::read_dir(&others)?.count() >= OTHERS_KEPT {
            tracing::warn!(
                file = name,
                "mail: this is no delivery report of ours; it is removed, since {OTHERS} is full"
            );
            return fs::remove_file(file);
        }
        tracing::info!(
            file = name,
            "mail: this is no delivery report of ours; it is moved to {OTHERS}"
        );
        fs::rename(file, others.join(name))
    }
}

/// Where mail is delivered in a Maildir, or the folder itself.
fn place_of(folder: &Path) -> PathBuf {
    let new = folder.join("new");
    if new.is_dir() {
        return new;
    }
    folder.to_owned()
}

/// The files that are there in whole, in the order of their names. Programs name what they still write `.…` or `….tmp`.
fn files(place: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.file_type()?.is_file() && !name.starts_with('.') && !name.ends_with(".tmp") {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut message = Vec::new();
    File::open(file)?
        .take(u64::try_from(MOST).unwrap_or(u64::MAX))
        .read_to_end(&mut message)?;
    Ok(message)
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
