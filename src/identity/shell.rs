//! What the shell of a signed-in page shows besides the person, read together with their session.

use actix_web::HttpRequest;

use super::{
    access::Staff,
    permissions::{ManageCustomers, Permission},
    queries,
    scope::Scope,
};
use crate::{
    db::{self, Conn, ids::UserId, types::Timestamp},
    error::AppError,
    mail::{self, Trouble},
    web::part,
};

/// Numbers beside the navigation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Notifications not read.
    pub unread: i64,
    /// Invitations without an answer.
    pub waiting: i64,
    /// Order requests that came to the partner and have none.
    pub requests: i64,
}

/// How the numbers are found. They belong to slices above this one, so the app hands the function down.
#[derive(Clone, Copy)]
pub struct NavCounts(pub CountFn);

/// Counts for a scope and a person: what is newer than the first time is unread; the second is now.
type CountFn = fn(&mut Conn, Scope, UserId, Timestamp, Timestamp) -> db::Result<Counts>;

impl std::fmt::Debug for NavCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NavCounts")
    }
}

/// What is read.
#[derive(Debug, Clone)]
pub(super) struct Shell {
    pub(super) counts: Counts,
    /// Who may change customers, where this person may not.
    pub(super) people: Vec<String>,
    /// What keeps mail from leaving.
    pub(super) trouble: Option<Trouble>,
}

/// How it is read.
pub(super) struct ShellQuery(CountFn);

impl ShellQuery {
    /// As the app was put together.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, AppError> {
        Ok(Self(part::<NavCounts>(request)?.0))
    }

    pub(super) fn read(
        &self,
        conn: &mut Conn,
        staff: &Staff,
        notified_until: Timestamp,
        now: Timestamp,
    ) -> db::Result<Shell> {
        let scope = Scope::of(&staff.partner);
        let people = match ManageCustomers::granted_to(&staff.roles) {
            true => Vec::new(),
            false => queries::people_with::<ManageCustomers>(conn, scope)?,
        };
        Ok(Shell {
            counts: (self.0)(conn, scope, staff.id, notified_until, now)?,
            people,
            trouble: mail::trouble(conn, now)?,
        })
    }
}
