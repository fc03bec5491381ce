//! The page on which a subscription gets another reseller of record.

use actix_web::http::StatusCode;
use askama::Template;

use super::{
    acting::{Acting, SellerActing, Told},
    holding::Seen,
    problem::NotChanged,
    reseller_service,
    view::About,
};
use crate::{
    customer_access::{Granted, ManageSubscriptions},
    db::{
        self, Conn,
        ids::{PartnerId, SubscriptionId},
    },
    error::AppError,
    identity::Layout,
    orders,
    subscriptions::{self, Act, Subscription},
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::Flash,
    },
};

type Manager = Acting<ManageSubscriptions>;

const DIRECT: &str = "direct";

#[derive(Template)]
#[template(path = "subscription_changes/reseller.html")]
struct ResellerPage {
    layout: Layout,
    errors: FieldErrors,
    about: About,
    closed: String,
    /// Who it is now; empty where it is sold directly.
    present: String,
    choices: Vec<Choice>,
    here: String,
}

/// What the page is of: the subscription, the name of its reseller of record, and those that can be.
type Found = (Subscription, String, Vec<(PartnerId, String)>);

fn read(
    conn: &mut Conn,
    granted: &Granted<ManageSubscriptions>,
    id: SubscriptionId,
) -> db::Result<Found> {
    let scope = granted.by.scope;
    let row = subscriptions::find(conn, scope, id)?;
    let present: Vec<PartnerId> = row.partner_id_on_record.into_iter().collect();
    let names = orders::names(conn, &present)?;
    let resellers = match granted.by.staff.partner.is_provider {
        true => orders::resellers(conn, scope, granted.customer)?,
        false => Vec::new(),
    };
    let name = names.into_values().next().unwrap_or_default();
    Ok((row, name, resellers))
}

/// Those that can be of record, and that there is none.
fn choices(resellers: &[(PartnerId, String)], chosen: &str) -> Vec<Choice> {
    let mut choices: Vec<Choice> = resellers
        .iter()
        .map(|(id, name)| {
            let label = format!("We act indirectly for {name}, the reseller of record");
            Choice::new(&id.to_string(), label, chosen)
        })
        .collect();
    choices.push(Choice::new(
        DIRECT,
        "We sell directly, without a reseller",
        chosen,
    ));
    choices
}

async fn page(
    mut acting: Manager,
    typed: Option<String>,
    (status, errors): (StatusCode, FieldErrors),
) -> Answer {
    let (id, now) = (acting.row.id, acting.on.request.now);
    let read = acting.on.read(move |conn, granted| read(conn, granted, id));
    let (row, present, resellers) = read.await.map_err(AppError::from)?;
    let customer = acting.on.granted.entry.name.clone();
    let shown = |layout: Layout| ResellerPage {
        errors,
        closed: Act::Reseller.closed(&row, now).unwrap_or_default(),
        present,
        choices: choices(
            &resellers,
            &typed.unwrap_or_else(|| {
                row.partner_id_on_record
                    .map_or_else(|| DIRECT.to_owned(), |id| id.to_string())
            }),
        ),
        here: layout.paths.subscription_reseller(row.id),
        about: About::new(&layout, &row, &customer),
        layout: layout.in_section("subscriptions"),
    };
    acting.on.request.page_with(status, shown).await
}

/// Who it is, and who it can be.
pub(super) async fn show(SellerActing(acting): SellerActing<ManageSubscriptions>) -> Answer {
    page(acting, None, (StatusCode::OK, FieldErrors::default())).await
}

/// What is stated.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ResellerForm {
    version: String,
    reseller: String,
}

impl ResellerForm {
    fn stated(&self, id: SubscriptionId) -> Result<(Seen, Option<PartnerId>), NotChanged> {
        let reseller = match self.reseller.as_str() {
            DIRECT => None,
            key => {
                let why = "Say whether you act indirectly for a reseller, or sell directly";
                let wrong = |_| NotChanged::Field("reseller", why.to_owned());
                Some(key.parse().map_err(wrong)?)
            }
        };
        let version = self.version.parse().map_err(|_| NotChanged::Stale)?;
        Ok((Seen { id, version }, reseller))
    }
}

/// Puts it on record.
pub(super) async fn change(
    SellerActing(mut acting): SellerActing<ManageSubscriptions>,
    Form(form): Form<ResellerForm>,
) -> Answer {
    let entry = acting.on.granted.entry.clone();
    let changed = match form.stated(acting.row.id) {
        Ok((seen, reseller)) => {
            let change = acting.on.request.write(move |tx, by, now| {
                reseller_service::put_on_record(tx, by, &entry, seen, (reseller, now))
            });
            change.await
        }
        Err(error) => Err(error),
    };
    match changed {
        Ok(()) => Ok(acting.done(Flash::good("The reseller of record is saved."))),
        Err(error) => match acting.told(error).await? {
            Told::Elsewhere(answer) => Ok(answer),
            Told::Here(status, errors) => page(acting, Some(form.reseller), (status, errors)).await,
        },
    }
}
