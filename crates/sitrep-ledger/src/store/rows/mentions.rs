//! Incidents as articles tell them, their blocks and the pairs that are likely one.

use super::super::db::{Bind, List, Row, Tx};
use super::{clean, groups, read};
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

/// A mention to keep.
pub(crate) struct NewMention<'a> {
    pub id: String,
    pub local: &'a str,
    pub mention: &'a Mention,
}

/// A pair of mentions, each with the incident that it is part of.
pub(crate) struct Edge {
    pub a: (i64, String),
    pub b: (i64, String),
}

const ROW: &str = "seq, id, article, local, incident";

fn row(r: &Row<'_>) -> Result<MentionRow> {
    Ok(MentionRow { seq: r.get(0)?, id: r.get(1)?, article: r.get(2)?, local: r.get(3)?, incident: r.get(4)? })
}

/// A statement takes a limited number of values.
const AT_ONCE: usize = 200;

impl Tx<'_> {
    /// Keeps the mentions of an article, part of no incident yet; their sequence numbers in their order.
    pub fn insert_mentions(&self, article: i64, new: &[NewMention<'_>]) -> Result<Vec<i64>> {
        let mut seqs = Vec::with_capacity(new.len());
        for new in new.chunks(AT_ONCE) {
            let prepared: Vec<String> = new
                .iter()
                .map(|n| serde_json::to_string(n.mention).map_err(stored("mention")))
                .collect::<Result<_>>()?;
            let local: Vec<_> = new.iter().map(|n| clean(n.local)).collect();
            let local: Vec<&str> = local.iter().map(AsRef::as_ref).collect();
            let mut values: Vec<&dyn Bind> = Vec::with_capacity(new.len() * 5);
            for (at, n) in new.iter().enumerate() {
                values.extend([&n.id as &dyn Bind, &article, &local[at], &prepared[at], &""]);
            }
            let sql = format!(
                "INSERT INTO mention (id, article, local, prepared, incident) VALUES {} RETURNING seq",
                groups(new.len(), 5)
            );
            let mut given: Vec<i64> = self.column(&sql, &values)?;
            given.sort_unstable();
            seqs.extend(given);
        }
        Ok(seqs)
    }

    pub fn update_mention(&self, seq: i64, local: &str, mention: &Mention) -> Result<()> {
        let prepared = serde_json::to_string(mention).map_err(stored("mention"))?;
        let sql = "UPDATE mention SET local = ?2, prepared = ?3 WHERE seq = ?1";
        self.run(sql, &[&seq, &clean(local).as_ref(), &prepared]).map(drop)
    }

    pub fn delete_mention(&self, seq: i64) -> Result<()> {
        self.forget_pairs(seq)?;
        self.run("DELETE FROM mention WHERE seq = ?1", &[&seq]).map(drop)
    }

    /// Takes a mention out of its pairs; what it was paired with.
    pub fn forget_pairs(&self, seq: i64) -> Result<Vec<i64>> {
        let paired = self.edges(&[seq])?.into_iter().map(|(_, other)| other).collect();
        self.run("DELETE FROM edge WHERE a = ?1", &[&seq])?;
        self.run("DELETE FROM edge WHERE b = ?1", &[&seq])?;
        Ok(paired)
    }

    pub fn forget_blocks(&self, seq: i64, blocks: &Blocks) -> Result<()> {
        let sql = "DELETE FROM block WHERE mention = ?2 AND key IN list(?1)";
        self.run(sql, &[&List(&signed(&blocks.stands)), &seq]).map(drop)
    }

    /// Mentions in comparable form.
    pub fn prepared(&self, seqs: &[i64]) -> Result<Vec<(i64, Mention)>> {
        self.all("SELECT seq, prepared FROM mention WHERE seq IN list(?1)", &[&List(seqs)], |r| {
            Ok((r.get(0)?, read(&r.get::<String>(1)?, "mention")?))
        })
    }

    /// Mentions by sequence number, ascending.
    pub fn mentions(&self, seqs: &[i64]) -> Result<Vec<MentionRow>> {
        self.all(&format!("SELECT {ROW} FROM mention WHERE seq IN list(?1) ORDER BY seq"), &[&List(seqs)], row)
    }

    pub fn mention_with_id(&self, id: &str) -> Result<Option<MentionRow>> {
        self.one(&format!("SELECT {ROW} FROM mention WHERE id = ?1"), &[&id], row)
    }

    pub fn mentions_of_article(&self, article: i64) -> Result<Vec<MentionRow>> {
        self.all(&format!("SELECT {ROW} FROM mention WHERE article = ?1 ORDER BY seq"), &[&article], row)
    }

    /// The sequence numbers of the mentions of articles.
    pub fn mentions_of_articles(&self, articles: &[i64]) -> Result<Vec<i64>> {
        self.column("SELECT seq FROM mention WHERE article IN list(?1)", &[&List(articles)])
    }

    pub fn mentions_of_incident(&self, incident: &str) -> Result<Vec<MentionRow>> {
        self.all(&format!("SELECT {ROW} FROM mention WHERE incident = ?1 ORDER BY seq"), &[&incident], row)
    }

    pub fn all_mentions(&self) -> Result<Vec<MentionRow>> {
        self.all(&format!("SELECT {ROW} FROM mention ORDER BY seq"), &[], row)
    }

    /// How many mentions there are.
    pub fn count_mentions(&self) -> Result<i64> {
        Ok(self.value("SELECT count(*) FROM mention", &[])?.unwrap_or_default())
    }

    /// Makes mentions part of an incident.
    pub fn set_incident(&self, seqs: &[i64], incident: &str) -> Result<()> {
        self.run("UPDATE mention SET incident = ?2 WHERE seq IN list(?1)", &[&List(seqs), &incident]).map(drop)
    }

    /// The mentions that stand in the blocks that one looks into; then it stands in its own.
    pub fn neighbours(&self, seq: i64, blocks: &Blocks) -> Result<Vec<i64>> {
        let mut found: Vec<i64> = self.column(
            "SELECT DISTINCT mention FROM block WHERE key IN list(?1) ORDER BY mention",
            &[&List(&signed(&blocks.looks))],
        )?;
        found.retain(|other| *other != seq);
        self.run(
            "INSERT INTO block (key, mention) SELECT list.value, CAST(?2 AS BIGINT) FROM list(?1) WHERE true ON CONFLICT DO NOTHING",
            &[&List(&signed(&blocks.stands)), &seq],
        )?;
        Ok(found)
    }

    /// Forgets all blocks and pairs.
    pub fn forget_all_pairs(&self) -> Result<()> {
        self.batch("DELETE FROM block; DELETE FROM edge")
    }

    /// The largest blocks: how many mentions stand in each.
    pub fn largest_blocks(&self, limit: i64) -> Result<Vec<i64>> {
        self.column("SELECT count(*) AS n FROM block GROUP BY key ORDER BY n DESC LIMIT ?1", &[&limit])
    }

    /// Pairs a mention with others, both ways.
    pub fn insert_edges(&self, seq: i64, others: &[i64]) -> Result<()> {
        if others.is_empty() {
            return Ok(());
        }
        self.run(
            "INSERT INTO edge (a, b) SELECT CAST(?2 AS BIGINT), list.value FROM list(?1) WHERE true ON CONFLICT DO NOTHING",
            &[&List(others), &seq],
        )?;
        self.run(
            "INSERT INTO edge (a, b) SELECT list.value, CAST(?2 AS BIGINT) FROM list(?1) WHERE true ON CONFLICT DO NOTHING",
            &[&List(others), &seq],
        )
        .map(drop)
    }

    /// The pairs that mentions are in.
    pub fn edges(&self, seqs: &[i64]) -> Result<Vec<(i64, i64)>> {
        self.all("SELECT a, b FROM edge WHERE a IN list(?1) ORDER BY a, b", &[&List(seqs)], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
    }

    /// Pairs of mentions that are likelier one than two, of two incidents that no person rejected; each once.
    pub fn edges_between_incidents(&self) -> Result<Vec<Edge>> {
        let sql = "SELECT x.seq, x.incident, y.seq, y.incident FROM edge JOIN mention x ON x.seq = edge.a JOIN mention y ON y.seq = edge.b
             JOIN incident i ON i.id = x.incident JOIN incident j ON j.id = y.incident
             WHERE edge.a < edge.b AND x.incident <> y.incident AND NOT i.rejected AND NOT j.rejected ORDER BY x.seq, y.seq";
        self.all(sql, &[], |r| Ok(Edge { a: (r.get(0)?, r.get(1)?), b: (r.get(2)?, r.get(3)?) }))
    }
}

/// Keys as databases keep them.
fn signed(keys: &[u64]) -> Vec<i64> {
    keys.iter().map(|key| key.cast_signed()).collect()
}
