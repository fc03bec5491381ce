//! The file `keys` in the data folder, for its owner alone.
//!
//! New keys are written to `keys.new` first, then their fingerprint to the database, then `keys.new` replaces `keys`.
//! If this is interrupted, one of the two files matches the database.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::Secrets;

/// The folder that holds the keys of an installation.
#[derive(Debug, Clone)]
pub struct KeysFile {
    folder: PathBuf,
}

impl KeysFile {
    /// In this folder.
    #[must_use]
    pub fn within(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join("keys")
    }

    fn new_path(&self) -> PathBuf {
        self.folder.join("keys.new")
    }

    /// The keys in force, if there are any.
    ///
    /// # Errors
    /// When the file cannot be read, is not one of ours, or others than its owner can read it.
    pub fn present(&self) -> io::Result<Option<Secrets>> {
        read(&self.path())
    }

    /// New keys that are not in force yet.
    pub fn staged(&self) -> io::Result<Option<Secrets>> {
        read(&self.new_path())
    }

    /// Makes new keys, not yet in force. Keeps a copy of the present ones beside, with today's date in its name.
    pub fn stage(&self, day: &str) -> io::Result<Secrets> {
        fs::create_dir_all(&self.folder)?;
        if let Ok(present) = fs::read(self.path()) {
            write(&self.folder.join(format!("keys.until-{day}")), &present)?;
        }
        let fresh = Secrets::ephemeral()?;
        write(&self.new_path(), fresh.print().as_bytes())?;
        Ok(fresh)
    }

    /// The new keys are in force from now on. Two processes may do it at once.
    pub fn put_in_force(&self) -> io::Result<()> {
        match fs::rename(self.new_path(), self.path()) {
            // Another process was first.
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.path().exists() => {}
            done => done?,
        }
        fs::File::open(&self.folder)?.sync_all()
    }
}

/// Writes a file atomically and syncs it to the disk. tempfile makes it readable by its owner only.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut staged = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut staged, content)?;
    staged.as_file().sync_all()?;
    staged.persist(path).map_err(|error| error.error)?;
    fs::File::open(folder)?.sync_all()
}

fn read(path: &Path) -> io::Result<Option<Secrets>> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    // Of the opened file: the path may name another one by now.
    refuse_readable(path, &file.metadata()?)?;
    let mut text = String::new();
    io::Read::read_to_string(&mut file, &mut text)?;
    Secrets::parse(&text).map(Some)
}

/// Refuses keys that other users can read.
fn refuse_readable(path: &Path, found: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = found.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!(
                    "others than its owner can use it (mode {mode:03o}). Run: chmod 600 {}",
                    path.display()
                ),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn new_keys_wait_until_they_are_put_in_force_and_the_old_ones_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeysFile::within(folder.path());
        assert!(file.present().unwrap().is_none());
        let first = file.stage("2026-11-26").unwrap();
        assert!(file.present().unwrap().is_none());
        file.put_in_force().unwrap();
        file.put_in_force().unwrap();
        let second = file.stage("2026-11-26").unwrap();
        let found = |secrets: Option<Secrets>| secrets.unwrap().fingerprint();
        assert_eq!(found(file.present().unwrap()), first.fingerprint());
        assert_eq!(found(file.staged().unwrap()), second.fingerprint());
        file.put_in_force().unwrap();
        assert_eq!(found(file.present().unwrap()), second.fingerprint());
        let kept = folder.path().join("keys.until-2026-11-26");
        assert_eq!(found(read(&kept).unwrap()), first.fingerprint());
        assert_eq!((mode(&file.path()), mode(&kept)), (0o600, 0o600));
    }

    #[test]
    fn keys_that_others_can_read_are_refused_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeysFile::within(folder.path());
        file.stage("2026-11-26").unwrap();
        file.put_in_force().unwrap();
        for others in [0o640, 0o604, 0o620] {
            fs::set_permissions(file.path(), fs::Permissions::from_mode(others)).unwrap();
            let error = file.present().unwrap_err().to_string();
            assert!(error.contains("chmod 600"), "{error}");
        }
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o400)).unwrap();
        assert!(file.present().unwrap().is_some());
    }
}
