//! Ask another partner for a partnership: the form that begins the draft.

use actix_web::web::Query;
use askama::Template;

use super::ask_service::{self, PartnershipAsk, PartnershipAskError};
use crate::{
    domains::ConsentRules,
    error::AppError,
    identity::{Layout, ManagePartnerships, Partner, Request, View},
    invitations::DailyLimit,
    partnerships::Side,
    secrets::Secrets,
    text,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        html_422,
        layout::Flash,
    },
};

/// What is asked, as it was typed.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PartnershipForm {
    side: String,
    company_name: String,
    domain: String,
    recipient: String,
    recipient_name: String,
    expires_in: String,
}

impl Default for PartnershipForm {
    fn default() -> Self {
        Self {
            side: String::new(),
            company_name: String::new(),
            domain: String::new(),
            recipient: String::new(),
            recipient_name: String::new(),
            expires_in: "30".to_owned(),
        }
    }
}

impl PartnershipForm {
    fn days(&self) -> Result<i32, String> {
        match self.expires_in.trim().parse() {
            Ok(days) if (1..=90).contains(&days) => Ok(days),
            _ => Err("Enter a number of days from 1 to 90".to_owned()),
        }
    }

    /// The checked values, for a partner that can take these sides.
    fn parse(&self, sides: &[Side]) -> Result<PartnershipAsk, FieldErrors> {
        let mut errors = FieldErrors::default();
        let chosen = match sides {
            [only] if self.side.is_empty() => Some(*only),
            _ => self.side.parse().ok().filter(|side| sides.contains(side)),
        };
        if chosen.is_none() {
            errors.add("side", "Choose which side your company takes");
        }
        let name = text::line(&self.company_name, text::COMPANY_MAX, "the company's name");
        let person = text::optional_line(&self.recipient_name, text::NAME_MAX);
        let ask = PartnershipAsk {
            as_side: chosen.unwrap_or(Side::Reseller),
            company_name: errors.take("company_name", name),
            domain: errors.take("domain", text::domain(&self.domain)),
            recipient: errors.take("recipient", text::email(&self.recipient)),
            recipient_name: errors.take("recipient_name", person),
            expires_in: errors.take("expires_in", self.days()),
        };
        errors.or(ask)
    }
}

#[derive(Template)]
#[template(path = "partnership_asks/ask.html")]
struct AskPage {
    layout: Layout,
    errors: FieldErrors,
    form: PartnershipForm,
    /// To choose from, for a partner that can take either.
    sides: Vec<Choice>,
    heading: &'static str,
    /// Whether this partner can have partnerships at all.
    is_able: bool,
    /// What stands in the way, and where it is.
    existing: Option<(String, String)>,
}

/// What the button and the page are called, for a partner that can take these sides.
fn heading(sides: &[Side]) -> &'static str {
    match sides {
        [Side::Provider] => "Invite an indirect reseller",
        [Side::Reseller] => "Ask an indirect provider",
        [] => "Partnerships",
        _ => "Ask another partner for a partnership",
    }
}

impl AskPage {
    fn new(layout: Layout, form: PartnershipForm, own: &Partner, errors: FieldErrors) -> Self {
        let sides = Side::of(own);
        let label = |side: &Side| match side {
            Side::Provider => "Indirect provider: it invites an indirect reseller",
            Side::Reseller => "Indirect reseller: it asks an indirect provider",
        };
        let choices = sides
            .iter()
            .map(|side| Choice::new(side.as_str(), label(side), &form.side));
        Self {
            sides: if sides.len() > 1 {
                choices.collect()
            } else {
                Vec::new()
            },
            heading: heading(&sides),
            is_able: !sides.is_empty(),
            layout: layout.in_section("partnerships"),
            errors,
            form,
            existing: None,
        }
    }

    fn refused(mut self, error: PartnershipAskError) -> Result<Self, AppError> {
        let paths = &self.layout.paths;
        self.errors.explain(&error);
        self.existing = match error {
            PartnershipAskError::Db(error) => return Err(error.into()),
            PartnershipAskError::Already(_) => {
                Some(("Show your partnerships".to_owned(), paths.partnerships()))
            }
            PartnershipAskError::Open(open) => Some((
                format!("Open the invitation of {}", open.company_name),
                paths.invitation(open.id),
            )),
            _ => None,
        };
        Ok(self)
    }
}

/// Which side the form begins with.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct BeginQuery {
    side: String,
}

/// The form.
pub(super) async fn new(mut request: Request<View>, query: Query<BeginQuery>) -> Answer {
    let denied = request.denied::<ManagePartnerships>().await?;
    let form = PartnershipForm {
        side: query.into_inner().side,
        ..PartnershipForm::default()
    };
    let own = request.by.staff.partner.clone();
    let page = |mut layout: Layout| {
        layout.denied = denied;
        AskPage::new(layout, form, &own, FieldErrors::default())
    };
    request.page(page).await
}

/// Begins the draft.
pub(super) async fn create(
    mut request: Request<ManagePartnerships>,
    Form(form): Form<PartnershipForm>,
) -> Answer {
    let own = request.by.staff.partner.clone();
    let ask = match form.parse(&Side::of(&own)) {
        Ok(ask) => ask,
        Err(errors) => {
            let page = |layout| AskPage::new(layout, form, &own, errors);
            return request.again(page).await;
        }
    };
    let (secrets, rules) = (request.part::<Secrets>()?, request.part::<ConsentRules>()?);
    let limit = *request.part::<DailyLimit>()?.get_ref();
    let begun = request.write(move |tx, by, now| {
        ask_service::ask_partner(tx, by, &secrets, &rules, limit, &ask, now)
    });
    match begun.await {
        Ok(id) => {
            let text = "The draft is ready to be read and changed. Its link works once you send it or hand it out.";
            let address = request.paths().invitation(id);
            Ok(request.done(&address, Flash::good(text)))
        }
        Err(error) => {
            let layout = request.layout().await?;
            let page = AskPage::new(layout, form, &own, FieldErrors::default());
            html_422(&page.refused(error)?)
        }
    }
}
