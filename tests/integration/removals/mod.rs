//! Removing: what is said beforehand, what may end with it, the report that is kept, and where those who left are found.

mod former;
mod partnership;
mod races;
mod report;
mod ticks;

use crate::{
    licenses::Hall,
    support::{Page, TestApp, Visitor},
};

pub(crate) const STATED: [(&str, &str); 2] =
    [("statements", "made"), ("confirm_domain", "adatum.example")];
pub(crate) const REMOVE: &str = "Remove relationship with Adatum";

/// The page that asks, as somebody of Meridian or Contoso sees it.
async fn asked(hall: &Hall, who: &Visitor) -> Page {
    let address = hall.app().paths().removal(hall.customer.uuid());
    who.open(&address).await.expect(200)
}

/// Removes it, with this beside the statements.
async fn remove(hall: &Hall, who: &Visitor, more: &[(&str, &str)]) -> Page {
    let page = asked(hall, who).await;
    let typed = [&STATED[..], more].concat();
    who.submit(&page, REMOVE, &typed).await.expect(303)
}

fn report(hall: &Hall) -> String {
    hall.app().paths().removal_report(hall.customer.uuid())
}

fn report_csv(hall: &Hall) -> String {
    hall.app().paths().removal_report_csv(hall.customer.uuid())
}

/// The cells of a file, without its heading.
fn cells(file: &Page) -> Vec<Vec<String>> {
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let body = file.body.strip_prefix('\u{FEFF}').unwrap_or(&file.body);
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        row.iter().map(str::to_owned).collect()
    });
    rows.collect()
}

/// Of each line that is no statement: what became of it, what it is, its name, and how it was.
fn told(file: &Page) -> Vec<[String; 4]> {
    let rows = cells(file).into_iter().filter(|row| row[5] != "Stated");
    rows.map(|row| {
        [
            row[5].clone(),
            row[6].clone(),
            row[8].clone(),
            row[9].clone(),
        ]
    })
    .collect()
}

/// How many reports are kept, and how many relationships are active.
fn kept(app: &TestApp) -> (i64, i64) {
    let active = app.count("relationships WHERE state = 'active'");
    (app.count("removal_reports"), active)
}
