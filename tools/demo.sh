#!/usr/bin/env bash
# Shows what Sitrep does, on the project's own example texts.
set -euo pipefail
cd "$(dirname "$0")/.."
sitrep=${1:-target/release/sitrep}

show() {
    printf '\n$ sitrep'
    printf ' %s' "$@"
    printf '\n\n'
    "$sitrep" "$@"
}

echo "Every event in these texts is invented."
show parse examples/parse.txt
show read examples/demo/tripoli-blasts.html
show read --published 2020-02-18 examples/demo/tripoli-wire.txt
show read --quote examples/demo/tripoli-update.json

# Many articles, one ledger. It is made anew each time, so that every run shows the same.
mkdir -p target/demo
rm -f target/demo/board.db target/demo/board.db-*
export SITREP_STORE=target/demo/board.db
printf '\nThe ledger below is %s.\n' "$SITREP_STORE"
show add examples/board/articles
show incidents
# The one that most articles tell of.
told=$("$sitrep" incidents --json | python3 -c '
import json, sys
print(max(map(json.loads, sys.stdin), key=lambda i: len(i["articles"]))["id"])')
show incident "$told"
show accords
show sources
