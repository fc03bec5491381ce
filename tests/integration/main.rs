//! The site as its visitors meet it: real requests to a real socket, pages read as HTML, a database for each
//! test alone. With `TEST_DATABASE_URL=postgres://…` the same tests run on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod access;
mod activity;
mod answers;
mod bad_input;
mod harness;
mod http;
mod identity;
mod invitations;
mod joint;
mod joint_matrix;
mod list;
mod mail;
mod partnerships;
mod relationships;
mod schema;
mod sessions;
mod support;
