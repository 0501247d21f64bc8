//! Incidents on a map: those that would stand on one spot at this zoom are drawn as one.
//!
//! The grid is that of the web's map tiles (Web Mercator, 512 pixels at zoom 0,
//! <https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames>), so that a cluster stays where it is while the map is moved.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Value, json};
use sitrep_record::IncidentType;

use super::row::Row;

/// A part of the world: west, south, east, north in degrees. West may lie east of east, across the date line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Its western edge.
    pub west: f64,
    /// Its southern edge.
    pub south: f64,
    /// Its eastern edge.
    pub east: f64,
    /// Its northern edge.
    pub north: f64,
}

impl Bounds {
    /// All of it.
    pub const WORLD: Bounds = Bounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// Reads `W,S,E,N`. A map that was turned around the world several times gives edges beyond 180.
    pub fn parse(text: &str) -> Option<Bounds> {
        let edges: Vec<f64> =
            text.split(',').map(|n| n.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect::<Option<_>>()?;
        let [west, south, east, north] = edges[..] else { return None };
        if south.abs() > 90.0 || north.abs() > 90.0 || west.abs() > 1e6 || east.abs() > 1e6 {
            return None;
        }
        let (south, north) = (south.min(north), south.max(north));
        if east - west >= 360.0 {
            return Some(Bounds { west: -180.0, south, east: 180.0, north });
        }
        let wrap = |lon: f64| match (-180.0..=180.0).contains(&lon) {
            true => lon,
            false => (lon + 180.0).rem_euclid(360.0) - 180.0,
        };
        Some(Bounds { west: wrap(west), south, east: wrap(east), north })
    }

    /// Whether a point lies in it.
    fn holds(&self, (lat, lon): (f64, f64)) -> bool {
        let across = match self.west <= self.east {
            true => self.west <= lon && lon <= self.east,
            false => lon >= self.west || lon <= self.east,
        };
        across && self.south <= lat && lat <= self.north
    }
}

/// What is drawn on a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clusters {
    #[serde(rename = "type")]
    kind: &'static str,
    /// All incidents of the view, within the map's edges or not.
    pub total: usize,
    /// Those without coordinates.
    pub unlocated: usize,
    features: Vec<Value>,
}

/// The edge of a cell in pixels.
const CELL: f64 = 56.0;
/// No more features than these are drawn; cells grow until it is so.
const MOST: usize = 1_500;
/// From this zoom on only incidents of one spot are drawn as one.
const CLOSE: f64 = 13.0;
/// The ids of so few incidents on one spot are told.
const NAMED: usize = 20;

impl Clusters {
    /// What is drawn of incidents within a map's edges at a zoom.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row>, bounds: &Bounds, zoom: f64) -> Clusters {
        let (mut total, mut unlocated) = (0, 0);
        let mut inside: Vec<(&Row, (f64, f64))> = Vec::new();
        for row in rows {
            total += 1;
            match row.point {
                Some(point) if bounds.holds(point) => inside.push((row, point)),
                Some(_) => {}
                None => unlocated += 1,
            }
        }
        let mut cell = if zoom >= CLOSE { 1.0 } else { CELL };
        let cells = loop {
            let cells = grouped(&inside, zoom.clamp(0.0, 24.0), cell);
            if cells.len() <= MOST {
                break cells;
            }
            cell *= 2.0;
        };
        let mut features: Vec<(&str, Value)> =
            cells.into_values().map(|group| (&*group[0].0.id, feature(&group))).collect();
        features.sort_by(|a, b| a.0.cmp(b.0));
        Clusters {
            kind: "FeatureCollection",
            total,
            unlocated,
            features: features.into_iter().map(|(_, f)| f).collect(),
        }
    }
}

type Group<'a> = Vec<(&'a Row, (f64, f64))>;

fn grouped<'a>(rows: &[(&'a Row, (f64, f64))], zoom: f64, cell: f64) -> FxHashMap<(i64, i64), Group<'a>> {
    let size = 512.0 * zoom.exp2() / cell;
    let mut cells: FxHashMap<(i64, i64), Group<'a>> = FxHashMap::default();
    for (row, (lat, lon)) in rows {
        let x = (lon / 360.0 + 0.5) * size;
        let sine = lat.to_radians().sin().clamp(-0.9999, 0.9999);
        let y = (0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI)) * size;
        // beyond these numbers there is no map
        #[allow(clippy::cast_possible_truncation)]
        cells.entry((x.floor() as i64, y.floor() as i64)).or_default().push((row, (*lat, *lon)));
    }
    cells
}

fn feature(group: &[(&Row, (f64, f64))]) -> Value {
    if let [(row, (lat, lon))] = group {
        return json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "id": row.id, "type": row.kind, "date": row.from, "place": row.place, "precision": row.precision,
                "best": row.best[0], "low": row.killed.0, "high": row.killed.1, "grade": row.grade, "contested": row.contested,
            },
        });
    }
    let number = group.len() as f64;
    let lat = group.iter().map(|(_, p)| p.0).sum::<f64>() / number;
    let lon = group.iter().map(|(_, p)| p.1).sum::<f64>() / number;
    let edge = |pick: fn((f64, f64)) -> f64, better: fn(f64, f64) -> f64| {
        group.iter().map(|(_, p)| pick(*p)).reduce(better).unwrap_or_default()
    };
    let bbox = [edge(|p| p.1, f64::min), edge(|p| p.0, f64::min), edge(|p| p.1, f64::max), edge(|p| p.0, f64::max)];
    let mut kinds: BTreeMap<IncidentType, usize> = BTreeMap::new();
    group.iter().filter_map(|(row, _)| row.kind).for_each(|kind| *kinds.entry(kind).or_default() += 1);
    let kind = kinds.iter().max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind))).map(|(kind, _)| *kind);
    let one_spot = bbox[0] == bbox[2] && bbox[1] == bbox[3];
    let ids: Option<Vec<&str>> =
        (one_spot && group.len() <= NAMED).then(|| group.iter().map(|(row, _)| &*row.id).collect());
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {
            "cluster": true, "count": group.len(), "type": kind, "bbox": bbox, "ids": ids,
            "largest": group.iter().filter_map(|(row, _)| row.best[0]).max(),
            // for the size of the circle alone: figures of several incidents are never shown summed
            "killed": group.iter().filter_map(|(row, _)| row.best[0]).fold(0u64, u64::saturating_add),
            "contested": group.iter().filter(|(row, _)| row.contested).count(),
        },
    })
}
