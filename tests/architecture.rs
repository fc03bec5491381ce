//! Holds the architecture: who may import whom, who may touch which table, and what may stand nowhere.
//!
//! The rules read `src/` and `templates/` as text. Each is proven able to fail in `architecture/proofs.rs`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/forbidden.rs"]
mod forbidden;
#[path = "architecture/handlers.rs"]
mod handlers;
#[path = "architecture/order.rs"]
mod order;
#[path = "architecture/proofs.rs"]
mod proofs;
#[path = "architecture/source.rs"]
mod source;
#[path = "architecture/tables.rs"]
mod tables;
#[path = "architecture/translations.rs"]
mod translations;
#[path = "architecture/uses.rs"]
mod uses;

use source::{Source, Violation};

/// From the lowest to the highest: a module may import only those that stand before it.
const ORDER: &[&str] = &[
    "error",
    "text",
    "db",
    "clock",
    "jobs",
    "domains",
    "language",
    "translations",
    "limits",
    "secrets",
    "paths",
    "mail",
    "web",
    "identity",
    "activity",
    "partnerships",
    "customers",
    "privileges",
    "relationships",
    "customer_access",
    "customer_tags",
    "customer_notes",
    "texts",
    "messages",
    "prices",
    "charges",
    "licenses",
    "directory",
    "orders",
    "subscriptions",
    "role_templates",
    "invitations",
    "consent",
    "partnership_asks",
    "uploads",
    "price_import",
    "customer_import",
    "bulk_invitations",
    "user_import",
    "license_assignment",
    "incidents",
    "services",
    "customer_account",
    "carts",
    "subscription_changes",
    "renewals",
    "order_requests",
    "privilege_changes",
    "privilege_list",
    "removal_reports",
    "customer_record",
    "customer_list",
    "partnership_list",
    "staff",
    "dashboard",
    "activity_log",
    "installation",
    "health",
    "upkeep",
    "verify",
    "demo",
    "routes",
    "app",
    "config",
    "cli",
    "main",
];

/// The slices: from here on a module is used from outside through the re-exports of its `mod.rs` alone.
const FIRST_SLICE: &str = "identity";

/// Who writes which table.
const OWNERS: &[(&str, &str)] = &[
    ("activity", "activity"),
    ("attempts", "identity"),
    ("batch_parts", "uploads"),
    ("batch_rows", "uploads"),
    ("batches", "uploads"),
    ("bill_to", "customer_account"),
    ("cart_lines", "carts"),
    ("carts", "carts"),
    ("code_requests", "consent"),
    ("column_choices", "uploads"),
    ("consents", "relationships"),
    ("customer_domains", "customers"),
    ("customer_entries", "customers"),
    ("customer_profiles", "customers"),
    ("directory_counts", "directory"),
    ("directory_password_links", "directory"),
    ("directory_user_roles", "directory"),
    ("directory_user_words", "directory"),
    ("directory_users", "directory"),
    ("entry_counts", "customers"),
    ("customers", "customers"),
    ("entry_tags", "customer_tags"),
    ("graces", "subscriptions"),
    ("grants", "privileges"),
    ("incident_updates", "incidents"),
    ("incidents", "incidents"),
    ("installation", "installation"),
    ("invitation_parties", "invitations"),
    ("invitations", "invitations"),
    ("jobs", "jobs"),
    ("joint_entries", "customers"),
    ("kept_forms", "identity"),
    ("letter_templates", "messages"),
    ("license_assignments", "licenses"),
    ("license_counts", "licenses"),
    ("license_places", "licenses"),
    ("license_services", "prices"),
    ("license_skus", "prices"),
    ("limit_locks", "limits"),
    ("mail_health", "mail"),
    ("mails", "mail"),
    ("markups", "prices"),
    ("notes", "customer_notes"),
    ("order_lines", "orders"),
    ("order_numbers", "orders"),
    ("order_request_lines", "order_requests"),
    ("order_requests", "order_requests"),
    ("orders", "orders"),
    ("partners", "identity"),
    ("partnerships", "partnerships"),
    ("password_links", "identity"),
    ("plan_countries", "prices"),
    ("plan_links", "prices"),
    ("plans", "prices"),
    ("price_lists", "prices"),
    ("price_places", "prices"),
    ("prices", "prices"),
    ("relationships", "relationships"),
    ("removal_report_lines", "removal_reports"),
    ("removal_reports", "removal_reports"),
    ("replaced_links", "invitations"),
    ("responsible_people", "customers"),
    ("role_templates", "role_templates"),
    ("scheduled_changes", "subscriptions"),
    ("service_administrations", "services"),
    ("services", "prices"),
    ("subscription_counts", "subscriptions"),
    ("subscriptions", "subscriptions"),
    ("unused_licenses", "subscriptions"),
    ("tags", "customer_tags"),
    ("terms", "invitations"),
    ("user_sessions", "identity"),
    ("users", "identity"),
];

fn hold(violations: &[Violation]) {
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "{} broken:\n{}",
        lines.len(),
        lines.join("\n")
    );
}

#[test]
fn modules_import_only_lower_ones() {
    hold(&order::check(
        &Source::tree("src", "rs"),
        ORDER,
        FIRST_SLICE,
    ));
}

#[test]
fn no_file_needs_what_needs_it() {
    hold(&circles::check(&Source::tree("src", "rs")));
}

#[test]
fn tables_are_written_by_their_owner_alone() {
    hold(&tables::check(&Source::tree("src", "rs"), ORDER, OWNERS));
}

#[test]
fn every_table_has_an_owner() {
    let schema = Source::tree("src/db", "rs")
        .into_iter()
        .find(|source| source.path == "schema.rs")
        .unwrap();
    hold(&tables::without_owner(&schema, OWNERS));
}

#[test]
fn what_is_forbidden_in_the_source_stands_nowhere() {
    hold(&forbidden::in_source(&Source::tree("src", "rs")));
}

#[test]
fn what_is_forbidden_in_templates_stands_nowhere() {
    hold(&forbidden::in_templates(&Source::tree("templates", "html")));
}

#[test]
fn files_stay_small() {
    hold(&forbidden::too_long(&Source::tree("src", "rs")));
}

#[test]
fn functions_of_handlers_stay_short() {
    hold(&handlers::too_long(&Source::tree("src", "rs")));
}

#[test]
fn styles_and_scripts_stay_light() {
    let styles = Source::tree("static", "css");
    let scripts = Source::tree("static", "js");
    let bytes: usize = styles
        .iter()
        .chain(&scripts)
        .map(|source| source.text.len())
        .sum();
    assert!(
        bytes < 50_000,
        "all styles and scripts together may weigh 50 kB, and weigh {bytes} bytes"
    );
}
