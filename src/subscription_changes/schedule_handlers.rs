//! What is different from the next term on: scheduled by the seller.

use super::{
    acting::{SellerActing, Told},
    holding::Seen,
    problem::NotChanged,
    renewal_handlers::{Manager, page, wanted},
    renewal_page::Typed,
    schedule_service,
};
use crate::{
    customer_access::ManageSubscriptions,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

/// What was shown, or that it is dropped.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ScheduleForm {
    version: String,
    shown: String,
    quantity: String,
    plan: String,
    term: String,
    billing: String,
    act: String,
}

impl ScheduleForm {
    fn typed(&self) -> Typed {
        Typed {
            quantity: self.quantity.clone(),
            plan: self.plan.clone(),
            term: self.term.clone(),
            billing: self.billing.clone(),
        }
    }
}

async fn carry_out(acting: &mut Manager, form: &ScheduleForm) -> Result<&'static str, NotChanged> {
    let entry = acting.on.granted.entry.clone();
    let version = form.version.parse().map_err(|_| NotChanged::Stale)?;
    let seen = Seen {
        id: acting.row.id,
        version,
    };
    if form.act == "drop" {
        let dropped = acting
            .on
            .request
            .write(move |tx, by, now| schedule_service::unschedule(tx, by, &entry, seen, now));
        dropped.await?;
        return Ok("Nothing is scheduled for the renewal any more.");
    }
    let mut errors = FieldErrors::default();
    let Some(wanted) = wanted(&form.typed(), &mut errors) else {
        let why = "Say what the next term shall be";
        return Err(NotChanged::Field("quantity", why.to_owned()));
    };
    let shown = form.shown.clone();
    let scheduled = acting.on.request.write(move |tx, by, now| {
        schedule_service::schedule(tx, by, &entry, (seen, &shown), (wanted, now))
    });
    scheduled.await?;
    Ok("The change is scheduled for the renewal.")
}

/// Schedules it, or drops what is scheduled.
pub(super) async fn change(
    SellerActing(mut acting): SellerActing<ManageSubscriptions>,
    Form(form): Form<ScheduleForm>,
) -> Answer {
    match carry_out(&mut acting, &form).await {
        Ok(done) => Ok(acting.done(Flash::good(done))),
        Err(error) => match acting.told(error).await? {
            Told::Elsewhere(answer) => Ok(answer),
            Told::Here(status, errors) => page(acting, form.typed(), (status, errors)).await,
        },
    }
}
