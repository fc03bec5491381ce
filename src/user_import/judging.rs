//! What will come of a row, by the users who are there and by the rows before it.

use std::collections::HashMap;

use super::rows::Values;
use crate::{
    customer_access::{self, CustomerAct, ManageAdmins},
    db::{self, Conn, ids::CustomerId},
    directory::{self, DirectoryUser, UserState},
    licenses::{self, License},
    uploads::{About, Batch, BatchRow, RowState, Seen, Verdict},
};

/// Whose users the rows are.
pub(super) fn customer_of(batch: &Batch) -> db::Result<CustomerId> {
    batch.customer_id.ok_or(db::Error::NotFound)
}

/// Judges rows that are sound.
pub(super) fn judge(
    conn: &mut Conn,
    about: &About<'_>,
    seen: &mut Seen,
    rows: &mut [BatchRow],
) -> db::Result<()> {
    let customer = customer_of(about.batch)?;
    let domains = directory::domains_for_users(conn, &about.rules.consent, customer)?;
    let between = customer_access::between(conn, about.scope(), customer, about.now)?;
    let may_give_roles = ManageAdmins::NEEDS.are_met_by(&between);
    let holders = holders(conn, customer, rows)?;
    let licenses = match rows.iter().any(names_licenses) {
        true => licenses::licenses_of(conn, customer)?,
        false => Vec::new(),
    };
    let readable = |row: &&mut BatchRow| row.verdict != Verdict::Unreadable;
    for row in rows.iter_mut().filter(readable) {
        let mut values: Values = row.more()?;
        let are_licenses_known = values.find_licenses(&licenses);
        row.set_more(&values)?;
        if row.state != RowState::Waiting {
            continue;
        }
        let key = row.email.to_lowercase();
        let first = seen.first(key.clone(), row.line);
        if first != row.line {
            leave(
                row,
                Verdict::Repeated,
                &format!("The same user name as line {first}"),
            );
        } else if !domains.contains(&row.domain) {
            leave(row, Verdict::OtherDomain, &outside(&domains));
        } else if let Some(user) = holders.get(&key) {
            let (verdict, why) = taken(user);
            row.user_id = Some(user.id);
            leave(row, verdict, &why);
        } else if values.own_roles().is_admin() && !may_give_roles {
            leave(row, Verdict::NotGranted, ROLES_NEED);
        } else if !are_licenses_known {
            leave(row, Verdict::Unreadable, LICENSES_NEED);
        } else {
            row.why = not_enough(&values, &licenses, seen);
        }
    }
    Ok(())
}

fn names_licenses(row: &BatchRow) -> bool {
    let values = row.more::<Values>();
    values.is_ok_and(|values| !values.licenses.is_empty())
}

/// Said of a row with a license that the customer does not have. What was typed is not repeated: it may be what stands in
/// another column by mistake.
const LICENSES_NEED: &str =
    "Licenses: Use the names of licenses that this customer has, separated by semicolons";

/// Which of its licenses would not be free any more, by the rows before it; empty where all are.
fn not_enough(values: &Values, licenses: &[License], seen: &mut Seen) -> String {
    let free = |sku: &str| {
        let license = licenses.iter().find(|it| it.license_sku == sku);
        license.map_or(0, License::free)
    };
    let mut lacking = Vec::new();
    for wanted in &values.licenses {
        let number = seen.ask_for(&wanted.license_sku);
        if number > free(&wanted.license_sku) {
            lacking.push(wanted.name.as_str());
        }
    }
    match lacking.as_slice() {
        [] => String::new(),
        lacking => format!(
            "Will be added, without a license: as it stands, none is free of {}",
            lacking.join(", ")
        ),
    }
}

/// Said of a row that asks for roles which cannot be given here.
const ROLES_NEED: &str =
    "Giving admin roles takes delegated admin privileges with Global administrator";

fn leave(row: &mut BatchRow, verdict: Verdict, why: &str) {
    row.verdict = verdict;
    row.state = RowState::Left;
    why.clone_into(&mut row.why);
}

/// Why a name is not in one of these domains.
pub(super) fn outside(domains: &[String]) -> String {
    match domains {
        [] => "The customer has no verified domain".to_owned(),
        domains => format!("Use {}", domains.join(" or ")),
    }
}

/// What is said of a name that somebody has: without who it is, which a link shows, so that no row keeps a name that was
/// purged.
pub(super) fn taken(user: &DirectoryUser) -> (Verdict, String) {
    match (user.state, user.restorable_until()) {
        (UserState::Deleted, Some(until)) => {
            let until = until.words();
            let why = format!("A deleted user has it, who can be restored until {until}");
            (Verdict::Deleted, why)
        }
        _ => (Verdict::Known, "A user here has this user name".to_owned()),
    }
}

/// Who has the user names of these rows.
fn holders(
    conn: &mut Conn,
    customer: CustomerId,
    rows: &[BatchRow],
) -> db::Result<HashMap<String, DirectoryUser>> {
    let sound = rows.iter().filter(|row| row.state == RowState::Waiting);
    let keys = sound.map(|row| row.email.to_lowercase()).collect();
    let users = directory::holders(conn, customer, keys)?.into_iter();
    Ok(users
        .map(|user| (user.user_name_key.clone(), user))
        .collect())
}
