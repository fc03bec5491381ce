//! Ends privileges, one or many: a page that says what stops working, and a button that repeats what it does.

use askama::Template;

use super::{
    queries::{self, Chosen},
    words::{self, RoleView},
};
use crate::{
    db::{self, ids::GrantId, types::Timestamp},
    error::AppError,
    identity::{Layout, ManageCustomers, Request, View},
    paths::Paths,
    privilege_changes::{self, Change, Desk},
    privileges::AdminRole,
    web::{Answer, form::Form, layout::Flash},
};

/// So many can be ended at once: a page of the list.
const MOST: usize = 100;

/// One that would be ended, and what stops with it.
struct Ending {
    id: GrantId,
    name: String,
    company: String,
    href: String,
    until: (String, String),
    /// What is allowed no longer.
    stops: Vec<RoleView>,
    /// What other privileges go on allowing.
    stays: String,
}

impl Ending {
    fn new(chosen: Chosen, paths: &Paths) -> Self {
        let Chosen {
            grant,
            company,
            others,
        } = chosen;
        let (stays, stops): (Vec<AdminRole>, Vec<AdminRole>) =
            (grant.roles.roles().into_iter()).partition(|role| others.holds(*role));
        Self {
            id: grant.id,
            href: paths.customer_privileges(grant.customer_id.uuid()),
            until: (grant.ends_at.rfc3339(), grant.ends_at.words()),
            stops: words::roles(&stops),
            stays: crate::privileges::RoleSet::new(&stays).words(),
            name: grant.name,
            company,
        }
    }
}

#[derive(Template)]
#[template(path = "privilege_list/end.html")]
struct EndPage {
    layout: Layout,
    endings: Vec<Ending>,
    /// Chosen, and over by now.
    left_out: usize,
    /// The verb and the name.
    button: String,
    back: String,
}

impl EndPage {
    fn new(layout: Layout, chosen: Vec<Chosen>, asked: usize, now: Timestamp) -> Self {
        let paths = layout.paths.clone();
        let in_force = chosen.into_iter().filter(|it| it.grant.is_in_force(now));
        let endings: Vec<Ending> = in_force.map(|it| Ending::new(it, &paths)).collect();
        let (button, back) = match endings.as_slice() {
            [one] => (format!("End {}", one.name), one.href.clone()),
            many => (format!("End these {}", many.len()), paths.privileges()),
        };
        Self {
            left_out: asked - endings.len(),
            endings,
            button,
            back,
            layout: layout.in_section("privileges"),
        }
    }
}

/// What would stop, and the button.
///
/// # Errors
/// `NotFound` where none of those chosen is this partner's.
pub(super) async fn confirm(mut request: Request<View>) -> Answer {
    let keys: Vec<GrantId> = url::form_urlencoded::parse(request.query_string().as_bytes())
        .filter(|(name, _)| name == "grant")
        .filter_map(|(_, key)| key.parse().ok())
        .take(MOST)
        .collect();
    let (asked, now) = (keys.len(), request.now);
    let chosen = request.read(move |conn, scope| queries::chosen(conn, scope, &keys, now));
    let chosen = chosen.await?;
    if asked > 0 && chosen.is_empty() {
        return Err(AppError::NotFound);
    }
    request
        .page(|layout| EndPage::new(layout, chosen, asked, now))
        .await
}

/// Which are ended.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EndForm {
    grant: Vec<String>,
}

/// Ends them. Pressed twice, the second press finds them ended.
///
/// # Errors
/// `NotFound` where one of them is not this partner's; nothing is ended then.
pub(super) async fn end(
    mut request: Request<ManageCustomers>,
    Form(form): Form<EndForm>,
) -> Answer {
    let keys: Vec<GrantId> = (form.grant.iter().take(MOST))
        .filter_map(|key| key.parse().ok())
        .collect();
    let desk = Desk::of(&request)?;
    let ended =
        request.write(move |tx, by, now| privilege_changes::end_many(tx, &desk, by, &keys, now));
    let ended = ended
        .await
        .map_err(|error: db::Error| AppError::from(error))?;
    let paths = request.paths();
    let address = match ended.as_slice() {
        [one] => paths.customer_privileges(one.grant.customer_id.uuid()),
        _ => paths.privileges(),
    };
    Ok(request.done(&address, said(&ended)))
}

fn said(ended: &[Change]) -> Flash {
    match ended {
        [] => Flash::attention("Nothing was ended: what was chosen had ended already."),
        [one] => Flash::good(format!(
            "{} has ended. {} and your side were told by mail; a reseller relationship is not changed.",
            one.grant.name, one.company
        )),
        many => Flash::good(format!(
            "{} privileges have ended. The customers and your side were told by mail; reseller relationships are not changed.",
            many.len()
        )),
    }
}
