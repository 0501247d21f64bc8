//! A claim: one statement of a human toll, who made it, about whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Count, Evidence};

/// What happened to the people counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Dead, bodies found, executed, martyred.
    Killed,
    /// Wounded, hurt, suffering from gas.
    Injured,
    /// Missing, unaccounted for.
    Missing,
    /// Detained, arrested, abducted, taken hostage, surrendered.
    Captured,
    /// Fled, evacuated, left their homes.
    Displaced,
}

/// Who the victims are, as far as their words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Civilians, women, children, residents, journalists, medics, aid workers.
    Civilian,
    /// Soldiers, fighters, militants, rebels, police in combat.
    Combatant,
    /// The words name both, or say "mostly civilians".
    Mixed,
    /// "People" and the like.
    Unspecified,
}

/// The victims of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Victims {
    /// The words for them ("people, mainly civilians"); `None` where there are none ("87 dead").
    pub text: Option<String>,
    /// Civilians or combatants.
    pub status: Status,
    /// The body they belong to, by its canonical name, where told ("Islamic State" for "IS fighters").
    pub group: Option<String>,
}

/// What sort of body a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A monitoring or human-rights group.
    Monitor,
    /// A government, ministry, governor, politician.
    Official,
    /// A state's armed forces or police.
    Military,
    /// An armed group that is no state's.
    ArmedGroup,
    /// A medium that belongs to a state or party to the conflict.
    StateMedia,
    /// Another medium.
    Media,
    /// A news agency.
    Agency,
    /// Doctors, hospitals, health ministries' medics.
    Medic,
    /// Rescuers, civil defence, Red Cross and Red Crescent.
    Rescuer,
    /// Activists, opposition bodies without arms.
    Activist,
    /// Residents and witnesses.
    Resident,
    /// The United Nations and its agencies.
    Un,
    /// Any other.
    Other,
}

/// Who is said to have said something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Its canonical name.
    pub name: String,
    /// What sort of body it is.
    pub kind: SourceKind,
}

/// What part of the whole a claim counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole toll of one incident, or all of one effect in it.
    Incident,
    /// Part of another claim's people; that claim is the parent.
    Subset,
    /// Several incidents or a period added up.
    Aggregate,
    /// Older or war-long totals.
    Background,
}

/// Whether the toll is stated or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// The text says that it is so.
    Asserted,
    /// The text says that a source denies it.
    Denied,
}

/// One statement of a human toll in one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// `c1`, `c2`, … in the order of the text.
    pub id: String,
    /// What happened to the people counted.
    pub effect: Effect,
    /// How many.
    pub count: Count,
    /// Who they are.
    pub victims: Victims,
    /// Who gives the figure; empty if the article gives it without a source.
    pub sources: Vec<Source>,
    /// What part of the whole is counted.
    pub scope: Scope,
    /// For a subset, the claim whose people it is part of.
    pub parent: Option<String>,
    /// For an aggregate, the incidents it adds up, as far as told.
    pub parts: Vec<String>,
    /// The incident it is about.
    pub incident: Option<String>,
    /// Stated or denied.
    pub polarity: Polarity,
    /// The words it was read from; they hold the number and the effect.
    pub evidence: Evidence,
    /// How sure the reader is of this reading, 0 to 1.
    pub confidence: f32,
}
