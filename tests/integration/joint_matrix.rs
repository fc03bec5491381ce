//! Who asks × how it stands between the partners × what the customer is already: the page and the rows of each.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    customers::{ImportedFrom, Prospect, insert_imported},
    db::schema::{customer_entries, relationships},
    identity::Scope,
};

use crate::support::{ADATUM, Company, Pair, TestApp, Way};

/// How it stands between the partners when the customer answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Active,
    Ended,
    /// The reseller where it asks alone; otherwise the partner that did not ask.
    Disabled,
}

/// What the customer is before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Unknown,
    /// Known to both from other portals.
    Imported,
    /// Connected with the partner that asks.
    WithAsker,
    /// Connected with the other one.
    WithOther,
    /// Connected with both by one consent.
    WithBoth,
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The form says that it is a customer already.
    RefusedToAsk,
    /// The link says that the two no longer ask together.
    NoLongerTogether,
    /// The link says that a partner is no longer active.
    NoLongerActive,
    Accepted,
}

fn expected(way: Way, between: Between, before: Before) -> Outcome {
    match (way, between, before) {
        (Way::ResellerAlone, _, Before::WithAsker | Before::WithBoth) => Outcome::RefusedToAsk,
        (_, _, Before::WithBoth) => Outcome::RefusedToAsk,
        (_, Between::Disabled, _) => Outcome::NoLongerActive,
        (Way::ResellerAlone, ..) | (_, Between::Active, _) => Outcome::Accepted,
        (_, Between::Ended, _) => Outcome::NoLongerTogether,
    }
}

/// Active relationships of the reseller and of the provider, and consents.
type Rows = (i64, i64, i64);

fn rows(app: &TestApp, pair: &Pair) -> Rows {
    let active = |company: &Company| -> i64 {
        app.read(|conn| {
            Ok(relationships::table
                .filter(relationships::partner_id.eq(company.id))
                .filter(relationships::state.eq("active"))
                .count()
                .get_result(conn)?)
        })
    };
    (
        active(&pair.reseller),
        active(&pair.provider),
        app.count("consents"),
    )
}

fn entries(app: &TestApp, company: &Company) -> i64 {
    app.read(|conn| {
        Ok(customer_entries::table
            .filter(customer_entries::partner_id.eq(company.id))
            .count()
            .get_result(conn)?)
    })
}

fn import(app: &TestApp, company: &Company) {
    let (scope, now) = (Scope::of(company), app.now());
    let prospect = Prospect {
        name: "Adatum, as another portal has it",
        domain: ADATUM.domain,
    };
    app.write(|tx| insert_imported(tx, scope, prospect, ImportedFrom::Azure, "a-1", now));
}

async fn prepare(app: &TestApp, pair: &Pair, way: Way, before: Before) {
    let (asker, other) = match way {
        Way::JointByProvider => (&pair.distributor, &pair.seller),
        _ => (&pair.seller, &pair.distributor),
    };
    match before {
        Before::Unknown => {}
        Before::Imported => {
            import(app, &pair.reseller);
            import(app, &pair.provider);
        }
        Before::WithAsker | Before::WithOther => {
            let alone = if before == Before::WithAsker {
                asker
            } else {
                other
            };
            let link = alone.hand_out(app.paths(), ADATUM, &[]).await;
            app.accept(&link, ADATUM.recipient).await;
        }
        Before::WithBoth => {
            let link = pair.link(app, Way::JointByReseller, ADATUM).await;
            app.accept(&link, ADATUM.recipient).await;
        }
    }
    app.pass(Duration::minutes(5));
}

fn change(app: &TestApp, pair: &Pair, way: Way, between: Between) {
    match between {
        Between::Active => {}
        Between::Ended => app.end_partnership(pair),
        Between::Disabled => app.disable(match way {
            Way::JointByReseller => &pair.provider,
            Way::ResellerAlone | Way::JointByProvider => &pair.reseller,
        }),
    }
}

/// What a cell came to, as its visitors saw it.
async fn walk(app: &TestApp, pair: &Pair, way: Way, between: Between) -> Outcome {
    let answer = pair.ask(app, way, ADATUM).await;
    if answer.status == 422 {
        assert!(
            answer.has_text("is your customer already"),
            "{}",
            answer.text()
        );
        return Outcome::RefusedToAsk;
    }
    let asker = pair.asker(way);
    let draft = asker.follow(&answer).await.expect(200);
    asker.submit(&draft, "Done", &[]).await.expect(303);
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    change(app, pair, way, between);
    let page = app.visitor().open(&link).await;
    if page.status == 410 && page.has_text("no longer ask together") {
        return Outcome::NoLongerTogether;
    }
    if page.status == 410 && page.has_text("no longer active here") {
        return Outcome::NoLongerActive;
    }
    let receipt = app.accept(&link, ADATUM.recipient).await;
    assert!(receipt.heading().starts_with("You are now connected with"));
    Outcome::Accepted
}

async fn cell(way: Way, between: Between, before: Before) -> Result<(), String> {
    let app = TestApp::start();
    let pair = app.pair().await;
    prepare(&app, &pair, way, before).await;
    let old = rows(&app, &pair);
    let found = walk(&app, &pair, way, between).await;
    let expected = expected(way, between, before);
    let new = rows(&app, &pair);
    let right = match (found, way) {
        (Outcome::Accepted, Way::ResellerAlone) => (1, old.1, old.2 + 1),
        (Outcome::Accepted, _) => (1, 1, old.2 + 1),
        _ => old,
    };
    let whole = format!("{way:?} × {between:?} × {before:?}");
    if found != expected {
        return Err(format!("{whole}: {found:?}, not {expected:?}"));
    }
    if new != right {
        return Err(format!("{whole}: rows {new:?}, not {right:?}"));
    }
    for (company, active) in [(&pair.reseller, new.0), (&pair.provider, new.1)] {
        let entries = entries(&app, company);
        if entries > 1 || (active == 1 && entries != 1) {
            return Err(format!("{whole}: {} has {entries} entries", company.name));
        }
    }
    Ok(())
}

async fn all_of(way: Way) {
    let mut wrong = Vec::new();
    for between in [Between::Active, Between::Ended, Between::Disabled] {
        for before in [
            Before::Unknown,
            Before::Imported,
            Before::WithAsker,
            Before::WithOther,
            Before::WithBoth,
        ] {
            wrong.extend(cell(way, between, before).await.err());
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[actix_web::test]
async fn a_reseller_alone_is_answered_as_the_matrix_says() {
    all_of(Way::ResellerAlone).await;
}

#[actix_web::test]
async fn a_joint_invitation_of_a_reseller_is_answered_as_the_matrix_says() {
    all_of(Way::JointByReseller).await;
}

#[actix_web::test]
async fn a_joint_invitation_of_a_provider_is_answered_as_the_matrix_says() {
    all_of(Way::JointByProvider).await;
}
