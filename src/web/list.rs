//! What all list pages share: the state of a list, which is in its address, and the links from one state to the next.
//!
//! A list declares its filters with [`Filters`] and its columns with [`Sort`]; its queries take the page from
//! [`crate::db::keyset`]. Headings, chips, sizes, the pager and the address of its file follow from these.

use super::{
    address::{Question, with},
    form::Choice,
    page::{Cursor, Page, Position, Total, thousands},
};
use crate::{db::keyset::Kind, error::AppError};

/// Rows of a page, unless another size is chosen.
pub const USUAL_SIZE: usize = 50;

/// What a list can be sorted by.
pub trait Sort: Copy + Eq + std::fmt::Debug + 'static {
    /// Each of them, in the order of the headings.
    const EACH: &'static [Self];
    /// The one that need not be named.
    const USUAL: Self;

    /// As it stands in the address.
    fn name(self) -> &'static str;

    /// The column's heading.
    fn heading(self) -> &'static str;

    /// What the column holds.
    fn kind(self) -> Kind;

    /// Names sort from A to Z and times from the latest, unless the address says otherwise.
    fn is_usually_descending(self) -> bool {
        self.kind() == Kind::Time
    }
}

/// The order of a list that has no other one: newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewestFirst;

impl Sort for NewestFirst {
    const EACH: &'static [Self] = &[Self];
    const USUAL: Self = Self;

    fn name(self) -> &'static str {
        "newest"
    }

    fn heading(self) -> &'static str {
        "When"
    }

    fn kind(self) -> Kind {
        Kind::Time
    }
}

/// The order of a list that has no other one: by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByName;

impl Sort for ByName {
    const EACH: &'static [Self] = &[Self];
    const USUAL: Self = Self;

    fn name(self) -> &'static str {
        "name"
    }

    fn heading(self) -> &'static str {
        "Name"
    }

    fn kind(self) -> Kind {
        Kind::Text
    }
}

/// The filters of a list.
pub trait Filters: Clone + Send + Sync + 'static {
    /// Its orders.
    type Sort: Sort + Send + Sync;
    /// The sizes of a page to choose from.
    const SIZES: &'static [usize] = &[USUAL_SIZE];

    /// From the address.
    fn read(question: &mut Question<'_>) -> Self;

    /// As parameters of the address; an empty value is no filter.
    fn parameters(&self) -> Vec<(&'static str, String)>;
}

/// No filters at all.
impl Filters for () {
    type Sort = NewestFirst;

    fn read(_: &mut Question<'_>) -> Self {}

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// The state of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListView<F: Filters> {
    /// What is asked for.
    pub filters: F,
    /// What it is sorted by.
    pub sort: F::Sort,
    /// From the greatest down.
    pub descending: bool,
    /// Which page.
    pub position: Position,
    /// Rows of a page.
    pub size: usize,
}

/// A column that sorts.
#[derive(Debug)]
pub struct Heading {
    /// Its words.
    pub label: &'static str,
    /// The list sorted by it: the other way round where it is already.
    pub href: String,
    /// What `aria-sort` says of it.
    pub sorted: &'static str,
}

/// An active filter, and the list without it.
#[derive(Debug)]
pub struct Chip {
    /// What it says.
    pub label: String,
    /// The list without it.
    pub href: String,
}

/// What stands below a page of rows.
#[derive(Debug)]
pub struct Pager {
    /// The page in front of this one.
    pub previous: Option<String>,
    /// The page behind it.
    pub next: Option<String>,
    /// What is on the page, in words.
    pub shown: String,
}

impl<F: Filters> ListView<F> {
    /// From the address.
    pub fn of(query: &str) -> Result<Self, AppError> {
        let mut question = Question::of(query);
        let filters = F::read(&mut question);
        let (sort, descending) = read_order(&mut question);
        let size = if F::SIZES.len() > 1 {
            question.choice_by("per", |size| {
                let size = size.parse().ok();
                size.filter(|size| F::SIZES.contains(size))
            })
        } else {
            None
        };
        let view = Self {
            filters,
            sort,
            descending,
            position: question.place(|position| sort.kind().knows(position)),
            size: size.unwrap_or(USUAL_SIZE),
        };
        question.answer(view)
    }

    /// The usual state of these filters.
    #[must_use]
    pub fn usual(filters: F) -> Self {
        Self {
            filters,
            sort: F::Sort::USUAL,
            descending: F::Sort::USUAL.is_usually_descending(),
            position: Position::First,
            size: USUAL_SIZE,
        }
    }

    /// The address of this state.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let empty_if = |is_usual: bool, text: &str| match is_usual {
            true => String::new(),
            false => text.to_owned(),
        };
        let (after, before) = match &self.position {
            Position::First => (String::new(), String::new()),
            Position::After(cursor) => (cursor.encode(), String::new()),
            Position::Before(cursor) => (String::new(), cursor.encode()),
        };
        let is_usual = self.descending == self.sort.is_usually_descending();
        let mut parameters = self.filters.parameters();
        parameters.extend([
            (
                "sort",
                empty_if(self.sort == F::Sort::USUAL, self.sort.name()),
            ),
            ("dir", empty_if(is_usual, self.direction())),
            (
                "per",
                empty_if(self.size == USUAL_SIZE, &self.size.to_string()),
            ),
            ("after", after),
            ("before", before),
        ]);
        with(path, &parameters)
    }

    /// What stands in the address of its beginning, for a form that asks for more.
    #[must_use]
    pub fn asked(&self) -> Vec<(&'static str, String)> {
        let shown = ("per", self.size.to_string());
        let order = self.hidden().into_iter();
        let order = order.map(|(name, value)| (name, value.to_owned()));
        let mut asked = self.filters.parameters();
        asked.retain(|(_, value)| !value.is_empty());
        asked.into_iter().chain(order).chain([shown]).collect()
    }

    /// The same list at another position.
    #[must_use]
    pub fn at(&self, position: Position) -> Self {
        Self {
            position,
            ..self.clone()
        }
    }

    /// The same list from its beginning.
    #[must_use]
    pub fn at_start(&self) -> Self {
        self.at(Position::First)
    }

    /// The same order of what other filters show, from its beginning.
    #[must_use]
    pub fn with(&self, filters: F) -> Self {
        Self {
            filters,
            ..self.at_start()
        }
    }

    fn sorted_by(&self, sort: F::Sort) -> Self {
        let descending = match sort == self.sort {
            true => !self.descending,
            false => sort.is_usually_descending(),
        };
        Self {
            sort,
            descending,
            ..self.at_start()
        }
    }

    /// Whether anything is searched for or filtered.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        let parameters = self.filters.parameters();
        parameters.iter().any(|(_, value)| !value.is_empty())
    }

    /// The columns that sort.
    #[must_use]
    pub fn headings(&self, path: &str) -> Vec<Heading> {
        let heading = |sort: &F::Sort| Heading {
            label: sort.heading(),
            href: self.sorted_by(*sort).address(path),
            sorted: match (*sort == self.sort, self.descending) {
                (false, _) => "",
                (true, false) => "ascending",
                (true, true) => "descending",
            },
        };
        F::Sort::EACH.iter().map(heading).collect()
    }

    /// The active filters: what each says, and the filters without it.
    #[must_use]
    pub fn chips(&self, path: &str, active: Vec<(String, F)>) -> Vec<Chip> {
        let chip = |(label, without)| Chip {
            label,
            href: self.with(without).address(path),
        };
        active.into_iter().map(chip).collect()
    }

    /// The sizes to choose from.
    #[must_use]
    pub fn sizes(&self) -> Vec<Choice> {
        let present = self.size.to_string();
        let choice = |size: &usize| Choice::new(&size.to_string(), size.to_string(), &present);
        F::SIZES.iter().map(choice).collect()
    }

    /// Hidden fields of the filter form: order and direction.
    #[must_use]
    pub fn hidden(&self) -> Vec<(&'static str, &'static str)> {
        vec![("sort", self.sort.name()), ("dir", self.direction())]
    }

    fn direction(&self) -> &'static str {
        if self.descending { "desc" } else { "asc" }
    }

    /// Links to the pages beside this one.
    pub fn pager<T>(
        &self,
        path: &str,
        page: &Page<T>,
        cursor: impl Fn(&T) -> Cursor,
        shown: String,
    ) -> Pager {
        let first = page.rows.first().filter(|_| page.has_previous);
        let last = page.rows.last().filter(|_| page.has_next);
        let address = |position| self.at(position).address(path);
        Pager {
            previous: first.map(|row| address(Position::Before(cursor(row)))),
            next: last.map(|row| address(Position::After(cursor(row)))),
            shown,
        }
    }
}

/// Only for a list with several orders: otherwise these parameters belong to somebody else.
fn read_order<S: Sort>(question: &mut Question<'_>) -> (S, bool) {
    if S::EACH.len() < 2 {
        return (S::USUAL, S::USUAL.is_usually_descending());
    }
    let named = |name: &str| S::EACH.iter().copied().find(|sort| sort.name() == name);
    let sort = question.choice_by("sort", named).unwrap_or(S::USUAL);
    let descending = question.choice_by("dir", |dir| match dir {
        "asc" => Some(false),
        "desc" => Some(true),
        _ => None,
    });
    (sort, descending.unwrap_or(sort.is_usually_descending()))
}

/// `1 to 50 of 1,234`, or how many stand on a page further in.
#[must_use]
pub fn shown<T>(page: &Page<T>, total: Total) -> String {
    let rows = thousands(i64::try_from(page.rows.len()).unwrap_or(i64::MAX));
    match page.position {
        Position::First => format!("1 to {rows} of {total}"),
        Position::After(_) | Position::Before(_) => format!("{rows} of {total} on this page"),
    }
}

/// The choices of a filter: all, and each one.
pub fn choices<V: AsRef<str>, L: Into<String>>(
    all: &str,
    present: &str,
    each: impl IntoIterator<Item = (V, L)>,
) -> Vec<Choice> {
    let each = each
        .into_iter()
        .map(|(value, label)| Choice::new(value.as_ref(), label, present));
    std::iter::once(Choice::new("", all, present))
        .chain(each)
        .collect()
}
