//! All routes of the site: each slice adds its own, in its `routes.rs`. `tests/integration/access.rs` lists them again
//! with who may use each.

use actix_web::web::ServiceConfig;

use crate::{
    activity_log, bulk_invitations, carts, consent, customer_account, customer_import,
    customer_list, customer_notes, customer_record, customer_tags, dashboard, demo, directory,
    health, identity, incidents, invitations, license_assignment, messages, order_requests, orders,
    partnership_asks, partnership_list, paths, price_import, prices, privilege_changes,
    privilege_list, removal_reports, renewals, role_templates, services, staff,
    subscription_changes, subscriptions, user_import,
    web::{
        assets,
        routes::{Table, get},
    },
};

/// All of them; the mailbox only in the demo. Of two that fit an address the first one answers, so slices with fixed
/// addresses stand before those whose address has a key in the same place.
pub fn all(config: &mut ServiceConfig, is_demo: bool) {
    let site = Table::default()
        .route(paths::HEALTHZ, get().to(health::live))
        .route(paths::READYZ, get().to(health::ready))
        .route(paths::ASSET, get().to(assets::show));
    let slices = [
        identity::routes,
        dashboard::routes,
        activity_log::routes,
        customer_list::routes,
        bulk_invitations::routes,
        invitations::routes,
        user_import::routes,
        price_import::routes,
        prices::routes,
        orders::routes,
        renewals::routes,
        subscriptions::routes,
        carts::routes,
        order_requests::routes,
        subscription_changes::routes,
        license_assignment::routes,
        incidents::routes,
        services::routes,
        directory::routes,
        role_templates::routes,
        privilege_list::routes,
        privilege_changes::routes,
        removal_reports::routes,
        customer_record::routes,
        customer_tags::routes,
        customer_notes::routes,
        customer_account::routes,
        partnership_asks::routes,
        partnership_list::routes,
        staff::routes,
        customer_import::routes,
        messages::routes,
        consent::routes,
    ];
    let table = slices.into_iter().fold(site, |table, routes| routes(table));
    let table = if is_demo {
        table.route(paths::DEMO_MAILBOX, get().to(demo::mailbox))
    } else {
        table
    };
    table.register(config);
}
