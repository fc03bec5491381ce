//! The page with a user's form: for a new one, or for one who is there.

use askama::Template;

use super::{
    may::blocked,
    model::{DirectoryUser, Person},
    profile::ProfileForm,
};
use crate::{
    customer_access::{Blocked, Granted, Head, ManageAdmins, ManageUsers, Tab},
    db::{ids::DirectoryUserId, types::Timestamp},
    identity::Layout,
    web::form::{Choice, FieldErrors},
};

/// What somebody else has saved meanwhile.
pub(super) struct Theirs {
    version: i32,
    fields: [(&'static str, String); 7],
}

impl Theirs {
    pub(super) fn of(person: &Person) -> Self {
        let user = &person.user;
        Self {
            version: user.version,
            fields: [
                ("Display name", user.display_name.clone()),
                ("First name", user.first_name.clone()),
                ("Last name", user.last_name.clone()),
                ("User name", user.user_name.clone()),
                ("Usage location", user.location_words()),
                ("Contact address", user.contact_email.clone()),
                ("Roles", person.roles.words()),
            ],
        }
    }
}

/// A deleted user who has the name that was asked for.
pub(super) struct Offer {
    id: DirectoryUserId,
    name: String,
    user_name: String,
    deleted: Option<Timestamp>,
    until: Option<Timestamp>,
}

#[derive(Template)]
#[template(path = "directory/profile.html")]
pub(super) struct ProfilePage {
    layout: Layout,
    record: Head,
    errors: FieldErrors,
    title: String,
    action: String,
    /// Where one goes without doing anything.
    back: String,
    button: &'static str,
    domains: Vec<Choice>,
    locations: Vec<Choice>,
    roles: Vec<Choice>,
    role_words: String,
    /// Why roles cannot be given here.
    no_roles: Option<Blocked>,
    theirs: Vec<(&'static str, String)>,
    offer: Option<Offer>,
    /// What was done already, when the form comes again.
    news: String,
    form: ProfileForm,
    is_new: bool,
    /// Whether there is no domain in which a new user could be.
    no_domain: bool,
}

impl ProfilePage {
    /// With what was typed, or stands there; `person` is the one that is changed.
    pub(super) fn new(
        layout: Layout,
        by: &Granted<ManageUsers>,
        form: ProfileForm,
        domains: &[String],
        person: Option<&Person>,
    ) -> Self {
        let (paths, key) = (&layout.paths, by.entry.page_key());
        let (title, action, back) = match person {
            None => (
                "Add a user".to_owned(),
                paths.new_user(key),
                paths.customer_users(key),
            ),
            Some(Person { user, .. }) => (
                format!("Change {}", user.display_name),
                paths.user_profile(key, user.id),
                paths.user(key, user.id),
            ),
        };
        Self {
            record: Head::new(&by.entry, Tab::Users, by.between()),
            errors: FieldErrors::default(),
            title,
            action,
            back,
            button: match person {
                None => "Add user",
                Some(_) => "Save changes",
            },
            domains: form.domains(domains),
            locations: form.locations(),
            roles: form.roles(),
            role_words: person.map(|it| it.roles.words()).unwrap_or_default(),
            no_roles: blocked::<_, ManageAdmins>(by, &layout),
            theirs: Vec::new(),
            offer: None,
            news: String::new(),
            form,
            is_new: person.is_none(),
            no_domain: domains.is_empty() && person.is_none(),
            layout: layout.in_section("customers"),
        }
    }

    /// With what is wrong.
    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    /// With what was done already.
    pub(super) fn after(mut self, news: String) -> Self {
        self.news = news;
        self
    }

    /// Beside what somebody else has saved meanwhile.
    pub(super) fn against(mut self, theirs: &Theirs) -> Self {
        self.form.version = theirs.version.to_string();
        self.theirs = theirs.fields.to_vec();
        self
    }

    /// With the deleted user who has the name.
    pub(super) fn offering(mut self, user: &DirectoryUser) -> Self {
        self.offer = Some(Offer {
            id: user.id,
            name: user.display_name.clone(),
            user_name: user.user_name.clone(),
            deleted: user.deleted_at,
            until: user.restorable_until(),
        });
        self
    }
}
