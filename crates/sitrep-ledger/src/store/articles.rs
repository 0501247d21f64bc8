//! What can be asked of a ledger's articles.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sitrep_record::Record;

use super::Store;
use super::error::Result;

/// What a person said of an article when it was added. A newer reading heeds it too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Its day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// An article with all that is kept of it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// What was read from it.
    pub record: Record,
    /// The bytes as received.
    pub received: Vec<u8>,
    /// What read it, with its version.
    pub reader: String,
    /// When it was added, RFC 3339 in UTC.
    pub added: String,
    /// The article whose report it is a copy of.
    pub copy_of: Option<String>,
    /// What a person said of it; nothing if that was not kept when it was added.
    pub given: Option<Given>,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleLine {
    /// Its place in the order of adding; [`Store::article_list`] goes on from it.
    pub seq: i64,
    /// Its id.
    pub id: String,
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published, as a day.
    pub published: Option<String>,
    /// When it was added, RFC 3339 in UTC.
    pub added: String,
    /// The article whose report it is a copy of.
    pub copy_of: Option<String>,
}

impl Store {
    /// An article with all that is kept of it.
    ///
    /// # Errors
    /// If the store cannot be read. So for all queries.
    pub fn stored_article(&mut self, id: &str) -> Result<Option<StoredArticle>> {
        self.db.read(|tx| tx.stored_article(id))
    }

    /// The articles that print the same report as this one, itself left out, by day of publication.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn copies_of(&mut self, article: &str) -> Result<Vec<String>> {
        self.db.read(|tx| {
            let Some(seq) = tx.article_seq(article)? else { return Ok(Vec::new()) };
            let Some((_, report)) = tx.reports(&[seq])?.pop() else { return Ok(Vec::new()) };
            let mut members = tx.report_members(&report)?;
            members.sort_by(|a, b| (a.1.is_none(), &a.1, &a.2).cmp(&(b.1.is_none(), &b.1, &b.2)));
            Ok(members.into_iter().map(|(_, _, id)| id).filter(|id| id != article).collect())
        })
    }

    /// The incidents that an article tells of: each one's id in its record, and the id of the incident in the ledger.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn tellings_of_article(&mut self, article: &str) -> Result<Vec<(String, String)>> {
        self.db.read(|tx| {
            let Some(seq) = tx.article_seq(article)? else { return Ok(Vec::new()) };
            Ok(tx.mentions_of_article(seq)?.into_iter().map(|row| (row.local, row.incident)).collect())
        })
    }

    /// So many articles, the one added last first; those before the one with the sequence number `before`, if it is given.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn article_list(&mut self, limit: u32, before: Option<i64>) -> Result<Vec<ArticleLine>> {
        self.db.read(|tx| tx.article_list(limit, before.unwrap_or(i64::MAX)))
    }

    /// So many articles with these words, the one added last first.
    ///
    /// # Errors
    /// [`StoreError::Search`](super::StoreError::Search) for words that cannot be searched for, or if the store cannot be read.
    pub fn articles_with_text(&mut self, text: &str, limit: u32) -> Result<Vec<ArticleLine>> {
        self.db.read(|tx| tx.articles_with_text(text, limit))
    }

    /// The ids of the incidents whose articles have these words.
    ///
    /// # Errors
    /// [`StoreError::Search`](super::StoreError::Search) for words that cannot be searched for, or if the store cannot be read.
    pub fn ids_with_text(&mut self, text: &str) -> Result<Vec<String>> {
        self.db.read(|tx| tx.ids_with_text(text))
    }
}
