//! How a partnership ends, and what stays.

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use futures_util::future::join_all;
use partner_center::{
    app,
    db::{
        ids::PartnershipId,
        schema::{grants, relationships},
        types::Timestamp,
    },
    identity::{RelationshipKind, Role},
    privileges::GrantState,
    relationships::State,
};

use crate::support::{ADATUM, Asked, Company, Page, TestApp, Visitor};

const CONTOSO: &str = "Remove partnership with Contoso";
const MERIDIAN: &str = "Remove partnership with Meridian";

const TAILSPIN: Asked<'static> = Asked {
    company: "Tailspin",
    domain: "tailspin.example",
    recipient: "bo@tailspin.example",
};
const WOODGROVE: Asked<'static> = Asked {
    company: "Woodgrove",
    domain: "woodgrove.example",
    recipient: "eva@woodgrove.example",
};

/// A provider and a reseller that work together, with their Global admins.
struct Two {
    app: TestApp,
    provider: Company,
    reseller: Company,
    partnership: PartnershipId,
}

impl Two {
    fn start() -> Self {
        let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(1_000));
        let provider = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
        let reseller = app.partner("Contoso");
        let partnership = app.partnership(&provider, &reseller);
        Self {
            app,
            provider,
            reseller,
            partnership,
        }
    }

    async fn admin(&self, company: &Company) -> Visitor {
        self.app.sign_in(company, Role::GlobalAdmin).await
    }

    async fn removal(&self, visitor: &Visitor) -> Page {
        let address = self.app.paths().partnership_removal(self.partnership);
        visitor.open(&address).await.expect(200)
    }

    /// An open joint invitation that the reseller begins.
    async fn joint(&self, of_reseller: &Visitor, ask: Asked<'_>, more: &[(&str, &str)]) -> String {
        let provider = self.provider.id.to_string();
        let mut typed = vec![("provider", provider.as_str())];
        typed.extend_from_slice(more);
        of_reseller.hand_out(self.app.paths(), ask, &typed).await
    }
}

fn confirmed(domain: &str) -> Vec<(&str, &str)> {
    vec![
        ("statements", "made"),
        ("confirm_domain", domain),
        ("reason", "We found another"),
    ]
}

/// What a removal leaves as it is: relationships, privileges, and customers in common.
type Kept = (
    Vec<(State, Option<Timestamp>)>,
    Vec<(GrantState, Timestamp, Option<Timestamp>)>,
    i64,
);

fn kept(app: &TestApp) -> Kept {
    let (relationships, grants) = app.read(|conn| {
        let relationships = relationships::table
            .order(relationships::id)
            .select((relationships::state, relationships::ended_at))
            .load(conn)?;
        let grants = grants::table
            .order(grants::id)
            .select((grants::state, grants::ends_at, grants::ended_at))
            .load(conn)?;
        Ok((relationships, grants))
    });
    (relationships, grants, app.count("joint_entries"))
}

#[actix_web::test]
async fn removing_a_partnership_keeps_every_relationship_and_privilege_and_mails_nobody() {
    let two = Two::start();
    let (app, of_reseller) = (&two.app, two.admin(&two.reseller).await);
    let privileges = [("roles", "user_administrator"), ("days", "90")];
    let link = two.joint(&of_reseller, ADATUM, &privileges).await;
    app.accept(&link, ADATUM.recipient).await;
    let before = kept(app);
    assert_eq!((before.0.len(), before.1.len(), before.2), (2, 2, 2));
    let mails = app.mails().await.len();

    let page = two.removal(&of_reseller).await;
    assert!(page.has_text("Customers in common: 1"), "{}", page.text());
    assert!(page.has_text("We act in good faith."));
    let list = of_reseller
        .press(&page, MERIDIAN, &confirmed("Meridian.example"))
        .await
        .expect(200);
    assert!(list.flash().contains("Meridian"), "{}", list.flash());
    assert!(list.has_text("No indirect providers yet"));
    assert_eq!(kept(app), before);
    assert_eq!(app.mails().await.len(), mails);
    for company in [&two.reseller, &two.provider] {
        let visitor = two.admin(company).await;
        let customers = visitor.open(&app.paths().customers()).await.expect(200);
        assert!(customers.has_link("Adatum"), "{}", customers.text());
        let activity = visitor.open(&app.paths().activity()).await.expect(200);
        assert!(activity.has_text("Partnership removed"));
        let own = company.id == two.reseller.id;
        assert_eq!(activity.has_text("We found another"), own);
        let notifications = visitor.open(&app.paths().notifications()).await.expect(200);
        assert!(!notifications.has_text("Partnership removed"));
    }
    let of_provider = two.admin(&two.provider).await;
    let page = two.removal(&of_provider).await;
    assert_eq!(page.heading(), "No active partnership");
    assert!(page.has_text("was ended by Contoso") && !page.has_text("We found another"));
}

#[actix_web::test]
async fn removal_stops_the_open_joint_invitations_of_both_and_no_others() {
    let two = Two::start();
    let app = &two.app;
    let (of_reseller, of_provider) = (
        two.admin(&two.reseller).await,
        two.admin(&two.provider).await,
    );
    let joint = two.joint(&of_reseller, ADATUM, &[]).await;
    let reseller = two.reseller.id.to_string();
    let theirs = of_provider
        .hand_out(app.paths(), TAILSPIN, &[("reseller", &reseller)])
        .await;
    let alone = of_reseller.hand_out(app.paths(), WOODGROVE, &[]).await;

    let page = two.removal(&of_reseller).await;
    let consequences = page.texts(".consequences").join(" ");
    assert!(page.has_link("Adatum"), "{consequences}");
    assert!(!consequences.contains("Tailspin") && !consequences.contains("Woodgrove"));
    assert!(consequences.contains("1 open invitation that Meridian has begun"));
    let mails = app.mails().await.len();
    let list = of_reseller
        .press(&page, MERIDIAN, &confirmed("meridian.example"))
        .await
        .expect(200);
    assert!(
        list.flash()
            .contains("2 open joint invitations were stopped")
    );

    let customer = app.visitor();
    for link in [&joint, &theirs] {
        let gone = customer.open(link).await.expect(410);
        assert_eq!(gone.heading(), "This cannot be accepted any more");
    }
    customer.open(&alone).await.expect(200);
    assert_eq!(app.mails().await.len(), mails);
    for (visitor, own, foreign) in [
        (&of_reseller, "Adatum", "Tailspin"),
        (&of_provider, "Tailspin", "Adatum"),
    ] {
        let customers = visitor.open(&app.paths().customers()).await.expect(200);
        assert!(!customers.has_link(own), "it is as before the ask");
        let activity = visitor.open(&app.paths().activity()).await.expect(200);
        let revoked = activity.table("");
        let revoked: Vec<_> = (revoked.rows.iter())
            .filter(|row| row[0].starts_with("Invitation revoked"))
            .map(|row| row[1].as_str())
            .collect();
        assert_eq!(revoked, [own]);
        assert!(!activity.has_text(foreign), "{}", activity.text());
    }
}

#[actix_web::test]
async fn removal_is_confirmed_by_the_domain_and_the_statements_and_keeps_what_was_typed() {
    let two = Two::start();
    let of_reseller = two.admin(&two.reseller).await;
    let page = two.removal(&of_reseller).await;
    let long = "x".repeat(2_000);
    for (typed, field) in [
        (
            vec![
                ("confirm_domain", "meridian.example"),
                ("reason", "DraftText"),
            ],
            "statements",
        ),
        (
            vec![
                ("statements", "made"),
                ("confirm_domain", "contoso.example"),
                ("reason", "DraftText"),
            ],
            "confirm_domain",
        ),
        (
            vec![("statements", "made"), ("reason", "DraftText")],
            "confirm_domain",
        ),
        (
            vec![
                ("statements", "made"),
                ("confirm_domain", "meridian.example"),
                ("reason", long.as_str()),
            ],
            "reason",
        ),
    ] {
        let refused = of_reseller
            .submit(&page, MERIDIAN, &typed)
            .await
            .expect(422);
        assert!(refused.field_error(field).is_some(), "{typed:?}");
        let reason = typed.iter().find(|(name, _)| *name == "reason").unwrap().1;
        assert_eq!(refused.value("reason"), reason);
    }
    let list = of_reseller
        .open(&two.app.paths().partnerships())
        .await
        .expect(200);
    assert!(list.has_text("Meridian"));
}

#[actix_web::test]
async fn removing_it_by_both_sides_at_once_ends_it_once_and_says_so() {
    let two = Two::start();
    let (of_reseller, of_provider) = (
        two.admin(&two.reseller).await,
        two.admin(&two.provider).await,
    );
    let (one, other) = (
        two.removal(&of_reseller).await,
        two.removal(&of_provider).await,
    );
    let (by_reseller, by_provider) = (confirmed("meridian.example"), confirmed("contoso.example"));
    let presses = (0..6).map(|number| {
        if number % 2 == 0 {
            of_reseller.submit(&one, MERIDIAN, &by_reseller)
        } else {
            of_provider.submit(&other, CONTOSO, &by_provider)
        }
    });
    let answers = join_all(presses).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409, 409, 409, 409, 409]);
    let late = answers.iter().find(|answer| answer.status == 409).unwrap();
    assert!(late.has_text("Nothing was changed now"), "{}", late.text());
    for visitor in [&of_reseller, &of_provider] {
        let activity = visitor.open(&two.app.paths().activity()).await.expect(200);
        let table = activity.table("");
        let removals = table
            .rows
            .iter()
            .filter(|row| row[0].starts_with("Partnership removed"));
        assert_eq!(removals.count(), 1);
    }
}

#[actix_web::test]
async fn removal_while_a_joint_acceptance_runs_comes_before_or_after_it() {
    let mut two = Two::start();
    for round in 0..6 {
        let of_reseller = two.admin(&two.reseller).await;
        let (domain, recipient) = (format!("c{round}.example"), format!("ana@c{round}.example"));
        let ask = Asked {
            company: "Company",
            domain: &domain,
            recipient: &recipient,
        };
        let link = two.joint(&of_reseller, ask, &[]).await;
        let customer = two.app.visitor();
        let (code_page, code) = two.app.to_the_code(&customer, &link, &recipient).await;
        let typed = [("code", code.as_str()), ("agree", "yes")];
        let page = two.removal(&of_reseller).await;
        let words = confirmed("meridian.example");
        let active = two.app.count("relationships");
        let (accepted, removed) = tokio::join!(
            customer.submit(&code_page, "Accept", &typed),
            of_reseller.submit(&page, MERIDIAN, &words)
        );
        assert_eq!(removed.status, 303, "{}", removed.text());
        let made = two.app.count("relationships") - active;
        match accepted.status {
            303 => assert_eq!(made, 2),
            410 => assert_eq!(made, 0),
            other => panic!("{other}: {}", accepted.text()),
        }
        two.app.pass(Duration::minutes(2));
        two.partnership = two.app.partnership(&two.provider, &two.reseller);
    }
}

#[actix_web::test]
async fn after_removal_the_two_can_work_together_again() {
    let two = Two::start();
    let (of_reseller, of_provider) = (
        two.admin(&two.reseller).await,
        two.admin(&two.provider).await,
    );
    let page = two.removal(&of_provider).await;
    of_provider
        .submit(&page, CONTOSO, &confirmed("contoso.example"))
        .await
        .expect(303);
    let link = of_reseller
        .partner_link(two.app.paths(), &two.provider)
        .await;
    let ask = of_provider.open(&link).await.expect(200);
    let list = of_provider.press(&ask, "Accept", &[]).await.expect(200);
    assert!(list.has_text("Contoso"));
    let late = of_provider
        .submit(&page, CONTOSO, &confirmed("contoso.example"))
        .await;
    late.expect(409);
    assert_eq!(two.app.count("partnerships"), 2);
}

#[actix_web::test]
async fn a_stranger_finds_no_partnership_of_two_others() {
    let two = Two::start();
    let other = two.app.partner("Fabrikam");
    let stranger = two.admin(&other).await;
    let address = two.app.paths().partnership_removal(two.partnership);
    stranger.open(&address).await.expect(404);
    stranger
        .post(&address, &confirmed("contoso.example"))
        .await
        .expect(404);
    let missing = two.app.paths().partnership_removal(PartnershipId::new());
    stranger.open(&missing).await.expect(404);
    for address in [
        two.app.paths().partnerships(),
        two.app.paths().activity(),
        two.app.paths().invitations(),
    ] {
        let page = stranger.open(&address).await.expect(200);
        assert!(!page.has_text("Contoso") && !page.has_text("Meridian"));
    }
}

#[actix_web::test]
async fn a_joint_invitation_that_ran_out_gets_no_new_link_once_the_two_have_parted() {
    let two = Two::start();
    let of_reseller = two.admin(&two.reseller).await;
    let link = two.joint(&of_reseller, ADATUM, &[]).await;
    two.app.pass(Duration::days(31));
    app::runner(&two.app.parts).drain().await;
    let of_reseller = two.admin(&two.reseller).await;
    let list = of_reseller
        .open(&two.app.paths().invitations())
        .await
        .expect(200);
    let record = of_reseller.click(&list, "Adatum").await.expect(200);
    let page = two.removal(&of_reseller).await;
    of_reseller
        .submit(&page, MERIDIAN, &confirmed("meridian.example"))
        .await
        .expect(303);
    let refused = of_reseller
        .submit(&record, "New link", &[])
        .await
        .expect(422);
    assert!(refused.error_summary()[0].contains("has ended"));
    two.app.visitor().open(&link).await.expect(410);
}

#[actix_web::test]
async fn two_that_work_together_both_ways_part_one_way_alone() {
    let app = TestApp::start();
    let kinds = [
        RelationshipKind::IndirectProvider,
        RelationshipKind::IndirectReseller,
    ];
    let (one, other) = (
        app.partner_of_kinds("Meridian", &kinds),
        app.partner_of_kinds("Contoso", &kinds),
    );
    let as_provider = app.partnership(&one, &other);
    app.partnership(&other, &one);
    let admin = app.sign_in(&one, Role::GlobalAdmin).await;
    let with = other.id.to_string();
    let with = with.as_str();
    let stopped = admin
        .hand_out(app.paths(), ADATUM, &[("reseller", with)])
        .await;
    let kept = admin
        .hand_out(app.paths(), TAILSPIN, &[("provider", with)])
        .await;
    let address = app.paths().partnership_removal(as_provider);
    let page = admin.open(&address).await.expect(200);
    assert_eq!(page.all(".consequences a").len(), 1);
    admin
        .submit(&page, CONTOSO, &confirmed("contoso.example"))
        .await
        .expect(303);
    app.visitor().open(&stopped).await.expect(410);
    app.visitor().open(&kept).await.expect(200);
}
