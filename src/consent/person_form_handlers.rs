//! Who answers, as typed on the customer's page.

use super::{code_service::Person, page_language::PageLanguage};
use crate::{text, translations::Text, web::form::FieldErrors};

/// Who answers, as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PersonForm {
    pub(super) name: String,
    pub(super) job_title: String,
    pub(super) email: String,
}

impl PersonForm {
    pub(super) fn parse(&self, language: PageLanguage) -> Result<Person, FieldErrors> {
        let t = language.texts();
        let line = |typed: &str, missing: Text| {
            if text::is_web_address(typed) {
                return Err(t.error_web_address().into_owned());
            }
            let line = text::line(typed, text::NAME_MAX, "");
            line.map_err(|_| t.about_line(typed, text::NAME_MAX, missing).into_owned())
        };
        let email = text::email(&self.email).map_err(|_| {
            let problem = t.about_line(&self.email, text::EMAIL_MAX, t.error_email());
            problem.into_owned()
        });
        let mut errors = FieldErrors::default();
        let person = Person {
            name: errors.take("name", line(&self.name, t.error_name())),
            job_title: errors.take("job_title", line(&self.job_title, t.error_job())),
            email: errors.take("email", email),
            language: language.language,
        };
        errors.or(person)
    }
}
