//! What the list of activity can be asked for.

use chrono::Duration;

use super::kinds::KINDS;
use crate::{
    activity::{EventKind, Filter},
    db::{
        self, Conn,
        ids::{EntryId, UserId},
        search,
        types::Timestamp,
    },
    identity::{self, Scope, User},
    web::{
        address::Question,
        form::Choice,
        list::{self, Filters, NewestFirst},
    },
};

/// The spans to choose from, in days.
const SPANS: [(&str, &str); 4] = [
    ("1", "Last 24 hours"),
    ("7", "Last 7 days"),
    ("30", "Last 30 days"),
    ("90", "Last 90 days"),
];

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The key of a record: the customer's, or this partner's own.
    pub(super) customer: Option<uuid::Uuid>,
    person: Option<UserId>,
    kind: Option<EventKind>,
    /// So many days back; all when none.
    days: Option<&'static str>,
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

impl Filters for Wanted {
    type Sort = NewestFirst;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            customer: question.choice("customer"),
            person: question.choice("person"),
            kind: question.choice_by("action", |code| KINDS.find(code)),
            days: question.choice_by("days", |days| {
                let mut spans = SPANS.iter().map(|(span, _)| *span);
                spans.find(|span| *span == days)
            }),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let customer = self.customer.map(|key| key.to_string());
        let person = self.person.map(|id| id.to_string());
        vec![
            ("customer", customer.unwrap_or_default()),
            ("person", person.unwrap_or_default()),
            ("action", self.kind.map_or("", EventKind::code).to_owned()),
            ("days", self.days.unwrap_or_default().to_owned()),
        ]
    }
}

/// What is asked for, with what it names.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) wanted: Wanted,
    pub(super) filter: Filter,
    /// The company's name, when one is named and known here.
    company: Option<String>,
    staff: Vec<User>,
}

impl Named {
    /// Finds what the address names. A record that this partner does not have has no activity.
    pub(super) fn find(
        conn: &mut Conn,
        scope: Scope,
        wanted: Wanted,
        now: Timestamp,
    ) -> db::Result<Self> {
        let entry = match wanted.customer {
            Some(key) => search::entry_with_key(conn, scope.partner_id(), key)?,
            None => None,
        };
        let nobody = wanted.customer.map(EntryId::from_uuid);
        let days: Option<i64> = wanted.days.and_then(|days| days.parse().ok());
        Ok(Self {
            filter: Filter {
                entry: entry.as_ref().map(|(id, _)| *id).or(nobody),
                actor: wanted.person,
                kind: wanted.kind,
                since: days.map(|days| now.minus(Duration::days(days))),
                notified: None,
            },
            company: entry.map(|(_, name)| name),
            staff: identity::staff_of(conn, scope)?,
            wanted,
        })
    }

    /// The people to choose from.
    pub(super) fn people(&self) -> Vec<Choice> {
        let present = self.wanted.person.map(|id| id.to_string());
        let each = self.staff.iter();
        let each = each.map(|user| (user.id.to_string(), &user.name));
        list::choices("Anybody", &present.unwrap_or_default(), each)
    }

    /// The kinds of events to choose from.
    pub(super) fn kinds(&self) -> Vec<Choice> {
        let present = self.wanted.kind.map_or("", EventKind::code);
        let each = KINDS.all().map(|kind| (kind.code(), kind.label()));
        list::choices("Anything", present, each)
    }

    /// The spans to choose from.
    pub(super) fn spans(&self) -> Vec<Choice> {
        list::choices("All time", self.wanted.days.unwrap_or_default(), SPANS)
    }

    /// What each active filter says, and the filters without it.
    pub(super) fn active(&self) -> Vec<(String, Wanted)> {
        let all = &self.wanted;
        let without = |change: fn(&mut Wanted)| {
            let mut rest = all.clone();
            change(&mut rest);
            rest
        };
        let company = self.company.as_deref().unwrap_or("this customer");
        let customer = all.customer.map(|_| format!("Customer: {company}"));
        let person = all.person.map(|id| {
            let known = self.staff.iter().find(|user| user.id == id);
            let name = known.map_or("a person who is not here", |user| user.name.as_str());
            format!("Person: {name}")
        });
        let action = all.kind.map(|kind| format!("Action: {}", kind.label()));
        let span = SPANS.iter().find(|(days, _)| Some(*days) == all.days);
        let days = span.map(|(_, label)| (*label).to_owned());
        [
            customer.map(|label| (label, without(|rest| rest.customer = None))),
            person.map(|label| (label, without(|rest| rest.person = None))),
            action.map(|label| (label, without(|rest| rest.kind = None))),
            days.map(|label| (label, without(|rest| rest.days = None))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What is shown, in words, for the record of an export.
    pub(super) fn words(&self) -> String {
        let labels: Vec<String> = self.active().into_iter().map(|(label, _)| label).collect();
        if labels.is_empty() {
            "All activity".to_owned()
        } else {
            labels.join("; ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    #[test]
    fn a_state_survives_its_address_and_nonsense_is_refused() {
        let query = "customer=018f0000-0000-7000-8000-00112233aabb&action=mail_failed&days=30";
        let view = ListView::of(query).unwrap();
        assert_eq!(view.address("/a"), format!("/a?{query}"));
        assert!(view.is_narrowed());
        match ListView::of("customer=x&person=1&action=y&days=31&after=-") {
            Err(AppError::BadList(unclear)) => assert_eq!(unclear.len(), 5),
            other => panic!("{other:?}"),
        }
        assert!(!ListView::of("").unwrap().is_narrowed());
    }
}
