//! What people do, prepared up to the last press, so that two presses can come at the same moment.

use std::time::Duration as Pause;

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use futures_util::future::{FutureExt, LocalBoxFuture, join};
use partner_center::{
    app,
    db::{
        self, DatabaseUrl,
        schema::{invitations, partners},
    },
    identity::Role,
};

use crate::support::{Asked, Company, Pair, TestApp, Visitor, Way};

/// One press, with the status of its answer.
pub(super) type Press<'a> = LocalBoxFuture<'a, u16>;

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Reseller,
    Provider,
}

/// What is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The customer accepts the open invitation.
    Accept,
    /// The customer accepts another one, which this side began alone.
    AcceptAlone(Side),
    Decline,
    Revoke,
    NewLink,
    /// Its time runs out, and the job that ends it runs.
    Expire,
    Remove(Side),
    /// An export that names the company.
    Import(Side),
    EndPartnership(Side),
    /// The operator disables the partner.
    Disable(Side),
}

/// What stands before the two presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// An open invitation, begun in this way.
    Asked(Way),
    /// The reseller is connected alone, and an invitation begun in this way is open.
    ResellerConnected(Way),
    /// One consent has connected both; nothing is open.
    BothConnected,
}

/// How often each pair is pressed: `RACE_ROUNDS`, or a few times.
pub(super) fn rounds(app: &TestApp) -> usize {
    let usual = match app.parts.db.url() {
        DatabaseUrl::Postgres(_) => 16,
        DatabaseUrl::Sqlite(_) => 6,
    };
    let wanted = std::env::var("RACE_ROUNDS").ok();
    wanted.map_or(usual, |rounds| rounds.parse().unwrap())
}

/// Presses both. From round to round one of them comes a little later, so that the other is caught in each of its
/// moments.
pub(super) async fn at_once(round: usize, one: Press<'_>, other: Press<'_>) -> (u16, u16) {
    if round.is_multiple_of(2) {
        join(one, later(round, other)).await
    } else {
        join(later(round, one), other).await
    }
}

async fn later(round: usize, press: Press<'_>) -> u16 {
    tokio::time::sleep(Pause::from_millis((round as u64 / 2) % 6)).await;
    press.await
}

/// A reseller and a provider in one round, about one company.
pub(super) struct Scene<'a> {
    pub(super) app: &'a TestApp,
    pub(super) pair: &'a Pair,
    domain: String,
    /// Of the open invitation, and its page.
    link: String,
    page: String,
    way: Way,
}

impl<'a> Scene<'a> {
    pub(super) async fn set(
        app: &'a TestApp,
        pair: &'a Pair,
        before: Before,
        round: usize,
    ) -> Self {
        let mut scene = Self {
            app,
            pair,
            domain: format!("company-{round}.example"),
            link: String::new(),
            page: String::new(),
            way: Way::ResellerAlone,
        };
        match before {
            Before::Asked(way) => scene.ask(way).await,
            Before::ResellerConnected(way) => {
                scene.ask(Way::ResellerAlone).await;
                app.accept(&scene.link, &scene.recipient()).await;
                scene.ask(way).await;
            }
            Before::BothConnected => {
                scene.ask(Way::JointByReseller).await;
                app.accept(&scene.link, &scene.recipient()).await;
            }
        }
        scene
    }

    /// The link has five minutes left.
    pub(super) fn is_about_to_run_out(&self) {
        let soon = self.app.now().plus(Duration::minutes(5));
        self.app.write(|tx| {
            let own = invitations::table.filter(invitations::domain.eq(&self.domain));
            diesel::update(own)
                .set(invitations::expires_at.eq(soon))
                .execute(tx.conn())?;
            Ok(())
        });
    }

    fn recipient(&self) -> String {
        format!("ana@{}", self.domain)
    }

    async fn ask(&mut self, way: Way) {
        self.way = way;
        let recipient = self.recipient();
        let asked = Asked {
            company: &self.domain,
            domain: &self.domain,
            recipient: &recipient,
        };
        let answer = self.pair.ask(self.app, way, asked).await.expect(303);
        self.page = answer.location();
        let asker = self.pair.asker(way);
        let draft = asker.follow(&answer).await.expect(200);
        asker.submit(&draft, "Done", &[]).await.expect(303);
        self.link = draft.first("#link").attr("value").unwrap().to_owned();
    }

    fn company(&self, side: Side) -> &'a Company {
        match side {
            Side::Reseller => &self.pair.reseller,
            Side::Provider => &self.pair.provider,
        }
    }

    fn agent(&self, side: Side) -> &'a Visitor {
        match side {
            Side::Reseller => &self.pair.seller,
            Side::Provider => &self.pair.distributor,
        }
    }

    /// Everything up to the press.
    pub(super) async fn ready(&self, act: Act) -> Press<'a> {
        match act {
            Act::Accept => self.acceptance(&self.link).await,
            Act::AcceptAlone(side) => self.acceptance_alone(side).await,
            Act::Decline => self.refusal().await,
            Act::Revoke => self.of_invitation("Revoke this invitation").await,
            Act::NewLink => self.of_invitation("New link").await,
            Act::Expire => self.expiry(),
            Act::Remove(side) => self.removal(side).await,
            Act::Import(side) => self.import(side).await,
            Act::EndPartnership(side) => self.end_of_partnership(side).await,
            Act::Disable(side) => self.disabling(side),
        }
    }

    async fn acceptance(&self, link: &str) -> Press<'a> {
        let customer = self.app.visitor();
        let (page, code) = (self.app)
            .to_the_code(&customer, link, &self.recipient())
            .await;
        let form = page
            .form("Accept")
            .fill(&[("code", &code), ("agree", "yes")]);
        async move { customer.submit_form(form).await.status }.boxed_local()
    }

    async fn acceptance_alone(&self, side: Side) -> Press<'a> {
        let recipient = self.recipient();
        let asked = Asked {
            company: &self.domain,
            domain: &self.domain,
            recipient: &recipient,
        };
        let link = self
            .agent(side)
            .hand_out(self.app.paths(), asked, &[])
            .await;
        self.acceptance(&link).await
    }

    async fn refusal(&self) -> Press<'a> {
        let customer = self.app.visitor();
        let ask = customer.open(&self.link).await.expect(200);
        let page = customer.click(&ask, "Decline").await.expect(200);
        let form = page
            .form("Decline the invitation")
            .fill(&[("reason", "Not needed")]);
        async move { customer.submit_form(form).await.status }.boxed_local()
    }

    async fn of_invitation(&self, button: &str) -> Press<'a> {
        let asker = self.pair.asker(self.way);
        let page = asker.open(&self.page).await.expect(200);
        let form = page.form(button);
        async move { asker.submit_form(form).await.status }.boxed_local()
    }

    fn expiry(&self) -> Press<'a> {
        let app = self.app;
        async move {
            app.pass(Duration::minutes(6));
            app::runner(&app.parts).drain().await;
            303
        }
        .boxed_local()
    }

    async fn removal(&self, side: Side) -> Press<'a> {
        let agent = self.agent(side);
        let list = format!("{}?q={}", self.app.paths().customers(), self.domain);
        let list = agent.open(&list).await.expect(200);
        let record = agent.click(&list, &self.domain).await.expect(200);
        let page = agent
            .click(&record, "Remove customer relationship")
            .await
            .expect(200);
        let typed = [
            ("statements", "made"),
            ("confirm_domain", self.domain.as_str()),
            ("reason", ""),
        ];
        let button = format!("Remove relationship with {}", self.domain);
        let form = page.form(&button).fill(&typed);
        async move { agent.submit_form(form).await.status }.boxed_local()
    }

    async fn import(&self, side: Side) -> Press<'a> {
        let (app, agent, domain) = (self.app, self.agent(side), &self.domain);
        let export = format!(
            "Microsoft ID,Company name,Primary domain name,Relationship\nid-{domain},{domain},{domain},x\n"
        );
        let preview = agent.import(app, export.as_bytes()).await;
        let form = preview.form("Import these companies");
        agent.submit_form(form).await.expect(303);
        async move {
            app::runner(&app.parts).drain().await;
            303
        }
        .boxed_local()
    }

    async fn end_of_partnership(&self, side: Side) -> Press<'a> {
        let (own, other) = match side {
            Side::Reseller => (&self.pair.reseller, &self.pair.provider),
            Side::Provider => (&self.pair.provider, &self.pair.reseller),
        };
        let admin = self.app.sign_in(own, Role::GlobalAdmin).await;
        let removal = (self.app.paths()).partnership_removal(self.pair.partnership);
        let page = admin.open(&removal).await.expect(200);
        let typed = [
            ("statements", "made"),
            ("confirm_domain", other.domain.as_str()),
            ("reason", "We found another"),
        ];
        let button = format!("Remove partnership with {}", other.name);
        let form = page.form(&button).fill(&typed);
        async move { admin.submit_form(form).await.status }.boxed_local()
    }

    fn disabling(&self, side: Side) -> Press<'a> {
        let (db, partner) = (self.app.parts.db.clone(), self.company(side).id);
        async move {
            db.write(move |tx| {
                diesel::update(partners::table.find(partner))
                    .set(partners::status.eq("disabled"))
                    .execute(tx.conn())?;
                Ok::<_, db::Error>(())
            })
            .await
            .unwrap();
            303
        }
        .boxed_local()
    }
}
