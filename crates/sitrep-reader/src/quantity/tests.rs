//! Phrases and the amounts that they tell; text is cut at spaces, as amounts need no tree.

use std::sync::LazyLock;

use proptest::prelude::*;
use sitrep_record::Bound;

use super::{Words, find};
use crate::lexicon::Lexicon;
use crate::time::tests::plain;

fn words() -> &'static Words {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());
    &LEXICON.quantities
}

/// The amounts of a text, one a line.
fn read(text: &str) -> String {
    let doc = plain(text);
    let amounts: Vec<String> = find(&doc, words())
        .iter()
        .map(|q| {
            let c = &q.count;
            let end = |n: Option<u64>| n.map_or_else(|| "_".to_owned(), |n| n.to_string());
            match &c.term {
                Some(term) => format!("{term}?"),
                None => format!("{}..{}", end(c.low), end(c.high)),
            }
        })
        .collect();
    amounts.join(" ")
}

#[test]
fn numbers_in_digits_and_words() {
    for (text, amounts) in [
        ("47 people", "47..47"),
        ("280,000 people", "280000..280000"),
        ("1429 people", "1429..1429"),
        ("7.5 million people", "7500000..7500000"),
        ("10 million displaced", "10000000..10000000"),
        ("two dozen people", "24..24"),
        ("a dozen people", "12..12"),
        ("half a dozen children", "6..6"),
        ("a hundred people", "100..100"),
        ("more than a quarter of a million people", "250001.._"),
        ("Ninety - two civilians", "92..92"),
        ("one hundred and twenty men", "120..120"),
        ("three thousand two hundred men", "3200..3200"),
        ("a couple of guards", "2..2"),
        ("no casualties", "0..0"),
        ("nobody was hurt", "0..0"),
        ("not a single soldier", "0..0"),
    ] {
        assert_eq!(read(text), amounts, "{text}");
    }
}

#[test]
fn bounds_and_hedges() {
    for (text, amounts) in [
        ("at least 59 people", "59.._"),
        ("no fewer than 59 people", "59.._"),
        ("more than 140 people", "141.._"),
        ("over 130 people", "131.._"),
        ("up to 30 people", "_..30"),
        ("as many as 30 people", "_..30"),
        ("fewer than 30 people", "_..29"),
        ("around 200 people", "200..200"),
        ("nearly 200 people", "200..200"),
        ("between 20 and 30 people", "20..30"),
        ("20 to 30 people", "20..30"),
        ("two or three people", "2..3"),
        ("50 or more people", "50.._"),
        ("another at least 20 people", "20.._"),
        ("at least another 20 people", "20.._"),
        ("the toll rose from 12 to 15", "12..12 15..15"),
    ] {
        assert_eq!(read(text), amounts, "{text}");
    }
}

#[test]
fn vague_amounts_keep_their_word() {
    for (text, amounts) in [
        ("dozens of people", "dozens?"),
        ("hundreds of thousands of people", "hundreds of thousands?"),
        ("several people", "several?"),
        ("a number of terrorists", "a number?"),
        ("scores were hurt", "scores?"),
        ("a few dozen people", "a few dozen?"),
    ] {
        assert_eq!(read(text), amounts, "{text}");
    }
}

#[test]
fn what_counts_no_people_is_left_out() {
    for text in [
        "a 12 km road",
        "$ 40 was paid",
        "aged 61",
        "30 percent of them",
        "for 20 years",
        "a girl of nine",
        "2.5 of it",
        "the second one killed",
        "Resolution 2254 says",
    ] {
        assert_eq!(read(text), "", "{text}");
    }
}

#[test]
fn years_and_days_are_doubtful() {
    for text in ["in 2016", "on October 13", "13 Oct"] {
        let doc = plain(text);
        assert!(find(&doc, words()).iter().all(|q| q.doubtful), "{text}");
    }
}

proptest! {
    #[test]
    fn any_number_is_read_back(n in 0u64..10_000_000, hedge in prop::sample::select(vec![
        ("", Bound::Exact), ("at least ", Bound::AtLeast), ("more than ", Bound::MoreThan),
        ("up to ", Bound::AtMost), ("fewer than ", Bound::LessThan), ("about ", Bound::About),
    ])) {
        let doc = plain(&format!("{}{n} people were seen", hedge.0));
        let found = find(&doc, words());
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].count.bound, hedge.1);
        let told = found[0].count.low.or(found[0].count.high);
        let shift = match hedge.1 { Bound::MoreThan => 1, Bound::LessThan => -1, _ => 0 };
        prop_assert_eq!(told, Some((n as i64 + shift).max(0) as u64));
    }

    #[test]
    fn amounts_lie_in_order_inside_any_text(text in "[a-z0-9,.\"$ -]{0,80}", more in "( (the|of|at|least|dozen|and|two|hundred|to|a|million|over|many)){0,12}") {
        let doc = plain(&format!("{text}{more}"));
        let mut last = 0;
        for q in find(&doc, words()) {
            prop_assert!(q.range.start >= last && q.range.start < q.range.end && q.range.end <= doc.len());
            prop_assert!(q.core.start >= q.range.start && q.core.end <= q.range.end);
            last = q.range.end;
        }
    }
}
