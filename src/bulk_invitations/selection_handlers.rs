//! Request a reseller relationship, or privileges, from several companies of the list at once: whom to write to at each, then a
//! bulk invitation of these rows.

use super::{
    handlers,
    kind::BulkInvitation,
    selection::{Selection, SelectionForm, SelectionPage, Wish},
    settings::Settings,
};
use crate::{
    customers::{self, Entry},
    db,
    error::AppError,
    identity::{ManageCustomers, Request},
    invitations::Channel,
    uploads,
    web::{
        Answer,
        form::{FieldErrors, Form},
    },
};

/// So many can be selected at once: a page of the list.
const MOST: usize = 100;

/// A request to invite the companies that were ticked.
type Acting = Request<ManageCustomers>;

/// The selected companies of this partner.
async fn selection(request: &mut Acting, form: &SelectionForm) -> Result<Selection, AppError> {
    let keys = form.keys();
    let found = request.read(move |conn, scope| {
        let mut entries = Vec::new();
        for key in keys.into_iter().take(MOST) {
            match customers::find(conn, scope, key) {
                Ok(entry) => entries.push(entry),
                Err(db::Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        let known = customers::customers_of(conn, &entries)?;
        let customer = |entry: Entry| {
            let customer = entry.customer_id.and_then(|id| known.get(&id)).cloned();
            (entry, customer)
        };
        Ok(entries.into_iter().map(customer).collect())
    });
    Ok(Selection::new(found.await?, form))
}

/// Whom to write to at the companies that were ticked in the list.
pub(super) async fn new(mut request: Acting) -> Answer {
    let form = SelectionForm::of(request.query_string());
    let selection = selection(&mut request, &form).await?;
    let errors = FieldErrors::default();
    let page = |layout| SelectionPage::new(layout, selection, errors);
    request.page(page).await
}

/// Begins a bulk invitation of the companies that have an address.
pub(super) async fn create(mut request: Acting, Form(form): Form<SelectionForm>) -> Answer {
    let selection = selection(&mut request, &form).await?;
    let errors = selection.problems();
    if !errors.is_empty() {
        let page = |layout| SelectionPage::new(layout, selection, errors);
        return request.again(page).await;
    }
    let taken = uploads::of_text(selection.file(), "Selected customers", &BulkInvitation);
    let taken = taken.map_err(AppError::Internal)?;
    let settings = Settings {
        for_privileges: form.wish() == Wish::Privileges,
        ..Settings::new(Channel::ExistingCustomer)
    };
    handlers::begin(request, taken, settings).await
}
