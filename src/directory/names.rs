//! The names of users that events tell of, for whoever may see them now: no event holds a name itself.

use std::collections::{HashMap, HashSet};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::UserState;
use crate::{
    activity::{EventKinds, EventView, LoggedEvent},
    customer_access::{Between, CustomerAct, SeeUsers},
    db::{
        self, Conn,
        ids::{CustomerId, DirectoryUserId, DirectoryUserKind},
        schema::{directory_users, grants},
        types::Timestamp,
    },
    identity::Scope,
    paths::Paths,
    privileges::{Grant, GrantState},
};

/// The users of some events, by name.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<DirectoryUserId, (String, Option<CustomerId>)>);

impl Names {
    /// Of the users whom these events tell of, in two statements.
    pub(crate) fn of(
        conn: &mut Conn,
        scope: Scope,
        events: &[LoggedEvent],
        now: Timestamp,
    ) -> db::Result<Self> {
        let users = events
            .iter()
            .filter_map(LoggedEvent::subject::<DirectoryUserKind>);
        let users: Vec<DirectoryUserId> = users.collect();
        if users.is_empty() {
            return Ok(Self::default());
        }
        let users: Vec<(DirectoryUserId, CustomerId, String, UserState)> = directory_users::table
            .filter(db::is_one_of(conn, "directory_users.id", &users))
            .select((
                directory_users::id,
                directory_users::customer_id,
                directory_users::display_name,
                directory_users::state,
            ))
            .load(conn)?;
        let customers: Vec<CustomerId> = users.iter().map(|user| user.1).collect();
        let seen = seen(conn, scope, &customers, now)?;
        let named = |(id, customer, name, state)| match state {
            UserState::Purged => Some((id, (GONE.to_owned(), None))),
            _ => seen
                .contains(&customer)
                .then_some((id, (name, Some(customer)))),
        };
        Ok(Self(users.into_iter().filter_map(named).collect()))
    }

    /// The event as pages show it, with the user's name in the place of the key.
    pub(crate) fn view(&self, kinds: EventKinds, event: LoggedEvent, paths: &Paths) -> EventView {
        let user = event.subject::<DirectoryUserKind>();
        let found = user.and_then(|id| self.0.get(&id).map(|found| (id, found)));
        let mut view = kinds.view(event, paths);
        if let Some((id, (name, customer))) = found {
            view.detail.clone_from(name);
            view.detail_href = customer.map(|customer| paths.user(customer.uuid(), id));
        }
        view
    }
}

/// In the place of the name of a purged user.
const GONE: &str = "A user who was deleted for good";

/// Those of these customers whose users this partner may see.
fn seen(
    conn: &mut Conn,
    scope: Scope,
    customers: &[CustomerId],
    now: Timestamp,
) -> db::Result<HashSet<CustomerId>> {
    let grants: Vec<Grant> = grants::table
        .filter(grants::partner_id.eq(scope.partner_id()))
        .filter(db::is_one_of(conn, "grants.customer_id", customers))
        .filter(grants::state.eq(GrantState::Active))
        .select(Grant::as_select())
        .load(conn)?;
    let allows = |grant: &&Grant| {
        let between = Between {
            has_relationship: false,
            roles: grant.roles.clone(),
            ended: None,
        };
        grant.is_in_force(now) && SeeUsers::NEEDS.are_met_by(&between)
    };
    let allowed = grants.iter().filter(allows);
    Ok(allowed.map(|grant| grant.customer_id).collect())
}
