//! Why somebody who looks at a page may not do what could be done there, and the step that mends it.

use super::{
    acts::{Between, CustomerAct},
    refusal,
};
use crate::{
    customers::Entry,
    error::AppError,
    identity::{ManageCustomers, Permission, Request},
};

/// An act that is shown and cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blocked {
    /// What is missing, and who has it.
    pub(crate) reason: String,
    /// Where the way to it begins: what it is called, and its address. Only for who may go it.
    pub(crate) step: Option<(String, String)>,
}

/// Why something cannot be done, for a page that shows several acts: those that lack the same stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lack {
    /// What is missing, the same for all of them.
    pub(crate) missing: String,
    /// What of it this act takes; empty where all take the same.
    pub(crate) takes: String,
    /// As in [`Blocked`].
    pub(crate) step: Option<(String, String)>,
}

/// [`why_blocked`] for one of several acts.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn what_lacks<A: CustomerAct, P: Permission>(
    request: &mut Request<P>,
    entry: &Entry,
    between: &Between,
) -> Result<Option<Lack>, AppError> {
    let blocked = why_blocked::<A, P>(request, entry, between).await?;
    Ok(blocked.map(|Blocked { reason, step }| {
        let (missing, takes) =
            refusal::lacking::<A>(entry, between).unwrap_or((reason, String::new()));
        Lack {
            missing,
            takes,
            step,
        }
    }))
}

/// Why the person may not do `A` to this customer; nothing where they may. What stands between partner and customer comes
/// first: a role alone would not help.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn why_blocked<A: CustomerAct, P: Permission>(
    request: &mut Request<P>,
    entry: &Entry,
    between: &Between,
) -> Result<Option<Blocked>, AppError> {
    if let Some(reason) = refusal::missing::<A>(entry, between) {
        let may_ask = request.by.with::<ManageCustomers>().is_some();
        let step = may_ask.then(|| refusal::step::<A>(entry, request.paths()));
        return Ok(Some(Blocked { reason, step }));
    }
    let denied = request.denied::<A::Role>().await?;
    Ok(denied.map(|denied| Blocked {
        reason: denied.reason,
        step: None,
    }))
}
