//! A table as a spreadsheet saved it: with a byte order mark or not, parted by commas, semicolons or tabs.

use std::io::Read;

use super::BackError;

/// A row of a table: the incident's id, and its values by column.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number as spreadsheets count: the head is row 1.
    pub number: usize,
    /// The incident.
    pub id: String,
    values: Vec<(String, String)>,
}

impl Row {
    /// The cell of a column; nothing if the table has no such column.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        self.values.iter().find(|(c, _)| c == column).map(|(_, v)| v.as_str())
    }

    /// The remark in the added column `note`.
    pub fn note(&self) -> Option<&str> {
        self.cell("note").filter(|note| !note.is_empty())
    }

    /// The incident that the added column `merge_into` names.
    pub fn merge_into(&self) -> Option<&str> {
        self.cell("merge_into").filter(|id| !id.is_empty())
    }
}

/// The rows of a table; a row of hashtags is passed over, columns that are not ours are left alone.
///
/// # Errors
/// If it is no table, or has no ids.
pub fn table(mut input: impl Read) -> Result<Vec<Row>, BackError> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| BackError::Encoding)?.trim_start_matches('\u{feff}');
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers()?.iter().map(|h| h.trim().to_owned()).collect();
    let id = head.iter().position(|h| h == "id").ok_or(BackError::NoIds)?;
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record?;
        let Some(id) = record.get(id).map(str::trim).filter(|id| !id.is_empty() && !id.starts_with('#')) else {
            continue;
        };
        let values = head.iter().cloned().zip(record.iter().map(|v| v.trim().to_owned())).collect();
        rows.push(Row { number: at + 2, id: id.to_owned(), values });
    }
    Ok(rows)
}

/// What parts the cells of the head: its names hold none of the three.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |d: char| head.matches(d).count();
    [(count(','), b','), (count(';'), b';'), (count('\t'), b'\t')]
        .into_iter()
        .max_by_key(|(n, d)| (*n, *d == b','))
        .map_or(b',', |(_, d)| d)
}
