//! What comes of the rows of a file, and what the list is afterwards.

use chrono::Duration;
use partner_center::{app, db::types::Timestamp, identity::Role};

use super::{LONG_AGO, OPEN, Shop, assert_counts, file};

/// So many plans with a price of 100.00 each.
fn many(count: usize) -> Vec<u8> {
    let skus: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
    let rows: Vec<_> = skus
        .iter()
        .map(|sku| (sku.as_str(), "100", "125", LONG_AGO, OPEN))
        .collect();
    file(&rows)
}

#[actix_web::test]
async fn a_file_that_is_no_price_sheet_is_refused_with_what_was_expected() {
    let shop = Shop::open().await;
    for (bytes, says) in [
        (
            &b"Company,Domain\nAdatum,adatum.example\n"[..],
            "This is no price sheet",
        ),
        (b"PK\x03\x04\x14\0\0\0", "Excel workbook or a zip file"),
        (b"", "This file is empty"),
        (
            b"ProductId,SkuId,SkuTitle,UnitPrice\nA,1,B,2\n",
            "no column TermDuration",
        ),
    ] {
        let page = shop.send(bytes, "whole").await.expect(422);
        let error = page.field_error("file").unwrap();
        assert!(
            error.contains(says) && error.contains("Expected is"),
            "{error}"
        );
        assert!(error.contains("Unpack a ZIP"), "{error}");
    }
    assert_eq!(shop.app.count("batches"), 0);
}

#[actix_web::test]
async fn the_person_says_whether_a_price_list_is_whole() {
    let shop = Shop::open().await;
    let page = shop.send(&many(1), "").await.expect(422);
    assert!(page.field_error("extent").is_some());
}

#[actix_web::test]
async fn a_price_that_changes_is_shown_with_the_one_before_which_ends_and_stays_what_it_was() {
    let shop = Shop::open().await;
    shop.load(&many(2), "whole").await;
    let before = shop.prices();
    shop.app.pass(Duration::minutes(20));
    let changes = file(&[("1", "110", "140", LONG_AGO, OPEN)]);
    let preview = shop.preview(&changes, "changes").await;
    assert_counts(&preview, &[("Changed", "1")]);
    assert!(
        preview
            .has_text("cost 110.00 EUR, list 140.00 EUR; before: cost 100.00 EUR, list 125.00 EUR")
    );
    shop.app.pass(Duration::minutes(20));
    shop.confirm(&preview, &[]).await;
    let (now, after) = (shop.app.now(), shop.prices());
    let new = after.iter().find(|price| price.cost == 11_000).unwrap();
    assert_eq!((new.begins_at, new.ends_at), (now, None));
    assert_eq!(after.len(), 3);
    for old in &before {
        let same = after.iter().find(|price| price.id == old.id).unwrap();
        let ends_at = if same.plan_id == new.plan_id {
            Some(now)
        } else {
            None
        };
        let expected = partner_center::prices::Price {
            ends_at,
            ..old.clone()
        };
        assert_eq!(*same, expected);
    }
}

#[actix_web::test]
async fn a_price_that_begins_later_leaves_the_present_one_in_force_until_then() {
    let shop = Shop::open().await;
    shop.load(&many(1), "whole").await;
    let later = Timestamp::parse("2030-01-01T00:00:00Z").unwrap();
    shop.load(
        &file(&[("1", "90", "110", "2030-01-01T00:00:00Z", OPEN)]),
        "whole",
    )
    .await;
    let found = shop.prices();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].ends_at, Some(later));
    assert_eq!((found[1].begins_at, found[1].ends_at), (later, None));
    let page = shop
        .admin
        .open(&format!("{}?show=beginning", shop.app.paths().prices()))
        .await;
    assert_eq!(
        page.expect(200).table("Prices").column("Cost"),
        ["90.00 EUR"]
    );
}

#[actix_web::test]
async fn what_a_whole_list_lacks_ends_and_what_changes_lack_stays() {
    let shop = Shop::open().await;
    shop.load(&many(20), "whole").await;
    let changes = shop.preview(&many(19), "changes").await;
    assert_counts(&changes, &[("Staying", "19")]);
    shop.admin
        .submit(&changes, "Discard", &[])
        .await
        .expect(303);
    let whole = shop.preview(&many(19), "whole").await;
    assert_counts(&whole, &[("Ending", "1"), ("Staying", "19")]);
    assert!(whole.has_text("The file does not have it"));
    shop.confirm(&whole, &[]).await;
    let ended: Vec<_> = shop
        .prices()
        .into_iter()
        .filter(|price| price.ends_at.is_some())
        .collect();
    assert_eq!(ended.len(), 1);
    assert_eq!(ended[0].ends_at, Some(shop.app.now()));
}

#[actix_web::test]
async fn a_whole_list_ends_nothing_of_other_markets_and_currencies() {
    let shop = Shop::open().await;
    shop.load(super::samples::US, "whole").await;
    let preview = shop.preview(&many(1), "whole").await;
    assert_counts(&preview, &[("New", "1")]);
}

#[actix_web::test]
async fn it_is_asked_again_when_more_than_a_tenth_would_end() {
    let shop = Shop::open().await;
    shop.load(&many(20), "whole").await;
    let preview = shop.preview(&many(17), "whole").await;
    assert_counts(&preview, &[("Ending", "3"), ("Staying", "17")]);
    let refused = shop
        .admin
        .submit(&preview, "Change the price list", &[])
        .await
        .expect(422);
    assert!(refused.field_error("ends").is_some());
    app::runner(&shop.app.parts).drain().await;
    assert!(shop.prices().iter().all(|price| price.ends_at.is_none()));
    shop.confirm(&refused, &[("ends", "yes")]).await;
    assert_eq!(
        shop.prices()
            .iter()
            .filter(|price| price.ends_at.is_some())
            .count(),
        3
    );
}

#[actix_web::test]
async fn a_preview_of_another_list_is_not_confirmed() {
    let shop = Shop::open().await;
    let (first, second) = (
        shop.preview(&many(2), "whole").await,
        shop.preview(&many(3), "whole").await,
    );
    shop.confirm(&second, &[]).await;
    shop.confirm_in_vain(&first, "another file was confirmed")
        .await;
    app::runner(&shop.app.parts).drain().await;
    assert_eq!(shop.app.count("prices"), 3);
}

#[actix_web::test]
async fn unreadable_rows_say_why_and_the_others_are_loaded() {
    let shop = Shop::open().await;
    let rows = file(&[
        ("1", "100", "125", LONG_AGO, OPEN),
        ("2", "1,5", "125", LONG_AGO, OPEN),
        ("3", "-1", "125", LONG_AGO, OPEN),
        ("4", "100", "125", "2024-05-01T00:00:00", OPEN),
        ("1", "200", "125", LONG_AGO, OPEN),
    ]);
    let preview = shop.preview(&rows, "whole").await;
    assert_counts(
        &preview,
        &[
            ("New", "1"),
            ("Repeated in the file", "1"),
            ("Unreadable", "3"),
        ],
    );
    assert!(
        preview.has_text("is no time, such as"),
        "{}",
        preview.text()
    );
    shop.confirm(&preview, &[]).await;
    assert_eq!(shop.app.count("prices"), 1);
}

#[actix_web::test]
async fn a_decimal_comma_is_understood_where_semicolons_or_tabs_part_the_cells() {
    for delimiter in [";", "\t"] {
        let shop = Shop::open().await;
        let text = String::from_utf8(many(1))
            .unwrap()
            .replace(",100,", ",48|5,");
        let text = text.replace(',', delimiter).replace('|', ",");
        shop.load(text.as_bytes(), "whole").await;
        assert_eq!(shop.prices()[0].cost, 4_850, "{delimiter:?}");
    }
}

#[actix_web::test]
async fn the_partners_price_is_a_column_of_the_file_or_a_mark_up_on_the_cost() {
    let shop = Shop::open().await;
    let markups = shop.app.paths().markups();
    let form = shop.admin.open(&markups).await.expect(200);
    let typed = [
        ("applies_to", "publisher"),
        ("name", "FABRIKAM"),
        ("percent", "12.5"),
    ];
    shop.admin
        .press(&form, "Save the mark-up", &typed)
        .await
        .expect(200);
    shop.load(&many(1), "whole").await;
    assert_eq!(shop.prices()[0].partner_price, Some(11_250));
    let text = String::from_utf8(many(1)).unwrap();
    let mut lines = text.lines();
    let own = format!(
        "{},PartnerPrice\n{},107.5\n",
        lines.next().unwrap(),
        lines.next().unwrap()
    );
    shop.load(own.as_bytes(), "changes").await;
    assert_eq!(shop.prices().last().unwrap().partner_price, Some(10_750));
}

#[actix_web::test]
async fn who_may_not_change_prices_sees_why_and_changes_nothing() {
    let shop = Shop::open().await;
    let preview = shop.preview(&many(1), "whole").await;
    let agent = shop.app.sign_in(&shop.seller, Role::AdminAgent).await;
    let seen = agent.open(preview.address.path()).await.expect(200);
    assert!(seen.has_text("Global admin of Meridian"));
    let acts = format!("{}/confirmation", preview.address.path());
    let refused = agent.post(&acts, &[]).await.expect(403);
    assert!(refused.has_text("Changing the price list is for Global admins"));
    assert_eq!(shop.app.count("prices"), 0);
}

/// Confirms a file of more rows than one step takes, and stops it behind the first step.
async fn stopped(shop: &Shop, file: &[u8]) -> crate::support::Page {
    let preview = shop.preview(file, "changes").await;
    let running = shop
        .admin
        .press(&preview, "Change the price list", &[])
        .await;
    let running = running.expect(200);
    app::runner(&shop.app.parts).step_once("batch").await;
    let running = shop.admin.open(running.address.path()).await.expect(200);
    assert!(running.has_text("400 of 450 rows"), "{}", running.text());
    let stopped = shop.admin.press(&running, "Stop", &[]).await.expect(200);
    app::runner(&shop.app.parts).drain().await;
    stopped
}

#[actix_web::test]
async fn a_file_that_is_stopped_keeps_what_was_changed_and_goes_on() {
    let shop = Shop::open().await;
    let stopped = stopped(&shop, &many(450)).await;
    assert_eq!(stopped.heading(), "Changing the price list is stopped");
    assert_eq!(shop.app.count("prices"), 400);
    let done = shop.admin.confirm(&shop.app, &stopped, "Go on").await;
    assert_eq!(done.heading(), "The price list is changed");
    assert_eq!(shop.app.count("prices"), 450);
}

#[actix_web::test]
async fn a_file_that_is_stopped_does_not_go_on_over_another_one() {
    let shop = Shop::open().await;
    let stopped = stopped(&shop, &many(450)).await;
    shop.load(&file(&[("1", "110", "140", LONG_AGO, OPEN)]), "changes")
        .await;
    let answer = shop.admin.press(&stopped, "Go on", &[]).await.expect(200);
    assert!(
        answer.flash().contains("another file was confirmed"),
        "{}",
        answer.flash()
    );
    app::runner(&shop.app.parts).drain().await;
    assert_eq!(shop.app.count("prices"), 401);
}
