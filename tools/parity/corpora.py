"""The texts that Sitrep and spaCy are compared on, each as (id, text)."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
HERE = Path(__file__).resolve().parent

# name: (language, where the texts are)
KNOWN = {
    "fakes": ("en", CORPORA / "fakes" / "articles.jsonl"),
    "muc4": ("en", CORPORA / "muc4" / "tst3" / "tst3-muc4"),
    "examples": ("en", ROOT / "examples" / "articles.jsonl"),
    "en": ("en", HERE / "texts" / "en.jsonl"),
    "fr": ("fr", HERE / "texts" / "fr.jsonl"),
    "es": ("es", HERE / "texts" / "es.jsonl"),
}


def read_jsonl(path):
    """`{"id", "text"}` lines."""
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [(str(row.get("id", i)), row["text"]) for i, row in enumerate(rows)]


def read_muc(path):
    """The message bodies of a MUC text file: each message starts with a line that holds its name."""
    parts = re.split(r"^((?:DEV|TST\d)-MUC\d-\d+)[^\n]*\n", Path(path).read_text(encoding="latin-1"), flags=re.M)
    return [(name, body.strip("\n")) for name, body in zip(parts[1::2], parts[2::2])]


def read(path):
    """The texts of a file: JSON Lines, or MUC's format for any other name."""
    return read_jsonl(path) if str(path).endswith(".jsonl") else read_muc(path)
