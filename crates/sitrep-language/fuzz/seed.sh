#!/usr/bin/env bash
# Fills the corpora of the fuzz targets with what the tests hold: the small pipelines' files, their texts, spaCy's answers.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C
mkdir -p corpus/{text,model,config,json,conllu}
number=0
tokenizer_numbers=()
for name in vectors whole; do
    cp "../tests/pipelines/$name/config.cfg" "corpus/config/$name"
    while read -r file; do
        # The first byte names the file, as in fuzz_targets/model.rs. A small tokenizer, since the true ones are slow to compile.
        [ "$file" != tokenizer ] || tokenizer_numbers+=($number)
        [ "$file" = tokenizer ] || { printf "\\x$(printf %02x $number)"; cat "../tests/pipelines/$name/$file"; } > "corpus/model/seed-$number"
        number=$((number + 1))
    done < <(cd "../tests/pipelines/$name" && find . -type f | sed 's,^\./,,' | sort)
done
python3 - "${tokenizer_numbers[@]}" <<'PYTHON'
import json
import sys


def msgpack(value):
    """Texts, small numbers, lists and maps as msgpack."""
    if isinstance(value, int):
        return bytes([value])
    if isinstance(value, str):
        raw = value.encode()
        return b"\xd9" + bytes([len(raw)]) + raw
    if isinstance(value, list):
        return bytes([0x90 + len(value)]) + b"".join(map(msgpack, value))
    return bytes([0x80 + len(value)]) + b"".join(msgpack(k) + msgpack(v) for k, v in value.items())


for number in map(int, sys.argv[1:]):
    rules = {
        "prefix_search": r'^\(|^"|^§(?![0-9])|^\.\.+',
        "suffix_search": r"\)$|,$|(?<=[a-z\u00e0-\u00ff])\.$|'s$",
        "infix_finditer": r"(?<=[a-z])-(?=[A-Z])|\.\.+|[^\W\d]/",
        "token_match": r"^[0-9:]+(?:am|pm)$",
        "url_match": r"(?u)^(?:https?)://\S+$",
        "exceptions": {"don't": [{65: "do"}, {65: "n't", 67: "not"}], ":-)": [{65: ":-)"}], "a.b.": [{65: "a.b."}]},
    }
    open(f"corpus/model/seed-{number}", "wb").write(bytes([number]) + msgpack(rules))
for line in open("../tests/pipelines/whole.jsonl", encoding="utf-8"):
    doc = json.loads(line)
    open(f"corpus/text/{doc['id']}", "w", encoding="utf-8", newline="").write(doc["text"])
    open(f"corpus/json/{doc['id']}", "w", encoding="utf-8").write(line)
    rows = [f"{i + 1}\t{t['text']}\t{t['lemma']}\t{t['pos']}\t{t['tag']}\t{t.get('morph', '_')}\t0\troot\t_\tNER=B-GPE|SpacesAfter=\\s"
            for i, t in enumerate(doc["tokens"]) if not t["text"].isspace()]
    open(f"corpus/conllu/{doc['id']}", "w", encoding="utf-8").write("\n".join(rows) + "\n\n")
PYTHON
