//! Signing in to a mail server with a token instead of a password (XOAUTH2): Microsoft 365 and Google ask for it.
//!
//! The token comes from the provider's token endpoint (RFC 6749): by the credentials of this installation (4.4), or by a
//! refresh token that a person has granted (6). It lives in memory until shortly before its end, and is never stored,
//! printed or logged; nor is what the endpoint answers, beside its error code.

use std::{
    fmt,
    sync::{self, PoisonError},
    time::{Duration, Instant},
};

use serde::Deserialize;
use tokio::{sync::Mutex, time::timeout};
use url::{Position, Url};

use super::{
    outcome::{Fault, Reason, Step},
    token_request::{self, Trust},
};

/// A token is asked for anew so long before it ends.
const EARLY: Duration = Duration::from_secs(60);
/// How long a token lives whose endpoint does not say it.
const USUAL: u64 = 300;
/// Tokens that live longer are asked for anew all the same.
const LONGEST: u64 = 24 * 60 * 60;

/// What shows the endpoint who asks.
#[derive(Clone, PartialEq, Eq)]
pub enum Grant {
    /// The credentials of this installation alone.
    ClientCredentials,
    /// A token that a person has granted once.
    RefreshToken(String),
}

/// How tokens are obtained. Does not print its secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct OAuthSettings {
    /// The token endpoint.
    pub token_url: Url,
    /// The ID of this installation there.
    pub client_id: String,
    /// Its secret; some endpoints give none to a program that has a refresh token.
    pub client_secret: Option<String>,
    /// How it asks.
    pub grant: Grant,
    /// What the token is for.
    pub scope: Option<String>,
}

impl fmt::Debug for OAuthSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OAuth at {} as {}", self.endpoint(), self.client_id)
    }
}

impl OAuthSettings {
    /// The token endpoint as it may be shown: a query may hold a key.
    #[must_use]
    pub fn endpoint(&self) -> String {
        match self.token_url.query() {
            Some(_) => format!("{}?…", &self.token_url[..Position::AfterPath]),
            None => self.token_url.to_string(),
        }
    }

    fn form(&self) -> String {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("client_id", &self.client_id);
        if let Some(secret) = &self.client_secret {
            form.append_pair("client_secret", secret);
        }
        if let Some(scope) = &self.scope {
            form.append_pair("scope", scope);
        }
        match &self.grant {
            Grant::ClientCredentials => form.append_pair("grant_type", "client_credentials"),
            Grant::RefreshToken(token) => form
                .append_pair("grant_type", "refresh_token")
                .append_pair("refresh_token", token),
        };
        form.finish()
    }
}

/// What a token endpoint answers.
#[derive(Deserialize)]
struct Answer {
    access_token: Option<String>,
    expires_in: Option<u64>,
    /// Another refresh token, which takes the place of the one that was sent.
    refresh_token: Option<String>,
    error: Option<String>,
}

/// A token, and until when it is good.
struct Token {
    text: String,
    until: Instant,
}

/// The tokens of one mail server.
pub(super) struct Tokens {
    /// Held while one letter asks for a token: the others wait for it.
    settings: Mutex<OAuthSettings>,
    trust: Trust,
    present: sync::Mutex<Option<Token>>,
}

impl Tokens {
    pub(super) fn new(settings: OAuthSettings, trust: Trust) -> Self {
        Self {
            settings: Mutex::new(settings),
            trust,
            present: sync::Mutex::new(None),
        }
    }

    /// A token that is good for the next minute. Several letters that need one ask for it once. The time limit is for
    /// waiting until another has asked, and then anew for one's own request: one that is cut short may lose the refresh
    /// token that the endpoint has just exchanged.
    pub(super) async fn get(&self, limit: Duration) -> Result<String, Fault> {
        let got = self.present_or_new(limit).await;
        got.map_err(|why| Fault {
            step: Step::Token,
            reason: Reason::SignIn,
            code: None,
            text: why,
        })
    }

    async fn present_or_new(&self, limit: Duration) -> Result<String, String> {
        let late = |_| "no answer in time".to_owned();
        if let Some(text) = self.usable() {
            return Ok(text);
        }
        let waiting = timeout(limit, self.settings.lock()).await;
        let mut settings = waiting.map_err(late)?;
        // Another letter may have got it meanwhile.
        if let Some(text) = self.usable() {
            return Ok(text);
        }
        let asked = timeout(limit, self.ask(&mut settings)).await;
        let token = asked.map_err(late)??;
        let text = token.text.clone();
        *self.kept() = Some(token);
        Ok(text)
    }

    fn kept(&self) -> sync::MutexGuard<'_, Option<Token>> {
        self.present.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn usable(&self) -> Option<String> {
        let kept = self.kept();
        let token = kept.as_ref();
        let token = token.filter(|it| Instant::now() + EARLY < it.until)?;
        Some(token.text.clone())
    }

    /// The server has refused this token: the next sign-in gets another one. One that was fetched since stays.
    pub(super) fn forget(&self, refused: &str) {
        let mut kept = self.kept();
        if kept.as_ref().is_some_and(|token| token.text == refused) {
            *kept = None;
        }
    }

    async fn ask(&self, settings: &mut OAuthSettings) -> Result<Token, String> {
        let (status, body) =
            token_request::post(&settings.token_url, settings.form(), &self.trust).await?;
        let answer: Answer = serde_json::from_slice(&body)
            .map_err(|_| format!("status {status}, and no answer of a token endpoint"))?;
        let text = match (answer.access_token, answer.error) {
            (Some(token), None) if status == 200 => token,
            (_, Some(error)) => return Err(format!("status {status}, {}", code_of(&error))),
            _ => return Err(format!("status {status}, and no token")),
        };
        if let (Grant::RefreshToken(kept), Some(other)) =
            (&mut settings.grant, answer.refresh_token)
        {
            *kept = other;
        }
        let seconds = answer.expires_in.unwrap_or(USUAL).min(LONGEST);
        Ok(Token {
            text,
            until: Instant::now() + Duration::from_secs(seconds),
        })
    }
}

/// An error code such as `invalid_client`, without whatever else an endpoint may send.
fn code_of(error: &str) -> String {
    let code: String = error
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        .take(60)
        .collect();
    format!("error {code}")
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
        net::TcpListener,
    };

    use super::*;

    const SHORT: Duration = Duration::from_millis(200);
    /// So long a test waits for what would otherwise never come.
    const PATIENCE: Duration = Duration::from_secs(20);

    fn tokens(url: &str) -> Tokens {
        let settings = OAuthSettings {
            token_url: url.parse().unwrap(),
            client_id: "app".to_owned(),
            client_secret: Some("violet".to_owned()),
            grant: Grant::ClientCredentials,
            scope: None,
        };
        Tokens::new(settings, Trust::default())
    }

    /// An endpoint of which nobody answers, at this address.
    const NOBODY: &str = "http://127.0.0.1:1/token";

    #[actix_web::test]
    async fn a_letter_waits_for_the_token_of_another_no_longer_than_for_its_own() {
        let tokens = tokens(NOBODY);
        let _held = tokens.settings.lock().await;
        let asked = tokio::time::timeout(PATIENCE, tokens.get(SHORT)).await;
        let fault = asked.unwrap().unwrap_err();
        assert_eq!((fault.step, fault.reason), (Step::Token, Reason::SignIn));
        assert!(fault.text.contains("in time"), "{}", fault.text);
    }

    #[actix_web::test]
    async fn waiting_for_another_takes_nothing_from_the_time_of_ones_own_request() {
        const LIMIT: Duration = Duration::from_secs(2);
        const MOST_OF_IT: Duration = Duration::from_millis(1_300);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let tokens = tokens(&format!("http://127.0.0.1:{port}/token"));
        let held = tokens.settings.lock().await;
        let other = async {
            tokio::time::sleep(MOST_OF_IT).await;
            drop(held);
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::time::sleep(MOST_OF_IT).await;
            let body = "{\"access_token\":\"violet\"}";
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            // Whoever has given up does not listen.
            drop(stream.write_all(answer.as_bytes()).await);
        };
        let (got, ()) = tokio::join!(tokens.get(LIMIT), async {
            drop(tokio::time::timeout(PATIENCE, other).await);
        });
        assert_eq!(got.unwrap(), "violet");
    }

    #[actix_web::test]
    async fn only_the_token_that_was_refused_is_forgotten() {
        let tokens = tokens(NOBODY);
        *tokens.kept() = Some(Token {
            text: "second".to_owned(),
            until: Instant::now() + Duration::from_secs(3_600),
        });
        // A letter that signed in with the first one hears of its refusal after another has fetched the second.
        tokens.forget("first");
        assert_eq!(tokens.get(SHORT).await.unwrap(), "second");
        tokens.forget("second");
        assert!(tokens.get(SHORT).await.is_err());
    }

    #[actix_web::test]
    async fn the_query_of_the_endpoint_is_part_of_the_request() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let tokens = tokens(&format!("http://127.0.0.1:{port}/token?p=policy%20one&x=1"));
        let asked = async {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            stream.read_line(&mut line).await.unwrap();
            let answer = b"HTTP/1.1 400 Bad\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            stream.get_mut().write_all(answer).await.unwrap();
            line
        };
        let (_, line) = tokio::join!(tokens.get(PATIENCE), asked);
        assert_eq!(line, "POST /token?p=policy%20one&x=1 HTTP/1.1\r\n");
    }
}
