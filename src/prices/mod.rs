//! What sellers sell, and for how much.
//!
//! A seller (an indirect provider or a direct bill partner) keeps its own list: *plans* of products, and *prices* of one license
//! of a plan for a whole term, in one billing, market and currency, for one segment, from an instant to an instant. Prices are
//! rows that are never rewritten: a change is a new row, and an end of the one before ([`end_price`], the one guarded change).
//! Which price is in force at an instant, [`in_force`] says of rows, and [`price_in_force`] asks the database.
//!
//! Of the three amounts of a price, the cost is shown to nobody outside the seller; a reseller sees the partner's price, or else
//! the list price ([`Amounts::for_resellers`]), of the providers that it works with (`sellers`).
//!
//! `money` holds all that is computed with amounts. Files are read by [`crate::price_import`].

mod asked;
mod catalog;
mod events;
mod export;
mod handlers;
mod history_queries;
mod licenses;
mod list_model;
mod list_page;
mod list_queries;
mod lists;
mod many_queries;
mod markup_handlers;
mod markups;
mod money;
mod offers;
mod place_queries;
mod plan_code;
mod plan_page;
mod queries;
mod routes;
mod sellers;
mod services;
mod terms;

pub use catalog::{
    Amounts, LicenseService, LicenseSku, Plan, PlanCountry, PlanLink, Price, PriceKey, in_force,
};
pub(crate) use events::EVENTS;
pub use licenses::{license, license_sku, save_service, service, services_in};
pub use lists::{begin_change, changed_by, end_change, is_changed_by, version};
pub use many_queries::{plans_of, prices_in_force};
pub use markups::{AppliesTo, Markup, Markups};
pub use money::{
    Currency, Decimals, amount_words, marked_up, parse_amount, plain_amount, split_amount,
};
pub use offers::{Offer, OffersFor, currencies_of, offers_for};
pub use place_queries::{PricePlace, count_in_force, lasting_of_place};
pub use plan_code::PlanCode;
pub use queries::{
    countries_of, end_price, find_plan, find_price, insert_plan, insert_price, links_of,
    of_price_key, plan_by_code, price_in_force, replace_prices, replace_surroundings, update_plan,
};
pub use routes::routes;
pub use sellers::{Seller, Sellers, choose_seller, demand_list, keeps_list};
pub use services::{Service, find_service, licenses_with, list_services, services_of};
pub use terms::{Billing, LimitType, Link, Segment, Term};
