//! The folder into which a mail server puts what comes to the address to which letters come back: a Maildir, or files
//! that are moved in whole.
//!
//! A report that was read is removed. What is no report of ours is moved into a folder inside, for the operator to look
//! at (`put_aside`). No file keeps the others from being read: what cannot be dealt with stays and is named in the log.
//! Each process looks into its own folder, so this is no job of the common table.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::sleep};

use super::{
    put_aside::Others,
    report::MOST,
    returned::{Fate, Returns},
};
use crate::db;

/// How often it is looked into.
const LOOK: Duration = Duration::from_secs(5);
/// Files that one look goes through; the rest is for the next, so that a stop does not wait long.
const FILES: usize = 100;
/// So long a report waits for our own note that its letter was sent, which follows within seconds.
const WAITS: Duration = Duration::from_secs(60 * 60);

/// The folder, and what reads it.
#[derive(Clone)]
pub struct DropFolder {
    /// Where it is.
    pub folder: PathBuf,
    /// Takes in what is found.
    pub returns: Returns,
    others: Others,
    /// The last file of the look before, behind which the next one goes on.
    behind: Arc<Mutex<Option<PathBuf>>>,
    /// Files that could not be dealt with, and were named in the log.
    stuck: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl DropFolder {
    /// A folder that nobody has looked into yet.
    #[must_use]
    pub fn new(folder: PathBuf, returns: Returns) -> Self {
        Self {
            others: Others::inside(&folder),
            folder,
            returns,
            behind: Arc::default(),
            stuck: Arc::default(),
        }
    }

    /// Whether a folder can be used: read, changed, and what is no report put aside in it.
    ///
    /// # Errors
    /// With the reason.
    pub fn check(folder: &Path) -> io::Result<()> {
        let place = place_of(folder);
        fs::read_dir(&place)?;
        let others = Others::inside(folder);
        others.make()?;
        for used in [place.as_path(), others.place()] {
            tempfile::Builder::new()
                .prefix(".check")
                .tempfile_in(used)?
                .close()?;
        }
        Ok(())
    }

    /// Looks into the folder until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut is_well = true;
        while !*stop.borrow() {
            let this = self.clone();
            let looked = tokio::task::spawn_blocking(move || this.look()).await;
            match looked.unwrap_or_else(|error| Err(error.to_string())) {
                Ok(_) => is_well = true,
                Err(error) => {
                    // Once, and not every few seconds.
                    if std::mem::take(&mut is_well) {
                        tracing::error!(folder = %self.folder.display(), error, "mail: delivery reports cannot be read");
                    }
                }
            }
            if !is_well || locked(&self.behind).is_none() {
                tokio::select! {
                    _ = stop.changed() => {}
                    () = sleep(LOOK) => {}
                }
            }
        }
    }

    /// Goes through what is there now, as far as one look goes, and returns how many files are gone. The next look goes on
    /// behind them, and begins anew after the last.
    ///
    /// # Errors
    /// In words, when the folder or the database cannot be used. What was not read stays.
    pub fn look(&self) -> Result<usize, String> {
        self.others.forget_old();
        let files = files(&place_of(&self.folder)).map_err(|error| error.to_string())?;
        locked(&self.stuck).retain(|file| files.binary_search(file).is_ok());
        let behind = locked(&self.behind).take();
        let mut files = files
            .into_iter()
            .filter(|file| behind.as_ref().is_none_or(|last| file > last));
        let mut gone = 0;
        let mut last = None;
        for file in files.by_ref().take(FILES) {
            gone += usize::from(self.deal_with(&file)?);
            last = Some(file);
        }
        if files.next().is_some() {
            *locked(&self.behind) = last;
        }
        Ok(gone)
    }

    /// Returns whether the file is gone.
    fn deal_with(&self, file: &Path) -> Result<bool, String> {
        let settled = match read(file).map(|message| self.fate_of(&message, file)) {
            Ok(Ok(fate)) => self.settle(file, fate),
            // Nor can any other file be dealt with.
            Ok(Err(db::Error::Unavailable(_, error))) => return Err(error),
            Ok(Err(error)) => Err(io::Error::other(error.to_string())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => Err(error),
        };
        Ok(settled.unwrap_or_else(|error| {
            // Once, and not at every look.
            if locked(&self.stuck).insert(file.to_owned()) {
                tracing::warn!(file = name_of(file), %error, "mail: a file cannot be dealt with");
            }
            false
        }))
    }

    fn fate_of(&self, message: &[u8], file: &Path) -> db::Result<Fate> {
        let taken = catch_unwind(AssertUnwindSafe(|| self.returns.take_in(message, None)));
        taken.unwrap_or_else(|_| {
            tracing::error!(
                file = name_of(file),
                "mail: a fault of ours while reading a file"
            );
            Ok(Fate::NoReport)
        })
    }

    /// Removes the file, moves it aside, or lets it wait; returns whether it is gone.
    fn settle(&self, file: &Path, fate: Fate) -> io::Result<bool> {
        let gone = match fate {
            Fate::Later if !has_waited(file)? => return Ok(false),
            Fate::Later => {
                tracing::warn!(
                    file = name_of(file),
                    "mail: a report about a letter that was never noted as sent is given up"
                );
                fs::remove_file(file)
            }
            Fate::Failed | Fate::Nothing => fs::remove_file(file),
            Fate::NoReport | Fate::NotOurs => self.others.take(file, &name_of(file)),
        };
        match gone {
            // Another process on the same folder was first; the letter was marked once.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            gone => gone.map(|()| true),
        }
    }
}

fn locked<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the file has been there for so long that its letter will not be noted as sent any more.
fn has_waited(file: &Path) -> io::Result<bool> {
    let age = fs::metadata(file)?.modified()?.elapsed();
    Ok(age.is_ok_and(|age| age > WAITS))
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
        let is_whole = !name.starts_with('.') && !name.ends_with(".tmp");
        // Where its kind cannot be told, it is gone.
        if is_whole && entry.file_type().is_ok_and(|kind| kind.is_file()) {
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
