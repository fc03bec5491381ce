//! The users of some of the demo's customers: none, a dozen, and twenty thousand.

use chrono::Duration;

use super::{Demo, companies::Company};
use crate::{
    customer_access::{Granted, ManageAdmins, ManageUsers},
    customers::{self, Prospect},
    db::{self, Tx, ids::UserId, types::Timestamp},
    directory::{self, DirectoryError, Profile, UserRole, UserRoles},
    error::AppError,
    identity::CustomerManager,
};

/// Users of one transaction.
const STEP: u32 = 1_000;
/// Of these, so many are blocked or deleted.
const FEW: usize = 2;

const FIRST: [&str; 16] = [
    "Ada", "Björn", "Chi", "Dara", "Elin", "Farid", "Grace", "Håkon", "Ines", "Jörg", "Kofi",
    "Lucía", "Mehmet", "Nguyễn", "Oksana", "Priya",
];
const LAST: [&str; 16] = [
    "Lind",
    "Håkansson",
    "Okafor",
    "O'Neil",
    "Berg",
    "Haddad",
    "Yıldız",
    "Süßkind",
    "Moreau",
    "Lima",
    "Tanaka",
    "Kowalczyk",
    "Novák",
    "van Dijk",
    "Papadopoulos",
    "Quiroga",
];

/// How many users the company at this place of a partner's list has; those in front of them are shared with other
/// partners. The one at place 6 has privileges and no user.
pub(super) fn number(partner: usize, place: usize) -> u32 {
    match (partner, place) {
        (0, 3) => 20_000,
        (_, 3 | 4) => 12,
        _ => 0,
    }
}

/// Adds them, as of a month ago, through the service that pages use.
pub(super) async fn fill(
    demo: &Demo,
    by: UserId,
    company: &Company,
    count: u32,
) -> Result<(), AppError> {
    for from in (0..count).step_by(STEP as usize) {
        let (db, upto) = (demo.db.clone(), count.min(from + STEP));
        let (demo, company) = (demo.clone(), company.clone());
        let step = db.write(move |tx| add(tx, &demo, by, &company, from..upto));
        step.await
            .map_err(|error: DirectoryError| AppError::from(error))?;
    }
    Ok(())
}

fn add(
    tx: &mut Tx<'_>,
    demo: &Demo,
    by: UserId,
    company: &Company,
    numbers: std::ops::Range<u32>,
) -> Result<(), DirectoryError> {
    let at = demo.now.minus(Duration::days(30));
    let by = granted(tx, demo, by, company, at)?;
    let is_first = numbers.start == 0;
    let mut people: Vec<Profile> = numbers.map(|number| person(number, company)).collect();
    if let Some(first) = people.first_mut()
        && is_first
        && by.allows::<ManageAdmins>()
    {
        first.roles = UserRoles::new(&[UserRole::GlobalAdministrator]);
    }
    let added = directory::add_many(tx, &by, &people, at)?;
    if !is_first {
        return Ok(());
    }
    let lately = demo.now.minus(Duration::days(3));
    for id in added.iter().skip(3).take(FEW) {
        directory::block(tx, &by, *id, lately)?;
    }
    let gone: Vec<_> = added.iter().skip(6).take(FEW).copied().collect();
    directory::delete(tx, &by, &gone, lately)?;
    Ok(())
}

fn granted(
    tx: &mut Tx<'_>,
    demo: &Demo,
    by: UserId,
    company: &Company,
    at: Timestamp,
) -> db::Result<Granted<ManageUsers>> {
    let by = CustomerManager::for_user(tx.conn(), by)?;
    let prospect = Prospect {
        name: &company.name,
        domain: &company.domain,
    };
    let entry = customers::by_company(tx.conn(), by.scope, &demo.rules.shared, prospect)?;
    Granted::of(tx, by, entry.ok_or(db::Error::NotFound)?, at)
}

/// Different names for each number up to 256; then they come again, with other user names.
fn person(number: u32, company: &Company) -> Profile {
    let place = usize::try_from(number).unwrap_or_default();
    let first = FIRST.get(place % FIRST.len()).copied().unwrap_or("Ada");
    let last = LAST
        .get((place / FIRST.len() + place) % LAST.len())
        .copied()
        .unwrap_or("Lind");
    let local: String = format!("{first}.{last}.{number}")
        .to_lowercase()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .collect();
    Profile {
        display_name: format!("{first} {last}"),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        user_name: format!("{local}@{}", company.domain),
        usage_location: (number % 7 != 6).then(|| "DE".to_owned()),
        contact_email: String::new(),
        roles: UserRoles::default(),
    }
}
