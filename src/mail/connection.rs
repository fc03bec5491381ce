//! One SMTP conversation with the mail server; each step has a time limit.
//!
//! One delivery uses a connection at a time. After any error the connection's state is unknown (the answer to an
//! abandoned command may still arrive), so it is dropped, which closes it.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use lettre::{
    address::Envelope,
    transport::smtp::{
        Error as SmtpError,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Quit, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use tokio::{
    net::{TcpStream, lookup_host},
    time::{Instant, timeout},
};

use super::{
    guard::{Allowance, Guarded},
    implicit::Encrypted,
    oauth::Tokens,
    outcome::{Fault, Reason, Step, words},
};

/// How long each part of a conversation may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// Resolving the host name and connecting, over all of its addresses.
    pub connect: Duration,
    /// One command and its answer; also the greeting with ours, the TLS handshake, and signing in.
    pub command: Duration,
    /// The letter and the answer after its final dot. Long, because a server that has the letter may still be
    /// at work on it, and giving up early sends it twice (RFC 5321, 4.5.3.2.6).
    pub letter: Duration,
    /// A letter that takes longer than this is slow and gives up its place.
    pub quick: Duration,
    /// How long letters under way may still take when the process stops.
    pub stop: Duration,
}

impl Deadlines {
    /// Those of the product.
    pub const USUAL: Self = Self {
        connect: Duration::from_secs(10),
        command: Duration::from_secs(30),
        letter: Duration::from_secs(600),
        quick: Duration::from_secs(5),
        stop: Duration::from_secs(10),
    };
}

impl Default for Deadlines {
    fn default() -> Self {
        Self::USUAL
    }
}

/// Called with each line of the conversation.
pub(super) type Tell<'t> = dyn FnMut(&str) + Send + 't;

/// How long the server has to answer QUIT. Nothing depends on the answer.
const GOODBYE: Duration = Duration::from_secs(2);

/// How the connection is protected, ready to be used.
#[derive(Clone)]
pub(super) enum Protection {
    Implicit(TlsParameters),
    StartTls(TlsParameters),
    None,
}

/// What we sign in with.
#[derive(Clone)]
pub(super) enum Proof {
    Password(Credentials),
    /// A user name, and where its tokens come from.
    Token(String, Arc<Tokens>),
}

/// Where letters go.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) protection: Protection,
    /// What this server calls itself.
    pub(super) hello: ClientId,
    pub(super) proof: Option<Proof>,
    pub(super) deadlines: Deadlines,
}

/// An open connection, signed in if it must be.
pub(super) struct Connection {
    smtp: AsyncSmtpConnection,
    allowance: Allowance,
    deadlines: Deadlines,
}

impl Connection {
    /// Connects, greets, encrypts and signs in; `tell` is called with each line.
    pub(super) async fn open(server: &Server, tell: &mut Tell<'_>) -> Result<Self, Fault> {
        let deadlines = server.deadlines;
        let (stream, allowance) = Guarded::new(reach(server).await?);
        let hello = server.hello.clone();
        let greet = |stream| AsyncSmtpConnection::connect_with_transport(stream, &hello);
        let smtp = match &server.protection {
            Protection::Implicit(parameters) => {
                let encrypted = Encrypted::begin(stream, parameters.clone());
                let encrypted = within(deadlines.command, Step::Encryption, encrypted).await?;
                allowance.renew();
                tell("… encrypted");
                within(
                    deadlines.command,
                    Step::Greeting,
                    greet(Box::new(encrypted)),
                )
                .await?
            }
            Protection::StartTls(_) | Protection::None => {
                within(deadlines.command, Step::Greeting, greet(Box::new(stream))).await?
            }
        };
        let mut connection = Self {
            smtp,
            allowance,
            deadlines,
        };
        tell(&format!("C: EHLO {hello}"));
        tell(&format!("S: {}", connection.smtp.server_info()));
        if let Protection::StartTls(parameters) = &server.protection {
            tell("C: STARTTLS");
            connection.allowance.renew();
            let upgrade = connection.smtp.starttls(parameters.clone(), &hello);
            within(deadlines.command, Step::Encryption, upgrade).await?;
            tell("S: 220, the connection is encrypted now");
        }
        if let Some(proof) = &server.proof {
            connection.sign_in(proof, tell).await?;
        }
        Ok(connection)
    }

    async fn sign_in(&mut self, proof: &Proof, tell: &mut Tell<'_>) -> Result<(), Fault> {
        let limit = self.deadlines.command;
        let (token, text);
        let (mechanisms, credentials, of) = match proof {
            Proof::Password(credentials) => {
                tell("C: AUTH, the password is not shown");
                (&[Mechanism::Plain, Mechanism::Login][..], credentials, None)
            }
            Proof::Token(user, tokens) => {
                tell("… asking for an OAuth token");
                text = tokens.get(limit).await?;
                token = Credentials::new(user.clone(), text.clone());
                tell("C: AUTH XOAUTH2, the token is not shown");
                (&[Mechanism::Xoauth2][..], &token, Some((tokens, &text)))
            }
        };
        self.allowance.renew();
        let sign_in = self.smtp.auth(mechanisms, credentials);
        let answer = match (within(limit, Step::SignIn, sign_in).await, of) {
            (Err(fault), Some((tokens, refused))) => {
                tokens.forget(refused);
                return Err(Fault {
                    reason: if fault.reason == Reason::Broken {
                        Reason::SignIn
                    } else {
                        fault.reason
                    },
                    ..fault
                });
            }
            (answer, _) => answer?,
        };
        tell(&format!("S: {}", words(&answer)));
        Ok(())
    }

    /// Sends one letter; returns the server's answer when it took the letter.
    pub(super) async fn send(
        &mut self,
        envelope: &Envelope,
        letter: &[u8],
        tell: &mut Tell<'_>,
    ) -> Result<String, Fault> {
        let mut parameters = Vec::new();
        let is_plain = letter.is_ascii();
        if !is_plain
            && self
                .smtp
                .server_info()
                .supports_feature(Extension::EightBitMime)
        {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let from = Mail::new(envelope.from().cloned(), parameters);
        self.command(Step::Sender, from, tell).await?;
        for to in envelope.to() {
            let to = Rcpt::new(to.clone(), Vec::new());
            self.command(Step::Recipient, to, tell).await?;
        }
        self.command(Step::Data, Data, tell).await?;
        tell("C: (the letter)");
        self.allowance.renew();
        let taken = within(
            self.deadlines.letter,
            Step::Letter,
            self.smtp.message(letter),
        )
        .await?;
        let taken = words(&taken);
        tell(&format!("S: {taken}"));
        Ok(taken)
    }

    async fn command(
        &mut self,
        step: Step,
        command: impl std::fmt::Display,
        tell: &mut Tell<'_>,
    ) -> Result<(), Fault> {
        tell(&format!("C: {}", command.to_string().trim_end()));
        self.allowance.renew();
        let answer = within(self.deadlines.command, step, self.smtp.command(command)).await?;
        tell(&format!("S: {}", words(&answer)));
        Ok(())
    }

    /// Says goodbye and closes, whatever comes back.
    pub(super) async fn close(mut self) {
        self.allowance.renew();
        // The server may have closed the connection already.
        let _ = timeout(GOODBYE, self.smtp.command(Quit)).await;
    }
}

/// Connects to the first address that answers; the time is divided between the addresses.
async fn reach(server: &Server) -> Result<TcpStream, Fault> {
    let limit = server.deadlines.connect;
    let end = Instant::now() + limit;
    let found = timeout(limit, lookup_host((server.host.as_str(), server.port)));
    let addresses: Vec<SocketAddr> = match found.await {
        Err(_) => return Err(Fault::silent(Step::Connect, limit)),
        Ok(Err(error)) => return Err(Fault::unreachable(error.to_string())),
        Ok(Ok(addresses)) => addresses.collect(),
    };
    let mut fault = Fault::unreachable(format!("{} has no address", server.host));
    let mut left = u32::try_from(addresses.len()).unwrap_or(u32::MAX);
    for address in addresses {
        let share = end.saturating_duration_since(Instant::now()) / left.max(1);
        left = left.saturating_sub(1);
        match timeout(share, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => fault = Fault::unreachable(format!("{address}: {error}")),
            Err(_) => fault = Fault::silent(Step::Connect, limit),
        }
    }
    Err(fault)
}

async fn within<T>(
    limit: Duration,
    step: Step,
    work: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, Fault> {
    match timeout(limit, work).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Fault::of(step, &error)),
        Err(_) => Err(Fault::silent(step, limit)),
    }
}
