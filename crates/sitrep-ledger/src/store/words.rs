//! What can be searched for in the words of articles; the same in both databases.
//!
//! `raid market` finds both words, `"market square"` the phrase, `raid OR shelling` either, `bomb*` beginnings, `-market` (or
//! `NOT market`) leaves out. Case, accents and marks do not matter.

use super::db::Dialect;
use super::error::{Result, StoreError};
use crate::fold::fold;

/// A word or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    text: String,
    /// Whether the last word goes on.
    begins: bool,
}

/// Words that all have to be there, and words that may not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct All {
    with: Vec<Term>,
    without: Vec<Term>,
}

/// A search in a database's own language.
pub(crate) fn search(text: &str, dialect: Dialect) -> Result<String> {
    let unclear = || StoreError::Search(text.to_owned());
    let groups = parse(text).ok_or_else(unclear)?;
    let shown: Vec<String> = groups.iter().map(|all| shown(all, dialect)).collect();
    Ok(shown.join(if dialect == Dialect::Sqlite { " OR " } else { " | " }))
}

/// The alternatives; none if a quotation does not end, or an alternative has nothing to look for.
fn parse(text: &str) -> Option<Vec<All>> {
    let mut groups = vec![All::default()];
    let mut rest = text.trim_start();
    let mut without = false;
    while !rest.is_empty() {
        let (bare, marked) = match rest.strip_prefix('-') {
            Some(bare) => (bare, true),
            None => (rest, false),
        };
        let (text, quoted, after) = match bare.strip_prefix('"') {
            Some(phrase) => {
                let (phrase, after) = phrase.split_once('"')?;
                (phrase, true, after)
            }
            None => {
                let end = bare.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(bare.len());
                (&bare[..end], false, &bare[end..])
            }
        };
        let begins = after.starts_with('*') || (!quoted && text.ends_with('*'));
        rest = after.trim_start_matches('*').trim_start();
        match text {
            "OR" if !quoted => {
                groups.push(All::default());
                continue;
            }
            "AND" if !quoted => continue,
            "NOT" if !quoted => {
                without = true;
                continue;
            }
            _ => {}
        }
        if !fold(text).is_empty() {
            let all = groups.last_mut()?;
            let term = Term { text: text.to_owned(), begins };
            if without || marked { all.without.push(term) } else { all.with.push(term) }
        }
        without = false;
    }
    groups.iter().all(|all| !all.with.is_empty()).then_some(groups)
}

fn shown(all: &All, dialect: Dialect) -> String {
    let list = |terms: &[Term], by: &str| terms.iter().map(|t| term(t, dialect)).collect::<Vec<_>>().join(by);
    let (and, or, not) = match dialect {
        Dialect::Sqlite => (" AND ", " OR ", " NOT "),
        Dialect::Postgres => (" & ", " | ", " & !"),
    };
    match all.without.is_empty() {
        true => format!("({})", list(&all.with, and)),
        false => format!("(({}){not}({}))", list(&all.with, and), list(&all.without, or)),
    }
}

fn term(term: &Term, dialect: Dialect) -> String {
    match dialect {
        Dialect::Sqlite => {
            let text: String = term.text.chars().map(|c| if matches!(c, '"' | '*' | '\0') { ' ' } else { c }).collect();
            format!("\"{}\"{}", text.trim(), if term.begins { "*" } else { "" })
        }
        // folded words have letters and digits only
        Dialect::Postgres => {
            let words: Vec<String> = fold(&term.text).split(' ').map(|w| format!("'{w}'")).collect();
            format!("({}{})", words.join(" <-> "), if term.begins { ":*" } else { "" })
        }
    }
}

/// Words of an article as PostgreSQL is to keep them. Its index takes no more than a megabyte of an article.
pub(crate) fn indexed(text: &str) -> String {
    const MOST: usize = 300_000;
    let mut folded = fold(text);
    if folded.len() > MOST {
        let end = (0..=MOST).rev().find(|at| folded.is_char_boundary(*at)).unwrap_or(0);
        folded.truncate(end);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_said_to_each_database() {
        for (text, sqlite, postgres) in [
            ("raid market", r#"("raid" AND "market")"#, "(('raid') & ('market'))"),
            (
                r#""market square" -Sunday"#,
                r#"(("market square") NOT ("Sunday"))"#,
                "((('market' <-> 'square')) & !(('sunday')))",
            ),
            ("raid OR shell*", r#"("raid") OR ("shell"*)"#, "(('raid')) | (('shell':*))"),
            ("car-bomb", r#"("car-bomb")"#, "(('car' <-> 'bomb'))"),
            ("a AND NOT b", r#"(("a") NOT ("b"))"#, "((('a')) & !(('b')))"),
            ("l'été ' (x)", r#"("l'été" AND "(x)")"#, "(('lete') & ('x'))"),
        ] {
            assert_eq!(search(text, Dialect::Sqlite).unwrap(), sqlite);
            assert_eq!(search(text, Dialect::Postgres).unwrap(), postgres);
        }
    }

    #[test]
    fn what_looks_for_nothing_is_refused() {
        for text in ["", " ", "\"", "\"open", "-market", "raid OR", "OR", "'", "*"] {
            assert!(matches!(search(text, Dialect::Sqlite), Err(StoreError::Search(_))), "{text}");
        }
    }
}
