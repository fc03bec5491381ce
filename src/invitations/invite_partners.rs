//! What the form of an invitation lets one choose from: partners to invite together with, and role templates.

use crate::{
    db::{self, Conn},
    identity::{Partner, Scope},
    partnerships::{self, Among, Side},
    role_templates::{self, RoleTemplate},
    web::form::{Choice, Pick},
};

/// With whom this partner can invite together, as the form asks for it, and the sets of roles it asks for again and again.
#[derive(Debug, Clone, Default)]
pub struct Partners {
    /// A provider, for a partner that is a reseller.
    pub providers: Pick,
    /// A reseller, for a partner that is a provider.
    pub resellers: Pick,
    /// A reseller that has no provider to invite with.
    pub lacks_provider: bool,
    /// Role templates.
    pub templates: Vec<RoleTemplate>,
}

impl Partners {
    /// Looked up; with what stands in the two fields, provider and reseller.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn of(
        conn: &mut Conn,
        scope: Scope,
        own: &Partner,
        typed: (&str, &str),
    ) -> db::Result<Self> {
        let mut found = Self {
            templates: role_templates::all(conn, scope)?,
            ..Self::default()
        };
        for side in Side::of(own) {
            let typed = match side {
                Side::Reseller => typed.0,
                Side::Provider => typed.1,
            };
            let nobody = "Nobody, my company alone";
            let pick = partnerships::pick(conn, scope, Among::Active(side), nobody, typed)?;
            match side {
                Side::Reseller => {
                    found.lacks_provider = !pick.is_there();
                    found.providers = pick;
                }
                Side::Provider => found.resellers = pick,
            }
        }
        Ok(found)
    }

    /// The choices of a select of role templates: none first.
    #[must_use]
    pub fn template_choices(&self, present: &str) -> Vec<Choice> {
        let none = Choice::new("", "None", present);
        let each = self.templates.iter();
        let each = each.map(|it| Choice::new(&it.name, it.name.clone(), present));
        std::iter::once(none).chain(each).collect()
    }
}
