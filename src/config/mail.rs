//! The settings of mail: none of them, or a whole set.

use std::path::PathBuf;

use super::{reader::Reader, table};
use crate::{
    mail::{Mailbox, SmtpSettings, Tls},
    text,
};

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// The server.
    pub smtp: SmtpSettings,
    /// Who letters are from.
    pub from: Mailbox,
}

/// Whether this setting means nothing without a mail server.
fn is_of_mail(name: &str) -> bool {
    name == "MAIL_FROM" || (name.starts_with("SMTP_") && name != "SMTP_HOST")
}

/// Reads them; `product` is the sender's name unless another is given.
pub(super) fn read(from: &mut Reader, product: &str) -> Option<MailSettings> {
    let Some(host) = from.text("SMTP_HOST") else {
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
    let credentials = credentials(from, tls);
    let ca_pem = from.optional("SMTP_CA_FILE", |path| {
        std::fs::read(PathBuf::from(path))
            .map_err(|error| format!("names {path}, which cannot be read: {error}"))
    });
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
            credentials,
            ca_pem,
        },
        from: sender?,
    })
}

fn credentials(from: &mut Reader, tls: Tls) -> Option<(String, String)> {
    match (from.text("SMTP_USERNAME"), from.secret("SMTP_PASSWORD")) {
        (Some(_), Some(_)) if tls == Tls::None => {
            from.problem(
                "SMTP_TLS",
                "is none: a password is never sent without encryption; use starttls or implicit",
            );
            None
        }
        (Some(user), Some(password)) => Some((user, password)),
        (Some(_), None) if !from.has_problem("SMTP_PASSWORD_FILE") => {
            from.problem(
                "SMTP_PASSWORD",
                "is missing beside PARTNER_CENTER_SMTP_USERNAME",
            );
            None
        }
        (None, Some(_)) => {
            from.problem("SMTP_USERNAME", "is missing beside the password");
            None
        }
        _ => None,
    }
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

/// What is in force, without the password.
pub(super) fn in_force(mail: Option<&MailSettings>) -> Vec<(&'static str, String)> {
    let Some(MailSettings { smtp, from }) = mail else {
        let note = "not set: this server sends no mail; drafts are opened in email or copied, and customers cannot get codes";
        return vec![("SMTP_HOST", note.to_owned())];
    };
    let tls = match smtp.tls {
        Tls::Implicit => "implicit",
        Tls::StartTls => "starttls",
        Tls::None => "none",
    };
    let mut lines = vec![
        ("SMTP_HOST", smtp.host.clone()),
        ("SMTP_PORT", smtp.port.to_string()),
        ("SMTP_TLS", tls.to_owned()),
        ("MAIL_FROM", format!("{} <{}>", from.name, from.email)),
    ];
    if let Some((user, _)) = &smtp.credentials {
        lines.push(("SMTP_USERNAME", user.clone()));
        lines.push(("SMTP_PASSWORD", "set, hidden".to_owned()));
    }
    if let Some(pem) = &smtp.ca_pem {
        lines.push(("SMTP_CA_FILE", format!("read, {} bytes", pem.len())));
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::config::{Config, PREFIX, PublicUrl};

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
