//! Every figure of every page, against the rows that it counts.

use std::collections::BTreeMap;

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    app,
    customers::{ImportedFrom, Prospect, insert_imported},
    db::{
        ids::{EntryId, UserId},
        schema::{invitations, mails},
        types::Timestamp,
    },
    identity::{CustomerManager, RelationshipKind, Role, user_by_email},
    invitations::State,
    mail::Mail,
};

use crate::support::{Asked, Company, Page, Pair, TestApp, Visitor};

fn a_moment() -> Duration {
    Duration::microseconds(1)
}

/// Midnight at which the month after this one begins.
fn next_month(app: &TestApp) -> Timestamp {
    let now = app.now().rfc3339();
    let (year, month): (i32, u32) = (now[..4].parse().unwrap(), now[5..7].parse().unwrap());
    let (year, month) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    Timestamp::parse(&format!("{year}-{month:02}-01T00:00:00Z")).unwrap()
}

fn to(app: &TestApp, at: Timestamp) {
    app.pass(at.since(app.now()));
}

/// The dashboard's figures by tile and label, each with where it leads.
pub(crate) fn figures(page: &Page) -> BTreeMap<(String, String), (String, String)> {
    let mut found = BTreeMap::new();
    for tile in page.all(".tile") {
        let all = |css: &str| -> Vec<scraper::ElementRef<'_>> {
            tile.select(&scraper::Selector::parse(css).unwrap())
                .collect()
        };
        let text = |element: &scraper::ElementRef<'_>| {
            let text: String = element.text().collect();
            text.trim().to_owned()
        };
        let title = text(&all("h2")[0]);
        for (label, link) in all("dt").iter().zip(all("dd a")) {
            let number = link.text().next().unwrap().trim().to_owned();
            let href = link.attr("href").unwrap().to_owned();
            let known = found.insert((title.clone(), text(label)), (number, href));
            assert!(known.is_none(), "a figure stands there twice");
        }
    }
    found
}

/// The number under a label of a tile.
#[track_caller]
fn figure(page: &Page, title: &str, label: &str) -> String {
    let all = figures(page);
    let found = all.get(&(title.to_owned(), label.to_owned()));
    found.unwrap_or_else(|| panic!("{all:#?}")).0.clone()
}

/// The numbers beside the navigation.
fn beside(page: &Page, entry: &str) -> String {
    let entries = page.texts(".nav a");
    let found = entries.iter().find_map(|text| text.strip_prefix(entry));
    found.unwrap().trim().to_owned()
}

struct Named {
    company: String,
    domain: String,
    recipient: String,
}

impl Named {
    fn new(name: &str) -> Self {
        let domain = format!("{}.example", name.to_lowercase());
        Self {
            company: name.to_owned(),
            recipient: format!("ana@{domain}"),
            domain,
        }
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            company: &self.company,
            domain: &self.domain,
            recipient: &self.recipient,
        }
    }
}

async fn decline(app: &TestApp, link: &str) {
    let customer = app.visitor();
    let page = customer.open(&format!("{link}/refusal")).await.expect(200);
    let typed = [("reason", "No")];
    let answer = customer.submit(&page, "Decline the invitation", &typed);
    answer.await.expect(303);
}

async fn sign_in(app: &TestApp, company: &Company) -> Visitor {
    app.sign_in(company, Role::GlobalAdmin).await
}

#[actix_web::test]
async fn what_was_answered_this_month_is_counted_from_its_first_moment_on() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let month = next_month(&app);
    to(&app, month.minus(Duration::days(1)));
    let agent = sign_in(&app, &contoso).await;
    let mut links = Vec::new();
    for name in ["Yes0", "No0", "Yes1", "No1", "Yes2", "No2"] {
        let named = Named::new(name);
        links.push(agent.hand_out(app.paths(), named.asked(), &[]).await);
    }
    let answer = async |number: usize| {
        let recipient = format!("ana@yes{number}.example");
        app.accept(&links[number * 2], &recipient).await;
        decline(&app, &links[number * 2 + 1]).await;
    };
    let answered = async || {
        let agent = sign_in(&app, &contoso).await;
        let page = agent.open(&app.paths().home()).await.expect(200);
        let of = |label| figure(&page, "Invitations", label);
        (of("Accepted this month"), of("Declined this month"))
    };
    let both = |number: &str| (number.to_owned(), number.to_owned());
    to(&app, month.minus(a_moment()));
    answer(0).await;
    assert_eq!(answered().await, both("1"), "in the month before");
    to(&app, month);
    assert_eq!(answered().await, both("0"), "a new month has begun");
    answer(1).await;
    assert_eq!(answered().await, both("1"));
    app.pass(Duration::days(10));
    answer(2).await;
    assert_eq!(answered().await, both("2"));
}

#[actix_web::test]
async fn what_waits_is_counted_until_the_moment_at_which_its_link_runs_out() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let agent = sign_in(&app, &contoso).await;
    let begin = app.now();
    for (name, days) in [("One", "1"), ("Two", "2"), ("Three", "3")] {
        let named = Named::new(name);
        let more = [("expires_in", days)];
        agent.hand_out(app.paths(), named.asked(), &more).await;
    }
    let asked = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    agent.partner_link(app.paths(), &asked).await;
    let day = Duration::days(1);
    for (after, waiting) in [
        (Duration::zero(), 4),
        (day - a_moment(), 4),
        (day, 3),
        (day * 2 - a_moment(), 3),
        (day * 2, 2),
        (day * 3 - a_moment(), 2),
        (day * 3, 1),
        (day * 30 - a_moment(), 1),
        (day * 30, 0),
    ] {
        to(&app, begin.plus(after));
        // A link that is over is not ended by anybody here: housekeeping has not come by.
        let agent = sign_in(&app, &contoso).await;
        let home = agent.open(&app.paths().home()).await.expect(200);
        let expected = waiting.to_string();
        let tile = figure(&home, "Invitations", "Waiting for an answer");
        assert_eq!(tile, expected, "after {after}");
        let partners = figure(&home, "Indirect providers", "Asked, no answer yet");
        let of_partners = i32::from(after < day * 30).to_string();
        assert_eq!(partners, of_partners, "after {after}");
        let nav = match waiting {
            0 => String::new(),
            number => format!("{number} open"),
        };
        assert_eq!(beside(&home, "Invitations"), nav, "after {after}");
        let list = format!("{}?state=waiting", app.paths().invitations());
        let list = agent.open(&list).await.expect(200);
        assert_eq!(list.all("tbody th a").len(), waiting, "after {after}");
        let partnerships = agent.open(&app.paths().partnerships()).await.expect(200);
        let asks = partnerships.texts("tbody th a").len();
        assert_eq!(asks.to_string(), of_partners, "after {after}");
    }
}

#[actix_web::test]
async fn the_activity_of_seven_days_is_counted_to_the_moment() {
    let app = TestApp::start();
    let contoso = app.partner("Contoso");
    let agent = sign_in(&app, &contoso).await;
    agent.open(&app.paths().customers_csv()).await.expect(200);
    app.pass(Duration::days(3));
    let agent = sign_in(&app, &contoso).await;
    agent.open(&app.paths().customers_csv()).await.expect(200);
    let week = async || {
        let agent = sign_in(&app, &contoso).await;
        let home = agent.open(&app.paths().home()).await.expect(200);
        let list = format!("{}?days=7", app.paths().activity());
        let list = agent.open(&list).await.expect(200);
        let number = figure(&home, "Activity", "In the last 7 days");
        assert_eq!(number, list.all("tbody tr").len().to_string());
        number
    };
    app.pass(Duration::days(4));
    assert_eq!(week().await, "2");
    app.pass(a_moment());
    assert_eq!(week().await, "1");
}

#[actix_web::test]
async fn mails_that_failed_are_counted_for_thirty_days_and_only_ones_own() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let (_, stranger) = app.agent_of("Fabrikam").await;
    for (visitor, name) in [(&agent, "One"), (&agent, "Two"), (&stranger, "Three")] {
        let named = Named::new(name);
        let draft = visitor.draft(app.paths(), named.asked(), &[]).await;
        visitor.submit(&draft, "Send now", &[]).await.expect(303);
    }
    let (on_failed, now) = (app::worker(&app.parts).on_failed, app.now());
    app.write(move |tx| {
        let letters: Vec<Mail> = mails::table
            .filter(mails::recipient.ne("ana@two.example"))
            .select(Mail::as_select())
            .load(tx.conn())?;
        let fails = |mail: &Mail| on_failed(tx, mail, "550 no such mailbox", now);
        letters.iter().try_for_each(fails)
    });
    let failed = async || {
        let agent = sign_in(&app, &contoso).await;
        let home = agent.open(&app.paths().home()).await.expect(200);
        let list = format!("{}?action=mail_failed&days=30", app.paths().activity());
        let list = agent.open(&list).await.expect(200);
        let number = figure(&home, "Activity", "Not delivered, last 30 days");
        assert_eq!(number, list.all("tbody tr").len().to_string());
        number
    };
    assert_eq!(failed().await, "1");
    app.pass(Duration::days(30));
    assert_eq!(failed().await, "1");
    app.pass(a_moment());
    assert_eq!(failed().await, "0");
}

/// An invitation as the figures see it.
#[derive(Debug)]
struct Row {
    state: State,
    channel: Option<String>,
    expires_at: Option<Timestamp>,
    answered_at: Option<Timestamp>,
    entry: Option<EntryId>,
}

fn rows(app: &TestApp, company: &Company) -> Vec<Row> {
    type Columns = (
        State,
        Option<String>,
        Option<Timestamp>,
        Option<Timestamp>,
        Option<EntryId>,
    );
    let rows: Vec<Columns> = app.read(|conn| {
        Ok(invitations::table
            .filter(invitations::partner_id.eq(company.id))
            .select((
                invitations::state,
                invitations::channel,
                invitations::expires_at,
                invitations::answered_at,
                invitations::entry_id,
            ))
            .load(conn)?)
    });
    let row = |(state, channel, expires_at, answered_at, entry)| Row {
        state,
        channel,
        expires_at,
        answered_at,
        entry,
    };
    rows.into_iter().map(row).collect()
}

fn import(app: &TestApp, company: &Company, count: usize) {
    let (email, now) = (company.email(Role::AdminAgent), app.now());
    let user: UserId = app.read(|conn| Ok(user_by_email(conn, &email)?.unwrap().id));
    app.write(|tx| {
        let admin = CustomerManager::for_user(tx.conn(), user)?;
        for number in 0..count {
            let (name, domain) = (
                format!("Imported {number}"),
                format!("imported{number}.example"),
            );
            let prospect = Prospect {
                name: &name,
                domain: &domain,
            };
            let from = ImportedFrom::Azure;
            insert_imported(tx, admin.scope, prospect, from, &domain, now)?;
        }
        Ok(())
    });
}

/// Two partners with something in every state, over six weeks.
async fn everything(app: &TestApp) -> Pair {
    let pair = app.pair().await;
    let fabrikam = app.partner("Fabrikam");
    app.partnership(&pair.provider, &fabrikam);
    for company in [&pair.reseller, &pair.provider] {
        import(app, company, 3);
    }
    let begin = app.now();
    for (later, round) in [(0, "a"), (20, "b"), (41, "c")] {
        to(app, begin.plus(Duration::days(later)));
        let seller = sign_in(app, &pair.reseller).await;
        let distributor = sign_in(app, &pair.provider).await;
        for (who, visitor) in [("s", &seller), ("d", &distributor)] {
            let hand_out = async |what: &str, more: &[(&str, &str)]| {
                let named = Named::new(&format!("{what}{who}{round}"));
                let link = visitor.hand_out(app.paths(), named.asked(), more).await;
                (link, named)
            };
            let (link, named) = hand_out("accepted", &[("channel", "referral")]).await;
            app.accept(&link, &named.recipient).await;
            let (link, _) = hand_out("declined", &[("channel", "referral")]).await;
            decline(app, &link).await;
            hand_out(
                "ready",
                &[("channel", "own_marketing"), ("expires_in", "3")],
            )
            .await;
            hand_out("long", &[("expires_in", "30")]).await;
            let named = Named::new(&format!("draft{who}{round}"));
            visitor.draft(app.paths(), named.asked(), &[]).await;
            let named = Named::new(&format!("sent{who}{round}"));
            let draft = visitor.draft(app.paths(), named.asked(), &[]).await;
            visitor.submit(&draft, "Send now", &[]).await.expect(303);
            let named = Named::new(&format!("revoked{who}{round}"));
            let draft = visitor.draft(app.paths(), named.asked(), &[]).await;
            let pressed = visitor.press(&draft, "Revoke this invitation", &[]);
            pressed.await.expect(200);
        }
        let joint = Named::new(&format!("joint{round}"));
        let reseller = pair.reseller.id.to_string();
        let more = [("reseller", reseller.as_str())];
        let link = distributor
            .hand_out(app.paths(), joint.asked(), &more)
            .await;
        app.accept(&link, &joint.recipient).await;
        if round == "b" {
            app::runner(&app.parts).drain().await;
        }
    }
    app.mails().await;
    pair
}

/// How many rows the list at this address has, over all its pages.
pub(crate) async fn walked(visitor: &Visitor, address: &str) -> usize {
    let mut page = visitor.open(address).await.expect(200);
    let mut count = 0;
    loop {
        let is_of_list = |caption: &str| {
            let tables = page.texts("table.list caption");
            tables
                .first()
                .is_some_and(|first| first.starts_with(caption))
        };
        if ["Customers", "Invitations", "Activity", "Subscriptions"]
            .iter()
            .any(|list| is_of_list(list))
        {
            count += page.table("").rows.len();
        }
        if !page.has_link("Next") {
            return count;
        }
        assert!(count < 10_000, "{address} goes round in circles");
        page = visitor.click(&page, "Next").await.expect(200);
    }
}

#[actix_web::test]
async fn every_figure_of_the_dashboard_is_the_number_of_its_rows() {
    let app = TestApp::start();
    let pair = everything(&app).await;
    let now = app.now();
    let month = Timestamp::parse(&format!("{}-01T00:00:00Z", &now.rfc3339()[..7])).unwrap();
    for (company, across) in [
        (&pair.reseller, ("Indirect providers", "1")),
        (&pair.provider, ("Indirect resellers", "2")),
    ] {
        let visitor = sign_in(&app, company).await;
        let home = visitor.open(&app.paths().home()).await.expect(200);
        let rows = rows(&app, company);
        let count = |keep: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| keep(row)).count();
        let is_waiting = |row: &Row| {
            matches!(row.state, State::Ready | State::Sent)
                && row.expires_at.is_some_and(|at| at > now)
        };
        let since_month = |row: &Row| row.answered_at.is_some_and(|at| at >= month);
        let waiting = count(&is_waiting);
        assert!(waiting > 0 && count(&|row| row.state == State::Expired) > 0);
        let over = |row: &Row| matches!(row.state, State::Ready | State::Sent) && !is_waiting(row);
        assert!(count(&over) > 0, "some are over that nobody has ended");
        let partner = company.id;
        let entries = |standing: &str| {
            let of = format!(
                "customer_entries WHERE standing = '{standing}' AND partner_id = '{partner}'"
            );
            usize::try_from(app.count(&of)).unwrap()
        };
        let expected = [
            ("Customers", "Connected", entries("connected")),
            (
                "Customers",
                "Imported, no relationship yet",
                entries("imported"),
            ),
            ("Invitations", "Waiting for an answer", waiting),
            (
                "Invitations",
                "Accepted this month",
                count(&|row| row.state == State::Accepted && since_month(row)),
            ),
            (
                "Invitations",
                "Declined this month",
                count(&|row| row.state == State::Declined && since_month(row)),
            ),
            (
                "Invitations",
                "Drafts",
                count(&|row| row.state == State::Draft),
            ),
            (
                across.0,
                "Asked, no answer yet",
                count(&|row| is_waiting(row) && row.entry.is_none()),
            ),
        ];
        for (tile, label, number) in expected {
            assert_eq!(
                figure(&home, tile, label),
                number.to_string(),
                "{tile}: {label}"
            );
        }
        assert_eq!(figure(&home, across.0, "Active"), across.1);
        assert_eq!(beside(&home, "Invitations"), format!("{waiting} open"));
        // Where a figure leads are as many rows as it says.
        for ((tile, label), (number, href)) in figures(&home) {
            if label.ends_with("this month") || tile == across.0 || label.starts_with("Failed") {
                continue;
            }
            let rows = walked(&visitor, &href).await;
            assert_eq!(rows.to_string(), number, "{tile}: {label} leads to {href}");
        }
        channels(&app, &visitor, company).await;
    }
}

/// The channels' table on the dashboard and on the list says what the rows do, and leads to them.
async fn channels(app: &TestApp, visitor: &Visitor, company: &Company) {
    let rows = rows(app, company);
    let asked = |row: &&Row| !matches!(row.state, State::Draft | State::Revoked);
    for address in [app.paths().home(), app.paths().invitations()] {
        let page = visitor.open(&address).await.expect(200);
        let table = page.table("Invitations and acceptances by channel");
        for (label, channel) in [
            ("Referral", "referral"),
            ("Own marketing", "own_marketing"),
            ("Existing customer", "existing_customer"),
        ] {
            let of: Vec<&Row> = rows
                .iter()
                .filter(|row| row.channel.as_deref() == Some(channel))
                .collect();
            let accepted = of.iter().filter(|row| row.state == State::Accepted).count();
            let asked = of.iter().copied().filter(asked).count();
            assert_eq!(table.cell(label, "Asked"), asked.to_string(), "{label}");
            assert_eq!(
                table.cell(label, "Accepted"),
                accepted.to_string(),
                "{label}"
            );
            let list = format!("{}?channel={channel}", app.paths().invitations());
            assert_eq!(walked(visitor, &list).await, of.len(), "{label}");
        }
    }
}

#[actix_web::test]
async fn every_list_has_as_many_rows_as_it_says_under_every_filter() {
    let app = TestApp::start();
    let pair = everything(&app).await;
    for company in [&pair.reseller, &pair.provider] {
        let visitor = sign_in(&app, company).await;
        let partner = company.id;
        for standing in ["connected", "invited", "imported", "former"] {
            let of = format!(
                "customer_entries WHERE standing = '{standing}' AND partner_id = '{partner}'"
            );
            let expected = app.count(&of);
            let list = format!("{}?relationship={standing}&per=25", app.paths().customers());
            let page = visitor.open(&list).await.expect(200);
            let noun = if expected == 1 {
                "customer"
            } else {
                "customers"
            };
            assert!(
                page.has_text(&format!("{expected} {noun}")),
                "{standing}: {}",
                page.text()
            );
            let rows = walked(&visitor, &list).await;
            assert_eq!(i64::try_from(rows).unwrap(), expected, "{standing}");
        }
        for state in [
            "draft", "ready", "sent", "accepted", "declined", "expired", "revoked",
        ] {
            let of = format!("invitations WHERE state = '{state}' AND partner_id = '{partner}'");
            let list = format!("{}?state={state}", app.paths().invitations());
            let rows = walked(&visitor, &list).await;
            assert_eq!(i64::try_from(rows).unwrap(), app.count(&of), "{state}");
        }
        let of = format!("activity WHERE partner_id = '{partner}'");
        let rows = walked(&visitor, &app.paths().activity()).await;
        assert_eq!(i64::try_from(rows).unwrap(), app.count(&of));
    }
}

#[actix_web::test]
async fn customers_in_common_are_as_many_as_the_list_of_them_has() {
    let app = TestApp::start();
    let pair = everything(&app).await;
    let provider = sign_in(&app, &pair.provider).await;
    let page = provider.open(&app.paths().partnerships()).await.expect(200);
    let table = page.table("Indirect resellers");
    assert_eq!(table.cell("Contoso", "Customers in common"), "3");
    assert_eq!(table.cell("Fabrikam", "Customers in common"), "0");
    let list = page.link("View customers in common with Contoso");
    assert_eq!(walked(&provider, &list).await, 3);
    let reseller = sign_in(&app, &pair.reseller).await;
    let page = reseller.open(&app.paths().partnerships()).await.expect(200);
    let table = page.table("Indirect providers");
    assert_eq!(table.cell("Meridian", "Customers in common"), "3");
}

#[actix_web::test]
async fn unread_notifications_are_counted_from_the_last_that_was_read_on() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let mut links = Vec::new();
    for name in ["One", "Two", "Three"] {
        let named = Named::new(name);
        links.push((agent.hand_out(app.paths(), named.asked(), &[]).await, named));
    }
    let unread = async || {
        let page = agent.open(&app.paths().notifications()).await.expect(200);
        (beside(&page, "Notifications"), page)
    };
    assert_eq!(unread().await.0, "");
    for (number, (link, named)) in links.iter().enumerate().take(2) {
        app.pass(Duration::minutes(1));
        app.accept(link, &named.recipient).await;
        assert_eq!(unread().await.0, format!("{} unread", number + 1));
    }
    let (_, page) = unread().await;
    let (link, named) = &links[2];
    app.pass(Duration::minutes(1));
    // It comes after the page was opened on which the others are marked as read.
    app.accept(link, &named.recipient).await;
    agent
        .press(&page, "Mark all as read", &[])
        .await
        .expect(200);
    let (count, page) = unread().await;
    assert_eq!(count, "1 unread");
    assert_eq!(page.texts("ul.rows .count.new").len(), 1);
}

const ROWS: &str = "Company,Domain,Contact name,Address,Language\n\
    Adatum,adatum.example,Ana Lima,ana.lima@adatum.example,\n\
    Tailspin,tailspin.example,,bo@tailspin.example,\n\
    Tailspin again,tailspin.example,,cy@tailspin.example,\n\
    Ours,contoso.example,,eve@contoso.example,\n\
    Nothing,,,,\n\
    Wingtip,wingtip.example,,di@wingtip.example,\n";

/// Each verdict with the number that stands beside it, and how many rows it leads to.
async fn verdicts(visitor: &Visitor, page: &Page) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (label, href) in page.links() {
        if !href.contains("?verdict=") {
            continue;
        }
        let Some((name, number)) = label.strip_suffix(')').and_then(|it| it.rsplit_once(" ("))
        else {
            continue;
        };
        let list = visitor.open(&href).await.expect(200);
        let rows = list.table("Rows of the file").rows.len();
        found.push((name.to_owned(), number.parse().unwrap(), rows));
    }
    found
}

/// State, rows and rows done of the list that was pasted.
async fn uploaded(app: &TestApp, agent: &Visitor) -> [String; 3] {
    let address = app.paths().new_bulk_invitation();
    let page = agent.open(&address).await.expect(200);
    let table = page.table("Uploads so far");
    ["State", "Rows", "Done"].map(|heading| table.cell("Pasted rows", heading).to_owned())
}

#[actix_web::test]
async fn the_counts_of_a_list_are_those_of_its_rows_before_and_after_it_ran() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let preview = agent.invite_many(&app, ROWS).await;
    assert!(
        preview.has_text("3 rows will be invited"),
        "{}",
        preview.text()
    );
    let before = verdicts(&agent, &preview).await;
    assert_eq!(before[0], ("All rows".to_owned(), 6, 6));
    let of_preview = ["To be confirmed", "6", "0"];
    assert_eq!(uploaded(&app, &agent).await, of_preview);
    let sum: usize = before[1..].iter().map(|(_, number, _)| number).sum();
    assert_eq!(sum, 6);
    for (name, number, rows) in &before {
        assert_eq!(number, rows, "{name}");
    }
    let done = agent
        .confirm(&app, &preview, "Invite these companies")
        .await;
    assert!(done.has_text("3 rows invited"), "{}", done.text());
    let invited = done
        .verdicts()
        .into_iter()
        .filter(|(_, it)| it == "Invited");
    assert_eq!(invited.count(), 3);
    assert_eq!(app.count("invitations"), 3);
    for (name, number, rows) in verdicts(&agent, &done).await {
        assert_eq!(number, rows, "{name}");
    }
    assert_eq!(uploaded(&app, &agent).await, ["Done", "6", "3"]);
}

#[actix_web::test]
async fn the_counts_of_an_import_are_those_of_its_rows() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let file =
        "Name,Tenant ID,Domain\nA,1,a.example\nB,2,b.example\nA again,3,a.example\nNothing,,\n";
    let preview = agent.import(&app, file.as_bytes()).await;
    for (name, number, rows) in verdicts(&agent, &preview).await {
        assert_eq!(number, rows, "{name}");
    }
    let done = agent
        .confirm(&app, &preview, "Import these companies")
        .await;
    assert_eq!(app.count("customer_entries"), 2);
    let listed = done
        .verdicts()
        .into_iter()
        .filter(|(_, it)| it == "In your list");
    assert_eq!(listed.count(), 2);
    let page = agent.open(&app.paths().profile()).await.expect(200);
    let table = page.table("Uploads so far");
    assert_eq!(table.cell("Customers.csv", "Rows"), "4");
    assert_eq!(table.cell("Customers.csv", "Done"), "2");
}

#[actix_web::test]
async fn figures_are_of_ones_own_partner_alone() {
    let app = TestApp::start();
    everything(&app).await;
    let stranger = app.partner("Northwind");
    let visitor = app.sign_in(&stranger, Role::AdminAgent).await;
    let home = visitor.open(&app.paths().home()).await.expect(200);
    for ((tile, label), (number, _)) in figures(&home) {
        assert_eq!(number, "0", "{tile}: {label}");
    }
    assert_eq!(beside(&home, "Invitations"), "");
}
