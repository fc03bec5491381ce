//! The routes of this slice.

use super::show;
use crate::{
    paths,
    web::routes::{Table, get},
};

/// Adds them.
pub fn routes(table: Table) -> Table {
    table.route(paths::HOME, get().to(show))
}
