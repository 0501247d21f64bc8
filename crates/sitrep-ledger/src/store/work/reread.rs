//! A newer reading, or a newer merge model, in the place of an older one.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_record::Record;

use super::Work;
use super::ids::mention_id;
use crate::merge::{Blocks, Mention, Score};
use crate::store::content_hash;
use crate::store::error::Result;
use crate::store::rows::MentionRow;

impl Work<'_, '_> {
    /// Whether incidents are grouped by our merge model.
    pub fn follows_model(&self) -> Result<bool> {
        Ok(self.tx.setting("merge model")?.as_deref() == Some(self.model.fingerprint()))
    }

    /// Groups all incidents anew if the merge model is another than the one that they were grouped by.
    pub fn follow_model(&mut self) -> Result<()> {
        if self.follows_model()? {
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
        self.tx.set("merge model", self.model.fingerprint())
    }

    /// Puts a newer reading in the place of an article's. The readings that fit old mentions best take their ids, and with them
    /// what people decided.
    pub fn reread(&mut self, article: &str, mut record: Record, reader: &str) -> Result<()> {
        let Some(seq) = self.tx.article_seq(article)? else { return Ok(()) };
        record.id = article.to_owned();
        self.begin_epoch()?;
        self.tx.replace_record(seq, &record, reader)?;
        let hash = content_hash(record.title.as_deref(), &record.text);
        let record = Arc::new(record);
        self.remember(seq, record.clone());
        let mut fresh: Vec<(&str, Option<Mention>)> = record
            .incidents
            .iter()
            .map(|i| i.id.as_str())
            .zip(Mention::of_record(&record, self.model).into_iter().map(Some))
            .collect();
        let known = self.tx.mentions_of_article(seq)?;
        let mut dirty = BTreeSet::new();
        let mut taken = FxHashSet::default();
        for (k, f) in self.fits(&known, &fresh)? {
            if taken.contains(&k) {
                continue;
            }
            let (local, Some(mention)) = (fresh[f].0, fresh[f].1.take()) else { continue };
            taken.insert(k);
            dirty.extend(self.unpair(known[k].seq)?);
            self.tx.update_mention(known[k].seq, local, &mention)?;
            self.pair(known[k].seq, mention)?;
            dirty.insert(known[k].seq);
        }
        let gone: Vec<&MentionRow> =
            known.iter().enumerate().filter(|(k, _)| !taken.contains(k)).map(|(_, row)| row).collect();
        for row in &gone {
            dirty.extend(self.unpair(row.seq)?);
            dirty.extend(self.tx.mentions_of_incident(&row.incident)?.into_iter().map(|m| m.seq));
            self.tx.delete_mention(row.seq)?;
            self.cache.mentions.remove(&row.seq);
        }
        let mut new = Vec::new();
        for (local, mention) in fresh {
            let Some(mention) = mention else { continue };
            let mut salt = 0;
            let mut id = mention_id(&hash, local, salt);
            while self.tx.mention_with_id(&id)?.is_some() || self.tx.is_retired(&id)? {
                salt += 1;
                id = mention_id(&hash, local, salt);
            }
            new.push((id, local, mention));
        }
        dirty.retain(|s| !gone.iter().any(|row| row.seq == *s));
        dirty.extend(self.add_mentions(seq, new)?);
        for row in &gone {
            if self.tx.has_incident(&row.id)? && self.tx.mentions_of_incident(&row.id)?.is_empty() {
                self.tx.delete_incident(&row.id)?;
            }
            self.tx.retire(&row.id, None)?;
            self.tx.log_change(&self.now, "deleted", &row.id, None)?;
        }
        self.regroup(dirty)
    }

    /// Which new readings may take the place of which old mentions, as places in the lists, the best fit first.
    fn fits(&mut self, known: &[MentionRow], fresh: &[(&str, Option<Mention>)]) -> Result<Vec<(usize, usize)>> {
        let mut fits: Vec<(Reverse<i64>, usize, usize)> = Vec::new();
        for (k, row) in known.iter().enumerate() {
            let old = self.mention(row.seq)?;
            for (f, (local, new)) in fresh.iter().enumerate() {
                let Some(new) = new else { continue };
                let score = Score::of(&old, new, self.model);
                if score.joins(self.model) || *local == row.local {
                    fits.push((Reverse(score.thousandths()), k, f));
                }
            }
        }
        fits.sort_unstable();
        Ok(fits.into_iter().map(|(_, k, f)| (k, f)).collect())
    }

    /// Takes a mention out of its blocks and pairs; what it was paired with.
    fn unpair(&mut self, seq: i64) -> Result<Vec<i64>> {
        let old = self.mention(seq)?;
        self.tx.forget_blocks(seq, &Blocks::of(&old))?;
        self.tx.forget_pairs(seq)
    }
}
