//! The list, its file, and who sees what of it.

use partner_center::identity::{RelationshipKind, Role};

use super::{LONG_AGO, OPEN, Shop, file, samples::US};

/// A seller with the list of today, and a reseller that works with it.
async fn shop_and_reseller() -> (Shop, crate::support::Company) {
    let shop = Shop::open().await;
    shop.load(US, "whole").await;
    let reseller = shop.app.partner("Contoso");
    shop.app.partnership(&shop.seller, &reseller);
    (shop, reseller)
}

#[actix_web::test]
async fn a_reseller_sees_the_prices_of_its_provider_and_never_what_that_pays() {
    let (shop, reseller) = shop_and_reseller().await;
    let sales = shop.app.sign_in(&reseller, Role::SalesAgent).await;
    let page = sales.open(&shop.app.paths().prices()).await.expect(200);
    assert!(page.has_text("Prices of Meridian") && !page.has_text("Cost"));
    let prices = page.table("Prices");
    // No partner's price in the file: the list price takes its place.
    assert_eq!(prices.column("Your price"), prices.column("List price"));
    let history = sales.click(&page, "Microsoft 365 E5").await.expect(200);
    assert!(!history.has_text("Cost") && history.has_text("630.00 USD"));
    let csv = sales.open(&shop.app.paths().prices_csv()).await.expect(200);
    // 504.00 is the cost of a year of E5, 630.00 its list price.
    for page in [&page, &history, &csv] {
        assert!(!page.body.contains("504.00"), "{}", page.address);
    }
    assert!(csv.body.contains("630.00") && !csv.body.contains("UnitPrice"));
}

#[actix_web::test]
async fn without_a_partnership_a_list_does_not_exist() {
    let (shop, _) = shop_and_reseller().await;
    let other = shop.app.partner("Fabrikam");
    let admin = shop.app.sign_in(&other, Role::GlobalAdmin).await;
    let plan = shop.app.paths().price_plan(shop.plans()[0].id);
    admin.open(&plan).await.expect(404);
    let list = format!("{}?seller={}", shop.app.paths().prices(), shop.seller.id);
    admin.open(&list).await.expect(404);
    let own = admin.open(&shop.app.paths().prices()).await.expect(200);
    assert!(own.has_text("No prices yet"));
    let rival = shop
        .app
        .partner_of_kind("Northwind", RelationshipKind::IndirectProvider);
    let rival = shop.app.sign_in(&rival, Role::GlobalAdmin).await;
    rival.open(&plan).await.expect(404);
    assert!(
        rival
            .open(&shop.app.paths().prices())
            .await
            .expect(200)
            .has_text("No prices yet")
    );
}

#[actix_web::test]
async fn helpdesk_agents_see_no_prices() {
    let (shop, _) = shop_and_reseller().await;
    let helpdesk = shop.app.sign_in(&shop.seller, Role::HelpdeskAgent).await;
    let refused = helpdesk.open(&shop.app.paths().prices()).await.expect(403);
    assert!(
        refused.has_text("Seeing prices is for Global admins and Admin agents and Sales agents")
    );
    assert!(
        !helpdesk
            .open(&shop.app.paths().home())
            .await
            .expect(200)
            .has_link("Prices")
    );
}

#[actix_web::test]
async fn the_list_is_searched_and_filtered_and_its_file_holds_what_it_shows() {
    let (shop, _) = shop_and_reseller().await;
    let list = shop.app.paths().prices();
    for (query, count) in [
        ("", 42),
        ("show=beginning", 2),
        ("show=ending", 0),
        ("segment=charity", 4),
        ("term=P3Y", 12),
        ("q=e5", 6),
        ("q=cfq7ttc0xe05%2F0001", 6),
        ("q=%25", 0),
        ("q=e5&term=P1M", 1),
        ("publisher=Microsoft+Corporation", 42),
        ("publisher=Nobody", 0),
        ("place=US-USD", 42),
        ("place=DE-EUR", 0),
    ] {
        let page = shop
            .admin
            .open(&format!("{list}?{query}"))
            .await
            .expect(200);
        let rows = page.all("table.list tbody tr").len();
        assert_eq!(rows, count, "{query}");
        let csv = format!("{}?{query}&mark=no", shop.app.paths().prices_csv());
        let csv = shop.admin.open(&csv).await.expect(200);
        assert_eq!(csv.body.lines().count(), count + 1, "{query}");
    }
    shop.admin
        .open(&format!("{list}?term=P9Y"))
        .await
        .expect(422);
}

#[actix_web::test]
async fn pages_of_the_list_follow_each_other_without_a_gap() {
    let shop = Shop::open().await;
    let skus: Vec<String> = (1..=120).map(|number| number.to_string()).collect();
    let rows: Vec<_> = skus
        .iter()
        .map(|sku| (sku.as_str(), "1", "2", LONG_AGO, OPEN))
        .collect();
    shop.load(&file(&rows), "whole").await;
    let mut page = shop
        .admin
        .open(&shop.app.paths().prices())
        .await
        .expect(200);
    let mut seen: Vec<String> = Vec::new();
    loop {
        seen.extend(page.texts("table.list tbody th a"));
        if !page.has_link("Next") {
            break;
        }
        page = shop.admin.click(&page, "Next").await.expect(200);
    }
    assert_eq!(seen.len(), 120);
    assert!(seen.is_sorted());
}
