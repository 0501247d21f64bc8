//! GeoNames dumps, as <https://download.geonames.org/export/dump/readme.txt> describes them.

use super::collect::{Collector, Row};
use crate::place::{CountryCode, Precision};

const REMEDY: &str = "give the lines as GeoNames publishes them, nineteen columns divided by tabs";
/// No line of GeoNames is longer than some 12,000 bytes.
const LONGEST_LINE: usize = 1 << 16;

/// Features of the classes S, L and T that texts on wars name as places.
const SPOTS: &[&str] = &[
    "AIRB", "AIRF", "AIRP", "AIRQ", "MILB", "INSM", "NAVB", "FT", "CMP", "CMPRF", "CSTM", "PS", "DAM", "PRN", "OILR",
    "OILF", "GASF", "BDG", "PSTB", "RSTN", "TMPL",
];
const AREAS: &[&str] = &["RGN", "RGNE", "AREA", "VAL", "MTS", "PEN", "PLN", "DSRT", "DEFZ"];

pub(super) fn read(collector: &mut Collector<'_>, data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let text = text.trim_start_matches('\u{feff}');
    // Divisions first, so that every place finds its own wherever it stands in the file.
    for pass in [Precision::Admin1, Precision::Admin2, Precision::City] {
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let columns: Vec<&str> = if line.len() > LONGEST_LINE { Vec::new() } else { line.split('\t').collect() };
            if columns.len() < 15 {
                if pass == Precision::City {
                    collector.problem(number + 1, format!("{} columns", columns.len()), REMEDY);
                }
                continue;
            }
            feature(collector, &columns, number + 1, pass);
        }
    }
}

fn feature(collector: &mut Collector<'_>, columns: &[&str], line: usize, pass: Precision) {
    let (class, code) = (columns[6], columns[7]);
    let order = match (class, code) {
        ("A", "ADM1") => Precision::Admin1,
        ("A", "ADM2") => Precision::Admin2,
        _ => Precision::City,
    };
    if order != pass {
        return;
    }
    let precision = match (class, code) {
        ("P", "PPLX") => Precision::District,
        ("P", "PPLQ" | "PPLW" | "PPLH") => return left_out(collector),
        ("P", _) => Precision::City,
        ("A", "ADM1" | "ADM2") => order,
        ("S" | "L" | "T", code) if SPOTS.contains(&code) => Precision::Exact,
        ("L" | "T", code) if AREAS.contains(&code) => Precision::Admin2,
        _ => return left_out(collector),
    };
    let (Ok(lat), Ok(lon)) = (columns[4].parse::<f64>(), columns[5].parse::<f64>()) else {
        return collector.problem(line, format!("coordinates “{}”, “{}”", columns[4], columns[5]), REMEDY);
    };
    let country = CountryCode::new(columns[8]);
    let code1 = format!("{}.{}", columns[8], columns[10]);
    let mut row = Row {
        id: columns[0].to_owned(),
        name: columns[1].to_owned(),
        alternates: columns[3]
            .split(',')
            .chain([columns[2]])
            .map(str::trim)
            .filter(|a| !a.is_empty())
            .map(str::to_owned)
            .collect(),
        country,
        position: Some((lat, lon)),
        population: columns[14].parse().unwrap_or(0),
        ..Row::default()
    };
    if order == Precision::Admin1 {
        row.codes = vec![code1];
        collector.admin1(row);
        return;
    }
    row.admin1 = division(collector, country, &code1);
    if order == Precision::Admin2 {
        row.codes = vec![format!("{code1}.{}", columns[11])];
        collector.admin2(row);
        return;
    }
    row.admin2 = collector.known(Precision::Admin2, row.admin1, country, &format!("{code1}.{}", columns[11]));
    collector.push(row, precision);
}

fn left_out(collector: &mut Collector<'_>) {
    collector.report.left_out += 1;
}

/// A division of this code in the file, or else in the world.
fn division(collector: &mut Collector<'_>, country: Option<CountryCode>, code: &str) -> Option<usize> {
    if let Some(known) = collector.known(Precision::Admin1, None, country, code) {
        return Some(known);
    }
    let world = collector.gazetteer.admin1_by_code(code)?;
    let id = world.id.as_str().rsplit(':').next().unwrap_or("").to_owned();
    collector.admin1(Row {
        id,
        name: world.name,
        country,
        position: world.lat.zip(world.lon),
        population: world.population.unwrap_or(0),
        codes: vec![code.to_owned()],
        ..Row::default()
    })
}
