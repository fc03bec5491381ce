//! How letters are sent: by SMTP, or kept in the database (demo and tests), or not at all.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use lettre::{
    Message,
    address::Envelope,
    transport::smtp::{
        Error as SmtpError,
        authentication::Credentials,
        client::{Certificate, TlsParameters},
        extension::ClientId,
    },
};
use tokio::time::Instant;

use crate::text;

use super::{
    Mailbox, ReturnAddress,
    connection::{Connection, Deadlines, Proof, Protection, Server},
    oauth::{OAuthSettings, Tokens},
    outcome::{Fault, Outcome},
    token_request::Trust,
};

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte (port 465).
    Implicit,
    /// After STARTTLS, which the server must offer (port 587).
    StartTls,
    /// Not at all: a relay on this machine. Never with a password.
    None,
}

/// What shows the mail server who we are. Does not print its secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum SignIn {
    /// User name and password.
    Password(String, String),
    /// User name, and tokens.
    OAuth(String, OAuthSettings),
}

impl SignIn {
    fn user(&self) -> &str {
        match self {
            Self::Password(user, _) | Self::OAuth(user, _) => user,
        }
    }
}

/// Where and how mail is handed over.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Host name, also the name on its certificate.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub tls: Tls,
    /// The name that this server gives itself when it greets (EHLO): a host name with a dot, or an IP address. That of the
    /// machine where there is none.
    pub hello: Option<String>,
    /// Who signs in, and how.
    pub sign_in: Option<SignIn>,
    /// PEM of a certificate authority beside the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// Where letters come back to; to their sender where there is none.
    pub return_address: Option<ReturnAddress>,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let user = self.sign_in.as_ref().map_or("no sign-in", SignIn::user);
        write!(f, "{}:{} ({:?}, {user})", self.host, self.port, self.tls)
    }
}

impl SmtpSettings {
    fn parameters(&self) -> Result<TlsParameters, SmtpError> {
        let mut builder = TlsParameters::builder(self.host.clone());
        if let Some(pem) = &self.ca_pem {
            builder = builder.add_root_certificate(Certificate::from_pem(pem)?);
        }
        builder.build_rustls()
    }

    pub(super) fn server(&self, deadlines: Deadlines) -> Result<Server, SmtpError> {
        Ok(Server {
            host: self.host.clone(),
            port: self.port,
            protection: match self.tls {
                Tls::Implicit => Protection::Implicit(self.parameters()?),
                Tls::StartTls => Protection::StartTls(self.parameters()?),
                Tls::None => Protection::None,
            },
            hello: self
                .hello
                .as_deref()
                .map_or_else(ClientId::default, client_id),
            proof: self.sign_in.as_ref().map(|sign_in| match sign_in {
                SignIn::Password(user, password) => {
                    Proof::Password(Credentials::new(user.clone(), password.clone()))
                }
                SignIn::OAuth(user, settings) => {
                    let trust = Trust(self.ca_pem.clone());
                    let tokens = Tokens::new(settings.clone(), trust);
                    Proof::Token(user.clone(), Arc::new(tokens))
                }
            }),
            deadlines,
        })
    }
}

/// A name as EHLO writes it: an address in brackets (RFC 5321, 4.1.3).
fn client_id(name: &str) -> ClientId {
    match text::without_brackets(name).parse() {
        Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) => ClientId::Domain(name.to_owned()),
    }
}

/// A connection that nobody uses is closed after this long; many servers end it after five minutes.
const IDLE: Duration = Duration::from_secs(60);

/// The mail server, and the connections that wait for the next letter.
pub struct Smtp {
    server: Server,
    from: Mailbox,
    return_address: Option<ReturnAddress>,
    idle: Mutex<Vec<(Connection, Instant)>>,
}

impl Smtp {
    fn take_idle(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let (connection, since) = idle.pop()?;
        (since.elapsed() < IDLE).then_some(connection)
    }

    fn put_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push((connection, Instant::now()));
    }

    /// Takes out those that have been idle for this long.
    fn idle_for(&self, limit: Duration) -> Vec<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let (old, young) = std::mem::take(&mut *idle)
            .into_iter()
            .partition(|(_, since)| since.elapsed() >= limit);
        *idle = young;
        let old: Vec<(Connection, Instant)> = old;
        old.into_iter().map(|(connection, _)| connection).collect()
    }

    async fn send(&self, message: &Message, envelope: &Envelope) -> Result<String, Fault> {
        let letter = message.formatted();
        let mut silent = |_: &str| {};
        if let Some(mut connection) = self.take_idle() {
            match connection.send(envelope, &letter, &mut silent).await {
                Ok(words) => {
                    self.put_back(connection);
                    return Ok(words);
                }
                // The idle connection was closed before anything was sent: use a new one.
                Err(fault) if fault.is_stale() => {}
                Err(fault) => return Err(fault),
            }
        }
        let mut connection = Connection::open(&self.server, &mut silent).await?;
        let words = connection.send(envelope, &letter, &mut silent).await?;
        self.put_back(connection);
        Ok(words)
    }
}

/// What becomes of letters.
#[derive(Clone)]
pub enum Mailer {
    /// Handed over by SMTP; connections are used again while all goes well.
    Smtp(Arc<Smtp>),
    /// Kept in the database and readable in the demo's mailbox.
    Kept,
    /// No mail server is set up.
    Off,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Smtp(_) => "SMTP",
            Self::Kept => "kept",
            Self::Off => "off",
        })
    }
}

impl Mailer {
    /// Mail by SMTP with these settings.
    ///
    /// # Errors
    /// When the certificate authority's file is not PEM, or the system has no certificates.
    pub fn smtp(settings: &SmtpSettings, from: Mailbox) -> Result<Self, SmtpError> {
        Self::smtp_within(settings, from, Deadlines::USUAL)
    }

    /// The same with other deadlines.
    pub fn smtp_within(
        settings: &SmtpSettings,
        from: Mailbox,
        deadlines: Deadlines,
    ) -> Result<Self, SmtpError> {
        Ok(Self::Smtp(Arc::new(Smtp {
            server: settings.server(deadlines)?,
            from,
            return_address: settings.return_address.clone(),
            idle: Mutex::default(),
        })))
    }

    /// Whether letters get anywhere.
    #[must_use]
    pub fn can_mail(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// Who letters are from.
    #[must_use]
    pub fn from(&self) -> Option<&Mailbox> {
        match self {
            Self::Smtp(smtp) => Some(&smtp.from),
            Self::Kept | Self::Off => None,
        }
    }

    /// Where letters come back to, when the operator has set it.
    #[must_use]
    pub fn return_address(&self) -> Option<&ReturnAddress> {
        match self {
            Self::Smtp(smtp) => smtp.return_address.as_ref(),
            Self::Kept | Self::Off => None,
        }
    }

    /// How long things may take.
    pub(super) fn deadlines(&self) -> Deadlines {
        match self {
            Self::Smtp(smtp) => smtp.server.deadlines,
            Self::Kept | Self::Off => Deadlines::USUAL,
        }
    }

    /// Tries once. When the future is dropped, its connection is closed.
    pub(super) async fn send(&self, message: &Message, envelope: &Envelope) -> Outcome {
        let Self::Smtp(smtp) = self else {
            return Outcome::Sent("Kept on this server, not sent.".to_owned());
        };
        match smtp.send(message, envelope).await {
            Ok(words) => Outcome::Sent(words),
            Err(fault) => fault.outcome(),
        }
    }

    /// Closes connections that nobody has used for a while.
    pub(super) async fn tidy(&self) {
        self.close_idle(IDLE).await;
    }

    /// Closes every connection that is not in use.
    pub(super) async fn close(&self) {
        self.close_idle(Duration::ZERO).await;
    }

    async fn close_idle(&self, limit: Duration) {
        if let Self::Smtp(smtp) = self {
            let goodbyes = smtp.idle_for(limit).into_iter().map(Connection::close);
            futures_util::future::join_all(goodbyes).await;
        }
    }
}
