use proptest::prelude::*;
use serde_json::json;
use sitrep_record::Record;

use super::*;
use crate::toll::Grade;

/// One incident for a test record: type, place, day, killed, source.
#[derive(Debug, Clone, Copy)]
struct Incident<'a>(&'a str, &'a str, Option<&'a str>, Option<u64>, &'a str);

fn record(id: &str, day: &str, outlet: &str, text: &str, incidents: &[Incident<'_>]) -> Record {
    let mut claims = Vec::new();
    let mut told = Vec::new();
    for (at, Incident(kind, place, date, killed, source)) in incidents.iter().enumerate() {
        let local = format!("i{}", at + 1);
        told.push(json!({"id": local, "type": kind, "method": null, "place": {"name": place, "within": [], "admin1": "Norland", "country": "XX", "lat": null, "lon": null, "precision": null},
            "date": {"from": date, "to": date}, "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 0}}));
        if let Some(n) = killed {
            claims.push(json!({"id": format!("c{}", claims.len() + 1), "effect": "killed", "count": {"low": n, "high": n, "bound": "exact", "term": null},
                "victims": {"text": "people", "status": "unspecified", "group": null}, "sources": [{"name": source, "kind": "official"}], "scope": "incident", "parent": null,
                "parts": [], "incident": local, "polarity": "asserted", "evidence": {"start": 0, "end": 0}, "confidence": 1.0}));
        }
    }
    serde_json::from_value(json!({"id": id, "title": format!("{id} title"), "outlet": outlet, "published": day, "language": "en", "credits": [], "text": text,
        "claims": claims, "incidents": told, "responsibility": [], "accords": []}))
    .unwrap()
}

fn add(store: &mut Store, record: &Record) -> Added {
    store.add(Incoming { record: record.clone(), received: b"as received", reader: "test" }).unwrap()
}

const BOMB: Incident<'_> = Incident("explosion", "Wadi Safra", Some("2031-03-04"), Some(12), "Governor");

fn two() -> [Record; 2] {
    let later = Incident("explosion", "Wady Saffra", Some("2031-03-04"), Some(15), "Monitor");
    [record("a", "2031-03-04", "One", "First text", &[BOMB]), record("b", "2031-03-05", "Two", "Second text", &[later])]
}

fn dump(store: &mut Store) -> String {
    let filter = Filter { rejected: true, ..Filter::default() };
    serde_json::to_string_pretty(&store.incidents(&filter).unwrap()).unwrap()
}

#[test]
fn two_articles_on_one_bombing_are_one_incident_and_come_in_once() {
    let mut store = Store::in_memory().unwrap();
    let [a, b] = two();
    let Added::New { incidents, .. } = add(&mut store, &a) else { panic!() };
    add(&mut store, &b);
    assert_eq!(add(&mut store, &a), Added::Known { article: "a".into() });
    let all = store.incidents(&Filter::default()).unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].id, incidents[0]);
    assert_eq!(all[0].tolls[0].sources.len(), 2);
    assert_eq!(all[0].grade, Grade::Contested);
    let members = store.members(&all[0].id).unwrap();
    assert!(members[0].why.as_ref().unwrap().because.contains("the same incident"));
    assert_eq!(store.article("a").unwrap().unwrap().1, b"as received");
}

#[test]
fn an_older_article_gives_the_incident_its_id_and_the_other_id_leads_there() {
    let mut store = Store::in_memory().unwrap();
    let [a, b] = two();
    let Added::New { incidents: young, .. } = add(&mut store, &b) else { panic!() };
    let Added::New { incidents: old, .. } = add(&mut store, &a) else { panic!() };
    assert_eq!(store.incident(&young[0]).unwrap(), Lookup::Redirect { became: old[0].clone() });
    let kinds: Vec<(String, Option<String>)> =
        store.changes("2000-01-01").unwrap().into_iter().map(|c| (c.kind, c.became)).collect();
    assert_eq!(kinds, [("added".into(), None), ("redirected".into(), Some(old[0].clone())), ("added".into(), None)]);
    assert!(matches!(store.incident("nosuchid00").unwrap_err(), StoreError::NoIncident(_)));
}

#[test]
fn people_part_and_join_incidents_and_are_heeded_afterwards() {
    let mut store = Store::in_memory().unwrap();
    let [a, b] = two();
    add(&mut store, &a);
    add(&mut store, &b);
    let before = dump(&mut store);
    let id = store.incidents(&Filter::default()).unwrap()[0].id.clone();
    let other = store.split(&id, &["b#c1".into()], "desk").unwrap();
    assert_ne!(other, id);
    assert_eq!(store.incidents(&Filter::default()).unwrap().len(), 2);
    let third = record(
        "c",
        "2031-03-05",
        "Three",
        "Third text",
        &[Incident("explosion", "Wadi Safra", Some("2031-03-04"), Some(12), "Governor")],
    );
    add(&mut store, &third);
    assert_eq!(store.incidents(&Filter::default()).unwrap().len(), 2, "the parted stay parted");
    assert_eq!(store.merge(&other, &id, "desk").unwrap(), id);
    let all = store.incidents(&Filter::default()).unwrap();
    assert_eq!((all.len(), all[0].articles.len()), (1, 3));
    assert_ne!(dump(&mut store), before);
    assert_eq!(store.decisions().unwrap().len(), 2);
}

#[test]
fn a_split_that_cannot_be_is_refused_with_what_to_do() {
    let mut store = Store::in_memory().unwrap();
    let mut one = record("a", "2031-03-04", "One", "First text", &[BOMB]);
    let mut second = one.claims[0].clone();
    second.id = "c2".into();
    one.claims.push(second);
    add(&mut store, &one);
    let id = store.incidents(&Filter::default()).unwrap()[0].id.clone();
    let split = |store: &mut Store, claims: &[&str]| {
        store.split(&id, &claims.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>(), "desk").unwrap_err()
    };
    assert!(matches!(split(&mut store, &["a#c1"]), StoreError::PartOfMention { .. }));
    assert!(matches!(split(&mut store, &["a#c9"]), StoreError::NoClaim { .. }));
    assert!(matches!(split(&mut store, &["a"]), StoreError::NoClaim { .. }));
    assert!(matches!(split(&mut store, &["a#c1", "a#c2"]), StoreError::NothingLeft(_)));
    assert!(store.decisions().unwrap().is_empty());
}

#[test]
fn confirming_rejecting_correcting_are_logged_and_follow_the_incident() {
    let mut store = Store::in_memory().unwrap();
    let [a, b] = two();
    add(&mut store, &b);
    let young = store.incidents(&Filter::default()).unwrap()[0].id.clone();
    store.correct(&young, "place", "Wadi Safra al-Gharbi", "desk").unwrap();
    store.correct(&young, "killed", "13..14", "desk").unwrap();
    store.reject(&young, "desk").unwrap();
    assert!(store.incidents(&Filter::default()).unwrap().is_empty());
    add(&mut store, &a);
    // the decision was about a telling that is now part of the older incident
    let all = store.incidents(&Filter { rejected: true, ..Filter::default() }).unwrap();
    assert_eq!((all.len(), all[0].grade), (1, Grade::Discounted));
    store.confirm(&young, "chief").unwrap();
    let now = store.incidents(&Filter::default()).unwrap();
    assert_eq!(now[0].grade, Grade::Confirmed);
    assert_eq!(now[0].place.as_ref().unwrap().name, "Wadi Safra al-Gharbi");
    assert_eq!((now[0].tolls[0].together.low, now[0].tolls[0].together.high), (Some(13), Some(14)));
    for (field, value) in [("colour", "red"), ("lat", "91"), ("country", "Norland"), ("injured", "3"), ("date", "soon")]
    {
        assert!(matches!(store.correct(&young, field, value, "desk"), Err(StoreError::Correction { .. })), "{field}");
    }
}

#[test]
fn copies_of_one_wire_are_one_report() {
    let mut store = Store::in_memory().unwrap();
    let text: String = (0..80).map(|n| format!("word{n} ")).collect();
    let mut a = record("a", "2031-03-04", "One", &text, &[BOMB]);
    let mut b = record("b", "2031-03-05", "Two", &format!("{text} Our desk."), &[BOMB]);
    a.claims[0].sources.clear();
    b.claims[0].sources.clear();
    add(&mut store, &b);
    let Added::New { copy_of, .. } = add(&mut store, &a) else { panic!() };
    assert_eq!(copy_of, None, "the older is the report");
    let all = store.incidents(&Filter::default()).unwrap();
    assert_eq!((all.len(), all[0].grade), (1, Grade::SingleSource));
    assert_eq!(store.stats().unwrap().copies, 1);
}

#[test]
fn another_text_under_a_known_id_is_another_article() {
    let mut store = Store::in_memory().unwrap();
    let [a, _] = two();
    add(&mut store, &a);
    let Added::New { article, .. } = add(&mut store, &Record { text: "Rewritten".into(), ..a }) else { panic!() };
    assert!(article.starts_with("a~"));
}

#[test]
fn a_newer_reading_keeps_ids_and_decisions() {
    let mut store = Store::in_memory().unwrap();
    let [a, b] = two();
    add(&mut store, &a);
    add(&mut store, &b);
    let id = store.incidents(&Filter::default()).unwrap()[0].id.clone();
    store.confirm(&id, "desk").unwrap();
    let newer = record(
        "a",
        "2031-03-04",
        "One",
        "First text",
        &[
            Incident("clash", "Tell Karim", Some("2031-03-02"), None, ""),
            Incident("explosion", "Wadi Safra", Some("2031-03-04"), Some(13), "Governor"),
        ],
    );
    store.reread("a", newer, "newer").unwrap();
    let all = store.incidents(&Filter::default()).unwrap();
    assert_eq!(all.len(), 2);
    let kept = all.iter().find(|s| s.id == id).unwrap();
    assert_eq!((kept.grade, kept.articles.len()), (Grade::Confirmed, 2));
    // an article that no longer tells of anything
    store.reread("a", record("a", "2031-03-04", "One", "First text", &[]), "newest").unwrap();
    assert_eq!(store.incident(&id).unwrap(), Lookup::Tombstone);
    assert_eq!(store.incidents(&Filter::default()).unwrap().len(), 1);
    assert!(store.changes("2000").unwrap().iter().any(|c| c.kind == "deleted" && c.incident == id));
}

#[test]
fn filters_find_what_they_should() {
    let mut store = Store::in_memory().unwrap();
    let [a, b] = two();
    add(&mut store, &a);
    add(&mut store, &b);
    add(
        &mut store,
        &record(
            "c",
            "2031-03-09",
            "Three",
            "Orchards burned",
            &[Incident("airstrike", "Tell Karim", Some("2031-03-09"), Some(2), "Medics")],
        ),
    );
    let count = |store: &mut Store, filter: Filter| store.incidents(&filter).unwrap().len();
    let day = |d: &str| Some(d.parse().unwrap());
    assert_eq!(count(&mut store, Filter { from: day("2031-03-05"), ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { to: day("2031-03-05"), ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { kind: Some("airstrike".into()), ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { place: Some("tell karim".into()), ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { place: Some("Norland".into()), ..Filter::default() }), 2);
    assert_eq!(count(&mut store, Filter { source: Some("monitor".into()), ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { min: Some(5), ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { contested: true, ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { country: Some("xx".into()), limit: Some(1), ..Filter::default() }), 1);
    assert_eq!(count(&mut store, Filter { text: Some("orchards".into()), ..Filter::default() }), 1);
    assert!(matches!(
        store.incidents(&Filter { text: Some("\"".into()), ..Filter::default() }),
        Err(StoreError::Search(_))
    ));
}

#[test]
fn files_that_are_no_stores_are_refused_by_kind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    assert!(matches!(Store::open(&path), Err(StoreError::Missing(_))));
    std::fs::write(&path, "this is no database, and long enough to be looked at as one; it is not").unwrap();
    assert!(matches!(Store::create(&path), Err(StoreError::NotAStore(_))));
    std::fs::remove_file(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE mine (x)").unwrap();
    drop(other);
    assert!(matches!(Store::create(&path), Err(StoreError::NotAStore(_))));
    std::fs::remove_file(&path).unwrap();
    drop(Store::create(&path).unwrap());
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.execute_batch("PRAGMA user_version = 999").unwrap();
    drop(newer);
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 999, .. })));
    assert!(matches!(Store::create(&folder.path().join("no/such/folder/s.db")), Err(StoreError::Open { .. })));
}

#[test]
fn an_edited_migration_and_an_edited_log_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let mut store = Store::create(&path).unwrap();
    add(&mut store, &two()[0]);
    let id = store.incidents(&Filter::default()).unwrap()[0].id.clone();
    store.note(&id, "seen", "desk").unwrap();
    drop(store);
    let raw = rusqlite::Connection::open(&path).unwrap();
    assert!(raw.execute("DELETE FROM decision", []).is_err());
    raw.execute("UPDATE migration SET checksum = 'x'", []).unwrap();
    drop(raw);
    assert!(matches!(Store::open(&path), Err(StoreError::Edited(1))));
}

#[test]
fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let mut store = Store::create(&path).unwrap();
    let [a, b] = two();
    add(&mut store, &a);
    store.db.fill();
    let big = Record { text: "x".repeat(1 << 20), ..b };
    let full = store.add(Incoming { record: big, received: &[0; 1 << 20], reader: "test" });
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
    drop(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.article_ids().unwrap(), ["a"]);
    add(&mut store, &two()[1]);
    assert_eq!(store.article_ids().unwrap().len(), 2);
}

#[test]
fn two_writers_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let threads: Vec<_> = (0..2)
        .map(|who| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut store = Store::create(&path).unwrap();
                for n in 0..20 {
                    add(
                        &mut store,
                        &record(&format!("w{who}-{n}"), "2031-03-04", "One", &format!("Text {who} {n}"), &[BOMB]),
                    );
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    let mut store = Store::open(&path).unwrap();
    let all = store.incidents(&Filter::default()).unwrap();
    assert_eq!((all.len(), all[0].articles.len()), (1, 40));
}

fn any_records() -> impl Strategy<Value = Vec<Record>> {
    let incident = (0usize..3, 0usize..4, 1u8..6, prop::bool::weighted(0.8), prop::option::of(1u64..30), 0usize..3);
    prop::collection::vec((1u8..7, 0usize..3, prop::collection::vec(incident, 0..3), any::<bool>()), 1..12).prop_map(
        |articles| {
            let (kinds, places, names) = (
                ["airstrike", "explosion", "chemical"],
                ["Wadi Safra", "Tell Karim", "Norland", "Norland province"],
                ["Monitor", "Governor", "Medics"],
            );
            let wire: String = (0..60).map(|n| format!("wire{n} ")).collect();
            articles
                .into_iter()
                .enumerate()
                .map(|(at, (day, outlet, told, copied))| {
                    let days: Vec<String> = told.iter().map(|t| format!("2031-03-{:02}", t.2)).collect();
                    let incidents: Vec<Incident<'_>> = told
                        .iter()
                        .zip(&days)
                        .map(|((kind, place, _, dated, killed, source), day)| {
                            Incident(
                                kinds[*kind],
                                places[*place],
                                dated.then_some(day.as_str()),
                                *killed,
                                names[*source],
                            )
                        })
                        .collect();
                    let text = if copied { format!("{wire}{at}") } else { format!("text {at}") };
                    record(
                        &format!("r{at}"),
                        &format!("2031-03-{day:02}"),
                        ["One", "Two", "Three"][outlet],
                        &text,
                        &incidents,
                    )
                })
                .collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_ledger_is_the_same_in_whatever_order_articles_come(records in any_records(), seed: u64) {
        let mut store = Store::in_memory().unwrap();
        records.iter().for_each(|r| drop(add(&mut store, r)));
        let before = dump(&mut store);
        let mut shuffled = records.clone();
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            shuffled.swap(at, usize::try_from(state % (at as u64 + 1)).unwrap());
        }
        let mut other = Store::in_memory().unwrap();
        shuffled.iter().for_each(|r| drop(add(&mut other, r)));
        prop_assert_eq!(dump(&mut other), before);
    }

    #[test]
    fn adding_one_by_one_gives_what_grouping_all_at_once_gives(records in any_records()) {
        let mut store = Store::in_memory().unwrap();
        records.iter().for_each(|r| drop(add(&mut store, r)));
        let model = Model::builtin().unwrap();
        let mentions: Vec<Mention> = records.iter().flat_map(|r| Mention::of_record(r, &model)).collect();
        let all: Vec<&Mention> = mentions.iter().collect();
        let found = crate::merge::groups(&model, &all, &crate::merge::pairs(&all), &crate::merge::Constraints::default());
        let sorted = |groups: Vec<Vec<crate::merge::MentionKey>>| {
            let mut groups: Vec<_> = groups.into_iter().map(|mut g| { g.sort(); g }).collect();
            groups.sort();
            groups
        };
        let at_once = sorted(found.into_iter().map(|g| g.into_iter().map(|at| mentions[at].key.clone()).collect()).collect());
        prop_assert_eq!(sorted(store.groups().unwrap()), at_once);
    }
}
