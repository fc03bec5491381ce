//! Whose prices are asked for, and for which market and currency.

use super::{
    list_model::{ListView, Place, Wanted},
    list_queries as list_of,
    sellers::{self, Seller, Sellers},
};
use crate::{
    db::{self, Conn},
    identity::Partner,
};

/// Whose prices are shown, for where, and what there is to choose from.
pub(super) struct Asked {
    pub(super) keeps_list: bool,
    pub(super) sellers: Sellers,
    pub(super) places: Vec<Place>,
    pub(super) place: Option<Place>,
    pub(super) publishers: Vec<String>,
}

/// Whose prices are meant, and for which market and currency.
pub(super) fn ask(
    conn: &mut Conn,
    partner: &Partner,
    view: ListView,
) -> db::Result<(Asked, ListView)> {
    let sellers = sellers::choose_seller(conn, partner, view.filters.seller)?;
    let places = match &sellers.chosen {
        Some(seller) => list_of::places(conn, seller.scope)?,
        None => Vec::new(),
    };
    let place = place_of(&view.filters, &places, sellers.chosen.as_ref());
    let asked = Asked {
        keeps_list: sellers::keeps_list(partner),
        sellers,
        places,
        place,
        publishers: Vec::new(),
    };
    Ok((asked, view))
}

/// The place that is asked for; else that of the seller's country, else the first.
fn place_of(wanted: &Wanted, places: &[Place], seller: Option<&Seller>) -> Option<Place> {
    let at_home = || {
        let home = seller.map(|seller| seller.country.as_str());
        places
            .iter()
            .find(|place| Some(place.market.as_str()) == home)
    };
    let usual = || at_home().or(places.first()).cloned();
    wanted.place.clone().or_else(usual)
}
