//! Sends one test letter and shows every step, for the operator who sets mail up.

use lettre::Message;

use super::{
    Mailbox, SmtpSettings,
    connection::{Connection, Deadlines},
    message,
    outcome::{Fault, chain},
};

/// Speaks with the server step by step and tells each line, without the password; sends one letter.
///
/// # Errors
/// With the step that failed, in words.
pub async fn rehearse(
    settings: &SmtpSettings,
    from: &Mailbox,
    to: &str,
    tell: &mut (dyn FnMut(&str) + Send),
) -> Result<(), String> {
    let to: lettre::Address = to
        .parse()
        .map_err(|error| format!("{to} is not an address: {error}"))?;
    let sender: lettre::Address = from
        .email
        .parse()
        .map_err(|error| format!("{}: {error}", from.email))?;
    let letter = Message::builder()
        .from(lettre::message::Mailbox::new(
            Some(from.name.clone()),
            sender,
        ))
        .to(lettre::message::Mailbox::new(None, to))
        .subject("Test of the mail settings")
        .body("This installation can send mail.\r\n".to_owned())
        .map_err(|error| error.to_string())?;
    // With an address of the same kind as real letters, which the server may refuse.
    let comes_back = settings.return_address.as_ref().map(|to| to.of_none());
    let envelope = message::envelope(&letter, comes_back.as_deref())?;
    let server = settings
        .server(Deadlines::USUAL)
        .map_err(|error| format!("Certificates: {}", chain(&error)))?;
    tell(&format!(
        "… connecting to {}:{} ({:?})",
        settings.host, settings.port, settings.tls
    ));
    let in_words = |fault: Fault| fault.to_string();
    let mut connection = Connection::open(&server, tell).await.map_err(in_words)?;
    let sent = connection.send(&envelope, &letter.formatted(), tell).await;
    sent.map_err(in_words)?;
    connection.close().await;
    Ok(())
}
