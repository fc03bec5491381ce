//! What this slice causes.

use std::borrow::Cow;

use super::model::Report;
use crate::{
    activity::{Company, Event, EventKind, Subject, event_kinds},
    db::ids::CustomerId,
};

event_kinds! {
    /// The report of a removal was exported.
    REPORT_EXPORTED = "removal_report_exported", "Removal report exported", Ended;
}

/// A report was exported.
pub(super) struct ReportExported<'a> {
    pub(super) report: &'a Report,
    /// Of a customer.
    pub(super) customer: Option<CustomerId>,
}

impl Event for ReportExported<'_> {
    fn kind(&self) -> EventKind {
        REPORT_EXPORTED
    }

    fn subject(&self) -> Subject {
        match (self.report.entry_id, self.report.partnership_id) {
            (Some(entry), _) => entry.into(),
            (None, Some(partnership)) => partnership.into(),
            (None, None) => self.report.partner_id.into(),
        }
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.report.entry_id,
            customer: self.customer,
            name: &self.report.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        format!("The removal of {}", self.report.removed_at.words()).into()
    }
}
