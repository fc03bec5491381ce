//! The pages of message templates: which there are, and one with what becomes of it.

use askama::Template as Page;

use super::{
    placeholders::{self, Occasion},
    rendering::Values,
    template_queries::OwnTemplate,
    templates::{Template, Which},
};
use crate::{
    db::types::Timestamp,
    identity::{Layout, Partner, RelationshipKind},
    language::Language,
    partnerships::Side,
    privileges::{AdminRole, RoleSet},
    web::form::FieldErrors,
};

/// In the place of the link, where a letter is only shown.
const SPECIMEN_LINK: &str = "[the personalized link]";

/// One line of the list.
pub(super) struct TemplateRow {
    /// The language, by its name in English.
    pub language: &'static str,
    /// For which kind of invitation.
    pub occasion: &'static str,
    pub href: String,
    /// When the partner's own was changed last, and by whom; none for the built-in text.
    pub changed: Option<(Timestamp, String)>,
}

/// The kinds of invitation that a partner can make.
pub(super) fn occasions(partner: &Partner) -> &'static [Occasion] {
    if Side::of(partner).is_empty() {
        &[Occasion::Alone]
    } else {
        &[Occasion::Alone, Occasion::Joint]
    }
}

/// All templates.
#[derive(Page)]
#[template(path = "messages/templates.html")]
pub(super) struct TemplatesPage {
    pub layout: Layout,
    /// One for each language and kind.
    pub rows: Vec<TemplateRow>,
}

impl TemplatesPage {
    /// The list, with the partner's own among them.
    #[must_use]
    pub(super) fn new(layout: Layout, partner: &Partner, own: &[(OwnTemplate, String)]) -> Self {
        let row = |language: Language, occasion: Occasion| {
            let mine = own
                .iter()
                .find(|(it, _)| (it.language, it.occasion) == (language, occasion));
            TemplateRow {
                language: language.label(),
                occasion: occasion.label(),
                href: layout.paths.template(language.as_str(), occasion.as_str()),
                changed: mine.map(|(it, by)| (it.updated_at, by.clone())),
            }
        };
        let rows = Language::ALL
            .iter()
            .flat_map(|language| occasions(partner).iter().map(|it| row(*language, *it)))
            .collect();
        Self {
            rows,
            layout: layout.in_section("invitations"),
        }
    }
}

/// One template, and a letter made of it.
#[derive(Page)]
#[template(path = "messages/template.html")]
pub(super) struct TemplatePage {
    pub layout: Layout,
    /// What is wrong with what was typed.
    pub errors: FieldErrors,
    /// Which it is.
    pub which: Which,
    /// Subject and text, as kept or as typed.
    pub words: Template,
    /// The version they go with, 0 for the built-in text.
    pub version: i32,
    /// What can be filled in: as written, and what it stands for.
    pub known: Vec<(String, &'static str)>,
    /// The letter made of it.
    pub preview: Template,
}

impl TemplatePage {
    /// The page for these words. `other` is the partner with whom the preview invites.
    #[must_use]
    pub(super) fn new(
        layout: Layout,
        which: Which,
        words: Template,
        version: i32,
        sender: (&str, &Partner),
        other: Option<&str>,
    ) -> Self {
        let known = placeholders::known(which.occasion)
            .map(|placeholder| (placeholder.written(), placeholder.meaning()))
            .collect();
        Self {
            preview: preview(which, &words, sender, other),
            layout: layout.in_section("invitations"),
            errors: FieldErrors::default(),
            which,
            words,
            version,
            known,
        }
    }

    /// With what is wrong.
    #[must_use]
    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    fn heading(&self) -> String {
        format!(
            "{}, {}",
            self.which.language.label(),
            self.which.occasion.label().to_lowercase()
        )
    }

    fn address(&self) -> String {
        let (language, occasion) = (self.which.language, self.which.occasion);
        self.layout
            .paths
            .template(language.as_str(), occasion.as_str())
    }
}

/// The letter to a made-up customer.
fn preview(
    which: Which,
    words: &Template,
    (sender, partner): (&str, &Partner),
    other: Option<&str>,
) -> Template {
    let roles = RoleSet::new(&[AdminRole::DirectoryReader, AdminRole::ServiceSupport]);
    let as_provider = which.occasion == Occasion::Joint && !partner.is_reseller;
    let (own, across) = if as_provider {
        (
            RelationshipKind::IndirectProvider,
            RelationshipKind::IndirectReseller,
        )
    } else {
        (
            RelationshipKind::IndirectReseller,
            RelationshipKind::IndirectProvider,
        )
    };
    let joint = which.occasion == Occasion::Joint;
    words.filled(&Values {
        language: which.language,
        company: "Adatum",
        person: "Ana Lima",
        sender,
        partner: &partner.legal_name,
        kind: if joint { own } else { partner.kind_alone() },
        other: joint.then_some((other.unwrap_or("Northwind Traders"), across)),
        roles: &roles,
        grant_days: Some(90),
        auto_extend: false,
        privileges_only: false,
        expires_in: 30,
        link: SPECIMEN_LINK,
    })
}
