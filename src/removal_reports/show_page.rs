//! A report as a page, which prints well.

use askama::Template;

use super::model::{Fate, Line, Report};
use crate::{
    db::types::Timestamp,
    identity::Layout,
    text::thousands,
    web::{address::with, csv::Mark},
};

/// Lines that the page shows; the file has them all.
pub(super) const SHOWN: i64 = 200;

/// Lines of one fate.
struct Group {
    heading: &'static str,
    /// What was stated is a sentence, and nothing more.
    is_stated: bool,
    lines: Vec<LineView>,
}

struct LineView {
    what: &'static str,
    code: String,
    name: String,
    detail: String,
    outcome: String,
}

impl Group {
    /// Those of each fate that there are, in the order of the lines.
    fn all(lines: Vec<Line>) -> Vec<Self> {
        let mut groups: Vec<(Fate, Self)> = Vec::new();
        for line in lines {
            let fate = line.fate;
            let view = LineView {
                what: line.what.label(),
                code: line.code,
                name: line.name,
                detail: line.detail,
                outcome: line.outcome,
            };
            match groups.iter_mut().find(|(known, _)| *known == fate) {
                Some((_, group)) => group.lines.push(view),
                None => groups.push((
                    fate,
                    Self {
                        heading: fate.heading(),
                        is_stated: fate == Fate::Stated,
                        lines: vec![view],
                    },
                )),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

/// Where a report stands.
pub(super) struct Around {
    /// The pages above it: what each is called, and its address.
    pub(super) crumbs: Vec<(String, String)>,
    /// What has been removed, as the beginning of a sentence.
    pub(super) what: &'static str,
    /// The file.
    pub(super) csv: String,
    /// Other reports of the same customer.
    pub(super) others: Vec<(Timestamp, String)>,
    /// What stands now, where that is otherwise than the report says.
    pub(super) now: String,
}

#[derive(Template)]
#[template(path = "removal_reports/show.html")]
pub(super) struct ShowPage {
    layout: Layout,
    around: Around,
    company: String,
    domain: String,
    at: Timestamp,
    by: String,
    reason: String,
    version: String,
    groups: Vec<Group>,
    /// Lines that are not shown, in words.
    more: String,
    plain_csv: String,
}

impl ShowPage {
    pub(super) fn new(layout: Layout, around: Around, report: Report, lines: Vec<Line>) -> Self {
        let shown = i64::try_from(lines.len()).unwrap_or(SHOWN);
        let all = i64::from(report.line_count);
        Self {
            layout,
            company: report.company,
            domain: report.domain,
            at: report.removed_at,
            by: report.by_name,
            reason: report.reason,
            version: report.statements_version.unwrap_or_default(),
            groups: Group::all(lines),
            more: match shown < all {
                true => format!(
                    "These are the first {} of {} lines. The file has all of them.",
                    thousands(shown),
                    thousands(all)
                ),
                false => String::new(),
            },
            plain_csv: Mark::without(&around.csv),
            around,
        }
    }
}

/// No report is kept.
#[derive(Template)]
#[template(path = "removal_reports/none.html")]
pub(super) struct NonePage {
    pub(super) layout: Layout,
    pub(super) crumbs: Vec<(String, String)>,
    pub(super) why: String,
    /// Where to go on: what that is called, and its address.
    pub(super) back: (&'static str, String),
}

/// The address of one report of several.
pub(super) fn of_report(address: &str, report: &Report) -> String {
    with(address, &[("report", report.id.to_string())])
}
