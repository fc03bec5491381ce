//! The partners that the list can be filtered by.

use super::model::Wanted;
use crate::{
    db::ids::PartnerId,
    identity::Partner,
    web::{form::Choice, list},
};

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
pub(super) struct Others<'o> {
    pub(super) own: &'o Partner,
    pub(super) known: &'o [Partner],
}

impl<'o> Others<'o> {
    pub(super) fn label(&self) -> &'static str {
        match (self.own.is_reseller, self.own.is_provider) {
            (true, false) => "Indirect provider",
            (false, true) => "Indirect reseller",
            _ => "Together with",
        }
    }

    /// The name of the one that is asked for.
    pub(super) fn name(&self, wanted: &Wanted) -> &'o str {
        wanted.other.map_or("", |id| name_of(self.known, id))
    }

    pub(super) fn choices(&self, wanted: &Wanted) -> Vec<Choice> {
        if self.known.is_empty() {
            return Vec::new();
        }
        let present = wanted.other.map(|id| id.to_string()).unwrap_or_default();
        let each = self.known.iter();
        let each = each.map(|partner| (partner.id.to_string(), &partner.legal_name));
        list::choices("All", &present, each)
    }
}
