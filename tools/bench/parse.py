"""Words per second of `sitrep parse --jsonl` beside spaCy's `nlp.pipe`, on the same articles, in one run.

    make bench
    .venv/bin/python tools/bench/parse.py --runs 5

Both sides use all cores and the same steps (tok2vec, tagger, parser, attribute_ruler, lemmatizer, ner), in turn, several times; medians count.
spaCy is timed from the first text to the last document, with its pipeline open; Sitrep as a whole process: start, opening
the pipeline, reading and writing JSON. A word is a token as spaCy counts them. Where spaCy in one process (its matrix
products on several threads) is faster than in as many processes as cores, the faster of the two counts.
"""

import argparse
import json
import os
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


def fair_environment():
    """Without settings that pin the matrix library to an older processor's kernels and slow spaCy down."""
    return {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}


def run_spacy(texts, processes, batch):
    command = [sys.executable, str(HERE / "spacy_speed.py"), PACKAGES["en"], texts, str(processes), str(batch)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=fair_environment()).stdout)


def run_sitrep(command, texts):
    """Wall time, processor time and memory of one whole process."""
    with open(texts, "rb") as source, open(os.devnull, "wb") as sink:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdin=source, stdout=sink)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return {"seconds": seconds, "cpu_seconds": usage.ru_utime + usage.ru_stime, "resident_mb": usage.ru_maxrss / 1024}


def articles():
    """(name, texts): the corpus if it is there, else the project's own examples, repeated."""
    for name in ("fakes", "examples"):
        _, path = corpora.KNOWN[name]
        if path.exists():
            texts = corpora.read(path)
            return name, texts * max(1, 600 // len(texts))
    sys.exit("no articles to read")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sitrep", default=str(corpora.ROOT / "target" / "release" / "sitrep"))
    parser.add_argument("--command", default="parse", choices=["parse", "read"], help="what Sitrep does (default: parse)")
    parser.add_argument("--batch", type=int, default=64, help="spaCy's batch size")
    parser.add_argument("--keep", action="store_true", help="write the figures into benches/runs")
    args = parser.parse_args()

    name, texts = articles()
    cores = machine.cores()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for key, text in texts:
            file.write(json.dumps({"id": key, "text": text}, ensure_ascii=False) + "\n")
        file.flush()
        command = [args.sitrep, args.command, "--jsonl", "-"]
        run_sitrep(command, file.name)  # once unmeasured, so that files are warm
        ways = {f"spaCy, {cores} processes": cores, "spaCy, 1 process": 1}
        spacy_runs, sitrep_runs = {way: [] for way in ways}, []
        for turn in range(args.runs):
            for way, processes in ways.items():
                spacy_runs[way].append(run_spacy(file.name, processes, args.batch))
            sitrep_runs.append(run_sitrep(command, file.name))
            print(f"run {turn + 1} of {args.runs} done", file=sys.stderr)

    tokens = spacy_runs["spaCy, 1 process"][0]["tokens"]
    rows = {way: statistics.median(r["seconds"] for r in runs) for way, runs in spacy_runs.items()}
    ours = statistics.median(r["seconds"] for r in sitrep_runs)
    best = min(rows, key=rows.get)
    facts = spacy_runs[best][0]
    print(f"{len(texts)} articles of {name}, {tokens:,} words; {cores} cores; {machine.processor()}")
    print(f"spaCy {facts['spacy']}, {facts['pipeline']}: {', '.join(facts['components'])}; median of {args.runs} runs")
    for way, seconds in rows.items():
        print(f"  {way:<20} {seconds:8.2f} s {tokens / seconds:12,.0f} words/s {len(texts) / seconds:9.1f} articles/s"
              f" {max(r['resident_mb'] for r in spacy_runs[way]):7.0f} MB")
    print(f"  {'sitrep ' + args.command:<20} {ours:8.2f} s {tokens / ours:12,.0f} words/s {len(texts) / ours:9.1f} articles/s"
          f" {max(r['resident_mb'] for r in sitrep_runs):7.0f} MB")
    print(f"  ratio to {best}: {rows[best] / ours:.1f}")
    if args.keep:
        run = {"corpus": name, "articles": len(texts), "words": tokens, "ratio": rows[best] / ours, "best_spacy": best,
               "spacy": spacy_runs, "sitrep": sitrep_runs}
        print("kept in", machine.keep(args.command, run))


if __name__ == "__main__":
    main()
