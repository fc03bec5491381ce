//! What the list of affected customers can be asked for, as it stands in the address.

use crate::web::{
    address::Question,
    list::{self, ByName, Filters},
};

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) text: String,
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

impl Filters for Wanted {
    type Sort = ByName;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            text: question.text("q"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("q", self.text.clone())]
    }
}
