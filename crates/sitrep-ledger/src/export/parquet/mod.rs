//! Parquet: the two tables of the CSV with typed columns, for data frames and databases.
//!
//! Days are `DATE`, figures `INT64` that may be null, several names a `LIST` of strings that may be empty. Text is as the articles have it:
//! the apostrophe that keeps a spreadsheet from running it is CSV's only.

mod column;

use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use sitrep_record::{Claim, Record};

use super::csv::{CLAIM_COLUMNS, INCIDENT_COLUMNS, authorities, quote};
use super::{Exported, word};
use crate::toll::EFFECTS;
use column::{Kind, Value, schema, write};

/// Rows of one row group: readers skip whole groups, and a group is held in memory.
const GROUP: usize = 50_000;

/// The columns of CSV but its last, which is for edited tables only.
const INCIDENT_KINDS: [Kind; INCIDENT_COLUMNS.len() - 1] = {
    use Kind::{Count, Day, Degrees, Flag, Names, Text};
    [
        Text, Text, Text, Day, Day, Text, Names, Text, Text, Degrees, Degrees, Text, Names, Names, Count, Count, Count,
        Flag, Count, Count, Count, Flag, Count, Count, Count, Flag, Count, Count, Count, Flag, Count, Count, Count,
        Flag, Text, Names, Names, Names,
    ]
};

const CLAIM_KINDS: [Kind; CLAIM_COLUMNS.len()] = {
    use Kind::{Count, Day, Degrees, Names, Text};
    [
        Text, Text, Text, Text, Text, Day, Text, Count, Count, Text, Text, Text, Text, Names, Text, Text, Text,
        Degrees, Text, Count, Count, Text, Day,
    ]
};

/// Writes a row for each incident, with the columns of [`INCIDENT_COLUMNS`] but `as_exported`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn parquet<'a>(all: impl Iterator<Item = Exported<'a>>, out: impl Write + Send) -> io::Result<()> {
    let columns: Vec<_> = INCIDENT_COLUMNS.into_iter().zip(INCIDENT_KINDS).collect();
    table("incidents", &columns, all.map(|one| incident(&one)), out)
}

/// Writes a row for each claim that is about an incident, with the columns of [`CLAIM_COLUMNS`].
///
/// # Errors
/// If `out` cannot be written to.
pub fn parquet_claims<'a>(all: impl Iterator<Item = Exported<'a>>, out: impl Write + Send) -> io::Result<()> {
    let columns: Vec<_> = CLAIM_COLUMNS.into_iter().zip(CLAIM_KINDS).collect();
    let rows = all.flat_map(|one| {
        let claims = one.told.iter().flat_map(|(record, local)| {
            record.claims.iter().filter(move |c| c.incident.as_deref() == Some(local)).map(move |c| (record, c))
        });
        claims.map(|(record, c)| claim(&one, record, c)).collect::<Vec<_>>()
    });
    table("claims", &columns, rows, out)
}

/// Writes rows in groups, with a note on what they are.
fn table(
    name: &str,
    columns: &[(&str, Kind)],
    mut rows: impl Iterator<Item = Vec<Value>>,
    out: impl Write + Send,
) -> io::Result<()> {
    let note = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("sitrep ", env!("CARGO_PKG_VERSION")).into())
        .set_key_value_metadata(Some(vec![
            note("sitrep.version", env!("CARGO_PKG_VERSION")),
            note("sitrep.table", name),
            note(
                "sitrep.provenance",
                "read by a program from news articles and merged into incidents; every row names its articles and their addresses",
            ),
        ]))
        .build();
    let schema = Arc::new(schema(name, columns)?);
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    loop {
        let group: Vec<Vec<Value>> = rows.by_ref().take(GROUP).collect();
        if group.is_empty() {
            break;
        }
        let mut writer = file.next_row_group()?;
        for at in 0..columns.len() {
            let mut column =
                writer.next_column()?.ok_or_else(|| io::Error::other("fewer columns than the schema has"))?;
            write(&mut column, group.iter().map(|row| &row[at]))?;
            column.close()?;
        }
        writer.close()?;
    }
    file.close()?;
    Ok(())
}

fn incident(one: &Exported<'_>) -> Vec<Value> {
    let s = one.summary;
    let place = s.place.as_ref();
    let mut row = vec![
        Value::some(&s.id),
        Value::some(word(&s.kind)),
        Value::text(s.method.as_ref()),
        Value::Day(s.date.from),
        Value::Day(s.date.to),
        Value::text(place.map(|p| &p.name)),
        Value::Names(place.map(|p| p.within.clone()).unwrap_or_default()),
        Value::text(place.and_then(|p| p.admin1.as_ref())),
        Value::text(place.and_then(|p| p.country.as_ref())),
        Value::Degrees(place.and_then(|p| p.lat)),
        Value::Degrees(place.and_then(|p| p.lon)),
        Value::text(place.and_then(|p| p.precision).map(|p| word(&p))),
        Value::Names(s.perpetrators.clone()),
        Value::Names(s.targets.clone()),
    ];
    for effect in EFFECTS {
        let toll = s.tolls.iter().find(|t| t.effect == effect).map(|t| &t.together);
        row.push(Value::Count(toll.and_then(|t| t.low)));
        row.push(Value::Count(toll.and_then(|t| t.best)));
        row.push(Value::Count(toll.and_then(|t| t.high)));
        row.push(Value::Flag(toll.map(|t| t.contested)));
    }
    row.extend([
        Value::some(word(&s.grade)),
        Value::Names(authorities(s)),
        Value::Names(s.articles.clone()),
        Value::Names(one.addresses()),
    ]);
    row
}

fn claim(one: &Exported<'_>, record: &Record, claim: &Claim) -> Vec<Value> {
    vec![
        Value::some(&one.summary.id),
        Value::some(&record.id),
        Value::some(&claim.id),
        Value::text(record.url.as_ref()),
        Value::text(record.outlet.as_ref()),
        Value::Day(record.published),
        Value::some(word(&claim.effect)),
        Value::Count(claim.count.low),
        Value::Count(claim.count.high),
        Value::some(word(&claim.count.bound)),
        Value::text(claim.count.term.as_ref()),
        Value::text(claim.victims.text.as_ref()),
        Value::some(word(&claim.victims.status)),
        Value::Names(claim.sources.iter().map(|s| s.name.clone()).collect()),
        Value::some(word(&claim.scope)),
        Value::text(claim.parent.as_ref()),
        Value::some(word(&claim.polarity)),
        Value::Degrees(Some((f64::from(claim.confidence) * 100.0).round() / 100.0)),
        Value::some(quote(&record.text, claim)),
        Value::Count(Some(claim.evidence.start as u64)),
        Value::Count(Some(claim.evidence.end as u64)),
        Value::text(one.summary.place.as_ref().map(|p| &p.name)),
        Value::Day(one.summary.date.from),
    ]
}
