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

# The same ledger in a browser. Where nobody looks on, one page shows that it answers.
if [[ -t 1 && -z ${CI:-} && ${SITREP_DEMO_SERVE:-1} != 0 ]]; then
    printf '\nTo decide there, make yourself an account first: %s user add NAME --store %s\n' "$sitrep" "$SITREP_STORE"
    printf '\n$ sitrep serve\n\n'
    # another board may be running already
    free='import socket, sys; socket.create_server(("127.0.0.1", 8730)).close()'
    python3 -c "$free" 2>/dev/null || export SITREP_BIND=${SITREP_BIND:-127.0.0.1:0}
    exec "$sitrep" serve
fi
printf '\n$ sitrep serve --bind 127.0.0.1:0\n\n'
said=$(mktemp)
"$sitrep" serve --bind 127.0.0.1:0 >"$said" 2>&1 &
board=$!
trap 'kill $board 2>/dev/null || true; rm -f "$said"' EXIT
for _ in $(seq 100); do
    grep -q 'http://' "$said" && break
    kill -0 $board 2>/dev/null || break
    sleep 0.1
done
cat "$said"
python3 - "$(grep -oE 'http://[0-9.:]+' "$said" | head -1)" <<'PYTHON'
import re, sys, urllib.request

with urllib.request.urlopen(sys.argv[1], timeout=10) as answer:
    page = answer.read().decode()
count = re.search(r'id="count">([^<]*)<', page)
print(f"The board answers: {len(page):,} bytes, {count.group(1) if count else 'no count'}. Run `sitrep serve` to look at it.")
PYTHON
