"""What a benchmark ran on, and where its figures are kept."""

import datetime
import json
import os
import platform
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def cores():
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def processor():
    """The processor's name."""
    try:
        return re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)[1]
    except (OSError, TypeError):
        return platform.processor() or platform.machine()


def load():
    """How many processes ran or waited in the last minute; 0 where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def describe():
    def said(*command):
        try:
            return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()
        except OSError:
            return ""

    return {"date": datetime.date.today().isoformat(), "processor": processor(), "cores": cores(),
            "system": f"{platform.system()} {platform.machine()}", "python": platform.python_version(),
            "rustc": said("rustc", "--version"), "commit": said("git", "rev-parse", "--short", "HEAD")}


def keep(name, run):
    """Adds a run under `name` to today's file of this machine and says where."""
    slug = re.sub(r"[^a-z0-9]+", "-", processor().lower()).strip("-")
    path = ROOT / "benches" / "runs" / f"{datetime.date.today()}-{slug}-{cores()}-cores.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(path.read_text()) if path.exists() else {}
    kept["machine"] = describe()
    kept[name] = run
    path.write_text(json.dumps(kept, indent=1) + "\n")
    return path.relative_to(ROOT)
