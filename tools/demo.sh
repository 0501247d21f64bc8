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

show parse examples/parse.txt
