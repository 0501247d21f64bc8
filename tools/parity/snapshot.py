"""Writes down what spaCy says about the project's own texts, for the tests of `sitrep-language`.

    make venv && .venv/bin/python tools/parity/snapshot.py

One file a text, `crates/sitrep-language/tests/spacy/LANGUAGE/ID.json`, in the shape of `sitrep parse --json`, a line a token.
"""

import json

import corpora
from compare import PACKAGES, spacy_parses

OUT = corpora.ROOT / "crates" / "sitrep-language" / "tests" / "spacy"


def one(value):
    return json.dumps(value, ensure_ascii=False)


def main():
    for language, package in PACKAGES.items():
        folder = OUT / language
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.json"):
            old.unlink()
        texts = corpora.read(corpora.HERE / "texts" / f"{language}.jsonl")
        lines = "".join(one({"id": key, "text": text}) + "\n" for key, text in texts)
        for parse in spacy_parses(language, package, lines):
            tokens = ",\n  ".join(one(token) for token in parse["tokens"])
            ents = ",\n  ".join(one(ent) for ent in parse["ents"])
            (folder / f"{parse['id']}.json").write_text(
                f'{{"id": {one(parse["id"])}, "text": {one(parse["text"])},\n "tokens": [\n  {tokens}],\n "ents": [\n  {ents}]}}\n',
                encoding="utf-8")
        print(f"{language}: {len(texts)} texts")


if __name__ == "__main__":
    main()
