//! Finding incidents: by their columns, and by words of their articles.

use sitrep_record::Record;

use super::Tx;
use super::articles::{LINE, line};
use crate::Summary;
use crate::fold::fold;
use crate::store::ArticleLine;
use crate::store::error::{Result, StoreError, stored};
use crate::store::filter::Filter;

/// Degrees of latitude in a kilometre.
const DEGREES_PER_KM: f64 = 1.0 / 111.2;

impl Tx<'_> {
    /// Puts an article's words into the index.
    pub(super) fn index_text(&self, seq: i64, record: &Record) -> Result<()> {
        self.0
            .prepare_cached("INSERT OR REPLACE INTO article_text (rowid, title, body) VALUES (?1, ?2, ?3)")?
            .execute((seq, &record.title, &record.text))?;
        Ok(())
    }

    /// The incidents that a filter lets through, by day and id.
    pub fn find(&self, filter: &Filter) -> Result<Vec<Summary>> {
        let (sql, values) = query(filter);
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(0));
        let search = |error| match &filter.text {
            Some(text) => unsound(text)(error),
            None => StoreError::from(error),
        };
        let mut found = Vec::new();
        for json in rows.map_err(search)? {
            let summary: Summary = serde_json::from_str(&json.map_err(search)?).map_err(stored("incident"))?;
            if filter.near.is_none_or(|near| near.takes(&summary)) {
                found.push(summary);
            }
        }
        Ok(found)
    }

    /// The ids of the incidents whose articles have these words.
    pub fn ids_with_text(&self, text: &str) -> Result<Vec<String>> {
        let sql = format!("SELECT DISTINCT m.incident FROM {MATCHING} ORDER BY m.incident");
        let sql = sql.replace("article_text t", "article_text t JOIN mention m ON m.article = t.rowid");
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map([text], |row| row.get(0)).map_err(unsound(text))?;
        rows.map(|row| row.map_err(unsound(text))).collect()
    }

    /// Articles with these words, the one added last first.
    pub fn articles_with_text(&self, text: &str, limit: u32) -> Result<Vec<ArticleLine>> {
        let sql = format!(
            "SELECT {LINE} FROM article WHERE seq IN (SELECT t.rowid FROM {MATCHING}) ORDER BY seq DESC LIMIT ?2"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let rows = statement.query_map((text, limit), line).map_err(unsound(text))?;
        rows.map(|row| row.map_err(unsound(text))).collect()
    }
}

const MATCHING: &str = "article_text t WHERE article_text MATCH ?1";

/// An error of a search: the statement itself is sound, so that what fails in reading it is the words.
fn unsound(text: &str) -> impl Fn(rusqlite::Error) -> StoreError + '_ {
    move |error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::Unknown) => StoreError::Search(text.to_owned()),
        _ => error.into(),
    }
}

type Value = rusqlite::types::Value;

fn query(f: &Filter) -> (String, Vec<Value>) {
    let mut sql = String::from("SELECT json FROM incident JOIN summary USING (id) WHERE ");
    sql.push_str(if f.rejected { "1" } else { "rejected = 0" });
    let mut values: Vec<Value> = Vec::new();
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
    };
    if let Some(from) = f.from {
        add("coalesce(date_to, date_from) >= ?", from.to_string().into());
    }
    if let Some(to) = f.to {
        add("date_from <= ?", to.to_string().into());
    }
    if let Some(country) = &f.country {
        add("country = ?", country.to_uppercase().into());
    }
    if let Some(kind) = &f.kind {
        add("type = ?", kind.clone().into());
    }
    for name in f.place.iter().chain(&f.actor) {
        add("names LIKE '%|' || ? || '%'", fold(name).into());
    }
    if let Some(source) = &f.source {
        add("sources LIKE '%|' || ? || '%'", fold(source).into());
    }
    if let Some(effect) = f.effect {
        let column = ["killed", "injured", "missing", "captured", "displaced"][effect as usize];
        let least = i64::try_from(f.min.unwrap_or(0)).unwrap_or(i64::MAX);
        add(&format!("{column} >= ?"), least.into());
    } else if let Some(min) = f.min {
        add("killed >= ?", i64::try_from(min).unwrap_or(i64::MAX).into());
    }
    if f.contested {
        add("contested = ?", 1.into());
    }
    if let Some(near) = f.near {
        let (dlat, dlon) =
            (near.km * DEGREES_PER_KM, near.km * DEGREES_PER_KM / near.lat.to_radians().cos().abs().max(0.01));
        add("lat >= ?", (near.lat - dlat).into());
        add("lat <= ?", (near.lat + dlat).into());
        add("lon >= ?", (near.lon - dlon).into());
        add("lon <= ?", (near.lon + dlon).into());
    }
    if let Some(text) = &f.text {
        add(
            "id IN (SELECT m.incident FROM article_text t JOIN mention m ON m.article = t.rowid WHERE article_text MATCH ?)",
            text.clone().into(),
        );
    }
    sql.push_str(" ORDER BY date_from IS NULL, date_from, id");
    if let Some(limit) = f.limit.filter(|_| f.near.is_none()) {
        sql.push_str(&format!(" LIMIT {limit}"));
    }
    (sql, values)
}
