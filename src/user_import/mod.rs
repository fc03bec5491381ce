//! Many users of a customer at once, from a file that a portal's template or a spreadsheet gives.
//!
//! A kind of upload ([`crate::uploads`]): `headings` knows the templates, `rows` checks what a row says, `judging` compares it
//! with the users who are there, `kind` puts these together, and `carrying` adds them and assigns their licenses. The privilege that this takes is asked
//! for at each page and press, and again in each step that adds some of them.
//!
//! Passwords in a file are not read: no column holds them, and nothing of a row is kept whose values may stand in other
//! columns than they seem to. Uploads name people, and are forgotten after 30 days, which is before anybody who came of one
//! can be purged.

mod carrying;
mod handlers;
mod headings;
mod judging;
mod kind;
mod pages;
mod routes;
mod rows;
mod settings;

pub(crate) use carrying::AddUsers;
pub(crate) use kind::BY_HEADINGS;
pub use routes::routes;
pub(crate) use settings::Settings;
