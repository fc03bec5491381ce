//! Static files, inside the binary. Their address holds a hash of their content, so browsers can keep them for good and
//! never show an old version.

use actix_web::{HttpResponse, http::header, web};
use rust_embed::RustEmbed;

use super::Answer;
use crate::{error::AppError, paths::Paths};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// `css/base.css` → `{prefix}/static/css/base.<hash>.css`.
#[must_use]
pub fn url(paths: &Paths, name: &str) -> String {
    let hash = Static::get(name)
        .map(|file| short_hash(&file))
        .unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{}/static/{stem}.{hash}.{ending}", paths.prefix())
}

fn short_hash(file: &rust_embed::EmbeddedFile) -> String {
    file.metadata
        .sha256_hash()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A file under its hashed name.
///
/// # Errors
/// Not found, also for a hash of another version.
pub async fn show(name: web::Path<String>) -> Answer {
    let (file, name) = find(&name).ok_or(AppError::NotFound)?;
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type(kind)
        .body(file.data.into_owned()))
}

fn find(hashed: &str) -> Option<(rust_embed::EmbeddedFile, String)> {
    let (rest, ending) = hashed.rsplit_once('.')?;
    let (stem, hash) = rest.rsplit_once('.')?;
    let name = format!("{stem}.{ending}");
    let file = Static::get(&name)?;
    (short_hash(&file) == hash).then_some((file, name))
}
