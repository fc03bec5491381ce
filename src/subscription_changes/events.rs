//! What this slice causes. What is said of a subscription holds no amount, and stands in the logs of the seller and of the
//! reseller of record alone; no other partner learns of it.

use std::borrow::Cow;

use crate::{
    activity::{self, By, Changes, Company, Event, EventKind, Subject, event_kinds},
    customers,
    db::{
        self, Tx,
        ids::{EntryId, PartnerId},
        types::Timestamp,
    },
    identity::{self, Authorized, Scope},
    subscriptions::Subscription,
};

event_kinds! {
    /// It has more licenses, or fewer.
    SEATS_CHANGED = "subscription_seats_changed", "Licenses of a subscription changed", Good;
    /// It was taken back.
    CANCELLED = "subscription_cancelled", "Subscription cancelled", Ended;
    /// Its licenses work no more.
    SUSPENDED = "subscription_suspended", "Subscription suspended", Attention;
    /// They work again.
    RESUMED = "subscription_resumed", "Subscription resumed", Good;
    /// Another choice was made for the end of its term, or what is different then.
    RENEWAL_CHANGED = "subscription_renewal_changed", "Renewal of a subscription changed", Waiting;
    /// It is called otherwise.
    NICKNAME_CHANGED = "subscription_nickname_changed", "Nickname of a subscription changed", Ended;
    /// It has another reseller of record.
    RESELLER_CHANGED = "subscription_reseller_changed", "Reseller of record changed", Attention;
}

/// What is said of one change.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) kind: EventKind,
    /// What else is worth knowing; the name of the subscription stands in front of it.
    pub(super) detail: String,
    pub(super) changes: Changes,
}

impl Said {
    pub(super) fn of(kind: EventKind, changes: Changes) -> Self {
        Self {
            kind,
            detail: String::new(),
            changes,
        }
    }
}

struct Happened<'a> {
    row: &'a Subscription,
    said: &'a Said,
    company: &'a str,
    entry: Option<EntryId>,
}

impl Event for Happened<'_> {
    fn kind(&self) -> EventKind {
        self.said.kind
    }

    fn subject(&self) -> Subject {
        self.row.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.entry,
            customer: Some(self.row.customer_id),
            name: self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        match self.said.detail.as_str() {
            "" => Cow::Borrowed(self.row.name()),
            detail => format!("{}: {detail}", self.row.name()).into(),
        }
    }

    fn changes(&self) -> Changes {
        self.said.changes.clone()
    }
}

/// Logs it for the seller and the reseller of record.
pub(super) fn log<P>(
    tx: &mut Tx<'_>,
    by: &Authorized<P>,
    row: &Subscription,
    said: &Said,
    now: Timestamp,
) -> db::Result<()> {
    let partners = [Some(row.partner_id), row.partner_id_on_record];
    for partner in partners.into_iter().flatten() {
        log_at(tx, by, (row, partner), said, now)?;
    }
    Ok(())
}

/// Logs it for one of them.
pub(super) fn log_at<P>(
    tx: &mut Tx<'_>,
    by: &Authorized<P>,
    (row, partner): (&Subscription, PartnerId),
    said: &Said,
    now: Timestamp,
) -> db::Result<()> {
    let scope = Scope::of(&identity::find_partner(tx.conn(), partner)?);
    let customer = customers::find_customer(tx.conn(), row.customer_id)?;
    let entry = match customers::find(tx.conn(), scope, row.customer_id.uuid()) {
        Ok(entry) => Some(entry.id),
        Err(db::Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let event = Happened {
        row,
        said,
        company: &customer.name,
        entry,
    };
    if partner == by.scope.partner_id() {
        return activity::record(tx, by, &event, now);
    }
    let name = format!("{}, {}", by.staff.name, by.staff.partner.legal_name);
    activity::record(tx, By::partner(partner, &name), &event, now)
}
