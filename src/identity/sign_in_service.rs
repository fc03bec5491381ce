//! Signing in: the try is counted, the password compared, and the session begun if nothing has changed meanwhile.

use std::net::IpAddr;

use super::{
    attempts::{self, Kind},
    hashing, kept_forms,
    model::User,
    password, queries, sessions,
};
use crate::{
    db::{self, Db, Tx, ids::UserId, types::Timestamp},
    error::{AppError, Explained},
    secrets::{self, sha256_hex},
    web::client::network,
};

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub(super) enum SignInError {
    #[error("Enter your email address and your password")]
    Empty,
    /// So many seconds.
    #[error("Too many tries. Wait {0} seconds, then try again")]
    TooMany(u64),
    /// The same for an unknown address, a wrong password, and somebody who may not come in.
    #[error(
        "This email address and password do not belong together. Check both, or set a new password"
    )]
    Refused,
    #[error(transparent)]
    Accident(#[from] AppError),
}

impl From<db::Error> for SignInError {
    fn from(error: db::Error) -> Self {
        Self::Accident(error.into())
    }
}

impl Explained for SignInError {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooMany(_) => "too_many",
            Self::Refused => "refused",
            Self::Accident(_) => "accident",
        }
    }
}

/// A try to sign in, and the browser it comes from.
pub(super) struct SignIn {
    /// As typed.
    pub(super) email: String,
    /// As typed.
    pub(super) password: String,
    /// The browser, in words.
    pub(super) client: String,
    /// Its network address.
    pub(super) address: IpAddr,
}

/// Somebody is signed in.
pub(super) struct Begun {
    /// The key of their session, for the cookie.
    pub(super) key: String,
    /// Whether a form is kept for them.
    pub(super) has_kept_forms: bool,
}

impl SignIn {
    /// Whose tries are counted together: an account on one network does not lock another's.
    fn subject(&self, email: &str) -> String {
        sha256_hex(&format!("{email}\n{}", network(self.address)))
    }

    /// Counts the try, looks at the password, and begins the session. A place in the queue of those whose passwords are
    /// looked at is taken before anything is counted.
    pub(super) async fn begin(self, db: &Db, now: Timestamp) -> Result<Begun, SignInError> {
        let email = self.email.trim().to_lowercase();
        if email.is_empty() || self.password.is_empty() {
            return Err(SignInError::Empty);
        }
        let place = hashing::enter()?;
        let subject = self.subject(&email);
        let counted = subject.clone();
        let person = db.write(move |tx| candidate(tx, &email, &counted, now));
        let person = person.await?;
        let hash = person.as_ref().and_then(|it| it.password_hash.clone());
        let fits = password::verify(&place, self.password, hash.clone()).await?;
        drop(place);
        let (Some(user), Some(password_hash), true) = (person, hash, fits) else {
            tracing::info!("sign-in refused");
            return Err(SignInError::Refused);
        };
        let id = user.id;
        let arrival = Arrival {
            user: id,
            password_hash,
            key: secrets::random_token().map_err(|error| AppError::Internal(error.to_string()))?,
            subject,
            client: self.client,
            address: self.address.to_string(),
        };
        let begun = db.write(move |tx| arrival.begin_session(tx, now)).await?;
        tracing::info!(user = %id, "signed in");
        Ok(begun)
    }
}

/// The person, if there is one, with the try counted.
fn candidate(
    tx: &mut Tx<'_>,
    email: &str,
    subject: &str,
    now: Timestamp,
) -> Result<Option<User>, SignInError> {
    match attempts::take(tx, Kind::SignIn, subject, now)? {
        Some(seconds) => Err(SignInError::TooMany(seconds)),
        None => Ok(queries::user_by_email(tx.conn(), email)?),
    }
}

/// Somebody who has shown their password, and the browser they did it in.
struct Arrival {
    user: UserId,
    /// The hash that the password fits.
    password_hash: String,
    /// The key of the session to be.
    key: String,
    /// Whose tries are forgotten.
    subject: String,
    client: String,
    address: String,
}

impl Arrival {
    /// Makes the session. Refused when they were disabled, or their password was changed while the old one was looked
    /// at: who sets a password ends the sessions of the row that is held here.
    fn begin_session(self, tx: &mut Tx<'_>, now: Timestamp) -> Result<Begun, SignInError> {
        if !queries::hold_password(tx, self.user, &self.password_hash)? {
            return Err(SignInError::Refused);
        }
        match queries::active_user(tx.conn(), self.user) {
            Err(db::Error::NotFound) => return Err(SignInError::Refused),
            found => drop(found?),
        }
        attempts::forget(tx, Kind::SignIn, &self.subject)?;
        let key_hash = sha256_hex(&self.key);
        sessions::insert(tx, self.user, key_hash, self.client, self.address, now)?;
        Ok(Begun {
            key: self.key,
            has_kept_forms: kept_forms::has_any(tx.conn(), self.user, now)?,
        })
    }
}
