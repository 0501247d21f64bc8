"""Parses `{"id", "text"}` lines from stdin with a spaCy pipeline and writes what `sitrep parse --jsonl` writes.

    spacy_parse.py MODEL < texts.jsonl > parsed.jsonl

MODEL is an installed package or a folder. Needs spaCy; `make venv` installs it into `.venv`.
"""

import importlib
import json
import sys
import warnings


def load(name):
    """A pipeline by package name, also where a package does not register itself with spaCy."""
    warnings.filterwarnings("ignore", message=r".*\[W095\].*")
    import spacy

    try:
        return spacy.load(name)
    except OSError:
        return importlib.import_module(name).load()


def as_json(key, doc):
    """A document in the shape of `sitrep parse --json`."""
    tokens = []
    for tok in doc:
        row = {"start": tok.idx, "end": tok.idx + len(tok.text), "text": tok.text, "tag": tok.tag_, "pos": tok.pos_,
               "lemma": tok.lemma_, "morph": str(tok.morph), "head": tok.head.i, "dep": tok.dep_,
               "sent_start": bool(tok.is_sent_start)}
        if not row["morph"]:
            del row["morph"]
        tokens.append(row)
    ents = [{"start": ent.start_char, "end": ent.end_char, "label": ent.label_} for ent in doc.ents]
    return {"id": key, "text": doc.text, "tokens": tokens, "ents": ents}


def main():
    nlp = load(sys.argv[1])
    rows = [json.loads(line) for line in sys.stdin]
    for row, doc in zip(rows, nlp.pipe([row["text"] for row in rows], batch_size=32)):
        print(json.dumps(as_json(row["id"], doc), ensure_ascii=False))


if __name__ == "__main__":
    main()
