//! Filling in the placeholders of a template. Each is filled in once, in one pass: a brace in somebody's name
//! stays what it is. A placeholder that has nothing to say leaves no empty paragraph behind.

use super::placeholders::{Occasion, Placeholder, pieces};
use crate::{
    identity::RelationshipKind,
    language::Language,
    privileges::{EXTENSION_DAYS, RoleSet},
    translations::{AsksForPrivileges, AsksForThese, Texts},
};

/// What one letter's placeholders stand for.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The language of the letter.
    pub language: Language,
    /// The company that is asked.
    pub company: &'a str,
    /// Name of the recipient, may be empty.
    pub person: &'a str,
    /// Who writes.
    pub sender: &'a str,
    /// The partner that writes.
    pub partner: &'a str,
    /// As what it asks.
    pub kind: RelationshipKind,
    /// The other partner of a joint invitation.
    pub other: Option<(&'a str, RelationshipKind)>,
    /// Privileges asked for.
    pub roles: &'a RoleSet,
    /// For how many days.
    pub grant_days: Option<i32>,
    /// Whether they are to be extended by themselves.
    pub auto_extend: bool,
    /// Whether nothing else is asked for.
    pub privileges_only: bool,
    /// Days that the link works.
    pub expires_in: i32,
    /// The link, or the mark in its place.
    pub link: &'a str,
}

impl Values<'_> {
    /// Which templates these can fill in.
    #[must_use]
    pub fn occasion(&self) -> Occasion {
        match self.other {
            None if self.privileges_only => Occasion::Privileges,
            None => Occasion::Alone,
            Some(_) => Occasion::Joint,
        }
    }

    fn of(&self, placeholder: Placeholder) -> String {
        let texts = Texts::of(self.language);
        match placeholder {
            Placeholder::Salutation if self.person.is_empty() => {
                texts.salutation_neutral().into_owned()
            }
            Placeholder::Salutation => texts.salutation(self.person).into_owned(),
            Placeholder::Person if self.person.is_empty() => texts.nobody().into_owned(),
            Placeholder::Person => self.person.to_owned(),
            Placeholder::Company => self.company.to_owned(),
            Placeholder::Sender => self.sender.to_owned(),
            Placeholder::Partner => self.partner.to_owned(),
            Placeholder::Kind => texts.kind_in_sentence(self.kind).into_owned(),
            Placeholder::Partners => self.partners(texts),
            Placeholder::Reseller => self.on_side(RelationshipKind::IndirectReseller),
            Placeholder::Provider => self.on_side(RelationshipKind::IndirectProvider),
            Placeholder::Privileges => self.privileges(texts),
            Placeholder::Days => self.expires_in.to_string(),
            Placeholder::Link => self.link.to_owned(),
        }
    }

    /// The reseller first.
    fn partners(&self, texts: Texts) -> String {
        match self.other {
            None => self.partner.to_owned(),
            Some((other, RelationshipKind::IndirectReseller)) => {
                texts.names(&[other, self.partner])
            }
            Some((other, _)) => texts.names(&[self.partner, other]),
        }
    }

    fn on_side(&self, side: RelationshipKind) -> String {
        match self.other {
            Some((other, kind)) if kind == side => other.to_owned(),
            _ => self.partner.to_owned(),
        }
    }

    fn privileges(&self, texts: Texts) -> String {
        match self.grant_days {
            Some(days) if !self.roles.is_empty() => {
                let (days, roles) = (days.into(), &texts.role_names(self.roles));
                let asks = match self.privileges_only {
                    true => texts.asks_for_these(AsksForThese { days, roles }),
                    false => texts.asks_for_privileges(AsksForPrivileges { days, roles }),
                };
                match self.auto_extend {
                    true => format!("{asks}\n\n{}", texts.extension_asked(EXTENSION_DAYS)),
                    false => asks.into_owned(),
                }
            }
            _ => String::new(),
        }
    }
}

/// The template with everything filled in.
#[must_use]
pub fn fill(template: &str, values: &Values<'_>) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut is_nothing = false;
    for (before, name) in pieces(template) {
        // An empty paragraph is not left where a placeholder had nothing to say.
        let before = match (is_nothing, text.ends_with("\n\n") || text.is_empty()) {
            (true, true) => before.trim_start_matches('\n'),
            _ => before,
        };
        text.push_str(before);
        let Some(name) = name else { break };
        match name.parse::<Placeholder>() {
            Ok(placeholder) => {
                let value = values.of(placeholder);
                is_nothing = value.is_empty();
                text.push_str(&value);
            }
            Err(_) => {
                is_nothing = false;
                text.push_str(&format!("{{{name}}}"));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privileges::AdminRole;

    fn values(roles: &RoleSet) -> Values<'_> {
        Values {
            language: Language::English,
            company: "Adatum",
            person: "Ana Lima",
            sender: "Ben Ito",
            partner: "Contoso",
            kind: RelationshipKind::IndirectReseller,
            other: None,
            roles,
            grant_days: None,
            auto_extend: false,
            privileges_only: false,
            expires_in: 30,
            link: "LINK",
        }
    }

    #[test]
    fn every_placeholder_is_filled_in_once() {
        let none = RoleSet::default();
        let joint = Values {
            other: Some(("Northwind", RelationshipKind::IndirectProvider)),
            ..values(&none)
        };
        assert_eq!(
            fill(
                "{salutation} {person} {company} {sender} {partner} {kind} {partners} {reseller} {provider} {days} {link}",
                &joint
            ),
            "Dear Ana Lima, Ana Lima Adatum Ben Ito Contoso indirect reseller Contoso and Northwind Contoso Northwind 30 LINK"
        );
        let odd = Values {
            company: "{link} {days}",
            ..values(&none)
        };
        assert_eq!(fill("{company}!{odd}{", &odd), "{link} {days}!{odd}{");
    }

    #[test]
    fn the_reseller_is_named_first_whoever_writes() {
        let none = RoleSet::default();
        let by_provider = Values {
            partner: "Northwind",
            kind: RelationshipKind::IndirectProvider,
            other: Some(("Contoso", RelationshipKind::IndirectReseller)),
            ..values(&none)
        };
        assert_eq!(
            fill("{partners}; {reseller}; {provider}", &by_provider),
            "Contoso and Northwind; Contoso; Northwind"
        );
    }

    #[test]
    fn nobody_is_greeted_by_an_empty_name() {
        let none = RoleSet::default();
        for language in Language::ALL {
            let nobody = Values {
                language: *language,
                person: "",
                ..values(&none)
            };
            let somebody = Values {
                language: *language,
                ..values(&none)
            };
            let greeting = fill("{salutation}", &nobody);
            assert!(
                !greeting.is_empty() && !greeting.contains(" ,"),
                "{greeting}"
            );
            assert!(!fill("{person}", &nobody).is_empty());
            assert!(fill("{salutation}", &somebody).contains("Ana Lima"));
        }
    }

    #[test]
    fn privileges_that_are_not_asked_for_leave_no_empty_paragraph() {
        let none = RoleSet::default();
        let text = "One\n\n{privileges}\n\nTwo";
        assert_eq!(fill(text, &values(&none)), "One\n\nTwo");
        assert_eq!(fill("{privileges}\n\nTwo", &values(&none)), "Two");
        let some = RoleSet::new(&[AdminRole::DirectoryReader]);
        let asking = Values {
            grant_days: Some(90),
            ..values(&some)
        };
        let filled = fill(text, &asking);
        assert!(
            filled.contains("90 days") && filled.contains("Directory reader"),
            "{filled}"
        );
    }
}
