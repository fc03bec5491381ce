//! The session of a browser: looked up once a request, and what became of one that is over.

use std::{future::Future, pin::Pin};

use actix_session::SessionExt;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};

use super::{
    access::{Authorized, Principal, Signed, Staff},
    permissions::{Permission, missing_role},
    queries,
    scope::Scope,
    sessions,
    shell::{Shell, ShellQuery},
};
use crate::{
    clock::Clock,
    db::{self, Db, Reader, ids::UserId, types::Timestamp},
    error::{AppError, Refusal},
    secrets::sha256_hex,
    web::{form::Admission, part},
};

/// The name of the key in the cookie.
pub(super) const SESSION_KEY: &str = "key";

/// Who is signed in, looked up once a request.
pub(super) async fn signed(request: &HttpRequest) -> Result<Signed, AppError> {
    let mut reader = Reader::new(part::<Db>(request)?.get_ref().clone());
    Ok(look_up(request, &mut reader, false).await?.0)
}

/// The same over a connection that is kept, and with it, where it is wanted and was not known yet, what the shell of a
/// page shows.
pub(super) async fn look_up(
    request: &HttpRequest,
    reader: &mut Reader,
    with_shell: bool,
) -> Result<(Signed, Option<Shell>), AppError> {
    let found = request.extensions().get::<Signed>().cloned();
    if let Some(signed) = found {
        return Ok((signed, None));
    }
    let key_hash = key_hash(request).ok_or(AppError::SignInRequired)?;
    let now = part::<Clock>(request)?.now();
    let query = ShellQuery::of(request)?;
    let looked_up = key_hash.clone();
    let found = reader.read(move |conn| {
        let (signed, last_seen) = sessions::find_valid(conn, &looked_up, now)?;
        let Principal::Staff(staff) = &signed.principal;
        let shell = match with_shell {
            true => Some(query.read(conn, staff, signed.notified_until, now)?),
            false => None,
        };
        Ok::<_, db::Error>((signed, shell, last_seen))
    });
    let (signed, shell, last_seen) = match found.await {
        Ok(found) => found,
        Err(db::Error::NotFound) => {
            end_if_over(reader, key_hash, now).await?;
            return Err(AppError::SignInRequired);
        }
        Err(other) => return Err(other.into()),
    };
    if sessions::is_touch_due(last_seen, now) {
        let id = signed.session;
        let touched = reader.db().write(move |tx| sessions::touch(tx, id, now));
        touched.await?;
    }
    request.extensions_mut().insert(signed.clone());
    Ok((signed, shell))
}

/// Writes only where there is such a session, so that an old cookie costs a read.
async fn end_if_over(reader: &mut Reader, key_hash: String, now: Timestamp) -> db::Result<()> {
    let looked_up = key_hash.clone();
    let is_over = reader.read(move |conn| sessions::is_over(conn, &looked_up, now));
    if is_over.await? {
        let db = reader.db();
        db.write(move |tx| sessions::end_over(tx, &key_hash, now))
            .await?;
    }
    Ok(())
}

/// What the row of this browser's session stands under, whether it has one or not.
fn key_hash(request: &HttpRequest) -> Option<String> {
    let key: Option<String> = request.get_session().get(SESSION_KEY).unwrap_or_default();
    key.map(|key| sha256_hex(&key))
}

/// What became of the session that this browser was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is good, or this browser was never given one.
    Usual,
    /// It ended by time alone, and was this person's.
    RanOut(UserId),
    /// It was ended: whose it was is no longer told.
    Ended,
}

/// What became of this browser's session.
pub(super) async fn standing(request: &HttpRequest) -> Result<Standing, AppError> {
    match signed(request).await {
        Err(AppError::SignInRequired) => {}
        found => return found.map(|_| Standing::Usual),
    }
    let Some(key_hash) = key_hash(request) else {
        return Ok(Standing::Usual);
    };
    let owner = part::<Db>(request)?
        .read(move |conn| sessions::find_ended(conn, &key_hash))
        .await?;
    Ok(owner.map_or(Standing::Ended, Standing::RanOut))
}

/// The proof that a person holds `P`.
///
/// # Errors
/// `Forbidden`, naming the missing role and the people who hold it.
pub(super) async fn prove<P: Permission>(
    reader: &mut Reader,
    staff: &Staff,
) -> Result<Authorized<P>, AppError> {
    if let Some(proven) = Authorized::of(staff) {
        return Ok(proven);
    }
    tracing::info!(user = %staff.id, roles = staff.roles.words(), what = P::WHAT, "refused: no role allows it");
    let scope = Scope::of(&staff.partner);
    let people = reader.read(move |conn| queries::people_with::<P>(conn, scope));
    Err(AppError::Forbidden(Refusal {
        message: format!(
            "{} One of these people can do it for you, and a Global admin can give you the role.",
            missing_role::<P>(&staff.roles)
        ),
        people: people.await?,
        step: None,
    }))
}

/// The session alone, for pages about oneself.
impl FromRequest for Signed {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        let undecided = Admission::ask(&request);
        Box::pin(async move {
            let _until_here = undecided;
            signed(&request).await
        })
    }
}
