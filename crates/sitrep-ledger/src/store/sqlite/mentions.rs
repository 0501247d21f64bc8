//! Incidents as articles tell them, their blocks and the pairs that are likely one.

use std::collections::BTreeSet;

use super::{Maybe, Tx};
use crate::merge::{Blocks, Mention};
use crate::store::error::{Result, stored};

/// A mention as stored.
#[derive(Debug, Clone)]
pub(crate) struct MentionRow {
    pub seq: i64,
    /// Its permanent id.
    pub id: String,
    /// Its article's sequence number.
    pub article: i64,
    /// Its incident's id in the article's record.
    pub local: String,
    /// The incident that it is part of now.
    pub incident: String,
}

/// A pair of mentions, each with the incident that it is part of.
pub(crate) struct Edge {
    pub a: (i64, String),
    pub b: (i64, String),
}

const ROW: &str = "seq, id, article, local, incident";

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<MentionRow> {
    Ok(MentionRow { seq: r.get(0)?, id: r.get(1)?, article: r.get(2)?, local: r.get(3)?, incident: r.get(4)? })
}

impl Tx<'_> {
    pub fn insert_mention(&self, id: &str, article: i64, local: &str, mention: &Mention) -> Result<i64> {
        let prepared = serde_json::to_string(mention).map_err(stored("mention"))?;
        self.0
            .prepare_cached("INSERT INTO mention (id, article, local, prepared, incident) VALUES (?1, ?2, ?3, ?4, '')")?
            .execute((id, article, local, prepared))?;
        Ok(self.0.last_insert_rowid())
    }

    pub fn update_mention(&self, seq: i64, local: &str, mention: &Mention) -> Result<()> {
        let prepared = serde_json::to_string(mention).map_err(stored("mention"))?;
        self.0
            .prepare_cached("UPDATE mention SET local = ?2, prepared = ?3 WHERE seq = ?1")?
            .execute((seq, local, prepared))?;
        Ok(())
    }

    pub fn delete_mention(&self, seq: i64) -> Result<()> {
        self.forget_pairs(seq)?;
        self.0.prepare_cached("DELETE FROM mention WHERE seq = ?1")?.execute([seq])?;
        Ok(())
    }

    /// Takes a mention out of its pairs; what it was paired with.
    pub fn forget_pairs(&self, seq: i64) -> Result<Vec<i64>> {
        let paired = self.edges(seq)?;
        self.0.prepare_cached("DELETE FROM edge WHERE a = ?1 OR b = ?1")?.execute([seq])?;
        Ok(paired)
    }

    pub fn forget_blocks(&self, seq: i64, blocks: &Blocks) -> Result<()> {
        let mut statement = self.0.prepare_cached("DELETE FROM block WHERE key = ?1 AND mention = ?2")?;
        for key in &blocks.stands {
            statement.execute((key.cast_signed(), seq))?;
        }
        Ok(())
    }

    /// The mention in comparable form.
    pub fn prepared(&self, seq: i64) -> Result<Mention> {
        let json: String =
            self.0.prepare_cached("SELECT prepared FROM mention WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?;
        serde_json::from_str(&json).map_err(stored("mention"))
    }

    pub fn mention(&self, seq: i64) -> Result<MentionRow> {
        Ok(self.0.prepare_cached(&format!("SELECT {ROW} FROM mention WHERE seq = ?1"))?.query_row([seq], row)?)
    }

    pub fn mention_with_id(&self, id: &str) -> Result<Option<MentionRow>> {
        self.0.prepare_cached(&format!("SELECT {ROW} FROM mention WHERE id = ?1"))?.query_row([id], row).maybe()
    }

    pub fn mentions_of_article(&self, article: i64) -> Result<Vec<MentionRow>> {
        let mut statement =
            self.0.prepare_cached(&format!("SELECT {ROW} FROM mention WHERE article = ?1 ORDER BY seq"))?;
        Ok(statement.query_map([article], row)?.collect::<rusqlite::Result<_>>()?)
    }

    pub fn mentions_of_incident(&self, incident: &str) -> Result<Vec<MentionRow>> {
        let mut statement =
            self.0.prepare_cached(&format!("SELECT {ROW} FROM mention WHERE incident = ?1 ORDER BY seq"))?;
        Ok(statement.query_map([incident], row)?.collect::<rusqlite::Result<_>>()?)
    }

    pub fn all_mentions(&self) -> Result<Vec<MentionRow>> {
        let mut statement = self.0.prepare_cached(&format!("SELECT {ROW} FROM mention ORDER BY seq"))?;
        Ok(statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
    }

    pub fn set_incident(&self, seq: i64, incident: &str) -> Result<()> {
        self.0.prepare_cached("UPDATE mention SET incident = ?2 WHERE seq = ?1")?.execute((seq, incident))?;
        Ok(())
    }

    /// The mentions that stand in the blocks that one looks into; then it stands in its own.
    pub fn neighbours(&self, seq: i64, blocks: &Blocks) -> Result<BTreeSet<i64>> {
        let mut found = BTreeSet::new();
        let mut look = self.0.prepare_cached("SELECT mention FROM block WHERE key = ?1")?;
        for key in &blocks.looks {
            for other in look.query_map([key.cast_signed()], |row| row.get::<_, i64>(0))? {
                found.insert(other?);
            }
        }
        let mut stand = self.0.prepare_cached("INSERT OR IGNORE INTO block (key, mention) VALUES (?1, ?2)")?;
        for key in &blocks.stands {
            stand.execute((key.cast_signed(), seq))?;
        }
        found.remove(&seq);
        Ok(found)
    }

    /// Forgets all blocks and pairs.
    pub fn forget_all_pairs(&self) -> Result<()> {
        Ok(self.0.execute_batch("DELETE FROM block; DELETE FROM edge")?)
    }

    /// The largest blocks: how many mentions stand in each.
    pub fn largest_blocks(&self, limit: u32) -> Result<Vec<i64>> {
        let mut statement =
            self.0.prepare_cached("SELECT count(*) AS n FROM block GROUP BY key ORDER BY n DESC LIMIT ?1")?;
        Ok(statement.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    pub fn insert_edge(&self, a: i64, b: i64) -> Result<()> {
        let mut statement = self.0.prepare_cached("INSERT OR IGNORE INTO edge (a, b) VALUES (?1, ?2)")?;
        statement.execute((a, b))?;
        statement.execute((b, a))?;
        Ok(())
    }

    /// Pairs of mentions that are likelier one than two, of two incidents that no person rejected; each once.
    pub fn edges_between_incidents(&self) -> Result<Vec<Edge>> {
        let sql = "SELECT x.seq, x.incident, y.seq, y.incident FROM edge JOIN mention x ON x.seq = edge.a JOIN mention y ON y.seq = edge.b
             JOIN incident i ON i.id = x.incident JOIN incident j ON j.id = y.incident
             WHERE edge.a < edge.b AND x.incident <> y.incident AND i.rejected = 0 AND j.rejected = 0";
        let mut statement = self.0.prepare_cached(sql)?;
        let row = |r: &rusqlite::Row<'_>| Ok(Edge { a: (r.get(0)?, r.get(1)?), b: (r.get(2)?, r.get(3)?) });
        Ok(statement.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
    }

    pub fn edges(&self, seq: i64) -> Result<Vec<i64>> {
        let mut statement = self.0.prepare_cached("SELECT b FROM edge WHERE a = ?1 ORDER BY b")?;
        Ok(statement.query_map([seq], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }
}
