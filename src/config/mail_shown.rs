//! The settings of mail as they are shown, without secrets.

use super::{mail::MailSettings, mail_sign_in};
use crate::mail::Tls;

/// What is in force, without the password.
pub(super) fn in_force(mail: Option<&MailSettings>) -> Vec<(&'static str, String)> {
    let Some(MailSettings {
        smtp,
        from,
        bounce_folder,
    }) = mail
    else {
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
    let hello = smtp.hello.as_deref();
    lines.push((
        "SMTP_EHLO",
        hello.unwrap_or("this machine's name").to_owned(),
    ));
    lines.extend(smtp.sign_in.iter().flat_map(mail_sign_in::in_force));
    if let Some(pem) = &smtp.ca_pem {
        lines.push(("SMTP_CA_FILE", format!("read, {} bytes", pem.len())));
    }
    let returns = smtp.return_address.as_ref();
    lines.extend(returns.map(|to| ("BOUNCE_ADDRESS", to.to_string())));
    let folder = bounce_folder.as_ref();
    lines.extend(folder.map(|folder| ("BOUNCE_FOLDER", folder.display().to_string())));
    lines
}
