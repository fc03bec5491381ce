//! TLS from the first byte, over the guarded stream.
//!
//! lettre accepts a stream of ours only for unencrypted SMTP, and its STARTTLS keeps that stream below. For TLS from
//! the first byte it leaves one way: its own stream type, which it marks as not meant to be public. Only this file uses
//! it.
#![expect(
    deprecated,
    reason = "lettre offers no other way to encrypt a stream that it did not open"
)]

use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{AsyncRead as _, AsyncWrite as _};
use lettre::transport::smtp::{
    Error as SmtpError,
    client::{AsyncNetworkStream, AsyncTokioStream, TlsParameters},
};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::guard::Guarded;

/// An encrypted connection.
pub(super) struct Encrypted(AsyncNetworkStream);

impl Encrypted {
    /// Does the TLS handshake.
    pub(super) async fn begin(
        stream: Guarded,
        parameters: TlsParameters,
    ) -> Result<Self, SmtpError> {
        let mut stream = AsyncNetworkStream::use_existing_tokio1(Box::new(stream));
        stream.upgrade_tls(parameters).await?;
        Ok(Self(stream))
    }
}

impl fmt::Debug for Encrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Encrypted").field(&self.0).finish()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.0).poll_read(context, buffer.initialize_unfilled()) {
            Poll::Ready(Ok(length)) => {
                buffer.advance(length);
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_close(context)
    }
}

impl AsyncTokioStream for Encrypted {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }
}
