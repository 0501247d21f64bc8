//! An accord: a ceasefire, truce, evacuation or peace deal as one article speaks of it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Actor, DateInterval, Evidence, Place, Source};

/// What sort of deal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccordKind {
    /// A ceasefire.
    Ceasefire,
    /// A truce, a pause, a local or humanitarian one included.
    Truce,
    /// A cessation of hostilities.
    CessationOfHostilities,
    /// A deal on leaving a place.
    Evacuation,
    /// An exchange of prisoners or hostages.
    Exchange,
    /// A peace agreement.
    Peace,
    /// Any other.
    Other,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody demands it.
    CalledFor,
    /// A party offers it, or it is being negotiated.
    Proposed,
    /// Agreed in principle.
    Provisional,
    /// Agreed or declared.
    Agreed,
    /// In force.
    InEffect,
    /// Made longer.
    Extended,
    /// Told to be broken, though not ended.
    Violated,
    /// Run out.
    Lapsed,
    /// Ended by a party or by fighting.
    Collapsed,
}

/// When it takes effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Effective {
    /// The words ("in the coming days").
    pub text: Option<String>,
    /// The first day it may hold.
    pub from: Option<Date>,
    /// The last day, where told.
    pub to: Option<Date>,
}

/// A ceasefire, truce, cessation of hostilities, evacuation or peace deal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Accord {
    /// `a1`, `a2`, … in the order of the text.
    pub id: String,
    /// What sort of deal it is.
    pub kind: AccordKind,
    /// How far it has come, as the article tells.
    pub stage: Stage,
    /// The war or area it is about.
    pub conflict: Option<String>,
    /// Who agreed, or is asked to.
    pub parties: Vec<Actor>,
    /// When it was announced.
    pub announced: DateInterval,
    /// Who announced it.
    pub announced_by: Vec<Source>,
    /// Who else confirmed it.
    pub confirmed_by: Vec<Source>,
    /// Where it was announced or made.
    pub place: Option<Place>,
    /// When it takes effect.
    pub effective: Option<Effective>,
    /// Who is left out of it.
    pub excluded: Vec<String>,
    /// What else it lays down.
    pub terms: Vec<String>,
    /// The words that tell of it.
    pub evidence: Evidence,
}
