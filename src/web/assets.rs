//! Static files, inside the binary. Their address holds a hash of their content, so browsers can keep them for good and
//! never show an old version.
//!
//! The style sheets are one file to a browser, and so are the scripts: each is written for itself under `static/`, and
//! `BUNDLES` says which go together, in which order.

use std::{borrow::Cow, collections::HashMap, io::Write, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, AcceptEncoding, Encoding, Header},
    web::{self, Bytes},
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::Answer;
use crate::{error::AppError, paths::Paths};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// What browsers ask for as one file, and what it is made of.
const BUNDLES: [(&str, &[&str]); 2] = [
    (
        "css/site.css",
        &[
            "css/tokens.css",
            "css/base.css",
            "css/layout.css",
            "css/components.css",
            "css/pages.css",
        ],
    ),
    (
        "js/staff.js",
        &[
            "js/copy_text.js",
            "js/hand_over.js",
            "js/autogrow.js",
            "js/link_check.js",
            "js/auto_apply.js",
            "js/live_sums.js",
            "js/relative_time.js",
            "js/error_focus.js",
        ],
    ),
];

/// A file as it is sent.
struct Asset {
    kind: &'static str,
    plain: Bytes,
    /// Compressed with Brotli, as far as it goes.
    brotli: Bytes,
}

/// What is sent under each hashed name, made once, when the first page asks for an address.
struct Assets {
    /// `css/site.css` → `css/site.<hash>.css`.
    hashed: HashMap<String, String>,
    by_hashed: HashMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::gather);

impl Assets {
    fn gather() -> Self {
        let bundled = BUNDLES.map(|(name, parts)| (Cow::from(name), bundle(name, parts)));
        let single = Static::iter()
            .filter(|name| {
                !BUNDLES
                    .iter()
                    .any(|(_, parts)| parts.contains(&name.as_ref()))
            })
            .filter_map(|name| Some((name.clone(), Static::get(&name)?.data.into_owned())));
        let mut assets = Self {
            hashed: HashMap::new(),
            by_hashed: HashMap::new(),
        };
        for (name, content) in bundled.into_iter().chain(single) {
            let hashed = hashed(&name, &content);
            assets
                .by_hashed
                .insert(hashed.clone(), Asset::new(&name, content));
            assets.hashed.insert(name.into_owned(), hashed);
        }
        assets
    }
}

/// The parts one after the other. Each script in a block of its own, as it had a module of its own.
fn bundle(name: &str, parts: &[&str]) -> Vec<u8> {
    let (before, after) = if name.ends_with(".js") {
        ("{\n", "}\n")
    } else {
        ("", "")
    };
    let mut content = Vec::new();
    for file in parts.iter().filter_map(|part| Static::get(part)) {
        content.extend_from_slice(before.as_bytes());
        content.extend_from_slice(&file.data);
        content.extend_from_slice(after.as_bytes());
    }
    content
}

fn hashed(name: &str, content: &[u8]) -> String {
    let hash: String = Sha256::digest(content)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}.{hash}.{ending}")
}

impl Asset {
    fn new(name: &str, content: Vec<u8>) -> Self {
        let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        Self {
            kind,
            brotli: Bytes::from(compressed(&content)),
            plain: Bytes::from(content),
        }
    }
}

/// As small as Brotli makes it. Writing to memory does not fail; if it did, the file would be sent as it is.
fn compressed(content: &[u8]) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    match writer.write_all(content) {
        Ok(()) => writer.into_inner(),
        Err(_) => Vec::new(),
    }
}

/// `css/site.css` → `{prefix}/static/css/site.<hash>.css`.
#[must_use]
pub fn url(paths: &Paths, name: &str) -> String {
    let hashed = ASSETS.hashed.get(name).map_or(name, String::as_str);
    format!("{}/static/{hashed}", paths.prefix())
}

/// A file under its hashed name.
///
/// # Errors
/// Not found, also for a hash of another version.
pub async fn show(request: HttpRequest, name: web::Path<String>) -> Answer {
    let asset = ASSETS
        .by_hashed
        .get(name.as_str())
        .ok_or(AppError::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "accept-encoding"))
        .content_type(asset.kind);
    let body = if takes_brotli(&request) && !asset.brotli.is_empty() {
        answer.insert_header((header::CONTENT_ENCODING, "br"));
        &asset.brotli
    } else {
        &asset.plain
    };
    Ok(answer.body(body.clone()))
}

fn takes_brotli(request: &HttpRequest) -> bool {
    let known = [Encoding::brotli(), Encoding::identity()];
    AcceptEncoding::parse(request)
        .is_ok_and(|accepted| accepted.negotiate(known.iter()) == Some(Encoding::brotli()))
}
