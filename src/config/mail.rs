//! The settings of mail: none of them, or a whole set.

use std::{net::IpAddr, path::PathBuf};

use super::{mail_sign_in, reader::Reader, table};
use crate::{
    mail::{Mailbox, ReturnAddress, SmtpSettings, Tls},
    text,
};

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// The server.
    pub smtp: SmtpSettings,
    /// Who letters are from.
    pub from: Mailbox,
    /// Into which the mail server puts letters that come back.
    pub bounce_folder: Option<PathBuf>,
}

/// Whether this setting means nothing without a mail server.
fn is_of_mail(name: &str) -> bool {
    name == "MAIL_FROM"
        || name.starts_with("BOUNCE_")
        || (name.starts_with("SMTP_") && name != "SMTP_HOST")
}

/// Reads them; `product` is the sender's name unless another is given, and `site_host` what this server calls itself.
pub(super) fn read(
    from: &mut Reader,
    product: &str,
    site_host: Option<String>,
) -> Option<MailSettings> {
    let Some(host) = from.optional("SMTP_HOST", host) else {
        if from.has_problem("SMTP_HOST") {
            table::names()
                .filter(|name| is_of_mail(name))
                .for_each(|name| drop(from.text(name)));
            return None;
        }
        for name in table::names().filter(|name| is_of_mail(name)) {
            if from.text(name).is_some() {
                from.problem(
                    name,
                    "is set, but PARTNER_CENTER_SMTP_HOST is not: name the mail server, or take this away",
                );
            }
        }
        return None;
    };
    let tls = from.or("SMTP_TLS", Tls::StartTls, tls);
    let port = from.or("SMTP_PORT", usual_port(tls), |text| {
        text.parse().map_err(|_| "must be a port number".to_owned())
    });
    let sign_in = mail_sign_in::read(from, tls);
    let hello = from.optional("SMTP_EHLO", hello).or(site_host);
    let ca_pem = from.optional("SMTP_CA_FILE", |path| {
        std::fs::read(PathBuf::from(path))
            .map_err(|error| format!("names {path}, which cannot be read: {error}"))
    });
    let return_address = from.optional("BOUNCE_ADDRESS", ReturnAddress::parse);
    let bounce_folder = from.optional("BOUNCE_FOLDER", |path| Ok(PathBuf::from(path)));
    if bounce_folder.is_some() && return_address.is_none() && !from.has_problem("BOUNCE_ADDRESS") {
        from.problem(
            "BOUNCE_ADDRESS",
            "is missing beside PARTNER_CENTER_BOUNCE_FOLDER: letters come back to an address, such as bounces@partners.example",
        );
    }
    let sender = from.optional("MAIL_FROM", |text| sender(text, product));
    if sender.is_none() && !from.has_problem("MAIL_FROM") {
        from.problem(
            "MAIL_FROM",
            "is not set: letters need a sender, such as Contoso <partners@contoso.example>",
        );
    }
    Some(MailSettings {
        smtp: SmtpSettings {
            host,
            port,
            tls,
            hello,
            sign_in,
            ca_pem,
            return_address,
        },
        from: sender?,
        bounce_folder,
    })
}

/// A host name or an IP address; one of IPv6 may be in brackets.
fn host(text: &str) -> Result<String, String> {
    let bare = text::without_brackets(text);
    let is_name = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    if bare.parse::<IpAddr>().is_ok() || (bare == text && is_name(text)) {
        return Ok(bare.to_owned());
    }
    Err(
        "must be a host name or an IP address alone; the port is PARTNER_CENTER_SMTP_PORT"
            .to_owned(),
    )
}

fn hello(text: &str) -> Result<String, String> {
    let bare = text::without_brackets(text);
    if bare.parse::<IpAddr>().is_ok() {
        return Ok(bare.to_owned());
    }
    text::domain(text).map_err(|_| {
        "must be the host name of this server, such as partners.example.org, or an IP address"
            .to_owned()
    })
}

fn tls(text: &str) -> Result<Tls, String> {
    match text {
        "implicit" => Ok(Tls::Implicit),
        "starttls" => Ok(Tls::StartTls),
        "none" => Ok(Tls::None),
        _ => Err("must be implicit, starttls or none".to_owned()),
    }
}

fn usual_port(tls: Tls) -> u16 {
    match tls {
        Tls::Implicit => 465,
        Tls::StartTls => 587,
        Tls::None => 25,
    }
}

/// `Name <address>`, or an address alone.
fn sender(text: &str, product: &str) -> Result<Mailbox, String> {
    let wrong = |_| {
        "must be an address, or a name and an address such as Contoso <partners@contoso.example>"
            .to_owned()
    };
    let (name, email) = match text.split_once('<') {
        Some((name, rest)) => (name.trim().trim_matches('"'), rest.trim_end_matches('>')),
        None => ("", text),
    };
    let name = if name.is_empty() { product } else { name };
    Ok(Mailbox {
        name: text::line(name, text::NAME_MAX, "a name").map_err(wrong)?,
        email: text::email(email).map_err(wrong)?,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        config::{Config, PREFIX, PublicUrl, mail_shown::in_force},
        mail::{Grant, SignIn},
    };

    fn mail(variables: &[(&str, &str)]) -> Result<Option<MailSettings>, String> {
        let variables: BTreeMap<String, String> = variables
            .iter()
            .map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()))
            .collect();
        let config = Config::from_map(variables, PublicUrl::Optional);
        config
            .map(|config| config.mail)
            .map_err(|problems| problems.to_string())
    }

    const HOST: (&str, &str) = ("SMTP_HOST", "mail.example");
    const FROM: (&str, &str) = ("MAIL_FROM", "no-reply@contoso.example");

    #[test]
    fn the_port_follows_the_protection_and_the_name_the_product() {
        for (tls, port) in [("implicit", 465), ("starttls", 587), ("none", 25)] {
            let settings = mail(&[HOST, FROM, ("SMTP_TLS", tls)]).unwrap().unwrap();
            assert_eq!(settings.smtp.port, port);
            assert_eq!(settings.from.name, "Partner Center");
        }
        let named = mail(&[HOST, ("MAIL_FROM", "\"Contoso, Ltd\" <a@contoso.example>")]);
        let from = named.unwrap().unwrap().from;
        assert_eq!(
            (from.name.as_str(), from.email.as_str()),
            ("Contoso, Ltd", "a@contoso.example")
        );
    }

    #[test]
    fn a_password_never_goes_unencrypted() {
        let refused = mail(&[
            HOST,
            FROM,
            ("SMTP_TLS", "none"),
            ("SMTP_USERNAME", "app"),
            ("SMTP_PASSWORD", "violet"),
        ])
        .unwrap_err();
        assert!(refused.contains("never sent without encryption") && !refused.contains("violet"));
    }

    #[test]
    fn a_mail_server_is_a_host_or_an_address_in_any_spelling() {
        for (text, host) in [
            ("[::1]", "::1"),
            ("::1", "::1"),
            ("192.0.2.1", "192.0.2.1"),
            ("relay", "relay"),
        ] {
            let settings = mail(&[("SMTP_HOST", text), FROM]).unwrap().unwrap();
            assert_eq!(settings.smtp.host, host);
        }
        for text in [
            "mail.example:587",
            "smtp://mail.example",
            "[mail.example]",
            "a b",
        ] {
            let refused = mail(&[("SMTP_HOST", text), FROM]).unwrap_err();
            assert!(
                refused.contains("SMTP_HOST must be a host name"),
                "{refused}"
            );
        }
    }

    #[test]
    fn this_server_calls_itself_as_its_public_url_does_unless_told_otherwise() {
        let hello = |more: &[(&str, &str)]| {
            mail(&[&[HOST, FROM], more].concat())
                .unwrap()
                .unwrap()
                .smtp
                .hello
        };
        assert_eq!(hello(&[]), None);
        let url = ("PUBLIC_URL", "https://partners.example.org/app");
        assert_eq!(hello(&[url]).as_deref(), Some("partners.example.org"));
        let set = ("SMTP_EHLO", "out.example.org");
        assert_eq!(hello(&[url, set]).as_deref(), Some("out.example.org"));
        let refused = mail(&[HOST, FROM, ("SMTP_EHLO", "my server")]).unwrap_err();
        assert!(refused.contains("SMTP_EHLO must be"), "{refused}");
    }

    #[test]
    fn tokens_need_a_whole_set_and_no_password_beside_it() {
        let user = ("SMTP_USERNAME", "mail@contoso.example");
        let url = ("SMTP_OAUTH_TOKEN_URL", "https://login.example/token");
        let id = ("SMTP_OAUTH_CLIENT_ID", "app");
        let secret = ("SMTP_OAUTH_CLIENT_SECRET", "violet");
        let settings = mail(&[HOST, FROM, user, url, id, secret]).unwrap().unwrap();
        assert!(!format!("{settings:?} {:?}", in_force(Some(&settings))).contains("violet"));
        let Some(SignIn::OAuth(_, oauth)) = settings.smtp.sign_in else {
            panic!("no tokens");
        };
        assert!(oauth.grant == Grant::ClientCredentials);
        for (set, says) in [
            (vec![user, id, secret], "SMTP_OAUTH_TOKEN_URL is missing"),
            (vec![user, url, secret], "SMTP_OAUTH_CLIENT_ID is missing"),
            (vec![user, url, id], "SMTP_OAUTH_CLIENT_SECRET is missing"),
            (vec![url, id, secret], "SMTP_USERNAME is missing"),
            (
                vec![user, url, id, secret, ("SMTP_PASSWORD", "x")],
                "keep one of them",
            ),
            (
                vec![user, url, id, secret, ("SMTP_TLS", "none")],
                "never sent without encryption",
            ),
            (
                vec![
                    user,
                    ("SMTP_OAUTH_TOKEN_URL", "http://login.example/token"),
                    id,
                    secret,
                ],
                "must begin with https",
            ),
            (
                vec![
                    user,
                    (
                        "SMTP_OAUTH_TOKEN_URL",
                        "https://app:harbour@login.example/token",
                    ),
                    id,
                    secret,
                ],
                "SMTP_OAUTH_TOKEN_URL must not hold a user name or password",
            ),
            (
                vec![
                    user,
                    (
                        "SMTP_OAUTH_TOKEN_URL",
                        "https://harbour@login.example/token",
                    ),
                    id,
                    secret,
                ],
                "SMTP_OAUTH_TOKEN_URL must not hold a user name or password",
            ),
            (
                vec![
                    user,
                    (
                        "SMTP_OAUTH_TOKEN_URL",
                        "https://login.example/token#harbour",
                    ),
                    id,
                    secret,
                ],
                "SMTP_OAUTH_TOKEN_URL must not hold a fragment",
            ),
        ] {
            let refused = mail(&[&[HOST, FROM][..], &set].concat()).unwrap_err();
            assert!(refused.contains(says), "{says}: {refused}");
            assert!(!refused.contains("harbour"), "{refused}");
        }
        let asked = (
            "SMTP_OAUTH_TOKEN_URL",
            "https://login.example/token?key=harbour",
        );
        let settings = mail(&[HOST, FROM, user, asked, id, secret])
            .unwrap()
            .unwrap();
        let told = format!("{settings:?} {:?}", in_force(Some(&settings)));
        assert!(told.contains("https://login.example/token?…"), "{told}");
        assert!(!told.contains("harbour"), "{told}");
    }

    #[test]
    fn letters_come_back_to_an_address_that_has_room_for_a_key() {
        let address = ("BOUNCE_ADDRESS", "bounces@partner.example");
        let folder = ("BOUNCE_FOLDER", "/var/mail/bounces");
        let settings = mail(&[HOST, FROM, address, folder]).unwrap().unwrap();
        let shown = format!("{:?}", in_force(Some(&settings)));
        for part in [address.1, folder.1] {
            assert!(shown.contains(part), "{shown}");
        }
        for (set, says) in [
            (vec![HOST, FROM, folder], "BOUNCE_ADDRESS is missing beside"),
            (
                vec![HOST, FROM, ("BOUNCE_ADDRESS", "bounces")],
                "BOUNCE_ADDRESS must be an address",
            ),
            (
                vec![
                    HOST,
                    FROM,
                    ("BOUNCE_ADDRESS", "bounces.of.this.server@a.example"),
                ],
                "BOUNCE_ADDRESS must have at most 21",
            ),
            (vec![address], "BOUNCE_ADDRESS is set, but"),
        ] {
            let refused = mail(&set).unwrap_err();
            assert!(refused.contains(says), "{says}: {refused}");
        }
    }

    #[test]
    fn half_a_set_is_refused() {
        assert!(mail(&[HOST]).unwrap_err().contains("MAIL_FROM is not set"));
        assert!(mail(&[FROM]).unwrap_err().contains("SMTP_HOST is not"));
        assert!(
            mail(&[HOST, FROM, ("SMTP_USERNAME", "app")])
                .unwrap_err()
                .contains("SMTP_PASSWORD is missing")
        );
        assert!(
            mail(&[HOST, FROM, ("SMTP_PASSWORD", "x")])
                .unwrap_err()
                .contains("SMTP_USERNAME is missing")
        );
        assert!(
            mail(&[HOST, ("MAIL_FROM", "a@b@c")])
                .unwrap_err()
                .contains("MAIL_FROM must")
        );
    }
}
