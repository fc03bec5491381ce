//! No link on a page leads a person to where they are refused, or to what is not there.

use std::collections::{HashSet, VecDeque};

use partner_center::identity::Role;

use crate::support::{ADATUM, Page, TestApp, Visitor};

/// The address without what differs between pages of the same kind: keys, and the values of its query.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.split('/').map(|part| match part.len() {
        36 => "{id}",
        _ => part,
    });
    let names = query
        .split('&')
        .filter_map(|pair| Some(pair.split_once('=')?.0));
    let path: Vec<&str> = path.collect();
    let names: Vec<&str> = names.collect();
    format!("{}?{}", path.join("/"), names.join("&"))
}

fn links(page: &Page) -> Vec<String> {
    let found = page.all("a[href]").into_iter();
    let addresses = found.filter_map(|link| page.address.join(link.attr("href")?).ok());
    addresses
        .filter(|to| to.origin() == page.address.origin())
        .map(|to| match to.query() {
            Some(query) => format!("{}?{query}", to.path()),
            None => to.path().to_owned(),
        })
        .collect()
}

/// Opens one page of each kind that can be reached by links from the first page on, and returns how many there were.
async fn walk(staff: &Visitor, first: String) -> usize {
    let mut opened = HashSet::new();
    let mut next = VecDeque::from([(first, String::from("the beginning"))]);
    while let Some((address, from)) = next.pop_front() {
        if !opened.insert(shape(&address)) {
            continue;
        }
        let page = staff.open(&address).await;
        assert_eq!(
            page.status,
            200,
            "{address}, from {from}: {}",
            page.heading()
        );
        let is_page = page.header("content-type").starts_with("text/html");
        let found = if is_page { links(&page) } else { Vec::new() };
        next.extend(found.into_iter().map(|to| (to, address.clone())));
    }
    opened.len()
}

#[actix_web::test]
async fn whoever_follows_links_is_never_refused() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let provider = pair.provider.id.to_string();
    let more = [("roles", "user_administrator"), ("provider", &provider)];
    let link = pair.seller.hand_out(app.paths(), ADATUM, &more).await;
    app.accept(&link, ADATUM.recipient).await;
    let list = pair.seller.open(&app.paths().customers()).await.expect(200);
    let users = format!("{}/users/new", list.link("Adatum"));
    let form = pair.seller.open(&users).await.expect(200);
    let typed = [("display_name", "Ada"), ("user_name", "ada")];
    pair.seller
        .submit(&form, "Add user", &typed)
        .await
        .expect(303);
    for (company, role) in [
        (&pair.reseller, Role::AdminAgent),
        (&pair.reseller, Role::HelpdeskAgent),
        (&pair.provider, Role::GlobalAdmin),
        (&pair.provider, Role::SalesAgent),
    ] {
        let staff = app.sign_in(company, role).await;
        let pages = walk(&staff, app.paths().customers()).await;
        assert!(pages > 40, "{pages}");
    }
}
