//! The partnership, and its two sides.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{InvitationId, PartnerId, PartnershipId, UserId},
        schema::partnerships,
        types::{Timestamp, text_enum},
    },
    identity::{Partner, RelationshipKind},
};

text_enum! {
    /// Where a partnership stands.
    State {
        /// Both can be named in one invitation.
        Active = "active",
        /// Over.
        Ended = "ended",
    }
}

text_enum! {
    /// One of the two roles in a partnership.
    Side {
        /// Places the orders.
        Provider = "provider",
        /// Sells to the customers.
        Reseller = "reseller",
    }
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Provider => Self::Reseller,
            Self::Reseller => Self::Provider,
        }
    }

    /// As what it stands to the customers.
    #[must_use]
    pub fn kind(self) -> RelationshipKind {
        match self {
            Self::Provider => RelationshipKind::IndirectProvider,
            Self::Reseller => RelationshipKind::IndirectReseller,
        }
    }

    /// Whether this partner can be it.
    #[must_use]
    pub fn fits(self, partner: &Partner) -> bool {
        match self {
            Self::Provider => partner.is_provider,
            Self::Reseller => partner.is_reseller,
        }
    }

    /// The sides that a partner can take, the provider's first.
    #[must_use]
    pub fn of(partner: &Partner) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|side| side.fits(partner))
            .collect()
    }
}

/// A provider and a reseller that work together.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = partnerships, check_for_backend(MultiBackend))]
pub struct Partnership {
    /// Key.
    pub id: PartnershipId,
    /// The provider.
    pub provider_id: PartnerId,
    /// The reseller.
    pub reseller_id: PartnerId,
    /// Where it stands.
    pub state: State,
    /// The invitation that was accepted.
    pub invitation_id: InvitationId,
    /// Who of the provider's staff made it.
    pub provider_contact: UserId,
    /// Who of the reseller's.
    pub reseller_contact: UserId,
    /// From when.
    pub started_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
    /// Who ended it, of either side.
    pub ended_by: Option<UserId>,
    /// Why, in their words; for their own side alone.
    pub end_reason: String,
    /// Which statements were made on ending it.
    pub statements_version: Option<String>,
}

impl Partnership {
    /// The partner on this side.
    #[must_use]
    pub fn partner(&self, side: Side) -> PartnerId {
        match side {
            Side::Provider => self.provider_id,
            Side::Reseller => self.reseller_id,
        }
    }

    /// Who made it, of this side.
    #[must_use]
    pub fn contact(&self, side: Side) -> UserId {
        match side {
            Side::Provider => self.provider_contact,
            Side::Reseller => self.reseller_contact,
        }
    }

    /// The side of one of the two.
    #[must_use]
    pub fn side_of(&self, partner: PartnerId) -> Side {
        if self.provider_id == partner {
            Side::Provider
        } else {
            Side::Reseller
        }
    }
}
