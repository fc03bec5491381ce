//! Signing in to a mail server with a token instead of a password (XOAUTH2): Microsoft 365 and Google ask for it.
//!
//! The token comes from the provider's token endpoint (RFC 6749): by the credentials of this installation (4.4), or by a
//! refresh token that a person has granted (6). It lives in memory until shortly before its end, and is never stored,
//! printed or logged; nor is what the endpoint answers, beside its error code.

use std::{
    fmt,
    time::{Duration, Instant},
};

use serde::Deserialize;
use tokio::sync::Mutex;
use url::Url;

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
        write!(f, "OAuth at {} as {}", self.token_url, self.client_id)
    }
}

impl OAuthSettings {
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
    settings: Mutex<OAuthSettings>,
    trust: Trust,
    present: Mutex<Option<Token>>,
}

impl Tokens {
    pub(super) fn new(settings: OAuthSettings, trust: Trust) -> Self {
        Self {
            settings: Mutex::new(settings),
            trust,
            present: Mutex::new(None),
        }
    }

    /// A token that is good for the next minute. Several letters that need one ask for it once.
    pub(super) async fn get(&self, limit: Duration) -> Result<String, Fault> {
        let mut present = self.present.lock().await;
        if let Some(token) = present
            .as_ref()
            .filter(|it| Instant::now() + EARLY < it.until)
        {
            return Ok(token.text.clone());
        }
        let asked = tokio::time::timeout(limit, self.ask());
        let token = asked
            .await
            .unwrap_or_else(|_| Err("no answer in time".to_owned()));
        let token = token.map_err(|why| Fault {
            step: Step::Token,
            reason: Reason::SignIn,
            code: None,
            text: why,
        })?;
        let text = token.text.clone();
        *present = Some(token);
        Ok(text)
    }

    /// The server has refused the token: the next sign-in gets another one.
    pub(super) async fn forget(&self) {
        *self.present.lock().await = None;
    }

    async fn ask(&self) -> Result<Token, String> {
        let mut settings = self.settings.lock().await;
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
