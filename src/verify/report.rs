//! Where the checks report what they find.

use crate::domains::ConsentRules;

/// Rows that a check reads at once.
pub(super) const PAGE: i64 = 1_000;

/// Something that should not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found, in sentences, with the IDs of the rows.
    pub what: String,
    /// What the operator can do about it, in sentences.
    pub to_do: String,
}

/// What checks judge by, and where they report to.
pub struct Report<'a> {
    pub(super) rules: &'a ConsentRules,
    found: &'a mut dyn FnMut(Finding),
    progress: &'a mut dyn FnMut(&'static str, u64),
    pub(super) check: &'static str,
    pub(super) rows: u64,
}

impl<'a> Report<'a> {
    /// `found` takes each finding at once; `progress` what is looked through, and how many rows of it so far.
    pub fn new(
        rules: &'a ConsentRules,
        found: &'a mut dyn FnMut(Finding),
        progress: &'a mut dyn FnMut(&'static str, u64),
    ) -> Self {
        Self {
            rules,
            found,
            progress,
            check: "",
            rows: 0,
        }
    }

    /// Something was found.
    pub(super) fn found(&mut self, what: String, to_do: &str) {
        let to_do = to_do.to_owned();
        (self.found)(Finding { what, to_do });
    }

    /// So many rows more were looked at.
    pub(super) fn looked_at(&mut self, rows: usize) {
        self.rows += u64::try_from(rows).unwrap_or(u64::MAX);
        (self.progress)(self.check, self.rows);
    }
}
