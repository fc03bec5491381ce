//! The name of this process among those that use one database.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    path::Path,
    sync::Arc,
};

use sha2::{Digest, Sha256};

use crate::db::ids::NodeId;

/// The name under which a process leases jobs and letters.
///
/// It is the same at each start on the same machine with the same data folder, so that a process that was killed finds
/// its own leases when it starts again and continues at once. It has a random part, kept in the file `node` of the data
/// folder, and the machine's name, so that a folder copied to another machine gives another name. While a process runs
/// it locks the file. A second process on the same folder does not get the lock, and takes a random name for this run.
/// So two running processes never have the same name.
#[derive(Debug, Clone)]
pub struct Node {
    id: NodeId,
    /// Keeps the file lock; the system releases it however the process ends.
    lock: Option<Arc<File>>,
}

impl Node {
    /// A random name, for this run only.
    #[must_use]
    pub fn of_this_run() -> Self {
        Self {
            id: NodeId::new(),
            lock: None,
        }
    }

    /// The lasting name of this machine and data folder; a random one when another process has it.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(folder.join("node"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                tracing::info!(
                    "another process uses this data folder; what it holds is left to it"
                );
                return Ok(Self::of_this_run());
            }
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "the file `node` cannot be locked; after a crash jobs and letters wait until their lease ends");
                return Ok(Self::of_this_run());
            }
        }
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let random: NodeId = match text.trim().parse() {
            Ok(id) => id,
            Err(_) => fresh(&mut file)?,
        };
        Ok(Self {
            id: on_this_machine(random),
            lock: Some(Arc::new(file)),
        })
    }

    /// The name.
    #[must_use]
    pub fn id(&self) -> NodeId {
        self.id
    }

    /// Whether leases under this name can only come from an earlier run.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        self.lock.is_some()
    }
}

fn fresh(file: &mut File) -> io::Result<NodeId> {
    let id = NodeId::new();
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{id}")?;
    file.sync_all()?;
    Ok(id)
}

fn on_this_machine(random: NodeId) -> NodeId {
    let mut hash = Sha256::new();
    hash.update(random.uuid().as_bytes());
    hash.update(gethostname::gethostname().as_encoded_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    NodeId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lasts_and_no_two_that_run_have_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let first = Node::of_folder(folder.path()).unwrap();
        let beside = Node::of_folder(folder.path()).unwrap();
        assert!(first.is_lasting() && !beside.is_lasting());
        assert_ne!(first.id(), beside.id());
        let known = first.id();
        drop(first);
        let again = Node::of_folder(folder.path()).unwrap();
        assert_eq!((again.id(), again.is_lasting()), (known, true));
    }

    #[test]
    fn a_file_that_was_damaged_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("node"), "what is this").unwrap();
        let known = Node::of_folder(folder.path()).unwrap().id();
        assert_eq!(Node::of_folder(folder.path()).unwrap().id(), known);
    }
}
