//! Every setting: its names, its default and what it is for. What is not in this table is no setting, and what is must be
//! read. `config list` prints it, and the README shows what that prints.

use std::iter::once;

/// What is in force when a setting is not set.
#[derive(Debug, Clone, Copy)]
pub(super) enum Default {
    /// This value.
    Value(&'static str),
    /// What these words say.
    Words(&'static str),
}

/// One setting. A second name, with `_FILE` behind the first, takes a file that holds the value.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) names: &'static [&'static str],
    pub(super) default: Default,
    pub(super) about: &'static str,
}

/// In the order of the README.
pub(super) const TABLE: &[Row] = &[
    Row {
        names: &["PUBLIC_URL"],
        default: Default::Words("required for `serve`"),
        about: "where browsers reach the site, with its path if it has one",
    },
    Row {
        names: &["LISTEN"],
        default: Default::Value("127.0.0.1:8080"),
        about: "IP address and port; or a socket for a proxy on the same machine, `unix:/run/partner-center/site.sock`",
    },
    Row {
        names: &["DATA_DIR"],
        default: Default::Value("./data"),
        about: "the files `keys` and `node`, and the SQLite database; all for their owner alone",
    },
    Row {
        names: &["DATABASE_URL", "DATABASE_URL_FILE"],
        default: Default::Value("sqlite:<DATA_DIR>/partner-center.db"),
        about: "or `postgres://…`",
    },
    Row {
        names: &["DATABASE_CONNECTIONS"],
        default: Default::Value("8"),
        about: "",
    },
    Row {
        names: &["PRODUCT_NAME"],
        default: Default::Value("Partner Center"),
        about: "on pages and in letters",
    },
    Row {
        names: &["TRUSTED_PROXIES"],
        default: Default::Words("none"),
        about: "IP addresses and ranges (`10.0.0.0/8`) whose `X-Forwarded-For` is believed, with commas",
    },
    Row {
        names: &["HSTS"],
        default: Default::Value("host"),
        about: "with an https `PUBLIC_URL`: browsers keep to https for this host; `subdomains` for all below it, too",
    },
    Row {
        names: &["FLOOD_PER_MINUTE"],
        default: Default::Value("300"),
        about: "changing requests from one network",
    },
    Row {
        names: &["INVITATIONS_PER_DAY"],
        default: Default::Words("50; a provider 500"),
        about: "begun by one partner",
    },
    Row {
        names: &["CONSENT"],
        default: Default::Value("any"),
        about: "or `verified`: a company accepts with an address in its own domain alone",
    },
    Row {
        names: &["SHARED_DOMAINS"],
        default: Default::Words("none"),
        about: "what the lists of shared domains lack or hold wrongly: `+kpn.example,-contoso.example`",
    },
    Row {
        names: &["FOREIGN_LINKS"],
        default: Default::Value("show"),
        about: "addresses of other sites in a message that this server sends: its sender is shown them first; or `refuse`",
    },
    Row {
        names: &["SMTP_HOST"],
        default: Default::Words("none: no mail is sent"),
        about: "drafts can be opened or copied; customers cannot get their codes",
    },
    Row {
        names: &["SMTP_TLS"],
        default: Default::Value("starttls"),
        about: "required; or `implicit`; or `none`, never with a password",
    },
    Row {
        names: &["SMTP_PORT"],
        default: Default::Words("587, 465, 25 by `SMTP_TLS`"),
        about: "",
    },
    Row {
        names: &["SMTP_USERNAME", "SMTP_PASSWORD", "SMTP_PASSWORD_FILE"],
        default: Default::Words("none"),
        about: "both or neither",
    },
    Row {
        names: &["SMTP_OAUTH_TOKEN_URL"],
        default: Default::Words("none"),
        about: "sign-in by token instead of a password (XOAUTH2): where tokens come from",
    },
    Row {
        names: &[
            "SMTP_OAUTH_CLIENT_ID",
            "SMTP_OAUTH_CLIENT_SECRET",
            "SMTP_OAUTH_CLIENT_SECRET_FILE",
        ],
        default: Default::Words("none"),
        about: "who this installation is there",
    },
    Row {
        names: &["SMTP_OAUTH_REFRESH_TOKEN", "SMTP_OAUTH_REFRESH_TOKEN_FILE"],
        default: Default::Words("none: client credentials"),
        about: "what a person has granted",
    },
    Row {
        names: &["SMTP_OAUTH_SCOPE"],
        default: Default::Words("none"),
        about: "what the token is for",
    },
    Row {
        names: &["SMTP_EHLO"],
        default: Default::Words("the host of `PUBLIC_URL`"),
        about: "what this server calls itself when it greets the mail server",
    },
    Row {
        names: &["SMTP_CA_FILE"],
        default: Default::Words("none"),
        about: "PEM, beside the system's certificates",
    },
    Row {
        names: &["MAIL_FROM"],
        default: Default::Words("required with `SMTP_HOST`"),
        about: "`Name <address>` or an address",
    },
    Row {
        names: &["BOUNCE_ADDRESS"],
        default: Default::Words("none: they go to `MAIL_FROM`"),
        about: "where letters come back to, each with a key behind it: `bounces@partners.example`",
    },
    Row {
        names: &["BOUNCE_FOLDER"],
        default: Default::Words("none"),
        about: "where the mail server puts what comes there: a Maildir, or files moved in whole",
    },
    Row {
        names: &["LOG"],
        default: Default::Value("info"),
        about: "a filter such as `warn,partner_center=debug`",
    },
    Row {
        names: &["LOG_FORMAT"],
        default: Default::Value("text"),
        about: "or `json`; to standard error",
    },
];

/// The names of all settings.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().flat_map(|row| row.names.iter().copied())
}

/// All settings as a table in Markdown, which stands in the README.
#[must_use]
pub(crate) fn as_markdown() -> String {
    let row = |row: &Row| {
        let names: Vec<String> = row.names.iter().map(|name| format!("`{name}`")).collect();
        let default = match row.default {
            Default::Value(value) => format!("`{value}`"),
            Default::Words(words) => words.to_owned(),
        };
        let about = format!("{} ", row.about).trim_start().to_owned();
        format!("| {} | {default} | {about}|\n", names.join(", "))
    };
    once("| `PARTNER_CENTER_…` | Default | |\n|---|---|---|\n".to_owned())
        .chain(TABLE.iter().map(row))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{
        super::{Config, PREFIX, PublicUrl},
        *,
    };

    #[test]
    fn the_readme_lists_the_settings_that_there_are() {
        let readme = include_str!("../../README.md");
        let start = readme.find("| `PARTNER_CENTER_…`").unwrap();
        let listed = readme[start..].split("\n\n").next().unwrap();
        assert_eq!(listed, as_markdown().trim_end());
    }

    #[test]
    fn what_is_not_set_has_the_default_of_the_table() {
        let set = [
            ("PUBLIC_URL", "https://example.org"),
            ("SMTP_HOST", "mail.example"),
            ("MAIL_FROM", "mail@contoso.example"),
        ];
        let variables: BTreeMap<String, String> = set
            .iter()
            .map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()))
            .collect();
        let config = Config::from_map(variables, PublicUrl::Required).unwrap();
        let in_force: BTreeMap<String, String> = config.in_force().into_iter().collect();
        for row in TABLE {
            if let Default::Value(value) = row.default
                && row.names != ["DATABASE_URL", "DATABASE_URL_FILE"]
            {
                let name = format!("{PREFIX}{}", row.names[0]);
                assert_eq!(
                    in_force.get(&name).map(String::as_str),
                    Some(value),
                    "{name}"
                );
            }
        }
    }
}
