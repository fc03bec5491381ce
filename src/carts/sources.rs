//! From whose list a cart is filled: a seller's own, or that of a provider which is asked to order.

use super::source_queries;
use crate::{
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId},
    },
    identity::{self, Partner, RelationshipKind, Scope},
    orders::Viewer,
    prices::keeps_list,
    relationships,
};

/// How a partner comes to an order for one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// It orders from its own list.
    Own,
    /// It asks one of these providers, which work with it and are connected with the customer, too.
    Providers(Vec<(PartnerId, String)>),
}

impl Source {
    /// That of a partner for a customer. A seller that is connected with it as a reseller alone, and may be one, asks, too.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) fn of(conn: &mut Conn, partner: &Partner, customer: CustomerId) -> db::Result<Self> {
        let scope = Scope::of(partner);
        if keeps_list(partner) {
            if !partner.is_reseller {
                return Ok(Self::Own);
            }
            let active = relationships::active_of(conn, scope, customer)?;
            let is_reseller = |kind| kind == RelationshipKind::IndirectReseller;
            if active.is_empty() || active.iter().any(|it| !is_reseller(it.kind)) {
                return Ok(Self::Own);
            }
        }
        Ok(Self::Providers(source_queries::providers(
            conn, scope, customer,
        )?))
    }

    /// A provider that can be asked.
    pub(super) fn provider(&self, id: PartnerId) -> Option<(PartnerId, String)> {
        match self {
            Self::Own => None,
            Self::Providers(all) => all.iter().find(|(key, _)| *key == id).cloned(),
        }
    }

    /// The seller whose list this is; none where that provider cannot be asked. `wanted` is the first one where nothing is
    /// said.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) fn seller(
        &self,
        conn: &mut Conn,
        own: Scope,
        wanted: Option<PartnerId>,
    ) -> db::Result<Option<Seller>> {
        let Self::Providers(providers) = self else {
            return Ok(Some(Seller {
                scope: own,
                provider: None,
            }));
        };
        let found = match wanted {
            Some(id) => providers.iter().find(|(key, _)| *key == id),
            None => providers.first(),
        };
        let Some((id, _)) = found else {
            return Ok(None);
        };
        let provider = identity::find_partner(conn, *id)?;
        Ok(Some(Seller {
            scope: Scope::of(&provider),
            provider: Some(provider),
        }))
    }
}

/// Whether a partner can fill a cart for a customer from the list of this seller: its own, or that of a provider that it asks.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn can_fill_from(
    conn: &mut Conn,
    partner: &Partner,
    customer: CustomerId,
    seller: PartnerId,
) -> db::Result<bool> {
    let source = Source::of(conn, partner, customer)?;
    Ok(match source {
        Source::Own => seller == partner.id,
        Source::Providers(_) => source.provider(seller).is_some(),
    })
}

/// Whose list the lines of a cart are of.
#[derive(Debug, Clone)]
pub(super) struct Seller {
    pub(super) scope: Scope,
    /// None where it is one's own.
    pub(super) provider: Option<Partner>,
}

impl Seller {
    /// The provider's key.
    pub(super) fn provider_id(&self) -> Option<PartnerId> {
        self.provider.as_ref().map(|provider| provider.id)
    }

    /// Who looks at its amounts: a provider's reseller never sees the cost.
    pub(super) fn viewer(&self) -> Viewer {
        match self.provider {
            Some(_) => Viewer::Reseller,
            None => Viewer::Seller,
        }
    }
}
