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

step "lints"
cargo clippy --workspace --all-targets --locked -- -D warnings

step "English model for the tests that parse"
# The tests that need it find it in SITREP_MODELS, and say "skipped" where it could not be had.
cargo run --quiet --locked -p sitrep -- models install en || echo "skipped: no model to be had; tests that parse will say so"
for language in fr es; do
    cargo run --quiet --locked -p sitrep -- models install $language || echo "skipped: no $language model"
done

step "tests"
cargo nextest --version >/dev/null 2>&1 || cargo install --locked cargo-nextest
cargo nextest run --workspace --locked
cargo test --doc --workspace --locked

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

step "all passed"
