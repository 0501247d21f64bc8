"""The board with a large ledger: requests a second while articles are added beside, and how long a reader waits.

    tools/bench/board.py [--records 100000] [--rate 200] [--seconds 30] [--keep] [--against datasette]

Makes a ledger of so many invented records (kept in target/bench for the next run), serves it with the release program, and asks for a mix of
pages and API as a desk does, at a steady rate from sixteen connections over loopback, while `sitrep add --records` adds others to the same ledger. Times count
from the moment at which a request was due, so that a server that stalls is not spared the requests it kept waiting. Beside it, as
a measure that does not depend on the machine: the same list of incidents from datasette on a table of the same incidents in SQLite.
"""

import argparse
import hashlib
import http.client
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE)]
import machine  # noqa: E402

RELEASE = ROOT / "target" / "release"
KEPT = ROOT / "target" / "bench"
PROVINCES = 40
FIRST_BYTE_MS, FILTER_MS, P99_MS = 150, 300, 250


def point(name):
    """A point and a country for a place, the same whenever it is named."""
    n = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return 12 + n % 2000 / 100, 20 + n // 2000 % 3500 / 100, ("SY", "YE", "SD", "UA")[n // 7_000_000 % 4]


def located(line):
    record = json.loads(line)
    for incident in record["incidents"]:
        place = incident["place"]
        lat, lon, place["country"] = point(place["admin1"] or place["name"])
        off = point(place["name"])
        place.update(lat=round(lat + (off[0] - 12) / 20, 4), lon=round(lon + (off[1] - 20) / 35, 4), precision="city")
    return json.dumps(record) + "\n"


def ledger(count, more):
    """(store, records to add beside): as they were made before, if they were."""
    KEPT.mkdir(parents=True, exist_ok=True)
    store, beside = KEPT / f"board-{count}.db", KEPT / f"board-{count}-beside.jsonl"
    if not (KEPT / f"board-{count}.ready").exists():
        plain, records = KEPT / "plain.jsonl", KEPT / "records.jsonl"
        run = subprocess.run([RELEASE / "examples" / "ledger_scale", "--records", plain, str(count + more)], check=True)
        with plain.open() as lines, records.open("w") as first, beside.open("w") as rest:
            for at, line in enumerate(lines):
                (first if at < count else rest).write(located(line))
        store.unlink(missing_ok=True)
        start = time.monotonic()
        run = subprocess.run([RELEASE / "sitrep", "add", "--records", records, "--store", store], capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stderr)
        print(f"added {count:,} records in {time.monotonic() - start:.0f} s", file=sys.stderr)
        plain.unlink(), records.unlink()
        (KEPT / f"board-{count}.ready").touch()
    # each run starts from the same ledger
    copy = KEPT / "run.db"
    for old in KEPT.glob("run.db*"):
        old.unlink()
    with sqlite3.connect(store) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    os.sync()  # the copy's own writing is not to be measured
    return copy, beside


class Board:
    def __init__(self, store):
        start = time.monotonic()
        self.process = subprocess.Popen([RELEASE / "sitrep", "serve", "--store", store, "--bind", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        while True:
            line = self.process.stderr.readline()
            if not line and self.process.poll() is not None:
                sys.exit("the board did not start")
            if found := re.search(r"http://([\d.]+:\d+)", line):
                break
        self.host = found[1]
        self.start_seconds = time.monotonic() - start

    def memory_mb(self, peak=False):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{'VmHWM' if peak else 'VmRSS'}:\s+(\d+)", status)[1]) / 1024

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def ask(connection, path):
    """(milliseconds to the first byte, to the last, status, body)"""
    start = time.monotonic()
    connection.request("GET", path, headers={"Accept-Encoding": "identity"})
    answer = connection.getresponse()
    first = time.monotonic()
    body = answer.read()
    return (first - start) * 1000, (time.monotonic() - start) * 1000, answer.status, body


def filters(dice):
    """A view that a desk might ask for."""
    month = dice.randrange(1, 13)
    return dice.choice([
        "", f"country={dice.choice(['SY', 'YE', 'SD', 'UA'])}", f"type={dice.choice(['airstrike', 'shelling', 'clash'])}",
        f"from=2030-{month:02}-01&to=2030-{month:02}-28", f"in=Province{dice.randrange(PROVINCES)}", "contested=1",
        f"source=Source%20{dice.randrange(30)}&contested=1", f"min={dice.randrange(20, 60)}&country=SY", "sort=killed",
        f"page={dice.randrange(1, 40)}",
    ])


def requests(host, seed):
    """Paths without end: what a board, its scripts and programs ask for."""
    dice = random.Random(seed)
    connection = http.client.HTTPConnection(host)
    ids = [i["id"] for i in json.loads(ask(connection, "/api/v1/incidents")[3])["incidents"]]
    articles = [a["id"] for a in json.loads(ask(connection, "/api/v1/articles")[3])["articles"]]
    while True:
        view = filters(dice)
        yield dice.choices([
            f"/?{view}&part=list", f"/?{view}", f"/api/v1/map?{re.sub('page=[0-9]+', '', view)}&bbox=20,10,60,40&zoom={dice.randrange(3, 9)}",
            f"/api/v1/timeline?{view}&whole=1", f"/api/v1/facets?{view}", f"/incidents/{dice.choice(ids)}", f"/articles/{dice.choice(articles)}",
            f"/api/v1/incidents?{view}", f"/api/v1/incidents/{dice.choice(ids)}/claims", "/sources", "/feed.atom", "/api/v1/changes?after=1000&limit=100",
        ], weights=[20, 12, 18, 14, 6, 10, 5, 8, 3, 1, 1, 2])[0]


def load(host, rate, seconds, seed=1):
    """Asks at a steady rate; [(path, milliseconds since it was due, status)]."""
    paths = requests(host, seed)
    plan = [next(paths) for _ in range(int(rate * seconds))]
    begin = time.monotonic() + 0.2
    turn, lock, results = iter(enumerate(plan)), threading.Lock(), []

    def worker():
        connection = http.client.HTTPConnection(host, timeout=60)
        while True:
            with lock:
                at, path = next(turn, (None, None))
            if path is None:
                return
            due = begin + at / rate
            time.sleep(max(0, due - time.monotonic()))
            try:
                status = ask(connection, path)[2]
            except (OSError, http.client.HTTPException):
                connection.close()
                status = 0
            results.append((path, (time.monotonic() - due) * 1000, status))

    workers = [threading.Thread(target=worker) for _ in range(16)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    return results


def used(*pids):
    """Processor seconds that the machine, and each process, has used; zero where the system does not tell."""
    try:
        tick = os.sysconf("SC_CLK_TCK")
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
        machine_s = sum(int(fields[n]) for n in (0, 1, 2, 5, 6, 7)) / tick
        own = [sum(int(n) for n in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]) / tick for pid in pids]
        return [machine_s, *own]
    except (OSError, ValueError):
        return [0.0] * (1 + len(pids))


def at(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def kind(path):
    path = re.sub(r"^(/(?:api/v1/)?(?:incidents|articles)/)[^/?]+", r"\1ID", path)
    return re.sub(r"\?.*", "", path) + (" (list)" if "part=list" in path else "")


def waits(host):
    """What one reader waits for, in milliseconds: the first byte of the board, and a filter that changes list, map, timeline and counts together."""
    ask(http.client.HTTPConnection(host), "/")
    first = [ask(http.client.HTTPConnection(host), "/")[0] for _ in range(15)]
    changes = []
    for n in range(15):
        view = f"country={['SY', 'YE', 'SD', 'UA'][n % 4]}&from=2030-{1 + n % 12:02}-01"
        parts = [f"/?{view}&part=list", f"/api/v1/map?{view}&bbox=20,10,60,40&zoom=4", f"/api/v1/timeline?{view}&whole=1", f"/api/v1/facets?{view}"]
        start = time.monotonic()
        workers = [threading.Thread(target=ask, args=(http.client.HTTPConnection(host), part)) for part in parts]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
        changes.append((time.monotonic() - start) * 1000)
    return {"first_byte_ms": statistics.median(first), "first_byte_worst_ms": max(first),
            "filter_change_ms": statistics.median(changes), "filter_change_worst_ms": max(changes)}


def datasette(host, venv):
    """The same question to datasette, on the same incidents as a table with indices: ratio of medians, or why there is none."""
    program = Path(venv) / "bin" / "datasette"
    if not program.exists():
        made = subprocess.run(f"python3 -m venv {venv} && {venv}/bin/pip install --quiet datasette==0.65.1", shell=True, capture_output=True)
        if made.returncode:
            return {"skipped": "datasette cannot be installed"}
    connection = http.client.HTTPConnection(host)
    table = KEPT / "datasette.db"
    table.unlink(missing_ok=True)
    connection.request("GET", "/download/incidents.jsonl")
    with sqlite3.connect(table) as db:
        db.execute("CREATE TABLE incidents (id PRIMARY KEY, type, country, date, admin1, lat, lon, killed, json)")
        for line in connection.getresponse():
            s = json.loads(line)
            killed = next((t["best"] for t in s["tolls"] if t["effect"] == "killed"), None)
            place = s["place"] or {}
            db.execute("INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?,?)", (s["id"], s["type"], place.get("country"), s["date"]["from"],
                       place.get("admin1"), place.get("lat"), place.get("lon"), killed, line.decode()))
        for column in ("type", "country", "date", "killed"):
            db.execute(f"CREATE INDEX by_{column} ON incidents ({column})")
    server = subprocess.Popen([program, "serve", table, "--port", "8791", "--host", "127.0.0.1", "--setting", "num_sql_threads", "4"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        theirs = ours = 0
        for _ in range(100):
            time.sleep(0.2)
            try:
                ask(http.client.HTTPConnection("127.0.0.1", 8791), "/")
                break
            except OSError:
                pass
        other, own = http.client.HTTPConnection("127.0.0.1", 8791), http.client.HTTPConnection(host)
        question = "/datasette/incidents.json?country__exact=SY&date__gte=2030-{:02}-01&_sort_desc=date&_size=50&_shape=objects"
        theirs = [ask(other, question.format(1 + n % 12)) for n in range(24)]
        ours = [ask(own, f"/api/v1/incidents?country=SY&from=2030-{1 + n % 12:02}-01") for n in range(24)]
        assert all(answer[2] == 200 for answer in theirs + ours), (theirs[0][2:], ours[0][2:])
        theirs, ours = (statistics.median(a[1] for a in answers) for answers in (theirs, ours))
        return {"question": "fifty incidents of a country from a month on, the latest first, with their number",
                "datasette_ms": theirs, "sitrep_ms": ours, "ratio": theirs / ours}
    finally:
        server.terminate()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--beside", type=int, default=25_000, help="records that are there to be added beside")
    parser.add_argument("--against", choices=["datasette"])
    parser.add_argument("--keep", action="store_true", help="add the run to benches/runs")
    args = parser.parse_args()

    store, beside = ledger(args.records, args.beside)
    before = machine.load()
    board = Board(store)
    try:
        run = {"records": args.records, "incidents": None, "rate": args.rate, "seconds": args.seconds, "load_before": before,
               "start_seconds": board.start_seconds, "memory_mb": board.memory_mb()}
        connection = http.client.HTTPConnection(board.host)
        run["incidents"] = json.loads(ask(connection, "/api/v1/incidents")[3])["total"]
        run["quiet"] = waits(board.host)
        adding = subprocess.Popen([RELEASE / "sitrep", "add", "--records", beside, "--store", store], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pids = board.process.pid, adding.pid, os.getpid()
        start, began = used(*pids), time.monotonic()
        results = load(board.host, args.rate, args.seconds)
        took = time.monotonic() - began
        still = adding.poll() is None
        machine_s, server, adder, client = ((b - a) / took for a, b in zip(start, used(*pids)))
        # what others take of the cores is missing to the board, and makes its times longer than they would be
        run["cores_used"] = {"board": server, "adding": adder, "asking": client, "others": machine_s - server - adder - client}
        run["added_beside"] = "until after the end" if still else "done before the end"
        adding.terminate()
        adding.wait()
        times = [ms for _, ms, _ in results]
        run["asked"] = len(results)
        run["statuses"] = {str(s): sum(1 for r in results if r[2] == s) for s in sorted({r[2] for r in results})}
        run["ms"] = {"p50": at(times, 0.5), "p90": at(times, 0.9), "p99": at(times, 0.99), "max": max(times)}
        run["by_kind"] = {k: {"asked": len(v), "p50": at(v, 0.5), "p99": at(v, 0.99)} for k in sorted({kind(p) for p, _, _ in results})
                          if (v := [ms for p, ms, _ in results if kind(p) == k])}
        run["memory_peak_mb"] = board.memory_mb(peak=True)
        if args.against:
            run["datasette"] = datasette(board.host, ROOT / ".venv" / "datasette")
    finally:
        board.stop()

    q, ms = run["quiet"], run["ms"]
    print(f"{args.records:,} records, {run['incidents']:,} incidents; started in {run['start_seconds']:.1f} s, {run['memory_mb']:.0f} MB (peak {run['memory_peak_mb']:.0f} MB)")
    print(f"first byte of the board     {q['first_byte_ms']:6.1f} ms (worst of 15: {q['first_byte_worst_ms']:.1f}; to reach: < {FIRST_BYTE_MS})")
    print(f"filter: list, map, timeline {q['filter_change_ms']:6.1f} ms (worst of 15: {q['filter_change_worst_ms']:.1f}; to reach: < {FILTER_MS})")
    print(f"{args.rate:.0f} requests a second for {args.seconds:.0f} s, adding beside ({run['added_beside']}): p50 {ms['p50']:.1f} ms, p90 {ms['p90']:.1f}, p99 {ms['p99']:.1f} (to reach: < {P99_MS}), max {ms['max']:.0f}; statuses {run['statuses']}; load before {before:.1f}")
    print("cores used: " + ", ".join(f"{who} {of:.2f}" for who, of in run["cores_used"].items()) + f"; of {machine.cores()}")
    for name, of in run["by_kind"].items():
        print(f"  {name:30} {of['asked']:5}  p50 {of['p50']:6.1f}  p99 {of['p99']:7.1f}")
    if "datasette" in run:
        print(json.dumps(run["datasette"]))
    if args.keep:
        print(f"kept in {machine.keep('board', run)}")
    good = ms["p99"] < P99_MS and q["first_byte_ms"] < FIRST_BYTE_MS and q["filter_change_ms"] < FILTER_MS
    if not good or set(run["statuses"]) != {"200"}:
        sys.exit("what is to be reached was not")


if __name__ == "__main__":
    main()
