#!/usr/bin/env python3
"""Opens a ledger's exports with tools that others wrote: check.py SITREP STORE

pandas reads the tables, libhxl the row of hashtags, geopandas (GDAL) the GeoJSON; each must see as many incidents as the
ledger holds, and the columns that the form asks for. What is not installed is skipped, and said so.
"""
import io, json, subprocess, sys, tempfile

SITREP, STORE = sys.argv[1:3]


def export(*args):
    return subprocess.run([SITREP, "export", "--store", STORE, *args], check=True, capture_output=True).stdout


def tool(name):
    try:
        return __import__(name)
    except ImportError:
        print(f"skipped: {name} is not installed")


incidents = [json.loads(line) for line in export("--format", "json").splitlines()]
count = len(incidents)
ids = {i["id"] for i in incidents}
print(f"{count} incidents in JSON")

if pandas := tool("pandas"):
    for form, id_column, columns in (("csv", "id", 38), ("acled", "event_id_cnty", 31), ("ucdp", "id", 49)):
        table = pandas.read_csv(io.BytesIO(export("--format", form)), dtype={id_column: str})
        assert len(table) == count and set(table[id_column]) == ids, form
        assert len(table.columns) == columns, (form, len(table.columns))
        print(f"pandas: {form}, {len(table)} rows, {len(table.columns)} columns")
    claims = pandas.read_csv(io.BytesIO(export("--claims")), dtype=str)
    assert set(claims["incident"]) <= ids
    print(f"pandas: claims, {len(claims)} rows")
    best = pandas.read_csv(io.BytesIO(export()))["killed_best"].sum()
    told = sum(t["best"] or 0 for i in incidents for t in i["tolls"] if t["effect"] == "killed")
    assert best == told, (best, told)

if hxl := tool("hxl"):
    for form in ("csv", "acled", "ucdp"):
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            file.write(export("--format", form, "--hxl"))
            file.flush()
            data = hxl.data(file.name, hxl.InputOptions(allow_local=True))
            assert len(list(data)) == count and "#affected+killed" in data.display_tags, form
            print(f"libhxl: {form}, {len([t for t in data.tags if t])} tags")

if geopandas := tool("geopandas"):
    with tempfile.NamedTemporaryFile(suffix=".geojson") as file:
        file.write(export("--format", "geojson"))
        file.flush()
        frame = geopandas.read_file(file.name)
        placed = sum(1 for i in incidents if i["place"] and i["place"]["lat"] is not None)
        assert len(frame) == count and frame.geometry.notna().sum() == placed, (len(frame), placed)
        assert frame.crs.to_epsg() == 4326
        print(f"geopandas: {len(frame)} features, {placed} with a point, {frame.crs}")

events = [json.loads(line) for line in export("--format", "plover").splitlines()]
assert {e["id"] for e in events} == ids and all({"actor", "event", "date"} <= set(e) for e in events)
print(f"PLOVER: {len(events)} events")
