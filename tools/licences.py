"""Checks offline that every dependency has a licence that `deny.toml` allows.

    python3 tools/licences.py

Reads `cargo metadata`; understands SPDX expressions with AND, OR, WITH and parentheses, and the old `A/B`.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def allowed(expression, licences):
    """Whether some choice that the SPDX expression offers is allowed."""
    tokens = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))

    def alternatives(at):
        good, at = conjunction(at)
        while at < len(tokens) and tokens[at].upper() == "OR":
            other, at = conjunction(at + 1)
            good = good or other
        return good, at

    def conjunction(at):
        good, at = term(at)
        while at < len(tokens) and tokens[at].upper() == "AND":
            other, at = term(at + 1)
            good = good and other
        return good, at

    def term(at):
        if at >= len(tokens):
            raise ValueError(f"licence expression ends early: {expression}")
        if tokens[at] == "(":
            good, at = alternatives(at + 1)
            return good, at + 1
        name, at = tokens[at], at + 1
        if at + 1 < len(tokens) and tokens[at].upper() == "WITH":
            name, at = f"{name} WITH {tokens[at + 1]}", at + 2
        return name in licences, at

    return alternatives(0)[0]


def selfcheck():
    some = {"MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"}
    for expression, want in [("MIT", True), ("GPL-3.0", False), ("MIT OR GPL-3.0", True), ("MIT AND GPL-3.0", False), ("Unlicense/MIT", True),
                             ("(MIT OR GPL-3.0) AND Apache-2.0", True), ("Apache-2.0 WITH LLVM-exception", True), ("MIT WITH X", False)]:
        assert allowed(expression, some) is want, expression


def main():
    selfcheck()
    licences = set(tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]["allow"])
    metadata = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    packages = json.loads(metadata)["packages"]
    bad = [f"{p['name']} {p['version']}: {p['license'] or p['license_file'] or 'no licence'}"
           for p in packages if not allowed(p["license"] or "none", licences)]
    for line in sorted(bad):
        print(line)
    print(f"licences: {len(packages) - len(bad)} of {len(packages)} packages allowed by deny.toml")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
