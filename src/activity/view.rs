//! Which lines a page shows: the state of the list, as it stands in the address.

use chrono::Duration;

use super::{
    model::Action,
    queries::{self, Filter},
};
use crate::{
    db::{
        self, Conn,
        ids::{EntryId, UserId},
        search,
        types::Timestamp,
    },
    error::AppError,
    identity::{self, Scope, User},
    web::{
        address::{Question, with},
        form::Choice,
        page::{Cursor, Place},
    },
};

/// The spans to choose from, in days.
const SPANS: [(&str, &str); 4] = [
    ("1", "Last 24 hours"),
    ("7", "Last 7 days"),
    ("30", "Last 30 days"),
    ("90", "Last 90 days"),
];

/// The state of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListView {
    /// The key of a record: the customer's, or this partner's own.
    pub(super) customer: Option<uuid::Uuid>,
    pub(super) person: Option<UserId>,
    pub(super) action: Option<Action>,
    /// So many days back; all when none.
    days: Option<&'static str>,
    pub(super) place: Place,
}

impl ListView {
    /// From the address.
    ///
    /// # Errors
    /// `BadList` for what makes no sense.
    pub(super) fn of(query: &str) -> Result<Self, AppError> {
        let mut question = Question::of(query);
        let view = Self {
            customer: question.choice("customer"),
            person: question.choice("person"),
            action: question.choice("action"),
            days: question.choice_by("days", |days| {
                let mut spans = SPANS.iter().map(|(span, _)| *span);
                spans.find(|span| *span == days)
            }),
            place: question.place(queries::is_place),
        };
        question.answer(view)
    }

    /// The address of this state, at its place.
    pub(super) fn address(&self, path: &str) -> String {
        let (after, before) = match &self.place {
            Place::First => (String::new(), String::new()),
            Place::After(cursor) => (cursor.encode(), String::new()),
            Place::Before(cursor) => (String::new(), cursor.encode()),
        };
        let parameters = [
            (
                "customer",
                self.customer.map(|key| key.to_string()).unwrap_or_default(),
            ),
            (
                "person",
                self.person.map(|id| id.to_string()).unwrap_or_default(),
            ),
            ("action", self.action.map_or("", Action::as_str).to_owned()),
            ("days", self.days.unwrap_or_default().to_owned()),
            ("after", after),
            ("before", before),
        ];
        with(path, &parameters)
    }

    /// Whether anything is left out.
    pub(super) fn is_narrowed(&self) -> bool {
        self.customer.is_some()
            || self.person.is_some()
            || self.action.is_some()
            || self.days.is_some()
    }

    pub(super) fn at_start(&self) -> Self {
        self.at(Place::First)
    }

    pub(super) fn at(&self, place: Place) -> Self {
        Self {
            place,
            ..self.clone()
        }
    }

    pub(super) fn after(&self, cursor: Cursor) -> Self {
        self.at(Place::After(cursor))
    }

    pub(super) fn before(&self, cursor: Cursor) -> Self {
        self.at(Place::Before(cursor))
    }
}

/// The state with what it names.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) view: ListView,
    pub(super) filter: Filter,
    /// The company's name, when one is named and known here.
    company: Option<String>,
    staff: Vec<User>,
}

impl Wanted {
    /// Finds what the address names. A record that this partner does not have has no activity.
    pub(super) fn find(
        conn: &mut Conn,
        scope: Scope,
        view: ListView,
        now: Timestamp,
    ) -> db::Result<Self> {
        let entry = match view.customer {
            Some(key) => search::entry_with_key(conn, scope.partner_id(), key)?,
            None => None,
        };
        let nobody = view.customer.map(EntryId::from_uuid);
        let days: Option<i64> = view.days.and_then(|days| days.parse().ok());
        Ok(Self {
            filter: Filter {
                entry: entry.as_ref().map(|(id, _)| *id).or(nobody),
                actor: view.person,
                action: view.action,
                since: days.map(|days| now.minus(Duration::days(days))),
                notified: None,
            },
            company: entry.map(|(_, name)| name),
            staff: identity::staff_of(conn, scope)?,
            view,
        })
    }

    /// The people to choose from.
    pub(super) fn people(&self) -> Vec<Choice> {
        let present = self
            .view
            .person
            .map(|id| id.to_string())
            .unwrap_or_default();
        let each = self
            .staff
            .iter()
            .map(|user| Choice::new(&user.id.to_string(), user.name.clone(), &present));
        std::iter::once(Choice::new("", "Anybody", &present))
            .chain(each)
            .collect()
    }

    /// The actions to choose from.
    pub(super) fn actions(&self) -> Vec<Choice> {
        let present = self.view.action.map_or("", Action::as_str);
        let each = Action::ALL
            .iter()
            .map(|action| Choice::new(action.as_str(), action.label(), present));
        std::iter::once(Choice::new("", "Anything", present))
            .chain(each)
            .collect()
    }

    /// The spans to choose from.
    pub(super) fn spans(&self) -> Vec<Choice> {
        let present = self.view.days.unwrap_or_default();
        let each = SPANS
            .iter()
            .map(|(days, label)| Choice::new(days, *label, present));
        std::iter::once(Choice::new("", "All time", present))
            .chain(each)
            .collect()
    }

    /// The active filters: what each says, and the list without it.
    pub(super) fn chips(&self) -> Vec<(String, ListView)> {
        let start = self.view.at_start();
        let customer = self.view.customer.map(|_| {
            let name = self
                .company
                .clone()
                .unwrap_or_else(|| "this customer".to_owned());
            (
                format!("Customer: {name}"),
                ListView {
                    customer: None,
                    ..start.clone()
                },
            )
        });
        let person = self.view.person.map(|id| {
            let known = self.staff.iter().find(|user| user.id == id);
            let name = known.map_or("a person who is not here", |user| user.name.as_str());
            (
                format!("Person: {name}"),
                ListView {
                    person: None,
                    ..start.clone()
                },
            )
        });
        let action = self.view.action.map(|action| {
            (
                format!("Action: {}", action.label()),
                ListView {
                    action: None,
                    ..start.clone()
                },
            )
        });
        let span = SPANS.iter().find(|(days, _)| Some(*days) == self.view.days);
        let days = span.map(|(_, label)| {
            (
                (*label).to_owned(),
                ListView {
                    days: None,
                    ..start.clone()
                },
            )
        });
        customer
            .into_iter()
            .chain(person)
            .chain(action)
            .chain(days)
            .collect()
    }

    /// What is shown, in words, for the record of an export.
    pub(super) fn words(&self) -> String {
        let chips: Vec<String> = self.chips().into_iter().map(|(label, _)| label).collect();
        if chips.is_empty() {
            "All activity".to_owned()
        } else {
            chips.join("; ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
