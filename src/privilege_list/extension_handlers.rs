//! Switches the automatic extension of privileges.

use actix_web::web::Path;

use crate::{
    db::ids::GrantId,
    error::AppError,
    identity::{ManageCustomers, Request},
    privilege_changes::{self, Change, ChangeError, Desk},
    privileges::EXTENSION_DAYS,
    web::{Answer, form::Form, layout::Flash},
};

/// On or off.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SwitchForm {
    extend: String,
}

/// Switches it.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn switch(
    mut request: Request<ManageCustomers>,
    id: Path<GrantId>,
    Form(form): Form<SwitchForm>,
) -> Answer {
    let (id, on, desk) = (id.into_inner(), form.extend == "on", Desk::of(&request)?);
    let switched =
        request.write(move |tx, by, now| privilege_changes::switch(tx, &desk, by, id, on, now));
    let (grant, flash) = match switched.await {
        Ok(change) => (change.grant.clone(), said(&change, on)),
        Err(ChangeError::Changed) => {
            let found = request
                .read(move |conn, scope| crate::privileges::find(conn, scope, id))
                .await
                .map_err(|error: crate::db::Error| AppError::from(error))?;
            (found, Flash::attention(UNCHANGED))
        }
        Err(ChangeError::Db(error)) => return Err(error.into()),
    };
    let address = request
        .paths()
        .customer_privileges(grant.customer_id.uuid());
    Ok(request.done(&address, flash))
}

const UNCHANGED: &str = "Nothing was switched: it stands so already, or the privileges have ended, or they hold Global administrator, which is never extended by itself.";

fn said(change: &Change, on: bool) -> Flash {
    let (name, end) = (&change.grant.name, change.grant.ends_at.words());
    Flash::good(match on {
        true => format!(
            "{name} is extended by {EXTENSION_DAYS} days on {end}, and each time after that. {} was told by mail, with the way to end it.",
            change.company
        ),
        false => format!(
            "{name} is no longer extended by itself, and ends on {end}. {} was told by mail.",
            change.company
        ),
    })
}
