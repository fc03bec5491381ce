//! Remove partnership: a page that says what ends and what stays, and asks for the statements and the other
//! company's domain.

use actix_web::{http::StatusCode, web::Path};
use askama::Template;

use super::{
    handlers::capped,
    queries::{self, Standing},
    removal_service::{self, Removal, RemoveError},
};
use crate::{
    db::{self, Tx, ids::PartnershipId, types::Timestamp},
    identity::{Layout, ManagePartnerships, PartnershipManager, Request, View},
    order_requests,
    partnerships::State,
    paths::Paths,
    relationships::STATEMENTS,
    renewals::Desk,
    text,
    translations::{InvitationsAcross, Text, staff},
    web::{
        Answer,
        form::{FieldErrors, Form},
        html,
        layout::Flash,
        page::Total,
    },
};

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;
/// What the checkbox sends.
const MADE: &str = "made";
/// So many open invitations are named; the others are counted.
const NAMED: usize = 100;

/// What is typed to remove a partnership.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RemovalForm {
    reason: String,
    confirm_domain: String,
    statements: Vec<String>,
}

impl RemovalForm {
    fn states(&self) -> bool {
        self.statements.iter().any(|value| value == MADE)
    }

    /// The reason, when all that is asked for is there.
    fn parse(&self, domain: &str) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        if !self.states() {
            errors.add(
                "statements",
                "Make the statements to remove the partnership",
            );
        }
        let reason = errors.take("reason", text::paragraphs(&self.reason, REASON_MAX));
        let typed = self.confirm_domain.trim().to_lowercase();
        if typed.is_empty() {
            errors.add(
                "confirm_domain",
                format!("Enter the other company's domain, {domain}"),
            );
        } else if typed != domain {
            errors.add(
                "confirm_domain",
                format!("This is not the other company's domain. Enter {domain}"),
            );
        }
        errors.or(reason)
    }
}

#[derive(Template)]
#[template(path = "partnership_list/removal.html")]
struct RemovalPage {
    layout: Layout,
    errors: FieldErrors,
    action: String,
    name: String,
    since: (String, String),
    common: String,
    /// One's own open joint invitations: company and address.
    own: Vec<(String, String)>,
    /// How many more there are than are named.
    own_more: usize,
    /// How many the other side began, and the sentence about them.
    across: usize,
    across_words: Text,
    /// Open order requests of the two, in words; empty where there are none.
    requests: String,
    statements: &'static [&'static str],
    stated: bool,
    reason: String,
    confirm_domain: String,
    domain_help: String,
    /// The verb and the name.
    button: String,
}

impl RemovalPage {
    fn new(layout: Layout, found: &Standing, form: &RemovalForm, errors: FieldErrors) -> Self {
        let partnership = &found.partnership;
        let name = found.other.legal_name.clone();
        let own = &found.open.own;
        Self {
            action: layout.paths.partnership_removal(partnership.id),
            since: moment(partnership.started_at),
            common: capped(found.common),
            own: named(found, &layout.paths),
            own_more: own.len().saturating_sub(NAMED),
            across: found.open.across,
            across_words: staff::invitations_across(InvitationsAcross {
                count: found.open.across.into(),
                name: &name,
            }),
            requests: requests_words(found.requests),
            statements: STATEMENTS,
            stated: form.states(),
            reason: form.reason.clone(),
            confirm_domain: form.confirm_domain.clone(),
            domain_help: format!("To confirm, type {}", found.other.domain),
            button: format!("Remove partnership with {name}"),
            name,
            layout,
            errors,
        }
    }
}

fn moment(at: Timestamp) -> (String, String) {
    (at.rfc3339(), at.words())
}

fn named(found: &Standing, paths: &Paths) -> Vec<(String, String)> {
    let own = found.open.own.iter().take(NAMED);
    own.map(|ask| (ask.company_name.clone(), paths.invitation(ask.id)))
        .collect()
}

/// There is nothing to remove.
#[derive(Template)]
#[template(path = "partnership_list/removed.html")]
struct RemovedPage {
    layout: Layout,
    name: String,
    ended: Option<(String, String)>,
    /// By whom: a colleague, or the other side.
    by: String,
    /// Why, when it was one's own side.
    reason: String,
    /// Whether somebody has just tried to remove it.
    tried: bool,
}

impl RemovedPage {
    fn new(layout: Layout, found: &Standing, tried: bool) -> Self {
        let partnership = &found.partnership;
        let name = found.other.legal_name.clone();
        let is_own = found.ender.is_some();
        Self {
            layout,
            ended: partnership.ended_at.map(moment),
            by: found.ender.clone().unwrap_or_else(|| name.clone()),
            reason: if is_own {
                partnership.end_reason.clone()
            } else {
                String::new()
            },
            name,
            tried,
        }
    }
}

/// What would end, what would stay, and the form. Everybody of either side may read it.
pub(super) async fn confirm(mut request: Request<View>, id: Path<PartnershipId>) -> Answer {
    let id = id.into_inner();
    let found = request.read(move |conn, scope| queries::standing(conn, scope, id));
    let found = found.await?;
    let denied = request.denied::<ManagePartnerships>().await?;
    let mut layout = request.layout().await?.in_section("partnerships");
    layout.denied = denied;
    if found.partnership.state == State::Ended {
        return html(&RemovedPage::new(layout, &found, false));
    }
    let form = RemovalForm::default();
    html(&RemovalPage::new(
        layout,
        &found,
        &form,
        FieldErrors::default(),
    ))
}

/// Removes it.
pub(super) async fn remove(
    mut request: Request<ManagePartnerships>,
    id: Path<PartnershipId>,
    Form(form): Form<RemovalForm>,
) -> Answer {
    let (id, typed) = (id.into_inner(), form.clone());
    let desk = order_requests::desk(&request)?;
    let removed = request.write(move |tx, by, now| try_to_remove(tx, (by, &desk), id, &form, now));
    match removed.await {
        Ok(removal) => {
            let address = request.paths().partnerships();
            Ok(request.done(&address, Flash::good(words(&removal))))
        }
        Err(NotRemoved::Form(found, errors)) => {
            let page = |layout: Layout| {
                RemovalPage::new(layout.in_section("partnerships"), &found, &typed, errors)
            };
            request.again(page).await
        }
        Err(NotRemoved::Ended) => {
            let found = request.read(move |conn, scope| queries::standing(conn, scope, id));
            let found = found.await?;
            let page =
                |layout: Layout| RemovedPage::new(layout.in_section("partnerships"), &found, true);
            request.page_with(StatusCode::CONFLICT, page).await
        }
        Err(NotRemoved::Db(error)) => Err(error.into()),
    }
}

fn requests_words(number: i64) -> String {
    match number {
        0 => String::new(),
        number => Total::exact(number).of("open order request", "open order requests"),
    }
}

fn words(removal: &Removal) -> String {
    let stopped = match removal.stopped {
        0 => String::new(),
        count => format!(" {}", staff::invitations_stopped(count)),
    };
    let (requests, mailed) = match i64::try_from(removal.requests).unwrap_or(i64::MAX) {
        0 => (String::new(), "nothing was mailed to anybody"),
        number => (
            format!(" Withdrawn: {}.", requests_words(number)),
            "nothing was mailed to any customer",
        ),
    };
    format!(
        "The partnership with {} has been removed.{stopped}{requests} Customer relationships and privileges are unchanged, and {mailed}.",
        removal.other.legal_name
    )
}

/// Why nothing was removed, with what the page then shows.
enum NotRemoved {
    Form(Box<Standing>, FieldErrors),
    Ended,
    Db(db::Error),
}

impl From<db::Error> for NotRemoved {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

fn try_to_remove(
    tx: &mut Tx<'_>,
    (admin, desk): (&PartnershipManager, &Desk),
    id: PartnershipId,
    form: &RemovalForm,
    now: Timestamp,
) -> Result<Removal, NotRemoved> {
    let found = queries::standing(tx.conn(), admin.scope, id)?;
    if found.partnership.state == State::Ended {
        return Err(NotRemoved::Ended);
    }
    let reason = match form.parse(&found.other.domain) {
        Ok(reason) => reason,
        Err(errors) => return Err(NotRemoved::Form(Box::new(found), errors)),
    };
    match removal_service::remove(tx, (admin, desk), id, &reason, now) {
        Ok(removal) => Ok(removal),
        Err(RemoveError::Db(error)) => Err(error.into()),
        Err(RemoveError::AlreadyEnded) => Err(NotRemoved::Ended),
    }
}
