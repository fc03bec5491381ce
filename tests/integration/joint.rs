//! Two tiers: one invitation, one page and one consent connect the customer with a reseller and its provider.

use std::collections::BTreeMap;

use chrono::Duration;
use futures_util::future::{join, join_all};
use partner_center::{
    db::{Conn, Tx},
    identity::{RelationshipKind, Role},
};

use crate::support::{ADATUM, Asked, Company, Page, TestApp, Visitor, Way, borrowed};

/// The record of the only customer in the list.
async fn record(app: &TestApp, staff: &Visitor) -> Page {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    staff.click(&list, "Adatum").await.expect(200)
}

#[actix_web::test]
async fn one_acceptance_connects_both_and_both_see_it() {
    for way in [Way::JointByReseller, Way::JointByProvider] {
        let app = TestApp::start();
        let pair = app.pair().await;
        let link = pair.link(&app, way, ADATUM).await;
        let page = app.visitor().open(&link).await.expect(200);
        assert_eq!(
            page.texts(".asking .card h2"),
            ["Contoso", "Meridian"],
            "two cards, {way:?}"
        );
        for words in [
            "contoso.example",
            "meridian.example",
            "be named as reseller of record",
            "bill your reseller",
        ] {
            assert!(page.has_text(words), "{words}");
        }
        let receipt = app.accept(&link, ADATUM.recipient).await;
        assert_eq!(
            receipt.heading(),
            "You are now connected with Contoso and Meridian"
        );
        assert_eq!(
            (
                app.count("consents"),
                app.count("relationships"),
                app.count("customers")
            ),
            (1, 2, 1)
        );
        for (staff, kind, name) in [
            (&pair.seller, "Indirect provider", "Meridian"),
            (&pair.distributor, "Indirect reseller", "Contoso"),
        ] {
            assert_eq!(
                app.listed(staff, "relationship=connected").await,
                ["Adatum"]
            );
            let record = record(&app, staff).await;
            assert!(record.has_text("Also connected"));
            assert!(
                record.has_text(&format!("{kind} {name}")),
                "{}",
                record.text()
            );
        }
    }
}

#[actix_web::test]
async fn both_partners_are_told_by_mail_and_in_the_product() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
    app.accept(&link, ADATUM.recipient).await;
    let asker = app.mail_to(&pair.reseller.email(Role::AdminAgent)).await;
    assert_eq!(asker.subject, "Adatum accepted your invitation");
    let across = pair.provider.email(Role::GlobalAdmin);
    let letter = app.mail_to(&across).await;
    assert_eq!(letter.subject, "Adatum is now your customer");
    let contact = app.sign_in_as(&across).await;
    let told = contact.open(&app.paths().notifications()).await.expect(200);
    assert!(told.has_text("Adatum"), "{}", told.text());
    let agent = &pair.seller;
    let list = agent.open(&app.paths().invitations()).await.expect(200);
    let invitation = agent.click(&list, "Adatum").await;
    assert!(
        !invitation.has_text(&across),
        "whom the other partner told is its own affair"
    );
}

#[actix_web::test]
async fn privileges_that_are_asked_for_begin_for_both() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let provider = pair.provider.id.to_string();
    let more = [
        ("provider", provider.as_str()),
        ("roles", "directory_reader"),
    ];
    let link = pair.seller.hand_out(app.paths(), ADATUM, &more).await;
    app.accept(&link, ADATUM.recipient).await;
    assert_eq!(app.count("grants"), 2);
    for staff in [&pair.seller, &pair.distributor] {
        let record = record(&app, staff).await;
        assert!(record.has_text("One grant in force."));
    }
}

/// Makes the database refuse the relationship of the second partner, as a fault would.
fn break_second(tx: &mut Tx<'_>) -> Result<(), partner_center::db::Error> {
    use diesel::connection::SimpleConnection;
    match tx.conn() {
        Conn::Sqlite(sqlite) => sqlite.batch_execute(
            "CREATE TRIGGER fault BEFORE INSERT ON relationships WHEN new.kind = 'indirect_provider' \
             BEGIN SELECT RAISE (ABORT, 'a fault'); END",
        )?,
        Conn::Postgres(postgres) => postgres.batch_execute(
            "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'a fault'; END $$; \
             CREATE TRIGGER fault BEFORE INSERT ON relationships FOR EACH ROW \
             WHEN (new.kind = 'indirect_provider') EXECUTE FUNCTION fault()",
        )?,
    }
    Ok(())
}

fn mend(tx: &mut Tx<'_>) -> Result<(), partner_center::db::Error> {
    use diesel::connection::SimpleConnection;
    match tx.conn() {
        Conn::Sqlite(sqlite) => sqlite.batch_execute("DROP TRIGGER fault")?,
        Conn::Postgres(postgres) => {
            postgres.batch_execute("DROP TRIGGER fault ON relationships")?;
        }
    }
    Ok(())
}

#[actix_web::test]
async fn a_fault_between_the_two_relationships_leaves_neither_and_the_link_as_it_was() {
    const TABLES: &[&str] = &[
        "relationships",
        "consents",
        "customers",
        "customer_entries",
        "joint_entries",
        "grants",
        "mails",
    ];
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
    let customer = app.visitor();
    let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
    let before: Vec<i64> = TABLES.iter().map(|table| app.count(table)).collect();
    app.write(break_second);
    let accept = [("code", code.as_str()), ("agree", "yes")];
    customer.submit(&page, "Accept", &accept).await.expect(500);
    let after: Vec<i64> = TABLES.iter().map(|table| app.count(table)).collect();
    assert_eq!(after, before, "{TABLES:?}");
    app.write(mend);
    customer.submit(&page, "Accept", &accept).await.expect(303);
    assert_eq!(app.count("relationships"), 2);
}

#[actix_web::test]
async fn two_people_who_accept_at_once_make_one_consent_and_one_relationship_for_each_partner() {
    const INVITATIONS: usize = 10;
    let app = TestApp::start();
    let pair = app.pair().await;
    for number in 0..INVITATIONS {
        let domain = format!("company-{number}.example");
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &domain,
            domain: &domain,
            recipient: &recipient,
        };
        let link = pair.link(&app, Way::JointByProvider, asked).await;
        let mut presses = Vec::new();
        for _ in 0..2 {
            let person = app.visitor();
            let (page, code) = app.to_the_code(&person, &link, &recipient).await;
            app.pass(Duration::minutes(1));
            presses.push((person, page, code));
        }
        let answers = presses.iter().map(|(person, page, code)| async move {
            let typed = [("code", code.as_str()), ("agree", "yes")];
            person.submit(page, "Accept", &typed).await.status
        });
        let mut answers = join_all(answers).await;
        answers.sort_unstable();
        let is_defined = |status: &u16| matches!(status, 303 | 410);
        assert!(
            answers.contains(&303) && answers.iter().all(is_defined),
            "{answers:?}"
        );
    }
    let made = i64::try_from(INVITATIONS).unwrap();
    assert_eq!(
        (
            app.count("consents"),
            app.count("relationships"),
            app.count("joint_entries")
        ),
        (made, 2 * made, 2 * made)
    );
}

#[actix_web::test]
async fn an_import_while_the_same_company_accepts_leaves_one_entry() {
    let app = TestApp::start();
    let pair = app.pair().await;
    for number in 0..8 {
        let domain = format!("company-{number}.example");
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &domain,
            domain: &domain,
            recipient: &recipient,
        };
        let link = pair.link(&app, Way::JointByReseller, asked).await;
        let customer = app.visitor();
        let (page, code) = app.to_the_code(&customer, &link, &recipient).await;
        let export = format!(
            "Microsoft ID,Company name,Primary domain name,Relationship\n\
             00000000-0000-4000-8000-00000000000{number},{domain},{domain},Reseller\n"
        );
        let preview = pair.distributor.import(&app, export.as_bytes()).await;
        let typed = [("code", code.as_str()), ("agree", "yes")];
        let accepts = customer.submit(&page, "Accept", &typed);
        let imports = pair
            .distributor
            .confirm(&app, &preview, "Import these companies");
        let (accepted, _) = join(accepts, imports).await;
        accepted.expect(303);
        let listed = app.listed(&pair.distributor, &format!("q={domain}")).await;
        assert_eq!(listed, [domain.as_str()]);
        let connected = format!("q={domain}&relationship=connected");
        assert_eq!(app.listed(&pair.distributor, &connected).await, [domain]);
    }
}

#[actix_web::test]
async fn what_ends_between_the_code_and_accept_is_seen_in_time() {
    for ends in ["partnership", "partner"] {
        let app = TestApp::start();
        let pair = app.pair().await;
        let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
        let customer = app.visitor();
        let (page, code) = app.to_the_code(&customer, &link, ADATUM.recipient).await;
        if ends == "partnership" {
            app.end_partnership(&pair);
        } else {
            app.disable(&pair.provider);
        }
        let answer = customer
            .submit(&page, "Accept", &[("code", &code), ("agree", "yes")])
            .await
            .expect(410);
        assert!(answer.has_text("Nothing was accepted"), "{ends}");
        assert_eq!((app.count("consents"), app.count("relationships")), (0, 0));
    }
}

#[actix_web::test]
async fn each_relationship_ends_alone_and_the_other_stays() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
    app.accept(&link, ADATUM.recipient).await;
    let record_page = record(&app, &pair.seller).await;
    let removal = pair
        .seller
        .click(&record_page, "Remove customer relationship")
        .await
        .expect(200);
    assert!(removal.has_text("The relationship of Meridian with Adatum as Indirect provider"));
    let typed = [
        ("statements", "made"),
        ("confirm_domain", ADATUM.domain),
        ("reason", ""),
    ];
    pair.seller
        .submit(&removal, "Remove relationship with Adatum", &typed)
        .await
        .expect(303);
    assert!(app.listed(&pair.seller, "").await.is_empty());
    assert_eq!(app.listed(&pair.distributor, "").await, ["Adatum"]);
    let left = record(&app, &pair.distributor).await;
    assert!(
        !left.has_text("Also connected"),
        "the consent still names who agreed then"
    );
    assert_eq!(app.count("joint_entries"), 0);
}

#[actix_web::test]
async fn the_list_is_filtered_by_the_partner_across_and_exported_so() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let fabrikam = app.partner("Fabrikam");
    app.partnership(&pair.provider, &fabrikam);
    for (number, way) in [
        Way::JointByReseller,
        Way::JointByProvider,
        Way::JointByProvider,
    ]
    .into_iter()
    .enumerate()
    {
        let domain = format!("c{number}.example");
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &domain,
            domain: &domain,
            recipient: &recipient,
        };
        let link = pair.link(&app, way, asked).await;
        app.accept(&link, &recipient).await;
    }
    let alone = Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    let link = pair.distributor.hand_out(app.paths(), alone, &[]).await;
    app.accept(&link, alone.recipient).await;
    // Another reseller's customer, together with the same provider.
    let stranger = app.sign_in(&fabrikam, Role::AdminAgent).await;
    let wingtip = Asked {
        company: "Wingtip",
        domain: "wingtip.example",
        recipient: "cy@wingtip.example",
    };
    let provider = pair.provider.id.to_string();
    let together = [("provider", provider.as_str())];
    let link = stranger.hand_out(app.paths(), wingtip, &together).await;
    app.accept(&link, wingtip.recipient).await;
    let of = |company: &Company| format!("partner={}", company.id);
    let all = ["c0.example", "c1.example", "c2.example"];
    assert_eq!(
        app.listed(&pair.distributor, &of(&pair.reseller)).await,
        all
    );
    assert_eq!(app.listed(&pair.seller, &of(&pair.provider)).await, all);
    assert_eq!(
        app.listed(&pair.distributor, &of(&fabrikam)).await,
        ["Wingtip"]
    );
    let narrowed = format!("{}&q=c1", of(&pair.reseller));
    assert_eq!(
        app.listed(&pair.distributor, &narrowed).await,
        ["c1.example"]
    );
    let longer = format!("{}&q=2.exam", of(&pair.reseller));
    assert_eq!(app.listed(&pair.distributor, &longer).await, ["c2.example"]);
    let turned = format!("{}&sort=domain&dir=desc", of(&pair.reseller));
    assert_eq!(
        app.listed(&pair.distributor, &turned).await,
        ["c2.example", "c1.example", "c0.example"]
    );
    let file = format!("{}?{}", app.paths().customers_csv(), of(&pair.reseller));
    let file = pair.distributor.open(&file).await.expect(200);
    assert!(file.body.contains("c2.example") && !file.body.contains("tailspin"));
    let page = format!("{}?{}", app.paths().customers(), of(&pair.reseller));
    let page = pair.distributor.open(&page).await.expect(200);
    assert!(page.has_text("Together with: Contoso") && page.has_text("3 customers"));
}

#[actix_web::test]
async fn a_joint_list_is_paged_by_key_in_both_directions() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
    let pair = app.pair().await;
    for number in 0..27 {
        let domain = format!("c{number:02}.example");
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &domain,
            domain: &domain,
            recipient: &recipient,
        };
        let link = pair.link(&app, Way::JointByProvider, asked).await;
        app.accept(&link, &recipient).await;
    }
    let agent = &pair.distributor;
    for sort in ["name", "domain", "since"] {
        let address = format!(
            "{}?partner={}&per=25&sort={sort}",
            app.paths().customers(),
            pair.reseller.id
        );
        let first = agent.open(&address).await.expect(200);
        let second = agent.click(&first, "Next").await.expect(200);
        let (here, there) = (first.texts("tbody th a"), second.texts("tbody th a"));
        assert_eq!((here.len(), there.len()), (25, 2), "{sort}");
        // All began at one moment: the latest one that was made is the first.
        let mut expected: Vec<String> = (0..27).map(|it| format!("c{it:02}.example")).collect();
        if sort == "since" {
            expected.reverse();
        }
        assert_eq!([here.clone(), there].concat(), expected, "{sort}");
        let back = agent.click(&second, "Previous").await.expect(200);
        assert_eq!(back.texts("tbody th a"), here, "{sort}");
    }
}

#[actix_web::test]
async fn a_strangers_relationship_is_never_shown() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let (_, stranger) = app.agent_of("Fabrikam").await;
    let link = stranger.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    app.pass(Duration::minutes(2));
    // Alone, although the two work together: each has its own consent.
    let link = pair.distributor.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    app.pass(Duration::minutes(2));
    let link = pair.seller.hand_out(app.paths(), ADATUM, &[]).await;
    app.accept(&link, ADATUM.recipient).await;
    assert_eq!((app.count("customers"), app.count("relationships")), (1, 3));
    for staff in [&stranger, &pair.seller, &pair.distributor] {
        let record = record(&app, staff).await;
        assert!(!record.has_text("Also connected"));
        for name in ["Fabrikam", "Contoso", "Meridian"] {
            let own = record.texts(".company strong").contains(&name.to_owned());
            assert!(own || !record.text().contains(name), "{name} stands there");
        }
    }
}

/// Every page and file of a partner that tells of its customers, as text.
async fn all_that_is_seen(app: &TestApp, staff: &Visitor) -> BTreeMap<String, String> {
    let paths = app.paths();
    let mut seen = BTreeMap::new();
    let mut addresses = vec![
        paths.home(),
        paths.customers(),
        paths.customers_csv(),
        paths.invitations(),
        paths.activity(),
        paths.activity_csv(),
        paths.notifications(),
    ];
    for query in ["relationship=former", "q=adatum", "q=tailspin", "q=example"] {
        addresses.push(format!("{}?{query}", paths.customers()));
        addresses.push(format!("{}?{query}", paths.customers_csv()));
    }
    for address in addresses {
        let page = staff.open(&address).await.expect(200);
        let text = if page.header("content-type").starts_with("text/html") {
            page.text()
        } else {
            page.body.clone()
        };
        seen.insert(address, text);
    }
    seen
}

#[actix_web::test]
async fn working_together_gives_neither_side_anything_of_the_others_customers() {
    let app = TestApp::start();
    let reseller = app.partner("Contoso");
    let provider = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    let seller = app.sign_in(&reseller, Role::AdminAgent).await;
    let distributor = app.sign_in(&provider, Role::AdminAgent).await;
    let tailspin = Asked {
        company: "Tailspin",
        domain: "tailspin.example",
        recipient: "bo@tailspin.example",
    };
    for (staff, asked) in [(&seller, ADATUM), (&distributor, tailspin)] {
        let link = staff.hand_out(app.paths(), asked, &[]).await;
        app.accept(&link, asked.recipient).await;
    }
    app.partnership(&provider, &reseller);
    let records = [
        record_address(&app, &seller).await,
        record_address(&app, &distributor).await,
    ];
    for (staff, other, others_record) in [
        (&seller, tailspin, &records[1]),
        (&distributor, ADATUM, &records[0]),
    ] {
        for (address, text) in all_that_is_seen(&app, staff).await {
            if address.contains("q=") {
                // What was searched for stands in the field and the chip.
                assert!(!text.contains(other.domain), "{address}: {text}");
            } else {
                let text = text.to_lowercase();
                assert!(
                    !text.contains(&other.company.to_lowercase()),
                    "{address}: {text}"
                );
            }
        }
        for below in [
            "",
            "/account",
            "/privileges",
            "/activity",
            "/relationship/removal",
        ] {
            staff
                .open(&format!("{others_record}{below}"))
                .await
                .expect(404);
        }
    }
}

async fn record_address(app: &TestApp, staff: &Visitor) -> String {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    let row = list.first("tbody th a");
    row.attr("href").unwrap().to_owned()
}

#[actix_web::test]
async fn a_reseller_without_a_provider_is_told_how_to_get_one_and_invites_alone() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    assert!(form.has_text("You have no indirect provider here yet"));
    assert_eq!(form.link("Partnerships"), app.paths().partnerships());
    let link = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let page = app.visitor().open(&link).await.expect(200);
    assert_eq!(page.texts(".asking .card h2"), ["Contoso"]);
}

#[actix_web::test]
async fn nobody_invites_together_with_a_partner_it_does_not_work_with() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let stranger = app.partner_of_kind("Northwind", RelationshipKind::IndirectProvider);
    let cases = [
        ("provider", stranger.id.to_string(), "no active partnership"),
        (
            "provider",
            pair.reseller.id.to_string(),
            "no active partnership",
        ),
        (
            "provider",
            "nonsense".to_owned(),
            "None of the companies you work with fits",
        ),
    ];
    for (field, value, words) in cases {
        let form = pair.seller.open(&app.paths().new_invitation()).await;
        let fields = ADATUM.fields();
        let mut typed = borrowed(&fields);
        typed.push((field, &value));
        let answer = pair
            .seller
            .submit(&form, "Continue to the message", &typed)
            .await
            .expect(422);
        let error = answer.field_error(field).unwrap_or_default();
        assert!(error.contains(words), "{value}: {error}");
        assert_eq!(
            answer.value("company_name"),
            "Adatum",
            "nothing typed is lost"
        );
    }
    let fields = ADATUM.fields();
    let mut typed = borrowed(&fields);
    let (provider, reseller) = (pair.provider.id.to_string(), pair.reseller.id.to_string());
    typed.extend([
        ("provider", provider.as_str()),
        ("reseller", reseller.as_str()),
    ]);
    let both = pair
        .seller
        .post(&app.paths().new_invitation(), &typed)
        .await;
    both.expect(422);
    assert_eq!(app.count("invitations"), 1, "the partnership's own");
}

#[actix_web::test]
async fn a_draft_of_two_whose_partnership_has_ended_is_not_handed_out() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let answer = pair.ask(&app, Way::JointByReseller, ADATUM).await;
    let draft = pair.seller.follow(&answer).await.expect(200);
    app.end_partnership(&pair);
    for button in ["Done", "Send now"] {
        let refused = pair.seller.submit(&draft, button, &[]).await.expect(422);
        assert!(
            refused.error_summary()[0].contains("partnership with the other partner has ended"),
            "{:?}",
            refused.error_summary()
        );
    }
}

#[actix_web::test]
async fn the_row_of_a_partner_leads_to_a_form_that_has_it_chosen() {
    let app = TestApp::start();
    let pair = app.pair().await;
    for (staff, field, other) in [
        (&pair.seller, "provider", &pair.provider),
        (&pair.distributor, "reseller", &pair.reseller),
    ] {
        let id = other.id.to_string();
        let address = format!("{}?{field}={id}", app.paths().new_invitation());
        let form = staff.open(&address).await.expect(200);
        assert_eq!(form.value(field), id);
    }
}

#[actix_web::test]
async fn channels_are_counted_on_the_list_and_on_the_dashboard() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    for (number, channel) in ["referral", "referral", "existing_customer"]
        .iter()
        .enumerate()
    {
        let domain = format!("c{number}.example");
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &domain,
            domain: &domain,
            recipient: &recipient,
        };
        let link = agent
            .hand_out(app.paths(), asked, &[("channel", channel)])
            .await;
        if number == 0 {
            app.accept(&link, &recipient).await;
        }
    }
    for address in [app.paths().invitations(), app.paths().home()] {
        let page = agent.open(&address).await.expect(200);
        let table = page.table("Invitations and acceptances by channel");
        let figures = |row: &str| (table.cell(row, "Asked"), table.cell(row, "Accepted"));
        assert_eq!(figures("Referral"), ("2", "1"), "{address}");
        assert_eq!(figures("Existing customer"), ("1", "0"), "{address}");
        assert_eq!(figures("Own marketing"), ("0", "0"), "{address}");
    }
    let referred = agent
        .open(&format!("{}?channel=referral", app.paths().invitations()))
        .await
        .expect(200);
    assert_eq!(referred.texts("tbody th a").len(), 2);
}
