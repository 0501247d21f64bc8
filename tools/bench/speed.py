"""Speed of `sitrep parse --jsonl` and `sitrep read --jsonl` beside spaCy's `nlp.pipe`, on the same articles, in one run; and memory.

    make bench
    make bench BENCH="--rounds 5 --only read --keep"

All sides use all cores, in turn, round after round; medians count. For parsing the steps are the same (tok2vec, tagger, parser,
attribute_ruler, lemmatizer, ner); reading does all that and more. spaCy is timed from the first text to the last document, with its
pipeline open; Sitrep as a whole process: start, opening the pipeline, reading and writing JSON. A word is a token as spaCy counts them.
spaCy runs in as many processes as there are cores, and in one (its matrix products on several threads); the faster way is what Sitrep is
compared with.

Memory is the peak resident set of `sitrep read` on the articles once and ten times, the names in each copy spelled differently, so that
new words keep coming. It should not grow with the input.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "parity")]
import corpora  # noqa: E402
import machine  # noqa: E402
from compare import PACKAGES  # noqa: E402

ENOUGH = 600  # articles; fewer are repeated
MEMORY_MB = 400
TO_REACH = {"parse": 10, "read": 8}  # times spaCy's speed


def articles():
    """(name, rows): the corpus if it is there, else the project's own examples, repeated."""
    for name in ("fakes", "examples"):
        _, path = corpora.KNOWN[name]
        if path.exists():
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            copies = range(max(1, -(-ENOUGH // len(rows))))
            return name, [{**row, "id": f"{row['id']}-{copy}"} for copy in copies for row in rows]
    sys.exit("no articles to read")


def respelled(row, copy):
    """The article with its longer names spelled as in no other copy."""
    ending = "aeiouklmnr"[copy % 10] * (1 + copy // 10)
    return {**row, "text": re.sub(r"\b[A-Z][a-z]{5,}\b", lambda name: name[0] + ending, row["text"])}


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def fair_environment():
    """Without settings that pin the matrix library to an older processor's kernels and slow spaCy down."""
    return {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}


def run_spacy(path, processes, batch):
    command = [sys.executable, str(HERE / "spacy_speed.py"), PACKAGES["en"], str(path), str(processes), str(batch)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=fair_environment()).stdout)


def run_sitrep(binary, command, path):
    """Wall time, processor time and memory of one whole process."""
    call = [binary, command, "--jsonl", "--offline", "-"]
    with open(path, "rb") as source, open(os.devnull, "wb") as sink:
        began = time.perf_counter()
        child = subprocess.Popen(call, stdin=source, stdout=sink)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(call)} ended with {child.returncode}")
    return {"seconds": seconds, "cpu_seconds": usage.ru_utime + usage.ru_stime, "resident_mb": usage.ru_maxrss / 1024}


def race(args, path, cores):
    """All runs: ({way of spaCy: runs}, {command of Sitrep: runs})."""
    ways = {f"spaCy, {cores} processes": cores, "spaCy, 1 process": 1}
    spacy, sitrep = {way: [] for way in ways}, {command: [] for command in args.only}
    for command in args.only:
        run_sitrep(args.sitrep, command, path)  # once unmeasured, so that files are warm
    for number in range(args.rounds):
        for way, processes in ways.items():
            spacy[way].append(run_spacy(path, processes, args.batch))
        for command in args.only:
            sitrep[command].append(run_sitrep(args.sitrep, command, path))
        print(f"round {number + 1} of {args.rounds} done", file=sys.stderr, flush=True)
    return spacy, sitrep


def median(runs):
    return statistics.median(run["seconds"] for run in runs)


def print_speed(command, spacy, runs, texts, words):
    """One table; returns the ratio to the faster way of spaCy."""
    best = min(map(median, spacy.values()))
    print(f"\nsitrep {command} beside spaCy")
    print(f"  {'':22}{'median s':>9}{'words/s':>11}{'articles/s':>12}{'MB':>7}{'ratio':>9}   seconds of each run")
    for name, rows in [*spacy.items(), (f"sitrep {command}", runs)]:
        seconds, memory = median(rows), max(row["resident_mb"] for row in rows)
        each = " ".join(f"{row['seconds']:.2f}" for row in rows)
        ratio = f"{best / seconds:.1f} ×"
        print(f"  {name:22}{seconds:9.2f}{words / seconds:11,.0f}{texts / seconds:12.1f}{memory:7.0f}{ratio:>9}   {each}")
    ratio = best / median(runs)
    print(f"  {ratio:.1f} times spaCy's speed (to reach: {TO_REACH[command]})")
    return ratio


def measure_memory(args, rows, folder):
    """{copies of the input: run}, as a table."""
    print("\nmemory of sitrep read")
    print(f"  {'articles':>10}{'seconds':>9}{'articles/s':>12}{'peak MB':>9}")
    found = {}
    for copies in (1, 10):
        path = write(folder / f"{copies}.jsonl", (respelled(row, copy) for copy in range(copies) for row in rows))
        found[copies] = run = run_sitrep(args.sitrep, "read", path)
        texts = len(rows) * copies
        print(f"  {texts:10,}{run['seconds']:9.2f}{texts / run['seconds']:12.1f}{run['resident_mb']:9.0f}", flush=True)
    peak, growth = found[10]["resident_mb"], found[10]["resident_mb"] / found[1]["resident_mb"]
    print(f"  ten times the input takes {growth:.2f} times the memory; {'below' if peak < MEMORY_MB else 'NOT below'} {MEMORY_MB} MB")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="how often each side runs (default: 3)")
    parser.add_argument("--only", nargs="+", default=["parse", "read"], choices=["parse", "read"], help="what Sitrep does (default: both)")
    parser.add_argument("--sitrep", default=str(corpora.ROOT / "target" / "release" / "sitrep"), help="the program to run")
    parser.add_argument("--batch", type=int, default=64, help="spaCy's batch size (default: 64)")
    parser.add_argument("--articles", type=int, help="only the first so many articles, for a quick look")
    parser.add_argument("--keep", action="store_true", help="write the figures into benches/runs")
    args = parser.parse_args()

    name, rows = articles()
    rows = rows[: args.articles]
    cores, load = machine.cores(), machine.load()
    if load > 0.5:
        print(f"WARNING: the machine is busy (load {load:.1f}); these figures are not what it can do", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        spacy, sitrep = race(args, write(folder / "articles.jsonl", rows), cores)
        facts = next(iter(spacy.values()))[0]
        words = facts["tokens"]
        print(f"{len(rows)} articles of {name}, {words:,} words; {cores} cores; {machine.processor()}; load {load:.1f} at the start")
        print(f"spaCy {facts['spacy']}, {facts['pipeline']}: {', '.join(facts['components'])}; medians of {args.rounds} rounds")
        ratios = {command: print_speed(command, spacy, runs, len(rows), words) for command, runs in sitrep.items()}
        memory = measure_memory(args, rows, folder) if "read" in args.only else {}
    if args.keep:
        kept = {"corpus": name, "articles": len(rows), "words": words, "load": load, "ratios": ratios,
                "spacy": spacy, "sitrep": sitrep, "read_memory": memory}
        print("\nkept in", machine.keep("speed", kept))


if __name__ == "__main__":
    main()
