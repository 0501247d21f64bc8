#!/usr/bin/env bash
# Opens every export with tools that others wrote: run.sh SITREP. Says "skipped" where they, or the English model, cannot be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
sitrep=$1
venv=.venv/exports
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -e "$venv/ready" ] || [ tools/exports/requirements.txt -nt "$venv/ready" ]; then
    if ! { python3 -m venv "$venv" && "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tools/exports/requirements.txt; } >"$work/pip" 2>&1; then
        echo "skipped: exports are not opened by others' tools: $(tail -n 1 "$work/pip")"
        exit 0
    fi
    touch "$venv/ready"
fi

# What the examples make: places known and unknown, days known and unknown, words for numbers, one text in French.
if ! "$sitrep" --offline add --store "$work/ledger.db" examples/board/articles examples/demo examples/articles.jsonl >"$work/added" 2>&1; then
    if grep -q "models install" "$work/added"; then
        echo "skipped: exports are not opened by others' tools: the English model is not installed"
        exit 0
    fi
    cat "$work/added" >&2
    exit 1
fi
tail -n 1 "$work/added"
"$venv/bin/python" tools/exports/check.py "$sitrep" "$work/ledger.db"
"$venv/bin/python" tools/exports/roundtrip.py "$sitrep" "$work/ledger.db"
