//! The partner that a query is confined to.

use super::model::Partner;
use crate::db::ids::PartnerId;

/// A row that was loaded, and says which partner it belongs to.
///
/// `tests/architecture.rs` lists the files that implement this.
pub trait Owned {
    /// Whose it is.
    fn owner(&self) -> PartnerId;
}

impl Owned for Partner {
    fn owner(&self) -> PartnerId {
        self.id
    }
}

/// Confines queries to one partner. It comes from the session of a person, or from a row that was loaded: the invitation
/// behind a link, a partner named in it, the batch that a worker carries out. There is no way from a bare key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope(PartnerId);

impl Scope {
    /// The scope of the partner that a row belongs to.
    #[must_use]
    pub fn of(row: &impl Owned) -> Self {
        Self(row.owner())
    }

    /// The partner.
    #[must_use]
    pub fn partner_id(self) -> PartnerId {
        self.0
    }
}
