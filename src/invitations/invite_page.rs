//! The form that begins an invitation: for a new customer, or for one in the list.

use askama::Template;

use super::{invite_form::InviteForm, invite_partners::Partners};
use crate::{
    customers::{Entry, Standing},
    identity::Layout,
    web::form::{Choice, FieldErrors, Pick},
};

/// The customer in the list who is asked.
struct Known {
    name: String,
    domain: String,
    record: String,
    is_connected: bool,
}

impl Known {
    fn title(&self) -> &'static str {
        if self.is_connected {
            "Ask for privileges"
        } else {
            "Request a reseller relationship"
        }
    }
}

#[derive(Template)]
#[template(path = "invitations/invite.html")]
pub(super) struct InvitePage {
    pub(super) layout: Layout,
    errors: FieldErrors,
    form: InviteForm,
    roles: Vec<Choice>,
    global: Choice,
    templates: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    providers: Pick,
    resellers: Pick,
    /// A reseller that has no provider to invite with.
    lacks_provider: bool,
    known: Option<Known>,
    action: String,
    /// What stands in the way, and where it is.
    existing: Option<(String, String)>,
}

impl InvitePage {
    pub(super) fn new(
        layout: Layout,
        form: InviteForm,
        known: Option<&Entry>,
        partners: &Partners,
    ) -> Self {
        let paths = layout.paths.clone();
        let action = known.map_or_else(
            || paths.new_invitation(),
            |entry| paths.customer_invitation(entry.page_key()),
        );
        let roles = form.role_choices();
        let section = if known.is_some() {
            "customers"
        } else {
            "invitations"
        };
        let known = known.map(|entry| Known {
            name: entry.name.clone(),
            domain: entry.domain.clone(),
            record: paths.customer(entry.page_key()),
            is_connected: entry.standing == Standing::Connected,
        });
        Self {
            layout: layout.in_section(section),
            errors: FieldErrors::default(),
            roles,
            global: form.global_choice(),
            templates: partners.template_choices(&form.template),
            channels: form.channel_choices(),
            languages: form.language_choices(),
            providers: partners.providers.clone(),
            resellers: partners.resellers.clone(),
            lacks_provider: partners.lacks_provider,
            form,
            known,
            action,
            existing: None,
        }
    }

    /// Whether privileges are asked for beside a relationship.
    fn is_for_privileges(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.is_connected)
    }

    pub(super) fn with(mut self, errors: FieldErrors) -> Self {
        self.errors = errors;
        self
    }

    /// With why nothing was begun, and where what stands in the way is.
    pub(super) fn because(
        mut self,
        field: &'static str,
        message: String,
        existing: Option<(String, String)>,
    ) -> Self {
        let field = match field {
            "domain" if self.known.is_some() => "",
            "provider" if self.form.provider.is_empty() => "reseller",
            field => field,
        };
        self.errors.add(field, message);
        self.existing = existing;
        self
    }
}
