"""Opens a ledger's exports with tools that others wrote, and compares what they see with the ledger: check.py SITREP STORE

pandas reads the tables, pyarrow Parquet, libhxl the rows of hashtags, GDAL (pyogrio) the GeoJSON. What each form must hold is
told by `sitrep export --format json`. Each check is then made once more on a broken copy of its export, and must fail.
"""
import io
import json
import subprocess
import sys
import tempfile

import hxl
import pandas
import pyarrow.parquet
import pyogrio

SITREP, STORE = sys.argv[1:3]
EFFECTS = ("killed", "injured", "missing", "captured", "displaced")
ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2
interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities
tags timestamp""".split()
UCDP = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name
side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline
source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
ACLED_TYPES = {"Battles", "Violence against civilians", "Protests", "Riots", "Strategic developments", "Explosions/Remote violence"}
# libhxl takes any tag that is well formed; these are those of the standard's dictionary that we use.
HXL_TAGS = {"#meta", "#event", "#date", "#loc", "#adm1", "#adm2", "#adm3", "#country", "#geo", "#group", "#affected", "#description", "#region"}


def export(*args):
    return subprocess.run([SITREP, "export", "--store", STORE, *args], check=True, capture_output=True).stdout


LEDGER = [json.loads(line) for line in export("--format", "json").splitlines()]
IDS = [i["id"] for i in LEDGER]


def toll(incident, effect, what):
    return next((t[what] for t in incident["tolls"] if t["effect"] == effect), None)


def total(effect, what):
    return sum(toll(i, effect, what) or 0 for i in LEDGER)


def placed(incident):
    return bool(incident["place"]) and incident["place"]["lat"] is not None


def table(data, **kinds):
    """A table with every cell as text; empty ones are empty, "NA" is a name."""
    return pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, **kinds)


def number(column):
    return pandas.to_numeric(column.replace("", None), errors="raise")


def same(what, seen, held):
    assert seen == held, f"{what}: {seen} and not {held}"


def ids(column):
    assert column.is_unique, "an id stands twice"
    same("ids", list(column), IDS)


def in_range(lat, lon):
    lat, lon = number(lat).dropna(), number(lon).dropna()
    same("points", (len(lat), len(lon)), (sum(map(placed, LEDGER)),) * 2)
    assert lat.abs().le(90).all() and lon.abs().le(180).all(), "a point off the globe"


def check_csv(data):
    frame = table(data)
    ids(frame["id"])
    in_range(frame["lat"], frame["lon"])
    for column, end in (("date_from", "from"), ("date_to", "to")):
        days = pandas.to_datetime(frame[column].replace("", None), format="%Y-%m-%d", errors="raise")
        same(column, [d.date().isoformat() if d == d else None for d in days], [i["date"][end] for i in LEDGER])
    for effect in EFFECTS:
        for what in ("low", "best", "high"):
            same(f"{effect}_{what}", number(frame[f"{effect}_{what}"]).sum(), total(effect, what))
    same("grades", list(frame["grade"]), [i["grade"] for i in LEDGER])
    assert frame["addresses"].ne("").all(), "a row without an address"
    return f"{len(frame)} rows, {len(frame.columns)} columns, {total('killed', 'best')} killed"


def check_claims(data):
    frame = table(data)
    assert set(frame["incident"]) <= set(IDS), "a claim of no incident"
    assert not frame.duplicated(["incident", "article", "claim"]).any(), "a claim stands twice"
    held = {(i["id"], s["latest"]["article"], s["latest"]["claim"]) for i in LEDGER for t in i["tolls"] for s in t["sources"]}
    seen = set(zip(frame["incident"], frame["article"], frame["claim"]))
    assert held <= seen, f"claims that a toll rests on are missing: {sorted(held - seen)[:3]}"
    assert set(frame["effect"]) <= set(EFFECTS)
    low, high = number(frame["low"]), number(frame["high"])
    assert (low.isna() | high.isna() | low.le(high)).all(), "an interval that ends before it begins"
    length = number(frame["end"]) - number(frame["start"])
    # characters, not bytes; an apostrophe before the words keeps a formula off
    guarded = frame["quote"].str.match("'[=+@-]")
    same("lengths of the quotations", frame["quote"].str.len().sum(), length.sum() + guarded.sum())
    return f"{len(frame)} rows"


def check_parquet(data):
    file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
    kinds = {f.name: str(f.type) for f in file.schema_arrow}
    for column, kind in (("id", "string"), ("date_from", "date32[day]"), ("killed_best", "int64"), ("lat", "double"), ("killed_contested", "bool")):
        same(f"type of {column}", kinds[column], kind)
    assert kinds["perpetrators"].startswith("list<") and file.schema_arrow.metadata[b"sitrep.version"]
    rows = file.read().to_pylist()
    for row, i in zip(rows, LEDGER, strict=True):
        same("id", row["id"], i["id"])
        same("perpetrators", row["perpetrators"], i["perpetrators"])
        same("lat", row["lat"], i["place"]["lat"] if i["place"] else None)
        same("date_from", row["date_from"] and row["date_from"].isoformat(), i["date"]["from"])
        for effect in EFFECTS:
            for what in ("low", "best", "high", "contested"):
                same(f"{effect}_{what}", row[f"{effect}_{what}"], toll(i, effect, what))
    return f"{len(rows)} rows, {len(kinds)} columns"


def check_parquet_claims(data):
    frame = pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()
    plain = table(export("--claims"))
    same("rows", len(frame), len(plain))
    for row, text in zip(frame, plain.to_dict("records")):
        same("quote", row["quote"], text["quote"].removeprefix("'"))
        same("low", "" if row["low"] is None else str(row["low"]), text["low"])
        same("sources", "; ".join(row["sources"]), text["sources"].removeprefix("'"))
    return f"{len(frame)} rows"


def check_geojson(data):
    with tempfile.NamedTemporaryFile(suffix=".geojson") as file:
        file.write(data)
        file.flush()
        meta = pyogrio.read_info(file.name)
        frame = pyogrio.read_dataframe(file.name)
    same("features", meta["features"], len(LEDGER))
    assert meta["crs"] == "EPSG:4326" and meta["geometry_type"] == "Point", meta
    ids(frame["id"])
    points = [(p.y, p.x) if p is not None else None for p in frame.geometry]
    same("points", points, [(i["place"]["lat"], i["place"]["lon"]) if placed(i) else None for i in LEDGER])
    same("killed_best", frame["killed_best"].sum(), total("killed", "best"))
    return f"{len(frame)} features, {sum(map(placed, LEDGER))} with a point (GDAL {pyogrio.__gdal_version_string__})"


def check_acled(data):
    frame = table(data)
    same("columns", list(frame.columns), ACLED)
    ids(frame["event_id_cnty"])
    in_range(frame["latitude"], frame["longitude"])
    pandas.to_datetime(frame["event_date"].replace("", None), errors="raise")
    same("years", list(frame["year"]), [(i["date"]["from"] or "")[:4] for i in LEDGER])
    assert set(frame["event_type"]) <= ACLED_TYPES, set(frame["event_type"]) - ACLED_TYPES
    # its rule is the lowest figure; a word counts by its codebook where there is no number
    known = [(toll(i, "killed", "low"), f) for i, f in zip(LEDGER, frame["fatalities"]) if toll(i, "killed", "low") is not None]
    same("fatalities", [int(f) for _, f in known], [low for low, _ in known])
    assert number(frame["fatalities"]).notna().all(), "ACLED has no row without fatalities"
    return f"{len(frame)} rows, {number(frame['fatalities']).sum():.0f} fatalities"


def check_ucdp(data):
    frame = table(data)
    same("columns", list(frame.columns), UCDP)
    ids(frame["id"])
    in_range(frame["latitude"], frame["longitude"])
    low, best, high = number(frame["low"]), number(frame["best"]), number(frame["high"])
    assert (best.isna() | (low.le(best) & best.le(high))).all(), "low, best and high are out of order"
    same("best", best.sum(), total("killed", "best"))
    assert set(frame["where_prec"]) <= set("1234567") | {""} and set(frame["date_prec"]) <= set("12345") | {""}
    return f"{len(frame)} rows, best {best.sum():.0f}"


def check_plover(data):
    events = [json.loads(line) for line in data.splitlines()]
    same("ids", [e["id"] for e in events], IDS)
    same("days", [e["date"] for e in events], [i["date"]["from"] for i in LEDGER])
    for event, incident in zip(events, LEDGER):
        assert {"actor", "event", "date", "has_event"} <= set(event), event
        dead, low = event["size"]["dead"], toll(incident, "killed", "low")
        same("dead", None if dead is None else int(str(dead).split("-")[0]), low)
    return f"{len(events)} events"


def check_hxl(data):
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        source = hxl.data(file.name, hxl.InputOptions(allow_local=True))
        rows, columns = list(source), source.columns
    same("rows", len(rows), len(LEDGER))
    unknown = {c.tag for c in columns if c.tag} - HXL_TAGS
    assert not unknown, f"no tags of HXL: {unknown}"
    killed = [int(row.get("#affected+killed-min-max") or 0) for row in rows]
    assert "#affected+killed" in [c.display_tag for c in columns]
    assert {row.get("#meta+id") for row in rows} == set(IDS)
    return f"{sum(1 for c in columns if c.tag)} tags, {sum(killed)} killed"


def without_last_row(data):
    return data[: data.rstrip(b"\n").rindex(b"\n") + 1]


def swapped(a, b):
    return lambda data: data.replace(a, b"\0", 1).replace(b, a, 1).replace(b"\0", b, 1)


def shortened_parquet(data):
    frame = pyarrow.parquet.read_table(io.BytesIO(data))
    out = io.BytesIO()
    pyarrow.parquet.write_table(frame.slice(0, len(frame) - 1), out)
    return out.getvalue()


def without_a_feature(data):
    geo = json.loads(data)
    del geo["features"][0]
    return json.dumps(geo).encode()


CHECKS = [
    ("csv", ["--format", "csv"], check_csv, without_last_row),
    ("csv claims", ["--claims"], check_claims, swapped(b",low,", b",high,")),
    ("parquet", ["--format", "parquet"], check_parquet, shortened_parquet),
    ("parquet claims", ["--format", "parquet", "--claims"], check_parquet_claims, shortened_parquet),
    ("geojson", ["--format", "geojson"], check_geojson, without_a_feature),
    ("acled", ["--format", "acled"], check_acled, swapped(b"latitude", b"longitude")),
    ("ucdp", ["--format", "ucdp"], check_ucdp, swapped(b"best", b"high")),
    ("plover", ["--format", "plover"], check_plover, without_last_row),
    *[(f"{form} with hashtags", ["--format", form, "--hxl"], check_hxl, swapped(b"#affected", b"#casualties")) for form in ("csv", "acled", "ucdp")],
]


def main():
    assert len(LEDGER) > 50 and any(not placed(i) for i in LEDGER), "too little to check with"
    for name, args, check, broken in CHECKS:
        data = export(*args)
        try:
            said = check(data)
        except Exception as error:
            sys.exit(f"{name}: {type(error).__name__}: {error}")
        copy = broken(data)
        assert copy != data, f"{name}: nothing was broken"
        try:
            check(copy)
        except Exception:
            print(f"{name}: {said}")
        else:
            sys.exit(f"{name}: the check passes on a broken export")


main()
