//! Configuration from the environment: one prefix, every problem told at once, secrets never printed.
//!
//! `table` holds all settings, and the README the same table. A secret may come from a file instead, named by the
//! variable with `_FILE` behind it.

mod consent;
mod mail;
mod mail_shown;
mod mail_sign_in;
mod reader;
mod table;
mod values;

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
};

pub use mail::MailSettings;
pub use reader::{PREFIX, Problems};
pub(crate) use table::as_markdown as table_of_settings;
pub use values::{Listen, LogFormat};

use crate::{
    db::DatabaseUrl,
    domains::ConsentRules,
    messages::ForeignLinks,
    paths::Site,
    text,
    web::{client::TrustedProxies, security::Hsts},
};
use reader::Reader;
use values::{hsts, hsts_name, listen, log_filter, log_format, number, or_none};

/// Whether a command can do without the public URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicUrl {
    /// It cannot: it makes links or serves pages.
    Required,
    /// It can.
    Optional,
}

/// Everything that the operator can set.
#[derive(Debug, Clone)]
pub struct Config {
    site: Option<Site>,
    /// Where the server listens.
    pub listen: Listen,
    /// The database.
    pub database: DatabaseUrl,
    /// The folder of the keys, and of the database unless another is named.
    pub data_dir: PathBuf,
    /// Name of the product on pages and in letters.
    pub product: String,
    /// Connections to the database.
    pub connections: u32,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: TrustedProxies,
    /// How far browsers are held to https.
    pub hsts: Hsts,
    /// Changing requests that one network may send a minute.
    pub flood_per_minute: NonZeroU32,
    /// Invitations that a partner may hand out a day; the product's own limits otherwise.
    pub invitations_per_day: Option<i64>,
    /// Which acceptances of a customer count, and which domains prove nothing.
    pub consent: ConsentRules,
    /// What becomes of messages that hold addresses of other sites.
    pub foreign_links: ForeignLinks,
    /// How mail leaves, if it does.
    pub mail: Option<MailSettings>,
    /// How the log is written.
    pub log_format: LogFormat,
    /// What is logged.
    pub log_filter: String,
}

impl Config {
    /// From this process's environment.
    pub fn from_env(public_url: PublicUrl) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let mut variables = BTreeMap::new();
        for (name, value) in std::env::vars_os() {
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else {
                continue;
            };
            match value.into_string() {
                Ok(value) => drop(variables.insert(name.to_owned(), value)),
                Err(_) => problems.push(format!("{name} is not UTF-8 text")),
            }
        }
        Self::from_variables(Reader::new(variables, problems), public_url)
    }

    /// From these variables.
    pub fn from_map(
        variables: BTreeMap<String, String>,
        public_url: PublicUrl,
    ) -> Result<Self, Problems> {
        Self::from_variables(Reader::new(variables, Vec::new()), public_url)
    }

    fn from_variables(mut from: Reader, public_url: PublicUrl) -> Result<Self, Problems> {
        let site = from.optional("PUBLIC_URL", Site::parse);
        if site.is_none() && public_url == PublicUrl::Required && !from.has_problem("PUBLIC_URL") {
            from.problem("PUBLIC_URL", NO_PUBLIC_URL);
        }
        let data_dir = from.or("DATA_DIR", PathBuf::from("./data"), |text| {
            Ok(PathBuf::from(text))
        });
        let own_database = DatabaseUrl::Sqlite(
            data_dir
                .join("partner-center.db")
                .to_string_lossy()
                .into_owned(),
        );
        let database = from
            .secret("DATABASE_URL")
            .and_then(|text| from.checked("DATABASE_URL", &text, DatabaseUrl::parse))
            .unwrap_or(own_database);
        let product = from.or("PRODUCT_NAME", "Partner Center".to_owned(), |text| {
            text::line(text, 60, "a name")
        });
        let listen = from.or("LISTEN", DEFAULT_LISTEN, listen);
        let trusted_proxies = from.or("TRUSTED_PROXIES", TrustedProxies::default(), str::parse);
        let mail_host = site.as_ref().map(Site::host).map(str::to_owned);
        let config = Self {
            site,
            database,
            data_dir,
            mail: mail::read(&mut from, &product, mail_host),
            product,
            connections: from.or("DATABASE_CONNECTIONS", 8, |text| {
                number(text, 1, 200)
                    .and_then(|count| u32::try_from(count).map_err(|e| e.to_string()))
            }),
            // Whoever may open a socket's file is a proxy on this machine.
            trusted_proxies: match listen {
                Listen::Port(_) => trusted_proxies,
                Listen::File(_) => trusted_proxies.and_this_machine(),
            },
            listen,
            hsts: from.or("HSTS", Hsts::Host, hsts),
            flood_per_minute: from.or("FLOOD_PER_MINUTE", DEFAULT_FLOOD, |text| {
                text.parse()
                    .map_err(|_| "must be a whole number above 0".to_owned())
            }),
            invitations_per_day: from
                .optional("INVITATIONS_PER_DAY", |text| number(text, 1, 1_000_000)),
            consent: consent::read(&mut from),
            foreign_links: from.or("FOREIGN_LINKS", ForeignLinks::Show, ForeignLinks::parse),
            log_format: from.or("LOG_FORMAT", LogFormat::Text, log_format),
            log_filter: from.or("LOG", "info".to_owned(), log_filter),
        };
        from.finish(config)
    }

    /// Where the world reaches this installation.
    pub fn site(&self) -> Result<&Site, Problems> {
        self.site
            .as_ref()
            .ok_or_else(|| Problems::one("PUBLIC_URL", NO_PUBLIC_URL))
    }

    /// The path part of the public URL, empty without one.
    #[must_use]
    pub fn path_prefix(&self) -> &str {
        self.site.as_ref().map_or("", |site| site.paths().prefix())
    }

    /// What is in force, by name, without secrets.
    #[must_use]
    pub fn in_force(&self) -> Vec<(String, String)> {
        let site = self.site.as_ref().map_or(NOT_SET.to_owned(), |site| {
            site.absolute(&site.paths().home())
        });
        let mut lines = vec![
            ("PUBLIC_URL", site),
            ("LISTEN", self.listen.to_string()),
            ("DATA_DIR", self.data_dir.display().to_string()),
            ("DATABASE_URL", format!("{:?}", self.database)),
            ("DATABASE_CONNECTIONS", self.connections.to_string()),
            ("PRODUCT_NAME", self.product.clone()),
            (
                "TRUSTED_PROXIES",
                or_none(&self.trusted_proxies.to_string()),
            ),
            ("HSTS", hsts_name(self.hsts).to_owned()),
            ("FLOOD_PER_MINUTE", self.flood_per_minute.to_string()),
            (
                "INVITATIONS_PER_DAY",
                self.invitations_per_day.map_or(
                    "not set: 50 for a reseller, 500 for a provider".to_owned(),
                    |limit| limit.to_string(),
                ),
            ),
        ];
        lines.extend(consent::in_force(&self.consent));
        lines.push(("FOREIGN_LINKS", self.foreign_links.as_str().to_owned()));
        lines.extend(mail_shown::in_force(self.mail.as_ref()));
        let format = match self.log_format {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        };
        lines.push(("LOG_FORMAT", format.to_owned()));
        lines.push(("LOG", self.log_filter.clone()));
        lines
            .into_iter()
            .map(|(name, value)| (format!("{PREFIX}{name}"), value))
            .collect()
    }
}

const NOT_SET: &str = "not set";
const NO_PUBLIC_URL: &str = "is not set: the address at which browsers reach this site, such as https://partners.example.org";
const DEFAULT_LISTEN: Listen = Listen::Port(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080));
const DEFAULT_FLOOD: NonZeroU32 = match NonZeroU32::new(300) {
    Some(limit) => limit,
    None => NonZeroU32::MIN,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::SignIn;

    fn config(variables: &[(&str, &str)]) -> Result<Config, Problems> {
        let variables = variables
            .iter()
            .map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()))
            .collect();
        Config::from_map(variables, PublicUrl::Required)
    }

    fn problems(variables: &[(&str, &str)]) -> String {
        config(variables).unwrap_err().to_string()
    }

    const URL: (&str, &str) = ("PUBLIC_URL", "https://example.org/partners");

    #[test]
    fn the_public_url_alone_is_enough() {
        let config = config(&[URL]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(
            config.database,
            DatabaseUrl::Sqlite("./data/partner-center.db".to_owned())
        );
        assert_eq!(config.path_prefix(), "/partners");
        assert!(config.mail.is_none());
        assert_eq!(config.flood_per_minute.get(), 300);
    }

    #[test]
    fn a_socket_is_named_by_its_whole_path_and_its_proxy_is_trusted() {
        for text in ["unix:/run/pc/site.sock", "unix:///run/pc/site.sock"] {
            let config = config(&[URL, ("LISTEN", text)]).unwrap();
            assert_eq!(config.listen.to_string(), "unix:/run/pc/site.sock");
            assert_eq!(config.trusted_proxies.to_string(), "127.0.0.1");
        }
        assert!(
            problems(&[URL, ("LISTEN", "unix:site.sock")]).contains("LISTEN must name a socket")
        );
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let text = problems(&[
            ("LISTEN", "8080"),
            ("LOG_FORMAT", "xml"),
            ("LISTN", "127.0.0.1:1"),
            ("TRUSTED_PROXIES", "10.0.0.1, proxy"),
            ("FLOOD_PER_MINUTE", "0"),
            ("FOREIGN_LINKS", "never"),
        ]);
        for name in [
            "PUBLIC_URL is not set",
            "LISTEN must",
            "LOG_FORMAT must",
            "LISTN is not a setting",
            "TRUSTED_PROXIES holds \"proxy\"",
            "FLOOD_PER_MINUTE must",
            "FOREIGN_LINKS must",
        ] {
            assert!(text.contains(name), "{name} in {text}");
        }
    }

    #[test]
    fn what_kubernetes_sets_beside_a_service_of_this_name_is_no_setting() {
        let kubernetes = [
            URL,
            ("SERVICE_HOST", "10.0.0.7"),
            ("SERVICE_PORT", "8080"),
            ("SERVICE_PORT_HTTP", "8080"),
            ("PORT", "tcp://10.0.0.7:8080"),
            ("PORT_8080_TCP", "tcp://10.0.0.7:8080"),
            ("PORT_8080_TCP_PROTO", "tcp"),
            ("PORT_8080_TCP_PORT", "8080"),
            ("PORT_8080_TCP_ADDR", "10.0.0.7"),
        ];
        assert!(config(&kubernetes).is_ok(), "{}", problems(&kubernetes));
        for wrong in [
            ("PORT", "8080"),
            ("PORTS", "tcp://10.0.0.7:8080"),
            ("PORT_TCP", "x"),
        ] {
            assert!(problems(&[URL, wrong]).contains("is not a setting"));
        }
    }

    #[test]
    fn browsers_are_held_to_this_host_alone_unless_the_operator_asks_for_more() {
        assert_eq!(config(&[URL]).unwrap().hsts, Hsts::Host);
        let more = config(&[URL, ("HSTS", "subdomains")]).unwrap();
        assert_eq!(more.hsts, Hsts::Subdomains);
        assert!(problems(&[URL, ("HSTS", "all")]).contains("must be host or subdomains"));
    }

    #[test]
    fn an_empty_variable_is_one_that_is_not_set() {
        assert!(config(&[URL, ("LISTEN", ""), ("SMTP_HOST", " ")]).is_ok());
    }

    #[test]
    fn a_command_without_links_needs_no_public_url() {
        let config = Config::from_map(BTreeMap::new(), PublicUrl::Optional).unwrap();
        assert!(config.site().is_err() && config.path_prefix().is_empty());
    }

    #[test]
    fn secrets_come_from_files_and_are_never_printed() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "violet harbour\n").unwrap();
        let path = file.path().to_str().unwrap();
        let config = config(&[
            URL,
            ("DATABASE_URL", "postgres://app:kettle@db.example/partners"),
            ("SMTP_HOST", "mail.example"),
            ("SMTP_USERNAME", "app"),
            ("SMTP_PASSWORD_FILE", path),
            ("MAIL_FROM", "Contoso <mail@contoso.example>"),
        ])
        .unwrap();
        let mail = config.mail.clone().unwrap();
        let expected = SignIn::Password("app".to_owned(), "violet harbour".to_owned());
        assert!(mail.smtp.sign_in == Some(expected));
        let printed = format!("{config:?} {:?}", config.in_force());
        assert!(!printed.contains("violet") && !printed.contains("kettle"));
    }

    #[test]
    fn a_secret_is_given_once_and_its_file_must_exist() {
        let both = problems(&[
            URL,
            ("DATABASE_URL", "sqlite:a.db"),
            ("DATABASE_URL_FILE", "/nowhere"),
        ]);
        assert!(both.contains("DATABASE_URL_FILE"), "{both}");
        let missing = problems(&[URL, ("DATABASE_URL_FILE", "/nowhere/at/all")]);
        assert!(missing.contains("cannot be read"), "{missing}");
        for nothing in ["", "\n", " \r\n"] {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), nothing).unwrap();
            let path = file.path().to_str().unwrap();
            let empty = problems(&[URL, ("DATABASE_URL_FILE", path)]);
            assert!(
                empty.contains("DATABASE_URL_FILE names") && empty.contains("which is empty"),
                "{empty}"
            );
        }
    }
}
