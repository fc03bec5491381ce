//! A file of users that one of the demo's partners has uploaded: one finished upload.

use chrono::Duration;

use super::{Demo, companies::Company, invitations::Post};
use crate::{
    clock::Clock,
    customers::{self, Prospect},
    db::{self, ids::UserId},
    domains::ConsentRules,
    error::AppError,
    identity::CustomerManager,
    uploads::{self, Batch, Rules, RunBatch, Upload},
    user_import::{AddUsers, BY_HEADINGS, Settings},
};

/// How many of the people in the file are new.
const NEW: u32 = 14;

/// Uploads the users of a company, as of some days ago, and adds them.
pub(super) async fn upload(
    demo: &Demo,
    post: &Post<'_>,
    by: UserId,
    company: &Company,
) -> Result<(), AppError> {
    let clock = post.clock_at(demo.now.minus(Duration::days(9)));
    let (demo, company) = (demo.clone(), company.clone());
    let done = tokio::task::spawn_blocking(move || carry_out(&demo, &clock, by, &company));
    match done.await {
        Ok(done) => Ok(done?),
        Err(error) => Err(AppError::Internal(error.to_string())),
    }
}

fn carry_out(demo: &Demo, clock: &Clock, by: UserId, company: &Company) -> db::Result<()> {
    let db = &demo.db;
    let staff = db.read_now(|conn| CustomerManager::for_user(conn, by))?;
    let prospect = Prospect {
        name: &company.name,
        domain: &company.domain,
    };
    let entry =
        db.read_now(|conn| customers::by_company(conn, staff.scope, &demo.rules.shared, prospect))?;
    let customer = entry.and_then(|entry| entry.customer_id);
    let taken = uploads::of_text(file(company), "New colleagues.csv", &BY_HEADINGS);
    let taken = taken.map_err(db::Error::Accident)?;
    let mut batch = Batch {
        customer_id: customer,
        ..Batch::reading(
            staff.scope.partner_id(),
            Some(by),
            BY_HEADINGS.kind(),
            clock.now(),
        )
    }
    .with_settings(&Settings {
        usage_location: Some("DE".to_owned()),
        unread: taken.unread(),
        ..Settings::default()
    })?;
    taken.describe(&mut batch);
    db.write_now(|tx| uploads::insert(tx, &batch))?;
    let partner = &staff.staff.partner;
    let rules = db.read_now(|conn| Rules::of(conn, &demo.rules, partner))?;
    let rows = taken.rows();
    uploads::read(db, clock, &BY_HEADINGS, &batch, &rules, rows, &mut |_| {})?;
    let job = RunBatch(vec![Box::new(adding(&demo.rules))]);
    uploads::run_through(
        db,
        clock,
        &job,
        &batch,
        Some(by),
        &mut |_| Ok(true),
        &mut |_| {},
    )?;
    Ok(())
}

fn adding(rules: &ConsentRules) -> AddUsers {
    AddUsers {
        rules: rules.clone(),
    }
}

/// New people, and rows of which nothing comes.
fn file(company: &Company) -> Vec<u8> {
    let domain = &company.domain;
    let mut text = "First name,Last name,Display name,Email,Status update\n".to_owned();
    for number in 1..=NEW {
        text.push_str(&format!(
            "Trainee,{number},Trainee {number},trainee.{number}@{domain},\n"
        ));
    }
    text.push_str(&format!("Trainee,1,Trainee 1,Trainee.1@{domain},\n"));
    text.push_str("Old,Domain,Old Domain,old@elsewhere.example,\n");
    text.push_str(&format!("Nobody,Named,,nobody@{domain},\n"));
    text.into_bytes()
}
