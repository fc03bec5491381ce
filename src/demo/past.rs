//! The demo's past half year: partners, staff, imports, and what came of each invitation.

use chrono::Duration;

use super::{
    Demo, SignIn,
    companies::{self, Company},
    from_text, incidents,
    invitations::{Asked, Ending, Post},
    kept, licenses, order_requests, orders, partnerships,
    people::{self, PARTNERS, PASSWORD},
    price_lists, privileges, services, staff as colleagues, user_files, users,
};
use crate::{
    customer_import::{ImportError, read_file, store},
    db::{
        Tx,
        ids::{PartnerId, UserId},
        types::Timestamp,
    },
    error::AppError,
    identity::{self, NewUser, Partner, PartnerStatus, RelationshipKind, Role, Roles},
    invitations::EndOverdue,
    jobs::{Counters, Job, Node, Runner},
    language::Language,
    privilege_changes::{Desk, EndGrants, SendWarnings},
    privileges::NoteIdle,
};

/// Customers of each partner.
const CUSTOMERS: usize = 60;
/// The place of the one whose users came from a file, too.
const WITH_A_FILE: usize = 4;
/// Of them known from other portals alone.
const IMPORTED: usize = 12;
/// How far back it all began.
const DAYS: i64 = 175;

/// Fills the database with the demo's four partners.
///
/// # Errors
/// When a service refuses what a page would have refused, too.
pub async fn fill(demo: &Demo, tell: &dyn Fn(&str)) -> Result<Vec<SignIn>, AppError> {
    let hash = identity::hash_password(PASSWORD)?;
    let post = Post::new(demo);
    let (mut sign_ins, mut agents) = (Vec::new(), Vec::new());
    for (number, company) in PARTNERS.iter().enumerate() {
        tell(&format!(
            "Making up {} ({} of {}) …",
            company.legal_name,
            number + 1,
            PARTNERS.len()
        ));
        let staff = {
            let (hash, begin) = (hash.clone(), demo.now.minus(Duration::days(DAYS + 30)));
            demo.db
                .write(move |tx| open_account(tx, company, &hash, begin))
                .await?
        };
        sign_ins.extend(company.staff.iter().map(|(_, local, role)| SignIn {
            company: company.legal_name.to_owned(),
            role: *role,
            email: format!("{local}@{}", company.domain),
            password: PASSWORD,
        }));
        import(demo, &post, company.domain, number).await?;
        ask(demo, &post, &staff, number).await?;
        agents.extend(staff.first().copied());
        if company.kind != RelationshipKind::IndirectReseller {
            price_lists::load(demo, &post, company.domain).await?;
            services::say(demo, company).await?;
            incidents::tell(demo, company).await?;
        }
        if number == 0 {
            colleagues::tell(demo, company).await?;
        }
        let at = demo.now.minus(Duration::days(3));
        let keepers = staff.clone();
        demo.db
            .write(move |tx| kept::keep(tx, &keepers, at))
            .await?;
        read_notifications(demo, &staff).await?;
    }
    partnerships::make(&post, demo).await?;
    let desk = Desk {
        secrets: demo.secrets.clone(),
        site: demo.site.clone(),
        product: demo.product.clone(),
    };
    run_out(demo, &desk, &post).await?;
    for user in &agents {
        orders::place(demo, *user).await?;
    }
    order_requests::send(demo).await?;
    for user in &agents {
        licenses::assign(demo, *user).await?;
    }
    for user in agents {
        privileges::change(demo, &desk, user).await?;
    }
    Ok(sign_ins)
}

/// A partner and those of its staff who may change something.
pub(super) fn open_account(
    tx: &mut Tx<'_>,
    company: &people::Company,
    hash: &str,
    at: Timestamp,
) -> Result<Vec<UserId>, AppError> {
    let partner = Partner {
        id: PartnerId::new(),
        legal_name: company.legal_name.to_owned(),
        domain: company.domain.to_owned(),
        country: company.country.to_owned(),
        is_reseller: company.kind == RelationshipKind::IndirectReseller,
        is_provider: company.kind == RelationshipKind::IndirectProvider,
        is_direct_bill: company.kind == RelationshipKind::DirectBill,
        status: PartnerStatus::Active,
        created_at: at,
    };
    identity::insert_partner(tx, &partner)?;
    let mut able = Vec::new();
    for (name, local, role) in company.staff {
        let new = NewUser {
            partner: partner.id,
            email: format!("{local}@{}", company.domain),
            name: (*name).to_owned(),
            roles: Roles::new(&[*role]),
            password_hash: Some(hash.to_owned()),
        };
        let id = new.insert(tx, at)?;
        if matches!(role, Role::GlobalAdmin | Role::AdminAgent) {
            able.push(id);
        }
    }
    Ok(able)
}

/// What the partner already served in other portals when it came here (product.md, rule 6): one finished import.
async fn import(
    demo: &Demo,
    post: &Post<'_>,
    domain: &'static str,
    partner: usize,
) -> Result<(), AppError> {
    let is_azure = partner % 2 == 1;
    let mut text = if is_azure {
        "Name,Tenant ID,Domain\n".to_owned()
    } else {
        "Company name,Microsoft ID,Primary domain name\n".to_owned()
    };
    for place in 0..IMPORTED {
        if let Some(company) = companies::distinct(partner * CUSTOMERS + place) {
            let Company { name, domain, .. } = company;
            text.push_str(&format!("\"{name}\",demo-{partner}-{place:03},{domain}\n"));
        }
    }
    let clock = post.clock_at(demo.now.minus(Duration::days(DAYS)));
    let name = match is_azure {
        true => "my-customers.csv",
        false => "Customers.csv",
    };
    from_text::load(demo, domain, (name, text), clock, |db, clock, of| {
        let read = read_file(db, clock, of, None, &mut |_, _| {})?;
        store(&read, db, clock, &mut |_| {})?;
        Ok::<_, ImportError>(())
    })
    .await
}

/// One invitation for each company that is not imported, and what came of it.
async fn ask(
    demo: &Demo,
    post: &Post<'_>,
    staff: &[UserId],
    partner: usize,
) -> Result<(), AppError> {
    let of_its_own =
        (IMPORTED..CUSTOMERS).filter_map(|place| companies::distinct(partner * CUSTOMERS + place));
    // The provider has none of the others' customers: a partnership would not give it any either.
    let shared = companies::shared().filter(|_| partner != 2);
    for (place, company) in shared.chain(of_its_own).enumerate() {
        let Some(user) = staff.get(place % staff.len().max(1)).copied() else {
            continue;
        };
        let asked = Asked {
            by: user,
            company,
            place,
            ending: ending(place),
            language: Language::English,
            together: None,
        };
        let known = asked.company.clone();
        post.carry_out(asked).await?;
        users::fill(demo, user, &known, users::number(partner, place)).await?;
        if place == WITH_A_FILE {
            user_files::upload(demo, post, user, &known).await?;
        }
    }
    Ok(())
}

/// What comes of the invitation at this place of a partner's list: the last fifteen are the open and failed
/// ones, every eighth of the others was removed later.
fn ending(place: usize) -> Ending {
    const LAST: &[Ending] = &[
        Ending::Draft,
        Ending::Draft,
        Ending::Ready,
        Ending::Ready,
        Ending::Sent,
        Ending::Sent,
        Ending::SoonOver,
        Ending::Opened,
        Ending::Opened,
        Ending::Declined,
        Ending::Unexpected,
        Ending::Expired,
        Ending::Expired,
        Ending::Revoked,
        Ending::MailFailed,
    ];
    const FIRST_OF_LAST: usize = CUSTOMERS - IMPORTED - 15;
    match place.checked_sub(FIRST_OF_LAST) {
        Some(late) => LAST.get(late).copied().unwrap_or(Ending::Accepted),
        None if place % 8 == 5 => Ending::Removed,
        None => Ending::Accepted,
    }
}

/// All but the last few days' are read.
async fn read_notifications(demo: &Demo, staff: &[UserId]) -> Result<(), AppError> {
    let (staff, until) = (staff.to_vec(), demo.now.minus(Duration::days(6)));
    demo.db
        .write(move |tx| {
            for user in staff {
                identity::mark_notifications_read(tx, user, until)?;
            }
            Ok(())
        })
        .await
}

/// What runs out is ended every few days of that past, and now, and its letters leave.
async fn run_out(demo: &Demo, desk: &Desk, post: &Post<'_>) -> Result<(), AppError> {
    for days in (0..DAYS).rev().step_by(7) {
        let at = demo.now.minus(Duration::days(days));
        let clock = post.clock_at(at);
        let jobs: Vec<Box<dyn Job>> = vec![
            Box::new(EndGrants(desk.clone())),
            Box::new(SendWarnings(desk.clone())),
            Box::new(NoteIdle),
            Box::new(EndOverdue),
        ];
        let node = Node::of_this_run();
        Runner::new(demo.db.clone(), clock, node, Counters::default(), jobs)
            .drain()
            .await;
        post.leave(at).await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_an_invitation_and_a_removal_are_among_the_endings() {
        let endings: Vec<Ending> = (0..CUSTOMERS - IMPORTED).map(ending).collect();
        for ending in [
            Ending::Draft,
            Ending::Ready,
            Ending::Sent,
            Ending::Opened,
            Ending::Accepted,
            Ending::Removed,
            Ending::Declined,
            Ending::Unexpected,
            Ending::Expired,
            Ending::Revoked,
            Ending::SoonOver,
            Ending::MailFailed,
        ] {
            assert!(endings.contains(&ending), "{ending:?}");
        }
    }
}
