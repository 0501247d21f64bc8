//! An incident: one concrete event with a place, date or method; and who is held responsible for it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Evidence, Source};

/// What sort of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IncidentType {
    /// Bombs or missiles from the air.
    Airstrike,
    /// Artillery, mortars, rockets from the ground.
    Shelling,
    /// Car bomb, mine, suicide bomber, planted bomb.
    Explosion,
    /// Poison gas and the like.
    Chemical,
    /// Ground fighting between armed sides.
    Clash,
    /// Any other armed attack, shooting.
    Attack,
    /// Prisoners or captives put to death.
    Execution,
    /// People carried off.
    Abduction,
    /// People detained by an authority.
    Arrest,
    /// People driven from their homes.
    Displacement,
    /// Territory changes hands.
    Capture,
    /// A breach of a truce, told as such.
    CeasefireViolation,
    /// Anything else.
    Other,
}

/// What a place's coordinates stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The very spot.
    Exact,
    /// A district of a city, or a subdistrict.
    District,
    /// A town or village.
    City,
    /// A second-order division.
    Admin2,
    /// A province.
    Admin1,
    /// A whole country.
    Country,
}

/// Where something happened. A name that no gazetteer knows is kept, with what it lies within.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The most exact name given.
    pub name: String,
    /// What it lies within, the nearest first, as far as the article or the gazetteer tells.
    pub within: Vec<String>,
    /// The province.
    pub admin1: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Degrees north, WGS 84; none if unlocated.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84; none if unlocated.
    pub lon: Option<f64>,
    /// What the coordinates stand for; none if unlocated.
    pub precision: Option<Precision>,
}

/// An interval of days, both ends included; `None` is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct DateInterval {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl DateInterval {
    /// One day.
    pub fn day(date: Date) -> Self {
        DateInterval { from: Some(date), to: Some(date) }
    }
}

/// A party to a conflict, by its canonical name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Its canonical name ("Islamic State", "Russia").
    pub name: String,
}

/// One concrete event that the article reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// `i1`, `i2`, … in the order of the text.
    pub id: String,
    /// What sort of event it is.
    #[serde(rename = "type")]
    pub kind: IncidentType,
    /// By what means ("car bomb"), in the lexicon's words.
    pub method: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// When; both ends unknown where nothing dates it.
    pub date: DateInterval,
    /// Who did it, as the article asserts.
    pub perpetrators: Vec<Actor>,
    /// Who or what was hit.
    pub targets: Vec<Actor>,
    /// The words that tell of it.
    pub evidence: Evidence,
}

/// What is said about an actor's part in an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// The actor says that it did it.
    Claimed,
    /// Somebody says that the actor did it.
    Accused,
    /// The actor, or somebody for it, says that it did not.
    Denied,
}

/// A statement that an actor did, or did not, do it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Responsibility {
    /// The incident it is about, where the article lets one tell.
    pub incident: Option<String>,
    /// Whose deed it would be.
    pub actor: Actor,
    /// Claimed, accused or denied.
    pub stance: Stance,
    /// Who says so.
    pub by: Vec<Source>,
    /// The words.
    pub evidence: Evidence,
}
