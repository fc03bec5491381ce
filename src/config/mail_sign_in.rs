//! The settings by which this server signs in to the mail server: a password, or tokens.

use url::Url;

use super::reader::Reader;
use crate::mail::{Grant, OAuthSettings, SignIn, Tls};

/// Who signs in, and how; nothing where the server asks for nothing.
pub(super) fn read(from: &mut Reader, tls: Tls) -> Option<SignIn> {
    let user = from.text("SMTP_USERNAME");
    let password = from.secret("SMTP_PASSWORD");
    let oauth = oauth(from);
    if tls == Tls::None && user.is_some() && (password.is_some() || oauth.is_some()) {
        from.problem(
            "SMTP_TLS",
            "is none: a password or token is never sent without encryption; use starttls or implicit",
        );
        return None;
    }
    match (user, password, oauth) {
        (_, Some(_), Some(_)) => {
            from.problem(
                "SMTP_OAUTH_TOKEN_URL",
                "is set together with PARTNER_CENTER_SMTP_PASSWORD; keep one of them",
            );
            None
        }
        (Some(user), Some(password), None) => Some(SignIn::Password(user, password)),
        (Some(user), None, Some(settings)) => Some(SignIn::OAuth(user, settings)),
        (Some(_), None, None) => {
            let is_told = [
                "SMTP_PASSWORD_FILE",
                "SMTP_OAUTH_TOKEN_URL",
                "SMTP_OAUTH_CLIENT_ID",
            ]
            .into_iter()
            .any(|name| from.has_problem(name))
                || from.has_problem("SMTP_OAUTH_CLIENT_SECRET");
            if !is_told {
                from.problem(
                    "SMTP_PASSWORD",
                    "is missing beside PARTNER_CENTER_SMTP_USERNAME; or set PARTNER_CENTER_SMTP_OAUTH_TOKEN_URL",
                );
            }
            None
        }
        (None, Some(_), None) => {
            from.problem("SMTP_USERNAME", "is missing beside the password");
            None
        }
        (None, None, Some(_)) => {
            from.problem(
                "SMTP_USERNAME",
                "is missing: the mailbox that the token is for",
            );
            None
        }
        (None, None, None) => None,
    }
}

/// How tokens are obtained, when they are.
fn oauth(from: &mut Reader) -> Option<OAuthSettings> {
    let client_id = from.text("SMTP_OAUTH_CLIENT_ID");
    let client_secret = from.secret("SMTP_OAUTH_CLIENT_SECRET");
    let refresh_token = from.secret("SMTP_OAUTH_REFRESH_TOKEN");
    let scope = from.text("SMTP_OAUTH_SCOPE");
    let Some(token_url) = from.optional("SMTP_OAUTH_TOKEN_URL", token_url) else {
        let is_begun = client_id.is_some() || client_secret.is_some() || refresh_token.is_some();
        if (is_begun || scope.is_some()) && !from.has_problem("SMTP_OAUTH_TOKEN_URL") {
            from.problem(
                "SMTP_OAUTH_TOKEN_URL",
                "is missing: tokens come from there, such as https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token or https://oauth2.googleapis.com/token",
            );
        }
        return None;
    };
    let Some(client_id) = client_id else {
        from.problem(
            "SMTP_OAUTH_CLIENT_ID",
            "is missing beside PARTNER_CENTER_SMTP_OAUTH_TOKEN_URL",
        );
        return None;
    };
    if client_secret.is_none() && refresh_token.is_none() {
        from.problem(
            "SMTP_OAUTH_CLIENT_SECRET",
            "is missing, and so is PARTNER_CENTER_SMTP_OAUTH_REFRESH_TOKEN: tokens are given for one of them",
        );
        return None;
    }
    Some(OAuthSettings {
        token_url,
        client_id,
        client_secret,
        grant: refresh_token.map_or(Grant::ClientCredentials, Grant::RefreshToken),
        scope,
    })
}

/// Secrets go there: over TLS, except to this machine.
fn token_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("is not a URL ({error})"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            "must not hold a user name or password; PARTNER_CENTER_SMTP_OAUTH_CLIENT_ID and PARTNER_CENTER_SMTP_OAUTH_CLIENT_SECRET say who asks"
                .to_owned(),
        );
    }
    if url.fragment().is_some() {
        return Err("must not hold a fragment, the part behind #".to_owned());
    }
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() == "https" || (url.scheme() == "http" && is_here) {
        return Ok(url);
    }
    Err("must begin with https://".to_owned())
}

const HIDDEN: &str = "set, hidden";

/// What is in force, without secrets.
pub(super) fn in_force(sign_in: &SignIn) -> Vec<(&'static str, String)> {
    let (user, settings) = match sign_in {
        SignIn::Password(user, _) => {
            return vec![
                ("SMTP_USERNAME", user.clone()),
                ("SMTP_PASSWORD", HIDDEN.to_owned()),
            ];
        }
        SignIn::OAuth(user, settings) => (user, settings),
    };
    let secret = settings.client_secret.as_ref();
    let is_refreshed = matches!(settings.grant, Grant::RefreshToken(_));
    let optional = [
        secret.map(|_| ("SMTP_OAUTH_CLIENT_SECRET", HIDDEN.to_owned())),
        is_refreshed.then(|| ("SMTP_OAUTH_REFRESH_TOKEN", HIDDEN.to_owned())),
        settings
            .scope
            .clone()
            .map(|scope| ("SMTP_OAUTH_SCOPE", scope)),
    ];
    let mut lines = vec![
        ("SMTP_USERNAME", user.clone()),
        ("SMTP_OAUTH_TOKEN_URL", settings.endpoint()),
        ("SMTP_OAUTH_CLIENT_ID", settings.client_id.clone()),
    ];
    lines.extend(optional.into_iter().flatten());
    lines
}
