//! The names by which an incident is found: folded, each between bars, so that a name's beginning can be looked for.

use std::collections::BTreeSet;

use crate::Summary;
use crate::fold::fold;

/// The names by which an incident is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Of its place, of what that lies within, and of its actors: `|aleppo|syrian army|`.
    pub names: String,
    /// Of the sources that give a figure.
    pub sources: String,
}

impl Searched {
    /// Those of an incident.
    pub fn of(summary: &Summary) -> Self {
        let place = summary.place.iter();
        let place = place.flat_map(|p| [Some(&p.name), p.admin1.as_ref()].into_iter().flatten().chain(&p.within));
        let actors = summary.perpetrators.iter().chain(&summary.targets);
        Searched {
            names: barred(place.chain(actors).map(String::as_str)),
            sources: barred(summary.tolls.iter().flat_map(|t| &t.sources).map(|s| s.authority.name.as_str())),
        }
    }

    /// What must stand in [`names`](Self::names) or [`sources`](Self::sources) for a name or its beginning to be there.
    pub fn wanted(name: &str) -> String {
        match fold(name) {
            // marks alone are no name, and no two bars stand together
            folded if folded.is_empty() => "||".to_owned(),
            folded => format!("|{folded}"),
        }
    }
}

fn barred<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let folded: BTreeSet<String> = names.map(fold).filter(|n| !n.is_empty()).collect();
    folded.iter().fold(String::from("|"), |all, name| all + name + "|")
}
