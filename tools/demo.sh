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
