//! Confirming a price sheet: for the list that its preview was made of, and asked again where prices would end that may not be
//! meant.

use super::{
    kind::PRICES,
    settings::{Settings, asked},
};
use crate::{
    db::{self, Tx, ids::BatchId, types::Timestamp},
    identity::{CustomerManager, Scope},
    prices,
    uploads::{self, Acted, Batch, State, Upload},
};

/// Why it was not confirmed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConfirmError {
    /// More of the list would end than one does by the way: said beside the box.
    #[error("Tick that this is meant: more than a tenth of the list would end")]
    EndsMuch,
    /// Prices would end that may stand in rows which nobody could read: said beside the box.
    #[error(
        "Tick that this is meant: prices would end that may stand in the rows which could not be read"
    )]
    Unread,
    /// The list is another one.
    #[error("the list was changed since")]
    ListChanged,
    /// The list is being changed.
    #[error("another file is being carried out")]
    AnotherRuns,
    /// It is in no state for this.
    #[error("it is in no state for this")]
    TooLate,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// What was seen when it was confirmed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Confirmed {
    /// The version of the list that the preview was made of; nothing where a stopped one goes on.
    pub(super) version: Option<i32>,
    /// Whether it was said that prices may end which are asked of.
    pub(super) may_end: bool,
}

/// Confirm, and Go on.
pub(super) fn confirm(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    id: BatchId,
    confirmed: Confirmed,
    now: Timestamp,
) -> Result<(), ConfirmError> {
    let batch = uploads::find(tx.conn(), by.scope, PRICES.kind(), id)?;
    if batch.state == State::Preview {
        let settings: Settings = batch.settings()?;
        if confirmed.version != Some(settings.list_version) {
            return Err(ConfirmError::ListChanged);
        }
        let asked = asked(&settings, &uploads::by_verdict(tx.conn(), id)?);
        match (confirmed.may_end, asked.is_unread, asked.ends_much) {
            (false, true, _) => return Err(ConfirmError::Unread),
            (false, _, true) => return Err(ConfirmError::EndsMuch),
            _ => {}
        }
    }
    // How the file is read cannot be changed, so that every page has shown the one version there is.
    let shown = confirmed.version.map(|_| batch.version);
    match uploads::confirm(tx, by, &PRICES, id, shown, now)? {
        Acted::Done => take_list(tx, &batch),
        Acted::TooLate => Err(ConfirmError::TooLate),
        Acted::Changed => Err(ConfirmError::ListChanged),
    }
}

/// The list belongs to this upload from now on: a new one to that of the version that it was read of, one that goes on to that
/// which it has changed last. While another one runs, it belongs to that.
pub(super) fn take_list(tx: &mut Tx<'_>, batch: &Batch) -> Result<(), ConfirmError> {
    let scope = Scope::of(batch);
    let last = prices::changed_by(tx.conn(), scope)?;
    if let Some(other) = last.filter(|id| *id != batch.id) {
        match uploads::find(tx.conn(), scope, PRICES.kind(), other) {
            Ok(other) if other.state == State::Running => return Err(ConfirmError::AnotherRuns),
            Ok(_) | Err(db::Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let version = match batch.state {
        State::Stopped if last == Some(batch.id) => prices::version(tx.conn(), scope)?,
        State::Stopped => return Err(ConfirmError::ListChanged),
        _ => batch.settings::<Settings>()?.list_version,
    };
    match prices::begin_change(tx, scope, version, batch.id)? {
        true => Ok(()),
        false => Err(ConfirmError::ListChanged),
    }
}
