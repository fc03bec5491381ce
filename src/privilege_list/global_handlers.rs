//! Drops Global administrator from privileges in force: a page that says what stops, because it cannot be added again.

use actix_web::web::Path;
use askama::Template;

use super::words::{self, RoleView};
use crate::{
    db::{self, ids::GrantId},
    error::AppError,
    identity::{Layout, ManageCustomers, Request, View},
    privilege_changes::{self, ChangeError},
    privileges::{self, AdminRole},
    web::{Answer, layout::Flash},
};

#[derive(Template)]
#[template(path = "privilege_list/global.html")]
struct GlobalPage {
    layout: Layout,
    name: String,
    company: String,
    /// The privileges of the customer.
    record: String,
    action: String,
    /// What it allows.
    meaning: &'static str,
    /// What is left.
    rest: Vec<RoleView>,
    /// Whether they hold it, beside other roles, and are in force.
    can_drop: bool,
    /// Where they are ended as a whole.
    end: String,
}

/// What would stop, and what is left.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn confirm(mut request: Request<View>, id: Path<GrantId>) -> Answer {
    let (id, now) = (id.into_inner(), request.now);
    let found = request.read(move |conn, scope| {
        let grant = privileges::find(conn, scope, id)?;
        let company = privileges::company_of(conn, &grant)?.1;
        Ok::<_, db::Error>((grant, company))
    });
    let (grant, company) = found.await?;
    let rest = grant.roles.without(AdminRole::GlobalAdministrator);
    let page = |layout: Layout| GlobalPage {
        record: layout.paths.customer_privileges(grant.customer_id.uuid()),
        action: layout.paths.privileges_global(id),
        end: format!("{}?grant={id}", layout.paths.privileges_end()),
        meaning: AdminRole::GlobalAdministrator.meaning_to_staff(),
        can_drop: grant.is_in_force(now) && grant.is_global() && !rest.is_empty(),
        rest: words::roles(&rest.roles()),
        name: grant.name.clone(),
        company,
        layout: layout.in_section("privileges"),
    };
    request.page(page).await
}

/// Drops it.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn drop_it(mut request: Request<ManageCustomers>, id: Path<GrantId>) -> Answer {
    let id = id.into_inner();
    let dropped = request.write(move |tx, by, now| privilege_changes::drop_global(tx, by, id, now));
    let (grant, flash) = match dropped.await {
        Ok(change) => {
            let text = format!(
                "{} no longer holds Global administrator. Its other roles stay until their end.",
                change.grant.name
            );
            (change.grant, Flash::good(text))
        }
        Err(ChangeError::Changed) => {
            let found = request
                .read(move |conn, scope| privileges::find(conn, scope, id))
                .await
                .map_err(|error: db::Error| AppError::from(error))?;
            (found, Flash::attention(UNCHANGED))
        }
        Err(ChangeError::Db(error)) => return Err(error.into()),
    };
    let address = request
        .paths()
        .customer_privileges(grant.customer_id.uuid());
    Ok(request.done(&address, flash))
}

const UNCHANGED: &str = "Nothing was dropped: these privileges have ended, do not hold Global administrator any more, or hold nothing else.";
