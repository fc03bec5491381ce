//! Passwords: 12 to 256 characters, taken as typed, kept as Argon2id (the crate's defaults are the row that
//! OWASP ASVS 5.0 names), never easy to guess.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::error::AppError;

/// Hashes computed at once: each takes 19 MiB and a core.
pub static HASHING_LIMIT: Semaphore = Semaphore::const_new(4);

const SHORTEST: usize = 12;
const LONGEST: usize = 256;

/// Checks a new password against its length and what is easy to guess about this person.
pub(super) fn check_new(password: &str, about: &[&str]) -> Result<(), String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(format!(
            "Use at least {SHORTEST} characters; this has {length}"
        ));
    }
    if length > LONGEST {
        return Err(format!("Use at most {LONGEST} characters"));
    }
    let mut context = vec!["partner", "center", "partnercenter"];
    for text in about {
        context.push(text);
        context.extend(
            text.split(['@', '.', ' ', '-'])
                .filter(|part| part.len() > 2),
        );
    }
    let lower = password.to_lowercase();
    let rest = context
        .iter()
        .filter(|word| word.len() > 2)
        .fold(lower, |rest, word| rest.replace(&word.to_lowercase(), ""));
    let is_personal = rest.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST / 2;
    let is_weak = zxcvbn::zxcvbn(password, &context).score() < zxcvbn::Score::Three;
    if is_weak || is_personal {
        return Err(
            "This is easy to guess. Use several unrelated words, without your name or company"
                .to_owned(),
        );
    }
    Ok(())
}

/// The Argon2id hash of a password, in PHC form.
///
/// # Errors
/// When the machine has no randomness or memory to give.
pub fn hash_password(password: &str) -> Result<String, AppError> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| AppError::Internal(format!("password hash: {error}")))?;
    Ok(hash.to_string())
}

/// [`hash_password`], off the executor and bounded.
pub(super) async fn hash_async(password: String) -> Result<String, AppError> {
    let _place = HASHING_LIMIT.acquire().await;
    tokio::task::spawn_blocking(move || hash_password(&password))
        .await
        .map_err(|error| AppError::Internal(error.to_string()))?
}

/// Whether the password fits the hash. Without a hash the same work is done for nothing, so that an unknown
/// address takes as long as a wrong password.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool, AppError> {
    let _place = HASHING_LIMIT.acquire().await;
    let work = move || {
        if password.chars().count() > LONGEST {
            return false;
        }
        let Some(hash) = hash else {
            // The result is dropped on purpose: only the time matters.
            drop(hash_password(&password));
            return false;
        };
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| AppError::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_common_and_personal_passwords_are_refused() {
        let about = ["ana.lima@contoso.example", "Ana Lima", "Contoso"];
        for password in [
            "short",
            "password1234",
            "qwertyuiop12",
            "anacontosolima",
            "aaaaaaaaaaaaaaaa",
        ] {
            assert!(check_new(password, &about).is_err(), "{password}");
        }
        assert_eq!(check_new("violet harbour kettle 42", &about), Ok(()));
    }
}
