//! Turns what was sent into a batch that is being read.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
};

use actix_web::web;
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

/// Takes the file, or the pasted text where there is none, in the encoding that the form names, if it does. All of it is
/// looked at, on a thread for blocking work.
///
/// # Errors
/// With the field and the sentence beside it.
pub(crate) async fn take(
    form: &mut Form,
    upload: &'static dyn Upload,
) -> Result<Taken, (&'static str, String)> {
    let encoding = match form.text("encoding") {
        "" => None,
        name => {
            let unknown = || ("encoding", "Choose the encoding of the file".to_owned());
            Some(encodings::chosen(name).ok_or_else(unknown)?)
        }
    };
    let pasted = form.text("pasted").trim().to_owned();
    let Some(uploaded) = form.file.take() else {
        if pasted.is_empty() {
            return Err(("file", "Choose a file".to_owned()));
        }
        let text = move || of_text(pasted.into_bytes(), "Pasted rows", upload);
        return aside(text).await.map_err(|why| ("pasted", why));
    };
    if uploaded.is_too_large {
        return Err((
            "file",
            format!(
                "This file is larger than {} MiB, which is the most of one upload. {}",
                FILE_LIMIT / 1024 / 1024,
                upload.too_large()
            ),
        ));
    }
    let file = move || {
        let mut file = uploaded.file;
        Ok(Taken {
            opening: look_at(&mut file, upload, encoding)?,
            source: Source::File(file),
            name: name_of(&uploaded.name),
            bytes: uploaded.bytes,
        })
    };
    aside(file).await.map_err(|why| ("file", why))
}

/// Does it on a thread for blocking work.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let done = web::block(work).await;
    done.unwrap_or_else(|_| Err("This file could not be looked at. Upload it again".to_owned()))
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
        opening: look_at(&mut text, upload, None)?,
        source: Source::Text(text),
        name: name.to_owned(),
    })
}

/// Looks at a file, and goes back to its beginning: at all of it for the encoding, at its first lines for the rest.
///
/// # Errors
/// With the sentence for the person.
fn look_at(
    source: &mut (impl Read + Seek),
    upload: &dyn Upload,
    encoding: Option<&'static Encoding>,
) -> Result<Opening, String> {
    let (start, encoding) = beginning(source, encoding)
        .map_err(|error| format!("This file cannot be read: {error}"))?;
    reader::look(&start, encoding, upload, Said::default())
}

fn beginning(
    source: &mut (impl Read + Seek),
    said: Option<&'static Encoding>,
) -> io::Result<(Vec<u8>, &'static Encoding)> {
    let mut start = Vec::with_capacity(START);
    let limit = u64::try_from(START).unwrap_or(u64::MAX);
    source.by_ref().take(limit).read_to_end(&mut start)?;
    source.seek(SeekFrom::Start(0))?;
    let encoding = match said {
        Some(said) => said,
        None => encodings::of_source(source)?,
    };
    source.seek(SeekFrom::Start(0))?;
    Ok((start, encoding))
}

/// The same for a file whose columns nobody can choose, so that all must be known.
///
/// # Errors
/// With the sentence for the person.
pub(crate) fn look_at_file(file: &mut File, upload: &dyn Upload) -> Result<Opening, String> {
    look_at(file, upload, None).and_then(|opening| reader::complete(opening, upload))
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

#[cfg(test)]
mod tests {
    use std::{
        io::Write,
        sync::Mutex,
        thread::{self, ThreadId},
    };

    use super::*;
    use crate::{
        db::{self, types::Timestamp},
        domains::ConsentRules,
        paths::Paths,
        uploads::{About, BatchRow, Column, Fields, Place, Seen, Words, kind::Upload as Kind},
        web::upload::Uploaded,
    };

    /// A kind that notes on which threads its files are looked at.
    struct Watching(Mutex<Vec<ThreadId>>);

    impl Kind for Watching {
        fn kind(&self) -> &'static str {
            "watching"
        }

        fn most_rows(&self) -> i32 {
            1
        }

        fn needs(&self) -> &'static [(Column, &'static str)] {
            &[]
        }

        fn expected(&self) -> &'static str {
            self.0.lock().unwrap().push(thread::current().id());
            "Rows"
        }

        fn check(&self, _: &Fields, _: &ConsentRules) -> Result<BatchRow, String> {
            unreachable!()
        }

        fn judge(
            &self,
            _: &mut db::Tx<'_>,
            _: &About<'_>,
            _: &mut Seen,
            _: &mut [BatchRow],
        ) -> db::Result<()> {
            unreachable!()
        }

        fn words(&self) -> Words {
            unreachable!()
        }

        fn cells(&self, _: &BatchRow) -> [String; 3] {
            unreachable!()
        }

        fn link(&self, _: &Paths, _: Place, _: &BatchRow) -> Option<(&'static str, String)> {
            unreachable!()
        }

        fn ended(&self, _: &mut db::Tx<'_>, _: &Batch, _: Timestamp) -> db::Result<()> {
            unreachable!()
        }

        fn page(&self, _: &Paths, _: Place) -> String {
            unreachable!()
        }

        fn acts(&self, _: &Paths, _: Place) -> [String; 3] {
            unreachable!()
        }

        fn start(&self, _: &Paths, _: Place) -> String {
            unreachable!()
        }
    }

    #[actix_web::test]
    async fn no_thread_that_serves_pages_looks_at_a_file() {
        static WATCHING: Watching = Watching(Mutex::new(Vec::new()));
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"A,B\n1,2\n").unwrap();
        file.rewind().unwrap();
        let mut form = Form::default();
        form.file = Some(Uploaded {
            name: "a.csv".to_owned(),
            file,
            bytes: 8,
            is_too_large: false,
        });
        take(&mut form, &WATCHING).await.unwrap();
        let seen = WATCHING.0.lock().unwrap().clone();
        assert!(!seen.is_empty());
        assert!(!seen.contains(&thread::current().id()));
    }
}
