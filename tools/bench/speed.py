"""Words per second of `sitrep parse --jsonl` and `sitrep read --jsonl` beside spaCy's `nlp.pipe`, on the same articles, in one run.

    make bench
    .venv/bin/python tools/bench/speed.py --runs 5

All sides use all cores. For parsing, the steps are the same (tok2vec, tagger, parser, attribute_ruler, lemmatizer, ner); reading does
all that and more. They run in turn, several times; medians count. spaCy is timed from the first text to the last document, with its
pipeline open; Sitrep as a whole process: start, opening the pipeline, reading and writing JSON. A word is a token as spaCy counts
them. Where spaCy in one process (its matrix products on several threads) is faster than in as many processes as cores,
the faster of the two counts.
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
    parser.add_argument("--runs", type=int, default=5, help="how often each side runs (default: 5)")
    parser.add_argument("--sitrep", default=str(corpora.ROOT / "target" / "release" / "sitrep"), help="the program to run")
    parser.add_argument("--commands", nargs="+", default=["parse", "read"], choices=["parse", "read"], help="what Sitrep does (default: both)")
    parser.add_argument("--batch", type=int, default=64, help="spaCy's batch size (default: 64)")
    parser.add_argument("--keep", action="store_true", help="write the figures into benches/runs")
    args = parser.parse_args()

    name, texts = articles()
    cores = machine.cores()
    ways = {f"spaCy, {cores} processes": cores, "spaCy, 1 process": 1}
    runs = {way: [] for way in [*ways, *(f"sitrep {c}" for c in args.commands)]}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for key, text in texts:
            file.write(json.dumps({"id": key, "text": text}, ensure_ascii=False) + "\n")
        file.flush()
        for turn in range(args.runs):
            for way, processes in ways.items():
                runs[way].append(run_spacy(file.name, processes, args.batch))
            for command in args.commands:
                call = [args.sitrep, command, "--jsonl", "-"]
                if turn == 0:
                    run_sitrep(call, file.name)  # once unmeasured, so that files are warm
                runs[f"sitrep {command}"].append(run_sitrep(call, file.name))
            print(f"run {turn + 1} of {args.runs} done", file=sys.stderr)

    facts = runs["spaCy, 1 process"][0]
    tokens = facts["tokens"]
    medians = {way: statistics.median(r["seconds"] for r in rows) for way, rows in runs.items()}
    best = min(ways, key=medians.get)
    print(f"{len(texts)} articles of {name}, {tokens:,} words; {cores} cores; {machine.processor()}")
    print(f"spaCy {facts['spacy']}, {facts['pipeline']}: {', '.join(facts['components'])}; medians of {args.runs} runs")
    print(f"{'':22}{'seconds':>10}{'words/s':>12}{'articles/s':>12}{'MB':>8}   to {best}")
    for way, seconds in medians.items():
        memory = max(r["resident_mb"] for r in runs[way])
        print(f"{way:22}{seconds:10.2f}{tokens / seconds:12,.0f}{len(texts) / seconds:12.1f}{memory:8.0f}   {medians[best] / seconds:.1f} ×")
    if args.keep:
        ratios = {way: medians[best] / seconds for way, seconds in medians.items()}
        kept = {"corpus": name, "articles": len(texts), "words": tokens, "best_spacy": best, "ratios": ratios, "runs": runs}
        print("kept in", machine.keep("speed", kept))


if __name__ == "__main__":
    main()
