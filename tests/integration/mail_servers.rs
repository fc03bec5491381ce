//! Mail servers as they are out there: those that want a host name, a token, or show a certificate that signs itself.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread,
};

use partner_center::mail::{
    self, Grant, Letter, MailKind, MailState, Mailbox, OAuthSettings, rehearse,
};
use tokio_rustls::rustls;

use crate::support::{Certificates, Rogue, SmtpServer, TestApp};

fn queue(app: &TestApp, email: &str) {
    let to = Mailbox {
        name: String::new(),
        email: email.to_owned(),
    };
    let letter = Letter {
        kind: MailKind::Notice,
        event_key: format!("test {email}"),
        partner: None,
        invitation: None,
        to,
        sender: None,
        subject: "A letter".to_owned(),
        body: "Words".to_owned(),
        footer: String::new(),
        secret: None,
        give_up_at: None,
    };
    let now = app.now();
    app.write(|tx| mail::enqueue(tx, &letter, "Partner Center", now));
}

#[actix_web::test]
async fn a_server_that_wants_a_host_name_gets_one() {
    let Some(server) = SmtpServer::start_for_host_names() else {
        return;
    };
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&server.settings()));
    queue(&app, "zoe@adatum.example");
    let sent = app.mail_to("zoe@adatum.example").await;
    assert_eq!(sent.state, MailState::Sent, "{}", sent.answer);
    assert!(
        server.commands().contains("HELLO partners.channel.example"),
        "{}",
        server.commands()
    );
    let mut settings = server.settings();
    settings.hello = Some("127.0.0.1".to_owned());
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&settings));
    queue(&app, "bo@adatum.example");
    let refused = app.mail_to("bo@adatum.example").await;
    assert!(refused.answer.contains("504"), "{}", refused.answer);
    assert!(
        server.commands().contains("HELLO [127.0.0.1]"),
        "{}",
        server.commands()
    );
}

/// An endpoint that gives tokens: what it is to answer next, and the forms that it was sent.
struct Endpoint {
    url: String,
    answer: Arc<Mutex<(u16, String)>>,
    forms: Arc<Mutex<Vec<String>>>,
}

impl Endpoint {
    fn start() -> Self {
        Self::serve(None)
    }

    fn start_tls(certificates: &Certificates) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificates.server.clone().into()],
                rustls::pki_types::PrivateKeyDer::try_from(certificates.key.clone()).unwrap(),
            )
            .unwrap();
        Self::serve(Some(Arc::new(config)))
    }

    fn serve(tls: Option<Arc<rustls::ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let endpoint = Self {
            url: format!("{scheme}://localhost:{port}/common/oauth2/v2.0/token"),
            answer: Arc::new(Mutex::new((500, String::new()))),
            forms: Arc::default(),
        };
        let (answer, forms) = (Arc::clone(&endpoint.answer), Arc::clone(&endpoint.forms));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                match &tls {
                    None => talk(&mut stream, &answer, &forms),
                    Some(config) => {
                        let session = rustls::ServerConnection::new(Arc::clone(config)).unwrap();
                        talk(
                            &mut rustls::StreamOwned::new(session, stream),
                            &answer,
                            &forms,
                        );
                    }
                }
            }
        });
        endpoint
    }

    fn gives(&self, token: &str, more: &str) {
        let body = format!("{{\"token_type\":\"Bearer\",\"access_token\":\"{token}\"{more}}}");
        *self.answer.lock().unwrap() = (200, body);
    }

    fn refuses(&self, error: &str) {
        let body = format!("{{\"error\":\"{error}\",\"error_description\":\"trace of violet\"}}");
        *self.answer.lock().unwrap() = (400, body);
    }

    fn forms(&self) -> Vec<String> {
        self.forms.lock().unwrap().clone()
    }

    fn settings(&self, grant: Grant) -> OAuthSettings {
        OAuthSettings {
            token_url: self
                .url
                .replace("localhost", "127.0.0.1")
                .replace("https://127.0.0.1", "https://localhost")
                .parse()
                .unwrap(),
            client_id: "app-1".to_owned(),
            client_secret: Some("violet harbour".to_owned()),
            grant,
            scope: Some("https://outlook.office365.com/.default".to_owned()),
        }
    }
}

fn talk(
    stream: &mut (impl Read + Write),
    answer: &Mutex<(u16, String)>,
    forms: &Mutex<Vec<String>>,
) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    forms.lock().unwrap().push(String::from_utf8(body).unwrap());
    let (status, text) = answer.lock().unwrap().clone();
    let stream = reader.into_inner();
    let whole = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    );
    stream.write_all(whole.as_bytes()).unwrap();
    stream.flush().unwrap();
}

#[actix_web::test]
async fn a_token_by_client_credentials_signs_in_and_is_used_again() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let endpoint = Endpoint::start();
    endpoint.gives("token-1", ",\"expires_in\":3599");
    server.take_token("token-1");
    let settings = server.settings_with(endpoint.settings(Grant::ClientCredentials));
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&settings));
    for email in ["zoe@adatum.example", "bo@adatum.example"] {
        queue(&app, email);
        let sent = app.mail_to(email).await;
        assert_eq!(sent.state, MailState::Sent, "{}", sent.answer);
    }
    assert!(
        server.commands().contains("AUTH XOAUTH2 good"),
        "{}",
        server.commands()
    );
    let [form] = endpoint.forms().try_into().unwrap();
    for part in [
        "client_id=app-1",
        "client_secret=violet+harbour",
        "grant_type=client_credentials",
        "scope=https%3A%2F%2Foutlook.office365.com%2F.default",
    ] {
        assert!(form.contains(part), "{form}");
    }
}

#[actix_web::test]
async fn a_refresh_token_is_sent_and_the_one_that_comes_back_is_sent_next() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let endpoint = Endpoint::start();
    // It ends within a minute: the next letter needs another.
    endpoint.gives("token-1", ",\"expires_in\":30,\"refresh_token\":\"second\"");
    server.take_token("token-1");
    let grant = Grant::RefreshToken("first".to_owned());
    let settings = server.settings_with(endpoint.settings(grant));
    let mut told = String::new();
    let from = Mailbox {
        name: "Contoso".to_owned(),
        email: "mail@contoso.example".to_owned(),
    };
    rehearse(&settings, &from, "zoe@adatum.example", &mut |line| {
        told.push_str(line)
    })
    .await
    .unwrap();
    assert!(
        told.contains("AUTH XOAUTH2") && !told.contains("token-1") && !told.contains("first"),
        "{told}"
    );
    assert!(endpoint.forms()[0].contains("grant_type=refresh_token&refresh_token=first"));
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&settings));
    queue(&app, "zoe@adatum.example");
    assert_eq!(
        app.mail_to("zoe@adatum.example").await.state,
        MailState::Sent
    );
    app.pass(chrono::Duration::minutes(2));
    partner_center::app::worker(&app.parts).drain().await;
    assert_eq!(endpoint.forms().len(), 2);
}

#[actix_web::test]
async fn an_endpoint_that_refuses_stops_the_queue_and_names_its_error_and_no_secret() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let endpoint = Endpoint::start();
    endpoint.refuses("invalid_client");
    let settings = server.settings_with(endpoint.settings(Grant::ClientCredentials));
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&settings));
    queue(&app, "zoe@adatum.example");
    let kept = app.mail_to("zoe@adatum.example").await;
    assert_eq!(kept.state, MailState::Queued, "{}", kept.answer);
    assert!(
        kept.answer
            .contains("OAuth token: status 400, error invalid_client"),
        "{}",
        kept.answer
    );
    assert!(!kept.answer.contains("violet"), "{}", kept.answer);
    let (_, agent) = app.agent_of("Contoso").await;
    let page = agent.open(&app.paths().home()).await.expect(200);
    assert!(
        page.has_text("refuses this server's sign-in"),
        "{}",
        page.text()
    );
}

#[actix_web::test]
async fn a_token_that_the_mail_server_refuses_is_asked_for_anew() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let endpoint = Endpoint::start();
    endpoint.gives("old", ",\"expires_in\":3599");
    server.take_token("new");
    let settings = server.settings_with(endpoint.settings(Grant::ClientCredentials));
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&settings));
    queue(&app, "zoe@adatum.example");
    let kept = app.mail_to("zoe@adatum.example").await;
    assert_eq!(kept.state, MailState::Queued, "{}", kept.answer);
    assert!(!kept.answer.contains("old"), "{}", kept.answer);
    endpoint.gives("new", ",\"expires_in\":3599");
    app.pass(chrono::Duration::minutes(2));
    let sent = app.mail_to("zoe@adatum.example").await;
    assert_eq!(sent.state, MailState::Sent, "{}", sent.answer);
}

#[actix_web::test]
async fn an_endpoint_over_tls_is_trusted_by_its_certificate_alone() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let certificates = Certificates::new();
    let endpoint = Endpoint::start_tls(&certificates);
    endpoint.gives("token-1", ",\"expires_in\":3599");
    server.take_token("token-1");
    let from = Mailbox {
        name: String::new(),
        email: "mail@contoso.example".to_owned(),
    };
    // The mail server's authority does not vouch for the endpoint; one file holds both.
    let mut settings = server.settings_with(endpoint.settings(Grant::ClientCredentials));
    let why = rehearse(&settings, &from, "zoe@adatum.example", &mut |_| {})
        .await
        .unwrap_err();
    assert!(
        why.contains("OAuth token") && why.contains("certificate"),
        "{why}"
    );
    assert!(endpoint.forms().is_empty(), "no secret goes to a stranger");
    let mut both = settings.ca_pem.take().unwrap();
    both.extend_from_slice(certificates.ca_pem.as_bytes());
    settings.ca_pem = Some(both);
    let sent = rehearse(&settings, &from, "zoe@adatum.example", &mut |_| {}).await;
    assert!(sent.is_ok(), "{sent:?}");
}

#[actix_web::test]
async fn a_certificate_that_signs_itself_is_trusted_or_explained_with_the_command_for_a_good_one() {
    let from = Mailbox {
        name: String::new(),
        email: "mail@contoso.example".to_owned(),
    };
    let good = Rogue::start_with_certificates(Certificates::signing_itself(false));
    let sent = rehearse(&good.settings(), &from, "zoe@adatum.example", &mut |_| {}).await;
    assert!(sent.is_ok(), "{sent:?}");
    let bad = Rogue::start_with_certificates(Certificates::signing_itself(true));
    let why = rehearse(&bad.settings(), &from, "zoe@adatum.example", &mut |_| {})
        .await
        .unwrap_err();
    for part in [
        "PARTNER_CENTER_SMTP_CA_FILE",
        "openssl req -x509",
        "basicConstraints=critical,CA:FALSE",
    ] {
        assert!(why.contains(part), "{why}");
    }
}
