//! The incidents of a view, to take away: every form of `sitrep export`.
//!
//! A file is made whole before its first byte is sent: an error is told as one, and nobody takes half a table for all of it.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use sitrep_gazetteer::Gazetteer;
use sitrep_ledger::Summary;
use sitrep_ledger::export::{self, Countries, Exported};
use sitrep_ledger::store::{Store, StoreError};
use sitrep_record::{Claim, Record};
use tokio::sync::Semaphore;

use crate::board::Board;
use crate::context::Context;
use crate::error::RequestError;
use crate::pages::Problem;
use crate::view::{Parameters, View};

/// So many files are made at once; more wait, so that they do not keep those who read from the ledger.
static MAKING: Semaphore = Semaphore::const_new(2);

/// What is read from a file at once, in bytes.
const CHUNK: usize = 1 << 16;

/// The addresses of all downloads.
pub fn routes() -> Router<Arc<Board>> {
    Router::new().route("/download/{file}", get(download))
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    ClaimsCsv,
    Jsonl,
    ClaimsJsonl,
    Geojson,
    Parquet,
    ClaimsParquet,
    Acled,
    Ucdp,
    Plover,
}

impl Form {
    /// The name of its file, and its media type.
    const NAMES: [(&'static str, &'static str, Form); 10] = [
        ("incidents.csv", "text/csv; charset=utf-8; header=present", Form::Csv),
        ("claims.csv", "text/csv; charset=utf-8; header=present", Form::ClaimsCsv),
        ("incidents.jsonl", "application/jsonl", Form::Jsonl),
        ("claims.jsonl", "application/jsonl", Form::ClaimsJsonl),
        ("incidents.geojson", "application/geo+json", Form::Geojson),
        ("incidents.parquet", "application/vnd.apache.parquet", Form::Parquet),
        ("claims.parquet", "application/vnd.apache.parquet", Form::ClaimsParquet),
        ("acled.csv", "text/csv; charset=utf-8; header=present", Form::Acled),
        ("ucdp.csv", "text/csv; charset=utf-8; header=present", Form::Ucdp),
        ("plover.jsonl", "application/jsonl", Form::Plover),
    ];
}

/// What a download asks for beside the view.
#[derive(Debug, Default, Deserialize)]
struct Wish {
    /// `1`: a row of HXL hashtags below the head.
    hxl: Option<String>,
}

async fn download(
    context: Context,
    Path(file): Path<String>,
    Query(parameters): Query<Parameters>,
    Query(wish): Query<Wish>,
) -> Result<Response, Problem> {
    let hxl = wish.hxl.is_some_and(|v| v == "1" || v == "on");
    let made = make(&context.board, &file, &parameters, hxl).await;
    made.map_err(|error| Problem::new(context, error))
}

async fn make(board: &Arc<Board>, file: &str, parameters: &Parameters, hxl: bool) -> Result<Response, RequestError> {
    let (name, media, form) =
        Form::NAMES.into_iter().find(|(name, _, _)| *name == file).ok_or(RequestError::NotFound)?;
    let view = View::of(parameters).map_err(|error| RequestError::Bad(error.to_string()))?;
    let _permit = MAKING.acquire().await.map_err(|_| RequestError::Internal)?;
    let ids = board.all(&view).await?;
    let made = board.stores.read(move |store| Ok(spool(form, hxl, select(store, &ids)?))).await?;
    let (file, length) = made.map_err(|_| RequestError::Internal)?;
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"sitrep-{name}\"")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Ok((headers, body(file)).into_response())
}

/// An incident with the records that tell of it, each with the incident's id in it.
type Selected = (Summary, Vec<(Arc<Record>, String)>);

fn select(store: &mut Store, ids: &[String]) -> Result<Vec<Selected>, StoreError> {
    let found = store.summaries(ids)?.into_iter();
    found.map(|summary| store.told(&summary.id).map(|told| (summary, told))).collect()
}

/// Writes a file that has no name, and is gone when it is closed; with its length.
fn spool(form: Form, hxl: bool, all: Vec<Selected>) -> io::Result<(File, u64)> {
    let mut out = BufWriter::with_capacity(CHUNK, tempfile::tempfile()?);
    write(form, hxl, &all, &mut out)?;
    let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    let length = file.stream_position()?;
    file.rewind()?;
    Ok((file, length))
}

fn write(form: Form, hxl: bool, all: &[Selected], mut out: &mut (impl Write + Send)) -> io::Result<()> {
    let rows = all.iter().map(|(summary, told)| Exported { summary, told });
    match form {
        Form::Csv => export::incidents(rows, hxl, out),
        Form::ClaimsCsv => export::claims(rows, out),
        Form::Geojson => export::geojson(rows, out),
        Form::Parquet => export::parquet(rows, out),
        Form::ClaimsParquet => export::parquet_claims(rows, out),
        Form::Acled => export::acled(rows, world()?, hxl, out),
        Form::Ucdp => export::ucdp(rows, world()?, hxl, out),
        Form::Plover => export::plover(rows, world()?, out),
        Form::Jsonl => {
            for one in rows {
                serde_json::to_writer(&mut out, one.summary)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        }
        Form::ClaimsJsonl => {
            for one in rows {
                for (record, local) in one.told {
                    for claim in record.claims.iter().filter(|c| c.incident.as_deref() == Some(local)) {
                        serde_json::to_writer(&mut out, &ClaimLine::of(one.summary, record, claim))?;
                        out.write_all(b"\n")?;
                    }
                }
            }
            Ok(())
        }
    }
}

/// A claim on a line of its own.
#[derive(Serialize)]
struct ClaimLine<'a> {
    /// The incident's permanent id; the claim's own `incident` is the id in its record.
    incident_id: &'a str,
    article: &'a str,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<jiff::civil::Date>,
    /// The words that it was read from.
    quote: String,
    #[serde(flatten)]
    claim: &'a Claim,
}

impl<'a> ClaimLine<'a> {
    fn of(summary: &'a Summary, record: &'a Record, claim: &'a Claim) -> Self {
        let (start, end) = (claim.evidence.start, claim.evidence.end);
        ClaimLine {
            incident_id: &summary.id,
            article: &record.id,
            url: record.url.as_deref(),
            outlet: record.outlet.as_deref(),
            published: record.published,
            quote: record.text.chars().skip(start).take(end.saturating_sub(start)).collect(),
            claim,
        }
    }
}

/// Country names from the gazetteer.
struct World(Gazetteer);

impl Countries for World {
    fn name(&self, code: &str) -> Option<String> {
        Some(self.0.country(code)?.name.clone())
    }

    fn iso3(&self, code: &str) -> Option<String> {
        Some(self.0.country(code)?.iso3.clone())
    }
}

fn world() -> io::Result<&'static World> {
    static WORLD: OnceLock<Option<World>> = OnceLock::new();
    let world = WORLD.get_or_init(|| Gazetteer::embedded().ok().map(World));
    world.as_ref().ok_or_else(|| io::Error::other("the gazetteer cannot be read"))
}

/// A file, read as fast as it is taken.
fn body(file: File) -> Body {
    let chunks = stream::unfold(Some(file), |file| async move {
        let mut file = file?;
        let read = move || {
            let mut chunk = vec![0; CHUNK];
            file.read(&mut chunk).map(|n| {
                chunk.truncate(n);
                (file, chunk)
            })
        };
        match tokio::task::spawn_blocking(read).await.map_err(io::Error::other).flatten() {
            Ok((_, chunk)) if chunk.is_empty() => None,
            Ok((file, chunk)) => Some((Ok(Bytes::from(chunk)), Some(file))),
            Err(error) => Some((Err(error), None)),
        }
    });
    // what compresses it asks once more after the end
    Body::from_stream(chunks.fuse())
}
