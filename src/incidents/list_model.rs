//! What the list of incidents can be asked for, as it stands in the address.

use super::model::{Phase, Severity};
use crate::{
    db::ids::{PartnerId, ServiceId},
    web::{
        address::Question,
        list::{self, Filters, NewestFirst},
    },
};

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Whose; one's own, or the first provider's, where nobody is named.
    pub(super) seller: Option<PartnerId>,
    pub(super) phase: Option<Phase>,
    pub(super) severity: Option<Severity>,
    pub(super) service: Option<ServiceId>,
    pub(super) text: String,
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

impl Filters for Wanted {
    type Sort = NewestFirst;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            seller: question.choice("seller"),
            phase: question.choice("state"),
            severity: question.choice("severity"),
            service: question.choice("service"),
            text: question.text("q"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let seller = self.seller.map(|id| id.to_string());
        let service = self.service.map(|id| id.to_string());
        vec![
            ("seller", seller.unwrap_or_default()),
            ("state", self.phase.map_or("", Phase::as_str).to_owned()),
            (
                "severity",
                self.severity.map_or("", Severity::as_str).to_owned(),
            ),
            ("service", service.unwrap_or_default()),
            ("q", self.text.clone()),
        ]
    }
}

impl Wanted {
    /// Each filter in words, and what is asked for without it. `service` is the name of the one that is chosen.
    pub(super) fn each(&self, service: &str) -> Vec<(String, Self)> {
        let mut each = Vec::new();
        if let Some(phase) = self.phase {
            let without = Self {
                phase: None,
                ..self.clone()
            };
            each.push((phase.label().to_owned(), without));
        }
        if let Some(severity) = self.severity {
            let without = Self {
                severity: None,
                ..self.clone()
            };
            each.push((severity.label().to_owned(), without));
        }
        if self.service.is_some() {
            let without = Self {
                service: None,
                ..self.clone()
            };
            each.push((service.to_owned(), without));
        }
        if !self.text.is_empty() {
            let without = Self {
                text: String::new(),
                ..self.clone()
            };
            each.push((format!("“{}”", self.text), without));
        }
        each
    }
}
