//! What the page layouts show, as plain strings, and the message on top after an action.

use std::future::{Ready, ready};

use actix_session::SessionExt;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use super::assets;
use crate::{
    error::AppError,
    paths::{Paths, Site},
};

/// The name of the product, as the operator set it.
#[derive(Debug, Clone)]
pub struct Product(pub String);

/// The message on top of the next page after an action (flash message).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    /// What happened.
    pub text: String,
    /// `good`, or `attention` when it did not go well, or only in part.
    pub tone: String,
    /// The next thing to do: label and address.
    pub link: Option<(String, String)>,
}

impl Flash {
    /// It went well.
    #[must_use]
    pub fn good(text: impl Into<String>) -> Self {
        Self::toned("good", text.into())
    }

    /// It did not, or only in part.
    #[must_use]
    pub fn attention(text: impl Into<String>) -> Self {
        Self::toned("attention", text.into())
    }

    fn toned(tone: &str, text: String) -> Self {
        Self {
            text,
            tone: tone.to_owned(),
            link: None,
        }
    }

    /// With the next thing to do.
    #[must_use]
    pub fn with_link(mut self, label: impl Into<String>, address: impl Into<String>) -> Self {
        self.link = Some((label.into(), address.into()));
        self
    }

    /// Shown on the next page that this browser opens.
    pub fn leave(self, request: &HttpRequest) {
        // The action is done; a lost message must not make it fail.
        if let Err(cause) = request.get_session().insert(FLASH, self) {
            tracing::warn!(%cause, "the message for the next page could not be kept");
        }
    }

    /// Takes the message for this page. A page that answers a POST leaves it for the next page.
    #[must_use]
    pub fn take(request: &HttpRequest) -> Option<Self> {
        if request.method() != actix_web::http::Method::GET {
            return None;
        }
        request.get_session().remove_as::<Self>(FLASH)?.ok()
    }
}

const FLASH: &str = "flash";

/// The layout of pages without sign-in.
#[derive(Debug, Clone)]
pub struct PublicLayout {
    /// Addresses.
    pub paths: Paths,
    /// Name of the product.
    pub product: String,
    /// Language of the page, BCP 47.
    pub lang: String,
    /// Message on top.
    pub flash: Option<Flash>,
}

impl PublicLayout {
    /// Address of a static file.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::url(&self.paths, name)
    }

    /// The layout for this request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Option<Self> {
        let site = request.app_data::<Data<Site>>()?;
        let product = request.app_data::<Data<Product>>()?;
        Some(Self {
            paths: site.paths().clone(),
            product: product.0.clone(),
            lang: "en".to_owned(),
            flash: Flash::take(request),
        })
    }
}

impl FromRequest for PublicLayout {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let layout = Self::of(request);
        ready(layout.ok_or_else(|| AppError::Internal("the app lacks its site".to_owned())))
    }
}
