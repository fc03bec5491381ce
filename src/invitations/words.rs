//! What a relationship means, in words for somebody who has never heard of it.

use crate::identity::RelationshipKind;

/// What a partner of this kind may do once the customer has accepted.
#[must_use]
pub(super) fn can(kind: RelationshipKind) -> &'static [&'static str] {
    match kind {
        RelationshipKind::IndirectReseller => &[
            "advise you, make you offers and sell to you",
            "be named as reseller of record on what its provider orders for you",
            "see your company profile and what it sold you",
        ],
        RelationshipKind::IndirectProvider => &[
            "place, change and cancel the orders that you agree with your reseller",
            "bill your reseller for them",
            "see your company profile and what was ordered for you",
        ],
        RelationshipKind::DirectBill => &[
            "advise you, make you offers and sell to you",
            "place, change and cancel orders that you agree with it, and bill you for them",
            "see your company profile and what was ordered for you",
        ],
    }
}

/// What nobody may do, whatever was accepted.
pub(super) const CANNOT: &[&str] = &[
    "order anything that you have not agreed with them",
    "see passwords, or read mail and files",
    "see or change what other partners do for you",
];

/// How it is taken back.
pub(super) const TAKE_BACK: &[&str] = &[
    "Tell any of the partners above to remove the relationship; each of them can, at any time.",
    "Privileges end by themselves on their date, whatever else happens.",
    "Keep the receipt that is mailed to you: it says what was agreed and whom to turn to.",
];

/// A country's name by its ISO 3166-1 code; the code itself where it has none.
#[must_use]
pub(super) fn country(code: &str) -> String {
    rust_iso3166::from_alpha2(code)
        .map_or_else(|| code.to_owned(), |country| country.name.to_owned())
}
