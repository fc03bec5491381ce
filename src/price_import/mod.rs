//! Price sheets of vendors become a seller's price list.
//!
//! A kind of upload ([`crate::uploads`]) with three kinds of files, which `headings` tells apart: price lists, offer matrices,
//! and tables of licenses and services. `rows` and `plan_rows` check what a row says, `timeline` finds out what the rows of the
//! same mean beside the prices that the list has of it, `judging` gives the verdicts, and `carrying` adds and ends prices, some rows in each step.
//!
//! What a row says beyond the columns that all uploads share stands in its `more`, as JSON (`values`), and the price that it
//! keeps, replaces or ends in its `external_id`. What a whole list *lacks* becomes rows, too, behind those of the file, so that
//! the preview lists them, and confirming, stopping and going on treat them like the others.
//!
//! A preview belongs to one version of the list: when another file was confirmed since, it is refused and read again.

mod carrying;
mod cells;
mod confirm_service;
mod dates;
mod events;
mod file_service;
mod handlers;
mod headings;
mod judging;
mod kind;
mod known;
mod lacking;
mod pages;
mod plan_judging;
mod plan_rows;
mod routes;
mod rows;
mod settings;
mod timeline;
mod values;

pub(crate) use carrying::LoadPrices;
pub(crate) use events::EVENTS;
pub use file_service::{LoadError, read_file, store};
pub use routes::routes;
pub use settings::Extent;
