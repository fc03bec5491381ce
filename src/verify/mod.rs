//! Looks through the stored records for what should not be there, and says what to do about it. Reads only.
//!
//! Each check is a file of its own with one function, named in `CHECKS`. It reads `PAGE` rows at a time, so that a
//! large installation is looked through in little memory, and tells its [`Report`] how far it is and what it finds.

mod connected_entries;
mod entry_counts;
mod joint_entries;
mod relationships;
mod shared_domains;

use crate::{
    db::{self, Conn},
    domains::ConsentRules,
};

/// Looks through the rows of one kind.
type Check = fn(&mut Conn, &mut Report<'_>) -> db::Result<()>;

/// Every check, with what it looks through.
const CHECKS: &[(&str, Check)] = &[
    ("customers of shared domains", shared_domains::check),
    ("entries that say connected", connected_entries::check),
    ("numbers of entries", entry_counts::check),
    ("active relationships", relationships::check),
    ("customers connected together", joint_entries::check),
];

/// Rows that a check reads at once.
const PAGE: i64 = 1_000;

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
    rules: &'a ConsentRules,
    found: &'a mut dyn FnMut(Finding),
    progress: &'a mut dyn FnMut(&'static str, u64),
    check: &'static str,
    rows: u64,
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
    fn found(&mut self, what: String, to_do: &str) {
        let to_do = to_do.to_owned();
        (self.found)(Finding { what, to_do });
    }

    /// So many rows more were looked at.
    fn looked_at(&mut self, rows: usize) {
        self.rows += u64::try_from(rows).unwrap_or(u64::MAX);
        (self.progress)(self.check, self.rows);
    }
}

/// Runs every check, one after the other.
///
/// # Errors
/// When the database does not answer; what was found before has been reported.
pub fn run(conn: &mut Conn, report: &mut Report<'_>) -> db::Result<()> {
    for (name, check) in CHECKS {
        (report.check, report.rows) = (name, 0);
        check(conn, report)?;
    }
    Ok(())
}
