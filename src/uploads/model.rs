//! A batch and its rows: states and verdicts.

use chrono::Duration;
use diesel::{Insertable, Queryable, Selectable};

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    db::{
        self, MultiBackend,
        ids::{
            BatchId, CustomerId, DirectoryUserId, EntryId, InvitationId, LeaseId, PartnerId, UserId,
        },
        schema::{batch_rows, batches},
        types::{Timestamp, text_enum},
    },
    identity::Owned,
    language::Language,
};

text_enum! {
    /// Where a batch stands.
    State {
        /// The file is being read.
        Reading = "reading",
        /// Read; nothing is stored in the list before it is confirmed.
        Preview = "preview",
        /// Being carried out.
        Running = "running",
        /// Stopped in the middle; what is done stays, and it can go on.
        Stopped = "stopped",
        /// Carried out.
        Done = "done",
        /// Could not be read to the end.
        Failed = "failed",
    }
}

text_enum! {
    /// What will come of a row.
    Verdict {
        /// It will be carried out.
        New = "new",
        /// In the list without a relationship; will be asked.
        Listed = "listed",
        /// Will be asked, but somebody should look at the address: it is not of the company's own domain.
        NeedsReview = "doubtful",
        /// In the partner's own list already.
        Known = "known",
        /// Connected already.
        Connected = "connected",
        /// An invitation is open.
        Open = "open",
        /// An earlier row of the file says the same.
        Repeated = "repeated",
        /// A deleted user has the name.
        Deleted = "deleted",
        /// Not in a verified domain of the customer.
        OtherDomain = "other_domain",
        /// Takes a privilege that the customer has not granted.
        NotGranted = "not_granted",
        /// The row that a template begins with, to show how it is filled in.
        Example = "example",
        /// The partner itself.
        OwnDomain = "own_domain",
        /// What it names is there, and becomes another.
        Changed = "changed",
        /// What it names ends.
        Ending = "ending",
        /// What it names is there, and stays.
        Staying = "staying",
        /// Something in it makes no sense.
        Unreadable = "unreadable",
    }
}

impl Verdict {
    /// Whether the row will be carried out.
    #[must_use]
    pub fn is_good(self) -> bool {
        matches!(
            self,
            Self::New | Self::Listed | Self::NeedsReview | Self::Changed | Self::Ending
        )
    }
}

text_enum! {
    /// Where a row stands.
    RowState {
        /// To be carried out.
        Waiting = "waiting",
        /// Carried out.
        Done = "done",
        /// Tried, and refused; the row says why.
        Skipped = "skipped",
        /// Nothing to do.
        Left = "left",
    }
}

/// A file or list of rows.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = batches, check_for_backend(MultiBackend))]
pub struct Batch {
    /// Key.
    pub id: BatchId,
    /// Whose it is.
    pub partner_id: PartnerId,
    /// Who made it; nobody when it came by the command line.
    pub created_by: Option<UserId>,
    /// Who confirmed it last.
    pub run_by: Option<UserId>,
    /// Which kind of upload it is.
    pub kind: String,
    /// Where it stands.
    pub state: State,
    /// The file's name, cleaned.
    pub file_name: String,
    /// Size of the file.
    pub total_bytes: i64,
    /// How much of it is read.
    pub read_bytes: i64,
    /// Rows read.
    pub rows_read: i32,
    /// Rows that will be carried out.
    pub rows_good: i32,
    /// Rows carried out.
    pub rows_done: i32,
    /// Rows tried and refused.
    pub rows_skipped: i32,
    /// How many of both there were when it was last started.
    pub done_before: i32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last started, or its file was last read again.
    pub started_at: Option<Timestamp>,
    /// When it was done.
    pub ended_at: Option<Timestamp>,
    /// By whom it is read.
    pub lease: Option<LeaseId>,
    /// Until when.
    pub leased_until: Option<Timestamp>,
    /// Why it failed or stopped.
    pub note: String,
    /// What is set once for all rows, as its kind writes it.
    pub settings: String,
    /// Whose people these are, when they are a customer's.
    pub customer_id: Option<CustomerId>,
    /// How many of the rows carried out stand in the activity.
    pub rows_told: i32,
    /// How its file is read, as JSON.
    pub reading: String,
    /// How often that and the settings were changed: a preview is confirmed as it was shown.
    pub version: i32,
}

/// The note of a batch whose reading was interrupted.
pub(crate) const CUT_SHORT: &str =
    "The server was stopped while it read this file. Nothing was stored: upload it again";

/// Reading without progress for this long counts as interrupted.
#[must_use]
pub(crate) fn lease_time() -> Duration {
    Duration::minutes(1)
}

impl Owned for Batch {
    fn owner(&self) -> PartnerId {
        self.partner_id
    }
}

impl Batch {
    /// A new one, being read.
    #[must_use]
    pub fn reading(partner: PartnerId, by: Option<UserId>, kind: &str, now: Timestamp) -> Self {
        Self {
            id: BatchId::new(),
            partner_id: partner,
            created_by: by,
            run_by: None,
            kind: kind.to_owned(),
            state: State::Reading,
            file_name: String::new(),
            total_bytes: 0,
            read_bytes: 0,
            rows_read: 0,
            rows_good: 0,
            rows_done: 0,
            rows_skipped: 0,
            done_before: 0,
            created_at: now,
            started_at: None,
            ended_at: None,
            lease: Some(LeaseId::new()),
            leased_until: Some(now.plus(lease_time())),
            note: String::new(),
            settings: "{}".to_owned(),
            customer_id: None,
            rows_told: 0,
            reading: "{}".to_owned(),
            version: 1,
        }
    }

    /// What is set once for all rows, as its kind reads it.
    pub(crate) fn settings<S: DeserializeOwned>(&self) -> db::Result<S> {
        let unreadable = |error| db::Error::Accident(format!("settings of {}: {error}", self.id));
        serde_json::from_str(&self.settings).map_err(unreadable)
    }

    /// With other settings.
    pub(crate) fn with_settings<S: Serialize>(self, settings: &S) -> db::Result<Self> {
        let settings = serde_json::to_string(settings);
        let settings = settings.map_err(|error| db::Error::Accident(error.to_string()))?;
        Ok(Self { settings, ..self })
    }

    /// The state now: reading whose lease has run out has failed.
    #[must_use]
    pub fn state_now(&self, now: Timestamp) -> State {
        let is_silent = self.leased_until.is_none_or(|until| until < now);
        if self.state == State::Reading && is_silent {
            State::Failed
        } else {
            self.state
        }
    }

    /// Rows that are still to be carried out.
    #[must_use]
    pub fn rows_left(&self) -> i32 {
        (self.rows_good - self.rows_done - self.rows_skipped).max(0)
    }

    /// The time left, from the rate so far; none while that says little.
    #[must_use]
    pub fn time_left(&self, now: Timestamp) -> Option<Duration> {
        let (since, done, all) = match self.state {
            State::Reading => {
                let since = self.started_at.unwrap_or(self.created_at);
                (since, self.read_bytes, self.total_bytes)
            }
            State::Running => {
                let done = self.rows_done + self.rows_skipped - self.done_before;
                let all = done + self.rows_left();
                (self.started_at?, i64::from(done), i64::from(all))
            }
            _ => return None,
        };
        let taken = now.since(since).num_milliseconds();
        (done > 0 && taken > 500 && all > done)
            .then(|| Duration::milliseconds((all - done).saturating_mul(taken) / done))
    }
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = batch_rows, check_for_backend(MultiBackend))]
pub struct BatchRow {
    /// The batch.
    pub batch_id: BatchId,
    /// The line in the file.
    pub line: i32,
    /// Company name.
    pub company: String,
    /// Its domain.
    pub domain: String,
    /// Its ID in the other portal.
    pub external_id: String,
    /// Name of the recipient.
    pub contact: String,
    /// Their address.
    pub email: String,
    /// Their language, when the row names one.
    pub language: Option<Language>,
    /// What will come of it.
    pub verdict: Verdict,
    /// Why, where that is not plain.
    pub why: String,
    /// Where it stands.
    pub state: RowState,
    /// The entry that came of it, or was found.
    pub entry_id: Option<EntryId>,
    /// The invitation that came of it, or was found.
    pub invitation_id: Option<InvitationId>,
    /// What else it says, as its kind writes it.
    pub more: String,
    /// The customer's user who came of it, or was found.
    pub user_id: Option<DirectoryUserId>,
}

impl BatchRow {
    /// A row that is sound, as far as its own values tell.
    #[must_use]
    pub(crate) fn sound(company: String, domain: String) -> Self {
        Self {
            batch_id: BatchId::new(),
            line: 0,
            company,
            domain,
            external_id: String::new(),
            contact: String::new(),
            email: String::new(),
            language: None,
            verdict: Verdict::New,
            why: String::new(),
            state: RowState::Waiting,
            entry_id: None,
            invitation_id: None,
            more: "{}".to_owned(),
            user_id: None,
        }
    }

    /// What else it says, as its kind reads it.
    pub(crate) fn more<M: DeserializeOwned>(&self) -> db::Result<M> {
        let unreadable = |error| {
            let (batch, line) = (self.batch_id, self.line);
            db::Error::Accident(format!("line {line} of {batch}: {error}"))
        };
        serde_json::from_str(&self.more).map_err(unreadable)
    }

    /// Says something else there.
    pub(crate) fn set_more(&mut self, more: &impl Serialize) -> db::Result<()> {
        let fault = |error: serde_json::Error| db::Error::Accident(error.to_string());
        self.more = serde_json::to_string(more).map_err(fault)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn what_is_left_takes_as_long_as_what_is_done_took() {
        let now = Clock::manual().now();
        let batch = Batch {
            total_bytes: 1_000,
            read_bytes: 250,
            ..Batch::reading(PartnerId::new(), None, "import", now)
        };
        assert_eq!(batch.time_left(now), None);
        let later = now.plus(Duration::seconds(10));
        assert_eq!(batch.time_left(later), Some(Duration::seconds(30)));
        // Read again an hour later: the time in between was not spent on it.
        let again = Batch {
            started_at: Some(now.plus(Duration::hours(1))),
            ..batch.clone()
        };
        let later_still = later.plus(Duration::hours(1));
        assert_eq!(again.time_left(later_still), Some(Duration::seconds(30)));
        let running = Batch {
            state: State::Running,
            rows_good: 1_000,
            rows_done: 600,
            done_before: 500,
            started_at: Some(now),
            ..batch
        };
        assert_eq!(running.time_left(later), Some(Duration::seconds(40)));
    }

    #[test]
    fn reading_that_nobody_goes_on_with_has_failed() {
        let now = Clock::manual().now();
        let batch = Batch::reading(PartnerId::new(), None, "import", now);
        assert_eq!(batch.state_now(now), State::Reading);
        assert_eq!(
            batch.state_now(now.plus(Duration::minutes(2))),
            State::Failed
        );
    }
}
