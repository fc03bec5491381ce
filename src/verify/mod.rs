//! Looks through the stored records for what should not be there, and says what to do about it. Reads only.
//!
//! Each check is a file of its own with one function, named in `CHECKS`. It reads `PAGE` rows at a time, so that a
//! large installation is looked through in little memory, and tells its [`Report`] how far it is and what it finds.

mod connected_entries;
mod entry_counts;
mod joint_entries;
mod relationships;
mod report;
mod shared_domains;
mod user_counts;

pub use report::{Finding, Report};

use crate::db::{self, Conn};

/// Looks through the rows of one kind.
type Check = fn(&mut Conn, &mut Report<'_>) -> db::Result<()>;

/// Every check, with what it looks through.
const CHECKS: &[(&str, Check)] = &[
    ("customers of shared domains", shared_domains::check),
    ("entries that say connected", connected_entries::check),
    ("numbers of entries", entry_counts::check),
    ("numbers of users", user_counts::check),
    ("active relationships", relationships::check),
    ("customers connected together", joint_entries::check),
];

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
