//! Who stands behind a figure: outlet → wire → cited body. Authorities are counted, not articles.

use serde::{Deserialize, Serialize};
use sitrep_record::{Claim, Record, Source, SourceKind};

use crate::fold::fold;

/// Who says so in the end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Authority {
    /// What is compared: the folded name.
    pub key: String,
    /// The name as given.
    pub name: String,
    /// How it is known.
    pub by: Standing,
}

/// How an authority comes to stand behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The article cites it.
    Cited,
    /// The article draws on its wire, and cites nobody.
    Wire,
    /// The article cites nobody and draws on no wire: the outlet itself.
    Outlet,
    /// Not even the outlet is known; each such article is one of its own.
    Unknown,
}

impl Authority {
    fn named(name: &str, by: Standing) -> Self {
        let folded = fold(name);
        let key = folded.strip_prefix("the ").unwrap_or(&folded).to_owned();
        Authority { key, name: name.to_owned(), by }
    }

    /// Who stands behind a claim: the bodies that it cites, the origin of a chain only ("a medic told state television": the
    /// medic); else the first wire that the article credits; else its outlet.
    ///
    /// Nameless sources ("activists", "residents") count as one however many articles cite them: nothing tells them apart.
    pub fn of(record: &Record, claim: &Claim) -> Vec<Authority> {
        let cited: Vec<Authority> =
            origins(&claim.sources).iter().map(|s| Authority::named(&s.name, Standing::Cited)).collect();
        match cited.is_empty() {
            false => cited,
            true => vec![Authority::behind(record)],
        }
    }

    /// Who stands behind what an article says without citing anybody.
    pub fn behind(record: &Record) -> Authority {
        match (record.credits.first(), &record.outlet) {
            (Some(wire), _) => Authority::named(wire, Standing::Wire),
            (None, Some(outlet)) => Authority::named(outlet, Standing::Outlet),
            (None, None) => Authority {
                key: format!("article {}", record.id),
                name: "an article without an outlet".into(),
                by: Standing::Unknown,
            },
        }
    }
}

/// Sources without the media that only pass on what another said.
fn origins(sources: &[Source]) -> Vec<&Source> {
    let passes_on = |s: &Source| matches!(s.kind, SourceKind::Media | SourceKind::StateMedia | SourceKind::Agency);
    match sources.first() {
        Some(first) if !passes_on(first) => sources.iter().filter(|s| !passes_on(s)).collect(),
        // media quoting media: the origin comes first
        Some(first) => vec![first],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str, kind: SourceKind) -> Source {
        Source { name: name.into(), kind }
    }

    #[test]
    fn the_origin_of_a_chain_counts_and_not_its_medium() {
        let chain = [source("a medic", SourceKind::Medic), source("state television", SourceKind::StateMedia)];
        assert_eq!(origins(&chain).len(), 1);
        let two = [source("the Monitor", SourceKind::Monitor), source("rebels", SourceKind::ArmedGroup)];
        assert_eq!(origins(&two).len(), 2);
        let media = [source("Wire One", SourceKind::Agency), source("Daily Two", SourceKind::Media)];
        assert_eq!(origins(&media)[0].name, "Wire One");
        assert!(origins(&[]).is_empty());
    }

    #[test]
    fn the_article_before_a_name_does_not_matter() {
        assert_eq!(
            Authority::named("The Monitor", Standing::Cited).key,
            Authority::named("monitor", Standing::Outlet).key
        );
    }
}
