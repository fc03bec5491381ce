//! What the letters need besides their words.

use crate::{
    error::AppError, identity::Request, paths::Site, secrets::Secrets, web::layout::Product,
};

/// The keys behind links, where the site is, and what it is called.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The keys.
    pub secrets: Secrets,
    /// The site.
    pub site: Site,
    /// Name of the product.
    pub product: String,
}

impl Desk {
    /// That of a request.
    ///
    /// # Errors
    /// When the app was put together without a part of it.
    pub fn of<P>(request: &Request<P>) -> Result<Self, AppError> {
        Ok(Self {
            secrets: request.part::<Secrets>()?.get_ref().clone(),
            site: request.part::<Site>()?.get_ref().clone(),
            product: request.part::<Product>()?.0.clone(),
        })
    }
}
