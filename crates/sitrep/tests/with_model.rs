//! The program with the English model: each test says `skipped` where there is none.

mod common;

use std::io::{BufRead, BufReader, Read, Write};

use std::process::Stdio;

use common::{Schema, json, models, run, start};

#[test]
fn a_text_is_shown_as_trees() {
    let Some(models) = models() else { return };
    let (code, out, err) = run(&models, &["parse", "-"], b"Five people were killed in Tal Barada. Why?\n");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("[Five CARDINAL] people were killed in "), "{out}");
    assert!(out.contains("╭─╴ Five") && out.contains("ROOT") && !out.contains('\u{1b}'), "{out}");
}

#[test]
fn a_text_is_told_in_json_and_conllu() {
    let Some(models) = models() else { return };
    let text = "\u{feff}Five people died.\n".as_bytes();
    let (code, out, _) = run(&models, &["parse", "--json", "-"], text);
    let doc = json(&out);
    assert_eq!(code, 0);
    assert_eq!(doc["text"], "Five people died.\n");
    assert_eq!((&doc["tokens"][2]["text"], &doc["tokens"][2]["lemma"]), (&"died".into(), &"die".into()));
    assert_eq!(doc["ents"][0]["label"], "CARDINAL");
    let (code, out, _) = run(&models, &["parse", "--conllu", "-"], text);
    assert_eq!(code, 0);
    assert!(out.starts_with("# sent_id = 1\n# text = Five people died.\n1\tFive\tfive\tNUM\tCD\t"), "{out}");
}

#[test]
fn an_empty_text_is_no_error() {
    let Some(models) = models() else { return };
    assert_eq!(run(&models, &["parse", "-"], b""), (0, String::new(), String::new()));
    assert_eq!(run(&models, &["parse", "--conllu", "-"], b"").0, 0);
    let (code, out, _) = run(&models, &["parse", "--json", "-"], b"");
    assert_eq!((code, json(&out)["tokens"].as_array().unwrap().len()), (0, 0));
}

#[test]
fn lines_are_parsed_in_order_and_bad_ones_named() {
    let Some(models) = models() else { return };
    let mut input = String::new();
    for i in 0..200 {
        // Long and short ones in turn, so that a later one would be done first.
        let text = "Five people died in Homs. ".repeat(if i % 2 == 0 { 20 } else { 1 });
        input.push_str(&format!("{{\"id\": \"n{i}\", \"text\": \"{text}\"}}\n"));
    }
    input.push_str("not json\n\n{\"id\": 7, \"text\": \"A number is an id too.\"}\n{\"id\": \"x\"}\n");
    let (code, out, err) = run(&models, &["parse", "--jsonl", "-"], input.as_bytes());
    assert_eq!(code, 3);
    assert!(err.contains("2 of 203 lines failed"), "{err}");
    let lines: Vec<_> = out.lines().map(json).collect();
    assert_eq!(lines.len(), 203);
    for (i, line) in lines[..200].iter().enumerate() {
        assert_eq!(line["id"], format!("n{i}"));
    }
    assert_eq!(lines[200]["line"], 201);
    assert_eq!(lines[201]["id"], "7");
    assert_eq!(lines[202]["line"], 204);
    assert!(lines[202]["error"].as_str().unwrap().contains("text"), "{}", lines[202]);
}

#[test]
fn answers_come_while_the_input_is_open() {
    let Some(models) = models() else { return };
    let mut child = start(&models, &["parse", "--jsonl", "-"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for i in 0..3 {
        writeln!(input, "{{\"id\": \"{i}\", \"text\": \"Five died.\"}}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(json(&line)["id"], i.to_string());
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let Some(models) = models() else { return };
    let mut child = start(&models, &["parse", "--jsonl", "-"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let feeder = std::thread::spawn(move || {
        let line = format!("{{\"text\": \"{}\"}}\n", "Five people died in Homs. ".repeat(50));
        (0..2000).all(|_| input.write_all(line.as_bytes()).is_ok())
    });
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    drop(output);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{err}");
    assert_eq!(err, "");
    assert!(!feeder.join().unwrap(), "all was read though nobody listened");
}

#[test]
fn the_examples_are_read_and_fit_the_schema() {
    let Some(models) = models() else { return };
    let schema = Schema::of(&models);
    let (code, out, err) = run(&models, &["read", "--jsonl", "examples/articles.jsonl"], b"");
    assert_eq!(code, 0, "{err}");
    let mut claims = 0;
    for line in out.lines() {
        let record = json(line);
        schema.check(&record);
        claims += record["claims"].as_array().unwrap().len();
    }
    assert!(claims > 100, "only {claims} claims in all examples");
}

#[test]
fn articles_of_all_kinds_are_read() {
    let Some(models) = models() else { return };
    let demo =
        ["examples/demo/tripoli-blasts.html", "examples/demo/tripoli-wire.txt", "examples/demo/tripoli-update.json"];
    let mut args = vec!["read", "--json"];
    args.extend(demo);
    let (code, out, err) = run(&models, &args, b"");
    assert_eq!((code, out.lines().count()), (0, 3), "{err}");
    let (code, out, _) = run(&models, &["read", "--quote", demo[2]], b"");
    assert!(code == 0 && out.contains("Tolls") && out.contains('⟦'), "{out}");
    let (code, out, err) = run(&models, &["read", "--json", demo[2], "no-such-file"], b"");
    assert_eq!((code, out.lines().count()), (3, 1));
    assert!(err.contains("no-such-file") && err.lines().count() == 1, "{err}");
}

#[test]
fn what_cannot_be_read_is_told() {
    let Some(models) = models() else { return };
    let french = "Au moins dix-sept personnes ont été tuées mardi matin lorsqu'un obus est tombé sur le marché de la ville, \
                  a annoncé le maire. Parmi les victimes figurent quatre enfants et une infirmière.";
    let (code, out, err) = run(&models, &["read", "-"], french.as_bytes());
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("standard input") && err.contains("\"fr\"") && err.contains("--language en"), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    let (code, out, err) = run(&models, &["read", "-"], "Пять человек погибли в городе.".as_bytes());
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("Latin") && err.lines().count() == 1, "{err}");
    let (code, _, err) = run(&models, &["read", "-"], b"  \n");
    assert!(code == 1 && err.contains("empty"), "{err}");
    let (code, _, err) = run(&models, &["read", "-"], b"\x89PNG\r\n\x1a\n\0\0\0");
    assert!(code == 1 && err.contains("not text"), "{err}");
    let (code, _, err) = run(&models, &["read", "https://news.example/raid"], b"");
    assert!(code == 1 && err.contains("--offline"), "{err}");
    let (code, _, err) = run(&models, &["read", "http://127.0.0.1:9/raid"], b"");
    assert!(code == 1 && err.contains("--offline"), "{err}");
    let (code, _, err) = run(&models, &["read", "--published", "yesterday", "-"], b"");
    assert!(code == 2 && err.contains("yesterday"), "{err}");
    let lines = "{\"id\": \"a\", \"text\": \"Five people died in Homs on Sunday, a doctor said.\"}\n[1]\n{\"id\": \"b\", \"text\": 3}\n";
    let (code, out, _) = run(&models, &["read", "--jsonl", "-"], lines.as_bytes());
    let lines: Vec<_> = out.lines().map(json).collect();
    assert_eq!(code, 3);
    assert_eq!(lines[0]["id"], "a");
    assert!(lines[0]["notes"].as_array().unwrap().iter().any(|n| n["code"] == "undated"), "{}", lines[0]);
    assert_eq!((&lines[1]["line"], &lines[2]["line"]), (&2.into(), &3.into()));
}

#[test]
fn days_are_resolved_against_the_day_of_publication() {
    let Some(models) = models() else { return };
    let text = b"Five people were killed in Homs on Sunday when a shell hit a market, a doctor said.";
    let (code, out, err) = run(&models, &["read", "--json", "--published", "2016-02-23", "-"], text);
    assert_eq!((code, err.as_str()), (0, ""));
    let record = json(&out);
    assert_eq!(record["published"], "2016-02-23");
    assert_eq!(record["incidents"][0]["date"]["from"], "2016-02-21");
    let record = json(&run(&models, &["read", "--json", "-"], text).1);
    assert_eq!(record["incidents"][0]["date"]["from"], serde_json::Value::Null);
    assert!(record["notes"].as_array().unwrap().iter().any(|n| n["code"] == "undated"), "{record}");
}

#[test]
fn a_page_is_fetched_from_its_address() {
    let Some(models) = models() else { return };
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/raid", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let page = "<html><head><title>Shell hits market</title></head><body><article><p>Five people were killed in Homs on Sunday when a \
                        shell hit a market, a doctor said.</p></article></body></html>";
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n";
            let _ = write!(stream, "{head}Content-Length: {}\r\n\r\n{page}", page.len());
        }
    });
    let online = |args: &[&str]| {
        let mut command = common::command(&models, args);
        let output = command.env_remove("SITREP_OFFLINE").stdin(Stdio::null()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let (code, out, err) = online(&["read", "--json", "--allow-private", &address]);
    assert_eq!((code, err.as_str()), (0, ""));
    let record = json(&out);
    assert_eq!((&record["url"], &record["claims"][0]["count"]["low"]), (&address.as_str().into(), &5.into()));
    let (code, _, err) = online(&["read", &address]);
    assert!(code == 1 && err.contains("private address"), "{err}");
}

#[test]
fn colours_are_only_where_they_are_wanted() {
    let Some(models) = models() else { return };
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = common::command(&models, &["read", "--quote", "examples/demo/tripoli-update.json"]);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).stdin(Stdio::null()).output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "no progress bar and nothing else to say");
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(!coloured(&[]), "a pipe gets no colours");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
}

/// The example of `docs/adding-words.md` works as it says.
#[test]
fn own_words_are_read() {
    let Some(models) = models() else { return };
    let guide = include_str!("../../../docs/adding-words.md");
    let words = guide.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("weapons.toml"), words).unwrap();
    let own = folder.path().to_str().unwrap();
    let text = b"Five people were killed in Homs on Sunday when a thermobaric rocket hit a market, a doctor said.";
    let (code, out, err) = run(&models, &["read", "--json", "--lexicon", own, "-"], text);
    assert_eq!(code, 0, "{err}");
    assert_eq!(json(&out)["incidents"][0]["method"], "thermobaric rocket");
    std::fs::write(folder.path().join("weapons.toml"), "[[weapons]]\nword = 'x'\n").unwrap();
    let (code, _, err) = run(&models, &["read", "--json", "--lexicon", own, "-"], text);
    assert!(code == 1 && err.contains("weapons.toml:1") && err.contains("use one of: weapon"), "{err}");
}
