//! Remove customer relationship: a page that says what ends and what stays, and asks for the statements and
//! the customer's domain.
//!
//! The form names the relationships it was shown for, and what can end with them. When they have ended meanwhile, or others
//! were made, it is not taken for consent to end whatever is there now.

use actix_web::{http::StatusCode, web::Path};

use super::{
    leaving::Leaving,
    queries::{self, Record},
    removal_form::RemovalForm,
    removal_page::{RemovalPage, RemovedPage, SHOWN},
    removal_service::{self, Desks, Removed, Wish},
};
use crate::{
    db::{self, Conn, Tx, ids::CustomerId, types::Timestamp},
    error::AppError,
    identity::{CustomerManager, ManageCustomers, Request, Scope, View},
    order_requests, privilege_changes,
    relationships::{RemoveError, State},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

const CHANGED: &str = "The relationship, or what you wanted to end with it, has changed since you opened this page, so nothing was removed. The page now shows how it stands; check it, then remove the relationship";

fn is_active(found: &Record) -> bool {
    found.relationships_in(State::Active).next().is_some()
}

/// The record; what goes with the relationship, where there is one.
fn read(
    conn: &mut Conn,
    scope: Scope,
    key: uuid::Uuid,
    now: Timestamp,
) -> db::Result<(Record, Option<Leaving>)> {
    let found = queries::record(conn, scope, key)?;
    let leaving = match is_active(&found) {
        true => Some(Leaving::read(conn, scope, &found, (SHOWN, now))?),
        false => None,
    };
    Ok((found, leaving))
}

/// What would end, what would stay, and the form. Everybody may read it.
pub(super) async fn confirm(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let found = request.read(move |conn, scope| read(conn, scope, key, now));
    let (found, leaving) = found.await?;
    let own = found.entry.page_key();
    if key != own {
        return Ok(see_other(&request.paths().removal(own)));
    }
    let Some(leaving) = leaving else {
        return request
            .page(|layout| RemovedPage::new(layout, &found, false, now))
            .await;
    };
    let (form, errors) = (RemovalForm::default(), FieldErrors::default());
    request
        .page(|layout| RemovalPage::new(layout, (&found, &leaving), &form, errors, now))
        .await
}

/// Why nothing was removed.
enum NotRemoved {
    Form(FieldErrors),
    Ended,
    Db(db::Error),
}

impl From<db::Error> for NotRemoved {
    fn from(error: db::Error) -> Self {
        Self::Db(error)
    }
}

impl From<RemoveError> for NotRemoved {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::Db(error) => Self::Db(error),
            RemoveError::AlreadyEnded => Self::Ended,
            RemoveError::Changed => Self::Form(FieldErrors::page(CHANGED)),
        }
    }
}

/// Removes it.
pub(super) async fn remove(
    mut request: Request<ManageCustomers>,
    key: Path<CustomerId>,
    Form(form): Form<RemovalForm>,
) -> Answer {
    let (key, typed) = (key.uuid(), form.clone());
    let desks = desks(&request)?;
    let removed =
        request.write(move |tx, by, now| try_to_remove(tx, (by, &desks), key, &form, now));
    match removed.await {
        Ok(removed) => {
            let flash = Flash::good(removed_words(&removed));
            Ok(request.done(&request.paths().customers(), flash))
        }
        Err(NotRemoved::Form(errors)) => again(request, key, &typed, errors).await,
        Err(NotRemoved::Ended) => again(request, key, &typed, FieldErrors::default()).await,
        Err(NotRemoved::Db(error)) => Err(error.into()),
    }
}

fn desks(request: &Request<ManageCustomers>) -> Result<Desks, AppError> {
    Ok(Desks {
        requests: order_requests::desk(request)?,
        privileges: privilege_changes::Desk::of(request)?,
    })
}

/// The page as it stands now, with what was typed and what is wrong with it.
async fn again(
    mut request: Request<ManageCustomers>,
    key: uuid::Uuid,
    form: &RemovalForm,
    errors: FieldErrors,
) -> Answer {
    let now = request.now;
    let found = request.read(move |conn, scope| read(conn, scope, key, now));
    let (found, leaving) = found.await?;
    match leaving {
        Some(leaving) => {
            let page = |layout| RemovalPage::new(layout, (&found, &leaving), form, errors, now);
            request.again(page).await
        }
        None => {
            let page = |layout| RemovedPage::new(layout, &found, true, now);
            request.page_with(StatusCode::CONFLICT, page).await
        }
    }
}

fn try_to_remove(
    tx: &mut Tx<'_>,
    (by, desks): (&CustomerManager, &Desks),
    key: uuid::Uuid,
    form: &RemovalForm,
    now: Timestamp,
) -> Result<Removed, NotRemoved> {
    let found = queries::record(tx.conn(), by.scope, key)?;
    if !is_active(&found) {
        return Err(NotRemoved::Ended);
    }
    let reason = form.parse(&found.entry.domain).map_err(NotRemoved::Form)?;
    let wish = Wish {
        shown: form.shown(),
        reason,
        end_privileges: form.privileges_to_end(),
        end_renewals: form.renewals_to_end(),
    };
    Ok(removal_service::remove(tx, by, desks, (key, &wish), now)?)
}

fn removed_words(removed: &Removed) -> String {
    let privileges = match removed.privileges {
        0 => "Delegated admin privileges are unchanged, and nothing was mailed to the customer."
            .to_owned(),
        1 => {
            "Your delegated admin privileges have ended, too, which the customer was told by mail."
                .to_owned()
        }
        many => format!(
            "Your {many} delegated admin privileges have ended, too, which the customer was told by mail."
        ),
    };
    let renewals = match removed.subscriptions {
        0 => String::new(),
        1 => " 1 subscription is not renewed any more.".to_owned(),
        many => format!(" {many} subscriptions are not renewed any more."),
    };
    format!(
        "The reseller relationship with {} has been removed. {privileges}{renewals} The removal report stands under Former customers.",
        removed.company
    )
}
