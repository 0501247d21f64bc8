//! `sitrep eval merge|claims`: how well incidents were merged and claims read, against what people annotated.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sitrep_ledger::eval::{ClaimScores, GoldArticle, MergeScores, Names, aligned, claim_scores, merge_scores};
use sitrep_ledger::merge::{Mention, MentionKey, Model, baseline};
use sitrep_ledger::read_record;
use sitrep_reader::Lexicon;
use sitrep_record::Record;

use super::StoreArgs;
use crate::exit::Outcome;
use crate::input::Source;
use crate::output::stdout;
use crate::pipeline::Choice;
use crate::reading::Readers;
use crate::render::safe;

/// What `sitrep eval` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Score how a ledger merged incidents, against groups made by people
    #[command(
        after_help = "Examples:\n  $ sitrep eval merge --store gold.db groups.json\n  $ sitrep eval merge --store war.db groups.json --gold gold.jsonl --articles articles.jsonl"
    )]
    Merge(MergeArgs),
    /// Score how claims are read, against annotated articles
    #[command(
        after_help = "Examples:\n  $ sitrep eval claims gold.jsonl articles.jsonl\n  $ sitrep eval claims gold.jsonl articles.jsonl --errors 20\n  $ sitrep eval claims gold.jsonl articles.jsonl --errors 20 --field sources\n  $ sitrep eval claims gold.jsonl articles.jsonl --records records.jsonl --json"
    )]
    Claims(ClaimsArgs),
}

#[derive(Debug, clap::Args)]
struct MergeArgs {
    /// The right groups: {"groups": [{"members": [["ARTICLE", "INCIDENT"], …]}]}.
    groups: PathBuf,

    #[command(flatten)]
    store: StoreArgs,

    /// Annotations of the articles, one a line: needed where the ledger holds what was read, whose incidents have other ids.
    #[arg(long, value_name = "FILE", requires = "articles")]
    gold: Option<PathBuf>,

    /// The texts that were annotated, one article a line.
    #[arg(long, value_name = "FILE")]
    articles: Option<PathBuf>,

    /// Print all figures as JSON, with each false and missed merge.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct ClaimsArgs {
    /// Annotations, one article a line.
    gold: PathBuf,

    /// The articles, one a line.
    articles: PathBuf,

    /// Score these records, one a line, instead of reading the articles.
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,

    /// Print so many of the things that were read otherwise than annotated, each with its words.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,

    /// Of the errors, only those of this field: missed, spurious, bound, status, scope, sources, place, admin1, date, type,
    /// perpetrator, responsibility, accord.
    #[arg(long, value_name = "FIELD")]
    field: Option<String>,

    /// Print all figures and errors as JSON.
    #[arg(long)]
    json: bool,
}

/// Scores.
///
/// # Errors
/// If a file or the ledger cannot be read.
pub fn run(args: &Args, offline: bool) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Merge(args) => merge(args),
        Command::Claims(args) => claims(args, offline),
    }
}

fn lines<T>(path: &Path, parse: impl Fn(&str) -> serde_json::Result<T>) -> anyhow::Result<Vec<T>> {
    let text = Source::new(path).text()?;
    let numbered = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    numbered.map(|(n, line)| parse(line).with_context(|| format!("{}:{}", path.display(), n + 1))).collect()
}

/// The texts of articles by their ids.
fn texts(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let articles: Vec<serde_json::Value> = lines(path, |l| serde_json::from_str(l))?;
    let text = |a: &serde_json::Value| Some((a["id"].as_str()?.to_owned(), a["text"].as_str()?.to_owned()));
    Ok(articles.iter().filter_map(text).collect())
}

#[derive(serde::Deserialize)]
struct Groups {
    groups: Vec<Group>,
}

#[derive(serde::Deserialize)]
struct Group {
    members: Vec<(String, String)>,
}

fn merge(args: &MergeArgs) -> anyhow::Result<Outcome> {
    let right: Groups = serde_json::from_str(&Source::new(&args.groups).text()?)
        .with_context(|| format!("{} holds no groups", args.groups.display()))?;
    let mut store = args.store.open()?;
    let mut names: BTreeMap<MentionKey, String> = BTreeMap::new();
    let mut found = store.groups()?;
    let model = Model::builtin()?;
    let lexicon = Lexicon::builtin()?;
    let usual = |name: &str| lexicon.usual_name(name).map(str::to_owned);
    let spellings = Names::new(&model, &usual);
    let mut mentions = Vec::new();
    let gold: BTreeMap<String, GoldArticle> = match &args.gold {
        Some(path) => {
            lines(path, |l| serde_json::from_str(l))?.into_iter().map(|g: GoldArticle| (g.id.clone(), g)).collect()
        }
        None => BTreeMap::new(),
    };
    let texts = args.articles.as_deref().map(texts).transpose()?.unwrap_or_default();
    let ids = store.article_ids()?;
    for id in &ids {
        let Some((record, _)) = store.article(id)? else { continue };
        if let Some(gold) = gold.get(id) {
            let text = texts.get(id).map_or(record.text.as_str(), String::as_str);
            for (read, annotated) in aligned(gold, text, &record, &spellings) {
                names.insert(MentionKey { article: id.clone(), incident: read }, annotated);
            }
        }
        mentions.extend(Mention::of_record(&record, &model));
    }
    let all: Vec<&Mention> = mentions.iter().collect();
    let mut plain: Vec<Vec<MentionKey>> =
        baseline(&all).into_iter().map(|g| g.into_iter().map(|at| mentions[at].key.clone()).collect()).collect();
    if args.gold.is_some() {
        for key in found.iter_mut().chain(&mut plain).flatten() {
            // what answers to no annotated incident keeps a name that none has
            key.incident = names.get(key).cloned().unwrap_or_else(|| format!("read {}", key.incident));
        }
    }
    let right: Vec<Vec<MentionKey>> = right
        .groups
        .into_iter()
        .map(|g| {
            g.members
                .into_iter()
                .filter(|(a, _)| ids.contains(a))
                .map(|(article, incident)| MentionKey { article, incident })
                .collect()
        })
        .collect();
    if right.iter().all(Vec::is_empty) {
        bail!("no article of {} is in the ledger", args.groups.display());
    }
    let (scores, plain) = (merge_scores(&right, &found), merge_scores(&right, &plain));
    let mut out = stdout();
    if args.json {
        serde_json::to_writer(
            &mut out,
            &serde_json::json!({"merge": scores, "baseline": {"pairs": plain.pairs, "b_cubed": plain.b_cubed}}),
        )?;
        writeln!(out)?;
    } else {
        for (title, wrong) in [("false", &scores.false_merges), ("missed", &scores.missed_merges)] {
            for (a, b) in wrong {
                writeln!(out, "{title}: {} {} with {} {}", a.article, a.incident, b.article, b.incident)?;
            }
        }
        if args.gold.is_some() {
            writeln!(out, "{} of {} annotated incidents were read", names.len(), scores.mentions)?;
        }
        writeln!(out, "same type, day and province: {}", summary(&plain))?;
        writeln!(out, "merged: {}", summary(&scores))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn summary(s: &MergeScores) -> String {
    format!(
        "pairwise F1 {:.3} (P {:.3}, R {:.3}), B-cubed F1 {:.3} (P {:.3}, R {:.3}), {} false and {} missed merges over {} incidents",
        s.pairs.f1,
        s.pairs.precision,
        s.pairs.recall,
        s.b_cubed.f1,
        s.b_cubed.precision,
        s.b_cubed.recall,
        s.false_merges.len(),
        s.missed_merges.len(),
        s.mentions
    )
}

fn claims(args: &ClaimsArgs, offline: bool) -> anyhow::Result<Outcome> {
    let gold: Vec<GoldArticle> = lines(&args.gold, |l| serde_json::from_str(l))?;
    let texts = texts(&args.articles)?;
    let records: Vec<Record> = match &args.records {
        Some(path) => lines(path, read_record)?,
        None => read(&args.articles, offline)?,
    };
    let records = records.into_iter().map(|r| (r.id.clone(), r)).collect();
    let (model, lexicon) = (Model::builtin()?, Lexicon::builtin()?);
    let usual = |name: &str| lexicon.usual_name(name).map(str::to_owned);
    let scores = claim_scores(&gold, &texts, &records, &Names::new(&model, &usual));
    let mut out = stdout();
    match args.json {
        true => {
            serde_json::to_writer(&mut out, &scores)?;
            writeln!(out)?;
        }
        false => {
            errors(&scores, args, &mut out)?;
            table(&scores, &mut out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn read(articles: &Path, offline: bool) -> anyhow::Result<Vec<Record>> {
    let choice = Choice { language: "en".into(), model: None };
    let readers = Readers::new(choice.open(offline)?, None)?;
    let mut records = Vec::new();
    let options = sitrep_article::Options::default();
    for article in sitrep_article::read_all(&Source::new(articles).bytes()?, &options)? {
        records.push(readers.read(article?)?.record);
    }
    Ok(records)
}

fn errors(s: &ClaimScores, args: &ClaimsArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let wanted = |field: &str| args.field.as_deref().is_none_or(|f| f == field);
    for miss in s.misses.iter().filter(|m| wanted(m.field)).take(args.errors) {
        writeln!(
            out,
            "{}: {}: annotated {}, read {}",
            safe(&miss.article),
            miss.field,
            safe(&miss.annotated),
            safe(&miss.read)
        )?;
        if !miss.words.is_empty() {
            writeln!(out, "    {}", safe(&miss.words))?;
        }
    }
    Ok(())
}

fn table(s: &ClaimScores, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "articles {}, without a record {}", s.articles, s.articles_without_a_record)?;
    for (name, r) in [
        ("toll", s.toll),
        ("all", s.all),
        ("full", s.full),
        ("responsibility", s.responsibility),
        ("accords", s.accords),
    ] {
        if r.gold + r.read == 0 {
            continue;
        }
        writeln!(out, "{name:16} P {:.3}  R {:.3}  F1 {:.3}  annotated {}  read {}", r.p, r.r, r.f1, r.gold, r.read)?;
    }
    for (name, share) in &s.fields {
        writeln!(out, "{name:16} right {:.3} of {}", share.right, share.of)?;
    }
    writeln!(out, "{:16} B-cubed F1 {:.3} of {}", "grouping", s.grouping.right, s.grouping.of)?;
    Ok(writeln!(
        out,
        "toll F1 {:.3}, all F1 {:.3}, full F1 {:.3} over {} articles",
        s.toll.f1, s.all.f1, s.full.f1, s.articles
    )?)
}
