//! The byte stream of a connection: reports reads and writes to the `line`, and adds headers to the answers that actix
//! makes without the app.

use std::{
    io,
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::{line::Line, socket::Socket};
use crate::web::log::REQUEST_ID;

/// A socket that reports its reads and writes.
pub(super) struct Noted {
    socket: Socket,
    pub(super) line: Rc<Line>,
    /// Header lines for answers without the app.
    headers: Arc<str>,
    /// The bytes that are sent instead of those being written, and how many have been sent.
    dressed: Option<(Vec<u8>, usize)>,
    /// Whether earlier bytes are not flushed yet: then these do not begin an answer.
    is_midway: bool,
}

impl Noted {
    pub(super) fn new(socket: Socket, line: Rc<Line>, headers: Arc<str>) -> Self {
        Self {
            socket,
            line,
            headers,
            dressed: None,
            is_midway: false,
        }
    }

    /// An answer that actix-http makes itself, such as 400 to an invalid request line or 431 to a head that is too
    /// large, does not pass the app. It is recognised because it lacks the request id that every answer of the app has.
    fn dress(&mut self, bytes: &[u8]) {
        if self.is_midway || !self.line.is_between_requests() || !bytes.starts_with(b"HTTP/1.") {
            return;
        }
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let Some((head, rest)) = end.and_then(|end| bytes.split_at_checked(end + 2)) else {
            return;
        };
        let is_of_app = String::from_utf8_lossy(head)
            .to_ascii_lowercase()
            .contains(&format!("\r\n{REQUEST_ID}:"));
        let is_interim = head.get(9..10) == Some(b"1");
        if !is_of_app && !is_interim {
            self.dressed = Some(([head, self.headers.as_bytes(), rest].concat(), 0));
        }
    }

    fn poll_socket(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        match &written {
            Poll::Pending => self.line.is_stuck(),
            Poll::Ready(Ok(count)) => self.line.took(*count),
            Poll::Ready(Err(_)) => {}
        }
        written
    }
}

impl AsyncRead for Noted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.line.heard();
        }
        read
    }
}

impl AsyncWrite for Noted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if this.dressed.is_none() {
            this.dress(bytes);
        }
        this.is_midway = true;
        while let Some((instead, gone)) = this.dressed.take() {
            let Some(rest) = instead.get(gone..).filter(|rest| !rest.is_empty()) else {
                return Poll::Ready(Ok(bytes.len()));
            };
            let written = this.poll_socket(cx, rest);
            let more = match &written {
                Poll::Ready(Ok(count)) => *count,
                _ => 0,
            };
            this.dressed = Some((instead, gone + more));
            ready!(written)?;
        }
        this.poll_socket(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.socket).poll_flush(cx);
        if flushed.is_ready() {
            self.is_midway = false;
            self.line.is_flushed();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
        time::{sleep, timeout},
    };

    use super::*;
    use crate::web::{
        client::TrustedProxies,
        connections::{Deadlines, Limits, line::Watched, seats::Seats},
    };

    /// Both ends of a connection that sends without end; the near one gives up on its own.
    async fn endless(stalled: Duration) -> (TcpStream, Watched) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let far = TcpStream::connect(listener.local_addr().unwrap()).await;
        let (socket, peer) = listener.accept().await.unwrap();
        let patient = Duration::from_secs(3_600);
        let deadlines = Deadlines {
            head: patient,
            body: patient,
            idle: patient,
            closing: patient,
            stalled,
        };
        let limits = Limits {
            deadlines,
            ..Limits::default()
        };
        let seat = Seats::new(limits, TrustedProxies::default()).take(peer.ip());
        let line = Line::new(deadlines, seat.unwrap());
        line.request_begins(false);
        let mut near = Noted::new(Socket::Port(socket), Rc::clone(&line), Arc::from(""));
        let sending = async move { while near.write_all(&[b'a'; 8 * 1024]).await.is_ok() {} };
        (far.unwrap(), Watched::new(line, sending))
    }

    #[actix_web::test]
    async fn an_answer_that_nobody_takes_is_given_up() {
        let (_far, sending) = endless(Duration::from_millis(300)).await;
        assert!(timeout(Duration::from_secs(30), sending).await.is_ok());
    }

    #[actix_web::test]
    async fn an_answer_that_is_taken_slowly_goes_on() {
        let (mut far, sending) = endless(Duration::from_secs(20)).await;
        let taking = async {
            // Far more than the buffers between the two hold.
            let mut piece = vec![0; 256 * 1024];
            for _ in 0..100 {
                far.read_exact(&mut piece).await.unwrap();
                sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::select! {
            () = sending => panic!("it was given up"),
            () = taking => {}
        }
    }
}
