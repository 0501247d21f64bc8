//! PLOVER's JSON lines. An incident that PLOVER has no category for has `has_event` false and keeps its text.

use std::io::{self, Write};

use serde_json::{Value, json};
use sitrep_record::{Effect, IncidentType, Place, Precision};

use super::{Countries, Exported, word};
use crate::Summary;

/// Writes incidents as PLOVER's events, one a line.
///
/// # Errors
/// If `out` cannot be written to.
pub fn plover<'a>(
    all: impl Iterator<Item = Exported<'a>>,
    countries: &dyn Countries,
    mut out: impl Write,
) -> io::Result<()> {
    for one in all {
        serde_json::to_writer(&mut out, &event(&one, countries))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn event(one: &Exported<'_>, countries: &dyn Countries) -> Value {
    let s = one.summary;
    let (category, modes) = category(s);
    let entity = |name: &String| json!({"entity_text": name});
    let size = |effect: Effect| {
        let toll = s.tolls.iter().find(|t| t.effect == effect).map(|t| &t.together);
        toll.and_then(|t| match (t.low, t.high) {
            (Some(low), Some(high)) if low == high => Some(json!(low)),
            (Some(low), high) => Some(json!(format!("{low}-{}", high.map_or_else(String::new, |h| h.to_string())))),
            (None, _) => None,
        })
    };
    let cite: Vec<Value> = one
        .told
        .iter()
        .map(|(r, _)| json!({"url": r.url, "title": r.title, "language": r.language, "publication": r.outlet, "citation": r.id}))
        .collect();
    json!({
        "id": s.id,
        "has_event": category.is_some(),
        "date": s.date.from,
        "enddate": s.date.to,
        "actor": s.perpetrators.iter().map(entity).collect::<Vec<_>>(),
        "recipient": s.targets.iter().map(entity).collect::<Vec<_>>(),
        "event": category.into_iter().collect::<Vec<_>>(),
        "mode": modes,
        "context": ["military"],
        "event_loc": s.place.as_ref().map(|p| location(p, countries)),
        "size": {"dead": size(Effect::Killed), "injured": size(Effect::Injured), "arrested": size(Effect::Captured)},
        "cite_info": cite,
        "coder": concat!("sitrep ", env!("CARGO_PKG_VERSION")),
        "comment": format!("{}; type {}", s.grade.words(), word(&s.kind)),
    })
}

fn category(s: &Summary) -> (Option<&'static str>, Vec<&'static str>) {
    let suicide = s.method.as_deref().is_some_and(|m| m.to_lowercase().contains("suicide"));
    match s.kind {
        IncidentType::Airstrike => (Some("ASSAULT"), vec!["aerial"]),
        IncidentType::Shelling => (Some("ASSAULT"), vec!["heavy-weapons"]),
        IncidentType::Explosion if suicide => (Some("ASSAULT"), vec!["suicide-attack", "explosives"]),
        IncidentType::Explosion => (Some("ASSAULT"), vec!["explosives"]),
        IncidentType::Chemical => (Some("ASSAULT"), vec!["unconventional"]),
        IncidentType::Execution => (Some("ASSAULT"), vec!["targeted"]),
        IncidentType::Abduction => (Some("ASSAULT"), vec!["abduct"]),
        IncidentType::Clash | IncidentType::Attack | IncidentType::CeasefireViolation => (Some("ASSAULT"), vec![]),
        IncidentType::Arrest => (Some("COERCE"), vec![]),
        IncidentType::Capture | IncidentType::Displacement | IncidentType::Other => (None, vec![]),
    }
}

fn location(p: &Place, countries: &dyn Countries) -> Value {
    // 5 within a city, 4 a city, 3 a district, 2 a province, 1 a country
    let resolution = p.precision.map(|precision| match precision {
        Precision::Exact | Precision::District => 5,
        Precision::City => 4,
        Precision::Admin2 => 3,
        Precision::Admin1 => 2,
        Precision::Country => 1,
    });
    let country = p.country.as_deref();
    json!({
        "extracted_place": p.name, "lat": p.lat, "lon": p.lon, "province": p.admin1,
        "country": country.and_then(|c| countries.name(c)), "country_code": country.and_then(|c| countries.iso3(c)), "resolution": resolution,
    })
}
