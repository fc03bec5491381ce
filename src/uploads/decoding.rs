//! Decodes bytes into lines of text, with constant memory.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding};

/// Longest line that is looked at, in bytes of UTF-8.
pub(crate) const LINE_MAX: usize = 64 * 1024;
/// Bytes taken at once.
const CHUNK: usize = 32 * 1024;

/// Lines of a source, which end with LF, CR LF or CR, also when one file has several of them. What is not text becomes U+FFFD, so that the row can say so.
pub(crate) struct Lines<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    text: String,
    at: usize,
    is_over: bool,
    /// The line before ended with CR: an LF that follows belongs to it.
    is_after_return: bool,
    number: u32,
    read: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; CHUNK],
            text: String::new(),
            at: 0,
            is_over: false,
            is_after_return: false,
            number: 0,
            read: 0,
        }
    }

    /// Bytes taken from the source so far.
    pub(crate) fn read(&self) -> u64 {
        self.read
    }

    /// The next line with its number, from 1; without the text when it is too long. `None` at the end.
    pub(crate) fn next_line(&mut self) -> io::Result<Option<(u32, Option<String>)>> {
        let mut line = String::new();
        let (mut is_any, mut is_too_long) = (false, false);
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            if self.is_after_return && !rest.is_empty() {
                self.is_after_return = false;
                if rest.starts_with('\n') {
                    self.at += 1;
                    continue;
                }
            }
            let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
            let piece = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let is_whole = end.is_some();
            let is_return = is_whole && rest.as_bytes().get(piece.len()) == Some(&b'\r');
            is_any |= is_whole || !piece.is_empty();
            is_too_long |= line.len() + piece.len() > LINE_MAX;
            if is_too_long {
                line.clear();
            } else {
                line.push_str(piece);
            }
            self.at += piece.len() + usize::from(is_whole);
            if is_whole {
                self.is_after_return = is_return;
                break;
            }
            if !self.fill()? {
                if !is_any {
                    return Ok(None);
                }
                break;
            }
        }
        self.number += 1;
        Ok(Some((self.number, (!is_too_long).then_some(line))))
    }

    /// Takes the next bytes, when the text before is used up; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        if self.is_over {
            return Ok(false);
        }
        self.text.clear();
        self.at = 0;
        let count = loop {
            match self.source.read(&mut self.input) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.is_over = count == 0;
        self.read += u64::try_from(count).unwrap_or_default();
        let bytes = self.input.get(..count).unwrap_or_default();
        let room = self.decoder.max_utf8_buffer_length(count).unwrap_or(CHUNK);
        self.text.reserve(room);
        // With enough room, all of the input is taken.
        let _taken = self
            .decoder
            .decode_to_string(bytes, &mut self.text, self.is_over);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::{super::encodings::of_bytes, *};

    fn lines(bytes: &[u8]) -> Vec<(u32, Option<String>)> {
        let mut lines = Lines::new(bytes, of_bytes(bytes));
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            all.push(line);
        }
        assert_eq!(lines.read(), bytes.len() as u64);
        all
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_lines() {
        let text = "Company name,Domain\r\nZürich AG,zürich.example\r\n東京商事 😀,tokyo.example";
        let expected = lines(text.as_bytes());
        assert_eq!(expected.len(), 3);
        assert_eq!(
            expected[2],
            (3, Some("東京商事 😀,tokyo.example".to_owned()))
        );
        for marked in ["", "\u{FEFF}"] {
            let text = format!("{marked}{text}");
            assert_eq!(lines(text.as_bytes()), expected);
            assert_eq!(lines(&utf_16(&text, u16::to_le_bytes)), expected);
            assert_eq!(lines(&utf_16(&text, u16::to_be_bytes)), expected);
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_one_line_without_text() {
        let text = format!("a\n{}\nb\n", "x".repeat(LINE_MAX * 3));
        assert_eq!(
            lines(text.as_bytes()),
            [
                (1, Some("a".to_owned())),
                (2, None),
                (3, Some("b".to_owned()))
            ]
        );
    }

    #[test]
    fn letters_that_stand_across_two_reads_stay_whole() {
        for shift in 0..4 {
            let text = format!("{}{}", "x".repeat(shift), "é東😀".repeat(12_000));
            let mut lines = Lines::new(text.as_bytes(), UTF_8);
            assert_eq!(lines.next_line().unwrap(), Some((1, None)));
            let short: String = text.chars().take(6_000).collect();
            let mut lines = Lines::new(short.as_bytes(), UTF_8);
            assert_eq!(lines.next_line().unwrap(), Some((1, Some(short.clone()))));
        }
    }

    #[test]
    fn lines_end_in_every_way_also_within_one_file() {
        let expected: Vec<_> = (1..)
            .zip(["a", "b", "", "c", "d"])
            .map(|(number, text)| (number, Some(text.to_owned())))
            .collect();
        for text in [
            "a\nb\n\nc\nd",
            "a\r\nb\r\n\r\nc\r\nd\r\n",
            "a\rb\r\rc\rd\r",
            "a\r\nb\n\nc\rd\r\n",
        ] {
            assert_eq!(lines(text.as_bytes()), expected, "{text:?}");
        }
        // CR and LF on both sides of a chunk's end.
        let long = "x".repeat(CHUNK - 1);
        let text = format!("{long}\r\nb");
        let mut all = Lines::new(text.as_bytes(), UTF_8);
        assert_eq!(all.next_line().unwrap(), Some((1, Some(long))));
        assert_eq!(all.next_line().unwrap(), Some((2, Some("b".to_owned()))));
    }

    #[test]
    fn what_is_not_text_is_marked() {
        let mut all = Lines::new(b"M\xfcller,x\nnext".as_slice(), UTF_8);
        let first = all.next_line().unwrap();
        assert_eq!(first, Some((1, Some("M\u{FFFD}ller,x".to_owned()))));
        assert_eq!(all.next_line().unwrap(), Some((2, Some("next".to_owned()))));
    }
}
