//! A price sheet as a kind of upload: which files it reads, what its pages say, and where they are.

use super::{events::PricesLoaded, headings, judging, rows, values::Values};
use crate::{
    activity::{self, By},
    db::{self, Conn, Tx, types::Timestamp},
    domains::ConsentRules,
    identity::{CustomerManager, Scope},
    paths::Paths,
    prices,
    uploads::{
        self, About, Batch, BatchRow, Column, Fields, Place, Seen, Upload, Vocabulary, Words,
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

    fn vocabulary(&self) -> Vocabulary {
        headings::KNOWN
    }

    /// Nothing is guessed of what somebody will pay: a row with too many cells is refused, and headings alone tell.
    fn is_strict(&self) -> bool {
        true
    }

    fn check(&self, fields: &Fields, _rules: &ConsentRules) -> Result<BatchRow, String> {
        rows::check(fields)
    }

    fn judge(
        &self,
        conn: &mut Conn,
        about: &About<'_>,
        seen: &mut Seen,
        rows: &mut [BatchRow],
    ) -> db::Result<()> {
        judging::judge(conn, about, seen, rows)
    }

    fn lacking(
        &self,
        conn: &mut Conn,
        about: &About<'_>,
        seen: &Seen,
        behind: Option<&BatchRow>,
    ) -> db::Result<Vec<BatchRow>> {
        judging::lacking(conn, about, seen, behind)
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
