//! Where a partner's bills for a customer go, and whom to speak to there.

use askama::Template;

use super::{
    bill_to_model::{BillTo, BillToForm, BillToWords},
    bill_to_queries as queries, bill_to_service,
};
use crate::{
    customer_access::{CustomerRequest, ManageBillTo},
    customers::Entry,
    db,
    error::AppError,
    identity::{Layout, country_name},
    language::Language,
    web::{
        Answer,
        form::{Choice, FieldErrors, Form},
        layout::Flash,
        rival::{Differing, Rival, SaveError, Saved, beside},
    },
};

type Acting = CustomerRequest<ManageBillTo>;

/// What is kept, and the name of who changed it last.
type Known = Option<(BillTo, String)>;

#[derive(Template)]
#[template(path = "customer_account/bill_to.html")]
struct BillToPage {
    layout: Layout,
    errors: FieldErrors,
    name: String,
    key: uuid::Uuid,
    typed: BillToForm,
    countries: Vec<Choice>,
    languages: Vec<Choice>,
    version: i32,
    /// What somebody else has saved meanwhile.
    rival: Option<Rival<Vec<Differing>>>,
}

/// The countries to choose from, by name.
pub(super) fn countries(present: &str) -> Vec<Choice> {
    let mut each: Vec<(&str, String)> = rust_iso3166::ALL
        .iter()
        .map(|country| (country.alpha2, country_name(country.alpha2)))
        .collect();
    each.sort_by_cached_key(|(_, name)| crate::text::folded(name));
    crate::web::list::choices("Choose a country", present, each)
}

fn page(layout: Layout, entry: &Entry, typed: BillToForm, version: i32) -> BillToPage {
    let languages = Language::ALL.iter();
    let languages =
        languages.map(|language| Choice::new(language.as_str(), language.label(), &typed.language));
    BillToPage {
        layout: layout.in_section("customers"),
        errors: FieldErrors::default(),
        name: entry.name.clone(),
        key: entry.page_key(),
        countries: countries(&typed.country),
        languages: languages.collect(),
        typed,
        version,
        rival: None,
    }
}

async fn known(on: &mut Acting) -> Result<Known, AppError> {
    let known =
        on.read(|conn, granted| queries::bill_to_of(conn, granted.by.scope, granted.entry.id));
    Ok(known.await.map_err(|error: db::Error| error)?)
}

/// What is kept; of a customer of whom nothing is, the company's name.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn edit(mut on: Acting) -> Answer {
    let known = known(&mut on).await?;
    let entry = on.granted.entry;
    let (typed, version) = match &known {
        Some((row, _)) => (BillToForm::from(&row.words), row.version),
        None => {
            let company = entry.name.clone();
            let empty = BillToForm {
                company,
                ..BillToForm::default()
            };
            (empty, 0)
        }
    };
    on.request
        .page(|layout| page(layout, &entry, typed, version))
        .await
}

/// Keeps it.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn save(mut on: Acting, Form(form): Form<BillToForm>) -> Answer {
    let version = form.version.parse().unwrap_or_default();
    let words = match form.parse() {
        Ok(words) => words,
        Err(errors) => return wrong(on, form, version, errors).await,
    };
    let typed = words.clone();
    let saved = on.write(move |tx, granted, now| {
        bill_to_service::save_bill_to(tx, granted, &typed, version, now)
    });
    match saved.await? {
        Ok(()) => {
            let account = on
                .request
                .paths()
                .customer_account(on.granted.entry.page_key());
            let flash = Flash::good("The bill-to data is saved.");
            Ok(on.request.done(&account, flash))
        }
        Err(SaveError::Db(error)) => Err(error.into()),
        Err(error) => against(on, form, &words, &error).await,
    }
}

/// With what was typed, and what is wrong with it.
async fn wrong(on: Acting, form: BillToForm, version: i32, errors: FieldErrors) -> Answer {
    let entry = on.granted.entry;
    let again = |layout| BillToPage {
        errors,
        ..page(layout, &entry, form, version)
    };
    on.request.again(again).await
}

/// With what was typed, beside what is saved.
async fn against(
    mut on: Acting,
    form: BillToForm,
    words: &BillToWords,
    error: &SaveError,
) -> Answer {
    let known = known(&mut on).await?;
    let version = known.as_ref().map_or(0, |(row, _)| row.version);
    let rival = known.map(|(row, who)| Rival {
        words: beside(row.words.facts(), words.facts()),
        saved: Some(Saved::new(who, row.changed_at)),
    });
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let entry = on.granted.entry;
    let again = |layout| BillToPage {
        errors,
        rival,
        ..page(layout, &entry, form, version)
    };
    on.request.again(again).await
}
