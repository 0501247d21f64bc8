//! Styles, scripts and the map of the world: bundled by Vite from `web/` into `web/dist`, and embedded here. Names hold a hash of
//! the content, so that browsers may keep them for good. A program built without them serves pages that can be read all the same.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// One entry of Vite's manifest (<https://vite.dev/guide/backend-integration>).
#[derive(Debug, Clone, Deserialize)]
struct Chunk {
    file: String,
    #[serde(default)]
    css: Vec<String>,
}

/// Where the bundled files are.
#[derive(Debug, Clone, Default)]
pub struct Assets(BTreeMap<String, Chunk>);

impl Assets {
    /// Reads the manifest; empty if the program was built without one.
    pub fn embedded() -> Self {
        let manifest = Dist::get(".vite/manifest.json");
        Assets(manifest.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default())
    }

    /// The address of a bundled file, by its path in `web/`, such as `src/board.ts`.
    pub fn script(&self, source: &str) -> Option<String> {
        Some(format!("/assets/{}", self.0.get(source)?.file.strip_prefix("assets/")?))
    }

    /// The addresses of the styles that belong to an entry.
    pub fn styles(&self, source: &str) -> Vec<String> {
        let chunk = self.0.get(source);
        let css = chunk.into_iter().flat_map(|c| c.css.iter());
        css.filter_map(|file| Some(format!("/assets/{}", file.strip_prefix("assets/")?))).collect()
    }
}

/// Answers with a bundled file.
pub async fn serve(Path(path): Path<String>) -> Response {
    // a build for development reads the files from the disk, and takes a backslash for a slash
    let inside = path.split(['/', '\\']).all(|part| part != "..");
    match inside.then(|| Dist::get(&format!("assets/{path}"))).flatten() {
        Some(file) => {
            let kind = file.metadata.mimetype().to_owned();
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
            ];
            (headers, file.data.into_owned()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
