//! The actions that a transition system chooses from, in the order of the network's outputs.

use serde_json::Value;

use crate::error::{OpenError, Result};
use crate::msgpack;
use crate::package::Package;

/// An action: which kind, and with which label (empty for none).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    pub kind: usize,
    pub label: String,
}

/// Reads a component's `moves` file: for each kind its labels with their frequencies, which give the order; those that
/// were added later have negative ones and come last.
pub(crate) fn open(package: &mut Package, component: &str, kinds: usize) -> Result<Vec<Move>> {
    let file = format!("{component}/moves");
    let damaged = |what: &str| OpenError::damaged(&file, what);
    let bytes = package.read(&file)?;
    let data = msgpack::parse_map(&bytes, &file)?;
    let json = msgpack::field(&data, "moves").and_then(msgpack::text).ok_or_else(|| damaged("it holds no moves"))?;
    let json: Value = serde_json::from_str(json).map_err(|e| damaged(&e.to_string()))?;
    let mut by_kind: Vec<(&String, &Value)> = json.as_object().ok_or_else(|| damaged("no map"))?.iter().collect();
    by_kind.sort_by_key(|(kind, _)| *kind);
    let mut moves: Vec<Move> = Vec::new();
    let mut added: Vec<(i64, &String, usize)> = Vec::new();
    for (kind, labels) in by_kind {
        let kind: usize = kind.parse().ok().filter(|&k| k < kinds).ok_or_else(|| damaged("an unknown kind of move"))?;
        let labels = labels.as_object().ok_or_else(|| damaged("labels that are no map"))?;
        let mut labels: Vec<(i64, &String)> =
            labels.iter().map(|(label, freq)| (freq.as_i64().unwrap_or(0), label)).collect();
        labels.sort_by(|a, b| b.cmp(a));
        for (freq, label) in labels {
            match freq < 0 {
                true => added.push((freq, label, kind)),
                false => moves.push(Move { kind, label: label.clone() }),
            }
        }
    }
    added.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)));
    for (_, label, kind) in added {
        let new = Move { kind, label: label.clone() };
        if !moves.contains(&new) {
            moves.push(new);
        }
    }
    match moves.is_empty() {
        true => Err(damaged("it holds no moves")),
        false => Ok(moves),
    }
}
