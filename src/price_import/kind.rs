//! A price sheet as a kind of upload: which files it reads, what its pages say, and where they are.

use super::{
    cells::cell, events::PricesLoaded, headings, judging, lacking, rows, settings::Settings,
    values::Values,
};
use crate::{
    activity::{self, By},
    db::{self, Conn, Tx, types::Timestamp},
    domains::ConsentRules,
    identity::{CustomerManager, Scope},
    paths::Paths,
    prices,
    uploads::{
        self, About, Batch, BatchRow, Column, Fields, Place, Priced, Seen, Upload, Vocabulary,
        Words,
    },
};

/// A price list, an offer matrix, or a table of licenses and services.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PriceImport;

/// The one of its kind.
pub(crate) static PRICES: PriceImport = PriceImport;

impl Upload for PriceImport {
    fn kind(&self) -> &'static str {
        "prices"
    }

    fn most_rows(&self) -> i32 {
        200_000
    }

    /// Each of the three files needs others, see [`headings::Sheet::of`].
    fn needs(&self) -> &'static [(Column, &'static str)] {
        &[]
    }

    fn expected(&self) -> &'static str {
        headings::EXPECTED
    }

    /// As the whole list each part would end what stands in the others.
    fn too_large(&self) -> &'static str {
        "Split it by markets, currencies or segments: of one of them, each file that is the whole list must hold all. Or load parts as changes only"
    }

    fn vocabulary(&self) -> Vocabulary {
        headings::KNOWN
    }

    /// Nothing is guessed of what somebody will pay: a row with too many cells is refused, and headings alone tell.
    fn is_strict(&self) -> bool {
        true
    }

    fn named(&self, fields: &Fields) -> [String; 2] {
        let of = |column| cell(fields, column);
        let (product, sku) = (of(Priced::ProductId), of(Priced::SkuId));
        let code = match product.is_empty() && sku.is_empty() {
            true => String::new(),
            false => format!("{product}/{sku}"),
        };
        [of(Priced::SkuTitle).to_owned(), code]
    }

    fn check(&self, fields: &Fields, _rules: &ConsentRules) -> Result<BatchRow, String> {
        rows::check(fields)
    }

    fn judge(
        &self,
        tx: &mut Tx<'_>,
        about: &About<'_>,
        seen: &mut Seen,
        rows: &mut [BatchRow],
    ) -> db::Result<()> {
        judging::judge(tx, about, seen, rows)
    }

    fn lacking(
        &self,
        conn: &mut Conn,
        about: &About<'_>,
        seen: &Seen,
        behind: Option<&BatchRow>,
    ) -> db::Result<Vec<BatchRow>> {
        lacking::lacking(conn, about, seen, behind)
    }

    /// By how many prices it is known how many are much.
    fn finish_reading(
        &self,
        tx: &mut Tx<'_>,
        batch: &Batch,
        seen: &Seen,
        now: Timestamp,
    ) -> db::Result<()> {
        let scope = Scope::of(batch);
        let mut settings: Settings = batch.settings()?;
        for place in lacking::places(seen) {
            settings.in_force += prices::count_in_force(tx.conn(), scope, &place, now)?;
        }
        let read = uploads::find(tx.conn(), scope, self.kind(), batch.id)?;
        uploads::save_settings(tx, scope, &read.with_settings(&settings)?).map(drop)
    }

    fn words(&self) -> Words {
        Words {
            name: "Price list",
            done: "Carried out",
            columns: ["Plan", "Of what", "How much"],
            discarded: "The file is discarded. The price list is as it was.",
            has_messages: false,
        }
    }

    fn cells(&self, row: &BatchRow) -> [String; 3] {
        let [what, how_much] = match Values::of(row) {
            Ok(values) => values.cells(row),
            Err(_) => [String::new(), String::new()],
        };
        let plan = match row.domain.is_empty() {
            true => row.company.clone(),
            false => format!("{} ({})", row.company, row.domain),
        };
        [plan, what, how_much]
    }

    fn link(&self, _: &Paths, _: Place, _: &BatchRow) -> Option<(&'static str, String)> {
        None
    }

    /// What was read meanwhile was read of another list. One line of activity for all rows since the last one.
    fn ended(&self, tx: &mut Tx<'_>, batch: &Batch, now: Timestamp) -> db::Result<()> {
        prices::end_change(tx, Scope::of(batch), batch.id)?;
        let rows = uploads::untold(tx, batch.id)?;
        if rows == 0 {
            return Ok(());
        }
        let by = batch
            .run_by
            .map(|user| CustomerManager::for_user(tx.conn(), user));
        let by = match by.transpose() {
            Err(db::Error::NotFound) => None,
            by => by?,
        };
        let loaded = PricesLoaded { batch, rows };
        match &by {
            Some(by) => activity::record(tx, by, &loaded, now),
            None => activity::record(tx, By::this_server(batch.partner_id), &loaded, now),
        }
    }

    fn page(&self, paths: &Paths, place: Place) -> String {
        paths.price_import(place.id)
    }

    fn acts(&self, paths: &Paths, Place { id, .. }: Place) -> [String; 3] {
        [
            paths.price_import_confirmation(id),
            paths.price_import_stop(id),
            paths.price_import_removal(id),
        ]
    }

    fn start(&self, paths: &Paths, _: Place) -> String {
        paths.price_imports()
    }
}
