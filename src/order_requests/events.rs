//! What this slice causes. What is said of a request holds no amount: whoever may read the log need not be one who may see
//! prices. It stands in the logs of the two partners alone; no other one learns of it.

use std::borrow::Cow;

use super::model::OrderRequest;
use crate::{
    activity::{Changes, Company, Event, EventKind, Subject, event_kinds},
    db::ids::EntryId,
};

event_kinds! {
    /// A reseller asked its provider.
    SENT = "order_request_sent", "Order request sent", Waiting;
    /// The provider did what was asked.
    APPROVED = "order_request_approved", "Order request approved", Good;
    /// It did not.
    DECLINED = "order_request_declined", "Order request declined", Attention;
    /// The reseller took it back, or what it rests on ended.
    WITHDRAWN = "order_request_withdrawn", "Order request withdrawn", Ended;
    /// Nobody answered in time.
    LAPSED = "order_request_lapsed", "Order request lapsed", Ended;
    /// Nobody has answered yet, and it ends in a day.
    ENDING = "order_request_ending", "Order request ends soon", Attention;
}

/// What became of a request, in the log of one of the two.
pub(super) struct Happened<'a> {
    pub(super) kind: EventKind,
    pub(super) request: &'a OrderRequest,
    pub(super) entry: Option<EntryId>,
    pub(super) changes: Changes,
}

impl Event for Happened<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.request.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.entry,
            customer: Some(self.request.customer_id),
            name: &self.request.customer_name,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.request.title)
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}
