//! What the lists of users can be asked for, and what they are sorted by.

use super::model::{UserRole, UserState};
use crate::{
    db::{keyset::Kind, types::text_enum},
    web::{
        address::Question,
        form::Choice,
        list::{self, Filters, NewestFirst},
    },
};

text_enum! {
    /// What the list is sorted by.
    Sort {
        /// Display name.
        Name = "name",
        /// User name.
        UserName = "user_name",
    }
}

impl list::Sort for Sort {
    const EACH: &'static [Self] = Self::ALL;
    const USUAL: Self = Self::Name;

    fn name(self) -> &'static str {
        self.as_str()
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::UserName => "User name",
        }
    }

    fn kind(self) -> Kind {
        Kind::Text
    }
}

/// Users with which roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// With this one.
    Role(UserRole),
    /// Without any.
    None,
}

/// As it stands in the address.
const NONE: &str = "user";

impl Shown {
    fn name(self) -> &'static str {
        match self {
            Self::Role(role) => role.as_str(),
            Self::None => NONE,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Role(role) => role.label(),
            Self::None => "User, without an admin role",
        }
    }

    fn choices() -> impl Iterator<Item = (&'static str, &'static str)> {
        let roles = UserRole::ALL.iter().map(|role| Self::Role(*role));
        std::iter::once(Self::None)
            .chain(roles)
            .map(|it| (it.name(), it.label()))
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// What is searched for, as typed.
    pub(super) text: String,
    /// Active or blocked; both when none.
    pub(super) state: Option<UserState>,
    /// With which roles; all when none.
    pub(super) role: Option<Shown>,
}

/// The state of the list.
pub(super) type ListView = list::ListView<Asked>;

impl Filters for Asked {
    type Sort = Sort;
    const SIZES: &'static [usize] = &[25, 50, 100];

    fn read(question: &mut Question<'_>) -> Self {
        let is_present = |state: &UserState| UserState::PRESENT.contains(state);
        Self {
            text: question.text("q"),
            state: question.choice_by("state", |text| text.parse().ok().filter(is_present)),
            role: question.choice_by("role", |text| match text {
                NONE => Some(Shown::None),
                role => role.parse().ok().map(Shown::Role),
            }),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let state = self.state.map_or("", UserState::as_str);
        let role = self.role.map_or("", Shown::name);
        vec![
            ("q", self.text.clone()),
            ("state", state.to_owned()),
            ("role", role.to_owned()),
        ]
    }
}

impl Asked {
    /// To choose from.
    pub(super) fn states(&self) -> Vec<Choice> {
        let each = UserState::PRESENT.iter();
        let each = each.map(|it| (it.as_str(), it.label()));
        list::choices("All", self.state.map_or("", UserState::as_str), each)
    }

    /// To choose from.
    pub(super) fn roles(&self) -> Vec<Choice> {
        list::choices("All", self.role.map_or("", Shown::name), Shown::choices())
    }

    /// What each active filter says, and the filters without it.
    pub(super) fn active(&self) -> Vec<(String, Self)> {
        let without = |change: fn(&mut Self)| {
            let mut rest = self.clone();
            change(&mut rest);
            rest
        };
        let text = (!self.text.is_empty()).then(|| format!("Search: {}", self.text));
        let state = self.state.map(|it| format!("State: {}", it.label()));
        let role = self.role.map(|it| format!("Role: {}", it.label()));
        let all = [
            text.map(|label| (label, without(|it| it.text.clear()))),
            state.map(|label| (label, without(|it| it.state = None))),
            role.map(|label| (label, without(|it| it.role = None))),
        ];
        all.into_iter().flatten().collect()
    }
}

/// What is shown, in words, for the record of an export. What was searched for is not said: it is a person's name, and the
/// record outlives the person's data.
pub(super) fn words(view: &ListView) -> String {
    let mut filters = view.filters.clone();
    if !filters.text.is_empty() {
        FOUND.clone_into(&mut filters.text);
    }
    let active = filters.active().into_iter();
    let labels: Vec<String> = active.map(|(label, _)| label).collect();
    match labels.is_empty() {
        true => "All users".to_owned(),
        false => labels.join("; "),
    }
}

/// Stands for what was searched for.
const FOUND: &str = "a part of a name";

/// What the list of deleted users can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AskedDeleted {
    /// What is searched for, as typed.
    pub(super) text: String,
}

/// The state of that list.
pub(super) type DeletedView = list::ListView<AskedDeleted>;

impl Filters for AskedDeleted {
    type Sort = NewestFirst;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            text: question.text("q"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("q", self.text.clone())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    #[test]
    fn a_state_survives_its_address_and_nonsense_is_refused() {
        let query = "q=ada+l&state=blocked&role=global_administrator&sort=user_name&dir=desc";
        let view = ListView::of(query).unwrap();
        assert_eq!(view.address("/u"), format!("/u?{query}"));
        assert_eq!(
            words(&view),
            "Search: a part of a name; State: Blocked; Role: Global administrator"
        );
        assert_eq!(words(&ListView::of("").unwrap()), "All users");
        match ListView::of("state=deleted&role=x&per=7&sort=z") {
            Err(AppError::BadList(unclear)) => assert_eq!(unclear.len(), 4),
            other => panic!("{other:?}"),
        }
    }
}
