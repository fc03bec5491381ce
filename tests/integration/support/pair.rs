//! A reseller and a provider that work together, and what each of them sees.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    db::{
        ids::{PartnershipId, UserId},
        schema::{partners, partnerships},
    },
    identity::{RelationshipKind, Role, user_by_email},
};

use super::{Asked, Company, Page, TestApp, Visitor};

/// The two, each with an Admin agent who is signed in.
pub(crate) struct Pair {
    pub(crate) reseller: Company,
    pub(crate) provider: Company,
    pub(crate) seller: Visitor,
    pub(crate) distributor: Visitor,
    pub(crate) partnership: PartnershipId,
}

/// Who asks, and with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    ResellerAlone,
    JointByReseller,
    JointByProvider,
}

impl TestApp {
    /// Contoso, a reseller, and Meridian, its provider.
    pub(crate) async fn pair(&self) -> Pair {
        let reseller = self.partner("Contoso");
        let provider = self.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
        Pair {
            partnership: self.partnership(&provider, &reseller),
            seller: self.sign_in(&reseller, Role::AdminAgent).await,
            distributor: self.sign_in(&provider, Role::AdminAgent).await,
            reseller,
            provider,
        }
    }

    /// Ends a partnership, past the site.
    pub(crate) fn end_partnership(&self, pair: &Pair) {
        let (email, now) = (pair.reseller.email(Role::GlobalAdmin), self.now());
        let by: UserId = self.read(|conn| Ok(user_by_email(conn, &email)?.unwrap().id));
        self.write(|tx| {
            let set = (
                partnerships::state.eq("ended"),
                partnerships::ended_at.eq(now),
                partnerships::ended_by.eq(by),
                partnerships::statements_version.eq("2026-11"),
            );
            diesel::update(partnerships::table.find(pair.partnership))
                .set(set)
                .execute(tx.conn())?;
            Ok(())
        });
    }

    /// Disables a partner, past the site.
    pub(crate) fn disable(&self, company: &Company) {
        self.write(|tx| {
            diesel::update(partners::table.find(company.id))
                .set(partners::status.eq("disabled"))
                .execute(tx.conn())?;
            Ok(())
        });
    }

    /// The names in a partner's list, as its staff see it.
    pub(crate) async fn listed(&self, staff: &Visitor, query: &str) -> Vec<String> {
        let address = format!("{}?{query}", self.paths().customers());
        let page = staff.open(&address).await.expect(200);
        page.texts("tbody th a")
    }
}

impl Pair {
    /// Who asks.
    pub(crate) fn asker(&self, way: Way) -> &Visitor {
        match way {
            Way::ResellerAlone | Way::JointByReseller => &self.seller,
            Way::JointByProvider => &self.distributor,
        }
    }

    /// The field that names the other partner, and its value.
    pub(crate) fn together(&self, way: Way) -> Vec<(&'static str, String)> {
        match way {
            Way::ResellerAlone => Vec::new(),
            Way::JointByReseller => vec![("provider", self.provider.id.to_string())],
            Way::JointByProvider => vec![("reseller", self.reseller.id.to_string())],
        }
    }

    /// Fills in "Invite new customers" and presses its button; the answer is not followed.
    pub(crate) async fn ask(&self, app: &TestApp, way: Way, asked: Asked<'_>) -> Page {
        let asker = self.asker(way);
        let form = asker.open(&app.paths().new_invitation()).await.expect(200);
        let (fields, together) = (asked.fields(), self.together(way));
        let typed: Vec<(&str, &str)> = fields
            .iter()
            .chain(&together)
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        asker.submit(&form, "Continue to the message", &typed).await
    }

    /// Asks and presses Done; the personalized link.
    pub(crate) async fn link(&self, app: &TestApp, way: Way, asked: Asked<'_>) -> String {
        let answer = self.ask(app, way, asked).await.expect(303);
        let asker = self.asker(way);
        let draft = asker.follow(&answer).await.expect(200);
        asker.submit(&draft, "Done", &[]).await.expect(303);
        draft.first("#link").attr("value").unwrap().to_owned()
    }
}
