#!/usr/bin/env bash
# Tests the board in a real browser: builds scripts and program, serves the example articles, and uses every page.
#
#     tools/board-tests.sh [FILES OF web/tests]
#
# Needs npm, and Debian's chromium (installed if it is missing and can be had); says "skipped" where one of them is not to be had.
set -euo pipefail
cd "$(dirname "$0")/.."
web=crates/sitrep-server/web

if ! command -v npm >/dev/null; then
    echo "skipped: no npm, so the board's scripts are neither built nor tested"
    exit 0
fi
make --no-print-directory --silent web
cargo build --quiet --locked -p sitrep
export SITREP_BIN=${SITREP_BIN:-$PWD/${CARGO_TARGET_DIR:-target}/debug/sitrep}
export SITREP_MODELS=${SITREP_MODELS:-$PWD/target/models}

CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
if [ -z "$CHROMIUM" ]; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || true
    CHROMIUM=$(command -v chromium || true)
fi
if [ -z "$CHROMIUM" ]; then
    echo "skipped: no chromium to be had; install it, or name one in CHROMIUM, to test the board in a browser"
    exit 0
fi
export CHROMIUM

if ! "$SITREP_BIN" models install en >/dev/null; then
    echo "skipped: no English model to be had, so there is no ledger to show"
    exit 0
fi
# read once; every test gets its own copy
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
export SITREP_TEST_LEDGER=$made/board.db
SITREP_STORE=$SITREP_TEST_LEDGER "$SITREP_BIN" add examples/board/articles

cd "$web"
if [ $# -gt 0 ]; then files=("$@"); else files=(tests/*.test.mjs); fi
node --test --test-concurrency=1 --test-reporter=spec "${files[@]}"
