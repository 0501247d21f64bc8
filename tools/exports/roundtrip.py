"""Corrections made in a spreadsheet come back: roundtrip.py SITREP STORE (a ledger made for this; it is written to)

pandas stands for the spreadsheet. It turns whole numbers into 47.0 and saves with semicolons, a byte order mark and CRLF, as spreadsheets do.
"""
import io
import json
import subprocess
import sys
import tempfile

import pandas

SITREP, STORE = sys.argv[1:3]


def sitrep(*args, code=0):
    run = subprocess.run([SITREP, *args, "--store", STORE], capture_output=True, text=True)
    assert run.returncode == code, (args, run.returncode, run.stdout, run.stderr)
    return run.stdout


def incidents():
    return {i["id"]: i for i in map(json.loads, sitrep("export", "--format", "json").splitlines())}


def toll(incident, effect):
    return next(t for t in incident["tolls"] if t["effect"] == effect)


def back(frame, **how):
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        frame.to_csv(file.name, index=False, **how)
        return sitrep("import", "decisions", file.name, "--as", "desk")


before = incidents()
frame = pandas.read_csv(io.StringIO(sitrep("export")), dtype={"id": str})
unchanged = "0 values changed, 0 rows failed\n"

# saving alone changes nothing, in whatever way a spreadsheet saves
assert frame["killed_low"].dtype == float, "no whole number became 47.0"
for how in (
    {},
    {"lineterminator": "\r\n", "encoding": "utf-8-sig"},
    {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"},
    {"sep": "\t", "quoting": 1},
):
    assert back(frame, **how) == unchanged, (how, back(frame, **how))
local = frame.assign(**{c: pandas.to_datetime(frame[c]).dt.strftime("%d/%m/%Y") for c in ("date_from", "date_to")})
assert back(local) == unchanged
assert incidents() == before

# a person's changes, cell by cell
known = [i for i, one in before.items() if one["date"]["from"] and any(t["effect"] == "killed" and t["low"] is not None for t in one["tolls"])]
corrected, confirmed, rejected, noted, merged, into = known[:6]
at = {i: row for row, i in enumerate(frame["id"])}
sheet = frame.assign(note=None, merge_into=None).astype({"note": object, "merge_into": object})
sheet.loc[at[corrected], ["killed_low", "killed_high"]] = [1.0, 99.0]
sheet.loc[at[corrected], "place"] = 'Hayy "al-Jadid"; the new, quarter'
sheet.loc[at[corrected], "date_from"] = "2021-10-30 00:00:00"
sheet.loc[at[corrected], "date_to"] = "2021-10-31"
sheet.loc[at[corrected], "perpetrators"] = "=Front; Red Band"
sheet.loc[at[confirmed], "grade"] = "confirmed"
sheet.loc[at[rejected], "grade"] = "discounted"
sheet.loc[at[noted], "note"] = 'Rang the hospital, "Room 4":\ntwice'
sheet.loc[at[merged], "merge_into"] = into

# meanwhile the ledger changes what nobody touched in the sheet
sitrep("correct", noted, "method", "a method of its own", "--as", "colleague")
saved = {"sep": ";", "lineterminator": "\r\n", "encoding": "utf-8-sig"}
said = back(sheet, **saved)
assert said.endswith("8 values changed, 0 rows failed\n"), said
now = incidents()
one = now[corrected]
assert (toll(one, "killed")["low"], toll(one, "killed")["high"]) == (1, 99), one
assert one["place"]["name"] == 'Hayy "al-Jadid"; the new, quarter' and one["perpetrators"] == ["=Front", "Red Band"], one
assert one["date"] == {"from": "2021-10-30", "to": "2021-10-31"}, one["date"]
assert now[confirmed]["grade"] == "confirmed" and rejected not in now
assert now[noted]["method"] == "a method of its own", "an old table undid what a colleague did"
assert len(now) == len(before) - 2 and (merged in now) != (into in now)
assert 'Rang the hospital, "Room 4":' in sitrep("incident", noted)
untouched = set(now) - {corrected, confirmed, noted, merged, into}
assert all(now[i] == before[i] for i in untouched), "what nobody touched has changed"

# the same table again, and what cannot be taken
assert back(sheet, **saved) == unchanged, back(sheet, **saved)
sheet.loc[at[noted], "killed_best"] = 3.0
with tempfile.NamedTemporaryFile(suffix=".csv") as file:
    sheet.to_csv(file.name, index=False)
    sitrep("import", "decisions", file.name, "--as", "desk", code=3)
print(f"round trip: {len(before)} rows saved in 5 ways without a change, 8 changes taken back once")
