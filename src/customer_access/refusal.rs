//! What is said to somebody whose partner lacks what an act needs, and where the way to it begins.

use super::acts::{Between, CustomerAct, Needs};
use crate::{customers::Entry, paths::Paths, privileges::AdminRole};

/// What is missing for an act on this customer, in words; nothing where nothing is.
#[must_use]
pub fn missing<A: CustomerAct>(entry: &Entry, between: &Between) -> Option<String> {
    missing_for((A::WHAT, A::NEEDS), entry, between)
}

/// The same for an act, by what it is called, that needs this.
pub(super) fn missing_for(
    (what, needs): (&str, Needs),
    entry: &Entry,
    between: &Between,
) -> Option<String> {
    if needs.are_met_by(between) {
        return None;
    }
    let name = &entry.name;
    if entry.customer_id.is_none() {
        return Some(format!(
            "{what} takes its agreement, and {name} has not accepted anything yet."
        ));
    }
    Some(match needs {
        Needs::Relationship => {
            format!(
                "{what} takes an active reseller relationship. You have none with {name} at the moment."
            )
        }
        Needs::Privilege(roles) => {
            let present = present(name, between);
            format!(
                "{what} takes delegated admin privileges with {}. {present}",
                wanted(roles)
            )
        }
    })
}

/// The same for several acts in one place: what is missing, said once for all that lack the same, and what this act takes
/// of it; empty where all of them take the same.
pub(super) fn lacking<A: CustomerAct>(
    entry: &Entry,
    between: &Between,
) -> Option<(String, String)> {
    if A::NEEDS.are_met_by(between) {
        return None;
    }
    let name = &entry.name;
    if entry.customer_id.is_none() {
        let all = format!("This takes its agreement, and {name} has not accepted anything yet.");
        return Some((all, String::new()));
    }
    Some(match A::NEEDS {
        Needs::Relationship => (
            "This takes an active reseller relationship.".to_owned(),
            String::new(),
        ),
        Needs::Privilege(roles) => {
            let present = present(name, between);
            let all = format!("This takes delegated admin privileges. {present}");
            (all, format!("With {}.", wanted(roles)))
        }
    })
}

fn wanted(roles: &[AdminRole]) -> String {
    match roles {
        [] => "a role that does not exist".to_owned(),
        [one] => format!("the role {}", one.label()),
        [one, other] => format!("the role {} or {}", one.label(), other.label()),
        [one, other, third] => format!(
            "the role {}, {} or {}",
            one.label(),
            other.label(),
            third.label()
        ),
        [first, ..] => format!(
            "the role {}, or any other role that reads the directory",
            first.label()
        ),
    }
}

fn present(name: &str, between: &Between) -> String {
    match (between.roles.is_empty(), between.ended) {
        (true, None) => format!("{name} has granted you none."),
        (true, Some(at)) => format!("Those that {name} had granted you ended on {}.", at.words()),
        (false, _) => format!("What {name} has granted you: {}.", between.roles.words()),
    }
}

/// Where the way to what is missing begins: what it is called, and its address.
#[must_use]
pub fn step<A: CustomerAct>(entry: &Entry, paths: &Paths) -> (String, String) {
    step_for(A::NEEDS, entry, paths)
}

/// The same for what needs this.
pub(super) fn step_for(needs: Needs, entry: &Entry, paths: &Paths) -> (String, String) {
    let address = paths.customer_invitation(entry.page_key());
    match needs {
        Needs::Privilege([role, ..]) => (
            format!("Ask {} for it", entry.name),
            format!("{address}?role={}", role.as_str()),
        ),
        Needs::Relationship | Needs::Privilege([]) => {
            ("Request a reseller relationship".to_owned(), address)
        }
    }
}
