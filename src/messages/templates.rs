//! Message templates: the built-in ones, and how a letter is made of one.

use super::{
    placeholders::Occasion,
    rendering::{self, Values},
};
use crate::{
    language::Language,
    translations::{
        TemplateAloneBody, TemplateAloneSubject, TemplateJointBody, TemplateJointSubject,
        TemplatePrivilegesBody, TemplatePrivilegesSubject, Texts,
    },
};

/// Which of a partner's templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Which {
    /// In which language.
    pub language: Language,
    /// For which kind of invitation.
    pub occasion: Occasion,
}

/// Subject and text, with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}

impl Template {
    /// The one that this program brings.
    #[must_use]
    pub fn built_in(language: Language, occasion: Occasion) -> Self {
        let t = Texts::of(language);
        let (subject, body) = match occasion {
            Occasion::Alone => (
                t.template_alone_subject(TemplateAloneSubject {
                    partner: "{partner}",
                    company: "{company}",
                }),
                t.template_alone_body(TemplateAloneBody {
                    salutation: "{salutation}",
                    company: "{company}",
                    sender: "{sender}",
                    partner: "{partner}",
                    kind: "{kind}",
                    privileges: "{privileges}",
                    days: "{days}",
                    link: "{link}",
                }),
            ),
            Occasion::Joint => (
                t.template_joint_subject(TemplateJointSubject {
                    partners: "{partners}",
                    company: "{company}",
                }),
                t.template_joint_body(TemplateJointBody {
                    salutation: "{salutation}",
                    company: "{company}",
                    sender: "{sender}",
                    partner: "{partner}",
                    partners: "{partners}",
                    reseller: "{reseller}",
                    provider: "{provider}",
                    privileges: "{privileges}",
                    days: "{days}",
                    link: "{link}",
                }),
            ),
            Occasion::Privileges => (
                t.template_privileges_subject(TemplatePrivilegesSubject {
                    partner: "{partner}",
                    company: "{company}",
                }),
                t.template_privileges_body(TemplatePrivilegesBody {
                    salutation: "{salutation}",
                    company: "{company}",
                    sender: "{sender}",
                    partner: "{partner}",
                    privileges: "{privileges}",
                    days: "{days}",
                    link: "{link}",
                }),
            ),
        };
        Self {
            subject: subject.into_owned(),
            body: body.into_owned(),
        }
    }

    /// Both with everything filled in.
    #[must_use]
    pub fn filled(&self, values: &Values<'_>) -> Self {
        Self {
            subject: rendering::fill(&self.subject, values),
            body: rendering::fill(&self.body, values),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        identity::RelationshipKind,
        messages::placeholders::{TemplatePart, check},
        privileges::{AdminRole, RoleSet},
    };

    #[test]
    fn every_built_in_template_can_be_kept_and_names_all_who_ask() {
        let roles = RoleSet::new(&[AdminRole::UserAdministrator]);
        for language in Language::ALL {
            for occasion in Occasion::ALL {
                let template = Template::built_in(*language, *occasion);
                assert_eq!(
                    check(TemplatePart::Subject, &template.subject, *occasion),
                    Ok(())
                );
                assert_eq!(check(TemplatePart::Body, &template.body, *occasion), Ok(()));
                let other = (*occasion == Occasion::Joint)
                    .then_some(("Northwind", RelationshipKind::IndirectProvider));
                let filled = template.filled(&Values {
                    language: *language,
                    company: "Adatum",
                    person: "Ana Lima",
                    sender: "Ben Ito",
                    partner: "Contoso",
                    kind: RelationshipKind::IndirectReseller,
                    other,
                    roles: &roles,
                    grant_days: Some(90),
                    auto_extend: false,
                    privileges_only: *occasion == Occasion::Privileges,
                    expires_in: 30,
                    link: "LINK",
                });
                for part in [
                    "Adatum", "Ana Lima", "Ben Ito", "Contoso", "LINK", "90", "30",
                ] {
                    assert!(
                        filled.body.contains(part),
                        "{language:?} {occasion:?} {part}"
                    );
                }
                assert_eq!(filled.body.contains("Northwind"), other.is_some());
                assert!(!filled.body.contains('{') && !filled.subject.contains('{'));
                assert!(!filled.body.contains('!'), "{language:?}");
                assert!(filled.subject.contains("Adatum") && filled.subject.contains("Contoso"));
            }
        }
    }
}
