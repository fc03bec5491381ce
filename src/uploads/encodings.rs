//! In which encoding a file is written, judged by all of it.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_2022_JP, KOI8_R, MACINTOSH,
    SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// Bytes looked at together.
const CHUNK: usize = 64 * 1024;
/// Most bytes with letters beyond ASCII that are compared with the habits of languages; more say nothing new.
const COMPARED: usize = 512 * 1024;

/// Encodings to choose from, as they are called.
const CHOICES: &[(&Encoding, &str)] = &[
    (UTF_8, "UTF-8"),
    (UTF_16LE, "UTF-16 (little endian)"),
    (UTF_16BE, "UTF-16 (big endian)"),
    (WINDOWS_1252, "Windows-1252 (Western European)"),
    (WINDOWS_1250, "Windows-1250 (Central European)"),
    (WINDOWS_1251, "Windows-1251 (Cyrillic)"),
    (WINDOWS_1253, "Windows-1253 (Greek)"),
    (WINDOWS_1254, "Windows-1254 (Turkish)"),
    (WINDOWS_1255, "Windows-1255 (Hebrew)"),
    (WINDOWS_1256, "Windows-1256 (Arabic)"),
    (WINDOWS_1257, "Windows-1257 (Baltic)"),
    (WINDOWS_1258, "Windows-1258 (Vietnamese)"),
    (WINDOWS_874, "Windows-874 (Thai)"),
    (SHIFT_JIS, "Shift_JIS (Japanese)"),
    (EUC_JP, "EUC-JP (Japanese)"),
    (ISO_2022_JP, "ISO-2022-JP (Japanese)"),
    (GBK, "GBK (simplified Chinese)"),
    (GB18030, "GB18030 (Chinese)"),
    (BIG5, "Big5 (traditional Chinese)"),
    (EUC_KR, "EUC-KR (Korean)"),
    (KOI8_R, "KOI8-R (Cyrillic)"),
    (IBM866, "IBM866 (Cyrillic)"),
    (MACINTOSH, "Mac Roman (Western European)"),
];

/// Each encoding that can be chosen: its name in the WHATWG's list, and as it is called.
pub(crate) fn choices() -> impl Iterator<Item = (&'static str, &'static str)> {
    CHOICES
        .iter()
        .map(|(encoding, label)| (encoding.name(), *label))
}

/// The one of this name, when it can be chosen.
pub(crate) fn chosen(name: &str) -> Option<&'static Encoding> {
    let known = CHOICES.iter().find(|(known, _)| known.name() == name);
    known.map(|(encoding, _)| *encoding)
}

/// What an encoding is called.
pub(crate) fn label(encoding: &'static Encoding) -> &'static str {
    let known = CHOICES.iter().find(|(known, _)| *known == encoding);
    known.map_or(encoding.name(), |(_, label)| label)
}

/// The encoding of a source, which is read to its end.
pub(crate) fn of_source(source: &mut impl Read) -> io::Result<&'static Encoding> {
    let mut look = Look::new();
    let mut buffer = vec![0; CHUNK];
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return Ok(look.verdict()),
            Ok(count) => look.feed(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The encoding of these bytes.
#[cfg(test)]
pub(crate) fn of_bytes(bytes: &[u8]) -> &'static Encoding {
    let mut look = Look::new();
    for chunk in bytes.chunks(CHUNK) {
        look.feed(chunk);
    }
    look.verdict()
}

/// What was seen so far.
struct Look {
    /// The encoding that a mark at the start names.
    marked: Option<&'static Encoding>,
    seen: u64,
    /// Bytes of value zero in the first and in the second half of each pair.
    zeros: [u64; 2],
    utf_8: Utf8Look,
    detector: EncodingDetector,
    compared: usize,
    mac: MacLook,
}

impl Look {
    fn new() -> Self {
        Self {
            marked: None,
            seen: 0,
            zeros: [0, 0],
            utf_8: Utf8Look::default(),
            detector: EncodingDetector::new(Iso2022JpDetection::Allow),
            compared: 0,
            mac: MacLook::default(),
        }
    }

    fn feed(&mut self, bytes: &[u8]) {
        if self.seen == 0 {
            self.marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
        }
        let [even, odd] = &mut self.zeros;
        for place in memchr::memchr_iter(0, bytes) {
            let is_odd = (self.seen + u64::try_from(place).unwrap_or(0)) % 2 == 1;
            *(if is_odd { &mut *odd } else { &mut *even }) += 1;
        }
        self.seen += u64::try_from(bytes.len()).unwrap_or(0);
        self.utf_8.feed(bytes);
        let says_something = !bytes.is_ascii() || memchr::memchr(0x1B, bytes).is_some();
        if says_something && self.compared < COMPARED {
            self.compared += bytes.len();
            self.detector.feed(bytes, false);
            self.mac.feed(bytes);
        }
    }

    fn verdict(mut self) -> &'static Encoding {
        if let Some(encoding) = self.marked {
            return encoding;
        }
        // Text in other encodings has no zeros. In UTF-16 commas, line ends and Latin letters have one each, all in
        // the same half of the pair.
        let [even, odd] = self.zeros;
        if (even + odd) * 20 >= self.seen && even.max(odd) >= 10 * even.min(odd) && self.seen > 1 {
            return if even > odd { UTF_16BE } else { UTF_16LE };
        }
        self.detector.feed(b"", true);
        let (letters, broken) = self.utf_8.end();
        if broken == 0 {
            let guess = self.detector.guess(None, Utf8Detection::Allow);
            return if letters == 0 && guess == ISO_2022_JP {
                ISO_2022_JP
            } else {
                UTF_8
            };
        }
        // A file in UTF-8 with a damaged place is no file in another encoding.
        if broken * 20 <= letters {
            return UTF_8;
        }
        let guess = self.detector.guess(None, Utf8Detection::Deny);
        if guess == WINDOWS_1252 && self.mac.is_likely() {
            return MACINTOSH;
        }
        guess
    }
}

/// How much of the text is UTF-8, across the ends of chunks.
#[derive(Default)]
struct Utf8Look {
    /// The beginning of a letter at the end of the chunk before.
    rest: Vec<u8>,
    letters: u64,
    broken: u64,
}

impl Utf8Look {
    fn feed(&mut self, bytes: &[u8]) {
        if self.rest.is_empty() && bytes.is_ascii() {
            return;
        }
        let mut joined = std::mem::take(&mut self.rest);
        joined.extend_from_slice(bytes);
        let mut bytes = joined.as_slice();
        loop {
            let error = match std::str::from_utf8(bytes) {
                Ok(text) => return self.count(text.as_bytes()),
                Err(error) => error,
            };
            let (good, bad) = bytes
                .split_at_checked(error.valid_up_to())
                .unwrap_or_default();
            self.count(good);
            let Some(length) = error.error_len() else {
                self.rest = bad.to_vec();
                return;
            };
            self.broken += 1;
            bytes = bad.get(length..).unwrap_or_default();
        }
    }

    fn count(&mut self, text: &[u8]) {
        let letters = text.iter().filter(|byte| **byte >= 0xC0).count();
        self.letters += u64::try_from(letters).unwrap_or(0);
    }

    fn end(&self) -> (u64, u64) {
        (self.letters, self.broken + u64::from(!self.rest.is_empty()))
    }
}

/// Old Excel on a Mac writes Mac Roman, which nothing but its letters tells from Windows-1252: `ü`, `é` and `ç` have numbers
/// there that Windows gives to signs which do not stand beside small letters.
#[derive(Default)]
struct MacLook {
    mac: u64,
    windows: u64,
}

impl MacLook {
    fn feed(&mut self, bytes: &[u8]) {
        const LETTERS: &[u8] = &[
            0x81, 0x87, 0x88, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x9A, 0x9D, 0x9E, 0x9F,
            0xA7,
        ];
        let mut before = 0;
        let mut all = bytes.iter().peekable();
        while let Some(byte) = all.next() {
            let is_beside_letter = u8::is_ascii_lowercase(&before)
                || all.peek().is_some_and(|next| next.is_ascii_lowercase());
            if is_beside_letter && LETTERS.contains(byte) {
                self.mac += 1;
            }
            self.windows += u64::from(*byte >= 0xC0);
            before = *byte;
        }
    }

    fn is_likely(&self) -> bool {
        self.mac > self.windows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "Microsoft ID;Company name;Primary domain name\r\n1;Müller & Söhne GmbH;mueller.example\r\n";
    const FRENCH: &str =
        "Société;Courriel\r\nCrédit Générale de l’Orléanais;ana@credit.example\r\n";
    const JAPANESE: &str = "会社名,メールアドレス\r\n東京商事株式会社,ana@tokyo.example\r\n山田製作所,bo@yamada.example\r\n";
    const CHINESE: &str = "公司名称,电子邮件\r\n北京科技有限公司,ana@beijing.example\r\n上海贸易公司,bo@shanghai.example\r\n";
    const POLISH: &str = "Nazwa;Adres\r\nZakłady Łódzkie Spółka Żeglugowa;ana@lodz.example\r\nGórażdże Ćwierć Źródło;b@c.example\r\n";
    const RUSSIAN: &str =
        "Компания;Почта\r\nОбщество с ограниченной ответственностью;ana@mir.example\r\n";
    const KOREAN: &str =
        "회사,이메일\r\n서울무역주식회사,ana@seoul.example\r\n한국산업,bo@hanguk.example\r\n";

    fn written(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let (bytes, _, has_other) = encoding.encode(text);
        assert!(!has_other, "{text} in {}", encoding.name());
        bytes.into_owned()
    }

    #[test]
    fn what_programs_write_where_they_are_used_reads_as_it_was_written() {
        for (text, encoding) in [
            (GERMAN, WINDOWS_1252),
            (FRENCH, WINDOWS_1252),
            (GERMAN, MACINTOSH),
            (FRENCH, MACINTOSH),
            (JAPANESE, SHIFT_JIS),
            (JAPANESE, EUC_JP),
            (JAPANESE, ISO_2022_JP),
            (CHINESE, GBK),
            (CHINESE, GB18030),
            (POLISH, WINDOWS_1250),
            (RUSSIAN, WINDOWS_1251),
            (RUSSIAN, KOI8_R),
            (KOREAN, EUC_KR),
            (GERMAN, UTF_8),
            (JAPANESE, UTF_8),
        ] {
            let bytes = written(text, encoding);
            let (read, found, _) = of_bytes(&bytes).decode(&bytes);
            assert_eq!(read, text, "{} taken for {}", encoding.name(), found.name());
            let mut source = bytes.as_slice();
            assert_eq!(of_source(&mut source).unwrap(), of_bytes(&bytes));
        }
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        for text in [GERMAN, JAPANESE, CHINESE] {
            for mark in ["", "\u{FEFF}"] {
                let marked = format!("{mark}{text}");
                let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
                let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
                assert_eq!(of_bytes(&little), UTF_16LE, "{marked:?}");
                assert_eq!(of_bytes(&big), UTF_16BE, "{marked:?}");
            }
        }
    }

    #[test]
    fn the_last_line_decides_as_the_first_does() {
        let plain = "1;Plain AG;plain.example\r\n".repeat(20_000);
        let bytes = [plain.as_bytes(), b"2;M\xFCller GmbH;mueller.example\r\n"].concat();
        let mut source = bytes.as_slice();
        assert_eq!(of_source(&mut source).unwrap(), WINDOWS_1252);
        let bytes = [plain.as_bytes(), "2;Müller GmbH;m.example".as_bytes()].concat();
        assert_eq!(of_bytes(&bytes), UTF_8);
    }

    #[test]
    fn a_damaged_place_makes_a_file_in_utf_8_no_other() {
        let mut bytes = GERMAN.repeat(20).into_bytes();
        bytes.extend_from_slice(b"3;Br\xFCcke;b.example");
        assert_eq!(of_bytes(&bytes), UTF_8);
        // A letter that stands across two chunks is none.
        let mut look = Look::new();
        for byte in GERMAN.as_bytes().chunks(1) {
            look.feed(byte);
        }
        assert_eq!(look.verdict(), UTF_8);
    }

    #[test]
    fn each_choice_is_called_something_else() {
        let mut names: Vec<&str> = choices().map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CHOICES.len());
        assert_eq!(label(SHIFT_JIS), "Shift_JIS (Japanese)");
    }
}
