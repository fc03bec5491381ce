//! The partners that the list can be filtered by.

use super::model::ListView;
use crate::{db::ids::PartnerId, identity::Partner, web::form::Choice};

/// The name of a partner with whom there is or was a partnership; any other's is not told.
pub(super) fn name_of(known: &[Partner], id: PartnerId) -> &str {
    known
        .iter()
        .find(|partner| partner.id == id)
        .map_or("a company you have no partnership with", |partner| {
            partner.legal_name.as_str()
        })
}

/// The partners that the list can be filtered by.
pub(super) struct Others {
    pub(super) own: Partner,
    pub(super) known: Vec<Partner>,
}

impl Others {
    pub(super) fn label(&self) -> &'static str {
        match (self.own.is_reseller, self.own.is_provider) {
            (true, false) => "Indirect provider",
            (false, true) => "Indirect reseller",
            _ => "Together with",
        }
    }

    pub(super) fn choices(&self, view: &ListView) -> Vec<Choice> {
        if self.known.is_empty() {
            return Vec::new();
        }
        let present = view.other.map(|id| id.to_string()).unwrap_or_default();
        let all = Choice::new("", "All", &present);
        let each = self
            .known
            .iter()
            .map(|partner| Choice::new(&partner.id.to_string(), &partner.legal_name, &present));
        std::iter::once(all).chain(each).collect()
    }
}
