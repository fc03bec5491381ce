//! Files of comma-separated values (RFC 4180) that spreadsheet programs open without running anything.

use actix_web::{HttpResponse, http::header, web::Bytes};
use futures_util::{StreamExt, stream};

/// Characters that begin a formula in spreadsheets.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that a spreadsheet does not run as a formula.
///
/// Puts one apostrophe in front of every text that begins like a formula, or that is itself guarded: any number of
/// apostrophes, then the beginning of a formula. Other texts stay. So each guarded text has exactly one original, and
/// [`unguarded`] finds it.
#[must_use]
pub fn guarded(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text behind [`guarded`]: without the first apostrophe, where a guarded text follows it.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// Lines as CSV, each cell made safe.
#[must_use]
pub fn lines<R: IntoIterator<Item = Vec<String>>>(rows: R) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        if let Err(cause) = writer.write_record(row.iter().map(|cell| guarded(cell))) {
            tracing::error!(%cause, "a line of CSV was not written");
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// What stands in front of a file, by which Excel knows that it is UTF-8.
const MARK: &str = "\u{FEFF}";

/// Whether a file begins with the mark that Excel needs and some programs do not expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// For people.
    With,
    /// For programs.
    Without,
}

impl Mark {
    /// As the address of the file asks.
    #[must_use]
    pub fn of(query: &str) -> Self {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        match pairs.any(|(name, value)| name == "mark" && value == "no") {
            true => Self::Without,
            false => Self::With,
        }
    }

    /// The address of a file without it.
    #[must_use]
    pub fn without(address: &str) -> String {
        let sign = if address.contains('?') { '&' } else { '?' };
        format!("{address}{sign}mark=no")
    }
}

/// Streams a file of this name: its header, then the lines that `next` reads from each position, until there is no next
/// position.
pub fn stream<P, N, R, E>(
    (file_name, mark): (&str, Mark),
    header: &[&str],
    start: P,
    mut next: N,
) -> HttpResponse
where
    P: 'static,
    N: FnMut(P) -> R + 'static,
    R: Future<Output = Result<(Vec<Vec<String>>, Option<P>), E>> + 'static,
    E: Into<Box<dyn std::error::Error>> + 'static,
{
    let mut head = match mark {
        Mark::With => MARK.as_bytes().to_vec(),
        Mark::Without => Vec::new(),
    };
    head.extend(lines([header
        .iter()
        .map(|&cell| cell.to_owned())
        .collect()]));
    let rows = stream::try_unfold(Some(start), move |place| {
        let read = place.map(&mut next);
        async move {
            let Some(read) = read else { return Ok(None) };
            let (rows, behind) = read.await?;
            Ok(Some((Bytes::from(lines(rows)), behind)))
        }
    });
    let body = stream::once(async { Ok::<_, E>(Bytes::from(head)) }).chain(rows);
    HttpResponse::Ok()
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file_name}\""),
        ))
        .content_type("text/csv; charset=utf-8")
        .streaming(body.boxed_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_from_a_file_as_it_was() {
        let marks = [
            "", "'", "''", "=", "-5", "@a", "\ta", "\ra", "+", "a", "'a", " =", "é=",
        ];
        for one in marks {
            for two in marks {
                let text = format!("{one}{two}");
                assert_eq!(unguarded(&guarded(&text)), text, "{text:?}");
                assert!(!guarded(&text).starts_with(FORMULA), "{text:?}");
            }
        }
        assert_eq!(guarded("'=1+1"), "''=1+1");
        assert_eq!(unguarded("'S Gravenhage"), "'S Gravenhage");
    }

    #[test]
    fn formulas_are_defused_and_quotes_doubled() {
        let out = lines([vec![
            "=1+1".to_owned(),
            "a \"b\", c".to_owned(),
            "-5".to_owned(),
        ]]);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "'=1+1,\"a \"\"b\"\", c\",'-5\r\n"
        );
    }
}
