//! A file of rows, as other portals and spreadsheets write it: what it is, and its rows one by one.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8};
use serde::{Deserialize, Serialize};

use super::{
    cells::{Fields, plain, shown},
    column::Column,
    columns::Columns,
    decoding::Lines,
    encodings,
    kind::Upload,
    model::Batch,
    records::{Records, Split},
    shape::{self, Fixed, is_note},
};
use crate::db;

/// Bytes that are enough to tell what a file is.
pub(crate) const START: usize = 64 * 1024;

/// How a file is read: as it was found, or as a person has said. It is kept with the batch as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Opening {
    /// By its name in the WHATWG's list.
    encoding: String,
    split: Split,
    /// The line of the headings, or 0 where there are none.
    pub(super) headings: u32,
    pub(crate) columns: Columns,
    /// Whether a row has at most as many cells as there are headings, see [`Upload::is_strict`].
    is_strict: bool,
    /// See [`Upload::may_hold_secrets`].
    #[serde(default)]
    may_hold_secrets: bool,
    /// The cells of the headings, or of the first row where there are none.
    pub(crate) first: Vec<String>,
    /// The first values of each column, as they are shown.
    pub(super) values: Vec<Vec<String>>,
    /// The first rows as they are shown, each with its line: one of them may be that of the headings.
    pub(super) rows: Vec<(u32, String)>,
}

/// What a person has said of a file, where the program may err.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) encoding: Option<&'static Encoding>,
    /// The line of the headings, or 0 where there are none.
    pub(super) headings: Option<u32>,
    pub(super) columns: Option<Columns>,
}

/// Rows of which one may be chosen as the headings.
const ROWS_SHOWN: usize = 12;
/// Most characters of a cell that are shown.
const CELL_SHOWN: usize = 40;

impl Opening {
    pub(super) fn encoding(&self) -> &'static Encoding {
        Encoding::for_label(self.encoding.as_bytes()).unwrap_or(UTF_8)
    }

    /// What is missing of the columns that every row needs.
    pub(super) fn missing(&self, upload: &dyn Upload) -> Vec<&'static str> {
        self.columns.missing(upload.needs())
    }

    /// With these columns.
    pub(super) fn with(self, columns: Columns) -> Self {
        Self { columns, ..self }
    }

    /// Headings of columns that are not read.
    pub(crate) fn unread(&self) -> Vec<String> {
        let headings = self.first.iter().enumerate();
        let headings = headings
            .filter(|(place, _)| self.headings > 0 && self.columns.held_at(*place).is_none());
        headings.map(|(_, heading)| shown(heading, 60)).collect()
    }

    /// Whether these cells stand under their headings for certain. In a file that may hold passwords, cells that are too many
    /// or too few have moved; only where every column is read, so that none is one of passwords, the last may be left out.
    fn fit(&self, cells: &[String]) -> Result<(), &'static str> {
        let of = self.first.len();
        if !self.is_strict {
            return Ok(());
        }
        if !is_blank_from(cells, of) {
            return Err("This line has more cells than there are headings");
        }
        match cells.len() < of && self.may_hold_passwords() {
            true => Err("This row has fewer cells than the headings"),
            false => Ok(()),
        }
    }

    /// Whether a column is not read, in a file in which that may be one of passwords.
    fn may_hold_passwords(&self) -> bool {
        let mut places = 0..self.first.len();
        self.may_hold_secrets && places.any(|place| self.columns.held_at(place).is_none())
    }

    /// How it is read, without anything that stands in the file.
    pub(super) fn without_values(&self) -> Self {
        Self {
            first: Vec::new(),
            values: Vec::new(),
            rows: Vec::new(),
            ..self.clone()
        }
    }

    /// Columns of the file.
    pub(super) fn width(&self) -> usize {
        self.first.len().max(self.values.len())
    }

    /// How it is read, in words.
    pub(super) fn words(&self) -> String {
        let sign = |delimiter| match delimiter {
            ',' => "commas",
            ';' => "semicolons",
            '\t' => "tabs",
            '|' => "vertical lines",
            _ => "a sign of its own",
        };
        let cells = match self.split.inner {
            Some(inner) => format!("lines in one cell each, parted by {}", sign(inner)),
            None => format!("cells parted by {}", sign(self.split.delimiter)),
        };
        let headings = match self.headings {
            0 => "no headings".to_owned(),
            line => format!("headings in line {line}"),
        };
        format!("{}, {cells}, {headings}", encodings::label(self.encoding()))
    }
}

/// Looks at the beginning of a file, whose columns must all be known.
///
/// # Errors
/// With the sentence for the person: what this is, what was expected, and how to get it.
#[cfg(test)]
pub(crate) fn open(start: &[u8], upload: &dyn Upload) -> Result<Opening, String> {
    let opening = look(start, encodings::of_bytes(start), upload, Said::default())?;
    complete(opening, upload)
}

/// The same, unless a column is missing.
///
/// # Errors
/// With the sentence for the person.
pub(crate) fn complete(opening: Opening, upload: &dyn Upload) -> Result<Opening, String> {
    let missing = opening.missing(upload);
    if missing.is_empty() {
        return Ok(opening);
    }
    // A first line of values may hold a password.
    let says = match upload.may_hold_secrets() {
        true => String::new(),
        false => format!(", and says: {}", shown(&opening.first.join(" | "), 200)),
    };
    Err(format!(
        "No column holds {}. The first line is read as headings{says}. {}",
        missing.join(" and "),
        upload.expected(),
    ))
}

/// Looks at the beginning of a file in this encoding, of which somebody may have said something. Columns that nothing names
/// are missing in what is found: the person chooses them.
///
/// # Errors
/// With the sentence for the person: what this is, what was expected, and how to get it.
pub(super) fn look(
    start: &[u8],
    encoding: &'static Encoding,
    upload: &dyn Upload,
    said: Said,
) -> Result<Opening, String> {
    let expected = upload.expected();
    let encoding = said.encoding.unwrap_or(encoding);
    if let Some(what) = not_csv(start, encoding) {
        return Err(format!("{what}. {expected}"));
    }
    let fixed = Fixed {
        split: None,
        headings: said.headings,
    };
    let Some(shape) = shape::of(start, encoding, upload, fixed) else {
        return Err(format!("This file holds no rows. {expected}"));
    };
    let cell = |cell: &String| shown(cell, CELL_SHOWN);
    let opening = Opening {
        encoding: encoding.name().to_owned(),
        split: shape.split,
        headings: shape.headings,
        columns: said.columns.unwrap_or(shape.columns),
        is_strict: upload.is_strict(),
        may_hold_secrets: upload.may_hold_secrets(),
        values: shape
            .evidence
            .iter()
            .map(|seen| seen.first.iter().map(cell).collect())
            .collect(),
        rows: shape
            .rows
            .iter()
            .take(ROWS_SHOWN)
            .map(|(line, cells)| (*line, shown(&cells.join(" | "), 2 * CELL_SHOWN)))
            .collect(),
        first: shape.first,
    };
    // One column alone can be no list: there is nothing to choose. Nor is there where values must not be shown.
    if opening.width() < upload.needs().len() || upload.is_strict() {
        return complete(opening, upload);
    }
    Ok(opening)
}

fn not_csv(start: &[u8], encoding: &'static Encoding) -> Option<&'static str> {
    const BEGINNINGS: &[(&[u8], &str)] = &[
        (
            b"PK\x03\x04",
            "This is an Excel workbook or a zip file, not a CSV file",
        ),
        (
            b"\xD0\xCF\x11\xE0",
            "This is a workbook of an old Excel, not a CSV file",
        ),
        (b"%PDF-", "This is a PDF, not a CSV file"),
        (b"\x89PNG", "This is a picture, not a CSV file"),
        (b"\xFF\xD8\xFF", "This is a picture, not a CSV file"),
        (b"GIF87a", "This is a picture, not a CSV file"),
        (b"GIF89a", "This is a picture, not a CSV file"),
    ];
    let text = start.trim_ascii_start();
    if text.is_empty() || text == b"\xEF\xBB\xBF" {
        return Some("This file is empty");
    }
    let known = BEGINNINGS
        .iter()
        .find(|(bytes, _)| start.starts_with(bytes));
    if let Some((_, what)) = known {
        return Some(what);
    }
    let (text, _, _) = encoding.decode(start);
    let beginning: String = text.trim_start().chars().take(16).collect();
    let beginning = beginning.to_ascii_lowercase();
    if ["<!doctype", "<html", "<?xml", "<table", "<head", "<!--"]
        .iter()
        .any(|tag| beginning.starts_with(tag))
    {
        return Some("This is a web page, not a CSV file");
    }
    let inside: String = beginning
        .chars()
        .skip(1)
        .filter(|c| !c.is_whitespace())
        .collect();
    let is_json = (beginning.starts_with('{') && inside.starts_with(['"', '}']))
        || (beginning.starts_with('[') && inside.starts_with(['{', '"']));
    if is_json {
        return Some("This is JSON, not a CSV file");
    }
    let count = text.chars().count();
    let strange = text
        .chars()
        .filter(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || *c == '\u{FFFD}')
        .count();
    (strange * 10 > count).then_some("This file is not text")
}

/// One row, or why it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) fields: Result<Fields, &'static str>,
    /// Whether nothing of it may be kept or shown when it makes no sense: what stands in which column is not sure then.
    pub(crate) is_hidden: bool,
}

/// The rows of a file.
pub(crate) struct Rows<R> {
    records: Records<R>,
    opening: Opening,
    /// Whether a row was there already.
    has_begun: bool,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(source: R, opening: Opening) -> Self {
        let lines = Lines::new(source, opening.encoding());
        Self {
            records: Records::new(lines, opening.split),
            opening,
            has_begun: false,
        }
    }

    /// Bytes taken from the file so far.
    pub(crate) fn read(&self) -> u64 {
        self.records.read()
    }

    /// The next row that is not blank. `None` at the end.
    pub(crate) fn next_row(&mut self) -> io::Result<Option<Row>> {
        loop {
            let Some((line, cells)) = self.records.next_record()? else {
                return Ok(None);
            };
            if line <= self.opening.headings {
                continue;
            }
            let is_above = self.opening.headings == 0 && !self.has_begun;
            let is_short = self.opening.may_hold_secrets
                && (cells.as_ref()).is_ok_and(|cells| cells.len() < self.opening.first.len());
            let fields = match cells {
                Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(cells) if is_above && is_note(line, &cells) => continue,
                Ok(cells) if cells.len() == 1 && self.opening.columns.count() > 1 => {
                    Err("This line has one cell alone")
                }
                Ok(cells) => self.opening.fit(&cells).and_then(|()| self.fields(&cells)),
                Err(why) => Err(why),
            };
            self.has_begun = true;
            return Ok(Some(Row {
                line,
                fields,
                is_hidden: is_short || self.opening.may_hold_passwords(),
            }));
        }
    }

    fn fields(&self, cells: &[String]) -> Result<Fields, &'static str> {
        if cells.iter().any(|cell| cell.contains('\u{FFFD}')) {
            // A strict file is not kept: its encoding is chosen where it is uploaded, if it can be.
            let opening = &self.opening;
            return Err(match (opening.may_hold_secrets, opening.is_strict) {
                (true, _) => {
                    "Some letters cannot be read. Choose the encoding when you upload the file again, or save it as CSV UTF-8"
                }
                (false, true) => {
                    "Some letters cannot be read. Save the file as CSV UTF-8, and upload it again"
                }
                (false, false) => {
                    "Some letters cannot be read. Choose the encoding of the file above, or save it as CSV UTF-8 and upload it again"
                }
            });
        }
        let cell = |(column, place): (Column, usize)| {
            let cell = cells.get(place).map_or("", String::as_str);
            (column, plain(cell).to_owned())
        };
        let mut fields = Fields::of(self.opening.columns.each().map(cell).collect());
        fields.has_free_comma = matches!(self.opening.split.delimiter, ';' | '\t');
        Ok(fields)
    }
}

/// Whether nothing stands in the cells from this place on.
fn is_blank_from(cells: &[String], place: usize) -> bool {
    cells.iter().skip(place).all(|cell| cell.trim().is_empty())
}

impl Batch {
    /// How its file is read; nothing where the file is not kept.
    pub(super) fn opening(&self) -> Option<Opening> {
        serde_json::from_str(&self.reading).ok()
    }

    /// Read in this way.
    pub(super) fn opened(self, opening: &Opening) -> db::Result<Self> {
        let reading = serde_json::to_string(opening);
        let reading = reading.map_err(|error| db::Error::Accident(error.to_string()))?;
        Ok(Self { reading, ..self })
    }
}
