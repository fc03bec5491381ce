//! Restore one deleted user, or many that were ticked: each under their own user name, or under another one.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    error::DirectoryError,
    may::{domains, users_in, users_of},
    model::{DirectoryUser, Person},
    queries,
    service::{self, Restored, Wanted},
    user_name::whole_user_name,
};
use crate::{
    customer_access::{CustomerRequest, Granted, Head, ManageAdmins, ManageUsers, Tab},
    db::{ids::DirectoryUserId, types::Timestamp},
    error::AppError,
    identity::Layout,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

type Acting = CustomerRequest<ManageUsers>;

/// A user who is wanted back.
struct Line {
    id: DirectoryUserId,
    name: String,
    /// As it was, or as it was typed.
    user_name: String,
    /// What they lose.
    lost_roles: Option<String>,
    until: Option<Timestamp>,
    /// What is wrong with the name.
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "directory/restoration.html")]
struct RestorationPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    lines: Vec<Line>,
    button: String,
}

/// Names as they were typed, by user.
type Typed = Vec<(DirectoryUserId, String)>;

/// What stands in the way of one of them.
type Problems = Vec<(DirectoryUserId, String)>;

fn found(list: &[(DirectoryUserId, String)], id: DirectoryUserId) -> Option<&str> {
    let mut list = list.iter();
    list.find(|(known, _)| *known == id)
        .map(|(_, text)| text.as_str())
}

impl RestorationPage {
    fn new(
        layout: Layout,
        by: &Granted<ManageUsers>,
        people: &[Person],
        typed: &Typed,
        problems: &Problems,
    ) -> Self {
        let keeps_roles = by.allows::<ManageAdmins>();
        let line = |Person { user, roles }: &Person| Line {
            id: user.id,
            name: user.display_name.clone(),
            user_name: found(typed, user.id).unwrap_or(&user.user_name).to_owned(),
            lost_roles: (roles.is_admin() && !keeps_roles).then(|| roles.words()),
            until: user.restorable_until(),
            problem: found(problems, user.id).map(str::to_owned),
        };
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors: FieldErrors::default(),
            lines: people.iter().map(line).collect(),
            button: match people {
                [one] => format!("Restore {}", one.user.display_name),
                many => format!("Restore {} users", many.len()),
            },
            layout: layout.in_section("customers"),
        }
    }

    /// After a press that restored nobody.
    fn refused(mut self, problems: &Problems) -> Self {
        let is_gone = |id: &DirectoryUserId| self.lines.iter().all(|line| line.id != *id);
        let gone = problems.iter().filter(|(id, _)| is_gone(id));
        let why = match gone.count() {
            0 if problems.is_empty() => "Tick the users that are to be restored",
            0 => "Nobody was restored. See what is wrong beside each user name",
            _ => {
                "Nobody was restored. Some of these users can no longer be restored and are left out below; the others still can"
            }
        };
        self.errors = FieldErrors::page(why);
        self
    }
}

/// Those of these users that are deleted and can be restored.
pub(super) async fn restorable(
    on: &mut Acting,
    ids: Vec<DirectoryUserId>,
) -> Result<Vec<Person>, AppError> {
    let now = on.request.now;
    let read = on.read(move |conn, by| queries::find_many(conn, by.customer, &ids));
    let mut people = read.await?;
    people.retain(|person| person.user.is_restorable(now));
    Ok(people)
}

/// The names of these people that are not in a domain that is still verified.
fn unverified(people: &[Person], domains: &[String]) -> Problems {
    let problem = |Person { user, .. }: &Person| {
        let wrong = whole_user_name(&user.user_name, domains).err()?;
        Some((user.id, wrong))
    };
    people.iter().filter_map(problem).collect()
}

/// Who will be restored, under which names.
pub(super) async fn confirm(mut on: Acting) -> Answer {
    let ids = users_in(on.request.query_string());
    let people = restorable(&mut on, ids).await?;
    let problems = unverified(&people, &domains(&mut on).await?);
    let by = on.granted;
    on.request
        .page(|layout| RestorationPage::new(layout, &by, &people, &Vec::new(), &problems))
        .await
}

/// Who was confirmed, and the name of each, in the same order.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RestorationForm {
    user: Vec<String>,
    user_name: Vec<String>,
}

/// Restores them, all or none.
pub(super) async fn restore(mut on: Acting, Form(form): Form<RestorationForm>) -> Answer {
    let ids = users_of(&form.user);
    if ids.len() != form.user.len() || ids.len() != form.user_name.len() {
        return Err(AppError::NotFound);
    }
    if ids.is_empty() {
        return again(on, Vec::new(), Vec::new()).await;
    }
    let typed: Typed = ids.iter().copied().zip(form.user_name).collect();
    let domains = domains(&mut on).await?;
    let (wanted, problems) = checked(&typed, &domains);
    if !problems.is_empty() {
        return again(on, typed, problems).await;
    }
    match carry_out(&mut on, wanted).await? {
        Ok(restored) => {
            let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
            let address = paths.customer_users(key);
            Ok(on.request.done(&address, Flash::good(told(&restored))))
        }
        Err(error) => refused(on, typed, error).await,
    }
}

async fn carry_out(
    on: &mut Acting,
    wanted: Vec<Wanted>,
) -> Result<Result<Restored, DirectoryError>, AppError> {
    on.write(move |tx, by, now| service::restore(tx, by, &wanted, now))
        .await
}

fn checked(typed: &Typed, domains: &[String]) -> (Vec<Wanted>, Problems) {
    let (mut wanted, mut problems) = (Vec::new(), Vec::new());
    for (id, text) in typed {
        match whole_user_name(text, domains) {
            Ok(user_name) => wanted.push(Wanted { id: *id, user_name }),
            Err(why) => problems.push((*id, why)),
        }
    }
    (wanted, problems)
}

/// Licenses that are named one by one.
const NAMED: usize = 5;

fn told(restored: &Restored) -> String {
    let told = match restored.count {
        0 => return "They were restored already.".to_owned(),
        1 => "One user is restored. Links to set a password from before are dead.".to_owned(),
        many => {
            format!("{many} users are restored. Links to set a password from before are dead.")
        }
    };
    told + &told_missing(restored)
}

/// What restored users do not get back.
fn told_missing(restored: &Restored) -> String {
    let missing = restored.missing.iter();
    let named = missing.take(NAMED).map(|(user, license, why)| {
        let why = why.trim_end_matches('.');
        format!(" {user} does not hold {license} again: {why}.")
    });
    let named: String = named.collect();
    match restored.missing.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} {more} more licenses were not given back either."),
    }
}

async fn refused(on: Acting, typed: Typed, error: DirectoryError) -> Answer {
    let why = error.to_string();
    match error {
        DirectoryError::RestoredNameTaken(id, _) | DirectoryError::TooLate(id) => {
            again(on, typed, vec![(id, why)]).await
        }
        other => Err(other.into()),
    }
}

async fn again(mut on: Acting, typed: Typed, problems: Problems) -> Answer {
    let ids = typed.iter().map(|(id, _)| *id).collect();
    let people = restorable(&mut on, ids).await?;
    let by = on.granted;
    on.request
        .page_with(StatusCode::UNPROCESSABLE_ENTITY, |layout| {
            RestorationPage::new(layout, &by, &people, &typed, &problems).refused(&problems)
        })
        .await
}

/// Restores one user under the name that was typed, or else under their own, and says what they do not get back; the inner error
/// is for beside the field.
pub(super) async fn restore_as(
    on: &mut Acting,
    user: &DirectoryUser,
    typed: &str,
    domains: &[String],
) -> Result<Result<String, String>, AppError> {
    let name = match typed.trim() {
        "" => &user.user_name,
        typed => typed,
    };
    let wanted = match whole_user_name(name, domains) {
        Ok(user_name) => Wanted {
            id: user.id,
            user_name,
        },
        Err(wrong) => return Ok(Err(wrong)),
    };
    match carry_out(on, vec![wanted]).await? {
        Ok(restored) => Ok(Ok(told_missing(&restored))),
        Err(DirectoryError::Db(error)) => Err(error.into()),
        Err(error) => Ok(Err(error.to_string())),
    }
}
