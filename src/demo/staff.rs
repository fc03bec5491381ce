//! Colleagues of the demo who have no password yet, or work there no more; nobody of them exists.

use chrono::Duration;

use super::{Demo, people::Company};
use crate::{
    error::AppError,
    identity::{Authorized, ManageStaff, Role, user_by_email},
    staff::{Post, Words, disable, invite},
};

/// Who: name, the part in front of the @, role, days since they were invited, and days since they left.
const PEOPLE: &[(&str, &str, Role, i64, Option<i64>)] = &[
    ("Ebba Nyqvist", "ebba.nyqvist", Role::SalesAgent, 2, None),
    (
        "Viktor Sjöholm",
        "viktor.sjoholm",
        Role::HelpdeskAgent,
        20,
        None,
    ),
    (
        "Greta Palmblad",
        "greta.palmblad",
        Role::AdminAgent,
        90,
        Some(30),
    ),
];

/// Invites them in the name of the company's Global admin, and disables who has left.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn tell(demo: &Demo, company: &'static Company) -> Result<(), AppError> {
    let (secrets, product, now) = (demo.secrets.clone(), demo.product.clone(), demo.now);
    let keeper = company
        .staff
        .iter()
        .find(|(.., role)| *role == Role::GlobalAdmin);
    let Some((_, keeper, _)) = keeper else {
        return Ok(());
    };
    let email = |local: &str| format!("{local}@{}", company.domain);
    let keeper = email(keeper);
    demo.db
        .write(move |tx| {
            let Some(keeper) = user_by_email(tx.conn(), &keeper)? else {
                return Ok(());
            };
            let by = Authorized::<ManageStaff>::for_user(tx.conn(), keeper.id)?;
            let post = Post {
                secrets: &secrets,
                product: &product,
            };
            for (name, local, role, invited, left) in PEOPLE {
                let ago = |days: i64| now.minus(Duration::days(days));
                let roles = [role.as_str().to_owned()];
                // Infallible: the names above are names.
                let Ok(words) = Words::of(name, &email(local), &roles) else {
                    continue;
                };
                let id = invite(tx, &by, post, &words, ago(*invited))?;
                if let Some(left) = left {
                    disable(tx, &by, post, (id, None), ago(*left))?;
                }
            }
            Ok(())
        })
        .await
}
