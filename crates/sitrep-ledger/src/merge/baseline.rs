//! What a spreadsheet would do: the same type, day and province are one incident.

use std::collections::BTreeMap;

use super::mention::Mention;

/// Groups by type, day and province; what lacks a day or a province stays alone. To compare [`groups`](super::groups) with.
pub fn baseline(mentions: &[&Mention]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, m) in mentions.iter().enumerate() {
        let key = match (m.when.span, &m.place.admin1) {
            (Some((from, _)), Some(admin1)) => format!("{:?} {from} {admin1}", m.kind),
            _ => format!("alone {at}"),
        };
        groups.entry(key).or_default().push(at);
    }
    groups.into_values().collect()
}
