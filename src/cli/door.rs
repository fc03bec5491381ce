//! Where the server waits for connections, opened as the settings say.

use std::net::TcpListener;

use super::Failure;
use crate::{config::Listen, web::connections::Door};

/// Opens it.
pub(super) fn open(listen: &Listen) -> Result<Door, Failure> {
    match listen {
        Listen::Port(address) => TcpListener::bind(address).map(Door::from).map_err(|error| {
            Failure::new(format!(
                "Cannot listen on {listen}: {error}. Another program may use this port; set PARTNER_CENTER_LISTEN."
            ))
        }),
        Listen::File(path) => file::open(path).map_err(|error| {
            Failure::new(format!(
                "Cannot listen on {listen}: {error}. Make sure that its folder exists and this user may write it, or set PARTNER_CENTER_LISTEN."
            ))
        }),
    }
}

/// Takes away what an opened door leaves behind.
pub(super) fn close(listen: &Listen) {
    if let Listen::File(path) = listen {
        // Another server may have opened its own there meanwhile, or somebody has tidied up: nothing is lost either way.
        if file::is_unused(path) {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(unix)]
mod file {
    use std::{
        io,
        os::unix::{
            fs::{FileTypeExt, PermissionsExt},
            net::{UnixListener, UnixStream},
        },
        path::Path,
    };

    use crate::web::connections::Door;

    /// For this user and its group: the proxy's user belongs into that.
    const MODE: u32 = 0o660;

    /// Opens a socket. One that a killed server has left behind is taken away; one that somebody listens on is not.
    pub(super) fn open(path: &Path) -> io::Result<Door> {
        if is_unused(path) {
            std::fs::remove_file(path)?;
        }
        let listener = UnixListener::bind(path)?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(MODE))?;
        Ok(listener.into())
    }

    pub(super) fn is_unused(path: &Path) -> bool {
        let is_socket =
            std::fs::symlink_metadata(path).is_ok_and(|about| about.file_type().is_socket());
        is_socket
            && UnixStream::connect(path)
                .is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
    }
}

#[cfg(not(unix))]
mod file {
    use std::{io, path::Path};

    use crate::web::connections::Door;

    pub(super) fn open(_: &Path) -> io::Result<Door> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn is_unused(_: &Path) -> bool {
        false
    }
}
