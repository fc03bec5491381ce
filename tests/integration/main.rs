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
mod connections;
mod consent_domains;
mod consent_insiders;
mod draft_conflicts;
mod early_answers;
mod foreign_links;
mod harness;
mod http;
mod identity;
mod imports;
mod invitations;
mod joint;
mod joint_matrix;
mod kept_forms;
mod keys;
mod languages;
mod limits;
mod list;
mod mail;
mod mail_hanging;
mod mail_health;
mod mail_queue;
mod mail_words;
mod memory;
mod outage;
mod parallel_presses;
mod partnership_end;
mod partnerships;
mod passwords;
mod plans;
mod races;
mod relationships;
mod replaced_links;
mod schema;
mod selection;
mod sessions;
mod start;
mod statements;
mod support;
mod templates;
mod typed_names;
mod unclear_lists;
mod upkeep;
mod verify_relationships;
