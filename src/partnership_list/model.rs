//! The state of the list, as it stands in the address.

use crate::{
    partnerships::Side,
    text::thousands,
    web::{
        address::Question,
        list::{self, ByName, Filters},
    },
};

/// Customers in common are counted up to here.
pub(super) const CAP: i64 = 1_000;

/// Exact up to the cap.
pub(super) fn capped(count: i64) -> String {
    if count > CAP {
        format!("{}+", thousands(CAP))
    } else {
        thousands(count)
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// What is searched for, as typed.
    pub(super) text: String,
    /// Of which own side, when not of both.
    pub(super) side: Option<Side>,
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

impl Filters for Wanted {
    type Sort = ByName;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            text: question.text("q"),
            side: question.choice("side"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![
            ("q", self.text.clone()),
            ("side", self.side.map_or("", Side::as_str).to_owned()),
        ]
    }
}

/// The list of one side, which has a place of its own: the one in the address belongs to the side that is named beside
/// it.
pub(super) fn of_side(view: &ListView, side: Side, is_only: bool) -> ListView {
    let named = view.filters.side;
    let of_side = view.with(Wanted {
        side: Some(side),
        ..view.filters.clone()
    });
    match is_only || named == Some(side) {
        true => of_side.at(view.position.clone()),
        false => of_side,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    #[test]
    fn nonsense_in_the_address_is_refused() {
        match ListView::of("side=both&after=%25") {
            Err(AppError::BadList(unclear)) => assert_eq!(unclear.len(), 2),
            other => panic!("{other:?}"),
        }
        let view = ListView::of("q=nord").unwrap();
        let of_side = of_side(&view, Side::Provider, false);
        assert_eq!(of_side.address("/p"), "/p?q=nord&side=provider");
    }
}
