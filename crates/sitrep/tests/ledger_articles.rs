//! Articles become a ledger, from the words on: each test says `skipped` where there is no English model.

mod common;

use std::path::{Path, PathBuf};

use common::{json, models, run};
use serde_json::Value;

/// A ledger made of articles.
struct Ledger {
    folder: tempfile::TempDir,
    models: PathBuf,
}

impl Ledger {
    fn of(models: PathBuf, articles: &[&str], more: &[&str]) -> Ledger {
        let ledger = Ledger { folder: tempfile::tempdir().unwrap(), models };
        let args: Vec<&str> = ["add"].iter().chain(articles).chain(more).copied().collect();
        let said = ledger.run(&args);
        assert!(said.contains(", 0 failed"), "{said}");
        ledger
    }

    fn run(&self, args: &[&str]) -> String {
        let store = self.folder.path().join("ledger.db");
        let args: Vec<&str> = args.iter().copied().chain(["--store", store.to_str().unwrap()]).collect();
        let (code, out, err) = run(&self.models, &args, b"");
        assert_eq!(code, 0, "{args:?}: {err}");
        out
    }

    fn all(&self, what: &str) -> Vec<Value> {
        self.run(&[what, "--json"]).lines().map(json).collect()
    }

    fn accords(&self) -> Vec<Value> {
        self.all("accords").into_iter().map(|a| a["accord"].clone()).collect()
    }

    /// The only incident whose place has this in its name.
    fn at(&self, place: &str) -> Value {
        let all = self.all("incidents");
        let found: Vec<&Value> =
            all.iter().filter(|i| i["place"]["name"].as_str().is_some_and(|n| n.contains(place))).collect();
        assert_eq!(found.len(), 1, "{place}: {found:#?}");
        found[0].clone()
    }
}

/// Each source's figure now, as `47` or `59+`.
fn figures(incident: &Value, effect: &str) -> Vec<String> {
    let toll = incident["tolls"].as_array().unwrap().iter().find(|t| t["effect"] == effect).unwrap();
    let source = |s: &Value| {
        let count = &s["latest"]["count"];
        let more = if count["high"].is_null() { "+" } else { "" };
        format!("{} {}{more}", s["authority"]["name"].as_str().unwrap(), count["low"])
    };
    toll["sources"].as_array().unwrap().iter().map(source).collect()
}

fn stages(accord: &Value) -> Vec<&str> {
    accord["stages"].as_array().unwrap().iter().map(|s| s["stage"].as_str().unwrap()).collect()
}

#[test]
fn two_cities_on_one_day_are_two_incidents_with_one_sum() {
    let Some(models) = models() else { return };
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/seed/article.txt");
    let Some(seed) = seed.to_str().filter(|_| seed.exists()) else {
        eprintln!("skipped: no seed article");
        return;
    };
    let published = ["--published", "2016-02-21"];
    let alone = Ledger::of(models.clone(), &[seed], &published);
    let sum = alone.run(&["incident", alone.at("Zahra")["id"].as_str().unwrap()]);
    for words in ["the sum is 141+", "to 146+: both can be true", "59+ (Syrian", "Syrian state television 87+"] {
        assert!(sum.contains(words), "{words} in {sum}");
    }

    let own = "crates/sitrep/tests/fixtures/two-cities";
    let (wire, next) = (format!("{own}/wire.txt"), format!("{own}/next-day.json"));
    let ledger = Ledger::of(models, &[seed, &wire, &next], &published);
    let (homs, damascus) = (ledger.at("Zahra"), ledger.at("Zeinab"));
    for incident in [&homs, &damascus] {
        assert_eq!(incident["articles"].as_array().unwrap().len(), 3);
        assert_eq!((&incident["date"]["from"], &incident["date"]["to"]), (&"2016-02-21".into(), &"2016-02-21".into()));
        assert_eq!(incident["perpetrators"], serde_json::json!(["Islamic State"]));
        assert_eq!(incident["grade"], "contested");
    }
    assert_eq!(figures(&homs, "killed"), ["Homs governor 46", "Syrian Observatory for Human Rights 64"]);
    assert_eq!(
        figures(&damascus, "killed"),
        ["Syrian Interior Ministry 50", "Syrian Observatory for Human Rights 83", "Syrian state television 97"]
    );
    // what the Observatory said before, in the article of the day and in the wire's
    let shown = ledger.run(&["incident", homs["id"].as_str().unwrap()]);
    assert!(
        shown.contains("64  Syrian Observatory for Human Rights (2016-02-22, two-cities-next-day#c1); before: 59+"),
        "{shown}"
    );
    assert!(shown.contains("the sum is 141+, its parts add to 96–161: both can be true"), "{shown}");

    let accords = ledger.accords();
    let deal = accords.iter().find(|a| stages(a).contains(&"provisional")).expect("the provisional agreement");
    assert_eq!(stages(deal), ["provisional", "provisional", "agreed"], "{deal:#}");
    assert_eq!((&deal["effective_from"], &deal["stage"]), (&"2016-02-27".into(), &"agreed".into()));
    assert!(deal["parties"].as_array().unwrap().contains(&"Russia".into()), "{deal:#}");
}

#[test]
fn the_articles_of_the_demonstration_show_what_they_are_for() {
    let Some(models) = models() else { return };
    let ledger = Ledger::of(models, &["examples/board/articles"], &[]);
    assert!(ledger.run(&["add", "examples/board/articles"]).starts_with("0 added"));
    // a rising toll by one source beside others, a copy that counts for nothing, and a sum
    let market = ledger.at("Sheikh Othman");
    assert_eq!(market["articles"].as_array().unwrap().len(), 7);
    assert_eq!((&market["grade"], &market["perpetrators"][0]), (&"contested".into(), &"Islamic State".into()));
    let shown = ledger.run(&["incident", market["id"].as_str().unwrap()]);
    for words in ["74  Aden health office", "before: 68, 41+", "Yemeni security directorate (2021-11-06", "before: 36"]
    {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    assert!(!shown.contains("Bay Courier (") && shown.contains("Bay Courier  Market bombing"), "{shown}");
    assert!(shown.contains("the sum is 121+"), "{shown}");
    let recruits = ledger.at("Mukalla");
    assert_eq!(figures(&recruits, "killed"), ["Hadramawt governor 49", "military source 47"]);
    // a strike that one side is accused of and denies, with three counts
    let hospital = ledger.at("Bayt al-Faqih");
    assert_eq!(
        figures(&hospital, "killed"),
        ["Tihama Relief Network 19+", "United Nations 23", "Yemeni Health Ministry 34"]
    );
    assert_eq!(hospital["contests"].as_array().unwrap().len(), 1, "{hospital:#}");
    // one truce, from the call for it to its extension, and what broke it
    let accords = ledger.accords();
    assert_eq!(accords.len(), 1, "{accords:#?}");
    for stage in ["called_for", "agreed", "in_effect", "violated", "extended"] {
        assert!(stages(&accords[0]).contains(&stage), "{stage}");
    }
    let listed = ledger.run(&["accords"]);
    let violations = listed.split("reported violations: ").nth(1).unwrap();
    assert!(violations.starts_with('2') && violations.contains("airstrike at Taiz"), "{listed}");
    // every incident comes out on a map
    for incident in ledger.all("incidents") {
        assert!(incident["place"]["lat"].is_f64() && incident["place"]["country"] == "YE", "{incident:#}");
    }
}

#[test]
fn the_dead_of_both_sides_stand_beside_each_other() {
    let Some(models) = models() else { return };
    let folder = tempfile::tempdir().unwrap();
    let article = |name: &str, text: &str| {
        let path = folder.path().join(name);
        let article = serde_json::json!({"id": name, "source": name, "published": "2021-11-09", "text": text});
        std::fs::write(&path, article.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let army = article(
        "army.json",
        "Yemeni troops killed 47 Houthi fighters in a battle for the town of Harib on Monday, the defence ministry said.",
    );
    let medic = article(
        "medic.json",
        "Eleven soldiers were killed in a battle with Houthi fighters in the Yemeni town of Harib on Monday, a medical source said.",
    );
    let ledger = Ledger::of(models, &[&army, &medic], &[]);
    let battle = ledger.at("Harib");
    let killed = &battle["tolls"][0];
    let groups: Vec<&Value> = killed["sources"].as_array().unwrap().iter().map(|s| &s["latest"]["group"]).collect();
    assert!(groups.contains(&&"Houthis".into()) && groups.contains(&&"Yemeni government".into()), "{killed:#}");
    assert_eq!((&killed["best"], &killed["contested"]), (&47.into(), &false.into()));
}
