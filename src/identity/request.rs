//! One request of a signed-in person, with all that its handler needs: the proof of its permission, the time, the
//! shell of its page, reading and writing.
//!
//! A page is looked at with GET, whose session, shell and own rows are read over one connection. A POST reads its session
//! alone, because most answer with 303; the shell of one that shows its form again is read then.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{Method, StatusCode},
    web::Data,
};
use askama::Template;

use super::{
    access::{Authorized, Principal},
    layout::{Denied, Layout},
    permissions::Permission,
    queries,
    scope::Scope,
    session,
    shell::{Shell, ShellQuery},
};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, Reader, Tx, ids::SessionId, types::Timestamp},
    error::AppError,
    paths::{Paths, Site},
    web::{Answer, form::Admission, html_with, layout::Flash, part, see_other},
};

/// A request of somebody who holds `P`. Anonymous: to the sign-in page. Lacking `P`: 403 with the people who hold it.
pub struct Request<P> {
    /// The person, and the proof.
    pub by: Authorized<P>,
    /// When it came.
    pub now: Timestamp,
    /// The session that it came by.
    pub session: SessionId,
    notified_until: Timestamp,
    http: HttpRequest,
    site: Data<Site>,
    reader: Reader,
    /// Whether it is looked at alone, so that nothing but the reading is waited for.
    is_page: bool,
    shell: Option<Shell>,
}

impl<P: Permission> FromRequest for Request<P> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        let http = http.clone();
        let undecided = Admission::ask(&http);
        Box::pin(async move {
            let _until_here = undecided;
            Self::begin(http).await
        })
    }
}

impl<P: Permission> Request<P> {
    async fn begin(http: HttpRequest) -> Result<Self, AppError> {
        let mut reader = Reader::new(part::<Db>(&http)?.get_ref().clone());
        let is_page = matches!(*http.method(), Method::GET | Method::HEAD);
        let (signed, shell) = session::look_up(&http, &mut reader, is_page).await?;
        let Principal::Staff(staff) = signed.principal;
        let by = session::prove(&mut reader, &staff).await?;
        if !is_page {
            // Its form is still to come, in its own time.
            reader.give_back();
        }
        Ok(Self {
            by,
            session: signed.session,
            notified_until: signed.notified_until,
            now: part::<Clock>(&http)?.now(),
            site: part::<Site>(&http)?,
            http,
            reader,
            is_page,
            shell,
        })
    }
}

impl<P> Request<P> {
    /// What queries start from.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.by.scope
    }

    /// Notifications up to here are read.
    #[must_use]
    pub fn notified_until(&self) -> Timestamp {
        self.notified_until
    }

    /// Addresses.
    #[must_use]
    pub fn paths(&self) -> &Paths {
        self.site.paths()
    }

    /// A part of the app.
    pub fn part<T: 'static>(&self) -> Result<Data<T>, AppError> {
        part(&self.http)
    }

    /// The request itself, for what stands in its head.
    #[must_use]
    pub fn http(&self) -> &HttpRequest {
        &self.http
    }

    /// What stands behind the `?` of the address.
    #[must_use]
    pub fn query_string(&self) -> &str {
        self.http.query_string()
    }

    /// The database, for what is not read at once, such as an export.
    pub fn db(&mut self) -> Db {
        self.reader.db().clone()
    }

    /// Reads within the scope.
    pub async fn read<T, E>(
        &mut self,
        f: impl FnOnce(&mut Conn, Scope) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let scope = self.by.scope;
        let found = self.reader.read(move |conn| f(conn, scope)).await;
        if !self.is_page {
            self.reader.give_back();
        }
        found
    }

    /// Does something in a transaction, by whom and when.
    ///
    /// # Errors
    /// What `f` returns; then nothing is changed.
    pub async fn write<T, E>(
        &mut self,
        f: impl FnOnce(&mut Tx<'_>, &Authorized<P>, Timestamp) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        P: 'static,
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let (by, now) = (self.by.clone(), self.now);
        let db = self.reader.db();
        db.write(move |tx| f(tx, &by, now)).await
    }

    /// Why this person may not do what takes `Q`; nothing when they may.
    pub async fn denied<Q: Permission>(&mut self) -> Result<Option<Denied>, AppError> {
        if Q::granted_to(&self.by.staff.roles) {
            return Ok(None);
        }
        let people = self.read(queries::people_with::<Q>).await?;
        Ok(Some(Denied::new::<Q>(&self.by.staff.roles, &people)))
    }

    /// Refuses a person who does not hold `Q` as well.
    ///
    /// # Errors
    /// `Forbidden`, naming who holds it.
    pub async fn demand<Q: Permission>(&mut self) -> Result<(), AppError> {
        session::prove::<Q>(&mut self.reader, &self.by.staff).await?;
        Ok(())
    }

    /// 200 with a page in its shell.
    pub async fn page<T: Template>(self, build: impl FnOnce(Layout) -> T) -> Answer {
        self.page_with(StatusCode::OK, build).await
    }

    /// 422 with the page again, and in it the form as it was typed.
    pub async fn again<T: Template>(self, build: impl FnOnce(Layout) -> T) -> Answer {
        self.page_with(StatusCode::UNPROCESSABLE_ENTITY, build)
            .await
    }

    /// A page with another status.
    pub async fn page_with<T: Template>(
        mut self,
        status: StatusCode,
        build: impl FnOnce(Layout) -> T,
    ) -> Answer {
        let layout = self.layout().await?;
        self.reader.give_back();
        html_with(status, &build(layout))
    }

    /// The shell, where a page is put together elsewhere.
    pub async fn layout(&mut self) -> Result<Layout, AppError> {
        let shell = match self.shell.take() {
            Some(shell) => shell,
            None => {
                let (query, staff) = (ShellQuery::of(&self.http)?, self.by.staff.clone());
                let (until, now) = (self.notified_until, self.now);
                let read = self.read(move |conn, _| query.read(conn, &staff, until, now));
                read.await?
            }
        };
        Layout::new(&self.http, &self.by.staff, &shell)
    }

    /// 303 to a page that says what happened.
    #[must_use]
    pub fn done(&self, address: &str, flash: Flash) -> HttpResponse {
        flash.leave(&self.http);
        see_other(address)
    }
}

impl<P> std::fmt::Debug for Request<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("by", &self.by.staff)
            .finish_non_exhaustive()
    }
}
