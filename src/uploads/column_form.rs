//! What a person says of a file: its encoding, the line of its headings, and what each column holds.

use encoding_rs::Encoding;

use super::{
    column::Column,
    columns::Columns,
    encodings,
    kind::Upload,
    model::{Batch, State},
    reader::{Opening, Said},
};
use crate::{
    paths::Paths,
    web::form::{Choice, FieldErrors},
};

/// The form, as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ColumnsForm {
    /// The version of the batch that its page has shown.
    pub(super) version: String,
    encoding: String,
    headings: String,
    /// What each column holds, in the order of the file.
    column: Vec<String>,
}

impl ColumnsForm {
    /// As the file is read now.
    pub(super) fn of(batch: &Batch, opening: &Opening) -> Self {
        let column = (0..opening.width()).map(|place| opening.columns.held_at(place));
        Self {
            version: batch.version.to_string(),
            encoding: opening.encoding().name().to_owned(),
            headings: opening.headings.to_string(),
            column: column
                .map(|column| column.map_or("", Column::word).to_owned())
                .collect(),
        }
    }

    /// What is said, beside what was known. Where only the encoding or the headings are others, the columns are to be found
    /// anew.
    pub(super) fn said(&self, present: &Self, upload: &dyn Upload) -> Result<Said, FieldErrors> {
        let mut errors = FieldErrors::default();
        let encoding = Encoding::for_label(self.encoding.as_bytes());
        if encoding.is_none() {
            errors.add("encoding", "Choose the encoding of the file");
        }
        let headings = self.headings.parse().ok();
        if headings.is_none() {
            errors.add("headings", "Choose the line of the headings");
        }
        let is_other_text =
            (&self.encoding, &self.headings) != (&present.encoding, &present.headings);
        let columns = if is_other_text && self.column == present.column {
            None
        } else {
            Some(errors.take("column", self.columns(upload)))
        };
        errors.or(Said {
            encoding,
            headings,
            columns,
        })
    }

    fn columns(&self, upload: &dyn Upload) -> Result<Columns, String> {
        let mut chosen: Vec<(Column, usize)> = Vec::new();
        let words = self.column.iter().enumerate();
        for (place, word) in words.filter(|(_, word)| !word.is_empty()) {
            let column = Column::of_word(word).filter(|it| upload.columns().contains(it));
            let column = column.ok_or("Choose what the columns hold")?;
            if chosen.iter().any(|(known, _)| *known == column) {
                return Err(format!(
                    "Two columns are said to hold the same: {}. Choose one of them",
                    column.label()
                ));
            }
            chosen.push((column, place));
        }
        let columns = Columns::at(&chosen);
        match columns.missing(upload.needs()) {
            missing if missing.is_empty() => Ok(columns),
            missing => Err(format!("Say which column holds {}", missing.join(" and "))),
        }
    }
}

/// One column, with its first values.
pub(crate) struct ColumnView {
    pub(crate) number: usize,
    pub(crate) heading: String,
    pub(crate) values: String,
    pub(crate) choices: Vec<Choice>,
}

/// The form on its page.
pub(crate) struct ColumnsView {
    pub(crate) action: String,
    pub(crate) version: String,
    pub(crate) encodings: Vec<Choice>,
    pub(crate) headings: Vec<Choice>,
    pub(crate) columns: Vec<ColumnView>,
    /// What every row needs and no column is known to hold.
    pub(crate) missing: String,
    pub(crate) errors: FieldErrors,
}

impl ColumnsView {
    /// Of a preview whose file is kept.
    pub(super) fn of(upload: &dyn Upload, batch: &Batch, paths: &Paths) -> Option<Self> {
        let is_kept = batch.state == State::Preview && !upload.is_strict();
        let opening = batch.opening().filter(|_| is_kept)?;
        let form = ColumnsForm::of(batch, &opening);
        Some(Self::new(
            upload,
            batch,
            &opening,
            paths,
            &form,
            FieldErrors::default(),
        ))
    }

    pub(super) fn new(
        upload: &dyn Upload,
        batch: &Batch,
        opening: &Opening,
        paths: &Paths,
        form: &ColumnsForm,
        errors: FieldErrors,
    ) -> Self {
        let columns = (0..opening.width()).map(|place| column(upload, opening, form, place));
        Self {
            action: upload.columns_page(paths, batch.place()),
            version: batch.version.to_string(),
            encodings: encoding_choices(opening, &form.encoding),
            headings: heading_choices(opening, &form.headings),
            columns: columns.collect(),
            missing: opening.missing(upload).join(" and "),
            errors,
        }
    }
}

fn column(upload: &dyn Upload, opening: &Opening, form: &ColumnsForm, place: usize) -> ColumnView {
    let present = form.column.get(place).map_or("", String::as_str);
    let each = upload.columns().iter();
    let each = each.map(|column| Choice::new(column.word(), column.label(), present));
    let heading = opening.first.get(place).filter(|_| opening.headings > 0);
    ColumnView {
        number: place + 1,
        heading: heading.cloned().unwrap_or_default(),
        values: opening
            .values
            .get(place)
            .map_or(String::new(), |it| it.join(" · ")),
        choices: std::iter::once(Choice::new("", "Is not read", present))
            .chain(each)
            .collect(),
    }
}

/// The encodings to choose from where a file is uploaded that will not be kept.
pub(crate) fn encodings_at_first(present: &str) -> Vec<Choice> {
    let found = Choice::new("", "Told by the file itself", present);
    let each = encodings::choices().map(|(name, label)| Choice::new(name, label, present));
    std::iter::once(found).chain(each).collect()
}

/// The encodings, with the one that was found even where it is a rare one.
fn encoding_choices(opening: &Opening, present: &str) -> Vec<Choice> {
    let found = opening.encoding();
    let is_listed = encodings::choices().any(|(name, _)| name == found.name());
    let rare = (!is_listed).then(|| Choice::new(found.name(), found.name(), present));
    let each = encodings::choices().map(|(name, label)| Choice::new(name, label, present));
    each.chain(rare).collect()
}

fn heading_choices(opening: &Opening, present: &str) -> Vec<Choice> {
    let none = Choice::new("0", "There are none: the first line is a row", present);
    let each = opening.rows.iter().map(|(line, text)| {
        Choice::new(&line.to_string(), format!("Line {line}: {text}"), present)
    });
    std::iter::once(none).chain(each).collect()
}
