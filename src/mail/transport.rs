//! How letters leave: by SMTP, or kept (demo and tests), or not at all.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{
        Error as SmtpError, PoolConfig,
        authentication::{Credentials, Mechanism},
        client::{Certificate, SmtpConnection, Tls as ClientTls, TlsParameters},
        commands::{Data, Mail as MailCommand, Rcpt},
        extension::ClientId,
        response::Response,
    },
};

use super::Mailbox;

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

/// Where and how mail is handed over.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Host name, also the name on its certificate.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub tls: Tls,
    /// User name and password.
    pub credentials: Option<(String, String)>,
    /// PEM of a certificate authority beside the system's.
    pub ca_pem: Option<Vec<u8>>,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let user = self
            .credentials
            .as_ref()
            .map_or("no sign-in", |(user, _)| user.as_str());
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

    fn client_tls(&self) -> Result<ClientTls, SmtpError> {
        Ok(match self.tls {
            Tls::Implicit => ClientTls::Wrapper(self.parameters()?),
            Tls::StartTls => ClientTls::Required(self.parameters()?),
            Tls::None => ClientTls::None,
        })
    }
}

/// What becomes of letters.
#[derive(Clone)]
pub enum Mailer {
    /// Handed over by SMTP with pooled connections.
    Smtp {
        /// lettre's transport.
        transport: AsyncSmtpTransport<Tokio1Executor>,
        /// Who they are from.
        from: Mailbox,
    },
    /// Kept in the database and readable in the demo's mailbox.
    Kept,
    /// No mail server is set up.
    Off,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Smtp { .. } => "SMTP",
            Self::Kept => "kept",
            Self::Off => "off",
        })
    }
}

/// What a try came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Taken, with the server's words.
    Sent(String),
    /// Not now.
    Later(String),
    /// Never.
    Refused(String),
    /// Our own sign-in was refused: no letter will get through.
    SignInRefused(String),
}

const COMMAND: Duration = Duration::from_secs(30);
const WHOLE_MESSAGE: Duration = Duration::from_secs(120);

impl Mailer {
    /// A transport for these settings.
    ///
    /// # Errors
    /// When the certificate authority's file is not PEM, or the system has no certificates.
    pub fn smtp(settings: &SmtpSettings, from: Mailbox) -> Result<Self, SmtpError> {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(settings.client_tls()?)
            .timeout(Some(COMMAND))
            .pool_config(PoolConfig::new().max_size(10));
        if let Some((user, password)) = &settings.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self::Smtp {
            transport: builder.build(),
            from,
        })
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
            Self::Smtp { from, .. } => Some(from),
            Self::Kept | Self::Off => None,
        }
    }

    /// One try.
    pub(super) async fn send(&self, message: Message) -> Outcome {
        let Self::Smtp { transport, .. } = self else {
            return Outcome::Sent("Kept on this server, not sent.".to_owned());
        };
        match tokio::time::timeout(WHOLE_MESSAGE, transport.send(message)).await {
            Err(_) => Outcome::Later("The mail server took longer than two minutes.".to_owned()),
            Ok(Ok(response)) => Outcome::Sent(words(&response)),
            Ok(Err(error)) => outcome_of(&error),
        }
    }
}

fn words(response: &Response) -> String {
    format!(
        "{} {}",
        response.code(),
        response.message().collect::<Vec<_>>().join(" ")
    )
}

fn outcome_of(error: &SmtpError) -> Outcome {
    let text = chain(error);
    let code = error.status().map(|code| code.to_string());
    match code.as_deref() {
        Some("530" | "534" | "535" | "538") => Outcome::SignInRefused(text),
        Some(code) if code.starts_with('5') => Outcome::Refused(text),
        _ => Outcome::Later(text),
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let next_text = next.to_string();
        if !text.contains(&next_text) {
            text = format!("{text}: {next_text}");
        }
        cause = next.source();
    }
    text
}

/// Speaks with the server step by step and tells each line, with secrets masked; sends one letter.
///
/// # Errors
/// With the step that failed, in words.
pub fn rehearse(
    settings: &SmtpSettings,
    from: &Mailbox,
    to: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<(), String> {
    let to: lettre::Address = to
        .parse()
        .map_err(|error| format!("{to} is not an address: {error}"))?;
    let sender: lettre::Address = from
        .email
        .parse()
        .map_err(|error| format!("{}: {error}", from.email))?;
    let hello = ClientId::default();
    let server = (settings.host.as_str(), settings.port);
    let fail = |step: &str, error: &SmtpError| format!("{step}: {}", chain(error));
    let parameters = settings
        .parameters()
        .map_err(|error| fail("Certificates", &error))?;
    tell(&format!(
        "… connecting to {}:{} ({:?})",
        settings.host, settings.port, settings.tls
    ));
    let implicit = (settings.tls == Tls::Implicit).then_some(&parameters);
    let mut connection = SmtpConnection::connect(server, Some(COMMAND), &hello, implicit, None)
        .map_err(|error| fail("Connecting", &error))?;
    tell(&format!("C: EHLO {hello}"));
    tell(&format!("S: {}", connection.server_info()));
    if settings.tls == Tls::StartTls {
        tell("C: STARTTLS");
        connection
            .starttls(&parameters, &hello)
            .map_err(|error| fail("STARTTLS", &error))?;
        tell("S: 220, the connection is encrypted now");
    }
    if let Some((user, password)) = &settings.credentials {
        tell(&format!("C: AUTH for {user}, password ••••••••"));
        let credentials = Credentials::new(user.clone(), password.clone());
        let answer = connection
            .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
            .map_err(|error| fail("Sign-in", &error))?;
        tell(&format!("S: {}", words(&answer)));
    }
    let letter = Message::builder()
        .from(lettre::message::Mailbox::new(
            Some(from.name.clone()),
            sender.clone(),
        ))
        .to(lettre::message::Mailbox::new(None, to.clone()))
        .subject("Test of the mail settings")
        .body("This installation can send mail.\r\n".to_owned())
        .map_err(|error| error.to_string())?;
    let mut say = |line: String, answer: Result<Response, SmtpError>| {
        tell(&format!("C: {line}"));
        answer
            .map(|answer| tell(&format!("S: {}", words(&answer))))
            .map_err(|error| fail(&line, &error))
    };
    say(
        format!("MAIL FROM:<{sender}>"),
        connection.command(MailCommand::new(Some(sender.clone()), vec![])),
    )?;
    say(
        format!("RCPT TO:<{to}>"),
        connection.command(Rcpt::new(to.clone(), vec![])),
    )?;
    say("DATA".to_owned(), connection.command(Data))?;
    say(
        "(the letter)".to_owned(),
        connection.message(&letter.formatted()),
    )?;
    say("QUIT".to_owned(), connection.quit())
}
