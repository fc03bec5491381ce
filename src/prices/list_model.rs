//! What the list can be asked for, as it stands in the address.

use std::str::FromStr;

use super::terms::{Segment, Term};
use crate::{
    db::{
        ids::PartnerId,
        keyset::{Cursor, Kind},
        types::text_enum,
    },
    web::{
        address::Question,
        list::{self, Filters},
    },
};

text_enum! {
    /// Which prices.
    Part {
        /// Those in force.
        InForce = "in_force",
        /// Those that begin later.
        Beginning = "beginning",
        /// Those in force that end.
        Ending = "ending",
    }
}

impl Part {
    /// As the select and the chip say it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::InForce => "In force",
            Self::Beginning => "Beginning later",
            Self::Ending => "Ending",
        }
    }
}

/// A market and a currency, as they stand together in addresses: `DE-EUR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) market: String,
    pub(super) currency: String,
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (market, currency) = text.split_once('-').ok_or(())?;
        let is_code = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        match is_code(market, 2) && is_code(currency, 3) {
            true => Ok(Self {
                market: market.to_owned(),
                currency: currency.to_owned(),
            }),
            false => Err(()),
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.market, self.currency)
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Whose prices; one's own, or the first provider's, where nobody is named.
    pub(super) seller: Option<PartnerId>,
    /// The seller's country, or the first place of its list, where none is named.
    pub(super) place: Option<Place>,
    pub(super) text: String,
    pub(super) segment: Option<Segment>,
    pub(super) term: Option<Term>,
    pub(super) publisher: String,
    pub(super) part: Part,
}

impl Filters for Wanted {
    type Sort = list::ByName;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            seller: question.choice("seller"),
            place: question.choice("place"),
            text: question.text("q"),
            segment: question.choice("segment"),
            term: question.choice("term"),
            publisher: question.text("publisher"),
            part: question.choice("show").unwrap_or(Part::InForce),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let part = match self.part {
            Part::InForce => "",
            part => part.as_str(),
        };
        vec![
            (
                "seller",
                self.seller.map(|id| id.to_string()).unwrap_or_default(),
            ),
            (
                "place",
                self.place
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ),
            ("q", self.text.clone()),
            (
                "segment",
                self.segment.map_or("", Segment::as_str).to_owned(),
            ),
            ("term", self.term.map_or("", Term::as_str).to_owned()),
            ("publisher", self.publisher.clone()),
            ("show", part.to_owned()),
        ]
    }
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

/// The order of the list.
pub(super) const ORDER: Kind = Kind::Text;

/// The place of a plan in the list.
pub(super) fn cursor(plan: &super::catalog::Plan) -> Cursor {
    Cursor {
        key: plan.title_key.clone(),
        id: plan.id.to_string(),
    }
}
