//! Many rows at once: customers of other portals, and bulk invitations.
//!
//! ```text
//! reading ──▶ preview ──Confirm──▶ running ──▶ done
//!    │                              │  ▲
//!    └──▶ failed                    └Stop, Go on┘ stopped
//! ```
//!
//! A file is read in the background into rows with a verdict each; nothing is stored in the list before somebody
//! confirms. Then a job carries out the waiting rows, some in each step. What is done stays
//! when it is stopped, or when its server falls silent, and the rest goes on from there.
//!
//! Files: `decoding`, `records`, `cells`, `headings` and `reader` turn bytes into rows and know nothing else; `verdict` and
//! `judging` say what will come of a row; `reading_`, `import_` and `bulk_service` do it; `file_service` is the
//! command line's way in.

mod batch_service;
mod bulk_form;
pub mod bulk_handlers;
mod bulk_pages;
mod bulk_service;
mod bulk_words;
mod cells;
mod decoding;
mod file_service;
mod forget;
mod headings;
pub mod import_handlers;
mod import_service;
mod intake;
mod judging;
mod model;
mod queries;
mod reader;
mod reading_service;
mod records;
mod row_queries;
mod run_service;
pub mod selection_handlers;
mod upload;
mod verdict;
mod view;

pub use bulk_service::BulkInvitations;
pub use file_service::{FileError, FileImport, FileRead, read_file};
pub use forget::ForgetPreviews;
pub use import_service::CustomerImport;
pub use model::{Batch, BatchRow, HandOver, Kind, RowState, State, Verdict};
pub use run_service::RunBatch;
pub use upload::Upload;
