//! The list of incidents, as a page and as a file.

use chrono::Duration;
use partner_center::identity::Role;

use super::{Watch, key, typed};
use crate::support::{Page, Visitor};

/// Three of Mail and two of Files, in every state; by title, the latest begin first.
async fn filled() -> Watch {
    let watch = Watch::open().await;
    let at = |hours: i64| typed(watch.app().now().plus(Duration::hours(hours)));
    for (service, severity, title, begins, ends) in [
        (watch.mail, "degraded", "Mail is slow", -5, None),
        (
            watch.mail,
            "interrupted",
            "Mail stood still",
            -50,
            Some(-40),
        ),
        (watch.mail, "maintenance", "New mail servers", 24, Some(26)),
        (watch.files, "information", "100%_sure names", -2, None),
        (watch.files, "degraded", "Files were slow", -30, Some(-29)),
    ] {
        let (begins, ends) = (at(begins), ends.map(at).unwrap_or_default());
        let fields = [
            ("severity", severity),
            ("title", title),
            ("affected", "All"),
            ("begins", begins.as_str()),
            ("ends", ends.as_str()),
        ];
        key(&watch.report_of(service, &fields).await.expect(303));
    }
    watch
}

async fn titles(who: &Visitor, address: &str) -> Vec<String> {
    let page = who.open(address).await.expect(200);
    page.texts("tbody th a")
}

fn file(page: &Page) -> Vec<Vec<String>> {
    let body = page.body.strip_prefix('\u{FEFF}').unwrap_or(&page.body);
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

#[actix_web::test]
async fn incidents_are_filtered_and_searched_and_a_file_holds_what_is_shown() {
    let watch = filled().await;
    let paths = watch.app().paths();
    let all = [
        "New mail servers",
        "100%_sure names",
        "Mail is slow",
        "Files were slow",
        "Mail stood still",
    ];
    let seller = watch.hall.store.pair.provider.id;
    let (mail, reseller) = (watch.mail, watch.reseller(Role::SalesAgent).await);
    for (query, expected) in [
        (String::new(), vec![0, 1, 2, 3, 4]),
        ("state=open".to_owned(), vec![1, 2]),
        ("state=ended".to_owned(), vec![3, 4]),
        ("state=planned".to_owned(), vec![0]),
        ("severity=degraded".to_owned(), vec![2, 3]),
        ("severity=degraded&state=open".to_owned(), vec![2]),
        (format!("service={mail}"), vec![0, 2, 4]),
        ("q=SLOW".to_owned(), vec![2, 3]),
        ("q=files".to_owned(), vec![1, 3]),
        ("q=0%25_s".to_owned(), vec![1]),
        ("q=0%25s".to_owned(), vec![]),
    ] {
        let expected: Vec<&str> = expected
            .into_iter()
            .map(|place: usize| all[place])
            .collect();
        for who in [&watch.keeper, &reseller] {
            let address = format!("{}?seller={seller}&{query}", paths.incidents());
            assert_eq!(titles(who, &address).await, expected, "{query}");
            let address = format!("{}?seller={seller}&{query}", paths.incidents_csv());
            let rows = file(&who.open(&address).await.expect(200));
            let found: Vec<&str> = rows.iter().map(|row| row[3].as_str()).collect();
            assert_eq!(found, expected, "{query}");
        }
    }
    for wrong in ["state=over", "severity=bad", "service=x", "seller=x"] {
        let address = format!("{}?{wrong}", paths.incidents());
        watch.keeper.open(&address).await.expect(422);
    }
    assert_eq!(watch.lines("incidents_exported").len(), 11);
}

#[actix_web::test]
async fn pages_hold_all_incidents_in_order() {
    let watch = Watch::open().await;
    let mut expected = Vec::new();
    for number in 0..53 {
        let begins = watch.ago(Duration::minutes(200 - number / 2));
        let title = format!("Number {number}");
        let fields = [
            ("severity", "degraded"),
            ("title", title.as_str()),
            ("affected", "All"),
            ("begins", begins.as_str()),
        ];
        let id = key(&watch.report(&fields).await.expect(303));
        expected.push((begins, id.to_string(), title));
    }
    expected.sort();
    expected.reverse();
    let expected: Vec<String> = expected.into_iter().map(|(_, _, title)| title).collect();
    let first = watch
        .keeper
        .open(&watch.app().paths().incidents())
        .await
        .expect(200);
    let second = watch.keeper.open(&first.link("Next")).await.expect(200);
    let mut found = first.texts("tbody th a");
    assert_eq!(found.len(), 50);
    found.extend(second.texts("tbody th a"));
    assert_eq!(found, expected);
    let back = watch
        .keeper
        .open(&second.link("Previous"))
        .await
        .expect(200);
    assert_eq!(back.texts("tbody th a"), expected[..50]);
    let rows = file(
        &watch
            .keeper
            .open(&watch.app().paths().incidents_csv())
            .await
            .expect(200),
    );
    let titles: Vec<String> = rows.into_iter().map(|row| row[3].clone()).collect();
    assert_eq!(titles, expected);
}
