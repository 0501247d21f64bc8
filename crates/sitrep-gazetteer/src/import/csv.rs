//! Tables with a header: lists of places with p-codes, as OCHA publishes them, or of one's own.

use rustc_hash::FxHashMap;

use super::collect::{Collector, Row};
use crate::error::Error;
use crate::place::{CountryCode, Precision};

const REMEDY: &str = "give a header that names the columns, such as admin1Name, admin1Pcode, name, lat, lon";
const LEVELS: usize = 5;

/// Which column holds what.
#[derive(Debug, Default)]
struct Header {
    names: [Option<usize>; LEVELS],
    codes: [Option<usize>; LEVELS],
    others: [Vec<usize>; LEVELS],
    name: Option<usize>,
    id: Option<usize>,
    country: Option<usize>,
    lat: Option<usize>,
    lon: Option<usize>,
    population: Option<usize>,
    aliases: Vec<usize>,
}

pub(super) fn read(collector: &mut Collector<'_>, data: &[u8]) -> Result<(), Error> {
    let first = data.split(|b| *b == b'\n').next().unwrap_or(&[]);
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|d| first.iter().filter(|b| *b == d).count()).unwrap_or(b',');
    let mut table =
        ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(::csv::Trim::All).from_reader(data);
    let titles = table.byte_headers().map_err(|e| Error::import(collector.file, 1, e.to_string(), REMEDY))?.clone();
    let header = header(titles.iter().map(|t| String::from_utf8_lossy(t).into_owned()));
    if header.name.is_none() && header.names[1..].iter().all(Option::is_none) {
        return Err(Error::import(collector.file, 1, "no column of names", REMEDY));
    }
    for record in table.byte_records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |p| p.line() as usize);
                let cells: Vec<String> = record.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
                // The second line of a humanitarian table may hold HXL tags.
                if !cells.iter().any(|c| c.starts_with('#')) {
                    entry(collector, &header, &cells, line);
                }
            }
            Err(e) => {
                let line = e.position().map_or(0, |p| p.line() as usize);
                collector.problem(line, e.to_string(), "correct the line");
            }
        }
    }
    Ok(())
}

fn header(titles: impl Iterator<Item = String>) -> Header {
    let mut header = Header::default();
    for (at, title) in titles.enumerate() {
        let title: String =
            title.trim_start_matches('\u{feff}').to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let level = ["admin", "adm"].iter().find_map(|p| title.strip_prefix(p)).and_then(|rest| {
            let digit = rest.chars().next()?.to_digit(10)? as usize;
            (digit < LEVELS).then(|| (digit, rest[1..].to_owned()))
        });
        let slot = match &level {
            Some((level, rest)) => match rest.as_str() {
                "" | "name" | "en" | "nameen" | "reftitle" => &mut header.names[*level],
                "pcode" | "code" | "id" | "pcod" => &mut header.codes[*level],
                rest => {
                    // Names in other languages, and alternative ones, are further spellings.
                    let language = rest.trim_start_matches("name");
                    if (2..=3).contains(&language.len()) || rest.starts_with("alt") {
                        header.others[*level].push(at);
                    }
                    continue;
                }
            },
            None => match title.as_str() {
                "name" | "place" | "placename" | "town" | "village" | "location" | "nameen" | "featurename" => {
                    &mut header.name
                }
                "id" | "pcode" | "code" | "placecode" => &mut header.id,
                "country" | "countrycode" | "iso2" | "iso" | "iso3" | "countryname" => &mut header.country,
                "lat" | "latitude" | "y" | "pointy" | "centerlat" | "latitud" => &mut header.lat,
                "lon" | "lng" | "long" | "longitude" | "x" | "pointx" | "centerlon" | "longitud" => &mut header.lon,
                "population" | "pop" => &mut header.population,
                "governorate" | "province" | "state" | "oblast" | "department" => &mut header.names[1],
                "county" => &mut header.names[2],
                "aliases" | "alternatenames" | "altnames" | "variants" | "namear" | "namefr" | "namees" | "nameuk"
                | "nameru" | "spellings" => {
                    header.aliases.push(at);
                    continue;
                }
                _ => continue,
            },
        };
        slot.get_or_insert(at);
    }
    header
}

fn entry(collector: &mut Collector<'_>, header: &Header, cells: &[String], line: usize) {
    let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map(String::as_str).filter(|c| !c.is_empty());
    let number = |at: Option<usize>| cell(at).and_then(|c| c.replace(',', ".").parse::<f64>().ok());
    let country = country(
        collector,
        [cell(header.country), cell(header.names[0]), cell(header.codes[0]), cell(header.codes[1]), cell(header.id)],
    );
    let deepest = (1..LEVELS).rev().find(|level| cell(header.names[*level]).is_some());
    let own = cell(header.name);
    if own.is_none() && deepest.is_none() {
        return collector.problem(line, "no name", "give the row a name, or delete it");
    }
    if country.is_none() {
        return collector.problem(line, "no country", "add a column `country` with two-letter codes");
    }
    let position = number(header.lat).zip(number(header.lon));
    let mut aliases: FxHashMap<usize, Vec<String>> = FxHashMap::default();
    for (level, columns) in header.others.iter().enumerate() {
        aliases.insert(level, columns.iter().filter_map(|c| cell(Some(*c))).map(str::to_owned).collect());
    }
    let is_own = |level: usize| own.is_none() && deepest == Some(level);
    let mut level_row = |level: usize, admin1: Option<usize>, admin2: Option<usize>| Row {
        id: cell(header.codes[level]).unwrap_or("").to_owned(),
        name: cell(header.names[level]).unwrap_or("").to_owned(),
        alternates: aliases.remove(&level).unwrap_or_default(),
        country,
        admin1,
        admin2,
        position: position.filter(|_| is_own(level)),
        codes: cell(header.codes[level]).map(str::to_owned).into_iter().collect(),
        population: number(header.population).filter(|_| is_own(level)).map_or(0, |p| p.max(0.0) as u64),
    };
    let admin1 = cell(header.names[1]).and_then(|_| collector.admin1(level_row(1, None, None)));
    let admin2 = cell(header.names[2]).and_then(|_| collector.admin2(level_row(2, admin1, None)));
    let further = |at: &usize| {
        cells
            .get(*at)
            .into_iter()
            .flat_map(|c| c.split(['|', ';']))
            .map(|a| a.trim().to_owned())
            .filter(|a| !a.is_empty())
            .collect::<Vec<_>>()
    };
    if let Some(own) = own {
        let id = cell(header.id).unwrap_or("").to_owned();
        let codes = cell(header.id).map(str::to_owned).into_iter().collect();
        let population = number(header.population).map_or(0, |p| p.max(0.0) as u64);
        let alternates = header.aliases.iter().flat_map(further).collect();
        collector.push(
            Row { id, name: own.to_owned(), alternates, country, admin1, admin2, position, population, codes },
            Precision::City,
        );
    } else if let Some(level) = deepest.filter(|l| *l > 2) {
        let mut row = level_row(level, admin1, admin2);
        row.alternates.extend(header.aliases.iter().flat_map(further));
        // The third order is a subdistrict: an area still; the fourth, where it exists, is a community.
        collector.push(row, if level == 3 { Precision::Admin2 } else { Precision::City });
    }
}

/// The first cell that tells a country: a code, a name, or the letters that a p-code starts with.
fn country(collector: &Collector<'_>, cells: [Option<&str>; 5]) -> Option<CountryCode> {
    cells.into_iter().flatten().find_map(|cell| {
        let gazetteer = collector.gazetteer;
        let known = gazetteer.country(cell).or_else(|| gazetteer.country_of(cell));
        let by_pcode = || {
            let letters: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
            (cell.len() > letters.len()).then(|| gazetteer.country(&letters)).flatten()
        };
        known.or_else(by_pcode).map(|c| c.code)
    })
}
