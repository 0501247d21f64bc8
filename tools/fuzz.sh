#!/usr/bin/env bash
# Runs each fuzz target of each crate for some seconds; installs cargo-fuzz when it is absent.
#
#     tools/fuzz.sh [SECONDS] [TARGET…]
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-120}
shift || true
cargo fuzz --version >/dev/null 2>&1 || cargo install --locked cargo-fuzz
# Without a nightly compiler the stable one is told to allow what the fuzzer needs.
if ! cargo +nightly --version >/dev/null 2>&1; then export RUSTC_BOOTSTRAP=1; fi
export CARGO_TARGET_DIR=$PWD/target/fuzz
for folder in crates/*/fuzz; do
    [ -f "$folder/Cargo.toml" ] || continue
    # What the targets start from, where a crate has it.
    [ ! -x "$folder/seed.sh" ] || "$folder/seed.sh"
    for target in $(cargo fuzz list --fuzz-dir "$folder"); do
        if [ $# -gt 0 ] && [[ " $* " != *" $target "* ]]; then continue; fi
        echo "== $folder: $target, ${seconds} s"
        cargo fuzz run --fuzz-dir "$folder" "$target" -- -max_total_time="$seconds" -rss_limit_mb=4096
    done
done
