//! Tags: given and taken on the record and in the list, which is filtered by them; a partner's own.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use futures_util::future::join_all;
use partner_center::{
    customers::{Entry, ImportedFrom, Prospect, insert_imported},
    db::{
        ids::TagId,
        schema::{customer_entries as entries, entry_tags, tags},
    },
    identity::{CustomerManager, Role, user_by_email},
};

use crate::support::{ADATUM, Asked, Company, Page, TestApp, Visitor, Way};

const FABRIKAM: Asked<'static> = Asked {
    company: "Fabrikam",
    domain: "fabrikam.example",
    recipient: "dana@fabrikam.example",
};

const TAILSPIN: Asked<'static> = Asked {
    company: "Tailspin",
    domain: "tailspin.example",
    recipient: "bo@tailspin.example",
};

/// The address of a customer's record, and the list that it stands in.
async fn record(app: &TestApp, staff: &Visitor, name: &str) -> (String, Page) {
    let list = staff.open(&app.paths().customers()).await.expect(200);
    (list.link(name), list)
}

async fn connect(app: &TestApp, agent: &Visitor, asked: Asked<'_>) {
    let link = agent.hand_out(app.paths(), asked, &[]).await;
    app.accept(&link, asked.recipient).await;
}

/// Gives a customer a tag on its page.
async fn give(staff: &Visitor, record: &str, tag: &str) -> Page {
    let page = staff.open(&format!("{record}/account/tags")).await;
    staff
        .submit(&page.expect(200), "Add tag", &[("tag", tag)])
        .await
}

/// The names and tags of the list's rows.
fn tags_of(list: &Page) -> Vec<(String, String)> {
    let table = list.table("");
    let tags = table.column("Tags").into_iter().map(str::to_owned);
    list.texts("tbody th a").into_iter().zip(tags).collect()
}

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, tags): &(&str, &str)| ((*name).to_owned(), (*tags).to_owned());
    rows.iter().map(owned).collect()
}

#[actix_web::test]
async fn a_tag_given_on_the_record_is_a_column_a_filter_and_in_the_export() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    connect(&app, &agent, FABRIKAM).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    give(&agent, &adatum, "Key account").await.expect(303);
    give(&agent, &adatum, "EDU").await.expect(303);
    give(&agent, &adatum, " key   ACCOUNT ").await.expect(303);

    let list = agent.open(&app.paths().customers()).await.expect(200);
    let all = pairs(&[("Adatum", "EDU, Key account"), ("Fabrikam", "")]);
    assert_eq!(tags_of(&list), all);
    let tag = list.first("select[name='tag'] option:nth-child(3)");
    let address = format!(
        "{}?tag={}",
        app.paths().customers(),
        tag.attr("value").unwrap()
    );
    let filtered = agent.open(&address).await.expect(200);
    assert_eq!(tags_of(&filtered), pairs(&[("Adatum", "EDU, Key account")]));
    assert!(filtered.has_text("Tag: Key account") && filtered.has_text("1 customer"));
    let file = agent
        .open(&filtered.link("Export these as CSV"))
        .await
        .expect(200);
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let rows: Vec<(String, String)> = reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| (row[0].to_owned(), row[6].to_owned()))
        .collect();
    assert_eq!(rows, pairs(&[("Adatum", "EDU; Key account")]));
    let activity = agent.open(&app.paths().activity()).await.expect(200);
    assert!(activity.has_text("tag: Key account") && activity.has_text("Tag added"));
}

#[actix_web::test]
async fn a_tag_is_given_to_those_that_are_ticked_and_taken_from_them() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    connect(&app, &agent, FABRIKAM).await;
    agent.hand_out(app.paths(), TAILSPIN, &[]).await;
    let (_, list) = record(&app, &agent, "Adatum").await;
    let boxes = list.all("input[name='entry']");
    let keys: Vec<&str> = boxes.iter().map(|one| one.attr("value").unwrap()).collect();
    assert_eq!(keys.len(), 2, "an open ask is not ticked");
    let ticked: Vec<(&str, &str)> = keys.iter().map(|key| ("entry", *key)).collect();
    let page = agent.submit(&list, "Tag those selected", &ticked).await;
    let page = page.expect(200);
    assert!(page.has_text("2 customers") && page.has_text("Adatum"));

    let press = async |button, tag| agent.press(&page, button, &[("tag", tag)]).await;
    let tagged = press("Add the tag", "EDU").await.expect(200);
    assert_eq!(
        tagged.flash(),
        "2 customers of those selected have the tag EDU."
    );
    let both = pairs(&[("Adatum", "EDU"), ("Fabrikam", "EDU")]);
    assert_eq!(tags_of(&tagged), both);
    let again = press("Add the tag", "edu").await.expect(200);
    assert_eq!(tags_of(&again), both);
    let taken = press("Take the tag off", "edu").await.expect(200);
    assert!(taken.has_text("Nothing matches"), "{}", taken.text());
    let typed = [("tag", "Nothing of that name")];
    let unknown = agent.submit(&page, "Take the tag off", &typed).await;
    let unknown = unknown.expect(422);
    assert_eq!(
        unknown.field_error("tag").as_deref(),
        Some("There is no tag named Nothing of that name")
    );
}

#[actix_web::test]
async fn a_customer_has_at_most_fifty_tags_of_fifty_characters() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    let long = "x".repeat(51);
    let refused = give(&agent, &adatum, &long).await.expect(422);
    assert_eq!(refused.value("tag"), long);
    assert!(refused.field_error("tag").unwrap().contains("at most 50"));
    let tags = format!("{adatum}/account/tags");
    for number in 0..50 {
        let tag = format!("{number:02} {}", "ü".repeat(47));
        agent.post(&tags, &[("tag", &tag)]).await.expect(303);
    }
    let refused = agent.post(&tags, &[("tag", "one more")]).await.expect(422);
    assert!(refused.field_error("tag").unwrap().contains("at most 50"));
    assert_eq!(app.count("entry_tags"), 50);
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let shown = tags_of(&list)[0].1.clone();
    assert!(shown.ends_with(" +48"), "{shown}");
}

#[actix_web::test]
async fn a_tag_is_renamed_merged_and_taken_off_all_customers_on_one_page() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    connect(&app, &agent, FABRIKAM).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    let (fabrikam, _) = record(&app, &agent, "Fabrikam").await;
    give(&agent, &adatum, "School").await.expect(303);
    give(&agent, &adatum, "EDU").await.expect(303);
    give(&agent, &fabrikam, "School").await.expect(303);
    let all = agent.open(&app.paths().tags()).await.expect(200);
    let rows = all.table("Tags");
    assert_eq!(rows.column("Tag"), ["EDU", "School"]);
    assert_eq!(rows.column("Customers"), ["1 customer", "2 customers"]);

    let school = agent.click(&all, "Rename, merge or remove School").await;
    let school = school.expect(200);
    let taken = agent.submit(&school, "Rename tag", &[("tag", "edu")]).await;
    let taken = taken.expect(422);
    assert!(taken.field_error("tag").unwrap().contains("Merge the two"));
    assert_ne!(taken.value("into"), "", "the other one is chosen");
    agent
        .submit(&school, "Rename tag", &[("tag", "Schools")])
        .await
        .expect(303);
    // Somebody who has the page from before is told, and then decides.
    let stale = agent.submit(&school, "Rename tag", &[("tag", "Colleges")]);
    let stale = stale.await.expect(422);
    assert!(stale.field_error("tag").unwrap().contains("Schools"));
    assert_eq!(stale.value("tag"), "Colleges");
    agent.submit(&stale, "Rename tag", &[]).await.expect(303);

    let merged = agent.press(&taken, "Merge the two tags", &[]).await;
    let merged = merged.expect(200).table("Tags");
    assert_eq!(merged.column("Tag"), ["EDU"]);
    assert_eq!(merged.column("Customers"), ["2 customers"]);
    let all = agent.open(&app.paths().tags()).await.expect(200);
    let edu = agent.click(&all, "Rename, merge or remove EDU").await;
    let edu = edu.expect(200);
    let gone = agent.press(&edu, "Take EDU off all customers", &[]).await;
    let gone = gone.expect(200);
    assert_eq!(gone.flash(), "The tag EDU is gone; 2 customers had it.");
    assert_eq!((app.count("tags"), app.count("entry_tags")), (0, 0));
}

/// So many prospects beside what is there.
fn import(app: &TestApp, company: &Company, many: usize) {
    let email = company.email(Role::AdminAgent);
    let now = app.now();
    app.write(|tx| {
        let user = user_by_email(tx.conn(), &email)?.unwrap().id;
        let admin = CustomerManager::for_user(tx.conn(), user)?;
        for number in 0..many {
            let domain = format!("company-{number:04}.example");
            let prospect = Prospect {
                name: &domain,
                domain: &domain,
            };
            let id = number.to_string();
            insert_imported(tx, admin.scope, prospect, ImportedFrom::Azure, &id, now)?;
        }
        Ok(())
    });
}

/// Merges the tag of a page into the one of this name.
async fn merge(staff: &Visitor, page: &Page, into: &str) -> Page {
    let names = page.texts("select[name='into'] option");
    let place = names.iter().position(|name| name == into).unwrap() + 1;
    let option = page.first(&format!("select[name='into'] option:nth-child({place})"));
    let typed = [("into", option.attr("value").unwrap())];
    staff
        .press(page, "Merge the two tags", &typed)
        .await
        .expect(200)
}

/// Gives a tag to the customers whose place in the order of domains fits; the first one is Adatum.
fn give_many(app: &TestApp, tag: &str, fits: impl Fn(usize) -> bool) {
    app.write(|tx| {
        let tag = tags::table.filter(tags::name.eq(tag)).select(tags::id);
        let tag = tag.first::<TagId>(tx.conn())?;
        let entries = entries::table
            .order(entries::domain)
            .select(Entry::as_select());
        let entries: Vec<Entry> = entries.load(tx.conn())?;
        for (_, entry) in entries.iter().enumerate().filter(|(place, _)| fits(*place)) {
            let row = (
                (
                    entry_tags::tag_id.eq(tag),
                    entry_tags::entry_id.eq(entry.id),
                ),
                entry_tags::partner_id.eq(entry.partner_id),
                entry_tags::listed.eq(entry.standing.is_listed()),
                entry_tags::name_key.eq(&entry.name_key),
                (
                    entry_tags::domain.eq(&entry.domain),
                    entry_tags::since.eq(entry.since),
                ),
            );
            let insert = diesel::insert_into(entry_tags::table).values(row);
            insert.execute(tx.conn())?;
        }
        Ok(())
    });
}

#[actix_web::test]
async fn a_tag_of_many_customers_leaves_in_steps_and_all_get_the_other_one() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    for tag in ["School", "EDU", "Old"] {
        give(&agent, &adatum, tag).await.expect(303);
    }
    import(&app, &contoso, 1_699);
    give_many(&app, "Old", |place| place > 0 && place % 2 == 0);
    give_many(&app, "School", |place| place > 0 && place < 1_300);
    give_many(&app, "EDU", |place| place >= 600);

    let all = agent.open(&app.paths().tags()).await.expect(200);
    let old = agent.click(&all, "Rename, merge or remove Old").await;
    let id = old.address.path().rsplit('/').next().unwrap().to_owned();
    let all = merge(&agent, &old.expect(200), "School").await;
    assert!(all.flash().contains("one after the other"));
    // A name that only looks like the key of the tag that leaves is free.
    give(&agent, &adatum, &id).await.expect(303);
    let all = agent.open(&app.paths().tags()).await.expect(200);
    let named = agent
        .click(&all, &format!("Rename, merge or remove {id}"))
        .await;
    let take_off = format!("Take {id} off all customers");
    let all = agent
        .press(&named.expect(200), &take_off, &[])
        .await
        .expect(200);
    assert_eq!(
        all.table("Tags").column("Tag"),
        ["EDU", "School"],
        "gone at once"
    );
    // While the rest of it is on its way, the tag that it became part of leaves as well, and its name is taken again.
    let school = agent.click(&all, "Rename, merge or remove School").await;
    merge(&agent, &school.expect(200), "EDU").await;
    give(&agent, &adatum, "School").await.expect(303);

    app.housekeep().await;
    let all = agent
        .open(&app.paths().tags())
        .await
        .expect(200)
        .table("Tags");
    assert_eq!(all.column("Tag"), ["EDU", "School"]);
    assert_eq!(all.column("Customers"), ["1,700 customers", "1 customer"]);
    assert_eq!((app.count("tags"), app.count("entry_tags")), (2, 1_701));

    let all = agent.open(&app.paths().tags()).await.expect(200);
    let edu = agent.click(&all, "Rename, merge or remove EDU").await;
    let edu = edu.expect(200);
    let gone = agent.press(&edu, "Take EDU off all customers", &[]);
    assert_eq!(
        gone.await.expect(200).flash(),
        "The tag EDU is gone; 1,700 customers had it."
    );
    app.housekeep().await;
    assert_eq!((app.count("tags"), app.count("entry_tags")), (1, 1));
}

#[actix_web::test]
async fn a_tag_that_leaves_counts_no_more_and_what_is_taken_off_meanwhile_does_not_come_back() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    import(&app, &contoso, 600);
    connect(&app, &agent, ADATUM).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    give(&agent, &adatum, "EDU").await.expect(303);
    give(&agent, &adatum, "Old").await.expect(303);
    for number in 0..48 {
        give(&agent, &adatum, &format!("Tag {number}"))
            .await
            .expect(303);
    }
    give_many(&app, "Old", |place| place > 0);
    let all = agent.open(&app.paths().tags()).await.expect(200);
    let old = agent.click(&all, "Rename, merge or remove Old").await;
    merge(&agent, &old.expect(200), "EDU").await;
    assert_eq!(
        app.count("entry_tags"),
        650,
        "Adatum, the last one, is not reached yet"
    );

    give(&agent, &adatum, "Fresh").await.expect(303);
    let page = agent.open(&format!("{adatum}/account/tags")).await;
    let page = page.expect(200);
    let taken = agent.submit(&page, "Take off EDU", &[]).await;
    taken.expect(303);
    app.housekeep().await;
    let all = agent.open(&app.paths().tags()).await.expect(200);
    let edu = all.table("Tags").column("Customers")[0].to_owned();
    assert_eq!(edu, "600 customers");
    let (_, list) = record(&app, &agent, "Adatum").await;
    let (_, tags) = tags_of(&list).remove(0);
    assert!(!tags.contains("EDU"), "{tags}");
}

#[actix_web::test]
async fn another_partner_of_the_same_customer_never_sees_a_tag() {
    let app = TestApp::start();
    let pair = app.pair().await;
    let link = pair.link(&app, Way::JointByReseller, ADATUM).await;
    app.accept(&link, ADATUM.recipient).await;
    let (adatum, _) = record(&app, &pair.seller, "Adatum").await;
    give(&pair.seller, &adatum, "Slow payer").await.expect(303);
    let all = pair.seller.open(&app.paths().tags()).await.expect(200);
    let tag = all.link("Rename, merge or remove Slow payer");
    let key = tag.rsplit('/').next().unwrap().to_owned();

    let (theirs, list) = record(&app, &pair.distributor, "Adatum").await;
    assert_eq!(theirs, adatum, "one customer, one address");
    let filtered = format!("{}?tag={key}", app.paths().customers());
    for address in [
        theirs.clone(),
        format!("{theirs}/account"),
        format!("{theirs}/account/tags"),
        format!("{theirs}/activity"),
        app.paths().tags(),
        app.paths().activity(),
        app.paths().customers_csv(),
        filtered.clone(),
    ] {
        let page = pair.distributor.open(&address).await.expect(200);
        assert!(!page.body.contains("Slow payer"), "{address}");
    }
    let headings = list.table("").headings;
    assert!(!headings.contains(&"Tags".to_owned()), "{headings:?}");
    let filtered = pair.distributor.open(&filtered).await.expect(200);
    assert!(filtered.texts("tbody th a").is_empty());
    pair.distributor.open(&tag).await.expect(404);
    let removal = format!("{theirs}/account/tags/{key}/removal");
    pair.distributor.post(&removal, &[]).await.expect(404);
    assert_eq!(app.count("entry_tags"), 1);
}

#[actix_web::test]
async fn tags_stay_after_the_relationship_and_are_no_longer_changed() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    give(&agent, &adatum, "EDU").await.expect(303);
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let tag = list.first("select[name='tag'] option:nth-child(2)");
    let tag = tag.attr("value").unwrap().to_owned();
    let removal = format!("{adatum}/relationship/removal");
    let page = agent.open(&removal).await.expect(200);
    let typed = [("statements", "made"), ("confirm_domain", "adatum.example")];
    let button = "Remove relationship with Adatum";
    agent.submit(&page, button, &typed).await.expect(303);

    let tags = format!("{adatum}/account/tags");
    let refused = agent.post(&tags, &[("tag", "x")]).await.expect(403);
    assert!(refused.has_text("takes an active reseller relationship"));
    assert!(refused.has_link("Request a reseller relationship"));
    let shown = agent.open(&tags).await.expect(200);
    assert!(shown.has_text("EDU") && !shown.has_text("Take off"));
    let list = |more: &str| format!("{}?tag={tag}{more}", app.paths().customers());
    let listed = agent.open(&list("")).await.expect(200);
    assert!(listed.texts("tbody th a").is_empty());
    let former = agent.open(&list("&relationship=former")).await.expect(200);
    assert_eq!(tags_of(&former), pairs(&[("Adatum", "EDU")]));
}

#[actix_web::test]
async fn a_tag_takes_any_role_but_that_of_a_helpdesk_agent() {
    let app = TestApp::start();
    let (contoso, agent) = app.connected(&[]).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    let helpdesk = app.sign_in(&contoso, Role::HelpdeskAgent).await;
    let page = helpdesk.open(&format!("{adatum}/account/tags")).await;
    assert!(page.expect(200).has_text("Sales agent of Contoso"));
    let tags = format!("{adatum}/account/tags");
    helpdesk.post(&tags, &[("tag", "EDU")]).await.expect(403);
    let sales = app.sign_in(&contoso, Role::SalesAgent).await;
    give(&sales, &adatum, "EDU").await.expect(303);
    let list = sales.open(&app.paths().customers()).await.expect(200);
    assert!(list.has_text("Tag those selected"), "{}", list.text());
    let list = helpdesk.open(&app.paths().customers()).await.expect(200);
    assert!(list.all("input[name='entry']").is_empty());
}

#[actix_web::test]
async fn one_tag_given_by_many_at_the_same_moment_is_one_tag() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    connect(&app, &agent, FABRIKAM).await;
    let (adatum, _) = record(&app, &agent, "Adatum").await;
    let (fabrikam, _) = record(&app, &agent, "Fabrikam").await;
    let places = [adatum, fabrikam].map(|record| format!("{record}/account/tags"));
    let presses = (0..8).map(|number| agent.post(&places[number % 2], &[("tag", "EDU")]));
    for answer in join_all(presses).await {
        answer.expect(303);
    }
    assert_eq!((app.count("tags"), app.count("entry_tags")), (1, 2));
    assert_eq!(app.count("activity WHERE action = 'tag_added'"), 2);
}
