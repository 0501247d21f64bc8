//! Cells as spreadsheets leave them. What means the same is written in one way here, so that saving a table changes nothing.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// The letters of a seal: none that a spreadsheet makes anything of.
const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
/// Letters for each cell: 18 bits, so that one change in a quarter of a million goes unseen.
const PER_CELL: usize = 3;
/// What a seal begins with, so that it is no number and another form can follow.
const FORM: &str = "v1:";

/// The cell's value without what spreadsheets add: the apostrophe before a formula, `47.0` and `1.50`, `TRUE`, a day's midnight,
/// blanks between names.
pub(super) fn canonical(cell: &str) -> String {
    let cell = plain(cell);
    if let Some(number) = number(cell) {
        return number;
    }
    if cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false") {
        return cell.to_ascii_lowercase();
    }
    if let Some(day) = cell.strip_suffix(" 00:00:00").or_else(|| cell.strip_suffix("T00:00:00")) {
        return day.to_owned();
    }
    cell.split(';').map(str::trim).collect::<Vec<_>>().join("; ")
}

/// All that a cell can mean: a day that a spreadsheet wrote in a country's way may be read in two orders.
pub(super) fn readings(cell: &str) -> Vec<String> {
    let mut all = vec![canonical(cell)];
    for day in local_days(plain(cell)) {
        all.push(day.to_string());
    }
    all
}

/// A changed cell as the ledger takes it: a day in a country's way only where it can be read in one order.
pub(super) fn entered(cell: &str) -> String {
    match local_days(plain(cell)).as_slice() {
        [day] => day.to_string(),
        _ => canonical(cell),
    }
}

/// `14.11.2021`, `11/14/2021`: the days that it can be.
fn local_days(cell: &str) -> Vec<Date> {
    let parts: Vec<&str> = cell.split(['/', '.', '-']).collect();
    let [a, b, year] = parts.as_slice() else { return Vec::new() };
    if year.len() != 4 {
        return Vec::new();
    }
    let (Ok(a), Ok(b), Ok(year)) = (a.parse::<i8>(), b.parse::<i8>(), year.parse::<i16>()) else { return Vec::new() };
    let mut days: Vec<Date> = [(a, b), (b, a)].iter().filter_map(|(m, d)| Date::new(year, *m, *d).ok()).collect();
    days.dedup();
    days
}

/// A number in one way; a decimal comma is taken too, as tables with semicolons have it.
fn number(cell: &str) -> Option<String> {
    let digits = cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-'));
    let dotted = cell.replace(',', ".");
    let value: f64 = dotted.parse().ok().filter(|v: &f64| digits && v.is_finite())?;
    Some(value.to_string())
}

fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('\'').unwrap_or(cell).trim()
}

/// What a row's cells held, in few letters: with it, what a person changed can be told from what changed in the ledger since.
pub(in crate::export) fn seal<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    cells.into_iter().fold(FORM.to_owned(), |mut seal, cell| {
        seal.push_str(&mark(&canonical(cell)));
        seal
    })
}

/// Whether a seal says of the cell in this place that it held what it holds now; nothing where there is no seal.
pub(super) fn unchanged(seal: Option<&str>, place: usize, cell: &str) -> Option<bool> {
    let marks = seal?.trim().strip_prefix(FORM)?;
    let mark_then = marks.get(place * PER_CELL..(place + 1) * PER_CELL)?;
    Some(readings(cell).iter().any(|value| mark(value) == mark_then))
}

fn mark(value: &str) -> String {
    let hash = Sha256::digest(value.as_bytes());
    let bits = u32::from_be_bytes([0, hash[0], hash[1], hash[2]]);
    (0..PER_CELL).map(|at| char::from(LETTERS[(bits >> (6 * at) & 63) as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saving_in_a_spreadsheet_changes_nothing() {
        for (ours, theirs) in [
            ("47", "47.0"),
            ("12.5", "12.50"),
            ("12.77958", "12,77958"),
            ("-3.1", "'-3.1"),
            ("true", "TRUE"),
            ("'=SUM(A1)", "=SUM(A1)"),
            ("A; B", "A;B "),
            ("2021-11-04", "2021-11-04 00:00:00"),
            ("2021-11-04", "11/4/2021"),
            ("2021-11-04", "04.11.2021"),
            ("2021-11-14", "14/11/2021"),
        ] {
            let sealed = seal(["x", ours]);
            assert_eq!(unchanged(Some(&sealed), 1, theirs), Some(true), "{ours} {theirs}");
        }
        let sealed = seal(["47", "2021-11-04", ""]);
        assert_eq!(unchanged(Some(&sealed), 0, "48"), Some(false));
        assert_eq!(unchanged(Some(&sealed), 1, "11/5/2021"), Some(false));
        assert_eq!(unchanged(Some(&sealed), 2, "x"), Some(false));
        assert_eq!(unchanged(Some(&sealed), 3, "x"), None);
        assert_eq!(unchanged(Some("47"), 0, "48"), None);
    }

    #[test]
    fn what_is_entered_is_read_only_where_it_is_plain() {
        assert_eq!(entered("50.0"), "50");
        assert_eq!(entered("14.11.2021"), "2021-11-14");
        assert_eq!(entered("4/4/2021"), "2021-04-04");
        assert_eq!(entered("11/4/2021"), "11/4/2021");
        assert_eq!(entered("'=Front"), "=Front");
    }
}
