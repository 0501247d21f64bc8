"""How fast the ledger takes records, and how that grows: 10,000 and 100,000 invented records, in one run.

    make bench-ledger
    make bench-ledger LEDGER="--counts 1000 10000 --keep"

Each record is added in a transaction of its own, and compared with all that came before it where that could be the same incident. Wall time says
how long it took on this machine as it is; processor time says how much work it was, and stands when the machine is busy with other things.
Beside it stands what one would write otherwise: Python's sqlite3, the same records' JSON, one transaction each, with an index of their words and
none of the rest; and the grouping that is usual without it (same type, day and province), by a dictionary. PostgreSQL is measured where
SITREP_TEST_POSTGRES names an empty database (`tools/postgres.sh python3 tools/bench/ledger.py`).
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import machine  # noqa: E402

GROWTH = 1.3  # time per record at most, of that at a tenth
RATE = 1000  # records a second
ANSWER_MS = 100  # a filtered query


def scale(program, counts, store=None):
    """A run of the generator: one result for each count."""
    command = [program, *(["--store", store] if store else []), *map(str, counts)]
    out = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def plain(program, count, folder):
    """The same records' JSON into SQLite, one transaction each; then the usual grouping. Seconds of each."""
    path = folder / "records.jsonl"
    subprocess.run([program, "--records", str(path), str(count)], check=True)
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    db = sqlite3.connect(folder / "plain.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("CREATE TABLE record (id TEXT PRIMARY KEY, json TEXT)")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (body, content = '')")
    began, busy = time.perf_counter(), time.process_time()
    for number, record in enumerate(records):
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO record VALUES (?, ?)", (record["id"], json.dumps(record)))
        db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (number, record["text"]))
        db.execute("COMMIT")
    stored, stored_cpu = time.perf_counter() - began, time.process_time() - busy
    began = time.perf_counter()
    groups = {}
    for record in records:
        for incident in record["incidents"]:
            key = (incident["type"], incident["date"]["from"], incident["place"]["admin1"])
            groups.setdefault(key, []).append((record["id"], incident["id"]))
    return {"records": count, "seconds": stored, "cpu_seconds": stored_cpu, "grouping_seconds": time.perf_counter() - began,
            "groups": len(groups)}


def row(name, run):
    n = run["records"]
    size = f"{run['bytes'] / 2**20:,.0f}" if run.get("bytes") else ""
    cpu = f"{run['cpu_seconds'] * 1000 / n:.3f}" if run["cpu_seconds"] else ""
    print(f"  {name:34}{n:>9,}{n / run['seconds']:>11,.0f}{run['seconds'] * 1000 / n:>9.3f}{cpu:>9}{size:>8}{run.get('peak_mb', ''):>9}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[10_000, 100_000], help="how many records (default: 10000 100000)")
    parser.add_argument("--program", default=str(machine.ROOT / "target" / "release" / "examples" / "ledger_scale"), help="the generator")
    parser.add_argument("--keep", action="store_true", help="write the figures into benches/runs")
    args = parser.parse_args()
    load = machine.load()
    if load > 0.5:
        print(f"WARNING: the machine is busy (load {load:.1f}); wall times are not what it can do", file=sys.stderr)
    counts = sorted(args.counts)
    sqlite_runs = scale(args.program, counts)
    with tempfile.TemporaryDirectory() as folder:
        beside = plain(args.program, counts[0], Path(folder))
    server = os.environ.get("SITREP_TEST_POSTGRES")
    server_runs = scale(args.program, counts[:1], server) if server else []

    print(f"{machine.cores()} cores; {machine.processor()}; load {load:.1f} at the start\n")
    print(f"  {'':34}{'records':>9}{'records/s':>11}{'ms each':>9}{'cpu ms':>9}{'MB':>8}{'peak MB':>9}")
    for run in sqlite_runs:
        row("sitrep, SQLite", run)
    for run in server_runs:
        row("sitrep, PostgreSQL (client's part)", run)
    if not server:
        print("  skipped: PostgreSQL; `make bench-ledger` brings one")
    row("python sqlite3: JSON and words", beside)
    first, last = sqlite_runs[0], sqlite_runs[-1]
    each = {what: [run[what] / run["records"] for run in (first, last)] for what in ("seconds", "cpu_seconds")}
    growth = {what: b / a if a else 0 for what, (a, b) in each.items()}
    tenths = last["tenths"]
    within = statistics.mean(tenths[-3:]) / statistics.mean(tenths[:3])
    ratio = beside["cpu_seconds"] and each["cpu_seconds"][0] / (beside["cpu_seconds"] / beside["records"])
    best = max(run["records"] / run["seconds"] for run in sqlite_runs)
    print(f"\n  time per record at {last['records']:,}: {growth['seconds']:.2f} × that at {first['records']:,} (processor time {growth['cpu_seconds']:.2f} ×; to reach: {GROWTH})")
    print(f"  within the larger: its last three tenths took {within:.2f} × its first three")
    print(f"  {best:,.0f} records a second (to reach: {RATE:,})")
    print(f"  merging, tolls, copies and history cost {ratio:.1f} × what keeping the JSON and its words alone costs in Python")
    print(f"  {first['tellings']:,} tellings of {first['records']:,} records became {first['incidents']:,} incidents; same type, day and province makes {beside['groups']:,} groups of them")
    print(f"\n  questions of {last['records']:,} records")
    for name, asked in last["questions"].items():
        print(f"  {name:34}{asked['milliseconds']:>9.1f} ms{asked['found']:>8} found")
    slow = [name for name, asked in last["questions"].items() if asked["milliseconds"] > ANSWER_MS and name != "likely duplicates"]
    print(f"  {'all filtered queries below' if not slow else 'NOT below: ' + ', '.join(slow) + ';'} {ANSWER_MS} ms")
    if args.keep:
        kept = {"load": load, "sqlite": sqlite_runs, "postgres": server_runs, "python": beside, "growth": growth, "growth_within": within}
        print("\nkept in", machine.keep("ledger", kept))


if __name__ == "__main__":
    main()
