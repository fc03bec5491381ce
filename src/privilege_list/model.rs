//! What the list can be asked for, as it stands in the address.

use chrono::Duration;

use crate::{
    db::{
        keyset::{Cursor, Kind},
        types::{Timestamp, text_enum},
    },
    privileges::Grant,
    web::{
        address::Question,
        list::{self, Filters},
    },
};

text_enum! {
    /// Which part of the list.
    Part {
        /// Active ones.
        InForce = "in_force",
        /// Active ones that end within a week and are not extended by themselves.
        Ending7 = "ending_7",
        /// Within thirty days.
        Ending30 = "ending_30",
        /// Within ninety days.
        Ending90 = "ending_90",
        /// Over, for whatever reason.
        Ended = "ended",
        /// Active ones without an active reseller relationship beside them.
        Alone = "without_relationship",
        /// Active ones that were not used for ninety days.
        Unused = "unused",
    }
}

impl Part {
    /// As the select and the chip say it.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::InForce => "In force",
            Self::Ending7 => "Ending within 7 days",
            Self::Ending30 => "Ending within 30 days",
            Self::Ending90 => "Ending within 90 days",
            Self::Ended => "Ended",
            Self::Alone => "Without a reseller relationship",
            Self::Unused => "Not used in 90 days",
        }
    }

    /// Before when they end, where that is what is asked for.
    pub(super) fn ends_before(self, now: Timestamp) -> Option<Timestamp> {
        let days = match self {
            Self::Ending7 => 7,
            Self::Ending30 => 30,
            Self::Ending90 => 90,
            Self::InForce | Self::Ended | Self::Alone | Self::Unused => return None,
        };
        Some(now.plus(Duration::days(days)))
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) part: Part,
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Name,
    Until,
}

impl list::Sort for Sort {
    const EACH: &'static [Self] = &[Self::Name, Self::Until];
    const USUAL: Self = Self::Until;

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Until => "until",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Until => "Until",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Name => Kind::Text,
            Self::Until => Kind::Time,
        }
    }

    /// The next end first.
    fn is_usually_descending(self) -> bool {
        false
    }
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

impl Filters for Wanted {
    type Sort = Sort;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            part: question.choice("show").unwrap_or(Part::InForce),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let part = match self.part {
            Part::InForce => "",
            part => part.as_str(),
        };
        vec![("show", part.to_owned())]
    }
}

/// The place of a grant in the list.
pub(super) fn cursor(grant: &Grant, sort: Sort) -> Cursor {
    Cursor {
        key: match sort {
            Sort::Name => grant.name.to_ascii_lowercase(),
            Sort::Until => grant.ends_at.rfc3339(),
        },
        id: grant.id.to_string(),
    }
}
