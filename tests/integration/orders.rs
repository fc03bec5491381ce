//! Lists stand in the order that their page promises, over all pages, there and back.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::schema::{invitations, mails},
    identity::{RelationshipKind, Role},
};

use crate::support::{Asked, Page, TestApp, Visitor};

/// A company of this name at a domain of its own, begun.
async fn draft(app: &TestApp, agent: &Visitor, name: &str, more: &[(&str, &str)]) -> Page {
    let domain = format!("{name}.example");
    let recipient = format!("ana@{domain}");
    let asked = Asked {
        company: name,
        domain: &domain,
        recipient: &recipient,
    };
    agent.draft(app.paths(), asked, more).await
}

fn names(page: &Page) -> Vec<String> {
    let table = page.table("Invitations");
    let companies = table.column("Company").into_iter();
    companies
        .map(|cell| cell.split(' ').next().unwrap().to_owned())
        .collect()
}

/// The partners of a table by name; the domain stands right behind it.
fn partners(page: &Page, caption: &str) -> Vec<String> {
    let table = page.table(caption);
    let cells = table.column("Company").into_iter();
    let name = |cell: &str| {
        let domain = cell.find(".example").unwrap();
        cell[..domain / 2].to_owned()
    };
    cells.map(name).collect()
}

/// The names on all pages of a list, each page for itself; goes back over them at the end.
async fn pages(agent: &Visitor, address: &str) -> Vec<Vec<String>> {
    let mut page = agent.open(address).await.expect(200);
    let mut seen = vec![names(&page)];
    while page.has_link("Next") {
        assert!(seen.len() < 100, "{address} goes round in circles");
        page = agent.click(&page, "Next").await.expect(200);
        seen.push(names(&page));
    }
    for before in seen.iter().rev().skip(1) {
        page = agent.click(&page, "Previous").await.expect(200);
        assert_eq!(&names(&page), before, "{address}, back");
    }
    assert!(!page.has_link("Previous"), "{address}");
    seen
}

#[actix_web::test]
async fn invitations_stand_the_newest_first_over_all_pages_and_under_every_filter() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    let (_, agent) = app.agent_of("Contoso").await;
    // Names in another order than time, several at one moment.
    let all: Vec<String> = (0..113)
        .map(|it| format!("c{:03}", it * 50 % 113))
        .collect();
    for (number, name) in all.iter().enumerate() {
        let channel = ["referral", "own_marketing"][number % 2];
        let draft = draft(&app, &agent, name, &[("channel", channel)]).await;
        if number % 3 == 0 {
            agent.submit(&draft, "Done", &[]).await.expect(303);
        }
        if number % 5 == 0 {
            app.pass(Duration::seconds(1));
        }
    }
    let newest_first = |keep: &dyn Fn(usize) -> bool| -> Vec<String> {
        let kept = all.iter().enumerate().rev();
        let kept = kept.filter(|(number, _)| keep(*number));
        kept.map(|(_, name)| name.clone()).collect()
    };
    for (query, expected) in [
        ("", newest_first(&|_| true)),
        ("state=draft", newest_first(&|number| number % 3 != 0)),
        ("state=ready", newest_first(&|number| number % 3 == 0)),
        ("state=waiting", newest_first(&|number| number % 3 == 0)),
        ("channel=referral", newest_first(&|number| number % 2 == 0)),
        (
            "state=draft&channel=own_marketing",
            newest_first(&|number| number % 3 != 0 && number % 2 == 1),
        ),
    ] {
        let address = format!("{}?{query}", app.paths().invitations());
        let seen = pages(&agent, &address).await;
        assert_eq!(seen.concat(), expected, "{query}");
        let sizes: Vec<usize> = seen.iter().map(Vec::len).collect();
        let full = sizes[..sizes.len() - 1].iter().all(|size| *size == 50);
        assert!(full, "{query}: {sizes:?}");
    }
}

#[actix_web::test]
async fn notifications_stand_the_newest_first_over_all_pages() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    let (_, agent) = app.agent_of("Contoso").await;
    let mut expected = Vec::new();
    for number in 0..63 {
        let name = format!("c{:03}", number * 10 % 63);
        let draft = draft(&app, &agent, &name, &[]).await;
        agent.submit(&draft, "Done", &[]).await.expect(303);
        let link = draft.first("#link").attr("value").unwrap().to_owned();
        let customer = app.visitor();
        let page = customer.open(&format!("{link}/refusal")).await.expect(200);
        let typed = [("reason", "No")];
        let answer = customer.submit(&page, "Decline the invitation", &typed);
        answer.await.expect(303);
        if number % 4 == 0 {
            app.pass(Duration::seconds(1));
        }
        expected.insert(0, name);
    }
    let companies = |page: &Page| -> Vec<String> {
        let links = page.all("ul.rows > li > span:nth-child(2) > a:first-of-type");
        links.iter().map(|link| link.text().collect()).collect()
    };
    let first = agent.open(&app.paths().notifications()).await.expect(200);
    let second = agent.click(&first, "Next").await.expect(200);
    assert!(!second.has_link("Next"));
    let seen = [companies(&first), companies(&second)].concat();
    assert_eq!(seen, expected);
    let back = agent.click(&second, "Previous").await.expect(200);
    assert_eq!(companies(&back), companies(&first));
}

#[actix_web::test]
async fn partners_stand_by_name_whatever_its_case_on_either_side() {
    let app = TestApp::start();
    let provider = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    for name in ["delta", "Alpha", "Charlie", "bravo", "Echo"] {
        let reseller = app.partner(name);
        app.partnership(&provider, &reseller);
    }
    let reseller = app.partner("Contoso");
    for name in ["zulu", "Yankee", "xray"] {
        let other = app.partner_of_kind(name, RelationshipKind::IndirectProvider);
        app.partnership(&other, &reseller);
    }
    for (company, caption, expected) in [
        (
            &provider,
            "Indirect resellers",
            &["Alpha", "bravo", "Charlie", "delta", "Echo"][..],
        ),
        (
            &reseller,
            "Indirect providers",
            &["xray", "Yankee", "zulu"][..],
        ),
    ] {
        let visitor = app.sign_in(company, Role::GlobalAdmin).await;
        let page = visitor.open(&app.paths().partnerships()).await.expect(200);
        assert_eq!(partners(&page, caption), expected);
    }
}

#[actix_web::test]
async fn asks_for_partnerships_that_wait_stand_the_newest_first() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    for name in ["Bravo", "Charlie", "Alpha"] {
        let other = app.partner_of_kind(name, RelationshipKind::IndirectProvider);
        admin.partner_link(app.paths(), &other).await;
        app.pass(Duration::seconds(1));
    }
    let page = admin.open(&app.paths().partnerships()).await.expect(200);
    let names = partners(&page, "Asked, without an answer yet");
    assert_eq!(names, ["Alpha", "Charlie", "Bravo"]);
}

#[actix_web::test]
async fn uploads_stand_the_newest_first_and_their_rows_as_in_the_file() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let rows: Vec<String> = (0..120)
        .map(|it| format!("c{:03}", it * 50 % 113 + it / 113))
        .collect();
    let mut addresses = Vec::new();
    for round in 0..3 {
        let text: String = rows
            .iter()
            .map(|name| {
                format!("{name}, {name}-{round}.example, Ana, ana@{name}-{round}.example\n")
            })
            .collect();
        let preview = agent.invite_many(&app, &text).await;
        addresses.push(preview.address.path().to_owned());
        app.pass(Duration::seconds(1));
    }
    let page = agent
        .open(&app.paths().new_bulk_invitation())
        .await
        .expect(200);
    let links = page.all("table.list tbody th a");
    let listed: Vec<&str> = links.iter().map(|it| it.attr("href").unwrap()).collect();
    let newest_first: Vec<&str> = addresses.iter().rev().map(String::as_str).collect();
    assert_eq!(listed, newest_first);
    let of_file = |page: &Page| page.texts("#rows tbody th");
    let mut page = agent.open(&addresses[0]).await.expect(200);
    let mut seen = of_file(&page);
    while page.has_link("Next") {
        assert!(seen.len() < 1_000, "the rows go round in circles");
        page = agent.click(&page, "Next").await.expect(200);
        seen.extend(of_file(&page));
    }
    assert_eq!(seen, rows);
    let back = agent.click(&page, "Previous").await.expect(200);
    assert_eq!(of_file(&back), rows[50..100]);
}

#[actix_web::test]
async fn what_needs_attention_stands_broken_first_then_what_ends_then_what_was_refused() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for (name, days) in [("ends-later", "3"), ("ends-sooner", "2"), ("ends-not", "4")] {
        let draft = draft(&app, &agent, name, &[("expires_in", days)]).await;
        agent.submit(&draft, "Done", &[]).await.expect(303);
    }
    for name in ["declined-first", "declined-last"] {
        let draft = draft(&app, &agent, name, &[]).await;
        agent.submit(&draft, "Done", &[]).await.expect(303);
        let link = draft.first("#link").attr("value").unwrap().to_owned();
        let customer = app.visitor();
        let page = customer.open(&format!("{link}/refusal")).await.expect(200);
        let typed = [("reason", "No")];
        let answer = customer.submit(&page, "Decline the invitation", &typed);
        answer.await.expect(303);
        app.pass(Duration::seconds(1));
    }
    for name in ["failed-first", "failed-last"] {
        let draft = draft(&app, &agent, name, &[]).await;
        agent.submit(&draft, "Send now", &[]).await.expect(303);
        app.pass(Duration::seconds(1));
    }
    app.write(|tx| {
        let of_invitations = mails::table.filter(mails::kind.eq("invitation"));
        diesel::update(of_invitations)
            .set(mails::state.eq("failed"))
            .execute(tx.conn())?;
        Ok(())
    });
    let home = agent.open(&app.paths().home()).await.expect(200);
    let attention = |page: &Page| -> Vec<String> {
        let links = page.all("ul.rows > li > span:nth-child(2) > a");
        let name = |link: &scraper::ElementRef<'_>| link.text().last().unwrap().to_owned();
        links.iter().map(name).collect()
    };
    assert_eq!(
        attention(&home),
        [
            "failed-last",
            "failed-first",
            "ends-sooner",
            "ends-later",
            "declined-last",
            "declined-first"
        ]
    );
    let begun: Vec<String> = app.read(|conn| {
        let names = invitations::table.select(invitations::company_name);
        Ok(names.order(invitations::created_at).load(conn)?)
    });
    assert_eq!(begun.len(), 7);
}

#[actix_web::test]
async fn the_history_of_an_invitation_stands_the_newest_first() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let page = draft(&app, &agent, "adatum", &[]).await;
    app.pass(Duration::seconds(1));
    let page = agent
        .press(&page, "Save", &[("subject", "Other words")])
        .await;
    app.pass(Duration::seconds(1));
    let page = agent.press(&page, "Send now", &[]).await.expect(200);
    app.pass(Duration::minutes(2));
    let page = agent.press(&page, "Remind", &[]).await.expect(200);
    let history = page.texts(".timeline li strong");
    let expected = [
        "Reminder sent",
        "Invitation sent",
        "Draft saved",
        "Invitation drafted",
    ];
    assert_eq!(history, expected);
}
