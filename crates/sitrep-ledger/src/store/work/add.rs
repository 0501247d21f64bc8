//! Adding an article.

use std::collections::BTreeSet;
use std::sync::Arc;

use sitrep_record::Record;

use super::Work;
use super::ids::mention_id;
use crate::merge::{Blocks, Mention, Score};
use crate::store::copies::Signature;
use crate::store::error::Result;
use crate::store::rows::{NewArticle, NewMention};
use crate::store::{Added, Given, Incoming, content_hash};

impl Work<'_, '_> {
    /// Adds an article, if it is not there yet.
    pub fn add(&mut self, incoming: Incoming<'_>, given: &Given) -> Result<Added> {
        let Incoming { mut record, received, reader } = incoming;
        let hash = content_hash(record.title.as_deref(), &record.text);
        if let Some(article) = self.tx.article_with_hash(&hash)? {
            return Ok(Added::Known { article });
        }
        if record.id.is_empty() || record.id.contains('\0') || self.tx.has_article(&record.id)? {
            // another text under the same id: an outlet that rewrote its page
            record.id = format!("{}~{}", record.id.replace('\0', ""), &hash[..8]);
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
            given,
        })?;
        let mut dirty: BTreeSet<i64> = BTreeSet::new();
        let report = self.link_copies(seq, &record, signature.as_ref(), &mut dirty)?;
        let mentions = Mention::of_record(&record, self.model);
        let article = record.id.clone();
        let record = Arc::new(record);
        self.remember(seq, record.clone());
        let new = record.incidents.iter().zip(mentions).map(|(i, m)| (mention_id(&hash, &i.id, 0), i.id.as_str(), m));
        dirty.extend(self.add_mentions(seq, new.collect())?);
        self.regroup(dirty)?;
        let incidents = self.tx.mentions_of_article(seq)?.into_iter().map(|row| row.incident).collect();
        Ok(Added::New { incidents, copy_of: (report != article).then_some(report), article })
    }

    /// Keeps mentions, each with its id and its incident's in the record, and pairs them; their sequence numbers.
    pub(super) fn add_mentions(&mut self, article: i64, new: Vec<(String, &str, Mention)>) -> Result<Vec<i64>> {
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<NewMention<'_>> =
            new.iter().map(|(id, local, mention)| NewMention { id: id.clone(), local, mention }).collect();
        let seqs = self.tx.insert_mentions(article, &rows)?;
        for (seq, (_, _, mention)) in seqs.iter().zip(new) {
            self.pair(*seq, mention)?;
        }
        Ok(seqs)
    }

    /// Compares a mention with those of its blocks.
    pub(super) fn pair(&mut self, seq: i64, mention: Mention) -> Result<()> {
        let others = self.tx.neighbours(seq, &Blocks::of(&mention))?;
        self.fetch_mentions(&others)?;
        let mut joins = Vec::new();
        for other in others {
            let known = self.mention(other)?;
            let apart = known.key.article != mention.key.article;
            if apart && Score::of(&mention, &known, self.model).joins(self.model) {
                joins.push(other);
            }
        }
        self.tx.insert_edges(seq, &joins)?;
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
        for (bytes, report) in self.tx.candidates_and_bands(seq, &signature.bands())? {
            if Signature::from_bytes(&bytes).is_some_and(|s| s.is_copy(signature)) {
                reports.insert(report);
            }
        }
        if reports.is_empty() {
            return Ok(record.id.clone());
        }
        // each member with the report that it is now a copy of
        let own = (seq, record.published.map(|d| d.to_string()), record.id.clone());
        let mut members = vec![(own, record.id.clone())];
        for report in &reports {
            members.extend(self.tx.report_members(report)?.into_iter().map(|member| (member, report.clone())));
        }
        let first = members.iter().min_by_key(|((_, day, id), _)| (day.is_none(), day.clone(), id.clone()));
        let Some(root) = first.map(|((_, _, id), _)| id.clone()) else { return Ok(record.id.clone()) };
        let moved: Vec<i64> =
            members.iter().filter(|(_, report)| *report != root).map(|((member, _, _), _)| *member).collect();
        self.tx.set_report(&moved, &root)?;
        dirty.extend(self.tx.mentions_of_articles(&moved)?);
        Ok(root)
    }
}
