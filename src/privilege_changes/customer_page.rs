//! What a customer reads behind the link in the letters about privileges.

use askama::Template;

use crate::{
    consent::LanguageLink,
    privileges::{AdminRole, EXTENSION_DAYS, Grant},
    translations::{
        PrivilegesPageEndLead, PrivilegesPageExtends, PrivilegesPageHeading, Text, Texts,
    },
    web::layout::PublicLayout,
};

const GLOBAL: AdminRole = AdminRole::GlobalAdministrator;

/// What is shown of a grant, in the page's language.
pub(super) struct Shown {
    pub(super) t: Texts,
    pub(super) company: String,
    pub(super) partner: String,
    pub(super) name: String,
    pub(super) since: Text,
    pub(super) until: Text,
    /// When they ended, once they have.
    pub(super) ended: Option<Text>,
    pub(super) auto_extend: bool,
    /// The role Global administrator, which is shown apart.
    pub(super) global: Option<(Text, Text)>,
    /// The name of each other role, and what it allows.
    pub(super) roles: Vec<(Text, Text)>,
}

impl Shown {
    pub(super) fn new(
        t: Texts,
        grant: &Grant,
        ended: bool,
        company: String,
        partner: String,
    ) -> Self {
        let over = grant.ended_at.unwrap_or(grant.ends_at);
        Self {
            t,
            company,
            partner,
            name: grant.name.clone(),
            since: t.moment_of(grant.starts_at),
            until: t.moment_of(grant.ends_at),
            ended: ended.then(|| t.moment_of(over)),
            auto_extend: grant.auto_extend,
            global: grant.is_global().then(|| t.role(GLOBAL)),
            roles: (grant.roles.without(GLOBAL).roles().into_iter())
                .map(|role| t.role(role))
                .collect(),
        }
    }

    fn heading(&self) -> Text {
        self.t.privileges_page_heading(PrivilegesPageHeading {
            partner: &self.partner,
            company: &self.company,
        })
    }

    fn extends(&self) -> Text {
        self.t.privileges_page_extends(PrivilegesPageExtends {
            days: EXTENSION_DAYS.into(),
            moment: &self.until,
        })
    }

    fn end_lead(&self) -> Text {
        self.t.privileges_page_end_lead(PrivilegesPageEndLead {
            partner: &self.partner,
            company: &self.company,
        })
    }
}

/// What else the same consent granted.
pub(super) struct Other {
    pub(super) partner: String,
    pub(super) name: String,
    pub(super) href: String,
}

/// What was granted.
#[derive(Template)]
#[template(path = "privilege_changes/show.html")]
pub(super) struct GrantPage {
    pub(super) layout: PublicLayout,
    pub(super) languages: Vec<LanguageLink>,
    pub(super) shown: Shown,
    pub(super) others: Vec<Other>,
    /// Where it is ended.
    pub(super) end: String,
    /// Where automatic extension is switched off.
    pub(super) extension: String,
}

/// Whether to switch automatic extension off.
#[derive(Template)]
#[template(path = "privilege_changes/switch_off.html")]
pub(super) struct SwitchPage {
    pub(super) layout: PublicLayout,
    pub(super) languages: Vec<LanguageLink>,
    pub(super) shown: Shown,
    pub(super) action: String,
    pub(super) back: String,
}

/// Whether to end it.
#[derive(Template)]
#[template(path = "privilege_changes/end.html")]
pub(super) struct EndPage {
    pub(super) layout: PublicLayout,
    pub(super) languages: Vec<LanguageLink>,
    pub(super) shown: Shown,
    pub(super) action: String,
    pub(super) back: String,
}
