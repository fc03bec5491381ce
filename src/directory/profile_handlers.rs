//! Add a user, and change one.

use super::{
    adding,
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
    mail::CanMail,
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
        return restore_first(on, form, domains, None).await;
    }
    let new = match form.parse(&domains, None) {
        Ok(new) => new,
        Err(errors) => return again(on, form, &domains, None, errors).await,
    };
    let name = new.display_name.clone();
    let added = on.write(move |tx, by, now| adding::add(tx, by, &new, now));
    match added.await? {
        Ok(id) => added_flash(&on, id, &name),
        Err(error) => refused(on, form, &domains, None, error).await,
    }
}

fn added_flash(on: &Acting, id: DirectoryUserId, name: &str) -> Answer {
    let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
    let flash = match on.request.part::<CanMail>()?.0 {
        true => {
            let text = format!("{name} is added. Mail a link, so that a password can be set.");
            Flash::good(text).with_link("Mail a link", paths.user_password_link(key, id))
        }
        false => Flash::good(format!("{name} is added.")),
    };
    Ok(on.request.done(&paths.user(key, id), flash))
}

/// The user that is changed. One who holds an admin role takes Global administrator.
async fn person(on: &mut Acting) -> Result<Person, AppError> {
    let id = user_of(on)?;
    let read = on.read(move |conn, by| queries::find(conn, by.customer, id));
    let person = read.await?;
    if person.user.present && person.roles.is_admin() && !on.granted.allows::<ManageAdmins>() {
        return Err(on.refusal_of::<ManageAdmins>().await?);
    }
    Ok(person)
}

/// Change a user.
pub(super) async fn edit(mut on: Acting) -> Answer {
    let (person, domains) = (person(&mut on).await?, domains(&mut on).await?);
    if !person.user.present {
        return Err(AppError::NotFound);
    }
    let form = ProfileForm::of(&person);
    let by = on.granted;
    on.request
        .page(|layout| ProfilePage::new(layout, &by, form, &domains, Some(&person)))
        .await
}

/// Saves what was typed, unless somebody else has saved or deleted the user meanwhile.
pub(super) async fn update(mut on: Acting, Form(form): Form<ProfileForm>) -> Answer {
    let (person, domains) = (person(&mut on).await?, domains(&mut on).await?);
    if form.act == "restore" {
        return restore_first(on, form, domains, Some(person)).await;
    }
    let kept = super::user_name::domain_part(&person.user.user_name).to_owned();
    let new = match form.parse(&domains, Some(&kept)) {
        Ok(new) => new,
        Err(errors) => return again(on, form, &domains, Some(person), errors).await,
    };
    let (id, version) = (person.user.id, form.version.parse().unwrap_or_default());
    match save(&mut on, id, version, new).await? {
        Ok(ends_links) => {
            let address = on.request.paths().user(on.granted.entry.page_key(), id);
            let text = match ends_links {
                true => "The changes are saved. Links to set a password from before are dead.",
                false => "The changes are saved.",
            };
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
) -> Result<Result<bool, DirectoryError>, AppError> {
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

/// Restores the deleted user whose name was asked for. Where nothing more is wanted, that user is shown; otherwise the form
/// comes again as it was typed.
async fn restore_first(
    mut on: Acting,
    form: ProfileForm,
    domains: Vec<String>,
    person: Option<Person>,
) -> Answer {
    let ids = users_of(std::slice::from_ref(&form.deleted));
    let people = restore_handlers::restorable(&mut on, ids).await?;
    let Some(Person { user, .. }) = people.into_iter().next() else {
        let mut errors = FieldErrors::default();
        errors.add("user_name", NOBODY_TO_RESTORE);
        return again(on, form, &domains, person, errors).await;
    };
    let restored = restore_handlers::restore_as(&mut on, &user, &form.restore_as, &domains).await?;
    let missing = match restored {
        Ok(missing) => missing,
        Err(wrong) => return again_offering(on, form, &domains, person, user, wrong).await,
    };
    let text = format!("{} is restored.{missing}", user.display_name);
    if person.is_none() && form.restore_as.trim().is_empty() {
        let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
        let address = paths.user(key, user.id);
        return Ok(on.request.done(&address, Flash::good(text)));
    }
    again_after(on, form, &domains, person, &text).await
}

/// The form again as it was typed, after somebody else was restored.
async fn again_after(
    on: Acting,
    mut form: ProfileForm,
    domains: &[String],
    person: Option<Person>,
    done: &str,
) -> Answer {
    (form.deleted, form.restore_as) = (String::new(), String::new());
    let news = format!("{done} What you typed stands below and is not saved yet.");
    let by = on.granted;
    let page = |layout| {
        let page = ProfilePage::new(layout, &by, form, domains, person.as_ref());
        page.after(news)
    };
    on.request.page(page).await
}

const NOBODY_TO_RESTORE: &str = "Nobody was restored: the deleted user is back already, or can no longer be restored. Press again to see whether the user name is free";

/// The form again, with the deleted user who has the name and what is wrong with the other name for them.
async fn again_offering(
    on: Acting,
    form: ProfileForm,
    domains: &[String],
    person: Option<Person>,
    deleted: DirectoryUser,
    wrong: String,
) -> Answer {
    let mut errors = FieldErrors::default();
    errors.add("restore_as", wrong);
    let by = on.granted;
    let page = |layout| {
        let page = ProfilePage::new(layout, &by, form, domains, person.as_ref()).with(errors);
        page.offering(&deleted)
    };
    on.request.again(page).await
}
