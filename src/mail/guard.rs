//! A stream that limits how much a server may send.
//!
//! lettre checks the length of an answer only at the end of a line, so a line that never ends would fill the memory.
//! This guard stands below lettre and below TLS, and counts the bytes that arrive from the network during one step.

use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// What one step may bring. The longest is STARTTLS with its certificates; answers to commands are far shorter.
pub(super) const LIMIT: usize = 64 * 1024;

/// How many bytes the server may still send in this step.
#[derive(Debug, Clone)]
pub(super) struct Allowance(Arc<AtomicUsize>);

impl Allowance {
    /// Starts a new step with a full allowance. The caller says so; it cannot be guessed from what is written, because
    /// within TLS the server can make us write.
    pub(super) fn renew(&self) {
        self.0.store(LIMIT, Ordering::Relaxed);
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        let left = self.0.load(Ordering::Relaxed);
        match left.checked_sub(bytes) {
            Some(left) => {
                self.0.store(left, Ordering::Relaxed);
                Ok(())
            }
            None => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the mail server sent more than 64 KiB where an answer of a few lines was due",
            )),
        }
    }
}

/// A connection that ends with an error once the [`Allowance`] is used up.
pub(super) struct Guarded {
    stream: TcpStream,
    allowance: Allowance,
}

impl Guarded {
    pub(super) fn new(stream: TcpStream) -> (Self, Allowance) {
        let allowance = Allowance(Arc::new(AtomicUsize::new(LIMIT)));
        let guarded = Self {
            stream,
            allowance: allowance.clone(),
        };
        (guarded, allowance)
    }
}

impl fmt::Debug for Guarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Guarded").field(&self.stream).finish()
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Ready(Ok(())) => {
                Poll::Ready(self.allowance.spend(buffer.filled().len() - before))
            }
            other => other,
        }
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl AsyncTokioStream for Guarded {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}
