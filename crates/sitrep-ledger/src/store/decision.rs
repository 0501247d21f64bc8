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
    /// A decision is taken back; if that was itself an undoing, what it took back holds again.
    Undo {
        /// The place in the log of what is taken back.
        of: i64,
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
    /// The entry of the log that took it back, if one did and was not taken back itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<i64>,
}

impl Decision {
    /// The incident that it is about, for those that are about one.
    pub fn about(&self) -> Option<&str> {
        match self {
            Decision::Confirm { incident }
            | Decision::Reject { incident }
            | Decision::Correct { incident, .. }
            | Decision::Note { incident, .. } => Some(incident),
            Decision::Merge { .. } | Decision::Split { .. } | Decision::Undo { .. } => None,
        }
    }

    /// The ids that it names: of the incident, or of all tellings that it joins or parts; none for an undoing.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let (some, more): (&[String], &[String]) = match self {
            Decision::Merge { a, b } => (a, b),
            Decision::Split { leave, stay, .. } => (leave, stay),
            _ => (&[], &[]),
        };
        self.about().into_iter().chain(some.iter().chain(more).map(String::as_str))
    }
}

/// Notes on each entry of a log whether another took it back. An undoing that is itself undone takes nothing back.
pub(crate) fn mark_undone(log: &mut [Logged]) {
    let mut undone = std::collections::BTreeMap::new();
    for logged in log.iter_mut().rev() {
        logged.undone_by = undone.get(&logged.seq).copied();
        if let (Decision::Undo { of }, None) = (&logged.decision, logged.undone_by) {
            undone.insert(*of, logged.seq);
        }
    }
}
