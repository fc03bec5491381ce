//! The site as its visitors meet it: real requests to a real socket, pages read as HTML, a database for each
//! test alone. With `TEST_DATABASE_URL=postgres://…` the same tests run on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod access;
mod activity;
mod addresses;
mod answers;
mod bad_input;
mod bulk_invitations;
mod clock_back;
mod consent_domains;
mod consent_insiders;
mod connections;
mod early_answers;
mod harness;
mod http;
mod identity;
mod imports;
mod invitations;
mod joint;
mod joint_matrix;
mod keys;
mod languages;
mod limits;
mod list;
mod mail;
mod parallel_presses;
mod outage;
mod partnership_end;
mod partnerships;
mod races;
mod relationships;
mod replaced_links;
mod schema;
mod selection;
mod sessions;
mod start;
mod support;
mod templates;
mod typed_names;
mod verify_relationships;
mod unclear_lists;
mod upkeep;
