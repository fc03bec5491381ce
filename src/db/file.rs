//! The file of an SQLite database: only its owner may read or write it, from its first moment. SQLite gives the files
//! beside it (`-wal`, `-shm`) the same rights.

use std::{
    fs, io,
    path::Path,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use super::{Error, Result, Trouble};

/// What the last check of the file has found, if anything.
pub(super) type Damage = Arc<RwLock<Option<String>>>;

/// Held while the file is opened: POSIX releases all of a process's locks on a file when any handle of it is closed,
/// and SQLite's locks with them.
static TURN: Mutex<()> = Mutex::new(());

/// Makes the file with rights for its owner only; takes the rights of others away if the file exists.
pub(super) fn keep_to_the_owner(path: &str) -> Result<()> {
    // In memory, or an address that only SQLite understands.
    if path.starts_with(':') || path.starts_with("file:") {
        return Ok(());
    }
    let path = Path::new(path);
    made(path).map_err(|error| {
        let text = format!("the file {} cannot be made: {error}", path.display());
        Error::Unavailable(Trouble::Disk, text)
    })?;
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        tighten(Path::new(&name));
    }
    Ok(())
}

fn made(path: &Path) -> io::Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Changes the rights by name, never through a handle: see [`TURN`]. Warns when this user may use the file but does not
/// own it.
fn tighten(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let Ok(found) = fs::metadata(path) else {
            return;
        };
        let mode = found.permissions().mode();
        if mode & 0o077 == 0 {
            return;
        }
        let own = fs::Permissions::from_mode(mode & 0o700);
        match fs::set_permissions(path, own) {
            Ok(()) => {
                tracing::warn!(file = %path.display(), "others could read the database; that was taken away");
            }
            Err(cause) => {
                tracing::warn!(file = %path.display(), %cause, "others can read the database, and it is not ours to change");
            }
        }
    }
}
