//! What may befall a ledger: a kill, two writers, a full disk, a read-only file, a newer version. Nothing is lost, and a line says
//! what to do.

#![cfg(unix)]

mod desk;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};

use desk::{Desk, record, records};

/// Kills the program again and again while it adds, lets it go on, and compares with an undisturbed run.
fn kill_and_go_on(desk: &Desk, times: u32, longest: u64) {
    let records = records(150);
    let calm = Desk::new();
    calm.add(&records);
    let path = desk.write("all.jsonl", &records);
    let mut state = 0x5eed_u64;
    let mut killed = 0;
    for _ in 0..times {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let mut child =
            desk.command(&["add", "--records", &path]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(5 + state % longest));
        // SIGKILL: the program has no say
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());
    }
    desk.good(&["add", "--records", &path]);
    assert!(killed > 0, "no run was cut short");
    assert_eq!(desk.dump(), calm.dump());
}

#[test]
fn a_killed_run_loses_nothing() {
    kill_and_go_on(&Desk::new(), 20, 120);
}

#[test]
fn a_killed_run_loses_nothing_on_a_server() {
    let Some(desk) = Desk::on_server() else { return };
    kill_and_go_on(&desk, 20, 250);
}

/// Two programs add at once, and end in the ledger of one.
fn two_at_once(desk: &Desk) {
    let records = records(120);
    let calm = Desk::new();
    calm.add(&records);
    let halves = [desk.write("one.jsonl", &records[..80]), desk.write("two.jsonl", &records[40..])];
    let children: Vec<_> = halves
        .iter()
        .map(|path| {
            let mut command = desk.command(&["add", "--records", path]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let mut added = 0;
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let out = String::from_utf8(output.stdout).unwrap();
        added += out.split(' ').next().unwrap().parse::<u32>().unwrap();
    }
    assert_eq!(added, 120, "an article was added twice, or lost");
    assert_eq!(desk.dump(), calm.dump());
}

#[test]
fn two_writers_at_once_wait_for_each_other() {
    two_at_once(&Desk::new());
}

#[test]
fn two_writers_at_once_wait_for_each_other_on_a_server() {
    let Some(desk) = Desk::on_server() else { return };
    two_at_once(&desk);
}

#[test]
fn a_ledger_is_the_same_on_a_server() {
    let Some(server) = Desk::on_server() else { return };
    let file = Desk::new();
    let records = records(30);
    for desk in [&server, &file] {
        desk.add(&records);
        let id = desk.ids().remove(0);
        desk.good(&["correct", &id, "killed", "5..7"]);
        desk.good(&["note", &id, "Rang the hospital"]);
        desk.good(&["undo", "2"]);
    }
    assert_eq!(server.dump(), file.dump());
    for args in [
        &["incidents", "--text", "\"people fell\" OR nothing -Karim"][..],
        &["incidents", "--near", "10.5,20.2", "--min", "3"],
        &["incidents", "--source", "monitor"],
        &["sources"],
        &["stats"],
        &["accords"],
    ] {
        assert_eq!(server.good(args), file.good(args), "{args:?}");
    }
    for id in file.ids() {
        // the moments of decisions differ
        let shown = |desk: &Desk| -> Vec<String> {
            let out = desk.good(&["incident", &id, "--why"]);
            out.lines().filter(|l| !l.contains("  desk: ")).map(str::to_owned).collect()
        };
        assert_eq!(shown(&server), shown(&file));
    }
}

/// A line on standard error, exit code 1, and these words in it.
fn refused(output: &std::process::Output, words: &str) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && err.contains(words) && err.lines().count() == 1, "{words}: {err}");
}

/// Runs the program as a user whom file modes bind: as root they bind nobody. Nothing if there is no way to.
fn as_user(desk: &Desk, args: &[&str]) -> Option<std::process::Output> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0);
    let mut command = match is_root {
        false => desk.command(args),
        true => {
            let program = desk.file("sitrep");
            if !program.exists() {
                // where the user may reach it; it is large, so that a second name for it is better than a copy
                if fs::hard_link(env!("CARGO_BIN_EXE_sitrep"), &program).is_err() {
                    fs::copy(env!("CARGO_BIN_EXE_sitrep"), &program).unwrap();
                }
                fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
            }
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program).args(args);
            desk.settings(&mut command);
            command
        }
    };
    let output = command.output().ok();
    if output.is_none() {
        eprintln!("skipped: no setpriv to give root's rights up with");
    }
    output
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_read_only_ledger_is_read_and_not_written() {
    let desk = Desk::new();
    desk.add(&[record("a", 4, "Wadi Safra", 12, "Governor")]);
    let id = desk.ids().remove(0);
    let before = desk.dump();
    let more = desk.write("more.jsonl", &[record("b", 5, "Tell Karim", 2, "Medics")]);
    let ledger = desk.file("ledger.db");
    // a file that may not be written in a folder that may; then the folder too
    for (file, folder) in [(0o444, 0o777), (0o444, 0o555), (0o644, 0o555)] {
        mode(&ledger, file);
        mode(desk.folder.path(), folder);
        let Some(read) = as_user(&desk, &["export", "--format", "json"]) else { break };
        assert!(read.status.success(), "{file:o} {folder:o}: {}", String::from_utf8_lossy(&read.stderr));
        assert!(before.starts_with(&*String::from_utf8_lossy(&read.stdout)));
        for args in [&["confirm", &id][..], &["add", "--records", &more]] {
            let output = as_user(&desk, args).unwrap();
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code() == Some(1) && err.contains("may not be written to"), "{args:?}: {err}");
        }
        mode(desk.folder.path(), 0o755);
    }
    mode(desk.folder.path(), 0o755);
    mode(&ledger, 0o644);
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_ledger_left_in_the_middle_of_something_says_so_where_it_cannot_be_settled() {
    let desk = Desk::new();
    desk.add(&[record("a", 4, "Wadi Safra", 12, "Governor")]);
    fs::write(desk.file("ledger.db-wal"), [1; 100]).unwrap();
    mode(&desk.file("ledger.db"), 0o444);
    mode(desk.folder.path(), 0o755);
    if as_user(&desk, &["--version"]).is_some() {
        mode(desk.folder.path(), 0o555);
        let output = as_user(&desk, &["incidents"]).unwrap();
        mode(desk.folder.path(), 0o755);
        refused(&output, "copy it with the files beside it");
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    let desk = Desk::new();
    // long articles, each of its own words
    let mut records = records(60);
    for (n, record) in records.iter_mut().enumerate() {
        let words: Vec<String> = (0..3000).map(|i| format!("w{n}x{i}")).collect();
        record["text"] = format!("{}\n{}", record["text"].as_str().unwrap(), words.join(" ")).into();
    }
    let path = desk.write("all.jsonl", &records);
    let small = desk.file("small");
    fs::create_dir(&small).unwrap();
    // a disk of its own, which only this command sees
    let disk = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", script]);
        command.env("SMALL", &small).env("SITREP", env!("CARGO_BIN_EXE_sitrep")).env("RECORDS", &path);
        desk.settings(&mut command);
        command.env("SITREP_STORE", small.join("ledger.db")).output()
    };
    let mount = r#"mount -t tmpfs -o size=2m tmpfs "$SMALL" || exit 99; "#;
    match disk(&format!("{mount} exit 0")) {
        Ok(output) if output.status.success() => {}
        _ => return eprintln!("skipped: no small disk can be made here (unshare, mount)"),
    }
    // full at first; then there is room, and the same command goes on where it stopped
    let script = r#"
        "$SITREP" add --records "$RECORDS" >"$0.first" 2>"$0.error"; echo "code $?"
        cat "$0.error"
        "$SITREP" stats | head -1
        mount -o remount,size=64m "$SMALL"
        "$SITREP" add --records "$RECORDS"
        "$SITREP" export --format json"#;
    let script = script.replace("$0", desk.file("run").to_str().unwrap());
    let output = disk(&format!("{mount}{script}")).unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "code 1", "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        lines[1].contains("the disk is full; nothing was lost, make room and run the same command again"),
        "{said}"
    );
    let kept: u32 = lines[2].split(' ').next().unwrap().parse().unwrap();
    assert!((1..60).contains(&kept), "{said}");
    let added: u32 = lines[3].split(' ').next().unwrap().parse().unwrap();
    assert_eq!(kept + added, 60, "{said}");
    let calm = Desk::new();
    calm.add(&records);
    assert_eq!(lines[4..].join("\n"), calm.good(&["export", "--format", "json"]).trim_end());
}

#[test]
fn a_ledger_of_a_newer_version_is_left_alone() {
    let desk = Desk::new();
    desk.add(&[record("a", 4, "Wadi Safra", 12, "Governor")]);
    // the version stands in the head of the file, most significant byte first
    let mut bytes = fs::read(&desk.store).unwrap();
    bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
    fs::write(&desk.store, &bytes).unwrap();
    for args in [&["incidents"][..], &["add", "--records", "/dev/null"], &["stats"]] {
        refused(&desk.command(args).output().unwrap(), "the store has version 999");
    }
    assert_eq!(fs::read(&desk.store).unwrap(), bytes);
}

#[test]
fn other_files_are_no_ledgers() {
    let desk = Desk::new();
    fs::write(&desk.store, "my notes, which are no ledger and shall not become one; they are long enough to be read")
        .unwrap();
    refused(&desk.command(&["incidents"]).output().unwrap(), "is no Sitrep store");
    refused(&desk.command(&["add", "--records", "/dev/null"]).output().unwrap(), "is no Sitrep store");
    let folder = desk.folder.path().to_str().unwrap().to_owned();
    refused(&desk.command(&["incidents", "--store", &folder]).output().unwrap(), "cannot open the store");
}
