//! The page of a colleague.

use actix_web::web::Path;
use askama::Template;

use super::{list_queries, model::Standing};
use crate::{
    db::{self, Conn, ids::UserId, types::Timestamp},
    identity::{self, Denied, Layout, ManageStaff, Request, Scope, User, View},
    mail::CanMail,
    web::{Answer, form::FieldErrors},
};

/// A colleague as their page shows them.
struct Seen {
    person: User,
    standing: Standing,
    is_undelivered: bool,
    /// In how many browsers they are signed in.
    sessions: usize,
}

impl Seen {
    fn find(conn: &mut Conn, scope: Scope, id: UserId, now: Timestamp) -> db::Result<Self> {
        let mut found = list_queries::one(conn, scope, id)?;
        let person = found.page.rows.pop().ok_or(db::Error::NotFound)?;
        let standing = Standing::of(&person, found.links.get(&id).copied(), now);
        Ok(Self {
            is_undelivered: standing.is_open() && found.undelivered.contains(&id),
            sessions: identity::sessions_of(conn, id, now)?,
            standing,
            person,
        })
    }
}

#[derive(Template)]
#[template(path = "staff/show.html")]
struct ShowPage {
    layout: Layout,
    errors: FieldErrors,
    seen: Seen,
    is_self: bool,
    can_mail: bool,
    /// Why this person cannot change anything.
    denied: Option<Denied>,
}

impl ShowPage {
    /// Until when the link works, where there is one that does.
    fn invited_until(&self) -> Option<Timestamp> {
        match self.seen.standing {
            Standing::Invited(until) => Some(until),
            Standing::Active | Standing::Lapsed | Standing::Disabled => None,
        }
    }

    fn is_disabled(&self) -> bool {
        self.seen.standing == Standing::Disabled
    }

    /// What mailing them a link is called.
    fn mailing(&self) -> &'static str {
        match self.seen.standing.is_open() {
            true => "Send the invitation again",
            false => "Mail a link for a new password",
        }
    }

    /// What keeping them out is called.
    fn disabling(&self) -> &'static str {
        match self.seen.standing.is_open() {
            true => "Withdraw the invitation",
            false => "Disable",
        }
    }

    fn browsers(&self) -> String {
        match self.seen.sessions {
            0 => "Not signed in".to_owned(),
            1 => "1 browser".to_owned(),
            many => format!("{many} browsers"),
        }
    }
}

/// The page, with what is wrong where an act was refused.
pub(super) async fn page<P: identity::Permission>(
    mut request: Request<P>,
    id: UserId,
    errors: FieldErrors,
) -> Answer {
    let now = request.now;
    let read = request.read(move |conn, scope| Seen::find(conn, scope, id, now));
    let seen = read.await?;
    let denied = request.denied::<ManageStaff>().await?;
    let can_mail = request.part::<CanMail>()?.0;
    let (is_again, is_self) = (!errors.is_empty(), id == request.by.staff.id);
    let page = |layout: Layout| ShowPage {
        layout: layout.in_section("staff"),
        errors,
        seen,
        is_self,
        can_mail,
        denied,
    };
    match is_again {
        true => request.again(page).await,
        false => request.page(page).await,
    }
}

/// The page.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn show(request: Request<View>, id: Path<UserId>) -> Answer {
    page(request, *id, FieldErrors::default()).await
}
