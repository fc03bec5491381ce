//! Assign licenses to one user, or to many that were ticked, and take them.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;

use super::{
    assigning_service,
    assignment_page::{AssignmentPage, Found},
    done::Done,
    queries,
    results_page::{ResultsPage, told},
    wishes::{AssignmentForm, Wish, users_in},
};
use crate::{
    customer_access::{AssignLicenses, CustomerRequest},
    db::{self, Conn, ids::CustomerId, ids::DirectoryUserId},
    directory,
    error::AppError,
    licenses,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Acting = CustomerRequest<AssignLicenses>;

fn read(conn: &mut Conn, customer: CustomerId, users: &[DirectoryUserId]) -> db::Result<Found> {
    let people = directory::present_users(conn, customer, users)?;
    let licenses = licenses::licenses_of(conn, customer)?;
    let keys: Vec<DirectoryUserId> = people.iter().map(|user| user.id).collect();
    Ok(Found {
        held: licenses::held_by(conn, &keys)?,
        services: match people.len() {
            1 => queries::services(conn, customer, &licenses)?,
            _ => Vec::new(),
        },
        people,
        licenses,
    })
}

async fn found(on: &mut Acting, users: Vec<DirectoryUserId>) -> Result<Found, AppError> {
    let read = on.read(move |conn, by| read(conn, by.customer, &users));
    Ok(read.await?)
}

/// Which licenses these users hold, and which they are to hold.
pub(super) async fn choose(mut on: Acting) -> Answer {
    let users = users_in(on.request.query_string());
    let found = found(&mut on, users).await?;
    let by = on.granted;
    on.request
        .page(|layout| AssignmentPage::new(layout, &by, &found, FieldErrors::default()))
        .await
}

/// Carries it out.
pub(super) async fn carry_out(mut on: Acting, Form(form): Form<AssignmentForm>) -> Answer {
    let found = found(&mut on, form.users()).await?;
    let wishes = wishes(&form, &found);
    if wishes.is_empty() || found.people.is_empty() {
        return refused(on, &found, NOTHING).await;
    }
    let (people, services) = (found.people, found.services);
    let keys: Vec<DirectoryUserId> = people.iter().map(|user| user.id).collect();
    let done = on.write(move |tx, by, now| {
        assigning_service::carry_out(tx, by, &people, &wishes, &services, now)
    });
    let done = done.await??;
    answer(on, &keys, &done).await
}

/// What is wished of licenses that the customer has, of each once.
fn wishes(form: &AssignmentForm, found: &Found) -> Vec<Wish> {
    let mut wishes = form.wishes(&found.services);
    wishes.retain(|wish| found.licenses.iter().any(|it| it.license_sku == wish.sku));
    let mut known: BTreeSet<String> = BTreeSet::new();
    wishes.retain(|wish| known.insert(wish.sku.clone()));
    wishes
}

const NOTHING: &str = "Nothing was changed: choose what is to be assigned or taken, and for whom";

/// Of one user: back to their page, or the form again with what could not be done. Of many: a result for each.
async fn answer(mut on: Acting, users: &[DirectoryUserId], done: &[Done]) -> Answer {
    let is_refused = done.iter().any(Done::is_refused);
    match (users, is_refused) {
        ([one], false) => {
            let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
            let flash = Flash::good(told(done));
            Ok(on.request.done(&paths.user(key, *one), flash))
        }
        ([one], true) => {
            let again = found(&mut on, vec![*one]).await?;
            refused(on, &again, &told_each(done)).await
        }
        _ => {
            let by = on.granted;
            let page = |layout| ResultsPage::new(layout, &by, done);
            on.request.page(page).await
        }
    }
}

/// What was done, and why the rest was not.
fn told_each(done: &[Done]) -> String {
    let refusals = done.iter().filter_map(|it| {
        let why = it.result.as_ref().err()?;
        Some(format!("{}: {why}", it.license))
    });
    let refusals: Vec<String> = refusals.collect();
    format!("{} {}", told(done), refusals.join(". "))
}

async fn refused(on: Acting, found: &Found, why: &str) -> Answer {
    let (by, errors) = (on.granted, FieldErrors::page(why));
    on.request
        .page_with(StatusCode::UNPROCESSABLE_ENTITY, |layout| {
            AssignmentPage::new(layout, &by, found, errors)
        })
        .await
}
