//! What this slice causes. Who is responsible and where bills go is the partner's own; the profile and the domains are the
//! customer's, and stand in the log of every partner that the same consent connected with it.

use std::borrow::Cow;

use crate::{
    activity::{self, Changes, Company, Event, EventKind, Subject, event_kinds},
    customer_access::{CustomerAct, Granted, log_for_all},
    customers::CustomerDomain,
    db::{
        self, Tx,
        ids::{CustomerId, EntryId},
        types::Timestamp,
    },
};

event_kinds! {
    /// Somebody else looks after the customer.
    RESPONSIBLE_CHANGED = "responsible_changed", "Responsible person changed", Ended;
    /// Where bills go, and whom to speak to.
    BILL_TO_CHANGED = "bill_to_changed", "Bill-to data changed", Ended;
    /// What a customer says of itself.
    PROFILE_CHANGED = "profile_changed", "Company profile changed", Ended;
    /// A further domain of a customer, not verified yet.
    DOMAIN_ADDED = "domain_added", "Domain added", Ended;
    /// A code for a domain was mailed to an administrative address in it.
    DOMAIN_CODE_MAILED = "domain_code_mailed", "Code for a domain mailed", Waiting;
    /// A further domain is proven to be the customer's.
    DOMAIN_VERIFIED = "domain_verified", "Domain verified", Good;
    /// A further domain is the customer's no more.
    DOMAIN_REMOVED = "domain_removed", "Domain removed", Ended;
}

/// Something that happened to a customer's account.
struct AccountEvent<'a> {
    kind: EventKind,
    subject: Subject,
    entry: EntryId,
    customer: CustomerId,
    company: &'a str,
    detail: &'a str,
    changes: Changes,
}

impl Event for AccountEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.subject
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: Some(self.entry),
            customer: Some(self.customer),
            name: self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        self.detail.into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

fn of_account<'a, A: CustomerAct>(
    by: &'a Granted<A>,
    kind: EventKind,
    entry: EntryId,
    changes: &Changes,
) -> AccountEvent<'a> {
    AccountEvent {
        kind,
        subject: entry.into(),
        entry,
        customer: by.customer,
        company: &by.entry.name,
        detail: "",
        changes: changes.clone(),
    }
}

/// What the partner keeps for itself is different now.
pub(super) fn own_changed<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    kind: EventKind,
    changes: &Changes,
    now: Timestamp,
) -> db::Result<()> {
    let event = of_account(by, kind, by.entry.id, changes);
    activity::record(tx, &by.by, &event, now)
}

/// The profile is different now.
pub(super) fn profile_changed<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    changes: &Changes,
    now: Timestamp,
) -> db::Result<()> {
    let event = |_, entry| of_account(by, PROFILE_CHANGED, entry, changes);
    log_for_all(tx, by, event, now)
}

/// Something happened to a domain.
pub(super) fn of_domain<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    kind: EventKind,
    domain: &CustomerDomain,
    now: Timestamp,
) -> db::Result<()> {
    let event = |_, entry| AccountEvent {
        subject: domain.id.into(),
        detail: &domain.domain,
        ..of_account(by, kind, entry, &Changes::none())
    };
    log_for_all(tx, by, event, now)
}
