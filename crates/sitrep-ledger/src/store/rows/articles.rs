//! Articles and their copies.

use sitrep_record::Record;

use super::super::db::{Dialect, List, Row, Tx};
use super::{clean, read};
use crate::store::error::{Result, stored};
use crate::store::words::indexed;
use crate::store::{ArticleLine, Given, StoredArticle};

/// An article to keep.
pub(crate) struct NewArticle<'a> {
    pub record: &'a Record,
    pub hash: &'a str,
    pub reader: &'a str,
    pub received: &'a [u8],
    pub signature: &'a [u8],
    pub added: &'a str,
    pub given: &'a Given,
}

pub(super) const LINE: &str = "seq, id, url, title, outlet, published, added, nullif(report, id)";

pub(super) fn line(r: &Row<'_>) -> Result<ArticleLine> {
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
        self.value("SELECT id FROM article WHERE hash = ?1", &[&hash])
    }

    pub fn has_article(&self, id: &str) -> Result<bool> {
        Ok(self.article_seq(id)?.is_some())
    }

    /// Keeps an article, a report of its own at first.
    pub fn insert_article(&self, new: &NewArticle<'_>) -> Result<i64> {
        let r = new.record;
        let json = serde_json::to_string(r).map_err(stored("record"))?;
        let given = serde_json::to_string(new.given).map_err(stored("record"))?;
        let [url, title, outlet] = [&r.url, &r.title, &r.outlet].map(|text| text.as_deref().map(clean));
        let seq: Option<i64> = self.value(
            "INSERT INTO article (id, hash, url, title, outlet, published, reader, received, record, report, signature, added, given)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?1, ?10, ?11, ?12) RETURNING seq",
            &[
                &r.id,
                &new.hash,
                &url.as_deref(),
                &title.as_deref(),
                &outlet.as_deref(),
                &r.published.map(|d| d.to_string()),
                &new.reader,
                &new.received,
                &json,
                &new.signature,
                &new.added,
                &given,
            ],
        )?;
        let seq = seq.unwrap_or_default();
        self.index_text(seq, r)?;
        self.keep_accords(seq, r)?;
        Ok(seq)
    }

    fn keep_accords(&self, seq: i64, record: &Record) -> Result<()> {
        for accord in &record.accords {
            self.run("INSERT INTO accord (article, local) VALUES (?1, ?2)", &[&seq, &clean(&accord.id).as_ref()])?;
        }
        Ok(())
    }

    /// Puts an article's words into the index.
    fn index_text(&self, seq: i64, record: &Record) -> Result<()> {
        let title = record.title.as_deref().unwrap_or_default();
        let sql = self.dialect().keep_words();
        match self.dialect() {
            Dialect::Sqlite => self.run(sql, &[&seq, &title, &record.text]),
            Dialect::Postgres => self.run(sql, &[&seq, &indexed(title), &indexed(&record.text)]),
        }
        .map(drop)
    }

    /// Puts a newer reading in the place of an article's record.
    pub fn replace_record(&self, seq: i64, record: &Record, reader: &str) -> Result<()> {
        let json = serde_json::to_string(record).map_err(stored("record"))?;
        let published = record.published.map(|d| d.to_string());
        let [url, title, outlet] = [&record.url, &record.title, &record.outlet].map(|t| t.as_deref().map(clean));
        self.run(
            "UPDATE article SET record = ?2, reader = ?3, url = ?4, title = ?5, outlet = ?6, published = ?7 WHERE seq = ?1",
            &[&seq, &json, &reader, &url.as_deref(), &title.as_deref(), &outlet.as_deref(), &published],
        )?;
        self.index_text(seq, record)?;
        self.run("DELETE FROM accord WHERE article = ?1", &[&seq])?;
        self.keep_accords(seq, record)
    }

    /// The ids of the articles whose reports these are copies of, their own for those that are the first, by sequence number.
    pub fn reports(&self, seqs: &[i64]) -> Result<Vec<(i64, String)>> {
        self.all("SELECT seq, report FROM article WHERE seq IN list(?1) ORDER BY seq", &[&List(seqs)], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
    }

    pub fn article_seq(&self, id: &str) -> Result<Option<i64>> {
        self.value("SELECT seq FROM article WHERE id = ?1", &[&id])
    }

    /// The record of an article.
    pub fn record(&self, seq: i64) -> Result<Option<Record>> {
        let json: Option<String> = self.value("SELECT record FROM article WHERE seq = ?1", &[&seq])?;
        json.map(|json| read(&json, "record")).transpose()
    }

    /// The records of articles, with their sequence numbers.
    pub fn records(&self, seqs: &[i64]) -> Result<Vec<(i64, Record)>> {
        self.all("SELECT seq, record FROM article WHERE seq IN list(?1)", &[&List(seqs)], |r| {
            Ok((r.get(0)?, read(&r.get::<String>(1)?, "record")?))
        })
    }

    pub fn stored_article(&self, id: &str) -> Result<Option<StoredArticle>> {
        let sql = "SELECT record, received, reader, added, nullif(report, id), given FROM article WHERE id = ?1";
        self.one(sql, &[&id], |r| {
            Ok(StoredArticle {
                record: read(&r.get::<String>(0)?, "record")?,
                received: r.get(1)?,
                reader: r.get(2)?,
                added: r.get(3)?,
                copy_of: r.get(4)?,
                given: r.get::<Option<String>>(5)?.map(|json| read(&json, "record")).transpose()?,
            })
        })
    }

    /// Articles for a list, the one added last first.
    pub fn article_list(&self, limit: u32, before: i64) -> Result<Vec<ArticleLine>> {
        let sql = format!("SELECT {LINE} FROM article WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2");
        self.all(&sql, &[&before, &i64::from(limit)], line)
    }

    /// All articles in the order of adding: sequence number and id.
    pub fn articles(&self) -> Result<Vec<(i64, String)>> {
        self.all("SELECT seq, id FROM article ORDER BY seq", &[], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    /// How many articles there are, and how many of them are copies.
    pub fn count_articles(&self) -> Result<(i64, i64)> {
        let sql = "SELECT count(*), count(CASE WHEN report <> id THEN 1 END) FROM article";
        Ok(self.one(sql, &[], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or_default())
    }

    /// The bytes of an article as received.
    pub fn received(&self, seq: i64) -> Result<Option<Vec<u8>>> {
        self.value("SELECT received FROM article WHERE seq = ?1", &[&seq])
    }

    /// Articles that share a band, with their signatures and the articles that they are copies of; then keeps the bands of this one.
    pub fn candidates_and_bands(&self, seq: i64, bands: &[i64]) -> Result<Vec<(Vec<u8>, String)>> {
        let found = self.all(
            "SELECT signature, report FROM article WHERE seq IN (SELECT article FROM band WHERE key IN list(?1))",
            &[&List(bands)],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        self.run(
            "INSERT INTO band (key, article) SELECT list.value, CAST(?2 AS BIGINT) FROM list(?1) WHERE true ON CONFLICT DO NOTHING",
            &[&List(bands), &seq],
        )?;
        Ok(found)
    }

    /// The articles of a report: sequence number, day, id.
    pub fn report_members(&self, report: &str) -> Result<Vec<(i64, Option<String>, String)>> {
        self.all("SELECT seq, published, id FROM article WHERE report = ?1", &[&report], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })
    }

    /// Says of articles that they are copies of one.
    pub fn set_report(&self, seqs: &[i64], report: &str) -> Result<()> {
        self.run("UPDATE article SET report = ?2 WHERE seq IN list(?1)", &[&List(seqs), &report]).map(drop)
    }

    /// The sequence numbers of the articles that tell of an accord.
    pub fn articles_with_accords(&self) -> Result<Vec<i64>> {
        self.column("SELECT DISTINCT article FROM accord ORDER BY article", &[])
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn values_are_numbered_row_by_row() {
        assert_eq!(super::super::groups(2, 3), "(?1, ?2, ?3), (?4, ?5, ?6)");
    }
}
