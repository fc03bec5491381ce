//! A bare socket, for what no browser sends.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{Instant, timeout},
};

use super::{PASSWORD, TestApp};

/// So long a test waits for what should come soon; without it nothing would come at all.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection, byte by byte.
pub(crate) struct Wire(TcpStream);

/// What was answered, as text.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) text: String,
}

impl Said {
    /// The status of the first answer; 0 when there is none.
    pub(crate) fn status(&self) -> u16 {
        let status = self.text.split(' ').nth(1);
        status.map_or(0, |status| status.parse().unwrap())
    }

    /// The values of a header of the first answer.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let head = self.text.split("\r\n\r\n").next().unwrap();
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .collect()
    }
}

impl Wire {
    pub(crate) async fn to(app: &TestApp) -> Self {
        Self::from("127.0.0.1", app).await
    }

    /// From another of the addresses of this machine.
    pub(crate) async fn from(address: &str, app: &TestApp) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket
            .bind(format!("{address}:0").parse().unwrap())
            .unwrap();
        let site: SocketAddr = app.socket_address().parse().unwrap();
        Self(socket.connect(site).await.unwrap())
    }

    /// Sends this. A site that has gone is seen when it is listened to.
    pub(crate) async fn say(&mut self, text: &str) {
        let _ = self.0.write_all(text.as_bytes()).await;
    }

    /// Everything that comes until the site closes the connection, which it must.
    pub(crate) async fn hear_all(&mut self) -> Said {
        let mut bytes = Vec::new();
        // A reset ends the connection, too.
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut bytes))
            .await
            .unwrap_or_else(|_| panic!("the connection stays open"));
        said(&bytes)
    }

    /// What comes up to the first piece that holds this text.
    pub(crate) async fn hear(&mut self, text: &str) -> Said {
        let mut bytes = Vec::new();
        while !said(&bytes).text.contains(text) {
            let read = timeout(PATIENCE, self.0.read_buf(&mut bytes)).await;
            let read = read.unwrap_or_else(|_| panic!("no answer")).unwrap_or(0);
            assert!(read > 0, "closed after {:?}", said(&bytes).text);
        }
        said(&bytes)
    }

    /// Sends a byte every 20 ms until the site closes the connection, which it must; and what it said.
    pub(crate) async fn drip(&mut self) -> Said {
        let (begin, mut bytes) = (Instant::now(), Vec::new());
        loop {
            assert!(begin.elapsed() < PATIENCE, "the connection stays open");
            let sent = self.0.write_all(b"a").await;
            let read = timeout(Duration::from_millis(20), self.0.read_buf(&mut bytes)).await;
            match read {
                Ok(Ok(0) | Err(_)) => return said(&bytes),
                Ok(Ok(_)) => {}
                Err(_) => assert!(sent.is_ok() || !bytes.is_empty(), "closed without a word"),
            }
        }
    }

    /// Waits until the site has closed all of these but so many.
    pub(crate) async fn all_closed_but(most: usize, wires: &[Self]) {
        let begin = Instant::now();
        loop {
            let open = wires.iter().filter(|wire| !wire.is_closed()).count();
            if open <= most {
                return;
            }
            assert!(begin.elapsed() < PATIENCE, "{open} stay open");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether the site has closed it by now.
    fn is_closed(&self) -> bool {
        let mut byte = [0];
        match self.0.try_read(&mut byte) {
            Ok(count) => count == 0,
            Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
        }
    }

    /// Waits until the site closes the connection.
    pub(crate) async fn closed(&mut self) {
        self.hear_all().await;
    }

    /// The cookie of somebody who signs in.
    pub(crate) async fn cookie(app: &TestApp, email: &str) -> String {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("email", email), ("password", PASSWORD)])
            .finish();
        let mut wire = Self::to(app).await;
        let address = app.paths().sign_in();
        wire.say(&app.form_head(&address, body.len(), "Connection: close\r\n"))
            .await;
        wire.say(&body).await;
        let said = wire.hear_all().await;
        let set = *said.headers("set-cookie").first().unwrap();
        set.split(';').next().unwrap().to_owned()
    }
}

fn said(bytes: &[u8]) -> Said {
    Said {
        text: String::from_utf8_lossy(bytes).into_owned(),
    }
}

impl TestApp {
    /// The head of a form of so many bytes, with more lines.
    pub(crate) fn form_head(&self, address: &str, bytes: usize, more: &str) -> String {
        let origin = self.parts.site.origin();
        format!(
            "POST {address} HTTP/1.1\r\nHost: site.example\r\nOrigin: {origin}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {bytes}\r\n{more}\r\n"
        )
    }
}
