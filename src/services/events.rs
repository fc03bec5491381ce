//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{self, By, Changes, Company, Event, EventKind, Subject, event_kinds},
    customer_access::log_in_all,
    customers::Entry,
    db::{
        self, Tx,
        ids::{CustomerId, EntryId, PartnerId},
        types::Timestamp,
    },
    identity::{Authorized, ManageServices, OpenServices},
    prices::Service,
};

event_kinds! {
    /// The own administration of a customer's service was opened.
    OPENED = "service_opened", "Administration of a service opened", Ended;
    /// Where a service is administered, or which role that takes, is another now.
    ADMINISTRATION = "service_administration_changed", "Administration of a service changed", Ended;
}

struct Opened<'a> {
    entry: EntryId,
    customer: CustomerId,
    company: &'a str,
    service: &'a str,
}

impl Event for Opened<'_> {
    fn kind(&self) -> EventKind {
        OPENED
    }

    fn subject(&self) -> Subject {
        self.entry.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: Some(self.entry),
            customer: Some(self.customer),
            name: self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        self.service.into()
    }
}

/// Somebody has opened the administration of this service for a customer.
pub(super) fn opened(
    tx: &mut Tx<'_>,
    by: &Authorized<OpenServices>,
    (entry, customer): (&Entry, CustomerId),
    service: &str,
    now: Timestamp,
) -> db::Result<()> {
    let name = format!("{}, {}", by.staff.name, by.staff.partner.legal_name);
    let event = |_: PartnerId, its: EntryId| Opened {
        entry: its,
        customer,
        company: &entry.name,
        service,
    };
    let at = (customer, entry.id);
    log_in_all(tx, by.scope, (By::from(by), &name), at, event, now)
}

struct Changed<'a> {
    service: &'a Service,
    changes: Changes,
}

impl Event for Changed<'_> {
    fn kind(&self) -> EventKind {
        ADMINISTRATION
    }

    fn subject(&self) -> Subject {
        self.service.id.into()
    }

    fn detail(&self) -> Cow<'_, str> {
        self.service.name.as_str().into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

/// A seller says something else of a service.
pub(super) fn changed(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    service: &Service,
    changes: Changes,
    now: Timestamp,
) -> db::Result<()> {
    activity::record(tx, by, &Changed { service, changes }, now)
}
