//! Further domains of a customer: proven by a mailed code or by a record of their name servers, unique while verified.

use std::{
    net::{SocketAddr, UdpSocket},
    sync::{Arc, Mutex},
    thread,
};

use chrono::Duration;
use futures_util::future::join_all;
use partner_center::{
    customers::verified_domains,
    db::ids::CustomerId,
    domains::{ConsentRules, NameServers},
};

use crate::support::{ADATUM, Asked, Page, TestApp, Visitor};

const GLOBAL: &[(&str, &str)] = &[("roles", "global_administrator"), ("days", "90")];

/// A name server that knows the TXT records of one name.
struct NameServer {
    address: SocketAddr,
    records: Arc<Mutex<Vec<String>>>,
}

impl NameServer {
    fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: socket.local_addr().unwrap(),
            records: Arc::default(),
        };
        let records = server.records.clone();
        thread::spawn(move || {
            let mut buffer = [0_u8; 1_500];
            while let Ok((size, peer)) = socket.recv_from(&mut buffer) {
                let answer = answer(&buffer[..size], &records.lock().unwrap());
                if socket.send_to(&answer, peer).is_err() {
                    break;
                }
            }
        });
        server
    }

    fn says(&self, records: &[&str]) {
        *self.records.lock().unwrap() = records.iter().map(|it| (*it).to_owned()).collect();
    }
}

/// RFC 1035, 4.1: the head and the question as they came, and a TXT record for each text.
fn answer(question: &[u8], records: &[String]) -> Vec<u8> {
    let mut end = 12;
    while question[end] != 0 {
        end += usize::from(question[end]) + 1;
    }
    let end = end + 5;
    let count = u16::try_from(records.len()).unwrap().to_be_bytes();
    let mut answer = Vec::new();
    answer.extend_from_slice(&question[..2]);
    answer.extend_from_slice(&[0x84, 0x00, 0, 1, count[0], count[1], 0, 0, 0, 0]);
    answer.extend_from_slice(&question[12..end]);
    for record in records {
        let length = u8::try_from(record.len()).unwrap();
        answer.extend_from_slice(&[0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, length + 1, length]);
        answer.extend_from_slice(record.as_bytes());
    }
    answer
}

async fn domains(app: &TestApp, staff: &Visitor) -> Page {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    let address = format!("{}/account/domains", list.link("Adatum"));
    staff.open(&address).await.expect(200)
}

/// Adds a domain, and shows its page.
async fn add(app: &TestApp, staff: &Visitor, domain: &str) -> Page {
    let page = domains(app, staff).await;
    staff
        .press(&page, "Add domain", &[("domain", domain)])
        .await
}

async fn mail_code(staff: &Visitor, page: &Page) -> Page {
    let typed = [("mailbox", "hostmaster")];
    staff.press(page, "Mail the code", &typed).await
}

fn states(page: &Page) -> Vec<(String, String)> {
    let table = page.table("Domains");
    let domains = table.column("Domain").into_iter().map(str::to_owned);
    let states = table.column("State").into_iter().map(str::to_owned);
    domains.zip(states).collect()
}

fn verified(app: &TestApp) -> Vec<String> {
    use diesel::{QueryDsl, RunQueryDsl};
    use partner_center::db::schema::customers;
    app.read(|conn| {
        let id: CustomerId = customers::table.select(customers::id).first(conn)?;
        verified_domains(conn, &ConsentRules::default(), id)
    })
}

#[actix_web::test]
async fn a_code_mailed_to_an_administrative_address_proves_a_domain() {
    let app = TestApp::start();
    let (_, agent) = app.connected(GLOBAL).await;
    assert_eq!(verified(&app), ["adatum.example"]);
    let page = add(&app, &agent, "https://Adatum-Sales.example/")
        .await
        .expect(200);
    assert_eq!(page.heading(), "adatum-sales.example");
    assert_eq!(
        verified(&app),
        ["adatum.example"],
        "not before it is proven"
    );
    let page = mail_code(&agent, &page).await.expect(200);
    let letter = app.mail_to("hostmaster@adatum-sales.example").await;
    assert!(letter.text.contains("Contoso") && letter.text.contains("Adatum"));
    let typed = [("code", letter.code())];
    let all = agent
        .press(&page, "Verify adatum-sales.example", &typed)
        .await
        .expect(200);
    assert_eq!(
        all.flash(),
        "adatum-sales.example is verified: it belongs to Adatum."
    );
    assert!(
        states(&all)[1]
            .1
            .contains("hostmaster@adatum-sales.example")
    );
    assert_eq!(verified(&app), ["adatum.example", "adatum-sales.example"]);
}

#[actix_web::test]
async fn a_code_has_five_tries_and_ten_minutes_and_one_is_mailed_a_minute() {
    let app = TestApp::start();
    let (_, agent) = app.connected(GLOBAL).await;
    let page = add(&app, &agent, "adatum.test.example").await.expect(200);
    let page = mail_code(&agent, &page).await.expect(200);
    let soon = agent
        .submit(&page, "Mail the code", &[("mailbox", "admin")])
        .await;
    assert!(soon.expect(422).error_summary()[0].contains("less than a minute ago"));
    let code = app
        .mail_to("hostmaster@adatum.test.example")
        .await
        .code()
        .to_owned();
    let button = "Verify adatum.test.example";
    for _ in 0..5 {
        let wrong = agent
            .submit(&page, button, &[("code", "BBBBBBBB")])
            .await
            .expect(422);
        assert!(wrong.error_summary()[0].contains("not the code"));
    }
    let over = agent
        .submit(&page, button, &[("code", &code)])
        .await
        .expect(422);
    assert!(
        over.error_summary()[0].contains("no longer works"),
        "{}",
        over.text()
    );

    app.pass(Duration::minutes(1));
    let page = mail_code(&agent, &page).await.expect(200);
    let code = app
        .mail_to("hostmaster@adatum.test.example")
        .await
        .code()
        .to_owned();
    app.pass(Duration::minutes(10));
    let late = agent
        .submit(&page, button, &[("code", &code)])
        .await
        .expect(422);
    assert!(late.error_summary()[0].contains("no longer works"));
    assert_eq!(verified(&app), ["adatum.example"]);
    for _ in 2..5 {
        mail_code(&agent, &late).await.expect(200);
        app.pass(Duration::minutes(1));
    }
    let full = agent
        .submit(&late, "Mail the code", &[("mailbox", "hostmaster")])
        .await;
    assert!(
        full.expect(422)
            .field_error("mailbox")
            .unwrap()
            .contains("five codes")
    );
}

#[actix_web::test]
async fn the_tries_of_many_presses_at_once_are_counted_before_they_are_compared() {
    let app = TestApp::start();
    let (_, agent) = app.connected(GLOBAL).await;
    let page = add(&app, &agent, "adatum.test.example").await.expect(200);
    let page = mail_code(&agent, &page).await.expect(200);
    let wrong = [("code", "BBBBBBBB")];
    let presses = (0..12).map(|_| agent.submit(&page, "Verify adatum.test.example", &wrong));
    let answers = join_all(presses).await;
    let is_compared = |page: &&Page| page.has_text("This is not the code");
    assert_eq!(answers.iter().filter(is_compared).count(), 5);
}

#[actix_web::test]
async fn a_record_of_the_name_servers_proves_a_domain() {
    let server = NameServer::start();
    let app = TestApp::start_with(|parts| parts.name_servers = NameServers::At(server.address));
    let (_, agent) = app.connected(GLOBAL).await;
    let page = add(&app, &agent, "adatum.test.example").await.expect(200);
    let record = page.first("#record").attr("value").unwrap().to_owned();
    for wrong in [
        vec![],
        vec!["v=spf1 -all"],
        vec![&record[..record.len() - 1]],
    ] {
        server.says(&wrong);
        let missing = agent.submit(&page, "Look for the record", &[]).await;
        assert!(
            missing.expect(422).has_text("The record is not there yet"),
            "{wrong:?}"
        );
    }
    assert_eq!(verified(&app), ["adatum.example"]);
    server.says(&["v=spf1 -all", &record]);
    let all = agent
        .press(&page, "Look for the record", &[])
        .await
        .expect(200);
    assert!(states(&all)[1].1.contains("Verified by a DNS record"));
    assert_eq!(verified(&app), ["adatum.example", "adatum.test.example"]);
}

#[actix_web::test]
async fn a_domain_that_many_share_is_never_added() {
    let app = TestApp::start();
    let (_, agent) = app.connected(GLOBAL).await;
    for (typed, says) in [
        ("gmail.com", "gmail.com is open to everybody"),
        ("co.uk", "co.uk is open to everybody"),
        ("adatum.example", "This customer has adatum.example already"),
        ("nonsense", "Enter a domain such as"),
    ] {
        let page = domains(&app, &agent).await;
        let refused = agent
            .submit(&page, "Add domain", &[("domain", typed)])
            .await
            .expect(422);
        let error = refused.field_error("domain").unwrap();
        assert!(error.starts_with(says), "{typed}: {error}");
        assert_eq!(refused.value("domain"), typed);
    }
}

#[actix_web::test]
async fn a_domain_of_another_customer_is_told_to_nobody_who_has_not_proven_it_and_never_taken() {
    let server = NameServer::start();
    let app = TestApp::start_with(|parts| parts.name_servers = NameServers::At(server.address));
    let (_, agent) = app.connected(GLOBAL).await;
    let fabrikam = Asked {
        company: "Fabrikam",
        domain: "fabrikam.example",
        recipient: "dana@fabrikam.example",
    };
    let (_, other) = app.agent_of("Litware").await;
    let link = other.hand_out(app.paths(), fabrikam, &[]).await;
    app.accept(&link, fabrikam.recipient).await;

    let page = add(&app, &agent, "fabrikam.example").await.expect(200);
    assert!(!page.has_text("another customer"));
    let record = page.first("#record").attr("value").unwrap().to_owned();
    server.says(&[&record]);
    let taken = agent
        .submit(&page, "Look for the record", &[])
        .await
        .expect(422);
    assert!(taken.has_text("fabrikam.example belongs to another customer"));
    assert_eq!(
        app.count("customer_domains WHERE domain = 'fabrikam.example' AND state = 'verified'"),
        1
    );
}

#[actix_web::test]
async fn who_accepts_with_a_further_domain_of_a_customer_is_that_customer() {
    let server = NameServer::start();
    let app = TestApp::start_with(|parts| parts.name_servers = NameServers::At(server.address));
    let (_, agent) = app.connected(GLOBAL).await;
    let page = add(&app, &agent, "adatum-group.example").await.expect(200);
    let record = page.first("#record").attr("value").unwrap().to_owned();
    server.says(&[&record]);
    agent
        .submit(&page, "Look for the record", &[])
        .await
        .expect(303);

    let (_, other) = app.agent_of("Litware").await;
    let group = Asked {
        company: "Adatum Group",
        domain: "adatum-group.example",
        recipient: "cy@adatum-group.example",
    };
    let link = other.hand_out(app.paths(), group, &[]).await;
    app.accept(&link, group.recipient).await;
    assert_eq!(app.count("customers"), 1);
    assert_eq!(app.listed(&other, "").await, ["Adatum"]);
}

#[actix_web::test]
async fn two_customers_that_prove_one_domain_at_the_same_moment_share_it_not() {
    let server = NameServer::start();
    let app = TestApp::start_with(|parts| parts.name_servers = NameServers::At(server.address));
    let (_, agent) = app.connected(GLOBAL).await;
    let fabrikam = Asked {
        company: "Fabrikam",
        domain: "fabrikam.example",
        recipient: "dana@fabrikam.example",
    };
    let link = agent.hand_out(app.paths(), fabrikam, GLOBAL).await;
    app.accept(&link, fabrikam.recipient).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let mut pages = Vec::new();
    for name in ["Adatum", "Fabrikam"] {
        let address = format!("{}/account/domains", list.link(name));
        let page = agent.open(&address).await.expect(200);
        let typed = [("domain", "both.example")];
        pages.push(agent.press(&page, "Add domain", &typed).await.expect(200));
    }
    let records: Vec<String> = pages
        .iter()
        .map(|page| page.first("#record").attr("value").unwrap().to_owned())
        .collect();
    server.says(&[&records[0], &records[1]]);
    let presses = pages
        .iter()
        .map(|page| agent.submit(page, "Look for the record", &[]));
    let mut answers: Vec<u16> = join_all(presses).await.iter().map(|it| it.status).collect();
    answers.sort_unstable();
    assert_eq!(answers, [303, 422]);
    assert_eq!(
        app.count("customer_domains WHERE domain = 'both.example' AND state = 'verified'"),
        1
    );
}

#[actix_web::test]
async fn a_further_domain_is_taken_off_and_the_one_of_the_acceptance_stays() {
    let app = TestApp::start();
    let (_, agent) = app.connected(GLOBAL).await;
    let page = add(&app, &agent, "adatum.test.example").await.expect(200);
    let all = agent
        .press(&page, "Take adatum.test.example off", &[])
        .await
        .expect(200);
    let only = (
        "adatum.example".to_owned(),
        "Verified when the customer accepted".to_owned(),
    );
    assert_eq!(states(&all), [only]);
    add(&app, &agent, "adatum.test.example").await.expect(200);
}

#[actix_web::test]
async fn a_customer_without_a_verified_domain_is_told_how_to_get_one() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let shared = Asked {
        domain: "gmail.com",
        recipient: "ana.lima@gmail.com",
        ..ADATUM
    };
    let link = agent.hand_out(app.paths(), shared, GLOBAL).await;
    app.accept(&link, shared.recipient).await;
    let page = domains(&app, &agent).await;
    assert!(page.has_text("has no verified domain, so it can have no users here"));
    assert_eq!(verified(&app), Vec::<String>::new());
}

const FREE_MAIL: Asked<'static> = Asked {
    domain: "gmail.com",
    recipient: "ana.lima@gmail.com",
    ..ADATUM
};

/// What a record says of the customer's domain.
fn primary(page: &Page) -> String {
    let facts = page.texts("dl.facts > div");
    let mut facts = facts.iter();
    let fact = facts.find_map(|fact| fact.strip_prefix("Primary domain "));
    fact.unwrap_or_default().to_owned()
}

/// Asks Adatum for Global administrator from its record, and accepts with this address.
async fn ask_again(app: &TestApp, agent: &Visitor, recipient: &str) -> String {
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let ask = format!("{}/invitations/new", list.link("Adatum"));
    let form = agent.open(&ask).await.expect(200);
    let mut typed = vec![("recipient", recipient)];
    typed.extend_from_slice(GLOBAL);
    let draft = agent.press(&form, "Continue to the message", &typed).await;
    let draft = draft.expect(200);
    agent.submit(&draft, "Done", &[]).await.expect(303);
    draft.first("#link").attr("value").unwrap().to_owned()
}

#[actix_web::test]
async fn what_the_mailbox_that_made_an_unverified_record_accepts_further_is_kept_there() {
    let server = NameServer::start();
    let app = TestApp::start_with(|parts| parts.name_servers = NameServers::At(server.address));
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), FREE_MAIL, &[]).await;
    app.accept(&link, FREE_MAIL.recipient).await;
    let refused = domains(&app, &agent).await;
    assert!(
        refused.has_text("Adatum has granted you none"),
        "{}",
        refused.text()
    );
    // The same mailbox in another spelling.
    let link = ask_again(&app, &agent, "analima+it@gmail.com").await;
    app.accept(&link, "analima+it@gmail.com").await;
    assert_eq!(app.listed(&agent, "").await, ["Adatum"]);
    assert_eq!(app.count("customers"), 1);
    assert_eq!(app.count("customers WHERE domain_verified"), 0);

    let page = add(&app, &agent, "adatum.example").await.expect(200);
    let record = page.first("#record").attr("value").unwrap().to_owned();
    server.says(&[&record]);
    let all = agent.press(&page, "Look for the record", &[]).await;
    let users = all.expect(200);
    let users = agent.click(&users, "Adatum").await.expect(200);
    let users = agent.click(&users, "Users").await.expect(200);
    assert!(users.has_link("Add a user"), "{}", users.text());
}

#[actix_web::test]
async fn another_mailbox_grants_no_privileges_over_an_unverified_record() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let link = agent.hand_out(app.paths(), FREE_MAIL, &[]).await;
    app.accept(&link, FREE_MAIL.recipient).await;
    let (other, customer) = ("bo.lima@gmail.com", app.visitor());
    let link = ask_again(&app, &agent, other).await;
    let ask = customer.open(&link).await.expect(200);
    let person = [("name", "Bo"), ("job_title", "Owner"), ("email", other)];
    let refused = customer.submit(&ask, "Continue to accept", &person);
    let refused = refused.await.expect(422);
    assert!(refused.field_error("email").is_some());
    assert_eq!((app.count("customers"), app.count("grants")), (1, 0));
}

#[actix_web::test]
async fn a_claimed_domain_is_verified_once_it_is_proven_and_no_more_when_it_is_taken_off() {
    let server = NameServer::start();
    let app = TestApp::start_with(|parts| parts.name_servers = NameServers::At(server.address));
    let (_, agent) = app.agent_of("Contoso").await;
    let outside = Asked {
        recipient: "ana.lima@gmail.com",
        ..ADATUM
    };
    let link = agent.hand_out(app.paths(), outside, GLOBAL).await;
    app.accept(&link, outside.recipient).await;
    let home = async || {
        let list = agent.open(&app.paths().customers()).await.expect(200);
        let page = agent.click(&list, "Adatum").await.expect(200);
        (list.has_text("Not verified"), primary(&page))
    };
    let (is_doubted, domain) = home().await;
    assert!(is_doubted && domain.starts_with("adatum.example Not verified"));

    let page = add(&app, &agent, "adatum.example").await.expect(200);
    let record = page.first("#record").attr("value").unwrap().to_owned();
    server.says(&[&record]);
    let all = agent.press(&page, "Look for the record", &[]).await;
    let all = all.expect(200);
    assert_eq!(home().await, (false, "adatum.example Verified".to_owned()));

    let one = agent
        .click(&all, "Change: adatum.example")
        .await
        .expect(200);
    let off = agent.submit(&one, "Take adatum.example off", &[]).await;
    off.expect(303);
    let (is_doubted, domain) = home().await;
    assert!(is_doubted && domain.starts_with("adatum.example Not verified"));
}
