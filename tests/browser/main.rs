//! The demo in a real Chromium: with scripts, without, and by keyboard alone.
//!
//! Needs `chromedriver` and Chromium; `AXE_CORE` names axe-core's `axe.min.js`. With `SCREENSHOTS` set to a
//! folder, pictures of the pages are put there.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod accessibility;
mod customer;
mod demo;
mod driver;
mod handing_out;
mod incidents;
mod journeys;
mod keyboard;
mod leaving;
mod ordering;
mod pages;
mod privileges;
mod two_tiers;
mod users;
mod window;

/// Says that a test could not run; in CI that is a failure.
fn skip(what: &str) {
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
