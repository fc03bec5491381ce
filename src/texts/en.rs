//! English.

use super::{KindTexts, RoleTexts, Texts};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

pub(super) static TEXTS: Texts = Texts {
    both: |one, other| format!("{one} and {other}"),
    comma: ", ",
    day: |day, month, year| format!("{day} {} {year}", super::month(MONTHS, month)),
    moment: |day, time| format!("{day}, {time} UTC"),
    salutation: |name| format!("Dear {name},"),
    neutral_salutation: "Dear Sir or Madam,",
    neutral_person: "Sir or Madam",
    asks_for_privileges: |days, roles| {
        format!(
            "We also ask for delegated admin privileges for {days} days: {roles}. The page explains each of them. They end by themselves, and earlier when you tell us to."
        )
    },
    cannot: &[
        "order anything that you have not agreed with them",
        "see passwords, or read mail and files",
        "see or change what other partners do for you",
    ],
    take_back: &[
        "Tell any of the partners above to remove the relationship; each of them can, at any time.",
        "Privileges end by themselves on their date, whatever else happens.",
        "Keep the receipt that is mailed to you: it says what was agreed and whom to turn to.",
    ],
    reseller: KindTexts {
        label: "Indirect reseller",
        in_sentence: "indirect reseller",
        can: &[
            "advise you, make you offers and sell to you",
            "be named as reseller of record on what its provider orders for you",
            "see your company profile and what it sold you",
        ],
    },
    provider: KindTexts {
        label: "Indirect provider",
        in_sentence: "indirect provider",
        can: &[
            "place, change and cancel the orders that you agree with your reseller",
            "bill your reseller for them",
            "see your company profile and what was ordered for you",
        ],
    },
    direct_bill: KindTexts {
        label: "Direct bill partner",
        in_sentence: "direct bill partner",
        can: &[
            "advise you, make you offers and sell to you",
            "place, change and cancel orders that you agree with it, and bill you for them",
            "see your company profile and what was ordered for you",
        ],
    },
    directory_reader: RoleTexts {
        label: "Directory reader",
        meaning: "read the list of your users and groups",
    },
    service_support: RoleTexts {
        label: "Service support administrator",
        meaning: "open service requests for you and follow them",
    },
    license_administrator: RoleTexts {
        label: "License administrator",
        meaning: "give licenses to your users and take them back",
    },
    user_administrator: RoleTexts {
        label: "User administrator",
        meaning: "create, change and delete your users and reset their passwords",
    },
    billing_administrator: RoleTexts {
        label: "Billing administrator",
        meaning: "manage your subscriptions and billing profile",
    },
};
