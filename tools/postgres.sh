#!/usr/bin/env bash
# A PostgreSQL of its own for tests: `tools/postgres.sh COMMAND…` runs a command with SITREP_TEST_POSTGRES set to its address, and
# stops and removes it afterwards. Without a command it prints the address and runs until Ctrl-C.
#
# It takes the server that is installed, else installs Debian's package (apt-get, as root or with sudo). It runs as an unprivileged user in
# a temporary folder, on a free port of 127.0.0.1. Where there can be none, it says "skipped" and runs the command without.
set -uo pipefail

work=
skip() {
    echo "skipped: no PostgreSQL for the tests ($1); those that need one will say so" >&2
    [ -n "$work" ] && rm -rf "$work"
    unset SITREP_TEST_POSTGRES
    [ $# -gt 1 ] || exit 0
    shift
    exec "$@"
}

# The folder of the newest server's programs; nothing if there is none.
programs() {
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) $(pg_config --bindir 2>/dev/null) \
        "$(dirname "$(command -v initdb 2>/dev/null || echo /nowhere/initdb)")"; do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ] && echo "$folder" && return
    done
}

bin=$(programs)
if [ -z "$bin" ]; then
    root=
    [ "$(id -u)" = 0 ] || root="sudo -n"
    command -v apt-get >/dev/null || skip "none is installed, and there is no apt-get" "$@"
    [ -z "$root" ] || sudo -n true 2>/dev/null || skip "none is installed, and installing one takes root" "$@"
    echo "installing Debian's postgresql for the tests" >&2
    log=$(mktemp)
    { $root apt-get -qq update && $root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        install postgresql; } >"$log" 2>&1 || { tail -n 3 "$log" >&2; rm -f "$log"; skip "apt-get could not install it" "$@"; }
    rm -f "$log"
    bin=$(programs)
    [ -n "$bin" ] || skip "the package brought no server" "$@"
fi

# The server refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    user=nobody
    id -u postgres >/dev/null 2>&1 && user=postgres
    if command -v setpriv >/dev/null; then
        as=(setpriv "--reuid=$user" "--regid=$(id -gn "$user")" --clear-groups --)
    elif command -v runuser >/dev/null; then
        as=(runuser -u "$user" --)
    else
        skip "it may not run as root, and there is neither setpriv nor runuser" "$@"
    fi
fi

work=$(mktemp -d /tmp/sitrep-postgres.XXXXXX) || exit 1
[ ${#as[@]} -eq 0 ] || chown "$user" "$work"
# shellcheck disable=SC2317  # called by the trap
stop() {
    trap - EXIT INT TERM
    (cd "$work" && "${as[@]}" "$bin/pg_ctl" -D "$work/data" -m immediate -w stop >/dev/null 2>&1)
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd_and() { (cd "$work" && HOME=$work LC_ALL=C "${as[@]}" "$@"); }

cd_and "$bin/initdb" -D "$work/data" -U sitrep --auth=trust --encoding=UTF8 --no-locale --no-sync >"$work/initdb.log" 2>&1 ||
    { cat "$work/initdb.log" >&2; trap - EXIT; skip "initdb failed" "$@"; }
# one user has to give a password, so that a wrong one can be tested
printf '%s\n' "local all all trust" "host all locked 127.0.0.1/32 scram-sha-256" "host all all 127.0.0.1/32 trust" |
    cd_and tee "$work/data/pg_hba.conf" >/dev/null
started=
for _ in 1 2 3 4 5; do
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])') || break
    # what a test machine loses when its power fails is no loss
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$work -c fsync=off -c max_connections=200"
    if cd_and "$bin/pg_ctl" -D "$work/data" -l "$work/server.log" -w -t 60 -o "$options" start >/dev/null 2>&1; then
        started=yes
        break
    fi
done
[ -n "$started" ] || { cat "$work/server.log" >&2; trap - EXIT; skip "the server did not start" "$@"; }
cd_and "$bin/createdb" -h "$work" -p "$port" -U sitrep sitrep || { trap - EXIT; stop; skip "createdb failed" "$@"; }
export SITREP_TEST_POSTGRES="postgres://sitrep@127.0.0.1:$port/sitrep"

if [ $# -eq 0 ]; then
    echo "$SITREP_TEST_POSTGRES"
    while sleep 3600; do :; done
fi
"$@"
