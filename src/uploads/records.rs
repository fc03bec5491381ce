//! Splits lines into records of cells. An unclosed quotation mark makes only its own line invalid.

use std::{
    collections::VecDeque,
    io::{self, Read},
};

use serde::{Deserialize, Serialize};

use super::decoding::{LINE_MAX, Lines};

/// Most lines of one quoted cell.
const CELL_LINES: usize = 20;

/// A record: the number of its first line, and its cells or what is wrong with it.
pub(crate) type Record = (u32, Result<Vec<String>, &'static str>);

const TOO_LONG: &str = "This line is longer than 64 KiB";
const UNCLOSED: &str = "A quotation mark is opened here and not closed";
const STRAY: &str =
    "Text follows a closing quotation mark; write two of them for one inside a cell";

/// How lines are split into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Split {
    /// Between cells.
    pub(crate) delimiter: char,
    /// Between the cells of a line that stands whole in its first one, as spreadsheets write a file that they have read with
    /// another delimiter.
    pub(crate) inner: Option<char>,
    /// Cells that a line should have, as far as that is known.
    pub(crate) width: Option<usize>,
}

impl Split {
    pub(crate) fn by(delimiter: char) -> Self {
        Self {
            delimiter,
            inner: None,
            width: None,
        }
    }

    /// The cells of a line. Where the rules of RFC 4180 do not give as many as there should be, a backslash in front of a
    /// quotation mark is read as part of its spelling.
    fn cells(self, text: &str) -> Result<Vec<String>, &'static str> {
        let plain = cells(text, self.delimiter, Quotes::Doubled);
        let fits = |cells: &Result<Vec<String>, _>| match (cells, self.width) {
            (Ok(cells), Some(width)) => cells.len() == width,
            (cells, _) => cells.is_ok(),
        };
        if !fits(&plain) && text.contains("\\\"") {
            let escaped = cells(text, self.delimiter, Quotes::Escaped);
            if fits(&escaped) {
                return escaped;
            }
        }
        let plain = plain?;
        Ok(self.unwrapped(&plain).unwrap_or(plain))
    }

    /// The cells of a line that stands whole in its first cell.
    fn unwrapped(self, line: &[String]) -> Option<Vec<String>> {
        let (first, rest) = line.split_first()?;
        let inner = self.inner?;
        if !first.contains(inner) || rest.iter().any(|cell| !cell.trim().is_empty()) {
            return None;
        }
        let found = Split::by(inner);
        Split {
            width: self.width,
            ..found
        }
        .cells(first)
        .ok()
    }
}

/// Records of a source.
pub(crate) struct Records<R> {
    lines: Lines<R>,
    /// Lines that were looked at and belong to no cell of the line before.
    ahead: VecDeque<(u32, Option<String>)>,
    split: Split,
}

impl<R: Read> Records<R> {
    pub(crate) fn new(lines: Lines<R>, split: Split) -> Self {
        Self {
            lines,
            ahead: VecDeque::new(),
            split,
        }
    }

    /// Bytes taken from the source so far.
    pub(crate) fn read(&self) -> u64 {
        self.lines.read()
    }

    fn line(&mut self) -> io::Result<Option<(u32, Option<String>)>> {
        match self.ahead.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next_line(),
        }
    }

    /// The next record. `None` at the end.
    pub(crate) fn next_record(&mut self) -> io::Result<Option<Record>> {
        let Some((number, text)) = self.line()? else {
            return Ok(None);
        };
        let Some(mut text) = text else {
            return Ok(Some((number, Err(TOO_LONG))));
        };
        let mut taken = Vec::new();
        loop {
            let why = match self.split.cells(&text) {
                Ok(cells) => return Ok(Some((number, Ok(cells)))),
                Err(why) => why,
            };
            let may_go_on = why == UNCLOSED && taken.len() < CELL_LINES && text.len() < LINE_MAX;
            let next = if may_go_on { self.line()? } else { None };
            match next {
                Some((line, Some(more))) => {
                    text.push('\n');
                    text.push_str(&more);
                    taken.push((line, Some(more)));
                }
                other => {
                    taken.extend(other);
                    let why = if taken.is_empty() { why } else { UNCLOSED };
                    for line in taken.into_iter().rev() {
                        self.ahead.push_front(line);
                    }
                    return Ok(Some((number, Err(why))));
                }
            }
        }
    }
}

/// How a quotation mark inside a quoted cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// Twice (RFC 4180).
    Doubled,
    /// With a backslash in front, as well.
    Escaped,
}

/// The cells of a record (RFC 4180, with any delimiter).
fn cells(text: &str, delimiter: char, quotes: Quotes) -> Result<Vec<String>, &'static str> {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = match rest.trim_start_matches(' ').strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted, delimiter, quotes)?,
            None => match rest.split_once(delimiter) {
                Some((cell, after)) => (cell.to_owned(), Some(after)),
                None => (rest.to_owned(), None),
            },
        };
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return Ok(cells),
        }
    }
}

/// The cell behind an opening quotation mark, and what follows its delimiter.
fn quoted_cell(
    text: &str,
    delimiter: char,
    quotes: Quotes,
) -> Result<(String, Option<&str>), &'static str> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (piece, after) = rest.split_once('"').ok_or(UNCLOSED)?;
        cell.push_str(piece);
        if quotes == Quotes::Escaped && piece.ends_with('\\') {
            cell.pop();
            cell.push('"');
            rest = after;
            continue;
        }
        if let Some(more) = after.strip_prefix('"') {
            cell.push('"');
            rest = more;
            continue;
        }
        let after = after.trim_start_matches(' ');
        return match after.strip_prefix(delimiter) {
            Some(next) => Ok((cell, Some(next))),
            None if after.is_empty() => Ok((cell, None)),
            None => Err(STRAY),
        };
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::*;

    fn records(text: &str, delimiter: char) -> Vec<Record> {
        let mut records = Records::new(Lines::new(text.as_bytes(), UTF_8), Split::by(delimiter));
        let mut all = Vec::new();
        while let Some(record) = records.next_record().unwrap() {
            all.push(record);
        }
        all
    }

    fn row(line: u32, cells: &[&str]) -> Record {
        (
            line,
            Ok(cells.iter().map(|cell| (*cell).to_owned()).collect()),
        )
    }

    #[test]
    fn cells_are_split_and_quotes_taken_off() {
        assert_eq!(
            records("a,\"b, \"\"c\"\"\",d\r\n\n ,x;y,\n\"two\nlines\",z\n", ','),
            [
                row(1, &["a", "b, \"c\"", "d"]),
                row(2, &[""]),
                row(3, &[" ", "x;y", ""]),
                row(4, &["two\nlines", "z"]),
            ]
        );
        assert_eq!(
            records("a;\"b;c\";d,e", ';'),
            [row(1, &["a", "b;c", "d,e"])]
        );
        assert_eq!(
            records("a\tb \"c\"\td", '\t'),
            [row(1, &["a", "b \"c\"", "d"])]
        );
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_spoils_its_own_line_alone() {
        let mut text = "a,\"b\nc,d\n".to_owned();
        for number in 0..60 {
            text.push_str(&format!("row,{number}\n"));
        }
        let found = records(&text, ',');
        assert_eq!(found[0], (1, Err(UNCLOSED)));
        assert_eq!(found[1], row(2, &["c", "d"]));
        assert_eq!(found[61], row(62, &["row", "59"]));
        assert_eq!(found.len(), 62);
    }

    #[test]
    fn an_open_quotation_mark_does_not_swallow_the_quotes_of_the_next_line() {
        assert_eq!(
            records("a,\"b\nc,\"d\"\ne,f", ','),
            [(1, Err(UNCLOSED)), row(2, &["c", "d"]), row(3, &["e", "f"])]
        );
        assert_eq!(
            records("a,\"b\" c\ne,f", ','),
            [(1, Err(STRAY)), row(2, &["e", "f"])]
        );
    }

    #[test]
    fn a_backslash_before_a_quotation_mark_is_read_where_the_line_fits_no_other_way() {
        let split = |width| Split {
            width: Some(width),
            ..Split::by(',')
        };
        let pipes = r#""5\" Pipes Ltd",1,pipes.example"#;
        assert_eq!(
            split(3).cells(pipes).unwrap(),
            ["5\" Pipes Ltd", "1", "pipes.example"]
        );
        let comma = r#""5\", Pipes",1,pipes.example"#;
        assert_eq!(
            split(3).cells(comma).unwrap(),
            ["5\", Pipes", "1", "pipes.example"]
        );
        let at_the_end = r#""Pipes 5\"",1,pipes.example"#;
        assert_eq!(
            split(3).cells(at_the_end).unwrap(),
            ["Pipes 5\"", "1", "pipes.example"]
        );
        let folder = r#""C:\dir\",1,a.example"#;
        assert_eq!(
            split(3).cells(folder).unwrap(),
            ["C:\\dir\\", "1", "a.example"]
        );
    }

    #[test]
    fn a_line_that_stands_whole_in_its_first_cell_is_split() {
        let split = Split {
            delimiter: ';',
            inner: Some(','),
            width: Some(3),
        };
        for text in [
            r#""Adatum, ""A"" Inc.,1,a.example";;"#,
            r#""""Adatum, """"A"""" Inc."",1,a.example""#,
        ] {
            let found = split.cells(text).unwrap();
            assert_eq!(
                found.last().map(String::as_str),
                Some("a.example"),
                "{text}"
            );
        }
        assert_eq!(split.cells("a;b,c;d").unwrap(), ["a", "b,c", "d"]);
    }

    /// Numbers that look random and are the same each time.
    fn numbers(mut seed: u64) -> impl FnMut(u64) -> u64 {
        move |below| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        }
    }

    #[test]
    fn what_a_writer_of_csv_writes_is_read_back_whatever_the_cells_hold() {
        const SIGNS: &[char] = &[
            'a', 'é', '東', ' ', ',', ';', '\t', '"', '\'', '=', '\n', '-',
        ];
        let mut next = numbers(42);
        for delimiter in [',', ';', '\t'] {
            for _ in 0..300 {
                let rows: Vec<Vec<String>> = (0..1 + next(4))
                    .map(|_| {
                        (0..2 + next(3))
                            .map(|_| {
                                (0..next(8))
                                    .map(|_| SIGNS[usize::try_from(next(12)).unwrap()])
                                    .collect()
                            })
                            .collect()
                    })
                    .collect();
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(u8::try_from(delimiter).unwrap())
                    .quote_style(csv::QuoteStyle::Always)
                    .flexible(true)
                    .from_writer(Vec::new());
                for row in &rows {
                    writer.write_record(row).unwrap();
                }
                let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
                let read: Vec<Vec<String>> = records(&text, delimiter)
                    .into_iter()
                    .map(|(_, cells)| cells.unwrap())
                    .collect();
                assert_eq!(read, rows, "{text}");
            }
        }
    }

    #[test]
    fn whatever_comes_every_line_is_accounted_for_and_reading_ends() {
        const SIGNS: &[char] = &['a', ',', '"', '"', '\n', ' ', '\r', '\0', ';'];
        let mut next = numbers(7);
        for _ in 0..2_000 {
            let text: String = (0..next(60))
                .map(|_| SIGNS[usize::try_from(next(9)).unwrap()])
                .collect();
            let found = records(&text, ',');
            assert!(found.len() <= text.lines().count() + 1);
            assert!(
                found.windows(2).all(|pair| pair[0].0 < pair[1].0),
                "{text:?}"
            );
        }
    }
}
