#!/usr/bin/env bash
# Puts made-up and mutated requests to the API that its own description allows and forbids: no server error, no answer that the
# description does not have. schemathesis.sh PROGRAM; says "skipped" if schemathesis cannot be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
sitrep=${1:?schemathesis.sh PROGRAM}
version=4.32.5
venv=.venv/schemathesis
if [ ! -x $venv/bin/schemathesis ]; then
    if ! { python3 -m venv $venv && $venv/bin/python -m pip install --quiet schemathesis==$version; } 2>/dev/null; then
        echo "skipped: schemathesis cannot be installed"
        exit 0
    fi
fi

folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
"$sitrep" add --records crates/sitrep-server/tests/records.jsonl --store "$folder/board.db" >/dev/null 2>&1
printf 'a password for this run only\n' | "$sitrep" user add tester --store "$folder/board.db" >/dev/null
"$sitrep" serve --store "$folder/board.db" --bind 127.0.0.1:0 2>"$folder/log" &
for _ in $(seq 100); do
    address=$(grep -oE 'http://127.0.0.1:[0-9]+' "$folder/log" | head -1 || true)
    [ -n "$address" ] && break
    sleep 0.1
done

# One who may decide: the session's cookie, and the token that its pages' forms carry.
jar=$folder/cookies
curl --silent --cookie-jar "$jar" --output /dev/null --data-urlencode name=tester --data-urlencode "password=a password for this run only" "$address/log-in"
session=$(awk '$6 == "sitrep" { print $7 }' "$jar")
csrf=$(curl --silent --cookie "$jar" "$address/about" | grep -oE 'name="csrf" value="[^"]+"' | head -1 | cut -d'"' -f4)

run() {
    local status=0
    "$PWD/$venv/bin/schemathesis" --config-file tools/board/schemathesis.toml run "$address/api/v1/openapi.json" \
        --seed 1 --generation-database none "$@" >"$folder/out" 2>&1 || status=$?
    rm -rf .schemathesis
    if [ $status -ne 0 ]; then
        cat "$folder/out"
        exit $status
    fi
    # what it tells at the end
    sed -n '/= SUMMARY =/,$p' "$folder/out"
}

# The same requests in every run.
run --max-examples "${SCHEMATHESIS_EXAMPLES:-30}" --workers 2 --exclude-method POST
# Incidents are merged, parted, rejected at random: what is asked of them may be in vain, but nothing may break.
run --max-examples "${SCHEMATHESIS_EXAMPLES:-30}" --include-method POST --phases coverage,fuzzing \
    --exclude-checks positive_data_acceptance,ignored_auth -H "Cookie: sitrep=$session" -H "X-CSRF-Token: $csrf"
