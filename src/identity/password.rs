//! Passwords: 12 to 256 characters, taken as typed, kept as Argon2id (the crate's defaults are the row that
//! OWASP ASVS 5.0 names), never easy to guess.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{
        self,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};
use subtle::ConstantTimeEq;

use super::{
    guessing,
    hashing::{self, Memory, Place},
};
use crate::error::AppError;

const SHORTEST: usize = 12;
const LONGEST: usize = 256;

/// Checks a new password against its length and what is easy to guess about this person: `about` holds their names,
/// addresses, and those of their company. Judged off the threads that answer requests.
pub(super) async fn check_new(
    place: &Place,
    password: &str,
    about: Vec<String>,
) -> Result<Result<(), String>, AppError> {
    let judged = judge(place, password, about).await?;
    Ok(judged.map_err(|fault| fault.to_string()))
}

/// What is wrong with a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Too short; with its length.
    #[error("Use at least {SHORTEST} characters; this has {0}")]
    Short(usize),
    /// Too long.
    #[error("Use at most {LONGEST} characters")]
    Long,
    /// Easy to guess.
    #[error(
        "This is easy to guess. Use several unrelated words, without your name, your company or a year"
    )]
    Easy,
}

async fn judge(
    place: &Place,
    password: &str,
    about: Vec<String>,
) -> Result<Result<(), PasswordFault>, AppError> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Ok(Err(PasswordFault::Short(length)));
    }
    if length > LONGEST {
        return Ok(Err(PasswordFault::Long));
    }
    let password = password.to_owned();
    let is_easy = place
        .run(move |_| guessing::is_easy(&password, &about))
        .await?;
    Ok(match is_easy {
        true => Err(PasswordFault::Easy),
        false => Ok(()),
    })
}

/// The hash of a new password, or what is wrong with it. `about` as for the staff's own.
///
/// # Errors
/// When there is no place to hash it, or no randomness.
pub async fn hash_new_password(
    password: String,
    about: Vec<String>,
) -> Result<Result<String, PasswordFault>, AppError> {
    let place = hashing::enter()?;
    match judge(&place, &password, about).await? {
        Ok(()) => Ok(Ok(hash_async(&place, password).await?)),
        Err(fault) => Ok(Err(fault)),
    }
}

/// The Argon2id hash of a password, in PHC form. Waits until it is made; pages use `hash_async`.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn hash_password(password: &str) -> Result<String, AppError> {
    let password = password.to_owned();
    hashing::run_now(move |memory| fresh_hash(memory, &password))?.map_err(accident)
}

/// [`hash_password`], off the executor.
pub(super) async fn hash_async(place: &Place, password: String) -> Result<String, AppError> {
    let hash = place.run(move |memory| fresh_hash(memory, &password));
    hash.await?.map_err(accident)
}

/// Whether the password fits the hash. Without a hash the same work is done for nothing, so that an unknown
/// address takes as long as a wrong password.
pub(super) async fn verify(
    place: &Place,
    password: String,
    hash: Option<String>,
) -> Result<bool, AppError> {
    let work = move |memory: &mut Memory| {
        if password.chars().count() > LONGEST {
            return Ok(false);
        }
        match hash {
            // A hash that cannot be read fits nothing.
            Some(hash) => Ok(fits(memory, &password, &hash).unwrap_or_else(|cause| {
                tracing::error!(%cause, "a kept password hash cannot be read");
                false
            })),
            None => fresh_hash(memory, &password).map(|_| false),
        }
    };
    place.run(work).await?.map_err(accident)
}

fn accident(error: password_hash::Error) -> AppError {
    AppError::Internal(format!("password hash: {error}"))
}

fn fresh_hash(memory: &mut Memory, password: &str) -> password_hash::Result<String> {
    let mut bytes = [0; Salt::RECOMMENDED_LENGTH];
    crate::secrets::fill(&mut bytes).map_err(|_| password_hash::Error::Crypto)?;
    let argon2 = Argon2::default();
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    memory.hash(&argon2, password, &bytes, &mut out)?;
    let hash = PasswordHash {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(argon2.params())?,
        salt: Some(Salt::new(&bytes)?),
        hash: Some(Output::new(&out)?),
    };
    Ok(hash.to_string())
}

fn fits(memory: &mut Memory, password: &str, kept: &str) -> password_hash::Result<bool> {
    let kept = PasswordHash::new(kept)?;
    let (Some(salt), Some(hash)) = (&kept.salt, &kept.hash) else {
        return Ok(false);
    };
    let version = match kept.version {
        Some(number) => Version::try_from(number)?,
        None => Version::default(),
    };
    let algorithm = Algorithm::try_from(kept.algorithm.as_str())?;
    let argon2 = Argon2::new(algorithm, version, Params::try_from(&kept)?);
    let mut out = vec![0; hash.len()];
    memory.hash(&argon2, password, salt, &mut out)?;
    Ok(out.ct_eq(hash.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use argon2::PasswordVerifier;

    use super::*;

    #[actix_web::test]
    async fn a_hash_is_read_by_the_crate_itself_and_one_of_the_crate_by_us() {
        let _alone = hashing::ALONE.lock().await;
        let place = hashing::enter().unwrap();
        let ours = hash_async(&place, "violet harbour kettle 42".to_owned())
            .await
            .unwrap();
        let crate_itself = Argon2::default();
        assert!(
            crate_itself
                .verify_password(b"violet harbour kettle 42", ours.as_str())
                .is_ok()
        );
        let of_the_crate: PasswordHash =
            argon2::PasswordHasher::hash_password(&crate_itself, b"violet harbour kettle 42")
                .unwrap();
        for (typed, fits) in [
            ("violet harbour kettle 42", true),
            ("violet harbour kettle 43", false),
        ] {
            let hash = Some(of_the_crate.to_string());
            let found = verify(&place, typed.to_owned(), hash).await.unwrap();
            assert_eq!(found, fits, "{typed}");
        }
    }

    #[actix_web::test]
    async fn a_new_password_is_not_judged_on_the_thread_that_asks() {
        let _alone = hashing::ALONE.lock().await;
        let place = hashing::enter().unwrap();
        let odd = "x9#Kq2!vB7$mZ4&tR8*wL1^cN6(pJ3)dF5".repeat(7);
        let check = check_new(&place, &odd, vec!["Contoso".to_owned()]);
        let mut check = std::pin::pin!(check);
        // The first look comes back before the judgement: that is made elsewhere.
        tokio::select! {
            biased;
            judged = check.as_mut() => panic!("judged at once: {judged:?}"),
            () = std::future::ready(()) => {}
        }
        assert_eq!(check.await.unwrap(), Ok(()));
    }

    #[actix_web::test]
    async fn too_short_and_too_long_passwords_are_refused() {
        let _alone = hashing::ALONE.lock().await;
        let place = hashing::enter().unwrap();
        for password in ["short", &"harbour ".repeat(40)] {
            let refused = check_new(&place, password, Vec::new()).await.unwrap();
            assert!(refused.is_err(), "{password}");
        }
    }
}
