//! Reads forms, and keeps what was typed when something is wrong with it.
//!
//! Every field of a form struct is text (or a list of texts) with a default, so that a missing or invalid value becomes
//! a message beside the field and not an error page. Only an unknown field refuses the whole form; what was typed is
//! shown then.
//!
//! A form is read after the permission check of its handler, so that a person without the permission learns only that.
//! The extractors that check a permission register with [`Admission`], for which [`Form`] waits, in any order of
//! arguments. Where the permission depends on what the address names, the handler takes an [`Unread`] form and reads it
//! itself.

use std::{
    borrow::Cow,
    cell::Cell,
    future::{Future, Ready, ready},
    io,
    marker::PhantomData,
    pin::Pin,
    rc::Rc,
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header,
    web::{Bytes, BytesMut},
};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tokio::sync::Notify;

use crate::error::{AppError, Explained};

/// Most bytes that a form may have.
pub const LIMIT: usize = 64 * 1024;
/// Fields that are never shown again and never stored.
pub const SECRET_FIELDS: &[&str] = &["password", "password_again", "code"];

/// A form of the shape `T`, which denies unknown fields.
#[derive(Debug)]
pub struct Form<T>(pub T);

/// The form of an act that needs no field.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoFields {}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            Admission::of(&request).await;
            Ok(Self(Form::read(&request, &mut payload).await?))
        })
    }
}

/// The permission checks that must end before the form is read. A refusal ends the request, and the form is not read.
/// Where nobody must be signed in (`Option<Signed>`), the form is read then.
#[derive(Debug, Clone, Default)]
pub struct Admission(Rc<Questions>);

#[derive(Debug, Default)]
struct Questions {
    open: Cell<usize>,
    decided: Notify,
}

/// A permission check that is running. The extractor keeps it until it has decided.
#[derive(Debug)]
pub struct Undecided(Admission);

impl Admission {
    /// Registers a permission check. An extractor calls this in `from_request` itself, before its future is first
    /// polled, so that all extractors of the handler have registered before the first one waits.
    #[must_use]
    pub fn ask(request: &HttpRequest) -> Undecided {
        let mut extensions = request.extensions_mut();
        let known = extensions.get::<Self>().cloned();
        let admission = known.unwrap_or_default();
        admission.0.open.set(admission.0.open.get() + 1);
        extensions.insert(admission.clone());
        Undecided(admission)
    }

    async fn of(request: &HttpRequest) {
        let known = request.extensions().get::<Self>().cloned();
        if let Some(Self(questions)) = known {
            while questions.open.get() > 0 {
                questions.decided.notified().await;
            }
        }
    }
}

impl Drop for Undecided {
    fn drop(&mut self) {
        let Admission(questions) = &self.0;
        questions.open.set(questions.open.get().saturating_sub(1));
        questions.decided.notify_waiters();
    }
}

/// A form of the shape `T` that the handler reads after checking its permission.
pub struct Unread<T> {
    request: HttpRequest,
    payload: Payload,
    shape: PhantomData<fn() -> T>,
}

impl<T> FromRequest for Unread<T> {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Ok(Self {
            request: request.clone(),
            payload: payload.take(),
            shape: PhantomData,
        }))
    }
}

impl<T: DeserializeOwned> Unread<T> {
    /// Reads it.
    pub async fn read(mut self) -> Result<T, AppError> {
        Form::read(&self.request, &mut self.payload).await
    }
}

impl<T: DeserializeOwned> Form<T> {
    /// Reads a form where a handler cannot take it as an argument.
    pub(super) async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<T, AppError> {
        if !is_url_encoded(request) {
            return Err(AppError::UnsupportedMediaType);
        }
        parse(&read(payload).await?)
    }
}

/// The whole body of an ordinary form, for a middleware that must see it before the handler; `None` for an upload.
pub async fn body_of(
    request: &HttpRequest,
    payload: &mut Payload,
) -> Result<Option<Bytes>, AppError> {
    if !is_url_encoded(request) {
        return Ok(None);
    }
    Ok(Some(read(payload).await?.freeze()))
}

fn is_url_encoded(request: &HttpRequest) -> bool {
    let value = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut parts = value
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    parts.next().as_deref() == Some("application/x-www-form-urlencoded")
        && parts.all(|part| {
            !part.starts_with("charset=")
                || part.trim_start_matches("charset=").trim_matches('"') == "utf-8"
        })
}

async fn read(payload: &mut Payload) -> Result<BytesMut, AppError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        if body.len() + chunk.len() > LIMIT {
            return Err(AppError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// A body that ended too early, or came too late (see `connections`).
pub(super) fn broken(error: &PayloadError) -> AppError {
    match error {
        PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut => AppError::TooSlow,
        _ => bad_form("The form did not arrive whole. Send it again.", Vec::new()),
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, AppError> {
    if !is_clean(body) {
        return Err(bad_form(
            "The form holds bytes that are not text.",
            Vec::new(),
        ));
    }
    serde_html_form::from_bytes(body)
        .map_err(|_| bad_form("This form does not belong to the page as it is now. Open the page again; what you typed stands below.", typed(body)))
}

fn bad_form(message: &str, typed: Vec<(String, String)>) -> AppError {
    AppError::BadForm {
        message: message.to_owned(),
        typed,
    }
}

/// Whether percent-encoded text is UTF-8 without NUL. actix would silently replace invalid UTF-8, and the two databases
/// treat NUL differently.
#[must_use]
pub fn is_clean(encoded: &[u8]) -> bool {
    let decoded: Vec<u8> = percent_encoding::percent_decode(encoded).collect();
    !decoded.contains(&0) && std::str::from_utf8(&decoded).is_ok()
}

fn typed(body: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(body)
        .filter(|(name, value)| !SECRET_FIELDS.contains(&name.as_ref()) && !value.trim().is_empty())
        .map(|(name, value)| (name.replace('_', " "), value.into_owned()))
        .collect()
}

/// The words around messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorWords {
    /// In front of a message and of a page's title.
    pub prefix: Cow<'static, str>,
    /// Over all of them.
    pub summary: Cow<'static, str>,
}

impl Default for ErrorWords {
    fn default() -> Self {
        Self {
            prefix: "Error: ".into(),
            summary: "Check the following".into(),
        }
    }
}

/// What is wrong with a form: per field, or (field `""`) with the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors {
    found: Vec<(&'static str, String)>,
    words: ErrorWords,
}

impl FieldErrors {
    /// One message about the whole form.
    #[must_use]
    pub fn page(message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add("", message);
        errors
    }

    /// Adds a message beside a field.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.found.push((field, message.into()));
    }

    /// Adds what a service said beside its field.
    pub fn explain(&mut self, why: &impl Explained) {
        self.add(why.field(), why.to_string());
    }

    /// Returns a valid value, or records the message and returns the default.
    pub fn take<T: Default>(&mut self, field: &'static str, result: Result<T, String>) -> T {
        result.unwrap_or_else(|message| {
            self.add(field, message);
            T::default()
        })
    }

    /// The message beside a field.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.found
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, message)| message.as_str())
    }

    /// The same in the words of another language.
    #[must_use]
    pub fn in_words(mut self, words: ErrorWords) -> Self {
        self.words = words;
        self
    }

    /// The words around the messages.
    #[must_use]
    pub fn words(&self) -> &ErrorWords {
        &self.words
    }

    /// Whether all is well.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of them, for the summary on top.
    #[must_use]
    pub fn list(&self) -> Vec<(&str, &str)> {
        self.found
            .iter()
            .map(|(field, message)| (*field, message.as_str()))
            .collect()
    }

    /// `Ok` with the value when nothing is wrong.
    ///
    /// # Errors
    /// With itself, when something is.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

/// A field that names one of some: chosen from a list while these are few, typed where they are more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pick {
    /// To choose from, the empty choice first; none where one types.
    pub choices: Vec<Choice>,
    /// Whether one types.
    pub is_typed: bool,
    /// What stands in the field.
    pub text: String,
    /// What the browser offers while one types.
    pub suggestions: Vec<String>,
}

impl Pick {
    /// Whether there is anything to choose or to type.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.is_typed || !self.choices.is_empty()
    }
}

/// One line of a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is the present one.
    pub selected: bool,
}

impl Choice {
    /// A line that is selected when its value is the present one.
    #[must_use]
    pub fn new(value: &str, label: impl Into<String>, present: &str) -> Self {
        Self {
            value: value.to_owned(),
            label: label.into(),
            selected: value == present,
        }
    }
}
