//! What a file does not say stays known, what of it cannot be read is named, and who must not sees nothing.

use partner_center::{
    identity::Role,
    prices::{Price, insert_price},
};

use super::{LONG_AGO, OPEN, Shop, corrections, file, in_force};

const ALL: &str = "ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,UnitOfMeasure,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment,EndofSaleDate,PartnerPrice";
const FEW: &str = "ProductId,SkuId,SkuTitle,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate";

#[actix_web::test]
async fn a_file_without_a_column_leaves_what_is_known_of_it() {
    let shop = Shop::open().await;
    let full = format!(
        "{ALL}\nSuite,PRODUCT01,1,Suite 1,Fabrikam,For all,seats,P1Y,Annual,DE,EUR,100,{LONG_AGO},{OPEN},Trial,125,Education,2031-01-01,110\n"
    );
    shop.load(full.as_bytes(), "whole").await;
    let before = shop.plans();
    assert!(before[0].is_trial && before[0].end_of_sale_at.is_some());
    let segment = |text: &str| text.replace("BillingPlan,", "BillingPlan,Segment,");
    let few = format!(
        "{}\nPRODUCT01,1,Suite 1,P1Y,Annual,Education,DE,EUR,90,{LONG_AGO},{OPEN}\n",
        segment(FEW)
    );
    shop.load(few.as_bytes(), "changes").await;
    assert_eq!(shop.plans(), before);
    let new = shop.prices().pop().unwrap();
    assert_eq!(
        (new.cost, new.partner_price, new.list_price),
        (9_000, Some(11_000), Some(12_500))
    );
}

#[actix_web::test]
async fn a_mark_up_of_a_publisher_counts_where_the_file_names_none() {
    let shop = Shop::open().await;
    shop.load(&file(&[("1", "100", "125", LONG_AGO, OPEN)]), "whole")
        .await;
    save(&shop, "publisher", "Fabrikam", "10").await.expect(303);
    let few = format!("{FEW}\nPRODUCT01,1,Suite 1,P1Y,Annual,DE,EUR,90,{LONG_AGO},{OPEN}\n");
    shop.load(few.as_bytes(), "changes").await;
    assert_eq!(shop.prices().pop().unwrap().partner_price, Some(9_900));
}

async fn save(shop: &Shop, of: &str, name: &str, percent: &str) -> crate::support::Page {
    let form = shop.admin.open(&shop.app.paths().markups()).await;
    let typed = [("applies_to", of), ("name", name), ("percent", percent)];
    let form = form.expect(200);
    shop.admin.submit(&form, "Save the mark-up", &typed).await
}

#[actix_web::test]
async fn a_row_that_cannot_be_read_names_its_plan_and_missing_last_cells_are_empty() {
    let shop = Shop::open().await;
    let text = String::from_utf8(file(&[("1", "1e2", "125", LONG_AGO, OPEN)])).unwrap();
    let text = text.replace("ProductTitle,", "ChangeIndicator,ProductTitle,");
    let text = text.replace("\nSuite", "\n,Suite");
    let short = format!(
        ",Suite,PRODUCT01,2,Suite 2,Fabrikam,P1Y,Annual,DE,EUR,50,{LONG_AGO},{OPEN},License\n"
    );
    let preview = shop
        .preview(format!("{text}{short}").as_bytes(), "whole")
        .await;
    super::assert_counts(&preview, &[("New", "1"), ("Unreadable", "1")]);
    assert!(
        preview.has_text("Suite 1 (PRODUCT01/1)"),
        "{}",
        preview.text()
    );
}

#[actix_web::test]
async fn of_letters_that_cannot_be_read_nothing_is_said_that_cannot_be_done() {
    let shop = Shop::open().await;
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    let text = file(&[("1", "100", "125", LONG_AGO, OPEN)]);
    let text = String::from_utf8(text).unwrap();
    let (before, after) = text.split_once("Suite,PRODUCT01").unwrap();
    bytes.extend(before.as_bytes());
    bytes.extend(b"Su\xFFte,PRODUCT01");
    bytes.extend(after.as_bytes());
    let preview = shop.preview(&bytes, "whole").await;
    assert!(preview.has_text("Some letters cannot be read"));
    assert!(!preview.has_text("Choose the encoding"));
}

#[actix_web::test]
async fn a_mark_up_of_a_product_that_the_list_does_not_have_is_refused() {
    let shop = Shop::open().await;
    shop.load(&file(&[("1", "100", "125", LONG_AGO, OPEN)]), "whole")
        .await;
    for name in ["PRODUCT02", "No product"] {
        let page = save(&shop, "product", name, "10").await.expect(422);
        assert!(page.field_error("name").is_some(), "{name}");
    }
    save(&shop, "product", "product01", "10").await.expect(303);
    assert_eq!(shop.app.count("markups"), 1);
}

#[actix_web::test]
async fn the_percentage_of_a_mark_up_is_not_told_to_who_sees_no_prices() {
    let shop = Shop::open().await;
    save(&shop, "publisher", "Fabrikam", "12.75")
        .await
        .expect(303);
    let helpdesk = shop.app.sign_in(&shop.seller, Role::HelpdeskAgent).await;
    let lines = helpdesk.open(&shop.app.paths().activity()).await;
    let lines = lines.expect(200);
    assert!(lines.has_text("Mark-up saved"), "{}", lines.text());
    assert!(!lines.has_text("12.75"));
}

#[actix_web::test]
async fn a_resellers_file_names_the_provider_and_its_history_no_change_of_cost() {
    let shop = Shop::open().await;
    let partner = |cost: &str| {
        let text = String::from_utf8(file(&[("1", cost, "125", LONG_AGO, OPEN)])).unwrap();
        let mut lines = text.lines();
        format!(
            "{},PartnerPrice\n{},115\n",
            lines.next().unwrap(),
            lines.next().unwrap()
        )
    };
    for cost in ["100", "90"] {
        shop.load(partner(cost).as_bytes(), "changes").await;
    }
    let reseller = shop.app.partner("Contoso");
    shop.app.partnership(&shop.seller, &reseller);
    let sales = shop.app.sign_in(&reseller, Role::SalesAgent).await;
    let csv = sales.open(&shop.app.paths().prices_csv()).await.expect(200);
    assert!(csv.body.contains("Provider") && csv.body.contains("Meridian"));
    // The list and the file say no more of it than the history: one price since long ago, which does not end.
    assert!(csv.body.contains("2024-05-01T00:00:00"), "{}", csv.body);
    let list = sales.open(&shop.app.paths().prices()).await.expect(200);
    assert!(list.has_text("From 1 May 2024"), "{}", list.text());
    assert_eq!(list.texts("table.list .badge"), ["In force"]);
    let own = shop.admin.open(&shop.app.paths().prices()).await;
    assert!(!own.expect(200).has_text("From 1 May 2024"));
    let plan = shop.app.paths().price_plan(shop.plans()[0].id);
    let history = |page: &crate::support::Page| page.all("table.list tbody tr").len();
    let seen = sales.open(&plan).await.expect(200);
    assert_eq!(history(&seen), 1, "{}", seen.text());
    assert!(!seen.has_text("Over"));
    let own = shop.admin.open(&plan).await.expect(200);
    assert_eq!(history(&own), 2);
}

#[actix_web::test]
async fn a_resellers_history_has_a_row_for_each_price_that_it_sees_to_the_end_of_the_last_of_the_same()
 {
    let shop = Shop::open().await;
    let day = |number| corrections::day(&shop, number);
    shop.load(&file(&[("1", "1", "2", LONG_AGO, OPEN)]), "changes")
        .await;
    let plan = shop.plans()[0].id;
    // The first and the second are the same to a reseller, the third is another price, the fourth begins after a gap, and
    // the fifth never began.
    let rows = [
        (1, 10, Some(20), 100),
        (2, 20, Some(30), 100),
        (3, 30, Some(40), 110),
        (4, 50, None, 110),
        (5, 60, Some(60), 110),
        (6, -400, Some(-300), 90),
    ];
    shop.app.write(|tx| {
        rows.iter().try_for_each(|(cost, begins, ends, price)| {
            let row = in_force::price(&shop.seller, plan, day(*begins), ends.map(day));
            let (cost, partner_price) = (*cost, Some(*price));
            let market = "AT".to_owned();
            insert_price(
                tx,
                &Price {
                    cost,
                    partner_price,
                    market,
                    ..row
                },
            )
        })
    });
    let reseller = shop.app.partner("Contoso");
    shop.app.partnership(&shop.seller, &reseller);
    let sales = shop.app.sign_in(&reseller, Role::SalesAgent).await;
    let page = sales.open(&shop.app.paths().price_plan(plan)).await;
    let seen = page.expect(200).texts("table.list tbody tr");
    let expected = [
        ("1.10", 50, None),
        ("1.10", 30, Some(40)),
        ("1.00", 10, Some(30)),
        ("0.90", -400, Some(-300)),
    ];
    assert_eq!(seen.len(), expected.len() + 1, "{seen:#?}");
    for (row, (price, begins, ends)) in seen.iter().zip(expected) {
        let until = ends.map_or(String::new(), |end| format!(" until {}", day(end).words()));
        let from = format!("From {}{until}", day(begins).words());
        assert!(row.contains(price) && row.ends_with(&from), "{row}: {from}");
    }
}
