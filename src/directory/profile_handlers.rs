//! Add a user, and change one.

use actix_web::HttpResponse;

use super::{
    error::DirectoryError,
    may::{domains, user_of, users_of},
    model::{DirectoryUser, Person},
    profile::{Profile, ProfileForm},
    profile_pages::{ProfilePage, Theirs},
    queries, restore_handlers, service,
};
use crate::{
    customer_access::{CustomerRequest, ManageAdmins, ManageUsers},
    db::ids::DirectoryUserId,
    error::AppError,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Acting = CustomerRequest<ManageUsers>;

/// Add a user.
pub(super) async fn new(mut on: Acting) -> Answer {
    let domains = domains(&mut on).await?;
    let form = ProfileForm::fresh(&on.request.by.staff.partner.country, &domains);
    let by = on.granted;
    on.request
        .page(|layout| ProfilePage::new(layout, &by, form, &domains, None))
        .await
}

/// Adds them, or restores the deleted one whose name it was.
pub(super) async fn create(mut on: Acting, Form(form): Form<ProfileForm>) -> Answer {
    let domains = domains(&mut on).await?;
    if form.act == "restore" {
        return instead(on, form, domains).await;
    }
    let new = match form.parse(&domains, None) {
        Ok(new) => new,
        Err(errors) => return again(on, form, &domains, None, errors).await,
    };
    let name = new.display_name.clone();
    let added = on.write(move |tx, by, now| service::add(tx, by, &new, now));
    match added.await? {
        Ok(id) => Ok(added_flash(&on, id, &name)),
        Err(error) => refused(on, form, &domains, None, error).await,
    }
}

fn added_flash(on: &Acting, id: DirectoryUserId, name: &str) -> HttpResponse {
    let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
    let text = format!("{name} is added. Mail a link, so that a password can be set.");
    let flash = Flash::good(text).with_link("Mail a link", paths.user_password_link(key, id));
    on.request.done(&paths.user(key, id), flash)
}

/// The user that is changed. One who holds an admin role takes Global administrator; a deleted one cannot be changed.
async fn person(on: &mut Acting) -> Result<Person, AppError> {
    let id = user_of(on)?;
    let read = on.read(move |conn, by| queries::find(conn, by.customer, id));
    let person = read.await?;
    if person.roles.is_admin() && !on.granted.allows::<ManageAdmins>() {
        return Err(on.refusal_of::<ManageAdmins>().await?);
    }
    match person.user.present {
        true => Ok(person),
        false => Err(AppError::NotFound),
    }
}

/// Change a user.
pub(super) async fn edit(mut on: Acting) -> Answer {
    let (person, domains) = (person(&mut on).await?, domains(&mut on).await?);
    let form = ProfileForm::of(&person);
    let by = on.granted;
    on.request
        .page(|layout| ProfilePage::new(layout, &by, form, &domains, Some(&person)))
        .await
}

/// Saves what was typed, unless somebody else has saved meanwhile.
pub(super) async fn update(mut on: Acting, Form(form): Form<ProfileForm>) -> Answer {
    let (person, domains) = (person(&mut on).await?, domains(&mut on).await?);
    let kept = super::user_name::domain_part(&person.user.user_name).to_owned();
    let new = match form.parse(&domains, Some(&kept)) {
        Ok(new) => new,
        Err(errors) => return again(on, form, &domains, Some(person), errors).await,
    };
    let (id, version) = (person.user.id, form.version.parse().unwrap_or_default());
    match save(&mut on, id, version, new).await? {
        Ok(()) => {
            let address = on.request.paths().user(on.granted.entry.page_key(), id);
            let text = "The changes are saved.";
            Ok(on.request.done(&address, Flash::good(text)))
        }
        Err(error) => refused(on, form, &domains, Some(person), error).await,
    }
}

async fn save(
    on: &mut Acting,
    id: DirectoryUserId,
    version: i32,
    new: Profile,
) -> Result<Result<(), DirectoryError>, AppError> {
    on.write(move |tx, by, now| service::change(tx, by, id, version, &new, now))
        .await
}

/// The page again, with what was typed and why nothing was done. Where somebody else was first, their values stand beside
/// it, and what is saved next replaces them.
async fn refused(
    mut on: Acting,
    form: ProfileForm,
    domains: &[String],
    person: Option<Person>,
    error: DirectoryError,
) -> Answer {
    let mut errors = FieldErrors::default();
    match &error {
        DirectoryError::AdminsOnly(_) => return Err(on.refusal_of::<ManageAdmins>().await?),
        DirectoryError::Db(_) => return Err(error.into()),
        other => errors.explain(other),
    }
    let now = match (&person, &error) {
        (Some(person), DirectoryError::Stale) => Some(as_saved(&mut on, person.user.id).await?),
        _ => None,
    };
    let by = on.granted;
    let page = |layout| {
        let page = ProfilePage::new(layout, &by, form, domains, person.as_ref()).with(errors);
        match (now, error) {
            (Some(now), _) => page.against(&now),
            (None, DirectoryError::NameOfDeleted(user)) => page.offering(&user),
            (None, _) => page,
        }
    };
    on.request.again(page).await
}

/// What somebody else has saved meanwhile.
async fn as_saved(on: &mut Acting, id: DirectoryUserId) -> Result<Theirs, AppError> {
    let read = on.read(move |conn, by| queries::find(conn, by.customer, id));
    Ok(Theirs::of(&read.await?))
}

/// The page again, with what was typed and what is wrong with it.
async fn again(
    on: Acting,
    form: ProfileForm,
    domains: &[String],
    person: Option<Person>,
    errors: FieldErrors,
) -> Answer {
    let by = on.granted;
    on.request
        .again(|layout| ProfilePage::new(layout, &by, form, domains, person.as_ref()).with(errors))
        .await
}

/// The same for a new user, with the deleted one who has the name.
async fn again_offering(
    on: Acting,
    form: ProfileForm,
    domains: &[String],
    deleted: DirectoryUser,
    errors: FieldErrors,
) -> Answer {
    let by = on.granted;
    let page = |layout| {
        let page = ProfilePage::new(layout, &by, form, domains, None).with(errors);
        page.offering(&deleted)
    };
    on.request.again(page).await
}

/// Restores a deleted user in the place of a new one who was to have the same name.
async fn instead(mut on: Acting, form: ProfileForm, domains: Vec<String>) -> Answer {
    let ids = users_of(std::slice::from_ref(&form.deleted));
    let people = restore_handlers::restorable(&mut on, ids).await?;
    let Some(Person { user, .. }) = people.first() else {
        return Err(AppError::NotFound);
    };
    match restore_handlers::restore_as(&mut on, user, &form.restore_as, &domains).await? {
        Ok(()) => {
            let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
            let text = format!("{} is restored.", user.display_name);
            Ok(on
                .request
                .done(&paths.user(key, user.id), Flash::good(text)))
        }
        Err(wrong) => {
            let mut errors = FieldErrors::default();
            errors.add("restore_as", wrong);
            again_offering(on, form, &domains, user.clone(), errors).await
        }
    }
}
