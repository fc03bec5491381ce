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
//! Files: `encodings`, `decoding`, `records` and `cells` turn bytes into cells; `shape`, `evidence`, `headings` (with the list
//! `headings.txt`) and `columns` find out which column is which; `reader` turns that into rows; `checks`, `seen` and, for those
//! of companies, `companies` say what will come of a row. A preview keeps the file in `parts`: when a person says what its
//! columns hold, in which encoding it is or where its headings stand (`column_form`, `column_handlers`), it is read again, and
//! `column_choices` remembers it for the partner. A kind gets that by naming its columns and one route.

mod any_bytes;
mod batch_service;
mod cells;
mod checks;
mod column;
mod column_choices;
mod column_form;
mod column_handlers;
mod columns;
mod companies;
mod decoding;
mod encodings;
mod events;
mod evidence;
mod forget;
mod from_file_service;
pub mod handlers;
mod headings;
mod intake;
mod kind;
mod model;
mod parts;
mod place;
mod queries;
mod reader;
mod reading_service;
mod records;
mod row_queries;
mod rules;
mod run_service;
mod seen;
mod shape;
mod verdict;
mod view;

pub(crate) use batch_service::{Acted, confirm, confirm_with, remove, stop};
pub(crate) use cells::{Fields, shown};
#[cfg(test)]
pub(crate) use checks::checked;
pub(crate) use checks::in_cell;
pub(crate) use column::{Column, Priced};
pub(crate) use column_form::encodings_at_first;
pub(crate) use column_handlers::choose as choose_columns;
pub(crate) use columns::Columns;
pub(crate) use companies::{Known, look_up};
pub(crate) use events::EVENTS;
pub(crate) use forget::ForgetPreviews;
pub use from_file_service::{FileError, FileRead, FromFile};
pub(crate) use handlers::{back, begin as begin_upload, changed, moving};
pub(crate) use headings::{Vocabulary, key};
pub(crate) use intake::{Taken, of_text, take};
pub(crate) use kind::{About, CarriedOut, CarryOut, Upload, Words, link_of_company};
pub use model::{Batch, BatchRow, RowState, State, Verdict};
pub(crate) use place::Place;
pub(crate) use queries::{find, insert, latest, save_settings, untold};
#[cfg(test)]
pub(crate) use reader::{Row, Rows, open};
pub(crate) use reading_service::read;
pub(crate) use row_queries::{
    Outcome, by_verdict, common_language, judge_again, list as list_rows, of_lines, waiting,
    waiting_before, waiting_from,
};
pub(crate) use rules::Rules;
pub(crate) use run_service::{NOT_ALLOWED, RunBatch, run_through};
pub(crate) use seen::Seen;
pub(crate) use view::{ListedBatch, RowsQuery, RowsView, Summary, first_rows};
