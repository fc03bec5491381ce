//! What the page of the coming weeks can be asked for, as it stands in the address.

use crate::{
    db::keyset::Kind,
    subscriptions::Side,
    web::{
        address::Question,
        list::{self, Filters, Sort},
    },
};

/// What comes first stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByNext;

impl Sort for ByNext {
    const EACH: &'static [Self] = &[Self];
    const USUAL: Self = Self;

    fn name(self) -> &'static str {
        "next"
    }

    fn heading(self) -> &'static str {
        "When"
    }

    fn kind(self) -> Kind {
        Kind::Time
    }

    fn is_usually_descending(self) -> bool {
        false
    }
}

/// On which side the partner stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) side: Option<Side>,
}

impl Filters for Wanted {
    type Sort = ByNext;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            side: question.choice("side"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("side", self.side.map_or("", Side::as_str).to_owned())]
    }
}

/// The state of the list.
pub(super) type ComingView = list::ListView<Wanted>;
