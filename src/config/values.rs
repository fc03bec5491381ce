//! Values as they stand in a setting, and the sentences about what is wrong with one.

use std::{fmt, net::SocketAddr, path::PathBuf};

use crate::web::security::Hsts;

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

pub(super) fn or_none(text: &str) -> String {
    if text.is_empty() {
        "none".to_owned()
    } else {
        text.to_owned()
    }
}

/// Where the server listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// At a port.
    Port(SocketAddr),
    /// At a socket in the file system, for a proxy on the same machine.
    File(PathBuf),
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(address) => address.fmt(f),
            Self::File(path) => write!(f, "{UNIX}{}", path.display()),
        }
    }
}

/// Stands in front of the path of a socket.
const UNIX: &str = "unix:";

pub(super) fn listen(text: &str) -> Result<Listen, String> {
    if let Some(path) = text.strip_prefix(UNIX) {
        let path = PathBuf::from(path.strip_prefix("//").unwrap_or(path));
        return match path.is_absolute() && cfg!(unix) {
            true => Ok(Listen::File(path)),
            false => Err(
                "must name a socket by its whole path, such as unix:/run/partner-center/site.sock"
                    .to_owned(),
            ),
        };
    }
    text.parse().map(Listen::Port).map_err(|_| {
        "must be an IP address and a port, such as 127.0.0.1:8080, or a socket such as unix:/run/partner-center/site.sock"
            .to_owned()
    })
}

pub(super) fn number(text: &str, least: i64, most: i64) -> Result<i64, String> {
    text.parse()
        .ok()
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("must be a whole number from {least} to {most}"))
}

pub(super) fn hsts(text: &str) -> Result<Hsts, String> {
    match text {
        "host" => Ok(Hsts::Host),
        "subdomains" => Ok(Hsts::Subdomains),
        _ => Err("must be host or subdomains".to_owned()),
    }
}

pub(super) fn hsts_name(hsts: Hsts) -> &'static str {
    match hsts {
        Hsts::Host => "host",
        Hsts::Subdomains => "subdomains",
    }
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be text or json".to_owned()),
    }
}

pub(super) fn log_filter(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|error| {
            format!("is not a log filter such as info or partner_center=debug ({error})")
        })
}
