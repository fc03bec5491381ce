//! Reads `multipart/form-data`. The file goes to a temporary file without a name in the data folder, so that nothing is left
//! behind and the system's own folder is not needed, and never into memory.
//!
//! A handler calls [`receive`] after the permission check, so that nobody else makes the server store a byte.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::PathBuf,
};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{HttpRequest, http::header, web::Payload};
use futures_util::StreamExt;

use super::{
    form::{self, Form},
    part,
};
use crate::error::AppError;

/// Most bytes that a file may have.
pub const FILE_LIMIT: u64 = 32 * 1024 * 1024;
/// Most bytes of what was typed or pasted, all fields together.
pub const TEXT_LIMIT: usize = 1024 * 1024;
/// The field of the file.
const FILE: &str = "file";
/// Bytes written at once.
const BLOCK: usize = 256 * 1024;

/// The folder in which files that are sent are kept until they are read.
#[derive(Debug, Clone)]
pub struct UploadFolder(pub PathBuf);

impl UploadFolder {
    fn file(&self) -> io::Result<File> {
        tempfile::tempfile_in(&self.0)
    }

    /// Whether a file could be kept there now.
    ///
    /// # Errors
    /// When none can be made.
    pub fn check(&self) -> io::Result<()> {
        self.file().map(drop)
    }
}

/// A file that was sent.
#[derive(Debug)]
pub struct Uploaded {
    /// Its name on the other machine, as it was sent.
    pub name: String,
    /// What it holds, from the beginning.
    pub file: File,
    /// Its size.
    pub bytes: u64,
    /// Whether it was larger than [`FILE_LIMIT`]; it is cut off there.
    pub is_too_large: bool,
}

/// A form with a file.
#[derive(Debug, Default)]
pub struct Upload {
    fields: BTreeMap<String, String>,
    /// The file, when one was chosen.
    pub file: Option<Uploaded>,
}

impl Upload {
    /// A field's text; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn is_expected(&self, name: &str, known: &[&str]) -> Result<(), AppError> {
        if known.contains(&name) && !self.fields.contains_key(name) {
            return Ok(());
        }
        Err(bad(
            "This form does not belong to the page as it is now. Open the page again.",
        ))
    }
}

/// Reads the form: its file, and the texts with these names, each at most once. A field that the page does not have is
/// refused at its name, before its content. One without a file may come as an ordinary form, too.
///
/// # Errors
/// When it is no form, does not arrive in time, holds other fields, or more text than it may.
pub async fn receive(
    request: &HttpRequest,
    payload: Payload,
    known: &[&str],
) -> Result<Upload, AppError> {
    let is_multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("multipart/form-data"));
    if is_multipart {
        let folder = part::<UploadFolder>(request)?;
        read(Multipart::new(request.headers(), payload), known, &folder).await
    } else {
        ordinary(request, payload, known).await
    }
}

async fn ordinary(
    request: &HttpRequest,
    payload: Payload,
    known: &[&str],
) -> Result<Upload, AppError> {
    let pairs: Vec<(String, String)> = Form::read(request, &mut payload.into_inner()).await?;
    let mut upload = Upload::default();
    for (name, value) in pairs {
        upload.is_expected(&name, known)?;
        upload.fields.insert(name, value);
    }
    Ok(upload)
}

fn bad(message: &str) -> AppError {
    AppError::BadForm {
        message: message.to_owned(),
        typed: Vec::new(),
    }
}

fn broken(error: MultipartError) -> AppError {
    match error {
        MultipartError::Payload(error) => form::broken(&error),
        _ => bad("The form did not arrive whole. Send it again."),
    }
}

async fn read(
    mut body: Multipart,
    known: &[&str],
    folder: &UploadFolder,
) -> Result<Upload, AppError> {
    let mut upload = Upload::default();
    let (mut room, mut has_file) = (TEXT_LIMIT, false);
    while let Some(field) = body.next().await {
        let field = field.map_err(broken)?;
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field
            .content_disposition()
            .and_then(|about| about.get_filename().map(str::to_owned));
        match file_name {
            Some(file_name) if name == FILE && !has_file => {
                has_file = true;
                let file = keep(field, file_name, folder).await?;
                // A browser sends an empty file without a name when none was chosen.
                if file.bytes > 0 || !file.name.is_empty() {
                    upload.file = Some(file);
                }
            }
            _ => {
                upload.is_expected(&name, known)?;
                let text = text(field, room).await?;
                room -= text.len();
                upload.fields.insert(name, text);
            }
        }
    }
    Ok(upload)
}

async fn text(mut field: Field, room: usize) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(broken)?;
        if bytes.len() + chunk.len() > room {
            return Err(AppError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| bad("The form holds bytes that are not text."))
}

/// Reads and drops what is too large, so that the person gets an answer and not a broken connection.
async fn keep(mut field: Field, name: String, folder: &UploadFolder) -> Result<Uploaded, AppError> {
    let mut file = folder.file().map_err(|error| cannot_keep(&error))?;
    let mut block = Vec::with_capacity(BLOCK);
    let (mut bytes, mut seen) = (0_u64, 0_u64);
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(broken)?;
        seen += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if seen > FILE_LIMIT {
            if seen > FILE_LIMIT * 8 {
                return Err(AppError::TooLarge);
            }
            continue;
        }
        bytes = seen;
        block.extend_from_slice(&chunk);
        if block.len() >= BLOCK {
            file = write(file, std::mem::take(&mut block)).await?;
        }
    }
    file = write(file, block).await?;
    file.seek(SeekFrom::Start(0))
        .map_err(|error| cannot_keep(&error))?;
    Ok(Uploaded {
        name,
        file,
        bytes,
        is_too_large: seen > FILE_LIMIT,
    })
}

async fn write(mut file: File, block: Vec<u8>) -> Result<File, AppError> {
    let written = tokio::task::spawn_blocking(move || {
        file.write_all(&block)?;
        Ok::<_, io::Error>(file)
    });
    match written.await {
        Ok(Ok(file)) => Ok(file),
        Ok(Err(error)) => Err(cannot_keep(&error)),
        Err(error) => Err(AppError::Internal(error.to_string())),
    }
}

fn cannot_keep(error: &io::Error) -> AppError {
    AppError::Internal(format!(
        "an upload cannot be kept in the data folder (PARTNER_CENTER_DATA_DIR): {error}"
    ))
}
