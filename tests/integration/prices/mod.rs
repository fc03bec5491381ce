//! Price lists: files become prices, whose past stays, and which nobody sees who should not.

mod command_line;
mod corrections;
mod guards;
mod in_force;
mod kept;
mod lists;
mod loading;
mod random;
mod samples;

use diesel::{QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    app,
    db::schema::{plans, prices},
    identity::{RelationshipKind, Role, Scope},
    prices::{Plan, Price},
};

use crate::support::{Company, Page, TestApp, Visitor};

/// The headings that prices of the tests have.
const HEADINGS: &str = "ProductTitle,ProductId,SkuId,SkuTitle,Publisher,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment";

/// A seller, and its Global admin.
pub(crate) struct Shop {
    pub(crate) app: TestApp,
    pub(crate) seller: Company,
    pub(crate) admin: Visitor,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let app = TestApp::start();
        let seller = app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
        let admin = app.sign_in(&seller, Role::GlobalAdmin).await;
        Self { app, seller, admin }
    }

    pub(crate) fn scope(&self) -> Scope {
        Scope::of(&self.seller)
    }

    /// Sends a file, which is not followed.
    pub(crate) async fn send(&self, file: &[u8], extent: &str) -> Page {
        let imports = self.app.paths().price_imports();
        let fields = [("extent", extent)];
        let file = Some(("prices.csv", file));
        self.admin.upload(&self.app, &imports, file, &fields).await
    }

    /// The preview of a file.
    pub(crate) async fn preview(&self, file: &[u8], extent: &str) -> Page {
        let answer = self.send(file, extent).await.expect(303);
        self.admin.settled(&answer.location()).await
    }

    /// Confirms a preview, and lets it be carried out.
    pub(crate) async fn confirm(&self, preview: &Page, typed: &[(&str, &str)]) -> Page {
        let confirmed = self
            .admin
            .submit(preview, "Change the price list", typed)
            .await
            .expect(303);
        app::runner(&self.app.parts).drain().await;
        self.admin.follow(&confirmed).await.expect(200)
    }

    /// Confirms a preview, and is told why that is not done.
    pub(crate) async fn confirm_in_vain(&self, preview: &Page, why: &str) {
        let answer = self
            .admin
            .press(preview, "Change the price list", &[])
            .await;
        assert!(answer.flash().contains(why), "{}", answer.flash());
    }

    /// Confirms a preview, and says that prices may end, where that is asked.
    pub(crate) async fn confirm_whatever_ends(&self, preview: &Page) -> Page {
        let asked = !preview.texts("[name=ends]").is_empty();
        let typed: &[_] = if asked { &[("ends", "yes")] } else { &[] };
        self.confirm(preview, typed).await
    }

    /// Loads a file to the end.
    pub(crate) async fn load(&self, file: &[u8], extent: &str) -> Page {
        let preview = self.preview(file, extent).await;
        let done = self.confirm(&preview, &[]).await;
        assert!(
            done.has_text("The price list is changed"),
            "{}",
            done.text()
        );
        done
    }

    /// All prices, in the order in which they begin.
    pub(crate) fn prices(&self) -> Vec<Price> {
        let query = prices::table.order((prices::begins_at, prices::id));
        self.app
            .read(|conn| Ok(query.select(Price::as_select()).load(conn)?))
    }

    /// All plans, by their IDs.
    pub(crate) fn plans(&self) -> Vec<Plan> {
        let query = plans::table.order((plans::product_id, plans::sku_id));
        self.app
            .read(|conn| Ok(query.select(Plan::as_select()).load(conn)?))
    }
}

/// A file of prices of one plan each: ID, cost, list price, beginning, end.
pub(crate) fn file(rows: &[(&str, &str, &str, &str, &str)]) -> Vec<u8> {
    let mut text = format!("{HEADINGS}\n");
    for (sku, cost, list, begins, ends) in rows {
        text.push_str(&format!(
            "Suite,PRODUCT01,{sku},Suite {sku},Fabrikam,P1Y,Annual,DE,EUR,{cost},{begins},{ends},License,{list},Commercial\n"
        ));
    }
    text.into_bytes()
}

/// An end that is none.
pub(crate) const OPEN: &str = "9999-11-30T23:59:59.0000000Z";
/// A beginning in the past.
pub(crate) const LONG_AGO: &str = "2024-05-01T00:00:00.0000000Z";

/// What the preview counts, such as `New 44`.
#[track_caller]
pub(crate) fn assert_counts(page: &Page, expected: &[(&str, &str)]) {
    let labels = page.texts("main dl.facts dt");
    let values = page.texts("main dl.facts dd");
    let known = [
        "New",
        "Changed",
        "Ending",
        "Staying",
        "Unreadable",
        "Repeated in the file",
        "Known here already",
    ];
    let found: Vec<(&str, &str)> = labels
        .iter()
        .zip(&values)
        .map(|(label, value)| (label.as_str(), value.as_str()))
        .filter(|(label, _)| known.contains(label))
        .collect();
    assert_eq!(found, expected, "{}", page.text());
}
