//! The site as the world sees it: its public URL, from which every link is built.

use std::{net::IpAddr, sync::Arc};

use super::Paths;
use crate::{secrets::Purpose, text};

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
        if url.query().is_some() || url.fragment().is_some() || has_sign_in(&url) {
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

    /// The host name; an IPv6 address is in brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.origin.split_once("://").map_or("", |(_, rest)| rest);
        match rest.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => rest,
        }
    }

    /// The same as the domain of a message id: an IP address is a literal in brackets (RFC 5322, 3.6.4; RFC 5321, 4.1.3).
    #[must_use]
    pub fn mail_domain(&self) -> String {
        let host = self.host();
        match text::without_brackets(host).parse() {
            Ok(IpAddr::V4(address)) => format!("[{address}]"),
            Ok(IpAddr::V6(address)) => format!("[IPv6:{address}]"),
            Err(_) => host.to_owned(),
        }
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

fn has_sign_in(url: &url::Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_of_a_message_id_is_valid_for_every_host() {
        for (url, host, domain) in [
            ("https://example.org/partners", "example.org", "example.org"),
            ("https://example.org:8443", "example.org", "example.org"),
            ("http://127.0.0.1:8080", "127.0.0.1", "[127.0.0.1]"),
            ("http://[::1]:8080", "[::1]", "[IPv6:::1]"),
            (
                "https://[2001:db8::1]",
                "[2001:db8::1]",
                "[IPv6:2001:db8::1]",
            ),
        ] {
            let site = Site::parse(url).unwrap();
            assert_eq!((site.host(), site.mail_domain().as_str()), (host, domain));
        }
    }
}
