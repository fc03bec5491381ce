//! Keeping where a partner's bills for a customer go.

use super::{
    bill_to_model::{BillTo, BillToWords},
    bill_to_queries as queries, events,
};
use crate::{
    activity::Changes,
    customer_access::{Granted, ManageBillTo},
    db::{self, Tx, types::Timestamp},
    web::rival::SaveError,
};

/// Keeps it; `version` is the one that was on the page, 0 where there was none.
///
/// # Errors
/// `Stale` when somebody else changed it; nothing is changed then.
pub fn save_bill_to(
    tx: &mut Tx<'_>,
    granted: &Granted<ManageBillTo>,
    words: &BillToWords,
    version: i32,
    now: Timestamp,
) -> Result<(), SaveError> {
    let (scope, entry) = (granted.by.scope, granted.entry.id);
    let known = queries::bill_to_of(tx.conn(), scope, entry)?.map(|(row, _)| row);
    if known.as_ref().is_some_and(|known| known.words == *words) {
        return Ok(());
    }
    let row = BillTo {
        entry_id: entry,
        partner_id: scope.partner_id(),
        words: words.clone(),
        version: 1,
        changed_by: granted.by.staff.id,
        changed_at: now,
    };
    if version == 0 {
        match queries::insert(tx, &row) {
            Err(db::Error::Duplicate) => return Err(SaveError::Stale),
            inserted => inserted?,
        }
    } else if !queries::update(tx, &row, version)? {
        return Err(SaveError::Stale);
    }
    let after = words.facts();
    let before = match known {
        Some(known) => known.words.facts(),
        None => after
            .iter()
            .map(|(label, _)| (*label, String::new()))
            .collect(),
    };
    let changes = Changes::between(&before, &after);
    let kind = events::BILL_TO_CHANGED;
    Ok(events::own_changed(tx, granted, kind, &changes, now)?)
}
