//! Many rows at once: the mechanism that all kinds of uploads share.
//!
//! ```text
//! reading ──▶ preview ──Confirm──▶ running ──▶ done
//!    │                              │  ▲
//!    └──▶ failed                    └Stop, Go on┘ stopped
//! ```
//!
//! A file is read in the background into rows, each with a verdict; nothing is stored in the list until somebody
//! confirms. Then a job carries out the waiting rows, some in each step. After a stop or a crash, finished rows stay
//! and the rest continues from there.
//!
//! A kind of upload has one type that says how its file is read, how rows are judged and what its pages say (`Upload`),
//! and one that carries rows out (`CarryOut`): see `customer_import/kind.rs`, `bulk_invitations/kind.rs`. Settings for
//! all rows are a type of the kind, kept as JSON.
//!
//! Files: `decoding`, `records`, `cells`, `headings` and `reader` turn bytes into rows and know nothing else; `checks` and
//! `companies` say what will come of a row.

mod batch_service;
mod cells;
mod checks;
mod companies;
mod decoding;
mod events;
mod forget;
pub mod handlers;
mod headings;
mod intake;
mod kind;
mod model;
mod queries;
mod reader;
mod reading_service;
mod records;
mod row_queries;
mod run_service;
mod view;

pub(crate) use batch_service::{Acted, confirm, confirm_with};
pub(crate) use cells::{Fields, shown};
#[cfg(test)]
pub(crate) use checks::checked;
pub(crate) use checks::in_cell;
pub(crate) use companies::{Known, Rules};
pub(crate) use events::EVENTS;
pub(crate) use forget::ForgetPreviews;
pub(crate) use handlers::{back, begin as begin_upload, moving};
pub(crate) use headings::{Column, Columns, key};
pub(crate) use intake::{Taken, look_at, name_of, of_text, take};
pub(crate) use kind::{CarriedOut, CarryOut, Upload, Words};
pub use model::{Batch, BatchRow, RowState, State, Verdict};
pub(crate) use queries::{find, forget, insert, latest, save_settings};
pub(crate) use reader::Rows;
#[cfg(test)]
pub(crate) use reader::{Row, open};
pub(crate) use reading_service::read;
pub(crate) use row_queries::{
    Outcome, by_verdict, common_language, list as list_rows, waiting, waiting_before, waiting_from,
};
pub(crate) use run_service::{JOB, NOT_ALLOWED, RunBatch, begin};
pub(crate) use view::{ListedBatch, RowsQuery, RowsView, Summary, first_rows};
