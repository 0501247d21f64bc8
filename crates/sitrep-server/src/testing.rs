//! A board over a small ledger, asked without a port.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use jiff::{Timestamp, ToSpan};
use sitrep_ledger::store::{Incoming, Store};
use sitrep_record::Record;
use tower::ServiceExt;

/// The token of the one who is signed in, and the word that its forms carry.
pub const TOKEN: &str = "token";
pub const CSRF: &str = "word";

/// A board with its ledger.
pub struct Served {
    folder: tempfile::TempDir,
    app: Router,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Served {
    /// A board over a ledger that `fill` fills. Three accounts, `reader`, `reviewer` and `admin`, each with that role.
    pub fn with(fill: impl FnOnce(&mut Store)) -> Served {
        Self::at("127.0.0.1:0", false, fill)
    }

    /// The same, as if bound to an address.
    pub fn at(bind: &str, public_reading: bool, fill: impl FnOnce(&mut Store)) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut store = Store::create(&path).unwrap();
        for role in ["reader", "reviewer", "admin"] {
            store.add_account(role, "no hash", role).unwrap();
        }
        fill(&mut store);
        drop(store);
        let options = crate::Options { store: path, bind: bind.parse().unwrap(), public_reading, plain_http: false };
        let app = crate::app::for_tests(&options).unwrap();
        Served { folder, app }
    }

    pub fn store(&self) -> Store {
        Store::open(&self.folder.path().join("ledger.db")).unwrap()
    }

    /// Signs an account in, for so many seconds from now.
    pub fn sign_in(&self, name: &str, seconds: i64) {
        let expires = Timestamp::now() + seconds.seconds();
        let token = crate::account::token_hash(&format!("{TOKEN}-{name}"));
        self.store().open_session(&token, name, CSRF, expires).unwrap();
    }

    pub async fn get(&self, address: &str, who: Option<&str>) -> Answer {
        self.get_with(address, who, &[]).await
    }

    /// With other headers; `host` in place of ours.
    pub async fn get_with(&self, address: &str, who: Option<&str>, more: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(address);
        if more.iter().all(|(name, _)| *name != "host") {
            request = request.header(header::HOST, "127.0.0.1");
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        if let Some(who) = who {
            request = request.header(header::COOKIE, format!("sitrep={TOKEN}-{who}"));
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, address: &str, who: Option<&str>, body: &str, more: &[(&str, &str)]) -> Answer {
        let mut request = Request::post(address)
            .header(header::HOST, "127.0.0.1")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(who) = who {
            request = request.header(header::COOKIE, format!("sitrep={TOKEN}-{who}"));
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response: Response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

/// A record from the JSON of its telling parts: what it leaves out is empty.
pub fn record(mut given: serde_json::Value) -> Record {
    let empty = serde_json::json!({"id": "a", "title": null, "outlet": null, "published": null, "language": "en", "credits": [],
        "text": "", "claims": [], "incidents": [], "responsibility": [], "accords": []});
    for (key, value) in empty.as_object().unwrap() {
        given.as_object_mut().unwrap().entry(key).or_insert(value.clone());
    }
    serde_json::from_value(given).unwrap()
}

pub fn add(store: &mut Store, record: Record) {
    store.add(Incoming { record, received: b"<p>as received</p>", reader: "test" }).unwrap();
}

/// A record of one incident with one claim.
pub fn telling(id: &str, place: &str, killed: u64, source: &str) -> Record {
    let text =
        format!("A shell hit the market of {place} on Sunday. {source} said that {killed} people were killed there.");
    let start = text.find("that").unwrap();
    let end = text.find("killed").unwrap() + 6;
    // another place lies elsewhere
    let lat = 30.0 + f64::from(place.bytes().map(u32::from).sum::<u32>() % 10);
    record(serde_json::json!({
        "id": id, "title": format!("Shell hits {place}"), "outlet": format!("Outlet {id}"), "published": "2031-03-04", "text": text,
        "claims": [{"id": "c1", "effect": "killed", "count": {"low": killed, "high": killed, "bound": "exact", "term": null},
            "victims": {"text": "people", "status": "unspecified", "group": null}, "sources": [{"name": source, "kind": "medic"}],
            "scope": "incident", "parent": null, "parts": [], "incident": "i1", "polarity": "asserted",
            "evidence": {"start": start, "end": end}, "confidence": 0.9}],
        "incidents": [{"id": "i1", "type": "shelling", "method": "shell", "place": {"name": place, "within": [], "admin1": format!("{place} province"), "country": "SY",
            "lat": lat, "lon": 36.7, "precision": "city"}, "date": {"from": "2031-03-02", "to": "2031-03-02"},
            "perpetrators": [], "targets": [], "evidence": {"start": 0, "end": 20}}]
    }))
}
