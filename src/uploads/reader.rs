//! A file of rows, as other portals and spreadsheets write it: what it is, and its rows one by one.

use std::io::{self, Read};

use encoding_rs::Encoding;

use super::{
    cells::{Fields, plain, shown},
    decoding::{Lines, encoding_of},
    headings::{Column, Columns},
    kind::Upload,
    records::Records,
};

/// Bytes that are enough to tell what a file is.
pub(crate) const START: usize = 64 * 1024;

/// How a file is to be read.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    encoding: &'static Encoding,
    line_break: char,
    delimiter: char,
    /// The line of the headings, or 0 where there are none.
    headings: u32,
    columns: Columns,
    /// Whether the cells of a row must be as many as the headings, see [`Upload::is_strict`].
    is_strict: bool,
    /// The cells of the first row.
    pub(crate) first: Vec<String>,
}

impl Opening {
    /// Headings of columns that are not read.
    pub(crate) fn unread(&self) -> Vec<String> {
        let is_read = |place| self.columns.each().any(|(_, known)| known == place);
        let headings = self.first.iter().enumerate();
        let headings = headings.filter(|(place, _)| self.headings > 0 && !is_read(*place));
        headings.map(|(_, heading)| shown(heading, 60)).collect()
    }
}

/// Looks at the beginning of a file.
///
/// # Errors
/// With the sentence for the person: what this is, what was expected, and how to get it.
pub(crate) fn open(start: &[u8], upload: &dyn Upload) -> Result<Opening, String> {
    let expected = upload.expected();
    if let Some(what) = not_csv(start) {
        return Err(format!("{what}. {expected}"));
    }
    let encoding = encoding_of(start);
    let (text, _, _) = encoding.decode(start);
    let line_break = if !text.contains('\n') && text.contains('\r') {
        '\r'
    } else {
        '\n'
    };
    let mut best: Option<Opening> = None;
    for delimiter in [',', ';', '\t'] {
        let lines = Lines::new(start, encoding, line_break);
        let Some((number, first)) = first_row(Records::new(lines, delimiter)) else {
            continue;
        };
        let (headings, columns) = match upload.without_headings(&first) {
            Some(columns) if first.iter().any(|cell| cell.contains('@')) => (0, columns),
            Some(columns) => (number, columns),
            None => (number, Columns::of(&first, upload.vocabulary())),
        };
        let opening = Opening {
            encoding,
            line_break,
            delimiter,
            headings,
            columns,
            is_strict: upload.is_strict(),
            first,
        };
        let rank = |opening: &Opening| (opening.columns.count(), opening.first.len());
        if best
            .as_ref()
            .is_none_or(|known| rank(&opening) > rank(known))
        {
            best = Some(opening);
        }
    }
    let Some(opening) = best else {
        return Err(format!("This file holds no rows. {expected}"));
    };
    let missing = opening.columns.missing(upload.needs());
    if missing.is_empty() {
        return Ok(opening);
    }
    // A first line of values may hold a password.
    let says = match upload.is_strict() {
        true => String::new(),
        false => format!(", and says: {}", shown(&opening.first.join(" | "), 200)),
    };
    Err(format!(
        "No column holds {}. The first line is read as headings{says}. {expected}",
        missing.join(" and "),
    ))
}

/// The first row that holds something; what spreadsheets write to name the delimiter, and portals to name the version of
/// their template, is none.
fn first_row<R: Read>(mut records: Records<R>) -> Option<(u32, Vec<String>)> {
    while let Ok(Some((number, cells))) = records.next_record() {
        let Ok(cells) = cells else { continue };
        let is_note = cells.first().is_some_and(|cell| {
            cell.starts_with("sep=") || cell.to_ascii_lowercase().starts_with("version:")
        });
        if !is_note && cells.iter().any(|cell| !cell.trim().is_empty()) {
            return Some((number, cells));
        }
    }
    None
}

fn not_csv(start: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: &[(&[u8], &str)] = &[
        (
            b"PK",
            "This is an Excel workbook or a zip file, not a CSV file",
        ),
        (
            b"\xD0\xCF\x11\xE0",
            "This is a workbook of an old Excel, not a CSV file",
        ),
        (b"%PDF", "This is a PDF, not a CSV file"),
        (b"\x89PNG", "This is a picture, not a CSV file"),
        (b"\xFF\xD8\xFF", "This is a picture, not a CSV file"),
        (b"GIF8", "This is a picture, not a CSV file"),
        (b"{", "This is JSON, not a CSV file"),
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
    let encoding = encoding_of(start);
    let (text, _, _) = encoding.decode(start);
    if text.trim_start().starts_with('<') {
        return Some("This is a web page, not a CSV file");
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
    /// Whether it has fewer cells than it must have: what stands in which column is sure only where all of it makes sense.
    pub(crate) is_short: bool,
}

/// The rows of a file.
pub(crate) struct Rows<R> {
    records: Records<R>,
    opening: Opening,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(source: R, opening: Opening) -> Self {
        let lines = Lines::new(source, opening.encoding, opening.line_break);
        Self {
            records: Records::new(lines, opening.delimiter),
            opening,
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
            let of = self.opening.first.len();
            let is_short =
                self.opening.is_strict && cells.as_ref().is_ok_and(|cells| cells.len() < of);
            let fields = match cells {
                Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(cells) if cells.len() == 1 && self.opening.columns.count() > 1 => {
                    Err("This line has one cell alone")
                }
                Ok(cells) if self.opening.is_strict && !is_blank_from(&cells, of) => {
                    Err("This line has more cells than there are headings")
                }
                Ok(cells) => self.fields(&cells),
                Err(why) => Err(why),
            };
            return Ok(Some(Row {
                line,
                fields,
                is_short,
            }));
        }
    }

    fn fields(&self, cells: &[String]) -> Result<Fields, &'static str> {
        if cells.iter().any(|cell| cell.contains('\u{FFFD}')) {
            return Err(
                "Some letters cannot be read. Save the file as CSV UTF-8 and upload it again",
            );
        }
        let cell = |(column, place): (Column, usize)| {
            let cell = cells.get(place).map_or("", String::as_str);
            (column, plain(cell).to_owned())
        };
        Ok(Fields::of(self.opening.columns.each().map(cell).collect()))
    }
}

/// Whether nothing stands in the cells from this place on.
fn is_blank_from(cells: &[String], place: usize) -> bool {
    cells.iter().skip(place).all(|cell| cell.trim().is_empty())
}
