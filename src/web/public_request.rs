//! One request of anybody, signed in or not, with all that its handler needs: the time, the shell of its page, reading
//! and writing. `identity::Request` is the same for a person who is signed in.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse, dev::Payload, http::StatusCode, web::Data,
};
use askama::Template;

use super::{
    Answer, html_with,
    layout::{Flash, PublicLayout},
    part, see_other,
};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, Tx, types::Timestamp},
    error::AppError,
    paths::Paths,
};

/// A request of anybody.
pub struct PublicRequest {
    /// When it came.
    pub now: Timestamp,
    /// The shell of its page.
    pub layout: PublicLayout,
    http: HttpRequest,
    db: Data<Db>,
}

impl FromRequest for PublicRequest {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::new(http))
    }
}

impl PublicRequest {
    fn new(http: &HttpRequest) -> Result<Self, AppError> {
        Ok(Self {
            now: part::<Clock>(http)?.now(),
            layout: PublicLayout::of(http)
                .ok_or_else(|| AppError::Internal("the app lacks its site".to_owned()))?,
            http: http.clone(),
            db: part(http)?,
        })
    }

    /// Addresses.
    #[must_use]
    pub fn paths(&self) -> &Paths {
        &self.layout.paths
    }

    /// A part of the app.
    ///
    /// # Errors
    /// When the app was put together without it.
    pub fn part<T: 'static>(&self) -> Result<Data<T>, AppError> {
        part(&self.http)
    }

    /// The request itself, for what stands in its head, and for the session cookie.
    #[must_use]
    pub fn http(&self) -> &HttpRequest {
        &self.http
    }

    /// The database, for what takes more than one transaction.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Reads.
    ///
    /// # Errors
    /// What `f` returns, or that the database does not answer.
    pub async fn read<T, E>(
        &self,
        f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        self.db.read(f).await
    }

    /// Does something in a transaction, and when.
    ///
    /// # Errors
    /// What `f` returns; then nothing is changed.
    pub async fn write<T, E>(
        &self,
        f: impl FnOnce(&mut Tx<'_>, Timestamp) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let now = self.now;
        self.db.write(move |tx| f(tx, now)).await
    }

    /// 200 with a page in its shell.
    ///
    /// # Errors
    /// When the template fails.
    pub fn page<T: Template>(self, build: impl FnOnce(PublicLayout) -> T) -> Answer {
        html_with(StatusCode::OK, &build(self.layout))
    }

    /// 422 with the page again, and in it the form as it was typed.
    ///
    /// # Errors
    /// As [`PublicRequest::page`].
    pub fn again<T: Template>(self, build: impl FnOnce(PublicLayout) -> T) -> Answer {
        html_with(StatusCode::UNPROCESSABLE_ENTITY, &build(self.layout))
    }

    /// 303 to a page that says what happened.
    #[must_use]
    pub fn done(&self, address: &str, flash: Flash) -> HttpResponse {
        flash.leave(&self.http);
        see_other(address)
    }
}
