//! Reading a ledger again keeps what a person said of an article.

mod common;

use std::process::Output;

#[test]
fn a_date_that_was_given_by_hand_is_kept() {
    let Some(models) = common::models() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let page = |day: Option<&str>, killed: u32| {
        let meta = day.map(|d| format!("<meta property=\"article:published_time\" content=\"{d}T08:00:00Z\">"));
        let meta = meta.unwrap_or_default();
        format!(
            "<html lang=\"en\"><head><title>Bomb kills {killed} in Wadi Safra</title>{meta}</head>\
             <body><article><p>A car bomb killed {killed} people in the town of Wadi Safra on Monday, the governor said.</p>\
             <p>Rescuers searched the ruins of the market for hours, and shops stayed closed.</p></article></body></html>"
        )
    };
    std::fs::write(file("given.html"), page(None, 12)).unwrap();
    std::fs::write(file("told.html"), page(Some("2031-03-05"), 14)).unwrap();
    let run = |args: &[&str]| -> Output {
        let output = common::command(&models, args).env("SITREP_STORE", file("ledger.db")).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    };
    run(&["add", &file("given.html"), "--published", "2031-03-10"]);
    run(&["add", &file("told.html")]);
    let days = || -> Vec<String> {
        let out = String::from_utf8(run(&["export", "--claims"]).stdout).unwrap();
        let mut rows = out.lines();
        let column = rows.next().unwrap().split(',').position(|c| c == "published").unwrap();
        let mut days: Vec<String> = rows.map(|row| row.split(',').nth(column).unwrap().to_owned()).collect();
        days.sort();
        days
    };
    let before = days();
    assert_eq!(before, ["2031-03-05", "2031-03-10"]);
    let said = String::from_utf8(run(&["reread"]).stdout).unwrap();
    assert_eq!(said, "2 read again, 0 kept as they were added, 0 failed\n");
    assert_eq!(days(), before);
}
