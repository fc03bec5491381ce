//! The privileges page: what the customer has granted, and what it was asked for besides.

use actix_web::web::Path;
use askama::Template;

use super::{
    model::{Ask, label},
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
    paths::Paths,
    privilege_list::{RoleView, Standing, roles},
    privileges::{AdminRole, EXTENSION_DAYS, Grant},
    translations::{Text, staff},
    web::Answer,
};

/// One grant.
struct GrantView {
    name: String,
    roles: Vec<RoleView>,
    from: Timestamp,
    until: Timestamp,
    standing: Standing,
    used: Option<Timestamp>,
    auto_extend: bool,
    /// What can be done with one in force.
    acts: Option<Acts>,
}

/// Where one in force is changed.
struct Acts {
    end: String,
    /// None where it holds Global administrator, which is never extended by itself.
    extension: Option<String>,
    /// Where Global administrator is dropped, beside which it holds other roles.
    global: Option<String>,
    /// The form that asks for the same again.
    anew: String,
}

impl Acts {
    fn of(grant: &Grant, paths: &Paths) -> Self {
        let rest = grant.roles.without(AdminRole::GlobalAdministrator);
        let can_drop = grant.is_global() && !rest.is_empty();
        let record = grant.customer_id.uuid();
        Self {
            end: format!("{}?grant={}", paths.privileges_end(), grant.id),
            extension: (!grant.is_global()).then(|| paths.privileges_extension(grant.id)),
            global: can_drop.then(|| paths.privileges_global(grant.id)),
            anew: format!("{}?again={}", paths.customer_invitation(record), grant.id),
        }
    }
}

impl GrantView {
    fn new(grant: &Grant, paths: &Paths, now: Timestamp) -> Self {
        let acts = grant.is_in_force(now).then(|| Acts::of(grant, paths));
        Self {
            name: grant.name.clone(),
            roles: roles(&grant.roles.roles()),
            from: grant.starts_at,
            until: grant.ends_at,
            standing: Standing::of(grant, now),
            used: grant.last_used_at,
            auto_extend: grant.auto_extend,
            acts,
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
    /// Days that automatic extension adds.
    extension_days: i64,
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
    let paths = request.paths().clone();
    let page = |layout: Layout| PrivilegesPage {
        doubt: customer.and_then(|it| it.proof(&rules).doubt(&it.domain)),
        layout: layout.in_section("customers"),
        record: head,
        is_customer: customer.is_some(),
        grants: found
            .grants
            .iter()
            .map(|grant| GrantView::new(grant, &paths, now))
            .collect(),
        requests: found
            .asks
            .iter()
            .filter_map(|ask| RequestView::new(ask, now))
            .collect(),
        extension_days: EXTENSION_DAYS,
    };
    request.page(page).await
}
