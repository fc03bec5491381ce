//! The site as the world sees it: its public URL, from which every link is built.

use std::sync::Arc;

use super::Paths;
use crate::secrets::Purpose;

/// The site as the world sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    origin: Arc<str>,
    paths: Paths,
}

impl Site {
    /// From a public URL such as `https://example.org/partners`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let url = url::Url::parse(text).map_err(|error| format!("is not a URL ({error})"))?;
        let host = url.host_str().ok_or("needs a host name")?;
        let loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => {
                return Err(
                    "must begin with https:// (http:// is taken for localhost only)".to_owned(),
                );
            }
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err("must be scheme, host, port and path alone".to_owned());
        }
        let origin = url.origin().ascii_serialization();
        Ok(Self {
            origin: Arc::from(origin),
            paths: Paths::new(url.path()),
        })
    }

    /// Scheme, host and port: what browsers send as `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether browsers reach it over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// The host name, for message ids.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.origin.split_once("://").map_or("", |(_, rest)| rest);
        rest.split_once(':').map_or(rest, |(host, _)| host)
    }

    /// The addresses below it.
    #[must_use]
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// A local address with scheme and host, for mails.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The link that carries a token.
    #[must_use]
    pub fn secret_link(&self, purpose: Purpose, token: &str) -> String {
        self.absolute(&match purpose {
            Purpose::Invitation => self.paths.public_invitation(token),
            Purpose::Partnership => self.paths.partnership_answer(token),
            Purpose::Privileges => self.paths.public_privileges(token),
            Purpose::UserPassword => self.paths.user_password(token),
            Purpose::Setup | Purpose::Reset | Purpose::Code => self.paths.password_link(token),
        })
    }
}
