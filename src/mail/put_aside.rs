//! What came to the address to which letters come back and is no report of ours. The operator may look at it for some
//! days; it is people's mail, and anybody may write to an address, so it is bounded and not kept for long.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::report::MOST;

/// The name of the folder.
const NAME: &str = "not-reports";
/// Most files that are kept.
const KEPT: usize = 1_000;
/// How long they are kept.
const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often what is older is looked for.
const TIDY: Duration = Duration::from_secs(60 * 60);

/// The folder with these files.
#[derive(Clone)]
pub(super) struct Others {
    place: PathBuf,
    tidied: Arc<Mutex<Option<Instant>>>,
}

impl Others {
    /// The one inside the folder for what comes.
    pub(super) fn inside(folder: &Path) -> Self {
        Self {
            place: folder.join(NAME),
            tidied: Arc::default(),
        }
    }

    /// Where it is.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    /// Makes it where it is missing.
    pub(super) fn make(&self) -> io::Result<()> {
        fs::create_dir_all(&self.place)
    }

    /// Takes a file in, or removes it where it is too long or there are too many.
    pub(super) fn take(&self, file: &Path, name: &str) -> io::Result<()> {
        self.make()?;
        let why_not = if fs::metadata(file)?.len() > u64::try_from(MOST).unwrap_or(u64::MAX) {
            Some("it is too long")
        } else if fs::read_dir(&self.place)?.count() >= KEPT {
            Some("there are too many")
        } else {
            None
        };
        if let Some(why) = why_not {
            tracing::warn!(
                file = name,
                why,
                "mail: this is no delivery report of ours; it is removed"
            );
            return fs::remove_file(file);
        }
        tracing::info!(
            file = name,
            "mail: this is no delivery report of ours; it is moved to {NAME}"
        );
        fs::rename(file, self.place.join(name))
    }

    /// Removes what is old, at first and then once an hour.
    pub(super) fn forget_old(&self) {
        let mut tidied = self.tidied.lock().unwrap_or_else(PoisonError::into_inner);
        if tidied.is_some_and(|at| at.elapsed() < TIDY) {
            return;
        }
        *tidied = Some(Instant::now());
        let Ok(kept) = fs::read_dir(&self.place) else {
            return;
        };
        for entry in kept.flatten() {
            let changed = entry.metadata().and_then(|it| it.modified());
            let age = changed.ok().and_then(|at| at.elapsed().ok());
            if age.is_some_and(|age| age > KEPT_FOR)
                && let Err(error) = fs::remove_file(entry.path())
            {
                let name = entry.file_name();
                tracing::warn!(file = %name.display(), %error, "mail: an old file cannot be removed");
            }
        }
    }
}
