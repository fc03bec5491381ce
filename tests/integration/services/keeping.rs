//! A seller's Global admin says how services are administered.

use futures_util::future::join;
use partner_center::identity::{RelationshipKind, Role};

use super::{MAIL, keeper, say, service};
use crate::licenses::Hall;

/// Meridian's list has Mail and Files.
async fn hall() -> Hall {
    let hall = Hall::with("user_administrator").await;
    hall.with_services(&["Mail", "Files"]);
    hall
}

#[actix_web::test]
async fn what_is_said_stands_in_the_list_and_in_the_log_without_the_address() {
    let hall = hall().await;
    let (app, provider) = (hall.app(), &hall.store.pair.provider);
    let admin = keeper(app, provider).await;
    let list = admin.open(&app.paths().services()).await.expect(200);
    assert_eq!(
        list.table("Services").column("Service"),
        ["FilesFILES", "MailMAIL"]
    );
    assert_eq!(
        list.table("Services").column("Administered at"),
        ["No address", "No address"]
    );
    let mail = service(app, &admin, "Mail").await;
    let saved = say(app, &admin, mail, MAIL, "exchange_administrator").await;
    let shown = admin.follow(&saved.expect(303)).await.expect(200);
    assert!(
        shown.has_text(MAIL) && shown.has_text("Suite"),
        "{}",
        shown.text()
    );
    let list = admin.open(&app.paths().services()).await.expect(200);
    let table = list.table("Services");
    assert_eq!(table.column("Administered at"), ["No address", MAIL]);
    assert_eq!(
        table.column("Takes the role"),
        ["Not set", "Exchange administrator"]
    );
    let lines = hall.lines(provider.id, "service_administration_changed");
    assert_eq!(
        lines,
        ["Address changed; Role: none → Exchange administrator"]
    );
    // Saving the same again is no change.
    say(app, &admin, mail, MAIL, "exchange_administrator")
        .await
        .expect(303);
    assert_eq!(
        hall.lines(provider.id, "service_administration_changed")
            .len(),
        1
    );
}

#[actix_web::test]
async fn an_address_that_is_none_of_a_site_over_https_is_refused_and_kept_as_typed() {
    let hall = hall().await;
    let (app, provider) = (hall.app(), &hall.store.pair.provider);
    let admin = keeper(app, provider).await;
    let mail = service(app, &admin, "Mail").await;
    let long = format!("https://a.example/{}", "x".repeat(500));
    for wrong in [
        "http://admin.mail.example/",
        "javascript:alert(1)",
        "https://ana:secret@admin.mail.example/",
        "https://{domain}/",
        "https://admin.mail.example/{name}",
        "https://admin.mail.example/\u{202E}x",
        "https://192.0.2.1/",
        long.as_str(),
    ] {
        let page = say(app, &admin, mail, wrong, "exchange_administrator").await;
        let page = page.expect(422);
        assert!(
            page.field_error("address").is_some(),
            "{wrong}: {}",
            page.text()
        );
        assert_eq!(page.value("address"), wrong);
    }
    for wrong in ["", "billing_administrator", "owner"] {
        let path = app.paths().service_administration(mail);
        let typed = [("address", MAIL), ("role", wrong), ("version", "0")];
        let page = admin.post(&path, &typed).await.expect(422);
        assert!(
            page.field_error("role").is_some(),
            "{wrong}: {}",
            page.text()
        );
    }
    assert_eq!(app.count("service_administrations"), 0);
}

#[actix_web::test]
async fn another_sellers_service_is_not_found() {
    let hall = hall().await;
    let app = hall.app();
    let admin = keeper(app, &hall.store.pair.provider).await;
    let mail = service(app, &admin, "Mail").await;
    let northwind = app.partner_of_kind("Northwind", RelationshipKind::IndirectProvider);
    let other = keeper(app, &northwind).await;
    let reseller = app
        .sign_in(&hall.store.pair.reseller, Role::GlobalAdmin)
        .await;
    let form = app.paths().service_administration(mail);
    let typed = [
        ("address", "https://evil.example/"),
        ("role", "global_administrator"),
        ("version", "0"),
    ];
    for who in [&other, &reseller] {
        who.open(&form).await.expect(404);
        who.post(&form, &typed).await.expect(404);
    }
    assert_eq!(app.count("service_administrations"), 0);
    // A reseller sees what its provider says; who does not work with it sees nothing.
    reseller.open(&app.paths().service(mail)).await.expect(200);
    other.open(&app.paths().service(mail)).await.expect(404);
    let seller = hall.store.pair.provider.id;
    let list = format!("{}?seller={seller}", app.paths().services());
    reseller.open(&list).await.expect(200);
    other.open(&list).await.expect(404);
    let none = other.open(&app.paths().services()).await.expect(200);
    assert!(none.has_text("No services yet") && !none.has_text("Mail"));
}

#[actix_web::test]
async fn who_saves_second_is_shown_both_and_loses_nothing() {
    let hall = hall().await;
    let app = hall.app();
    let one = keeper(app, &hall.store.pair.provider).await;
    let two = keeper(app, &hall.store.pair.provider).await;
    let mail = service(app, &one, "Mail").await;
    let path = app.paths().service_administration(mail);
    let (mine, theirs) = (
        [
            ("address", "https://mine.example/"),
            ("role", "teams_administrator"),
        ],
        [("address", MAIL), ("role", "exchange_administrator")],
    );
    for round in 0..2 {
        let (first, second) = (one.open(&path).await, two.open(&path).await);
        let role = ["exchange_administrator", "intune_administrator"][round];
        let theirs = [theirs[0], ("role", role)];
        one.submit(&first, "Save", &theirs).await.expect(303);
        let refused = two.submit(&second, "Save", &mine).await.expect(422);
        assert!(
            refused.has_text("Somebody else changed this"),
            "{}",
            refused.text()
        );
        assert!(refused.has_text(MAIL) && refused.has_text("(differs from yours)"));
        assert_eq!(refused.value("address"), "https://mine.example/");
        two.submit(&refused, "Save", &[]).await.expect(303);
    }
    let list = one.open(&app.paths().services()).await.expect(200);
    let table = list.table("Services");
    assert_eq!(table.column("Administered at")[1], "https://mine.example/");
}

#[actix_web::test]
async fn of_two_that_save_at_the_same_moment_one_is_told() {
    let hall = hall().await;
    let app = hall.app();
    let one = keeper(app, &hall.store.pair.provider).await;
    let two = keeper(app, &hall.store.pair.provider).await;
    for name in ["Mail", "Files"] {
        let path = app
            .paths()
            .service_administration(service(app, &one, name).await);
        for version in ["0", "1", "2"] {
            let (a, b) = (
                format!("https://a.example/{version}"),
                format!("https://b.example/{version}"),
            );
            let typed = |address| {
                [
                    ("address", address),
                    ("role", "global_reader"),
                    ("version", version),
                ]
            };
            let (typed_a, typed_b) = (typed(a.as_str()), typed(b.as_str()));
            let (first, second) = join(one.post(&path, &typed_a), two.post(&path, &typed_b)).await;
            let mut statuses = [first.status, second.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 422], "{name} {version}");
        }
    }
}

#[actix_web::test]
async fn a_service_is_found_by_its_name_and_its_ids_and_by_nothing_else() {
    let hall = Hall::with("user_administrator").await;
    hall.with_services(&["Mail", "100%_Files", "Größe"]);
    let admin = keeper(hall.app(), &hall.store.pair.provider).await;
    for (text, found) in [
        ("mai", vec!["MailMAIL"]),
        ("MAIL", vec!["MailMAIL"]),
        ("GRÖ", vec!["GrößeGRÖSSE"]),
        ("0%25_f", vec!["100%_Files100%_FILES"]),
        ("0%25f", vec![]),
        ("%25", vec!["100%_Files100%_FILES"]),
    ] {
        let list = format!("{}?q={text}", hall.app().paths().services());
        let list = admin.open(&list).await.expect(200);
        if found.is_empty() {
            assert!(list.has_text("Nothing matches"), "{text}");
            continue;
        }
        let table = list.table("Services");
        assert_eq!(table.column("Service"), found, "{text}");
    }
}
