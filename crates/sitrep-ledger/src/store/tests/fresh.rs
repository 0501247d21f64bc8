//! Empty stores in both databases.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::store::Store;

/// An empty store, gone when the test ends.
pub struct Fresh {
    store: Option<Store>,
    _schema: Option<Schema>,
}

impl Deref for Fresh {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store.as_ref().unwrap()
    }
}

impl DerefMut for Fresh {
    fn deref_mut(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }
}

impl Fresh {
    pub fn sqlite() -> Fresh {
        Fresh { store: Some(Store::in_memory().unwrap()), _schema: None }
    }

    pub fn postgres() -> Option<Fresh> {
        let schema = Schema::new()?;
        Some(Fresh { store: Some(Store::create(Path::new(&schema.address)).unwrap()), _schema: Some(schema) })
    }
}

/// Runs a test on both databases.
pub fn on_both(test: impl Fn(Fresh)) {
    eprintln!("on SQLite");
    test(Fresh::sqlite());
    if let Some(store) = Fresh::postgres() {
        eprintln!("on PostgreSQL");
        test(store);
    }
}

/// A schema of a test's own on the server.
pub struct Schema {
    /// The server's own address.
    pub server: String,
    /// An address that leads into the schema.
    pub address: String,
    /// Its name.
    pub name: String,
}

impl Schema {
    /// A new schema; none where there is no server for tests.
    pub fn new() -> Option<Schema> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("SITREP_TEST_POSTGRES") else {
            eprintln!("skipped: no PostgreSQL; `tools/postgres.sh cargo test` brings one");
            return None;
        };
        let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let address = format!("{server}?options=-csearch_path%3D{name}");
        let schema = Schema { server, address, name };
        schema.run(&format!("CREATE SCHEMA {}", schema.name));
        Some(schema)
    }

    /// Runs statements in the schema, past the store.
    pub fn run(&self, sql: &str) {
        self.try_run(sql).unwrap();
    }

    /// As [`Schema::run`], with what the server says.
    pub fn try_run(&self, sql: &str) -> Result<(), postgres::Error> {
        self.client().batch_execute(sql)
    }

    /// A connection of its own.
    pub fn client(&self) -> postgres::Client {
        postgres::Client::connect(&self.address, postgres::NoTls).unwrap()
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let _ = self.try_run(&format!("DROP SCHEMA {} CASCADE", self.name));
    }
}
