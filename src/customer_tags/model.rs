//! A tag, and the bounds on tags.

use diesel::{Queryable, Selectable};

use crate::{
    db::{MultiBackend, ids::TagId, schema::tags},
    text,
};

/// Longest name, in characters.
const NAME_MAX: usize = 50;
/// Tags of one customer.
pub(super) const MOST_OF_CUSTOMER: i64 = 50;
/// Tags of one partner: as many as can be chosen from on a page.
pub(super) const MOST_OF_PARTNER: i64 = 500;

/// A word of a partner's own.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = tags, check_for_backend(MultiBackend))]
pub struct Tag {
    /// Key.
    pub id: TagId,
    /// As it was typed first.
    pub name: String,
}

/// The name of a tag as it is kept.
///
/// # Errors
/// With the sentence for the person.
pub(super) fn name(typed: &str) -> Result<String, String> {
    text::line(typed, NAME_MAX, "a tag")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_at_most_fifty_characters() {
        assert_eq!(name(&"ü".repeat(50)).unwrap().chars().count(), 50);
        assert!(name(&"ü".repeat(51)).is_err());
        assert_eq!(name("  Key   account ").as_deref(), Ok("Key account"));
        assert!(name(" \u{200B} ").is_err());
    }
}
