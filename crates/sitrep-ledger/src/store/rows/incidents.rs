//! Incidents as they are now, ids that are retired, and the log of changes.

use super::super::db::{Row, Tx};
use super::read;
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

/// What became of an incident that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Whether a person had rejected it before; nothing if it is new.
    pub was_rejected: Option<bool>,
    /// Whether it is other than what was kept.
    pub changed: bool,
}

impl Tx<'_> {
    /// Keeps an incident.
    pub fn put_incident(&self, row: &IncidentRow<'_>) -> Result<Kept> {
        let s = row.summary;
        let json = serde_json::to_string(s).map_err(stored("incident"))?;
        let known: Option<(String, bool)> = self.one(
            "SELECT json, rejected FROM summary JOIN incident ON incident.id = summary.id WHERE summary.id = ?1",
            &[&s.id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        let was_rejected = known.as_ref().map(|(_, rejected)| *rejected);
        if known.is_some_and(|(summary, rejected)| summary == json && rejected == row.rejected) {
            return Ok(Kept { was_rejected, changed: false });
        }
        let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let kind = word(serde_json::to_value(s.kind).map_err(stored("incident"))?);
        let grade = word(serde_json::to_value(s.grade).map_err(stored("incident"))?);
        let best = |at: usize| {
            let toll = s.tolls.iter().find(|t| t.effect == crate::toll::EFFECTS[at]);
            toll.and_then(|t| t.together.best).map(|n| i64::try_from(n).unwrap_or(i64::MAX))
        };
        let place = s.place.as_ref();
        self.run(
            "INSERT INTO incident (id, type, date_from, date_to, country, admin1, lat, lon, grade, contested, rejected, articles,
                killed, injured, missing, captured, displaced, names, sources)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
             ON CONFLICT (id) DO UPDATE SET type = excluded.type, date_from = excluded.date_from, date_to = excluded.date_to,
                country = excluded.country, admin1 = excluded.admin1, lat = excluded.lat, lon = excluded.lon, grade = excluded.grade,
                contested = excluded.contested, rejected = excluded.rejected, articles = excluded.articles, killed = excluded.killed,
                injured = excluded.injured, missing = excluded.missing, captured = excluded.captured,
                displaced = excluded.displaced, names = excluded.names, sources = excluded.sources",
            &[
                &s.id,
                &kind,
                &s.date.from.map(|d| d.to_string()),
                &s.date.to.map(|d| d.to_string()),
                &place.and_then(|p| p.country.as_deref()),
                &place.and_then(|p| p.admin1.as_deref()),
                &place.and_then(|p| p.lat),
                &place.and_then(|p| p.lon),
                &grade,
                &s.is_contested(),
                &row.rejected,
                &i64::try_from(s.articles.len()).unwrap_or(i64::MAX),
                &best(0),
                &best(1),
                &best(2),
                &best(3),
                &best(4),
                &row.names,
                &row.sources,
            ],
        )?;
        self.run(
            "INSERT INTO summary (id, json) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
            &[&s.id, &json],
        )?;
        Ok(Kept { was_rejected, changed: true })
    }

    pub fn has_incident(&self, id: &str) -> Result<bool> {
        Ok(self.value::<String>("SELECT id FROM incident WHERE id = ?1", &[&id])?.is_some())
    }

    pub fn incident(&self, id: &str) -> Result<Option<Summary>> {
        let json: Option<String> = self.value("SELECT json FROM summary WHERE id = ?1", &[&id])?;
        json.map(|json| read(&json, "incident")).transpose()
    }

    pub fn delete_incident(&self, id: &str) -> Result<()> {
        self.run("DELETE FROM incident WHERE id = ?1", &[&id])?;
        self.run("DELETE FROM summary WHERE id = ?1", &[&id]).map(drop)
    }

    /// Notes where a retired id went; nothing for a tombstone.
    pub fn retire(&self, id: &str, became: Option<&str>) -> Result<()> {
        let sql =
            "INSERT INTO retired (id, became) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET became = excluded.became";
        self.run(sql, &[&id, &became]).map(drop)
    }

    pub fn revive(&self, id: &str) -> Result<()> {
        self.run("DELETE FROM retired WHERE id = ?1", &[&id]).map(drop)
    }

    /// Whether an id is retired.
    pub fn is_retired(&self, id: &str) -> Result<bool> {
        Ok(self.value::<String>("SELECT id FROM retired WHERE id = ?1", &[&id])?.is_some())
    }

    pub fn log_change(&self, at: &str, kind: &str, incident: &str, became: Option<&str>) -> Result<()> {
        let sql = "INSERT INTO change (seq, at, kind, incident, became) SELECT coalesce(max(seq), 0) + 1, ?1, ?2, ?3, ?4 FROM change";
        self.run(sql, &[&at, &kind, &incident, &became]).map(drop)
    }

    /// Changes from a moment on.
    pub fn changes(&self, since: &str) -> Result<Vec<Change>> {
        self.all("SELECT at, kind, incident, became FROM change WHERE at >= ?1 ORDER BY seq", &[&since], change)
    }

    pub fn latest_change(&self) -> Result<i64> {
        Ok(self.value("SELECT coalesce(max(seq), 0) FROM change", &[])?.unwrap_or_default())
    }

    pub fn changes_after(&self, seq: i64, limit: u32) -> Result<Vec<(i64, Change)>> {
        let sql = "SELECT at, kind, incident, became, seq FROM change WHERE seq > ?1 ORDER BY seq LIMIT ?2";
        self.all(sql, &[&seq, &i64::from(limit)], |r| Ok((r.get(4)?, change(r)?)))
    }

    /// Hands over all incidents by day and id, each with whether a person rejected it.
    pub fn each_incident(&self, mut take: impl FnMut(Summary, bool)) -> Result<()> {
        let sql = "SELECT json, rejected FROM incident JOIN summary ON summary.id = incident.id ORDER BY date_from IS NULL, date_from, incident.id";
        self.each(sql, &[], |r| {
            take(read(&r.get::<String>(0)?, "incident")?, r.get(1)?);
            Ok(())
        })
    }

    /// How many incidents have each value of a column; those left out that a person rejected.
    pub fn count_incidents(&self, column: &str) -> Result<Vec<(String, i64)>> {
        let sql = format!("SELECT {column}, count(*) FROM incident WHERE NOT rejected GROUP BY {column}");
        self.all(&sql, &[], |r| Ok((r.get(0)?, r.get(1)?)))
    }

    /// How many incidents have coordinates, and how many a day; those left out that a person rejected.
    pub fn count_known(&self) -> Result<(i64, i64)> {
        let sql = "SELECT count(lat), count(date_from) FROM incident WHERE NOT rejected";
        Ok(self.one(sql, &[], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or_default())
    }
}

fn change(r: &Row<'_>) -> Result<Change> {
    Ok(Change { at: r.get(0)?, kind: r.get(1)?, incident: r.get(2)?, became: r.get(3)? })
}
