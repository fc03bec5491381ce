//! A mail server on this machine that misbehaves as the test tells it, step by step, and notes what it was told.

use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use partner_center::mail::{Deadlines, Mailer, SmtpSettings, Tls};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::sleep,
};
use tokio_rustls::{TlsAcceptor, rustls};

use super::smtp::{Certificates, mail_from};

/// Where the conversation is. A greeting after STARTTLS is [`Point::EhloEncrypted`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Point {
    Banner,
    Ehlo,
    StartTls,
    EhloEncrypted,
    Mail,
    Rcpt,
    Data,
    Dot,
}

/// What the server does there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Manner {
    /// What a good server does.
    Well,
    /// Nothing, for ever.
    Hang,
    /// The right answer, this much later.
    Late(Duration),
    /// This answer.
    Say(&'static str),
    /// Bytes without end and without a line break.
    EndlessLine,
    /// Lines of one answer without end.
    EndlessAnswer,
    /// A byte of the right answer at a time, so slowly that each comes in time and the answer never does.
    Drip,
    /// Closes the connection.
    Close,
}

/// What is decided at a point, by the last recipient that was named on the connection.
type Plan = Arc<dyn Fn(Point, &str) -> Manner + Send + Sync>;

/// A letter that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TakenLetter {
    pub(crate) recipient: String,
    /// The number of the connection.
    pub(crate) connection: usize,
}

/// What the server has seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) letters: Vec<TakenLetter>,
    /// Recipients in the order in which they were named, with their connection.
    pub(crate) named: Vec<(String, usize)>,
    pub(crate) connections: usize,
    /// Connections that the other side has closed.
    pub(crate) closed: Vec<usize>,
    /// The most letters of one domain under way at once.
    pub(crate) most_at_once: HashMap<String, usize>,
    at_once: HashMap<String, usize>,
    /// Bytes of endless answers that were written.
    pub(crate) poured: usize,
}

/// The server; gone when it is dropped.
pub(crate) struct Rogue {
    port: u16,
    seen: Arc<Mutex<Seen>>,
    ca_pem: String,
    tls: Tls,
    _stop: oneshot::Sender<()>,
}

impl Rogue {
    /// Without encryption.
    pub(crate) fn start(plan: impl Fn(Point, &str) -> Manner + Send + Sync + 'static) -> Self {
        Self::serve(Arc::new(plan), Tls::None)
    }

    /// With STARTTLS.
    pub(crate) fn start_tls(plan: impl Fn(Point, &str) -> Manner + Send + Sync + 'static) -> Self {
        Self::serve(Arc::new(plan), Tls::StartTls)
    }

    /// Encrypted from the first byte.
    pub(crate) fn start_encrypted(
        plan: impl Fn(Point, &str) -> Manner + Send + Sync + 'static,
    ) -> Self {
        Self::serve(Arc::new(plan), Tls::Implicit)
    }

    /// With STARTTLS and these certificates.
    pub(crate) fn start_with_certificates(certificates: Certificates) -> Self {
        Self::serve_with(
            Arc::new(|_, _: &str| Manner::Well),
            Tls::StartTls,
            certificates,
        )
    }

    fn serve(plan: Plan, tls: Tls) -> Self {
        Self::serve_with(plan, tls, Certificates::new())
    }

    fn serve_with(plan: Plan, tls: Tls, certificates: Certificates) -> Self {
        let acceptor = (tls != Tls::None).then(|| acceptor(&certificates));
        let is_implicit = tls == Tls::Implicit;
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::<Mutex<Seen>>::default();
        let (stop, stopped) = oneshot::channel::<()>();
        let for_thread = Arc::clone(&seen);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    () = accept(&listener, plan, acceptor, is_implicit, for_thread) => {}
                    _ = stopped => {}
                }
            });
        });
        Self {
            port,
            seen,
            ca_pem: certificates.ca_pem,
            tls,
            _stop: stop,
        }
    }

    pub(crate) fn settings(&self) -> SmtpSettings {
        SmtpSettings {
            host: "localhost".to_owned(),
            port: self.port,
            tls: self.tls,
            hello: None,
            sign_in: None,
            ca_pem: Some(self.ca_pem.clone().into_bytes()),
            return_address: None,
        }
    }

    /// A mailer that gives up soon.
    pub(crate) fn mailer(&self) -> Mailer {
        self.mailer_within(SOON)
    }

    pub(crate) fn mailer_within(&self, deadlines: Deadlines) -> Mailer {
        Mailer::smtp_within(&self.settings(), mail_from(), deadlines).unwrap()
    }

    pub(crate) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }

    /// Who got letters, in order.
    pub(crate) fn recipients(&self) -> Vec<String> {
        let seen = self.seen();
        seen.letters
            .iter()
            .map(|letter| letter.recipient.clone())
            .collect()
    }
}

/// Deadlines for tests: short, but with room for a busy machine.
pub(crate) const SOON: Deadlines = Deadlines {
    connect: Duration::from_secs(2),
    command: Duration::from_secs(2),
    letter: Duration::from_secs(3),
    quick: Duration::from_millis(300),
    stop: Duration::from_secs(1),
};

fn acceptor(certificates: &Certificates) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificates.server.clone().into()],
            rustls::pki_types::PrivateKeyDer::try_from(certificates.key.clone()).unwrap(),
        )
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn accept(
    listener: &TcpListener,
    plan: Plan,
    acceptor: Option<TlsAcceptor>,
    is_implicit: bool,
    seen: Arc<Mutex<Seen>>,
) {
    let numbers = AtomicUsize::new(0);
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let number = numbers.fetch_add(1, Ordering::Relaxed);
        seen.lock().unwrap().connections += 1;
        let talk = Talk {
            plan: Arc::clone(&plan),
            seen: Arc::clone(&seen),
            number,
            recipient: String::new(),
            is_under_way: false,
        };
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            let seen = Arc::clone(&talk.seen);
            // However it ends: the other side is gone, or was told to go.
            drop(match acceptor {
                Some(acceptor) if is_implicit => talk.begin_encrypted(stream, &acceptor).await,
                acceptor => talk.begin(stream, acceptor).await,
            });
            seen.lock().unwrap().closed.push(number);
        });
    }
}

/// One connection.
struct Talk {
    plan: Plan,
    seen: Arc<Mutex<Seen>>,
    number: usize,
    recipient: String,
    is_under_way: bool,
}

impl Drop for Talk {
    fn drop(&mut self) {
        self.ends();
    }
}

impl Talk {
    async fn begin(mut self, stream: TcpStream, acceptor: Option<TlsAcceptor>) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        self.answer(&mut stream, Point::Banner, "220 localhost\r\n")
            .await?;
        let Some(acceptor) = acceptor else {
            return self.go_on(stream, Point::Ehlo).await;
        };
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        self.answer(
            &mut stream,
            Point::Ehlo,
            "250-localhost\r\n250 STARTTLS\r\n",
        )
        .await?;
        stream.read_line(&mut line).await?;
        self.answer(&mut stream, Point::StartTls, "220 go ahead\r\n")
            .await?;
        let encrypted = acceptor.accept(stream.into_inner()).await?;
        self.go_on(BufReader::new(encrypted), Point::EhloEncrypted)
            .await
    }

    async fn begin_encrypted(
        mut self,
        stream: TcpStream,
        acceptor: &TlsAcceptor,
    ) -> io::Result<()> {
        let mut stream = BufReader::new(acceptor.accept(stream).await?);
        self.answer(&mut stream, Point::Banner, "220 localhost\r\n")
            .await?;
        self.go_on(stream, Point::EhloEncrypted).await
    }

    async fn go_on<S: AsyncRead + AsyncWrite + Unpin>(
        mut self,
        mut stream: BufReader<S>,
        greeting: Point,
    ) -> io::Result<()> {
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let verb = line.trim_end().split([' ', ':']).next().unwrap_or_default();
            match verb {
                "EHLO" => {
                    let hello = "250-localhost\r\n250 8BITMIME\r\n";
                    self.answer(&mut stream, greeting, hello).await?;
                }
                "MAIL" => {
                    self.answer(&mut stream, Point::Mail, "250 fine\r\n")
                        .await?
                }
                "RCPT" => {
                    let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                    self.begins(address);
                    self.answer(&mut stream, Point::Rcpt, "250 fine\r\n")
                        .await?;
                }
                "DATA" => {
                    self.answer(&mut stream, Point::Data, "354 go on\r\n")
                        .await?;
                    read_letter(&mut stream).await?;
                    let taken = format!("250 taken for {}\r\n", self.recipient);
                    self.answer(&mut stream, Point::Dot, &taken).await?;
                    let letter = TakenLetter {
                        recipient: self.recipient.clone(),
                        connection: self.number,
                    };
                    self.seen.lock().unwrap().letters.push(letter);
                    self.ends();
                }
                "QUIT" => return stream.write_all(b"221 bye\r\n").await,
                _ => stream.write_all(b"502 what\r\n").await?,
            }
        }
    }

    fn begins(&mut self, address: &str) {
        self.recipient = address.to_owned();
        self.is_under_way = true;
        let domain = domain(address);
        let mut seen = self.seen.lock().unwrap();
        seen.named.push((address.to_owned(), self.number));
        let now = seen.at_once.entry(domain.clone()).or_default();
        *now += 1;
        let now = *now;
        let most = seen.most_at_once.entry(domain).or_default();
        *most = now.max(*most);
    }

    fn ends(&mut self) {
        if std::mem::take(&mut self.is_under_way) {
            let mut seen = self.seen.lock().unwrap();
            *seen.at_once.entry(domain(&self.recipient)).or_default() -= 1;
        }
    }

    async fn answer<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut BufReader<S>,
        point: Point,
        right: &str,
    ) -> io::Result<()> {
        match (self.plan)(point, &self.recipient) {
            Manner::Well => stream.write_all(right.as_bytes()).await?,
            Manner::Say(words) => {
                stream.write_all(format!("{words}\r\n").as_bytes()).await?;
                if !words.starts_with(['2', '3']) {
                    // The other side closes.
                    return gone(stream).await;
                }
            }
            Manner::Hang => return gone(stream).await,
            Manner::Late(pause) => {
                sleep(pause).await;
                stream.write_all(right.as_bytes()).await?;
            }
            Manner::Drip => {
                for byte in right.as_bytes().iter().cycle() {
                    let byte = if *byte == b'\n' { b'.' } else { *byte };
                    stream.write_all(&[byte]).await?;
                    stream.flush().await?;
                    sleep(Duration::from_millis(100)).await;
                }
            }
            Manner::EndlessLine => self.pour(stream, &[b'2'; 4096]).await?,
            Manner::EndlessAnswer => self.pour(stream, &b"250-more\r\n".repeat(400)).await?,
            Manner::Close => return Err(io::ErrorKind::ConnectionAborted.into()),
        }
        stream.flush().await
    }

    /// Until the other side closes. Stops by itself far beyond what buffers between the two can hold.
    async fn pour<S: AsyncWrite + Unpin>(&self, stream: &mut S, piece: &[u8]) -> io::Result<()> {
        for _ in 0..50_000 {
            stream.write_all(piece).await?;
            self.seen.lock().unwrap().poured += piece.len();
        }
        Ok(())
    }
}

fn domain(address: &str) -> String {
    address.rsplit('@').next().unwrap_or_default().to_owned()
}

/// Says nothing, and waits until the other side has gone.
async fn gone<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<()> {
    let mut rest = Vec::new();
    loop {
        rest.clear();
        if stream.read_until(b'\n', &mut rest).await? == 0 {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
    }
}

async fn read_letter<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<()> {
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        if line == ".\r\n" {
            return Ok(());
        }
    }
}

/// Looks until it is so; what keeps a test from waiting for ever is generous.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "never: {what}");
        sleep(Duration::from_millis(10)).await;
    }
}
