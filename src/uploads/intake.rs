//! Turns what was sent into a batch that is being read.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
};

use encoding_rs::Encoding;

use super::{
    cells::shown,
    encodings,
    kind::Upload,
    model::Batch,
    reader::{self, Opening, Rows, START, Said},
};
use crate::web::{
    page::thousands,
    upload::{FILE_LIMIT, Upload as Form},
};

/// Where rows come from: a file, or a text that was pasted.
#[derive(Debug)]
pub(crate) enum Source {
    File(File),
    Text(Cursor<Vec<u8>>),
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Text(text) => text.seek(to),
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Text(text) => text.read(buffer),
        }
    }
}

/// A source that was looked at, and can be read from the beginning.
#[derive(Debug)]
pub(crate) struct Taken {
    source: Source,
    name: String,
    bytes: u64,
    opening: Opening,
}

/// Takes the file, or the pasted text where there is none.
///
/// # Errors
/// With the field and the sentence beside it.
pub(crate) fn take(form: &mut Form, upload: &dyn Upload) -> Result<Taken, (&'static str, String)> {
    let pasted = form.text("pasted").trim().to_owned();
    let Some(mut uploaded) = form.file.take() else {
        if pasted.is_empty() {
            return Err(("file", "Choose a file".to_owned()));
        }
        return of_text(pasted.into_bytes(), "Pasted rows", upload).map_err(|why| ("pasted", why));
    };
    if uploaded.is_too_large {
        return Err((
            "file",
            format!(
                "This file is larger than {} MiB, which is the most of one upload. Split it, and upload the parts",
                FILE_LIMIT / 1024 / 1024
            ),
        ));
    }
    let opening = look_at(&mut uploaded.file, upload).map_err(|why| ("file", why))?;
    Ok(Taken {
        source: Source::File(uploaded.file),
        name: name_of(&uploaded.name),
        bytes: uploaded.bytes,
        opening,
    })
}

/// Takes a text that is no file.
///
/// # Errors
/// With the sentence for the person.
pub(crate) fn of_text(text: Vec<u8>, name: &str, upload: &dyn Upload) -> Result<Taken, String> {
    let bytes = u64::try_from(text.len()).unwrap_or_default();
    let mut text = Cursor::new(text);
    Ok(Taken {
        bytes,
        opening: look_at(&mut text, upload)?,
        source: Source::Text(text),
        name: name.to_owned(),
    })
}

/// Looks at a file, and goes back to its beginning: at all of it for the encoding, at its first lines for the rest.
///
/// # Errors
/// With the sentence for the person.
fn look_at(source: &mut (impl Read + Seek), upload: &dyn Upload) -> Result<Opening, String> {
    let (start, encoding) =
        beginning(source).map_err(|error| format!("This file cannot be read: {error}"))?;
    reader::look(&start, encoding, upload, Said::default())
}

fn beginning(source: &mut (impl Read + Seek)) -> io::Result<(Vec<u8>, &'static Encoding)> {
    let mut start = Vec::with_capacity(START);
    let limit = u64::try_from(START).unwrap_or(u64::MAX);
    source.by_ref().take(limit).read_to_end(&mut start)?;
    source.seek(SeekFrom::Start(0))?;
    let encoding = encodings::of_source(source)?;
    source.seek(SeekFrom::Start(0))?;
    Ok((start, encoding))
}

/// The same for a file whose columns nobody can choose, so that all must be known.
///
/// # Errors
/// With the sentence for the person.
pub(crate) fn look_at_file(file: &mut File, upload: &dyn Upload) -> Result<Opening, String> {
    look_at(file, upload).and_then(|opening| reader::complete(opening, upload))
}

/// The last part of a path, as it may be shown.
pub(crate) fn name_of(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    match shown(last, 100) {
        name if name.is_empty() => "A file without a name".to_owned(),
        name => name,
    }
}

impl Taken {
    /// The cells of its first row: the headings, where there are any.
    pub(crate) fn first_row(&self) -> &[String] {
        &self.opening.first
    }

    /// Headings of columns that are not read.
    pub(crate) fn unread(&self) -> Vec<String> {
        let mut unread = self.opening.unread();
        unread.retain(|heading| !heading.is_empty());
        unread
    }

    /// Notes on the batch what it is made of.
    pub(crate) fn describe(&self, batch: &mut Batch) {
        batch.file_name.clone_from(&self.name);
        batch.total_bytes = i64::try_from(self.bytes).unwrap_or(i64::MAX);
    }

    /// What was found at its beginning.
    pub(super) fn opening(&self) -> &Opening {
        &self.opening
    }

    /// To be read in this way.
    pub(super) fn opened(self, opening: Opening) -> Self {
        Self { opening, ..self }
    }

    /// The file itself, from its beginning.
    pub(super) fn source(&mut self) -> &mut Source {
        &mut self.source
    }

    /// Back to its beginning.
    pub(super) fn rewind(&mut self) -> io::Result<()> {
        self.source.rewind()
    }

    /// Its rows.
    pub(crate) fn rows(self) -> Rows<Source> {
        Rows::new(self.source, self.opening)
    }
}

/// `1,234 rows`.
pub(crate) fn rows_words(count: i32) -> String {
    let noun = if count == 1 { "row" } else { "rows" };
    format!("{} {noun}", thousands(i64::from(count)))
}
