//! What this slice causes. An event names a user by key and domain, as those of [`crate::directory`] do.

use std::borrow::Cow;

use super::{cause::Cause, model::Holder};
use crate::{
    activity::{self, Changes, Company, Event, EventKind, Subject, event_kinds},
    customer_access::{CustomerAct, Granted, log_for_all, log_in_all},
    db::{
        self, Tx,
        ids::{CustomerId, DirectoryUserId, EntryId, PartnerId},
        types::Timestamp,
    },
};

event_kinds! {
    /// A license was assigned to a user.
    ASSIGNED = "license_assigned", "License assigned", Ended;
    /// A license was taken from a user.
    TAKEN = "license_taken", "License taken", Ended;
    /// Services were switched off or on inside an assignment.
    SERVICES = "license_services_changed", "Services of a license changed", Ended;
    /// A user lost a license because there are fewer units than before.
    LOST = "license_lost", "License lost", Attention;
    /// The holders were exported.
    EXPORTED = "licenses_exported", "Licenses exported", Ended;
}

struct LicenseEvent<'a> {
    kind: EventKind,
    /// None where it is about many.
    user: Option<DirectoryUserId>,
    entry: EntryId,
    customer: CustomerId,
    company: &'a str,
    detail: &'a str,
    changes: &'a Changes,
    log: PartnerId,
}

impl Event for LicenseEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        match self.user {
            Some(user) => user.into(),
            None => self.log.into(),
        }
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: Some(self.entry),
            customer: Some(self.customer),
            name: self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.detail)
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

/// What somebody of a partner did.
pub(super) fn record<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    kind: EventKind,
    holder: &Holder<'_>,
    changes: &Changes,
    now: Timestamp,
) -> db::Result<()> {
    let detail = format!("User {} at {}", holder.user, holder.domain);
    let event = |log: PartnerId, entry: EntryId| LicenseEvent {
        kind,
        user: Some(holder.user),
        entry,
        customer: by.customer,
        company: &by.entry.name,
        detail: &detail,
        changes,
        log,
    };
    log_for_all(tx, by, event, now)
}

/// As other partners read who has caused a loss: that would say who sells to the customer.
const ANOTHER: &str = "Another partner";

/// A user has lost a license.
pub(super) fn lost(
    tx: &mut Tx<'_>,
    cause: &Cause<'_>,
    user: DirectoryUserId,
    changes: &Changes,
    now: Timestamp,
) -> db::Result<()> {
    let detail = format!("User {user}");
    let event = |log: PartnerId, entry: EntryId| LicenseEvent {
        kind: LOST,
        user: Some(user),
        entry,
        customer: cause.customer,
        company: &cause.entry.name,
        detail: &detail,
        changes,
        log,
    };
    log_in_all(
        tx,
        cause.scope,
        (cause.by, ANOTHER),
        (cause.customer, cause.entry.id),
        event,
        now,
    )
}

/// The holders were exported.
pub(crate) fn exported<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    what: &str,
    now: Timestamp,
) -> db::Result<()> {
    let event = LicenseEvent {
        kind: EXPORTED,
        user: None,
        entry: by.entry.id,
        customer: by.customer,
        company: &by.entry.name,
        detail: what,
        changes: &Changes::none(),
        log: by.by.scope.partner_id(),
    };
    activity::record(tx, &by.by, &event, now)
}
