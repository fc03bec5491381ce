//! The company profile: the customer's own, changed for it by whoever holds a Global administrator privilege.

use askama::Template;

use super::{
    bill_to_handlers::countries,
    bill_to_model::{country, phone},
    profile_service::{self, ProfileWords},
};
use crate::{
    customer_access::{CustomerRequest, ManageProfile},
    customers::{Customer, Entry, Profile},
    db,
    error::AppError,
    identity::Layout,
    text,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::Flash,
        rival::{Differing, Rival, SaveError, Saved, beside},
    },
};

type Acting = CustomerRequest<ManageProfile>;

/// As it is typed, and the version that was on the page.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProfileForm {
    name: String,
    country: String,
    phone: String,
    website: String,
    version: String,
}

/// A site by its address; empty is allowed.
fn website(typed: &str) -> Result<String, String> {
    let line = text::optional_line(typed, 200)?;
    if line.is_empty() {
        return Ok(line);
    }
    let address = match line.contains("://") {
        true => line,
        false => format!("https://{line}"),
    };
    let url = url::Url::parse(&address).ok();
    let is_site = |url: &url::Url| matches!(url.scheme(), "http" | "https");
    match url.filter(is_site) {
        Some(url) if text::domain(url.host_str().unwrap_or_default()).is_ok() => {
            Ok(url.to_string())
        }
        _ => Err("Enter the address of a site, such as https://contoso.example".to_owned()),
    }
}

impl ProfileForm {
    fn parse(&self) -> Result<ProfileWords, FieldErrors> {
        let mut errors = FieldErrors::default();
        let country = match self.country.as_str() {
            "" => Ok(String::new()),
            typed => country(typed),
        };
        let name = text::line(&self.name, text::NAME_MAX, "the company's name");
        let words = ProfileWords {
            name: errors.take("name", name),
            country: errors.take("country", country),
            phone: errors.take("phone", phone(&self.phone)),
            website: errors.take("website", website(&self.website)),
        };
        errors.or(words)
    }
}

impl From<ProfileWords> for ProfileForm {
    fn from(words: ProfileWords) -> Self {
        Self {
            name: words.name,
            country: words.country,
            phone: words.phone,
            website: words.website,
            version: String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "customer_account/profile.html")]
struct ProfilePage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    typed: ProfileForm,
    countries: Vec<Choice>,
    version: i32,
    /// What somebody else has saved meanwhile.
    rival: Option<Rival<Vec<Differing>>>,
}

fn page(layout: Layout, entry: &Entry, typed: ProfileForm, version: i32) -> ProfilePage {
    ProfilePage {
        layout: layout.in_section("customers"),
        errors: FieldErrors::default(),
        name: entry.name.clone(),
        key: entry.page_key(),
        countries: countries(&typed.country),
        typed,
        version,
        rival: None,
    }
}

async fn find(on: &mut Acting) -> Result<(Customer, Option<Profile>), AppError> {
    let found = on.read(|conn, granted| profile_service::find(conn, granted.customer));
    Ok(found.await.map_err(|error: db::Error| error)?)
}

/// What the customer says of itself.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn edit(mut on: Acting) -> Answer {
    let (customer, profile) = find(&mut on).await?;
    let version = profile.as_ref().map_or(0, |profile| profile.version);
    let typed = ProfileWords::kept(&customer, profile.as_ref()).into();
    let entry = on.granted.entry;
    on.request
        .page(|layout| page(layout, &entry, typed, version))
        .await
}

/// Keeps it.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn save(mut on: Acting, Form(form): Form<ProfileForm>) -> Answer {
    let version = form.version.parse().unwrap_or_default();
    let words = match form.parse() {
        Ok(words) => words,
        Err(errors) => return wrong(on, form, version, errors).await,
    };
    let typed = words.clone();
    let saved = on.write(move |tx, granted, now| {
        profile_service::save_profile(tx, granted, &typed, version, now)
    });
    match saved.await? {
        Ok(()) => {
            let account = on
                .request
                .paths()
                .customer_account(on.granted.entry.page_key());
            let text = "The company profile is saved. Every partner of this customer sees it.";
            Ok(on.request.done(&account, Flash::good(text)))
        }
        Err(SaveError::Db(error)) => Err(error.into()),
        Err(error) => against(on, form, &words, &error).await,
    }
}

/// With what was typed, and what is wrong with it.
async fn wrong(on: Acting, form: ProfileForm, version: i32, errors: FieldErrors) -> Answer {
    let entry = on.granted.entry;
    let again = |layout| ProfilePage {
        errors,
        ..page(layout, &entry, form, version)
    };
    on.request.again(again).await
}

/// With what was typed, beside what is saved.
async fn against(
    mut on: Acting,
    form: ProfileForm,
    words: &ProfileWords,
    error: &SaveError,
) -> Answer {
    let read = on.read(|conn, granted| {
        let (customer, profile) = profile_service::find(conn, granted.customer)?;
        let who = match &profile {
            Some(profile) => profile_service::who_changed(conn, granted.by.scope, profile)?,
            None => String::new(),
        };
        Ok::<_, db::Error>((customer, profile, who))
    });
    let (customer, profile, who) = read.await?;
    let theirs = ProfileWords::kept(&customer, profile.as_ref());
    let version = profile.as_ref().map_or(0, |profile| profile.version);
    let rival = Rival {
        words: beside(theirs.facts(), words.facts()),
        saved: profile.map(|profile| Saved::new(who, profile.changed_at)),
    };
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let entry = on.granted.entry;
    let again = |layout| ProfilePage {
        errors,
        rival: Some(rival),
        ..page(layout, &entry, form, version)
    };
    on.request.again(again).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_website_is_an_address_of_a_site() {
        assert_eq!(
            website("contoso.example").as_deref(),
            Ok("https://contoso.example/")
        );
        assert_eq!(website("").as_deref(), Ok(""));
        for wrong in [
            "javascript:alert(1)",
            "ftp://contoso.example",
            "http://localhost",
            "x y",
        ] {
            assert!(website(wrong).is_err(), "{wrong}");
        }
    }
}
