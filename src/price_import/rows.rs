//! What a row of a price list says, checked value by value before the database is asked.

use super::{
    cells::{TITLE, cell, code, description, title},
    dates::{self, Instant},
    headings::Sheet,
    plan_rows,
    values::{Offer, PlanText, PriceRow, Values},
};
use crate::{
    db::types::Timestamp,
    prices::{Amounts, Billing, Currency, Decimals, Segment, Term, parse_amount},
    text,
    uploads::{BatchRow, Column, Fields, Priced, in_cell},
};

/// The row of these values.
///
/// # Errors
/// With what is wrong, for the person.
pub(super) fn check(fields: &Fields) -> Result<BatchRow, String> {
    let (title, code, values) = match Sheet::of_row(fields) {
        Sheet::Prices => {
            let (title, row) = price(fields)?;
            (
                title,
                row.offer.code.to_string(),
                Values::Price(Box::new(row)),
            )
        }
        Sheet::Matrix => {
            let row = plan_rows::plan(fields)?;
            let title = row.sku_title.clone();
            (title, row.code.to_string(), Values::Plan(Box::new(row)))
        }
        Sheet::Licenses => {
            let row = plan_rows::service(fields)?;
            let title = row.license_name.clone();
            (title, row.license_id.clone(), Values::Service(row))
        }
    };
    let more = values.kept().map_err(|error| error.to_string())?;
    Ok(BatchRow {
        more,
        ..BatchRow::sound(title, code)
    })
}

fn price(fields: &Fields) -> Result<(String, PriceRow), String> {
    let currency = cell(fields, Priced::Currency);
    let currency = Currency::of(&currency.to_ascii_uppercase()).ok_or_else(|| {
        format!("Currency: \u{201C}{currency}\u{201D} is no ISO 4217 code, such as EUR")
    })?;
    let text = plan_text(fields)?;
    refuse_tiers(fields)?;
    let offer = Offer {
        code: code(fields)?,
        term: term(cell(fields, Priced::TermDuration))?,
        billing: Billing::of_file(cell(fields, Priced::BillingPlan))
            .ok_or("BillingPlan: known are Monthly, Annual, Triennial, OneTime and None")?,
        market: market(cell(fields, Priced::Market))?,
        currency: currency.code().to_owned(),
        segment: Segment::of_file(cell(fields, Priced::Segment))
            .ok_or("Segment: known are Commercial, Education, Government and Charity")?,
    };
    let row = PriceRow {
        offer,
        amounts: amounts(fields, currency)?,
        begins: begins(cell(fields, Priced::Begins))?,
        ends: ends(cell(fields, Priced::Ends)).map_err(in_cell("EffectiveEndDate"))?,
        at: None,
        begins_late: false,
        ending: Vec::new(),
        before: None,
        plan: Some(text),
    };
    if row.ends.is_some_and(|end| end <= row.begins) {
        return Err("It ends before it begins".to_owned());
    }
    let title = row.plan.as_ref().map(|plan| plan.sku_title.clone());
    Ok((title.unwrap_or_default(), row))
}

fn plan_text(fields: &Fields) -> Result<PlanText, String> {
    let sku_title = title(fields, Priced::SkuTitle, "SkuTitle")?;
    let has = |column| fields.has(Column::Of(column));
    let product_title = match cell(fields, Priced::ProductTitle) {
        _ if !has(Priced::ProductTitle) => None,
        "" => Some(sku_title.clone()),
        _ => Some(title(fields, Priced::ProductTitle, "ProductTitle")?),
    };
    let line = |column, what| {
        let line = text::optional_line(cell(fields, column), TITLE).map_err(in_cell(what));
        line.map(|line| has(column).then_some(line))
    };
    let mut tags = cell(fields, Priced::Tags).split([';', ',']);
    let is_trial = tags.any(|tag| tag.trim().eq_ignore_ascii_case("trial"));
    let license = line(Priced::LicenseSku, "LicenseSku")?.unwrap_or_default();
    Ok(PlanText {
        product_title,
        sku_title,
        publisher: line(Priced::Publisher, "Publisher")?,
        description: has(Priced::Description).then(|| description(fields)),
        unit_of_measure: line(Priced::UnitOfMeasure, "UnitOfMeasure")?,
        segment: Segment::of_file(cell(fields, Priced::Segment)).filter(|_| has(Priced::Segment)),
        is_trial: has(Priced::Tags).then_some(is_trial),
        has_end_of_sale: has(Priced::EndOfSale),
        end_of_sale: ends(cell(fields, Priced::EndOfSale)).map_err(in_cell("EndofSaleDate"))?,
        license: Some(license.to_ascii_lowercase()).filter(|license| !license.is_empty()),
    })
}

fn term(text: &str) -> Result<Term, String> {
    let known = text.to_ascii_uppercase().parse().ok();
    known.ok_or_else(|| "TermDuration: known are P1M, P1Y and P3Y".to_owned())
}

fn market(text: &str) -> Result<String, String> {
    let country = rust_iso3166::from_alpha2(&text.to_ascii_uppercase());
    country
        .map(|country| country.alpha2.to_owned())
        .ok_or_else(|| "Market: use the two letters of a country, such as DE".to_owned())
}

fn amounts(fields: &Fields, currency: Currency) -> Result<Amounts, String> {
    let decimals = match fields.has_free_comma {
        true => Decimals::PointOrComma,
        false => Decimals::Point,
    };
    let amount = |column, what| {
        parse_amount(cell(fields, column), currency, decimals).map_err(in_cell(what))
    };
    let optional = |column, what| match cell(fields, column) {
        "" => Ok(None),
        _ => amount(column, what).map(Some),
    };
    Ok(Amounts {
        cost: amount(Priced::UnitPrice, "UnitPrice")?,
        partner_price: optional(Priced::PartnerPrice, "PartnerPrice")?,
        list_price: optional(Priced::ListPrice, "ERP Price")?,
    })
}

fn begins(text: &str) -> Result<Timestamp, String> {
    match dates::instant(text).map_err(in_cell("EffectiveStartDate"))? {
        Instant::Always => Ok(Timestamp::EPOCH),
        Instant::At(at) => Ok(at),
        Instant::Never => Err("EffectiveStartDate: it never begins".to_owned()),
    }
}

fn ends(text: &str) -> Result<Option<Timestamp>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    match dates::instant(text)? {
        Instant::Never => Ok(None),
        Instant::At(at) => Ok(Some(at)),
        Instant::Always => Err("it ended before it began".to_owned()),
    }
}

/// A price for a range of quantities is another one than the price of a license.
fn refuse_tiers(fields: &Fields) -> Result<(), String> {
    let is_open = |text: &str, open: &[&str]| open.contains(&text);
    let min = is_open(cell(fields, Priced::TierMin), &["", "0", "1"]);
    match min && is_open(cell(fields, Priced::TierMax), &["", "0", "10000000"]) {
        true => Ok(()),
        false => Err(
            "A price for a range of quantities is not taken: each plan has one price for all"
                .to_owned(),
        ),
    }
}
