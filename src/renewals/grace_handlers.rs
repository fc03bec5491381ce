//! A seller says for how many days licenses work after the last term.

use askama::Template;

use super::events::GraceChanged;
use crate::{
    activity, db,
    identity::{Layout, ManagePrices, Request},
    prices::demand_list,
    subscriptions::{MOST_GRACE, grace_of, replace_grace},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
    },
};

#[derive(Template)]
#[template(path = "renewals/grace.html")]
struct GracePage {
    layout: Layout,
    errors: FieldErrors,
    days: String,
}

/// What is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct GraceForm {
    days: String,
}

impl GraceForm {
    fn parse(&self) -> Result<i32, FieldErrors> {
        let days = self.days.trim().parse::<i32>().ok();
        let days = days.filter(|days| (0..=MOST_GRACE).contains(days));
        days.ok_or_else(|| {
            let mut errors = FieldErrors::default();
            errors.add(
                "days",
                format!("Enter a number of days from 0 to {MOST_GRACE}"),
            );
            errors
        })
    }
}

/// The form.
pub(super) async fn show(mut request: Request<ManagePrices>) -> Answer {
    demand_list(&request.by.staff.partner, request.paths())?;
    let days = request.read(grace_of).await?;
    let page = |layout: Layout| GracePage {
        layout: layout.in_section("subscriptions"),
        errors: FieldErrors::default(),
        days: days.to_string(),
    };
    request.page(page).await
}

/// Keeps it.
pub(super) async fn save(
    mut request: Request<ManagePrices>,
    Form(form): Form<GraceForm>,
) -> Answer {
    demand_list(&request.by.staff.partner, request.paths())?;
    let days = match form.parse() {
        Ok(days) => days,
        Err(errors) => {
            let page = |layout: Layout| GracePage {
                layout: layout.in_section("subscriptions"),
                errors,
                days: form.days,
            };
            return request.again(page).await;
        }
    };
    let saved = request.write(move |tx, by, now| {
        let before = replace_grace(tx, by.scope, days)?;
        if before != days {
            activity::record(tx, by, &GraceChanged::new(by.scope, before, days), now)?;
        }
        Ok::<_, db::Error>(())
    });
    saved.await?;
    let text = "The days of grace are saved. They count for terms that end from now on.";
    Ok(request.done(&request.paths().coming(), Flash::good(text)))
}
