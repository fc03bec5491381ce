//! The price lists of the demo's sellers: sixty made-up plans in three currencies, loaded from files like those of a vendor, some
//! of whose prices change.

use chrono::Duration;

use super::{Demo, from_text, invitations::Post};
use crate::{
    clock::Clock,
    db::{Db, types::Timestamp},
    error::AppError,
    price_import::{Extent, LoadError, read_file, store},
    uploads::FromFile,
};

/// Product, publisher, and what a license of its smallest plan costs a month, in cents of a euro.
const PRODUCTS: &[(&str, &str, &str, i64)] = &[
    ("DEMOMAIL01", "Fernlight Mail", "Fernlight Software", 320),
    ("DEMOFILE01", "Fernlight Files", "Fernlight Software", 410),
    ("DEMODESK01", "Fernlight Desktop", "Fernlight Software", 980),
    ("DEMOTEAM01", "Fernlight Rooms", "Fernlight Software", 540),
    ("DEMOSUIT01", "Fernlight Suite", "Fernlight Software", 1_450),
    ("DEMOARCH01", "Fernlight Archive", "Fernlight Software", 215),
    ("DEMOVOIC01", "Tidewater Voice", "Tidewater Telephony", 640),
    (
        "DEMOCALL01",
        "Tidewater Contact",
        "Tidewater Telephony",
        2_380,
    ),
    (
        "DEMOMEET01",
        "Tidewater Conference",
        "Tidewater Telephony",
        375,
    ),
    ("DEMODEVI01", "Oakhaven Devices", "Oakhaven Systems", 590),
    ("DEMOIDEN01", "Oakhaven Identity", "Oakhaven Systems", 505),
    ("DEMOSHIE01", "Oakhaven Shield", "Oakhaven Systems", 760),
    (
        "DEMOLEDG01",
        "Bramble Ledger",
        "Bramble Business Apps",
        3_150,
    ),
    (
        "DEMOSALE01",
        "Bramble Sales",
        "Bramble Business Apps",
        4_800,
    ),
    (
        "DEMOPLAN01",
        "Bramble Planner",
        "Bramble Business Apps",
        825,
    ),
];

/// Plan, what it is called, for whom, and the part of a hundred that it costs.
const PLANS: &[(&str, &str, &str, i64)] = &[
    ("0001", "Standard", "Commercial", 100),
    ("0002", "Plus", "Commercial", 160),
    ("0003", "for Education", "Education", 40),
    ("0004", "for Charities", "Charity", 30),
];

/// Market, currency, its minor units for a hundred cents of a euro.
const PLACES: &[(&str, &str, i64)] = &[("DE", "EUR", 100), ("GB", "GBP", 86), ("JP", "JPY", 162)];

/// Term, billing, months, and the part of a hundred that they cost.
const TERMS: &[(&str, &str, i64, i64)] = &[
    ("P1M", "Monthly", 1, 120),
    ("P1Y", "Annual", 12, 100),
    ("P1Y", "Monthly", 12, 105),
    ("P3Y", "Annual", 36, 97),
];

const PRICE_HEADINGS: &str = "ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,UnitOfMeasure,TermDuration,BillingPlan,Market,Currency,UnitPrice,PricingTierRangeMin,PricingTierRangeMax,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment,PartnerPrice\n";

/// Loads the list of the seller with this domain, as of its past.
pub(super) async fn load(
    demo: &Demo,
    post: &Post<'_>,
    domain: &'static str,
) -> Result<(), AppError> {
    let before = demo.now.minus(Duration::days(150));
    let lately = demo.now.minus(Duration::days(12));
    let soon = demo.now.plus(Duration::days(21)).start_of_day();
    let files = [
        ("prices.csv", prices(before, 100, |_| true), before),
        ("offer-matrix.csv", matrix(), before),
        ("licenses.csv", licenses(), before),
        (
            "changes.csv",
            prices(lately, 106, |number| number % 5 == 1),
            lately,
        ),
        (
            "next-changes.csv",
            prices(soon, 109, |number| number % 7 == 2),
            lately,
        ),
    ];
    for (name, text, at) in files {
        let clock = post.clock_at(at);
        from_text::load(demo, domain, (name, text), clock, carry_out).await?;
    }
    Ok(())
}

fn carry_out(db: &Db, clock: &Clock, of: FromFile) -> Result<(), LoadError> {
    let read = read_file(db, clock, of, Some(Extent::Changes), &mut |_, _| {})?;
    store(read, db, clock, false, &mut |_| {})?;
    Ok(())
}

/// The prices of the products that are wanted, from an instant on, at so many hundredths of the first ones.
fn prices(from: Timestamp, hundredths: i64, is_wanted: impl Fn(usize) -> bool) -> String {
    let mut text = PRICE_HEADINGS.to_owned();
    for (number, (product_id, product, publisher, cents)) in PRODUCTS.iter().enumerate() {
        if !is_wanted(number) {
            continue;
        }
        for (sku, plan, segment, part) in PLANS {
            for (market, currency, rate) in PLACES {
                for (term, billing, months, of_term) in TERMS {
                    let cost = cents * part * rate * months * of_term * hundredths / 100_000_000;
                    let amount = |units: i64| match *currency {
                        "JPY" => units.to_string(),
                        _ => format!("{}.{:02}", units / 100, units % 100),
                    };
                    let (partner, list) = (amount(cost * 108 / 100), amount(cost * 125 / 100));
                    let (cost, from) = (amount(cost), from.rfc3339());
                    text.push_str(&format!(
                        "{product},{product_id},{sku},{product} {plan},{publisher},,,{term},{billing},{market},{currency},{cost},,,{from},9999-11-30T23:59:59.0000000Z,License,{list},{segment},{partner}\n"
                    ));
                }
            }
        }
    }
    text
}

/// Small plans have a bound, the archive needs a mailbox, and standard can become plus.
fn matrix() -> String {
    let mut text = "ProductTitle,ProductId,SkuId,SkuTitle,ProvisioningId,ProvisioningString,MinLicenses,MaxLicenses,AssetOwnershipLimit,AssetOwnershipLimitType,ProductSkuPreRequisites,ProductSkuConversion,AllowedCountries\n".to_owned();
    for (number, (product_id, product, _, _)) in PRODUCTS.iter().enumerate() {
        for (sku, plan, _, _) in PLANS {
            let max = if *sku == "0001" { "300" } else { "10000000" };
            let needs = match *product_id {
                "DEMOARCH01" => "DEMOMAIL01/0001,DEMOMAIL01/0002,DEMOSUIT01/0001",
                _ => "",
            };
            let becomes = match *sku {
                "0001" => format!("{product_id}/0002"),
                _ => String::new(),
            };
            text.push_str(&format!(
                "{product},{product_id},{sku},{product} {plan},{},{product_id}_{sku},1,{max},,,\"{needs}\",{becomes},DE;GB;JP\n",
                license_id(number, sku)
            ));
        }
    }
    text
}

fn license_id(number: usize, sku: &str) -> String {
    format!("de300000-0000-4000-8000-0000{number:04}{sku}")
}

/// Each plan gives a license of its own with the service that its product is called by.
fn licenses() -> String {
    let mut text = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names\n".to_owned();
    for (number, (product_id, product, _, _)) in PRODUCTS.iter().enumerate() {
        for (sku, plan, _, _) in PLANS {
            text.push_str(&format!(
                "{product} {plan},{product_id}_{sku},{},{product_id}_SERVICE,5e900000-0000-4000-8000-{number:012},{product}\n",
                license_id(number, sku)
            ));
        }
    }
    text
}
