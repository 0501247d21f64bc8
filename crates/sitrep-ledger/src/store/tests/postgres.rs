//! What is special to a server.

use std::path::Path;

use super::fresh::{Fresh, Schema};
use proptest::strategy::ValueTree;

use super::*;
use crate::store::{Refusal, StoreError};

fn open(address: &str) -> Result<Store> {
    Store::open(Path::new(address))
}

fn refusal(error: StoreError) -> Refusal {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("hush"), "a password is shown: {shown}");
    match error {
        StoreError::Server { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

/// All that can be told of a ledger, but the times.
fn told(store: &mut Store) -> String {
    let mut all = dump(store);
    for one in store.incidents(&Filter { rejected: true, ..Filter::default() }).unwrap() {
        let members: Vec<_> = store.members(&one.id).unwrap().into_iter().map(|m| (m.id, m.incident, m.why)).collect();
        all.push_str(&format!("{members:?}{:?}", store.checks(&one.id).unwrap()));
    }
    let changes: Vec<_> = store.changes("2000").unwrap().into_iter().map(|c| (c.kind, c.incident, c.became)).collect();
    let pairs = store.duplicates(100).unwrap();
    let sources = store.sources().unwrap();
    let list: Vec<_> = store.article_list(100, None).unwrap().into_iter().map(|a| (a.seq, a.id, a.copy_of)).collect();
    format!("{all}{changes:?}{pairs:?}{sources:?}{:?}{list:?}{:?}", store.stats().unwrap(), store.accords().unwrap())
}

#[test]
fn both_databases_make_the_same_ledger() {
    let Some(_) = Schema::new() else { return };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..12 {
        let records = any_records().new_tree(&mut runner).unwrap().current();
        let (mut sqlite, mut postgres) = (Fresh::sqlite(), Fresh::postgres().unwrap());
        for store in [&mut sqlite, &mut postgres] {
            records.iter().for_each(|r| drop(add(store, r)));
            let ids: Vec<String> = store.incidents(&Filter::default()).unwrap().into_iter().map(|s| s.id).collect();
            if let [first, second, ..] = ids.as_slice() {
                store.note(first, "seen", "desk").unwrap();
                store.merge(first, second, "desk").unwrap();
                store.undo(2, "desk").unwrap();
            }
            let again = Record { text: "wholly new".into(), ..records[0].clone() };
            store.reread("r0", again, "newer").unwrap();
        }
        assert_eq!(told(&mut postgres), told(&mut sqlite));
    }
}

#[test]
fn two_writers_at_once_end_in_the_ledger_of_one() {
    let Some(schema) = Schema::new() else { return };
    drop(Store::create(Path::new(&schema.address)).unwrap());
    let records: Vec<Record> = (0..40)
        .map(|n| {
            record(
                &format!("w{n:02}"),
                "2031-03-04",
                "One",
                &format!("Text {n}"),
                &[Incident(BOMB.0, BOMB.1, BOMB.2, Some(n % 7), BOMB.4)],
            )
        })
        .collect();
    std::thread::scope(|scope| {
        for half in records.chunks(20) {
            scope.spawn(|| {
                let mut store = Store::create(Path::new(&schema.address)).unwrap();
                half.iter().for_each(|r| drop(add(&mut store, r)));
            });
        }
    });
    let mut one = Store::in_memory().unwrap();
    records.iter().for_each(|r| drop(add(&mut one, r)));
    assert_eq!(dump(&mut open(&schema.address).unwrap()), dump(&mut one));
}

#[test]
fn two_programs_may_make_a_store_at_once() {
    let Some(schema) = Schema::new() else { return };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| drop(Store::create(Path::new(&schema.address)).unwrap()));
        }
    });
    assert_eq!(open(&schema.address).unwrap().stats().unwrap().articles, 0);
}

#[test]
fn servers_that_do_not_do_what_is_asked_are_told_apart() {
    let Some(schema) = Schema::new() else { return };
    let at = schema.server.split_once('@').unwrap().1.to_owned();
    let host = at.split_once('/').unwrap().0;
    assert_eq!(refusal(open("postgres://ada:hush@127.0.0.1:1/war").err().unwrap()), Refusal::NoAnswer);
    let none = refusal(open(&format!("postgres://sitrep:hush@{host}/nosuch")).err().unwrap());
    assert_eq!(none, Refusal::NoDatabase);
    let tls = refusal(open(&format!("{}?sslmode=require", schema.server)).err().unwrap());
    assert_eq!(tls, Refusal::Tls);
    let _ = schema.try_run("CREATE ROLE locked LOGIN PASSWORD 'right'");
    let wrong = refusal(open(&format!("postgres://locked:hush@{at}")).err().unwrap());
    assert_eq!(wrong, Refusal::Password);
    let unasked = refusal(open(&format!("postgres://locked@{at}")).err().unwrap());
    assert_eq!(unasked, Refusal::Password);
    let address = open("postgres://ada:hush@db:port/war").err().unwrap();
    assert!(matches!(address, StoreError::Address(_)) && !format!("{address:?}").contains("hush"));
    assert!(matches!(open(&schema.address), Err(StoreError::Missing(_))));
    schema.run("CREATE TABLE mine (x INT)");
    assert!(matches!(Store::create(Path::new(&schema.address)), Err(StoreError::NotAStore(_))));
}

#[test]
fn a_user_who_may_only_read_reads_and_is_told_so_else() {
    let Some(schema) = Schema::new() else { return };
    let mut store = Store::create(Path::new(&schema.address)).unwrap();
    add(&mut store, &two()[0]);
    let reader = format!("reader_{}", schema.name);
    schema.run(&format!(
        "CREATE ROLE {reader} LOGIN; GRANT USAGE ON SCHEMA {0} TO {reader}; GRANT SELECT ON ALL TABLES IN SCHEMA {0} TO {reader}",
        schema.name
    ));
    let address = schema.address.replace("sitrep@", &format!("{reader}@"));
    let stranger = schema.address.replace("sitrep@", "stranger@");
    let _ = schema.try_run("CREATE ROLE stranger LOGIN");
    schema.run(&format!("GRANT USAGE ON SCHEMA {} TO stranger", schema.name));
    assert_eq!(refusal(open(&stranger).err().unwrap()), Refusal::Denied);
    let mut reading = open(&address).unwrap();
    assert_eq!(reading.incidents(&Filter::default()).unwrap().len(), 1);
    let id = reading.incidents(&Filter::default()).unwrap()[0].id.clone();
    assert_eq!(refusal(reading.note(&id, "seen", "x").unwrap_err()), Refusal::Denied);
    let incoming = Incoming { record: two()[1].clone(), received: b"", reader: "test" };
    assert_eq!(refusal(reading.add(incoming).unwrap_err()), Refusal::Denied);
    drop(reading);
    let fixed = format!("{}%20-cdefault_transaction_read_only%3Don", schema.address);
    assert_eq!(open(&fixed).unwrap().stats().unwrap().articles, 1);
    schema.run(&format!("DROP OWNED BY {reader}; DROP ROLE {reader}"));
}

#[test]
fn a_line_that_is_cut_loses_nothing_and_is_taken_up_again() {
    let Some(schema) = Schema::new() else { return };
    let address = format!("{}&application_name={}", schema.address, schema.name);
    let mut store = Store::create(Path::new(&address)).unwrap();
    add(&mut store, &two()[0]);
    let cut = || {
        schema.run(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{}'",
            schema.name
        ));
    };
    // in the middle of an addition
    let done = store.db.transaction(|tx| {
        tx.run("UPDATE article SET reader = 'half done'", &[])?;
        cut();
        tx.run("UPDATE article SET reader = 'half done'", &[])
    });
    assert_eq!(refusal(done.unwrap_err()), Refusal::Gone);
    assert_eq!(store.stored_article("a").unwrap().unwrap().reader, "test");
    add(&mut store, &two()[1]);
    assert_eq!(store.stats().unwrap().articles, 2);
}

#[test]
fn a_newer_store_and_edited_migrations_are_refused() {
    let Some(schema) = Schema::new() else { return };
    let mut store = Store::create(Path::new(&schema.address)).unwrap();
    add(&mut store, &two()[0]);
    let id = store.incidents(&Filter::default()).unwrap()[0].id.clone();
    store.note(&id, "seen", "desk").unwrap();
    for sql in ["DELETE FROM decision", "UPDATE decision SET who = 'x'", "TRUNCATE decision"] {
        assert!(schema.try_run(sql).is_err(), "{sql}");
    }
    schema.run("INSERT INTO migration VALUES (999, 'x')");
    assert!(matches!(open(&schema.address), Err(StoreError::Newer { found: 999, .. })));
    schema.run("DELETE FROM migration WHERE version = 999; UPDATE migration SET checksum = 'x' WHERE version = 1");
    assert!(matches!(open(&schema.address), Err(StoreError::Edited(1))));
}

#[test]
fn a_transaction_that_panics_is_undone() {
    let Some(schema) = Schema::new() else { return };
    let mut store = Store::create(Path::new(&schema.address)).unwrap();
    add(&mut store, &two()[0]);
    let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Result<()> = store.db.transaction(|tx| {
            tx.run("UPDATE article SET reader = 'half done'", &[])?;
            panic!("on purpose")
        });
    }));
    assert!(died.is_err());
    add(&mut store, &two()[1]);
    assert_eq!(store.stored_article("a").unwrap().unwrap().reader, "test");
}
