//! Whether a reseller can be of record: what rule 11 asks of it, held until the transaction ends.

use crate::{
    db::{
        self, Tx,
        ids::{CustomerId, PartnerId},
    },
    identity::{self, Partner, RelationshipKind, Scope},
    partnerships, relationships,
};

/// Why a reseller is not of record.
#[derive(Debug, thiserror::Error)]
pub enum NotOnRecord {
    /// It is none that works with the seller.
    // No name is told of a partner that one may not work with.
    #[error(
        "You have no active partnership with that partner, so it cannot be the reseller of record"
    )]
    NoPartnership,
    /// It is not connected with the customer.
    #[error(
        "{0} has no active reseller relationship with this customer, so it cannot be the reseller of record"
    )]
    NotConnected(String),
    /// It does not take part any more.
    #[error("{0} does not take part here at the moment, so it cannot be the reseller of record")]
    Inactive(String),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// A reseller that is held together with its seller.
#[derive(Debug)]
pub struct Reseller {
    partner: Partner,
    works_together: bool,
}

impl Reseller {
    /// Holds the partnership of the two, then both partners by key, so that all of it stays as it is found.
    ///
    /// # Errors
    /// `NoPartnership` where there is no such partner.
    pub fn hold(tx: &mut Tx<'_>, seller: Scope, id: PartnerId) -> Result<Self, NotOnRecord> {
        let partnership = partnerships::hold(tx, seller.partner_id(), id)?;
        let there = match identity::find_partner(tx.conn(), id) {
            Ok(partner) => Scope::of(&partner),
            Err(db::Error::NotFound) => return Err(NotOnRecord::NoPartnership),
            Err(other) => return Err(other.into()),
        };
        identity::lock_partners(tx, &[seller, there])?;
        Ok(Self {
            // Read once it is held: it may have been disabled meanwhile.
            partner: identity::find_partner(tx.conn(), id)?,
            works_together: partnership.is_some(),
        })
    }

    /// Its key.
    #[must_use]
    pub fn id(&self) -> PartnerId {
        self.partner.id
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.partner.legal_name
    }

    /// Refuses it where it cannot be of record for this customer, whom the caller holds.
    ///
    /// # Errors
    /// See [`NotOnRecord`].
    pub fn demand(&self, tx: &mut Tx<'_>, customer: CustomerId) -> Result<(), NotOnRecord> {
        if !self.works_together {
            return Err(NotOnRecord::NoPartnership);
        }
        let name = self.partner.legal_name.clone();
        if !self.partner.is_active() {
            return Err(NotOnRecord::Inactive(name));
        }
        let theirs = relationships::active_of(tx.conn(), Scope::of(&self.partner), customer)?;
        let is_reseller = |kind| kind == RelationshipKind::IndirectReseller;
        match theirs.iter().any(|it| is_reseller(it.kind)) {
            true => Ok(()),
            false => Err(NotOnRecord::NotConnected(name)),
        }
    }
}

/// Whether this partner is connected with the customer as a seller, not as a reseller alone. Stays so while both are held.
///
/// # Errors
/// When the database does not answer.
pub fn sells_to(tx: &mut Tx<'_>, scope: Scope, customer: CustomerId) -> db::Result<bool> {
    let active = relationships::active_of(tx.conn(), scope, customer)?;
    let is_seller = |kind| kind != RelationshipKind::IndirectReseller;
    Ok(active.iter().any(|it| is_seller(it.kind)))
}
