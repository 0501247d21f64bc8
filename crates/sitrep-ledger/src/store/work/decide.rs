//! Decisions of people.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_record::Claim;

use super::Work;
use crate::store::correct::correct;
use crate::store::decision::Decision;
use crate::store::error::{Result, StoreError};

impl Work<'_, '_> {
    /// The id of the incident that an id means now.
    fn resolve(&self, id: &str) -> Result<String> {
        let row = self.tx.mention_with_id(id)?;
        row.map(|row| row.incident).ok_or_else(|| StoreError::NoIncident(id.to_owned()))
    }

    /// Adds to the log.
    pub(super) fn decide(&mut self, who: &str, decision: &Decision) -> Result<()> {
        self.tx.log_decision(&self.now, who, decision)?;
        self.begin_epoch()?;
        self.cache.rulings = None;
        Ok(())
    }

    /// Decides about an incident as a whole.
    pub fn judge(&mut self, incident: &str, who: &str, decision: impl FnOnce(String) -> Decision) -> Result<()> {
        let id = self.resolve(incident)?;
        self.decide(who, &decision(id.clone()))?;
        self.sum_up(&id)
    }

    /// Sets a field of an incident.
    pub fn correct(&mut self, incident: &str, field: &str, value: &str, who: &str) -> Result<()> {
        let id = self.resolve(incident)?;
        let mut summary = self.tx.incident(&id)?.ok_or_else(|| StoreError::NoIncident(id.clone()))?;
        correct(&mut summary, field, value, who)?;
        self.judge(incident, who, |incident| Decision::Correct { incident, field: field.into(), value: value.into() })
    }

    /// Makes two incidents one; its id.
    pub fn merge(&mut self, a: &str, b: &str, who: &str) -> Result<String> {
        let (a, b) = (self.resolve(a)?, self.resolve(b)?);
        if a == b {
            return Ok(a);
        }
        let members = |id: &str| -> Result<(Vec<String>, Vec<i64>)> {
            let mut rows = self.tx.mentions_of_incident(id)?;
            rows.sort_by_key(|row| row.id != id);
            Ok(rows.into_iter().map(|row| (row.id, row.seq)).unzip())
        };
        let ((x, mut dirty), (y, more)) = (members(&a)?, members(&b)?);
        dirty.extend(more);
        self.decide(who, &Decision::Merge { a: x, b: y })?;
        self.regroup(dirty.into_iter().collect())?;
        self.resolve(&a)
    }

    /// Takes claims, written `ARTICLE#CLAIM`, out of an incident, as another one; its id.
    pub fn split(&mut self, incident: &str, claims: &[String], who: &str) -> Result<String> {
        let id = self.resolve(incident)?;
        let rows = self.tx.mentions_of_incident(&id)?;
        let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for claim in claims {
            let no_claim = || StoreError::NoClaim { incident: id.clone(), claim: claim.clone() };
            let (article, claim) = claim.rsplit_once('#').ok_or_else(no_claim)?;
            wanted.entry(article).or_default().insert(claim);
        }
        let (mut leave, mut stay) = (Vec::new(), Vec::new());
        for row in &rows {
            let record = self.record(row.article)?;
            let own: Vec<&Claim> =
                record.claims.iter().filter(|c| c.incident.as_deref() == Some(row.local.as_str())).collect();
            let named = wanted.get_mut(record.id.as_str());
            let taken = named.map_or(0, |ids| own.iter().filter(|c| ids.remove(c.id.as_str())).count());
            match taken {
                0 => stay.push(row.id.clone()),
                n if n == own.len() => leave.push(row.id.clone()),
                _ => {
                    let claims = own.iter().map(|c| c.id.clone()).collect();
                    return Err(StoreError::PartOfMention { article: record.id.clone(), claims });
                }
            }
        }
        if let Some((article, claim)) = wanted.iter().find_map(|(article, ids)| Some((article, ids.first()?))) {
            return Err(StoreError::NoClaim { incident: id, claim: format!("{article}#{claim}") });
        }
        let first =
            leave.first().cloned().ok_or_else(|| StoreError::NoClaim { incident: id.clone(), claim: String::new() })?;
        if stay.is_empty() {
            return Err(StoreError::NothingLeft(id));
        }
        self.decide(who, &Decision::Split { incident: id, leave, stay })?;
        self.regroup(rows.iter().map(|row| row.seq).collect())?;
        self.resolve(&first)
    }
}
