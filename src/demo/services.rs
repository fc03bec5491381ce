//! Where the services of the demo's sellers are administered: made-up addresses, and none for some of them.

use super::{Demo, people::Company};
use crate::{
    db::{Tx, keyset::Position, types::Timestamp},
    error::AppError,
    identity::{Authorized, ManageServices, Role, user_by_email},
    prices::{self, Service},
    services::{self, Words},
};

/// The beginning of a name, where the services of this maker are administered, and what that takes.
const SITES: &[(&str, &str, &str)] = &[
    (
        "Fernlight Mail",
        "https://mail-admin.fernlight.example/tenants/{customer_id}",
        "exchange_administrator",
    ),
    (
        "Fernlight Files",
        "https://files-admin.fernlight.example/?tenant={customer_id}",
        "sharepoint_administrator",
    ),
    (
        "Fernlight",
        "https://admin.fernlight.example/organisations/{domain}",
        "license_administrator",
    ),
    (
        "Tidewater",
        "https://console.tidewater.example/?org={domain}",
        "teams_administrator",
    ),
    (
        "Oakhaven Identity",
        "https://identity.oakhaven.example/{customer_id}/users",
        "user_administrator",
    ),
    (
        "Oakhaven",
        "https://admin.oakhaven.example/{customer_id}",
        "intune_administrator",
    ),
];

/// Says it in the name of the Global admin of a seller.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn say(demo: &Demo, seller: &'static Company) -> Result<(), AppError> {
    let now = demo.now;
    demo.db
        .write(move |tx| {
            let Some(by) = keeper(tx, seller)? else {
                return Ok(());
            };
            let page = prices::list_services(tx.conn(), by.scope, "", &Position::First, 200)?;
            for service in page.rows {
                of_one(tx, &by, &service, now)?;
            }
            Ok(())
        })
        .await
}

/// The Global admin of a seller.
pub(super) fn keeper(
    tx: &mut Tx<'_>,
    seller: &Company,
) -> Result<Option<Authorized<ManageServices>>, AppError> {
    let mut staff = seller.staff.iter();
    let Some((_, local, _)) = staff.find(|(_, _, role)| *role == Role::GlobalAdmin) else {
        return Ok(None);
    };
    let email = format!("{local}@{}", seller.domain);
    let Some(user) = user_by_email(tx.conn(), &email)? else {
        return Ok(None);
    };
    let by = Authorized::<ManageServices>::for_user(tx.conn(), user.id)?;
    Ok(Some(by))
}

fn of_one(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    service: &Service,
    now: Timestamp,
) -> Result<(), AppError> {
    let mut sites = SITES.iter();
    let Some((_, address, role)) = sites.find(|(name, _, _)| service.name.starts_with(name)) else {
        return Ok(());
    };
    if let Ok(words) = Words::of(address, role) {
        services::save(tx, by, service.id, (&words, 0), now)?;
    }
    Ok(())
}
