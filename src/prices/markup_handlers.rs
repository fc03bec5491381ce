//! The page of the mark-ups, where they are saved and removed.

use actix_web::web::Path;
use askama::Template;

use super::{
    events::{MARKUP_REMOVED, MARKUP_SAVED, PriceEvent},
    markups::{self, AppliesTo, Markup, Markups, percentage},
    sellers::demand_list,
};
use crate::{
    activity, db,
    db::ids::{MarkupId, PartnerId},
    error::AppError,
    identity::{Denied, Layout, ManagePrices, Request, SeePrices},
    text,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form, NoFields},
        layout::Flash,
    },
};

/// A mark-up as the page shows it.
struct MarkupView {
    of: &'static str,
    label: String,
    words: String,
    removal: String,
}

#[derive(Template)]
#[template(path = "prices/markups.html")]
struct MarkupsPage {
    layout: Layout,
    errors: FieldErrors,
    denied: Option<Denied>,
    rows: Vec<MarkupView>,
    kinds: Vec<Choice>,
    form: MarkupForm,
}

/// What is typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MarkupForm {
    applies_to: String,
    name: String,
    percent: String,
}

impl MarkupForm {
    fn parse(&self, partner: PartnerId) -> Result<Markup, FieldErrors> {
        let mut errors = FieldErrors::default();
        let applies_to = self.applies_to.parse::<AppliesTo>();
        if applies_to.is_err() {
            errors.add("applies_to", "Choose one");
        }
        let applies_to = applies_to.unwrap_or(AppliesTo::Publisher);
        let label = errors.take("name", text::line(&self.name, 200, "a name or an ID"));
        let markup = Markup {
            id: MarkupId::new(),
            partner_id: partner,
            applies_to,
            key: Markup::key_of(applies_to, &label),
            label,
            hundredths: errors.take("percent", percentage(&self.percent)),
        };
        errors.or(markup)
    }
}

fn page(
    layout: Layout,
    all: &Markups,
    denied: Option<Denied>,
    form: MarkupForm,
    errors: FieldErrors,
) -> MarkupsPage {
    let view = |it: &Markup| MarkupView {
        of: it.applies_to.label(),
        label: it.label.clone(),
        words: it.words(),
        removal: layout.paths.markup_removal(it.id),
    };
    let choice = |it: &AppliesTo| Choice::new(it.as_str(), it.label(), &form.applies_to);
    MarkupsPage {
        rows: all.each().map(view).collect(),
        kinds: AppliesTo::ALL.iter().map(choice).collect(),
        layout: layout.in_section("prices"),
        errors,
        denied,
        form,
    }
}

/// What is added to the cost. It tells what the seller pays, so that others have no such page.
pub(super) async fn list(mut request: Request<SeePrices>) -> Answer {
    demand_list(&request.by.staff.partner, request.paths())?;
    let denied = request.denied::<ManagePrices>().await?;
    let all = request.read(Markups::of).await?;
    let (form, errors) = (MarkupForm::default(), FieldErrors::default());
    request
        .page(|layout| page(layout, &all, denied, form, errors))
        .await
}

/// Keeps one.
pub(super) async fn save(
    mut request: Request<ManagePrices>,
    Form(form): Form<MarkupForm>,
) -> Answer {
    demand_list(&request.by.staff.partner, request.paths())?;
    let markup = match check(&mut request, &form).await? {
        Ok(markup) => markup,
        Err(errors) => return refuse(request, form, errors).await,
    };
    let text = format!(
        "{} is marked up by {} in files loaded from now on.",
        markup.label,
        markup.words()
    );
    let saved = request.write(move |tx, by, now| {
        markups::save(tx, &markup)?;
        activity::record(tx, by, &PriceEvent::of(MARKUP_SAVED, &markup), now)
    });
    saved.await?;
    Ok(request.done(&request.paths().markups(), Flash::good(text)))
}

async fn check(
    request: &mut Request<ManagePrices>,
    form: &MarkupForm,
) -> Result<Result<Markup, FieldErrors>, AppError> {
    let markup = match form.parse(request.scope().partner_id()) {
        Ok(markup) => markup,
        Err(errors) => return Ok(Err(errors)),
    };
    let asked = markup.clone();
    let refusal = request
        .read(move |conn, scope| markups::refusal(conn, scope, &asked))
        .await?;
    let mut errors = FieldErrors::default();
    if let Some(why) = refusal {
        errors.add("name", why);
    }
    Ok(errors.or(markup))
}

async fn refuse(
    mut request: Request<ManagePrices>,
    form: MarkupForm,
    errors: FieldErrors,
) -> Answer {
    let all = request.read(Markups::of).await?;
    request
        .again(|layout| page(layout, &all, None, form, errors))
        .await
}

/// Forgets one.
pub(super) async fn remove(
    mut request: Request<ManagePrices>,
    id: Path<MarkupId>,
    Form(NoFields {}): Form<NoFields>,
) -> Answer {
    let id = id.into_inner();
    let removed = request.write(move |tx, by, now| {
        let markup = markups::remove(tx, by.scope, id)?;
        activity::record(tx, by, &PriceEvent::of(MARKUP_REMOVED, &markup), now)?;
        Ok::<_, db::Error>(markup)
    });
    let markup = removed.await?;
    let text = format!(
        "The mark-up of {} is removed. Prices that it made stay.",
        markup.label
    );
    Ok(request.done(&request.paths().markups(), Flash::good(text)))
}
