//! What connections come in by: a port, or a socket in the file system that a proxy on the same machine opens.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    pin::Pin,
    task::{Context, Poll},
};

#[cfg(unix)]
use std::os::unix::net::UnixListener;

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

#[cfg(unix)]
use tokio::net::UnixStream;

/// Where the server waits for connections.
#[derive(Debug)]
pub enum Door {
    /// At a port.
    Port(TcpListener),
    /// At a file.
    #[cfg(unix)]
    File(UnixListener),
}

impl From<TcpListener> for Door {
    fn from(listener: TcpListener) -> Self {
        Self::Port(listener)
    }
}

#[cfg(unix)]
impl From<UnixListener> for Door {
    fn from(listener: UnixListener) -> Self {
        Self::File(listener)
    }
}

/// A connection of either kind.
pub(super) enum Socket {
    Port(TcpStream),
    #[cfg(unix)]
    File(UnixStream),
}

impl Socket {
    /// Who is at the other end. Whoever may open the file is a proxy on this machine.
    pub(super) fn peer(&self) -> Option<SocketAddr> {
        match self {
            Self::Port(socket) => socket.peer_addr().ok(),
            #[cfg(unix)]
            Self::File(_) => Some((Ipv4Addr::LOCALHOST, 0).into()),
        }
    }

    pub(super) fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Port(socket) => socket.try_write(bytes),
            #[cfg(unix)]
            Self::File(socket) => socket.try_write(bytes),
        }
    }
}

/// Does the same with either kind.
macro_rules! either {
    ($socket:expr, $act:ident, $cx:expr $(, $more:expr)?) => {
        match $socket.get_mut() {
            Self::Port(socket) => Pin::new(socket).$act($cx $(, $more)?),
            #[cfg(unix)]
            Self::File(socket) => Pin::new(socket).$act($cx $(, $more)?),
        }
    };
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        either!(self, poll_read, cx, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        either!(self, poll_write, cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, poll_flush, cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        either!(self, poll_shutdown, cx)
    }
}
