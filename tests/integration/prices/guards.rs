//! What a list is guarded from: rows that nobody could read, other files at the same time, and pages from before.

use chrono::Duration;
use partner_center::{app, identity::RelationshipKind};

use super::{LONG_AGO, OPEN, Shop, file};
use crate::support::{Page, Program, TestApp};

/// So many plans with a price of 100.00 each, and the cost of the first.
fn plans(count: usize, first: &str) -> Vec<u8> {
    let skus: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
    let cost = |sku: &str| if sku == "1" { first } else { "100" }.to_owned();
    let rows: Vec<_> = skus.iter().map(|sku| (sku, cost(sku))).collect();
    let rows: Vec<_> = rows
        .iter()
        .map(|(sku, cost)| (sku.as_str(), cost.as_str(), "125", LONG_AGO, OPEN))
        .collect();
    file(&rows)
}

fn open_prices(shop: &Shop) -> usize {
    let prices = shop.prices();
    prices.iter().filter(|it| it.ends_at.is_none()).count()
}

#[actix_web::test]
async fn a_whole_list_with_rows_that_nobody_could_read_ends_nothing_until_it_is_ticked() {
    let shop = Shop::open().await;
    shop.load(&plans(20, "100"), "whole").await;
    let preview = shop.preview(&plans(20, "1e2"), "whole").await;
    super::assert_counts(
        &preview,
        &[("Ending", "1"), ("Staying", "19"), ("Unreadable", "1")],
    );
    assert!(
        preview.has_text("Rows of this file could not be read"),
        "{}",
        preview.text()
    );
    let refused = shop
        .admin
        .submit(&preview, "Change the price list", &[])
        .await
        .expect(422);
    let why = refused.field_error("ends").unwrap();
    assert!(
        why.starts_with("Tick that this is meant") && why.contains("could not be read"),
        "{why}"
    );
    app::runner(&shop.app.parts).drain().await;
    assert_eq!(open_prices(&shop), 20);
    shop.confirm(&refused, &[("ends", "yes")]).await;
    assert_eq!(open_prices(&shop), 19);
}

#[actix_web::test]
async fn changes_are_not_asked_and_a_whole_list_is_by_what_is_in_force() {
    let shop = Shop::open().await;
    let text = String::from_utf8(plans(19, "100")).unwrap();
    shop.load(text.as_bytes(), "whole").await;
    let next = text.replace(LONG_AGO, "2031-01-01T00:00:00Z");
    shop.load(next.replace(",100,", ",130,").as_bytes(), "changes")
        .await;
    // Two of nineteen that are in force, though there are as many announced ones.
    let ends = |text: &str, end: &str| text.replace(OPEN, end);
    let mut both = ends(&text, "2031-01-01T00:00:00Z");
    both.push_str(next.replace(",100,", ",130,").split_once('\n').unwrap().1);
    let short: Vec<&str> = both
        .lines()
        .filter(|line| !line.contains(",1,") && !line.contains(",2,"))
        .collect();
    let preview = shop.preview(short.join("\n").as_bytes(), "whole").await;
    let refused = shop
        .admin
        .submit(&preview, "Change the price list", &[])
        .await
        .expect(422);
    assert!(refused.field_error("ends").is_some());
    shop.admin
        .submit(&refused, "Discard", &[])
        .await
        .expect(303);
    let ending = ends(&text, "2030-01-01T00:00:00Z");
    shop.load(ending.as_bytes(), "changes").await;
}

/// Confirms a file, and carries out its first step.
async fn running(shop: &Shop, sheet: &[u8]) -> Page {
    let preview = shop.preview(sheet, "changes").await;
    let page = shop
        .admin
        .press(&preview, "Change the price list", &[])
        .await
        .expect(200);
    app::runner(&shop.app.parts).step_once("batch").await;
    page
}

#[actix_web::test]
async fn while_a_file_is_carried_out_no_other_one_is_confirmed() {
    let shop = Shop::open().await;
    running(&shop, &plans(450, "100")).await;
    let second = shop.preview(&plans(3, "110"), "changes").await;
    shop.confirm_in_vain(&second, "another file is being carried out")
        .await;
    // The first step's lease ends.
    shop.app.pass(Duration::minutes(2));
    app::runner(&shop.app.parts).drain().await;
    assert_eq!(shop.app.count("prices"), 450);
}

#[actix_web::test]
async fn an_old_preview_does_not_resume_what_a_colleague_has_stopped() {
    let shop = Shop::open().await;
    let old = shop.preview(&plans(450, "100"), "changes").await;
    let running = shop
        .admin
        .press(&old, "Change the price list", &[])
        .await
        .expect(200);
    app::runner(&shop.app.parts).step_once("batch").await;
    let running = shop.admin.open(running.address.path()).await.expect(200);
    shop.admin.press(&running, "Stop", &[]).await.expect(200);
    shop.confirm_in_vain(&old, "no longer in the state").await;
    app::runner(&shop.app.parts).drain().await;
    assert_eq!(shop.app.count("prices"), 400);
}

#[actix_web::test]
async fn the_command_line_says_that_another_file_is_carried_out_and_keeps_nothing() {
    let shop = Shop::open().await;
    running(&shop, &plans(450, "100")).await;
    let batches = shop.app.count("batches");
    let program = Program::on(shop.app.database_url());
    let sheet = program.file("prices.csv");
    std::fs::write(&sheet, plans(3, "110")).unwrap();
    let words = [
        "import",
        "prices",
        sheet.to_str().unwrap(),
        "--partner",
        "meridian.example",
        "--as",
        "changes",
    ];
    let said = program.refused(&words);
    assert!(said.contains("another file is being carried out"), "{said}");
    assert_eq!(shop.app.count("batches"), batches);
}

#[actix_web::test]
async fn the_command_line_ends_nothing_for_rows_that_nobody_could_read() {
    let app = TestApp::start();
    app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    let program = Program::on(app.database_url());
    let sheet = program.file("prices.csv");
    let path = sheet.to_str().unwrap();
    let mut words = vec!["import", "prices", path, "--partner", "meridian.example"];
    words.extend(["--as", "whole"]);
    std::fs::write(&sheet, plans(20, "100")).unwrap();
    program.succeed(&words);
    std::fs::write(&sheet, plans(20, "1e2")).unwrap();
    let said = program.refused(&words);
    assert!(
        said.contains("could not be read") && said.contains("--end-many"),
        "{said}"
    );
    let ended = "(SELECT * FROM prices WHERE ends_at IS NOT NULL) AS ended";
    assert_eq!(app.count(ended), 0);
    words.push("--end-many");
    program.succeed(&words);
    assert_eq!(app.count(ended), 1);
}
