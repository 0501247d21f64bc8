//! Incidents as they are now, ids that are retired, and the log of changes.

use super::{Maybe, Tx};
use crate::Summary;
use crate::store::Change;
use crate::store::error::{Result, stored};

/// An incident's row.
pub(crate) struct IncidentRow<'a> {
    pub summary: &'a Summary,
    pub rejected: bool,
    /// The place's and the actors' names, folded, each between bars.
    pub names: String,
    /// The sources' names, folded, each between bars.
    pub sources: String,
}

impl Tx<'_> {
    /// Keeps an incident; whether it is other than what was kept.
    pub fn put_incident(&self, row: &IncidentRow<'_>) -> Result<bool> {
        let s = row.summary;
        let json = serde_json::to_string(s).map_err(stored("incident"))?;
        let known: Option<(String, bool)> = self
            .0
            .prepare_cached("SELECT json, rejected FROM summary JOIN incident USING (id) WHERE id = ?1")?
            .query_row([&s.id], |r| Ok((r.get(0)?, r.get(1)?)))
            .maybe()?;
        if known.is_some_and(|(summary, rejected)| summary == json && rejected == row.rejected) {
            return Ok(false);
        }
        let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let kind = word(serde_json::to_value(s.kind).map_err(stored("incident"))?);
        let grade = word(serde_json::to_value(s.grade).map_err(stored("incident"))?);
        let best = |at: usize| {
            let toll = s.tolls.iter().find(|t| t.effect == crate::toll::EFFECTS[at]);
            toll.and_then(|t| t.together.best).map(|n| i64::try_from(n).unwrap_or(i64::MAX))
        };
        let place = s.place.as_ref();
        let contested = s.grade == crate::toll::Grade::Contested
            || s.tolls.iter().any(|t| t.together.contested)
            || !s.contests.is_empty();
        self.0
            .prepare_cached(
                "INSERT INTO incident (id, type, date_from, date_to, country, admin1, lat, lon, grade, contested, rejected, articles,
                    killed, injured, missing, captured, displaced, names, sources)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
                 ON CONFLICT (id) DO UPDATE SET type = excluded.type, date_from = excluded.date_from, date_to = excluded.date_to, country = excluded.country,
                    admin1 = excluded.admin1, lat = excluded.lat, lon = excluded.lon, grade = excluded.grade, contested =
                    excluded.contested, rejected = excluded.rejected, articles = excluded.articles, killed = excluded.killed,
                    injured = excluded.injured, missing = excluded.missing, captured = excluded.captured, displaced =
                    excluded.displaced, names = excluded.names, sources = excluded.sources",
            )?
            .execute(rusqlite::params![
                s.id,
                kind,
                s.date.from.map(|d| d.to_string()),
                s.date.to.map(|d| d.to_string()),
                place.and_then(|p| p.country.as_deref()),
                place.and_then(|p| p.admin1.as_deref()),
                place.and_then(|p| p.lat),
                place.and_then(|p| p.lon),
                grade,
                contested,
                row.rejected,
                s.articles.len(),
                best(0),
                best(1),
                best(2),
                best(3),
                best(4),
                row.names,
                row.sources,
            ])?;
        self.0
            .prepare_cached(
                "INSERT INTO summary (id, json) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
            )?
            .execute((&s.id, json))?;
        Ok(true)
    }

    pub fn has_incident(&self, id: &str) -> Result<bool> {
        Ok(self.0.prepare_cached("SELECT 1 FROM incident WHERE id = ?1")?.exists([id])?)
    }

    pub fn incident(&self, id: &str) -> Result<Option<Summary>> {
        let json: Option<String> = self
            .0
            .prepare_cached("SELECT json FROM summary WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .maybe()?;
        json.map(|json| serde_json::from_str(&json).map_err(stored("incident"))).transpose()
    }

    pub fn is_rejected(&self, id: &str) -> Result<bool> {
        let row =
            self.0.prepare_cached("SELECT rejected FROM incident WHERE id = ?1")?.query_row([id], |row| row.get(0));
        Ok(row.maybe()?.unwrap_or(false))
    }

    pub fn delete_incident(&self, id: &str) -> Result<()> {
        self.0.prepare_cached("DELETE FROM incident WHERE id = ?1")?.execute([id])?;
        self.0.prepare_cached("DELETE FROM summary WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// Notes where a retired id went; nothing for a tombstone.
    pub fn retire(&self, id: &str, became: Option<&str>) -> Result<()> {
        self.0.prepare_cached("INSERT OR REPLACE INTO retired (id, became) VALUES (?1, ?2)")?.execute((id, became))?;
        Ok(())
    }

    pub fn revive(&self, id: &str) -> Result<()> {
        self.0.prepare_cached("DELETE FROM retired WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// Where a retired id went: nothing if it is not retired, `Some(None)` for a tombstone.
    #[allow(clippy::option_option)]
    pub fn retired(&self, id: &str) -> Result<Option<Option<String>>> {
        self.0.prepare_cached("SELECT became FROM retired WHERE id = ?1")?.query_row([id], |row| row.get(0)).maybe()
    }

    pub fn log_change(&self, at: &str, kind: &str, incident: &str, became: Option<&str>) -> Result<()> {
        self.0
            .prepare_cached("INSERT INTO change (at, kind, incident, became) VALUES (?1, ?2, ?3, ?4)")?
            .execute((at, kind, incident, became))?;
        Ok(())
    }

    pub fn latest_change(&self) -> Result<i64> {
        let sql = "SELECT coalesce(max(seq), 0) FROM change";
        Ok(self.0.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    pub fn changes_after(&self, seq: i64, limit: u32) -> Result<Vec<(i64, Change)>> {
        let sql = "SELECT at, kind, incident, became, seq FROM change WHERE seq > ?1 ORDER BY seq LIMIT ?2";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map((seq, limit), |r| {
            Ok((r.get(4)?, Change { at: r.get(0)?, kind: r.get(1)?, incident: r.get(2)?, became: r.get(3)? }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Hands over all incidents by day and id, each with whether a person rejected it.
    pub fn each_incident(&self, mut take: impl FnMut(Summary, bool)) -> Result<()> {
        let sql =
            "SELECT json, rejected FROM incident JOIN summary USING (id) ORDER BY date_from IS NULL, date_from, id";
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let json: String = row.get(0)?;
            take(serde_json::from_str(&json).map_err(stored("incident"))?, row.get(1)?);
        }
        Ok(())
    }

    /// Changes from a moment on.
    pub fn changes(&self, since: &str) -> Result<Vec<Change>> {
        let mut statement =
            self.0.prepare_cached("SELECT at, kind, incident, became FROM change WHERE at >= ?1 ORDER BY seq")?;
        let rows = statement.query_map([since], |r| {
            Ok(Change { at: r.get(0)?, kind: r.get(1)?, incident: r.get(2)?, became: r.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
