//! The vendor's files as people have them.

use std::collections::BTreeSet;

use partner_center::{
    db::types::Timestamp,
    prices::{self, Billing, PlanCode, Segment, Term, split_amount},
};

use super::{Shop, assert_counts};
use crate::support::Button;

pub(crate) const US: &[u8] = include_bytes!("../fixtures/prices/prices-us-2026-12.csv");
const DE: &[u8] = include_bytes!("../fixtures/prices/prices-de-older-columns.csv");
const MATRIX: &[u8] = include_bytes!("../fixtures/prices/offer-matrix-2026-12.csv");
const LICENSES: &[u8] = include_bytes!("../fixtures/prices/product-names-and-service-plans.csv");

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

#[actix_web::test]
async fn the_list_of_today_gives_44_prices_of_14_plans_of_8_products() {
    let shop = Shop::open().await;
    let preview = shop.preview(US, "whole").await;
    assert_counts(&preview, &[("New", "44")]);
    assert_eq!(shop.app.count("prices"), 0);
    shop.confirm(&preview, &[]).await;
    let (found, plans) = (shop.prices(), shop.plans());
    let products: BTreeSet<&str> = plans.iter().map(|plan| plan.product_id.as_str()).collect();
    assert_eq!((found.len(), plans.len(), products.len()), (44, 14, 8));
    assert!(plans.iter().all(|plan| plan.sku_id.len() == 4));
    let december = at("2026-12-01T00:00:00Z");
    assert_eq!(
        found
            .iter()
            .filter(|price| price.begins_at == december)
            .count(),
        2
    );
    let trial = plans.iter().find(|plan| plan.is_trial).unwrap();
    assert_eq!(trial.code().to_string(), "CFQ7TTC0XP01/0002");
    let free = found.iter().filter(|price| price.cost == 0);
    let free: BTreeSet<Billing> = free.map(|price| price.billing_plan).collect();
    assert_eq!(free, BTreeSet::from([Billing::Annual, Billing::None]));
    let frontline = found
        .iter()
        .find(|price| price.begins_at == december && price.cost == 10_000);
    let frontline = frontline.unwrap();
    let parts = frontline.billing_plan.parts(frontline.term_duration);
    let split = split_amount(frontline.cost, parts);
    assert_eq!(split, [[834].repeat(4), [833].repeat(8)].concat());
}

#[actix_web::test]
async fn the_older_form_gives_27_prices_of_companies_of_which_the_one_that_began_first_holds() {
    let shop = Shop::open().await;
    shop.load(DE, "whole").await;
    let found = shop.prices();
    assert_eq!(found.len(), 27);
    assert!(
        found
            .iter()
            .all(|price| price.segment == Segment::Commercial && price.market == "DE")
    );
    let currencies: BTreeSet<&str> = found.iter().map(|price| price.currency.as_str()).collect();
    assert_eq!(currencies.len(), 6);
    let code = PlanCode::of("CFQ7TTC0XT01", "10").unwrap();
    let scope = shop.scope();
    let plan = shop
        .app
        .read(move |conn| prices::plan_by_code(conn, scope, &code))
        .unwrap();
    let key = found
        .iter()
        .find(|price| price.plan_id == plan.id)
        .unwrap()
        .key();
    assert_eq!(
        (key.term_duration, key.currency.as_str()),
        (Term::Year, "EUR")
    );
    for (instant, cost) in [
        ("1999-01-01T00:00:00Z", 7_440),
        ("2021-02-03T00:00:00Z", 7_440),
        ("2021-02-04T20:35:30Z", 7_440),
        ("2021-02-04T20:35:31Z", 7_680),
        ("2026-01-01T00:00:00Z", 7_680),
    ] {
        let key = key.clone();
        let price = shop
            .app
            .read(move |conn| prices::price_in_force(conn, &key, at(instant)));
        assert_eq!(price.unwrap().cost, cost, "{instant}");
    }
}

#[actix_web::test]
async fn a_file_that_is_loaded_again_changes_nothing() {
    let shop = Shop::open().await;
    for (sample, extent, rows) in [
        (US, "whole", "44"),
        (MATRIX, "", "14"),
        (LICENSES, "", "31"),
    ] {
        shop.load(sample, extent).await;
        let again = shop.preview(sample, extent).await;
        assert_counts(&again, &[("Staying", rows)]);
        let button = again.button("Change the price list");
        assert!(matches!(button, Button::Blocked(_)), "{button:?}");
    }
    shop.load(DE, "whole").await;
    let again = shop.preview(DE, "whole").await;
    assert_counts(&again, &[("Known here already", "1"), ("Staying", "26")]);
}

#[actix_web::test]
async fn the_matrix_completes_14_plans_and_needs_no_price() {
    let shop = Shop::open().await;
    shop.load(MATRIX, "").await;
    assert_eq!((shop.app.count("plans"), shop.app.count("prices")), (14, 0));
    shop.load(US, "whole").await;
    let plans = shop.plans();
    assert_eq!(plans.len(), 14);
    let plan = |code: &str| {
        plans
            .iter()
            .find(|plan| plan.code().to_string() == code)
            .unwrap()
    };
    let premium = plan("CFQ7TTC0XP01/0001");
    assert_eq!((premium.min_licenses, premium.max_licenses), (1, Some(300)));
    assert_eq!(plan("CFQ7TTC0XE03/0001").max_licenses, None);
    assert_eq!(plan("CFQ7TTC0XC01/000D").min_licenses, 20);
    assert!(!plan("CFQ7TTC0XC01/000D").has_license() && premium.has_license());
    let trial = plan("CFQ7TTC0XP01/0002");
    assert_eq!(trial.asset_ownership_limit, Some(1));
    let add_on = plan("CFQ7TTC0XA01/0001");
    let page = shop
        .admin
        .open(&shop.app.paths().price_plan(add_on.id))
        .await
        .expect(200);
    assert!(page.has_text("Add-on, needs one of"));
    assert!(page.has_link("Microsoft 365 Business Basic"));
    let g3 = plan("CFQ7TTC0XE03/002B").id;
    let countries = shop.app.read(move |conn| prices::countries_of(conn, g3));
    assert_eq!(countries, ["US"]);
}

#[actix_web::test]
async fn nine_licenses_with_eleven_services_are_joined_to_the_plans_that_give_them() {
    let shop = Shop::open().await;
    for (sample, extent) in [(US, "whole"), (MATRIX, ""), (LICENSES, "")] {
        shop.load(sample, extent).await;
    }
    assert_eq!(shop.app.count("license_skus"), 9);
    let services = "(SELECT DISTINCT service_plan_id FROM license_services) AS services";
    assert_eq!(shop.app.count(services), 11);
    let plans = shop.plans();
    let basic = plans
        .iter()
        .find(|plan| plan.sku_title == "Microsoft 365 Business Basic")
        .unwrap();
    let page = shop
        .admin
        .open(&shop.app.paths().price_plan(basic.id))
        .await
        .expect(200);
    assert!(page.has_text("O365_BUSINESS_ESSENTIALS") && page.has_text("SharePoint (Plan 1)"));
}
