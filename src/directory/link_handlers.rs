//! Mail a user a link to set a new password: where it will go, in which language, and sending it.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    error::DirectoryError,
    link_service::{self, Post},
    may::user_of,
    model::Person,
    queries,
};
use crate::{
    customer_access::{CustomerRequest, Granted, Head, MailPasswordLinks, ManageAdmins, Tab},
    error::AppError,
    identity::Layout,
    language::Language,
    mail::CanMail,
    secrets::Secrets,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::{Flash, Product},
    },
};

type Acting = CustomerRequest<MailPasswordLinks>;

#[derive(Template)]
#[template(path = "directory/password_link.html")]
struct LinkPage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    name: String,
    mailed_at: String,
    languages: Vec<Choice>,
    action: String,
    back: String,
}

impl LinkPage {
    fn new(
        layout: Layout,
        by: &Granted<MailPasswordLinks>,
        Person { user, .. }: &Person,
        language: &str,
        errors: FieldErrors,
    ) -> Self {
        let key = by.entry.page_key();
        let languages = Language::ALL.iter();
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors,
            name: user.display_name.clone(),
            mailed_at: user.mailed_at().to_owned(),
            languages: languages
                .map(|it| Choice::new(it.as_str(), it.label(), language))
                .collect(),
            action: layout.paths.user_password_link(key, user.id),
            back: layout.paths.user(key, user.id),
            layout: layout.in_section("customers"),
        }
    }
}

/// The user; one who holds an admin role takes Global administrator, and somebody who may change users.
async fn person(on: &mut Acting) -> Result<Person, AppError> {
    let id = user_of(on)?;
    let read = on.read(move |conn, by| queries::find(conn, by.customer, id));
    let person = read.await?;
    if person.roles.is_admin() && !on.granted.allows::<ManageAdmins>() {
        return Err(on.refusal_of::<ManageAdmins>().await?);
    }
    Ok(person)
}

/// Where the link will go.
pub(super) async fn confirm(mut on: Acting) -> Answer {
    let person = person(&mut on).await?;
    let (by, none) = (on.granted, FieldErrors::default());
    let language = Language::English.as_str();
    on.request
        .page(|layout| LinkPage::new(layout, &by, &person, language, none))
        .await
}

/// In which language.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LinkForm {
    language: String,
}

/// Mails it.
pub(super) async fn send(mut on: Acting, Form(form): Form<LinkForm>) -> Answer {
    let person = person(&mut on).await?;
    let (id, mut errors) = (person.user.id, FieldErrors::default());
    let language = errors.take("language", language(&form.language));
    if !on.request.part::<CanMail>()?.0 {
        errors.add("", "This server cannot send mail. Ask its operator");
    }
    if !errors.is_empty() {
        return again(on, person, form, errors).await;
    }
    match mail(&mut on, id, language.unwrap_or(Language::English)).await? {
        Ok(address) => {
            let page = on.request.paths().user(on.granted.entry.page_key(), id);
            let text = format!(
                "A link is on its way to {address}. It works once, for 24 hours; older ones are dead."
            );
            Ok(on.request.done(&page, Flash::good(text)))
        }
        Err(DirectoryError::AdminsOnly(_)) => Err(on.refusal_of::<ManageAdmins>().await?),
        Err(DirectoryError::Db(error)) => Err(error.into()),
        Err(error) => again(on, person, form, FieldErrors::page(error.to_string())).await,
    }
}

fn language(text: &str) -> Result<Option<Language>, String> {
    let known = text.parse().map(Some);
    known.map_err(|_| "Choose one of the list".to_owned())
}

async fn mail(
    on: &mut Acting,
    id: crate::db::ids::DirectoryUserId,
    language: Language,
) -> Result<Result<String, DirectoryError>, AppError> {
    let secrets = on.request.part::<Secrets>()?;
    let product = on.request.part::<Product>()?;
    on.write(move |tx, by, now| {
        let post = Post {
            secrets: &secrets,
            product: &product.0,
            language,
        };
        link_service::mail_link(tx, by, &post, id, now)
    })
    .await
}

async fn again(on: Acting, person: Person, form: LinkForm, errors: FieldErrors) -> Answer {
    let by = on.granted;
    on.request
        .page_with(StatusCode::UNPROCESSABLE_ENTITY, |layout| {
            LinkPage::new(layout, &by, &person, &form.language, errors)
        })
        .await
}
