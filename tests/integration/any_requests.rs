//! Whatever bytes come over a connection, the site answers below 500, and goes on.
//! `ANY_BYTES_SECONDS=600 cargo test --test integration any_requests` goes on for ten minutes.

use std::time::{Duration, Instant};

use partner_center::identity::Role;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::support::{ADATUM, TestApp, Wire};

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn changed(&mut self, bytes: &[u8], most: usize) -> Vec<u8> {
        const SIGNS: &[&[u8]] = &[
            b"%00",
            b"%FF",
            b"%E2%80%AE",
            b"%0D%0A",
            b"&",
            b"=",
            b"?",
            b"/",
            b"..",
            b";",
            b",",
            b"\"",
            b"<",
            b"\0",
            b"\r\n",
            b"\xFF",
            b"\xE2\x80\xAE",
            b"-1",
            b"99999999999999999999",
            b"[]",
            b"{",
            b"'",
            b"9999-99-99",
            b"\t",
        ];
        let mut bytes = bytes.to_vec();
        for _ in 0..self.below(most) {
            let at = self.below(bytes.len() + 1);
            match self.below(5) {
                0 | 1 => {
                    let sign = SIGNS[self.below(SIGNS.len())];
                    bytes.splice(at..at, sign.iter().copied());
                }
                2 => bytes.insert(at, u8::try_from(self.below(256)).unwrap()),
                3 if at < bytes.len() => {
                    let end = (at + 1 + self.below(6)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let piece = bytes[at..].iter().take(self.below(200)).copied();
                    let piece: Vec<u8> = piece.collect();
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}

/// A request before it is changed: how, where, with what.
type Seed = (&'static str, String, &'static str, Vec<u8>);

fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields).finish().into_bytes()
}

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=b";

fn seeds(app: &TestApp, link: &str) -> Vec<Seed> {
    let paths = app.paths();
    let link = link.strip_prefix(app.parts.site.origin()).unwrap();
    let fields = ADATUM.fields();
    let person = [
        ("name", "Ana Lima"),
        ("job_title", "Head of IT"),
        ("email", ADATUM.recipient),
    ];
    let answer = [("request", "0"), ("code", "BBBBBBBB"), ("agree", "yes")];
    let file = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\nCompany,Email\r\nAdatum,ana@adatum.example\r\n--b\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\noffice365\r\n--b--\r\n";
    let get = |address: String| ("GET", address, "", Vec::new());
    vec![
        get(paths.home()),
        get(format!(
            "{}?search=adatum&sort=name&page=2",
            paths.customers()
        )),
        get(format!(
            "{}?state=sent&channel=referral",
            paths.invitations()
        )),
        get(format!(
            "{}?action=mail_failed&days=30&after=2026-11-27T00:00:00Z",
            paths.activity()
        )),
        get(paths.sign_in()),
        get(format!("{link}?lang=de")),
        get("/static/app.css".to_owned()),
        (
            "POST",
            paths.sign_in(),
            FORM,
            form(&[("email", "a@contoso.example"), ("password", "x")]),
        ),
        ("POST", format!("{link}/code"), FORM, form(&person)),
        ("POST", format!("{link}/acceptance"), FORM, form(&answer)),
        (
            "POST",
            format!("{link}/refusal"),
            FORM,
            form(&[("reason", "No"), ("unexpected", "1")]),
        ),
        (
            "POST",
            paths.new_invitation(),
            FORM,
            form(&crate::support::borrowed(&fields)),
        ),
        ("POST", paths.imports(), PARTS, file.to_vec()),
    ]
}

/// One request of the seed with something changed; its length is mostly right.
fn request(next: &mut Numbers, seed: &Seed, origin: &str, cookie: &str) -> Vec<u8> {
    let (method, address, kind, body) = seed;
    let address = next.changed(address.as_bytes(), 6);
    let body = next.changed(body, 12);
    let mut head = format!("{method} ").into_bytes();
    // A space would end the address.
    head.extend(address.into_iter().filter(|byte| !b" \r\n".contains(byte)));
    head.extend_from_slice(b" HTTP/1.1\r\n");
    let language = next.changed(b"de-CH,de;q=0.9,en;q=0.8", 4);
    let forwarded = next.changed(b"192.0.2.1, 10.0.0.1", 4);
    // These are left alone in most requests, so that the rest is read.
    let most = [1, 1, 1, 4][next.below(4)];
    let cookie = next.changed(cookie.as_bytes(), most);
    let kind = next.changed(kind.as_bytes(), most);
    for (name, value) in [
        ("Host", b"site.example".as_slice()),
        ("Origin", origin.as_bytes()),
        ("Accept-Language", &language),
        ("X-Forwarded-For", &forwarded),
        ("Cookie", &cookie),
        ("Content-Type", &kind),
        ("Content-Length", body.len().to_string().as_bytes()),
        ("Connection", b"close"),
    ] {
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend(value.iter().filter(|byte| !b"\r\n".contains(byte)));
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head.extend(body);
    match next.below(4) {
        0 => next.changed(&head, 8),
        _ => head,
    }
}

/// Sends this and nothing more; returns the answer.
async fn ask(app: &TestApp, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(app.socket_address()).await.unwrap();
    // The site may have answered and closed before it has read everything.
    drop(stream.write_all(request).await);
    drop(stream.shutdown().await);
    let mut answer = Vec::new();
    drop(timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await);
    String::from_utf8_lossy(&answer).into_owned()
}

#[actix_web::test]
async fn a_request_of_any_bytes_is_answered_below_500() {
    let app = TestApp::start();
    let (company, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let cookie = Wire::cookie(&app, &company.email(Role::AdminAgent)).await;
    let (seeds, origin) = (seeds(&app, &link), app.parts.site.origin().to_owned());
    let seconds = std::env::var("ANY_BYTES_SECONDS").ok();
    let seconds: Option<u64> = seconds.and_then(|text| text.parse().ok());
    let end = seconds.map(|it| Instant::now() + Duration::from_secs(it));
    let (mut next, mut count) = (Numbers(20_261_127), 0_u32);
    let mut answers = std::collections::BTreeMap::new();
    while end.map_or(count < 200, |end| Instant::now() < end) {
        let seed = &seeds[next.below(seeds.len())];
        let request = request(&mut next, seed, &origin, &cookie);
        let answer = ask(&app, &request).await;
        let status = answer.strip_prefix("HTTP/1.1 ").and_then(|it| it.get(..3));
        *answers
            .entry(status.unwrap_or("none").to_owned())
            .or_insert(0_u32) += 1;
        assert!(
            !answer.contains("HTTP/1.1 5"),
            "{}\n{answer}",
            String::from_utf8_lossy(&request)
        );
        count += 1;
    }
    println!("{count} requests: {answers:?}");
    assert!(answers.len() > 3, "{answers:?}");
    app.visitor().open("/healthz").await.expect(200);
}
