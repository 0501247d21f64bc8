//! What can be asked of a ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sitrep_record::Record;

use super::error::{Result, StoreError};
use super::work::Work;
use super::{Filter, Logged, Store};
use crate::accord::{AccordTold, AccordView, Relation, joined, relation};
use crate::merge::{Mention, Score};
use crate::toll::{Check, Grade, check};
use crate::{Explanation, SourceRow, Summary};

/// What an id means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Lookup {
    /// An incident.
    Incident(Box<Summary>),
    /// It became part of another.
    Redirect {
        /// The incident now.
        became: String,
    },
    /// It is gone; nothing took its place.
    Tombstone,
}

/// An incident as one article tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// The permanent id of this telling.
    pub id: String,
    /// The article's record.
    #[serde(skip)]
    pub record: Arc<Record>,
    /// The incident's id in that record.
    pub incident: String,
    /// Why it is part of the incident: the comparison with the telling that it is most like; nothing for one that is alone.
    pub why: Option<Explanation>,
}

/// A change that a copy of the ledger must make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// `added`, `updated`, `redirected` or `deleted`.
    pub kind: String,
    /// The incident's id.
    pub incident: String,
    /// The id that it became part of.
    pub became: Option<String>,
}

/// How much there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: usize,
    /// Articles that are copies of another.
    pub copies: usize,
    /// Tellings of incidents.
    pub mentions: usize,
    /// Incidents.
    pub incidents: usize,
    /// Incidents by grade.
    pub grades: BTreeMap<String, usize>,
    /// Incidents by type.
    pub types: BTreeMap<String, usize>,
    /// Incidents with coordinates.
    pub located: usize,
    /// Incidents with a day.
    pub dated: usize,
    /// Decisions of people.
    pub decisions: usize,
    /// The largest blocks: how many tellings stand in each.
    pub largest_blocks: Vec<i64>,
}

impl Store {
    /// The incidents that a filter lets through, by day and id.
    ///
    /// # Errors
    /// [`StoreError::Search`] for words that cannot be searched for; else if the store cannot be read. So for all queries.
    pub fn incidents(&mut self, filter: &Filter) -> Result<Vec<Summary>> {
        let mut found = Vec::new();
        self.db.read(|tx| tx.find(filter, |summary| found.push(summary)))?;
        if let Some(limit) = filter.limit {
            found.truncate(limit as usize);
        }
        Ok(found)
    }

    /// The incidents of these ids in their order; ids that are none (or no longer) are passed over.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn summaries(&mut self, ids: &[String]) -> Result<Vec<Summary>> {
        self.db.read(|tx| {
            let found: Vec<Option<Summary>> = ids.iter().map(|id| tx.incident(id)).collect::<Result<_>>()?;
            Ok(found.into_iter().flatten().collect())
        })
    }

    /// Hands over all incidents by day and id, one after the other, each with whether a person rejected it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn all_summaries(&mut self, take: impl FnMut(Summary, bool)) -> Result<()> {
        self.db.read(|tx| tx.each_incident(take))
    }

    /// What an id means.
    ///
    /// # Errors
    /// [`StoreError::NoIncident`] if it never was one.
    pub fn incident(&mut self, id: &str) -> Result<Lookup> {
        self.db.read(|tx| {
            if let Some(summary) = tx.incident(id)? {
                return Ok(Lookup::Incident(Box::new(summary)));
            }
            match tx.mention_with_id(id)? {
                Some(row) => Ok(Lookup::Redirect { became: row.incident }),
                None if tx.is_retired(id)? => Ok(Lookup::Tombstone),
                None => Err(StoreError::NoIncident(id.to_owned())),
            }
        })
    }

    /// The tellings of an incident by day, with why each is part of it.
    ///
    /// # Errors
    /// As [`Store::incident`].
    pub fn members(&mut self, incident: &str) -> Result<Vec<Member>> {
        let Store { db, model, cache } = self;
        db.read(|tx| {
            let mut work = Work::new(tx, model, cache)?;
            let rows = tx.mentions_of_incident(incident)?;
            let mentions: Vec<Arc<Mention>> = rows.iter().map(|row| work.mention(row.seq)).collect::<Result<_>>()?;
            let mut members = Vec::new();
            for (at, row) in rows.iter().enumerate() {
                let own = &mentions[at];
                let others = mentions.iter().enumerate().filter(|(other, _)| *other != at);
                let nearest =
                    others.max_by_key(|(_, m)| (Score::of(own, m, model).thousandths(), std::cmp::Reverse(m.order())));
                let why = nearest.map(|(other, m)| {
                    let mut why = Score::of(own, m, model).explain(own, m, model);
                    why.because = format!("with {} in {}: {}", rows[other].id, m.key.article, why.because);
                    why
                });
                members.push((
                    own.order(),
                    Member { id: row.id.clone(), record: work.record(row.article)?, incident: row.local.clone(), why },
                ));
            }
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Ok(members.into_iter().map(|(_, member)| member).collect())
        })
    }

    /// The sums that the articles of an incident give, beside their parts.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn checks(&mut self, incident: &str) -> Result<Vec<Check>> {
        let Store { db, model, cache } = self;
        db.read(|tx| {
            let mut work = Work::new(tx, model, cache)?;
            let mut checks = Vec::new();
            let mut articles: Vec<i64> =
                tx.mentions_of_incident(incident)?.into_iter().map(|row| row.article).collect();
            articles.dedup();
            for article in articles {
                let record = work.record(article)?;
                let mut summaries: BTreeMap<String, Summary> = BTreeMap::new();
                for row in tx.mentions_of_article(article)? {
                    if let Some(summary) = tx.incident(&row.incident)? {
                        summaries.insert(row.local, summary);
                    }
                }
                let found = check(&record, |local| summaries.get(local).map(|s| (s.id.clone(), s.tolls.as_slice())));
                checks.extend(found.into_iter().filter(|c| c.parts.iter().any(|p| p.incident == incident)));
            }
            Ok(checks)
        })
    }

    /// All decisions, in order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn decisions(&mut self) -> Result<Vec<Logged>> {
        self.db.read(|tx| tx.decisions())
    }

    /// All accords, by the day that each was first told of.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn accords(&mut self) -> Result<Vec<AccordView>> {
        let Store { db, model, cache } = self;
        db.read(|tx| {
            let mut work = Work::new(tx, model, cache)?;
            let seqs = tx.articles_with_accords()?;
            let records: Vec<Arc<Record>> = seqs.into_iter().map(|seq| work.record(seq)).collect::<Result<_>>()?;
            let told: Vec<AccordTold<'_>> = records
                .iter()
                .flat_map(|record| record.accords.iter().map(move |accord| AccordTold { record, accord }))
                .collect();
            let mut views: Vec<AccordView> = joined(&told)
                .into_iter()
                .filter_map(|group| {
                    let told: Vec<AccordTold<'_>> = group.into_iter().map(|at| told[at]).collect();
                    let first =
                        told.iter().min_by_key(|t| (t.record.published.is_none(), t.record.published, &t.record.id))?;
                    AccordView::of(format!("{}/{}", first.record.id, first.accord.id), &told)
                })
                .collect();
            views.sort_by_key(|v| (v.stages.first().and_then(|s| s.day), v.id.clone()));
            Ok(views)
        })
    }

    /// The incidents that were reported while an accord was in force, in its country, with how each stands to it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn under(&mut self, accord: &AccordView) -> Result<Vec<(Relation, Summary)>> {
        let (Some(from), Some(country)) = (accord.effective_from, accord.country.clone()) else {
            return Ok(Vec::new());
        };
        let filter = Filter { from: Some(from), to: accord.watched_until, country: Some(country), ..Filter::default() };
        let found = self.incidents(&filter)?;
        let mut under: Vec<(Relation, Summary)> =
            found.into_iter().filter_map(|s| Some((relation(accord, &s)?, s))).collect();
        under.sort_by(|a, b| (a.0, a.1.date.from, &a.1.id).cmp(&(b.0, b.1.date.from, &b.1.id)));
        Ok(under)
    }

    /// How each source reports beside the others, the busiest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn sources(&mut self) -> Result<Vec<SourceRow>> {
        let mut rows: BTreeMap<String, SourceRow> = BTreeMap::new();
        self.db.read(|tx| {
            tx.find(&Filter::default(), |summary| {
                for (key, row) in SourceRow::of(&summary) {
                    match rows.get_mut(&key) {
                        Some(known) => known.counts.add(&row.counts),
                        None => drop(rows.insert(key, row)),
                    }
                }
            })
        })?;
        let mut rows: Vec<SourceRow> = rows.into_values().collect();
        rows.sort_by(|a, b| (b.counts.figures, &a.name).cmp(&(a.counts.figures, &b.name)));
        Ok(rows)
    }

    /// How much there is.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn stats(&mut self) -> Result<Stats> {
        let size = |n: i64| usize::try_from(n).unwrap_or(0);
        self.db.read(|tx| {
            let (articles, copies) = tx.count_articles()?;
            let (located, dated) = tx.count_known()?;
            let grade = |name: String| {
                let grade = serde_json::from_value::<Grade>(name.as_str().into());
                grade.map_or(name, |grade| grade.words().to_owned())
            };
            let types: BTreeMap<String, usize> =
                tx.count_incidents("type")?.into_iter().map(|(kind, n)| (kind, size(n))).collect();
            Ok(Stats {
                articles: size(articles),
                copies: size(copies),
                mentions: size(tx.count_mentions()?),
                incidents: types.values().sum(),
                grades: tx.count_incidents("grade")?.into_iter().map(|(g, n)| (grade(g), size(n))).collect(),
                types,
                located: size(located),
                dated: size(dated),
                decisions: size(tx.count_decisions()?),
                largest_blocks: tx.largest_blocks(10)?,
            })
        })
    }

    /// What a copy of the ledger must do to keep up, from a moment (RFC 3339, or a day) on.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn changes(&mut self, since: &str) -> Result<Vec<Change>> {
        self.db.read(|tx| tx.changes(since))
    }

    /// All articles in the order of adding: id, record, bytes as received.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn article_ids(&mut self) -> Result<Vec<String>> {
        Ok(self.db.read(|tx| tx.articles())?.into_iter().map(|(_, id)| id).collect())
    }

    /// An article's record and the bytes as received.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn article(&mut self, id: &str) -> Result<Option<(Record, Vec<u8>)>> {
        self.db.read(|tx| {
            let Some(seq) = tx.article_seq(id)? else { return Ok(None) };
            Ok(tx.record(seq)?.zip(tx.received(seq)?))
        })
    }

    /// The records that tell of an incident, each with the incident's id in it, by day.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn told(&mut self, incident: &str) -> Result<Vec<(Arc<Record>, String)>> {
        let Store { db, model, cache } = self;
        db.read(|tx| {
            let mut work = Work::new(tx, model, cache)?;
            let mut told = Vec::new();
            for row in tx.mentions_of_incident(incident)? {
                told.push((work.record(row.article)?, row.local));
            }
            told.sort_by(|a, b| (a.0.published, &a.0.id, &a.1).cmp(&(b.0.published, &b.0.id, &b.1)));
            Ok(told)
        })
    }

    /// The groups of tellings as articles and their incidents' ids, for scoring.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn groups(&mut self) -> Result<Vec<Vec<crate::merge::MentionKey>>> {
        let Store { db, model, cache } = self;
        db.read(|tx| {
            let mut work = Work::new(tx, model, cache)?;
            let mut groups: BTreeMap<String, Vec<crate::merge::MentionKey>> = BTreeMap::new();
            for row in tx.all_mentions()? {
                groups.entry(row.incident.clone()).or_default().push(work.mention(row.seq)?.key.clone());
            }
            Ok(groups.into_values().collect())
        })
    }
}
