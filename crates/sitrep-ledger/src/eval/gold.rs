//! Annotations made by people, in the flat form that corpora use.

use serde::Deserialize;
use sitrep_record::{AccordKind, Effect, IncidentType, Stage};

/// The annotation of one article.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldArticle {
    /// The article's id.
    pub id: String,
    /// Its incidents.
    #[serde(default)]
    pub incidents: Vec<GoldIncident>,
    /// Its claims.
    #[serde(default)]
    pub claims: Vec<GoldClaim>,
    /// Its statements of responsibility.
    #[serde(default)]
    pub responsibility: Vec<GoldResponsibility>,
    /// Its accords, where annotators looked for them.
    #[serde(default)]
    pub accords: Option<Vec<GoldAccord>>,
}

/// An annotated accord.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldAccord {
    /// What it is.
    pub kind: AccordKind,
    /// How far it has come.
    pub stage: Stage,
}

/// An annotated incident.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldIncident {
    /// `i1`, …
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: IncidentType,
    /// Its place.
    #[serde(default)]
    pub place: Option<String>,
    /// Its province.
    #[serde(default)]
    pub admin1: Option<String>,
    /// Its first day.
    #[serde(default)]
    pub date_from: Option<String>,
    /// Its last day.
    #[serde(default)]
    pub date_to: Option<String>,
    /// Who did it.
    #[serde(default)]
    pub perpetrators: Option<Vec<String>>,
}

/// An annotated claim.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldClaim {
    /// `c1`, …
    pub id: String,
    /// The words that it stands in.
    #[serde(default)]
    pub quote: Option<String>,
    /// Where they start, in characters.
    #[serde(default)]
    pub start: Option<i64>,
    /// Where they end.
    #[serde(default)]
    pub end: Option<i64>,
    /// Of what.
    pub effect: Effect,
    /// The smallest number that it means.
    #[serde(default)]
    pub low: Option<u64>,
    /// The largest.
    #[serde(default)]
    pub high: Option<u64>,
    /// How it is bounded.
    pub bound: String,
    /// Civilians, combatants.
    pub status: String,
    /// Other statuses that are right.
    #[serde(default)]
    pub status_alt: Option<Vec<String>>,
    /// Who says so.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Other lists of sources that are right.
    #[serde(default)]
    pub sources_alt: Option<Vec<Vec<String>>>,
    /// What part of the whole.
    pub scope: String,
    /// Other scopes that are right.
    #[serde(default)]
    pub scope_alt: Option<Vec<String>>,
    /// Its incident.
    #[serde(default)]
    pub incident: Option<String>,
    /// Careful readers would differ: neither right nor wrong to read.
    #[serde(default)]
    pub optional: bool,
}

/// An annotated statement of responsibility.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldResponsibility {
    /// Who.
    pub actor: String,
    /// Claimed, accused, denied.
    pub stance: String,
}
