//! The report of a removal, and who sees it.

use partner_center::identity::Role;

use super::{REMOVE, STATED, asked, cells, kept, remove, report, report_csv, told};
use crate::{
    licenses::{Hall, SUITE},
    order_requests,
    support::{ADATUM, Asked},
};

/// Meridian has sold 10 licenses, of which one is assigned; Contoso asks for 5 more, and a cart is begun.
async fn hall() -> Hall {
    let hall = Hall::open("10").await;
    let ada = hall.add("Ada").await;
    hall.tick(ada, &[SUITE]).await.expect(303);
    order_requests::send(&hall.store, "5").await;
    hall.store.reviewed("3").await;
    hall
}

#[actix_web::test]
async fn the_page_lists_what_ends_and_what_stays_with_whom() {
    let hall = hall().await;
    let page = asked(&hall, &hall.agent).await;
    let said = page.texts(".consequences").join(" ");
    for words in [
        "1 open order request for this customer",
        "Came from Contoso on",
        "1 cart of your staff",
        "1 subscription that you sold",
        "10 licenses of Suite 1. Active.",
        "You sell it, and Contoso stays its reseller of record",
        "1 user of the customer",
        "Suite 1: 1 assigned of 10 that the customer has",
        "User administrator",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let seller = asked(&hall, &hall.store.pair.seller).await;
    let said = seller.texts(".consequences").join(" ");
    for words in [
        "Sent to Meridian on",
        "Meridian sells it and goes on managing it; you stay its reseller of record",
        "How many there are is not said",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(
        !said.contains("1 user of") && !said.contains("assigned"),
        "{said}"
    );
    assert!(!seller.has_text("What else ends"), "it has nothing to end");
}

#[actix_web::test]
async fn a_long_list_shows_the_first_twenty_and_how_many_more_there_are() {
    let hall = Hall::open("10").await;
    for _ in 0..21 {
        hall.store.order("1").await;
    }
    let page = asked(&hall, &hall.agent).await;
    assert!(page.has_text("22 subscriptions that you sold"));
    assert_eq!(
        page.text().matches("Contoso stays its reseller").count(),
        20
    );
    assert!(page.has_text("and 2 more"), "{}", page.text());
}

#[actix_web::test]
async fn the_report_says_what_was_there_and_what_became_of_it_in_order() {
    let hall = hall().await;
    let reason = [("reason", "The contract ended\nlast week")];
    let list = remove(&hall, &hall.agent, &reason).await;
    let flash = hall.agent.follow(&list).await.flash();
    assert!(flash.contains("The removal report stands under"), "{flash}");

    let page = hall.agent.open(&report(&hall)).await.expect(200);
    for words in [
        "Admin agent of Meridian",
        "The contract ended",
        "We act in good faith.",
        "What ended",
        "What stays",
        "2026-11",
    ] {
        assert!(page.has_text(words), "{words}: {}", page.text());
    }
    let file = hall.agent.open(&report_csv(&hall)).await.expect(200);
    let now = hall.app().now();
    for row in cells(&file) {
        assert_eq!(
            row[..5],
            [
                "Adatum".to_owned(),
                "adatum.example".to_owned(),
                now.rfc3339(),
                "Admin agent of Meridian".to_owned(),
                "The contract ended\nlast week".to_owned(),
            ]
        );
    }
    assert_eq!(
        cells(&file).iter().filter(|row| row[5] == "Stated").count(),
        5
    );
    let lines = told(&file);
    let short: Vec<[&str; 3]> = lines.iter().map(|it| [&*it[0], &*it[1], &*it[2]]).collect();
    assert_eq!(
        short,
        [
            ["Ended", "Reseller relationship", "Indirect provider"],
            ["Ended", "Order request", "5 × Suite 1"],
            ["Ended", "Carts", "1 cart"],
            ["Stays", "Delegated admin privileges", "User administrator"],
            ["Stays", "Other partner", "Contoso"],
            ["Stays", "Users", "1 user"],
            ["Stays", "License", "Suite 1"],
            ["Stays", "Subscription", "Suite 1"],
        ]
    );
    assert_eq!(lines[6][3], "1 assigned of 10 that the customer has");
    assert!(lines[7][3].starts_with("10 licenses of Suite 1. Active. Set to renew on"));
    // The page has the same lines in the same order.
    let shown = page.texts("tbody th bdi");
    let names: Vec<&str> = short.iter().map(|it| it[2]).collect();
    assert_eq!(shown, names);
    let rows = hall.store.subscriptions();
    assert!(rows[0].auto_renew_enabled, "nothing is changed");
    assert!(hall.app().grants()[0].ended_at.is_none());
}

#[actix_web::test]
async fn a_report_holds_nothing_of_what_another_partner_sells_and_no_amount() {
    let hall = hall().await;
    let (_, other) = hall.store.other_provider().await;
    remove(&hall, &other, &[]).await;
    let file = other.open(&report_csv(&hall)).await.expect(200);
    let lines = told(&file);
    let short: Vec<[&str; 3]> = lines.iter().map(|it| [&*it[0], &*it[1], &*it[2]]).collect();
    assert_eq!(
        short,
        [
            ["Ended", "Reseller relationship", "Indirect provider"],
            ["Stays", "Users", "Users and licenses"],
        ]
    );
    for foreign in ["Suite", "Contoso", "Meridian", "EUR"] {
        assert!(!file.body.contains(foreign), "{foreign}: {}", file.body);
    }
    // What the reseller of record sees: its subscription, no price of it, and nobody's users.
    remove(&hall, &hall.store.pair.seller, &[]).await;
    let seller = &hall.store.pair.seller;
    let file = seller.open(&report_csv(&hall)).await.expect(200);
    let names: Vec<String> = told(&file).into_iter().map(|it| it[2].clone()).collect();
    assert_eq!(
        names,
        [
            "Indirect reseller",
            "5 × Suite 1",
            "Meridian",
            "Users and licenses",
            "Suite 1"
        ]
    );
    assert!(!file.body.contains("EUR") && !file.body.contains("assigned"));
}

#[actix_web::test]
async fn another_partners_report_is_not_found() {
    let hall = hall().await;
    remove(&hall, &hall.agent, &[]).await;
    let key = hall.agent.open(&report(&hall)).await.expect(200);
    let csv = key.link("Export these as CSV");
    let own = csv.split_once("report=").unwrap().1.to_owned();
    let stranger = hall.app().partner("Fabrikam");
    let stranger = hall.app().sign_in(&stranger, Role::GlobalAdmin).await;
    for who in [&stranger, &hall.store.pair.seller] {
        for address in [report(&hall), report_csv(&hall)] {
            let named = format!("{address}?report={own}");
            who.open(&named).await.expect(404);
        }
    }
    stranger.open(&report(&hall)).await.expect(404);
    stranger.open(&report_csv(&hall)).await.expect(404);
    // The other partner of the same customer has no report of its own, which is said.
    let none = hall
        .store
        .pair
        .seller
        .open(&report(&hall))
        .await
        .expect(200);
    assert_eq!(none.heading(), "No removal report");
    hall.store
        .pair
        .seller
        .open(&report_csv(&hall))
        .await
        .expect(303);
    for nonsense in [
        "?report=x",
        "?report=",
        "?report=00000000-0000-0000-0000-000000000000",
    ] {
        let address = format!("{}{nonsense}", report(&hall));
        hall.agent.open(&address).await.expect(404);
    }
}

#[actix_web::test]
async fn each_removal_has_a_report_of_its_own_and_an_acceptance_brings_the_customer_back() {
    let hall = hall().await;
    remove(&hall, &hall.agent, &[("reason", "The first one")]).await;
    let former = hall.app().paths().former_customers();
    assert!(
        hall.agent
            .open(&former)
            .await
            .expect(200)
            .has_link("Adatum")
    );

    hall.app().pass(chrono::Duration::days(3));
    let agent = hall
        .app()
        .sign_in(&hall.store.pair.provider, Role::AdminAgent)
        .await;
    let link = agent.hand_out(hall.app().paths(), ADATUM, &[]).await;
    let shown = agent.open(&former).await.expect(200);
    assert!(
        shown.has_text("Invited again, no answer yet"),
        "{}",
        shown.text()
    );
    hall.app().accept(&link, ADATUM.recipient).await;
    let list = agent
        .open(&hall.app().paths().customers())
        .await
        .expect(200);
    assert!(list.has_link("Adatum"));
    assert!(!agent.open(&former).await.expect(200).has_link("Adatum"));
    let again = agent.open(&report(&hall)).await.expect(200);
    assert!(again.has_text("has accepted a reseller relationship again since"));
    let orders = hall.app().paths().customer_orders(hall.customer.uuid());
    assert_eq!(
        agent.open(&orders).await.expect(200).table("").rows.len(),
        1
    );

    remove(&hall, &agent, &[("reason", "The second one")]).await;
    let last = agent.open(&report(&hall)).await.expect(200);
    assert!(last.has_text("The second one") && !last.has_text("The first one"));
    let others = last.texts("main section ul a");
    assert_eq!(others.len(), 1, "{others:?}");
    let first = agent.click(&last, &others[0]).await.expect(200);
    assert!(first.has_text("The first one") && !first.has_text("The second one"));
    assert_eq!(kept(hall.app()).0, 2);
}

#[actix_web::test]
async fn a_second_press_keeps_no_second_report() {
    let hall = hall().await;
    let page = asked(&hall, &hall.agent).await;
    let presses = (0..4).map(|_| hall.agent.submit(&page, REMOVE, &STATED));
    let answers = futures_util::future::join_all(presses).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409, 409, 409]);
    assert_eq!(kept(hall.app()), (1, 1), "Contoso's relationship goes on");
}

#[actix_web::test]
async fn a_refused_removal_keeps_what_was_typed_and_no_report() {
    let hall = hall().await;
    let page = asked(&hall, &hall.agent).await;
    let typed = [
        ("statements", "made"),
        ("confirm_domain", "adatum.exampel"),
        ("reason", "My words"),
        ("end_privileges", "yes"),
        ("end_renewals", "yes"),
    ];
    let refused = hall.agent.submit(&page, REMOVE, &typed).await.expect(422);
    assert_eq!(refused.value("reason"), "My words");
    for tick in ["#f-end_privileges[checked]", "#f-end_renewals[checked]"] {
        assert_eq!(refused.all(tick).len(), 1, "{tick}");
    }
    let removal = hall.app().paths().removal(hall.customer.uuid());
    for (field, value) in [("end_privileges", "on"), ("end_renewals", "maybe")] {
        let typed = [&STATED[..], &[(field, value)]].concat();
        let refused = hall.agent.post(&removal, &typed).await.expect(422);
        assert!(refused.field_error(field).is_some(), "{}", refused.text());
    }
    let unknown = [&STATED[..], &[("end_everything", "yes")]].concat();
    hall.agent.post(&removal, &unknown).await.expect(400);
    assert_eq!(kept(hall.app()), (0, 2));
    assert!(hall.store.subscriptions()[0].auto_renew_enabled);
}

#[actix_web::test]
async fn a_report_is_never_changed_and_never_deleted() {
    let hall = hall().await;
    remove(&hall, &hall.agent, &[]).await;
    for statement in [
        "UPDATE removal_reports SET reason = 'Another'",
        "DELETE FROM removal_reports",
        "UPDATE removal_report_lines SET name = 'Another'",
        "DELETE FROM removal_report_lines",
    ] {
        let result = hall
            .app()
            .parts
            .db
            .write_now(|tx| -> Result<(), partner_center::db::Error> {
                diesel::connection::SimpleConnection::batch_execute(tx.conn(), statement)?;
                Ok(())
            });
        assert!(result.is_err(), "{statement}");
    }
}

#[actix_web::test]
async fn a_very_long_report_shows_its_first_lines_and_the_file_has_all() {
    let hall = Hall::open("10").await;
    let template = "INSERT INTO removal_report_lines (report_id, place, fate, what, code, name, detail, outcome) SELECT id, ";
    remove(&hall, &hall.agent, &[]).await;
    let report_of = hall.app().count("removal_report_lines");
    // More lines than the file reads at once: a second report, past the site.
    let many = 2_500;
    let mut rows = String::new();
    for place in 1..=many {
        rows.push_str(&format!(
            "{template}{place}, 'stayed', 'subscription', '', 'Line {place}', '', '' FROM removal_reports WHERE line_count = {many};"
        ));
    }
    hall.store.run(&format!(
        "INSERT INTO removal_reports (id, partner_id, kind, entry_id, company, domain, removed_at, removed_by, by_name, reason, statements_version, line_count) SELECT '00000000-0000-7000-8000-000000000001', partner_id, kind, entry_id, company, domain, '2027-12-01T00:00:00.000000Z', removed_by, by_name, reason, statements_version, {many} FROM removal_reports; {rows}"
    ));
    let page = hall.agent.open(&report(&hall)).await.expect(200);
    assert!(
        page.has_text("the first 200 of 2,500 lines"),
        "{}",
        page.text()
    );
    assert_eq!(page.all("tbody tr").len(), 200);
    let file = hall.agent.open(&report_csv(&hall)).await.expect(200);
    let names: Vec<String> = told(&file).into_iter().map(|it| it[2].clone()).collect();
    let all: Vec<String> = (1..=many).map(|place| format!("Line {place}")).collect();
    assert_eq!(names, all);
    assert!(report_of > 0);
}

#[actix_web::test]
async fn the_record_of_who_left_can_be_read_and_says_why_nothing_can_be_done() {
    let hall = hall().await;
    remove(&hall, &hall.agent, &[("end_privileges", "yes")]).await;
    let (paths, key) = (hall.app().paths(), hall.customer.uuid());
    let subscription = paths.subscription(hall.store.subscriptions()[0].id);
    let order = paths.customer_orders(key);
    let pages = [
        paths.customer(key),
        paths.customer_account(key),
        paths.customer_subscriptions(key),
        order,
        paths.customer_privileges(key),
        paths.customer_activity(key),
    ];
    for address in pages {
        let page = hall.agent.open(&address).await.expect(200);
        assert!(
            page.has_text("Former customer since"),
            "{address}: {}",
            page.text()
        );
        assert!(page.has_link("Removal report"), "{address}");
    }
    for address in [
        subscription,
        paths.customer_notes(key),
        paths.customer_tags(key),
    ] {
        let page = hall.agent.open(&address).await.expect(200);
        let reason = "takes an active reseller relationship";
        assert!(page.has_text(reason), "{address}: {}", page.text());
    }
    for (address, fields) in [
        (
            paths.cart_lines(key),
            vec![("price", "x"), ("quantity", "1")],
        ),
        (paths.customer_notes(key), vec![("body", "A note")]),
        (paths.customer_tags(key), vec![("name", "Late")]),
        (paths.customer_bill_to(key), vec![]),
    ] {
        hall.agent.post(&address, &fields).await.expect(403);
    }
    let seats = paths.subscription_seats(hall.store.subscriptions()[0].id);
    hall.agent.open(&seats).await.expect(403);
    let connected = hall
        .store
        .pair
        .seller
        .open(&paths.customer(key))
        .await
        .expect(200);
    assert!(!connected.has_text("Former customer since"));
}

#[actix_web::test]
async fn who_was_never_removed_has_no_report() {
    let hall = Hall::with("user_administrator").await;
    let tailspin = Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    hall.agent.hand_out(hall.app().paths(), tailspin, &[]).await;
    let list = hall
        .agent
        .open(&hall.app().paths().customers())
        .await
        .expect(200);
    for name in ["Tailspin", "Adatum"] {
        let address = format!("{}/removal-report", list.link(name));
        let page = hall.agent.open(&address).await.expect(200);
        assert!(
            page.has_text(&format!("No reseller relationship with {name} was removed")),
            "{}",
            page.text()
        );
    }
}
