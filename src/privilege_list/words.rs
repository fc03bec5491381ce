//! How privileges are said to staff.

use crate::{
    db::types::Timestamp,
    privileges::{AdminRole, EndCause, Grant},
    translations::staff,
};

/// A role by name, and what it is for.
pub struct RoleView {
    /// Its name.
    pub label: &'static str,
    /// What it allows.
    pub meaning: &'static str,
}

/// Roles, as pages show them.
#[must_use]
pub fn roles(roles: &[AdminRole]) -> Vec<RoleView> {
    let view = |role: &AdminRole| RoleView {
        label: role.label(),
        meaning: role.meaning_to_staff(),
    };
    roles.iter().map(view).collect()
}

/// Where privileges stand: a badge, and what is said below it.
pub struct Standing {
    /// The badge's tone.
    pub tone: &'static str,
    /// The badge's words.
    pub state: &'static str,
    /// What is left of them, or when and by whom they were ended.
    pub more: String,
}

impl Standing {
    /// At this moment.
    #[must_use]
    pub fn of(grant: &Grant, now: Timestamp) -> Self {
        if grant.is_in_force(now) {
            return Self {
                tone: "good",
                state: "In force",
                more: left(grant, now),
            };
        }
        let (state, by) = match grant.end_cause {
            None | Some(EndCause::Term) => ("Ran out", ""),
            Some(EndCause::Partner) => ("Ended early", "by your company"),
            Some(EndCause::Customer) => ("Ended early", "by the customer"),
        };
        let at = grant.ended_at.filter(|_| !by.is_empty());
        Self {
            tone: "ended",
            state,
            more: at.map_or_else(String::new, |at| format!("On {}, {by}", at.words())),
        }
    }
}

fn left(grant: &Grant, now: Timestamp) -> String {
    if grant.auto_extend {
        return "Extended by itself".to_owned();
    }
    staff::days_left(grant.ends_at.since(now).num_days()).into_owned()
}

/// When they were used last.
pub(super) fn used(grant: &Grant) -> String {
    grant
        .last_used_at
        .map_or_else(|| "Never".to_owned(), Timestamp::day)
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::{
        clock::Clock,
        db::ids::{ConsentId, CustomerId, PartnerId},
        privileges::RoleSet,
    };

    #[test]
    fn the_time_that_is_left_is_counted_in_whole_days() {
        let of = (PartnerId::new(), CustomerId::new(), ConsentId::new());
        let (begin, roles) = (
            Clock::manual().now(),
            RoleSet::new(&[AdminRole::GlobalReader]),
        );
        let grant = Grant::begun(of, roles, 31, "a".to_owned(), begin);
        let standing = |left| {
            let Standing { state, more, .. } = Standing::of(&grant, grant.ends_at.minus(left));
            (state, more)
        };
        assert_eq!(standing(Duration::zero()), ("Ran out", String::new()));
        for (left, words) in [
            (Duration::hours(23), "Less than a day left"),
            (Duration::hours(25), "1 day left"),
            (Duration::days(30), "30 days left"),
        ] {
            assert_eq!(standing(left), ("In force", words.to_owned()));
        }
    }
}
