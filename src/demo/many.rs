//! `--customers N`: one partner with so many customers that lists, searches and exports show what they are
//! worth.
//!
//! The first [`ACCEPTED`] are connected through the services, with invitation, consent and relationship (no
//! relationship without consent); the others come in as an import from another portal, which is how a
//! partner comes to a million at once. For some that are connected something was ordered.

use std::time::Instant;

use chrono::Duration;

use super::{
    Demo, SignIn,
    companies::Company,
    invitations::{Asked, Ending, Post},
    orders,
    past::open_account,
    people::{self, PASSWORD},
    price_lists,
};
use crate::{
    activity,
    customer_import::CustomersImported,
    customers::{self, ImportedFrom, Prospect},
    db::{self, Tx, ids::UserId},
    error::AppError,
    identity::{self, CustomerManager, RelationshipKind, Role, Scope},
    language::Language,
    web::page::thousands,
};

/// Customers that have accepted.
const ACCEPTED: u32 = 200;
/// Rows that are imported together, as far as the activity shows.
const BATCH: u32 = 50_000;
/// Rows of one transaction: each changes the partner's numbers, whose versions the database keeps until it commits.
const STEP: u32 = 1_000;

const PARTNER: people::Company = people::Company {
    legal_name: "Meridianquai Distribution GmbH",
    domain: "meridianquai.example",
    country: "DE",
    kind: RelationshipKind::IndirectProvider,
    staff: &[
        ("Jürgen Ostertag", "juergen.ostertag", Role::GlobalAdmin),
        ("Selin Aydın", "selin.aydin", Role::AdminAgent),
        (
            "Katharina Vogelsang",
            "katharina.vogelsang",
            Role::SalesAgent,
        ),
        ("Piotr Zając", "piotr.zajac", Role::HelpdeskAgent),
    ],
};

/// Fills the database with one partner and this many customers.
pub async fn one_partner_with(
    demo: &Demo,
    count: u32,
    tell: &dyn Fn(&str),
) -> Result<Vec<SignIn>, AppError> {
    let begin = demo.now.minus(Duration::days(200));
    let hash = identity::hash_password(PASSWORD)?;
    let staff = demo
        .db
        .write(move |tx| open_account(tx, &PARTNER, &hash, begin))
        .await?;
    let user = *staff.first().ok_or(AppError::NotFound)?;
    let accepted = count.min(ACCEPTED);
    tell(&format!("{accepted} customers accept an invitation …"));
    let post = Post::new(demo);
    for number in 0..accepted {
        post.carry_out(asked(user, number, accepted)).await?;
    }
    import(demo, user, count - accepted, tell).await?;
    price_lists::load(demo, &post, PARTNER.domain).await?;
    orders::place(demo, user).await?;
    Ok(PARTNER
        .staff
        .iter()
        .map(|(_, local, role)| SignIn {
            company: PARTNER.legal_name.to_owned(),
            role: *role,
            email: format!("{local}@{}", PARTNER.domain),
            password: PASSWORD,
        })
        .collect())
}

fn asked(by: UserId, number: u32, of: u32) -> Asked {
    let (name, slug) = name_of(number, of);
    let domain = format!("{slug}.connected.example");
    Asked {
        by,
        company: Company {
            name: format!("{name} Connected"),
            person: "Renate Ödinger",
            job: "Head of IT",
            email: format!("renate.oedinger@{domain}"),
            domain,
        },
        place: usize::try_from(number % 33).unwrap_or_default(),
        ending: Ending::Accepted,
        language: Language::English,
        together: None,
    }
}

async fn import(
    demo: &Demo,
    user: UserId,
    count: u32,
    tell: &dyn Fn(&str),
) -> Result<(), AppError> {
    let started = Instant::now();
    let at = demo.now.minus(Duration::days(190));
    let mut done = 0;
    while done < count {
        let upto = count.min(done + BATCH);
        for from in (done..upto).step_by(STEP as usize) {
            let step = demo.db.write(move |tx| {
                let by = CustomerManager::for_user(tx.conn(), user)?;
                (from..upto.min(from + STEP))
                    .try_for_each(|number| import_one(tx, by.scope, number, count, at))
            });
            step.await?;
        }
        demo.db
            .write(move |tx| {
                let by = CustomerManager::for_user(tx.conn(), user)?;
                let imported = CustomersImported {
                    of: by.scope.partner_id().into(),
                    new: (upto - done).into(),
                    from: "",
                };
                activity::record(tx, &by, &imported, at)
            })
            .await?;
        done = upto;
        tell(&format!(
            "{} of {} companies imported, {} s",
            thousands(i64::from(done)),
            thousands(i64::from(count)),
            started.elapsed().as_secs()
        ));
    }
    Ok(())
}

fn import_one(
    tx: &mut Tx<'_>,
    scope: Scope,
    number: u32,
    of: u32,
    begin: crate::db::types::Timestamp,
) -> db::Result<()> {
    let (name, slug) = name_of(number, of);
    let domain = format!("{slug}.example");
    let company = Prospect {
        name: &name,
        domain: &domain,
    };
    let from = if number.is_multiple_of(3) {
        ImportedFrom::Azure
    } else {
        ImportedFrom::Office365
    };
    let at = begin.plus(Duration::seconds(i64::from(number)));
    customers::insert_imported(tx, scope, company, from, &slug, at)?;
    Ok(())
}

const FIRST: [&str; 10] = [
    "Bal", "Cor", "Dan", "Fen", "Gar", "Hol", "Kes", "Lum", "Mor", "Tal",
];
const SECOND: [&str; 10] = [
    "ando", "beck", "dora", "elin", "ford", "gatt", "holm", "issa", "mont", "wick",
];
const THIRD: [&str; 10] = [
    "Bakery",
    "Clinics",
    "Design",
    "Energy",
    "Foods",
    "Gardens",
    "Logistics",
    "Metals",
    "Schools",
    "Timber",
];

/// Names in the order of the alphabet, so that the indexes are filled from one end.
fn name_of(number: u32, of: u32) -> (String, String) {
    let space = u64::from(of.max(1_000_000)).next_multiple_of(100_000);
    // Spread over the whole alphabet, however few there are.
    let spread = u64::from(number) * (space / u64::from(of.max(1)));
    let digit = |place: u32, words: [&'static str; 10]| {
        let scale = (space / 10_u64.pow(place)).max(1);
        let index = usize::try_from(spread / scale % 10).unwrap_or_default();
        words.get(index).copied().unwrap_or("Bal")
    };
    let rest = spread % (space / 100_000).max(1);
    let name = format!(
        "{}{} {}{} {} {:04}",
        digit(1, FIRST),
        digit(2, SECOND),
        digit(3, FIRST),
        digit(4, SECOND),
        digit(5, THIRD),
        rest
    );
    let slug = name.to_lowercase().replace(' ', "-");
    (name, slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_in_order() {
        for of in [1_u32, 7, 1_000, 60_000, 1_234_567] {
            let last = of.saturating_sub(3_000);
            let names: Vec<String> = (last..of).map(|number| name_of(number, of).0).collect();
            assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{of}");
        }
    }
}
