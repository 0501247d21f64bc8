//! Finding incidents: by their columns, and by words of their articles.

use super::super::db::{Bind, Dialect, Tx};
use super::articles::{LINE, line};
use super::{clean, read};
use crate::store::ArticleLine;
use crate::store::error::Result;
use crate::store::filter::Filter;
use crate::store::words::search;
use crate::{Searched, Summary};

/// Degrees of latitude in a kilometre.
const DEGREES_PER_KM: f64 = 1.0 / 111.2;

impl Tx<'_> {
    /// Hands over the incidents that a filter lets through, by day and id.
    pub fn find(&self, filter: &Filter, mut take: impl FnMut(Summary)) -> Result<()> {
        let (sql, values) = query(filter, self.dialect())?;
        let values: Vec<&dyn Bind> = values.iter().map(AsRef::as_ref).collect();
        self.each(&sql, &values, |r| {
            let summary: Summary = read(&r.get::<String>(0)?, "incident")?;
            if filter.near.is_none_or(|near| near.takes(&summary)) {
                take(summary);
            }
            Ok(())
        })
    }

    /// The ids of the incidents whose articles have these words.
    pub fn ids_with_text(&self, text: &str) -> Result<Vec<String>> {
        let words = search(text, self.dialect())?;
        let articles = self.dialect().articles_with(1);
        let sql = format!("SELECT DISTINCT incident FROM mention WHERE article IN ({articles}) ORDER BY incident");
        self.column(&sql, &[&words])
    }

    /// Articles with these words, the one added last first.
    pub fn articles_with_text(&self, text: &str, limit: u32) -> Result<Vec<ArticleLine>> {
        let words = search(text, self.dialect())?;
        let articles = self.dialect().articles_with(1);
        let sql = format!("SELECT {LINE} FROM article WHERE seq IN ({articles}) ORDER BY seq DESC LIMIT ?2");
        self.all(&sql, &[&words, &i64::from(limit)], line)
    }
}

type Values = Vec<Box<dyn Bind>>;

fn query(f: &Filter, dialect: Dialect) -> Result<(String, Values)> {
    // what is asked for is picked and put in order before its summaries, which are long, are read
    let mut sql = String::from("SELECT json FROM (SELECT id AS wanted, date_from AS day FROM incident WHERE ");
    sql.push_str(if f.rejected { "true" } else { "NOT rejected" });
    let mut values: Values = Vec::new();
    let mut add = |condition: &str, value: Box<dyn Bind>| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("?{}", values.len())));
    };
    if let Some(from) = f.from {
        add("coalesce(date_to, date_from) >= ?", Box::new(from.to_string()));
    }
    if let Some(to) = f.to {
        add("date_from <= ?", Box::new(to.to_string()));
    }
    if let Some(country) = &f.country {
        add("country = ?", Box::new(clean(country).to_uppercase()));
    }
    if let Some(kind) = &f.kind {
        add("type = ?", Box::new(clean(kind).into_owned()));
    }
    for name in f.place.iter().chain(&f.actor) {
        add("names LIKE ?", Box::new(format!("%{}%", Searched::wanted(name))));
    }
    if let Some(source) = &f.source {
        add("sources LIKE ?", Box::new(format!("%{}%", Searched::wanted(source))));
    }
    if let Some(effect) = f.effect {
        let column = ["killed", "injured", "missing", "captured", "displaced"][effect as usize];
        let least = i64::try_from(f.min.unwrap_or(0)).unwrap_or(i64::MAX);
        add(&format!("{column} >= ?"), Box::new(least));
    } else if let Some(min) = f.min {
        add("killed >= ?", Box::new(i64::try_from(min).unwrap_or(i64::MAX)));
    }
    if f.contested {
        add("contested = ?", Box::new(true));
    }
    if let Some(near) = f.near {
        let (dlat, dlon) =
            (near.km * DEGREES_PER_KM, near.km * DEGREES_PER_KM / near.lat.to_radians().cos().abs().max(0.01));
        add("lat >= ?", Box::new(near.lat - dlat));
        add("lat <= ?", Box::new(near.lat + dlat));
        add("lon >= ?", Box::new(near.lon - dlon));
        add("lon <= ?", Box::new(near.lon + dlon));
    }
    if let Some(text) = &f.text {
        let at = values.len() + 1;
        values.push(Box::new(search(text, dialect)?));
        let articles = dialect.articles_with(at);
        sql.push_str(&format!(" AND incident.id IN (SELECT incident FROM mention WHERE article IN ({articles}))"));
    }
    sql.push_str(" ORDER BY date_from IS NULL, date_from, id");
    if let Some(limit) = f.limit.filter(|_| f.near.is_none()) {
        sql.push_str(&format!(" LIMIT {limit}"));
    }
    sql.push_str(") AS found JOIN summary ON summary.id = wanted ORDER BY day IS NULL, day, wanted");
    Ok((sql, values))
}
