//! What tests are written with: a site, its visitors, the pages they see, the mails they get.

mod alliances;
mod app;
mod asks;
mod database;
mod factory;
mod form;
mod grants;
mod mailbox;
mod page;
mod pair;
mod program;
mod rogue;
mod sequences;
mod smtp;
mod statements;
mod table;
mod uploads;
mod visitor;
mod wire;
mod working;

pub(crate) use app::TestApp;
pub(crate) use asks::{ADATUM, Asked, borrowed};
pub(crate) use database::Database;
pub(crate) use factory::{Company, PASSWORD};
pub(crate) use grants::ANA;
pub(crate) use mailbox::Letter;
pub(crate) use page::{Button, Page};
pub(crate) use pair::{Pair, Way};
pub(crate) use program::Program;
pub(crate) use rogue::{Manner, Point, Rogue, SOON, until};
pub(crate) use sequences::{Numbers, seeds};
pub(crate) use smtp::{Certificates, SmtpServer};
pub(crate) use statements::Statements;
pub(crate) use table::Table;
pub(crate) use visitor::Visitor;
pub(crate) use wire::Wire;
pub(crate) use working::{Working, queue};

/// Says that a test could not run; in CI that is a failure.
pub(crate) fn skip(what: &str) {
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "in CI nothing is skipped: {what}"
    );
    // Past the test harness, which keeps the output of tests that pass.
    std::io::Write::write_all(
        &mut std::io::stderr(),
        format!("\n=== SKIPPED: {what}\n").as_bytes(),
    )
    .unwrap();
}
