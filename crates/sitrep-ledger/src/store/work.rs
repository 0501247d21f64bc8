//! The work of one transaction: what an addition or a decision changes, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use sitrep_record::{Claim, Record};

use super::copies::Signature;
use super::correct::correct;
use super::decision::{Decision, Logged};
use super::error::{Result, StoreError};
use super::sqlite::{IncidentRow, MentionRow, NewArticle, Tx};
use super::{Added, Cache, Incoming, MENTIONS, RECORDS, content_hash, moment};
use crate::Summary;
use crate::fold::fold;
use crate::merge::{Blocks, Constraints, Mention, Model, Score, groups};
use crate::toll::{Decided, Told};

/// The decisions in the form that work needs.
#[derive(Debug, Default)]
pub(crate) struct Rulings {
    log: Vec<Logged>,
    /// Pairs of mentions that are one, and pairs that are two, after all decisions.
    same: BTreeSet<(String, String)>,
    apart: BTreeSet<(String, String)>,
    /// For each mention of such a pair, those that it is in one with.
    tied: FxHashMap<String, Vec<String>>,
}

impl Rulings {
    pub fn of(log: Vec<Logged>) -> Self {
        let mut rulings = Rulings::default();
        let pair = |a: &str, b: &str| (a.min(b).to_owned(), a.max(b).to_owned());
        for logged in log.iter().filter(|l| l.undone_by.is_none()) {
            match &logged.decision {
                Decision::Merge { a, b } => {
                    // all tellings of both: else those that fit the joined ones less well would leave them
                    let all: Vec<&String> = a.iter().chain(b).collect();
                    for (at, x) in all.iter().enumerate() {
                        for y in &all[at + 1..] {
                            rulings.apart.remove(&pair(x, y));
                            rulings.same.insert(pair(x, y));
                        }
                    }
                }
                Decision::Split { leave, stay, .. } => {
                    for (x, y) in leave.iter().flat_map(|x| stay.iter().map(move |y| (x, y))) {
                        rulings.same.remove(&pair(x, y));
                        rulings.apart.insert(pair(x, y));
                    }
                }
                _ => {}
            }
        }
        for (a, b) in rulings.same.iter().chain(&rulings.apart) {
            rulings.tied.entry(a.clone()).or_default().push(b.clone());
            rulings.tied.entry(b.clone()).or_default().push(a.clone());
        }
        rulings.log = log;
        rulings
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// Whether a person holds two mentions apart.
    pub fn holds_apart(&self, a: &str, b: &str) -> bool {
        self.apart.contains(&(a.min(b).to_owned(), a.max(b).to_owned()))
    }

    /// The entry of the log at this place.
    pub fn entry(&self, seq: i64) -> Option<&Logged> {
        self.log.iter().find(|l| l.seq == seq)
    }

    /// The decisions about an incident with these mentions that were not taken back, in order.
    pub fn about<'a>(&'a self, ids: &'a BTreeSet<&str>) -> impl Iterator<Item = &'a Logged> {
        self.log
            .iter()
            .filter(|l| l.undone_by.is_none())
            .filter(|l| l.decision.about().is_some_and(|id| ids.contains(id)))
    }
}

/// Pairs of mentions, by sequence number.
type Pairs = Vec<(i64, i64)>;

/// The work of one transaction.
pub(crate) struct Work<'a, 't> {
    tx: &'a Tx<'t>,
    model: &'a Model,
    cache: &'a mut Cache,
    now: String,
}

impl<'a, 't> Work<'a, 't> {
    /// Begins work. Another program may have read articles anew or decided since the last time: what is kept of them is
    /// forgotten then. What was only added does no harm.
    pub fn new(tx: &'a Tx<'t>, model: &'a Model, cache: &'a mut Cache) -> Result<Self> {
        let epoch = tx.epoch()?;
        if cache.epoch != epoch {
            *cache = Cache { epoch, ..Cache::default() };
        }
        Ok(Work { tx, model, cache, now: moment(jiff::Timestamp::now()) })
    }

    /// Whether incidents are grouped by our merge model.
    pub fn follows_model(&self) -> Result<bool> {
        Ok(self.tx.setting("merge model")?.as_deref() == Some(self.model.fingerprint()))
    }

    /// Groups all incidents anew if the merge model is another than the one that they were grouped by.
    pub fn follow_model(&mut self) -> Result<()> {
        let ours = self.model.fingerprint();
        let known = self.tx.setting("merge model")?;
        if known.as_deref() == Some(ours) {
            return Ok(());
        }
        self.begin_epoch()?;
        self.tx.forget_all_pairs()?;
        let mut dirty = BTreeSet::new();
        for (article, _) in self.tx.articles()? {
            let record = self.record(article)?;
            let mut prepared: FxHashMap<String, Mention> =
                Mention::of_record(&record, self.model).into_iter().map(|m| (m.key.incident.clone(), m)).collect();
            for row in self.tx.mentions_of_article(article)? {
                let Some(mention) = prepared.remove(&row.local) else { continue };
                self.tx.update_mention(row.seq, &row.local, &mention)?;
                self.cache.mentions.insert(row.seq, Arc::new(mention.clone()));
                self.pair(row.seq, mention)?;
                dirty.insert(row.seq);
            }
        }
        self.regroup(dirty)?;
        self.tx.set("merge model", ours)
    }

    pub fn add(&mut self, incoming: Incoming<'_>) -> Result<Added> {
        let Incoming { mut record, received, reader } = incoming;
        let hash = content_hash(record.title.as_deref(), &record.text);
        if let Some(article) = self.tx.article_with_hash(&hash)? {
            return Ok(Added::Known { article });
        }
        if record.id.is_empty() || self.tx.has_article(&record.id)? {
            // another text under the same id: an outlet that rewrote its page
            record.id = format!("{}~{}", record.id, &hash[..8]);
        }
        let signature = Signature::of(&record.text);
        let bytes = Signature::bytes(signature.as_ref());
        let seq = self.tx.insert_article(&NewArticle {
            record: &record,
            hash: &hash,
            reader,
            received,
            signature: &bytes,
            added: &self.now,
        })?;
        let mut dirty: BTreeSet<i64> = BTreeSet::new();
        let report = self.link_copies(seq, &record, signature.as_ref(), &mut dirty)?;
        let mentions = Mention::of_record(&record, self.model);
        self.remember(seq, Arc::new(record.clone()));
        for (incident, mention) in record.incidents.iter().zip(mentions) {
            let id = mention_id(&hash, &incident.id, 0);
            dirty.insert(self.add_mention(&id, seq, &incident.id, mention)?);
        }
        self.regroup(dirty)?;
        let rows = self.tx.mentions_of_article(seq)?;
        let incidents = rows.into_iter().map(|row| row.incident).collect();
        let copy_of = (report != record.id).then_some(report);
        Ok(Added::New { article: record.id, incidents, copy_of })
    }

    fn add_mention(&mut self, id: &str, article: i64, local: &str, mention: Mention) -> Result<i64> {
        let seq = self.tx.insert_mention(id, article, local, &mention)?;
        self.pair(seq, mention)?;
        Ok(seq)
    }

    /// Compares a mention with those of its blocks.
    fn pair(&mut self, seq: i64, mention: Mention) -> Result<()> {
        for other in self.tx.neighbours(seq, &Blocks::of(&mention))? {
            let known = self.mention(other)?;
            let apart = known.key.article != mention.key.article;
            if apart && Score::of(&mention, &known, self.model).joins(self.model) {
                self.tx.insert_edge(seq, other)?;
            }
        }
        self.cache.mentions.insert(seq, Arc::new(mention));
        Ok(())
    }

    /// Ties an article to those it is a copy of; the id of the first of them. Mentions whose authorities may change with it
    /// are noted.
    fn link_copies(
        &mut self,
        seq: i64,
        record: &Record,
        signature: Option<&Signature>,
        dirty: &mut BTreeSet<i64>,
    ) -> Result<String> {
        let Some(signature) = signature else { return Ok(record.id.clone()) };
        let mut reports = BTreeSet::new();
        for (other, bytes) in self.tx.candidates_and_bands(seq, &signature.bands())? {
            if Signature::from_bytes(&bytes).is_some_and(|s| s.is_copy(signature)) {
                reports.extend(self.tx.article(other)?.map(|row| row.report));
            }
        }
        if reports.is_empty() {
            return Ok(record.id.clone());
        }
        let mut members = vec![(seq, record.published.map(|d| d.to_string()), record.id.clone())];
        for report in &reports {
            members.extend(self.tx.report_members(report)?);
        }
        let first = members.iter().min_by_key(|(_, day, id)| (day.is_none(), day.clone(), id.clone()));
        let Some(root) = first.map(|(_, _, id)| id.clone()) else { return Ok(record.id.clone()) };
        for (member, _, _) in &members {
            if self.tx.article(*member)?.is_some_and(|row| row.report != root) {
                self.tx.set_report(*member, &root)?;
                dirty.extend(self.tx.mentions_of_article(*member)?.into_iter().map(|m| m.seq));
            }
        }
        Ok(root)
    }

    pub fn reread(&mut self, article: &str, mut record: Record, reader: &str) -> Result<()> {
        let Some(seq) = self.tx.article_seq(article)? else { return Ok(()) };
        record.id = article.to_owned();
        self.begin_epoch()?;
        self.tx.replace_record(seq, &record, reader)?;
        let hash = content_hash(record.title.as_deref(), &record.text);
        let mut fresh: Vec<(String, Option<Mention>)> = record
            .incidents
            .iter()
            .map(|i| i.id.clone())
            .zip(Mention::of_record(&record, self.model).into_iter().map(Some))
            .collect();
        self.remember(seq, Arc::new(record));
        let known = self.tx.mentions_of_article(seq)?;
        // the new readings that fit old mentions best take their ids, and with them what people decided
        let mut fits: Vec<(std::cmp::Reverse<i64>, usize, usize)> = Vec::new();
        for (k, row) in known.iter().enumerate() {
            let old = self.mention(row.seq)?;
            for (f, (local, new)) in fresh.iter().enumerate() {
                if let Some(new) = new {
                    let score = Score::of(&old, new, self.model);
                    if score.joins(self.model) || *local == row.local {
                        fits.push((std::cmp::Reverse(score.thousandths()), k, f));
                    }
                }
            }
        }
        fits.sort_unstable();
        let (mut dirty, mut taken) = (BTreeSet::new(), FxHashSet::default());
        for (_, k, f) in fits {
            if taken.contains(&k) || fresh[f].1.is_none() {
                continue;
            }
            let (local, Some(mention)) = (fresh[f].0.clone(), fresh[f].1.take()) else { continue };
            taken.insert(k);
            dirty.extend(self.unpair(known[k].seq)?);
            self.tx.update_mention(known[k].seq, &local, &mention)?;
            self.pair(known[k].seq, mention)?;
            dirty.insert(known[k].seq);
        }
        let mut gone = Vec::new();
        for (_, row) in known.iter().enumerate().filter(|(k, _)| !taken.contains(k)) {
            dirty.extend(self.unpair(row.seq)?);
            dirty.remove(&row.seq);
            dirty.extend(
                self.tx.mentions_of_incident(&row.incident)?.into_iter().map(|m| m.seq).filter(|s| *s != row.seq),
            );
            self.tx.delete_mention(row.seq)?;
            self.cache.mentions.remove(&row.seq);
            gone.push(row.clone());
        }
        for (local, mention) in fresh {
            let Some(mention) = mention else { continue };
            let mut salt = 0;
            let mut id = mention_id(&hash, &local, salt);
            while self.tx.mention_with_id(&id)?.is_some() || self.tx.retired(&id)?.is_some() {
                salt += 1;
                id = mention_id(&hash, &local, salt);
            }
            dirty.insert(self.add_mention(&id, seq, &local, mention)?);
        }
        dirty.retain(|s| !gone.iter().any(|row| row.seq == *s));
        for row in &gone {
            if self.tx.has_incident(&row.id)? && self.tx.mentions_of_incident(&row.id)?.is_empty() {
                self.tx.delete_incident(&row.id)?;
            }
            self.tx.retire(&row.id, None)?;
            self.tx.log_change(&self.now, "deleted", &row.id, None)?;
        }
        self.regroup(dirty)
    }

    fn unpair(&mut self, seq: i64) -> Result<Vec<i64>> {
        let old = self.mention(seq)?;
        self.tx.forget_blocks(seq, &Blocks::of(&old))?;
        self.tx.forget_pairs(seq)
    }

    /// Groups anew all that is connected with the mentions given, and sums up what changed.
    pub(super) fn regroup(&mut self, dirty: BTreeSet<i64>) -> Result<()> {
        let (members, edges) = self.component(&dirty)?;
        let mut rows: Vec<MentionRow> = Vec::with_capacity(members.len());
        let mut mentions: Vec<Arc<Mention>> = Vec::with_capacity(members.len());
        for seq in &members {
            rows.push(self.tx.mention(*seq)?);
            mentions.push(self.mention(*seq)?);
        }
        let places: FxHashMap<i64, usize> = members.iter().enumerate().map(|(at, seq)| (*seq, at)).collect();
        let pairs: Vec<(usize, usize)> =
            edges.iter().filter(|(a, b)| a < b).map(|(a, b)| (places[a], places[b])).collect();
        let decided = self.constraints(&rows, &mentions)?;
        let all: Vec<&Mention> = mentions.iter().map(Arc::as_ref).collect();
        let mut changed: BTreeSet<String> = BTreeSet::new();
        let mut left: BTreeSet<String> = BTreeSet::new();
        let mut live: BTreeSet<String> = BTreeSet::new();
        for group in groups(self.model, &all, &pairs, &decided) {
            let first = group.iter().min_by_key(|at| all[**at].order());
            let Some(id) = first.map(|at| rows[*at].id.clone()) else { continue };
            for at in &group {
                if rows[*at].incident != id {
                    self.tx.set_incident(rows[*at].seq, &id)?;
                    changed.insert(id.clone());
                    left.insert(rows[*at].incident.clone());
                } else if dirty.contains(&rows[*at].seq) {
                    changed.insert(id.clone());
                }
            }
            live.insert(id);
        }
        left.remove("");
        for id in &left {
            match live.contains(id) {
                true => drop(changed.insert(id.clone())),
                false => self.redirect(id)?,
            }
        }
        changed.iter().try_for_each(|id| self.sum_up(id))
    }

    /// All mentions connected with those given, ascending, and the pairs between them.
    fn component(&mut self, from: &BTreeSet<i64>) -> Result<(Vec<i64>, Pairs)> {
        let rulings = self.rulings()?;
        let mut seen = from.clone();
        let mut edges = Vec::new();
        let mut open: Vec<i64> = from.iter().copied().collect();
        while let Some(at) = open.pop() {
            let near = self.tx.edges(at)?;
            edges.extend(near.iter().map(|other| (at, *other)));
            let mut tied = Vec::new();
            if !rulings.tied.is_empty() {
                for id in rulings.tied.get(&self.tx.mention(at)?.id).into_iter().flatten() {
                    tied.extend(self.telling(id)?);
                }
            }
            for other in near.into_iter().chain(tied) {
                if seen.insert(other) {
                    open.push(other);
                }
            }
        }
        Ok((seen.into_iter().collect(), edges))
    }

    fn constraints(&mut self, rows: &[MentionRow], mentions: &[Arc<Mention>]) -> Result<Constraints> {
        let rulings = self.rulings()?;
        if rulings.same.is_empty() && rulings.apart.is_empty() {
            return Ok(Constraints::default());
        }
        let keys: FxHashMap<&str, &Mention> =
            rows.iter().zip(mentions).map(|(row, m)| (row.id.as_str(), m.as_ref())).collect();
        let known = |pairs: &BTreeSet<(String, String)>| {
            let key = |id: &str| keys.get(id).map(|m| m.key.clone());
            pairs.iter().filter_map(|(a, b)| Some((key(a)?, key(b)?))).collect()
        };
        Ok(Constraints { same: known(&rulings.same), apart: known(&rulings.apart) })
    }

    /// Retires the id of an incident that became part of another.
    fn redirect(&mut self, id: &str) -> Result<()> {
        let became = self.tx.mention_with_id(id)?.map(|row| row.incident);
        if self.tx.has_incident(id)? {
            self.tx.delete_incident(id)?;
            self.tx.log_change(
                &self.now,
                if became.is_some() { "redirected" } else { "deleted" },
                id,
                became.as_deref(),
            )?;
        }
        self.tx.retire(id, became.as_deref())
    }

    /// Derives an incident anew from the articles that tell of it and from what people decided.
    fn sum_up(&mut self, id: &str) -> Result<()> {
        let rows = self.tx.mentions_of_incident(id)?;
        let mut told: Vec<(Arc<Record>, String)> = Vec::with_capacity(rows.len());
        for row in &rows {
            told.push((self.reported(row.article)?, row.local.clone()));
        }
        let told: Vec<Told<'_>> = told.iter().map(|(record, incident)| Told { record, incident }).collect();
        let rulings = self.rulings()?;
        let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let mut decided = None;
        let mut corrections: Vec<(&str, &str, &str)> = Vec::new();
        for logged in rulings.about(&ids) {
            let judged = |confirmed| Some(Decided { confirmed, by: logged.who.clone(), at: logged.at.clone() });
            match &logged.decision {
                Decision::Confirm { .. } => decided = judged(true),
                Decision::Reject { .. } => decided = judged(false),
                Decision::Correct { field, value, .. } => corrections.push((field, value, &logged.who)),
                _ => {}
            }
        }
        let Some(mut summary) = Summary::of(id.to_owned(), &told, decided.as_ref()) else {
            return self.redirect(id);
        };
        for (field, value, who) in corrections {
            // a correction that no longer fits (its toll is gone) is passed over, not lost: it stands in the log
            let _ = correct(&mut summary, field, value, who);
        }
        let rejected = decided.is_some_and(|d| !d.confirmed);
        let was = self.tx.has_incident(id)?.then(|| self.tx.is_rejected(id)).transpose()?;
        let changed = self.tx.put_incident(&IncidentRow {
            summary: &summary,
            rejected,
            names: names(&summary),
            sources: sources(&summary),
        })?;
        self.tx.revive(id)?;
        match (was, rejected, changed) {
            (None | Some(true), false, _) => self.tx.log_change(&self.now, "added", id, None),
            (Some(false) | None, true, _) => self.tx.log_change(&self.now, "deleted", id, None),
            (Some(_), false, true) => self.tx.log_change(&self.now, "updated", id, None),
            _ => Ok(()),
        }
    }

    /// The record of an article; of a copy with the outlet and the wires of the article that it copies.
    fn reported(&mut self, seq: i64) -> Result<Arc<Record>> {
        let record = self.record(seq)?;
        let Some(article) = self.tx.article(seq)?.filter(|row| row.report != record.id) else { return Ok(record) };
        let Some(first) = self.tx.article_seq(&article.report)? else { return Ok(record) };
        let first = self.record(first)?;
        Ok(Arc::new(Record { outlet: first.outlet.clone(), credits: first.credits.clone(), ..(*record).clone() }))
    }

    pub fn record(&mut self, seq: i64) -> Result<Arc<Record>> {
        if let Some(record) = self.cache.records.get(&seq) {
            return Ok(record.clone());
        }
        let record = Arc::new(self.tx.record(seq)?.ok_or_else(|| StoreError::NoIncident(seq.to_string()))?);
        self.remember(seq, record.clone());
        Ok(record)
    }

    fn remember(&mut self, seq: i64, record: Arc<Record>) {
        if self.cache.records.len() >= RECORDS {
            self.cache.records.clear();
        }
        self.cache.records.insert(seq, record);
    }

    pub fn mention(&mut self, seq: i64) -> Result<Arc<Mention>> {
        if let Some(mention) = self.cache.mentions.get(&seq) {
            return Ok(mention.clone());
        }
        if self.cache.mentions.len() >= MENTIONS {
            self.cache.mentions.clear();
        }
        let mention = Arc::new(self.tx.prepared(seq)?);
        self.cache.mentions.insert(seq, mention.clone());
        Ok(mention)
    }

    pub fn rulings(&mut self) -> Result<Arc<Rulings>> {
        if let Some(rulings) = &self.cache.rulings {
            return Ok(rulings.clone());
        }
        let rulings = Arc::new(Rulings::of(self.tx.decisions()?));
        self.cache.rulings = Some(rulings.clone());
        Ok(rulings)
    }

    /// The id of the incident that an id means now.
    fn resolve(&self, id: &str) -> Result<String> {
        let row = self.tx.mention_with_id(id)?;
        row.map(|row| row.incident).ok_or_else(|| StoreError::NoIncident(id.to_owned()))
    }

    pub(super) fn decide(&mut self, who: &str, decision: &Decision) -> Result<()> {
        self.tx.log_decision(&self.now, who, decision)?;
        self.begin_epoch()?;
        self.cache.rulings = None;
        Ok(())
    }

    /// Tells other programs that what they keep in memory may have changed.
    fn begin_epoch(&mut self) -> Result<()> {
        self.cache.epoch += 1;
        self.tx.set_epoch(self.cache.epoch)
    }

    /// The sequence number of a mention, if it is still told.
    pub(super) fn telling(&self, id: &str) -> Result<Option<i64>> {
        Ok(self.tx.mention_with_id(id)?.map(|row| row.seq))
    }

    pub fn judge(&mut self, incident: &str, who: &str, decision: impl FnOnce(String) -> Decision) -> Result<()> {
        let id = self.resolve(incident)?;
        self.decide(who, &decision(id.clone()))?;
        self.sum_up(&id)
    }

    pub fn correct(&mut self, incident: &str, field: &str, value: &str, who: &str) -> Result<()> {
        let id = self.resolve(incident)?;
        let mut summary = self.tx.incident(&id)?.ok_or_else(|| StoreError::NoIncident(id.clone()))?;
        correct(&mut summary, field, value, who)?;
        self.judge(incident, who, |incident| Decision::Correct { incident, field: field.into(), value: value.into() })
    }

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

/// The permanent id of a mention: from the article's content, so that two stores give it the same one.
fn mention_id(hash: &str, local: &str, salt: u32) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digest = Sha256::digest(format!("{hash}\0{local}\0{salt}"));
    digest[..10].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// Folded names between bars, for searching.
fn barred<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let folded: BTreeSet<String> = names.map(fold).filter(|n| !n.is_empty()).collect();
    folded.iter().fold(String::from("|"), |all, name| all + name + "|")
}

fn names(summary: &Summary) -> String {
    let place =
        summary.place.iter().flat_map(|p| [Some(&p.name), p.admin1.as_ref()].into_iter().flatten().chain(&p.within));
    barred(place.chain(&summary.perpetrators).chain(&summary.targets).map(String::as_str))
}

fn sources(summary: &Summary) -> String {
    barred(summary.tolls.iter().flat_map(|t| &t.sources).map(|s| s.authority.name.as_str()))
}
