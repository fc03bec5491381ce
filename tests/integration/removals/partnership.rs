//! What is kept when a partnership is removed: a report of each side.

use partner_center::identity::Role;

use super::{cells, told};
use crate::{
    order_requests,
    ordering::Store,
    support::{Page, Visitor},
};

async fn admins(store: &Store) -> (Visitor, Visitor) {
    let admin = Role::GlobalAdmin;
    (
        store.app.sign_in(&store.pair.provider, admin).await,
        store.app.sign_in(&store.pair.reseller, admin).await,
    )
}

async fn end(store: &Store, admin: &Visitor) -> Page {
    let address = store
        .app
        .paths()
        .partnership_removal(store.pair.partnership);
    let page = admin.open(&address).await.expect(200);
    let typed = [
        ("statements", "made"),
        ("confirm_domain", "contoso.example"),
        ("reason", "They left us"),
    ];
    let done = admin.submit(&page, "Remove partnership with Contoso", &typed);
    done.await.expect(303)
}

#[actix_web::test]
async fn each_side_keeps_what_it_saw_and_only_one_the_reason() {
    let store = Store::open().await;
    store.order("10").await;
    order_requests::send(&store, "5").await;
    order_requests::reviewed(&store, "3").await;
    let (of_provider, of_reseller) = admins(&store).await;
    let page = store
        .app
        .paths()
        .partnership_removal(store.pair.partnership);
    let asked = of_reseller.open(&page).await.expect(200);
    for words in [
        "1 open order request between you",
        "5 × Suite 1, for Adatum",
        "1 cart of your staff",
        "1 subscription between you",
    ] {
        assert!(asked.has_text(words), "{words}: {}", asked.text());
    }
    let asked = of_provider.open(&page).await.expect(200);
    assert!(!asked.has_text("cart"), "{}", asked.text());
    let report = store.app.paths().partnership_report(store.pair.partnership);
    let none = of_provider.open(&report).await.expect(200);
    assert!(none.has_text("This partnership has not ended"));
    end(&store, &of_provider).await;

    let csv = store
        .app
        .paths()
        .partnership_report_csv(store.pair.partnership);
    let own = of_provider.open(&csv).await.expect(200);
    let theirs = of_reseller.open(&csv).await.expect(200);
    let short = |file: &Page| -> Vec<String> {
        let lines = told(file).into_iter();
        lines
            .map(|it| format!("{} {}: {}", it[0], it[1], it[2]))
            .collect()
    };
    assert_eq!(
        short(&own),
        [
            "Ended Partnership: With Contoso as your indirect reseller",
            "Ended Order request: 5 × Suite 1",
            "Stays Customers: Customers in common",
            "Stays Subscription: 1 subscription between you",
        ]
    );
    assert_eq!(
        short(&theirs),
        [
            "Ended Partnership: With Meridian as your indirect provider",
            "Ended Order request: 5 × Suite 1",
            "Ended Carts: 1 cart",
            "Stays Customers: Customers in common",
            "Stays Subscription: 1 subscription between you",
        ]
    );
    let of = |file: &Page| {
        let rows = cells(file);
        let row = rows.last().unwrap();
        [row[0].clone(), row[3].clone(), row[4].clone()]
    };
    assert_eq!(
        of(&own),
        ["Contoso", "Global admin of Meridian", "They left us"]
    );
    assert_eq!(of(&theirs), ["Meridian", "Meridian", ""]);
    assert!(!theirs.body.contains("We act in good faith"));
    let shown = of_provider.open(&report).await.expect(200);
    assert!(shown.has_text("They left us") && shown.has_text("We act in good faith."));
    let shown = of_reseller.open(&report).await.expect(200);
    assert!(!shown.has_text("They left us"), "{}", shown.text());
}

#[actix_web::test]
async fn ended_partnerships_are_listed_on_both_sides_and_seen_by_no_other() {
    let store = Store::open().await;
    let (of_provider, of_reseller) = admins(&store).await;
    end(&store, &of_provider).await;
    let ended = store.app.paths().ended_partnerships();
    let list = of_provider
        .open(&store.app.paths().partnerships())
        .await
        .expect(200);
    let list = of_provider
        .click(&list, "Ended partnerships")
        .await
        .expect(200);
    let report = of_provider
        .click(&list, "Removal report of Contoso")
        .await
        .expect(200);
    assert_eq!(report.heading(), "Removal report");
    let theirs = of_reseller.open(&ended).await.expect(200);
    assert_eq!(theirs.table("").rows.len(), 1);
    assert!(theirs.has_link("Removal report of Meridian"));
    let stranger = store.app.partner("Fabrikam");
    let stranger = store.app.sign_in(&stranger, Role::GlobalAdmin).await;
    assert!(
        stranger
            .open(&ended)
            .await
            .expect(200)
            .has_text("No report is kept")
    );
    let partnership = store.pair.partnership;
    for address in [
        store.app.paths().partnership_report(partnership),
        store.app.paths().partnership_report_csv(partnership),
    ] {
        stranger.open(&address).await.expect(404);
    }
    assert_eq!(store.app.count("removal_reports"), 2);
}

#[actix_web::test]
async fn a_second_press_keeps_no_second_pair_of_reports() {
    let store = Store::open().await;
    let (of_provider, of_reseller) = admins(&store).await;
    let address = store
        .app
        .paths()
        .partnership_removal(store.pair.partnership);
    let (one, other) = (
        of_provider.open(&address).await.expect(200),
        of_reseller.open(&address).await.expect(200),
    );
    let by_provider = [
        ("statements", "made"),
        ("confirm_domain", "contoso.example"),
    ];
    let by_reseller = [
        ("statements", "made"),
        ("confirm_domain", "meridian.example"),
    ];
    let (one, other) = futures_util::future::join(
        of_provider.submit(&one, "Remove partnership with Contoso", &by_provider),
        of_reseller.submit(&other, "Remove partnership with Meridian", &by_reseller),
    )
    .await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(store.app.count("removal_reports"), 2);
}
