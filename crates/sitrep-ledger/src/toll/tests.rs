use proptest::prelude::*;
use serde_json::json;
use sitrep_record::{Bound, Polarity, Record};

use super::*;

/// An article on one incident; claims are `(low, high, source)`.
fn article(id: &str, day: &str, outlet: &str, credits: &[&str], claims: &[(Option<u64>, Option<u64>, &str)]) -> Record {
    let claims: Vec<_> = claims
        .iter()
        .enumerate()
        .map(|(at, (low, high, source))| {
            let bound = match (low, high) {
                (Some(a), Some(b)) if a == b => "exact",
                (Some(_), Some(_)) => "range",
                (Some(_), None) => "at_least",
                (None, Some(_)) => "at_most",
                (None, None) => "vague",
            };
            let sources = if source.is_empty() { json!([]) } else { json!([{"name": source, "kind": "official"}]) };
            json!({"id": format!("c{}", at + 1), "effect": "killed", "count": {"low": low, "high": high, "bound": bound, "term": (low.is_none() && high.is_none()).then_some("dozens")},
                "victims": {"text": "people", "status": "unspecified", "group": null}, "sources": sources, "scope": "incident", "parent": null, "parts": [],
                "incident": "i1", "polarity": "asserted", "evidence": {"start": 0, "end": 1}, "confidence": 1.0})
        })
        .collect();
    serde_json::from_value(json!({"id": id, "title": null, "outlet": outlet, "published": day, "language": "en", "credits": credits, "text": "x",
        "claims": claims, "incidents": [{"id": "i1", "type": "explosion", "method": null, "place": null, "date": {"from": null, "to": null},
        "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 1}}], "responsibility": [], "accords": []}))
    .unwrap()
}

fn told(records: &[Record]) -> Vec<Told<'_>> {
    records.iter().map(|record| Told { record, incident: "i1" }).collect()
}

#[test]
fn figures_stay_side_by_side_and_the_latest_counts() {
    let records = [
        article(
            "a",
            "2031-03-04",
            "One",
            &["Wire"],
            &[(Some(31), Some(31), "Monitor"), (Some(20), Some(20), "Governor")],
        ),
        article("b", "2031-03-05", "Two", &["Wire"], &[(Some(38), None, "The Monitor")]),
        article("c", "2031-03-05", "Three", &[], &[(Some(40), Some(40), "")]),
    ];
    let tolls = tolls(&told(&records));
    let killed = &tolls[0].together;
    assert_eq!((killed.low, killed.best, killed.high, killed.authorities), (Some(20), Some(38), Some(40), 3));
    assert!(killed.contested, "20 and at least 38 do not meet");
    let monitor = tolls[0].sources.iter().find(|s| s.authority.key == "monitor").unwrap();
    assert_eq!((monitor.latest.count.low, monitor.earlier[0].count.low), (Some(38), Some(31)));
    insta::assert_snapshot!(tolls[0].explanation.lines().join("\n"));
}

#[test]
fn one_wire_in_five_outlets_is_one_authority() {
    let records: Vec<Record> = (0..5)
        .map(|n| article(&format!("a{n}"), "2031-03-04", &format!("Outlet {n}"), &["Wire"], &[(Some(7), Some(7), "")]))
        .collect();
    let told = told(&records);
    let tolls = tolls(&told);
    assert_eq!(tolls[0].together.authorities, 1);
    let (grade, why) = grade(&told, &tolls, None);
    assert_eq!(grade, Grade::SingleSource, "{why:?}");
}

#[test]
fn a_word_never_replaces_a_number() {
    let records = [
        article("a", "2031-03-04", "One", &[], &[(Some(59), None, "Monitor")]),
        article("b", "2031-03-05", "One", &[], &[(None, None, "Monitor")]),
    ];
    let tolls = tolls(&told(&records));
    assert_eq!((tolls[0].together.low, tolls[0].together.high), (Some(59), None));
    assert_eq!(tolls[0].sources[0].latest.as_of.unwrap().to_string(), "2031-03-04");
}

#[test]
fn words_alone_give_no_number() {
    let records = [article("a", "2031-03-04", "One", &[], &[(None, None, "Monitor")])];
    let toll = &tolls(&told(&records))[0].together;
    assert_eq!((toll.low, toll.best, toll.high, toll.authorities), (None, None, None, 0));
    assert_eq!(toll.terms, ["dozens"]);
}

#[test]
fn a_denied_figure_is_contested_and_people_go_first() {
    let mut records = [
        article("a", "2031-03-04", "One", &[], &[(Some(9), Some(9), "Monitor")]),
        article("b", "2031-03-04", "Two", &[], &[(Some(9), Some(9), "Ministry")]),
    ];
    records[1].claims[0].polarity = Polarity::Denied;
    let told = told(&records);
    let tolls = tolls(&told);
    assert_eq!(grade(&told, &tolls, None).0, Grade::Contested);
    let decided = Decided { confirmed: true, by: "desk".into(), at: "2031-03-06T00:00:00Z".into() };
    assert_eq!(grade(&told, &tolls, Some(&decided)).0, Grade::Confirmed);
}

#[test]
fn groups_are_not_added_up() {
    let mut record =
        article("a", "2031-03-04", "One", &[], &[(Some(7), Some(7), "Medics"), (Some(2), Some(2), "Medics")]);
    record.claims[0].victims.status = Status::Civilian;
    record.claims[1].victims.status = Status::Civilian;
    let records = [record];
    let toll = &tolls(&told(&records))[0];
    assert_eq!(toll.together.best, Some(7));
    assert_eq!(toll.sources[0].beside.len(), 1);
    assert_eq!(toll.by_status[0].together.best, Some(7));
}

#[test]
fn a_sum_is_checked_against_its_parts() {
    let mut record = article(
        "a",
        "2031-03-04",
        "One",
        &[],
        &[(Some(141), None, ""), (Some(59), None, "Monitor"), (Some(87), Some(87), "Monitor")],
    );
    record.claims[0].scope = Scope::Aggregate;
    record.claims[0].incident = None;
    record.claims[0].count.bound = Bound::MoreThan;
    record.claims[0].parts = vec!["i1".into(), "i2".into()];
    record.claims[2].incident = Some("i2".into());
    let records = [record];
    let first = tolls(&[Told { record: &records[0], incident: "i1" }]);
    let second = tolls(&[Told { record: &records[0], incident: "i2" }]);
    let find = |id: &str| match id {
        "i1" => Some(("L1".to_owned(), first.as_slice())),
        _ => Some(("L2".to_owned(), second.as_slice())),
    };
    let checks = check(&records[0], find);
    assert_eq!(checks[0].fits, Some(true));
    assert_eq!(checks[0].explanation.because, "the sum is 141+, its parts add to 146+: both can be true");
    // a sum below what the parts are at least
    let mut low = records[0].clone();
    low.claims[0].count = Count::exact(100);
    assert_eq!(check(&low, find)[0].fits, Some(false));
    assert_eq!(check(&low, |_| None)[0].fits, None);
}

fn any_articles() -> impl Strategy<Value = Vec<Record>> {
    let claim = (prop::option::of(0u64..200), prop::option::of(0u64..200), 0usize..4);
    prop::collection::vec((1u8..20, 0usize..3, prop::collection::vec(claim, 1..4)), 1..8).prop_map(|articles| {
        let names = ["Monitor", "Governor", "", "medics"];
        let outlets = ["One", "Two", "Three"];
        articles
            .into_iter()
            .enumerate()
            .map(|(at, (day, outlet, claims))| {
                let claims: Vec<_> = claims
                    .into_iter()
                    .map(|(a, b, s)| match (a, b) {
                        (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b)), names[s]),
                        (a, b) => (a, b, names[s]),
                    })
                    .collect();
                article(&format!("a{at}"), &format!("2031-03-{day:02}"), outlets[outlet], &[], &claims)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn best_lies_between_low_and_high_and_order_does_not_matter(records in any_articles()) {
        let forward = tolls(&told(&records));
        let mut reversed = records.clone();
        reversed.reverse();
        prop_assert_eq!(&tolls(&told(&reversed)), &forward);
        for toll in &forward {
            let t = &toll.together;
            if let (Some(low), Some(best)) = (t.low, t.best) {
                prop_assert!(low <= best);
            }
            if let (Some(high), Some(best)) = (t.high, t.best) {
                prop_assert!(best <= high);
            }
            prop_assert_eq!(t.best.is_some(), t.authorities > 0);
            // every figure is one that a source gave
            if let Some(best) = t.best {
                prop_assert!(records.iter().flat_map(|r| &r.claims).any(|c| c.count.low == Some(best) || c.count.high == Some(best)));
            }
        }
    }
}

/// An article whose source counts these fighters.
fn fighters(id: &str, source: &str, killed: u64, status: &str, group: Option<&str>) -> Record {
    let mut record = article(id, "2031-03-04", id, &[], &[(Some(killed), Some(killed), source)]);
    record.claims[0].victims.status = serde_json::from_value(json!(status)).unwrap();
    record.claims[0].victims.group = group.map(str::to_owned);
    record
}

#[test]
fn the_dead_of_two_sides_do_not_contradict_each_other() {
    let mut records = vec![
        fighters("a", "Ministry", 47, "combatant", Some("Norland Front")),
        fighters("b", "Medic", 11, "combatant", Some("Norland")),
    ];
    let killed = |records: &[Record]| tolls(&told(records)).remove(0);
    let toll = killed(&records);
    assert_eq!((toll.together.low, toll.together.best, toll.together.high), (Some(47), Some(47), Some(47)));
    assert!(!toll.together.contested && toll.together.authorities == 2 && toll.sources.len() == 2);
    assert!(toll.explanation.lines().iter().any(|l| l.contains("Medic: 11 of Norland")), "{:#?}", toll.explanation);
    // the same side by another source; its own dead as that side tells them
    records.push(fighters("c", "Front", 17, "combatant", Some("Norland Front")));
    let toll = killed(&records);
    assert!(toll.together.contested);
    assert_eq!((toll.together.low, toll.together.high), (Some(17), Some(47)));
    // all who were hit: no fewer than one side's
    records.pop();
    records.push(fighters("d", "Monitor", 60, "unspecified", None));
    let toll = killed(&records);
    assert!(!toll.together.contested && toll.together.best == Some(60));
    records.push(fighters("e", "Governor", 30, "unspecified", None));
    assert!(killed(&records).together.contested);
}

#[test]
fn a_part_is_no_other_figure_for_the_whole() {
    let records = [
        fighters("a", "Ministry", 27, "combatant", Some("Norland Front")),
        fighters("b", "Monitor", 31, "unspecified", None),
    ];
    assert!(!tolls(&told(&records))[0].together.contested);
    let records = [
        fighters("a", "Ministry", 27, "combatant", Some("Norland Front")),
        fighters("b", "Monitor", 31, "combatant", None),
    ];
    assert!(tolls(&told(&records))[0].together.contested);
}

#[test]
fn parts_of_parts_do_not_contradict_each_other() {
    let mut records = [fighters("a", "Medic", 19, "civilian", None), fighters("b", "Monitor", 61, "civilian", None)];
    assert!(tolls(&told(&records))[0].by_status[0].together.contested);
    records.iter_mut().for_each(|r| r.claims[0].scope = Scope::Subset);
    let toll = tolls(&told(&records)).remove(0);
    assert!(!toll.by_status[0].together.contested && toll.by_status[0].together.high == Some(61));
}
