//! A file of rows, as other portals and spreadsheets write it: what it is, and its rows one by one.

use std::io::{self, Read};

use encoding_rs::Encoding;

use super::{
    cells::{plain, shown},
    decoding::{Lines, encoding_of},
    headings::{Columns, portal_of},
    model::Kind,
    records::Records,
};
use crate::customers::ImportedFrom;

/// Bytes that are enough to tell what a file is.
pub(super) const START: usize = 64 * 1024;

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    encoding: &'static Encoding,
    line_break: char,
    delimiter: char,
    /// The line of the headings, or 0 where there are none.
    headings: u32,
    columns: Columns,
    /// The portal that wrote it, where the headings tell.
    pub(super) portal: Option<ImportedFrom>,
}

/// Looks at the beginning of a file.
///
/// # Errors
/// With the sentence for the person: what this is, what was expected, and how to get it.
pub(super) fn open(start: &[u8], kind: Kind) -> Result<Opening, String> {
    if let Some(what) = not_csv(start) {
        return Err(format!("{what}. {}", expected(kind)));
    }
    let encoding = encoding_of(start);
    let (text, _, _) = encoding.decode(start);
    let line_break = if !text.contains('\n') && text.contains('\r') {
        '\r'
    } else {
        '\n'
    };
    let mut best: Option<(Opening, Vec<String>)> = None;
    for delimiter in [',', ';', '\t'] {
        let lines = Lines::new(start, encoding, line_break);
        let Some((number, cells)) = first_row(Records::new(lines, delimiter)) else {
            continue;
        };
        let columns = Columns::of(&cells);
        let opening = Opening {
            encoding,
            line_break,
            delimiter,
            headings: number,
            columns,
            portal: portal_of(&cells),
        };
        let opening = without_headings(opening, &cells, kind).unwrap_or(opening);
        let is_better = best.as_ref().is_none_or(|(known, known_cells)| {
            (opening.columns.count(), cells.len()) > (known.columns.count(), known_cells.len())
        });
        if is_better {
            best = Some((opening, cells));
        }
    }
    let Some((opening, cells)) = best else {
        return Err(format!("This file holds no rows. {}", expected(kind)));
    };
    let missing = opening.columns.missing(kind);
    if missing.is_empty() {
        return Ok(opening);
    }
    Err(format!(
        "No column holds {}. The first line is read as headings, and says: {}. {}",
        missing.join(" and "),
        shown(&cells.join(" | "), 200),
        expected(kind),
    ))
}

/// The first row that holds something; what spreadsheets write to name the delimiter is none.
fn first_row<R: Read>(mut records: Records<R>) -> Option<(u32, Vec<String>)> {
    while let Ok(Some((number, cells))) = records.next_record() {
        let Ok(cells) = cells else { continue };
        let is_note = cells.first().is_some_and(|cell| cell.starts_with("sep="));
        if !is_note && cells.iter().any(|cell| !cell.trim().is_empty()) {
            return Some((number, cells));
        }
    }
    None
}

/// A list whose fourth column is an address from the first line on has no headings.
fn without_headings(opening: Opening, cells: &[String], kind: Kind) -> Option<Opening> {
    let is_list = kind == Kind::Invite
        && opening.columns.email.is_none()
        && cells.get(3).is_some_and(|cell| cell.contains('@'));
    is_list.then_some(Opening {
        headings: 0,
        columns: Columns::IN_ORDER,
        ..opening
    })
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

/// What was expected, and how to get it.
fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Import => {
            "Expected is the CSV file that Partner Center or the Microsoft 365 admin center exports (Microsoft ID, Company name, Primary domain name, Relationship) or that of the Azure portal (Name, Tenant ID, Domain). From Excel, use Save as, CSV UTF-8"
        }
        Kind::Invite => {
            "Expected is a CSV file with the headings Company, Domain, Contact name, Address, Language, in any order. From Excel, use Save as, CSV UTF-8"
        }
    }
}

/// A row as it was written, without what other programs put around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) company: String,
    pub(super) domain: String,
    pub(super) external_id: String,
    pub(super) contact: String,
    pub(super) email: String,
    pub(super) language: String,
}

/// One row, or why it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) fields: Result<Fields, &'static str>,
}

/// The rows of a file.
pub(super) struct Rows<R> {
    records: Records<R>,
    opening: Opening,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(source: R, opening: Opening) -> Self {
        let lines = Lines::new(source, opening.encoding, opening.line_break);
        Self {
            records: Records::new(lines, opening.delimiter),
            opening,
        }
    }

    /// Bytes taken from the file so far.
    pub(super) fn read(&self) -> u64 {
        self.records.read()
    }

    /// The next row that is not blank. `None` at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn next_row(&mut self) -> io::Result<Option<Row>> {
        loop {
            let Some((line, cells)) = self.records.next_record()? else {
                return Ok(None);
            };
            if line <= self.opening.headings {
                continue;
            }
            let fields = match cells {
                Ok(cells) if cells.iter().all(|cell| cell.trim().is_empty()) => continue,
                Ok(cells) if cells.len() == 1 && self.opening.columns.count() > 1 => {
                    Err("This line has one cell alone")
                }
                Ok(cells) => self.fields(&cells),
                Err(why) => Err(why),
            };
            return Ok(Some(Row { line, fields }));
        }
    }

    fn fields(&self, cells: &[String]) -> Result<Fields, &'static str> {
        if cells.iter().any(|cell| cell.contains('\u{FFFD}')) {
            return Err(
                "Some letters cannot be read. Save the file as CSV UTF-8 and upload it again",
            );
        }
        let cell = |place: Option<usize>| {
            let cell = place.and_then(|place| cells.get(place));
            plain(cell.map_or("", String::as_str)).to_owned()
        };
        let columns = &self.opening.columns;
        Ok(Fields {
            company: cell(columns.company),
            domain: cell(columns.domain),
            external_id: cell(columns.external_id),
            contact: cell(columns.contact),
            email: cell(columns.email),
            language: cell(columns.language),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "Microsoft ID,Company name,Primary domain name,Relationship\r\n\
        11111111-2222-3333-4444-555555555555,Zürich AG,zuerich.example,Cloud Reseller\r\n\
        \r\n\
        ,\"Adatum, Inc.\",ADATUM.example,Cloud Reseller\r\n";

    fn read(bytes: &[u8], kind: Kind) -> Result<Vec<Row>, String> {
        let opening = open(bytes.get(..START).unwrap_or(bytes), kind)?;
        let mut rows = Rows::new(bytes, opening);
        let mut all = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            all.push(row);
        }
        Ok(all)
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_and_delimiter_gives_the_same_rows() {
        let expected = read(EXPORT.as_bytes(), Kind::Import).unwrap();
        assert_eq!(expected.len(), 2);
        let second = expected[1].fields.clone().unwrap();
        assert_eq!(
            (expected[1].line, second.company.as_str()),
            (4, "Adatum, Inc.")
        );
        assert_eq!(second.domain, "ADATUM.example");
        for delimiter in [",", ";", "\t"] {
            let text = EXPORT
                .replace(',', delimiter)
                .replace(&format!("Adatum{delimiter}"), "Adatum,");
            for text in [
                text.clone(),
                format!("\u{FEFF}{text}"),
                text.replace("\r\n", "\n"),
                text.replace("\r\n", "\r"),
            ] {
                for bytes in [
                    text.as_bytes().to_vec(),
                    utf_16(&text, u16::to_le_bytes),
                    utf_16(&text, u16::to_be_bytes),
                ] {
                    assert_eq!(
                        read(&bytes, Kind::Import).as_ref(),
                        Ok(&expected),
                        "{delimiter:?} {text:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_line_that_names_the_delimiter_is_no_row() {
        let rows = read(
            b"sep=;\r\nName;Tenant ID;Domain\r\nA;1;a.example\r\n",
            Kind::Import,
        )
        .unwrap();
        assert_eq!((rows.len(), rows[0].line), (1, 3));
    }

    #[test]
    fn a_pasted_list_to_invite_needs_no_headings() {
        let rows = read(
            b"Adatum;adatum.example;Ana;ana@adatum.example\n",
            Kind::Invite,
        )
        .unwrap();
        assert_eq!(rows[0].fields.clone().unwrap().email, "ana@adatum.example");
    }

    #[test]
    fn what_is_no_csv_is_refused_with_what_was_expected() {
        let workbook = [b"PK\x03\x04".to_vec(), vec![0; 400]].concat();
        let noise: Vec<u8> = (0..4_000_u32)
            .map(|n| u8::try_from(n * 37 % 256).unwrap())
            .collect();
        for (bytes, what) in [
            (b"".as_slice(), "empty"),
            (b" \r\n\r\n", "empty"),
            (b"\xEF\xBB\xBF", "empty"),
            (&workbook, "Excel workbook"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Excel"),
            (b"%PDF-1.7", "PDF"),
            (b"\x89PNG\r\n\x1a\n", "picture"),
            (b"<!doctype html><title>Sign in</title>", "web page"),
            (b"{\"value\": []}", "JSON"),
            (&noise, "not text"),
            (b"Dear all,\nplease find attached", "No column holds"),
            (
                b"Company name,Colour\nA,red\n",
                "No column holds its primary domain",
            ),
        ] {
            let refusal = read(bytes, Kind::Import).unwrap_err();
            assert!(refusal.contains(what), "{refusal}");
            assert!(
                refusal.contains("Primary domain name") && refusal.contains("CSV UTF-8"),
                "{refusal}"
            );
        }
    }

    #[test]
    fn broken_rows_say_why_and_stop_no_others() {
        let rows = read(
            b"Name,Tenant ID,Domain\nA,\"1,a.example\nB\nM\xfcller,2,m.example\nC,3,c.example\n",
            Kind::Import,
        )
        .unwrap();
        let found: Vec<bool> = rows.iter().map(|row| row.fields.is_ok()).collect();
        assert_eq!(found, [false, false, false, true]);
    }

    #[test]
    fn the_apostrophe_of_our_own_exports_is_taken_off() {
        let rows = read(
            b"Name,Tenant ID,Domain\n'=1+1,1,a.example\n'S Gravenhage,2,s.example\n",
            Kind::Import,
        )
        .unwrap();
        let names: Vec<String> = rows
            .into_iter()
            .map(|row| row.fields.unwrap().company)
            .collect();
        assert_eq!(names, ["=1+1", "'S Gravenhage"]);
    }
}
