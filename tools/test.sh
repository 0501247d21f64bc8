#!/usr/bin/env bash
# All checks, the quick ones first; stops at the first that fails.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}

step() { printf '\n== %s\n' "$*"; }

step "format"
cargo fmt --all --check

step "licences"
python3 tools/licences.py
python3 tools/licences_web.py

step "lints"
cargo clippy --workspace --all-targets --locked -- -D warnings

step "build"
# Once, as the tests want it: the program that installs the models is the one that is tested.
if ! cargo nextest --version >/dev/null 2>&1; then
    # Unoptimised: it is built sooner, and the tests take the time, not their runner.
    CARGO_PROFILE_DEV_DEBUG=0 cargo install --locked --debug --quiet cargo-nextest || true
fi
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked --no-run
else
    cargo test --workspace --locked --lib --bins --tests --examples --no-run
fi

step "models for the tests that parse"
# The tests that need one find it in SITREP_MODELS, and say "skipped" where it could not be had.
sitrep=${CARGO_TARGET_DIR:-target}/debug/sitrep
for language in en fr es; do
    "$sitrep" models install $language || echo "skipped: no $language model to be had; tests that need it will say so"
done

step "tests"
# with a PostgreSQL of their own, installed if need be
if cargo nextest --version >/dev/null 2>&1; then
    tools/postgres.sh cargo nextest run --workspace --locked
else
    tools/postgres.sh cargo test --workspace --locked --lib --bins --tests --examples
fi
cargo test --doc --workspace --locked --quiet

step "exports, opened by others' tools"
tools/exports/run.sh "$sitrep"

step "the API against its own description"
tools/board/schemathesis.sh "$sitrep"

step "the board in a browser"
tools/board-tests.sh

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

step "all passed"
