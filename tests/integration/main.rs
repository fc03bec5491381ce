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
mod bill_to;
mod bulk_invitations;
mod bulk_templates;
mod clock_back;
mod colleague_codes;
mod connections;
mod consent_domains;
mod consent_insiders;
mod customer_domains;
mod customer_home;
mod customer_profile;
mod draft_conflicts;
mod early_answers;
mod events;
mod exports;
mod figures;
mod foreign_links;
mod harness;
mod http;
mod identity;
mod imports;
mod invitations;
mod jobs;
mod joint;
mod joint_matrix;
mod kept_forms;
mod keys;
mod languages;
mod limit_windows;
mod limits;
mod link_edges;
mod list;
mod mail;
mod mail_hanging;
mod mail_health;
mod mail_queue;
mod mail_words;
mod memory;
mod migrations;
mod notes;
mod orders;
mod outage;
mod own_things;
mod parallel_presses;
mod partner_choice;
mod partnership_end;
mod partnerships;
mod password_links;
mod passwords;
mod plans;
mod privilege_asks;
mod privilege_changes;
mod privilege_list;
mod privilege_warnings;
mod privileges;
mod races;
mod relationships;
mod replaced_links;
mod responsible;
mod role_templates;
mod schema;
mod selection;
mod sessions;
mod start;
mod statements;
mod support;
mod tags;
mod templates;
mod typed_names;
mod unclear_lists;
mod upgrade;
mod upkeep;
mod users;
mod verify_relationships;
