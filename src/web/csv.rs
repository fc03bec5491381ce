//! Files of comma-separated values (RFC 4180) that spreadsheet programs open without running anything.

use actix_web::{HttpResponse, http::header};

/// A cell that a spreadsheet will not take for a formula: such a beginning gets an apostrophe in front.
#[must_use]
pub fn safe_cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Lines as CSV, each cell made safe.
#[must_use]
pub fn lines<R: IntoIterator<Item = Vec<String>>>(rows: R) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        if let Err(cause) = writer.write_record(row.iter().map(|cell| safe_cell(cell))) {
            tracing::error!(%cause, "a line of CSV was not written");
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// The answer that streams a file of this name.
#[must_use]
pub fn answer<S, E>(file_name: &str, body: S) -> HttpResponse
where
    S: futures_util::Stream<Item = Result<actix_web::web::Bytes, E>> + 'static,
    E: Into<Box<dyn std::error::Error>> + 'static,
{
    HttpResponse::Ok()
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file_name}\""),
        ))
        .content_type("text/csv; charset=utf-8")
        .streaming(body)
}

#[cfg(test)]
mod tests {
    use super::*;

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
