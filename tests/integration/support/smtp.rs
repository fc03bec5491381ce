//! A real mail server on this machine, with STARTTLS and sign-in; it answers as the address asks it to.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use partner_center::mail::{Mailbox, Mailer, OAuthSettings, SignIn, SmtpSettings, Tls};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

const USER: &str = "partner-center";
const PASSWORD: &str = "correct horse";

/// Takes letters; those to `later@…` are put off (451), those to `never@…` refused (550).
pub(crate) struct SmtpServer {
    process: Child,
    port: u16,
    ca_pem: String,
    folder: TempDir,
}

impl SmtpServer {
    /// Starts it; `None`, after saying so, where Python's `aiosmtpd` is missing.
    pub(crate) fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// Starts one that does not offer STARTTLS.
    pub(crate) fn start_without_tls() -> Option<Self> {
        Self::start_with(&["--without-tls"])
    }

    /// Starts one that takes recipients only from who greets with a host name that has a dot.
    pub(crate) fn start_for_host_names() -> Option<Self> {
        Self::start_with(&["--dotted"])
    }

    /// From now on XOAUTH2 takes this token.
    pub(crate) fn take_token(&self, token: &str) {
        fs::write(self.folder.path().join("token"), token).unwrap();
    }

    /// The settings with tokens instead of the password.
    pub(crate) fn settings_with(&self, oauth: OAuthSettings) -> SmtpSettings {
        SmtpSettings {
            sign_in: Some(SignIn::OAuth(USER.to_owned(), oauth)),
            ..self.settings()
        }
    }

    fn start_with(options: &[&str]) -> Option<Self> {
        let Some(python) = python() else {
            super::skip(
                "mail over SMTP, which needs Python with aiosmtpd (Debian: python3-aiosmtpd)",
            );
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let ca_pem = certificates(folder.path());
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/support/smtp_server.py");
        let mut process = Command::new(python)
            .arg(script)
            .args([folder.path().to_str().unwrap(), USER, PASSWORD])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // The first line is the port, written once the server listens.
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Some(Self {
            process,
            port: line.trim().parse().unwrap(),
            ca_pem,
            folder,
        })
    }

    /// The settings that it takes.
    pub(crate) fn settings(&self) -> SmtpSettings {
        SmtpSettings {
            host: "localhost".to_owned(),
            port: self.port,
            tls: Tls::StartTls,
            hello: Some("partners.channel.example".to_owned()),
            sign_in: Some(SignIn::Password(USER.to_owned(), PASSWORD.to_owned())),
            ca_pem: Some(self.ca_pem.clone().into_bytes()),
            return_address: None,
        }
    }

    /// A mailer with these settings.
    pub(crate) fn mailer(settings: &SmtpSettings) -> Mailer {
        Mailer::smtp(settings, mail_from()).unwrap()
    }

    /// What it has taken, in order: the letters as they came over the wire.
    pub(crate) fn letters(&self) -> Vec<Vec<u8>> {
        let mut files: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
        files.sort();
        files
            .into_iter()
            .map(|path| fs::read(path).unwrap())
            .collect()
    }

    /// The commands that it was given, one a line.
    pub(crate) fn commands(&self) -> String {
        fs::read_to_string(self.folder.path().join("commands")).unwrap_or_default()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Who the site's letters are from.
pub(super) fn mail_from() -> Mailbox {
    Mailbox {
        name: "Partner Center".to_owned(),
        email: "no-reply@channel.example".to_owned(),
    }
}

/// A Python that has the module: the system's, whatever else comes first on the path.
fn python() -> Option<String> {
    let named = env::var("TEST_PYTHON").ok();
    let candidates = named
        .into_iter()
        .chain(["python3".to_owned(), "/usr/bin/python3".to_owned()]);
    candidates.into_iter().find(|python| {
        let mut ask = Command::new(python);
        ask.args(["-c", "import aiosmtpd"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        ask.status().is_ok_and(|status| status.success())
    })
}

/// A certificate for `localhost`, and the authority that has signed it.
pub(crate) struct Certificates {
    pub(crate) ca_pem: String,
    pub(crate) server: Vec<u8>,
    pub(crate) server_pem: String,
    pub(crate) key: Vec<u8>,
    pub(crate) key_pem: String,
}

impl Certificates {
    pub(crate) fn new() -> Self {
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority_key = KeyPair::generate().unwrap();
        let ca_pem = authority.self_signed(&authority_key).unwrap().pem();
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate().unwrap();
        let server = CertificateParams::new(vec!["localhost".to_owned()])
            .unwrap()
            .signed_by(&key, &issuer)
            .unwrap();
        Self {
            ca_pem,
            server: server.der().to_vec(),
            server_pem: server.pem(),
            key: key.serialize_der(),
            key_pem: key.serialize_pem(),
        }
    }
}

impl Certificates {
    /// One that signs itself, as people make them; marked as an authority or not.
    pub(crate) fn signing_itself(is_authority: bool) -> Self {
        let mut about = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        about.is_ca = if is_authority {
            IsCa::Ca(BasicConstraints::Unconstrained)
        } else {
            IsCa::ExplicitNoCa
        };
        let key = KeyPair::generate().unwrap();
        let server = about.self_signed(&key).unwrap();
        Self {
            ca_pem: server.pem(),
            server: server.der().to_vec(),
            server_pem: server.pem(),
            key: key.serialize_der(),
            key_pem: key.serialize_pem(),
        }
    }
}

/// Writes certificate and key for `localhost`, and returns the authority's certificate.
fn certificates(folder: &Path) -> String {
    let made = Certificates::new();
    fs::write(folder.join("certificate.pem"), made.server_pem).unwrap();
    fs::write(folder.join("key.pem"), made.key_pem).unwrap();
    made.ca_pem
}
