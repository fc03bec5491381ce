//! What this slice causes.

use std::borrow::Cow;

use super::{kind::Upload, model::Batch};
use crate::activity::{Event, EventKind, Subject, event_kinds};

event_kinds! {
    /// A file of rows was uploaded, to be looked at.
    BATCH_UPLOADED = "batch_uploaded", "File uploaded", Ended;
    /// Somebody has said what its columns hold; it is read again.
    BATCH_COLUMNS = "batch_columns", "Columns of a file chosen", Ended;
    /// An upload was confirmed, or went on.
    BATCH_STARTED = "batch_started", "Batch started", Ended;
    /// It was stopped in the middle.
    BATCH_STOPPED = "batch_stopped", "Batch stopped", Ended;
    /// It was given up before anything was done.
    BATCH_REMOVED = "batch_removed", "Batch discarded", Ended;
}

/// What staff did with an upload.
pub(super) struct BatchEvent<'a> {
    pub(super) kind: EventKind,
    pub(super) upload: &'a dyn Upload,
    pub(super) batch: &'a Batch,
    /// Behind the name of the file; may be empty.
    pub(super) more: &'a str,
}

impl Event for BatchEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.batch.id.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        let (what, file) = (self.upload.words().name, &self.batch.file_name);
        format!("{what}: {file}{}", self.more).into()
    }
}
