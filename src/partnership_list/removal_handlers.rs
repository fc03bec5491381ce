//! Remove partnership: a page that says what ends and what stays, and asks for the statements and the other
//! company's domain.

use actix_web::{http::StatusCode, web::Path};

use super::{
    queries::{self, Standing},
    removal_page::{RemovalForm, RemovalPage, RemovedPage, SHOWN, requests_words},
    removal_service::{self, Removal, RemoveError},
};
use crate::{
    db::{self, Tx, ids::PartnershipId, types::Timestamp},
    identity::{Layout, ManagePartnerships, PartnershipManager, Request, View},
    order_requests,
    partnerships::State,
    renewals::Desk,
    translations::staff,
    web::{
        Answer,
        form::{FieldErrors, Form},
        html,
        layout::Flash,
    },
};

/// What would end, what would stay, and the form. Everybody of either side may read it.
pub(super) async fn confirm(mut request: Request<View>, id: Path<PartnershipId>) -> Answer {
    let id = id.into_inner();
    let found = request.read(move |conn, scope| queries::standing(conn, scope, id, SHOWN));
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
            let found = request.read(move |conn, scope| queries::standing(conn, scope, id, SHOWN));
            let found = found.await?;
            let page =
                |layout: Layout| RemovedPage::new(layout.in_section("partnerships"), &found, true);
            request.page_with(StatusCode::CONFLICT, page).await
        }
        Err(NotRemoved::Db(error)) => Err(error.into()),
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
    let found = queries::standing(tx.conn(), admin.scope, id, SHOWN)?;
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
