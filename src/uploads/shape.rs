//! The shape of a file: what parts its cells, where its headings stand and which column is which, found by looking at its
//! first lines.

use encoding_rs::Encoding;

use super::{
    columns::Columns,
    decoding::Lines,
    evidence::{Evidence, is_domain, is_email, is_id},
    kind::Upload,
    records::{Records, Split},
};

/// Rows that are looked at.
const LOOKED_AT: usize = 60;
/// Among so many of the first rows the headings are looked for.
const ABOVE: usize = 20;
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// What is fixed before looking, because a person has said so.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fixed {
    pub(super) split: Option<Split>,
    /// The line of the headings, or 0 where there are none.
    pub(super) headings: Option<u32>,
}

/// A file's shape.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) split: Split,
    /// The line of the headings, or 0 where there are none.
    pub(super) headings: u32,
    pub(super) columns: Columns,
    /// The cells of the headings, or of the first row where there are none.
    pub(super) first: Vec<String>,
    pub(super) evidence: Vec<Evidence>,
    /// The first rows, each with its line.
    pub(super) rows: Vec<(u32, Vec<String>)>,
}

/// The shape of what begins so; of nothing where it holds no rows.
pub(super) fn of(
    start: &[u8],
    encoding: &'static Encoding,
    upload: &dyn Upload,
    fixed: Fixed,
) -> Option<Shape> {
    let splits = match fixed.split {
        Some(split) => vec![split],
        None => splits(start, encoding, upload),
    };
    let shapes = splits
        .into_iter()
        .filter_map(|split| shape(start, encoding, upload, split, fixed.headings));
    // Of several that are as good, the first.
    shapes
        .fold(None, |best: Option<(_, Shape)>, shape| {
            let rank = rank(&shape, upload);
            match best {
                Some((most, best)) if most >= rank => Some((most, best)),
                _ => Some((rank, shape)),
            }
        })
        .map(|(_, shape)| shape)
}

/// How well a shape explains the file: what every row needs, what else is known, rows as wide as the headings, cells.
fn rank(shape: &Shape, upload: &dyn Upload) -> (usize, usize, usize, usize) {
    let missing = shape.columns.missing(upload.needs()).len();
    let width = shape.first.len();
    let as_wide = shape.rows.iter().filter(|(_, row)| row.len() == width);
    let as_wide = if width > 1 { as_wide.count() } else { 0 };
    (usize::MAX - missing, shape.columns.count(), as_wide, width)
}

/// Ways to split lines that could be meant.
fn splits(start: &[u8], encoding: &'static Encoding, upload: &dyn Upload) -> Vec<Split> {
    if let Some(delimiter) = named_delimiter(start, encoding) {
        return vec![Split::by(delimiter)];
    }
    let mut splits = Vec::new();
    for delimiter in DELIMITERS {
        let split = Split::by(delimiter);
        splits.push(split);
        if upload.is_strict() {
            continue;
        }
        let rows = without_notes(rows(start, encoding, split), 0);
        let alone = |row: &&(u32, Vec<String>)| {
            let mut rest = row.1.iter().skip(1);
            rest.all(|cell| cell.trim().is_empty())
        };
        if rows.iter().filter(alone).count() * 2 < rows.len() {
            continue;
        }
        // Lines stand whole in their first cells, with another delimiter or, in quotation marks, the same.
        splits.extend(DELIMITERS.map(|inner| Split {
            inner: Some(inner),
            ..split
        }));
    }
    splits
}

/// The delimiter that the first line names for spreadsheets, in any spelling: `sep=;`, `"SEP=;"`, `sep = ;,,`.
fn named_delimiter(start: &[u8], encoding: &'static Encoding) -> Option<char> {
    let mut lines = Lines::new(start, encoding);
    let (_, line) = lines.next_line().ok()??;
    delimiter_in(&line?)
}

fn delimiter_in(line: &str) -> Option<char> {
    let line = line.trim_matches([' ', '"', '\u{FEFF}']);
    let (name, value) = line.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("sep") {
        return None;
    }
    let mut signs = value.trim_matches([' ', '"', '\'']).chars();
    let first = signs.next()?;
    let is_alone = signs.all(|c| DELIMITERS.contains(&c) || c == '"' || c == ' ');
    (is_alone && !first.is_alphanumeric()).then_some(first)
}

/// The first rows that hold something.
fn rows(start: &[u8], encoding: &'static Encoding, split: Split) -> Vec<(u32, Vec<String>)> {
    let mut records = Records::new(Lines::new(start, encoding), split);
    let mut rows = Vec::new();
    while rows.len() < LOOKED_AT
        && let Ok(Some((line, cells))) = records.next_record()
    {
        let Ok(cells) = cells else { continue };
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push((line, cells));
        }
    }
    rows
}

/// Without the notes for programs that stand above the headings, or where there are none, above the first row.
fn without_notes(mut rows: Vec<(u32, Vec<String>)>, headings: u32) -> Vec<(u32, Vec<String>)> {
    let first = rows.iter().find(|(line, cells)| !is_note(*line, cells));
    let begins = match headings {
        0 => first.map_or(0, |(line, _)| *line),
        line => line,
    };
    rows.retain(|(line, cells)| *line >= begins || !is_note(*line, cells));
    rows
}

/// A line that programs write for each other above a list: the delimiter, the type of what PowerShell has written, the
/// version of a portal's template. Further down a company may be called so.
pub(super) fn is_note(line: u32, cells: &[String]) -> bool {
    let first = cells.first().map_or("", |cell| cell.trim());
    let of_type = first
        .get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("#TYPE "));
    let of_version = first
        .get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("version:"));
    of_type || of_version || (line == 1 && delimiter_in(&cells.join("")).is_some())
}

/// The shape with this split. The width of the headings is the width that rows should have.
fn shape(
    start: &[u8],
    encoding: &'static Encoding,
    upload: &dyn Upload,
    split: Split,
    headings: Option<u32>,
) -> Option<Shape> {
    let mut known = rows(start, encoding, split);
    if headings.is_none_or(|line| line == 0) {
        known.retain(|(line, cells)| !is_note(*line, cells));
    }
    let (line, first) = match headings {
        Some(0) => (0, known.first()?.1.clone()),
        Some(line) => (line, known.iter().find(|(it, _)| *it == line)?.1.clone()),
        None => headings_of(&known, upload)?,
    };
    let split = Split {
        width: (first.len() > 1).then_some(first.len()),
        ..split
    };
    let rows = without_notes(rows(start, encoding, split), line);
    let below: Vec<&[String]> = rows
        .iter()
        .filter(|(it, _)| *it > line)
        .map(|(_, cells)| cells.as_slice())
        .collect();
    let evidence = Evidence::of(&below);
    let by_headings = || Columns::by_headings(&first, upload.vocabulary(), &evidence);
    let columns = match upload.without_headings(&first) {
        Some(columns) if line == 0 || upload.is_strict() => columns,
        _ if line == 0 => Columns::default(),
        _ => by_headings(),
    };
    let columns = match upload.is_strict() {
        true => columns,
        false => columns
            .of_use(upload.columns())
            .by_values(&evidence, upload.columns()),
    };
    Some(Shape {
        split,
        headings: line,
        columns,
        first,
        evidence,
        rows,
    })
}

/// The row of the headings and its line: the first of those that name most columns; where hardly any are named, the first
/// row as wide as most, unless it holds values.
fn headings_of(rows: &[(u32, Vec<String>)], upload: &dyn Upload) -> Option<(u32, Vec<String>)> {
    let (number, first) = rows.first()?;
    let named = |cells: &[String]| Columns::by_headings(cells, upload.vocabulary(), &[]).count();
    let mut best: Option<(usize, u32, &Vec<String>)> = None;
    for (line, cells) in rows.iter().take(ABOVE) {
        let count = named(cells);
        if best.is_none_or(|(most, ..)| count > most) {
            best = Some((count, *line, cells));
        }
    }
    let (count, line, cells) = best?;
    let has_values = |cells: &[String]| {
        let value = |cell: &String| is_email(cell) || is_domain(cell) || is_id(cell.trim());
        cells.iter().any(value)
    };
    if upload.is_strict() {
        // A file that may hold passwords: what is no heading must not be taken for one.
        return Some(match upload.without_headings(first) {
            Some(_) if first.iter().any(|cell| cell.contains('@')) => (0, first.clone()),
            None if count >= 2 => (line, cells.clone()),
            _ => (*number, first.clone()),
        });
    }
    if count >= 2 && !has_values(cells) {
        return Some((line, cells.clone()));
    }
    if upload.without_headings(first).is_some() {
        return Some((0, first.clone()));
    }
    let width = usual_width(rows);
    let (line, cells) = rows
        .iter()
        .find(|(_, cells)| filled(cells) >= width.min(2) && cells.len() == width)?;
    let line = if has_values(cells) { 0 } else { *line };
    Some((line, cells.clone()))
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The width of most rows; of two that are as frequent, the larger.
fn usual_width(rows: &[(u32, Vec<String>)]) -> usize {
    let widths = rows.iter().map(|(_, cells)| cells.len());
    let count = |width: usize| {
        rows.iter()
            .filter(|(_, cells)| cells.len() == width)
            .count()
    };
    widths
        .max_by_key(|width| (count(*width), *width))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bulk_invitations::BulkInvitation,
        uploads::{
            column::Column,
            reader::{self, Rows},
        },
    };

    #[test]
    fn the_line_that_names_the_delimiter_is_known_in_any_spelling() {
        for (line, delimiter) in [
            ("sep=;", ';'),
            ("SEP=,", ','),
            ("\"sep=;\"", ';'),
            ("Sep = ;", ';'),
            ("sep=\t", '\t'),
            ("sep=;,,,", ';'),
            ("sep=|", '|'),
        ] {
            assert_eq!(delimiter_in(line), Some(delimiter), "{line:?}");
        }
        for line in ["", "sep", "sep=", "separate=;", "sep=Company", "sep=a,b"] {
            assert_eq!(delimiter_in(line), None, "{line:?}");
        }
    }

    fn companies(text: &str) -> Vec<String> {
        let opening = reader::open(text.as_bytes(), &BulkInvitation).unwrap();
        let mut rows = Rows::new(text.as_bytes(), opening);
        let each = std::iter::from_fn(|| rows.next_row().unwrap());
        each.map(|row| row.fields.unwrap().get(Column::Company).to_owned())
            .collect()
    }

    #[test]
    fn notes_for_programs_stand_above_the_headings_and_nowhere_else() {
        for above in ["", "version:v1.0\n", "#TYPE A.B\n", "List\nversion:v1.0\n"] {
            for headings in ["Company,Domain,Contact,Email\n", ""] {
                if headings.is_empty() && above.starts_with("List") {
                    continue;
                }
                let text = format!(
                    "{above}{headings}First,f.example,F,f@f.example\nVersion: Two,v.example,V,v@v.example\n#TYPE Foundry,t.example,T,t@t.example\n"
                );
                let expected = ["First", "Version: Two", "#TYPE Foundry"];
                assert_eq!(companies(&text), expected, "{text}");
            }
        }
    }
}
