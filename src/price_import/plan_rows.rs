//! What a row of an offer matrix, and of a table of licenses and services, says.

use super::{
    cells::{TITLE, cell, code, description, title},
    values::{PlanRow, ServiceRow},
};
use crate::{
    prices::{LimitType, PlanCode},
    text,
    uploads::{Fields, Priced, in_cell},
};

/// So many licenses mean no limit.
const NO_LIMIT: i32 = 10_000_000;

/// A row of an offer matrix.
pub(super) fn plan(fields: &Fields) -> Result<PlanRow, String> {
    let sku_title = title(fields, Priced::SkuTitle, "SkuTitle")?;
    let product_title = match cell(fields, Priced::ProductTitle) {
        "" => sku_title.clone(),
        _ => title(fields, Priced::ProductTitle, "ProductTitle")?,
    };
    let id = |column, what| id(cell(fields, column)).map_err(in_cell(what));
    let min = number(fields, Priced::MinLicenses, "MinLicenses")?.unwrap_or(1);
    let max = number(fields, Priced::MaxLicenses, "MaxLicenses")?.filter(|max| *max < NO_LIMIT);
    if max.is_some_and(|max| max < min) {
        return Err("MaxLicenses is less than MinLicenses".to_owned());
    }
    Ok(PlanRow {
        code: code(fields)?,
        product_title,
        sku_title,
        description: description(fields),
        provisioning_id: id(Priced::ProvisioningId, "ProvisioningId")?.to_ascii_lowercase(),
        provisioning_string: id(Priced::ProvisioningString, "ProvisioningString")?,
        min,
        max,
        limit: limit(fields)?,
        prerequisites: codes(cell(fields, Priced::Prerequisites))
            .map_err(in_cell("ProductSkuPreRequisites"))?,
        conversions: codes(cell(fields, Priced::Conversions))
            .map_err(in_cell("ProductSkuConversion"))?,
        countries: countries(cell(fields, Priced::Countries))?,
    })
}

fn id(text: &str) -> Result<String, String> {
    text::optional_line(text, TITLE)
}

fn number(fields: &Fields, column: Priced, what: &str) -> Result<Option<i32>, String> {
    match cell(fields, column) {
        "" => Ok(None),
        text => {
            let number = text.parse::<i32>().ok().filter(|number| *number >= 1);
            let found = number.ok_or_else(|| "A whole number from 1 on is expected".to_owned());
            found.map(Some).map_err(in_cell(what))
        }
    }
}

fn limit(fields: &Fields) -> Result<Option<(i32, LimitType)>, String> {
    let Some(limit) = number(fields, Priced::OwnershipLimit, "AssetOwnershipLimit")? else {
        return Ok(None);
    };
    let kind = match cell(fields, Priced::OwnershipLimitType)
        .to_ascii_lowercase()
        .as_str()
    {
        "lifetimecount" => LimitType::Lifetime,
        "concurrentcount" => LimitType::Concurrent,
        _ => {
            return Err(
                "AssetOwnershipLimitType: known are ConcurrentCount and LifetimeCount".to_owned(),
            );
        }
    };
    Ok(Some((limit, kind)))
}

fn codes(text: &str) -> Result<Vec<PlanCode>, String> {
    let names = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let mut codes = names
        .map(PlanCode::of_both)
        .collect::<Result<Vec<_>, _>>()?;
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}

/// Two letters each. Lists name some that no standard knows, so that they are not looked up.
fn countries(text: &str) -> Result<Vec<String>, String> {
    let names = text
        .split([';', ','])
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let mut countries: Vec<String> = names.map(str::to_ascii_uppercase).collect();
    let is_one =
        |name: &String| name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    if !countries.iter().all(is_one) {
        return Err("AllowedCountries: two letters each are expected, such as DE;FR".to_owned());
    }
    countries.sort_unstable();
    countries.dedup();
    Ok(countries)
}

/// A row of a table of licenses and services.
pub(super) fn service(fields: &Fields) -> Result<ServiceRow, String> {
    let needed =
        |column, what| text::line(cell(fields, column), TITLE, "a value").map_err(in_cell(what));
    let string_id = needed(Priced::ProvisioningString, "String_Id")?;
    let service_name = needed(Priced::ServicePlanName, "Service_Plan_Name")?;
    let or = |column, other: &str| match cell(fields, column) {
        "" => other.to_owned(),
        name => crate::uploads::shown(name, TITLE),
    };
    Ok(ServiceRow {
        license_id: needed(Priced::ProvisioningId, "GUID")?.to_ascii_lowercase(),
        license_name: or(Priced::LicenseName, &string_id),
        service_id: needed(Priced::ServicePlanId, "Service_Plan_Id")?.to_ascii_lowercase(),
        friendly_name: or(Priced::ServiceName, &service_name),
        string_id,
        service_name,
    })
}
