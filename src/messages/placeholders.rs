//! The placeholders of message templates, and the check of a template before it is kept. A placeholder is a
//! name in braces.

use crate::{db::types::text_enum, text::SECRET_MARK};

text_enum! {
    /// For which kind of invitation a template is.
    Occasion {
        /// One partner asks alone.
        Alone = "alone",
        /// A reseller and its provider ask together.
        Joint = "joint",
        /// One partner asks for privileges beside a relationship. Partners have no template of their own for it.
        Privileges = "privileges",
    }
}

impl Occasion {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Alone => "Your company alone",
            Self::Joint => "Reseller and provider together",
            Self::Privileges => "Privileges alone",
        }
    }
}

text_enum! {
    /// What can be filled in.
    Placeholder {
        /// The salutation.
        Salutation = "salutation",
        /// Name of the recipient.
        Person = "person",
        /// The company that is asked.
        Company = "company",
        /// Who writes.
        Sender = "sender",
        /// The partner that writes.
        Partner = "partner",
        /// As what it asks.
        Kind = "kind",
        /// All partners that ask.
        Partners = "partners",
        /// The reseller of a joint invitation.
        Reseller = "reseller",
        /// The provider of a joint invitation.
        Provider = "provider",
        /// Privileges asked for.
        Privileges = "privileges",
        /// Days that the link works.
        Days = "days",
        /// The personalized link.
        Link = "link",
    }
}

impl Placeholder {
    /// What it stands for, for staff.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Salutation => {
                "The salutation with the recipient's name, or a neutral one without it"
            }
            Self::Person => "The recipient's name, or a neutral word without it",
            Self::Company => "The company that is asked",
            Self::Sender => "Your name, or that of the colleague who invites",
            Self::Partner => "Your company",
            Self::Kind => "As what your company asks, such as “indirect reseller”",
            Self::Partners => "All companies that ask, as a sentence has them",
            Self::Reseller => "The indirect reseller",
            Self::Provider => "The indirect provider",
            Self::Privileges => {
                "A paragraph about the privileges that are asked for; nothing when there are none"
            }
            Self::Days => "How many days the link works",
            Self::Link => "The personalized link: once, in the text",
        }
    }

    /// Whether it means something on this occasion.
    #[must_use]
    pub fn fits(self, occasion: Occasion) -> bool {
        match self {
            Self::Reseller | Self::Provider => occasion == Occasion::Joint,
            _ => true,
        }
    }

    /// As it is written in a template.
    #[must_use]
    pub fn written(self) -> String {
        format!("{{{}}}", self.as_str())
    }
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplatePart {
    /// The subject, which never holds the link.
    Subject,
    /// The text, which holds the link once.
    Body,
}

/// What stands between braces, with what stands in front of it; last what follows, without a placeholder.
pub(super) fn pieces(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(template);
    std::iter::from_fn(move || {
        let text = rest?;
        let found = text
            .split_once('{')
            .and_then(|(before, after)| Some((before, after.split_once('}')?)));
        Some(match found {
            Some((before, (name, after))) => {
                rest = Some(after);
                (before, Some(name))
            }
            None => {
                rest = None;
                (text, None)
            }
        })
    })
}

/// Whether this part of a template can be kept.
///
/// # Errors
/// With the sentence for the person.
pub fn check(place: TemplatePart, template: &str, occasion: Occasion) -> Result<(), String> {
    if template.contains(SECRET_MARK) {
        return Err("Remove invisible control characters".to_owned());
    }
    let mut links = 0;
    for (before, name) in pieces(template) {
        let Some(name) = name else {
            if before.contains('{') {
                return Err("A { is never closed. Close it with }, or leave it out".to_owned());
            }
            break;
        };
        match name.parse::<Placeholder>() {
            Ok(Placeholder::Link) => links += 1,
            Ok(known) if known.fits(occasion) => {}
            _ => return Err(unknown(name, place, occasion)),
        }
    }
    match (place, links) {
        (TemplatePart::Subject, 0) | (TemplatePart::Body, 1) => Ok(()),
        (TemplatePart::Subject, _) => {
            Err("The personalized link cannot stand in the subject. Take {link} out".to_owned())
        }
        (TemplatePart::Body, 0) => Err(
            "Put {link} where the personalized link stands: without it your customer cannot answer"
                .to_owned(),
        ),
        (TemplatePart::Body, _) => {
            Err("{link} stands in the text more than once. Leave it in one place".to_owned())
        }
    }
}

fn unknown(name: &str, place: TemplatePart, occasion: Occasion) -> String {
    let known: Vec<String> = known(occasion)
        .filter(|known| place == TemplatePart::Body || *known != Placeholder::Link)
        .map(Placeholder::written)
        .collect();
    let short: String = name.chars().take(40).collect();
    format!(
        "{{{short}}} cannot be filled in here. Known are {}",
        known.join(", ")
    )
}

/// What can be filled in on this occasion.
pub fn known(occasion: Occasion) -> impl Iterator<Item = Placeholder> {
    Placeholder::ALL
        .iter()
        .copied()
        .filter(move |placeholder| placeholder.fits(occasion))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_with_a_wrong_placeholder_is_refused() {
        for (place, text, occasion, wrong) in [
            (TemplatePart::Body, "{link}", Occasion::Alone, None),
            (TemplatePart::Body, "a } {link}", Occasion::Alone, None),
            (
                TemplatePart::Body,
                "{link} {reseller}",
                Occasion::Joint,
                None,
            ),
            (
                TemplatePart::Body,
                "{link} {reseller}",
                Occasion::Alone,
                Some("{reseller} cannot be filled in"),
            ),
            (
                TemplatePart::Body,
                "{link} {compny}",
                Occasion::Alone,
                Some("{company}"),
            ),
            (
                TemplatePart::Body,
                "{link} {Company}",
                Occasion::Alone,
                Some("{Company} cannot"),
            ),
            (
                TemplatePart::Body,
                "{link} {}",
                Occasion::Alone,
                Some("{} cannot"),
            ),
            (
                TemplatePart::Body,
                "{link} {company",
                Occasion::Alone,
                Some("never closed"),
            ),
            (
                TemplatePart::Body,
                "Dear Ana",
                Occasion::Alone,
                Some("Put {link}"),
            ),
            (
                TemplatePart::Body,
                "{link} {link}",
                Occasion::Alone,
                Some("more than once"),
            ),
            (
                TemplatePart::Body,
                "{link} \u{FFFC}",
                Occasion::Alone,
                Some("invisible"),
            ),
            (
                TemplatePart::Subject,
                "{partner} asks {company}",
                Occasion::Alone,
                None,
            ),
            (TemplatePart::Subject, "", Occasion::Alone, None),
            (
                TemplatePart::Subject,
                "See {link}",
                Occasion::Alone,
                Some("cannot stand in the subject"),
            ),
        ] {
            match (check(place, text, occasion), wrong) {
                (Ok(()), None) => {}
                (Err(message), Some(part)) => assert!(message.contains(part), "{text}: {message}"),
                (result, _) => panic!("{text}: {result:?}"),
            }
        }
    }
}
