//! UCDP GED's columns. The ids of its conflicts, dyads and actors are its own to give, and stay empty, as all does that the
//! ledger does not know; deaths by side are given for civilians, where told.

use std::io::{self, Write};

use sitrep_record::{Effect, IncidentType, Precision, Scope, Status};

use super::{Countries, Exported, cell, rows, shown};
use crate::Summary;
use crate::toll::Toll;

/// The columns, in GED's order.
pub const UCDP_COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// The hashtags that HDX gives these columns, where it does.
fn hxl(column: &str) -> &'static str {
    match column {
        "id" => "#meta+id",
        "year" => "#date+year",
        "side_a" => "#group+name+first",
        "side_b" => "#group+name+second",
        "source_article" => "#meta+source",
        "source_headline" => "#description",
        "where_coordinates" => "#loc+name",
        "adm_1" => "#adm1+name",
        "adm_2" => "#adm2+name",
        "latitude" => "#geo+lat",
        "longitude" => "#geo+lon",
        "country" => "#country+name",
        "region" => "#region+name",
        "date_start" => "#date+start",
        "date_end" => "#date+end",
        "best" => "#affected+killed",
        _ => "",
    }
}

/// Writes incidents as GED's events.
///
/// # Errors
/// If `out` cannot be written to.
pub fn ucdp<'a>(
    all: impl Iterator<Item = Exported<'a>>,
    countries: &dyn Countries,
    tags: bool,
    out: impl Write,
) -> io::Result<()> {
    let tags: Option<Vec<&str>> = tags.then(|| UCDP_COLUMNS.iter().map(|c| hxl(c)).collect());
    rows(&UCDP_COLUMNS, tags.as_deref(), all.map(|one| row(&one, countries)), out)
}

fn row(one: &Exported<'_>, countries: &dyn Countries) -> Vec<String> {
    let s = one.summary;
    let killed = s.tolls.iter().find(|t| t.effect == Effect::Killed);
    let place = s.place.as_ref();
    let known: Vec<(&str, String)> = vec![
        ("id", s.id.clone()),
        ("year", shown(s.date.from.map(|d| d.year()))),
        ("type_of_violence", shown(one_sided(s, killed).then_some(3))),
        ("side_a", cell(s.perpetrators.first().map(String::as_str))),
        ("number_of_sources", killed.map_or(0, |t| t.together.authorities).max(1).to_string()),
        ("source_article", joined(one.addresses())),
        ("source_office", joined(one.told.iter().filter_map(|(r, _)| r.outlet.clone()).collect())),
        ("source_date", joined(one.told.iter().filter_map(|(r, _)| r.published.map(|d| d.to_string())).collect())),
        ("source_headline", joined(one.told.iter().filter_map(|(r, _)| r.title.clone()).collect())),
        (
            "source_original",
            joined(s.tolls.iter().flat_map(|t| &t.sources).map(|s| s.authority.name.clone()).collect()),
        ),
        ("where_prec", shown(place.and_then(|p| p.precision).map(where_prec))),
        ("where_coordinates", cell(place.map(|p| p.name.as_str()))),
        ("where_description", cell(place.map(|p| p.within.join(", ")).as_deref())),
        ("adm_1", cell(place.and_then(|p| p.admin1.as_deref()))),
        ("latitude", shown(place.and_then(|p| p.lat))),
        ("longitude", shown(place.and_then(|p| p.lon))),
        ("geom_wkt", shown(place.and_then(|p| p.lat.zip(p.lon)).map(|(lat, lon)| format!("POINT ({lon} {lat})")))),
        (
            "country",
            place
                .and_then(|p| p.country.as_deref())
                .map(|c| countries.name(c).unwrap_or_else(|| c.to_owned()))
                .unwrap_or_default(),
        ),
        ("event_clarity", if only_sums(killed) { "2".into() } else { "1".into() }),
        ("date_prec", shown(date_prec(s))),
        ("date_start", shown(s.date.from)),
        ("date_end", shown(s.date.to.or(s.date.from))),
        ("deaths_civilians", shown(civilians(killed))),
        (
            "deaths_unknown",
            shown(killed.and_then(|t| t.together.best).map(|best| best.saturating_sub(civilians(killed).unwrap_or(0)))),
        ),
        ("best", shown(killed.and_then(|t| t.together.best))),
        ("high", shown(killed.and_then(highest))),
        ("low", shown(killed.and_then(|t| t.together.low))),
    ];
    UCDP_COLUMNS
        .iter()
        .map(|c| known.iter().find(|(name, _)| name == c).map(|(_, v)| v.clone()).unwrap_or_default())
        .collect()
}

fn joined(mut all: Vec<String>) -> String {
    all.sort();
    all.dedup();
    cell(Some(&all.join(";")))
}

/// An armed body against civilians: only where all that is told says so.
fn one_sided(s: &Summary, killed: Option<&Toll>) -> bool {
    let against = matches!(s.kind, IncidentType::Attack | IncidentType::Execution);
    against
        && killed.is_some_and(|t| !t.by_status.is_empty() && t.by_status.iter().all(|s| s.status == Status::Civilian))
}

fn civilians(killed: Option<&Toll>) -> Option<u64> {
    let best = killed?.by_status.iter().find(|s| s.status == Status::Civilian)?.together.best?;
    // never more than all
    Some(best.min(killed?.together.best.unwrap_or(best)))
}

/// GED wants a number: the largest that a source gives, upper bound or not.
fn highest(toll: &Toll) -> Option<u64> {
    toll.sources.iter().filter_map(|s| s.latest.count.high.or(s.latest.count.low)).max()
}

fn only_sums(killed: Option<&Toll>) -> bool {
    killed.is_some_and(|t| !t.sources.is_empty() && t.sources.iter().all(|s| s.latest.scope == Scope::Aggregate))
}

/// 1 a known place, 3 a district, 4 a province, 6 a country.
fn where_prec(precision: Precision) -> u8 {
    match precision {
        Precision::Exact | Precision::District | Precision::City => 1,
        Precision::Admin2 => 3,
        Precision::Admin1 => 4,
        Precision::Country => 6,
    }
}

/// 1 the day, 2 within six days, 3 a week, 4 a month, 5 longer.
fn date_prec(s: &Summary) -> Option<u8> {
    let days = crate::merge::days_between(s.date.from?, s.date.to?).abs();
    Some(match days {
        0 => 1,
        1..=5 => 2,
        6 => 3,
        7..=30 => 4,
        _ => 5,
    })
}
