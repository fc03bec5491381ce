//! What both kinds of rows take from their cells.

use crate::{
    prices::PlanCode,
    text,
    uploads::{Column, Fields, Priced, in_cell},
};

/// Most characters of a title, and of a description.
pub(super) const TITLE: usize = 300;
pub(super) const DESCRIPTION: usize = 4_000;

/// The cell of a column.
pub(super) fn cell(fields: &Fields, column: Priced) -> &str {
    fields.get(Column::Of(column)).trim()
}

/// A title, cut where nobody reads on.
pub(super) fn title(fields: &Fields, column: Priced, what: &str) -> Result<String, String> {
    text::line(cell(fields, column), TITLE, "a title").map_err(in_cell(what))
}

/// Lines become one, and what is too long is cut: nothing depends on it.
pub(super) fn description(fields: &Fields) -> String {
    crate::uploads::shown(cell(fields, Priced::Description), DESCRIPTION)
}

/// The plan that a row names.
pub(super) fn code(fields: &Fields) -> Result<PlanCode, String> {
    PlanCode::of(cell(fields, Priced::ProductId), cell(fields, Priced::SkuId))
}
