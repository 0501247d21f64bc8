"""Parses the phrases for the tests: make.py MODEL, run in this folder.

Writes en/NAME.jsonl for every ../phrases/en/NAME.toml, so that the tests need no model. MODEL is a spaCy pipeline such as
en_core_web_sm; any other producer of the same JSON (sitrep parse --json) will do as well.
"""

import importlib
import json
import pathlib
import sys
import tomllib

import spacy

try:
    nlp = spacy.load(sys.argv[1])
except OSError:
    nlp = importlib.import_module(sys.argv[1]).load()
for path in sorted(pathlib.Path("../phrases/en").glob("*.toml")):
    phrases = tomllib.loads(path.read_text(encoding="utf-8")).get("phrase", [])
    with open(f"en/{path.stem}.jsonl", "w", encoding="utf-8") as out:
        for doc in nlp.pipe(p["text"] for p in phrases):
            tokens = [
                {"start": t.idx, "end": t.idx + len(t), "text": t.text, "tag": t.tag_, "pos": t.pos_, "lemma": t.lemma_,
                 "morph": str(t.morph), "head": t.head.i, "dep": t.dep_, "sent_start": bool(t.is_sent_start)}
                for t in doc
            ]
            ents = [{"start": e.start_char, "end": e.end_char, "label": e.label_} for e in doc.ents]
            out.write(json.dumps({"text": doc.text, "tokens": tokens, "ents": ents}, ensure_ascii=False) + "\n")
