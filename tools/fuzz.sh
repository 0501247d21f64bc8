#!/usr/bin/env bash
# Runs each fuzz target for some seconds. Needs cargo-fuzz and a nightly compiler; installs the first when absent.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-120}
[ -d fuzz ] || { echo "no fuzz targets here"; exit 1; }
cargo fuzz --version >/dev/null 2>&1 || cargo install --locked cargo-fuzz
# Without a nightly compiler the stable one is told to allow what the fuzzer needs.
if ! cargo +nightly --version >/dev/null 2>&1; then export RUSTC_BOOTSTRAP=1; fi
for target in $(cargo fuzz list); do
    echo "== $target, ${seconds} s"
    cargo fuzz run "$target" -- -max_total_time="$seconds" -rss_limit_mb=4096
done
