//! What the list of staff can be asked for.

use crate::{
    identity::Role,
    web::{
        address::Question,
        form::Choice,
        list::{self, ByName, Filters},
    },
};

/// Colleagues in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Can sign in.
    Active,
    /// Have not set a password, whether their link is still good or not.
    Invited,
    /// Cannot sign in.
    Disabled,
}

impl Shown {
    const EACH: [Self; 3] = [Self::Active, Self::Invited, Self::Disabled];

    fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
            Self::Disabled => "disabled",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Invited => "Invited, without a password",
            Self::Disabled => "Disabled",
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    /// What is searched for, as typed.
    pub(super) text: String,
    pub(super) role: Option<Role>,
    pub(super) state: Option<Shown>,
}

/// The state of the list.
pub(super) type ListView = list::ListView<Asked>;

impl Filters for Asked {
    type Sort = ByName;

    fn read(question: &mut Question<'_>) -> Self {
        let state = |text: &str| Shown::EACH.into_iter().find(|it| it.name() == text);
        Self {
            text: question.text("q"),
            role: question.choice_by("role", |text| text.parse().ok()),
            state: question.choice_by("state", state),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let role = self.role.map_or("", Role::as_str);
        let state = self.state.map_or("", Shown::name);
        vec![
            ("q", self.text.clone()),
            ("role", role.to_owned()),
            ("state", state.to_owned()),
        ]
    }
}

impl Asked {
    /// To choose from.
    pub(super) fn roles(&self) -> Vec<Choice> {
        let each = Role::ALL.iter().map(|it| (it.as_str(), it.label()));
        list::choices("All", self.role.map_or("", Role::as_str), each)
    }

    /// To choose from.
    pub(super) fn states(&self) -> Vec<Choice> {
        let each = Shown::EACH.iter().map(|it| (it.name(), it.label()));
        list::choices("All", self.state.map_or("", Shown::name), each)
    }

    /// What each active filter says, and the filters without it.
    pub(super) fn active(&self) -> Vec<(String, Self)> {
        let without = |change: fn(&mut Self)| {
            let mut rest = self.clone();
            change(&mut rest);
            rest
        };
        let text = (!self.text.is_empty()).then(|| format!("Search: {}", self.text));
        let role = self.role.map(|it| format!("Role: {}", it.label()));
        let state = self.state.map(|it| format!("State: {}", it.label()));
        let all = [
            text.map(|label| (label, without(|it| it.text.clear()))),
            role.map(|label| (label, without(|it| it.role = None))),
            state.map(|label| (label, without(|it| it.state = None))),
        ];
        all.into_iter().flatten().collect()
    }
}

/// What is shown, in words, for the record of an export.
pub(super) fn words(view: &ListView) -> String {
    let active = view.filters.active().into_iter();
    let labels: Vec<String> = active.map(|(label, _)| label).collect();
    match labels.is_empty() {
        true => "All staff".to_owned(),
        false => labels.join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    #[test]
    fn a_state_survives_its_address_and_nonsense_is_refused() {
        let query = "q=ada+l&role=sales_agent&state=invited";
        let view = ListView::of(query).unwrap();
        assert_eq!(view.address("/staff"), format!("/staff?{query}"));
        assert_eq!(
            words(&view),
            "Search: ada l; Role: Sales agent; State: Invited, without a password"
        );
        match ListView::of("role=x&state=y") {
            Err(AppError::BadList(unclear)) => assert_eq!(unclear.len(), 2),
            other => panic!("{other:?}"),
        }
    }
}
