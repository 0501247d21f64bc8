//! Articles and their copies.

use sitrep_record::Record;

use super::{Maybe, Tx};
use crate::store::error::{Result, stored};
use crate::store::{ArticleLine, StoredArticle};

/// An article to keep.
pub(crate) struct NewArticle<'a> {
    pub record: &'a Record,
    pub hash: &'a str,
    pub reader: &'a str,
    pub received: &'a [u8],
    pub signature: &'a [u8],
    pub added: &'a str,
}

/// What is asked of an article most.
#[derive(Debug, Clone)]
pub(crate) struct ArticleRow {
    /// The id of the article whose report it is a copy of; its own if it is the first.
    pub report: String,
}

pub(super) const LINE: &str = "seq, id, url, title, outlet, published, added, nullif(report, id)";

pub(super) fn line(r: &rusqlite::Row<'_>) -> rusqlite::Result<ArticleLine> {
    Ok(ArticleLine {
        seq: r.get(0)?,
        id: r.get(1)?,
        url: r.get(2)?,
        title: r.get(3)?,
        outlet: r.get(4)?,
        published: r.get(5)?,
        added: r.get(6)?,
        copy_of: r.get(7)?,
    })
}

impl Tx<'_> {
    /// The id of the article with this content.
    pub fn article_with_hash(&self, hash: &str) -> Result<Option<String>> {
        self.0.prepare_cached("SELECT id FROM article WHERE hash = ?1")?.query_row([hash], |row| row.get(0)).maybe()
    }

    pub fn has_article(&self, id: &str) -> Result<bool> {
        Ok(self.0.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?.exists([id])?)
    }

    /// Keeps an article, a report of its own at first.
    pub fn insert_article(&self, new: &NewArticle<'_>) -> Result<i64> {
        let r = new.record;
        let json = serde_json::to_string(r).map_err(stored("record"))?;
        self.0
            .prepare_cached(
                "INSERT INTO article (id, hash, url, title, outlet, published, reader, received, record, report, signature, added)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?1, ?10, ?11)",
            )?
            .execute(rusqlite::params![
                r.id, new.hash, r.url, r.title, r.outlet, r.published.map(|d| d.to_string()), new.reader, new.received, json, new.signature, new.added
            ])?;
        let seq = self.0.last_insert_rowid();
        self.index_text(seq, r)?;
        for accord in &r.accords {
            self.0.prepare_cached("INSERT INTO accord (article, local) VALUES (?1, ?2)")?.execute((seq, &accord.id))?;
        }
        Ok(seq)
    }

    /// Puts a newer reading in the place of an article's record.
    pub fn replace_record(&self, seq: i64, record: &Record, reader: &str) -> Result<()> {
        let json = serde_json::to_string(record).map_err(stored("record"))?;
        let published = record.published.map(|d| d.to_string());
        self.0
            .prepare_cached("UPDATE article SET record = ?2, reader = ?3, url = ?4, title = ?5, outlet = ?6, published = ?7 WHERE seq = ?1")?
            .execute(rusqlite::params![seq, json, reader, record.url, record.title, record.outlet, published])?;
        self.index_text(seq, record)?;
        self.0.prepare_cached("DELETE FROM accord WHERE article = ?1")?.execute([seq])?;
        for accord in &record.accords {
            self.0.prepare_cached("INSERT INTO accord (article, local) VALUES (?1, ?2)")?.execute((seq, &accord.id))?;
        }
        Ok(())
    }

    pub fn article(&self, seq: i64) -> Result<Option<ArticleRow>> {
        let row = |r: &rusqlite::Row<'_>| Ok(ArticleRow { report: r.get(0)? });
        self.0.prepare_cached("SELECT report FROM article WHERE seq = ?1")?.query_row([seq], row).maybe()
    }

    pub fn article_seq(&self, id: &str) -> Result<Option<i64>> {
        self.0.prepare_cached("SELECT seq FROM article WHERE id = ?1")?.query_row([id], |row| row.get(0)).maybe()
    }

    /// The record of an article.
    pub fn record(&self, seq: i64) -> Result<Option<Record>> {
        let json: Option<String> = self
            .0
            .prepare_cached("SELECT record FROM article WHERE seq = ?1")?
            .query_row([seq], |row| row.get(0))
            .maybe()?;
        json.map(|json| serde_json::from_str(&json).map_err(stored("record"))).transpose()
    }

    pub fn stored_article(&self, id: &str) -> Result<Option<StoredArticle>> {
        type Row = (String, Vec<u8>, String, String, String);
        let row = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?));
        let sql = "SELECT record, received, reader, added, report FROM article WHERE id = ?1";
        let found: Option<Row> = self.0.prepare_cached(sql)?.query_row([id], row).maybe()?;
        let Some((record, received, reader, added, report)) = found else { return Ok(None) };
        let record = serde_json::from_str(&record).map_err(stored("record"))?;
        Ok(Some(StoredArticle { record, received, reader, added, copy_of: Some(report).filter(|r| r != id) }))
    }

    /// Articles for a list, the one added last first.
    pub fn article_list(&self, limit: u32, before: i64) -> Result<Vec<ArticleLine>> {
        let sql = format!("SELECT {LINE} FROM article WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2");
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_map((before, limit), line)?.collect::<rusqlite::Result<_>>()?)
    }

    /// All articles in the order of adding: sequence number and id.
    pub fn articles(&self) -> Result<Vec<(i64, String)>> {
        let mut statement = self.0.prepare_cached("SELECT seq, id FROM article ORDER BY seq")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The bytes of an article as received.
    pub fn received(&self, seq: i64) -> Result<Option<Vec<u8>>> {
        self.0.prepare_cached("SELECT received FROM article WHERE seq = ?1")?.query_row([seq], |row| row.get(0)).maybe()
    }

    /// Signatures of articles that share a band, and keeps the bands of this one.
    pub fn candidates_and_bands(&self, seq: i64, bands: &[i64]) -> Result<Vec<(i64, Vec<u8>)>> {
        let mut found = std::collections::BTreeSet::new();
        let mut look = self.0.prepare_cached("SELECT article FROM band WHERE key = ?1")?;
        for band in bands {
            for other in look.query_map([band], |row| row.get::<_, i64>(0))? {
                found.insert(other?);
            }
        }
        let mut keep = self.0.prepare_cached("INSERT OR IGNORE INTO band (key, article) VALUES (?1, ?2)")?;
        for band in bands {
            keep.execute((band, seq))?;
        }
        let mut signature = self.0.prepare_cached("SELECT signature FROM article WHERE seq = ?1")?;
        found.into_iter().map(|other| Ok((other, signature.query_row([other], |row| row.get(0))?))).collect()
    }

    /// The articles of a report: sequence number, day, id.
    pub fn report_members(&self, report: &str) -> Result<Vec<(i64, Option<String>, String)>> {
        let mut statement = self.0.prepare_cached("SELECT seq, published, id FROM article WHERE report = ?1")?;
        let rows = statement.query_map([report], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub fn set_report(&self, seq: i64, report: &str) -> Result<()> {
        self.0.prepare_cached("UPDATE article SET report = ?2 WHERE seq = ?1")?.execute((seq, report))?;
        Ok(())
    }

    /// The sequence numbers of the articles that tell of an accord.
    pub fn articles_with_accords(&self) -> Result<Vec<i64>> {
        let mut statement = self.0.prepare_cached("SELECT DISTINCT article FROM accord ORDER BY article")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
