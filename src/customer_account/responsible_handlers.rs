//! Who of a partner's staff looks after a customer: chosen here.

use askama::Template;

use super::responsible_service::{self, ResponsibleError};
use crate::{
    customer_access::{Annotate, CustomerRequest},
    customers::{self, Responsible},
    db,
    error::AppError,
    identity::{self, Layout, User},
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::Flash,
    },
};

type Acting = CustomerRequest<Annotate>;

#[derive(Template)]
#[template(path = "customer_account/responsible.html")]
struct ResponsiblePage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    people: Vec<Choice>,
    /// Who it is now: the key, empty for nobody.
    known: String,
}

/// Who it is, and who it can be.
struct Found {
    present: Option<Responsible>,
    staff: Vec<User>,
}

async fn find(on: &mut Acting) -> Result<Found, AppError> {
    let found = on.read(|conn, granted| {
        let (scope, entry) = (granted.by.scope, granted.entry.id);
        Ok::<_, db::Error>(Found {
            present: customers::responsible(conn, scope, entry)?,
            staff: identity::staff_of(conn, scope)?,
        })
    });
    Ok(found.await?)
}

/// Nobody, and everybody who can sign in.
fn people(staff: &[User], chosen: &str) -> Vec<Choice> {
    let active = staff.iter().filter(|user| user.can_sign_in());
    let choice = |user: &User| {
        let label = format!("{}, {}", user.name, user.roles.words());
        Choice::new(&user.id.to_string(), label, chosen)
    };
    let nobody = Choice::new("", "Nobody", chosen);
    std::iter::once(nobody).chain(active.map(choice)).collect()
}

async fn page(mut on: Acting, chosen: Option<String>, errors: FieldErrors) -> Answer {
    let Found { present, staff } = find(&mut on).await?;
    let known = present.map_or_else(String::new, |person| person.user.to_string());
    let chosen = chosen.unwrap_or_else(|| known.clone());
    let people = people(&staff, &chosen);
    let (is_again, entry) = (!errors.is_empty(), on.granted.entry);
    let page = |layout: Layout| ResponsiblePage {
        layout: layout.in_section("customers"),
        errors,
        name: entry.name.clone(),
        key: entry.page_key(),
        people,
        known,
    };
    match is_again {
        true => on.request.again(page).await,
        false => on.request.page(page).await,
    }
}

/// Who it is now.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn edit(on: Acting) -> Answer {
    page(on, None, FieldErrors::default()).await
}

/// Who it is to be, and who was on the page; each a key, or nothing.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ResponsibleForm {
    person: String,
    known: String,
}

/// Makes somebody responsible, or nobody.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn change(mut on: Acting, Form(form): Form<ResponsibleForm>) -> Answer {
    let known = form.known.parse().ok();
    let to = match form.person.as_str() {
        "" => None,
        key => match key.parse() {
            Ok(id) => Some(id),
            Err(_) => return refused(on, form, &ResponsibleError::NoColleague).await,
        },
    };
    let changed =
        on.write(move |tx, granted, now| responsible_service::appoint(tx, granted, known, to, now));
    match changed.await? {
        Ok(person) => {
            let name = &on.granted.entry.name;
            let text = match person {
                Some(person) => format!("{} is responsible for {name} now.", person.name),
                None => format!("Nobody is responsible for {name} now."),
            };
            let record = on.request.paths().customer(on.granted.entry.page_key());
            Ok(on.request.done(&record, Flash::good(text)))
        }
        Err(ResponsibleError::Db(error)) => Err(error.into()),
        Err(error) => refused(on, form, &error).await,
    }
}

async fn refused(on: Acting, form: ResponsibleForm, error: &ResponsibleError) -> Answer {
    let mut errors = FieldErrors::default();
    errors.explain(error);
    page(on, Some(form.person), errors).await
}
