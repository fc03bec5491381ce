//! Assign licenses to one user, or to many that were ticked, and take them.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;

use super::{
    assigning_service,
    assignment_page::{AssignmentPage, Found},
    done::Done,
    queries,
    results_page::{ResultsPage, told},
    wishes::{AssignmentForm, Wish},
};
use crate::{
    customer_access::{AssignLicenses, CustomerRequest},
    db::{self, Conn, ids::CustomerId, ids::DirectoryUserId},
    directory::{self, MOST_TICKED, TickedForm, Ticks},
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
        left_out: String::new(),
    })
}

/// Those of these users that are there, and what is said of the others. None at all where they are too many.
async fn found(on: &mut Acting, ticks: Ticks) -> Result<Found, AppError> {
    let ticks = ticks.over(MOST_TICKED).map_or(ticks, |_| Ticks::default());
    let read = on.read(move |conn, by| {
        let found = read(conn, by.customer, ticks.keys())?;
        let left_out = ticks.left_out(found.people.len());
        Ok::<_, db::Error>(Found { left_out, ..found })
    });
    Ok(read.await?)
}

/// Which licenses these users hold, and which they are to hold.
pub(super) async fn choose(on: Acting) -> Answer {
    let ticks = Ticks::in_query(on.request.query_string());
    ask(on, ticks).await
}

/// The same for those who are ticked in the list of users, over all its pages.
pub(super) async fn choose_ticked(on: Acting, Form(form): Form<TickedForm>) -> Answer {
    ask(on, form.ticks()).await
}

async fn ask(mut on: Acting, ticks: Ticks) -> Answer {
    let over = ticks.over(MOST_TICKED);
    let found = found(&mut on, ticks).await?;
    if let Some(why) = over {
        return refused(on, &found, &why).await;
    }
    let by = on.granted;
    on.request
        .page(|layout| AssignmentPage::new(layout, &by, &found, FieldErrors::default()))
        .await
}

/// Carries it out.
pub(super) async fn carry_out(mut on: Acting, Form(form): Form<AssignmentForm>) -> Answer {
    let ticks = form.ticks();
    let over = ticks.over(MOST_TICKED);
    let found = found(&mut on, ticks).await?;
    if let Some(why) = over {
        return refused(on, &found, &why).await;
    }
    let wishes = wishes(&form, &found);
    if wishes.is_empty() || found.people.is_empty() {
        return refused(on, &found, NOTHING).await;
    }
    let (people, services, left_out) = (found.people, found.services, found.left_out);
    let keys: Vec<DirectoryUserId> = people.iter().map(|user| user.id).collect();
    let done = on.write(move |tx, by, now| {
        assigning_service::carry_out(tx, by, &people, &wishes, &services, now)
    });
    let done = done.await??;
    answer(on, &keys, &done, &left_out).await
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
async fn answer(
    mut on: Acting,
    users: &[DirectoryUserId],
    done: &[Done],
    left_out: &str,
) -> Answer {
    let is_refused = done.iter().any(Done::is_refused);
    match (users, is_refused) {
        ([one], false) => {
            let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
            let flash = Flash::good(format!("{} {left_out}", told(done)).trim_end());
            Ok(on.request.done(&paths.user(key, *one), flash))
        }
        ([one], true) => {
            let again = found(&mut on, Ticks::of([one.to_string().as_str()].into_iter())).await?;
            let again = Found {
                left_out: left_out.to_owned(),
                ..again
            };
            refused(on, &again, &told_each(done)).await
        }
        _ => {
            let by = on.granted;
            let page = |layout| ResultsPage::new(layout, &by, done, left_out);
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
