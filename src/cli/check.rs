//! Commands that look and tell: `config check`, `mail test`, `healthcheck`.

use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

#[cfg(unix)]
use std::os::unix::net::UnixStream;

use super::{
    Failure, bounce, say,
    serve::{self, in_system},
};
use crate::{
    config::{Config, Listen, PublicUrl},
    mail::rehearse,
    paths, text,
    web::upload::UploadFolder,
};

/// `config check`.
pub(super) fn config() -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Required)?;
    for (name, value) in config.in_force() {
        say(format!("{name} = {value}"));
    }
    let folder = &config.data_dir;
    if folder.exists()
        && let Err(error) = UploadFolder(folder.clone()).check()
    {
        return Err(Failure::new(format!(
            "The data folder {} cannot be written: {error}. Uploads are kept there until they are read. Let this user write it, or set PARTNER_CENTER_DATA_DIR.",
            folder.display()
        )));
    }
    bounce::check_folder(&config)?;
    in_system(async { serve::mailer(&config).map(drop) })
}

/// `mail test`.
pub(super) fn mail(to: &str) -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Optional)?;
    let to = text::email(to).map_err(|sentence| Failure::new(format!("--to: {sentence}")))?;
    let mail = config.mail.ok_or_else(|| {
        Failure::new("No mail server is set up. Set PARTNER_CENTER_SMTP_HOST and PARTNER_CENTER_MAIL_FROM; the README lists the rest.")
    })?;
    in_system(async move {
        let sent = rehearse(&mail.smtp, &mail.from, &to, &mut |line| say(line)).await;
        sent.map_err(|step| {
            Failure::new(format!(
                "The letter was not sent. {step}\nCorrect the PARTNER_CENTER_SMTP_… settings, or ask who runs {}.",
                mail.smtp.host
            ))
        })?;
        say(format!("The server took the letter to {to}."));
        Ok(())
    })
}

const PATIENCE: Duration = Duration::from_secs(5);

/// `healthcheck`.
pub(super) fn health() -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Optional)?;
    let path = format!("{}{}", config.path_prefix(), paths::READYZ);
    let answer = ask(&config.listen, &path).map_err(|error| {
        Failure::new(format!(
            "No answer from {}: {error}. Is the server running with the same PARTNER_CENTER_LISTEN?",
            config.listen
        ))
    })?;
    if answer.status.split(' ').nth(1) == Some("200") {
        say(answer.words);
        return Ok(());
    }
    Err(Failure::new(format!(
        "Not ready: {}. {} The server's log says more.",
        answer.status, answer.words
    )))
}

/// A server that listens everywhere is asked on this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// What the server said.
struct Answer {
    status: String,
    /// The first line of the text.
    words: String,
}

fn ask(listen: &Listen, path: &str) -> std::io::Result<Answer> {
    match listen {
        Listen::Port(address) => {
            let address = reachable(*address);
            let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            converse(stream, &address.to_string(), path)
        }
        #[cfg(unix)]
        Listen::File(file) => {
            let stream = UnixStream::connect(file)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            converse(stream, "localhost", path)
        }
        #[cfg(not(unix))]
        Listen::File(_) => Err(std::io::ErrorKind::Unsupported.into()),
    }
}

fn converse(mut stream: impl Read + Write, host: &str, path: &str) -> std::io::Result<Answer> {
    // In one piece: a server that answers early would reset what comes after.
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer)?;
    let (head, text) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    Ok(Answer {
        status: first(head),
        words: first(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_listens_everywhere_is_asked_on_this_machine() {
        for (listen, asked) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("192.0.2.1:80", "192.0.2.1:80"),
        ] {
            assert_eq!(reachable(listen.parse().unwrap()), asked.parse().unwrap());
        }
    }

    #[test]
    fn the_status_and_the_words_of_an_answer_are_read() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let length = stream.read(&mut request).unwrap();
            stream
                .write_all(b"HTTP/1.1 503 Service Unavailable\r\n\r\nno")
                .unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        let answer = ask(&Listen::Port(address), "/partners/readyz").unwrap();
        assert_eq!(answer.status, "HTTP/1.1 503 Service Unavailable");
        assert_eq!(answer.words, "no");
        assert!(
            server
                .join()
                .unwrap()
                .starts_with("GET /partners/readyz HTTP/1.1\r\n")
        );
    }
}
