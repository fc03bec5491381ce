//! The privileges page: what the customer has granted, and what it was asked for besides.

use actix_web::web::Path;
use askama::Template;

use super::{
    model::{Ask, label, time_left},
    queries,
};
use crate::{
    customer_access::{Head, Tab},
    db::{
        ids::{CustomerId, InvitationId},
        types::Timestamp,
    },
    domains::ConsentRules,
    identity::{Layout, Request, View},
    privileges::{AdminRole, Grant, GrantState},
    translations::{Text, staff},
    web::Answer,
};

/// A role by name, and what it is for.
struct RoleView {
    label: &'static str,
    meaning: &'static str,
}

fn roles(roles: &[AdminRole]) -> Vec<RoleView> {
    let view = |role: &AdminRole| RoleView {
        label: role.label(),
        meaning: role.meaning_to_staff(),
    };
    roles.iter().map(view).collect()
}

/// One grant.
struct GrantView {
    roles: Vec<RoleView>,
    from: Timestamp,
    until: Timestamp,
    tone: &'static str,
    state: &'static str,
    /// What is left of it, or when it ended early.
    more: String,
}

impl GrantView {
    fn new(grant: &Grant, now: Timestamp) -> Self {
        let (tone, state, more) = if grant.is_in_force(now) {
            ("good", "In force", time_left(now, grant.ends_at))
        } else {
            match (grant.state, grant.ended_at) {
                (GrantState::Terminated, Some(at)) => {
                    ("ended", "Ended early", format!("On {}", at.words()))
                }
                (GrantState::Terminated, None) => ("ended", "Ended early", String::new()),
                (GrantState::Active | GrantState::Expired, _) => {
                    ("ended", "Ran out", String::new())
                }
            }
        };
        Self {
            roles: roles(&grant.roles.roles()),
            from: grant.starts_at,
            until: grant.ends_at,
            tone,
            state,
            more,
        }
    }
}

/// What was asked for and not granted.
struct RequestView {
    roles: Vec<RoleView>,
    days: Text,
    asked: Timestamp,
    tone: &'static str,
    state: &'static str,
    invitation: InvitationId,
}

impl RequestView {
    fn new(ask: &Ask, now: Timestamp) -> Option<Self> {
        let left = ask.not_granted();
        let state = ask.state_at(now);
        (!left.is_empty()).then(|| Self {
            roles: roles(&left),
            days: ask.grant_days.map(staff::days).unwrap_or_default(),
            asked: ask.created_at,
            tone: state.tone(),
            state: label(state),
            invitation: ask.id,
        })
    }
}

#[derive(Template)]
#[template(path = "customer_record/privileges.html")]
struct PrivilegesPage {
    /// What the acceptance that granted them does not prove.
    doubt: Option<String>,
    layout: Layout,
    record: Head,
    is_customer: bool,
    grants: Vec<GrantView>,
    requests: Vec<RequestView>,
}

/// The page.
pub async fn privileges(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let rules = request.part::<ConsentRules>()?;
    let found = request.read(move |conn, scope| queries::record(conn, scope, key));
    let found = found.await?;
    let head = Head::with_grants(&found.entry, Tab::Privileges, &found.grants, now);
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let customer = found.customer.as_ref();
    let page = |layout: Layout| PrivilegesPage {
        doubt: customer.and_then(|it| it.proof(&rules).doubt(&it.domain)),
        layout: layout.in_section("customers"),
        record: head,
        is_customer: customer.is_some(),
        grants: found
            .grants
            .iter()
            .map(|grant| GrantView::new(grant, now))
            .collect(),
        requests: found
            .asks
            .iter()
            .filter_map(|ask| RequestView::new(ask, now))
            .collect(),
    };
    request.page(page).await
}
