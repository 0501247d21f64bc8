//! What people decide about incidents: an append-only log over the machine's reading.

use serde::{Deserialize, Serialize};

/// One decision. Incidents and mentions are named by their permanent ids, and a decision follows the mention it was made
/// about, into whatever incident that is part of later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// It happened as told.
    Confirm {
        /// The incident.
        incident: String,
    },
    /// It did not, or is no incident.
    Reject {
        /// The incident.
        incident: String,
    },
    /// A field has another value.
    Correct {
        /// The incident.
        incident: String,
        /// The field.
        field: String,
        /// Its value.
        value: String,
    },
    /// Two incidents are one.
    Merge {
        /// One: its mentions then, its id first.
        a: Vec<String>,
        /// The other: its mentions then, its id first.
        b: Vec<String>,
    },
    /// Parts of an incident are another.
    Split {
        /// The incident.
        incident: String,
        /// The mentions that leave it.
        leave: Vec<String>,
        /// The mentions that stay.
        stay: Vec<String>,
    },
    /// A remark.
    Note {
        /// The incident.
        incident: String,
        /// The words.
        text: String,
    },
}

/// A decision with who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Its place in the log, from 1.
    pub seq: i64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    #[serde(flatten)]
    pub decision: Decision,
}

impl Decision {
    /// The incident that it is about, for those that are about one.
    pub fn about(&self) -> Option<&str> {
        match self {
            Decision::Confirm { incident }
            | Decision::Reject { incident }
            | Decision::Correct { incident, .. }
            | Decision::Note { incident, .. } => Some(incident),
            Decision::Merge { .. } | Decision::Split { .. } => None,
        }
    }
}
