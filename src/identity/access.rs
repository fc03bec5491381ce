//! Authorization as a type, and the partner's scope as a value that nobody else can make.
//!
//! | permission | Global admin | Admin agent | Sales agent | Helpdesk agent |
//! |---|---|---|---|---|
//! | [`View`] | yes | yes | yes | yes |
//! | [`ManageCustomers`] | yes | yes | – | – |
//! | [`ManagePartnerships`] | yes | – | – | – |

use std::{future::Future, marker::PhantomData, pin::Pin};

use actix_session::SessionExt;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::Data};

use super::{
    model::{Partner, Role},
    queries, sessions,
};
use crate::{
    clock::Clock,
    db::{
        self, Conn, Db,
        ids::{PartnerId, SessionId, UserId},
        types::Timestamp,
    },
    error::{AppError, Refusal},
    secrets::sha256_hex,
    web::{form::Admission, part},
};

/// Confines queries to one partner. Made by the extractor below, and by [`Scope::granted_by_link`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope(PartnerId);

impl Scope {
    /// The partner.
    #[must_use]
    pub fn partner_id(self) -> PartnerId {
        self.0
    }

    /// The scope of a partner that is named in an invitation, for the acceptance of that invitation alone:
    /// the customer acts there, holding the link and the code, and no member of staff.
    #[must_use]
    pub fn granted_by_link(partner: PartnerId) -> Self {
        Self(partner)
    }

    /// The scope of the partner across, for what the end of a partnership stops at its side, and for that alone.
    #[must_use]
    pub fn of_other_side(partner: PartnerId) -> Self {
        Self(partner)
    }

    /// The scope of the system's own housekeeping, such as the end of invitations that ran out.
    #[must_use]
    pub fn of_housekeeping(partner: PartnerId) -> Self {
        Self(partner)
    }
}

/// What a role may do.
pub trait Permission: 'static {
    /// Whether this role may.
    fn granted_to(role: Role) -> bool;
    /// What may be done, to complete "… is for Global admins and Admin agents".
    const WHAT: &'static str;
}

/// Look at everything of one's own partner.
#[derive(Debug)]
pub struct View;
impl Permission for View {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => true,
        }
    }
    const WHAT: &'static str = "Looking at customers";
}

/// Invite, hand out links, remove relationships.
#[derive(Debug)]
pub struct ManageCustomers;
impl Permission for ManageCustomers {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent => true,
            Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Changing anything about customers and invitations";
}

/// Invite another partner, answer its invitation, remove a partnership.
#[derive(Debug)]
pub struct ManagePartnerships;
impl Permission for ManagePartnerships {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin => true,
            Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Changing anything about partnerships";
}

/// The person behind a request.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Key.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Employer.
    pub partner: Partner,
}

/// A signed-in browser, as it was found for this request.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The session's row.
    pub session: SessionId,
    /// The person.
    pub staff: Staff,
    /// Notifications up to here are read.
    pub notified_until: Timestamp,
}

/// The signed-in person, proven to hold `P`. Anonymous: to the sign-in page. Lacking `P`: 403 with the people
/// who hold it.
#[derive(Debug)]
pub struct Authorized<P> {
    /// The person.
    pub staff: Staff,
    /// What queries start from.
    pub scope: Scope,
    permission: PhantomData<fn() -> P>,
}

impl<P> Clone for Authorized<P> {
    fn clone(&self) -> Self {
        Self {
            staff: self.staff.clone(),
            scope: self.scope,
            permission: PhantomData,
        }
    }
}

/// Who may connect with customers.
pub type CustomerManager = Authorized<ManageCustomers>;
/// Who may connect with other partners.
pub type PartnershipManager = Authorized<ManagePartnerships>;

impl<P: Permission> Authorized<P> {
    /// The same person with another permission, where their role holds it.
    #[must_use]
    pub fn with<Q: Permission>(&self) -> Option<Authorized<Q>> {
        Q::granted_to(self.staff.role).then(|| Authorized {
            staff: self.staff.clone(),
            scope: self.scope,
            permission: PhantomData,
        })
    }

    /// The same person with another permission.
    ///
    /// # Errors
    /// `Forbidden`, naming who holds it, where their role does not.
    pub async fn require<Q: Permission>(
        &self,
        request: &HttpRequest,
    ) -> Result<Authorized<Q>, AppError> {
        match self.with() {
            Some(able) => Ok(able),
            None => Err(refuse::<Q>(request, &self.staff).await?),
        }
    }

    /// The proof for a person, where there is no request: the command line, the demo, tests.
    ///
    /// # Errors
    /// `NotFound` when there is no such active person, or the role lacks `P`.
    pub fn for_user(conn: &mut Conn, user: UserId) -> db::Result<Self> {
        let (user, partner) = queries::active_user(conn, user)?;
        if !P::granted_to(user.role) {
            return Err(db::Error::NotFound);
        }
        let staff = Staff {
            id: user.id,
            name: user.name,
            email: user.email,
            role: user.role,
            partner,
        };
        Ok(Self {
            scope: Scope(staff.partner.id),
            staff,
            permission: PhantomData,
        })
    }
}

/// The name of the key in the cookie.
pub(super) const SESSION_KEY: &str = "key";

/// Who is signed in, looked up once a request.
pub(super) async fn signed(request: &HttpRequest) -> Result<Signed, AppError> {
    let found = request.extensions().get::<Signed>().cloned();
    if let Some(signed) = found {
        return Ok(signed);
    }
    let key_hash = key_hash(request).ok_or(AppError::SignInRequired)?;
    let (db, now) = (part::<Db>(request)?, part::<Clock>(request)?.now());
    let looked_up = key_hash.clone();
    let found = db
        .read(move |conn| sessions::find_valid(conn, &looked_up, now))
        .await;
    let (signed, last_seen) = match found {
        Ok(found) => found,
        Err(db::Error::NotFound) => {
            end_if_over(&db, key_hash, now).await?;
            return Err(AppError::SignInRequired);
        }
        Err(other) => return Err(other.into()),
    };
    if sessions::is_touch_due(last_seen, now) {
        let id = signed.session;
        db.write(move |tx| sessions::touch(tx, id, now))
            .await
            .map_err(AppError::from)?;
    }
    request.extensions_mut().insert(signed.clone());
    Ok(signed)
}

/// Writes only where there is such a session, so that an old cookie costs a read.
async fn end_if_over(db: &Db, key_hash: String, now: Timestamp) -> db::Result<()> {
    let looked_up = key_hash.clone();
    let is_over = db.read(move |conn| sessions::is_over(conn, &looked_up, now));
    if is_over.await? {
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
        .await
        .map_err(AppError::from)?;
    Ok(owner.map_or(Standing::Ended, Standing::RanOut))
}

impl<P: Permission> FromRequest for Authorized<P> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        let undecided = Admission::ask(&request);
        Box::pin(async move {
            let _until_here = undecided;
            let staff = signed(&request).await?.staff;
            if P::granted_to(staff.role) {
                return Ok(Self {
                    scope: Scope(staff.partner.id),
                    staff,
                    permission: PhantomData,
                });
            }
            Err(refuse::<P>(&request, &staff).await?)
        })
    }
}

/// Names the missing role and the people who hold it.
async fn refuse<P: Permission>(request: &HttpRequest, staff: &Staff) -> Result<AppError, AppError> {
    tracing::info!(user = %staff.id, role = staff.role.as_str(), what = P::WHAT, "refused: the role does not allow it");
    Ok(AppError::Forbidden(Refusal {
        message: refusal_words::<P>(staff.role),
        people: holders::<P>(request, staff).await?,
    }))
}

/// The people who hold a permission that somebody lacks.
pub(super) async fn holders<P: Permission>(
    request: &HttpRequest,
    staff: &Staff,
) -> Result<Vec<String>, AppError> {
    let db = request
        .app_data::<Data<Db>>()
        .ok_or_else(|| AppError::Internal("no database".to_owned()))?;
    let scope = Scope(staff.partner.id);
    Ok(db
        .read(move |conn| queries::people_with(conn, scope, P::granted_to))
        .await?)
}

/// The sentence that says which role is missing.
pub(super) fn refusal_words<P: Permission>(role: Role) -> String {
    let holders: Vec<String> = Role::ALL
        .iter()
        .filter(|role| P::granted_to(**role))
        .map(|role| format!("{}s", role.label()))
        .collect();
    format!(
        "{} is for {}. You are signed in as {}. One of these people can do it for you, and a Global admin can give you the role.",
        P::WHAT,
        holders.join(" and "),
        role.label(),
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_of_permissions_is_as_written_above() {
        let row = |granted: fn(Role) -> bool| {
            Role::ALL
                .iter()
                .map(|role| granted(*role))
                .collect::<Vec<_>>()
        };
        assert_eq!(row(View::granted_to), [true, true, true, true]);
        assert_eq!(row(ManageCustomers::granted_to), [true, true, false, false]);
        assert_eq!(
            row(ManagePartnerships::granted_to),
            [true, false, false, false]
        );
    }
}
