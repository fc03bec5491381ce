//! What the list asks for.

use super::model::State;
use crate::{
    db::types::text_enum,
    identity::Partner,
    prices::keeps_list,
    web::{
        address::Question,
        list::{Filters, NewestFirst},
    },
};

text_enum! {
    /// On which side of the requests the partner stands.
    Side {
        /// They came to it.
        Provider = "provider",
        /// It sent them.
        Reseller = "reseller",
    }
}

impl Side {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Provider => "Those that came to you",
            Self::Reseller => "Those that you sent",
        }
    }

    /// The one on which a partner stands first of all.
    pub(super) fn usual(partner: &Partner) -> Self {
        match keeps_list(partner) {
            true => Self::Provider,
            false => Self::Reseller,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) side: Option<Side>,
    pub(super) state: Option<State>,
    /// A part of the customer's name.
    pub(super) text: String,
}

impl Filters for Wanted {
    type Sort = NewestFirst;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            side: question.choice("side"),
            state: question.choice("state"),
            text: question.text("q"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![
            ("side", self.side.map_or("", Side::as_str).to_owned()),
            ("state", self.state.map_or("", State::as_str).to_owned()),
            ("q", self.text.clone()),
        ]
    }
}
