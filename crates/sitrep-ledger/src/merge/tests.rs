use proptest::prelude::*;
use sitrep_record::Record;

use super::*;
use crate::read_record;

/// A record of one incident, in invented places.
fn record(id: &str, day: u8, kind: &str, place: &str, admin1: &str, dated: bool, killed: Option<u64>) -> Record {
    let date = if dated { format!("\"2031-03-{day:02}\"") } else { "null".into() };
    let claims = killed.map_or(String::new(), |n| {
        format!(
            r#"{{"id":"c1","effect":"killed","count":{{"low":{n},"high":{n},"bound":"exact","term":null}},"victims":{{"text":"people","status":"unspecified","group":null}},
            "sources":[],"scope":"incident","parent":null,"parts":[],"incident":"i1","polarity":"asserted","evidence":{{"start":0,"end":0}},"confidence":1.0}}"#
        )
    });
    read_record(&format!(
        r#"{{"id":"{id}","title":null,"outlet":null,"published":"2031-03-{day:02}","language":"en","credits":[],"text":"","claims":[{claims}],
        "incidents":[{{"id":"i1","type":"{kind}","method":null,"place":{{"name":"{place}","within":[],"admin1":"{admin1}","country":"XX","lat":null,"lon":null,"precision":null}},
        "date":{{"from":{date},"to":{date}}},"perpetrators":[],"targets":[],"evidence":{{"start":0,"end":0}}}}],"responsibility":[],"accords":[]}}"#
    ))
    .unwrap()
}

fn mentions(records: &[Record]) -> Vec<Mention> {
    let model = Model::builtin().unwrap();
    records.iter().flat_map(|r| Mention::of_record(r, &model)).collect()
}

/// Groups as the articles in them.
fn grouped(mentions: &[Mention], decided: &Constraints) -> Vec<Vec<String>> {
    let model = Model::builtin().unwrap();
    let all: Vec<&Mention> = mentions.iter().collect();
    let found = groups(&model, &all, &pairs(&all), decided);
    let mut named: Vec<Vec<String>> =
        found.into_iter().map(|g| g.into_iter().map(|at| mentions[at].key.article.clone()).collect()).collect();
    named.iter_mut().for_each(|g: &mut Vec<String>| g.sort());
    named.sort();
    named
}

fn strings(groups: &[&[&str]]) -> Vec<Vec<String>> {
    groups.iter().map(|g| g.iter().map(|s| (*s).to_owned()).collect()).collect()
}

#[test]
fn one_bombing_told_thrice_is_one_and_figures_may_grow() {
    let told = mentions(&[
        record("a", 4, "explosion", "Wadi Safra", "Norland", true, Some(12)),
        record("b", 5, "explosion", "Wadi Safra", "Norland", false, Some(15)),
        record("c", 4, "explosion", "Wady Saffra", "Norland", true, None),
    ]);
    assert_eq!(grouped(&told, &Constraints::default()), strings(&[&["a", "b", "c"]]));
}

#[test]
fn two_attacks_in_one_province_on_one_day_stay_two() {
    let told = mentions(&[
        record("a", 4, "airstrike", "Wadi Safra", "Norland", true, Some(12)),
        record("b", 4, "airstrike", "Tell Karim", "Norland", true, Some(3)),
    ]);
    assert_eq!(grouped(&told, &Constraints::default()), strings(&[&["a"], &["b"]]));
}

#[test]
fn an_incident_without_day_or_place_ties_no_two_together() {
    let told = mentions(&[
        record("a", 4, "explosion", "Wadi Safra", "Norland", true, Some(30)),
        record("b", 4, "explosion", "Tell Karim", "Norland", true, Some(30)),
        record("v", 5, "explosion", "Norland province", "Norland", false, Some(30)),
    ]);
    // it fits both equally well, so that it stays by itself
    assert_eq!(grouped(&told, &Constraints::default()), strings(&[&["a"], &["b"], &["v"]]));
}

#[test]
fn what_many_tell_of_draws_a_vague_telling() {
    let mut told = vec![record("lone", 4, "explosion", "Tell Karim", "Norland", true, Some(30))];
    told.extend(["a", "b", "c", "d"].map(|id| record(id, 4, "explosion", "Wadi Safra", "Norland", true, Some(30))));
    told.push(record("v", 5, "explosion", "Norland province", "Norland", false, Some(30)));
    assert_eq!(grouped(&mentions(&told), &Constraints::default()), strings(&[&["a", "b", "c", "d", "v"], &["lone"]]));
}

#[test]
fn people_decide_before_scores() {
    let told = mentions(&[
        record("a", 4, "airstrike", "Wadi Safra", "Norland", true, Some(12)),
        record("b", 4, "airstrike", "Wadi Safra", "Norland", true, Some(12)),
        record("c", 4, "airstrike", "Tell Karim", "Norland", true, Some(3)),
    ]);
    let key = |article: &str| MentionKey { article: article.into(), incident: "i1".into() };
    let decided = Constraints { same: vec![(key("a"), key("c"))], apart: vec![(key("a"), key("b"))] };
    assert_eq!(grouped(&told, &decided), strings(&[&["a", "c"], &["b"]]));
}

#[test]
fn a_merge_is_explained_with_both_values() {
    let told = mentions(&[
        record("a", 4, "airstrike", "Wadi Safra", "Norland", true, Some(12)),
        record("b", 4, "airstrike", "Wady Saffra", "Norland", true, Some(14)),
    ]);
    let model = Model::builtin().unwrap();
    let score = Score::of(&told[0], &told[1], &model);
    insta::assert_snapshot!(score.explain(&told[0], &told[1], &model).lines().join("\n"));
}

fn any_record() -> impl Strategy<Value = (u8, usize, usize, bool, Option<u64>)> {
    (1u8..8, 0usize..3, 0usize..5, prop::bool::weighted(0.8), prop::option::of(1u64..40))
}

fn records(parts: &[(u8, usize, usize, bool, Option<u64>)]) -> Vec<Record> {
    let kinds = ["airstrike", "explosion", "chemical"];
    let places = ["Wadi Safra", "Tell Karim", "Norland", "Norland province", "Hayy Zuhur"];
    let one = |(at, (day, kind, place, dated, killed)): (usize, &(u8, usize, usize, bool, Option<u64>))| {
        record(&format!("r{at}"), *day, kinds[*kind], places[*place], "Norland", *dated, *killed)
    };
    parts.iter().enumerate().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_adding_does_not_matter(parts in prop::collection::vec(any_record(), 2..25), seed: u64) {
        let mut told = mentions(&records(&parts));
        let before = grouped(&told, &Constraints::default());
        let n = told.len();
        let mut state = seed | 1;
        for at in (1..n).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            told.swap(at, usize::try_from(state % (at as u64 + 1)).unwrap());
        }
        prop_assert_eq!(grouped(&told, &Constraints::default()), before);
    }

    #[test]
    fn scores_are_symmetric_and_blocks_find_from_both_sides(parts in prop::collection::vec(any_record(), 2..12)) {
        let told = mentions(&records(&parts));
        let model = Model::builtin().unwrap();
        for a in &told {
            for b in &told {
                prop_assert_eq!(Score::of(a, b, &model), Score::of(b, a, &model));
                let (x, y) = (Blocks::of(a), Blocks::of(b));
                let sees = |x: &Blocks, y: &Blocks| x.looks.iter().any(|k| y.stands.binary_search(k).is_ok());
                prop_assert_eq!(sees(&x, &y), sees(&y, &x));
            }
        }
    }

    #[test]
    fn every_incident_is_in_one_group(parts in prop::collection::vec(any_record(), 0..25)) {
        let told = mentions(&records(&parts));
        let mut all: Vec<String> = grouped(&told, &Constraints::default()).concat();
        all.sort();
        let mut want: Vec<String> = told.iter().map(|m| m.key.article.clone()).collect();
        want.sort();
        prop_assert_eq!(all, want);
    }
}
