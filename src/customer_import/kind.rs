//! The import as a kind of upload: which files it reads, what comes of a row, and how rows are carried out.

use serde::{Deserialize, Serialize};

use super::events::CustomersImported;
use crate::{
    activity::{self, By},
    customers::{self, Entry, ImportedFrom, Prospect, Standing},
    db::{self, Tx, types::Timestamp},
    domains::{ConsentRules, SharedDomains},
    identity::{self, CustomerManager, Scope},
    paths::Paths,
    text,
    uploads::{
        self, About, Batch, BatchRow, CarriedOut, CarryOut, Column, Fields, Known, Outcome, Place,
        RowState, Seen, Upload, Verdict, Words, in_cell,
    },
};

/// Files that the Microsoft portals export.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CustomerImport;

/// What is set once for all rows.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Settings {
    /// The portal that the file was exported from.
    pub(super) portal: ImportedFrom,
}

impl Upload for CustomerImport {
    fn kind(&self) -> &'static str {
        "import"
    }

    fn most_rows(&self) -> i32 {
        100_000
    }

    fn needs(&self) -> &'static [(Column, &'static str)] {
        &[
            (Column::Company, "the company's name"),
            (Column::Domain, "its primary domain"),
        ]
    }

    fn columns(&self) -> &'static [Column] {
        &[Column::Company, Column::Domain, Column::ExternalId]
    }

    fn expected(&self) -> &'static str {
        "Expected is the CSV file that Partner Center or the Microsoft 365 admin center exports (Microsoft ID, Company name, Primary domain name, Relationship) or that of the Azure portal (Name, Tenant ID, Domain). From Excel, use Save as, CSV UTF-8"
    }

    fn check(&self, fields: &Fields, _rules: &ConsentRules) -> Result<BatchRow, String> {
        let company = text::line(
            fields.get(Column::Company),
            text::COMPANY_MAX,
            "the company's name",
        )
        .map_err(in_cell("Company name"))?;
        let domain = text::domain(fields.get(Column::Domain)).map_err(in_cell("Domain"))?;
        let external_id =
            text::optional_line(fields.get(Column::ExternalId), 100).map_err(in_cell("ID"))?;
        Ok(BatchRow {
            external_id: external_id.to_lowercase(),
            ..BatchRow::sound(company, domain)
        })
    }

    fn judge(
        &self,
        tx: &mut Tx<'_>,
        about: &About<'_>,
        seen: &mut Seen,
        rows: &mut [BatchRow],
    ) -> db::Result<()> {
        let known = uploads::look_up(tx.conn(), about, seen, rows)?;
        for row in rows.iter_mut().filter(|row| row.state == RowState::Waiting) {
            if let Some(entry) = known.entry(row) {
                judge(row, entry);
            }
        }
        Ok(())
    }

    fn words(&self) -> Words {
        Words {
            name: "Import",
            done: "In your list",
            columns: ["Company", "Domain", "ID there"],
            discarded: "The upload is discarded. Nothing of it was stored.",
            has_messages: false,
        }
    }

    fn cells(&self, row: &BatchRow) -> [String; 3] {
        [&row.company, &row.domain, &row.external_id].map(String::clone)
    }

    fn link(&self, paths: &Paths, _place: Place, row: &BatchRow) -> Option<(&'static str, String)> {
        uploads::link_of_company(paths, row)
    }

    fn page(&self, paths: &Paths, place: Place) -> String {
        paths.import(place.id)
    }

    fn acts(&self, paths: &Paths, Place { id, .. }: Place) -> [String; 3] {
        [
            paths.import_confirmation(id),
            paths.import_stop(id),
            paths.import_removal(id),
        ]
    }

    fn columns_page(&self, paths: &Paths, place: Place) -> String {
        paths.import_columns(place.id)
    }

    fn start(&self, paths: &Paths, _place: Place) -> String {
        paths.profile()
    }
}

/// The verdict on a row whose company is in the list.
fn judge(row: &mut BatchRow, entry: &Entry) {
    row.entry_id = Some(entry.id);
    row.state = RowState::Left;
    row.verdict = if entry.standing == Standing::Connected {
        Verdict::Connected
    } else {
        Verdict::Known
    };
    row.why = match entry.standing {
        _ if entry.domain != row.domain => format!("As {}, {}", entry.name, entry.domain),
        Standing::Connected => String::new(),
        Standing::Former => {
            "No relationship any more; find it by that filter in the list".to_owned()
        }
        _ => entry.standing_words(),
    };
    if entry.external_id.is_none() && !row.external_id.is_empty() {
        row.state = RowState::Waiting;
        row.why = "Its ID in the other portal will be added".to_owned();
    }
}

/// Stores the rows. A company that has come into the list since the preview is left as it is.
pub(crate) struct ImportCustomers {
    /// Which domains many companies share.
    pub(crate) shared: SharedDomains,
}

impl CarryOut for ImportCustomers {
    fn upload(&self) -> &'static dyn Upload {
        &CustomerImport
    }

    fn chunk(&self) -> i64 {
        500
    }

    /// `Duplicate` when a colleague was first by a moment.
    fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        batch: &Batch,
        by: Option<&CustomerManager>,
        rows: &[BatchRow],
        now: Timestamp,
    ) -> db::Result<CarriedOut> {
        let scope = Scope::of(batch);
        let Settings { portal } = batch.settings()?;
        // What an acceptance that runs now makes of the same companies is seen here, or the other way round.
        identity::lock_partner(tx, scope)?;
        let known = Known::of(tx.conn(), scope, &self.shared, rows)?;
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in rows {
            outcomes.push(match known.entry(row) {
                Some(entry) => complete(tx, scope, portal, row, entry)?,
                None => store(tx, scope, portal, row, now)?,
            });
        }
        let is_new = |outcome: &&Outcome| outcome.verdict == Verdict::New;
        let new = outcomes.iter().filter(is_new).count();
        record(tx, batch, by, i64::try_from(new).unwrap_or(i64::MAX), now)?;
        Ok(CarriedOut {
            outcomes,
            stop: None,
        })
    }
}

fn record(
    tx: &mut Tx<'_>,
    batch: &Batch,
    by: Option<&CustomerManager>,
    new: i64,
    now: Timestamp,
) -> db::Result<()> {
    let (by, how) = match by {
        Some(by) => (by.into(), ""),
        None => (By::this_server(batch.partner_id), " on the command line"),
    };
    let imported = CustomersImported {
        of: batch.id.into(),
        new,
        from: &format!(" from {}{how}", batch.file_name),
    };
    activity::record(tx, by, &imported, now)
}

fn store(
    tx: &mut Tx<'_>,
    scope: Scope,
    portal: ImportedFrom,
    row: &BatchRow,
    now: Timestamp,
) -> db::Result<Outcome> {
    let company = Prospect {
        name: &row.company,
        domain: &row.domain,
    };
    let id = customers::insert_looked_up(tx, scope, company, portal, &row.external_id, now)?;
    Ok(Outcome {
        verdict: Verdict::New,
        why: String::new(),
        state: RowState::Done,
        entry: Some(id),
        invitation: None,
        user: None,
    })
}

/// A company of the list gets its ID in the other portal where it has none; else nothing is done.
fn complete(
    tx: &mut Tx<'_>,
    scope: Scope,
    portal: ImportedFrom,
    row: &BatchRow,
    entry: &Entry,
) -> db::Result<Outcome> {
    let mut judged = row.clone();
    judge(&mut judged, entry);
    let (mut why, mut state) = (judged.why, RowState::Skipped);
    if judged.state == RowState::Waiting {
        customers::note_other_portal(tx, scope, entry.id, portal, &row.external_id)?;
        "Its ID in the other portal was added".clone_into(&mut why);
        state = RowState::Done;
    }
    Ok(Outcome {
        verdict: judged.verdict,
        why,
        state,
        entry: Some(entry.id),
        invitation: None,
        user: None,
    })
}
