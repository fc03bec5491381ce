//! The way to an order, for pages that offer it.

use crate::{
    customer_access::{Between, Blocked, FillCart, why_blocked},
    customers::Entry,
    error::AppError,
    identity::{Partner, Permission, Request},
    paths::Paths,
    prices::keeps_list,
};

/// The way to an order for a customer.
pub(crate) enum Way {
    /// The cart.
    Open(String),
    /// Why there is none, and the way to what is missing.
    Held(Blocked),
}

/// Why a partner that is no seller does not order, and whom it asks.
pub(crate) fn not_a_seller(partner: &Partner, entry: &Entry, paths: &Paths) -> Option<Blocked> {
    (!keeps_list(partner)).then(|| Blocked {
        reason: format!(
            "Orders for {} are placed by your indirect provider, with you as the reseller of record. Send your provider an order request.",
            entry.name
        ),
        step: Some((
            "Send an order request".to_owned(),
            paths.cart(entry.page_key()),
        )),
    })
}

impl Way {
    /// That of a person to an order for this customer.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn of<P: Permission>(
        request: &mut Request<P>,
        entry: &Entry,
        between: &Between,
    ) -> Result<Self, AppError> {
        let paths = request.paths().clone();
        let blocked = why_blocked::<FillCart, _>(request, entry, between).await?;
        Ok(blocked.map_or_else(|| Self::Open(paths.cart(entry.page_key())), Self::Held))
    }
}
