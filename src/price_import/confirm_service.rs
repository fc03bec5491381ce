//! Confirming a price sheet: for the list that its preview was made of, and asked again where much of it would end.

use super::{
    kind::PRICES,
    settings::{Settings, ends_much},
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
    /// More of the list would end than one does by the way.
    #[error("tick that this is meant: more than a tenth of the list would end")]
    EndsMuch,
    /// The list is another one.
    #[error("the list was changed since")]
    ListChanged,
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
    /// The version of the list.
    pub(super) version: i32,
    /// Whether it was said that so much may end.
    pub(super) may_end_much: bool,
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
        if confirmed.version != settings.list_version {
            return Err(ConfirmError::ListChanged);
        }
        if ends_much(&uploads::by_verdict(tx.conn(), id)?) && !confirmed.may_end_much {
            return Err(ConfirmError::EndsMuch);
        }
    }
    // How the file is read cannot be changed, so that every page has shown the one version there is.
    let shown = (batch.state == State::Preview).then_some(batch.version);
    match uploads::confirm(tx, by, &PRICES, id, shown, now)? {
        Acted::Done => take_list(tx, &batch),
        Acted::TooLate => Err(ConfirmError::TooLate),
        Acted::Changed => Err(ConfirmError::ListChanged),
    }
}

/// The list belongs to this upload from now on: a new one to that of the version that it was read of, one that goes on to that
/// which it has changed last.
pub(super) fn take_list(tx: &mut Tx<'_>, batch: &Batch) -> Result<(), ConfirmError> {
    let scope = Scope::of(batch);
    let version = match batch.state {
        State::Stopped if prices::changed_by(tx.conn(), scope)? == Some(batch.id) => {
            prices::version(tx.conn(), scope)?
        }
        State::Stopped => return Err(ConfirmError::ListChanged),
        _ => batch.settings::<Settings>()?.list_version,
    };
    match prices::begin_change(tx, scope, version, batch.id)? {
        true => Ok(()),
        false => Err(ConfirmError::ListChanged),
    }
}
