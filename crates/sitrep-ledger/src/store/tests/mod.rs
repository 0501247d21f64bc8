//! The store as its users see it. Each test runs on both databases; on PostgreSQL where `SITREP_TEST_POSTGRES` names one
//! (`tools/postgres.sh cargo test` does).

mod fresh;
mod postgres;

use proptest::prelude::*;
use serde_json::json;
use sitrep_record::Record;

use super::*;
use crate::toll::Grade;
use fresh::on_both;

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
    on_both(|mut store| {
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
    });
}

#[test]
fn an_older_article_gives_the_incident_its_id_and_the_other_id_leads_there() {
    on_both(|mut store| {
        let [a, b] = two();
        let Added::New { incidents: young, .. } = add(&mut store, &b) else { panic!() };
        let Added::New { incidents: old, .. } = add(&mut store, &a) else { panic!() };
        assert_eq!(store.incident(&young[0]).unwrap(), Lookup::Redirect { became: old[0].clone() });
        let kinds: Vec<(String, Option<String>)> =
            store.changes("2000-01-01").unwrap().into_iter().map(|c| (c.kind, c.became)).collect();
        assert_eq!(
            kinds,
            [("added".into(), None), ("redirected".into(), Some(old[0].clone())), ("added".into(), None)]
        );
        assert!(matches!(store.incident("nosuchid00").unwrap_err(), StoreError::NoIncident(_)));
    });
}

#[test]
fn people_part_and_join_incidents_and_are_heeded_afterwards() {
    on_both(|mut store| {
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
    });
}

#[test]
fn a_split_that_cannot_be_is_refused_with_what_to_do() {
    on_both(|mut store| {
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
    });
}

#[test]
fn confirming_rejecting_correcting_are_logged_and_follow_the_incident() {
    on_both(|mut store| {
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
        for (field, value) in
            [("colour", "red"), ("lat", "91"), ("country", "Norland"), ("injured", "3"), ("date", "soon")]
        {
            assert!(
                matches!(store.correct(&young, field, value, "desk"), Err(StoreError::Correction { .. })),
                "{field}"
            );
        }
    });
}

#[test]
fn copies_of_one_wire_are_one_report() {
    on_both(|mut store| {
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
    });
}

#[test]
fn another_text_under_a_known_id_is_another_article() {
    on_both(|mut store| {
        let [a, _] = two();
        add(&mut store, &a);
        let Added::New { article, .. } = add(&mut store, &Record { text: "Rewritten".into(), ..a }) else { panic!() };
        assert!(article.starts_with("a~"));
    });
}

#[test]
fn a_newer_reading_keeps_ids_and_decisions() {
    on_both(|mut store| {
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
    });
}

#[test]
fn filters_find_what_they_should() {
    on_both(|mut store| {
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
    });
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

#[test]
fn every_decision_can_be_taken_back_and_brought_back() {
    on_both(|mut store| {
        let [a, b] = two();
        add(&mut store, &a);
        add(&mut store, &b);
        add(
            &mut store,
            &record(
                "c",
                "2031-03-09",
                "Three",
                "Other",
                &[Incident("arrest", "Tell Karim", Some("2031-03-09"), None, "")],
            ),
        );
        let ids = |store: &mut Store| -> Vec<String> {
            store.incidents(&Filter::default()).unwrap().into_iter().map(|s| s.id).collect()
        };
        let untouched = dump(&mut store);
        let both = ids(&mut store);
        let id = both[0].clone();
        type Act<'a> = Box<dyn Fn(&mut Store) + 'a>;
        let acts: Vec<Act<'_>> = vec![
            Box::new(|s| s.confirm(&id, "desk").unwrap()),
            Box::new(|s| s.reject(&id, "desk").unwrap()),
            Box::new(|s| s.correct(&id, "killed", "13", "desk").unwrap()),
            Box::new(|s| drop(s.merge(&both[0], &both[1], "desk").unwrap())),
            Box::new(|s| drop(s.split(&id, &["b#c1".into()], "desk").unwrap())),
        ];
        let mut seq = 0;
        for act in acts {
            act(&mut store);
            let decided = dump(&mut store);
            assert_ne!(decided, untouched);
            seq += 1;
            store.undo(seq, "chief").unwrap();
            assert_eq!(dump(&mut store), untouched, "{seq}");
            assert!(matches!(store.undo(seq, "chief"), Err(StoreError::Undone { by, .. }) if by == seq + 1));
            store.undo(seq + 1, "chief").unwrap();
            assert_eq!(dump(&mut store).replace("Z", ""), decided.replace("Z", ""), "{seq}");
            store.undo(seq + 2, "chief").unwrap();
            assert_eq!(dump(&mut store), untouched, "{seq}");
            seq += 3;
        }
        store.note(&id, "seen", "desk").unwrap();
        store.undo(seq + 1, "desk").unwrap();
        assert!(matches!(store.undo(99, "desk"), Err(StoreError::NoDecision(99))));
        assert_eq!(ids(&mut store), both);
    });
}

#[test]
fn decisions_about_an_incident_follow_it_through_merges() {
    on_both(|mut store| {
        let [a, b] = two();
        add(&mut store, &b);
        let young = store.incidents(&Filter::default()).unwrap()[0].id.clone();
        store.note(&young, "seen", "desk").unwrap();
        add(
            &mut store,
            &record(
                "c",
                "2031-03-09",
                "Three",
                "Other",
                &[Incident("arrest", "Tell Karim", Some("2031-03-09"), None, "")],
            ),
        );
        let other = store.incidents(&Filter::default()).unwrap()[1].id.clone();
        store.confirm(&other, "desk").unwrap();
        add(&mut store, &a);
        let old = store.incidents(&Filter::default()).unwrap()[0].id.clone();
        assert_ne!(old, young);
        store.undo(1, "desk").unwrap();
        for id in [&old, &young] {
            let about: Vec<(i64, Option<i64>)> =
                store.decisions_about(id).unwrap().into_iter().map(|l| (l.seq, l.undone_by)).collect();
            assert_eq!(about, [(1, Some(3)), (3, None)]);
        }
        store.merge(&old, &other, "desk").unwrap();
        assert_eq!(store.decisions_about(&old).unwrap().len(), 4);
        assert!(matches!(store.decisions_about("nosuchid00"), Err(StoreError::NoIncident(_))));
    });
}

#[test]
fn a_board_can_follow_what_changes() {
    on_both(|mut store| {
        assert_eq!(store.latest_change().unwrap(), 0);
        let [a, b] = two();
        add(&mut store, &a);
        let then = store.latest_change().unwrap();
        add(&mut store, &b);
        let later = store.changes_after(then, 10).unwrap();
        assert_eq!(later.len(), 1);
        assert_eq!((later[0].0, later[0].1.kind.as_str()), (store.latest_change().unwrap(), "updated"));
        let id = store.incidents(&Filter::default()).unwrap()[0].id.clone();
        let asked = store.summaries(&["nosuchid00".into(), id.clone()]).unwrap();
        assert_eq!(asked.into_iter().map(|s| s.id).collect::<Vec<_>>(), std::slice::from_ref(&id));
        store.reject(&id, "desk").unwrap();
        let mut all = Vec::new();
        store.all_summaries(|s, rejected| all.push((s.id, rejected))).unwrap();
        assert_eq!(all, [(id.clone(), true)]);
        assert_eq!(store.ids_with_text("second").unwrap(), std::slice::from_ref(&id));
        assert!(matches!(store.ids_with_text("\""), Err(StoreError::Search(_))));
        assert!(matches!(store.articles_with_text("\"", 5), Err(StoreError::Search(_))));
        assert_eq!(store.articles_with_text("text", 1).unwrap()[0].id, "b");
        let list = store.article_list(1, None).unwrap();
        assert_eq!(list[0].id, "b");
        assert_eq!(store.article_list(9, Some(list[0].seq)).unwrap().len(), 1);
        assert_eq!(store.tellings_of_article("b").unwrap(), [("i1".to_owned(), id)]);
        let kept = store.stored_article("a").unwrap().unwrap();
        assert_eq!(
            (kept.reader.as_str(), kept.received.as_slice(), kept.copy_of),
            ("test", b"as received".as_slice(), None)
        );
    });
}

#[test]
fn likely_duplicates_are_told_until_a_person_holds_them_apart() {
    on_both(|mut store| {
        let [a, b] = two();
        add(&mut store, &a);
        add(&mut store, &b);
        assert!(store.duplicates(9).unwrap().is_empty());
        // of two tellings of one article that fit as well, one joins
        let twice = [BOMB, Incident("explosion", "Wadi Safra", Some("2031-03-04"), Some(12), "Monitor")];
        add(&mut store, &record("c", "2031-03-06", "Three", "Third", &twice));
        let pairs = store.duplicates(9).unwrap();
        assert_eq!(pairs.len(), 1, "{pairs:?}");
        assert!(pairs[0].bits > 0.0 && pairs[0].why.because.contains("likelier"));
        assert_eq!(pairs[0].told_apart_by, ["c"]);
        let id = store.incidents(&Filter::default()).unwrap().into_iter().find(|s| s.articles.len() == 3).unwrap().id;
        store.split(&id, &["a#c1".into()], "desk").unwrap();
        let left = store.duplicates(9).unwrap();
        assert!(left.iter().all(|p| !p.why.because.starts_with("a and b")), "{left:?}");
    });
}

#[test]
fn what_a_person_said_of_an_article_is_kept() {
    on_both(|mut store| {
        let given = Given { published: Some("2031-03-04".parse().unwrap()), language: None };
        let [a, b] = two();
        store.add_given(Incoming { record: a, received: b"", reader: "test" }, &given).unwrap();
        add(&mut store, &b);
        assert_eq!(store.stored_article("a").unwrap().unwrap().given, Some(given));
        assert_eq!(store.stored_article("b").unwrap().unwrap().given, Some(Given::default()));
        store.db.transaction(|tx| tx.run("UPDATE article SET given = NULL", &[])).unwrap();
        assert_eq!(store.stored_article("a").unwrap().unwrap().given, None);
    });
}

#[test]
fn accounts_and_sessions_are_kept_as_hashes_and_end_when_they_should() {
    on_both(|mut store| {
        let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(1);
        store.add_account("ada", "$hash", "reviewer").unwrap();
        assert!(matches!(store.add_account("ada", "$other", "admin"), Err(StoreError::AccountExists(_))));
        assert!(matches!(store.set_password("bob", "$x"), Err(StoreError::NoAccount(_))));
        assert!(matches!(store.open_session("t0", "bob", "c", soon), Err(StoreError::NoAccount(_))));
        store.open_session("t1", "ada", "csrf", soon).unwrap();
        let session = store.session("t1").unwrap().unwrap();
        assert_eq!((session.account.role.as_str(), session.csrf.as_str()), ("reviewer", "csrf"));
        assert!(store.session("t2").unwrap().is_none());
        store.open_session("t3", "ada", "csrf", jiff::Timestamp::UNIX_EPOCH).unwrap();
        assert!(store.session("t3").unwrap().is_none(), "it has expired");
        store.forget_expired().unwrap();
        store.set_role("ada", "admin").unwrap();
        assert_eq!(store.session("t1").unwrap().unwrap().account.role, "admin");
        store.close_session("t1").unwrap();
        assert!(store.session("t1").unwrap().is_none());
        store.open_session("t4", "ada", "csrf", soon).unwrap();
        store.disable_account("ada", true).unwrap();
        assert!(store.session("t4").unwrap().is_none());
        assert!(matches!(store.open_session("t5", "ada", "c", soon), Err(StoreError::NoAccount(_))));
        store.disable_account("ada", false).unwrap();
        store.set_password("ada", "$new").unwrap();
        assert_eq!(store.account("ada").unwrap().unwrap().password, "$new");
        assert_eq!(store.accounts().unwrap().len(), 1);
    });
}

#[test]
fn what_another_program_decides_or_reads_anew_is_heeded_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let (mut one, mut two_) = (Store::create(&path).unwrap(), Store::open(&path).unwrap());
    let [a, b] = two();
    add(&mut one, &a);
    let id = two_.incidents(&Filter::default()).unwrap()[0].id.clone();
    one.confirm(&id, "desk").unwrap();
    two_.reject(&id, "chief").unwrap();
    one.undo(2, "desk").unwrap();
    assert_eq!(two_.incidents(&Filter::default()).unwrap()[0].grade, Grade::Confirmed);
    let moved = record(
        "a",
        "2031-03-04",
        "One",
        "First text",
        &[Incident("arrest", "Tell Karim", Some("2031-03-01"), None, "")],
    );
    one.reread("a", moved, "newer").unwrap();
    add(&mut two_, &b);
    assert_eq!(one.incidents(&Filter::default()).unwrap().len(), 2);
}

#[test]
fn reading_waits_for_no_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.db");
    let mut store = Store::create(&path).unwrap();
    add(&mut store, &two()[0]);
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; DELETE FROM setting").unwrap();
    let start = std::time::Instant::now();
    let mut reader = Store::open(&path).unwrap();
    assert_eq!(reader.incidents(&Filter::default()).unwrap().len(), 1);
    assert_eq!(store.incidents(&Filter::default()).unwrap().len(), 1);
    assert!(start.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn a_store_can_be_handed_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Store>();
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
        let mut pairs = crate::merge::pairs(&all);
        // the store does not compare what one article tells apart
        pairs.retain(|(a, b)| all[*a].key.article != all[*b].key.article);
        let found = crate::merge::groups(&model, &all, &pairs, &crate::merge::Constraints::default());
        let sorted = |groups: Vec<Vec<crate::merge::MentionKey>>| {
            let mut groups: Vec<_> = groups.into_iter().map(|mut g| { g.sort(); g }).collect();
            groups.sort();
            groups
        };
        let at_once = sorted(found.into_iter().map(|g| g.into_iter().map(|at| mentions[at].key.clone()).collect()).collect());
        prop_assert_eq!(sorted(store.groups().unwrap()), at_once);
    }
}
