//! A file corrects what an earlier one has announced: afterwards the list has the price that the file says.

use chrono::Duration;
use partner_center::{
    db::types::Timestamp,
    prices::{Price, in_force},
};

use super::{LONG_AGO, OPEN, Shop, file};

pub(super) fn day(shop: &Shop, number: i64) -> Timestamp {
    shop.app.now().start_of_day().plus(Duration::days(number))
}

/// What is in force of all prices, which are of one plan.
fn cost_at(prices: &[Price], at: Timestamp) -> Option<i64> {
    in_force(prices, at).map(|price| price.cost)
}

#[actix_web::test]
async fn a_price_to_come_is_corrected_for_the_same_instant() {
    let shop = Shop::open().await;
    let (rise, open) = (day(&shop, 5), OPEN);
    let at = rise.rfc3339();
    shop.load(&file(&[("1", "100", "125", LONG_AGO, open)]), "whole")
        .await;
    for cost in ["130", "140"] {
        shop.load(&file(&[("1", cost, "160", &at, open)]), "changes")
            .await;
    }
    let found = shop.prices();
    assert_eq!(cost_at(&found, rise), Some(14_000));
    assert_eq!(cost_at(&found, day(&shop, 400)), Some(14_000));
    assert_eq!(
        cost_at(&found, rise.minus(Duration::seconds(1))),
        Some(10_000)
    );
}

#[actix_web::test]
async fn a_rise_that_is_withdrawn_leaves_the_price_of_before() {
    let first = file(&[("1", "100", "125", LONG_AGO, OPEN)]);
    for extent in ["changes", "whole"] {
        let shop = Shop::open().await;
        let rise = day(&shop, 5);
        shop.load(&first, extent).await;
        let later = file(&[("1", "130", "160", &rise.rfc3339(), OPEN)]);
        shop.load(&later, "changes").await;
        assert_eq!(cost_at(&shop.prices(), rise), Some(13_000));
        let preview = shop.preview(&first, extent).await;
        shop.confirm_whatever_ends(&preview).await;
        for number in [1, 5, 400] {
            assert_eq!(
                cost_at(&shop.prices(), day(&shop, number)),
                Some(10_000),
                "{extent} {number}"
            );
        }
    }
}

#[actix_web::test]
async fn a_price_to_come_that_a_whole_list_ended_is_announced_again() {
    let shop = Shop::open().await;
    let rise = day(&shop, 5).rfc3339();
    let first = ("1", "100", "125", LONG_AGO, rise.as_str());
    let both = file(&[first, ("1", "130", "160", &rise, OPEN)]);
    shop.load(&both, "whole").await;
    let preview = shop.preview(&file(&[first]), "whole").await;
    shop.confirm_whatever_ends(&preview).await;
    assert_eq!(cost_at(&shop.prices(), day(&shop, 5)), None);
    shop.load(&both, "whole").await;
    assert_eq!(cost_at(&shop.prices(), day(&shop, 5)), Some(13_000));
}

#[actix_web::test]
async fn two_rows_of_the_same_amounts_that_follow_each_other_keep_the_price() {
    let shop = Shop::open().await;
    shop.load(&file(&[("1", "100", "125", LONG_AGO, OPEN)]), "whole")
        .await;
    let end = day(&shop, 30).rfc3339();
    let rows = [
        ("1", "100", "125", LONG_AGO, end.as_str()),
        ("1", "100", "125", end.as_str(), OPEN),
    ];
    let preview = shop.preview(&file(&rows), "whole").await;
    super::assert_counts(&preview, &[("Staying", "2")]);
    let found = shop.prices();
    assert_eq!(cost_at(&found, day(&shop, 30)), Some(10_000));
}

#[actix_web::test]
async fn of_rows_that_overlap_the_one_that_began_first_holds_in_whatever_order_they_stand() {
    let later = Timestamp::parse("2030-01-01T00:00:00Z").unwrap();
    let now = ("1", "100", "125", LONG_AGO, OPEN);
    let next = ("1", "130", "160", "2030-01-01T00:00:00Z", OPEN);
    for rows in [[now, next], [next, now]] {
        for known in [&[][..], &[now], &[next]] {
            let shop = Shop::open().await;
            if !known.is_empty() {
                shop.load(&file(known), "changes").await;
            }
            let preview = shop.preview(&file(&rows), "changes").await;
            assert!(
                preview.has_text("holds until it ends"),
                "{}",
                preview.text()
            );
            if matches!(
                preview.button("Change the price list"),
                crate::support::Button::Blocked(_)
            ) {
                shop.admin
                    .submit(&preview, "Discard", &[])
                    .await
                    .expect(303);
            } else {
                shop.confirm(&preview, &[]).await;
            }
            for at in [shop.app.now(), later] {
                assert_eq!(cost_at(&shop.prices(), at), Some(10_000), "{known:?}");
            }
        }
    }
}
