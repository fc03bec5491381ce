//! Whose prices a partner sees: its own, and those of the providers that it works with.

use diesel::{ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use crate::{
    db::{
        self, Conn,
        ids::PartnerId,
        schema::{partners, partnerships as pairs, price_lists},
    },
    error::{AppError, Refusal},
    identity::{Partner, Scope, find_partner},
    partnerships::{self, Side, State},
    paths::Paths,
};

/// Providers to choose from on one page.
const MOST: i64 = 100;

/// Whether a partner keeps a price list.
#[must_use]
pub fn keeps_list(partner: &Partner) -> bool {
    partner.is_provider || partner.is_direct_bill
}

/// Refuses a partner that keeps no list.
///
/// # Errors
/// `Forbidden`, with where the prices of its providers are.
pub fn demand_list(partner: &Partner, paths: &Paths) -> Result<(), AppError> {
    match keeps_list(partner) {
        true => Ok(()),
        false => Err(AppError::Forbidden(Refusal {
            message: "A price list is kept by indirect providers and direct bill partners. Your company sees the prices of its providers.".to_owned(),
            people: Vec::new(),
            step: Some(("Show the prices".to_owned(), paths.prices())),
        })),
    }
}

/// A partner whose prices are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// Which.
    pub id: PartnerId,
    /// Its legal name.
    pub name: String,
    /// Whether it is the one who looks: then costs are shown.
    pub is_own: bool,
    /// What queries on its list start from.
    pub scope: Scope,
    /// Where it is.
    pub country: String,
}

/// The one whose prices are shown, and all to choose from by key and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sellers {
    /// The one.
    pub chosen: Option<Seller>,
    /// All of them.
    pub all: Vec<(PartnerId, String)>,
}

/// The seller that is asked for, or else the first: one's own list before those of providers by name.
///
/// # Errors
/// `NotFound` when the one asked for is none whose list this partner sees.
pub fn choose_seller(
    conn: &mut Conn,
    by: &Partner,
    wanted: Option<PartnerId>,
) -> db::Result<Sellers> {
    let scope = Scope::of(by);
    let mut all: Vec<(PartnerId, String)> = Vec::new();
    if keeps_list(by) {
        all.push((by.id, "Your own price list".to_owned()));
    }
    if by.is_reseller {
        all.extend(providers(conn, scope)?);
    }
    let chosen = match wanted.or(all.first().map(|(id, _)| *id)) {
        None => None,
        Some(id) if id == by.id && keeps_list(by) => Some(seller(by, true)),
        Some(id) => {
            let partnership = partnerships::active_with(conn, scope, Side::Reseller, id)?;
            partnership.ok_or(db::Error::NotFound)?;
            Some(seller(&find_partner(conn, id)?, false))
        }
    };
    Ok(Sellers { chosen, all })
}

fn seller(partner: &Partner, is_own: bool) -> Seller {
    Seller {
        id: partner.id,
        name: partner.legal_name.clone(),
        is_own,
        scope: Scope::of(partner),
        country: partner.country.clone(),
    }
}

/// The providers with a price list that this partner works with.
fn providers(conn: &mut Conn, scope: Scope) -> db::Result<Vec<(PartnerId, String)>> {
    Ok(pairs::table
        .inner_join(partners::table.on(partners::id.eq(pairs::provider_id)))
        .inner_join(price_lists::table.on(price_lists::partner_id.eq(partners::id)))
        .filter(pairs::reseller_id.eq(scope.partner_id()))
        .filter(pairs::state.eq(State::Active))
        .order((pairs::provider_name_key, pairs::id))
        .limit(MOST)
        .select((partners::id, partners::legal_name))
        .load(conn)?)
}
