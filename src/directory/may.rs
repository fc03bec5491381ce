//! What a page shows as not allowed, with the reason and the way to it; and which users a request names.

use super::user_name::domains_for_users;
use crate::{
    customer_access::{Blocked, CustomerAct, CustomerRequest, Granted, ManageUsers, missing, step},
    db::{self, ids::DirectoryUserId},
    domains::ConsentRules,
    error::AppError,
    identity::Layout,
};

/// Most users that one request names: those of the longest page.
pub(super) const MOST: usize = 100;

/// Why this person may not do `B`; nothing when they may.
pub(crate) fn blocked<A: CustomerAct, B: CustomerAct>(
    by: &Granted<A>,
    layout: &Layout,
) -> Option<Blocked> {
    if by.allows::<B>() {
        return None;
    }
    let has_role = by.by.with::<B::Role>().is_some();
    let reason = match missing::<B>(&by.entry, by.between()) {
        Some(reason) => reason,
        None => {
            let denied = layout.denied.as_ref();
            denied.map_or_else(|| B::WHAT.to_owned(), |denied| denied.reason.clone())
        }
    };
    Some(Blocked {
        reason,
        step: (has_role && layout.denied.is_none()).then(|| step::<B>(&by.entry, &layout.paths)),
    })
}

/// The user in the address.
pub(super) fn user_of<A: CustomerAct>(
    on: &CustomerRequest<A>,
) -> Result<DirectoryUserId, AppError> {
    let key = on.request.http().match_info().get("user");
    key.and_then(|key| key.parse().ok())
        .ok_or(AppError::NotFound)
}

/// The users behind the question mark.
pub(super) fn users_in(query: &str) -> Vec<DirectoryUserId> {
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    let users = pairs.filter(|(name, _)| name == "user");
    users
        .filter_map(|(_, key)| key.parse().ok())
        .take(MOST)
        .collect()
}

/// The users that a form names.
pub(super) fn users_of(keys: &[String]) -> Vec<DirectoryUserId> {
    let keys = keys.iter().filter_map(|key| key.parse().ok());
    keys.take(MOST).collect()
}

/// The domains in which users can be.
pub(super) async fn domains(
    on: &mut CustomerRequest<ManageUsers>,
) -> Result<Vec<String>, AppError> {
    let rules = on.request.part::<ConsentRules>()?;
    let read = on.read(move |conn, by| domains_for_users(conn, &rules, by.customer));
    let domains: db::Result<Vec<String>> = read.await;
    Ok(domains?)
}
