"""Checks offline that every npm package of the board has a licence that is allowed.

    python3 tools/licences_web.py

Reads the lockfile. What ends up in the board must have a licence that `deny.toml` allows; and so must the tools that only build and
test it (axe-core and lightningcss are under MPL-2.0, which is fine for that: nothing of them is passed on), or one of `TOOLS`.
"""

import json
import sys
import tomllib

from licences import ROOT, allowed, selfcheck

TOOLS = {"0BSD"}
LOCK = ROOT / "crates" / "sitrep-server" / "web" / "package-lock.json"


def main():
    selfcheck()
    licences = set(tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]["allow"])
    shipped = licences - {"MPL-2.0"}
    packages = {path: p for path, p in json.loads(LOCK.read_text())["packages"].items() if path}
    bad = [f"{path}: {p.get('license', 'no licence')}" for path, p in packages.items()
           if not allowed(p.get("license", "none"), licences | TOOLS if p.get("dev") else shipped)]
    for line in sorted(bad):
        print(line)
    print(f"licences: {len(packages) - len(bad)} of {len(packages)} npm packages allowed")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
