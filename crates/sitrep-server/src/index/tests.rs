use proptest::prelude::*;
use sitrep_ledger::store::{Incoming, Store};

use super::*;
use crate::view::Parameters;

/// The records of the project's annotated examples, as a ledger.
fn ledger() -> Store {
    let mut store = Store::in_memory().unwrap();
    for line in include_str!("../../tests/records.jsonl").lines() {
        let record = sitrep_ledger::read_record(line).unwrap();
        store.add(Incoming { record, received: line.as_bytes(), reader: "test" }).unwrap();
    }
    store
}

fn index(store: &mut Store) -> Index {
    let mut index = Index::default();
    store.all_summaries(|summary, _| index.put(&summary)).unwrap();
    index.in_order();
    index
}

fn some<T: Clone + std::fmt::Debug + 'static>(values: &[T]) -> impl Strategy<Value = Option<T>> + use<T> {
    proptest::option::weighted(0.25, proptest::sample::select(values.to_vec()))
}

fn parameters() -> impl Strategy<Value = Parameters> {
    let text = |values: &[&str]| some(&values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>());
    (
        (text(&["2021-11-05", "2021-11-08", "2030-01-01"]), text(&["2021-11-04", "2021-11-12", "1999-01-01"])),
        (text(&["Aden", "muk", "Nowhere"]), text(&["14.5,49.1,20", "12.8,45.0", "0,0,1"]), text(&["ye", "YE", "SY"])),
        (text(&["explosion", "clash"]), text(&["Houthis", "Yemen"]), text(&["Yemen Casualty Register", "Aden"])),
        (text(&["killed", "captured", "displaced"]), text(&["0", "40"]), text(&["1"]), text(&["1"])),
    )
        .prop_map(
            |((from, to), (place, near, country), (kind, actor, source), (effect, min, contested, rejected))| {
                Parameters {
                    from,
                    to,
                    place,
                    near,
                    country,
                    kind,
                    actor,
                    source,
                    effect,
                    min,
                    contested,
                    rejected,
                    ..Parameters::default()
                }
            },
        )
}

#[test]
fn the_index_takes_what_the_ledger_takes() {
    let mut store = ledger();
    let first = store.incidents(&sitrep_ledger::store::Filter::default()).unwrap()[0].id.clone();
    store.reject(&first, "a").unwrap();
    let index = index(&mut store);
    let mut runner = proptest::test_runner::TestRunner::default();
    let store = std::cell::RefCell::new(store);
    runner
        .run(&parameters(), |p| {
            let view = View::of(&p).unwrap();
            let wanted: Vec<String> =
                store.borrow_mut().incidents(&view.filter).unwrap().into_iter().map(|s| s.id).collect();
            let found: Vec<String> = index.select(&view, None).map(|row| row.id.to_string()).collect();
            prop_assert_eq!(wanted, found);
            Ok(())
        })
        .unwrap();
}

#[test]
fn sources_are_counted_as_the_ledger_counts_them_after_changes_too() {
    let mut store = ledger();
    let mut index = index(&mut store);
    assert_eq!(index.sources(), store.sources().unwrap());
    let all = store.incidents(&sitrep_ledger::store::Filter::default()).unwrap();
    for summary in all.iter().skip(1) {
        index.remove(&summary.id);
    }
    for summary in all.iter().rev() {
        index.put(summary);
    }
    index.in_order();
    assert_eq!(index.sources(), store.sources().unwrap());
    assert_eq!(index.len(), all.len());
    let ids: Vec<String> =
        index.select(&View::of(&Parameters::default()).unwrap(), None).map(|r| r.id.to_string()).collect();
    assert_eq!(ids, all.iter().map(|s| s.id.clone()).collect::<Vec<_>>());
}

#[test]
fn every_incident_stands_in_one_bucket_and_on_one_spot() {
    let mut store = ledger();
    let index = index(&mut store);
    let view = View::of(&Parameters::default()).unwrap();
    let timeline = Timeline::of(index.select(&view, None));
    assert_eq!(timeline.buckets.iter().map(|b| b.incidents).sum::<usize>() + timeline.undated, timeline.total);
    assert!(timeline.buckets.windows(2).all(|pair| pair[0].to < pair[1].from));
    for zoom in [0.0, 4.5, 9.0, 22.0] {
        let drawn = serde_json::to_value(Clusters::of(index.select(&view, None), &Bounds::WORLD, zoom)).unwrap();
        let count: u64 =
            drawn["features"].as_array().unwrap().iter().map(|f| f["properties"]["count"].as_u64().unwrap_or(1)).sum();
        assert_eq!(count + drawn["unlocated"].as_u64().unwrap(), drawn["total"].as_u64().unwrap());
    }
}

#[test]
fn edges_of_a_map_are_read() {
    assert_eq!(Bounds::parse("-10,-5,10,5").unwrap().east, 10.0);
    let across = Bounds::parse("170,-10,190,10").unwrap();
    assert_eq!((across.west, across.east), (170.0, -170.0));
    assert_eq!(Bounds::parse("-500,-90,500,90").unwrap(), Bounds::WORLD);
    assert_eq!(Bounds::parse("0,10,0,-10"), Bounds::parse("0,-10,0,10"), "upside down");
    for broken in ["", "1,2,3", "1,2,3,x", "0,0,0,91", "NaN,0,1,1"] {
        assert!(Bounds::parse(broken).is_none(), "{broken}");
    }
}
