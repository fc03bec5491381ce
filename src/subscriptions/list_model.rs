//! What the list over all customers can be asked for, as it stands in the address.

use chrono::Duration;

use super::model::State;
use crate::{
    db::{
        ids::{PartnerId, PlanId},
        keyset::Kind,
        types::{Timestamp, text_enum},
    },
    identity::Partner,
    prices::keeps_list,
    web::{
        address::Question,
        list::{self, Filters},
    },
};

/// The order of the lists: what ends first stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ByEnd;

impl list::Sort for ByEnd {
    const EACH: &'static [Self] = &[Self];
    const USUAL: Self = Self;

    fn name(self) -> &'static str {
        "end"
    }

    fn heading(self) -> &'static str {
        "Next"
    }

    fn kind(self) -> Kind {
        Kind::Time
    }

    fn is_usually_descending(self) -> bool {
        false
    }
}

text_enum! {
    /// On which side the partner stands.
    Side {
        /// It sold them.
        Seller = "seller",
        /// It is their reseller of record.
        Reseller = "reseller",
    }
}

impl Side {
    /// As a choice.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Seller => "Those that you sell",
            Self::Reseller => "Those that name you as reseller",
        }
    }

    /// The one on which a partner stands first of all.
    #[must_use]
    pub fn usual(partner: &Partner) -> Self {
        match keeps_list(partner) {
            true => Self::Seller,
            false => Self::Reseller,
        }
    }
}

text_enum! {
    /// Those that renew soon.
    Renews {
        /// Within thirty days.
        In30 = "30",
        /// Within sixty days.
        In60 = "60",
        /// Within ninety days.
        In90 = "90",
    }
}

impl Renews {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::In30 => "Renews within 30 days",
            Self::In60 => "Renews within 60 days",
            Self::In90 => "Renews within 90 days",
        }
    }

    /// Before when the term ends.
    pub(super) fn ends_before(self, now: Timestamp) -> Timestamp {
        let days = match self {
            Self::In30 => 30,
            Self::In60 => 60,
            Self::In90 => 90,
        };
        now.plus(Duration::days(days))
    }
}

text_enum! {
    /// Those of a use of their licenses.
    Use {
        /// Whose licenses are not all assigned.
        Unused = "unused",
    }
}

impl Use {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Unused => "With unused licenses",
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) side: Option<Side>,
    pub(super) state: Option<State>,
    pub(super) renews: Option<Renews>,
    pub(super) reseller: Option<PartnerId>,
    pub(super) plan: Option<PlanId>,
    pub(super) licenses: Option<Use>,
}

impl Filters for Wanted {
    type Sort = ByEnd;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            side: question.choice("side"),
            state: question.choice("state"),
            renews: question.choice("renews"),
            reseller: question.choice("reseller"),
            plan: question.choice("plan"),
            licenses: question.choice("licenses"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let key = |id: Option<String>| id.unwrap_or_default();
        vec![
            ("side", self.side.map_or("", Side::as_str).to_owned()),
            ("state", self.state.map_or("", State::as_str).to_owned()),
            ("renews", self.renews.map_or("", Renews::as_str).to_owned()),
            ("reseller", key(self.reseller.map(|id| id.to_string()))),
            ("plan", key(self.plan.map(|id| id.to_string()))),
            ("licenses", self.licenses.map_or("", Use::as_str).to_owned()),
        ]
    }
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

/// The list of one customer has no filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct All;

impl Filters for All {
    type Sort = ByEnd;

    fn read(_: &mut Question<'_>) -> Self {
        Self
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// The state of the list of one customer.
pub(super) type RecordView = list::ListView<All>;
