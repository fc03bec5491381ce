//! What the list shows: its state, as it stands in the address, and its lines.

use crate::{
    db::{
        ids::{PartnerId, PartnershipId},
        keyset::{Cursor, Page, Position},
        types::Timestamp,
    },
    identity::PartnerStatus,
    partnerships::Side,
    text::folded,
    web::{
        address::Question,
        list::{self, ByName, Filters},
    },
};

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

/// An active partnership, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Across {
    pub(super) id: PartnershipId,
    /// The partner across.
    pub(super) other: PartnerId,
    pub(super) name: String,
    pub(super) domain: String,
    pub(super) country: String,
    pub(super) status: PartnerStatus,
    pub(super) since: Timestamp,
}

impl Across {
    /// Name first, then the key, so that the order is total.
    fn key(&self) -> (String, String) {
        (folded(&self.name), self.id.to_string())
    }

    fn holds(&self, text: &str) -> bool {
        folded(&self.name).contains(text) || self.domain.contains(text)
    }

    /// Its place in the list.
    pub(super) fn cursor(&self) -> Cursor {
        let (key, id) = self.key();
        Cursor { key, id }
    }
}

/// One page of those that hold the text, by name, and how many these are in all. Names are compared here, so that
/// both databases agree; even a distributor has no more partners than fit into memory many times.
pub(super) fn page(
    mut rows: Vec<Across>,
    text: &str,
    place: &Position,
    size: usize,
) -> (Page<Across>, usize) {
    let text = folded(text);
    rows.retain(|row| row.holds(&text));
    rows.sort_by_cached_key(Across::key);
    let total = rows.len();
    let beside = |cursor: &Cursor| (cursor.key.clone(), cursor.id.clone());
    let rows: Vec<Across> = match place {
        Position::First => rows.into_iter().take(size + 1).collect(),
        Position::After(cursor) => {
            let from = beside(cursor);
            let behind = rows.into_iter().filter(|row| row.key() > from);
            behind.take(size + 1).collect()
        }
        Position::Before(cursor) => {
            let to = beside(cursor);
            let before = rows.into_iter().rev().filter(|row| row.key() < to);
            before.take(size + 1).collect()
        }
    };
    (Page::from_rows(rows, size, place), total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, error::AppError};

    fn across(name: &str) -> Across {
        Across {
            id: PartnershipId::new(),
            other: PartnerId::new(),
            name: name.to_owned(),
            domain: format!("{}.example", name.to_lowercase().replace(' ', "-")),
            country: "NL".to_owned(),
            status: PartnerStatus::Active,
            since: Clock::manual().now(),
        }
    }

    fn names(page: &Page<Across>) -> Vec<&str> {
        page.rows.iter().map(|row| row.name.as_str()).collect()
    }

    #[test]
    fn pages_go_by_name_there_and_back() {
        let rows: Vec<Across> = ["delta", "Alpha", "Ärger", "bravo", "Alpha"]
            .map(across)
            .to_vec();
        let (first, total) = page(rows.clone(), "", &Position::First, 2);
        assert_eq!((names(&first), total), (vec!["Alpha", "Alpha"], 5));
        let after = Position::After(first.rows[1].cursor());
        let (second, _) = page(rows.clone(), "", &after, 2);
        assert_eq!(names(&second), ["bravo", "delta"]);
        assert!(second.has_previous && second.has_next);
        let before = Position::Before(second.rows[0].cursor());
        let (back, _) = page(rows, "", &before, 2);
        assert_eq!(back.rows, first.rows);
        assert!(!back.has_previous && back.has_next);
    }

    #[test]
    fn a_part_of_the_name_or_domain_is_found_whatever_its_case() {
        let rows: Vec<Across> = ["Zürich Nord", "Alpha"].map(across).to_vec();
        for text in ["ÜRICH", "zürich-nord.ex", "nord"] {
            let (found, total) = page(rows.clone(), text, &Position::First, 5);
            assert_eq!((names(&found), total), (vec!["Zürich Nord"], 1), "{text}");
        }
        assert_eq!(page(rows, "%", &Position::First, 5).1, 0);
    }

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
