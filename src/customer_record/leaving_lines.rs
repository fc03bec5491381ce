//! What the report of a removal says, line by line: what ended, what was changed, and what stays.

use super::{
    leaving::{self, Leaving},
    queries::{Other, Past, Record},
};
use crate::{
    db::{
        ids::{GrantId, SubscriptionId},
        types::Timestamp,
    },
    order_requests::OrderRequest,
    privileges::Grant,
    relationships::State,
    removal_reports::{Fate, NewLine, What},
    subscriptions::Subscription,
};

/// What was done beside removing the relationship.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// Whether the privileges were to end, too.
    pub(super) ends_privileges: bool,
    /// Those that did.
    pub(super) ended: Vec<GrantId>,
    /// Subscriptions that end with their term instead of being renewed.
    pub(super) switched: Vec<SubscriptionId>,
}

/// All lines, those that end first and long lists last.
pub(super) fn lines(
    found: &Record,
    leaving: &Leaving,
    done: &Done,
    now: Timestamp,
) -> Vec<NewLine> {
    let rows = &leaving.subscriptions.page.rows;
    let (changed, same): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| done.switched.contains(&row.id));
    let (over, going_on): (Vec<NewLine>, Vec<NewLine>) = found
        .live_grants(now)
        .map(|grant| of_grant(grant, done))
        .partition(|line| line.fate == Fate::Ended);
    let mut lines: Vec<NewLine> = found
        .relationships_in(State::Active)
        .map(of_relationship)
        .collect();
    lines.extend(leaving.requests.iter().map(|it| of_request(leaving, it)));
    lines.extend(of_carts(leaving));
    lines.extend(over);
    lines.extend(changed.into_iter().map(of_changed));
    lines.extend(going_on);
    lines.extend(found.others.iter().map(of_other));
    lines.extend(of_ask(found, now));
    lines.extend(of_directory(leaving));
    lines.extend(same.into_iter().map(|row| of_subscription(leaving, row)));
    lines
}

fn of_relationship(past: &Past) -> NewLine {
    let row = &past.relationship;
    NewLine::new(Fate::Ended, What::Relationship, row.kind.label()).was(
        format!("Active since {}", row.started_at.words()),
        "Removed",
    )
}

fn of_request(leaving: &Leaving, request: &OrderRequest) -> NewLine {
    NewLine::new(Fate::Ended, What::OrderRequest, &request.title)
        .code(request.id)
        .was(leaving.of_request(request), "Withdrawn")
}

fn of_carts(leaving: &Leaving) -> Option<NewLine> {
    let words = leaving.carts_words();
    (!words.is_empty()).then(|| {
        NewLine::new(Fate::Ended, What::Cart, words).was("Of your staff, not ordered", "Taken away")
    })
}

fn of_grant(grant: &Grant, done: &Done) -> NewLine {
    let extended = match grant.auto_extend {
        true => ", extended by themselves",
        false => "",
    };
    let before = format!("In force until {}{extended}", grant.ends_at.words());
    let (fate, outcome) = match (done.ends_privileges, done.ended.contains(&grant.id)) {
        (true, true) => (Fate::Ended, "Ended together with the relationship"),
        (true, false) => (Fate::Ended, "Had ended in the same moment"),
        (false, _) => (Fate::Stayed, "Until their own end"),
    };
    NewLine::new(fate, What::Privilege, grant.roles.words())
        .code(&grant.name)
        .was(before, outcome)
}

fn of_changed(row: &Subscription) -> NewLine {
    let outcome = format!(
        "Not renewed any more: it ends with {}, also where you have a relationship again, unless somebody chooses otherwise then",
        row.term().last.words()
    );
    NewLine::new(Fate::Changed, What::Subscription, row.name())
        .code(row.id)
        .was(Leaving::of_subscription(row), outcome)
}

fn of_subscription(leaving: &Leaving, row: &Subscription) -> NewLine {
    NewLine::new(Fate::Stayed, What::Subscription, row.name())
        .code(row.id)
        .was(Leaving::of_subscription(row), leaving.kept_by(row))
}

fn of_other(other: &Other) -> NewLine {
    let row = &other.relationship;
    let before = format!(
        "{}, active since {}",
        row.kind.label(),
        row.started_at.words()
    );
    NewLine::new(Fate::Stayed, What::Partner, &other.partner.legal_name)
        .was(before, "Only they or the customer can end theirs")
}

fn of_ask(found: &Record, now: Timestamp) -> Option<NewLine> {
    let ask = found.asks.iter().find(|ask| ask.is_open(now))?;
    let at = ask.created_at.words();
    let (name, before, after) = match ask.is_draft() {
        true => (
            "Draft of an invitation",
            format!("Begun on {at}"),
            "Not handed out, so that nobody can accept it yet",
        ),
        false => (
            "Open invitation",
            format!("Open since {at}"),
            "The customer can still accept it",
        ),
    };
    let line = NewLine::new(Fate::Stayed, What::Invitation, name).code(ask.id);
    Some(line.was(before, after))
}

fn of_directory(leaving: &Leaving) -> Vec<NewLine> {
    let Some(directory) = &leaving.directory else {
        let unknown = "How many is not said: no privilege lets you read the directory";
        let line = NewLine::new(Fate::Stayed, What::Users, "Users and licenses");
        return vec![line.was(unknown, "They are the customer's")];
    };
    let users = directory.users.of("user", "users");
    let users = NewLine::new(Fate::Stayed, What::Users, users)
        .was("Active and blocked ones", "They are the customer's");
    let licenses = directory.licenses.iter().map(|license| {
        NewLine::new(Fate::Stayed, What::License, &license.name)
            .code(&license.license_sku)
            .was(leaving::of_license(license), "With whoever holds them")
    });
    std::iter::once(users).chain(licenses).collect()
}
